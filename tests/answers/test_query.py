"""SPARQL: its forms and formats, parameters that stay terms, and limits that hold."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from builders import World, engine_of
from command_line import Cli
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.answers.sparql.guard import Limits
from kg.answers.sparql.query import Answer, parse_term, run_query, with_parameters
from kg.errors import LimitReached, QueryError, UsageError
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, PREFIXES, expand

LABELS = "SELECT ?b ?label { ?b a kg:Bottleneck ; skos:prefLabel ?label }"
CHAIN = "CONSTRUCT { ?a kg:addresses ?b } WHERE { ?a kg:addresses ?b }"
# Cubed, the miniature graph has more rows than any machine counts within the deadline.
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SR = "{http://www.w3.org/2005/sparql-results#}"

BOTTLENECKS = {
    ("bottleneck-footprint", "碳足迹核算薄弱", "zh"),
    ("bottleneck-footprint", "Weak carbon footprint accounting", "en"),
    ("bottleneck-footprint-factors", "因子库缺位", "zh"),
    ("bottleneck-footprint-factors", "Missing factor library", "en"),
    ("bottleneck-footprint-methods", "核算口径不一", "zh"),
    ("bottleneck-footprint-methods", "Diverging accounting methods", "en"),
    ("bottleneck-computing", "算力不够", "zh"),
    ("bottleneck-computing", "Shortage of computing power", "en"),
}
ADDRESSES = {
    ("action-factor-library", "bottleneck-footprint-factors"),
    ("action-standards", "bottleneck-footprint"),
    ("measure-platform", "bottleneck-footprint-methods"),
}


@pytest.fixture(scope="module")
def tiny() -> Graph:
    """Three triples, one of which holds a quote, a line feed and a character beyond the BMP."""
    nquads = (
        '<x:a> <x:says> "plain" .\n'
        '<x:b> <x:says> "with \\"quote\\" and\\nline"@en .\n'
        '<x:c> <x:says> "\U0001f9b6, ; \\t"^^<http://www.w3.org/2001/XMLSchema#string> .\n'
    )
    return Graph(nquads.encode(), "tiny")


# Forms and formats: what leaves can be read by parsers that are not ours.


def test_select_gives_rows(mini: kg.PolicyGraph) -> None:
    answer = mini.query(LABELS)
    assert answer.kind == "select"
    assert answer.columns == ("b", "label")
    found = {
        (row["b"]["value"].removeprefix(KGD), row["label"]["value"], row["label"]["xml:lang"])
        for row in answer.rows
    }
    assert found == BOTTLENECKS


def test_ask_gives_yes_or_no(mini: kg.PolicyGraph) -> None:
    assert mini.query("ASK { kgd:action-standards kg:addresses ?b }").boolean is True
    assert (
        mini.query("ASK { kgd:action-standards kg:addresses kgd:bottleneck-computing }").boolean
        is False
    )


def test_construct_gives_triples(mini: kg.PolicyGraph) -> None:
    graph = rdflib.Graph().parse(data=mini.query(CHAIN).serialise("nt"), format="nt")
    found = {
        (str(s).removeprefix(KGD), str(o).removeprefix(KGD)) for s, o in graph.subject_objects()
    }
    assert found == ADDRESSES


def test_describe_gives_what_is_said_of_a_thing(mini: kg.PolicyGraph) -> None:
    answer = mini.query("DESCRIBE kgd:organisation-guild")
    graph = rdflib.Graph().parse(data=answer.serialise("ttl"), format="turtle")
    labels = {
        str(o)
        for o in graph.objects(rdflib.URIRef(KGD + "organisation-guild"), rdflib.SKOS.prefLabel)
    }
    assert labels == {"Trade guild", "行业协会"}


def test_json_reads_back(mini: kg.PolicyGraph) -> None:
    document = json.loads(mini.query(LABELS).serialise("json"))
    assert document["head"] == {"vars": ["b", "label"]}
    found = {
        (row["b"]["value"].removeprefix(KGD), row["label"]["value"], row["label"]["xml:lang"])
        for row in document["results"]["bindings"]
    }
    assert found == BOTTLENECKS


def test_csv_reads_back(mini: kg.PolicyGraph) -> None:
    rows = list(csv.reader(io.StringIO(mini.query(LABELS).serialise("csv").decode(), newline="")))
    assert rows[0] == ["b", "label"]
    assert {(b.removeprefix(KGD), label) for b, label in rows[1:]} == {
        (b, label) for b, label, _ in BOTTLENECKS
    }


def test_tsv_reads_back(mini: kg.PolicyGraph) -> None:
    lines = mini.query(LABELS).serialise("tsv").decode().splitlines()
    assert lines[0] == "?b\t?label"
    assert set(lines[1:]) == {f'<{KGD}{b}>\t"{label}"@{lang}' for b, label, lang in BOTTLENECKS}


def test_xml_reads_back(mini: kg.PolicyGraph) -> None:
    root = ET.fromstring(mini.query(LABELS).serialise("xml"))  # noqa: S314 - our own output
    found = set()
    for result in root.iter(f"{SR}result"):
        cells = {cell.get("name"): cell[0] for cell in result.iter(f"{SR}binding")}
        iri, label = cells["b"].text or "", cells["label"]
        lang = label.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        found.add((iri.removeprefix(KGD), label.text or "", lang))
    assert found == BOTTLENECKS


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD
@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_a_graph_reads_back_in_each_form(mini: kg.PolicyGraph, form: str, name: str) -> None:
    graph = rdflib.Graph().parse(data=mini.query(CHAIN).serialise(form), format=name)
    found = {
        (str(s).removeprefix(KGD), str(o).removeprefix(KGD)) for s, o in graph.subject_objects()
    }
    assert found == ADDRESSES


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml"])
def test_odd_literals_survive_each_form(tiny: Graph, form: str) -> None:
    answer = run_query(tiny, "SELECT ?s ?o { ?s ?p ?o }")
    expected = Counter(
        [("x:a", "plain"), ("x:b", 'with "quote" and\nline'), ("x:c", "\U0001f9b6, ; \t")]
    )
    if form in ("csv",):
        rows = list(csv.reader(io.StringIO(answer.serialise(form).decode(), newline="")))[1:]
        assert Counter(map(tuple, rows)) == expected
        return
    reader = {"json": "json", "tsv": "tsv", "xml": "xml"}[form]
    if form == "tsv":
        result = ox.parse_query_results(answer.serialise(form), ox.QueryResultsFormat.TSV)
        assert isinstance(result, ox.QuerySolutions)
        found = Counter((str(row["s"].value), str(row["o"].value)) for row in result)
    else:
        parsed = rdflib.query.Result.parse(io.BytesIO(answer.serialise(form)), format=reader)
        found = Counter((str(row["s"]), str(row["o"])) for row in parsed)  # type: ignore[index, call-overload]
    assert found == expected


def test_ask_leaves_in_every_form(mini: kg.PolicyGraph) -> None:
    answer = mini.query("ASK { ?a kg:addresses ?b }")
    assert json.loads(answer.serialise("json"))["boolean"] is True
    assert ET.fromstring(answer.serialise("xml")).findtext(f"{SR}boolean") == "true"  # noqa: S314
    assert answer.serialise("csv") == answer.serialise("tsv") == b"true\n"


def test_an_unbound_variable_leaves_an_empty_cell(mini: kg.PolicyGraph) -> None:
    query = "SELECT ?x ?n { VALUES ?x { 1 } OPTIONAL { ?n a kg:Nothing } }"
    assert mini.query(query).serialise("csv") == b"x,n\r\n1,\r\n"


def test_a_form_that_cannot_hold_the_answer_is_refused(mini: kg.PolicyGraph) -> None:
    for query, form in ((LABELS, "ttl"), (CHAIN, "csv"), ("ASK {}", "jsonld")):
        with pytest.raises(UsageError, match="choose one of"):
            mini.query(query).serialise(form)


def test_our_prefixes_are_known_and_may_be_declared_otherwise(mini: kg.PolicyGraph) -> None:
    for prefix, iri in PREFIXES.items():
        answer = mini.query(f"SELECT (STR({prefix}:x) AS ?iri) {{}}")
        assert answer.rows[0]["iri"]["value"] == f"{iri}x"
    own = mini.query("PREFIX kg: <x:> SELECT (STR(kg:y) AS ?iri) {}")
    assert own.rows[0]["iri"]["value"] == "x:y"


def test_a_literal_is_given_as_it_is_typed(mini: kg.PolicyGraph) -> None:
    answer = mini.query("SELECT ?y { kgd:document-plan kg:validTo ?y }")
    assert [row["y"] for row in answer.rows] == [
        {"type": "literal", "value": "2025", "datatype": "http://www.w3.org/2001/XMLSchema#gYear"}
    ]


def test_rows_beyond_the_limit_are_cut_and_said(
    mini: kg.PolicyGraph, cli: Cli, template: World
) -> None:
    assert len(mini.query(LABELS, limits=Limits(rows=3)).rows) == 3
    assert mini.query(LABELS, limits=Limits(rows=3)).cut
    assert not mini.query(LABELS, limits=Limits(rows=8)).cut
    found = cli("query", "-e", LABELS, "--limit", "3", "-f", "csv", *template.arguments())
    assert len(found.out.splitlines()) == 4
    assert "Cut by --limit" in found.err


# The command line.


@pytest.mark.parametrize("where", ["-e", "file", "stdin"])
def test_a_query_comes_from_text_file_or_standard_input(
    cli: Cli, template: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    path = tmp_path / "question.rq"
    path.write_text("\ufeff" + LABELS, encoding="utf-8")
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO(LABELS.encode()), encoding="utf-8")
    )
    what = {"-e": ["-e", LABELS], "file": [str(path)], "stdin": ["-"]}[where]
    found = cli("query", *what, "-f", "csv", *template.arguments())
    assert found.code == 0
    assert len(found.out.splitlines()) == 1 + len(BOTTLENECKS)


def test_the_table_shows_literals_whole_and_iris_short(cli: Cli, template: World) -> None:
    found = cli("query", "-e", LABELS, *template.arguments())
    assert "kgd:bottleneck-footprint-methods" in found.out
    assert "Diverging accounting methods" in found.out
    assert "http" not in found.out


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD
def test_a_graph_answer_is_turtle_unless_said_otherwise(cli: Cli, template: World) -> None:
    found = cli("query", "-e", CHAIN, *template.arguments())
    assert len(rdflib.Graph().parse(data=found.out, format="turtle")) == len(ADDRESSES)
    found = cli("query", "-e", CHAIN, "--json", *template.arguments())
    assert len(rdflib.Graph().parse(data=found.out, format="json-ld")) == len(ADDRESSES)


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ("kgd:bottleneck-computing", 2),
        (f"<{KGD}bottleneck-computing>", 2),
        ("bottleneck-computing", 0),
    ],
)
def test_a_parameter_of_the_command_line_binds_a_variable(
    cli: Cli, template: World, value: str, rows: int
) -> None:
    found = cli("query", "-e", LABELS, "-p", f"b={value}", "-f", "csv", *template.arguments())
    assert len(found.out.splitlines()) == 1 + rows


def test_a_parameter_may_hold_an_equals_sign(cli: Cli, template: World) -> None:
    query = "SELECT ?v { FILTER(STRLEN(?v) = 3) }"
    found = cli("query", "-e", query, "-p", "v=a=b", "-f", "csv", *template.arguments())
    assert found.out.split() == ["v", "a=b"]


# Parameters are terms: no value changes what a query asks.

HOSTILE = st.text(
    st.sampled_from("\"'\\<>{}()?$#.;,\n\r\t ~|^@a0:/-\u201c\U0001f9b6")
    | st.characters(codec="utf-8")
)
INJECTIONS = [
    '" } { ?s ?p ?o } #', '"@en } UNION { ?s ?p ?o', "\\", '\\"', '"""', "'''", "x:y> } #",
    '"^^<x:y>', "?s", "UNDEF", ")} VALUES ?x {(", "\u0000", "\r\n} #",
]  # fmt: skip


