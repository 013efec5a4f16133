"""The coverage matrix: bottlenecks × actions, part by part, and rolled up without hiding a gap.

A cell is a pair that accepted claims join. A statement about a set against a set is a block over
the matrix and never a cell. The policy documents of a column are those behind its action: what its
adopted measures, or the measures that it corresponds to, are set out in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.answers.ends import Sets
from kg.answers.search import kind_of
from kg.answers.trace import descend, parts_of
from kg.answers.values import Claim, Modality, find_claims
from kg.graph.graph import Graph
from kg.graph.terms import KG, OA, TYPE, local_name

ACTIONS = ("RecommendedAction", "AdoptedMeasure")
UNPLACED = ("~", 0)  # what no source is read for comes last
Pair = tuple[str, str]
Places = dict[str, tuple[str, int]]


@dataclass(frozen=True)
class Cell:
    """One bottleneck against one action: the accepted claims that join the two."""

    bottleneck: str
    action: str
    claims: tuple[Claim, ...]

    def count(self, modality: Modality) -> int:
        """Return how many claims are of *modality*."""
        return sum(claim.modality is modality for claim in self.claims)

    @property
    def sources(self) -> frozenset[str]:
        """The sources whose passages carry the claims."""
        return frozenset(source for claim in self.claims for source in claim.sources)

    def as_json(self) -> dict[str, object]:
        """Return the cell as JSON values."""
        return {
            "bottleneck": local_name(self.bottleneck),
            "action": local_name(self.action),
            "stated": self.count(Modality.STATED),
            "inferred": self.count(Modality.INFERRED),
            "claims": [local_name(claim.iri) for claim in self.claims],
            "sources": sorted(local_name(source) for source in self.sources),
        }


@dataclass(frozen=True)
class Line:
    """One row or column: a thing, how deep it stands below its whole, and its parts.

    *documents* are the policy documents behind an action, empty for a bottleneck; *categories*
    those of a bottleneck, empty for an action.
    """

    iri: str
    kind: str
    depth: int
    parts: tuple[str, ...]
    categories: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the line as JSON values."""
        return {
            "id": local_name(self.iri),
            "kind": self.kind,
            "depth": self.depth,
            "parts": [local_name(iri) for iri in self.parts],
            "categories": [local_name(iri) for iri in self.categories],
            "documents": [local_name(iri) for iri in self.documents],
        }


@dataclass(frozen=True)
class Block:
    """A statement that a set of actions is meant against a set of bottlenecks."""

    claim: Claim
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the block as JSON values."""
        return {
            "claim": local_name(self.claim.iri),
            "rows": [local_name(iri) for iri in self.rows],
            "columns": [local_name(iri) for iri in self.columns],
        }


@dataclass(frozen=True)
class Roll:
    """A whole against a whole: all cells of the two and their parts, and the parts left open."""

    bottleneck: str
    action: str
    stated: int
    inferred: int
    answered: tuple[str, ...]
    open: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the rolled-up cell as JSON values."""
        return {
            "bottleneck": local_name(self.bottleneck),
            "action": local_name(self.action),
            "stated": self.stated,
            "inferred": self.inferred,
            "answeredParts": [local_name(iri) for iri in self.answered],
            "openParts": [local_name(iri) for iri in self.open],
        }


