"""The coverage matrix: bottlenecks × actions, part by part, and rolled up without hiding a gap.

A cell is a pair that accepted claims join. A statement about a set against a set is a block over
the matrix and never a cell. The policy documents of a column are those behind its action: what its
adopted measures, or the measures that it corresponds to, are set out in.

Which pairs have a cell, and how each is known, is taken from the links that the build wrote;
claims, the order of rows and columns and the blocks are worked out when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from kg.answers.deferred import Deferred
from kg.answers.ends import Sets
from kg.answers.order import find_order
from kg.answers.search import kind_of
from kg.answers.thread import descend
from kg.answers.trace import parts_of
from kg.answers.values import (
    Claim,
    Modality,
    find_claims,
    find_giving,
    link_without_claim,
    modality_of,
)
from kg.graph.graph import Graph
from kg.graph.terms import KG, TYPE, local_name

ACTIONS = ("RecommendedAction", "AdoptedMeasure")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Cell(Deferred):
    """One bottleneck against one action: the accepted claims that join the two."""

    bottleneck: str
    action: str
    modality: Modality = field(compare=False)  # of the pair: stated if any claim is
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


class Matrix:
    """Rows and columns in the order of wholes and their parts, cells, and blocks over them.

    Every bottleneck within the scope has a row, whether anything answers it or not; every action
    that answers one has a column, and so have its wholes.
    """

    def __init__(self, graph: Graph, scope: Scope) -> None:
        """Look at *graph* within *scope*; nothing is read before it is asked for."""
        self.graph = graph
        self.scope = scope
        self._sets = Sets(graph)

    def __eq__(self, other: object) -> bool:
        """Tell whether both show the same."""
        return isinstance(other, Matrix) and self._shown == other._shown

    def __hash__(self) -> int:
        """Return what equal matrices share."""
        return hash(tuple(self.by_pair))

    @property
    def _shown(self) -> tuple[object, ...]:
        return self.rows, self.columns, self.cells, self.blocks

    @cached_property
    def bottlenecks(self) -> frozenset[str]:
        """What has a row, in no order."""
        category, sets = self.scope.category, self._sets
        found = self.scope.bottlenecks(self.graph)
        return frozenset(i for i in found if category is None or category in sets.categories(i))

    @cached_property
    def by_pair(self) -> dict[Pair, Cell]:
        """The cells by bottleneck and action, in no order."""
        return self._find_cells() if self._by_claims else self._sweep_cells()

    @cached_property
    def _by_claims(self) -> bool:
        """Whether claims are to be read for the cells: no link says how it is known, or enough."""
        forms = self.graph.objects(KG + "addresses", KG + "statedForm")
        return self.scope.reads_claims or not forms

    def _find_cells(self) -> dict[Pair, Cell]:
        return {
            pair: Cell(*pair, modality_of(claims), tuple(claims))
            for pair, claims in self._claims.items()
        }

    def _sweep_cells(self) -> dict[Pair, Cell]:
        """Return the cells from the links that the build wrote down; claims are put off."""
        stated = set(self._sets.pairs("addresses", Modality.STATED))
        wanted, shown = self.scope.modality, self.bottlenecks
        found = {}
        for link in self._sets.pairs("addresses", wanted):
            action, bottleneck = link
            if bottleneck in shown:
                modality = Modality.STATED if link in stated else Modality.INFERRED
                pair = bottleneck, action
                found[pair] = Cell.later(
                    partial(self._read_claims, pair),
                    bottleneck=bottleneck, action=action, modality=modality,
                )  # fmt: skip
        return found

    def _read_claims(self, pair: Pair) -> dict[str, Any]:
        claims = tuple(self._claims.get(pair, ()))
        if not claims:
            raise link_without_claim(pair[1], KG + "addresses", pair[0])
        return {"claims": claims}

    @cached_property
    def _claims(self) -> dict[Pair, list[Claim]]:
        """The claims that count, by their pair; read for all cells at once."""
        found: dict[Pair, list[Claim]] = {}
        shown, keeps = self.bottlenecks, self.scope.keeps
        if not (self._by_claims or self.graph.store.remote):
            links = {(c.action, c.bottleneck): c.modality for c in self.by_pair.values()}
            given = find_giving(self.graph, KG + "addresses", links)
            every = self.scope.modality is None  # what is given is accepted
            return {
                (bottleneck, action): claims if every else [c for c in claims if keeps(c)]
                for (action, bottleneck), claims in given.items()
            }
        for claim in find_claims(self.graph, predicate=KG + "addresses"):
            if claim.object in shown and keeps(claim):
                found.setdefault((claim.object, claim.subject), []).append(claim)
        return found

    @cached_property
    def rows(self) -> tuple[Line, ...]:
        """The bottlenecks, wholes before their parts."""
        ordered = find_order(self._sets, self.bottlenecks)
        return tuple(_row(self._sets, iri, depth) for iri, depth in ordered)

    @cached_property
    def columns(self) -> tuple[Line, ...]:
        """The actions that answer a bottleneck, and their wholes, before their parts."""
        used = {action for _, action in self.by_pair}
        wholes = {whole for action in used for whole in descend(action, self._sets.wholes)}
        ordered = find_order(self._sets, used | wholes)
        return tuple(self._column(iri, depth) for iri, depth in ordered)

    def _column(self, iri: str, depth: int) -> Line:
        kind = self._sets.kinds.get(iri) or kind_of(self.graph, iri)
        documents = tuple(sorted(self.documents_behind(iri)))
        return Line(iri, kind, depth, self._sets.parts(iri), documents=documents)

    def documents_behind(self, action: str) -> set[str]:
        """Return the policy documents behind *action*, in no order."""
        sets = self._sets
        if action in sets.adopted:
            return sets.forward("setOutIn", action)
        measures = sets.forward("correspondsTo", action)
        return {document for measure in measures for document in sets.forward("setOutIn", measure)}

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, row by row in the order of the columns."""
        rows, columns = (_places_of(lines) for lines in (self.rows, self.columns))
        order = sorted(self.by_pair, key=lambda pair: (rows[pair[0]], columns[pair[1]]))
        return tuple(self.by_pair[pair] for pair in order)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The statements about sets, over the lines that they are about."""
        return _blocks(self._sets, self.rows, self.columns)

    def cells_of(self, bottlenecks: Iterable[str]) -> list[Cell]:
        """Return the cells in the rows of *bottlenecks*."""
        rows = sorted(set(bottlenecks) & self.by_row.keys(), key=self._places.__getitem__)
        return [cell for row in rows for cell in self.by_row[row]]

    @cached_property
    def by_row(self) -> dict[str, list[Cell]]:
        """The cells of each bottleneck that has any, in the order of the columns."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.bottleneck, []).append(cell)
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        return _places_of(self.rows)

    @cached_property
    def behind(self) -> dict[str, tuple[str, ...]]:
        """The policy documents behind the action of each column."""
        return {line.iri: line.documents for line in self.columns}

    def rolls(self) -> list[Roll]:
        """Return the cells of wholes against wholes that hold anything, in the order of lines."""
        held: dict[Pair, list[Cell]] = {}
        rows, columns = _wholes_of(self.rows), _wholes_of(self.columns)
        for cell in self.cells:
            for row in rows.get(cell.bottleneck, ()):
                for column in columns.get(cell.action, ()):
                    held.setdefault((row, column), []).append(cell)
        lines = [{line.iri: line for line in found} for found in (self.rows, self.columns)]
        places = [_places_of(found) for found in (self.rows, self.columns)]
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


