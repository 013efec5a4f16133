"""Shapes: the contract of `ontology/shapes/`.

The walk (`kg.graph.shacl`) finds what pySHACL finds, many times as fast; what it does not
understand pySHACL judges, and that is said. *engine* pyshacl has pySHACL judge everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from kg import paths
from kg.faults import Fault
from kg.graph.checks.checked import Checked, find_pairs
from kg.graph.shacl.index import Index
from kg.graph.shacl.shapes import SH, NotUnderstoodError, Shape, ShapeSet, read_shapes
from kg.graph.shacl.walk import Result, validate
from kg.graph.terms import local_name, shorten
from kg.language import Text

Engine = Literal["walk", "pyshacl"]
SLOWER = Text(
    "pySHACL judged {shape}, which takes longer: the quick walk does not understand {what}.",
    "{shape} 由 pySHACL 检查，耗时较长：快速检查不识别 {what}。",
)


def check_shapes(
    checked: Checked, engine: Engine = "walk", notes: list[Text] | None = None
) -> Iterator[Fault]:
    """Yield a fault for each violation of a shape, with the shape's own message.

    What pySHACL has to judge although the walk was asked is added to *notes*.
    """
    files = shape_files()
    if engine == "pyshacl":
        yield from run_pyshacl(checked, files)
        return
    shapes = read_shapes(files)
    index = Index(lambda predicate: find_pairs(checked.graph, predicate))
    others = list(shapes.others)
    for shape in _in_order(shapes):
        try:
            found = list(validate(shape, index))
        except NotUnderstoodError as error:
            others.append((shape.node.value, str(error)))
        else:
            yield from (_fault(checked, result) for result in found)
    if others:
        if notes is not None:
            notes += [SLOWER.fill(shape=shorten(iri), what=what) for iri, what in others]
        yield from run_pyshacl(checked, files, [iri for iri, _ in others])


def shape_files() -> list[Path]:
    """Return the files of shapes."""
    return sorted((paths.ontology_dir() / "shapes").glob("*.ttl"))


def _in_order(shapes: ShapeSet) -> list[Shape]:
    """Return the shapes so that those of one predicate stand together: it is read once."""
    return sorted(shapes.understood, key=lambda s: (s.path.shown if s.path else "", s.node.value))


def _fault(checked: Checked, result: Result) -> Fault:
    return _say(checked, getattr(result.focus, "value", ""), result.path, result.messages)


def _say(checked: Checked, focus: str, path: str, messages: dict[str, str]) -> Fault:
    en = messages.get("en") or next(iter(messages.values()), "does not fit its shape")
    said = {"path": shorten(path), "en": en, "zh": messages.get("zh", en)}
    reason = Text("{name} ({path}): {en}", "{name}（{path}）：{zh}")
    return Fault("shape", checked.place_of(focus), reason.fill(name=local_name(focus), **said))


def run_pyshacl(
    checked: Checked, files: Iterable[Path], iris: list[str] | None = None
) -> Iterator[Fault]:
    """Yield what pySHACL reports of the shapes in *files*, of those named *iris* only if given."""
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(data=checked.graph.as_nquads(), format="nt")
    shapes = rdflib.Graph()
    for path in files:
        shapes.parse(path, format="turtle")
    only: list[str | rdflib.URIRef] | None = list(iris) if iris else None
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=False, use_shapes=only
    )
    assert isinstance(report, rdflib.Graph)  # noqa: S101 - narrows pySHACL's union
    said = rdflib.Namespace(SH)
    for result in report.subjects(rdflib.RDF.type, said.ValidationResult):
        found = report.objects(result, said.resultMessage)
        messages = {getattr(m, "language", None) or "": str(m) for m in found}
        path_node = report.value(result, said.resultPath)
        about = str(path_node) if isinstance(path_node, rdflib.URIRef) else ""
        yield _say(checked, str(report.value(result, said.focusNode)), about, messages)
