"""Shapes: the contract of `ontology/shapes/`, run by pySHACL."""

from __future__ import annotations

from collections.abc import Iterator

from kg import paths
from kg.faults import Fault
from kg.graph.build import Built
from kg.graph.terms import local_name, shorten
from kg.language import Text


def check_shapes(built: Built) -> Iterator[Fault]:
    """Yield a fault for each violation of a shape, with the shape's own message."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    data = rdflib.Graph().parse(data=built.as_nquads(), format="nt")
    shapes = rdflib.Graph()
    for path in sorted((paths.ontology_dir() / "shapes").glob("*.ttl")):
        shapes.parse(path, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    assert isinstance(report, rdflib.Graph)  # noqa: S101 - narrows pySHACL's union
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        found = report.objects(result, SH.resultMessage)
        messages = {getattr(m, "language", None): str(m) for m in found}
        about = shorten(str(report.value(result, SH.resultPath) or ""))
        en = messages.get("en") or next(iter(messages.values()), "does not fit its shape")
        reason = Text("{name} ({path}): {en}", "{name}（{path}）：{zh}")
        yield Fault(
            "shape",
            built.place_of(focus),
            reason.fill(name=local_name(focus), path=about, en=en, zh=messages.get("zh", en)),
        )
