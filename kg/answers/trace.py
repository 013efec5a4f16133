"""The thread: bottleneck ← action → measure → document → region, hop by hop.

A trace begins at a term and at its parts. Farther along, support does not pass between a whole and
its parts: that a part of an action corresponds to a measure says nothing of the whole. A chain is
as long as accepted claims carry it; its inferences are the hops that no source states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any, Literal

from kg.answers.anomalies import Anomaly, find_anomalies
from kg.answers.search import How, Match, find_terms, kind_of, search
from kg.answers.values import Claim, Deferred, Modality, find_claims, modality_of
from kg.errors import NotFound, UsageError
from kg.graph.graph import Graph
from kg.graph.terms import KG, RDFS, TYPE, local_name
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
TRACEABLE = (
    "Bottleneck",
    "RecommendedAction",
    "AdoptedMeasure",
    "PolicyDocument",
    "Region",
    "RegionGroup",
)
FOCUS = ("Bottleneck", "RecommendedAction", "AdoptedMeasure")
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


@dataclass(frozen=True)
class Trace:
    """All chains through a term and its parts, and what is claimed of it beside them.

    What stands beside the chains is looked up when it is asked for.
    """

    graph: Graph = field(repr=False, compare=False)
    term: str
    kind: str
    starts: tuple[str, ...]
    chains: tuple[Chain, ...]
    ended: tuple[str, ...]
    unanswered: tuple[str, ...]
    narrow: bool

    @cached_property
    def collective(self) -> tuple[Claim, ...]:
        """The statements about a set that holds the term, a part or a whole of it."""
        return collective_claims(self.graph, self.starts)

    @cached_property
    def _claims(self) -> list[Claim]:
        return [claim for iri in self.starts for claim in _claims_of(self.graph, iri)]

    @cached_property
    def refused(self) -> tuple[Claim, ...]:
        """The claims that were considered and not made."""
        return tuple(claim for claim in self._claims if claim.status == "refused")

    @cached_property
    def denied(self) -> tuple[Claim, ...]:
        """The claims that the link does not hold."""
        return tuple(claim for claim in self._claims if claim.denied)

    @cached_property
    def not_looked_for(self) -> tuple[str, ...]:
        """What is unanswered since no source was read for it."""
        graph = self.graph
        return tuple(i for i in self.unanswered if not looked_for(graph, i, _carried_by(graph, i)))

    @cached_property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """The anomalies that touch something that the trace names."""
        return find_anomalies(self.graph, self.named)

    @cached_property
    def named(self) -> frozenset[str]:
        """The term, its parts and all things and claims of the chains."""
        hops = [hop for chain in self.chains for hop in chain.hops]
        things = (iri for chain in self.chains for iri in chain.nodes)
        return frozenset((*self.starts, *things, *(c.iri for hop in hops for c in hop.claims)))

    def as_json(self) -> dict[str, object]:
        """Return the trace as JSON values."""
        return {
            "term": local_name(self.term),
            "kind": self.kind,
            "parts": [local_name(iri) for iri in self.starts[1:]],
            "chains": [chain.as_json() for chain in self.chains],
            "unanswered": [local_name(iri) for iri in self.unanswered],
            "notLookedFor": [local_name(iri) for iri in self.not_looked_for],
            "collective": [claim.as_json() for claim in self.collective],
            "refused": [claim.as_json() for claim in self.refused],
            "denied": [claim.as_json() for claim in self.denied],
            "validityEnded": [local_name(iri) for iri in self.ended],
            "anomalies": [self._doubt(anomaly) for anomaly in self.anomalies],
        }

    def _doubt(self, anomaly: Anomaly) -> dict[str, object]:
        return {
            "id": local_name(anomaly.iri),
            "label": anomaly.label.as_json(),
            "treatment": anomaly.treatment.as_json(),
            "touches": sorted(map(local_name, anomaly.touches & self.named)),
        }


@dataclass(frozen=True)
class Tracing:
    """The answer to a word: how it was understood, and a trace for each thing it names."""

    word: str
    how: How
    traces: tuple[Trace, ...]
    also: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the answer as JSON values."""
        return {
            "word": self.word,
            "match": self.how,
            "traces": [trace.as_json() for trace in self.traces],
            "alsoNamed": [local_name(iri) for iri in self.also],
        }


