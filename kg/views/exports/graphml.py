"""GraphML, by networkx: typed attributes, which networkx and igraph read back as they are."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from kg.answers.network import Network
from kg.views.exports.graph_values import RECORDS, FlatEdge, FlatGraph, FlatNode, Value, flatten
from kg.views.exports.settings import Settings
from kg.views.exports.xml_text import check_text, keep_returns

if TYPE_CHECKING:
    import networkx as nx


def render_graphml(network: Network, settings: Settings) -> bytes:
    """Return *network* as GraphML; what GraphML has no type for, a list of records, as JSON."""
    import networkx as nx

    buffer = io.BytesIO()
    # Not `write_graphml`: where lxml is installed that one writes other bytes.
    nx.write_graphml_xml(as_networkx(flatten(network, settings.lang)), buffer)
    return keep_returns(buffer.getvalue())


def as_networkx(flat: FlatGraph) -> nx.MultiDiGraph[str]:
    """Return *flat* as the networkx graph that the file holds; a key is the id of a link."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        version=flat.version, note_zh=flat.note("zh"), note_en=flat.note("en")
    )
    for node in flat.nodes:
        graph.add_node(node.id, **flat_attributes(node, RECORDS["node"]))
    for edge in flat.edges:
        values = flat_attributes(edge, RECORDS["edge"])
        graph.add_edge(edge.source, edge.target, edge.id, **values)
    return graph


def flat_attributes(element: FlatNode | FlatEdge, records: str) -> dict[str, Value]:
    """Return all that *element* has as attributes that XML can hold, its *records* as JSON."""
    values: dict[str, Value] = {"label": element.label, **element.attributes}
    if element.records:
        values[records] = json.dumps(element.records, ensure_ascii=False)
    for value in values.values():
        check_text(str(value), element.id)
    return values
