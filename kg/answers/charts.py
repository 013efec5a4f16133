"""Figures put together as one would draw them: what may stand on one scale, and what may not.

Only figures of one unit and one way of counting share a scale; a share is stacked only where the
shares of one whole are printed together. Nothing is added up, normalised or filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from kg.answers.anomalies import Anomaly, find_anomalies
from kg.answers.figures import OBSERVATION, Figure, read_figure
from kg.answers.search import kind_of
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, PREFIXES, TYPE, local_name

K = TypeVar("K")
PERCENT = PREFIXES["unit"] + "PERCENT"
TOTAL = KGD + "breakdown-total"
WHOLE = Decimal(100)
ROUNDING = Decimal(1)  # shares of a whole, each rounded, still sum to about 100
LEAST_SHARES = 3


class Form(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"  # small multiples: an indicator each, its figures side by side
    RANKED = "ranked"  # a printed list of places, the largest first
    STACKED = "stacked"  # shares of one whole
    BARS = "bars"  # one scale
    NUMBERS = "numbers"  # no common scale: the number alone


@dataclass(frozen=True)
class Series:
    """Figures that belong together within a chart.

    `of` are the breakdowns that they share, `totals` what the source prints as their sum, `ghosts`
    pairs of a figure and a reading that is printed for the same thing and not taken.
    """

    indicator: str
    figures: tuple[Figure, ...]
    totals: tuple[Figure, ...] = ()
    of: tuple[str, ...] = ()
    ghosts: tuple[tuple[Figure, Figure], ...] = ()

    @property
    def every(self) -> tuple[Figure, ...]:
        """All figures and readings of the series."""
        return (*self.figures, *self.totals, *(ghost for _, ghost in self.ghosts))

    @property
    def sum(self) -> Decimal:
        """What the values come to, as they are printed."""
        return sum((f.value for f in self.figures if f.value is not None), Decimal(0))


@dataclass(frozen=True)
class Chart:
    """One chart: what it shows, in which form, and the name of its kind or of its table."""

    key: str
    form: Form
    heading: str
    series: tuple[Series, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures and readings of the chart, in the order in which they are drawn."""
        return tuple(figure for series in self.series for figure in series.every)

    def scale_of(self, series: Series) -> Decimal:
        """Return what the full length of a bar of *series* stands for.

        Per cent have 100 or what they come to if that is more, else it is the largest value. Each
        indicator of small multiples has a scale of its own: they may count different things.
        """
        if self.form is Form.STACKED:
            return max(WHOLE, *(series.sum for series in self.series))
        on_scale = (series,) if self.form is Form.COLUMNS else self.series
        figures = [figure for one in on_scale for figure in one.figures]
        drawn = max((end for figure in figures for end in ends_of(figure)), default=Decimal(0))
        return max(WHOLE, drawn) if all(f.unit == PERCENT for f in figures) else drawn


@dataclass(frozen=True)
class Doubts:
    """The anomalies of some figures: those about all of them, and those about a single one."""

    shared: tuple[Anomaly, ...]
    own: dict[str, tuple[Anomaly, ...]]


def ends_of(figure: Figure) -> tuple[Decimal, ...]:
    """Return the value of *figure*, or the ends of its range."""
    return tuple(n for n in (figure.value, figure.minimum, figure.maximum) if n is not None)


def list_figures(graph: Graph) -> tuple[Figure, ...]:
    """Return every figure, interpreted or not, in the order in which they stand."""
    readings = graph.subjects(TYPE, KG + "Reading")
    found = {
        figure.iri: figure
        for iri in (*graph.subjects(TYPE, OBSERVATION), *readings)
        if (figure := read_figure(graph, iri))
    }
    return tuple(sorted(found.values(), key=lambda figure: figure.order))


def build_charts(graph: Graph, figures: Iterable[Figure]) -> tuple[Chart, ...]:
    """Return charts in which each of *figures* stands once."""
    pool = list(figures)
    rules: tuple[Callable[[Graph, list[Figure]], list[Chart]], ...] = (
        _tables, _stacks, _comparisons, _cases, _rates, _numbers,
    )  # fmt: skip
    charts: list[Chart] = []
    for rule in rules:
        found = rule(graph, pool)
        taken = {figure.iri for chart in found for figure in chart.figures}
        pool = [figure for figure in pool if figure.iri not in taken]
        charts += found
    return tuple(charts)


def _tables(graph: Graph, pool: list[Figure]) -> list[Chart]:
    return [_table(graph, table, of) for table, of in _by(pool, lambda f: f.table) if table]


def _table(graph: Graph, table: str, figures: list[Figure]) -> Chart:
    del graph
    indicators = _by([f for f in figures if f.interpreted], lambda f: f.indicator)
    series = [_totalled(indicator, of) for indicator, of in indicators]
    listed = all(_is_placed(figure) for one in series for figure in one.figures)
    if len(series) > 1:
        form = Form.COLUMNS
    elif len({figure.unit for figure in figures}) > 1:
        form = Form.NUMBERS
    else:
        form = Form.RANKED if listed else Form.BARS
    if form is Form.RANKED:
        series = [Series(s.indicator, _by_size(s.figures), s.totals) for s in series]
    return Chart(local_name(table), form, table, tuple(series))


def _totalled(indicator: str, figures: list[Figure]) -> Series:
    totals = tuple(f for f in figures if TOTAL in f.breakdowns)
    return Series(indicator, tuple(f for f in figures if f not in totals), totals)


def _is_placed(figure: Figure) -> bool:
    return bool(figure.area or (figure.reading and figure.reading.area))


