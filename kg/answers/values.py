"""Claims and evidence as values, read from the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import pyoxigraph as ox

from kg.answers.deferred import Deferred
from kg.errors import FaultsFound
from kg.graph.graph import Graph, Term
from kg.graph.terms import DCTERMS, KG, KGV, OA, RDF, TYPE, local_name
from kg.language import Lang, Text
from kg.sources.anchor import Anchor

Json = dict[str, object]
Said = dict[str, list[Term]]
# So many claims are read property by property for all at once; fewer are read one by one.
MANY = 100


class Modality(StrEnum):
    """Who says a link: one passage, a passage about sets, or a curator."""

    STATED = "stated"
    COLLECTIVE = "stated-collectively"
    INFERRED = "inferred"


def modality_of(claims: Iterable[Claim]) -> Modality:
    """Return what accepted *claims* of one pair make of it: stated if any source states it."""
    stated = any(claim.modality is Modality.STATED for claim in claims)
    return Modality.STATED if stated else Modality.INFERRED


@dataclass(frozen=True)
class Bilingual:
    """A text in both languages; the empty string where one is missing."""

    zh: str = ""
    en: str = ""

    def say(self, lang: Lang) -> str:
        """Return the text in *lang*, else in the other language."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)

    def as_json(self) -> dict[str, str]:
        """Return both texts by language."""
        return {"zh": self.zh, "en": self.en}


NOTHING = Bilingual()


@dataclass(frozen=True)
class Evidence(Deferred):
    """A place in a source and what it says in our words; never the words themselves."""

    iri: str
    source: str
    text: str
    section: str
    paragraph: int
    anchors: tuple[Anchor, ...]
    paraphrase: Bilingual

    def __hash__(self) -> int:
        """Return what equal evidence shares; fields are not read for it."""
        return hash(self.iri)

    @property
    def place(self) -> str:
        """Section and paragraph as one would cite them, such as `二.四 ¶1`."""
        return f"{self.section} ¶{self.paragraph}"

    def as_json(self) -> dict[str, object]:
        """Return the evidence as JSON values."""
        return {
            "id": local_name(self.iri),
            "source": local_name(self.source),
            "section": self.section,
            "paragraph": self.paragraph,
            "spans": [list(anchor.span) for anchor in self.anchors],
            "paraphrase": self.paraphrase.as_json(),
        }


