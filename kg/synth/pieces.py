"""What an invented paper is made of, before it is written in one form or the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Thing(NamedTuple):
    """An entity: local name and class, both labels, further facts, and the places it rests on.

    *facts* are pairs of a predicate as CURIE and an object as Turtle term.
    """

    name: str
    cls: str
    zh: str
    en: str
    facts: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]


class Segment(NamedTuple):
    """One span of a place, in code points, with the digests that hold it."""

    start: int
    end: int
    paragraph: int
    length: int
    key: str
    before: str
    after: str


class Place(NamedTuple):
    """A row of evidence: its local name, and the sentences of the invented text it covers."""

    name: str
    sentences: tuple[int, ...]


class Claim(NamedTuple):
    """A row of claims; the columns of `ontology/tables/claims.json`, evidence as tuples."""

    name: str
    subject: str
    predicate: str
    object: str
    modality: str
    confidence: str
    polarity: str
    status: str
    subject_evidence: tuple[str, ...]
    object_evidence: tuple[str, ...]
    link_evidence: tuple[str, ...]
    rationale: str
    reason: str
    created: str

    @property
    def links(self) -> bool:
        """Whether the build writes the plain link: an accepted claim that affirms it."""
        return self.status == "accepted" and self.polarity == "affirmed"


class Review(NamedTuple):
    """A row of reviews: the second reading of a claim, and what the first had said."""

    claim: str
    verdict: str
    modality: str
    confidence: str
    note: str
    created: str
    first_modality: str
    first_confidence: str


class Mention(NamedTuple):
    """A shared thing that a paper speaks of, its class, and the place in that paper."""

    name: str
    cls: str
    place: str


class Figure(NamedTuple):
    """A row of figures and its second reading: what sentence *sentence* prints, and its meaning.

    *about* and *said_by* are local names; *area* and *said_by* may be empty.
    """

    name: str
    sentence: int
    printed: str
    indicator: str
    value: str
    unit: str
    qualifier: str
    period: str
    area: str
    about: tuple[str, ...]
    kind: str
    said_by: str
    evidence: str
    verdict: str
    note: str
    read: str


@dataclass
class Paper:
    """One invented source and everything read from it; *across* joins it to the paper before."""

    number: int
    read_for: tuple[str, ...]
    things: list[Thing] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    across: list[Claim] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    sentences: int = 0

    @property
    def id(self) -> str:
        """The id of the source."""
        return source_of(self.number)


def source_of(number: int) -> str:
    """Return the id of the source that paper *number* is: `synth-0000123`."""
    return f"synth-{number:07d}"
