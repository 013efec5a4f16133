"""Regions as one HTML page: the province-level units as tiles, with numbers and roles kept apart.

A tile that a list leaves out is hatched: not said is told from zero. Nothing is added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kg.answers.anomalies import Anomaly, find_anomalies
from kg.answers.charts import anomalies_of, ends_of, find_doubts, list_figures
from kg.answers.figures import Figure, find_figures
from kg.answers.links import Link
from kg.answers.provinces import PROVINCE, ProvinceSeries, build_series, list_provinces
from kg.answers.regions import ROLES, RegionProfile, compare_regions
from kg.answers.search import find_one
from kg.answers.trace import Filters
from kg.answers.values import Claim, Evidence, Modality
from kg.graph.store import Graph
from kg.graph.terms import KG, KGV, TYPE, local_name, source_id
from kg.language import Text
from kg.views.figure_details import FigureVoice, as_entry
from kg.views.figure_drawing import as_text, joined, percent
from kg.views.numbers import COUNT
from kg.views.region_texts import COLUMNS, HOW, SHAPES, SUBJECT, TEXTS, TITLE, TWIN
from kg.views.region_texts import ROLES as ROLE_NAMES
from kg.views.region_tiles import TILES
from kg.views.shell import (
    LANGS,
    Both,
    Cell,
    Detail,
    Facet,
    Option,
    Page,
    Twin,
    TwinRow,
    both,
    same,
)
from kg.views.words import LEVELS, MODALITIES

USES = frozenset({"modality", "source"})
COUNTRY = KGV + "country"
MARKED = (Modality.STATED, Modality.INFERRED)
FIGURES_WHOLE = 60  # a region with more figures has them counted, not listed


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


class RegionsPage:
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
                    yield Mark(role.name, modality.value, len(links), _by_source(links))

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
        place = self.voice.name(region) if region else self.voice.place(figure)
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
        sources = sorted(_by_source([link]))
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
        found = {s for link in links for s in _by_source([link])}
        found |= {s for one in self.series for f in one.figures for s in self.voice.sources(f)}
        used = {role.name for profile in self.profiles.values() for role in profile.roles}
        roles = tuple(Option(r, both(ROLE_NAMES[r])) for r in ROLES if r in used)
        modalities = tuple(Option(m.value, both(MODALITIES[m])) for m in MARKED)
        sources = tuple(Option(s, same(s)) for s in sorted(found))
        return (
            *([Facet("source", Text("Source", "来源"), sources)] if len(sources) > 1 else []),
            Facet("role", Text("Marks", "标记"), roles, legend=True),
            Facet("modality", Text("Links", "关联"), modalities, legend=True),
        )

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


def _figures(graph: Graph, voice: FigureVoice, filters: Filters) -> list[Figure]:
    every = list_figures(graph)
    wanted = source_id(filters.source) if filters.source else ""
    return [figure for figure in every if not wanted or wanted in voice.sources(figure)]


def _by_source(links: Iterable[Link]) -> dict[str, int]:
    """Return how many of *links* each source speaks for."""
    found: dict[str, int] = {}
    for link in links:
        for source in sorted({source_id(s) for claim in link.claims for s in claim.sources}):
            found[source] = found.get(source, 0) + 1
    return found


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
    )
