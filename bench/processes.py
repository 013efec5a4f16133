"""What `bench/speed.py` measures in processes of their own: loading, memory, one call, a check."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from graphs import APART, KG, Bench
from measuring import Apart, Line, Seconds, medians, run_apart

from kg.graph.terms import KGD


def measure_loading(bench: Bench) -> Iterator[Line]:
    """Loading a file of N-Quads, each in a process of its own, and the memory it took."""
    if bench.large:
        return
    names = ["kg", "oxigraph", "oxrdflib", "rdflib", "duckdb"]
    found: dict[str, list[Apart]] = {name: [] for name in names}
    for turn in range(bench.rounds):
        for name in names if turn == 0 else names[:2]:
            found[name].append(run_apart([*APART, name, str(bench.file)]))
    load = {n: medians({n: [a.said["seconds"] for a in runs]})[n] for n, runs in found.items()}
    peak = {n: medians({n: [float(a.peak) for a in runs]})[n] for n, runs in found.items()}
    bounds = {"oxigraph": (1.3, None), "rdflib": (None, 0.5)}
    titles = {"oxigraph": "pyoxigraph, `bulk_load`", "duckdb": "DuckDB, table and indexes"}
    for name in names[1:]:
        time, memory = bounds.get(name, (None, None))
        title = titles.get(name, name)
        yield Line("load into memory", title, load["kg"], load[name], time)
        yield Line("peak memory after loading", title, peak["kg"], peak[name], memory, "B")


def measure_disk(bench: Bench) -> Iterator[Line]:
    """Loading onto disk."""
    for path in (f"{bench.name}-store", f"{bench.name}-raw"):
        _remove(bench.graphs.top / path)
    ours = run_apart(
        [*APART, "kg-disk", str(bench.file), str(bench.graphs.top / f"{bench.name}-store")]
    )
    raw = run_apart(
        [*APART, "oxigraph-disk", str(bench.file), str(bench.graphs.top / f"{bench.name}-raw")]
    )
    peer = "pyoxigraph, `bulk_load`"
    yield Line("load onto disk", peer, ours.said["seconds"], raw.said["seconds"])
    yield Line("peak memory, loading onto disk", peer, ours.peak, raw.peak, unit="B")


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)


def measure_one_shot(bench: Bench) -> Iterator[Line]:
    """A whole process, processor time: `kg trace` on a store against importing rdflib alone."""
    store = bench.graphs.store(bench.name)
    term = bench.bottlenecks[0].removeprefix(KGD)
    program = "import rdflib; import rdflib.plugins.sparql.processor"
    seconds: Seconds = {}
    for _ in range(3 * bench.rounds):
        ours = run_apart([*KG, "trace", term, "--json", "--store", str(store), "-q"])
        other = run_apart([sys.executable, "-c", program])
        seconds.setdefault("kg", []).append(ours.cpu)
        seconds.setdefault("rdflib", []).append(other.cpu)
    found = medians(seconds)
    title = "importing rdflib with SPARQL"
    yield Line("`kg trace` on a store, processor time", title, found["kg"], found["rdflib"], 0.5)


def measure_check(bench: Bench) -> Iterator[Line]:
    """Every check over the same graph as a data directory, against a minute."""
    if bench.large:
        return
    data = bench.graphs.data(bench.name)
    start = run_apart([*APART, "check", str(data)])
    yield Line(
        "`kg check`, first time, processor time", "a minute", start.said["seconds"], 60.0, 1.0
    )
