"""How much the graph holds, counted by class and by how its links are known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.answers.network import NODE_KINDS
from kg.answers.values import find_claims
from kg.graph.store import Graph
from kg.graph.terms import KG, TYPE, local_name

COUNTED = ("Source", *NODE_KINDS, "Evidence", "Claim", "Review")


@dataclass(frozen=True)
class Stats:
    """Counts: triples, things by class, claims by status, accepted claims by link and modality."""

    version: str
    triples: int
    things: dict[str, int]
    claims: dict[str, int]
    links: dict[str, dict[str, int]]

    def as_json(self) -> dict[str, object]:
        """Return the counts as JSON values."""
        return {
            "version": self.version,
            "triples": self.triples,
            "things": self.things,
            "claims": self.claims,
            "links": self.links,
        }


def count(graph: Graph) -> Stats:
    """Count what *graph* holds."""
    claims = find_claims(graph)
    accepted = Counter((local_name(c.predicate), c.modality.value) for c in claims if c.accepted)
    links: dict[str, dict[str, int]] = {}
    for (link, modality), number in sorted(accepted.items()):
        links.setdefault(link, {})[modality] = number
    return Stats(
        version=graph.version,
        triples=len(graph.store),
        things={kind: len(graph.subjects(TYPE, KG + kind)) for kind in COUNTED},
        claims=dict(sorted(Counter(claim.status for claim in claims).items())),
        links=links,
    )