def trace(graph: Graph, word: str, filters: Filters | None = None) -> Tracing:
    """Trace everything that *word* names; NotFound when nothing traceable is meant."""
    match, also = find_heads(graph, word)
    traces = [trace_thing(graph, iri, filters or Filters()) for iri in match.iris]
    return Tracing(word, match.how, tuple(_without_repetition(traces)), also)


def find_heads(graph: Graph, word: str) -> tuple[Match, tuple[str, ...]]:
    """Return what of the threads *word* means, and what else it names.

    Bottlenecks, actions and measures of a word go before the documents and regions that share it;
    a part goes with its whole. A word that names something beside the thread, such as a technology,
    stands for the bottlenecks and actions that concern it or bear its name.
    """
    match = find_terms(graph, word)
    beside = not any(kind_of(graph, iri) in TRACEABLE for iri in match.iris)
    if beside and match.how != "fuzzy":
        named = (*match.iris, *_concerned(graph, match.iris), *search(graph, word))
        match = Match(word, "concerning", named)
    wanted = _wanted(graph, match.iris)
    if not wanted:
        raise _not_traceable(graph, word, match.iris[0])
    covered = {part for iri in wanted for part in parts_of(graph, iri)}
    heads = tuple(iri for iri in wanted if iri not in covered)
    also = tuple(iri for iri in dict.fromkeys(match.iris) if iri not in wanted)
    return replace(match, iris=heads), also


def _concerned(graph: Graph, things: tuple[str, ...]) -> list[str]:
    """Return the bottlenecks and actions that accepted claims say concern one of *things*."""
    link = KG + "concerns"
    return [c.subject for t in things for c in find_claims(graph, None, link, t) if c.accepted]


def _wanted(graph: Graph, named: tuple[str, ...]) -> list[str]:
    kinds = {iri: kind_of(graph, iri) for iri in named}
    focused = [iri for iri, kind in kinds.items() if kind in FOCUS]
    traceable = focused or [iri for iri, kind in kinds.items() if kind in TRACEABLE]
    return sorted(traceable, key=lambda iri: (TRACEABLE.index(kinds[iri]), iri))


def _without_repetition(traces: list[Trace]) -> Iterator[Trace]:
    """Yield *traces* without chains shown before, and without those left with nothing to say."""
    shown: set[Chain] = set()
    for found in traces:
        new = tuple(chain for chain in found.chains if chain not in shown)
        shown.update(new)
        if new or not found.chains:
            yield found if len(new) == len(found.chains) else replace(found, chains=new)


def trace_thing(graph: Graph, term: str, filters: Filters) -> Trace:
    """Trace the one thing *term*."""
    starts = (term, *parts_of(graph, term))
    walk = _Walk(graph, filters)
    chains = {chain for start in starts if walk.valid(start) for chain in walk.through(start)}
    kept = [c for c in chains if filters.region is None or filters.region in c.nodes]
    passed = {node for chain in kept for node in chain.nodes}
    return Trace(
        graph,
        term=term,
        kind=kind_of(graph, term),
        starts=starts,
        chains=tuple(sorted(kept, key=_by_support)),
        ended=tuple(sorted(walk.ended)),
        unanswered=tuple(iri for iri in starts if iri not in passed),
        narrow=filters.narrow,
    )


def parts_of(graph: Graph, whole: str) -> tuple[str, ...]:
    """Return the parts of *whole* and theirs, depth first in the order of their IRIs."""
    if kind_of(graph, whole) not in FOCUS:
        return ()  # the cities of a province are things of their own, not what it consists of
    return descend(whole, lambda iri: graph.subjects(KG + "partOf", iri))


