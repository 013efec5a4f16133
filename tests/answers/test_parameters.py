"""Parameters are terms: whatever a value holds, it comes back unchanged and asks nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from command_line import Cli
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.answers.sparql.query import Term, parse_term
from kg.answers.sparql.questions import Parameter, Question, bind_parameters, list_questions
from kg.answers.values import Bilingual
from kg.errors import Ambiguous, NotFound, UsageError
from kg.graph.terms import KGD

# All that might end a text, a term, a block, a comment or a line, or begin one.
PIECES = (
    '"', "'", '"""', "'''", "\\", '\\"', "\\\\", "\\u0022", "\\n", "<", ">", "{", "}", "(", ")",
    "[", "]", "#", ".", ";", ",", "^^", "@en", "?s", "?v", "UNDEF", "VALUES ?v {", ") }", "} #",
    " } UNION { ?s ?p ?o ", "SERVICE <x:y> {}", "FROM <x:y>", "LOAD", "kgd:", "kg:addresses", "_:b",
    "\n", "\r", "\t", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "\u202e", "“", "；",
    "\U0001f9b6", "%", "%00", "&", "|", "*", "/", "-- ", "1", "true", "a", " ", "碳足迹", "=", "$1",
)  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map("".join)
TEXT = HOSTILE.filter(lambda text: text.encode("utf-8", "ignore").decode() == text)
EACH, CALLS = 150, 20  # values of one call of the command line, and calls


def from_json(term: dict[str, str]) -> Term:
    """Return the term that SPARQL JSON writes so."""
    if term["type"] == "uri":
        return ox.NamedNode(term["value"])
    if "datatype" in term:
        return ox.Literal(term["value"], datatype=ox.NamedNode(term["datatype"]))
    return ox.Literal(term["value"], language=term.get("xml:lang"))


def returned(mini: kg.PolicyGraph, parameters: dict[str, Term | str]) -> dict[str, Term]:
    """Return what becomes of *parameters* in a query that only gives them back."""
    answer = mini.query("SELECT * { }", parameters)
    assert len(answer.rows) == 1
    return {name: from_json(term) for name, term in answer.rows[0].items()}


def term_of(value: str) -> Term | None:
    try:
        return parse_term(value)
    except UsageError:
        return None


@settings(max_examples=1000)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_texts_come_back_unchanged(mini: kg.PolicyGraph, values: list[str]) -> None:
    given_terms: dict[str, Term | str] = {f"v{n}": ox.Literal(v) for n, v in enumerate(values)}
    assert returned(mini, given_terms) == given_terms


@settings(max_examples=300)
@given(TEXT, st.sampled_from(["en", "zh", "zh-hans", "x-klingon"]))
def test_a_text_in_a_language_comes_back_in_it(mini: kg.PolicyGraph, value: str, lang: str) -> None:
    term = ox.Literal(value, language=lang)
    assert returned(mini, {"v": term}) == {"v": term}


@settings(max_examples=300)
@given(TEXT)
def test_an_iri_comes_back_unchanged(mini: kg.PolicyGraph, value: str) -> None:
    term = term_of(f"<{KGD}{value}>")
    if isinstance(term, ox.NamedNode):
        assert returned(mini, {"v": term}) == {"v": term}


# What stands beside the parameter is asked as it was written: 3 pairs, whatever the value.
PAIRS = "SELECT ?a ?b ?v { ?a kg:addresses ?b }"
NONE = "SELECT ?a { ?a skos:prefLabel ?label . FILTER(STR(?label) = ?v) }"


@settings(max_examples=300)
@given(TEXT)
def test_no_row_of_another_pattern_appears(mini: kg.PolicyGraph, value: str) -> None:
    rows = mini.query(PAIRS, {"v": ox.Literal(value)}).rows
    assert len({(row["a"]["value"], row["b"]["value"]) for row in rows}) == len(rows) == 3
    assert {row["v"]["value"] for row in rows} == {value}
    labels = {label for label, _ in mini.graph.names}
    assert bool(mini.query(NONE, {"v": ox.Literal(value)}).rows) == (value in labels)


@pytest.fixture
def one_graph(mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line use one graph, and so one worker, for all its calls."""
    monkeypatch.setattr("kg.library.load", lambda *_, **__: mini)


@pytest.mark.usefixtures("one_graph")
def test_thousands_of_values_on_the_command_line_stay_values(cli: Cli) -> None:
    chance = random.Random(7)  # noqa: S311 - the same values every time
    values = ["".join(chance.choices(PIECES, k=chance.randint(0, 7))) for _ in range(EACH * CALLS)]
    values[: len(PIECES)] = PIECES
    for start in range(0, len(values), EACH):
        some = [value for value in values[start : start + EACH] if term_of(value) is not None]
        words = [w for n, v in enumerate(some) for w in ("-p", f"v{n}={v}")]
        found = cli("query", "-e", "SELECT * {}", "-f", "json", *words)
        assert found.code == 0, found.err
        (row,) = found.json["results"]["bindings"]
        assert [from_json(row[f"v{n}"]) for n in range(len(some))] == list(map(term_of, some))


@pytest.mark.usefixtures("one_graph")
@pytest.mark.parametrize("value", PIECES)
def test_a_value_on_the_command_line_finds_only_itself(cli: Cli, value: str) -> None:
    found = cli("query", "-e", PAIRS, "-p", f"v={value}", "-f", "json")
    if term_of(value) is None:
        assert found.code == 2
        return
    assert {row["v"]["value"] for row in found.json["results"]["bindings"]} == {
        getattr(term_of(value), "value", None)
    }
    assert len(found.json["results"]["bindings"]) == 3


# The shipped questions.

WITH_PARAMETERS = [(q, p) for q in list_questions() for p in q.parameters]


@pytest.mark.parametrize(("question", "parameter"), WITH_PARAMETERS, ids=lambda part: part.name)
def test_a_shipped_question_takes_a_thing_or_says_that_there_is_none(
    mini: kg.PolicyGraph, question: Question, parameter: Parameter
) -> None:
    for value in PIECES:
        alone = Question(question.name, question.title, (parameter,), question.query, question.file)
        try:
            terms = bind_parameters(mini.graph, alone, {parameter.name: value})
        except (NotFound, Ambiguous, UsageError):
            continue
        term = terms[parameter.name]
        assert mini.graph.has(term.value) if parameter.type == "term" else term.value == value
        answer = mini.query(f"SELECT ?{parameter.name} {{}}", {parameter.name: term})
        assert [from_json(row[parameter.name]) for row in answer.rows] == [term]


@settings(max_examples=150)
@given(TEXT)
def test_a_text_for_a_question_stays_a_text(mini: kg.PolicyGraph, value: str) -> None:
    question = Question(
        "texts", Bilingual("", ""), (Parameter("v", "text", ""),), "SELECT ?v {}", Path()
    )
    terms = bind_parameters(mini.graph, question, {"v": value})
    assert returned(mini, {**terms}) == {"v": ox.Literal(value)}
