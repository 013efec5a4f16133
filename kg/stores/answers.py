"""Answers of an engine poured into so many bytes: SPARQL JSON, or N-Triples."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from itertools import islice
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.stores.protocol import MEGABYTE, Full, Kind

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
STRING = "http://www.w3.org/2001/XMLSchema#string"


class Vessel(io.RawIOBase):
    """Takes an answer of so many megabytes at most."""

    def __init__(self, megabytes: float) -> None:
        self.parts: list[bytes] = []
        self.left = megabytes * MEGABYTE

    def writable(self) -> bool:
        """It is written to, and never read."""
        return True

    def write(self, part: Any) -> int:
        """Take *part*, or raise Full."""
        self.left -= len(part)
        if self.left < 0:
            raise Full
        self.parts.append(bytes(part))
        return len(part)

    def content(self) -> bytes:
        """Return all that was poured in."""
        return b"".join(self.parts)


def kind_of(results: Results) -> Kind:
    """Return the kind of an answer."""
    if isinstance(results, ox.QueryTriples):
        return "graph"
    return "ask" if isinstance(results, ox.QueryBoolean) else "select"


def pour(results: Results, rows: int | None, megabytes: float) -> bytes:
    """Return *results*, so many *rows* at most (None: all); Full when it is too much."""
    vessel = Vessel(megabytes)
    if isinstance(results, ox.QueryTriples):
        write_triples(islice(results, rows), vessel)
    elif isinstance(results, ox.QuerySolutions) and rows is not None:
        names = [variable.value for variable in results.variables]
        write_rows(names, islice(results, rows), vessel)
    else:
        results.serialize(cast(IO[bytes], vessel), format=ox.QueryResultsFormat.JSON)
    return vessel.content()


def write_triples(triples: Iterable[ox.Triple], vessel: Vessel) -> None:
    """Pour *triples* as N-Triples into *vessel*."""
    ox.serialize(triples, cast(IO[bytes], vessel), format=ox.RdfFormat.N_TRIPLES)


def write_rows(names: list[str], rows: Iterable[Iterable[Term | None]], vessel: Vessel) -> None:
    """Pour *rows* of terms as SPARQL JSON; the engine works out no more than those."""
    head = json.dumps({"vars": names})
    vessel.write(f'{{"head":{head},"results":{{"bindings":['.encode())
    between = ""
    for row in rows:
        terms = zip(names, row, strict=True)
        found = {name: as_json(term) for name, term in terms if term is not None}
        vessel.write(f"{between}{json.dumps(found)}".encode())
        between = ","
    vessel.write(b"]}}")


def as_json(term: Term) -> dict[str, Any]:
    """Return *term* as SPARQL JSON writes it."""
    if isinstance(term, ox.Triple):
        parts = ("subject", "predicate", "object")
        return {"type": "triple", "value": {p: as_json(getattr(term, p)) for p in parts}}
    if not isinstance(term, ox.Literal):
        return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
        if term.direction:
            found["its:dir"] = term.direction.value
    elif term.datatype.value != STRING:
        found["datatype"] = term.datatype.value
    return found
