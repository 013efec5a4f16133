"""A trace of every bottleneck against the same question as SPARQL on rdflib, answers compared.

The question: which (action, measure, document) lie on a thread that reaches a document. The trace
gives them with all claims and evidence, the query the bare rows; the rows must be equal.
"""

from __future__ import annotations

import statistics
import sys
import time

import kg
from kg.answers.thread import Filters
from kg.answers.trace import trace_thing
from kg.graph.terms import KG, PREFIXES, TYPE

SPARQL = """
SELECT DISTINCT ?action ?measure ?document WHERE {
  ?action kg:addresses ?bottleneck .
  { ?action kg:correspondsTo ?measure . ?measure kg:setOutIn ?document }
  UNION
  { ?action kg:setOutIn ?document . BIND (?action AS ?measure) }
}
"""
Row = tuple[str, ...]


def rows_of_trace(graph: kg.PolicyGraph, bottleneck: str) -> set[Row]:
    """Return the rows as the trace gives them, parts of the bottleneck left aside."""
    found: set[Row] = set()
    for chain in trace_thing(graph.graph, bottleneck, Filters()).chains:
        documents = [hop for hop in chain.hops if hop.link == "setOutIn"]
        if chain.nodes[0] == bottleneck and documents:
            found.add((chain.nodes[1], documents[0].start, documents[0].end))
    return found


def main() -> None:
    """Measure both, bottleneck by bottleneck, and print the ratio of the medians."""
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    graph = kg.load()
    graph.rdf.query("ASK { ?s ?p ?o }")  # parse and import outside the measurement
    query = prepareQuery(SPARQL, initNs=PREFIXES)
    ours: list[float] = []
    theirs: list[float] = []
    for bottleneck in graph.graph.subjects(TYPE, KG + "Bottleneck"):
        start = time.perf_counter()
        rows = rows_of_trace(graph, bottleneck)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        result = graph.rdf.query(query, initBindings={"bottleneck": rdflib.URIRef(bottleneck)})
        answer = {tuple(map(str, row)) for row in result if isinstance(row, tuple)}
        theirs.append(time.perf_counter() - start)
        if rows != answer:
            sys.exit(f"{bottleneck}: the two answers differ in {len(rows ^ answer)} rows")
    print(f"{len(ours)} bottlenecks, equal answers; milliseconds")
    print("                                        median    total")
    for name, times in (
        ("trace with claims and evidence", ours),
        ("rdflib SPARQL, bare rows", theirs),
    ):
        print(f"{name:38}{statistics.median(times) * 1000:8.2f} {sum(times) * 1000:8.1f}")
    medians = statistics.median(ours) / statistics.median(theirs)
    print(f"{'ratio':38}{medians:8.2f} {sum(ours) / sum(theirs):8.2f}")


if __name__ == "__main__":
    main()
