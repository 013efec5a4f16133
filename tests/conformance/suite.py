"""The W3C SPARQL 1.1 query tests, run through the door that every user's query goes through.

They lie in the directory of `KG_TEST_W3C`, else in `shared/w3c/sparql11` beside the checkout; the
project does not contain them. `python tests/conformance/suite.py` writes docs/conformance.md.
"""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from kg.answers.sparql.guard import Limits
from kg.answers.sparql.query import Answer, run_query
from kg.errors import KgError, QueryError, QueryRefused
from kg.graph.graph import Graph

ROOT = Path(__file__).resolve().parents[2]
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
DAWGT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
XSD = "http://www.w3.org/2001/XMLSchema#"
EVALUATION, CSV_FORMAT = "QueryEvaluationTest", "CSVResultFormatTest"
POSITIVE, NEGATIVE = "PositiveSyntaxTest11", "NegativeSyntaxTest11"
MANIFESTS = ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl")

# What fails upstream, in pyoxigraph, and what does not pass our door on purpose. A test of these
# that passes is a failure: then the line has to go.
UPSTREAM = {
    "functions/bnode01": "pyoxigraph names the node of BNODE(x) after x, one for all rows; the "
    "standard wants another one in every row",
    "csv-tsv-res/csv03": "the store writes numbers in its own way: 1.0E6 comes back as 1000000",
    "csv-tsv-res/tsv03": "the store keeps derived integer types as xsd:integer",
}
FROM = "everything is in the one default graph; FROM could reach files and the network"
BY_DESIGN = {
    "construct/constructwhere04": FROM,
    "syntax-query/test_42": FROM,
    "syntax-query/test_4": "it is read as SPARQL; a function that there is not is an error here",
}


@dataclass(frozen=True)
class Case:
    """One approved test: its kind, the query, the data by graph name, the expected result."""

    id: str
    kind: str
    query: Path
    data: tuple[tuple[str, Path], ...]
    result: Path | None

    @property
    def base(self) -> str:
        """The IRI that relative IRIs of the query and its data are resolved against."""
        return self.query.as_uri()


def suite_dir() -> Path:
    """Return where the tests are, whether they are there or not."""
    given = os.environ.get("KG_TEST_W3C")
    return Path(given) if given else ROOT.parent / "shared" / "w3c" / "sparql11"


@cache
def list_cases() -> tuple[Case, ...]:
    """Return the approved query tests in the order of the manifests; none without the suite."""
    found = []
    for name in MANIFESTS:
        path = suite_dir() / name
        if path.is_file():
            manifest = rdflib.Graph().parse(path, format="turtle", publicID=path.as_uri())
            for head in manifest.objects(None, MF.include):
                for part in Collection(manifest, head):
                    found += list(_cases_of(_path(part)))
    return tuple(found)


def _path(iri: object) -> Path:
    return Path(unquote(urlparse(str(iri)).path))


def _cases_of(path: Path) -> Iterator[Case]:
    manifest = rdflib.Graph().parse(path, format="turtle", publicID=path.as_uri())
    for head in manifest.objects(None, MF.entries):
        for test in Collection(manifest, head):
            kind = str(manifest.value(test, rdflib.RDF.type)).rpartition("#")[2]
            approved = manifest.value(test, DAWGT.approval) == DAWGT.Approved
            if approved and kind in (EVALUATION, CSV_FORMAT, POSITIVE, NEGATIVE):
                yield _case(manifest, test, kind, path.parent.name)


def _case(manifest: rdflib.Graph, test: rdflib.term.Node, kind: str, folder: str) -> Case:
    action, result = manifest.value(test, MF.action), manifest.value(test, MF.result)
    query = manifest.value(action, QT.query) or action
    data = [("", _path(d)) for d in manifest.objects(action, QT.data)]
    data += [(str(d), _path(d)) for d in manifest.objects(action, QT.graphData)]
    name = str(test).rpartition("#")[2]
    return Case(
        f"{folder}/{name}", kind, _path(query), tuple(sorted(data)),
        _path(result) if result else None,
    )  # fmt: skip


def run_case(case: Case) -> str:
    """Return `passed`, or in what way the test failed."""
    query = f"BASE <{case.base}>\n{case.query.read_text(encoding='utf-8')}"
    try:
        answer = run_query(_graph(case.data), query, limits=Limits(seconds=60))
    except QueryRefused as error:
        return f"refused: {error}"
    except QueryError as error:
        return "passed" if case.kind == NEGATIVE else f"error: {error}"
    except KgError as error:
        return f"failed: {error}"
    if case.kind == NEGATIVE:
        return "taken for SPARQL"
    if case.kind == POSITIVE or case.result is None:
        return "passed"
    return "passed" if _agrees(answer, case) else "another answer"


@cache
def _graph(data: tuple[tuple[str, Path], ...]) -> Graph:
    quads = []
    for name, path in data:
        form = ox.RdfFormat.from_extension(path.suffix[1:]) or ox.RdfFormat.TURTLE
        graph = ox.NamedNode(name) if name else ox.DefaultGraph()
        parsed = ox.parse(path=str(path), format=form, base_iri=path.as_uri())
        quads += [ox.Quad(q.subject, q.predicate, q.object, graph) for q in parsed]
    nquads = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return Graph(bytes(nquads), "w3c")


