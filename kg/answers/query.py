"""SPARQL: a query's text made ready, run behind the guard, and its answer in any format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pyoxigraph as ox

from kg.answers.anomalies import Doubt, find_doubts
from kg.answers.guard import Limits, run_guarded
from kg.answers.tokens import columns_as_written, values_place
from kg.errors import QueryError, UsageError
from kg.graph.store import Graph
from kg.graph.terms import PREFIXES, expand
from kg.language import Text

Term = ox.NamedNode | ox.Literal
Kind = Literal["select", "ask", "graph"]

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


@dataclass(frozen=True)
class Answer:
    """What a query gave: rows, yes or no, or triples; and the anomalies that it depends on."""

    kind: Kind
    payload: bytes
    cut: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[dict[str, dict[str, Any]], ...] = field(default=())
    anomalies: tuple[Doubt, ...] = ()

    @property
    def boolean(self) -> bool:
        """The answer of an ASK query."""
        return bool(json.loads(self.payload)["boolean"])

    def serialise(self, form: str) -> bytes:
        """Return the answer in *form*; UsageError when that form cannot hold it."""
        if self.kind == "graph":
            return self._serialise_graph(form)
        if form not in RESULT_FORMATS:
            raise _wrong_format(form, RESULT_FORMATS)
        if self.kind == "ask" and form in ("csv", "tsv"):
            return b"true\n" if self.boolean else b"false\n"
        results = ox.parse_query_results(self._json(), ox.QueryResultsFormat.JSON)
        return bytes(results.serialize(format=RESULT_FORMATS[form]) or b"")

    def _serialise_graph(self, form: str) -> bytes:
        if form not in GRAPH_FORMATS:
            raise _wrong_format(form, GRAPH_FORMATS)
        quads = ox.parse(self.payload, ox.RdfFormat.N_TRIPLES)
        triples = sorted((quad.triple for quad in quads), key=str)
        return bytes(ox.serialize(triples, format=GRAPH_FORMATS[form], prefixes=PREFIXES) or b"")

    def _json(self) -> bytes:
        if self.kind == "ask":
            return self.payload
        head = {"vars": list(self.columns)}
        results = {"bindings": list(self.rows)}
        return json.dumps({"head": head, "results": results}, ensure_ascii=False).encode()


def _wrong_format(form: str, known: Mapping[str, object]) -> UsageError:
    text = Text(
        "Format {form} cannot hold this answer; choose one of: {known}.",
        "{form} 格式不能表示此结果；可选：{known}。",
    )
    return UsageError(text.fill(form=form, known=", ".join(known)))


def run_query(
    graph: Graph,
    query: str,
    parameters: Mapping[str, Term] | None = None,
    limits: Limits | None = None,
    anomalies: Sequence[str] = (),
) -> Answer:
    """Run *query* read-only and return its answer, which is said to depend on *anomalies*.

    Raises QueryError for a wrong query, QueryRefused for one that reaches out or writes, and
    LimitReached when time or memory end.
    """
    limits = limits or Limits()
    kind, payload = run_guarded(graph, with_parameters(query, parameters or {}), limits)
    answer = _read_answer(query, kind, payload, limits)
    return replace(answer, anomalies=find_doubts(graph, _named_in(answer), anomalies))


def _read_answer(query: str, kind: str, payload: bytes, limits: Limits) -> Answer:
    if kind == "ask":
        return Answer("ask", payload)
    if kind == "graph":
        lines = payload.splitlines(keepends=True)
        return Answer("graph", b"".join(lines[: limits.rows]), _is_cut(lines, limits))
    results = json.loads(payload)
    rows = results["results"]["bindings"]
    return Answer(
        "select",
        payload,
        _is_cut(rows, limits),
        tuple(columns_as_written(query, results["head"]["vars"])),
        tuple(rows[: limits.rows]),
    )


def _named_in(answer: Answer) -> Iterator[list[str]]:
    """Yield for each row, or triple, the IRIs that it names."""
    if answer.kind == "graph":
        for quad in ox.parse(answer.payload, ox.RdfFormat.N_TRIPLES):
            ends = (quad.subject, quad.object)
            yield [node.value for node in ends if isinstance(node, ox.NamedNode)]
    for row in answer.rows:
        yield [term["value"] for term in row.values() if term["type"] == "uri"]


def _is_cut(rows: Sequence[object], limits: Limits) -> bool:
    return limits.rows is not None and len(rows) > limits.rows


def with_parameters(query: str, parameters: Mapping[str, Term]) -> str:
    """Return *query* with one generated VALUES block; a value enters as a term, never as text."""
    if not parameters:
        return query
    for name in parameters:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
            text = Text("'{name}' is no name of a variable.", "“{name}”不是合法的变量名。")
            raise UsageError(text.fill(name=name))
    names = " ".join(f"?{name}" for name in parameters)
    values = " ".join(str(value) for value in parameters.values())
    at = values_place(query)
    if at is None:
        raise QueryError(
            Text(
                "The query has no group { … } for its parameters: add one.",
                "查询中没有供参数使用的 { … } 模式：请加上。",
            )
        )
    return f"{query[:at]}\nVALUES ({names}) {{ ({values}) }} {query[at:]}"


def parse_term(value: str) -> Term:
    """Return *value* as a term: `<iri>` or a known CURIE as an IRI, anything else as a string."""
    bracketed = value.startswith("<") and value.endswith(">")
    iri = value[1:-1] if bracketed else expand(value)
    try:
        return ox.NamedNode(iri) if iri else ox.Literal(value)
    except ValueError as error:
        text = Text(
            "{value} is no IRI: write <https://…> or a CURIE such as kgd:region-cn.",
            "{value} 不是合法的 IRI：请写 <https://…> 或 kgd:region-cn 这样的缩写。",
        )
        raise UsageError(text.fill(value=ascii(value))) from error
