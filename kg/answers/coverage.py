"""Coverage: sentence by sentence, what of a source is under evidence, and why the rest is not.

Counted in match-key characters of the very file that was curated from: spans count in no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal

from kg.answers.figures import OBSERVATION, Figure, read_figure
from kg.answers.search import kind_of
from kg.answers.values import Bilingual, read_claim, read_evidence
from kg.errors import NotFound
from kg.graph.anchoring import get_copy, read_source
from kg.graph.evidence import spans_of
from kg.graph.graph import Graph
from kg.graph.inputs import Inputs
from kg.graph.tables import Row, read_table
from kg.graph.terms import KG, KGD, KGV, local_name
from kg.language import Text
from kg.sources.anchor import Span
from kg.sources.copies import Copies
from kg.sources.key import build_key
from kg.sources.sections import Section, locate
from kg.sources.sentences import Unit, WordKey, find_units
from kg.sources.text import SourceText

Kind = Literal["claim", "entity", "figure"]
KINDS: tuple[Kind, ...] = ("claim", "figure", "entity")  # what is shown first
NONE = Bilingual()


class State(StrEnum):
    """What became of a sentence: evidence, a declared reason (the strictest first), or nothing."""

    EVIDENCE = "evidence"
    GARBLED = "garbled"
    REPEATED = "repeated"
    CITED = "cited-elsewhere"
    NO_FACT = "no-fact"
    TRANSITION = "transition"
    FURNITURE = "furniture"
    UNACCOUNTED = "unaccounted"

    @property
    def states_fact(self) -> bool:
        """Whether a sentence in this state is counted as one that states a fact."""
        return self not in (State.NO_FACT, State.TRANSITION, State.FURNITURE)


REASONS = tuple(state for state in State if state not in (State.EVIDENCE, State.UNACCOUNTED))


@dataclass(frozen=True)
class Resting:
    """What rests on a place: a claim, a figure, or any other entity.

    *detail* is the modality of a claim (before it the status, unless accepted) or the class of an
    entity; a figure has its *figure* instead.
    """

    id: str
    kind: Kind
    label: Bilingual
    detail: Bilingual
    modality: str = ""
    figure: Figure | None = None


@dataclass(frozen=True)
class Taken:
    """A place that something was taken from: its spans, our words for it, what rests on it.

    For a figure's reading our words are the figure as printed.
    """

    id: str
    spans: tuple[Span, ...]
    text: Bilingual
    resting: tuple[Resting, ...] = ()
    is_reading: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of what rests here, in a fixed order."""
        found = {one.kind for one in self.resting} | ({"figure"} if self.is_reading else set())
        return tuple(kind for kind in KINDS if kind in found)


@dataclass(frozen=True)
class Skipped:
    """A place that nothing was taken from, with the declared reason."""

    spans: tuple[Span, ...]
    reason: State
    repeated_in: tuple[str, ...] = ()
    note: Bilingual = NONE


@dataclass(frozen=True)
class Covered:
    """A sentence or cell with its state, and what touches it: *taken* and *skipped*.

    Of the *characters* it has, *under* are under evidence; *open* are neither that nor skipped.
    """

    unit: Unit
    section: str
    paragraph: int
    state: State
    characters: int
    under: int
    open: int
    taken: tuple[Taken, ...]
    skipped: tuple[Skipped, ...]

    @property
    def place(self) -> str:
        """Section and paragraph as one would cite them, such as `二.四 ¶1`."""
        return f"{self.section} ¶{self.paragraph}"

    def as_json(self) -> dict[str, object]:
        """Return the unit as JSON values: its place and what became of it, never its words."""
        return {
            "start": self.unit.start,
            "end": self.unit.end,
            "cell": self.unit.cell,
            "section": self.section,
            "paragraph": self.paragraph,
            "state": self.state.value,
            "characters": self.characters,
            "charactersUnderEvidence": self.under,
            "charactersOpen": self.open,
            "places": [taken.id for taken in self.taken],
            "resting": sorted({one.id for taken in self.taken for one in taken.resting}),
            "repeatedIn": sorted({name for one in self.skipped for name in one.repeated_in}),
        }


@dataclass(frozen=True)
class Coverage:
    """A source, sentence by sentence and cell by cell."""

    source: str
    title: Bilingual
    units: tuple[Covered, ...]
    version: str

    @cached_property
    def states(self) -> dict[State, int]:
        """The number of units in each state."""
        found = Counter(covered.state for covered in self.units)
        return {state: found[state] for state in State}

    @cached_property
    def facts(self) -> tuple[Covered, ...]:
        """The units that state a fact; one without evidence or reason is counted among them."""
        return tuple(covered for covered in self.units if covered.state.states_fact)

    @property
    def accounted(self) -> int:
        """The number of units under evidence or with a declared reason."""
        return len(self.units) - self.states[State.UNACCOUNTED]

    @property
    def share(self) -> float | None:
        """The share of the units with a fact that are under evidence; None if there are none."""
        return self.states[State.EVIDENCE] / len(self.facts) if self.facts else None

    @property
    def characters(self) -> int:
        """The key characters of the units that state a fact."""
        return sum(covered.characters for covered in self.facts)

    @property
    def under(self) -> int:
        """The key characters of the units that state a fact which lie under evidence."""
        return sum(covered.under for covered in self.facts)

    @property
    def open(self) -> int:
        """The key characters, of any unit, that are neither under evidence nor skipped."""
        return sum(covered.open for covered in self.units)

    @property
    def character_share(self) -> float | None:
        """The share of those characters that lie under evidence: sentences are taken in part."""
        return self.under / self.characters if self.characters else None

    def as_json(self, *, with_units: bool) -> dict[str, object]:
        """Return the counts as JSON values, and the units if asked for."""
        found: dict[str, object] = {
            "source": self.source,
            "sentences": sum(not covered.unit.cell for covered in self.units),
            "cells": sum(covered.unit.cell for covered in self.units),
            "accounted": self.accounted,
            "states": {state.value: number for state, number in self.states.items()},
            "withFact": len(self.facts),
            "share": self.share,
            "characters": self.characters,
            "charactersUnderEvidence": self.under,
            "charactersOpen": self.open,
            "characterShare": self.character_share,
        }
        if with_units:
            found["units"] = [covered.as_json() for covered in self.units]
        return found


