"""How much the graph holds, counted by class and by how its links are known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.answers.figures import OBSERVATION
from kg.answers.network import NODE_KINDS
from kg.answers.search import BESIDE_KINDS
from kg.answers.values import find_claims
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, TYPE, local_name

COUNTED = (
    "Source", *NODE_KINDS, *BESIDE_KINDS,
    "Evidence", "Claim", "Review", "Reading", "Observation", "FigureReview", "Expectation",
)  # fmt: skip
CLASSES = {"Observation": OBSERVATION}  # those that are not ours
# Of what kind a figure is: a closed list.
OBSERVATION_KINDS = ("observed", "forecast", "target")


@dataclass(frozen=True)
class Stats:
    """Counts: triples, things by class, claims by status, accepted claims by link and modality.

    `observations` counts the figures that are interpreted, by kind.
    """

    version: str
    triples: int
    things: dict[str, int]
    observations: dict[str, int]
    claims: dict[str, int]
    links: dict[str, dict[str, int]]

    def as_json(self) -> dict[str, object]:
        """Return the counts as JSON values."""
        return {
            "version": self.version,
            "triples": self.triples,
            "things": self.things,
            "observations": self.observations,
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
        things={kind: len(graph.subjects(TYPE, CLASSES.get(kind, KG + kind))) for kind in COUNTED},
        observations=_count_observations(graph),
        claims=dict(sorted(Counter(claim.status for claim in claims).items())),
        links=links,
    )


def _count_observations(graph: Graph) -> dict[str, int]:
    found = graph.subjects(TYPE, OBSERVATION)
    kinds = Counter(graph.one(iri, KG + "observationKind").removeprefix(KGV) for iri in found)
    return {kind: kinds[kind] for kind in OBSERVATION_KINDS}
