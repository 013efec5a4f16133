"""The shipped questions: both engines give what was worked out by hand from the sources."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from builders import engine_of
from command_line import Cli

import kg
from kg.answers.anomalies import find_anomalies, get_anomalies
from kg.answers.figures import OBSERVATION
from kg.answers.sparql.query import Answer, with_parameters
from kg.answers.sparql.questions import HEADER, Question, bind_parameters, list_questions
from kg.graph.terms import KG, KGD, TYPE, local_name, shorten
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


def as_written(term: object) -> str:
    """Return a term of rdflib as the library writes it, which keeps no zeros at a decimal's end."""
    number = term.value if isinstance(term, rdflib.Literal) else None
    if isinstance(number, Decimal):
        return f"{number.normalize():f}"
    return "" if term is None else shorten(str(term))


def read_rows(content: str) -> Rows:
    """Return the rows of a CSV, IRIs short."""
    rows = csv.DictReader(io.StringIO(content))
    return [{name: shorten(value) for name, value in row.items()} for row in rows]


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
        {str(v): as_written(row[v]) for v in result.vars or ()}  # type: ignore[index,call-overload]
        for row in result
    ]


def test_there_are_questions() -> None:
    assert len(QUESTIONS) >= 60


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_rdflib_and_the_library_give_the_same_answer(question: Question) -> None:
    """The same rows in the same order: every question orders its rows totally."""
    assert by_rdflib(question) == by_the_library(question.name)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_answer_is_the_one_worked_out_by_hand(question: Question) -> None:
    """The file has the columns that matter, or only the number of rows where they are many.

    Where the order is part of the answer, the header says `# expected: in order`.
    """
    assert question.expected.is_file(), f"no expected answer {question.expected.name}"
    ours = by_the_library(question.name)
    expected = read_rows(question.expected.read_text(encoding="utf-8"))
    if header_of(question).get("expected") == "count":
        assert [row["rows"] for row in expected] == [str(len(ours))]
        return
    columns = list(expected[0])
    if header_of(question).get("expected") == "in order":
        assert [tuple(row[name] for name in columns) for row in ours] == [
            tuple(row.values()) for row in expected
        ]
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
    assert all(
        p.type in ("term", "text", "date", "number") and p.default for p in question.parameters
    )
    assert len(question.query.splitlines()) <= 45


def test_every_iri_of_an_answer_is_one_of_the_graph() -> None:
    known = {str(term) for triple in in_rdflib() for term in triple}
    for question in QUESTIONS:
        rows = answer_to(question.name).rows
        iris = {t["value"] for row in rows for t in row.values() if t["type"] == "uri"}
        assert iris <= known, question.name


def named_by(question: Question) -> set[str]:
    """Return what a question names: in its text, as a default, and in the rows of its answer."""
    named = {KGD + name for name in re.findall(r"\bkgd:([\w-]+)", question.query)}
    terms = bind_parameters(shipped().graph, question, {}).values()
    named.update(term.value for term in terms if isinstance(term, ox.NamedNode))
    rows = answer_to(question.name).rows
    return named | {t["value"] for row in rows for t in row.values() if t["type"] == "uri"}


def figures_of(names: set[str]) -> set[str]:
    """Return the figures of the tables and indicators among *names*."""
    graph = shipped().graph
    links = (KG + "inTable", KG + "indicator")
    found = {figure for name in names for link in links for figure in graph.subjects(link, name)}
    return found.intersection(graph.subjects(TYPE, OBSERVATION))


DECLARING = [question for question in QUESTIONS if question.anomalies]


@pytest.mark.parametrize("question", DECLARING, ids=lambda question: question.name)
def test_a_declared_anomaly_touches_what_the_answer_uses(question: Question) -> None:
    anomalies = get_anomalies(shipped().graph, question.anomalies)
    assert tuple(local_name(anomaly.iri) for anomaly in anomalies) == question.anomalies
    used = named_by(question)
    used |= figures_of(used)
    for anomaly in anomalies:
        assert anomaly.touches & used, local_name(anomaly.iri)


def test_a_number_without_its_figures_comes_with_their_anomalies() -> None:
    """A row that names a figure leads to its anomalies; a sum or count has to declare them."""
    graph = shipped().graph
    observations = set(graph.subjects(TYPE, OBSERVATION))
    summing = []
    for question in QUESTIONS:
        named = named_by(question)
        if "kg:value" not in question.query or named & observations:
            continue
        wanted = {local_name(a.iri) for a in find_anomalies(graph, figures_of(named))}
        assert wanted <= set(question.anomalies), question.name
        summing.append(question.name)
    assert len(summing) >= 4


def test_a_question_takes_another_parameter(cli: Cli) -> None:
    found = cli("queries", "run", "actions-for-region", "-p", "region=region-cn", "-f", "csv")
    assert found.code == 0
    assert found.out.startswith("action,label_zh,label_en,modality,confidence")


def test_a_parameter_may_be_a_number(cli: Cli) -> None:
    """Over 40 parks: 江苏 79, 广东 59, 山东 43; a number of parks is whole, so 42.5 is between."""
    name = "provinces-with-more-parks-than"
    for number in ("40", "42.5"):
        found = cli("queries", "run", name, "-p", f"number={number}", "-f", "csv")
        assert [row["value"] for row in read_rows(found.out)] == ["79", "59", "43"]
    for word in ("many", "1e9", "NaN", "３０", ""):
        wrong = cli("queries", "run", name, "-p", f"number={word}")
        assert (wrong.code, wrong.out) == (2, "")
        assert "number" in wrong.err


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


LISTED = re.compile(r"^\| `([a-z-]+)` \| (.*?) ?\|", re.MULTILINE)


@pytest.mark.parametrize("document", ["questions.md", "questions.zh.md"])
def test_the_documents_list_each_question_once_with_its_parameters(document: str) -> None:
    """One row a question: its name, and each parameter with its default."""
    text = (SHIPPED / "docs" / document).read_text(encoding="utf-8")
    listed = LISTED.findall(text)
    known = {q.name: ", ".join(f"`{p.name}` {p.default}" for p in q.parameters) for q in QUESTIONS}
    assert dict(listed) == known
    assert len(listed) == len(known)


def test_the_documents_list_the_questions_in_the_same_order() -> None:
    texts = [
        (SHIPPED / "docs" / name).read_text(encoding="utf-8")
        for name in ("questions.md", "questions.zh.md")
    ]
    assert LISTED.findall(texts[0]) == LISTED.findall(texts[1])


def test_the_worker_and_the_store_agree_on_rows() -> None:
    query = "SELECT ?s WHERE { ?s a kg:Claim }"
    results = engine_of(shipped().graph).query(
        f"PREFIX kg: <https://w3id.org/policy-kg/ontology#> {query}"
    )
    assert isinstance(results, ox.QuerySolutions)
    assert len(shipped().query(query).rows) == len(list(results))
