"""Regions as one HTML page: the province-level units as tiles, with numbers and roles kept apart.

A tile that a list leaves out is hatched: not said is told from zero. Nothing is added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.answers.anomalies import Anomaly, find_anomalies
from kg.answers.charts import anomalies_of, ends_of
from kg.answers.figures import Figure, find_figures
from kg.answers.links import Link
from kg.answers.regions import ROLES, RegionProfile
from kg.answers.search import find_one
from kg.answers.thread import Filters
from kg.answers.values import Claim, Evidence, Modality
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, TYPE, local_name
from kg.language import Text
from kg.views.beside import choosing
from kg.views.bilingual import Both, both, same
from kg.views.figure_details import as_entry
from kg.views.figure_drawing import as_text, joined
from kg.views.region_map import MARKED, RegionMap, by_source
from kg.views.region_texts import COLUMNS, HOW, SHAPES, SUBJECT, TEXTS, TITLE, TWIN
from kg.views.region_texts import ROLES as ROLE_NAMES
from kg.views.shell import Cell, Detail, Facet, Option, Page, Twin, TwinRow, build_source_filter
from kg.views.words import LEVELS, MODALITIES

USES = frozenset({"modality", "source"})
FIGURES_WHOLE = 60  # a region with more figures has them counted, not listed


class RegionsPage(RegionMap):
    """The page of the regions: what panel, table and filters hold."""

    # What the panel and the table say.

    def details(self) -> dict[str, Detail]:
        """Return what the panel shows of a region, a figure without one, an anomaly."""
        listed = {f.area for series in self.series for f in series.figures if f.area}
        groups = self.graph.subjects(TYPE, KG + "RegionGroup")
        homes, abroad = self.countries()
        keys = {tile.key for tile in (*homes, *abroad, *self.cities())}
        regions = {*self.provinces, *listed, *groups}
        regions |= {iri for iri in self.profiles if local_name(iri) in keys}
        regions |= {w for p in self.provinces for w in self.graph.objects(p, KG + "partOf")}
        found = {local_name(iri): self._detail(iri) for iri in sorted(regions)}
        for series in self.series:
            for figure in series.elsewhere:
                found[local_name(figure.iri)] = self._nowhere_detail(figure)
            shared = self.doubts[series.key].shared
            found |= {local_name(a.iri): self.voice.anomaly(a) for a in shared}
            found[f"series-{series.key}"] = Detail(
                title=self.title(series),
                facts=((both(TEXTS["how-read"]), self._reading(series)),),
                anomalies=tuple(map(as_entry, shared)),
                keys=tuple((local_name(f.area), self._named(f)) for f in series.figures if f.area),
            )
        return found

    def _nowhere_detail(self, figure: Figure) -> Detail:
        things = {t for a in anomalies_of(self.graph, figure) for t in a.candidate_things}
        keys = tuple((local_name(iri), self.voice.name(iri)) for iri in sorted(things))
        return self.voice.detail(figure, keys)

    def _detail(self, region: str) -> Detail:
        profile = self.profiles.get(region)
        figures = self._own_figures(region)
        many = len(figures) > FIGURES_WHOLE
        claims = (
            [c for role in profile.roles for link in role.links for c in link.claims]
            if profile
            else []
        )
        return Detail(
            title=self.voice.name(region),
            kind=self._kind(region),
            definition=None if claims or figures else both(TEXTS["nothing"]),
            facts=(
                *self._facts(region, profile),
                *(self._counted(figures) if many else self._listed(figures)),
            ),
            claims=tuple(dict.fromkeys(claims)),
            evidence=() if many else tuple(self._evidence(figures)),
            anomalies=tuple(as_entry(a) for a in self._anomalies(region, () if many else figures)),
            keys=tuple(self._neighbours(region)),
            id=local_name(region),
        )

    def _own_figures(self, region: str) -> list[Figure]:
        kept = {figure.iri for figure in self.figures}
        return [f for f in find_figures(self.graph, region, ("refArea",)) if f.iri in kept]

    def _evidence(self, figures: Iterable[Figure]) -> Iterable[Evidence]:
        for figure in figures:
            yield from (*figure.evidence, *self.voice.reading(figure))

    def _kind(self, region: str) -> Both:
        level = self.graph.one(region, KG + "regionLevel")
        return self.voice.name(level) if level else self.voice.name(KG + "RegionGroup")

    def _anomalies(self, region: str, figures: Sequence[Figure]) -> tuple[Anomaly, ...]:
        own = [a for figure in figures for a in anomalies_of(self.graph, figure)]
        return tuple(dict.fromkeys((*find_anomalies(self.graph, [region]), *own)))

    def _facts(self, region: str, profile: RegionProfile | None) -> Iterable[tuple[Both, Both]]:
        for name, link in (("gb-code", "gbCode"), ("iso-code", "isoCode")):
            if code := self.graph.one(region, KG + link):
                yield both(TEXTS[name]), same(code)
        if membership := self.graph.one(region, KG + "membership"):
            key = "open" if membership == KGV + "open" else "listed"
            yield both(TEXTS["membership"]), both(TEXTS[key])
        if members := self.graph.objects(region, KG + "member"):
            yield both(TEXTS["members"]), self.voice.names(members)
        for role in profile.roles if profile else ():
            yield both(ROLE_NAMES[role.name]), both(_counts(role.links))
        for series in self.series:
            cities = sum(figure.area != region for figure in series.of(region))
            if series.counted and cities:
                yield both(TEXTS["of-cities"]), both(TEXTS["of-cities-count"].fill(count=cities))

    def _listed(self, figures: Iterable[Figure]) -> Iterable[tuple[Both, Both]]:
        for figure in figures:
            names = self.voice.names([figure.indicator, *figure.breakdowns])
            when, amount = self.voice.period(figure), self.voice.amount(figure)
            dated = Text("{amount} ({when})", "{amount}（{when}）").fill(
                amount=as_text(amount), when=as_text(when)
            )
            yield names, both(dated) if when["en"] else amount

    def _counted(self, figures: Sequence[Figure]) -> Iterable[tuple[Both, Both]]:
        yield both(TEXTS["figures"]), same(str(len(figures)))

    def _neighbours(self, region: str) -> Iterable[tuple[str, Both]]:
        """Return the cities of a province with their numbers, or the province of a city."""
        for series in self.series:
            for figure in sorted(series.of(region), key=lambda f: -max(ends_of(f))):
                if figure.area != region:
                    yield local_name(figure.area), self._named(figure)
            for figure in self._stands_for(series, region):
                yield local_name(figure.iri), self.voice.title(figure)
        for whole in self.graph.objects(region, KG + "partOf"):
            if whole in self.provinces:
                yield local_name(whole), self.voice.name(whole)

    def _named(self, figure: Figure) -> Both:
        """Return a figure with the short name of its region."""
        text = Text("{name}: {amount}", "{name}：{amount}")
        name, amount = self.voice.short_name(figure.area), self.voice.amount(figure)
        return both(text.fill(name=as_text(name), amount=as_text(amount)))

    def twin(self) -> Twin:
        """Return every link and every number of the page as a row of words."""
        rows = [*self._number_rows(), *self._link_rows()]
        return Twin(TWIN.fill(count=len(rows)), COLUMNS, tuple(rows))

    def _number_rows(self) -> Iterable[TwinRow]:
        for series in self.series:
            name = self.voice.names([series.indicator, *series.figures[0].breakdowns])
            for unit in self.provinces:
                for figure in series.of(unit):
                    yield self._number_row(local_name(figure.area), figure.area, name, figure)
                if not series.of(unit):
                    value = self._value(series, unit)
                    said = joined(w for w in (value.words, value.perhaps) if w["en"])
                    cells = (Cell(self.voice.name(unit)), Cell(name), Cell(said),
                             *(Cell(same("")) for _ in range(4)))  # fmt: skip
                    yield TwinRow(local_name(unit), cells)
            for figure in series.elsewhere:
                yield self._number_row(local_name(figure.iri), "", name, figure)

    def _number_row(self, key: str, region: str, name: Both, figure: Figure) -> TwinRow:
        printed = figure.reading.area if figure.reading else ""
        named = both(TEXTS["nowhere-name"].fill(name=printed))
        place = self.voice.name(region) if region else named
        sources = self.voice.sources(figure)
        cells = (
            Cell(place), Cell(name), Cell(self.voice.amount(figure), number=True),
            Cell(self.voice.said_by(figure)), Cell(same("")), Cell(self.voice.period(figure)),
            Cell(same(", ".join(sources))),
        )  # fmt: skip
        return TwinRow(key, cells, {"source": sources})

    def _link_rows(self) -> Iterable[TwinRow]:
        for region, profile in sorted(self.profiles.items()):
            for role in profile.roles:
                for link in role.links:
                    yield self._link_row(region, role.name, link)

    def _link_row(self, region: str, role: str, link: Link) -> TwinRow:
        sources = sorted(by_source([link]))
        cells = (
            Cell(self.voice.name(region)), Cell(both(ROLE_NAMES[role])),
            Cell(self.voice.name(link.subject)),
            Cell(both(MODALITIES[link.modality]), badge=link.modality.value),
            Cell(both(LEVELS[link.confidence])), Cell(same("")), Cell(same(", ".join(sources))),
        )  # fmt: skip
        facets = {"role": (role,), "modality": (link.modality.value,), "source": sources}
        return TwinRow(local_name(region), cells, facets)

    def facets(self) -> tuple[Facet, ...]:
        """Return the filters: source to choose, roles and modalities to switch."""
        links = [x for p in self.profiles.values() for role in p.roles for x in role.links]
        found = {s for link in links for s in by_source([link])}
        found |= {s for one in self.series for f in one.figures for s in self.voice.sources(f)}
        used = {role.name for profile in self.profiles.values() for role in profile.roles}
        roles = tuple(Option(r, both(ROLE_NAMES[r])) for r in ROLES if r in used)
        modalities = tuple(Option(m.value, both(MODALITIES[m])) for m in MARKED)
        sources = build_source_filter(sorted(found))
        return (
            *([sources] if len(sources.options) > 1 else []),
            Facet("role", Text("Marks", "标记"), roles, legend=True),
            Facet("modality", Text("Links", "关联"), modalities, legend=True),
        )

    def stands_for(self) -> dict[str, str]:
        """Return for the indicators and tables of the tiles the fragment that chooses a series."""
        found: dict[str, str] = {}
        for series in self.series:
            for figure in series.figures:
                for iri in (figure.indicator, figure.table):
                    found.setdefault(local_name(iri), choosing(f"series-{series.key}"))
        return found

    def names(self) -> dict[str, Both]:
        """Return the names that claims need."""
        claims = list(self._claims())
        iris = {iri for c in claims for iri in (c.subject, c.predicate, c.object)}
        return {iri: self.voice.name(iri) for iri in sorted(iris)}

    def _claims(self) -> Iterable[Claim]:
        for profile in self.profiles.values():
            for role in profile.roles:
                for link in role.links:
                    yield from link.claims

    def labels(self) -> dict[str, Text]:
        """Return what a reader hears where others see a shape or a code."""
        texts = {
            f"{role}-{modality.value}": Text("{role}, {modality}", "{role}，{modality}").fill(
                role=name, modality=MODALITIES[modality]
            )
            for role, name in ROLE_NAMES.items()
            for modality in MARKED
        }
        return texts | {local_name(iri): as_text(self.voice.name(iri)) for iri in self.provinces}

    def values(self) -> dict[str, object]:
        """Return what the script reads: the series, and marks counted by source."""
        return {"series": [{"key": s.key, "name": self.title(s)} for s in self.series]}


def _counts(links: Sequence[Link]) -> Text:
    stated = sum(link.modality is Modality.STATED for link in links)
    return TEXTS["counts"].fill(total=len(links), stated=stated, inferred=len(links) - stated)


def draw(graph: Graph, word: str | None, filters: Filters) -> Page:
    """Return the regions; the numbers in the tiles are at first those of the indicator *word*."""
    indicator = find_one(graph, word, ("Indicator",)) if word else ""
    drawn = RegionsPage(graph, filters, indicator)
    labels = drawn.labels()
    return Page(
        name="regions",
        title=TITLE,
        subject=both(SUBJECT),
        version=graph.version,
        twin=drawn.twin(),
        details=drawn.details(),
        names=drawn.names(),
        facets=drawn.facets(),
        how=HOW,
        texts=TEXTS | labels,
        values=drawn.values(),
        context={
            "drawn": drawn,
            "shapes": SHAPES,
            "labels": {key: both(text) for key, text in labels.items()},
        },
        scripts=("regions.js",),
        stands_for=drawn.stands_for(),
    )
