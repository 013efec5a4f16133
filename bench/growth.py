"""How time and memory grow with the graph: measured at four sizes, fitted, and drawn.

Prints two tables in Markdown and draws one picture. Fits t = a·n^b by least squares over the
logarithms; what grows faster than n·log n is named.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chinese import translate_table
from curves import STYLES, draw_curves
from graphs import APART, KG, Graphs
from measuring import describe_machine, run_apart

GROWN = [sys.executable, str(Path(__file__).resolve().parent / "grown.py")]
PICTURE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "growth.svg"
TIMES = (
    "load", "trace", "matrix", "gaps", "search", "search, first", "search, index made", "check",
    "check of a store",
)  # fmt: skip
MEMORIES = ("memory", "memory, check of a store")
CHECKED = {"10k", "100k", "1m"}  # a data directory of ten million triples is 17,000 files
Point = tuple[float, float]  # triples; seconds or bytes


@dataclass(frozen=True)
class Law:
    """t = a·n^b, how well it fits, and whether n·log n grows as fast over the same range."""

    a: float
    b: float
    r2: float
    bound: float  # the exponent that n·log n looks like between the smallest and the largest n

    @property
    def is_worse(self) -> bool:
        """Whether it grows faster than n·log n."""
        return self.b > self.bound


def fit(points: list[Point]) -> Law:
    """Return the law that fits *points* best; two at least."""
    logs = [(math.log(n), math.log(t)) for n, t in points]
    x, y = (statistics.fmean(values) for values in zip(*logs, strict=True))
    spread = sum((u - x) ** 2 for u, _ in logs)
    b = sum((u - x) * (v - y) for u, v in logs) / spread
    rest = sum((v - y - b * (u - x)) ** 2 for u, v in logs)
    whole = sum((v - y) ** 2 for _, v in logs)
    low, high = min(logs)[0], max(logs)[0]
    bound = 1 + math.log(high / low) / (high - low)
    return Law(math.exp(y - b * x), b, 1 - rest / whole if whole else 1.0, bound)


def measure(graphs: Graphs, sizes: list[str], rounds: int) -> dict[str, list[Point]]:
    """Return the medians of what is measured, by name, a point a size."""
    curves: dict[str, list[Point]] = {}
    for size in sizes:
        print(f"{size} …", file=sys.stderr, flush=True)
        file = graphs.file(size)
        words = [*GROWN, str(file), str(file.with_suffix(".json"))]
        runs = [run_apart(words).said for _ in range(rounds if size != "10m" else 1)]
        triples = runs[0]["triples"]
        found = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
        if size in CHECKED:
            found["check"] = run_apart([*APART, "check", str(graphs.data(size))]).said["seconds"]
        stored = run_apart([*KG, "--store", str(file), "check", "-q"])
        found |= {"check of a store": stored.cpu, "memory, check of a store": stored.peak}
        for name in (*TIMES, *MEMORIES):
            if name in found:
                curves.setdefault(name, []).append((triples, found[name]))
        print(f"  {found}", file=sys.stderr, flush=True)
    return curves


def _amount(name: str, value: float) -> str:
    if name in MEMORIES:
        return f"{value / 1e6:,.0f} MB"
    return f"{value:.3g} s" if value >= 1 else f"{value * 1e3:.3g} ms"


def count_claims(planted: Any) -> int:
    """Return how many claims are counted in *planted*, whatever they are counted by."""
    if isinstance(planted, dict):
        return sum(count_claims(part) for part in planted.values())
    return int(planted)


def tables(curves: dict[str, list[Point]], claims: dict[float, int]) -> list[str]:
    """Return the lines of both tables: what was measured, and the laws.

    *claims* are those of each number of triples: a third of the smallest graph is vocabulary,
    which questions about claims do not touch, so that claims grow faster than triples.
    """
    sizes = sorted({n for points in curves.values() for n, _ in points})
    lines = ["| triples | " + " | ".join(f"{n:,.0f}" for n in sizes) + " |"]
    lines.append("|---" * (len(sizes) + 1) + "|")
    for name, points in curves.items():
        given = dict(points)
        cells = [_amount(name, given[n]) if n in given else "–" for n in sizes]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    counted = [f"{claims[n]:,}" for n in sizes]
    lines.append("| claims | " + " | ".join(counted) + " |")
    head = "| | n^b, b = | R² | against n·log n | n the claims, b = |"
    lines += ["", head, "|---|---|---|---|---|"]
    for name, points in curves.items():
        law = fit(points)
        verdict = "**worse**" if law.is_worse else "no worse"
        by_claims = fit([(claims[n], value) for n, value in points]).b
        lines.append(f"| {name} | {law.b:.2f} | {law.r2:.3f} | {verdict} | {by_claims:.2f} |")
    return lines


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["10k", "100k", "1m", "10m"])
    parser.add_argument(
        "--graphs", type=Path, default=Path(tempfile.gettempdir()) / "policy-kg-bench"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--picture", type=Path, default=PICTURE)
    parser.add_argument("--zh", action="store_true", help="print the tables in Chinese too")
    given = parser.parse_args()
    graphs = Graphs(given.graphs)
    curves = measure(graphs, given.sizes, given.rounds)
    planted = [graphs.answers(size) for size in given.sizes]
    claims = {float(one["triples"]): count_claims(one["claims"]) for one in planted}
    print(f"`python bench/growth.py --sizes {' '.join(given.sizes)}`, ", end="")
    print(f"{datetime.now(UTC):%Y-%m-%d}; {describe_machine(('pyoxigraph',))}.\n")
    lines = tables(curves, claims)
    print("\n".join(lines))
    if given.zh:
        print("\n" + "\n".join(translate_table(lines)))
    drawn = {name: points for name, points in curves.items() if name in STYLES}
    given.picture.write_text(draw_curves(drawn, {n: fit(p).b for n, p in drawn.items()}), "utf-8")


if __name__ == "__main__":
    main()
