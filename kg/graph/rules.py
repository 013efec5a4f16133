"""The rules: what follows from the triples of all files, as plain triples beside them.

1. An accepted, affirmed claim gives the plain link and the sub-property of its modality. Where a
   pair is both stated and inferred, only the stated form is written: the strongest word stands.
   A collective statement gives the link between the two sets and nothing else.
2. Evidence shows which source an entity was read from, and where a recommendation is proposed.
3. An entity has the classes above its own, so that one hop finds it.

The rules see facts, not terms: triples whose three terms are IRIs, as strings, of the few
predicates that a rule asks for. So they apply to what was just parsed and to what was kept alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.graph.terms import KG, KGD, KGV, RDF, RDFS, TYPE

Fact = tuple[str, str, str]
Facts = dict[str, dict[str, list[str]]]  # values by predicate and subject
STATED, COLLECTIVE = KGV + "stated", KGV + "stated-collectively"
ENDS = tuple(RDF + part for part in ("subject", "predicate", "object"))
SUBCLASS = RDFS + "subClassOf"
READING = ("status", "polarity", "modality", "statedForm", "inferredForm")
PLACING = ("evidence", "inSource", "textOf")
# What the rules ask for; a fact of another predicate changes nothing.
ASKED = frozenset((TYPE, SUBCLASS, *ENDS, *(KG + name for name in READING + PLACING)))


def gather_facts(facts: Iterable[Fact]) -> Facts:
    """Return *facts* by predicate and subject, without those that no rule asks for."""
    found: Facts = {}
    for subject, predicate, value in facts:
        if predicate in ASKED:
            found.setdefault(predicate, {}).setdefault(subject, []).append(value)
    return found


def join_facts(parts: Iterable[Facts]) -> Facts:
    """Return the facts of all *parts* together."""
    found: Facts = {}
    for part in parts:
        for predicate, subjects in part.items():
            into = found.setdefault(predicate, {})
            for subject, values in subjects.items():
                into[subject] = into[subject] + values if subject in into else values
    return found


def apply_rules(facts: Facts) -> Iterator[Fact]:
    """Yield what follows from *facts*, some of it more than once; their order does not matter."""
    index = _Index(facts)
    yield from _links(index)
    yield from _readings(index)
    yield from _upper_classes(index)


class _Index:
    """The facts as a rule asks for them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield (subject, value) of *predicate*."""
        for subject, values in self._facts.get(predicate, {}).items():
            for value in values:
                yield subject, value

    def all(self, subject: str, predicate: str) -> list[str]:
        """Return the values of *predicate* at *subject*."""
        return self._facts.get(predicate, {}).get(subject, [])

    def one(self, subject: str, predicate: str) -> str:
        """Return the one value, or the empty string; the first by name where there are several."""
        found = self.all(subject, predicate)
        return found[0] if len(found) == 1 else min(found, default="")


def _links(index: _Index) -> Iterator[Fact]:
    by_link: dict[Fact, set[str]] = defaultdict(set)
    for claim, status in index.pairs(KG + "status"):
        affirmed = index.one(claim, KG + "polarity") == KGV + "affirmed"
        if status == KGV + "accepted" and affirmed:
            subject, predicate, value = (index.one(claim, end) for end in ENDS)
            # A link to nothing would be reported again; the claim itself is enough.
            if subject and predicate and value and index.all(value, TYPE):
                by_link[subject, predicate, value].add(index.one(claim, KG + "modality"))
    for (subject, predicate, value), modalities in by_link.items():
        yield subject, predicate, value
        form = "statedForm" if STATED in modalities else "inferredForm"
        sub_property = index.one(predicate, KG + form)
        if sub_property and COLLECTIVE not in modalities:
            yield subject, sub_property, value


def _readings(index: _Index) -> Iterator[Fact]:
    for entity, place in index.pairs(KG + "evidence"):
        source = index.one(index.one(place, KG + "inSource"), KG + "textOf")
        if source:
            yield entity, KG + "readFrom", source
            if KG + "RecommendedAction" in index.all(entity, TYPE):
                yield entity, KG + "proposedIn", source


def _upper_classes(index: _Index) -> Iterator[Fact]:
    above: dict[str, tuple[str, ...]] = {}
    for entity, cls in index.pairs(TYPE):
        if entity.startswith(KGD):
            if cls not in above:
                above[cls] = tuple(_classes_above(index, cls))
            for upper in above[cls]:
                yield entity, TYPE, upper


def _classes_above(index: _Index, cls: str) -> set[str]:
    """Return our classes above *cls*, itself only where the classes stand in a circle."""
    found: set[str] = set()
    waiting = [cls]
    while waiting:
        upper = {iri for iri in index.all(waiting.pop(), SUBCLASS) if iri.startswith(KG)}
        waiting += upper - found
        found |= upper
    return found