def count_of(tiny: Graph, value: ox.NamedNode | ox.Literal) -> int:
    """Return how many rows a query gives in this process, without the worker."""
    query = with_parameters(
        "SELECT ?s ?v { ?s <x:says> ?w . FILTER(sameTerm(?v, ?v)) }", {"v": value}
    )
    results = engine_of(tiny).query(query)
    assert isinstance(results, ox.QuerySolutions)
    rows = list(results)
    assert all(row["v"] == value for row in rows)
    return len(rows)


@settings(max_examples=800)
@given(HOSTILE)
def test_a_hostile_string_stays_one_value(tiny: Graph, value: str) -> None:
    assert count_of(tiny, ox.Literal(value)) == 3


@settings(max_examples=500)
@given(HOSTILE)
def test_a_hostile_iri_stays_one_value_or_is_none(tiny: Graph, value: str) -> None:
    try:
        term = ox.NamedNode(f"x:{value}")
    except ValueError:
        return
    assert count_of(tiny, term) == 3


WRITTEN = HOSTILE | st.text("[]%#:")
CURIES = st.builds("{}:{}".format, st.sampled_from(["kg", "kgd", "xsd"]), WRITTEN)
BRACKETED = st.builds("<{}>".format, WRITTEN)


@settings(max_examples=600)
@given(WRITTEN | CURIES | BRACKETED)
def test_a_word_of_the_user_becomes_one_term_or_an_error(tiny: Graph, value: str) -> None:
    try:
        term = parse_term(value)
    except UsageError:
        assert value.startswith("<") or expand(value)
        return
    assert count_of(tiny, term) == 3


