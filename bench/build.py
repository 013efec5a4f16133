"""What an incremental build costs: one source changed, or nothing, against a build from nothing.

All in one run, in turns, on the shipped data and on invented ones (`kg synth -f data`); the built
bytes are compared. Processor time, medians; ratios to the build from nothing:

    python bench/build.py [PAPERS ...]
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.graph.build import build_graph
from kg.graph.fragments import Fragments, join_graph
from kg.graph.inputs import read_inputs
from kg.paths import shipped_root
from kg.synth.corpus import Size
from kg.synth.directory import write_directory

ROUNDS = 5
SEED = 2026


def main(sizes: Sequence[str]) -> None:
    """Measure and print."""
    print(
        f"{'data':24}{'triples':>10}{'nothing s':>11}{'one file':>10}{'one source':>12}{'none':>8}"
    )
    with tempfile.TemporaryDirectory() as place:
        shipped = Path(place) / "shipped"
        shutil.copytree(shipped_root() / "data", shipped)
        _measure("shipped", shipped)
        for papers in map(int, sizes):
            data = Path(place) / str(papers)
            write_directory(data, SEED, Size(documents=papers))
            _measure(f"{papers} invented papers", data)


def _measure(name: str, data: Path) -> None:
    """Print the time of a build of *data* from nothing, and of each other as a part of it."""
    source = min(path.parent for path in data.glob("sources/*/claims.csv"))
    kept = Fragments(data.parent / f"{data.name}-fragments", "bench")
    edits: dict[str, list[Path]] = {
        "one file": [source / "claims.csv"],
        "one source": sorted(p for p in source.iterdir() if p.suffix in (".ttl", ".csv", ".lock")),
        "none": [],
    }
    times: dict[str, list[float]] = {what: [] for what in ("nothing", *edits)}
    lines = 0
    join_graph(read_inputs((data,)), kept)
    for _ in range(ROUNDS):
        for what, files in edits.items():
            for file in files:
                _touch(file)
            nothing, whole = _timed(lambda: build_graph(read_inputs((data,))).as_nquads())
            taken, joined = _timed(lambda: join_graph(read_inputs((data,)), kept).nquads)
            if whole != joined:
                raise SystemExit(f"{name}, {what}: the two builds differ")
            times["nothing"].append(nothing)
            times[what].append(taken)
            lines = whole.count(b"\n")
    base = statistics.median(times.pop("nothing"))
    ratios = "".join(
        f"{statistics.median(taken) / base:{width}.2f}"
        for taken, width in zip(times.values(), (10, 12, 8), strict=True)
    )
    print(f"{name:24}{lines:>10,}{base:>11.2f}{ratios}")


def _touch(file: Path) -> None:
    """Change *file* without a change of meaning: an empty line, or a comment, more than before."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write("# changed\n" if file.suffix == ".ttl" else "\n")


def _timed(call: Callable[[], bytes]) -> tuple[float, bytes]:
    began = time.process_time()
    result = call()
    return time.process_time() - began, result


if __name__ == "__main__":
    main(sys.argv[1:] or ["50"])