def _by_size(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return *figures*, the largest first; those alike as they stand."""
    return tuple(sorted(figures, key=lambda f: (-max(ends_of(f)), f.order)))


def _stacks(graph: Graph, pool: list[Figure]) -> list[Chart]:
    """Return the shares of wholes: per cent of one indicator, place and time, to about 100."""
    shares = [f for f in pool if f.unit == PERCENT and f.value is not None and not f.derived_from]
    charts = []
    for indicator, of in _by(shares, lambda f: f.indicator):
        series = [
            Series(indicator, tuple(parts), of=whole, ghosts=_ghosts(graph, parts, pool))
            for (_, _, _, whole), parts in _by(of, lambda f: _whole(graph, f))
        ]
        stacked = [one for one in series if _is_whole(one)]
        if stacked:
            key = f"shares-{local_name(indicator)}"
            charts.append(Chart(key, Form.STACKED, indicator, tuple(stacked)))
    return charts


def _whole(graph: Graph, figure: Figure) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """Return what the shares of one whole have in common: a defined term narrows the whole."""
    terms = tuple(b for b in figure.breakdowns if kind_of(graph, b) == "DefinedTerm")
    return figure.area, figure.period, figure.about, terms


def _is_whole(series: Series) -> bool:
    bins = {figure.breakdowns for figure in series.figures}
    enough = LEAST_SHARES <= len(series.figures) == len(bins)
    return enough and abs(series.sum - WHOLE) <= ROUNDING


def _ghosts(
    graph: Graph, figures: Sequence[Figure], pool: Iterable[Figure]
) -> tuple[tuple[Figure, Figure], ...]:
    """Return what is printed a second time and not taken, beside the figure that is."""
    bare = {f.reading.iri: f for f in pool if f.reading and not f.interpreted}
    pairs = []
    for figure in figures:
        reading = figure.reading.iri if figure.reading else ""
        for anomaly in find_anomalies(graph, [reading]):
            heads = _heads(figure)
            pairs += [
                (figure, bare[place])
                for place in anomaly.places
                if place in bare and heads and _heads(bare[place]) == heads
            ]
    return tuple(dict.fromkeys(pairs))


def _heads(figure: Figure) -> tuple[tuple[int, int], ...]:
    """Return the places that head a figure: two that share them say the same thing."""
    return tuple(a.span for a in figure.reading.place.anchors[1:]) if figure.reading else ()


def _comparisons(graph: Graph, pool: list[Figure]) -> list[Chart]:
    """Return the indicators that have several figures in one unit, not all alike."""
    del graph
    return [
        Chart(local_name(indicator), Form.BARS, indicator, (Series(indicator, tuple(of)),))
        for (indicator, _), of in _by(pool, lambda f: (f.indicator, f.unit))
        if indicator and len({ends_of(figure) for figure in of}) > 1
    ]


def _cases(graph: Graph, pool: list[Figure]) -> list[Chart]:
    results = [f for f in pool if any(kind_of(graph, iri) == "Case" for iri in f.about)]
    ordered = [figure for _, of in _by(results, lambda f: f.about) for figure in of]
    rates = [figure for figure in ordered if figure.unit == PERCENT]
    rest = [figure for figure in ordered if figure not in rates]
    return [*_one("case-rates", Form.BARS, rates), *_one("case-amounts", Form.NUMBERS, rest)]


def _rates(graph: Graph, pool: list[Figure]) -> list[Chart]:
    del graph
    return _one("rates", Form.BARS, [f for f in pool if f.unit == PERCENT and f.interpreted])


def _numbers(graph: Graph, pool: list[Figure]) -> list[Chart]:
    del graph
    return _one("numbers", Form.NUMBERS, pool)


def _one(key: str, form: Form, figures: Sequence[Figure]) -> list[Chart]:
    return [Chart(key, form, "", (Series("", tuple(figures)),))] if figures else []


def _by(figures: Iterable[Figure], key: Callable[[Figure], K]) -> list[tuple[K, list[Figure]]]:
    groups: dict[K, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(key(figure), []).append(figure)
    return list(groups.items())


def find_doubts(graph: Graph, figures: Sequence[Figure], things: Iterable[str] = ()) -> Doubts:
    """Return the anomalies of *figures* and of the *things* that head them.

    One that touches them all, or a thing, is about them together. One is a figure's own where the
    figure as printed is doubtful, or where it is derived from such; what merely uses it is not.
    """
    touching = {figure.iri: anomalies_of(graph, figure) for figure in figures}
    taken = [touching[figure.iri] for figure in figures if figure.interpreted]
    common = [
        anomaly
        for anomaly in next(iter(taken), ())
        if len(taken) > 1 and all(anomaly in found for found in taken)
    ]
    shared = tuple(dict.fromkeys((*find_anomalies(graph, things), *common)))
    own = {
        figure.iri: tuple(
            anomaly
            for anomaly in touching[figure.iri]
            if anomaly not in common and is_own(figure, anomaly)
        )
        for figure in figures
    }
    return Doubts(shared, own)


def anomalies_of(graph: Graph, figure: Figure) -> tuple[Anomaly, ...]:
    """Return every anomaly that touches *figure* or its reading."""
    return find_anomalies(graph, [figure.iri, *([figure.reading.iri] if figure.reading else [])])


def is_own(figure: Figure, anomaly: Anomaly) -> bool:
    """Tell whether *anomaly* is about *figure* as printed, or about what it is derived from."""
    return figure.reading is None or figure.reading.iri in anomaly.places
