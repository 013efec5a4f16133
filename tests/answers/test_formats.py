"""Answers in every form, read back by readers that are not ours, term by term."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections import Counter
from collections.abc import Callable

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.util
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.answers.sparql.guard import Limits
from kg.answers.sparql.query import Answer, run_query
from kg.errors import UsageError
from kg.graph.graph import Graph

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = (
    "", "plain", 'with "quotes"', "it's", "back\\slash", "line\nfeed", "carriage\rreturn",
    "both\r\nof them", "\ttab", " lead and trail ", "comma, semicolon; and | pipe", "=1+1", "-5",
    "<&>]]>", "碳足迹，“引号”", "\u00a0", "\x85", "\u2028", "\ufeffmark", "\U0001f9b6", "\x7f",
    "e\u0301", "null", "<http://not.an/iri>", "_:b", "?v", "'''", '"""', "{}", "%41", "\\u0041",
    "a" * 5000,
)  # fmt: skip
NOT_IN_XML = ("\x00", "\x01", "\x0b", "\x1f", "\ufffe")
TYPED = (
    ("1", "integer"), ("-5", "integer"), ("1.5", "decimal"), ("1000", "double"), ("INF", "double"),
    ("true", "boolean"), ("2024-02-28", "date"), ("2024", "gYear"), ("2024-02", "gYearMonth"),
    ("2024-01-01T00:00:00Z", "dateTime"), ("P1D", "duration"), ("not one", "integer"),
    ("a", "token"),
)  # fmt: skip
IRIS = (
    "http://example.org/a", "http://example.org/碳?x=1&y=2#z", "urn:x:y", "x:comma,comma",
    "x:it's(a)*;", "https://w3id.org/policy-kg/id/a.b", "https://w3id.org/policy-kg/id/a/b",
    "https://w3id.org/policy-kg/id/-x", "https://w3id.org/policy-kg/id/", "x:%20%41",
    "x:\U0001f9b6",
)  # fmt: skip
TERMS: list[ox.NamedNode | ox.Literal] = [
    *map(ox.Literal, TEXTS),
    *(ox.Literal(text, language=lang) for text in TEXTS[:8] for lang in ("en", "zh-hans")),
    *(ox.Literal(value, datatype=ox.NamedNode(XSD + name)) for value, name in TYPED),
    ox.Literal("<b>x</b>", datatype=ox.NamedNode("http://example.org/type")),
    *map(ox.NamedNode, IRIS),
]
Reader = Callable[[bytes], Counter[rdflib.term.Node]]


@pytest.fixture(scope="module", autouse=True)
def _as_written() -> object:
    """Let rdflib keep literals as they are, and be silent about those that are none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        patch.setattr(rdflib.term, "NORMALIZE_LITERALS", False, raising=False)
        logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
        yield


def holding(terms: list[ox.NamedNode | ox.Literal]) -> Graph:
    """Return a graph that says each of *terms* of another subject."""
    says = ox.NamedNode("x:says")
    quads = [ox.Quad(ox.NamedNode(f"x:s{n}"), says, term) for n, term in enumerate(terms)]
    return Graph(bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""), "terms")


@pytest.fixture(scope="module")
def terms() -> Graph:
    return holding(TERMS)


def as_rdflib(term: ox.NamedNode | ox.Literal) -> rdflib.term.Node:
    """Return *term* as rdflib has it; a plain text and an xsd:string are the same."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == XSD + "string"
    return rdflib.Literal(term.value, datatype=None if plain else term.datatype.value)


def unstringed(term: rdflib.term.Node) -> rdflib.term.Node:
    if isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.string:
        return rdflib.Literal(str(term))
    return term


def read_by_rdflib(form: str) -> Reader:
    def read(content: bytes) -> Counter[rdflib.term.Node]:
        result = rdflib.query.Result.parse(io.BytesIO(content), format=form)
        return Counter(unstringed(row["o"]) for row in result)  # type: ignore[index, call-overload]

    return read


def read_tsv(content: bytes) -> Counter[rdflib.term.Node]:
    """Read TSV by what W3C says: only a line feed ends a line, which rdflib's reader overlooks."""
    head, *lines = content.decode().removesuffix("\n").split("\n")
    assert head == "?o"
    cells = [rdflib.util.from_n3(line) for line in lines]
    return Counter(unstringed(cell) for cell in cells if isinstance(cell, rdflib.term.Node))


READERS: dict[str, Reader] = {
    "json": read_by_rdflib("json"), "xml": read_by_rdflib("xml"), "tsv": read_tsv,
}  # fmt: skip


@pytest.mark.parametrize("form", READERS)
def test_every_term_comes_back_equal(terms: Graph, form: str) -> None:
    answer = run_query(terms, "SELECT ?o { ?s ?p ?o }")
    assert READERS[form](answer.serialise(form)) == Counter(map(as_rdflib, TERMS))


