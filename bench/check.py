"""What judges the shapes how fast, and whether all find the same.

The walk of `kg check` against pySHACL, and against the engines of PyPI `shacl` and `pyrudof` where
they are installed (they are no dependency). Each reads the same N-Triples and the same shapes, on
the shipped graph, on the same with every fiftieth triple or so spoilt, and on an invented one; the
findings (node, path, component, value) are compared with those of pySHACL. Processor time of
reading and judging, all threads; the walk is the unit. pySHACL is left out of graphs above
200,000 triples, where it takes minutes; the walk is then what the others are compared with.

With --parts: what part of `kg check` each step takes, of invented data directories of such sizes.

    python bench/check.py [--parts] [TRIPLES ...]
"""

from __future__ import annotations

import importlib
import importlib.metadata
import io
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import kg
from kg.graph.build import build_graph
from kg.graph.check import CHECKS, Subject
from kg.graph.checks.checked import find_pairs
from kg.graph.checks.shapes import shape_files
from kg.graph.garbage import search_paused
from kg.graph.graph import Graph
from kg.graph.inputs import read_inputs
from kg.graph.shacl.index import Index
from kg.graph.shacl.shapes import SH, read_shapes
from kg.graph.shacl.walk import validate
from kg.graph.terms import KG, OA
from kg.sources.copies import Copies
from kg.synth.corpus import Size, write_nquads
from kg.synth.directory import write_directory

SEED = 2026
SLOWEST = 200_000  # triples above which pySHACL is not asked
BOUNDS = (OA + "start", OA + "end", KG + "minimum", KG + "maximum")
Finding = tuple[str, str, str, str]
Engine = Callable[[str, str], set[Finding]]  # N-Triples, shapes as Turtle


def main(sizes: Sequence[str]) -> None:
    """Measure and print."""
    shipped = kg.load().graph.as_nquads().decode()
    graphs = {"shipped": shipped, "shipped, spoilt": _spoil(shipped)}
    for size in map(int, sizes):
        buffer = io.BytesIO()
        write_nquads(buffer, SEED, Size(triples=size))
        graphs[f"invented {size:,}"] = buffer.getvalue().decode()
    shapes = "\n".join(path.read_text(encoding="utf-8") for path in shape_files())
    row = "{:22}{:>12}{:>10}{:>10}{:>10}  {}"
    print(row.format("graph", "engine", "seconds", "ratio", "findings", "the same findings"))
    for name, triples in graphs.items():
        first: dict[str, tuple[float, set[Finding]]] = {}
        for engine, judge in ENGINES.items():
            if engine == "pySHACL" and triples.count("\n") > SLOWEST:
                continue
            try:
                first[engine] = _timed(judge, triples, shapes)
            except ImportError:
                print(row.format(name, engine, "–", "–", "–", "not installed"))
        expected = first.get("pySHACL", first["walk"])[1]
        for engine, (seconds, found) in first.items():
            ratio = seconds / first["walk"][0]
            same = "yes" if found == expected else _difference(found, expected)
            print(row.format(name, engine, f"{seconds:.2f}", f"{ratio:.2f}", len(found), same))


def measure_parts(sizes: Sequence[str]) -> None:
    """Print what part of the processor time each step of a check takes, one size a line."""
    print("| triples | reading | loading | " + " | ".join(list(CHECKS)[1:]) + " | seconds |")
    for size in map(int, sizes):
        with tempfile.TemporaryDirectory() as place, search_paused():
            write_directory(Path(place) / "data", SEED, Size(triples=size))
            seconds, triples = _take_steps(Path(place) / "data")
        whole = sum(seconds)
        parts = " | ".join(f"{step / whole:.2f}" for step in seconds)
        print(f"| {triples:,} | {parts} | {whole:.1f} |")


def _take_steps(data: Path) -> tuple[list[float], int]:
    """Return the seconds of reading *data*, of loading the graph and of each check; its size."""
    marks = [time.process_time()]
    inputs = read_inputs((data,))
    subject = Subject(inputs, build_graph(inputs), Copies())
    marks.append(time.process_time())
    triples = len(subject.built.graph.store)
    marks.append(time.process_time())
    for check in list(CHECKS.values())[1:]:  # the first has been made by building
        if list(check(subject)):
            raise SystemExit(f"{data}: what was invented has a fault")
        marks.append(time.process_time())
    return [after - before for before, after in pairwise(marks)], triples


