"""GEXF 1.3, for Gephi: everything an attribute of its own, nothing under a name Gephi claims.

networkx writes GEXF too, but dates the file and gives colours an alpha, by which Gephi Lite takes
them for no colours at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from kg.answers.network import Network
from kg.views import palette
from kg.views.exports.graph_values import RECORDS, FlatEdge, FlatNode, Value, flatten
from kg.views.exports.graphml import flat_attributes
from kg.views.exports.settings import Settings

NAMESPACE = "http://gexf.net/1.3"
VIZ = f"{NAMESPACE}/viz"
SHAPES = {"inferred": "dashed", "structural": "dotted", "stated-collectively": "double"}
TYPES = {str: "string", int: "integer"}
Attributes = dict[str, Value]


def render_gexf(network: Network, settings: Settings) -> bytes:
    """Return *network* as GEXF, coloured as on the network page."""
    flat = flatten(network, settings.lang)
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "xmlns:viz": VIZ, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "policy-kg"
    ET.SubElement(meta, "description").text = f"{flat.note('en')} {flat.note('zh')}"
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    nodes = [_attributes(node, "node") for node in flat.nodes]
    edges = [_attributes(edge, "edge") for edge in flat.edges]
    _declare(graph, "node", nodes)
    _declare(graph, "edge", edges)
    parent = ET.SubElement(graph, "nodes")
    for node, values in zip(flat.nodes, nodes, strict=True):
        _add_values(_add_node(parent, node), values)
    parent = ET.SubElement(graph, "edges")
    for edge, values in zip(flat.edges, edges, strict=True):
        _add_values(_add_edge(parent, edge), values)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _attributes(element: FlatNode | FlatEdge, kind: str) -> Attributes:
    """Return the attributes of *element*; the label has a place of its own."""
    found = flat_attributes(element, RECORDS[kind])
    return {name: value for name, value in found.items() if name != "label"}


def _declare(graph: ET.Element, kind: str, elements: Sequence[Attributes]) -> None:
    """Declare the attributes that occur; the id is the title, since some readers show the id."""
    types = {name: TYPES[type(value)] for one in elements for name, value in one.items()}
    declared = ET.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for name, one in types.items():
        ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": one})


def _add_node(parent: ET.Element, node: FlatNode) -> ET.Element:
    element = ET.SubElement(parent, "node", {"id": node.id, "label": node.label})
    _add_colour(element, palette.COLUMNS["light"][node.column])
    return element


def _add_edge(parent: ET.Element, edge: FlatEdge) -> ET.Element:
    # Links of two kinds between the same two things are two edges: `kind` keeps them apart.
    ends = {"source": edge.source, "target": edge.target, "kind": edge.predicate}
    element = ET.SubElement(parent, "edge", {"id": edge.id, **ends, "label": edge.label})
    _add_colour(element, palette.STRENGTHS["light"][edge.strength])
    ET.SubElement(element, "viz:shape", {"value": SHAPES.get(edge.strength, "solid")})
    return element


def _add_colour(element: ET.Element, colour: str) -> None:
    red, green, blue = (str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    ET.SubElement(element, "viz:color", {"r": red, "g": green, "b": blue})


def _add_values(element: ET.Element, values: Attributes) -> None:
    inside = ET.SubElement(element, "attvalues")
    for name, value in values.items():
        ET.SubElement(inside, "attvalue", {"for": name, "value": str(value)})