def descend(whole: str, parts_of_one: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """Return the parts of *whole* and theirs, depth first, as *parts_of_one* gives them."""
    found: dict[str, None] = {}
    stack = [whole]
    while stack:
        new = [part for part in parts_of_one(stack.pop()) if part not in found and part != whole]
        found.update(dict.fromkeys(new))
        stack += reversed(new)
    return tuple(found)


# The kind of link that would carry a thing of each class on.
CARRIED_BY = {
    "Bottleneck": "addresses",
    "RecommendedAction": "addresses",
    "AdoptedMeasure": "setOutIn",
}


def looked_for(graph: Graph, iri: str, link: str) -> bool:
    """Tell whether a source that *iri* was read from was read for *link* (a local name)."""
    sources = graph.objects(iri, KG + "readFrom")
    if not sources:
        return graph.recall("looked-for", link, lambda: _looked_for_by_any(graph, link))
    return any(link in _read_for(graph, source) for source in sources)


def _read_for(graph: Graph, source: str) -> frozenset[str]:
    def read() -> frozenset[str]:
        return frozenset(iri.removeprefix(KG) for iri in graph.objects(source, KG + "readFor"))

    return graph.recall("read-for", source, read)


def _looked_for_by_any(graph: Graph, link: str) -> bool:
    read = graph.triples(None, KG + "readFor", KG + link)
    return any(graph.holds(subject.value, TYPE, KG + "Source") for subject, *_ in read)


def _carried_by(graph: Graph, iri: str) -> str:
    return CARRIED_BY.get(kind_of(graph, iri), "appliesTo")


def is_ended(graph: Graph, iri: str, day: date) -> bool:
    """Tell whether *iri* had ended by *day*, by its own words.

    "2020" is valid to the end of 2020: dates are compared at the precision given.
    """
    last = graph.one(iri, KG + "validTo")
    return bool(last) and last < day.isoformat()[: len(last)]


def _by_support(chain: Chain) -> tuple[int, int, tuple[str, ...]]:
    return chain.inferences, -len(chain.hops), chain.nodes


def _not_traceable(graph: Graph, word: str, iri: str) -> NotFound:
    text = Text(
        "'{word}' names {label}, which is on no thread (bottlenecks, actions, measures, documents "
        "and regions are): see 'kg show {id}'.",
        "“{word}”指 {label_zh}，不在追踪链上（链上有瓶颈、行动、措施、文件和地区）："
        "请用 kg show {id} 查看。",
    )
    labels = {"label": graph.label(iri, "en"), "label_zh": graph.label(iri, "zh")}
    return NotFound(text.fill(word=word, id=local_name(iri), **labels))


class _Walk:
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
                claims = partial(self._claims, subject, predicate, value)
                known = {"modality": modality} if modality else claims()
                # The build wrote the modality beside the link; only a narrower one takes reading.
                if (modality or known["claims"]) and self.valid(other):
                    start, end = (node, other) if way == "down" else (other, node)
                    yield Hop.later(
                        claims, start=start, end=end, link=link, way=WAYS[link], **known
                    )

    def _claims(self, subject: str, predicate: str, value: str) -> dict[str, Any]:
        found = find_claims(self.graph, subject, predicate, value)
        claims = tuple(c for c in found if c.accepted and self.filters.keep(c))
        return {"claims": claims, "modality": modality_of(claims)}

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


def _claims_of(graph: Graph, iri: str) -> list[Claim]:
    thread = {KG + link for link, _ in DOWN}
    claims = find_claims(graph, subject=iri) + find_claims(graph, value=iri)
    return [claim for claim in claims if claim.predicate in thread]


def collective_claims(graph: Graph, starts: tuple[str, ...]) -> tuple[Claim, ...]:
    """Return the collective statements about a set that holds a start, or a whole it is part of."""
    members = set(starts)
    above = list(starts)
    while above:
        wholes = [w for w in graph.objects(above.pop(), KG + "partOf") if w not in members]
        members.update(wholes)
        above += wholes
    sets = {s for member in members for s in graph.subjects(KG + "member", member)}
    link = KG + "collectivelyAddresses"
    found = {
        claim.iri: claim
        for iri in sets
        for claim in find_claims(graph, iri, link) + find_claims(graph, None, link, iri)
        if claim.accepted
    }
    return tuple(found[iri] for iri in sorted(found))
