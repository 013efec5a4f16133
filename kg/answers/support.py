"""The thread test: what a chain rests on. Reachable is not supported.

Each hop is stated, inferred, or inferred where only a statement about whole sets stands behind it.
A chain is as strong as its weakest hop; where one inference is all that is missing, the test names
the single passage that would make the chain stated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kg.answers.links import CONFIDENCE
from kg.answers.thread import Chain, Filters, Hop
from kg.answers.trace import collective_claims, find_heads, trace_thing
from kg.answers.values import Claim, Modality
from kg.graph.graph import Graph
from kg.graph.terms import KG, TYPE, local_name


class Verdict(StrEnum):
    """What a chain rests on, strongest first."""

    STATED_BY_ONE = "stated-by-one"
    STATED_ACROSS = "stated-across"
    ONE_MISSING = "one-missing"
    INFERRED = "inferred"


@dataclass(frozen=True)
class Support:
    """One hop: its modality, its best confidence, and the statements about sets that hold it."""

    hop: Hop
    collective: tuple[Claim, ...]

    @property
    def modality(self) -> Modality:
        """How the hop is known; a statement about sets never makes a pair stated."""
        if self.hop.modality is Modality.STATED:
            return Modality.STATED
        return Modality.COLLECTIVE if self.collective else Modality.INFERRED

    @property
    def confidence(self) -> str:
        """The highest confidence among the claims that make the hop what it is."""
        claims = [c for c in self.hop.claims if c.modality is self.hop.modality]
        return min((c.confidence for c in claims), key=CONFIDENCE.index)

    @property
    def weakness(self) -> tuple[bool, int]:
        """Greater is weaker: an inferred hop before a stated one, then by confidence."""
        return self.hop.modality is Modality.INFERRED, CONFIDENCE.index(self.confidence)

    def as_json(self) -> dict[str, object]:
        """Return the hop as JSON values."""
        return {
            "from": local_name(self.hop.start),
            "to": local_name(self.hop.end),
            "link": self.hop.link,
            "modality": self.modality.value,
            "confidence": self.confidence,
            "claims": [local_name(claim.iri) for claim in self.hop.claims],
            "collective": [local_name(claim.iri) for claim in self.collective],
        }


@dataclass(frozen=True)
class ThreadTest:
    """A chain, hop by hop, and what it rests on as a whole."""

    chain: Chain
    supports: tuple[Support, ...]

    @cached_property
    def missing(self) -> tuple[Support, ...]:
        """The hops that no passage states: each would need one that joins its two ends."""
        return tuple(s for s in self.supports if s.hop.modality is Modality.INFERRED)

    @property
    def weakest(self) -> Support:
        """The weakest hop; of several the first."""
        return max(self.supports, key=lambda s: s.weakness)

    @property
    def stated_by(self) -> tuple[str, ...]:
        """The sources each of which alone states every hop."""
        stated = [
            {s for c in hop.claims if c.modality is Modality.STATED for s in c.sources}
            for hop in self.chain.hops
        ]
        return tuple(sorted(set.intersection(*stated)))

    @property
    def verdict(self) -> Verdict:
        """What the chain rests on."""
        if not self.missing:
            return Verdict.STATED_BY_ONE if self.stated_by else Verdict.STATED_ACROSS
        return Verdict.ONE_MISSING if len(self.missing) == 1 else Verdict.INFERRED

    @property
    def rank(self) -> tuple[object, ...]:
        """The order of showing: best supported first, longest first among equals."""
        worst = max(s.weakness for s in self.supports)
        return (
            list(Verdict).index(self.verdict), len(self.missing), worst, -len(self.supports),
            self.chain.nodes,
        )  # fmt: skip

    def as_json(self) -> dict[str, object]:
        """Return the test as JSON values."""
        return {
            "nodes": [local_name(iri) for iri in self.chain.nodes],
            "verdict": self.verdict.value,
            "inferences": len(self.missing),
            "hops": [support.as_json() for support in self.supports],
            "weakest": self.supports.index(self.weakest),
            "missing": [self.supports.index(support) for support in self.missing],
            "statedBy": [local_name(iri) for iri in self.stated_by],
            "carriedBy": [local_name(iri) for iri in self.chain.carried_by],
        }


def examine_threads(graph: Graph, word: str | None, filters: Filters) -> tuple[ThreadTest, ...]:
    """Return a test for each chain through what *word* names (None: through any bottleneck).

    Best supported first. Raises NotFound when *word* names nothing on a thread.
    """
    heads = find_heads(graph, word)[0].iris if word else graph.subjects(TYPE, KG + "Bottleneck")
    chains = {chain for iri in heads for chain in trace_thing(graph, iri, filters).chains}
    return examine_chains(graph, chains)


def examine_chains(graph: Graph, chains: Iterable[Chain]) -> tuple[ThreadTest, ...]:
    """Return a test for each of *chains*, best supported first."""
    return tuple(sorted((_test(graph, chain) for chain in chains), key=lambda t: t.rank))


def _test(graph: Graph, chain: Chain) -> ThreadTest:
    return ThreadTest(chain, tuple(Support(hop, _collective(graph, hop)) for hop in chain.hops))


def _collective(graph: Graph, hop: Hop) -> tuple[Claim, ...]:
    """Return the statements about sets that hold both ends of *hop*."""
    if hop.link != "addresses":
        return ()
    of_end = set(collective_claims(graph, (hop.end,)))
    return tuple(claim for claim in collective_claims(graph, (hop.start,)) if claim in of_end)
