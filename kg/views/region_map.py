"""Regions as tiles: the number of a list, what it leaves out, and the roles kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kg.answers.charts import anomalies_of, ends_of, find_doubts, list_figures
from kg.answers.figures import Figure
from kg.answers.links import Link
from kg.answers.provinces import PROVINCE, ProvinceSeries, build_series, list_provinces
from kg.answers.regions import compare_regions
from kg.answers.thread import Filters
from kg.answers.values import Modality
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, TYPE, local_name, source_id
from kg.views.bilingual import LANGS, Both, both, same
from kg.views.figure_details import FigureVoice
from kg.views.figure_drawing import as_text, percent
from kg.views.numbers import COUNT
from kg.views.region_texts import TEXTS
from kg.views.region_tiles import TILES

COUNTRY = KGV + "country"
MARKED = (Modality.STATED, Modality.INFERRED)


@dataclass(frozen=True)
class Value:
    """What a tile says in one series: its number and its bar, or that the list leaves it out."""

    series: str
    words: Both
    length: str
    said: bool
    doubtful: bool
    perhaps: Both


@dataclass(frozen=True)
class Mark:
    """So many links of one role and one modality, and by source."""

    role: str
    modality: str
    count: int
    sources: dict[str, int]


@dataclass(frozen=True)
class Tile:
    """A region as it is drawn."""

    key: str
    name: Both
    full: Both
    code: str
    row: int
    column: int
    values: tuple[Value, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Head:
    """What stands above the tiles for one series: what is counted, how to read it, its doubts."""

    key: str
    title: Both
    reading: Both
    full: Both
    remark: Both
    doubts: tuple[tuple[str, Both], ...]
    all_doubts: Both


class RegionMap:
    """Regions made ready to be drawn."""

    def __init__(self, graph: Graph, filters: Filters, first: str = "") -> None:
        self.graph = graph
        self.voice = FigureVoice(graph)
        self.figures = _figures(graph, self.voice, filters)
        series = build_series(graph, self.figures)
        self.series = sorted(series, key=lambda s: first not in ("", s.indicator))
        self.provinces = list_provinces(graph)
        found = compare_regions(graph, (), filters.source, filters.modality)
        self.profiles = {profile.region: profile for profile in found}
        self.doubts = {s.key: find_doubts(graph, s.figures, self._heads(s)) for s in self.series}

    def _heads(self, series: ProvinceSeries) -> list[str]:
        return [iri for iri in (series.table, series.indicator) if iri]

    # The tiles.

    @cached_property
    def tiles(self) -> list[Tile]:
        """The province-level units, in the order of the grid."""
        placed = [
            (TILES[code], iri) for iri in self.provinces if (code := self._code(iri)) in TILES
        ]
        return [self._tile(iri, row, column) for (row, column), iri in sorted(placed)]

    def _code(self, region: str) -> str:
        return self.graph.one(region, KG + "gbCode")

    def _tile(self, region: str, row: int = 0, column: int = 0) -> Tile:
        iso = self.graph.one(region, KG + "isoCode")
        return Tile(
            key=local_name(region),
            name=self.voice.short_name(region),
            full=self.voice.name(region),
            code=iso.rpartition("-")[2],
            row=row,
            column=column,
            values=tuple(self._value(series, region) for series in self.series),
            marks=tuple(self._marks(region)),
        )

    def _value(self, series: ProvinceSeries, region: str) -> Value:
        figures = series.of(region)
        doubts = self.doubts[series.key].own
        if not figures:
            left_out = both(TEXTS["not-listed" if series.counted else "not-said"])
            perhaps = self._perhaps(series, region)
            return Value(series.key, left_out, "", False, bool(perhaps["en"]), perhaps)
        doubtful = any(doubts.get(figure.iri) for figure in figures)
        words, length = self._said(series, region, figures)
        return Value(series.key, words, length, True, doubtful, same(""))

    def _perhaps(self, series: ProvinceSeries, region: str) -> Both:
        """Return the printed name that is no region and may stand for this one."""
        names = [f.reading.area for f in self._stands_for(series, region) if f.reading]
        return both(TEXTS["perhaps"].fill(name=names[0])) if names else same("")

    def _said(
        self, series: ProvinceSeries, region: str, figures: Sequence[Figure]
    ) -> tuple[Both, str]:
        """Return the number of a tile and the length of its bar; cities are only counted."""
        own = [figure for figure in figures if figure.area == region]
        amounts: Both = {lang: "; ".join(self.voice.amount(f)[lang] for f in own) for lang in LANGS}
        if not series.counted:
            drawn = max(ends_of(figures[0])) if len(figures) == 1 else Decimal(0)
            return amounts, percent(drawn, self._full(series))
        cities = len(figures) - len(own)
        counted = both(TEXTS["city" if cities == 1 else "cities"].fill(count=cities))
        itself = both(TEXTS["itself"].fill(amount=as_text(amounts)))
        parts = ([counted] if cities else []) + ([itself] if own else [])
        words: Both = {lang: ", ".join(part[lang] for part in parts) for lang in LANGS}
        return words, percent(Decimal(cities), self._full(series)) if cities else ""

    def _full(self, series: ProvinceSeries) -> Decimal:
        """Return what the full length of a bar stands for."""
        if series.counted:
            cities = [sum(f.area != unit for f in found) for unit, found in series.values]
            return Decimal(max(cities))
        return max(end for _, found in series.values for f in found for end in ends_of(f))

    def _stands_for(self, series: ProvinceSeries, region: str) -> list[Figure]:
        """Return the figures of a printed name that is no region and may stand for this one."""
        return [
            figure
            for figure in series.elsewhere
            if any(region in a.candidate_things for a in anomalies_of(self.graph, figure))
        ]

    def _marks(self, region: str) -> Iterable[Mark]:
        profile = self.profiles.get(region)
        for role in profile.roles if profile else ():
            for modality in MARKED:
                links = [link for link in role.links if link.modality is modality]
                if links:
                    yield Mark(role.name, modality.value, len(links), by_source(links))

    # What stands beside the tiles.

    def heads(self) -> list[Head]:
        """Return what stands above the tiles, for each series."""
        return [self._head(series) for series in self.series]

    def _head(self, series: ProvinceSeries) -> Head:
        shared = self.doubts[series.key].shared
        return Head(
            key=series.key,
            title=self.title(series),
            reading=self._reading(series),
            full=self._full_words(series),
            remark=both(TEXTS["no-total"]) if series.counted else same(""),
            doubts=tuple((local_name(a.iri), a.label.as_json()) for a in shared),
            all_doubts=both(TEXTS["doubts-all"].fill(count=len(shared))),
        )

    def title(self, series: ProvinceSeries) -> Both:
        """Return what a series counts."""
        name = self.voice.name(series.table or series.indicator)
        if not series.counted:
            return name
        colon = {"zh": "：", "en": ": "}
        return {lang: name[lang] + colon[lang] + both(TEXTS["counted"])[lang] for lang in LANGS}

    def _reading(self, series: ProvinceSeries) -> Both:
        figure = series.figures[0]
        unit = TEXTS["count"] if figure.unit == COUNT else as_text(figure.unit_label.as_json())
        names = self.voice.names([series.indicator, *figure.breakdowns])
        text = TEXTS["reading"].fill(
            indicator=as_text(names), unit=unit, period=as_text(self.voice.period(figure)),
            said=as_text(self.voice.said_by(figure)), source=", ".join(self.voice.sources(figure)),
        )  # fmt: skip
        return both(text)

    def _full_words(self, series: ProvinceSeries) -> Both:
        full = self._full(series)
        if series.counted:
            return both(TEXTS["full"].fill(amount=TEXTS["cities"].fill(count=f"{full:f}")))
        first = next(f for _, fs in series.values for f in fs if full in ends_of(f))
        return both(TEXTS["full"].fill(amount=as_text(self.voice.amount(first))))

    def nowhere(self) -> list[tuple[str, str, Both, Both, list[tuple[str, Both]]]]:
        """Return figures of names that are no region: series, key, name, number, candidates."""
        found = []
        for series in self.series:
            for figure in series.elsewhere:
                printed = figure.reading.area if figure.reading else ""
                things = {t for a in anomalies_of(self.graph, figure) for t in a.candidate_things}
                candidates = [(local_name(t), self.voice.short_name(t)) for t in sorted(things)]
                found.append((series.key, local_name(figure.iri), same(f"“{printed}”"),
                              self.voice.amount(figure), candidates))  # fmt: skip
        return found

    def countries(self) -> tuple[list[Tile], list[Tile]]:
        """Return the country that the tiles are of, and others that anything is said of."""
        homes = {whole for p in self.provinces for whole in self.graph.objects(p, KG + "partOf")}
        levels = self.graph.subjects(KG + "regionLevel", COUNTRY)
        abroad = [iri for iri in levels if iri not in homes and iri in self.profiles]
        return [self._tile(iri) for iri in sorted(homes)], [self._tile(iri) for iri in abroad]

    def groups(self) -> list[tuple[Tile, bool]]:
        """Return the groups of regions, those of which most is said first; which are left open."""
        groups = self.graph.subjects(TYPE, KG + "RegionGroup")
        ranked = sorted(groups, key=lambda iri: (-self._weight(iri), iri))
        return [(self._tile(iri), self._is_open(iri)) for iri in ranked]

    def _weight(self, region: str) -> int:
        profile = self.profiles.get(region)
        return sum(len(role.links) for role in profile.roles) if profile else 0

    def _is_open(self, group: str) -> bool:
        return self.graph.one(group, KG + "membership") == KGV + "open"

    def cities(self) -> list[Tile]:
        """Return the cities and districts that anything is linked to."""
        regions = [p.region for p in self.profiles.values() if p.kind == "Region"]
        known = (COUNTRY, PROVINCE, "")
        levels = {iri: self.graph.one(iri, KG + "regionLevel") for iri in sorted(regions)}
        return [self._tile(iri) for iri, level in levels.items() if level not in known]


def by_source(links: Iterable[Link]) -> dict[str, int]:
    """Return how many of *links* each source speaks for."""
    found: dict[str, int] = {}
    for link in links:
        for source in sorted({source_id(s) for claim in link.claims for s in claim.sources}):
            found[source] = found.get(source, 0) + 1
    return found


def _figures(graph: Graph, voice: FigureVoice, filters: Filters) -> list[Figure]:
    every = list_figures(graph)
    wanted = source_id(filters.source) if filters.source else ""
    return [figure for figure in every if not wanted or wanted in voice.sources(figure)]