@pytest.mark.parametrize(
    "value",
    [
        "<not an iri>",
        "kgd:no such thing",
        "kgd:[",
        "xsd:100%",
        "kg:#",
        "kgd:\x1b",
        "kgd:\ufdd0",
        "<\udcff>",
    ],
)  # fmt: skip
def test_a_parameter_that_is_no_term_is_a_usage_error(
    cli: Cli, template: World, value: str
) -> None:
    found = cli("query", "-e", LABELS, "-p", f"b={value}", *template.arguments())
    assert found.code == 2
    assert "is no IRI" in found.err


@pytest.mark.parametrize("value", INJECTIONS)
def test_an_injection_is_compared_and_not_read(tiny: Graph, value: str) -> None:
    query = "SELECT ?s { ?s ?p ?o . FILTER(STR(?o) = ?v) }"
    assert run_query(tiny, query, {"v": ox.Literal(value)}).rows == ()
    answer = run_query(tiny, "SELECT ?v { }", {"v": ox.Literal(value)})
    assert [row["v"]["value"] for row in answer.rows] == [value]


@pytest.mark.parametrize("name", ["", "1a", "a b", "a-b", "a}", "?a", "a\n", "é"])
def test_a_name_that_is_no_variable_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="no name of a variable"):
        with_parameters("SELECT * {}", {name: ox.Literal("x")})


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s <x:says> ?o }",
        "SELECT ?s WHERE { { ?s <x:says> ?o } }",
        "# { in a comment\nSELECT ?s { ?s <x:says> ?o }",
        "SELECT ?s { ?s <x:says> ?o } # }",
        "PREFIX p: <x:{> SELECT ?s { ?s <x:says> ?o }",
        "SELECT (STR('{') AS ?z) ?s { ?s <x:says> ?o }",
    ],
)  # fmt: skip
def test_a_parameter_binds_in_the_outermost_group(tiny: Graph, query: str) -> None:
    try:
        answer = run_query(tiny, query, {"s": ox.NamedNode("x:b")})
    except QueryError:
        assert "p: <x:{>" in query  # a brace is not allowed in an IRI
        return
    assert [row["s"]["value"] for row in answer.rows] == ["x:b"]


