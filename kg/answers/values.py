"""Claims and evidence as values, read from the graph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from weakref import WeakKeyDictionary

from kg.errors import FaultsFound
from kg.faults import Fault, Place
from kg.graph.graph import Graph
from kg.graph.terms import DCTERMS, KG, KGV, OA, RDF, TYPE, local_name
from kg.language import Lang, Text
from kg.sources.anchor import Anchor

Json = dict[str, object]
_CLAIMS: WeakKeyDictionary[Graph, dict[str, Claim]] = WeakKeyDictionary()


class Modality(StrEnum):
    """Who says a link: one passage, a passage about sets, or a curator."""

    STATED = "stated"
    COLLECTIVE = "stated-collectively"
    INFERRED = "inferred"


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


@dataclass(frozen=True)
class Evidence:
    """A place in a source and what it says in our words; never the words themselves."""

    iri: str
    source: str
    text: str
    section: str
    paragraph: int
    anchors: tuple[Anchor, ...]
    paraphrase: Bilingual

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
class Claim:
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

    @property
    def accepted(self) -> bool:
        """Whether the claim is accepted and affirms the link."""
        return self.status == "accepted" and self.polarity == "affirmed"

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


def read_evidence(graph: Graph, iri: str) -> Evidence:
    """Return the evidence *iri*."""
    anchors = sorted(
        (int(graph.one(s, KG + "order")), s) for s in graph.objects(iri, KG + "segment")
    )
    first = anchors[0][1] if anchors else ""
    text = graph.one(iri, KG + "inSource")
    return Evidence(
        iri=iri,
        source=graph.one(text, KG + "textOf") or text,
        text=text,
        section=graph.one(first, KG + "section") if first else "",
        paragraph=int(graph.one(first, KG + "paragraph") or 0) if first else 0,
        anchors=tuple(_read_anchor(graph, segment) for _, segment in anchors),
        paraphrase=read_bilingual(graph, iri, KG + "paraphrase"),
    )


def _read_anchor(graph: Graph, segment: str) -> Anchor:
    return Anchor(
        span=(int(graph.one(segment, OA + "start")), int(graph.one(segment, OA + "end"))),
        length=int(graph.one(segment, KG + "keyLength")),
        key=graph.one(segment, KG + "keyDigest"),
        before=graph.one(segment, KG + "beforeDigest"),
        after=graph.one(segment, KG + "afterDigest"),
    )


def read_claim(graph: Graph, iri: str) -> Claim:
    """Return the claim *iri*; a claim is read once, since a trace meets it often."""
    read = _CLAIMS.setdefault(graph, {})
    if iri not in read:
        read[iri] = _read_claim(graph, iri)
    return read[iri]


def _read_claim(graph: Graph, iri: str) -> Claim:

    def places(predicate: str) -> tuple[Evidence, ...]:
        return tuple(read_evidence(graph, e) for e in graph.objects(iri, KG + predicate))

    def concept(predicate: str) -> str:
        return graph.one(iri, KG + predicate).removeprefix(KGV)

    return Claim(
        iri=iri,
        subject=graph.one(iri, RDF + "subject"),
        predicate=graph.one(iri, RDF + "predicate"),
        object=graph.one(iri, RDF + "object"),
        modality=_modality(iri, concept("modality")),
        confidence=concept("confidence"),
        polarity=concept("polarity"),
        status=concept("status"),
        rationale=read_bilingual(graph, iri, KG + "rationale"),
        reason=read_bilingual(graph, iri, KG + "reason"),
        subject_evidence=places("subjectEvidence"),
        object_evidence=places("objectEvidence"),
        link_evidence=places("linkEvidence"),
        contrary_evidence=places("contraryEvidence"),
        created=graph.one(iri, DCTERMS + "created"),
    )


def _modality(claim: str, name: str) -> Modality:
    try:
        return Modality(name)
    except ValueError as error:
        reason = Text(
            "{id} has the modality '{name}', which is none.", "{id} 的情态“{name}”不存在。"
        ).fill(id=local_name(claim), name=name)
        raise FaultsFound([Fault("claim-modality", Place("–"), reason)]) from error


def find_claims(
    graph: Graph, subject: str | None = None, predicate: str | None = None, value: str | None = None
) -> list[Claim]:
    """Return the claims whose subject, predicate and object are as given, in the order of IRIs."""
    if subject is not None:
        found = graph.subjects(RDF + "subject", subject)
    elif value is not None:
        found = graph.subjects(RDF + "object", value)
    else:
        found = graph.subjects(TYPE, KG + "Claim")
    claims = (read_claim(graph, iri) for iri in found)
    return [
        claim
        for claim in claims
        if predicate in (None, claim.predicate) and value in (None, claim.object)
    ]
