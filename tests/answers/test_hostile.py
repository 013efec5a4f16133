"""Hostile queries, hundreds of them, at once: nothing gets out, nothing changes, the next works.

How much later than its deadline a query comes back is measured by `bench/hostile.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import World
from hostile_queries import SECRET, Hostile, list_hostile
from test_walls import Listener

from kg.answers.sparql import guard
from kg.answers.sparql.catalogue import CATALOGUE
from kg.answers.sparql.guard import Limits, run_guarded
from kg.answers.sparql.query import run_query
from kg.errors import LimitReached, QueryError
from kg.graph.graph import Graph

ALL = list_hostile()
# Small, so that all of them are over soon; the memory is shared with the query that comes after.
TIGHT = Limits(seconds=0.4, memory=400, output=1)
ROOMY = Limits(seconds=120, memory=400)
POINT = "SELECT ?o { kgd:bottleneck-footprint a ?o }"
AT_ONCE = 4


@pytest.fixture(scope="module")
def graph(template: World) -> Graph:
    """A graph with a pool of its own."""
    return template.load().graph


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret.nt"
    path.write_text(f"<{SECRET}> <{SECRET}> <{SECRET}> .\n", encoding="utf-8")
    return path


def outcome(graph: Graph, query: str) -> str:
    """Return the code of the error that *query* is answered with, or its answer as text."""
    try:
        return f"{run_query(graph, query, limits=TIGHT).payload!r}"
    except (QueryError, LimitReached) as error:
        return error.code


def run_all(
    graph: Graph, hostile: tuple[Hostile, ...], listener: Listener, secret: Path
) -> dict[Hostile, str]:
    """Run *hostile*, some at once, and after each a harmless query; return what each gave."""
    _, expected = run_guarded(graph, POINT, ROOMY)

    def run(one: Hostile) -> str:
        query = one.query.replace("{url}", listener.url).replace("{file}", secret.as_uri())
        found = outcome(graph, query)
        assert run_guarded(graph, POINT, ROOMY)[1] == expected
        return found

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return dict(zip(hostile, threads.map(run, hostile), strict=True))


def assert_nothing_got_out(outcomes: dict[Hostile, str], listener: Listener) -> None:
    assert listener.calls == 0
    assert [one.query for one, found in outcomes.items() if SECRET in found] == []


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 300
    assert len({one.query for one in ALL}) >= 300


def test_hostile_queries_leave_everything_as_it_was(
    graph: Graph, listener: Listener, secret: Path
) -> None:
    before = graph.as_nquads()
    outcomes = run_all(graph, ALL, listener, secret)
    assert_nothing_got_out(outcomes, listener)
    assert graph.as_nquads() == before
    rows = run_query(graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", limits=ROOMY).rows
    assert int(rows[0]["n"]["value"]) == len(before.splitlines())
    errors = {found for found in outcomes.values() if not found.startswith("b'")}
    assert errors <= set(CATALOGUE)
    assert {"Q101", "Q102", "Q103", "Q104", "Q201"} <= errors


def test_what_reaches_out_gets_nowhere_when_its_words_are_not_checked(
    graph: Graph, listener: Listener, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "refuse_words", lambda _: None)
    before = graph.as_nquads()
    reaching = tuple(one for one in ALL if one.kind == "reaching")
    assert_nothing_got_out(run_all(graph, reaching, listener, secret), listener)
    assert graph.as_nquads() == before