def _places_of(lines: Iterable[Line]) -> dict[str, int]:
    return {line.iri: place for place, line in enumerate(lines)}


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

    @property
    def reads_claims(self) -> bool:
        """Whether the links that the build wrote do not tell which claims count.

        They say of a pair that is stated nothing of what is inferred beside.
        """
        return self.source is not None or self.modality not in (None, Modality.STATED)

    def bottlenecks(self, graph: Graph) -> Sequence[str]:
        """Return the bottlenecks that have a row, in no order."""
        if self.bottleneck is not None:
            return self.bottleneck, *parts_of(graph, self.bottleneck)
        return graph.subjects(TYPE, KG + "Bottleneck")


def build_matrix(graph: Graph, scope: Scope | None = None) -> Matrix:
    """Return the matrix of *graph* within *scope*."""
    return Matrix(graph, scope or Scope())


def _row(sets: Sets, iri: str, depth: int) -> Line:
    return Line(iri, "Bottleneck", depth, sets.parts(iri), tuple(sets.categories(iri)))


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
        self.place = _places_of(lines)

    def find(self, whole_set: str) -> tuple[str, ...]:
        """Return the lines within *whole_set*, in their order."""
        members = self.sets.forward("member", whole_set)
        held = {iri for member in members for iri in (member, *self.sets.parts(member))}
        return tuple(sorted(held & self.place.keys(), key=self.place.__getitem__))
