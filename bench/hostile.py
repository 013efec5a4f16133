"""How much later than its deadline a hostile query comes back, and how each of them ended.

The corpus of the tests on the shipped graph, one after the other. Prints milliseconds over the
deadline, and for each kind of query the outcomes:

    python bench/hostile.py
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import kg
from kg.answers.sparql.guard import Limits
from kg.answers.sparql.query import run_query
from kg.errors import KgError
from kg.graph.graph import Graph

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "answers"))

from hostile_queries import list_hostile

LIMITS = Limits(seconds=1.0, memory=600, output=4)
NOBODY, NOTHING = "http://127.0.0.1:9/", "file:///nothing"
WORST = 5


def main() -> None:
    """Run all, measure and print."""
    graph = kg.load().graph
    outcomes: dict[str, Counter[str]] = {}
    late: list[tuple[float, str]] = []
    for one in list_hostile():
        query = one.query.replace("{url}", NOBODY).replace("{file}", NOTHING)
        start = time.perf_counter()
        outcome = _outcome(graph, query)
        over = time.perf_counter() - start - LIMITS.seconds
        outcomes.setdefault(one.kind, Counter())[outcome] += 1
        late.append((over * 1000, f"{one.kind}: {query[:60]!a}"))
    for kind, counts in outcomes.items():
        print(f"{kind:12}" + ", ".join(f"{code} {n}" for code, n in sorted(counts.items())))
    print(f"worst overruns of a deadline of {LIMITS.seconds:g} s, in ms:")
    for over, name in sorted(late, reverse=True)[:WORST]:
        print(f"{over:8.0f}  {name}")


def _outcome(graph: Graph, query: str) -> str:
    try:
        run_query(graph, query, limits=LIMITS)
    except KgError as error:
        return error.code
    return "answer"


if __name__ == "__main__":
    main()
