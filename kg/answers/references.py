"""What an answer can be cited from: sources, the documents and works they name, as printed."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.search import kind_of
from kg.answers.values import Bilingual
from kg.graph.graph import Graph
from kg.graph.terms import DCTERMS, KG, TYPE

CITABLE = ("Source", "PolicyDocument", "CitedWork")


@dataclass(frozen=True)
class Reference:
    """A source, or a document or work that a source names; what is not known is empty.

    `title` is as printed, `creators` whom the source prints as authors, or who issued a document
    (`issuers` are their IRIs). The graph keeps no order among several.
    """

    iri: str
    kind: str
    title: str
    label: Bilingual
    creators: tuple[str, ...]
    issuers: tuple[str, ...]
    issuer_count: int
    issued: str
    valid_from: str
    valid_to: str
    document_type: str
    container: str
    citation: str
    identifier: str
    language: str


def find_references(graph: Graph) -> dict[str, Reference]:
    """Return everything citable in *graph* by its IRI."""
    found = (iri for kind in CITABLE for iri in graph.subjects(TYPE, KG + kind))
    return {iri: read_reference(graph, iri) for iri in found}


def read_reference(graph: Graph, iri: str) -> Reference:
    """Return the source, document or cited work *iri*."""
    labels, issuers = graph.labels_of(iri), tuple(graph.objects(iri, KG + "issuedBy"))
    printed = graph.objects(iri, DCTERMS + "creator")
    return Reference(
        iri=iri,
        kind=kind_of(graph, iri),
        title=_title(graph, iri) or labels.get("zh", "") or labels.get("en", ""),
        label=Bilingual(labels.get("zh", ""), labels.get("en", "")),
        creators=(*printed, *(graph.label(issuer, "zh") for issuer in issuers)),
        issuers=issuers,
        issuer_count=int(graph.one(iri, KG + "issuerCount") or 0),
        issued=graph.one(iri, KG + "issued") or graph.one(iri, DCTERMS + "issued"),
        valid_from=graph.one(iri, KG + "validFrom"),
        valid_to=graph.one(iri, KG + "validTo"),
        document_type=graph.one(iri, KG + "documentType"),
        container=graph.one(iri, DCTERMS + "isPartOf"),
        citation=graph.one(iri, DCTERMS + "bibliographicCitation"),
        identifier=graph.one(iri, DCTERMS + "identifier"),
        language=graph.one(iri, DCTERMS + "language"),
    )


def _title(graph: Graph, iri: str) -> str:
    for predicate in (KG + "title", DCTERMS + "title"):
        found = graph.texts(iri, predicate)
        for lang in ("zh", *found):
            if found.get(lang):
                return found[lang][0]
    return ""
