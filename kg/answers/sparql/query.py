"""SPARQL: a query's text made ready, run behind the guard, and its answer in any format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pyoxigraph as ox

from kg.answers.anomalies import Doubt, find_doubts
from kg.answers.sparql.catalogue import mistake
from kg.answers.sparql.dates import find_impossible_dates
from kg.answers.sparql.formats import Binding, write_boolean, write_graph, write_rows
from kg.answers.sparql.guard import Limits, refuse_text, run_guarded
from kg.answers.sparql.tokens import columns_as_written, values_place
from kg.answers.sparql.unknown import Unknown, find_unknown
from kg.graph.graph import Graph
from kg.graph.terms import XSD, expand
from kg.language import Text

Term = ox.NamedNode | ox.Literal
Kind = Literal["select", "ask", "graph"]
BOM = "\ufeff"
NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}


@dataclass(frozen=True)
class Answer:
    """What a query gave: rows, yes or no, or triples; and the anomalies that it depends on.

    `cut` says that there is more than the limit on rows let through. `unknown` are things of ours
    that the query names and the graph does not know, `notes` what else is to be said of the query.
    """

    kind: Kind
    payload: bytes
    cut: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[dict[str, Binding], ...] = field(default=())
    anomalies: tuple[Doubt, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is no row, or no triple; the answer of an ASK is never empty."""
        return not self.payload if self.kind == "graph" else self.kind == "select" and not self.rows

    @property
    def boolean(self) -> bool:
        """The answer of an ASK query."""
        return bool(json.loads(self.payload)["boolean"])

    def is_number(self, column: str) -> bool:
        """Tell whether each cell of *column* is a number, or empty."""
        terms = [row[column] for row in self.rows if column in row]
        return all(term.get("datatype") in NUMBERS for term in terms)

    def serialise(self, form: str) -> bytes:
        """Return the answer in *form*; UsageError when that form cannot hold it."""
        if self.kind == "graph":
            return write_graph(self.payload, form)
        if self.kind == "ask":
            return write_boolean(self.payload, form)
        return write_rows(self.columns, self.rows, form)


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
    limits, terms = limits or Limits(), parameters or {}
    query = query.removeprefix(BOM)
    refuse_text(query)
    kind, payload = run_guarded(graph, with_parameters(query, terms), limits, query)
    answer = _read_answer(query, kind, payload, limits)
    named = (term.value for term in terms.values() if isinstance(term, ox.NamedNode))
    return replace(
        answer,
        anomalies=find_doubts(graph, named_in(answer), anomalies),
        unknown=find_unknown(graph, query, named),
        notes=(*find_impossible_dates(query), *graph.store.doubts(query)),
    )


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


def named_in(answer: Answer) -> Iterator[list[str]]:
    """Yield for each row the IRIs that it names, for each triple those of its ends.

    In the order in which the answer is shown: rows as they come, triples sorted.
    """
    if answer.kind == "graph":
        for quad in sorted(ox.parse(answer.payload, ox.RdfFormat.N_TRIPLES), key=str):
            ends = (quad.subject, quad.object)
            yield [node.value for node in ends if isinstance(node, ox.NamedNode)]
    for row in answer.rows:
        terms = [row[column] for column in answer.columns if column in row]
        yield [term["value"] for term in terms if term["type"] == "uri"]


def _is_cut(rows: Sequence[object], limits: Limits) -> bool:
    return limits.rows is not None and len(rows) > limits.rows


def with_parameters(query: str, parameters: Mapping[str, Term]) -> str:
    """Return *query* with one generated VALUES block; a value enters as a term, never as text."""
    if not parameters:
        return query
    for name in parameters:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
            raise mistake("Q403", name=name)
    names = " ".join(f"?{name}" for name in parameters)
    values = " ".join(str(value) for value in parameters.values())
    at = values_place(query)
    if at is None:
        raise mistake("Q022")
    return f"{query[:at]}\nVALUES ({names}) {{ ({values}) }} {query[at:]}"


def parse_term(value: str) -> Term:
    """Return *value* as a term: `<iri>` or a known CURIE as an IRI, anything else as a string."""
    bracketed = value.startswith("<") and value.endswith(">")
    iri = value[1:-1] if bracketed else expand(value)
    try:
        return ox.NamedNode(iri) if iri else ox.Literal(value)
    except ValueError as error:
        raise mistake("Q404" if iri else "Q405", value=ascii(value)) from error
