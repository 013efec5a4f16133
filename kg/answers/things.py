"""Everything known about one thing, gathered as a person would want to read it."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.answers.anomalies import Anomaly, find_anomalies, read_anomaly
from kg.answers.figures import (
    DERIVED_FROM,
    SAID_BY,
    Figure,
    find_figures,
    is_figure,
    read_figure,
)
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
from kg.graph.graph import Graph
from kg.graph.terms import (
    ALT_LABEL,
    DCTERMS,
    KG,
    PREF_LABEL,
    PREFIXES,
    RDFS_LABEL,
    SKOS,
    TYPE,
    local_name,
)

DEFINITION = SKOS + "definition"
# Said elsewhere on the page, or written by the build from claims and evidence.
NOT_A_FACT = {
    TYPE, PREF_LABEL, RDFS_LABEL, ALT_LABEL, DEFINITION,
    *(KG + name for name in ("evidence", "partOf", "segment", "inSource", "paraphrase")),
}  # fmt: skip
# Their facts are said as claims, figures and anomalies.
WITHOUT_FACTS = {"Claim", "Observation", "Reading", "Anomaly"}
ORG = PREFIXES["org"]


@dataclass(frozen=True)
class Fact:
    """A property of a thing with its values: IRIs of other things, or literals as printed."""

    predicate: str
    label: Bilingual
    things: tuple[str, ...]
    literals: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """What points at a thing by one property, or those of one kind where many kinds do."""

    predicate: str
    label: Bilingual
    things: tuple[str, ...]


@dataclass(frozen=True)
class Saying:
    """A finding or a defined term: what is said, of what, and by whom if not by the source."""

    iri: str
    kind: str
    label: Bilingual
    text: Bilingual
    said_by: tuple[str, ...]
    sources: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the saying as JSON values."""
        return {
            "id": local_name(self.iri),
            "kind": self.kind,
            "label": self.label.as_json(),
            "text": self.text.as_json(),
            "saidBy": [local_name(iri) for iri in self.said_by],
            "sources": [local_name(iri) for iri in self.sources],
        }


@dataclass(frozen=True)
class Thing:
    """One thing with its names, facts, evidence, parts and all that is said about it.

    `figures` are about it, `figures_given` are attributed to it; a figure has itself, and after it
    those it was derived from. `findings` speak of it, `sayings` are attributed to it.
    """

    iri: str
    kind: str
    kind_label: Bilingual
    label: Bilingual
    other_names: tuple[str, ...]
    definition: Bilingual
    facts: tuple[Fact, ...]
    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    references: tuple[Reference, ...]
    evidence: tuple[Evidence, ...]
    figures: tuple[Figure, ...]
    figures_given: tuple[Figure, ...]
    anomalies: tuple[Anomaly, ...]
    findings: tuple[Saying, ...]
    sayings: tuple[Saying, ...]
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
            "references": [
                {
                    "property": local_name(reference.predicate),
                    "label": reference.label.as_json(),
                    "things": [local_name(iri) for iri in reference.things],
                }
                for reference in self.references
            ],
            "evidence": [e.as_json() for e in self.evidence],
            "figures": [figure.as_json() for figure in self.figures],
            "figuresGiven": [figure.as_json() for figure in self.figures_given],
            "anomalies": [anomaly.as_json() for anomaly in self.anomalies],
            "findings": [saying.as_json() for saying in self.findings],
            "sayings": [saying.as_json() for saying in self.sayings],
            "claims": [claim.as_json() for claim in self.claims],
        }