def find_coverage(
    graph: Graph, inputs: Inputs, copies: Copies, source: str
) -> tuple[Coverage, SourceText]:
    """Return how far *source* (its id) is covered, and the reader's copy that it was counted in.

    Raises NotFound when there is no copy, or another file than the one that was curated from.
    """
    files = read_source(inputs, source)
    copy = get_copy(files, copies)
    if not copy.same_file:
        text = Text(
            "{path} is not the file that '{id}' was curated from (its SHA-256 differs), and "
            "coverage counts in no other: give that file with --copies DIR.",
            "{path} 不是“{id}”整理时所用的文件（SHA-256 不同），覆盖情况只能按原文件计算："
            "请用 --copies 目录给出该文件。",
        )
        raise NotFound(text.fill(path=copy.source.path, id=source))
    tables = [file for file in inputs.tables("skipped.csv") if file.source == source]
    skipped = [read_skipped(row) for file in tables for row in read_table(file)[0]]
    taken = find_taken(graph, source)
    units = cover(copy.source.text, taken, skipped, files.sections)
    title = _label(graph, f"{KGD}source-{source}")
    return Coverage(source, title, tuple(units), graph.version), copy.source


def read_skipped(row: Row) -> Skipped:
    """Return the value of a row of `skipped.csv`."""
    return Skipped(
        tuple(spans_of(row)),
        State(row.one("reason")),
        tuple(row.cells["repeated_in"]),
        Bilingual(row.one("note_zh"), row.one("note_en")),
    )


def cover(
    text: str, taken: Sequence[Taken], skipped: Sequence[Skipped], sections: list[Section]
) -> list[Covered]:
    """Return every unit of *text* with its state.

    One character under evidence is enough for evidence, which wins over a reason; reasons count
    only where together they cover all that the unit says.
    """
    words = WordKey.build(build_key(text))
    takes = [(one, words.carried(one.spans)) for one in taken]
    skips = [(one, words.carried(one.spans)) for one in skipped]
    all_taken, all_skipped = (set().union(*(keys for _, keys in found)) for found in (takes, skips))
    units: list[Covered] = []
    for unit in find_units(text):
        keys = words.carried([unit.span])
        here = tuple(one for one, carried in takes if carried & keys)
        gone = tuple(one for one, carried in skips if carried & keys)
        under = len(keys & all_taken)
        state = State.EVIDENCE if under else State.UNACCOUNTED
        if not under and keys <= all_skipped:
            state = min((one.reason for one in gone), key=REASONS.index)
        place = locate(text, sections, unit.start)
        counts = (len(keys), under, len(keys - all_taken - all_skipped))
        units.append(Covered(unit, *place, state, *counts, here, gone))
    return units


def find_taken(graph: Graph, source: str) -> list[Taken]:
    """Return every anchored place of *source* (its id) with what rests on it, in their order."""
    places = graph.subjects(KG + "inSource", f"{KGD}text-{source}")
    return sorted((_read_taken(graph, iri) for iri in places), key=lambda t: (t.spans, t.id))


def _read_taken(graph: Graph, iri: str) -> Taken:
    evidence = read_evidence(graph, iri)
    printed = graph.one(iri, KG + "asPrinted")
    users = {quad.subject.value for quad in graph.triples(None, None, iri)}  # type: ignore[union-attr]
    return Taken(
        id=local_name(iri),
        spans=tuple(anchor.span for anchor in evidence.anchors),
        text=Bilingual(printed, printed) if printed else evidence.paraphrase,
        resting=tuple(sorted((_read_resting(graph, user) for user in users), key=_rank)),
        is_reading=KG + "Reading" in graph.types(iri),
    )


def _rank(resting: Resting) -> tuple[int, str]:
    return KINDS.index(resting.kind), resting.id


def _read_resting(graph: Graph, iri: str) -> Resting:
    name, types = local_name(iri), graph.types(iri)
    if KG + "Claim" in types:
        return _read_claim(graph, iri)
    if OBSERVATION in types:
        figure = read_figure(graph, iri)
        return Resting(name, "figure", _label(graph, figure.indicator), NONE, figure=figure)
    kind = kind_of(graph, iri)
    return Resting(name, "entity", _label(graph, iri), _label(graph, KG + kind) if kind else NONE)


def _read_claim(graph: Graph, iri: str) -> Resting:
    claim = read_claim(graph, iri)
    label = _join(graph, " – ", claim.subject, claim.predicate, claim.object)
    known = () if claim.status == "accepted" else (KGV + claim.status,)
    denied = () if claim.polarity == "affirmed" else (KGV + claim.polarity,)
    detail = _join(graph, " · ", *known, *denied, KGV + claim.modality)
    return Resting(local_name(iri), "claim", label, detail, claim.modality.value)


def _join(graph: Graph, between: str, *iris: str) -> Bilingual:
    labels = [_label(graph, iri) for iri in iris]
    return Bilingual(between.join(x.zh for x in labels), between.join(x.en for x in labels))


def _label(graph: Graph, iri: str) -> Bilingual:
    return Bilingual(graph.label(iri, "zh"), graph.label(iri, "en")) if iri else NONE
