"""The forms for networks: every attribute comes back, in the parsers of those who read them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest
from hypothesis import given
from nasty import BEYOND_XML, texts

import kg
from kg.answers.network import Link, Network, Node
from kg.answers.values import Bilingual
from kg.errors import UsageError
from kg.graph.terms import KG, KGD
from kg.views import exports
from kg.views.exports.settings import Settings

FORMS = ("graphml", "gexf", "cytoscape")
# What the miniature world says of one thing and one link, worked out from its files.
STANDARDS = {
    "label": "Set carbon footprint standards",
    "iri": "https://w3id.org/policy-kg/id/action-standards",
    "kind": "RecommendedAction",
    "kind_zh": "建议行动",
    "kind_en": "Recommended action",
    "label_zh": "制定碳足迹标准",
    "label_en": "Set carbon footprint standards",
    "layer": 2,
    "sources": "alpha",
    "evidence": "ev-alpha-standards",
    "places": "alpha 二 ¶2",
}
INFERRED = {
    "label": "addresses (inferred)",
    "predicate": "addresses",
    "label_zh": "应对",
    "label_en": "addresses",
    "strength": "inferred",
    "claims": "claim-alpha-002",
    "modality": "inferred",
    "confidence": "medium",
    "rationale_zh": "两处说的是一回事",
    "rationale_en": "Both places speak of one thing",
    "evidence": "ev-alpha-standards;ev-alpha-footprint",
    "places": "alpha 二 ¶2;alpha 一 ¶1",
    "sources": "alpha",
}
ENDS = ("action-standards", "bottleneck-footprint")
LINK = "action-standards.addresses.bottleneck-footprint"
# What Gephi, Cytoscape and igraph keep for themselves: an attribute of that name is lost.
CLAIMED = {"id", "source", "target", "type", "weight", "start", "end", "pid", "for", "interval"}


def read(form: str, data: bytes) -> Any:
    """Return what networkx reads, with records as records and nothing but what the file says."""
    graph: Any
    if form == "graphml":
        graph = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    elif form == "gexf":
        graph = as_multigraph(nx.read_gexf(io.BytesIO(data)))
    else:
        graph = nx.cytoscape_graph(json.loads(data))
    everything = [*graph.nodes.values(), *(values for *_, values in graph.edges(data=True))]
    for values in everything:
        for name in ("id", "viz", "value", "name", "key", "source", "target"):
            values.pop(name, None)  # of the format, not ours
        for name in ("evidence_records", "claim_records"):
            found = values.pop(name, None)
            if found:
                values[name] = json.loads(found) if isinstance(found, str) else found
    return graph


def as_multigraph(graph: Any) -> Any:
    """Return *graph*, which networkx makes a simple one where it can, with its edges by id."""
    if graph.is_multigraph():
        return graph
    multi: Any = nx.MultiDiGraph()
    multi.add_nodes_from(graph.nodes(data=True))
    multi.add_edges_from((s, t, values["id"], values) for s, t, values in graph.edges(data=True))
    return multi


def attributes(graph: Any) -> tuple[dict[str, Any], dict[Any, Any]]:
    edges = {(s, t, key): values for s, t, key, values in graph.edges(keys=True, data=True)}
    return dict(graph.nodes(data=True)), edges


def network(text: str) -> Network:
    """Return two things and a link between them whose texts are all *text*."""
    both = Bilingual(text, text)
    nodes = tuple(Node(KGD + name, "Factor", both, both, (), ()) for name in ("one", "two"))
    link = Link(KGD + "one", KG + "partOf", KGD + "two", both, "structural", ())
    return Network(nodes, (link,), (), "v")


@pytest.mark.parametrize("form", FORMS)
def test_a_thing_and_a_link_are_what_the_files_say(mini: kg.PolicyGraph, form: str) -> None:
    nodes, edges = attributes(read(form, mini.export(form)))
    (evidence,) = nodes["action-standards"].pop("evidence_records")
    (claim,) = edges[*ENDS, LINK].pop("claim_records")
    assert nodes["action-standards"] == STANDARDS
    assert edges[*ENDS, LINK] == INFERRED
    assert evidence["paraphrase"]["en"] == "Standards, led by the guild, first in Beijing"
    assert (claim["id"], claim["modality"], claim["created"]) == (
        "claim-alpha-002", "inferred", "2026-11-21",
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_thing_and_link_of_the_network_is_there(mini: kg.PolicyGraph, form: str) -> None:
    plain = mini.networkx()  # of the library: local names, tested on its own
    graph = read(form, mini.export(form))
    assert {node.removeprefix("kgv:") for node in graph} == set(plain)
    found = {
        (s.removeprefix("kgv:"), t.removeprefix("kgv:"), values["predicate"], values["strength"])
        for s, t, values in graph.edges(data=True)
    }
    assert found == {(s, t, p, v["strength"]) for s, t, p, v in plain.edges(keys=True, data=True)}
    assert graph.number_of_edges() == plain.number_of_edges()


def test_all_three_forms_hold_the_same(mini: kg.PolicyGraph) -> None:
    graphml, gexf, cytoscape = (attributes(read(form, mini.export(form))) for form in FORMS)
    assert graphml == gexf == cytoscape


def test_a_link_with_two_claims_holds_both(mini: kg.PolicyGraph) -> None:
    _, edges = attributes(read("graphml", mini.export("graphml")))
    key = "action-factor-library.addresses.bottleneck-footprint-factors"
    edge = edges["action-factor-library", "bottleneck-footprint-factors", key]
    assert (edge["claims"], edge["modality"], edge["confidence"], edge["strength"]) == (
        "claim-alpha-001;claim-alpha-008", "stated;inferred", "high;medium", "stated",
    )  # fmt: skip
    assert [claim["modality"] for claim in edge["claim_records"]] == ["stated", "inferred"]


@pytest.mark.parametrize("form", FORMS)
def test_plain_labels_are_in_the_language_asked_for(mini: kg.PolicyGraph, form: str) -> None:
    nodes, edges = attributes(read(form, mini.export(form, "zh")))
    assert nodes["action-standards"]["label"] == "制定碳足迹标准"
    assert edges[*ENDS, LINK]["label"] == "应对（推断）"


@pytest.mark.parametrize("form", FORMS)
@given(text=texts)
def test_any_text_comes_back_as_it_was(form: str, text: str) -> None:
    if re.search("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text):
        return  # beyond XML: tested below
    nodes, edges = attributes(read(form, exports.render(form, network(text), Settings())))
    for values in (nodes["one"], edges["one", "two", "one.partOf.two"]):
        assert values["label"] == text or not text
        for name in ("label_zh", "label_en"):
            assert values.get(name, "") == text


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@pytest.mark.parametrize("text", BEYOND_XML)
def test_a_character_that_xml_cannot_hold_is_refused_with_its_place(form: str, text: str) -> None:
    with pytest.raises(UsageError, match=r"^one has a text with the character U\+"):
        exports.render(form, network(text), Settings())


@pytest.mark.parametrize("text", BEYOND_XML)
def test_json_holds_what_xml_cannot(text: str) -> None:
    nodes, _ = attributes(read("cytoscape", exports.render("cytoscape", network(text), Settings())))
    assert nodes["one"]["label_zh"] == text


def test_one_local_name_in_two_namespaces_is_two_nodes() -> None:
    sample = network("x")
    twin = replace(sample.nodes[0], iri="https://w3id.org/policy-kg/vocab/one")
    both = replace(sample, nodes=(*sample.nodes, twin))
    for form in FORMS:
        assert set(read(form, exports.render(form, both, Settings()))) == {"one", "two", "kgv:one"}


# GraphML


def test_graphml_gives_networkx_back_what_was_written(mini: kg.PolicyGraph) -> None:
    from kg.views.exports.graph_values import flatten
    from kg.views.exports.graphml import as_networkx

    written = as_networkx(flatten(mini.network(), "en"))
    back = nx.read_graphml(io.BytesIO(mini.export("graphml")), force_multigraph=True)
    assert attributes(back) == attributes(written)
    assert {**back.graph, "node_default": 0, "edge_default": 0} == {
        **written.graph, "node_default": 0, "edge_default": 0,
    }  # fmt: skip
    assert isinstance(back.nodes["action-standards"]["layer"], int)


def test_igraph_reads_graphml(mini: kg.PolicyGraph, tmp_path: Path) -> None:
    file = tmp_path / "graph.graphml"
    file.write_bytes(mini.export("graphml"))
    graph = igraph.Graph.Read_GraphML(str(file))
    assert graph.is_directed()
    assert (graph.vcount(), graph.ecount()) == (18, 20)
    vertex = graph.vs.find(id="action-standards")
    assert {name: vertex[name] for name in STANDARDS} == STANDARDS
    # By its ends: igraph 1.0 mixes up the ids of links, and only those.
    source, target = (graph.vs.find(id=end).index for end in ENDS)
    edge = graph.es.find(_source=source, _target=target)
    assert {name: edge[name] for name in INFERRED} == INFERRED
    assert graph["version"] == mini.version


# GEXF


def gexf(graph: kg.PolicyGraph) -> ET.Element:
    return ET.fromstring(graph.export("gexf"))  # noqa: S314 (our own file)


def test_gexf_says_nothing_that_gephi_drops(mini: kg.PolicyGraph) -> None:
    root = gexf(mini)
    titles = {a.get("title") for a in root.iter("{http://gexf.net/1.3}attribute")}
    assert {"kind", "strength", "claim_records", "layer"} <= titles
    assert {str(title).lower() for title in titles} & (CLAIMED | {"label"}) == set()
    colours = list(root.iter("{http://gexf.net/1.3/viz}color"))
    assert len(colours) == 18 + 20
    assert {tuple(sorted(colour.attrib)) for colour in colours} == {("b", "g", "r")}
    for name in ("start", "end", "pid", "lastmodifieddate"):
        assert not [element for element in root.iter() if name in element.attrib]


def test_gexf_declares_what_it_uses_and_keeps_ids_apart(mini: kg.PolicyGraph) -> None:
    root, ns = gexf(mini), "{http://gexf.net/1.3}"
    for kind in ("node", "edge"):
        declared = {
            a.get("id")
            for group in root.iter(f"{ns}attributes") if group.get("class") == kind
            for a in group
        }  # fmt: skip
        used = {v.get("for") for one in root.iter(f"{ns}{kind}") for v in one.iter(f"{ns}attvalue")}
        assert used == declared
        ids = [one.get("id") for one in root.iter(f"{ns}{kind}")]
        assert len(ids) == len(set(ids))


def test_what_is_inferred_does_not_look_stated(mini: kg.PolicyGraph) -> None:
    looks: dict[str, set[tuple[str, ...]]] = {}
    for edge in gexf(mini).iter("{http://gexf.net/1.3}edge"):
        values = {v.get("for"): v.get("value") for v in edge.iter("{http://gexf.net/1.3}attvalue")}
        colour = edge.find("{http://gexf.net/1.3/viz}color")
        shape = edge.find("{http://gexf.net/1.3/viz}shape")
        assert colour is not None
        assert shape is not None
        look = (str(shape.get("value")), *colour.attrib.values())
        looks.setdefault(str(values["strength"]), set()).add(look)
    assert {strength: len(found) for strength, found in looks.items()} == {
        "stated": 1, "inferred": 1, "stated-collectively": 1, "structural": 1,
    }  # fmt: skip
    assert len({shape for found in looks.values() for shape, *_ in found}) == 4
    assert len({tuple(colour) for found in looks.values() for _, *colour in found}) == 4


# Cytoscape


def test_cytoscape_json_has_elements_with_unique_ids_and_ends(mini: kg.PolicyGraph) -> None:
    value = json.loads(mini.export("cytoscape"))
    nodes = [element["data"] for element in value["elements"]["nodes"]]
    edges = [element["data"] for element in value["elements"]["edges"]]
    ids = [data["id"] for data in nodes + edges]
    assert len(ids) == len(set(ids)) == 18 + 20
    ends = {edge[end] for edge in edges for end in ("source", "target")}
    assert ends <= {node["id"] for node in nodes}
    assert value["data"]["version"] == mini.version


def test_the_style_of_cytoscape_tells_inferred_from_stated(mini: kg.PolicyGraph) -> None:
    rules = {
        rule["selector"]: rule["style"] for rule in json.loads(mini.export("cytoscape"))["style"]
    }
    stated, inferred = (rules[f'edge[strength = "{one}"]'] for one in ("stated", "inferred"))
    assert (stated["line-style"], inferred["line-style"]) == ("solid", "dashed")
    assert stated["line-color"] != inferred["line-color"]