def get_thing(graph: Graph, iri: str) -> Thing:
    """Return everything known about *iri*."""
    kind, names = kind_of(graph, iri), graph.texts(iri, ALT_LABEL)
    figures, given = _figures(graph, iri, kind), find_figures(graph, iri, SAID_BY)
    return Thing(
        iri=iri,
        kind=kind,
        kind_label=kind_label(graph, kind),
        label=_label(graph, iri),
        other_names=tuple(name for lang in names for name in names[lang]),
        definition=read_bilingual(graph, iri, DEFINITION),
        facts=tuple(_second_reading(graph, iri) if kind in WITHOUT_FACTS else _facts(graph, iri)),
        parts=tuple(graph.subjects(KG + "partOf", iri)),
        wholes=tuple(graph.objects(iri, KG + "partOf")),
        references=tuple(_references(graph, iri)),
        evidence=tuple(_evidence(graph, iri, kind)),
        figures=figures,
        figures_given=given,
        anomalies=_anomalies(graph, iri, kind, (*figures, *given)),
        findings=_sayings(graph, KG + "about", iri),
        sayings=_sayings(graph, KG + "saidBy", iri),
        claims=_claims(graph, iri, kind),
    )


def _label(graph: Graph, iri: str) -> Bilingual:
    labels = graph.labels_of(iri)
    return Bilingual(labels.get("zh", ""), labels.get("en", ""))


def _claims(graph: Graph, iri: str, kind: str) -> tuple[Claim, ...]:
    about = find_claims(graph, iri) + find_claims(graph, None, None, iri)
    claims = {c.iri: c for c in ([read_claim(graph, iri)] if kind == "Claim" else about)}
    return tuple(sorted(claims.values(), key=lambda c: (c.predicate, c.subject, c.object)))


def _evidence(graph: Graph, iri: str, kind: str) -> list[Evidence]:
    """Return the places of a thing: evidence is a place itself, an anomaly is about some."""
    places = [iri] if kind == "Evidence" else graph.objects(iri, KG + "evidence")
    doubtful = graph.objects(iri, KG + "anomalyOf") if kind == "Anomaly" else []
    return [read_evidence(graph, e) for e in (*places, *doubtful) if not is_figure(graph, e)]


def _figures(graph: Graph, iri: str, kind: str) -> tuple[Figure, ...]:
    if is_figure(graph, iri):
        figure = read_figure(graph, iri)
        return figure, *(read_figure(graph, part) for part in figure.derived_from)
    if kind != "Anomaly":
        return find_figures(graph, iri)
    touched = {
        read_figure(graph, f) for f in read_anomaly(graph, iri).touches if is_figure(graph, f)
    }
    return tuple(sorted(touched, key=lambda figure: figure.order))


def _anomalies(
    graph: Graph, iri: str, kind: str, figures: tuple[Figure, ...]
) -> tuple[Anomaly, ...]:
    """Return the anomalies that touch a thing or its figures, and those of a source."""
    if kind == "Anomaly":
        return (read_anomaly(graph, iri),)
    named = {iri, *(figure.iri for figure in figures)}
    if kind == "Source":
        texts = graph.subjects(KG + "textOf", iri)
        named.update(place for text in texts for place in graph.subjects(KG + "inSource", text))
    return find_anomalies(graph, named)


def _sayings(graph: Graph, link: str, thing: str) -> tuple[Saying, ...]:
    said = ((iri, kind_of(graph, iri)) for iri in graph.subjects(link, thing))
    return tuple(
        Saying(
            iri,
            kind,
            _label(graph, iri),
            read_bilingual(graph, iri, DEFINITION),
            tuple(graph.objects(iri, KG + "saidBy")),
            tuple(graph.objects(iri, KG + "readFrom")),
        )
        for iri, kind in said
        if kind in ("Finding", "DefinedTerm")
    )


