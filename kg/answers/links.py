"""Links: pairs that accepted claims join, each with all of its claims."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.values import Claim, Json, Modality, find_claims, modality_of
from kg.graph.graph import Graph
from kg.graph.terms import KG, local_name

CONFIDENCE = ("high", "medium", "low")


@dataclass(frozen=True)
class Link:
    """A claimed pair: its ends, its claims, and whether a source states it."""

    subject: str
    object: str
    claims: tuple[Claim, ...]

    @property
    def modality(self) -> Modality:
        """`stated` if any claim is."""
        return modality_of(self.claims)

    @property
    def confidence(self) -> str:
        """The best confidence among the claims of the link's modality."""
        claims = [c for c in self.claims if c.modality is self.modality]
        return min((c.confidence for c in claims), key=CONFIDENCE.index)

    def as_json(self) -> Json:
        """Return the link as JSON values."""
        return {
            "modality": self.modality.value,
            "confidence": self.confidence,
            "claims": [local_name(claim.iri) for claim in self.claims],
        }


def links_of(
    graph: Graph, predicate: str, subject: str | None = None, value: str | None = None
) -> tuple[Link, ...]:
    """Return the accepted links of *predicate* (a local name), one for each pair, by their ends."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in find_claims(graph, subject, KG + predicate, value):
        if claim.accepted:
            found.setdefault((claim.subject, claim.object), []).append(claim)
    return tuple(Link(s, o, tuple(claims)) for (s, o), claims in sorted(found.items()))
