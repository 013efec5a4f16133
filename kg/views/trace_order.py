"""In which order the cards of a layered trace stand in their columns, with few crossings.

A link that passes a column runs through a lane of its own there; links of one manner that share
an end share their lanes. The same input gives the same order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import inf
from zlib import crc32

from kg.views import network_layout

PASSES = 6
SHUFFLES = 14  # the sweeps end at the nearest hollow: they begin at so many places more
TO_RIGHT = "\t>"  # how the lane of links to one end at the right is called


@dataclass(frozen=True)
class Edge:
    """A link to be drawn between a card and one in a column farther right.

    Edges of one *manner* look alike and may share a lane.
    """

    left: str
    right: str
    manner: str = ""


@dataclass
class _Block:
    """A card with its parts in the same column: they stay together, the whole first."""

    id: str
    parts: list[_Block] = field(default_factory=list)

    def members(self) -> list[str]:
        return [self.id, *(one for part in self.parts for one in part.members())]


class Order:
    """The cards and lanes in the order in which they stand, column by column.

    *layers* gives the column of each card, *parts* pairs of part and whole that stay together,
    *given* the order where it is not to be sought.
    """

    def __init__(
        self,
        layers: Mapping[str, int],
        edges: Iterable[Edge],
        parts: Iterable[tuple[str, str]] = (),
        given: Sequence[str] = (),
    ) -> None:
        self.edges = tuple(dict.fromkeys(edges))
        self.columns = sorted(set(layers.values()))
        self.layers = dict(layers)
        self.ways = self._ways()
        self.parts = [pair for pair in parts if layers[pair[0]] == layers[pair[1]]]
        self.given = list(given)

    def _ways(self) -> dict[Edge, tuple[str, ...]]:
        """Return what each edge passes, lanes and all; the lanes get their columns."""
        long = [edge for edge in self.edges if self._passed(edge)]
        degree = Counter(end for e in long for end in ((e.left, e.manner), (e.right, e.manner)))
        ways: dict[Edge, tuple[str, ...]] = {e: (e.left, e.right) for e in self.edges}
        for edge in long:
            shared = degree[edge.left, edge.manner] > degree[edge.right, edge.manner]
            hub = f"\t{edge.left}" if shared else f"{TO_RIGHT}{edge.right}"
            lanes = {f"{hub}\t{edge.manner}\t{at}": at for at in self._passed(edge)}
            self.layers |= lanes
            ways[edge] = (edge.left, *lanes, edge.right)
        return ways

    def _passed(self, edge: Edge) -> list[int]:
        between = range(self.layers[edge.left] + 1, self.layers[edge.right])
        return [column for column in self.columns if column in between]

    @cached_property
    def segments(self) -> list[tuple[str, str]]:
        """What is drawn between neighbouring columns, each once."""
        ways = self.ways.values()
        return list(dict.fromkeys(pair for way in ways for pair in pairwise(way)))

    @cached_property
    def naive(self) -> list[str]:
        """The ids column by column, in the order of the ids."""
        return _flat(self._blocks(sorted(self.layers)))

    @cached_property
    def best(self) -> list[str]:
        """The ids column by column, in the order found that has the fewest crossings."""
        if self.given:
            return self.given
        starts = [network_layout.order(self.layers, self.segments, self.parts, {})]
        starts += [sorted(self.layers)]
        starts += [sorted(self.layers, key=_shuffled(seed)) for seed in range(SHUFFLES)]
        near = join_sides(self.layers, self.segments)
        best: list[str] = []
        fewest = inf
        for ids in starts:
            found = _improve(self._blocks(ids), near)
            if (crossings := self.crossings(found)) < fewest:
                best, fewest = found, crossings
            if not fewest:
                break
        return best

    def _blocks(self, ids: Sequence[str]) -> dict[int, list[_Block]]:
        """Return the cards in the order of *ids*, each part below its whole."""
        whole: dict[str, str] = {}
        for part, of in sorted(self.parts):
            if part not in whole and not _above(of, part, whole):
                whole[part] = of
        blocks = {one: _Block(one) for one in ids}
        columns: dict[int, list[_Block]] = {column: [] for column in self.columns}
        for one in ids:
            beside = blocks[whole[one]].parts if one in whole else columns[self.layers[one]]
            beside.append(blocks[one])
        return columns

    def crossings(self, ids: Sequence[str]) -> int:
        """Return how often two lines cross when cards stand in the order of *ids*.

        Lines between other columns cannot meet. Two lines cross when their ends stand the other
        way round; those that share an end do not.
        """
        place = {one: at for at, one in enumerate(ids)}
        gaps: dict[int, list[tuple[int, int]]] = {}
        for left, right in self.segments:
            gaps.setdefault(self.layers[left], []).append((place[left], place[right]))
        return sum(
            (a - c) * (b - d) < 0
            for lines in gaps.values()
            for at, (a, b) in enumerate(lines)
            for c, d in lines[at + 1 :]
        )


def _above(one: str, sought: str, whole: Mapping[str, str]) -> bool:
    """Tell whether *sought* is *one* or something that *one* is a part of."""
    while one != sought and one in whole:
        one = whole[one]
    return one == sought


def _shuffled(seed: int) -> Callable[[str], int]:
    """Return a key that sorts ids in an order of no meaning, the same on every machine."""
    return lambda one: crc32(f"{seed} {one}".encode())


Near = Mapping[str, tuple[list[str], list[str]]]


def join_sides(ids: Iterable[str], segments: Iterable[tuple[str, str]]) -> Near:
    """Return for each of *ids* what it is joined to on its left, and on its right."""
    near: dict[str, tuple[list[str], list[str]]] = {one: ([], []) for one in ids}
    for left, right in segments:
        near[left][1].append(right)
        near[right][0].append(left)
    return near


def _flat(columns: Mapping[int, list[_Block]]) -> list[str]:
    return [one for blocks in columns.values() for block in blocks for one in block.members()]


def _improve(columns: dict[int, list[_Block]], near: Near) -> list[str]:
    """Return the ids after moving blocks among their siblings as long as crossings are saved."""
    for _ in range(PASSES):
        moved = False
        for blocks in columns.values():
            place = {one: at for at, one in enumerate(_flat(columns))}
            moved |= _sift(blocks, near, place)
        if not moved:
            break
    return _flat(columns)


def _sift(blocks: list[_Block], near: Near, place: Mapping[str, int]) -> bool:
    """Move each block to where among its siblings its lines cross fewest; tell if one moved."""
    moved = False
    for block in blocks:
        moved |= _sift(block.parts, near, place)
    if len(blocks) < 2:
        return moved
    ends = {block.id: _ends(block, near, place) for block in blocks}
    changes: dict[tuple[str, str], int] = {}
    for block in sorted(blocks, key=lambda b: b.id):
        at = blocks.index(block)
        others = blocks[:at] + blocks[at + 1 :]
        change, costs = 0, [0]
        for other in others:
            pair = (other.id, block.id)
            if pair not in changes:
                changes[pair] = _change(ends[other.id], ends[block.id])
                changes[block.id, other.id] = -changes[pair]
            change += changes[pair]
            costs.append(change)
        best = min(range(len(costs)), key=lambda i: (costs[i], i != at, i))
        if costs[best] < costs[at]:
            blocks[:] = [*others[:best], block, *others[best:]]
            moved = True
    return moved


Ends = tuple[list[int], list[int]]


def _ends(block: _Block, near: Near, place: Mapping[str, int]) -> Ends:
    """Return where the lines of *block* end, on its left and on its right, from the top down."""
    sides: Ends = ([], [])
    for one in block.members():
        for side, found in zip(sides, near[one], strict=True):
            side.extend(place[other] for other in found)
    for side in sides:
        side.sort()
    return sides


def _change(above: Ends, below: Ends) -> int:
    """Return how many crossings more two blocks have one *above* the other than the other way."""
    change = 0
    for upper, lower in zip(above, below, strict=True):
        if not upper or not lower:
            continue
        if upper[-1] < lower[0]:
            change -= len(upper) * len(lower)
        elif upper[0] > lower[-1]:
            change += len(upper) * len(lower)
        else:
            for end in lower:
                change += len(upper) - bisect_right(upper, end) - bisect_left(upper, end)
    return change