@dataclass(frozen=True)
class Matrix:
    """Rows and columns in the order of wholes and their parts, cells, and blocks over them."""

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[Cell, ...]
    blocks: tuple[Block, ...]

    @cached_property
    def by_pair(self) -> dict[Pair, Cell]:
        """The cells by bottleneck and action."""
        return {(cell.bottleneck, cell.action): cell for cell in self.cells}

    def cells_of(self, bottlenecks: Iterable[str]) -> list[Cell]:
        """Return the cells in the rows of *bottlenecks*."""
        wanted = set(bottlenecks)
        return [cell for cell in self.cells if cell.bottleneck in wanted]

    def rolls(self) -> list[Roll]:
        """Return the cells of wholes against wholes that hold anything, in the order of lines."""
        held: dict[Pair, list[Cell]] = {}
        rows, columns = _wholes_of(self.rows), _wholes_of(self.columns)
        for cell in self.cells:
            for row in rows.get(cell.bottleneck, ()):
                for column in columns.get(cell.action, ()):
                    held.setdefault((row, column), []).append(cell)
        lines = [{line.iri: line for line in found} for found in (self.rows, self.columns)]
        places = [{iri: place for place, iri in enumerate(found)} for found in lines]
        order = sorted(held, key=lambda pair: (places[0][pair[0]], places[1][pair[1]]))
        return [_roll(lines[0][row], column, held[row, column]) for row, column in order]

    def as_json(self) -> dict[str, object]:
        """Return the matrix as JSON values."""
        return {
            "rows": [line.as_json() for line in self.rows],
            "columns": [line.as_json() for line in self.columns],
            "cells": [cell.as_json() for cell in self.cells],
            "rolledUp": [roll.as_json() for roll in self.rolls()],
            "collective": [block.as_json() for block in self.blocks],
        }