def _agrees(answer: Answer, case: Case) -> bool:
    assert case.result is not None
    if case.kind == CSV_FORMAT:
        return _csv_rows(answer.serialise("csv")) == _csv_rows(case.result.read_bytes())
    if answer.kind == "graph":
        expected = rdflib.Graph().parse(case.result, publicID=case.result.as_uri())
        found = rdflib.Graph().parse(data=answer.payload, format="nt")
        return isomorphic(_by_value(found), _by_value(expected))
    expected_result = _expected(case.result)
    found_result = _as_graph(ox.parse_query_results(answer.serialise("json"), ox_json()))
    return isomorphic(found_result, expected_result)


def ox_json() -> ox.QueryResultsFormat:
    """Return the format in which an answer is compared."""
    return ox.QueryResultsFormat.JSON


def _csv_rows(content: bytes) -> Counter[tuple[str, ...]]:
    """Return the rows of a CSV answer; blank nodes have no names that could be compared."""
    rows = csv.reader(io.StringIO(content.decode("utf-8")))
    return Counter(tuple("_" if c.startswith("_:") else c for c in row) for row in rows)


def _expected(path: Path) -> rdflib.Graph:
    form = ox.QueryResultsFormat.from_extension(path.suffix[1:])
    if form is None:
        raise ValueError(path)
    return _as_graph(ox.parse_query_results(path=str(path), format=form))


def _as_graph(results: object) -> rdflib.Graph:
    """Return a result as a graph, so that two of them can be compared up to blank nodes."""
    graph = rdflib.Graph()
    head = rdflib.BNode()
    if isinstance(results, ox.QueryBoolean):
        graph.add((head, RS.boolean, rdflib.Literal(bool(results))))
        return graph
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    for name in names:
        graph.add((head, RS.resultVariable, rdflib.Literal(name)))
    for solution in results:
        row = rdflib.BNode()
        graph.add((head, RS.solution, row))
        for name in names:
            if (term := solution[name]) is not None:
                binding = rdflib.BNode()
                graph.add((row, RS.binding, binding))
                graph.add((binding, RS.variable, rdflib.Literal(name)))
                graph.add((binding, RS.value, _term(term)))
    return graph


def _term(term: object) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language.lower())
    return _literal(term.value, term.datatype.value)


def _literal(value: str, datatype: str) -> rdflib.Literal:
    """Return a literal whose number is written in one way: 1.50 and 1.5 are one value."""
    if datatype.startswith(XSD) and datatype != XSD + "string":
        try:
            number = f"{Decimal(value).normalize():f}" if "N" not in value else value
            return rdflib.Literal(number, datatype=rdflib.URIRef(datatype), normalize=False)
        except InvalidOperation:
            pass
    plain = datatype == XSD + "string"
    kind = None if plain else rdflib.URIRef(datatype)
    return rdflib.Literal(value, datatype=kind, normalize=False)


def _by_value(graph: rdflib.Graph) -> rdflib.Graph:
    found = rdflib.Graph()
    for subject, predicate, value in graph:
        if isinstance(value, rdflib.Literal) and value.datatype is not None:
            value = _literal(str(value), str(value.datatype))
        found.add((subject, predicate, value))
    return found


def main() -> None:
    """Run every test and write the page."""
    outcomes = {case: run_case(case) for case in list_cases()}
    for case, outcome in outcomes.items():
        if outcome != "passed":
            print(f"{case.id}: {outcome}")  # noqa: T201 - a command
    groups: dict[str, Counter[str]] = {}
    for case, outcome in outcomes.items():
        folder = case.id.partition("/")[0]
        groups.setdefault(folder, Counter())[_class_of(case, outcome)] += 1
    page = _page(groups, {c.id: o for c, o in outcomes.items() if o != "passed"})
    (ROOT / "docs" / "conformance.md").write_text(page, encoding="utf-8")


def _class_of(case: Case, outcome: str) -> str:
    if outcome == "passed":
        return "passed"
    return "by design" if case.id in BY_DESIGN else "failed"


def _page(groups: dict[str, Counter[str]], failed: dict[str, str]) -> str:
    total: Counter[str] = sum(groups.values(), Counter())
    lines = [
        "# SPARQL 1.1 conformance",
        "",
        "The approved W3C query tests (evaluation, syntax, and results as CSV), each run as a "
        "user's query runs: words checked, then a worker of the pool. Written by "
        "`python tests/conformance/suite.py`; the tests of the project run the same and fail when "
        "a line here is no longer true.",
        "",
        "| tests | passed | refused by design | failed |",
        "|---|---|---|---|",
    ]
    for name, found in [*sorted(groups.items()), ("**all**", total)]:
        lines.append(f"| {name} | {found['passed']} | {found['by design']} | {found['failed']} |")
    lines += ["", "| test | what happens | why |", "|---|---|---|"]
    why = UPSTREAM | BY_DESIGN
    lines += [f"| {i} | {o.replace('|', '/')} | {why.get(i, '')} |" for i, o in failed.items()]
    lines += [
        "",
        "Not run: update, protocol and service tests (nothing here writes or reaches out), "
        "entailment (nothing is inferred behind the user's back).",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
