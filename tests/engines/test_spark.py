"""The questions to a corpus on Spark: two workers, answers equal to DuckDB's, one is killed."""

from __future__ import annotations

import importlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import ROOT
from corpora import Rows, ask_all, export_nquads

from kg.analytics.questions import list_questions
from kg.graph.terms import KG, KGD

pyspark = pytest.importorskip("pyspark")
QUESTIONS = [question.name for question in list_questions()]
WAIT = 600  # seconds until a test gives up; no time is asserted
FAULT = f"<{KGD}action-x> <{KG}supersedes> <{KGD}action-nowhere> .\n".encode()
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A session on a master and two workers, each a process of its own on this machine."""
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        # The workers start executors by the scripts of the package, and nothing but this machine.
        patch.setenv("SPARK_HOME", str(Path(pyspark.__file__).parent))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .appName("kg tests")
            .config("spark.executor.memory", "512m")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            # Small data: what is compiled for speed would take longer than it saves.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.driver.extraJavaOptions", QUICK_START)
            .config("spark.executor.extraJavaOptions", QUICK_START)
            .getOrCreate()
        )
        yield session
        session.stop()


def executors(session: Any) -> dict[str, Any]:
    """Return all executors that ever were, by id, as Spark's own status store knows them."""
    found = session.sparkContext._jsc.sc().statusStore().executorList(False)
    summaries = (found.apply(number) for number in range(found.size()))
    return {summary.id(): summary for summary in summaries if summary.id() != "driver"}


def processes(session: Any) -> dict[str, int]:
    """Return the process of each executor of *session*, by the executor's id."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().decode(errors="replace").split("\0")
        except OSError:  # gone meanwhile
            continue
        if "--executor-id" in words and session.sparkContext.applicationId in words:
            found[words[words.index("--executor-id") + 1]] = int(path.parent.name)
    return found


def wait_for(what: Any) -> Any:
    """Return what *what* gives, as soon as it gives something."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came")


@pytest.fixture(scope="module")
def corpus(invented_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export with a fault in it, so that no answer is empty."""
    nquads = invented_small.read_bytes() + FAULT
    return export_nquads(nquads, tmp_path_factory.mktemp("corpus") / "parquet")


def test_both_workers_are_there_and_answer_as_duckdb_does(cluster: Any, corpus: Path) -> None:
    expected = ask_all(corpus, *QUESTIONS)
    assert all(expected)
    assert wait_for(lambda: len(processes(cluster)) == 2)
    answers = ask_all(corpus, *QUESTIONS, engine="spark")
    for name, found, wanted in zip(QUESTIONS, answers, expected, strict=True):
        assert found == wanted, name
    assert all(summary.completedTasks() > 0 for summary in executors(cluster).values())
    assert cluster.catalog.listTables() == []  # the views were not left behind


def test_the_bench_sees_what_a_question_costs(
    cluster: Any, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    bench = importlib.import_module("cluster")
    wait_for(lambda: len(processes(cluster)) == 2)
    before, cpu = bench.stage_sums(cluster), bench.cpu_seconds()
    ask_all(corpus, "hubs", engine="spark")
    after = bench.stage_sums(cluster)
    costs = {key: after[key] - before[key] for key in after}
    for what in ("taskCpu", "tasks", "read", "readRows", "shuffled", "shuffledRows", "fetched"):
        assert costs[what] > 0, what
    assert costs["spilled"] == 0
    assert bench.cpu_seconds() > cpu
    assert set(processes(cluster).values()) <= set(bench.family())
    assert min(bench.peaks().values()) > 10_000_000


def test_a_killed_worker_changes_nothing(cluster: Any, corpus: Path) -> None:
    asked = ("gaps", "threads")
    expected = ask_all(corpus, *asked)
    before = set(wait_for(lambda: processes(cluster)))
    answers: list[list[Rows]] = []
    asking = threading.Thread(
        target=lambda: answers.append(ask_all(corpus, *asked, engine="spark"))
    )
    asking.start()
    # The one that is at work: killed with a task in its hands.
    busy = wait_for(
        lambda: [
            name
            for name, summary in executors(cluster).items()
            if summary.activeTasks() > 0 and name in processes(cluster)
        ]
    )
    os.kill(processes(cluster)[busy[0]], signal.SIGKILL)
    asking.join(WAIT)
    assert answers == [expected]
    lost = executors(cluster)[busy[0]]
    assert not lost.isActive()
    assert lost.removeReason().isDefined()
    assert set(wait_for(lambda: set(processes(cluster)) - before))  # and another took its place
