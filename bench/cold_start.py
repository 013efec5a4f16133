"""Processor time of whole processes, as ratios to importing rdflib with its SPARQL engine.

The trace is asked of the built graph in the cache, and of a store on disk.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile

from measuring import ENVIRON, run_apart

STORE = "{store}"  # stands for the directory of the store
REFERENCE = "import rdflib.plugins.sparql"
COMMANDS = {
    "import rdflib with SPARQL": ["-c", REFERENCE],
    "python": ["-c", "pass"],
    "kg --help": ["-m", "kg", "--help"],
    "kg trace 碳足迹 --json": ["-m", "kg", "trace", "碳足迹", "--json"],
    "kg trace 碳足迹": ["-m", "kg", "trace", "碳足迹"],
    "kg trace 碳足迹 --json --store DIR": [
        "-m",
        "kg",
        "trace",
        "碳足迹",
        "--json",
        "--store",
        STORE,
    ],
    "kg trace 碳足迹 --store DIR": ["-m", "kg", "trace", "碳足迹", "--store", STORE],
}
ROUNDS = 21


def main() -> None:
    """Build the graph, into the cache and into a store, and measure."""
    with tempfile.TemporaryDirectory() as directory:
        build = [sys.executable, "-m", "kg", "build", "-q", "--store", f"{directory}/store"]
        subprocess.run(build, check=True, env=ENVIRON)
        measure(f"{directory}/store")


def measure(store: str) -> None:
    """Measure all commands in turn, and print medians and ratios."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(ROUNDS + 1):
        for name, arguments in COMMANDS.items():
            words = [store if word == STORE else word for word in arguments]
            used = run_apart([sys.executable, *words])
            if turn:  # the first compiles, and keeps the index of the names
                times[name].append(used.cpu)
    reference = statistics.median(times["import rdflib with SPARQL"])
    print(f"median of {ROUNDS} rounds, processor seconds, and ratio to the first line")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{median:7.3f}  {median / reference:5.2f}  {name}")


if __name__ == "__main__":
    main()
