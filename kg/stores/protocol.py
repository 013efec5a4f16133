"""What every store can do; `kg.graph.graph.Graph` stands on it and on nothing else.

A store holds one graph, the default graph, and is only read. Its triples come in no order: whoever
shows them sorts. Three kinds are known: `memory`, `disk` and `endpoint`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, Protocol

import pyoxigraph as ox

from kg.language import Text

Subject = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal
Kind = Literal["select", "ask", "graph"]

MEGABYTE = 1 << 20
UNKNOWN = "unknown"  # the version of what does not say it


class Full(Exception):
    """The answer is larger than it may be."""


class Order(NamedTuple):
    """A query to run, prefixes that it need not declare, and what its answer may cost.

    *kind* and *seconds* are for a server; a local engine has no clock, whoever calls it ends its
    process.
    """

    text: str
    prefixes: Mapping[str, str]
    rows: int | None  # None: all
    output: float  # megabytes
    seconds: float
    kind: Kind = "select"


class Store(Protocol):
    """A graph that is read by patterns and by queries."""

    version: str  # names the state of what it holds, UNKNOWN where nothing says it
    place: str  # the file or directory by which another process opens the same, or ""
    remote: bool  # whether another machine's engine answers, so that no process need die here

    def match(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the triples that fit, as quads of the default graph; None fits all."""

    def __len__(self) -> int:
        """Return the number of triples."""

    def query(self, order: Order) -> tuple[Kind, bytes]:
        """Run a query that the guard let through; return its kind and its answer.

        The answer is SPARQL JSON, or N-Triples. Only the guard and its worker call this. Raises
        Full or TimeoutError where a cost is reached.
        """

    def doubts(self, query: str) -> tuple[Text, ...]:
        """Return what is to be said beside the answer to *query*, given by such an engine."""

    def dump(self) -> Iterator[bytes]:
        """Yield the triples as lines of N-Quads, in no order."""

    def close(self) -> None:
        """Let go of files and connections; the store is not asked any more."""
