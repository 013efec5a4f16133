"""Speed and memory of `kg` beside its peers, on one invented graph, answers compared.

Prints one table in Markdown. Ratios are of one run: contenders take turns, and medians are
compared. Ends with 1 when two answers differ. `docs/performance.md` holds the table.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import processes
import questions
from chinese import translate_table
from graphs import Bench, Graphs
from measuring import HEADER, Line, Unequal, describe_machine

SECTIONS: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "load": processes.measure_loading,
    "disk": processes.measure_disk,
    "trace": questions.measure_traces,
    "growth": questions.measure_growth,
    "gaps": questions.measure_gaps,
    "matrix": questions.measure_matrix,
    "search": questions.measure_search,
    "one-shot": processes.measure_one_shot,
    "check": processes.measure_check,
}
LIBRARIES = ("pyoxigraph", "rdflib", "oxrdflib", "duckdb", "networkx")


def parse_arguments() -> argparse.Namespace:
    """Return what the call says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", default="1m", choices=["10k", "100k", "1m", "10m"])
    parser.add_argument(
        "--graphs", type=Path, default=Path(tempfile.gettempdir()) / "policy-kg-bench",
        help="where the invented graphs are kept between runs",
    )  # fmt: skip
    parser.add_argument(
        "--disk", action="store_true",
        help="ask the graph on disk, as is done with the largest in any case",
    )  # fmt: skip
    parser.add_argument("--only", nargs="*", choices=list(SECTIONS), default=list(SECTIONS))
    parser.add_argument("--virtuoso", help="address of a Virtuoso endpoint that holds the graph")
    parser.add_argument("--rounds", type=int, default=3, help="turns of what takes seconds")
    parser.add_argument("--bottlenecks", type=int, default=200, help="traced, each once")
    parser.add_argument("--zh", action="store_true", help="print the table in Chinese too")
    return parser.parse_args()


def measure(bench: Bench, wanted: list[str]) -> Iterator[Line]:
    """Yield the lines of the sections *wanted*, told on stderr as they come."""
    for name in wanted:
        print(f"{name} …", file=sys.stderr, flush=True)
        for found in SECTIONS[name](bench):
            # What is wanted is wanted of a million triples in memory.
            kept = bench.name == "1m" and not bench.disk
            line = found if kept else replace(found, wanted=None)
            print("  " + line.as_markdown(), file=sys.stderr, flush=True)
            yield line


def main() -> None:
    """Measure and print the table."""
    given = parse_arguments()
    graphs = Graphs(given.graphs)
    asked = given.bottlenecks, given.virtuoso, given.disk
    bench = Bench(graphs, given.triples, given.rounds, *asked)
    try:
        lines = list(measure(bench, given.only))
    except Unequal as error:
        sys.exit(f"The answers are not equal: {error}")
    command = f"python bench/speed.py --triples {given.triples}{' --disk' * given.disk}"
    print(f"`{command}`, {datetime.now(UTC):%Y-%m-%d}; ", end="")
    print(f"{bench.triples:,} triples; {describe_machine(LIBRARIES)}.\n")
    table = [*HEADER.splitlines(), *(line.as_markdown() for line in lines)]
    print("\n".join(table))
    if given.zh:
        print("\n" + "\n".join(translate_table(table)))


if __name__ == "__main__":
    main()