# How a property reads from the side of its object. Parts, claims, figures and what is said have
# their own place on the page.
INVERSE = {
    KG + "issuedBy": Bilingual("发布的文件", "Issued"),
    KG + "ownedBy": Bilingual("所属案例", "Owns"),
    ORG + "organization": Bilingual("任职者", "Affiliated"),
    ORG + "member": Bilingual("任职", "Affiliations"),
    KG + "citedIn": Bilingual("引用的文献", "Cites"),
    KG + "member": Bilingual("所在的整体或分组", "In sets and groups"),
    KG + "textOf": Bilingual("文本", "Text"),
    KG + "candidateThing": Bilingual("可能指它的异常", "May be meant in"),
    KG + "explains": Bilingual("由异常说明", "Explained by"),
    KG + "contraryEvidence": Bilingual("与之相反的主张", "Speaks against"),
    SKOS + "narrower": Bilingual("所在的分组", "Within"),
    DERIVED_FROM: Bilingual("由此推算", "Derived from it"),
    **{
        KG + link: Bilingual("以此为据", "Rests on it")
        for link in ("evidence", "subjectEvidence", "objectEvidence", "linkEvidence")
    },
}
# Where things of many kinds point at one, they are told apart by kind.
BY_KIND = (KG + "readFrom", SKOS + "inScheme")


def _references(graph: Graph, iri: str) -> list[Reference]:
    found: dict[tuple[str, Bilingual], set[str]] = {}
    for quad in graph.triples(None, None, iri):
        predicate, subject = quad.predicate.value, quad.subject.value  # type: ignore[union-attr]
        if predicate in BY_KIND:
            label = kind_label(graph, kind_of(graph, subject))
        elif predicate in INVERSE:
            label = INVERSE[predicate]
        else:
            continue
        found.setdefault((predicate, label), set()).add(subject)
    order = [*INVERSE, *BY_KIND]
    ranked = sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1].en))
    return [Reference(p, label, tuple(sorted(things))) for (p, label), things in ranked]


def _second_reading(graph: Graph, iri: str) -> list[Fact]:
    """Return what a second reader came to, of a figure or a claim."""
    label = Bilingual("第二次阅读", "Second reading")
    return [
        Fact(
            KG + "reviewOf",
            label,
            tuple(graph.objects(review, KG + "verdict")),
            tuple(graph.objects(review, SKOS + "note")),
        )
        for review in graph.subjects(KG + "reviewOf", iri)
    ]


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
    DCTERMS + "issued": Bilingual("发布时间", "Published"),
    DCTERMS + "dateSubmitted": Bilingual("收稿日期", "Submitted"),
    DCTERMS + "subject": Bilingual("关键词", "Keywords"),
    DCTERMS + "title": Bilingual("题名", "Title"),
    DCTERMS + "isPartOf": Bilingual("载于", "In"),
    DCTERMS + "identifier": Bilingual("标识符", "Identifier"),
    DCTERMS + "bibliographicCitation": Bilingual("著录", "Citation"),
    DCTERMS + "language": Bilingual("语言", "Language"),
    SKOS + "inScheme": Bilingual("所属概念体系", "Scheme"),
    SKOS + "note": Bilingual("附注", "Note"),
    SKOS + "scopeNote": Bilingual("范围说明", "Scope"),
    SKOS + "example": Bilingual("示例", "Example"),
    SKOS + "narrower": Bilingual("包含", "Takes in"),
    SKOS + "exactMatch": Bilingual("等同于", "Same as"),
    ORG + "member": Bilingual("人物", "Person"),
    ORG + "organization": Bilingual("组织", "Organisation"),
}
FOREIGN_KINDS = {
    "Observation": Bilingual("数字", "figure"),
    "ConceptScheme": Bilingual("概念体系", "scheme of concepts"),
    "": Bilingual("概念", "concept"),
}


def kind_label(graph: Graph, kind: str) -> Bilingual:
    """Return how a kind of thing is called; the ontology labels no class that is not ours."""
    return FOREIGN_KINDS.get(kind) or _label(graph, KG + kind)


def _property_label(graph: Graph, predicate: str) -> Bilingual:
    found = read_bilingual(graph, predicate, RDFS_LABEL)
    name = local_name(predicate)
    return found if found.en else FOREIGN_LABELS.get(predicate, Bilingual(name, name))
