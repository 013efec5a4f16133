"""Everything known about one thing, gathered as a person would want to read it."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.answers.search import kind_of
from kg.answers.values import (
    Bilingual,
    Claim,
    Evidence,
    find_claims,
    read_bilingual,
    read_claim,
    read_evidence,
)
from kg.graph.store import Graph
from kg.graph.terms import (
    ALT_LABEL,
    DCTERMS,
    KG,
    PREF_LABEL,
    RDFS_LABEL,
    SKOS,
    TYPE,
    local_name,
)

DEFINITION = SKOS + "definition"
# Said elsewhere on the page, or written by the build from claims and evidence.
NOT_A_FACT = {TYPE, PREF_LABEL, RDFS_LABEL, ALT_LABEL, DEFINITION, KG + "evidence", KG + "partOf"}


@dataclass(frozen=True)
class Fact:
    """A property of a thing with its values: IRIs of other things, or literals as printed."""

    predicate: str
    label: Bilingual
    things: tuple[str, ...]
    literals: tuple[str, ...]


@dataclass(frozen=True)
class Thing:
    """One thing with its names, facts, evidence, parts and all claims about it."""

    iri: str
    kind: str
    label: Bilingual
    other_names: tuple[str, ...]
    definition: Bilingual
    facts: tuple[Fact, ...]
    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    claims: tuple[Claim, ...]

    def as_json(self) -> dict[str, object]:
        """Return the thing as JSON values."""
        return {
            "id": local_name(self.iri),
            "iri": self.iri,
            "kind": self.kind,
            "label": self.label.as_json(),
            "otherNames": list(self.other_names),
            "definition": self.definition.as_json(),
            "facts": [
                {
                    "property": local_name(fact.predicate),
                    "values": [*map(local_name, fact.things), *fact.literals],
                }
                for fact in self.facts
            ],
            "parts": [local_name(iri) for iri in self.parts],
            "partOf": [local_name(iri) for iri in self.wholes],
            "evidence": [e.as_json() for e in self.evidence],
            "claims": [claim.as_json() for claim in self.claims],
        }


def get_thing(graph: Graph, iri: str) -> Thing:
    """Return everything known about *iri*."""
    labels = graph.labels_of(iri)
    about = find_claims(graph, iri) + find_claims(graph, None, None, iri)
    is_claim = kind_of(graph, iri) == "Claim"
    claims = {c.iri: c for c in ([read_claim(graph, iri)] if is_claim else about)}
    names = graph.texts(iri, ALT_LABEL)
    return Thing(
        iri=iri,
        kind=kind_of(graph, iri),
        label=Bilingual(labels.get("zh", ""), labels.get("en", "")),
        other_names=tuple(name for lang in names for name in names[lang]),
        definition=read_bilingual(graph, iri, DEFINITION),
        facts=() if is_claim else tuple(_facts(graph, iri)),
        parts=tuple(graph.subjects(KG + "partOf", iri)),
        wholes=tuple(graph.objects(iri, KG + "partOf")),
        evidence=tuple(read_evidence(graph, e) for e in graph.objects(iri, KG + "evidence")),
        claims=tuple(sorted(claims.values(), key=lambda c: (c.predicate, c.subject, c.object))),
    )


def _facts(graph: Graph, iri: str) -> list[Fact]:
    links = {claim.predicate for claim in find_claims(graph, iri)}
    things: dict[str, set[str]] = {}
    literals: dict[str, set[str]] = {}
    for quad in graph.triples(iri):
        predicate = quad.predicate.value
        if predicate in NOT_A_FACT or _is_form(graph, predicate, links):
            continue
        is_literal = isinstance(quad.object, ox.Literal)
        where = literals if is_literal else things
        where.setdefault(predicate, set()).add(quad.object.value)  # type: ignore[union-attr]
    return [
        Fact(
            p,
            _property_label(graph, p),
            tuple(sorted(things.get(p, ()))),
            tuple(sorted(literals.get(p, ()))),
        )
        for p in sorted(things | literals)
    ]


def _is_form(graph: Graph, predicate: str, links: set[str]) -> bool:
    """Tell whether *predicate* is a link that claims carry, or one of its stated/inferred forms."""
    return predicate in links or any(
        predicate in graph.objects(link, KG + form)
        for link in links
        for form in ("statedForm", "inferredForm")
    )


FOREIGN_LABELS = {
    DCTERMS + "source": Bilingual("依据", "Authority"),
    DCTERMS + "creator": Bilingual("作者", "Author"),
    DCTERMS + "issued": Bilingual("发表时间", "Published"),
    DCTERMS + "identifier": Bilingual("标识符", "Identifier"),
    DCTERMS + "bibliographicCitation": Bilingual("著录", "Citation"),
    DCTERMS + "language": Bilingual("语言", "Language"),
    SKOS + "inScheme": Bilingual("所属概念体系", "Scheme"),
    SKOS + "note": Bilingual("附注", "Note"),
    SKOS + "scopeNote": Bilingual("范围说明", "Scope"),
    SKOS + "example": Bilingual("示例", "Example"),
}


def _property_label(graph: Graph, predicate: str) -> Bilingual:
    found = read_bilingual(graph, predicate, RDFS_LABEL)
    name = local_name(predicate)
    return found if found.en else FOREIGN_LABELS.get(predicate, Bilingual(name, name))
