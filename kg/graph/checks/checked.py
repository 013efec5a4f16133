"""What the checks of the graph ask: built from files, or opened from a store, they do not care."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from kg.faults import Place
from kg.graph.graph import Graph
from kg.graph.shacl.shapes import Term
from kg.graph.terms import PREFIXES
from kg.stores.protocol import Order

SECONDS = 600.0  # for one query of ours
MEGABYTES = 1000.0


class Checked(Protocol):
    """A graph to check, and where each of its subjects is written."""

    @property
    def graph(self) -> Graph:
        """The graph."""

    def place_of(self, iri: str) -> Place:
        """Return where *iri* is written."""


@dataclass(frozen=True)
class Stored:
    """The graph of a store, which knows no files and lines: *name* is what the user calls it."""

    graph: Graph
    name: str

    def place_of(self, iri: str) -> Place:  # noqa: ARG002
        """Return the store."""
        return Place(self.name)


def find_pairs(graph: Graph, predicate: str) -> Iterator[tuple[Term, Term]]:
    """Yield subject and object of the triples of *predicate*, as terms."""
    for quad in graph.store.match(None, ox.NamedNode(predicate)):
        yield quad.subject, quad.object  # type: ignore[misc]


def select(graph: Graph, query: str) -> Iterable[ox.QuerySolution]:
    """Return the rows of one of our own SELECT queries; our prefixes need not be declared."""
    order = Order(query, PREFIXES, rows=None, output=MEGABYTES, seconds=SECONDS)
    _, payload = graph.store.query(order)
    solutions = ox.parse_query_results(payload, ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - a check is a SELECT
    return solutions
