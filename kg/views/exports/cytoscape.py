"""Cytoscape JSON: what `cytoscape({...})` takes as it is, and networkx and Cytoscape read too."""

from __future__ import annotations

import json

from kg.answers.network import Network
from kg.answers.values import Json
from kg.views import palette
from kg.views.exports.graph_values import RECORDS, FlatEdge, FlatNode, flatten
from kg.views.exports.settings import Settings

LINES = {"inferred": "dashed", "structural": "dotted"}


def render_cytoscape(network: Network, settings: Settings) -> bytes:
    """Return *network* as JSON; records stay records."""
    flat = flatten(network, settings.lang)
    value = {
        "data": {
            "version": flat.version, "note_zh": flat.note("zh"), "note_en": flat.note("en"),
        },
        "directed": True,
        "multigraph": True,
        "elements": {
            "nodes": [{"data": _node_data(node)} for node in flat.nodes],
            "edges": [{"data": _edge_data(edge)} for edge in flat.edges],
        },
        "style": _style(),
    }  # fmt: skip
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _node_data(node: FlatNode) -> Json:
    """Return the data of a node; `name` is what Cytoscape shows, `value` what networkx goes by."""
    return {
        "id": node.id, "name": node.label, "value": node.id, "label": node.label,
        **node.attributes, RECORDS["node"]: node.records,
    }  # fmt: skip


def _edge_data(edge: FlatEdge) -> Json:
    return {
        "id": edge.id, "key": edge.id, "source": edge.source, "target": edge.target,
        "label": edge.label, **edge.attributes, RECORDS["edge"]: edge.records,
    }  # fmt: skip


def _style() -> list[Json]:
    """Return a style in which what is inferred does not look as if it were stated."""
    rules: list[Json] = [
        {"selector": "node", "style": {"label": "data(label)"}},
        {"selector": "edge", "style": {"curve-style": "bezier", "target-arrow-shape": "triangle"}},
    ]
    for strength, colour in palette.STRENGTHS["light"].items():
        style = {
            "line-color": colour, "target-arrow-color": colour,
            "line-style": LINES.get(strength, "solid"),
        }  # fmt: skip
        rules.append({"selector": f'edge[strength = "{strength}"]', "style": style})
    return rules
