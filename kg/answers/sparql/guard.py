"""The one door for SPARQL: a token check, then a pooled worker process that may die.

Two walls keep a query local and read-only: the check of its words here, and in the worker a cap
on file descriptors, so that no socket or file can be opened. A query for an endpoint is checked
and parsed here all the same; then it is sent, and its time and the size of its answer are watched.
"""

from __future__ import annotations

import json
import re
import signal
import time
from dataclasses import dataclass
from typing import cast

from kg.answers.sparql.catalogue import mistake
from kg.answers.sparql.misfit import POSITION, Misfit
from kg.answers.sparql.mistakes import check_text, explain
from kg.answers.sparql.pool import Frame, Worker, pool_of
from kg.answers.sparql.tokens import blank_out
from kg.errors import KgError
from kg.graph.graph import Graph
from kg.graph.terms import PREFIXES
from kg.stores.protocol import Full, Kind, Order

MAX_QUERY = 100_000  # characters
MAX_SECONDS = 86_400.0
# Glued keywords reach the parser too (SERVICESILENT<…>), so there is no word boundary here.
REMOTE = re.compile(r"SERVICE|LOAD", re.IGNORECASE)
UPDATE = re.compile(
    r"\b(INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD|LOAD)\b(?!\s*\()", re.IGNORECASE
)
DATASET = re.compile(r"\bFROM", re.IGNORECASE)
FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
# How a worker that died says why: by the signal that ended it, or by what Rust and Python wrote.
# Several threads of the engine reach the end of the processor time before the deadline.
TOO_DEEP = -signal.SIGSEGV  # the stack has no more room
NO_MEMORY = (b"memory allocation", b"MemoryError")
OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)


@dataclass(frozen=True)
class Limits:
    """What a query may cost: seconds, megabytes of memory and of output, rows shown."""

    seconds: float = 30.0
    memory: int = 2048
    output: float = 64
    rows: int | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for a deadline that is none."""
        if not 0 < self.seconds <= MAX_SECONDS:
            raise mistake("Q406", seconds=f"{self.seconds:g}", most=f"{MAX_SECONDS:g}")


def refuse_text(query: str) -> None:
    """Raise QueryRefused for a query that is too long, QueryError for one that is no text."""
    if len(query) > MAX_QUERY:
        raise mistake("Q101", length=len(query), most=MAX_QUERY)
    check_text(query)


def refuse_words(query: str) -> None:
    """Raise QueryRefused for a query that would write, or reach beyond this graph."""
    bare = blank_out(query)
    if not FORM.search(bare) and (match := UPDATE.search(bare)):
        raise mistake("Q102", word=match[0].upper())
    if match := REMOTE.search(bare):
        raise mistake("Q103", word=match[0].upper())
    if DATASET.search(bare):
        raise mistake("Q104")


def run_guarded(
    graph: Graph, query: str, limits: Limits, written: str | None = None
) -> tuple[str, bytes]:
    """Run *query* in a worker; return its kind (select, ask, graph) and its result.

    The result is SPARQL JSON, or N-Triples for a graph, of one row more than the limit on rows.
    Raises QueryError, QueryRefused or LimitReached; they speak of the query as it was *written*,
    which lacks what was generated into it. A worker that met a limit, or was interrupted, is ended
    and replaced.
    """
    refuse_text(query)
    refuse_words(query)
    rows = None if limits.rows is None else limits.rows + 1
    errand = _Errand(graph, limits)
    written = query if written is None else written
    if graph.store.remote:
        kind, _ = errand.run({"parse": query, "prefixes": PREFIXES}, written)
        return errand.send(query, cast(Kind, kind), rows)
    return errand.run({"query": query, "prefixes": PREFIXES, "rows": rows}, written)


class _Errand:
    """A worker out on one query; it is given back unless anything went wrong."""

    def __init__(self, graph: Graph, limits: Limits) -> None:
        self.graph = graph
        self.limits = limits
        self.until = time.monotonic() + limits.seconds
        self.pool = pool_of(graph)
        self.worker: Worker = self.pool.take(graph, limits.memory)

    def run(self, task: dict[str, object], written: str) -> tuple[str, bytes]:
        """Return the word and the result of *task*, or raise what is wrong with the query."""
        try:
            word, payload = self._ask(task)
            if word in ("memory", "output"):
                raise self._reached(word)
            error = self._explain(written, payload.decode()) if word == "error" else None
        except BaseException:  # Ctrl-C too: no worker goes on behind the user's back
            self.worker.end()
            raise
        self.pool.give_back(self.worker, self.limits.memory)
        if error:
            raise error
        return word, payload

    def send(self, query: str, kind: Kind, rows: int | None) -> tuple[str, bytes]:
        """Return the answer of the engine elsewhere, which is watched as a worker is."""
        left = max(self.until - time.monotonic(), 0.001)
        order = Order(query, PREFIXES, rows, self.limits.output, left, kind)
        try:
            return self.graph.store.query(order)
        except TimeoutError as error:
            raise self._reached("time") from error
        except Full as error:
            raise self._reached("output") from error

    def _ask(self, task: dict[str, object]) -> tuple[str, bytes]:
        left = max(self.until - time.monotonic(), 0.0)
        costs = {"output": self.limits.output, "seconds": self.limits.seconds}
        try:
            answer: Frame = self.worker.ask({**task, **costs}, left)
        except TimeoutError as error:
            raise self._reached("time") from error
        if answer is None:
            raise self._died()
        word, _, payload = answer.partition(b"\n")
        return word.decode(), payload

    def _explain(self, written: str, message: str) -> KgError:
        """Return the error for a query of which the engine said *message*."""
        misfit = None
        if POSITION.search(message):
            try:
                _, payload = self._ask({"misfit": written, "prefixes": PREFIXES})
                misfit = Misfit.from_json(json.loads(payload))
            except KgError:  # that it is wrong is known; where, is not worth more time
                self.worker.end()
        return explain(written, message, misfit, self.graph.has)

    def _died(self) -> KgError:
        status, said = self.worker.last_words()
        if status == OUT_OF_TIME:
            return self._reached("time")
        if status == TOO_DEEP:
            return mistake("Q202")
        if any(words in said for words in NO_MEMORY):
            return self._reached("memory")
        return mistake("Q205", status=status)

    def _reached(self, what: str) -> KgError:
        if what == "time":
            return mistake("Q201", seconds=f"{self.limits.seconds:g}")
        if what == "memory":
            return mistake("Q203", memory=self.limits.memory)
        return mistake("Q204", output=f"{self.limits.output:g}")
