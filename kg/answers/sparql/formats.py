"""An answer in the forms that W3C describes, exactly.

JSON, XML, CSV and TSV for rows; Turtle, N-Triples and JSON-LD for triples. The engine writes most
of them; CSV is ours, because it leaves an IRI with a comma bare, and XML is mended, because a
carriage return would come back as a line feed, and some characters have no place in XML at all.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from kg.answers.sparql.catalogue import mistake
from kg.errors import KgError
from kg.graph.terms import PREFIXES

Binding = dict[str, Any]  # a term, as SPARQL JSON writes it
Rows = Sequence[Mapping[str, Binding]]

RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TRIPLE = ("subject", "predicate", "object")


def write_rows(columns: Sequence[str], rows: Rows, form: str) -> bytes:
    """Return rows in *form*; UsageError when that form cannot hold them."""
    if form not in RESULT_FORMATS:
        raise wrong_format(form, RESULT_FORMATS)
    if form == "csv":
        return _as_csv([columns, *([cell(row.get(c)) for c in columns] for row in rows)])
    value = {"head": {"vars": list(columns)}, "results": {"bindings": list(rows)}}
    document = json.dumps(value, ensure_ascii=False).encode()
    if form == "json":
        return document
    results = ox.parse_query_results(document, ox.QueryResultsFormat.JSON)
    content = bytes(results.serialize(format=RESULT_FORMATS[form]) or b"")
    return _mend_xml(content) if form == "xml" else content


def write_boolean(document: bytes, form: str) -> bytes:
    """Return the answer of an ASK, given as SPARQL JSON, in *form*."""
    if form not in RESULT_FORMATS:
        raise wrong_format(form, RESULT_FORMATS)
    if form in ("csv", "tsv"):
        return b"true\n" if json.loads(document)["boolean"] else b"false\n"
    results = ox.parse_query_results(document, ox.QueryResultsFormat.JSON)
    return bytes(results.serialize(format=RESULT_FORMATS[form]) or b"")


def write_graph(ntriples: bytes, form: str) -> bytes:
    """Return triples, given as N-Triples, in *form*."""
    if form not in GRAPH_FORMATS:
        raise wrong_format(form, GRAPH_FORMATS)
    quads = ox.parse(ntriples, ox.RdfFormat.N_TRIPLES)
    triples = sorted((quad.triple for quad in quads), key=str)
    return bytes(ox.serialize(triples, format=GRAPH_FORMATS[form], prefixes=PREFIXES) or b"")


def cell(term: Binding | None) -> str:
    """Return a term as CSV writes it: its bare value, nothing where there is none."""
    if term is None:
        return ""
    if term["type"] == "triple":
        return " ".join(cell(term["value"][part]) for part in TRIPLE)
    return f"_:{term['value']}" if term["type"] == "bnode" else str(term["value"])


def wrong_format(form: str, known: Mapping[str, object]) -> KgError:
    """Return the error for a form that cannot hold the answer."""
    return mistake("Q407", form=form, known=", ".join(known))


def _as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()


def _mend_xml(content: bytes) -> bytes:
    if found := NOT_XML.search(content.decode()):
        raise mistake("Q410", number=f"{ord(found[0]):04X}")
    return content.replace(b"\r", b"&#xD;")
