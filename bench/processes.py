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
    if bench.on_disk:
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
    """Loading onto disk, each in a process of its own: time, memory and the size of what is there.

    `kg` and DuckDB write what other sections then ask.
    """
    ours, _, sized = _write(bench, "kg-disk", f"{bench.name}-store")
    peers = {
        "pyoxigraph, `bulk_load`": ("oxigraph-disk", f"{bench.name}-raw"),
        "pyoxigraph, `bulk_load` and `optimize`": ("oxigraph-merged", f"{bench.name}-raw"),
        "DuckDB, table and indexes": ("duckdb-disk", f"{bench.name}.duckdb"),
    }
    for peer, (what, name) in peers.items():
        other, path, size = _write(bench, what, name)
        yield Line("load onto disk", peer, ours.said["seconds"], other.said["seconds"])
        yield Line("peak memory, loading onto disk", peer, ours.peak, other.peak, unit="B")
        yield Line("size on disk", peer, sized, size, unit="B")
        if name.endswith("-raw"):
            _remove(path)


def _write(bench: Bench, what: str, name: str) -> tuple[Apart, Path, int]:
    """Write *name* anew as `apart.py` does *what*; return what it used, its path and its size."""
    path = bench.graphs.top / name
    _remove(path)
    used = run_apart([*APART, what, str(bench.file), str(path)])
    files = [file for file in (path, *path.rglob("*")) if file.is_file()]
    return used, path, sum(file.stat().st_size for file in files)


def _remove(path: Path) -> None:
    path.unlink() if path.is_file() else shutil.rmtree(path, ignore_errors=True)


def measure_one_shot(bench: Bench) -> Iterator[Line]:
    """A whole process, processor time: `kg trace` on a store against importing rdflib alone."""
    store = bench.graphs.store(bench.name)
    term = bench.bottlenecks[0].removeprefix(KGD)
    program = "import rdflib; import rdflib.plugins.sparql.processor"
    seconds: Seconds = {}
    words = [*KG, "trace", term, "--json", "--store", str(store), "-q"]
    run_apart(words)  # the first time compiles
    for _ in range(7 * bench.rounds):
        ours, other = run_apart(words), run_apart([sys.executable, "-c", program])
        seconds.setdefault("kg", []).append(ours.cpu)
        seconds.setdefault("rdflib", []).append(other.cpu)
    found = medians(seconds)
    title = "importing rdflib with SPARQL"
    yield Line("`kg trace` on a store, processor time", title, found["kg"], found["rdflib"], 0.5)


def measure_check(bench: Bench) -> Iterator[Line]:
    """Every check over the same graph as a data directory, against a minute."""
    if bench.on_disk:
        return
    data = bench.graphs.data(bench.name)
    start = run_apart([*APART, "check", str(data)])
    yield Line(
        "`kg check`, first time, processor time", "a minute", start.said["seconds"], 60.0, 1.0
    )
