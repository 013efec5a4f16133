"""What a drawn page says of a figure, in both languages at once: never a number without the rest.

Amount with qualifier and unit, what is counted, where and when, who says so, as it is printed, and
which anomalies stand in its way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.answers.anomalies import Anomaly
from kg.answers.charts import anomalies_of
from kg.answers.figures import Figure, read_figure
from kg.answers.values import Bilingual, Evidence
from kg.graph.graph import Graph
from kg.graph.terms import ALT_LABEL, KGV, local_name, source_id
from kg.language import Lang, Text
from kg.views import numbers
from kg.views.bilingual import LANGS, Both, both, same
from kg.views.numbers import NOT_INTERPRETED, say_figure, say_period
from kg.views.shell import Detail
from kg.views.words import BETWEEN, LEVELS

AND: dict[Lang, str] = {"zh": "、", "en": ", "}
DOUBT = "※"
FACTS = {
    "value": Text("Number", "数字"),
    "indicator": Text("What is counted", "指标"),
    "breakdown": Text("Of which", "分组"),
    "place": Text("Place", "地区"),
    "about": Text("About", "对象"),
    "period": Text("When", "时间"),
    "said-by": Text("According to", "出处"),
    "unit": Text("Unit", "单位"),
    "qualifier": Text("Qualifier", "限定"),
    "kind": Text("Kind", "性质"),
    "table": Text("In", "所在表格"),
    "source": Text("Source", "来源"),
    "printed": Text("As printed", "照原样"),
    "derived": Text("Derived from", "由此推算"),
    "note": Text("Note", "附注"),
    "candidates": Text("May mean", "可能指"),
    "confidence": Text("Confidence", "置信度"),
}
EXACT = Text("none printed", "未加限定")
KINDS = {"observed": Text("reported as observed", "作为实况报告"), **numbers.KINDS}
DERIVED = Text("derived by us, not printed", "由我们推算，来源未印")
PRINTED = Text("“{words}” (as printed)", "“{words}”（照原样）")
QUALIFIER_NAMES = {
    "over": Text("more than", "超过"), "under": Text("less than", "不足"),
    "about": Text("about", "约"), "nearly": Text("nearly", "近"),
}  # fmt: skip
ITSELF = Text("the source itself", "来源自述")


class FigureVoice:
    """What is said of figures and of the things that they are about."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._names: dict[str, Both] = {}

    def name(self, iri: str) -> Both:
        """Return the label of *iri*."""
        if iri not in self._names:
            self._names[iri] = {lang: self.graph.label(iri, lang) for lang in LANGS}
        return self._names[iri]

    def names(self, iris: Iterable[str]) -> Both:
        """Return the labels of *iris*, joined."""
        found = [self.name(iri) for iri in iris if iri]
        return {lang: AND[lang].join(name[lang] for name in found) for lang in LANGS}

    def short_name(self, region: str) -> Both:
        """Return what a region is called for short: 北京 for 北京市."""
        name = self.name(region)
        others = self.graph.texts(region, ALT_LABEL).get("zh", [])
        short = [other for other in others if name["zh"].startswith(other)]
        return {"zh": min(short, key=len, default=name["zh"]), "en": name["en"]}

    def place(self, figure: Figure) -> Both:
        """Return where a figure holds: its region, else the printed name that is none."""
        if figure.area:
            return self.name(figure.area)
        printed = figure.reading.area if figure.reading else ""
        return both(PRINTED.fill(words=printed)) if printed else same("")

    def amount(self, figure: Figure) -> Both:
        """Return a figure with its qualifier, its unit, and what it is if not observed."""
        return {lang: say_figure(figure, lang) for lang in LANGS}

    def period(self, figure: Figure) -> Both:
        """Return when a figure holds, at the precision given."""
        return {lang: say_period(figure.period, lang) for lang in LANGS}

    def kind(self, figure: Figure) -> Both:
        """Return whether a figure was observed, is a forecast, or is ours."""
        if not figure.interpreted:
            return both(NOT_INTERPRETED)
        return both(DERIVED if figure.derived_from else KINDS[figure.kind or "observed"])

    def said_by(self, figure: Figure) -> Both:
        """Return whom the source names for a figure."""
        if figure.said_by:
            return self.names(figure.said_by)
        return both(ITSELF) if figure.reading else same("")

    def qualifier(self, figure: Figure) -> Both:
        """Return the qualifier of a figure by itself."""
        name = QUALIFIER_NAMES.get(figure.qualifier)
        return both(name) if name else both(EXACT)

    def source(self, figure: Figure) -> Both:
        """Return the ids of the sources of a figure."""
        return same(", ".join(self.sources(figure)))

    def sources(self, figure: Figure) -> tuple[str, ...]:
        """Return the ids of the sources of a figure; a derived one has those of its parts."""
        parts = (read_figure(self.graph, iri) for iri in figure.derived_from)
        found = {source for part in parts for source in self.sources(part)}
        if figure.reading:
            found.add(source_id(figure.reading.place.source))
        return tuple(sorted(found))

    def label(self, figure: Figure) -> Both:
        """Return what tells a figure from others of its indicator: group, place, thing."""
        parts = [self.names(figure.breakdowns), self.place(figure), self.names(figure.about)]
        if not any(any(part.values()) for part in parts) and figure.indicator:
            return self.name(figure.indicator)
        return {
            lang: BETWEEN[lang].join(part[lang] for part in parts if part[lang]) for lang in LANGS
        }

    def title(self, figure: Figure) -> Both:
        """Return a figure with what tells it from others."""
        label, amount = self.label(figure), self.amount(figure)
        colon: Both = {"zh": "：", "en": ": "}
        return {
            lang: f"{label[lang]}{colon[lang]}{amount[lang]}" if label[lang] else amount[lang]
            for lang in LANGS
        }

    def facts(self, figure: Figure) -> tuple[tuple[Both, Both], ...]:
        """Return all that is known of a figure, what is empty left out."""
        found = {
            "value": self.amount(figure),
            "indicator": self.name(figure.indicator) if figure.indicator else same(""),
            "breakdown": self.names(figure.breakdowns),
            "place": self.place(figure),
            "about": self.names(figure.about),
            "period": self.period(figure),
            "unit": figure.unit_label.as_json(),
            "qualifier": self.qualifier(figure) if figure.interpreted else same(""),
            "kind": self.kind(figure),
            "said-by": self.said_by(figure),
            "table": self.names([figure.table]),
            "printed": same(f"“{figure.printed}”" if figure.printed else ""),
            "derived": self._parts(figure),
            "note": figure.note.as_json(),
        }
        return tuple((both(FACTS[k]), said) for k, said in found.items() if any(said.values()))

    def _parts(self, figure: Figure) -> Both:
        parts = [self.title(read_figure(self.graph, iri)) for iri in figure.derived_from]
        return {lang: "; ".join(part[lang] for part in parts) for lang in LANGS}

    def detail(self, figure: Figure, keys: tuple[tuple[str, Both], ...] = ()) -> Detail:
        """Return what the panel shows of a figure."""
        return Detail(
            title=self.title(figure),
            kind=self.name(figure.indicator) if figure.indicator else both(NOT_INTERPRETED),
            facts=self.facts(figure),
            evidence=(*figure.evidence, *self.reading(figure)),
            anomalies=tuple(map(as_entry, anomalies_of(self.graph, figure))),
            keys=keys,
            id=local_name(figure.iri),
        )

    def reading(self, figure: Figure) -> tuple[Evidence, ...]:
        """Return the very characters of a figure as a place."""
        if figure.reading is None:
            return ()
        printed = PRINTED.fill(words=figure.printed)
        return (replace(figure.reading.place, paraphrase=Bilingual(**both(printed))),)

    def anomaly(self, anomaly: Anomaly) -> Detail:
        """Return what the panel shows of an anomaly."""
        things = self.names(anomaly.candidate_things)
        meant: Both = {
            lang: AND[lang].join(filter(None, (*anomaly.candidates_in(lang), things[lang])))
            for lang in LANGS
        }
        level = both(LEVELS[anomaly.confidence]) if anomaly.confidence in LEVELS else same("")
        facts: dict[str, Both] = {"candidates": meant, "confidence": level}
        return Detail(
            title=anomaly.label.as_json(),
            kind=self.name(KGV + anomaly.kind) if anomaly.kind else None,
            definition=anomaly.definition.as_json(),
            facts=tuple((both(FACTS[k]), v) for k, v in facts.items() if any(v.values())),
            anomalies=(as_entry(anomaly),),
            id=local_name(anomaly.iri),
        )


def as_entry(anomaly: Anomaly) -> tuple[str, Both, Both]:
    """Return an anomaly as the panel lists it: its id, its headline, how the graph holds it."""
    return local_name(anomaly.iri), anomaly.label.as_json(), anomaly.treatment.as_json()
