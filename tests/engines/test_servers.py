"""The contract on real servers, and what only they can show."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from servers import Oxigraph, Server, Virtuoso
from store_contract import ENDLESS, XSD, Contract, Engine, Opened, in_memory, open_on

import kg
from kg.answers.sparql.guard import Limits
from kg.errors import FileError, LimitReached

# What Virtuoso 7.2.5 answers otherwise than SPARQL 1.1 has it; docs/engines.md says it to users.
NUMBER = "EXISTS in BIND gives 0 or 1, not false or true"
QUIRKS = {
    "actions-without-measure": NUMBER,
    "measures-without-document": NUMBER,
    "provinces-without-parks": NUMBER,
    "bottlenecks-without-action": "NOT EXISTS has no effect in a query with EXISTS and GROUP BY",
    "recommendations-and-documents-valid-on": "IF over EXISTS gives a string, not an IRI",
    "threads-to-documents": "an error inside Virtuoso",
    "batches-smaller-than-the-one-before": "a FILTER on a variable of a sub-SELECT has no effect",
}


# Oxigraph gives an integer and "1000" for the first two, Virtuoso "1" for the last.
REWRITTEN = frozenset(
    str(ox.Literal(text, datatype=ox.NamedNode(XSD + kind)))
    for text, kind in (("12", "int"), ("1.0E3", "double"), ("true", "boolean"))
)


def on_oxigraph(directory: Path) -> tuple[Server, Engine]:
    server = Oxigraph(directory)
    return server, Engine(server.load, remote=True)


def on_virtuoso(directory: Path) -> tuple[Server, Engine]:
    server = Virtuoso(directory)
    return server, Engine(server.load, QUIRKS, REWRITTEN, remote=True)


SERVERS = {"oxigraph": on_oxigraph, "virtuoso": on_virtuoso}


@pytest.fixture(scope="module", params=SERVERS)
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    server, engine = SERVERS[request.param](tmp_path_factory.mktemp(request.param))
    yield open_on(engine)
    server.stop()


class TestServers(Contract):
    """Each of them."""


def test_a_server_killed_in_the_middle_of_a_query_is_one_sentence(tmp_path: Path) -> None:
    server = Oxigraph(tmp_path)
    graph = kg.load(store=server.load(in_memory().graph.as_nquads(), "shipped"))
    killer = threading.Timer(1.5, server.kill)
    killer.start()
    with pytest.raises(FileError) as caught:
        graph.query(ENDLESS, limits=Limits(seconds=60))
    killer.join()
    assert server.url in str(caught.value)
    with pytest.raises(FileError, match="does not answer"):
        graph.query("ASK {}")


def test_rows_that_virtuoso_keeps_back_are_not_passed_over(tmp_path: Path) -> None:
    server = Virtuoso(tmp_path, rows=1000)
    try:
        graph = kg.load(store=server.load(in_memory().graph.as_nquads(), "shipped"))
        with pytest.raises(FileError, match="ResultSetMaxRows"):
            graph.query("SELECT * { ?s ?p ?o }")
        with pytest.raises(FileError, match="ResultSetMaxRows"):
            graph.graph.as_nquads()
    finally:
        server.stop()


def test_a_limit_that_virtuoso_is_told_gives_no_half_answer(tmp_path: Path) -> None:
    server = Virtuoso(tmp_path)
    try:
        word = server.load(in_memory().graph.as_nquads(), "shipped")
        graph = kg.load(store=f"{word}&timeout={{ms}}")
        with pytest.raises(LimitReached, match="Q201"):
            graph.query(ENDLESS, limits=Limits(seconds=3))
    finally:
        server.stop()
