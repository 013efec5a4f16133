"""The same corpus as a data directory, as a curator would keep it: Turtle, CSV, lock and texts.

`kg --data DIR build` makes of it the very graph that the N-Quads hold; what the build adds by its
rules is not written here. For corpora that a curator could have written, not for millions.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.graph.tables import read_schema
from kg.graph.terms import PREFIXES
from kg.paths import write_text
from kg.synth.answers import Reckoning
from kg.synth.corpus import Progress, Size, base_nquads, stream_papers
from kg.synth.nquads import source_facts, text_facts
from kg.synth.pieces import Claim, Figure, Mention, Paper, Review, Segment, Thing
from kg.synth.text import SECTION, InventedText
from kg.synth.words import paraphrase, rationale, reason

Facts = Iterable[tuple[str, str]]
Cells = Sequence[object]
USED = ("kg", "kgv", "kgd", "skos", "dcterms", "rdf", "xsd")
HEADER = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in USED)


def write_directory(
    top: Path, seed: int, size: Size, progress: Progress | None = None
) -> Reckoning:
    """Write the corpus of *seed* below *top* and return what was planted in it."""
    planted = Reckoning(seed, base_nquads().count(b"\n"))
    directory = DataDirectory(top)
    for paper, _ in stream_papers(planted, size, progress):
        directory.add(paper)
    directory.close()
    return planted


class DataDirectory:
    """A data directory that papers are added to one by one; what they share is written last."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.shared: list[Thing] = []
        self.mentions: dict[str, list[str]] = {}
        self.across: list[Claim] = []
        self.reviews: list[Review] = []

    def add(self, paper: Paper) -> None:
        """Write the files of *paper*, and its text where a user's copies would be."""
        text = InventedText.of(paper)
        directory = self.top / "sources" / paper.id
        blocks = [
            _block(f"source-{paper.id}", source_facts(paper)),
            _block(f"text-{paper.id}", text_facts(paper, text)),
        ]
        write_text(directory / "source.ttl", HEADER + "".join(blocks))
        if paper.number:
            things = "".join(_thing_block(thing, ()) for thing in paper.things)
            write_text(directory / "things.ttl", HEADER + things)
        else:
            self.shared = paper.things
        for name, rows in _tables(paper, text):
            write_text(directory / name, _table(name, rows))
        write_text(self.top / "texts" / f"{paper.id}.txt", text.content)
        self._keep(paper.mentions, paper)

    def _keep(self, mentions: list[Mention], paper: Paper) -> None:
        for mention in mentions:
            self.mentions.setdefault(mention.name, []).append(mention.place)
        self.across += paper.across
        claims = {claim.name for claim in paper.across}
        self.reviews += [review for review in paper.reviews if review.claim in claims]

    def close(self) -> None:
        """Write what the papers share, and the claims that join two of them."""
        shared = (_thing_block(t, self.mentions.get(t.name, ())) for t in self.shared)
        write_text(self.top / "things" / "shared.ttl", HEADER + "".join(shared))
        across = self.top / "across"
        write_text(across / "claims.csv", _table("claims.csv", map(_claim_row, self.across)))
        write_text(across / "reviews.csv", _table("reviews.csv", map(_review_row, self.reviews)))


def _block(subject: str, facts: Facts) -> str:
    lines = " ;\n    ".join(f"{predicate} {term}" for predicate, term in facts)
    return f"\nkgd:{subject}\n    {lines} .\n"


def _thing_block(thing: Thing, further: Iterable[str]) -> str:
    places = (("kg:evidence", f"kgd:{place}") for place in (*thing.evidence, *further))
    labels = (("skos:prefLabel", f'"{thing.en}"@en'), ("skos:prefLabel", f'"{thing.zh}"@zh'))
    facts = (("rdf:type", f"kg:{thing.cls}"), *labels, *thing.facts, *places)
    return _block(thing.name, facts)


def _table(name: str, rows: Iterable[Cells]) -> str:
    """Return a table with the header that the schema of *name* gives."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(read_schema(name.rpartition(".")[0]).header)
    writer.writerows(rows)
    return buffer.getvalue()


def _tables(paper: Paper, text: InventedText) -> Iterator[tuple[str, Iterable[Cells]]]:
    own = {claim.name for claim in paper.claims}
    yield "evidence.csv", _evidence_rows(paper, text)
    yield "claims.csv", map(_claim_row, paper.claims)
    yield "reviews.csv", (_review_row(r) for r in paper.reviews if r.claim in own)
    figures = [(figure, text.figure(figure.sentence)) for figure in paper.figures]
    yield "figures.csv", (_figure_row(*figure) for figure in figures)
    yield "figure-reviews.csv", map(_figure_review_row, paper.figures)
    yield "sections.csv", (("题名", 0, "front"), (SECTION, text.section_start, "body"))
    yield "anchors.lock", _lock_rows(paper, text)


def _evidence_rows(paper: Paper, text: InventedText) -> Iterator[Cells]:
    for place in paper.places:
        segments = (text.segment(index) for index in place.sentences)
        spans = ";".join(f"{segment.start}-{segment.end}" for segment in segments)
        yield place.name, spans, *paraphrase(place.name)


def _lock_rows(paper: Paper, text: InventedText) -> Iterator[Cells]:
    segments = [
        (place.name, order, text.segment(index))
        for place in paper.places
        for order, index in enumerate(place.sentences, start=1)
    ]
    segments += [(f"{f.name}-reading", 1, text.figure(f.sentence)) for f in paper.figures]
    for name, order, segment in sorted(segments):
        yield (
            name, order, segment.start, segment.end, SECTION, segment.paragraph,
            segment.length, segment.key, segment.before, segment.after,
        )  # fmt: skip


def _figure_row(figure: Figure, segment: Segment) -> Cells:
    span = f"{segment.start}-{segment.end}"
    return (
        figure.name, span, figure.printed, figure.indicator, figure.value, "", "", figure.unit,
        figure.qualifier, figure.period, figure.area, "", "", ";".join(figure.about), figure.kind,
        figure.said_by, "", figure.evidence, "", "", "",
    )  # fmt: skip


def _figure_review_row(figure: Figure) -> Cells:
    return (
        figure.name, figure.verdict, figure.value, "", "", figure.unit, figure.qualifier,
        figure.period, figure.kind, figure.note, figure.read,
    )  # fmt: skip


def _claim_row(claim: Claim) -> Cells:
    places = (claim.subject_evidence, claim.object_evidence, claim.link_evidence, ())
    return (
        claim.name, claim.subject, claim.predicate, claim.object, claim.modality,
        claim.confidence, claim.polarity, claim.status, *map(";".join, places),
        *(rationale(claim.rationale) if claim.rationale else ("", "")),
        *(reason(claim.reason) if claim.reason else ("", "")),
        claim.created,
    )  # fmt: skip


def _review_row(review: Review) -> Cells:
    return (
        review.claim, review.verdict, review.modality, review.confidence, review.note,
        review.created, review.first_modality, review.first_confidence,
    )  # fmt: skip