def _difference(found: set[Finding], expected: set[Finding]) -> str:
    more, less = len(found - expected), len(expected - found)
    components = sorted({component for _, _, component, _ in found ^ expected})
    return f"{more} more, {less} less: {', '.join(components)}"


def _spoil(nquads: str) -> str:
    """Return *nquads* with triples dropped and values exchanged, but for bounds of a range."""
    lines = nquads.splitlines(keepends=True)
    spoilt = []
    for number, line in enumerate(lines):
        subject, predicate, _ = line.split(" ", 2)
        if number % 97 == 0:
            continue
        if number % 89 == 0 and predicate[1:-1] not in BOUNDS:
            other = lines[number * 31 % len(lines)].split(" ", 2)[2]
            line = f"{subject} {predicate} {other}"
        spoilt.append(line)
    return "".join(spoilt)


def _timed(judge: Engine, triples: str, shapes: str) -> tuple[float, set[Finding]]:
    began = time.process_time()
    found = judge(triples, shapes)
    return time.process_time() - began, found


def _walk(triples: str, _shapes: str) -> set[Finding]:
    graph = Graph(triples.encode(), "bench")
    index = Index(lambda predicate: find_pairs(graph, predicate))
    understood = read_shapes(shape_files()).understood
    ordered = sorted(understood, key=lambda shape: shape.path.shown if shape.path else "")
    return {
        (r.focus.value, r.path, _component(r.component), r.value.value if r.value else "")
        for shape in ordered
        for r in validate(shape, index)
    }


def _component(name: str) -> str:
    return name[0].upper() + name[1:] + "ConstraintComponent"


def _pyshacl(triples: str, shapes: str) -> set[Finding]:
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(data=triples, format="nt")
    contract = rdflib.Graph().parse(data=shapes, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=contract, inference="none")
    assert isinstance(report, rdflib.Graph)  # noqa: S101 - narrows pySHACL's union
    said = rdflib.Namespace(SH)

    def say(result: rdflib.term.Node, name: str) -> str:
        return str(report.value(result, said[name]) or "").removeprefix(SH)

    return {
        (
            say(result, "focusNode"),
            say(result, "resultPath"),
            say(result, "sourceConstraintComponent"),
            say(result, "value"),
        )
        for result in report.subjects(rdflib.RDF.type, said.ValidationResult)
    }


def _shacl(triples: str, shapes: str) -> set[Finding]:
    shacl: Any = importlib.import_module("shacl")  # no dependency: mypy need not know it
    report = shacl.Shapes.from_text(shapes, "turtle").validate_text(triples, "ntriples")
    return {
        (_plain(r.focus_node), _plain(r.path), r.component, r.value_plain or "")
        for r in report.results
    }


def _rudof(triples: str, shapes: str) -> set[Finding]:
    pyrudof: Any = importlib.import_module("pyrudof")
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(triples, pyrudof.RDFFormat.NTriples)
    rudof.read_shacl(shapes)
    return {
        (
            _plain(r.focus_node),
            _plain(r.path),
            str(r.constraint_component).removeprefix(SH),
            _plain(r.value),
        )
        for r in rudof.validate_shacl()
    }


def _plain(term: object) -> str:
    """Return the characters of *term*, written with its brackets, or quotes and datatype."""
    text = str(term or "")
    match = re.fullmatch(r'<(.*)>|"(.*)"(?:@[\w-]+|\^\^\S+)?', text, re.DOTALL)
    return text if match is None else match[1] or match[2] or ""


ENGINES: dict[str, Engine] = {
    "walk": _walk, "pySHACL": _pyshacl, "shacl": _shacl, "pyrudof": _rudof,
}  # fmt: skip


def _versions() -> str:
    found = []
    for package in ("pyshacl", "shacl", "pyrudof", "pyoxigraph"):
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--parts"]:
        measure_parts(sys.argv[2:] or ["100000"])
    else:
        main(sys.argv[1:] or ["100000"])
        print(_versions())
