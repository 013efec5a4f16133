"""How many links lead from a category of bottlenecks to which kind of action, and what became.

Counts only: a link is one pair of an action and a bottleneck that an accepted claim joins. Sets
that a source sets against each other are no pairs and are not counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from kg.answers.gaps import categories_of
from kg.answers.links import links_of
from kg.answers.search import kind_of
from kg.answers.values import Modality
from kg.graph.graph import Graph


class Outcome(StrEnum):
    """What the sources report of an action: adopted, matched by a measure that is, or neither."""

    ADOPTED = "adopted"
    MATCHED_STATED = "matched-stated"
    MATCHED_INFERRED = "matched-inferred"
    NONE = "none"


@dataclass(frozen=True)
class Flow:
    """So many links of bottlenecks of `categories` to actions of one kind, modality and outcome."""

    categories: tuple[str, ...]
    kind: str
    modality: Modality
    outcome: Outcome
    count: int


def count_flows(
    graph: Graph, source: str | None = None, modality: Modality | None = None
) -> tuple[Flow, ...]:
    """Return the flows of links between actions and bottlenecks, in a fixed order.

    *source* keeps links that a claim from it speaks for, *modality* those that are stated or
    inferred.
    """
    matched: dict[str, Modality] = {}
    for link in links_of(graph, "correspondsTo"):
        if matched.get(link.subject) is not Modality.STATED:
            matched[link.subject] = link.modality
    counts: Counter[tuple[tuple[str, ...], str, Modality, Outcome]] = Counter()
    for link in links_of(graph, "addresses"):
        spoken = source is None or any(source in claim.sources for claim in link.claims)
        if spoken and modality in (None, link.modality):
            kind = kind_of(graph, link.subject)
            outcome = _outcome(kind, matched.get(link.subject))
            categories = tuple(categories_of(graph, link.object))
            counts[categories, kind, link.modality, outcome] += 1
    return tuple(Flow(*key, count) for key, count in sorted(counts.items()))


def _outcome(kind: str, matched: Modality | None) -> Outcome:
    if kind == "AdoptedMeasure":
        return Outcome.ADOPTED
    if matched is None:
        return Outcome.NONE
    return Outcome.MATCHED_STATED if matched is Modality.STATED else Outcome.MATCHED_INFERRED
