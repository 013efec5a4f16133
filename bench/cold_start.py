"""Processor time of whole processes, as ratios to importing rdflib with its SPARQL engine.

The trace is asked of the built graph in the cache, and of a store on disk.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile

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
ROUNDS = 11


def processor_seconds(arguments: list[str]) -> float:
    """Return user and system time of one process."""
    before = os.times()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return (
        after.children_user - before.children_user + after.children_system - before.children_system
    )


def main() -> None:
    """Build the graph, into the cache and into a store, and measure."""
    with tempfile.TemporaryDirectory() as directory:
        build = [sys.executable, "-m", "kg", "build", "-q", "--store", f"{directory}/store"]
        subprocess.run(build, check=True)
        measure(f"{directory}/store")


def measure(store: str) -> None:
    """Measure all commands in turn, and print medians and ratios."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            words = [store if word == STORE else word for word in arguments]
            times[name].append(processor_seconds(words))
    reference = statistics.median(times["import rdflib with SPARQL"])
    print(f"median of {ROUNDS} rounds, processor seconds, and ratio to the first line")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{median:7.3f}  {median / reference:5.2f}  {name}")


if __name__ == "__main__":
    main()
