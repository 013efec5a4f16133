"""What the start page counts: from the graph, nothing by hand."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.gaps import Wanted, find_gaps
from kg.answers.stats import count
from kg.answers.values import Modality
from kg.graph.graph import Graph
from kg.views.site.texts import COUNTED

# How far bottlenecks are answered, the best first; the two gaps are those of `kg gaps`.
STATED, INFERRED, NONE = "stated-action", "inferred-only", "no-action"


@dataclass(frozen=True)
class Overview:
    """The main numbers: things by kind, bottlenecks by answer, links by modality, refused claims.

    `links` counts accepted claims.
    """

    things: dict[str, int]
    answered: dict[str, int]
    links: dict[Modality, int]
    refused: int

    def shares(self, width: int) -> list[tuple[str, int, float, float]]:
        """Return name, count, beginning and length of each part of a bar *width* long."""
        whole = max(sum(self.answered.values()), 1)
        found, at = [], 0.0
        for name, number in self.answered.items():
            length = round(width * number / whole, 2)
            found.append((name, number, round(at, 2), length))
            at += length
        return found


def build_overview(graph: Graph) -> Overview:
    """Return the main numbers of *graph*."""
    stats = count(graph)
    without = {
        name: len(find_gaps(graph, Wanted(gap=name, kind="Bottleneck")).gaps)
        for name in (INFERRED, NONE)
    }
    stated = stats.things["Bottleneck"] - sum(without.values())
    return Overview(
        things={kind: number for kind in COUNTED if (number := stats.things.get(kind, 0))},
        answered={STATED: stated} | without,
        links={
            modality: sum(found.get(modality.value, 0) for found in stats.links.values())
            for modality in Modality
        },
        refused=stats.claims.get("refused", 0),
    )
