"""Answers of a server as they come: rows or a boolean, or triples.

The engine's reader of rows may be dropped by no thread but the one that began it. A traceback
holds what stood in its frames and is let go wherever and whenever, so nothing but `Results` holds
that reader, and `Results` lets go of it with the last row, with a failure, or when it is closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pyoxigraph as ox

from kg.stores.exchange import Body
from kg.stores.protocol import MEGABYTE

# What the engine says of members after the rows, which the standard allows: QLever sends `meta`.
MORE = "Unexpected JSON after the end of the bindings array"
RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,  # what Virtuoso calls it
    "text/turtle": ox.RdfFormat.TURTLE,
}


class Results:
    """Rows of terms, or a boolean; an iterator of the rows, to be closed."""

    def __init__(self, body: Body, form: ox.QueryResultsFormat) -> None:
        self._body = body
        self._form = form
        self._reader: Any = ox.parse_query_results(cast(Any, body), form)
        self.boolean: bool | None = None
        self.columns: list[str] = []
        self._places: list[int] = []  # of the columns in a row as it comes, where they differ
        if isinstance(self._reader, ox.QueryBoolean):
            self.boolean, self._reader = bool(self._reader), None
            self._check_end()
        else:
            self.columns = [variable.value for variable in self._reader.variables]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self

    def __next__(self) -> tuple[Any, ...]:
        if self._reader is None:
            raise StopIteration
        try:
            row = tuple(next(self._reader))
        except BaseException as end:  # of the rows, or a failure, or Ctrl-C
            self._reader = None
            if isinstance(end, SyntaxError) and end.msg == MORE:
                self._check_end(b"}")
                raise StopIteration from None
            if isinstance(end, StopIteration):
                self._check_end()
            raise
        return tuple(row[place] for place in self._places) if self._places else row

    def arrange(self, columns: list[str]) -> bool:
        """Put the columns in this order, whatever the server's is; False where they are others."""
        if sorted(self.columns) != sorted(columns):
            return False
        if self.columns != columns:
            self._places = [self.columns.index(name) for name in columns]
            self.columns = columns
        return True

    def _check_end(self, last: bytes = b"") -> None:
        """Raise SyntaxError where the document does not end with *last*, or as XML does."""
        if self._form == ox.QueryResultsFormat.XML:
            last = b"sparql>"  # with or without a prefix; the engine asks for no end of XML
        if last:
            while self._body.read(MEGABYTE):
                pass
            if not self._body.tail.rstrip().endswith(last):
                raise SyntaxError("no end")

    def close(self) -> None:
        """Let go of the reader, and give up what has not come yet."""
        self._reader = None
        self._body.close()


def form_of(body: Body) -> ox.QueryResultsFormat | None:
    """Return the format of an answer with rows or a boolean; None for anything else."""
    return RESULTS.get(_type_of(body))


def graph_form_of(body: Body) -> ox.RdfFormat | None:
    """Return the format of an answer with triples; None for anything else."""
    return GRAPHS.get(_type_of(body))


def _type_of(body: Body) -> str:
    return str(body.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
