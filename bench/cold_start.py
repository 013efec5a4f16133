"""Processor time of whole processes, as ratios to importing rdflib with its SPARQL engine."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

REFERENCE = "import rdflib.plugins.sparql"
COMMANDS = {
    "import rdflib with SPARQL": ["-c", REFERENCE],
    "python": ["-c", "pass"],
    "kg --help": ["-m", "kg", "--help"],
    "kg trace 碳足迹 --json": ["-m", "kg", "trace", "碳足迹", "--json"],
    "kg trace 碳足迹": ["-m", "kg", "trace", "碳足迹"],
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
    """Measure all commands in turn, round after round, and print medians and ratios."""
    subprocess.run([sys.executable, "-m", "kg", "build", "-q"], check=True)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            times[name].append(processor_seconds(arguments))
    reference = statistics.median(times["import rdflib with SPARQL"])
    print(f"median of {ROUNDS} rounds, processor seconds, and ratio to the first line")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{median:7.3f}  {median / reference:5.2f}  {name}")


if __name__ == "__main__":
    main()
