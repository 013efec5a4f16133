"""Gaps in both directions: where a thread ends, at which link, and for what reason.

Sets over the materialised links; claims are read only to give the reason. Support does not pass
between a whole and its parts: a whole whose parts are answered is still listed, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from kg.answers.search import kind_of
from kg.answers.trace import collective_claims, is_ended, looked_for, parts_of
from kg.answers.values import Claim, Modality, find_claims
from kg.errors import UsageError
from kg.graph.graph import Graph
from kg.graph.terms import KG, TYPE, local_name
from kg.language import Text

Grouping = Literal["gap", "kind", "category", "region", "source", "reason"]
GROUPINGS: tuple[Grouping, ...] = ("gap", "kind", "category", "region", "source", "reason")


class Reason(StrEnum):
    """Why nothing is found: three answers that must not be taken for one another."""

    DENIED = "denied"
    NOT_SAID = "not-said"
    NOT_LOOKED_FOR = "not-looked-for"


@dataclass(frozen=True)
class Gap:
    """One thing that lacks something.

    *ends* are the things at which the thread stops and *link* is what would carry it on (empty
    for a property such as the date). *refused* are claims that were weighed there and not made.
    """

    thing: str
    kind: str
    gap: str
    link: str
    ends: tuple[str, ...]
    reason: Reason
    refused: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    collective: tuple[Claim, ...]
    parts: int
    parts_without: int

    def as_json(self) -> dict[str, object]:
        """Return the gap as JSON values."""
        return {
            "thing": local_name(self.thing),
            "kind": self.kind,
            "gap": self.gap,
            "link": self.link,
            "ends": [local_name(iri) for iri in self.ends],
            "reason": self.reason.value,
            "refused": [local_name(claim.iri) for claim in self.refused],
            "denied": [local_name(claim.iri) for claim in self.denied],
            "collective": [local_name(claim.iri) for claim in self.collective],
            "parts": self.parts,
            "partsWithout": self.parts_without,
        }


@dataclass(frozen=True)
class Wanted:
    """Which gaps are asked for, of which things, and which links count; None takes all."""

    gap: str | None = None
    kind: str | None = None
    category: str | None = None
    region: str | None = None
    source: str | None = None
    modality: Modality | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for a kind of thing or of gap that there is none of."""
        kinds = {"kind": (self.kind, list(LACKS)), "gap": (self.gap, sorted(GAPS))}
        for what, (given, known) in kinds.items():
            if given is not None and given not in known:
                text = Text(
                    "There is no {what} '{given}'; choose one of: {known}.",
                    "{what} 没有“{given}”；可选：{known}。",
                )
                raise UsageError(text.fill(what=what, given=given, known=", ".join(known)))


@dataclass(frozen=True)
class GapReport:
    """The gaps found, how many things were looked at, and what was asked for."""

    gaps: tuple[Gap, ...]
    looked_at: dict[str, int]

    def as_json(self) -> dict[str, object]:
        """Return the report as JSON values."""
        return {"lookedAt": self.looked_at, "gaps": [gap.as_json() for gap in self.gaps]}


def find_gaps(graph: Graph, wanted: Wanted | None = None) -> GapReport:
    """Return the gaps of *graph* that are *wanted*, by kind of thing, kind of gap and IRI."""
    wanted = wanted or Wanted()
    sets = _Sets(graph, wanted)
    kinds = [kind for kind in LACKS if wanted.kind in (None, kind)]
    things = {kind: [i for i in graph.subjects(TYPE, KG + kind) if sets.asked(i)] for kind in kinds}
    gaps = [
        _describe(graph, sets, iri, kind, name)
        for kind in kinds
        for name in LACKS[kind]
        if wanted.gap in (None, name)
        for iri in things[kind]
        if GAPS[name](sets, iri)
    ]
    return GapReport(tuple(gaps), {kind: len(found) for kind, found in things.items()})