def _wholes_of(lines: Iterable[Line]) -> dict[str, list[str]]:
    """Return the wholes that each line is rolled up to: itself, and what it is a part of."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for iri in (line.iri, *line.parts) if line.depth == 0 else ():
            found.setdefault(iri, []).append(line.iri)
    return found


def _roll(row: Line, column: str, cells: list[Cell]) -> Roll:
    answered = {cell.bottleneck for cell in cells}
    return Roll(
        row.iri, column,
        sum(cell.count(Modality.STATED) for cell in cells),
        sum(cell.count(Modality.INFERRED) for cell in cells),
        tuple(part for part in row.parts if part in answered),
        tuple(part for part in row.parts if part not in answered),
    )  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """Which rows and which claims a matrix holds; None takes all.

    A *bottleneck* comes with its parts.
    """

    category: str | None = None
    bottleneck: str | None = None
    source: str | None = None
    modality: Modality | None = None

    def keeps(self, claim: Claim) -> bool:
        """Tell whether *claim* counts."""
        fits = self.modality is None or claim.modality is self.modality
        return claim.accepted and fits and (self.source is None or self.source in claim.sources)

    def bottlenecks(self, graph: Graph) -> Sequence[str]:
        """Return the bottlenecks that have a row, in no order."""
        if self.bottleneck is not None:
            return self.bottleneck, *parts_of(graph, self.bottleneck)
        return graph.subjects(TYPE, KG + "Bottleneck")


def build_matrix(graph: Graph, scope: Scope | None = None) -> Matrix:
    """Return the matrix of *graph* within *scope*.

    Every bottleneck of it has a row, whether anything answers it or not; every action that answers
    one has a column, and so have its wholes.
    """
    scope = scope or Scope()
    sets = Sets(graph)
    rows = tuple(
        _row(sets, iri, depth)
        for iri, depth in _in_order(sets, scope.bottlenecks(graph))
        if scope.category is None or scope.category in sets.categories(iri)
    )
    shown = {row.iri for row in rows}
    pairs: dict[Pair, list[Claim]] = {}
    for claim in find_claims(graph, predicate=KG + "addresses"):
        if claim.object in shown and scope.keeps(claim):
            pairs.setdefault((claim.object, claim.subject), []).append(claim)
    used = {action for _, action in pairs}
    wholes = {whole for action in used for whole in descend(action, sets.wholes)}
    ordered = _in_order(sets, used | wholes)
    columns = tuple(_column(sets, iri, depth) for iri, depth in ordered)
    return Matrix(rows, columns, _cells(rows, columns, pairs), _blocks(sets, rows, columns))


def _cells(
    rows: tuple[Line, ...], columns: tuple[Line, ...], pairs: dict[Pair, list[Claim]]
) -> tuple[Cell, ...]:
    place = {line.iri: number for number, line in enumerate(columns)}
    by_row: dict[str, list[str]] = {}
    for bottleneck, action in pairs:
        by_row.setdefault(bottleneck, []).append(action)
    return tuple(
        Cell(row.iri, action, tuple(pairs[row.iri, action]))
        for row in rows
        for action in sorted(by_row.get(row.iri, ()), key=place.__getitem__)
    )


def _in_order(sets: Sets, things: Iterable[str]) -> list[tuple[str, int]]:
    """Return *things* with their depth, each whole before its parts.

    What a source puts into a category comes first; then all stand as they do in the sources.
    """
    members = set(things)
    places = _read_places(sets.graph, members)
    below: dict[str | None, list[str]] = {}
    for iri in sorted(members, key=lambda i: (not sets.categories(i), places.get(i, UNPLACED), i)):
        wholes = [whole for whole in sets.wholes(iri) if whole in members]
        below.setdefault(wholes[0] if wholes else None, []).append(iri)
    ordered: dict[str, int] = {}
    stack = [(iri, 0) for iri in reversed(below.get(None, []))]
    while stack:
        iri, depth = stack.pop()
        ordered.setdefault(iri, depth)
        stack += [(part, depth + 1) for part in reversed(below.get(iri, []))]
    return list(ordered.items())


def _read_places(graph: Graph, things: Iterable[str]) -> Places:
    """Return the source and the position at which each of *things* is first read.

    Over a network the graph is swept; in this process looking up what is wanted takes less.
    """
    if graph.store.remote:
        return _sweep_places(graph)
    found = {}
    for iri in things:
        places = [
            (graph.one(evidence, KG + "inSource"), int(graph.one(segment, OA + "start") or 0))
            for evidence in graph.objects(iri, KG + "evidence")
            for segment in graph.objects(evidence, KG + "segment")
        ]
        found[iri] = min(places, default=UNPLACED)
    return found


def _sweep_places(graph: Graph) -> Places:
    sources, starts = dict(graph.pairs(KG + "inSource")), dict(graph.pairs(OA + "start"))
    segments: dict[str, list[str]] = {}
    for evidence, segment in graph.pairs(KG + "segment"):
        segments.setdefault(evidence, []).append(segment)
    found: Places = {}
    for iri, evidence in graph.pairs(KG + "evidence"):
        for segment in segments.get(evidence, ()):
            place = sources.get(evidence, ""), int(starts.get(segment, 0))
            found[iri] = min(found.get(iri, place), place)
    return found


def _row(sets: Sets, iri: str, depth: int) -> Line:
    return Line(iri, "Bottleneck", depth, sets.parts(iri), tuple(sets.categories(iri)))


def _column(sets: Sets, iri: str, depth: int) -> Line:
    kind = sets.kinds.get(iri) or kind_of(sets.graph, iri)
    measures = {iri} if kind == "AdoptedMeasure" else sets.forward("correspondsTo", iri)
    documents = {d for measure in measures for d in sets.forward("setOutIn", measure)}
    return Line(iri, kind, depth, sets.parts(iri), documents=tuple(sorted(documents)))


def _blocks(sets: Sets, rows: tuple[Line, ...], columns: tuple[Line, ...]) -> tuple[Block, ...]:
    claims = find_claims(sets.graph, predicate=KG + "collectivelyAddresses")
    within = [_Within(sets, lines) for lines in (rows, columns)]
    blocks = (
        Block(claim, within[0].find(claim.object), within[1].find(claim.subject))
        for claim in claims
        if claim.accepted
    )
    return tuple(block for block in blocks if block.rows)


class _Within:
    """The lines of the members of a set and of their parts."""

    def __init__(self, sets: Sets, lines: tuple[Line, ...]) -> None:
        self.sets = sets
        self.place = {line.iri: number for number, line in enumerate(lines)}

    def find(self, whole_set: str) -> tuple[str, ...]:
        """Return the lines within *whole_set*, in their order."""
        members = self.sets.forward("member", whole_set)
        held = {iri for member in members for iri in (member, *self.sets.parts(member))}
        return tuple(sorted(held & self.place.keys(), key=self.place.__getitem__))
