"""The one door for SPARQL: a token check, then a pooled worker process that may die.

Two walls keep a query local and read-only: the check of its words here, and in the worker a cap
on file descriptors, so that no socket or file can be opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.answers.mistakes import explain
from kg.answers.pool import pool_of
from kg.answers.tokens import blank_out
from kg.errors import LimitReached, QueryRefused, UsageError
from kg.graph.store import Graph
from kg.graph.terms import PREFIXES
from kg.language import Text

MAX_QUERY = 100_000  # characters
MAX_SECONDS = 86_400.0
# Glued keywords reach the parser too (SERVICESILENT<…>), so there is no word boundary here.
REMOTE = re.compile(r"SERVICE|LOAD", re.IGNORECASE)
UPDATE = re.compile(
    r"\b(INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD|LOAD)\b(?!\s*\()", re.IGNORECASE
)
DATASET = re.compile(r"\bFROM", re.IGNORECASE)
FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """What a query may cost: seconds, megabytes of memory and of output, rows shown."""

    seconds: float = 30.0
    memory: int = 2048
    output: int = 256
    rows: int | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for a deadline that is none."""
        if not 0 < self.seconds <= MAX_SECONDS:
            text = Text(
                "The time limit is {seconds} s: give more than 0 and at most {most}.",
                "时限为 {seconds} 秒：请给出大于 0、不超过 {most} 的数。",
            )
            raise UsageError(text.fill(seconds=self.seconds, most=MAX_SECONDS))


def refuse_words(query: str) -> None:
    """Raise QueryRefused for a query that would write, or reach beyond this graph."""
    bare = blank_out(query)
    if len(query) > MAX_QUERY:
        text = Text(
            "The query has {length} characters, more than {most}: shorten it.",
            "查询有 {length} 个字符，超过上限 {most}：请缩短。",
        )
        raise QueryRefused(text.fill(length=len(query), most=MAX_QUERY))
    if not FORM.search(bare) and (match := UPDATE.search(bare)):
        text = Text(
            "{word} would change the graph, and queries here only read: edit the files in data/ "
            "instead.",
            "{word} 会修改图谱，而此处的查询只读：请改为编辑 data/ 中的文件。",
        )
        raise QueryRefused(text.fill(word=match[0].upper()))
    if match := REMOTE.search(bare):
        text = Text(
            "{word} would reach out to the network; queries here see this graph only: remove it.",
            "{word} 会访问网络，而此处的查询只能访问本图谱：请删除它。",
        )
        raise QueryRefused(text.fill(word=match[0].upper()))
    if DATASET.search(bare):
        raise QueryRefused(
            Text(
                "FROM names another graph; everything is in the one default graph: remove it.",
                "FROM 指向其他图；所有数据都在唯一的默认图中：请删除它。",
            )
        )


def run_guarded(graph: Graph, query: str, limits: Limits) -> tuple[str, bytes]:
    """Run *query* in a worker; return its kind (select, ask, graph) and its result.

    The result is SPARQL JSON, or N-Triples for a graph. Raises QueryError, QueryRefused or
    LimitReached. A worker that met a limit, or was interrupted, is ended and replaced.
    """
    refuse_words(query)
    word, _, payload = _ask(graph, query, limits).partition(b"\n")
    if word == b"error":
        raise explain(query, payload.decode())
    return word.decode(), payload


def _ask(graph: Graph, query: str, limits: Limits) -> bytes:
    """Return the answer of a worker, given back unless anything went wrong."""
    costs = {"output": limits.output, "seconds": limits.seconds}
    task: dict[str, object] = {"query": query, "prefixes": PREFIXES, **costs}
    pool = pool_of(graph)
    worker = pool.take(graph, limits.memory)
    try:
        answer = worker.ask(task, limits.seconds)
        if answer is None:
            raise _broke_engine(limits)
        if answer.startswith(b"limit"):
            raise _too_big(limits)
    except TimeoutError as error:
        worker.end()
        raise _too_long(limits) from error
    except BaseException:  # Ctrl-C too: no worker goes on behind the user's back
        worker.end()
        raise
    pool.give_back(worker, limits.memory)
    return answer


def _broke_engine(limits: Limits) -> LimitReached:
    text = Text(
        "The query broke the engine: it is nested too deeply, or needs more than {memory} MB; "
        "simplify it.",
        "查询使引擎中断：嵌套过深，或所需内存超过 {memory} MB；请简化。",
    )
    return LimitReached(text.fill(memory=limits.memory))


def _too_long(limits: Limits) -> LimitReached:
    text = Text(
        "The query was stopped after {seconds} seconds: narrow it, or allow more with --timeout.",
        "查询在 {seconds} 秒后被终止：请缩小范围，或用 --timeout 放宽。",
    )
    return LimitReached(text.fill(seconds=f"{limits.seconds:g}"))


def _too_big(limits: Limits) -> LimitReached:
    text = Text(
        "The query needed more than {memory} MB of memory or {output} MB of output and was "
        "stopped: narrow it, or add LIMIT.",
        "查询超过了 {memory} MB 内存或 {output} MB 输出的上限，已终止：请缩小范围或加上 LIMIT。",
    )
    return LimitReached(text.fill(memory=limits.memory, output=limits.output))