class _Sets:
    """The links that count, as sets of ends; each is read from the graph once."""

    def __init__(self, graph: Graph, wanted: Wanted) -> None:
        self.graph = graph
        self.wanted = wanted
        self._forward: dict[str, dict[str, set[str]]] = {}
        self._backward: dict[str, dict[str, set[str]]] = {}
        self._reached: dict[tuple[str, str], frozenset[str]] = {}

    def asked(self, iri: str) -> bool:
        """Tell whether *iri* has the category, region and source that are asked for."""
        wanted, graph = self.wanted, self.graph
        regions = [r for link in REGIONAL for r in graph.objects(iri, KG + link) if wanted.region]
        return (
            (wanted.category is None or wanted.category in categories_of(graph, iri))
            and (wanted.region is None or wanted.region in regions)
            and (wanted.source is None or wanted.source in graph.objects(iri, KG + "readFrom"))
        )

    def forward(self, link: str, iri: str) -> set[str]:
        """Return the objects of *link* for *iri*."""
        self._read(link)
        return self._forward[link].get(iri, set())

    def backward(self, link: str, iri: str) -> set[str]:
        """Return the subjects of *link* for *iri*."""
        self._read(link)
        return self._backward[link].get(iri, set())

    def _read(self, link: str) -> None:
        if link in self._forward:
            return
        forward: dict[str, set[str]] = {}
        backward: dict[str, set[str]] = {}
        for predicate in self._predicates(link):
            for quad in self.graph.triples(None, predicate):
                subject, value = quad.subject.value, quad.object.value  # type: ignore[union-attr]
                forward.setdefault(subject, set()).add(value)
                backward.setdefault(value, set()).add(subject)
        self._forward[link], self._backward[link] = forward, backward

    def _predicates(self, link: str) -> list[str]:
        forms = {Modality.STATED: "statedForm", Modality.INFERRED: "inferredForm"}
        form = forms.get(self.wanted.modality) if self.wanted.modality else None
        return self.graph.objects(KG + link, KG + form) if form else [KG + link]

    def actions(self, iri: str) -> set[str]:
        """Return the actions and measures that address *iri*."""
        return self.backward("addresses", iri)

    def measures(self, iri: str) -> set[str]:
        """Return the adopted measures that answer *iri*: at once, or by a recommendation."""
        if kind_of(self.graph, iri) == "RecommendedAction":
            return self.forward("correspondsTo", iri)
        actions = self.actions(iri)
        adopted = {a for a in actions if kind_of(self.graph, a) == "AdoptedMeasure"}
        return adopted.union(*(self.forward("correspondsTo", a) for a in actions))

    def valid_measures(self, iri: str) -> set[str]:
        """Return those of the measures of *iri* that had not ended by their own words."""
        day = self.wanted.as_of
        return {m for m in self.measures(iri) if day is None or not self._all_ended(m, day)}

    def _all_ended(self, measure: str, day: date) -> bool:
        documents = self.forward("setOutIn", measure)
        ended = bool(documents) and all(is_ended(self.graph, d, day) for d in documents)
        return ended or is_ended(self.graph, measure, day)

    def documents(self, iri: str) -> set[str]:
        """Return the documents that set out the measures of *iri*, or the measure *iri*."""
        measures = self.measures(iri)
        if kind_of(self.graph, iri) == "AdoptedMeasure":
            measures = {iri}
        return set().union(*(self.forward("setOutIn", m) for m in measures))

    def thread(self, iri: str) -> set[str]:
        """Return *iri* and all that its thread reaches before the region."""
        measures, documents = self.measures(iri), self.documents(iri)
        if kind_of(self.graph, iri) == "Bottleneck":
            return self.actions(iri) | measures | documents
        return {iri} | measures | documents

    def regions(self, iri: str) -> set[str]:
        """Return the regions that the thread of *iri* is meant for."""
        return set().union(*(self.forward("appliesTo", i) for i in self.thread(iri)))

    def performers(self, iri: str) -> set[str]:
        """Return those who are to act, on the thread of *iri*."""
        return set().union(*(self.forward("performedBy", i) for i in self.thread(iri)))

    def dated(self, iri: str) -> bool:
        """Tell whether a document on the thread of *iri* has a date."""
        return any(self.graph.objects(d, KG + "issued") for d in self.documents(iri))

    def used(self, measure: str) -> bool:
        """Tell whether *measure* answers a bottleneck, at once or by a recommendation."""
        if self.forward("addresses", measure):
            return True
        recommended = self.backward("correspondsTo", measure)
        return any(self.forward("addresses", action) for action in recommended)


Test = Callable[[_Sets, str], bool]

