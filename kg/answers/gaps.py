"""Gaps in both directions: where a thread ends, at which link, and for what reason.

Sets over the materialised links, each swept once; what explains a gap (its reason, the claims at
its ends, its parts) is looked up when it is asked for. Support does not pass
between a whole and its parts: a whole whose parts are answered is still listed, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from kg.answers.ends import Sets, inherit
from kg.answers.trace import collective_claims
from kg.answers.values import Claim, Modality
from kg.errors import UsageError
from kg.graph.graph import Graph
from kg.graph.terms import KG, local_name
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
    """One thing that lacks something; what there is to say of it is read when it is asked for.

    *link* is what would carry the thread on (empty for a property such as the date).
    """

    sets: Sets = field(repr=False, compare=False)
    thing: str
    kind: str
    gap: str

    @property
    def link(self) -> str:
        """The link that would close the gap, empty where a property of the thing is missing."""
        return CLOSED_BY.get(self.gap, "")

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """The things at which the thread stops."""
        return tuple(sorted(_ends(self.sets, self.thing, self.gap)))

    @cached_property
    def reason(self) -> Reason:
        """Why nothing is found."""
        if self.denied:
            return Reason.DENIED
        if not self.link or any(self.sets.looked_for(end, self.link) for end in self.ends):
            return Reason.NOT_SAID
        return Reason.NOT_LOOKED_FOR

    @cached_property
    def _rejected(self) -> list[Claim]:
        return [claim for end in self.ends for claim in self.sets.rejected(end, self.link)]

    @property
    def refused(self) -> tuple[Claim, ...]:
        """The claims that were weighed at the ends and not made."""
        return tuple(claim for claim in self._rejected if claim.status == "refused")

    @property
    def denied(self) -> tuple[Claim, ...]:
        """The claims that the link does not hold there."""
        return tuple(claim for claim in self._rejected if claim.denied)

    @property
    def collective(self) -> tuple[Claim, ...]:
        """What is said of a set that holds the thing, where an action is missing."""
        if self.gap not in ("no-action", "inferred-only"):
            return ()
        return collective_claims(self.sets.graph, (self.thing,))

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        return self.sets.parts(self.thing)

    @property
    def parts(self) -> int:
        """How many parts the thing has."""
        return len(self._parts)

    @property
    def parts_without(self) -> int:
        """How many of its parts lack the same."""
        lacking = GAPS[self.gap]
        return sum(lacking(self.sets, part) for part in self._parts)

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

    def of(self, things: Iterable[str]) -> tuple[Gap, ...]:
        """Return the gaps of *things*, in their order."""
        places = (place for iri in set(things) for place in self._places.get(iri, ()))
        return tuple(self.gaps[place] for place in sorted(places))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, gap in enumerate(self.gaps):
            found.setdefault(gap.thing, []).append(place)
        return found


def find_gaps(graph: Graph, wanted: Wanted | None = None) -> GapReport:
    """Return the gaps of *graph* that are *wanted*, by kind of thing, kind of gap and IRI."""
    wanted = wanted or Wanted()
    sets = Sets(graph, wanted.modality, wanted.as_of)
    kinds = [kind for kind in LACKS if wanted.kind in (None, kind)]
    things = {kind: [iri for iri in sets.of(kind) if _asked(sets, wanted, iri)] for kind in kinds}
    gaps = [
        Gap(sets, iri, kind, name)
        for kind in kinds
        for name in LACKS[kind]
        if wanted.gap in (None, name)
        for iri in things[kind]
        if GAPS[name](sets, iri)
    ]
    return GapReport(tuple(gaps), {kind: len(found) for kind, found in things.items()})


def _asked(sets: Sets, wanted: Wanted, iri: str) -> bool:
    """Tell whether *iri* has the category, region and source that are asked for."""
    return (
        (wanted.category is None or wanted.category in sets.categories(iri))
        and (wanted.region is None or wanted.region in _regions_of(sets.graph, iri))
        and (wanted.source is None or wanted.source in sets.sources(iri))
    )


def _regions_of(graph: Graph, iri: str) -> set[str]:
    return {region for link in REGIONAL for region in graph.objects(iri, KG + link)}


Test = Callable[[Sets, str], bool]

# A gap by one line: its name, and what shows it. A later gap of a thread is told only where the
# thread comes so far: a bottleneck without action has, needless to say, no measure either.
GAPS: dict[str, Test] = {
    "no-action": lambda s, i: i not in s.answered,
    "inferred-only": lambda s, i: i in s.answered and i not in s.stated,
    "no-measure": lambda s, i: s.begun(i) and not s.has_measures(i),
    "measure-ended": lambda s, i: s.have_ended(i),
    "no-document": lambda s, i: s.has_measures(i) and not s.has_documents(i),
    "no-date": lambda s, i: s.has_documents(i) and not s.has_dates(i),
    "no-region": lambda s, i: s.begun(i) and not s.has("appliesTo", i),
    "no-performer": lambda s, i: s.begun(i) and not s.has("performedBy", i),
    "no-bottleneck": lambda s, i: not s.forward("addresses", i),
    "answers-nothing": lambda s, i: not s.used(i),
    "sets-out-nothing": lambda s, i: not s.backward("setOutIn", i),
    "no-issuer": lambda s, i: i not in s.with_issuer,
    "undated": lambda s, i: i not in s.issued,
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


def _ends(sets: Sets, iri: str, name: str) -> set[str]:
    """Return the things at which the thread of *iri* stops."""
    if name in ("no-measure", "measure-ended") and sets.kinds.get(iri) == "Bottleneck":
        return sets.actions(iri)
    if name == "no-document" and sets.kinds.get(iri) != "AdoptedMeasure":
        return sets.measures(iri)
    if name == "no-date":
        return sets.documents(iri)
    return sets.thread(iri) if name in ("no-region", "no-performer") else {iri}


def categories_of(graph: Graph, iri: str) -> list[str]:
    """Return the categories of a bottleneck, else of the wholes it is part of, else none."""
    return inherit(
        iri,
        lambda one: graph.objects(one, KG + "category"),
        lambda one: graph.objects(one, KG + "partOf"),
    )


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
            return sorted(_regions_of(graph, gap.thing))
        case "source":
            return graph.objects(gap.thing, KG + "readFrom")
