"""What the guard costs: a point query behind it against the same query on the store itself.

Both in one run, in turns; equal answers. Prints milliseconds and their difference:

    python bench/guard.py
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pyoxigraph as ox

import kg
from kg.answers.sparql.guard import Limits, run_guarded
from kg.graph.graph import Graph
from kg.graph.terms import PREFIXES

TERM = "kgd:bottleneck-carbon-footprint-accounting"
QUERIES = {
    "point": f"SELECT ?label {{ {TERM} skos:prefLabel ?label }}",
    "trace": f"SELECT ?a ?m ?d {{ ?a kg:addresses {TERM} . ?a kg:correspondsTo ?m . "
    "?m kg:setOutIn ?d }",
    "1,000 rows": "SELECT ?s ?p ?o { ?s a kg:Claim ; ?p ?o } LIMIT 1000",
}
ROUNDS = 400


def main() -> None:
    """Measure and print."""
    graph = kg.load().graph
    engine = ox.Store()
    engine.load(graph.as_nquads(), ox.RdfFormat.N_QUADS)
    print(f"{'query':12}{'store ms':>10}{'guard ms':>10}{'cost ms':>10}   (medians of {ROUNDS})")
    for name, query in QUERIES.items():
        bare, guarded = _direct(engine, query), _guarded(graph, query)
        if bare() != guarded():
            raise SystemExit(f"{name}: the answers differ")
        times: dict[str, list[float]] = {"bare": [], "guarded": []}
        for _ in range(ROUNDS):
            times["bare"].append(_timed(bare))
            times["guarded"].append(_timed(guarded))
        plain, behind = (statistics.median(times[which]) for which in ("bare", "guarded"))
        print(f"{name:12}{plain:10.3f}{behind:10.3f}{behind - plain:10.3f}")
    started = [_timed(_after_a_death(graph)) for _ in range(10)]
    print(f"a query after its worker was killed: {statistics.median(started):.0f} ms")


def _direct(store: ox.Store, query: str) -> Callable[[], bytes]:
    def run() -> bytes:
        results = store.query(query, prefixes=PREFIXES)
        return bytes(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")  # type: ignore[arg-type]

    return run


def _guarded(graph: Graph, query: str) -> Callable[[], bytes]:
    return lambda: run_guarded(graph, query, Limits())[1]


def _after_a_death(graph: Graph) -> Callable[[], bytes]:
    from kg.answers.sparql.pool import pool_of

    pool_of(graph).close()
    return _guarded(graph, QUERIES["point"])


def _timed(run: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
