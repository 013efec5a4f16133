"""A network as flat values, as formats for graphs take them: one element a thing or link.

An attribute is a string or an integer, and left out where it would be empty. What is a list of
records (the claims of a link, the evidence of a thing) comes as records, complete.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.answers.network import Link, Network, Node
from kg.answers.rows import SEPARATOR, name_of
from kg.answers.values import Bilingual, Claim, Evidence, Json
from kg.graph.terms import KG, source_id
from kg.language import Lang, Text
from kg.views.network_texts import KINDS, MODALITIES

Value = str | int
NOTE = Text(
    "Data version {version}. The strength of a link says how it is known: stated (one passage "
    "joins the two), stated-collectively (a passage joins two sets as wholes), inferred (a curator "
    "joins them, no source says it), structural. Inferred is not stated.",
    "数据版本 {version}。关联的 strength 说明其依据：stated（一处原文把两端连在一起）、"
    "stated-collectively（原文把两个集合作为整体相连）、inferred（整理者推断，原文没有这样说）、"
    "structural（结构关系）。推断不等于明示。",
)
RECORDS = {"node": "evidence_records", "edge": "claim_records"}


@dataclass(frozen=True)
class FlatNode:
    """A thing: its id, plain label, attributes, and its evidence as records."""

    id: str
    label: str
    column: int
    attributes: dict[str, Value]
    records: list[Json]


@dataclass(frozen=True)
class FlatEdge:
    """A link: its id and ends, plain label, what it is, and its claims as records."""

    id: str
    source: str
    target: str
    label: str
    predicate: str
    strength: str
    attributes: dict[str, Value]
    records: list[Json]


@dataclass(frozen=True)
class FlatGraph:
    """All nodes and edges, in the order of the network."""

    version: str
    nodes: tuple[FlatNode, ...]
    edges: tuple[FlatEdge, ...]

    def note(self, lang: Lang) -> str:
        """Return what a reader of the file has to know."""
        return NOTE.fill(version=self.version).say(lang)


def flatten(network: Network, lang: Lang) -> FlatGraph:
    """Return *network* with plain labels in *lang*; labels in both languages are attributes."""
    return FlatGraph(
        network.version,
        tuple(_node(node, lang) for node in network.nodes),
        tuple(_edge(link, lang) for link in network.links),
    )


def _node(node: Node, lang: Lang) -> FlatNode:
    kind = KINDS.get(node.kind, KINDS["Thing"])
    name = name_of(node.iri)
    attributes: dict[str, Value] = {
        "iri": node.iri,
        "kind": node.kind,
        "kind_zh": kind.zh,
        "kind_en": kind.en,
        "label_zh": node.label.zh,
        "label_en": node.label.en,
        "definition_zh": node.definition.zh,
        "definition_en": node.definition.en,
        "layer": node.layer,
        "sources": _join(map(source_id, node.sources)),
        "evidence": _ids(node.evidence),
        "places": _places(node.evidence),
        "anomalies": _join(name_of(anomaly.iri) for anomaly in node.anomalies),
    }
    records = [evidence.as_json() for evidence in node.evidence]
    return FlatNode(name, _say(node.label, name, lang), node.layer, _filled(attributes), records)


def _edge(link: Link, lang: Lang) -> FlatEdge:
    subject, target = name_of(link.subject), name_of(link.object)
    predicate = name_of(link.predicate, KG)
    evidence = tuple(dict.fromkeys(e for claim in link.claims for e in claim.evidence))
    attributes: dict[str, Value] = {
        "predicate": predicate,
        "label_zh": link.label.zh,
        "label_en": link.label.en,
        "strength": link.strength,
        "claims": _join(name_of(claim.iri) for claim in link.claims),
        "modality": _join(claim.modality.value for claim in link.claims),
        "confidence": _join(claim.confidence for claim in link.claims),
        "rationale_zh": _paragraphs(claim.rationale.zh for claim in link.claims),
        "rationale_en": _paragraphs(claim.rationale.en for claim in link.claims),
        "evidence": _ids(evidence),
        "contrary_evidence": _ids(_contrary(link.claims)),
        "places": _places(evidence),
        "sources": _join(sorted({source_id(e.source) for e in evidence})),
    }
    return FlatEdge(
        id=f"{subject}.{predicate}.{target}",
        source=subject,
        target=target,
        label=_edge_label(link, predicate, lang),
        predicate=predicate,
        strength=link.strength,
        attributes=_filled(attributes),
        records=[{**claim.as_json(), "created": claim.created} for claim in link.claims],
    )


def _edge_label(link: Link, predicate: str, lang: Lang) -> str:
    """Return the label with the modality behind it: a label is often all that a picture shows."""
    said = _say(link.label, predicate, lang)
    if not link.claims:
        return said
    pattern = Text("{said} ({modality})", "{said}（{modality}）")
    return pattern.fill(said=said, modality=MODALITIES[link.strength]).say(lang)


def _say(label: Bilingual, name: str, lang: Lang) -> str:
    return label.say(lang) or name


def _contrary(claims: tuple[Claim, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for claim in claims for e in claim.contrary_evidence))


def _ids(evidence: tuple[Evidence, ...]) -> str:
    return _join(name_of(e.iri) for e in evidence)


def _places(evidence: tuple[Evidence, ...]) -> str:
    return _join(dict.fromkeys(f"{source_id(e.source)} {e.place}" for e in evidence))


def _join(names: Iterable[str]) -> str:
    return SEPARATOR.join(names)


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))


def _filled(attributes: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in attributes.items() if value != ""}
