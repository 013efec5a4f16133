"""What the sources date: documents, batches of lists, figures with a period; and what they do not.

A date is kept at the precision given: a year is all of the year, a month all of the month.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.answers.figures import Figure, find_figures
from kg.answers.links import Link, links_of
from kg.answers.thread import is_ended
from kg.graph.graph import Graph
from kg.graph.terms import DCTERMS, KG, KGV, TYPE

SCOPES = ("national", "local", "foreign")
NO_SCOPE = "unsaid"
FIRST_MONTH, LAST_MONTH = 1, 12


@dataclass(frozen=True)
class Span:
    """A stretch of time from `start` up to `end`; an end that is None is not said."""

    start: date | None
    end: date | None


@dataclass(frozen=True)
class Dated:
    """A document: as the sources date it, who follows it, and the measures that it sets out."""

    iri: str
    scope: str
    issued: str
    valid_from: str
    valid_to: str
    measures: tuple[Link, ...]
    regions: tuple[str, ...]
    sources: tuple[str, ...]
    ended: bool

    @property
    def dated(self) -> bool:
        """Whether the sources say any date of it."""
        return any((self.issued, self.valid_from, self.valid_to))

    @property
    def issue(self) -> Span | None:
        """When it was issued."""
        return span_of(self.issued) if self.issued else None

    @property
    def validity(self) -> Span | None:
        """From when to when it holds by its own words."""
        if not (self.valid_from or self.valid_to):
            return None
        start = span_of(self.valid_from).start if self.valid_from else None
        return Span(start, span_of(self.valid_to).end if self.valid_to else None)

    @property
    def first(self) -> date:
        """The first day that the sources date it to."""
        spans = [span for span in (self.issue, self.validity) if span]
        days = [day for span in spans for day in (span.start, span.end) if day]
        return min(days, default=date.max)


@dataclass(frozen=True)
class Batch:
    """A batch of a list: when it was issued, and its figures."""

    iri: str
    issued: str
    figures: tuple[Figure, ...]

    @property
    def issue(self) -> Span:
        """When it was issued."""
        return span_of(self.issued)


@dataclass(frozen=True)
class Group:
    """The figures of one indicator for one period, of one kind."""

    indicator: str
    period: str
    kind: str
    figures: tuple[Figure, ...]

    @property
    def span(self) -> Span:
        """The period that they are of."""
        return span_of(self.period)


@dataclass(frozen=True)
class Timeline:
    """All that is dated, in its order, and beside it the documents and figures that are not."""

    documents: tuple[Dated, ...]
    undated: tuple[Dated, ...]
    batches: tuple[Batch, ...]
    groups: tuple[Group, ...]
    without_period: tuple[Figure, ...]

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year of what is dated; the same year twice for nothing."""
        spans = [
            *(s for d in self.documents for s in (d.issue, d.validity) if s),
            *(batch.issue for batch in self.batches),
            *(group.span for group in self.groups),
        ]
        starts = [span.start for span in spans if span.start]
        ends = [span.end for span in spans if span.end]
        days = [*starts, *(date.fromordinal(end.toordinal() - 1) for end in ends)]
        return (min(days).year, max(days).year) if days else (0, 0)


def span_of(written: str) -> Span:
    """Return the stretch that an ISO 8601 date or interval names, whole at its precision."""
    first, _, last = written.partition("/")
    return Span(_start(first), _end(last or first))


def _start(written: str) -> date:
    year, month, day = _parts(written)
    return date(year, month or FIRST_MONTH, day or 1)


def _end(written: str) -> date:
    year, month, day = _parts(written)
    if day:
        return date.fromordinal(date(year, month, day).toordinal() + 1)
    if month and month < LAST_MONTH:
        return date(year, month + 1, 1)
    return date(year + 1, 1, 1)


def _parts(written: str) -> tuple[int, int, int]:
    numbers = [int(part) for part in written.split("-")]
    year, month, day = [*numbers, 0, 0][:3]
    return year, month, day


def position(day: date) -> Decimal:
    """Return *day* in years: the middle of a year is a half after it."""
    first, after = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + Decimal((day - first).days) / (after - first).days


def build_timeline(
    graph: Graph, figures: Iterable[Figure], source: str | None = None, as_of: date | None = None
) -> Timeline:
    """Return the documents, batches and *figures* in their order in time.

    *source* keeps the documents read from it; *as_of* marks those that had ended.
    """
    found = [_document(graph, iri, as_of) for iri in graph.subjects(TYPE, KG + "PolicyDocument")]
    kept = [d for d in found if source is None or source in d.sources]
    every = list(figures)
    return Timeline(
        tuple(sorted((d for d in kept if d.dated), key=lambda d: (d.first, d.iri))),
        tuple(d for d in kept if not d.dated),
        tuple(_batches(graph, every)),
        tuple(_groups(every)),
        tuple(f for f in every if f.interpreted and not f.period),
    )


def _document(graph: Graph, iri: str, as_of: date | None) -> Dated:
    scope = graph.one(iri, KG + "scope").removeprefix(KGV)
    measures = links_of(graph, "setOutIn", None, iri)
    regions = links_of(graph, "appliesTo", iri)
    return Dated(
        iri=iri,
        scope=scope if scope in SCOPES else NO_SCOPE,
        issued=graph.one(iri, KG + "issued"),
        valid_from=graph.one(iri, KG + "validFrom"),
        valid_to=graph.one(iri, KG + "validTo"),
        measures=measures,
        regions=tuple(link.object for link in regions),
        sources=tuple(graph.objects(iri, KG + "readFrom")),
        ended=as_of is not None and is_ended(graph, iri, as_of),
    )


def _batches(graph: Graph, figures: list[Figure]) -> list[Batch]:
    kept = {figure.iri for figure in figures}
    found = []
    for iri in graph.subjects(TYPE, KG + "Breakdown"):
        if issued := graph.one(iri, DCTERMS + "issued"):
            own = [f for f in find_figures(graph, iri, ("breakdown",)) if f.iri in kept]
            found += [Batch(iri, issued, tuple(own))] if own else []
    return sorted(found, key=lambda batch: (_start(batch.issued), batch.iri))


def _groups(figures: list[Figure]) -> list[Group]:
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        if figure.interpreted and figure.period:
            groups.setdefault((figure.indicator, figure.period, figure.kind), []).append(figure)
    found = [Group(*key, tuple(of)) for key, of in groups.items()]
    return sorted(found, key=lambda g: (g.indicator, _start(g.period.partition("/")[0]), g.period))
