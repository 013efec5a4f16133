"""Namespaces, and the way between IRIs and short names."""

from __future__ import annotations

KG = "https://w3id.org/policy-kg/ontology#"
KGV = "https://w3id.org/policy-kg/vocab/"
KGD = "https://w3id.org/policy-kg/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "kg": KG,
    "kgv": KGV,
    "kgd": KGD,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "oa": OA,
    "owl": OWL,
    "xsd": XSD,
    "org": "http://www.w3.org/ns/org#",
    "qb": "http://purl.org/linked-data/cube#",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "cur": "http://qudt.org/vocab/currency/",
}
OURS = (KG, KGV, KGD)

TYPE = RDF + "type"
PREF_LABEL = SKOS + "prefLabel"
ALT_LABEL = SKOS + "altLabel"
RDFS_LABEL = RDFS + "label"


def shorten(iri: str) -> str:
    """Return *iri* as a CURIE if one of our prefixes fits, else unchanged."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri


def expand(curie: str) -> str | None:
    """Return the IRI of *curie*, or None if its prefix is not ours."""
    prefix, colon, local = curie.partition(":")
    namespace = PREFIXES.get(prefix)
    return namespace + local if colon and namespace else None


def source_id(iri: str) -> str:
    """Return the id of the source *iri*, as users and directories know it: `li-2022`."""
    return local_name(iri).removeprefix("source-")


def local_name(iri: str) -> str:
    """Return what follows our namespace in *iri*, or the whole *iri* if it is not ours."""
    for namespace in OURS:
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    return iri
