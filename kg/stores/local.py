"""An Oxigraph store of this process: what memory and disk have in common."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.language import Text
from kg.stores.protocol import Kind, Order, Subject, Value

DEFAULT = ox.DefaultGraph()


class LocalStore:
    """Patterns and queries over *inner*; nothing writes to it any more."""

    remote = False

    def __init__(self, inner: ox.Store, version: str, place: str = "") -> None:
        self.inner = inner
        self.version = version
        self.place = place
        self._match = inner.quads_for_pattern
        # Asked for any graph, a store that has no other finds the same in half the time.
        self._graph = DEFAULT if any(inner.named_graphs()) else None

    def match(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the triples that fit; None fits all."""
        return self._match(subject, predicate, value, self._graph)

    def __len__(self) -> int:
        return len(self.inner)

    def query(self, order: Order) -> tuple[Kind, bytes]:
        """Run a query in this very process: only in one that may die, the worker's."""
        from kg.stores.answers import kind_of, pour

        results = self.inner.query(order.text, prefixes=dict(order.prefixes))
        return kind_of(results), pour(results, order.rows, order.output)

    def doubts(self, query: str) -> tuple[Text, ...]:  # noqa: ARG002
        """Return nothing: this engine is the measure."""
        return ()

    def dump(self) -> Iterator[bytes]:
        """Yield the triples as lines of N-Quads, those of named graphs too."""
        yield from self.dump_whole().splitlines(keepends=True)

    def dump_whole(self) -> bytes:
        """Return the triples as N-Quads, those of named graphs too."""
        return bytes(self.inner.dump(format=ox.RdfFormat.N_QUADS) or b"")

    def close(self) -> None:
        """Let go of the store: Oxigraph closes what nobody holds."""
        del self.inner, self._match
