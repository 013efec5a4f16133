"""The timeline in lanes: where each date lies on the axis, as wide as it is exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.answers.anomalies import find_anomalies
from kg.answers.charts import find_doubts
from kg.answers.figures import Figure
from kg.answers.links import Link
from kg.answers.timeline import SCOPES, Batch, Dated, Group, Span, Timeline, position
from kg.answers.values import Modality
from kg.graph.graph import Graph
from kg.graph.terms import KG, local_name, source_id
from kg.views.bilingual import LANGS, Both, both
from kg.views.figure_details import FigureVoice
from kg.views.figure_drawing import Extent, as_text, capitals, joined, percent
from kg.views.numbers import say_period
from kg.views.timeline_texts import LANES, TEXTS

MARKED = (Modality.STATED, Modality.INFERRED)
AHEAD = ("forecast", "target")
FEW = 3  # figures that a row can name one by one


@dataclass(frozen=True)
class Stretch(Extent):
    """A stretch of time as it is drawn, in per cent of the axis; open where an end is not said."""

    kind: str
    open: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the timeline: what it is, when, and what stands on the axis."""

    key: str
    name: Both
    rest: Both
    stretches: tuple[Stretch, ...]
    marks: tuple[tuple[str, int], ...]
    doubtful: bool
    ended: bool
    facets: dict[str, Sequence[str]]


@dataclass(frozen=True)
class Lane:
    """Rows of one kind."""

    key: str
    name: Both
    lines: tuple[Line, ...]


