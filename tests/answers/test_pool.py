"""The pool of workers: one waits for the next query, and whatever ends badly is replaced."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import World
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.answers.sparql import pool
from kg.answers.sparql.frames import read_frame, write_frame
from kg.answers.sparql.guard import Limits, run_guarded
from kg.answers.sparql.pool import pool_of
from kg.errors import LimitReached
from kg.graph.graph import Graph

POINT = "SELECT ?o { kgd:bottleneck-footprint a ?o }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NESTED = "SELECT * " + "{" * 5000
# A string that doubles 30 times is a thousand million characters long.
STEPS = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(30))
DOUBLED = f"SELECT ?x30 {{ BIND('x' AS ?x0) {STEPS} }}"


@pytest.fixture
def graph(template: World) -> Graph:
    """A graph with a pool of its own."""
    return template.load().graph


def idle(graph: Graph) -> list[int]:
    """Return the process numbers of the workers that wait."""
    waiting = pool_of(graph)._idle
    return [worker.process.pid for workers in waiting.values() for worker in workers]


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(") ")[2]
    except OSError:
        return False
    return state[0] not in "ZX"


def gone(process: int) -> bool:
    """Tell whether a process ends, waiting for it as long as it takes a slow machine."""
    until = time.monotonic() + 30
    while alive(process) and time.monotonic() < until:
        time.sleep(0.01)
    return not alive(process)


def test_the_next_query_finds_the_same_worker(graph: Graph) -> None:
    answers = [run_guarded(graph, POINT, Limits())]
    first = idle(graph)
    answers += [run_guarded(graph, POINT, Limits()) for _ in range(5)]
    assert idle(graph) == first
    assert len(first) == 1
    assert len(set(answers)) == 1


@pytest.mark.parametrize(
    ("query", "limits"),
    [
        (CROSS, Limits(seconds=0.5)),
        (NESTED, Limits()),
        (DOUBLED, Limits(memory=400)),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", Limits(output=0)),
    ],
)
def test_a_worker_that_met_a_limit_is_replaced(graph: Graph, query: str, limits: Limits) -> None:
    before = run_guarded(graph, POINT, limits if limits.output else Limits())
    (first,) = idle(graph)
    with pytest.raises(LimitReached):
        run_guarded(graph, query, limits)
    if sys.platform.startswith("linux"):
        assert gone(first) or limits.output == 0
    assert run_guarded(graph, POINT, Limits()) == before
    assert first not in idle(graph) or limits.output == 0 or limits.memory != Limits().memory


def test_a_worker_that_died_while_waiting_is_not_asked(graph: Graph) -> None:
    before = run_guarded(graph, POINT, Limits())
    (first,) = idle(graph)
    os.kill(first, 9)
    assert gone(first)
    assert run_guarded(graph, POINT, Limits()) == before
    assert idle(graph) != [first]


def test_an_error_costs_no_worker(graph: Graph) -> None:
    run_guarded(graph, POINT, Limits())
    first = idle(graph)
    with pytest.raises(kg.errors.QueryError):
        run_guarded(graph, "SELECT ?x { ?x", Limits())
    assert idle(graph) == first


def test_an_interrupt_ends_the_worker(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    run_guarded(graph, POINT, Limits())
    (first,) = idle(graph)

    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(pool.Worker, "ask", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_guarded(graph, POINT, Limits())
    assert idle(graph) == []
    assert gone(first)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no way to hold a process")
def test_a_worker_that_does_not_read_keeps_nobody_waiting(graph: Graph) -> None:
    run_guarded(graph, POINT, Limits())
    (first,) = idle(graph)
    os.kill(first, signal.SIGSTOP)
    longer_than_a_pipe = f"SELECT * {{ ?s ?p '{'x' * 90_000}' }}"
    with pytest.raises(LimitReached, match="Q201"):
        run_guarded(graph, longer_than_a_pipe, Limits(seconds=0.5))
    assert run_guarded(graph, POINT, Limits())[0] == "select"
    assert first not in idle(graph)


def test_many_at_once_get_their_own_answers(graph: Graph) -> None:
    queries = [f"SELECT ?n {{ BIND({number} AS ?n) }}" for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda q: run_guarded(graph, q, Limits())[1], queries))
    for number, answer in enumerate(answers):
        assert f'"value":"{number}"' in answer.decode()
    assert len(idle(graph)) <= pool.MOST_IDLE


def test_a_cap_on_memory_has_workers_of_its_own(graph: Graph) -> None:
    run_guarded(graph, POINT, Limits())
    run_guarded(graph, POINT, Limits(memory=512))
    assert len(idle(graph)) == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_the_workers_go_with_their_graph(template: World) -> None:
    graph = template.load().graph
    run_guarded(graph, POINT, Limits())
    (worker,) = idle(graph)
    del graph
    gc.collect()
    assert gone(worker)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_fork_shares_no_worker(graph: Graph) -> None:
    run_guarded(graph, POINT, Limits())
    (own,) = idle(graph)
    child = os.fork()
    if not child:
        os._exit(0 if own not in idle(graph) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert alive(own)


@given(st.lists(st.binary(max_size=300)))
def test_frames_come_out_as_they_went_in(contents: list[bytes]) -> None:
    pipe = io.BytesIO()
    for content in contents:
        write_frame(pipe, content)
    pipe.seek(0)
    assert [read_frame(pipe) for _ in contents] == contents
    assert read_frame(pipe) is None


@given(st.binary(min_size=1, max_size=50), st.data())
def test_a_torn_frame_is_no_frame(content: bytes, data: st.DataObject) -> None:
    pipe = io.BytesIO()
    write_frame(pipe, content)
    whole = pipe.getvalue()
    kept = data.draw(st.integers(0, len(whole) - 1))
    assert read_frame(io.BytesIO(whole[:kept])) is None
