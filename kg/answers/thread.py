"""Chains along the thread: bottleneck ← action → measure → document → region, hop by hop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any, Literal

from kg.answers.deferred import Deferred
from kg.answers.search import kind_of
from kg.answers.values import Claim, Modality, find_claims, link_without_claim, modality_of
from kg.errors import UsageError
from kg.graph.graph import Graph
from kg.graph.terms import KG, RDFS, local_name
from kg.language import Text

Direction = Literal["down", "up", "both"]
Way = Literal["forward", "backward"]
Step = tuple[str, bool]  # a predicate, and whether one goes along it

# Down the thread; a backward step goes from a link's object to its subject.
DOWN: tuple[tuple[str, Way], ...] = (
    ("addresses", "backward"),
    ("correspondsTo", "forward"),
    ("setOutIn", "forward"),
    ("appliesTo", "forward"),
)
UP: tuple[tuple[str, Way], ...] = tuple(
    (link, "forward" if way == "backward" else "backward") for link, way in reversed(DOWN)
)
MAX_DEPTH = len(DOWN)
WAYS = dict(DOWN)
STEPS: dict[str, tuple[Step, ...]] = {
    name: tuple((KG + link, step == "forward") for link, step in links)
    for name, links in (("down", DOWN), ("up", UP))
}


@dataclass(frozen=True)
class Hop(Deferred):
    """One step of a chain, in the order of the thread, with all accepted claims for it.

    Two hops are equal that join the same ends by the same link.
    """

    start: str
    end: str
    link: str
    way: Way
    modality: Modality = field(compare=False)
    claims: tuple[Claim, ...] = field(compare=False)

    @property
    def sources(self) -> frozenset[str]:
        """The sources that alone carry this hop: all evidence of some claim lies in them."""
        return frozenset(s for c in self.claims if len(c.sources) == 1 for s in c.sources)

    def as_json(self) -> dict[str, object]:
        """Return the hop as JSON values."""
        return {
            "from": local_name(self.start),
            "to": local_name(self.end),
            "link": self.link,
            "way": self.way,
            "modality": self.modality.value,
            "claims": [claim.as_json() for claim in self.claims],
        }


@dataclass(frozen=True)
class Chain:
    """Hops from the side of the bottleneck to the side of the region."""

    hops: tuple[Hop, ...]

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """The things along the chain."""
        return (self.hops[0].start, *(hop.end for hop in self.hops)) if self.hops else ()

    @cached_property
    def inferences(self) -> int:
        """How many hops no source states."""
        return sum(hop.modality is Modality.INFERRED for hop in self.hops)

    @property
    def carried_by(self) -> tuple[str, ...]:
        """The sources each of which carries every hop of the chain."""
        carried = [hop.sources for hop in self.hops]
        return tuple(sorted(frozenset.intersection(*carried))) if carried else ()

    def as_json(self) -> dict[str, object]:
        """Return the chain as JSON values."""
        return {
            "nodes": [local_name(iri) for iri in self.nodes],
            "inferences": self.inferences,
            "carriedBy": [local_name(iri) for iri in self.carried_by],
            "hops": [hop.as_json() for hop in self.hops],
        }


@dataclass(frozen=True)
class Filters:
    """What a trace follows: empty or None follows all."""

    direction: Direction = "both"
    depth: int = MAX_DEPTH
    modality: Modality | None = None
    source: str | None = None
    region: str | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for a value that would follow nothing without a word."""
        if not 1 <= self.depth <= MAX_DEPTH:
            text = Text(
                "The depth is {depth}: give a number from 1 to {most}.",
                "深度为 {depth}：请给出 1 至 {most} 的数。",
            )
            raise UsageError(text.fill(depth=self.depth, most=MAX_DEPTH))
        if self.direction not in ("down", "up", "both"):
            text = Text(
                "There is no direction '{way}': say down, up or both.",
                "没有方向“{way}”：请用 down、up 或 both。",
            )
            raise UsageError(text.fill(way=self.direction))

    def keep(self, claim: Claim) -> bool:
        """Tell whether *claim* has the modality and the source that are asked for."""
        modality_fits = self.modality is None or claim.modality == self.modality
        return modality_fits and (self.source is None or self.source in claim.sources)

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()


