"""Which gaps were planted in one paper, reckoned with plain sets over its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.synth.pieces import Paper

AS_OF = "2026-01-01"  # the day by which measures have ended, in the answers
Ends = dict[str, dict[str, bool]]  # whether a source states it
Found = tuple[str, str, str, str]  # class, gap, reason, local name


@dataclass
class Links:
    """The accepted links of one paper, both ways, and what else a gap turns on."""

    forward: dict[str, Ends] = field(default_factory=lambda: defaultdict(dict))
    backward: dict[str, Ends] = field(default_factory=lambda: defaultdict(dict))
    denied: set[tuple[str, str]] = field(default_factory=set)  # link, end
    kinds: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    whole: dict[str, str] = field(default_factory=dict)
    dated: set[str] = field(default_factory=set)
    issued: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)  # valid only to a year that was over by AS_OF
    measures_set: frozenset[str] = frozenset()
    source: int = 0
    outside: dict[str, bool] = field(default_factory=dict)  # regions of shared documents

    @classmethod
    def of(cls, paper: Paper, shared: Links) -> Links:
        """Return the links of *paper*, and of the documents that it shares with others."""
        links = cls(source=paper.number)
        links.dated |= shared.dated
        links.ended |= shared.ended
        for start, ends in shared.forward.get("appliesTo", {}).items():
            links.forward["appliesTo"][start] = dict(ends)
        for thing in paper.things:
            links.kinds[thing.cls].append(thing.name)
            facts = dict(thing.facts)
            if whole := facts.get("kg:partOf"):
                links.whole[thing.name] = whole.removeprefix("kgd:")
            links.dated |= {thing.name} if "kg:issued" in facts else set()
            if (last := facts.get("kg:validTo", "")[1:5]) and last < AS_OF[:4]:
                links.ended.add(thing.name)
            links.issued |= {thing.name} if "kg:issuedBy" in facts else set()
        for claim in paper.claims:
            if claim.links:
                stated = claim.modality == "stated"
                forward = links.forward[claim.predicate].setdefault(claim.subject, {})
                backward = links.backward[claim.predicate].setdefault(claim.object, {})
                forward[claim.object] = forward.get(claim.object, False) or stated
                backward[claim.subject] = backward.get(claim.subject, False) or stated
            elif claim.polarity == "denied":
                links.denied |= {(claim.predicate, e) for e in (claim.subject, claim.object)}
        links.measures_set = frozenset(links.kinds["AdoptedMeasure"])
        return links

    def to(self, link: str, start: str) -> set[str]:
        """Return the objects of *link* for *start*."""
        return set(self.forward[link].get(start, ()))

    def at(self, link: str, end: str) -> set[str]:
        """Return the subjects of *link* for *end*."""
        return set(self.backward[link].get(end, ()))

    def all_to(self, link: str, starts: set[str]) -> set[str]:
        """Return the objects of *link* for any of *starts*."""
        return {end for start in starts for end in self.forward[link].get(start, ())}

    def measures_for(self, actions: set[str]) -> set[str]:
        """Return the measures among *actions*, and those that they correspond to."""
        return (actions & self.measures_set) | self.all_to("correspondsTo", actions)

    def has_ended(self, measure: str) -> bool:
        """Tell whether *measure* had ended: by its own words, or by those of all its documents."""
        documents = self.to("setOutIn", measure)
        return measure in self.ended or (bool(documents) and documents <= self.ended)

    def wholes(self, name: str) -> Iterator[str]:
        """Yield the whole of *name*, and its own whole, and so on."""
        while name := self.whole.get(name, ""):
            yield name

    def parts(self, name: str) -> list[str]:
        """Return everything that *name* is a whole of, at any depth."""
        return [part for part in self.whole if name in self.wholes(part)]


def is_shared(name: str) -> bool:
    """Tell whether *name* is a document that the first paper introduces."""
    return name.startswith("document-synth-shared-")


def paper_gaps(links: Links, paper: Paper) -> Iterator[Found]:
    """Yield the gaps of the things of *paper*."""
    reasons = _Reasons(links, paper)
    for name in links.kinds["Bottleneck"]:
        yield from (("Bottleneck", *found, name) for found in _of_bottleneck(links, reasons, name))
    for name in links.kinds["RecommendedAction"]:
        measures = links.to("correspondsTo", name)
        found = [("no-bottleneck", "addresses", {name})] if not links.to("addresses", name) else []
        found += [] if measures else [("no-measure", "correspondsTo", {name})]
        found += _beyond(links, measures, {name} | measures)
        yield from (("RecommendedAction", *reasons.of(*gap), name) for gap in found)
    for name in links.kinds["AdoptedMeasure"]:
        actions = {name} | links.at("correspondsTo", name)
        found = (
            [] if links.all_to("addresses", actions) else [("answers-nothing", "addresses", {name})]
        )
        found += _beyond(links, {name}, {name})
        yield from (("AdoptedMeasure", *reasons.of(*gap), name) for gap in found)
    for name in links.kinds["PolicyDocument"]:
        yield from (
            ("PolicyDocument", *found, name) for found in _of_document(links, reasons, name)
        )


class _Reasons:
    """Why a link is missing: the paper denies it, says nothing, or was not read for it."""

    def __init__(self, links: Links, paper: Paper) -> None:
        self.denied = links.denied
        self.read_for = paper.read_for

    def of(self, gap: str, link: str, ends: set[str]) -> tuple[str, str]:
        """Return *gap* with its reason."""
        if any((link, end) in self.denied for end in ends):
            return gap, "denied"
        # A shared document was read from the first paper too, and that one was read for every link.
        looked = not link or link in self.read_for or any(map(is_shared, ends))
        return gap, "not-said" if looked else "not-looked-for"


Gap = tuple[str, str, set[str]]  # its name, the link that would close it, and where


def _beyond(links: Links, measures: set[str], thread: set[str]) -> list[Gap]:
    """Return the gaps of a thread from its measures on."""
    documents = links.all_to("setOutIn", measures)
    whole = thread | documents
    found: list[Gap] = []
    if measures and not documents:
        found.append(("no-document", "setOutIn", measures))
    if not links.all_to("appliesTo", whole):
        found.append(("no-region", "appliesTo", whole))
    if not links.all_to("performedBy", whole):
        found.append(("no-performer", "performedBy", whole))
    return found


def _of_bottleneck(links: Links, reasons: _Reasons, name: str) -> Iterator[tuple[str, str]]:
    actions = links.at("addresses", name)
    if not actions:
        yield reasons.of("no-action", "addresses", {name})
        return
    if not any(links.backward["addresses"][name].values()):
        yield reasons.of("inferred-only", "addresses", {name})
    measures = links.measures_for(actions)
    documents = links.all_to("setOutIn", measures)
    if not measures:
        yield reasons.of("no-measure", "correspondsTo", actions)
    if documents and not documents & links.dated:
        yield reasons.of("no-date", "", documents)
    for gap in _beyond(links, measures, actions | measures):
        yield reasons.of(*gap)


def ended_gaps(links: Links, paper: Paper) -> Iterator[Found]:
    """Yield the things of *paper* that measures answer, none of which lasted to AS_OF."""
    reasons = _Reasons(links, paper)
    for kind in ("Bottleneck", "RecommendedAction"):
        for name in links.kinds[kind]:
            own = kind == "RecommendedAction"
            ends = {name} if own else links.at("addresses", name)
            measures = links.to("correspondsTo", name) if own else links.measures_for(ends)
            if measures and all(map(links.has_ended, measures)):
                yield kind, *reasons.of("measure-ended", "correspondsTo", ends), name


def _of_document(links: Links, reasons: _Reasons, name: str) -> Iterator[tuple[str, str]]:
    if not links.at("setOutIn", name):
        yield reasons.of("sets-out-nothing", "setOutIn", {name})
    if name not in links.issued:
        yield reasons.of("no-issuer", "", {name})
    if name not in links.dated:
        yield reasons.of("undated", "", {name})
    if not links.to("appliesTo", name):
        yield reasons.of("place-unsaid", "appliesTo", {name})


def shared_gaps(shared: Links, used: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield reason, gap and name for the shared documents, *used* by all papers so far.

    The first paper was read for every link, so that silence is always `not-said`.
    """
    for name in shared.kinds["PolicyDocument"]:
        if name not in used:
            yield "not-said", "sets-out-nothing", name
        if name not in shared.issued:
            yield "not-said", "no-issuer", name
        if name not in shared.dated:
            yield "not-said", "undated", name
        if not shared.to("appliesTo", name):
            yield "not-said", "place-unsaid", name