# A gap by one line: its name, and what shows it. A later gap of a thread is told only where the
# thread comes so far: a bottleneck without action has, needless to say, no measure either.
GAPS: dict[str, Test] = {
    "no-action": lambda s, i: not s.actions(i),
    "inferred-only": lambda s, i: bool(s.actions(i)) and not _stated_actions(s.graph, i),
    "no-measure": lambda s, i: bool(s.thread(i)) and not s.measures(i),
    "measure-ended": lambda s, i: bool(s.measures(i)) and not s.valid_measures(i),
    "no-document": lambda s, i: _has_measure(s, i) and not s.documents(i),
    "no-date": lambda s, i: bool(s.documents(i)) and not s.dated(i),
    "no-region": lambda s, i: bool(s.thread(i)) and not s.regions(i),
    "no-performer": lambda s, i: bool(s.thread(i)) and not s.performers(i),
    "no-bottleneck": lambda s, i: not s.forward("addresses", i),
    "answers-nothing": lambda s, i: not s.used(i),
    "sets-out-nothing": lambda s, i: not s.backward("setOutIn", i),
    "no-issuer": lambda s, i: not s.graph.objects(i, KG + "issuedBy"),
    "undated": lambda s, i: not s.graph.objects(i, KG + "issued"),
    "place-unsaid": lambda s, i: not s.forward("appliesTo", i),
}
LACKS: dict[str, tuple[str, ...]] = {
    "Bottleneck": (
        "no-action", "inferred-only", "no-measure", "measure-ended", "no-document", "no-date",
        "no-region", "no-performer",
    ),
    "RecommendedAction": (
        "no-bottleneck", "no-measure", "measure-ended", "no-document", "no-region", "no-performer",
    ),
    "AdoptedMeasure": ("answers-nothing", "no-document", "no-region", "no-performer"),
    "PolicyDocument": ("sets-out-nothing", "no-issuer", "undated", "place-unsaid"),
}  # fmt: skip
# The link that would close each gap; what is missing there is a property of the thing itself.
CLOSED_BY = {
    "no-action": "addresses",
    "inferred-only": "addresses",
    "no-measure": "correspondsTo",
    "measure-ended": "correspondsTo",
    "no-document": "setOutIn",
    "no-region": "appliesTo",
    "no-performer": "performedBy",
    "no-bottleneck": "addresses",
    "answers-nothing": "addresses",
    "sets-out-nothing": "setOutIn",
    "place-unsaid": "appliesTo",
}
REGIONAL = ("appliesTo", "observedIn", "exampleIn")


def _stated_actions(graph: Graph, iri: str) -> list[str]:
    return graph.subjects(KG + "statedToAddress", iri)


def _has_measure(sets: _Sets, iri: str) -> bool:
    return kind_of(sets.graph, iri) == "AdoptedMeasure" or bool(sets.measures(iri))


def _ends(sets: _Sets, iri: str, name: str) -> set[str]:
    """Return the things at which the thread of *iri* stops."""
    if name in ("no-measure", "measure-ended") and kind_of(sets.graph, iri) == "Bottleneck":
        return sets.actions(iri)
    if name == "no-document" and kind_of(sets.graph, iri) != "AdoptedMeasure":
        return sets.measures(iri)
    if name == "no-date":
        return sets.documents(iri)
    return sets.thread(iri) if name in ("no-region", "no-performer") else {iri}


def _describe(graph: Graph, sets: _Sets, iri: str, kind: str, name: str) -> Gap:
    ends = tuple(sorted(_ends(sets, iri, name)))
    link = CLOSED_BY.get(name, "")
    claims = [claim for end in ends for claim in _claims_at(graph, end, link)]
    denied = tuple(c for c in claims if c.status == "accepted" and c.polarity == "denied")
    refused = tuple(c for c in claims if c.status == "refused")
    parts = parts_of(graph, iri)
    lacking = GAPS[name]
    return Gap(
        iri, kind, name, link, ends, _reason(graph, ends, link, denied), refused, denied,
        collective_claims(graph, (iri,)) if name in ("no-action", "inferred-only") else (),
        len(parts), sum(lacking(sets, part) for part in parts),
    )  # fmt: skip


def _claims_at(graph: Graph, iri: str, link: str) -> list[Claim]:
    if not link:
        return []
    predicate = KG + link
    return find_claims(graph, iri, predicate) + find_claims(graph, None, predicate, iri)


def _reason(graph: Graph, ends: Iterable[str], link: str, denied: tuple[Claim, ...]) -> Reason:
    if denied:
        return Reason.DENIED
    if not link or any(looked_for(graph, end, link) for end in ends):
        return Reason.NOT_SAID
    return Reason.NOT_LOOKED_FOR


def categories_of(graph: Graph, iri: str) -> list[str]:
    """Return the categories of a bottleneck, else of the wholes it is part of, else none."""
    found = graph.objects(iri, KG + "category")
    if found:
        return found
    wholes = graph.objects(iri, KG + "partOf")
    return sorted({category for whole in wholes for category in categories_of(graph, whole)})


def count_gaps(graph: Graph, report: GapReport, by: Grouping) -> dict[str, int]:
    """Return how many gaps fall under each value of *by*; a gap under several counts for each.

    Values are names of gaps, kinds and reasons, or IRIs; the empty string stands for none.
    """
    found: Counter[str] = Counter()
    for gap in report.gaps:
        found.update(_groups(graph, gap, by) or [""])
    return dict(sorted(found.items()))


def _groups(graph: Graph, gap: Gap, by: Grouping) -> list[str]:
    match by:
        case "gap" | "kind" | "reason":
            return [str(getattr(gap, by))]
        case "category":
            return categories_of(graph, gap.thing)
        case "region":
            return sorted({r for link in REGIONAL for r in graph.objects(gap.thing, KG + link)})
        case "source":
            return graph.objects(gap.thing, KG + "readFrom")