def test_a_parameter_binds_beside_a_construct_template(tiny: Graph) -> None:
    query = "CONSTRUCT { ?s <x:is> ?o } WHERE { ?s <x:says> ?o }"
    answer = run_query(tiny, query, {"s": ox.NamedNode("x:a")})
    assert answer.serialise("nt") == b'<x:a> <x:is> "plain" .\n'


def test_a_parameter_binds_although_the_head_holds_a_group(tiny: Graph) -> None:
    query = "SELECT ?s (EXISTS { ?s ?p ?o } AS ?e) { ?s <x:says> ?o }"
    answer = run_query(tiny, query, {"s": ox.NamedNode("x:b")})
    assert [row["s"]["value"] for row in answer.rows] == ["x:b"]


# Limits.


def test_the_deadline_ends_a_query_and_the_next_one_works(mini: kg.PolicyGraph) -> None:
    with pytest.raises(LimitReached, match=r"stopped after 0\.5 seconds"):
        mini.query(CROSS, limits=Limits(seconds=0.5))
    assert mini.query("ASK { ?a kg:addresses ?b }").boolean


def test_the_deadline_has_its_exit_code(cli: Cli, template: World) -> None:
    found = cli("query", "-e", CROSS, "--timeout", "0.5", *template.arguments())
    assert (found.code, found.out) == (5, "")
    assert "--timeout" in found.err


