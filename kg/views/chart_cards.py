"""Charts as cards: each bar as long as its number, with its qualifier, its label, its doubts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from kg.answers.anomalies import Anomaly
from kg.answers.charts import Chart, Doubts, Form, Series, find_doubts
from kg.answers.figures import NUMERAL, Figure
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, local_name
from kg.language import Text
from kg.sources.key import match_key
from kg.views.bilingual import LANGS, Both, both, same
from kg.views.chart_texts import HEADINGS, REMARKS, TEXTS
from kg.views.figure_details import FigureVoice
from kg.views.figure_drawing import (
    THOUSANDTH,
    Extent,
    as_text,
    capital,
    capitals,
    extent,
    joined,
    kind_of_figure,
    percent,
)
from kg.views.numbers import COUNT, MONTHS, say_number

PROVINCE = KGV + "province-level"
MUNICIPALITIES = {"110000", "120000", "310000", "500000"}  # GB/T 2260
SHORT = 4  # figures of one indicator that make a small card
# What rows can share, and then say once at the head of the chart.
DIMENSIONS = ("indicator", "breakdown", "place", "about", "period", "said-by", "source")


@dataclass(frozen=True)
class Bar(Extent):
    """One number as it is drawn: from where, how long (per cent of the full length), and how."""

    key: str
    label: Both
    rest: Both
    value: Both
    kind: str
    tip: str
    doubtful: bool
    tags: tuple[Both, ...]
    facets: dict[str, Sequence[str]]
    ghost: Bar | None = None
    short: str = ""
    title: Both = field(default_factory=dict)

    @property
    def middle(self) -> str:
        """Where the middle of the bar lies, to a thousandth."""
        return f"{Decimal(super().middle).quantize(THOUSANDTH):f}"

    @property
    def above(self) -> str:
        """How much is free above the bar, where it stands upright."""
        return f"{Decimal(100) - Decimal(self.length):f}"


@dataclass(frozen=True)
class Row:
    """A series as it is drawn: its name, its scale, its bars, and what the source adds up."""

    name: Both
    scale: Both
    bars: tuple[Bar, ...]
    totals: tuple[Bar, ...]
    sum: Both
    doubts: tuple[tuple[str, Both], ...]


@dataclass(frozen=True)
class Card:
    """A chart as it is drawn."""

    key: str
    form: str
    size: str
    title: Both
    remark: Both
    reading: Both
    doubts: tuple[tuple[str, Both], ...]
    rows: tuple[Row, ...]


class ChartCards:
    """Charts made ready to be drawn."""

    def __init__(self, graph: Graph, charts: Sequence[Chart]) -> None:
        self.graph = graph
        self.charts = charts
        self.voice = FigureVoice(graph)
        self.doubts = {chart.key: self._doubts(chart) for chart in charts}

    def _doubts(self, chart: Chart) -> Doubts:
        """Return the anomalies of a chart; for shares of wholes those of a whole are its own."""
        indicators = {s.indicator for s in chart.series if s.indicator}
        heads = [chart.heading] if chart.heading else []
        return find_doubts(self.graph, chart.figures, [*heads, *sorted(indicators)])

    def groups(self) -> list[tuple[str, list[Card]]]:
        """Return the cards in their order, small ones that follow each other together."""
        return [(size, list(cards)) for size, cards in groupby(self.cards, lambda c: c.size)]

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The charts as they are drawn."""
        return tuple(self._card(chart) for chart in self.charts)

    def _card(self, chart: Chart) -> Card:
        doubts = self.doubts[chart.key]
        size = "small" if chart.form is Form.BARS and len(chart.figures) <= SHORT else "wide"
        remark = REMARKS.get(chart.key)
        if all(figure.derived_from for figure in chart.figures):
            remark = TEXTS["all-derived"]
        of_rows = [
            anomaly for series in chart.series for anomaly in self._row_doubts(chart, series)
        ]
        return Card(
            key=f"chart-{chart.key}",
            form=chart.form.value,
            size="wide" if chart.key in REMARKS else size,
            title=self.title(chart),
            remark=both(remark) if remark else same(""),
            reading=self.reading(chart),
            doubts=as_keys(a for a in doubts.shared if a not in of_rows),
            rows=tuple(self._row(chart, series) for series in chart.series),
        )

    @staticmethod
    def text(name: str, **values: object) -> Text:
        """Return one of the texts of the page, filled in."""
        return TEXTS[name].fill(**values)

    def title(self, chart: Chart) -> Both:
        """Return the heading of a chart."""
        return capitals(
            self.voice.name(chart.heading) if chart.heading else both(HEADINGS[chart.key])
        )

    def said(self, figure: Figure) -> dict[str, Both]:
        """Return what can be said of a figure, by dimension."""
        voice = self.voice
        return {
            "indicator": voice.name(figure.indicator) if figure.indicator else same(""),
            "breakdown": voice.names(figure.breakdowns),
            "place": voice.place(figure),
            "about": voice.names(figure.about),
            "period": voice.period(figure),
            "said-by": voice.said_by(figure) if figure.said_by else same(""),
            "source": voice.source(figure),
        }

    def shared(self, figures: Sequence[Figure]) -> dict[str, Both]:
        """Return what all *figures* share; a derived number is ours and says so itself."""
        printed = [figure for figure in figures if figure.interpreted]
        rows = [(figure, self.said(figure)) for figure in printed]
        found = {}
        for name in DIMENSIONS:
            own = [said[name] for f, said in rows if not (f.derived_from and name == "said-by")]
            if own and own[0]["zh"] and all(words == own[0] for words in own):
                found[name] = own[0]
        return found

    def reading(self, chart: Chart) -> Both:
        """Return how a chart is to be read: unit, place, time, who says so, source, qualifiers."""
        figures = [figure for figure in chart.figures if figure.interpreted]
        shared = self.shared(figures)
        if shared.get("indicator") == self.voice.name(chart.heading or chart.series[0].indicator):
            del shared["indicator"]
        words = [TEXTS[f"reading-{k}"].fill(words=as_text(v)) for k, v in shared.items()]
        units = {figure.unit: figure.unit_label for figure in figures}
        if len(units) == 1:
            unit, label = next(iter(units.items()))
            said = TEXTS["count"] if unit == COUNT else Text(label.en, label.zh)
            words.insert(0, TEXTS["reading-unit"].fill(words=said))
        exact = all(figure.qualifier == "exact" for figure in figures)
        words.append(TEXTS["reading-qualifier" if exact else "reading-qualifiers"])
        return {
            "zh": "；".join(text.say("zh") for text in words) + "。",
            "en": capital("; ".join(text.say("en") for text in words)) + ".",
        }

    def _row(self, chart: Chart, series: Series) -> Row:
        doubts = find_doubts(self.graph, series.every)
        scale = chart.scale_of(series)
        return Row(
            name=self._row_name(chart, series),
            scale=self._scale(chart, series, scale),
            bars=tuple(self._bars(chart, series, scale, doubts)),
            totals=tuple(self._bar(chart, f, scale, doubts) for f in series.totals),
            sum=both(TEXTS["sum"].fill(sum=f"{series.sum:f}")),
            doubts=as_keys(self._row_doubts(chart, series)),
        )

    def _row_doubts(self, chart: Chart, series: Series) -> tuple[Anomaly, ...]:
        """Return the anomalies of all shares of one whole but not of every whole."""
        if chart.form is not Form.STACKED:
            return ()
        found = [find_doubts(self.graph, one.every).shared for one in chart.series]
        own = found[chart.series.index(series)]
        return tuple(a for a in own if not all(a in others for others in found))

    def _row_name(self, chart: Chart, series: Series) -> Both:
        if chart.form is Form.STACKED:
            return capitals(self.voice.names(series.of) if series.of else both(TEXTS["whole"]))
        return capitals(self.voice.name(series.indicator)) if len(chart.series) > 1 else same("")

    def _scale(self, chart: Chart, series: Series, scale: Decimal) -> Both:
        if chart.form is Form.NUMBERS or not series.figures:
            return same("")
        name = "full-height" if chart.form is Form.COLUMNS else "full"
        unit = series.figures[0].unit_label if series.figures[0].unit != COUNT else None
        en, zh = say_number(scale, "en"), say_number(scale, "zh")
        amount = Text(f"{en} {unit.en}", f"{zh}{unit.zh}") if unit else Text(en, zh)
        return both(TEXTS[name].fill(amount=amount))

    def _bars(self, chart: Chart, series: Series, scale: Decimal, doubts: Doubts) -> Iterable[Bar]:
        start = Decimal(0)
        ghosts = {figure.iri: ghost for figure, ghost in series.ghosts}
        labels = self._labels(chart, series)
        for figure, label in zip(series.figures, labels, strict=True):
            at = start if chart.form is Form.STACKED else Decimal(0)
            ghost = ghosts.get(figure.iri)
            yield self._bar(chart, figure, scale, doubts, at, label, ghost)
            start += figure.value or Decimal(0)

    def _bar(
        self,
        chart: Chart,
        figure: Figure,
        scale: Decimal,
        doubts: Doubts,
        start: Decimal = Decimal(0),
        label: tuple[Both, Both] | None = None,
        ghost: Figure | None = None,
    ) -> Bar:
        low, high = extent(figure)
        named, rest = label or (both(TEXTS["total"]), same(""))
        return Bar(
            key=local_name(figure.iri),
            label=capitals(named),
            rest=rest,
            value=self.voice.amount(figure),
            start=percent(start + low, scale),
            length=percent(high - low, scale),
            kind=kind_of_figure(figure),
            tip=figure.qualifier if figure.qualifier in ("over", "under") else "",
            doubtful=bool(doubts.own.get(figure.iri)),
            tags=tuple(self._tags(chart, figure)),
            facets=self.facets_of(chart, figure),
            ghost=self._ghost(chart, ghost, scale, start) if ghost else None,
            short=f"{high - low:f}",
            title=self.voice.title(figure),
        )

    def _ghost(self, chart: Chart, ghost: Figure, scale: Decimal, start: Decimal) -> Bar:
        numerals = NUMERAL.findall(match_key(ghost.printed))
        length = Decimal(numerals[0]) if len(numerals) == 1 else Decimal(0)
        return Bar(
            key=local_name(ghost.iri),
            label=both(TEXTS["ghost"].fill(printed=f"“{ghost.printed}”")),
            rest=same(""),
            value=self.voice.amount(ghost),
            start=percent(start, scale),
            length=percent(length, scale),
            kind="reading",
            tip="",
            doubtful=True,
            tags=(),
            facets=self.facets_of(chart, ghost),
            title=self.voice.title(ghost),
        )

    def _labels(self, chart: Chart, series: Series) -> list[tuple[Both, Both]]:
        """Return what tells each figure from the others of its series: a name, and the rest."""
        figures = series.figures
        if chart.form is Form.RANKED:
            return [(self._place_name(figure), same("")) for figure in figures]
        if chart.form is Form.STACKED:
            bins = [[b for b in f.breakdowns if b not in series.of] for f in figures]
            return [(self.voice.names(found), same("")) for found in bins]
        shared = self.shared(chart.figures) if len(figures) > 1 else {}
        if chart.form is Form.COLUMNS:
            names = shorten([self.voice.names(figure.breakdowns) for figure in figures])
            return [(n, self._short_period(f)) for n, f in zip(names, figures, strict=True)]
        return [self._label(figure, shared, figures) for figure in figures]

    def _short_period(self, figure: Figure) -> Both:
        """Return when a figure holds, an English month by its first three letters."""
        said = self.voice.period(figure)
        words = [w[:3] if w in MONTHS else w for w in said["en"].split(" ")]
        return {"zh": said["zh"].replace("年", "年\u200b"), "en": " ".join(words)}

    def _place_name(self, figure: Figure) -> Both:
        if figure.area:
            return self.voice.short_name(figure.area)
        return same(f"“{figure.reading.area}”" if figure.reading else "")

    def _label(
        self, figure: Figure, shared: dict[str, Both], others: Sequence[Figure]
    ) -> tuple[Both, Both]:
        said = self.said(figure)
        if said["said-by"]["zh"]:
            said["said-by"] = both(TEXTS["by"].fill(words=as_text(said["said-by"])))
        own = [said[n] for n in DIMENSIONS[:-1] if said[n]["zh"] and n not in shared]
        if not said["place"]["zh"] and any(f.area for f in others) and not own:
            own = [both(TEXTS["no-place"])]
        if not own:
            own = [said["indicator"]] if said["indicator"]["zh"] else [self.voice.label(figure)]
        return own[0], joined(own[1:])

    def _tags(self, chart: Chart, figure: Figure) -> Iterable[Both]:
        if chart.form is not Form.RANKED:
            return
        others = [f for series in chart.series for f in series.figures]
        code = self.graph.one(figure.area, KG + "gbCode") if figure.area else ""
        if not figure.area:
            yield both(TEXTS["no-region"])
        # Beside cities a municipality is a whole province-level unit; beside provinces it is one.
        if code in MUNICIPALITIES and not all(self._is_province(f) for f in others if f.area):
            yield both(TEXTS["municipality"])
        last = [f for f in others if f.value == others[-1].value]
        if len(last) > 1 and figure in last:
            yield both(TEXTS["tied"])

    def _is_province(self, figure: Figure) -> bool:
        return self.graph.one(figure.area, KG + "regionLevel") == PROVINCE

    def facets_of(self, chart: Chart, figure: Figure) -> dict[str, Sequence[str]]:
        """Return what the filters ask of a figure."""
        wholes = self.graph.objects(figure.area, KG + "partOf") if figure.area else []
        areas = [local_name(iri) for iri in (figure.area, *wholes) if iri]
        return {
            "chart": (f"chart-{chart.key}",),
            "source": self.voice.sources(figure),
            "kind": (kind_of_figure(figure),),
            "place": areas or ("none",),
        }


def as_keys(anomalies: Iterable[Anomaly]) -> tuple[tuple[str, Both], ...]:
    """Return what chooses each of *anomalies*, and its headline."""
    return tuple((local_name(a.iri), a.label.as_json()) for a in anomalies)


def shorten(names: Sequence[Both]) -> list[Both]:
    """Return *names* without the longer of what they all begin or all end with."""
    zh, en = (_without_affix([name[lang] for name in names]) for lang in LANGS)
    return [{"zh": a, "en": b} for a, b in zip(zh, en, strict=True)]


def _without_affix(names: list[str]) -> list[str]:
    if len(set(names)) < 2:
        return names
    before, after = _common(names), _common([name[::-1] for name in names])
    if before >= after:
        return [name[before:].strip() or name for name in names]
    return [name[: len(name) - after].strip() or name for name in names]


def _common(names: list[str]) -> int:
    length = 0
    for chars in zip(*names, strict=False):
        if len(set(chars)) > 1:
            break
        length += 1
    return length
