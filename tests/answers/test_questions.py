"""The shipped questions: both engines give what was worked out by hand from the sources."""

from __future__ import annotations

import csv
import functools
import io
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from command_line import Cli

import kg
from kg.answers.query import Answer, with_parameters
from kg.answers.questions import HEADER, Question, bind_parameters, list_questions
from kg.paths import shipped_root

QUESTIONS = list_questions()
SHIPPED = Path(shipped_root())


@functools.cache
def shipped() -> kg.PolicyGraph:
    """Return the shipped graph; built when the first test asks for it."""
    return kg.load(SHIPPED / "data")


@functools.cache
def in_rdflib() -> rdflib.Graph:
    return rdflib.Graph().parse(data=shipped().export("nquads"), format="nt")


def header_of(question: Question) -> dict[str, str]:
    return dict(HEADER.findall(question.query))


Rows = list[dict[str, str]]


def as_short(value: str) -> str:
    for prefix, end in (("kg", "ontology#"), ("kgv", "vocab/"), ("kgd", "id/")):
        namespace = f"https://w3id.org/policy-kg/{end}"
        if value.startswith(namespace):
            return f"{prefix}:{value.removeprefix(namespace)}"
    return value


def read_rows(content: str) -> Rows:
    """Return the rows of a CSV, IRIs short."""
    rows = csv.DictReader(io.StringIO(content))
    return [{name: as_short(value) for name, value in row.items()} for row in rows]


def bag(rows: Rows, columns: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row[name] for name in columns) for row in rows)


@functools.cache
def answer_to(name: str) -> Answer:
    return shipped().ask(name)


def by_the_library(name: str) -> Rows:
    return read_rows(answer_to(name).serialise("csv").decode())


def by_rdflib(question: Question) -> Rows:
    terms = bind_parameters(shipped().graph, question, {})
    result = in_rdflib().query(with_parameters(question.query, terms))
    return [
        {str(v): "" if row[v] is None else as_short(str(row[v])) for v in result.vars or ()}  # type: ignore[index, call-overload]
        for row in result
    ]


def test_there_are_questions() -> None:
    assert len(QUESTIONS) >= 20


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_rdflib_and_the_library_give_the_same_answer(question: Question) -> None:
    columns = list(answer_to(question.name).columns)
    assert bag(by_rdflib(question), columns) == bag(by_the_library(question.name), columns)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_answer_is_the_one_worked_out_by_hand(question: Question) -> None:
    """The file has the columns that matter, or only the number of rows where they are many."""
    assert question.expected.is_file(), f"no expected answer {question.expected.name}"
    ours = by_the_library(question.name)
    expected = read_rows(question.expected.read_text(encoding="utf-8"))
    if header_of(question).get("expected") == "count":
        assert [row["rows"] for row in expected] == [str(len(ours))]
        return
    columns = list(expected[0])
    assert bag(ours, columns) == bag(expected, columns)
    left_out = set(answer_to(question.name).columns) - set(columns)
    assert all(name.endswith(("_zh", "_en")) for name in left_out)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_says_what_it_is_in_both_languages(question: Question) -> None:
    assert question.title.zh
    assert question.title.en
    header = header_of(question)
    assert header.get("for.en")
    assert header.get("for.zh")
    assert all(p.type in ("term", "text", "date") and p.default for p in question.parameters)
    assert len(question.query.splitlines()) <= 45


def test_every_iri_of_an_answer_is_one_of_the_graph() -> None:
    known = {str(term) for triple in in_rdflib() for term in triple}
    for question in QUESTIONS:
        rows = answer_to(question.name).rows
        iris = {t["value"] for row in rows for t in row.values() if t["type"] == "uri"}
        assert iris <= known, question.name


def test_a_question_takes_another_parameter(cli: Cli) -> None:
    found = cli("queries", "run", "actions-for-region", "-p", "region=region-cn", "-f", "csv")
    assert found.code == 0
    assert found.out.startswith("action,label_zh,label_en,modality,confidence")


def test_a_question_runs_by_its_name_in_two_ways(cli: Cli) -> None:
    first = cli("queries", "run", "links-by-modality", "--json")
    second = cli("query", "links-by-modality", "--json")
    assert first.code == second.code == 0
    assert first.out == second.out


def test_the_text_of_a_question_can_be_run_as_a_query(cli: Cli, tmp_path: Path) -> None:
    shown = cli("queries", "show", "links-by-modality")
    path = tmp_path / "own.rq"
    path.write_text(shown.out, encoding="utf-8")
    assert cli("query", str(path), "--json").out == cli("query", "links-by-modality", "--json").out


def test_the_list_names_every_question_whole(cli: Cli) -> None:
    names = [entry["name"] for entry in cli("queries", "list", "--json").json]
    assert names == [question.name for question in QUESTIONS]
    printed = cli("queries", "list").out
    assert all(name in printed for name in names)


def test_the_list_cuts_no_parameter(cli: Cli) -> None:
    assert "…" not in cli("queries", "list").out


def test_the_worker_and_the_store_agree_on_rows() -> None:
    query = "SELECT ?s WHERE { ?s a kg:Claim }"
    results = shipped().graph.store.query(
        f"PREFIX kg: <https://w3id.org/policy-kg/ontology#> {query}"
    )
    assert isinstance(results, ox.QuerySolutions)
    assert len(shipped().query(query).rows) == len(list(results))
