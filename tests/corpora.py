"""Corpora for the tests of analytics and of their engines: exports, and what engines answer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from kg.analytics.engine import open_engine, plain
from kg.analytics.layout import PARTS, TRIPLES
from kg.analytics.questions import get_question
from kg.answers.gaps import find_gaps
from kg.answers.matrix import build_matrix
from kg.answers.support import examine_threads
from kg.answers.thread import Filters
from kg.answers.values import Modality
from kg.commands import main
from kg.graph.graph import Graph
from kg.graph.terms import local_name
from kg.views.exports.parquet import Target, write_file

Rows = list[tuple[Any, ...]]


def export_nquads(nquads: bytes, directory: Path, parts: int = PARTS) -> Path:
    """Write *nquads* as Parquet into *directory*, by way of a file, and return it."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    file = directory.parent / "graph.nq"
    file.write_bytes(nquads)
    write_file(file, Target(directory, "kg export -f parquet", parts))
    return directory


def invented_corpus(file: Path, documents: int = 6) -> Path:
    """Write a file of N-Quads with invented papers, and what was planted beside it as JSON."""
    planted = file.with_suffix(".json")
    call = ["synth", "--documents", str(documents), "--seed", "7", "-q"]
    assert main.run([*call, "-o", str(file), "--answers", str(planted)]) == 0
    return file


def ask(directory: Path, question: str, engine: str = "duckdb") -> Rows:
    """Return the rows of the answer, names of ours without their prefix."""
    return ask_all(directory, question, engine=engine)[0]


def ask_all(directory: Path, *questions: str, engine: str = "duckdb") -> list[Rows]:
    """Return the rows of each answer."""
    with open_engine(engine, str(directory)) as opened:
        results = (opened.run(get_question(name).sql) for name in questions)
        return [[tuple(map(plain, row)) for row in result.rows] for result in results]


def read_triples(directory: Path) -> Rows:
    """Return all rows of an export, file by file."""
    import pyarrow.parquet as pq

    files = sorted((directory / TRIPLES).iterdir())
    tables = [pq.ParquetFile(file).read() for file in files]
    return [row for table in tables for row in zip(*(c.to_pylist() for c in table), strict=True)]


def gaps_of(graph: Graph) -> Rows:
    """Return the gaps as `kg gaps` finds them."""
    found = find_gaps(graph).gaps
    return sorted((gap.kind, gap.gap, local_name(gap.thing)) for gap in found)


def matrix_of(graph: Graph) -> Rows:
    """Return the cells as `kg matrix` finds them, with the documents of the action's column."""
    matrix = build_matrix(graph)
    documents = {line.iri: len(line.documents) for line in matrix.columns}
    return sorted(
        (
            local_name(cell.bottleneck), local_name(cell.action), cell.count(Modality.STATED),
            cell.count(Modality.INFERRED), len(cell.sources), documents[cell.action],
        )
        for cell in matrix.cells
    )  # fmt: skip


def threads_of(graph: Graph) -> Counter[tuple[Any, ...]]:
    """Return the chains as `kg threads` finds them: bottleneck, links and nodes, inferences."""
    return Counter(
        (
            local_name(test.chain.nodes[0]),
            tuple((hop.link, local_name(hop.end)) for hop in test.chain.hops),
            test.chain.inferences,
        )
        for test in examine_threads(graph, None, Filters())
    )


def threads_in(rows: Rows) -> Counter[tuple[Any, ...]]:
    """Return the rows of the question `threads` in the same shape; the lengths must be right."""
    found: Counter[tuple[Any, ...]] = Counter()
    for bottleneck, *steps, hops, inferences in rows:
        pairs = list(zip(steps[::2], steps[1::2], strict=True))
        walked = tuple(pair for pair in pairs if pair[0] is not None)
        assert len(walked) == hops
        found[bottleneck, walked, inferences] += 1
    return found
