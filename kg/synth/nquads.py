"""A paper as the N-Quads that the build would make of it, rules of `kg/graph/build.py` included.

Written as text, line by line: an RDF library would take ten times as long over the same lines.
`tests/synth` holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.graph.terms import DCTERMS, KG, KGD, KGV, OA, PREFIXES, PROV, RDF, SKOS, TYPE, XSD
from kg.synth.pieces import Claim, Figure, Paper, Place, Review, Segment, Thing
from kg.synth.text import SECTION, InventedText
from kg.synth.words import paraphrase, rationale, reason

A = f"<{TYPE}>"
LABEL = f"<{SKOS}prefLabel>"
CREATED = f"<{DCTERMS}created>"
CURATED = f"<{PROV}wasAttributedTo> <{KGD}agent-curators>"
REREAD = f"<{PROV}wasAttributedTo> <{KGD}agent-second-readers>"
INTEGER, DATE = f"^^<{XSD}integer>", f"^^<{XSD}date>"
UPPER = {"RecommendedAction": "PolicyAction", "AdoptedMeasure": "PolicyAction"}
# The two forms of each link that the papers claim.
FORMS = {
    "addresses": ("statedToAddress", "inferredToAddress"),
    "correspondsTo": ("statedToCorrespondTo", "inferredToCorrespondTo"),
    "setOutIn": ("statedSetOutIn", "inferredSetOutIn"),
    "appliesTo": ("statedToApplyTo", "inferredToApplyTo"),
    "observedIn": ("statedObservedIn", "inferredObservedIn"),
    "performedBy": ("statedPerformedBy", "inferredPerformedBy"),
    "concerns": ("statedToConcern", "inferredToConcern"),
    "illustrates": ("statedToIllustrate", "inferredToIllustrate"),
    "category": ("statedCategory", "inferredCategory"),
    "implements": ("statedToImplement", "inferredToImplement"),
    "agreesWith": ("statedToAgreeWith", "inferredToAgreeWith"),
}


def paper_lines(paper: Paper) -> Iterator[str]:
    """Yield the lines of *paper*, one triple each, with its end of line; none twice."""
    text = InventedText.of(paper)
    yield from _source_lines(paper, text)
    for thing in paper.things:
        yield from _thing_lines(thing, paper.id)
    for mention in paper.mentions:
        yield f"<{KGD}{mention.name}> <{KG}evidence> <{KGD}{mention.place}> .\n"
        yield f"<{KGD}{mention.name}> <{KG}readFrom> <{KGD}source-{paper.id}> .\n"
    for place in paper.places:
        yield from _place_lines(place, paper.id, text)
    for figure in paper.figures:
        yield from _figure_lines(figure, paper.id, text.figure(figure.sentence))
    for claim in (*paper.claims, *paper.across):
        yield from _claim_lines(claim)
    for review in paper.reviews:
        yield from _review_lines(review)
    yield from _link_lines(paper)


@lru_cache(maxsize=1024)
def _predicate(curie: str) -> str:
    return f"<{_expand(curie)}>"


def _expand(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def _object(term: str) -> str:
    """Return a Turtle term (a name with prefix, or a literal) as N-Quads write it."""
    if not term.startswith('"'):
        return f"<{_expand(term)}>"
    value, typed, datatype = term.partition("^^")
    return f"{value}^^<{_expand(datatype)}>" if typed else term


def _source_lines(paper: Paper, text: InventedText) -> Iterator[str]:
    source, words = f"<{KGD}source-{paper.id}>", f"<{KGD}text-{paper.id}>"
    for predicate, term in source_facts(paper):
        yield f"{source} {_predicate(predicate)} {_object(term)} .\n"
    for predicate, term in text_facts(paper, text):
        yield f"{words} {_predicate(predicate)} {_object(term)} .\n"


def source_facts(paper: Paper) -> list[tuple[str, str]]:
    """Return what is said of the source that *paper* is, class and labels included."""
    number = f"{paper.number:07d}"
    read_for = [("kg:readFor", f"kg:{link}") for link in paper.read_for]
    return [
        ("rdf:type", "kg:Source"),
        ("skos:prefLabel", f'"Synthetic paper {number}"@en'),
        ("skos:prefLabel", f'"合成论文 {number}"@zh'),
        ("dcterms:creator", '"kg synth"'),
        ("dcterms:bibliographicCitation", f'"kg synth. 合成论文 {number}[Z]."'),
        ("dcterms:language", '"zh"'),
        *read_for,
    ]


def text_facts(paper: Paper, text: InventedText) -> list[tuple[str, str]]:
    """Return what is said of the text of *paper*."""
    number = f"{paper.number:07d}"
    return [
        ("rdf:type", "kg:SourceText"),
        ("skos:prefLabel", f'"Invented text of synthetic paper {number}"@en'),
        ("skos:prefLabel", f'"合成论文 {number} 的虚构文本"@zh'),
        ("kg:textOf", f"kgd:source-{paper.id}"),
        ("kg:sha256", f'"{text.sha256}"'),
        ("kg:length", f'"{text.length}"^^xsd:integer'),
    ]


def _thing_lines(thing: Thing, source: str) -> Iterator[str]:
    subject, read = f"<{KGD}{thing.name}>", f"<{KGD}source-{source}>"
    yield f"{subject} {A} <{KG}{thing.cls}> .\n"
    if upper := UPPER.get(thing.cls):
        yield f"{subject} {A} <{KG}{upper}> .\n"
    yield f'{subject} {LABEL} "{thing.en}"@en .\n'
    yield f'{subject} {LABEL} "{thing.zh}"@zh .\n'
    for predicate, term in thing.facts:
        yield f"{subject} {_predicate(predicate)} {_object(term)} .\n"
    for place in thing.evidence:
        yield f"{subject} <{KG}evidence> <{KGD}{place}> .\n"
    if thing.evidence:  # what is only counted has no place of its own
        yield f"{subject} <{KG}readFrom> {read} .\n"
    if thing.cls == "RecommendedAction":
        yield f"{subject} <{KG}proposedIn> {read} .\n"


def _place_lines(place: Place, source: str, text: InventedText) -> Iterator[str]:
    subject = f"<{KGD}{place.name}>"
    zh, en = paraphrase(place.name)
    yield (
        f"{subject} {A} <{KG}Evidence> .\n"
        f"{subject} <{KG}inSource> <{KGD}text-{source}> .\n"
        f'{subject} <{KG}paraphrase> "{en}"@en .\n'
        f'{subject} <{KG}paraphrase> "{zh}"@zh .\n'
    )
    for order, index in enumerate(place.sentences, start=1):
        yield _segment_lines(place.name, order, text.segment(index))


def _segment_lines(place: str, order: int, segment: Segment) -> str:
    part = f"<{KGD}{place}-s{order}>"
    return (
        f"<{KGD}{place}> <{KG}segment> {part} .\n"
        f"{part} {A} <{KG}Segment> .\n"
        f'{part} <{KG}order> "{order}"{INTEGER} .\n'
        f'{part} <{OA}start> "{segment.start}"{INTEGER} .\n'
        f'{part} <{OA}end> "{segment.end}"{INTEGER} .\n'
        f'{part} <{KG}section> "{SECTION}" .\n'
        f'{part} <{KG}paragraph> "{segment.paragraph}"{INTEGER} .\n'
        f'{part} <{KG}keyLength> "{segment.length}"{INTEGER} .\n'
        f'{part} <{KG}keyDigest> "{segment.key}" .\n'
        f'{part} <{KG}beforeDigest> "{segment.before}" .\n'
        f'{part} <{KG}afterDigest> "{segment.after}" .\n'
    )


def _figure_lines(figure: Figure, source: str, segment: Segment) -> Iterator[str]:
    """Yield a figure as printed (the reading), as interpreted (the observation), as read again."""
    subject, review = f"<{KGD}{figure.name}>", f"<{KGD}review-{figure.name}>"
    reading = f"<{KGD}{figure.name}-reading>"
    yield (
        f"{reading} {A} <{KG}Reading> .\n"
        f'{reading} <{KG}asPrinted> "{figure.printed}" .\n'
        f"{reading} <{KG}inSource> <{KGD}text-{source}> .\n"
    )
    yield _segment_lines(f"{figure.name}-reading", 1, segment)
    yield (
        f"{subject} {A} <{PREFIXES['qb']}Observation> .\n"
        f"{subject} <{KG}interprets> {reading} .\n"
        f"{subject} <{KG}indicator> <{KGD}{figure.indicator}> .\n"
        f"{subject} <{KG}evidence> <{KGD}{figure.evidence}> .\n"
        f"{subject} <{KG}readFrom> <{KGD}source-{source}> .\n"
    )
    for link, names in (
        ("measures", figure.about), ("refArea", (figure.area,)), ("saidBy", (figure.said_by,)),
    ):  # fmt: skip
        for name in filter(None, names):
            yield f"{subject} <{KG}{link}> <{KGD}{name}> .\n"
    for node in (subject, review):
        yield (
            f'{node} <{KG}value> "{figure.value}"^^<{XSD}decimal> .\n'
            f"{node} <{KG}unit> <{_expand(figure.unit)}> .\n"
            f"{node} <{KG}qualifier> <{KGV}{figure.qualifier}> .\n"
            f'{node} <{KG}refPeriod> "{figure.period}" .\n'
            f"{node} <{KG}observationKind> <{KGV}{figure.kind}> .\n"
        )
    yield (
        f"{review} {A} <{KG}FigureReview> .\n"
        f"{review} <{KG}reviewOf> {subject} .\n"
        f"{review} <{KG}verdict> <{KGV}verdict-{figure.verdict}> .\n"
        f'{review} <{DCTERMS}created> "{figure.read}"{DATE} .\n'
    )
    if figure.note:
        yield f'{review} <{KG}note> "{figure.note}"@en .\n'


def _node(name: str) -> str:
    return f"<{KGV}{name[4:]}>" if name.startswith("kgv:") else f"<{KGD}{name}>"


def _claim_lines(claim: Claim) -> Iterator[str]:
    subject = f"<{KGD}{claim.name}>"
    yield (
        f"{subject} {A} <{KG}Claim> .\n"
        f"{subject} <{RDF}subject> <{KGD}{claim.subject}> .\n"
        f"{subject} <{RDF}predicate> <{KG}{claim.predicate}> .\n"
        f"{subject} <{RDF}object> {_node(claim.object)} .\n"
        f"{subject} <{KG}modality> <{KGV}{claim.modality}> .\n"
        f"{subject} <{KG}confidence> <{KGV}{claim.confidence}> .\n"
        f"{subject} <{KG}polarity> <{KGV}{claim.polarity}> .\n"
        f"{subject} <{KG}status> <{KGV}{claim.status}> .\n"
        f"{subject} {CURATED} .\n"
        f'{subject} {CREATED} "{claim.created}"{DATE} .\n'
    )
    for name, places in (
        ("subjectEvidence", claim.subject_evidence),
        ("objectEvidence", claim.object_evidence),
        ("linkEvidence", claim.link_evidence),
    ):
        for place in places:
            yield f"{subject} <{KG}{name}> <{KGD}{place}> .\n"
    for name, number, say in (
        ("rationale", claim.rationale, rationale),
        ("reason", claim.reason, reason),
    ):
        if number:
            zh, en = say(number)
            yield f'{subject} <{KG}{name}> "{en}"@en .\n{subject} <{KG}{name}> "{zh}"@zh .\n'


def _review_lines(review: Review) -> Iterator[str]:
    subject = f"<{KGD}review-{review.claim}>"
    yield (
        f"{subject} {A} <{KG}Review> .\n"
        f"{subject} <{KG}reviewOf> <{KGD}{review.claim}> .\n"
        f"{subject} <{KG}verdict> <{KGV}verdict-{review.verdict}> .\n"
        f"{subject} <{KG}reviewedModality> <{KGV}{review.modality}> .\n"
        f"{subject} <{KG}reviewedConfidence> <{KGV}{review.confidence}> .\n"
        f"{subject} <{KG}firstModality> <{KGV}{review.first_modality}> .\n"
        f"{subject} <{KG}firstConfidence> <{KGV}{review.first_confidence}> .\n"
        f"{subject} {REREAD} .\n"
        f'{subject} {CREATED} "{review.created}"{DATE} .\n'
    )
    if review.note:
        yield f'{subject} <{KG}note> "{review.note}"@en .\n'


def _link_lines(paper: Paper) -> Iterator[str]:
    """Yield the plain links of the accepted claims and the form of each, the stated one first."""
    stated: dict[tuple[str, str, str], bool] = {}
    for claim in (*paper.claims, *paper.across):
        if claim.links:
            link = (claim.subject, claim.predicate, claim.object)
            stated[link] = stated.get(link, False) or claim.modality == "stated"
    for (subject, predicate, value), is_stated in stated.items():
        start, end = f"<{KGD}{subject}>", _node(value)
        yield f"{start} <{KG}{predicate}> {end} .\n"
        if predicate in FORMS:  # what is said of sets has no form of its own
            yield f"{start} <{KG}{FORMS[predicate][not is_stated]}> {end} .\n"
