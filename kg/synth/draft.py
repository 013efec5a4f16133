"""A paper while it is being drawn: places, things, claims and second readings, numbered as made."""

from __future__ import annotations

import random

from kg.synth.pieces import Claim, Mention, Paper, Place, Review, Thing
from kg.synth.words import definition, draw_mark, label, name_of

LINKS = (
    "addresses", "collectivelyAddresses", "correspondsTo", "setOutIn", "appliesTo", "observedIn",
    "exampleIn", "performedBy", "concerns", "illustrates", "category", "supersedes", "implements",
    "agreesWith", "conflictsWith", "overtakenBy",
)  # fmt: skip
CONFIDENCES = ("high", "medium", "medium", "low")
REFUSED = "refused"
Fact = tuple[str, str]


def chance(rng: random.Random, percent: int) -> bool:
    """Return true in *percent* of the cases; whole numbers, alike on every machine."""
    return rng.randrange(100) < percent


class Draft:
    """The paper *number*, which is read for all links but those *unread*."""

    def __init__(self, rng: random.Random, number: int, unread: str = "") -> None:
        self.rng = rng
        self.paper = Paper(number, tuple(link for link in LINKS if link != unread))
        self.unread = unread
        self.evidence: dict[str, str] = {}  # the place of each thing in this paper
        self.joined: set[tuple[str, str, str]] = set()

    def place(self, tail: str) -> str:
        """Add a place, seldom of two sentences, and return its name."""
        paper = self.paper
        first = paper.sentences
        count = 2 if chance(self.rng, 4) else 1
        name = f"ev-{paper.id}-{tail}"
        paper.places.append(Place(name, tuple(range(first, first + count))))
        paper.sentences += count
        return name

    def indicator(self, number: str) -> str:
        """Add indicator *number*, which has a definition and no place, and return its name."""
        name = name_of("Indicator", number)
        zh, en = label("Indicator", number, draw_mark(self.rng))
        said = zip(definition(number), ("zh", "en"), strict=True)
        facts = tuple(("skos:definition", f'"{words}"@{lang}') for words, lang in said)
        self.paper.things.append(Thing(name, "Indicator", zh, en, facts, ()))
        return name

    def thing(self, cls: str, index: int, *facts: Fact, about: str = "") -> str:
        """Add thing *index* of class *cls* with a place of its own and return its name."""
        number = about or f"{self.paper.number:07d}-{index:03d}"
        name = name_of(cls, number)
        place = self.place(f"{cls[:1].lower()}{index:03d}-{len(self.paper.places):03d}")
        self.evidence[name] = place
        zh, en = label(cls, number, draw_mark(self.rng))
        self.paper.things.append(Thing(name, cls, zh, en, facts, (place,)))
        return name

    def end(self, name: str, last: str) -> None:
        """Let thing *name* be valid to *last* and no longer, whatever it was before."""
        for index, thing in enumerate(self.paper.things):
            if thing.name == name:
                kept = tuple(fact for fact in thing.facts if fact[0] != "kg:validTo")
                facts = (*kept, ("kg:validTo", last))
                self.paper.things[index] = thing._replace(facts=facts)

    def mention(self, cls: str, name: str) -> str:
        """Let the paper speak of the shared thing *name* and return that."""
        if name not in self.evidence:
            self.evidence[name] = self.place(f"shared-{len(self.paper.places):03d}")
            self.paper.mentions.append(Mention(name, cls, self.evidence[name]))
        return name

    def join(self, subject: str, predicate: str, value: str, stated_percent: int) -> None:
        """Claim a link, stated or inferred; once, and only where the paper was read for it."""
        modality = "stated" if chance(self.rng, stated_percent) else "inferred"
        if self._is_new(subject, predicate, value):
            self.claim(subject, predicate, value, modality)
            if modality == "stated" and chance(self.rng, 4):
                self.claim(subject, predicate, value, "inferred")  # the pair has both forms

    def deny(self, subject: str, predicate: str, value: str) -> None:
        """Let the paper say itself that the link does not hold."""
        if self._is_new(subject, predicate, value):
            self.claim(subject, predicate, value, "stated", polarity="denied")

    def refuse(self, subject: str, predicate: str, value: str) -> None:
        """Weigh a link and leave it unmade: refused, seldom withdrawn or still proposed."""
        if self._is_new(subject, predicate, value):
            draw = self.rng.randrange(10)
            status = "proposed" if draw == 0 else "withdrawn" if draw == 1 else REFUSED
            self.claim(subject, predicate, value, "inferred", status=status)

    def _is_new(self, subject: str, predicate: str, value: str) -> bool:
        link = (subject, predicate, value)
        if predicate == self.unread or link in self.joined or subject == value:
            return False
        self.joined.add(link)
        return True

    def claim(
        self, subject: str, predicate: str, value: str, modality: str, **settings: str
    ) -> Claim:
        """Write a claim and its second reading; *settings*: polarity and status."""
        number = f"{self.paper.number:07d}-{len(self.paper.claims):04d}"
        status = settings.get("status", "accepted")
        carried = modality != "inferred"
        made = Claim(
            f"claim-synth-{number}", subject, predicate, value, modality,
            self.rng.choice(CONFIDENCES), settings.get("polarity", "affirmed"), status,
            self._places_of(subject), self._places_of(value),
            (self.place(f"link-{len(self.paper.claims):04d}"),) if carried else (),
            "" if carried else number, number if status in (REFUSED, "withdrawn") else "",
            self._day(),
        )  # fmt: skip
        self.paper.claims.append(made)
        self.paper.reviews.append(self.review(made))
        return made

    def _places_of(self, name: str) -> tuple[str, ...]:
        return (self.evidence[name],) if name in self.evidence else ()

    def _day(self) -> str:
        return f"2026-{1 + self.rng.randrange(6):02d}-{1 + self.rng.randrange(28):02d}"

    def day_of_review(self) -> str:
        """Return a day on which something is read a second time."""
        return f"2026-{7 + self.rng.randrange(5):02d}-{1 + self.rng.randrange(28):02d}"

    def review(self, claim: Claim) -> Review:
        """Return the second reading of *claim*, made later and mostly of one mind."""
        made = self.day_of_review()
        modality, confidence = claim.modality, claim.confidence
        if claim.status == REFUSED:
            return Review(claim.name, "refused", "none", "none", "", made, modality, confidence)
        if chance(self.rng, 12):
            first = self.rng.choice(["high", "medium", "low"])
            note = "Synthetic note: the level was judged anew"
            return Review(claim.name, "changed", modality, confidence, note, made, modality, first)
        return Review(claim.name, "agreed", modality, confidence, "", made, modality, confidence)
