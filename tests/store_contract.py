"""What every store must do, as one class: a test module inherits it and says what it is run on.

The measure is the graph in memory. What an engine does otherwise stands in `Engine.quirks`, and
docs/engines.md says it to users; a quirk that has gone is a failure too.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from command_line import ROOT, Cli, Outcome

import kg
from kg.answers.sparql.guard import Limits
from kg.answers.sparql.query import Answer
from kg.answers.sparql.questions import list_questions
from kg.errors import KgError, LimitReached
from kg.graph.graph import Graph
from kg.graph.terms import KG, PREF_LABEL, TYPE
from kg.paths import shipped_root

# Works for minutes on any engine, and gives nothing before its end.
ENDLESS = """SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i .
  FILTER(CONCAT(STR(?a), STR(?d)) = STR(?g)) }"""
POINT = "SELECT ?o { kgd:bottleneck-carbon-footprint-accounting a ?o } ORDER BY ?o"
XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class Engine:
    """A kind of store: how it is given N-Quads, and what it does otherwise than memory.

    *load* takes N-Quads and a name of their own, and returns the word for `--store`.
    """

    load: Callable[[bytes, str], str]
    quirks: dict[str, str] = field(default_factory=dict)  # question: why its answer differs
    rewritten: frozenset[str] = frozenset()  # literals that come back written differently
    remote: bool = False


@dataclass(frozen=True)
class Opened:
    """The shipped graph on an engine, and its name there."""

    engine: Engine
    word: str
    graph: kg.PolicyGraph


@cache
def in_memory() -> kg.PolicyGraph:
    """Return the shipped graph in memory."""
    return kg.load(Path(shipped_root()) / "data")


def open_on(engine: Engine) -> Opened:
    """Return the shipped graph on *engine*."""
    word = engine.load(in_memory().graph.as_nquads(), "shipped")
    return Opened(engine, word, kg.load(store=word))


SAID: dict[tuple[str, ...], Outcome] = {}


def said_in_memory(cli: Cli, words: tuple[str, ...]) -> Outcome:
    """Return what a command says of the shipped graph in memory."""
    if words not in SAID:
        SAID[words] = cli(*words, "--data", "shipped")
    return SAID[words]


@cache
def answered_in_memory(name: str) -> Answer:
    """Return the answer to a shipped question in memory."""
    return in_memory().ask(name)


def sample(count: int) -> list[ox.Quad]:
    """Return triples of the shipped graph, spread over all of it."""
    quads = sorted(in_memory().graph.triples(), key=str)
    return quads[:: len(quads) // count]


def same_rows(one: Answer, other: Answer, *, ordered: bool) -> bool:
    """Tell whether two answers have the same rows, in the same order if the query orders them."""
    rows = [list(map(str, (sorted(row.items()) for row in answer.rows))) for answer in (one, other)]
    return rows[0] == rows[1] if ordered else sorted(rows[0]) == sorted(rows[1])


def refusal(graph: kg.PolicyGraph, query: str) -> tuple[type[KgError], str]:
    """Return the error that *query* ends with."""
    with pytest.raises(KgError) as caught:
        graph.query(query)
    return type(caught.value), caught.value.say("zh")


COMMANDS = [
    ["trace", "碳足迹", "--json"],
    ["gaps", "--json"],
    ["matrix", "--json"],
    ["show", "bottleneck-carbon-footprint-accounting", "--json"],
    ["search", "碳", "--json"],
    ["stats", "--agreement", "--json"],
    ["queries", "run", "threads-to-documents", "--json"],
    ["query", "-e", "SELECT ?x { ?x a kg:Bottleneck } ORDER BY ?x", "--labels", "-f", "csv"],
    ["trace", "no such thing at all"],
    ["show", "no such thing at all"],
    ["query", "-e", "SELECT ?x { ?x a kg:Botleneck }"],
]  # fmt: skip
WRONG = [
    "SELECT ?x { ?x",
    "SELEC ?x { ?x a kg:Claim }",
    "SELECT ?x WHERE { ?x a kgg:Claim }",
    "SELECT ?x { ?x a kg:Claim FILTER(STRLENGTH(?x) > 3) }",
    "SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y }",
    "PREFIX f: <https://example.org/f#> SELECT (f:g(1) AS ?x) {}",
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
    "SELECT * " + "{" * 5_000,
    "",
]
LITERALS = [
    ox.Literal("plain"), ox.Literal(""), ox.Literal('"quoted" \\ \t and\nbroken'),
    ox.Literal("中文", language="zh"), ox.Literal("简体", language="zh-Hans"),
    ox.Literal("colour", language="en-GB"),
    ox.Literal("1.0", datatype=ox.NamedNode(XSD + "decimal")),
    ox.Literal("1.50", datatype=ox.NamedNode(XSD + "decimal")),
    ox.Literal("01", datatype=ox.NamedNode(XSD + "integer")),
    ox.Literal("12", datatype=ox.NamedNode(XSD + "int")),
    ox.Literal("1.0E3", datatype=ox.NamedNode(XSD + "double")),
    ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
    ox.Literal("2026", datatype=ox.NamedNode(XSD + "gYear")),
    ox.Literal("2026-11", datatype=ox.NamedNode(XSD + "gYearMonth")),
    ox.Literal("2026-11-22", datatype=ox.NamedNode(XSD + "date")),
    ox.Literal("a", datatype=ox.NamedNode("https://example.org/type")),
    ox.Literal("astral \U0001f30d"),
]  # fmt: skip


def wait_for_worker(process: subprocess.Popen[bytes]) -> None:
    """Wait until a command is at its query: it has started the process that runs or parses it."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for _ in range(1_200):
        if not children.parent.exists() or children.read_text(encoding="ascii").strip():
            return
        time.sleep(0.05)