@pytest.mark.skipif("sys.platform == 'win32'", reason="no memory cap on Windows")
def test_the_memory_cap_ends_a_query_and_the_next_one_works(mini: kg.PolicyGraph) -> None:
    doubled = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(30))
    greedy = f'SELECT (STRLEN(?s30) AS ?n) {{ BIND("0123456789" AS ?s0) {doubled} }}'
    with pytest.raises(LimitReached, match="MB"):
        mini.query(greedy, limits=Limits(memory=150))
    assert mini.query("ASK { ?a kg:addresses ?b }").boolean


def test_the_output_cap_ends_a_query(mini: kg.PolicyGraph) -> None:
    with pytest.raises(LimitReached, match="larger than 0 MB"):
        mini.query("SELECT * { ?s ?p ?o }", limits=Limits(output=0))


@pytest.mark.parametrize("opening", ["{", "(", "SELECT * { {"])
def test_deep_nesting_ends_the_worker_and_not_us(mini: kg.PolicyGraph, opening: str) -> None:
    query = "SELECT * { " + opening * (90_000 // len(opening))
    with pytest.raises((LimitReached, QueryError)):
        mini.query(query)
    assert mini.query("ASK { ?a kg:addresses ?b }").boolean


def test_an_answer_knows_its_kind() -> None:
    assert Answer("ask", b'{"boolean": false}').boolean is False


def test_the_store_is_read_whole_by_the_worker(mini: kg.PolicyGraph) -> None:
    answer = mini.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert int(answer.rows[0]["n"]["value"]) == len(mini.graph.as_nquads().splitlines())


def test_the_same_answer_without_and_with_a_cache_file(mini: kg.PolicyGraph) -> None:
    loose = Graph(mini.graph.as_nquads(), mini.version)
    query = f"SELECT ?s {{ ?s a <{KG}Bottleneck> }} ORDER BY ?s"
    assert run_query(loose, query).payload == mini.query(query).payload


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", ("s", "p", "o")),
        ("SELECT DISTINCT * { ?z a ?b . BIND(1 AS ?a) }", ("z", "b", "a")),
        ("SELECT ?o ?s { ?s ?p ?o }", ("o", "s")),
        ("# SELECT ?o\nSELECT * { ?s ?p '?a' . FILTER(?s = ?s) ?s ?p ?o }", ("s", "p", "o")),
        ("SELECT ?b ?a { SELECT * { ?a ?p ?b } }", ("b", "a")),
    ],
)
def test_columns_stand_as_the_query_names_them(
    mini: kg.PolicyGraph, query: str, columns: tuple[str, ...]
) -> None:
    assert mini.query(query).columns == columns
