"""Figures by province-level unit: what is printed for the unit itself, or which of its cities.

A printed list says nothing of what it leaves out: a unit that is not in it has no value, not nil.
Cities are counted, never added up to a total of their province.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.answers.figures import Figure
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, local_name

PROVINCE = KGV + "province-level"


@dataclass(frozen=True)
class ProvinceSeries:
    """The figures of one indicator, list and time, by the province-level unit they belong to.

    `counted` says that they are of cities; `elsewhere` are those of a printed name that is no
    region.
    """

    indicator: str
    table: str
    counted: bool
    values: tuple[tuple[str, tuple[Figure, ...]], ...]
    elsewhere: tuple[Figure, ...]

    @property
    def key(self) -> str:
        """A name for the series that an address can carry."""
        of = local_name(self.table or self.indicator)
        return f"{of}-cities" if self.counted else of

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of the series."""
        return (*(f for _, found in self.values for f in found), *self.elsewhere)

    def of(self, unit: str) -> tuple[Figure, ...]:
        """Return the figures of *unit*, or of its cities; none where the list does not name it."""
        return dict(self.values).get(unit, ())


def list_provinces(graph: Graph) -> list[str]:
    """Return the province-level units, by their codes."""
    found = graph.subjects(KG + "regionLevel", PROVINCE)
    return sorted(found, key=lambda iri: (graph.one(iri, KG + "gbCode"), iri))


def build_series(graph: Graph, figures: Iterable[Figure]) -> tuple[ProvinceSeries, ...]:
    """Return the series of *figures* that name province-level units or their cities.

    Those that name most units come first. Figures that differ in what they count, in their list,
    their time or their kind are never mixed.
    """
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        if figure.interpreted and not figure.derived_from:
            key = (figure.indicator, figure.table, figure.breakdowns, figure.period, figure.kind,
                   figure.unit)  # fmt: skip
            groups.setdefault(key, []).append(figure)
    provinces = set(list_provinces(graph))
    series = [_series(graph, group, provinces) for group in groups.values()]
    found = [one for one in series if one.values]
    return tuple(sorted(found, key=lambda one: (-len(one.values), one.key)))


def _series(graph: Graph, figures: list[Figure], provinces: set[str]) -> ProvinceSeries:
    values: dict[str, list[Figure]] = {}
    counted = False
    for figure in figures:
        unit = _unit_of(graph, figure, provinces)
        counted = counted or (bool(unit) and unit != figure.area)
        if unit:
            values.setdefault(unit, []).append(figure)
    first = figures[0]
    nowhere = [f for f in figures if not f.area and f.reading and f.reading.area]
    ordered = tuple((unit, tuple(values[unit])) for unit in sorted(values))
    return ProvinceSeries(first.indicator, first.table, counted, ordered, tuple(nowhere))


def _unit_of(graph: Graph, figure: Figure, provinces: set[str]) -> str:
    """Return the province-level unit that a figure is of, or that its city lies in."""
    if not figure.area or figure.area in provinces:
        return figure.area
    wholes = graph.objects(figure.area, KG + "partOf")
    return next((whole for whole in wholes if whole in provinces), "")