def test_the_reader_of_rdflib_reads_our_tsv_where_it_can(terms: Graph) -> None:
    # It takes \x85 and \u2028 for the end of a line.
    answer = run_query(terms, 'SELECT ?o { ?s ?p ?o FILTER(!REGEX(STR(?o), "[\\u0085\\u2028]")) }')
    expected = [term for term in TERMS if not {"\x85", "\u2028"} & set(term.value)]
    assert read_by_rdflib("tsv")(answer.serialise("tsv")) == Counter(map(as_rdflib, expected))


def test_csv_holds_the_bare_values(terms: Graph) -> None:
    content = run_query(terms, "SELECT ?o { ?s ?p ?o }").serialise("csv").decode()
    head, *rows = csv.reader(io.StringIO(content, newline=""))
    assert head == ["o"]
    assert Counter(row[0] for row in rows) == Counter(term.value for term in TERMS)


def test_csv_ends_each_line_as_w3c_says() -> None:
    answer = Answer("select", b"", columns=("a", "b"), rows=(
        {"a": {"type": "literal", "value": 'x "y"'}}, {"b": {"type": "bnode", "value": "n1"}},
    ))  # fmt: skip
    assert answer.serialise("csv") == b'a,b\r\n"x ""y""",\r\n,_:n1\r\n'


@settings(max_examples=300)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=40))
def test_any_text_comes_back_from_every_form(text: str) -> None:
    row = {"o": {"type": "literal", "value": text}}
    answer = Answer("select", b"", columns=("o",), rows=(row,))
    expected = Counter([rdflib.Literal(text)])
    assert read_by_rdflib("json")(answer.serialise("json")) == expected
    assert read_tsv(answer.serialise("tsv")) == expected
    assert next(csv.reader(io.StringIO(answer.serialise("csv").decode(), newline=""))) == ["o"]
    if not any(ord(c) < 32 and c not in "\t\n\r" for c in text):
        assert read_by_rdflib("xml")(answer.serialise("xml")) == expected


@pytest.mark.parametrize("character", NOT_IN_XML)
def test_what_no_xml_can_hold_is_said(character: str) -> None:
    row = {"o": {"type": "literal", "value": f"a{character}b"}}
    answer = Answer("select", b"", columns=("o",), rows=(row,))
    with pytest.raises(UsageError, match=f"U\\+{ord(character):04X}, which no XML can hold"):
        answer.serialise("xml")
    assert json.loads(answer.serialise("json"))["results"]["bindings"] == [row]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD
@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_every_term_comes_back_equal_in_a_graph(terms: Graph, form: str, name: str) -> None:
    answer = run_query(terms, "CONSTRUCT WHERE { ?s ?p ?o }")
    graph = rdflib.Graph().parse(data=answer.serialise(form), format=name)
    assert Counter(map(unstringed, graph.objects())) == Counter(map(as_rdflib, TERMS))


def test_rows_cut_by_a_limit_are_the_first_of_all(terms: Graph) -> None:
    query = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s"
    whole, cut = run_query(terms, query), run_query(terms, query, limits=Limits(rows=50))
    assert cut.rows == whole.rows[:50]
    assert (cut.columns, cut.cut, whole.cut) == (whole.columns, True, False)
    assert not run_query(terms, query, limits=Limits(rows=len(TERMS))).cut


def test_triples_cut_by_a_limit_are_said_too(terms: Graph) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    cut = run_query(terms, query, limits=Limits(rows=5))
    assert (len(cut.payload.splitlines()), cut.cut) == (5, True)
    assert set(cut.payload.splitlines()) <= set(run_query(terms, query).payload.splitlines())


def test_a_limit_ends_the_work_and_not_only_the_output(terms: Graph) -> None:
    # The product has more rows than fit into the output; the first three are wanted.
    product = "SELECT * { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
    answer = run_query(terms, product, limits=Limits(rows=3, output=1))
    assert (len(answer.rows), answer.cut) == (3, True)
    assert answer.columns[:4] == ("a0", "b0", "c0", "a1")


@pytest.mark.parametrize("rows", [None, 9])
def test_triple_terms_blank_nodes_and_directions_pass(terms: Graph, rows: int | None) -> None:
    query = (
        "SELECT ?t ?b ?d { BIND(TRIPLE(<x:a>, <x:b>, 'c'@en) AS ?t) BIND(BNODE() AS ?b) "
        "BIND('x'@en--rtl AS ?d) }"
    )
    (row,) = run_query(terms, query, limits=Limits(rows=rows)).rows
    assert row["t"] == {
        "type": "triple",
        "value": {
            "subject": {"type": "uri", "value": "x:a"},
            "predicate": {"type": "uri", "value": "x:b"},
            "object": {"type": "literal", "value": "c", "xml:lang": "en"},
        },
    }
    assert row["b"]["type"] == "bnode"
    assert row["d"] == {"type": "literal", "value": "x", "xml:lang": "en", "its:dir": "rtl"}
