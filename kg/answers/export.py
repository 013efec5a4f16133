"""The whole graph, claims and evidence included, in a form that other tools read."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.store import Graph
from kg.graph.terms import PREFIXES
from kg.language import Text

FORMATS = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
EXPORTS = ("nquads", *FORMATS)


def export_graph(graph: Graph, form: str) -> bytes:
    """Return all triples of *graph* in *form*, sorted: the same graph gives the same bytes."""
    nquads = graph.as_nquads()
    if form == "nquads":
        return nquads
    if form not in FORMATS:
        text = Text(
            "No export '{form}'; choose one of: {known}.", "没有 {form} 导出；可选：{known}。"
        )
        raise UsageError(text.fill(form=form, known=", ".join(EXPORTS)))
    triples = (quad.triple for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS))
    return bytes(ox.serialize(triples, format=FORMATS[form], prefixes=PREFIXES) or b"")