class Contract:
    """Tests that need the fixture `opened`, the shipped graph on the store in question."""

    @pytest.fixture
    def graph(self, opened: Opened) -> Graph:
        return opened.graph.graph

    def test_every_pattern_gives_the_same_triples(self, graph: Graph) -> None:
        memory = in_memory().graph
        absent = ox.NamedNode("https://example.org/absent")
        for quad in sample(12):
            parts = (quad.subject, quad.predicate, quad.object)
            for shape in range(1, 8):
                asked = [p if shape >> i & 1 else None for i, p in enumerate(parts)]
                found: Any = list(graph.store.match(*asked))  # type: ignore[arg-type]
                assert set(found) == set(memory.store.match(*asked)), asked  # type: ignore[arg-type]
                assert len(found) == len(set(found))
            assert list(graph.store.match(absent, quad.predicate, None)) == []
            assert list(graph.store.match(None, quad.predicate, absent)) == []

    def test_the_whole_is_the_same(self, graph: Graph) -> None:
        assert len(graph.store) == len(in_memory().graph.store)
        assert graph.as_nquads() == in_memory().graph.as_nquads()

    def test_each_method_of_the_graph(self, graph: Graph) -> None:
        memory = in_memory().graph
        for quad in sample(40):
            iri, predicate = quad.subject.value, quad.predicate.value  # type: ignore[union-attr]
            assert graph.has(iri)
            assert graph.objects(iri, predicate) == memory.objects(iri, predicate)
            assert graph.one(iri, PREF_LABEL) == memory.one(iri, PREF_LABEL)
            assert graph.texts(iri, PREF_LABEL) == memory.texts(iri, PREF_LABEL)
            assert graph.types(iri) == memory.types(iri)
            assert graph.label(iri, "zh") == memory.label(iri, "zh")
            assert graph.about(iri).keys() == memory.about(iri).keys()
            if isinstance(quad.object, ox.NamedNode):
                value = quad.object.value
                assert graph.subjects(predicate, value) == memory.subjects(predicate, value)
        assert not graph.has("https://example.org/absent")
        assert not graph.has("no IRI")
        assert graph.names == memory.names
        assert sorted(graph.pairs(KG + "addresses")) == sorted(memory.pairs(KG + "addresses"))
        assert graph.subjects(TYPE, KG + "Claim") == memory.subjects(TYPE, KG + "Claim")

    @pytest.mark.parametrize("words", COMMANDS, ids=lambda words: "-".join(words[:2]))
    def test_a_command_prints_the_same(self, opened: Opened, cli: Cli, words: list[str]) -> None:
        if set(words) & opened.engine.quirks.keys():
            pytest.skip("a question that this engine answers otherwise")
        there, here = cli(*words, "--store", opened.word), said_in_memory(cli, tuple(words))
        version = in_memory().version
        assert there.out.replace(opened.graph.version, version) == here.out
        assert (there.code, there.err) == (here.code, here.err)

    def test_every_shipped_question_has_the_same_answer(self, opened: Opened) -> None:
        different = {}
        for question in list_questions():
            ordered = "ORDER BY" in question.query
            try:
                there = opened.graph.ask(question.name)
                here = answered_in_memory(question.name)
                if not same_rows(there, here, ordered=ordered):
                    different[question.name] = "rows"
                elif (there.columns, there.anomalies) != (here.columns, here.anomalies):
                    different[question.name] = "anomalies"
            except KgError as error:
                different[question.name] = error.say("en")
        assert different.keys() == opened.engine.quirks.keys(), different

    def test_construct_and_ask(self, opened: Opened) -> None:
        for query in (
            "CONSTRUCT { ?a kg:addresses ?b } WHERE { ?a kg:statedToAddress ?b }",
            "ASK { ?a kg:statedToAddress ?b }",
            "ASK { ?a kg:statedToAddress kg:nothing }",
        ):
            there, here = opened.graph.query(query), in_memory().query(query)
            assert there.kind == here.kind
            assert sorted(there.payload.splitlines()) == sorted(here.payload.splitlines())

    @pytest.mark.parametrize("query", WRONG, ids=lambda query: query[:20])
    def test_a_wrong_query_is_told_in_the_same_words(self, opened: Opened, query: str) -> None:
        assert refusal(opened.graph, query) == refusal(in_memory(), query)
        assert opened.graph.query(POINT).rows

    def test_time_ends(self, opened: Opened) -> None:
        with pytest.raises(LimitReached, match="Q201"):
            opened.graph.query(ENDLESS, limits=Limits(seconds=1))
        assert opened.graph.query(POINT).rows == in_memory().query(POINT).rows

    def test_rows_and_size_end(self, opened: Opened) -> None:
        every = "SELECT * { ?s ?p ?o }"
        answer = opened.graph.query(every, limits=Limits(rows=3))
        assert len(answer.rows) == 3
        assert answer.cut
        with pytest.raises(LimitReached, match="Q204"):
            opened.graph.query("SELECT * { ?s a ?o }", limits=Limits(output=0.01))

    def test_ctrl_c_ends_a_query(self, opened: Opened) -> None:
        words = ["query", "-e", ENDLESS, "--timeout", "60", "--store", opened.word]
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", *words],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            wait_for_worker(process)
            time.sleep(0.5)
            assert process.poll() is None
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=30)
        finally:
            process.kill()
        assert process.returncode == 130
        assert b"Traceback" not in said

    def test_two_read_at_once(self, opened: Opened) -> None:
        words = [sys.executable, "-m", "kg", "stats", "--json", "--store", opened.word]
        others = [subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
        with ThreadPoolExecutor(4) as threads:
            here = list(threads.map(lambda _: opened.graph.query(POINT).payload, range(8)))
        said = {process.communicate(timeout=120)[0] for process in others}
        assert len(said) == 1
        assert next(iter(said)).startswith(b"{")
        assert len(set(here)) == 1

    def test_literals_come_back_as_they_went(self, opened: Opened) -> None:
        subject, predicate = ox.NamedNode("https://example.org/s"), "https://example.org/p"
        quads = [
            ox.Quad(ox.NamedNode(f"{subject.value}{i}"), ox.NamedNode(predicate), literal)
            for i, literal in enumerate(LITERALS)
        ]
        nquads = bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
        there = kg.load(store=opened.engine.load(nquads, "literals")).graph
        here = Graph(nquads, "literals")
        rewritten = {
            str(quad.object)
            for quad in quads
            if there.about(quad.subject.value) != here.about(quad.subject.value)  # type: ignore[union-attr]
        }
        assert rewritten == opened.engine.rewritten

    def test_an_empty_graph_is_empty(self, opened: Opened) -> None:
        there = kg.load(store=opened.engine.load(b"", "empty"))
        assert len(there.graph.store) == 0
        assert there.graph.as_nquads() == b""
        assert there.query("SELECT * { ?s ?p ?o }").rows == ()
        with pytest.raises(kg.errors.NotFound):
            there.trace("碳足迹")