@dataclass(frozen=True)
class Claim(Deferred):
    """One link as someone claims it."""

    iri: str
    subject: str
    predicate: str
    object: str
    modality: Modality
    confidence: str
    polarity: str
    status: str
    rationale: Bilingual
    reason: Bilingual
    subject_evidence: tuple[Evidence, ...]
    object_evidence: tuple[Evidence, ...]
    link_evidence: tuple[Evidence, ...]
    contrary_evidence: tuple[Evidence, ...]
    created: str

    def __hash__(self) -> int:
        """Return what equal claims share; fields are not read for it."""
        return hash(self.iri)

    @property
    def accepted(self) -> bool:
        """Whether the claim is accepted and affirms the link."""
        return self.status == "accepted" and self.polarity == "affirmed"

    @property
    def denied(self) -> bool:
        """Whether the claim is accepted and says that the link does not hold."""
        return self.status == "accepted" and self.polarity == "denied"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence for the claim: the joining passage first, then both ends."""
        places = self.link_evidence + self.subject_evidence + self.object_evidence
        return tuple(dict.fromkeys(places))

    @property
    def sources(self) -> frozenset[str]:
        """The sources that the evidence lies in."""
        return frozenset(e.source for e in self.evidence)

    def as_json(self) -> Json:
        """Return the claim as JSON values."""
        return {
            "id": local_name(self.iri),
            "subject": local_name(self.subject),
            "predicate": local_name(self.predicate),
            "object": local_name(self.object),
            "modality": self.modality.value,
            "confidence": self.confidence,
            "polarity": self.polarity,
            "status": self.status,
            "rationale": self.rationale.as_json(),
            "reason": self.reason.as_json(),
            "subjectEvidence": [e.as_json() for e in self.subject_evidence],
            "objectEvidence": [e.as_json() for e in self.object_evidence],
            "linkEvidence": [e.as_json() for e in self.link_evidence],
            "contraryEvidence": [e.as_json() for e in self.contrary_evidence],
        }


def read_bilingual(graph: Graph, subject: str, predicate: str) -> Bilingual:
    """Return the literals of *predicate* in both languages."""
    found = graph.texts(subject, predicate)
    return Bilingual(zh=" ".join(found.get("zh", [])), en=" ".join(found.get("en", [])))


def _values(said: Said, predicate: str) -> list[str]:
    return sorted([term.value for term in said.get(predicate, ())])  # type: ignore[union-attr]


def _one(said: Said, predicate: str) -> str:
    terms = said.get(predicate)
    if terms and len(terms) == 1:
        return terms[0].value  # type: ignore[union-attr]
    return next(iter(_values(said, predicate)), "")


def _bilingual(said: Said, predicate: str) -> Bilingual:
    if predicate not in said:
        return NOTHING
    texts: dict[str | None, list[str]] = {"zh": [], "en": []}
    for term in said[predicate]:
        if isinstance(term, ox.Literal) and term.language in texts:
            texts[term.language].append(term.value)
    return Bilingual(*(" ".join(sorted(found)) for found in texts.values()))


def read_evidence(graph: Graph, iri: str) -> Evidence:
    """Return the evidence *iri*; like a claim it is read once, and when it is asked for."""
    return graph.recall(
        "evidence", iri, lambda: Evidence.later(partial(_read_evidence, graph, iri), iri=iri)
    )


def _read_evidence(graph: Graph, iri: str) -> dict[str, Any]:
    said = graph.about(iri)
    text = _one(said, KG + "inSource")
    return {
        "source": graph.recall("text", text, lambda: graph.one(text, KG + "textOf")) or text,
        "text": text,
        "paraphrase": _bilingual(said, KG + "paraphrase"),
        "_read": partial(_read_segments, graph, _values(said, KG + "segment")),
    }


def _read_segments(graph: Graph, iris: list[str]) -> dict[str, Any]:
    found = {iri: graph.about(iri) for iri in iris}
    order = sorted(found, key=lambda iri: (int(_one(found[iri], KG + "order")), iri))
    first = found[order[0]] if order else {}
    return {
        "section": _one(first, KG + "section"),
        "paragraph": int(_one(first, KG + "paragraph") or 0),
        "anchors": tuple(_anchor(found[iri]) for iri in order),
    }


def _anchor(said: Said) -> Anchor:
    return Anchor(
        span=(int(_one(said, OA + "start")), int(_one(said, OA + "end"))),
        length=int(_one(said, KG + "keyLength")),
        key=_one(said, KG + "keyDigest"),
        before=_one(said, KG + "beforeDigest"),
        after=_one(said, KG + "afterDigest"),
    )


def read_claim(graph: Graph, iri: str) -> Claim:
    """Return the claim *iri*; a claim is read once, since a trace meets it often."""
    return graph.recall("claim", iri, lambda: Claim(**_read_claim(graph, iri)))


def _read_claim(graph: Graph, iri: str) -> dict[str, Any]:
    said = graph.about(iri)

    def places(name: str) -> tuple[Evidence, ...]:
        return tuple(read_evidence(graph, e) for e in _values(said, KG + name))

    def concept(name: str) -> str:
        return _one(said, KG + name).removeprefix(KGV)

    return {
        "iri": iri,
        "subject": _one(said, RDF + "subject"),
        "predicate": _one(said, RDF + "predicate"),
        "object": _one(said, RDF + "object"),
        "modality": _modality(iri, concept("modality")),
        "confidence": concept("confidence"),
        "polarity": concept("polarity"),
        "status": concept("status"),
        "rationale": _bilingual(said, KG + "rationale"),
        "reason": _bilingual(said, KG + "reason"),
        "subject_evidence": places("subjectEvidence"),
        "object_evidence": places("objectEvidence"),
        "link_evidence": places("linkEvidence"),
        "contrary_evidence": places("contraryEvidence"),
        "created": _one(said, DCTERMS + "created"),
    }


def _modality(claim: str, name: str) -> Modality:
    try:
        return Modality(name)
    except ValueError as error:
        reason = Text(
            "{id} has the modality '{name}', which is none.", "{id} 的情态“{name}”不存在。"
        ).fill(id=local_name(claim), name=name)
        raise _fault_of_graph("claim-modality", reason) from error


def link_without_claim(subject: str, predicate: str, value: str) -> FaultsFound:
    """Return the error for a link that the graph has and no accepted claim gives."""
    reason = Text(
        "{subject} is linked to {object} by {link}, and no accepted claim says so.",
        "{subject} 与 {object} 之间有关联 {link}，却没有已采纳的主张说明它。",
    ).fill(subject=local_name(subject), object=local_name(value), link=local_name(predicate))
    return _fault_of_graph("link-without-claim", reason)


def _fault_of_graph(rule: str, reason: Text) -> FaultsFound:
    from kg.faults import NOWHERE, Fault  # a graph that was checked has none

    return FaultsFound([Fault(rule, NOWHERE, reason)])


def find_claims(
    graph: Graph, subject: str | None = None, predicate: str | None = None, value: str | None = None
) -> list[Claim]:
    """Return the claims whose subject, predicate and object are as given, in the order of IRIs."""
    if subject is not None:
        if value is None:
            found = graph.subjects(RDF + "subject", subject)
        else:  # a claim is read only if it is one between the two
            found = graph.recall("claims", subject, partial(_by_object, graph, subject))[value]
        claims: Iterable[Claim] = _read_each(graph, found)
    elif value is not None:
        claims = _read_each(graph, graph.subjects(RDF + "object", value))
    elif predicate is not None:
        claims = _read_many(graph, graph.subjects(RDF + "predicate", predicate), predicate)
    else:
        claims = _read_many(graph, graph.subjects(TYPE, KG + "Claim"), whole=True)
    return [
        claim
        for claim in claims
        if predicate in (None, claim.predicate) and value in (None, claim.object)
    ]


def _by_object(graph: Graph, subject: str) -> dict[str, list[str]]:
    """Return the claims on *subject*, in the order of their IRIs, by what they join to it."""
    found: dict[str, list[str]] = defaultdict(list)
    for iri in graph.subjects(RDF + "subject", subject):
        found[graph.one(iri, RDF + "object")].append(iri)
    return found


def find_rejected(graph: Graph) -> list[Claim]:
    """Return the claims that are refused or denied, in the order of their IRIs."""
    refused = graph.subjects(KG + "status", KGV + "refused")
    denied = graph.subjects(KG + "polarity", KGV + "denied")
    return list(_read_many(graph, sorted({*refused, *denied})))


def _read_each(graph: Graph, iris: Iterable[str]) -> Iterator[Claim]:
    return (read_claim(graph, iri) for iri in iris)


def _read_many(
    graph: Graph, iris: Sequence[str], predicate: str = "", *, whole: bool = False
) -> Iterable[Claim]:
    """Return the claims *iris*, all of the graph if *whole*, with what is asked of many only.

    *predicate* is theirs, where it is one and known.
    """
    if len(iris) < MANY:
        return _read_each(graph, iris)
    links = {name: link for name, link in HEAD.items() if not predicate or name != "predicate"}
    # Over a network one sweep is less than many questions, even if it brings more than is wanted.
    if whole or graph.store.remote:
        columns = [dict(graph.pairs(link)) for link in links.values()]
        rows = iter([[column.get(iri, "") for column in columns] for iri in iris])
    else:
        rows = graph.firsts(iris, list(links.values()))
    known = ({"predicate": predicate, **dict(zip(links, row, strict=True))} for row in rows)
    return [
        graph.recall("claim", iri, partial(_head, graph, iri, said))
        for iri, said in zip(iris, known, strict=True)
    ]


# What is asked of a claim to find it and to weigh it, read for many at once.
HEAD = {
    "subject": RDF + "subject",
    "predicate": RDF + "predicate",
    "object": RDF + "object",
    "modality": KG + "modality",
    "polarity": KG + "polarity",
    "status": KG + "status",
}


def find_giving(
    graph: Graph, predicate: str, links: Mapping[tuple[str, str], Modality]
) -> dict[tuple[str, str], list[Claim]]:
    """Return the accepted claims for *links* of *predicate*: subject, object and modality.

    The build wrote the links from accepted claims and from nothing else: of a lone claim for one
    no more than its ends is read. Not over a network, where each claim is a question.
    """
    iris = graph.subjects(RDF + "predicate", predicate)
    by_link: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for iri, ends in zip(iris, graph.firsts(iris, (RDF + "subject", RDF + "object")), strict=True):
        by_link[tuple(ends)].append(iri)
    found: dict[tuple[str, str], list[Claim]] = {}
    several: list[str] = []
    for link, modality in links.items():
        given = by_link[link]
        if len(given) == 1:
            lone = partial(_lone, graph, given[0], predicate, link, modality)
            found[link] = [graph.recall("claim", given[0], lone)]
        else:
            several += given
    for claim in _read_many(graph, several, predicate):
        if claim.accepted:
            found.setdefault((claim.subject, claim.object), []).append(claim)
    return found


def _lone(
    graph: Graph, iri: str, predicate: str, link: tuple[str, str], modality: Modality
) -> Claim:
    return Claim.later(
        partial(_read_claim, graph, iri), iri=iri, subject=link[0], predicate=predicate,
        object=link[1], modality=modality, status="accepted", polarity="affirmed",
    )  # fmt: skip


def _head(graph: Graph, iri: str, known: dict[str, Any]) -> Claim:
    known["modality"] = _modality(iri, known["modality"].removeprefix(KGV))
    known["polarity"] = known["polarity"].removeprefix(KGV)
    known["status"] = known["status"].removeprefix(KGV)
    return Claim.later(partial(_read_claim, graph, iri), iri=iri, **known)
