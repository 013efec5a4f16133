"""The thread: bottleneck ← action → measure → document → region, hop by hop.

A trace begins at a term and at its parts. Farther along, support does not pass between a whole and
its parts: that a part of an action corresponds to a measure says nothing of the whole. A chain is
as long as accepted claims carry it; its inferences are the hops that no source states.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.answers.anomalies import Anomaly, find_anomalies
from kg.answers.search import How, Match, find_terms, kind_of, search
from kg.answers.thread import DOWN, Chain, Filters, Walk, descend
from kg.answers.values import Claim, find_claims
from kg.errors import NotFound
from kg.graph.graph import Graph
from kg.graph.terms import KG, TYPE, local_name
from kg.language import Text

TRACEABLE = (
    "Bottleneck",
    "RecommendedAction",
    "AdoptedMeasure",
    "PolicyDocument",
    "Region",
    "RegionGroup",
)
FOCUS = ("Bottleneck", "RecommendedAction", "AdoptedMeasure")


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
    return match._replace(iris=heads), also


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
    walk = Walk(graph, filters)
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