class TimelineLanes:
    """A timeline made ready to be drawn."""

    def __init__(self, graph: Graph, timeline: Timeline, as_of: date | None) -> None:
        self.graph = graph
        self.timeline = timeline
        self.as_of = as_of
        self.voice = FigureVoice(graph)
        first, last = timeline.years
        if as_of:
            first, last = min(first or as_of.year, as_of.year), max(last, as_of.year)
        self.years = range(first, last + 1) if first else range(0)

    # The axis.

    def at(self, day: date) -> str:
        """Return where a day lies on the axis, in per cent."""
        return percent(position(day) - self.years[0], Decimal(len(self.years)))

    def stretch(self, span: Span, kind: str) -> Stretch:
        """Return a span as it is drawn; an end that is not said is at the edge of the axis."""
        start = span.start or date(self.years[0], 1, 1)
        end = span.end or date(self.years[-1] + 1, 1, 1)
        from_, to = Decimal(self.at(start)), Decimal(self.at(end))
        unsaid = "end" if span.end is None else ("start" if span.start is None else "")
        return Stretch(f"{from_:f}", f"{to - from_:f}", kind, unsaid)

    def ticks(self) -> list[tuple[int, str]]:
        """Return the years with the place of their middle."""
        width = Decimal(len(self.years))
        return [(y, percent(y - self.years[0] + Decimal("0.5"), width)) for y in self.years]

    # The lanes.

    def lanes(self) -> list[Lane]:
        """Return the lanes that hold anything."""
        by_scope = [(scope, [d for d in self.timeline.documents if d.scope == scope])
                    for scope in (*SCOPES, "unsaid")]  # fmt: skip
        lanes = [
            *((scope, [self._document(d) for d in found]) for scope, found in by_scope),
            ("batches", [self._batch(batch) for batch in self.timeline.batches]),
            ("figures", [self._group(group) for group in self.timeline.groups]),
        ]
        return [Lane(key, both(LANES[key]), tuple(lines)) for key, lines in lanes if lines]

    def _document(self, document: Dated) -> Line:
        stretches = []
        if document.validity:
            stretches.append(self.stretch(document.validity, "valid"))
        if document.issue:
            stretches.append(self.stretch(document.issue, "issued"))
        return Line(
            key=local_name(document.iri),
            name=self.voice.name(document.iri),
            rest=joined(self._when(document)),
            stretches=tuple(stretches),
            marks=count_marks(document.measures),
            doubtful=bool(find_anomalies(self.graph, [document.iri])),
            ended=document.ended,
            facets=self._document_facets(document),
        )

    def _document_facets(self, document: Dated) -> dict[str, Sequence[str]]:
        return {
            "lane": (document.scope,),
            "source": tuple(map(source_id, document.sources)),
            "place": tuple(map(local_name, document.regions)) or ("none",),
        }

    def _when(self, document: Dated) -> Iterable[Both]:
        """Return what is said of the dates of a document."""
        if document.issued:
            yield self._dated("issued-on", when=document.issued)
        elif document.dated:
            yield both(TEXTS["issue-unsaid"])
        start, end = document.valid_from, document.valid_to
        if start and end:
            yield self._dated("valid-between", period=f"{start}/{end}")
        elif start:
            yield self._dated("valid-since", start=start)
        elif end:
            yield self._dated("valid-until", end=end)

    def _dated(self, name: str, **written: str) -> Both:
        said = {key: as_text(say(value)) for key, value in written.items()}
        return both(TEXTS[name].fill(**said))

    def _batch(self, batch: Batch) -> Line:
        doubts = find_doubts(self.graph, batch.figures)
        return Line(
            key=local_name(batch.iri),
            name=capitals(self.voice.name(batch.iri)),
            rest=self._dated("issued-on", when=batch.issued),
            stretches=(self.stretch(batch.issue, "issued"),),
            marks=(),
            doubtful=any(doubts.own.values()),
            ended=False,
            facets={"lane": ("batches",), "source": self._sources(batch.figures),
                    "place": self._places(batch.figures)},
        )  # fmt: skip

    def _group(self, group: Group) -> Line:
        doubts = find_doubts(self.graph, group.figures)
        kind = "ahead" if group.kind in AHEAD else "period"
        return Line(
            key=key_of(group),
            name=capitals(self.voice.name(group.indicator)),
            rest=joined([say(group.period), self._amounts(group)]),
            stretches=(self.stretch(group.span, kind),),
            marks=(),
            doubtful=bool(doubts.shared) or any(doubts.own.values()),
            ended=False,
            facets={"lane": ("figures",), "source": self._sources(group.figures),
                    "place": self._places(group.figures)},
        )  # fmt: skip

    def _amounts(self, group: Group) -> Both:
        if len(group.figures) > FEW:
            return both(TEXTS["several"].fill(count=len(group.figures)))
        amounts = [self.voice.amount(figure) for figure in group.figures]
        return {lang: "; ".join(dict.fromkeys(a[lang] for a in amounts)) for lang in LANGS}

    def _sources(self, figures: Iterable[Figure]) -> tuple[str, ...]:
        return tuple(sorted({source for f in figures for source in self.voice.sources(f)}))

    def _places(self, figures: Iterable[Figure]) -> tuple[str, ...]:
        wholes = [(f.area, *self.graph.objects(f.area, KG + "partOf")) for f in figures if f.area]
        return tuple(sorted({local_name(iri) for found in wholes for iri in found})) or ("none",)

    # What has no date.

    def undated(self) -> list[tuple[str, Both, list[Line]]]:
        """Return the documents without any date, by level."""
        lanes = ((scope, [d for d in self.timeline.undated if d.scope == scope])
                 for scope in (*SCOPES, "unsaid"))  # fmt: skip
        return [
            (s, both(LANES[s]), [self._document(d) for d in found]) for s, found in lanes if found
        ]

    def ahead_undated(self) -> list[tuple[str, Both]]:
        """Return the forecasts and targets without a period."""
        ahead = [f for f in self.timeline.without_period if f.kind in AHEAD]
        return [
            (
                local_name(f.iri),
                joined([capitals(self.voice.name(f.indicator)), self.voice.amount(f)]),
            )
            for f in ahead
        ]


def key_of(group: Group) -> str:
    """Return what chooses a group of figures."""
    period = group.period.replace("/", "-to-")
    return f"{local_name(group.indicator)}-{period}-{group.kind}"


def say(written: str) -> Both:
    """Return a date or a period in words, at the precision given."""
    return {lang: say_period(written, lang) for lang in LANGS}


def count_marks(links: Iterable[Link]) -> tuple[tuple[str, int], ...]:
    """Return how many of *links* are stated and how many inferred, what is none left out."""
    found = list(links)
    counts = [(m.value, sum(link.modality is m for link in found)) for m in MARKED]
    return tuple((name, count) for name, count in counts if count)