class Walk:
    """A walk over accepted claims, up and down the thread."""

    def __init__(self, graph: Graph, filters: Filters) -> None:
        self.graph = graph
        self.filters = filters
        self.reads_claims = bool(filters.source) or filters.modality is Modality.INFERRED
        self.ended: set[str] = set()
        self.hops: dict[tuple[str, str], tuple[Hop, ...]] = {}

    def through(self, start: str) -> Iterator[Chain]:
        """Yield the maximal chains through *start*; none when no hop leaves it."""
        down = list(self._paths(start, "down", ())) if self.filters.direction != "up" else [()]
        up = list(self._paths(start, "up", ())) if self.filters.direction != "down" else [()]
        for above in up:
            for below in down:
                if above or below:
                    yield Chain((*reversed(above), *below))

    def _paths(self, node: str, way: str, path: tuple[Hop, ...]) -> Iterator[tuple[Hop, ...]]:
        hops = self._hops(node, way) if len(path) < self.filters.depth else ()
        for hop in hops:
            yield from self._paths(hop.end if way == "down" else hop.start, way, (*path, hop))
        if not hops:
            yield path

    def _hops(self, node: str, way: str) -> tuple[Hop, ...]:
        if (node, way) not in self.hops:
            self.hops[node, way] = tuple(self._find_hops(node, way))
        return self.hops[node, way]

    def _find_hops(self, node: str, way: str) -> Iterator[Hop]:
        for predicate, leaving, ends in self.graph.steps(node, _steps(self.graph, node, way)):
            link = predicate.removeprefix(KG)
            for other, modality in self._weigh(node, link, leaving, ends):
                subject, value = (node, other) if leaving else (other, node)
                triple = subject, predicate, value
                known = {"modality": modality} if modality else self._claims(*triple)
                # The build wrote the modality beside the link; only a narrower one takes reading.
                if (modality or known["claims"]) and self.valid(other):
                    start, end = (node, other) if way == "down" else (other, node)
                    yield Hop.later(
                        partial(self._claims_given, *triple),
                        start=start, end=end, link=link, way=WAYS[link], **known,
                    )  # fmt: skip

    def _claims(self, subject: str, predicate: str, value: str) -> dict[str, Any]:
        found = find_claims(self.graph, subject, predicate, value)
        claims = tuple(c for c in found if c.accepted and self.filters.keep(c))
        return {"claims": claims, "modality": modality_of(claims)}

    def _claims_given(self, *triple: str) -> dict[str, Any]:
        """Return the claims for a link that the build wrote; FaultsFound where there is none."""
        found = self._claims(*triple)
        if not found["claims"]:
            raise link_without_claim(*triple)
        return found

    def _weigh(
        self, node: str, link: str, leaving: bool, ends: list[str]
    ) -> list[tuple[str, Modality | None]]:
        """Return those of *ends* that count, with the modality where the build wrote it down.

        An accepted claim, and nothing else, gives the plain link and its stated or inferred form.
        """
        form = "" if self.reads_claims else _stated_form(self.graph, link)
        if not form:
            return [(other, None) for other in ends]
        stated = {end for *_, found in self.graph.steps(node, ((form, leaving),)) for end in found}
        if self.filters.modality is None:
            names = (Modality.INFERRED, Modality.STATED)
            return [(other, names[other in stated]) for other in ends]
        return [(other, Modality.STATED) for other in ends if other in stated]

    def valid(self, iri: str) -> bool:
        """Tell whether *iri* had not ended by its own words; what had is noted."""
        if self.filters.as_of is None or not is_ended(self.graph, iri, self.filters.as_of):
            return True
        self.ended.add(iri)
        return False


def _steps(graph: Graph, node: str, way: str) -> tuple[Step, ...]:
    """Return the steps of *way* that the ontology allows of things of the kind of *node*.

    What stands at the far end of no thread may be a hub, and looking for more there a long scan.
    """
    kind = kind_of(graph, node)
    return graph.recall(f"{way}-steps", kind, lambda: _find_steps(graph, kind, way))


def _find_steps(graph: Graph, kind: str, way: str) -> tuple[Step, ...]:
    own = {KG + kind, *descend(KG + kind, lambda cls: graph.objects(cls, RDFS + "subClassOf"))}

    def allowed(predicate: str, leaving: bool) -> bool:
        classes = graph.objects(predicate, KG + ("fromClass" if leaving else "toClass"))
        return not kind or not classes or not own.isdisjoint(classes)

    return tuple(step for step in STEPS[way] if allowed(*step))


def _stated_form(graph: Graph, link: str) -> str:
    return graph.recall("stated-form", link, lambda: graph.one(KG + link, KG + "statedForm"))


def descend(whole: str, parts_of_one: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """Return the parts of *whole* and theirs, depth first, as *parts_of_one* gives them."""
    found: dict[str, None] = {}
    stack = [whole]
    while stack:
        new = [part for part in parts_of_one(stack.pop()) if part not in found and part != whole]
        found.update(dict.fromkeys(new))
        stack += reversed(new)
    return tuple(found)


def is_ended(graph: Graph, iri: str, day: date) -> bool:
    """Tell whether *iri* had ended by *day*, by its own words.

    "2020" is valid to the end of 2020: dates are compared at the precision given.
    """
    last = graph.one(iri, KG + "validTo")
    return bool(last) and last < day.isoformat()[: len(last)]
