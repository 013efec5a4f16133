"""The tables of the bench: every measure in its column, the same table in both languages."""

from __future__ import annotations

import importlib
import re
import sys
from types import ModuleType
from typing import Any

import pytest
from command_line import ROOT

Json = dict[str, Any]


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    return importlib.import_module("corpus_tables")


def measured(name: str, triples: int, *, spark: bool) -> Json:
    """Return what a run measures: a million triples cost DuckDB 2 s, Spark's tasks 6 s."""
    millions = triples / 1_000_000
    hub = [["kg:appliesTo", "kgd:region-cn", 3, 4, 1], ["kg:appliesTo", "kgd:region-x", 1, 4, 2]]
    asked = {"rows": 7, "cpu": 2 * millions, "wall": millions, "memory": 90e6, "first": hub}
    on_spark = {
        "wall": 8.0, "cpu": 9.0, "firstWall": 20.0, "taskCpu": 6 * millions, "read": 5e6,
        "shuffled": 30e6 * millions, "shuffledRows": 2e6 * millions, "spilled": 0,
    }  # fmt: skip
    workers = {
        count: {
            "questions": {"hubs": {**on_spark, "wall": 8.0 / count}},
            "start": 4.0,
            "memory": {"driver": 700e6, "executor": 400e6},
        }
        for count in (1, 2)
    }
    return {
        "name": name,
        "planted": {"documents": triples // 4000},
        "export": {"triples": triples, "cpu": 9 * millions, "nquads": 160 * triples,
                   "parquet": 6 * triples, "memory": 150e6},
        "duckdb": {"hubs": asked},
        "spark": workers if spark else {},
    }  # fmt: skip


def printed(tables: ModuleType, capsys: pytest.CaptureFixture[str], language: str) -> str:
    runs = [measured("100k", 100_000, spark=True), measured("1m", 1_000_000, spark=False)]
    shipped = measured("shipped", 64_000, spark=False)
    tables.print_tables(shipped, runs, tables.Printer(language), 1_000_000)
    return capsys.readouterr().out


def test_costs_are_carried_on_straight(
    tables: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(tables, capsys, "en")
    # 4,000 million triples: DuckDB 8,000 s, Spark's tasks 24,000 s, 16 cores of which half count.
    assert "| `hubs` | 133 | 17 | 400 | 50 | 120.0 | 8.00 |" in out
    assert "4.00 billion triples, 640 GB of N-Quads, 24 GB of Parquet, 10.0 core-hours" in out
    assert "| `hubs` | 7 | 2.00 | 2.00 | 1.00 |" in out  # what grows straight has the exponent 1
    assert "| `hubs` | 8.0 | 4.0 | 0.50 | 9.0 | 9.0 | 0.60 | 5.0 | 3.0 | 200,000 | 0.0 |" in out
    assert "| 2 | 4.0 | 20.0 | 4.0 | 0.1 | 700 | 400 |" in out
    assert "| `kg:appliesTo` | `kgd:region-cn` | 75.0% (3 ÷ 4) |" in out


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ([(1.0, 6.0)], 600.0),
        ([(0.1, 2.6), (1.0, 8.0)], 602.0),  # 2 are fixed
        ([(5.0, 1.0), (0.1, 2.6), (1.0, 8.0)], 602.0),
        ([(0.1, 9.0), (1.0, 8.0)], 800.0),
    ],
)
def test_what_is_fixed_does_not_grow(
    tables: ModuleType, costs: list[tuple[float, float]], expected: float
) -> None:
    assert tables.carry_on(costs, 100.0) == pytest.approx(expected)


def test_both_languages_have_the_same_tables(
    tables: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    def shape(out: str) -> list[int]:
        lines = [line for line in out.splitlines() if line.startswith("|")]
        assert all(line.count("|") > 2 for line in lines)
        return [line.count("|") for line in lines]

    english, chinese = (printed(tables, capsys, language) for language in ("en", "zh"))
    assert shape(english) == shape(chinese)
    rows = [line for line in english.splitlines() if line.startswith("| `")]
    assert rows == [line for line in chinese.splitlines() if line.startswith("| `")]
    assert not re.search("[一-鿿]", english)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_processor_time_is_that_of_children_too(monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import subprocess

    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    cluster = importlib.import_module("cluster")
    before = cluster.cpu_seconds()
    busy = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stdin
        child.stdout.readline()
        assert {os.getpid(), child.pid} <= set(cluster.family())
        assert cluster.cpu_seconds() - before >= 0.25
        child.stdin.write(b"\n")
