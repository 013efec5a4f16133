"""How the cards of a layered trace are ordered and placed, and how its links run between them.

A link that passes a column runs through a lane of its own there, never under a card; links of one
manner that share an end share their lanes. Lengths are those of `network_layout`: pixels at a
font of 13. The same input gives the same layout.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import dist, inf
from typing import Literal
from zlib import crc32

from kg.views import network_layout
from kg.views.network_layout import GAP_X, LINE, Card, Spot

PAD_Y = 6
PORT = 7  # the distance between two links at the edge of a card, where there is room
HEAD = 7  # the length of an arrow
PASSES = 6
SHUFFLES = 14  # the sweeps end at the nearest hollow: they begin at so many places more
DASH = 8.5  # one dash and one gap of an inferred link, as the style sheet draws them
STEPS = 64
TO_RIGHT = "\t>"  # how the lane of links to one end at the right is called
Point = tuple[float, float]


@dataclass(frozen=True)
class Edge:
    """A link to be drawn between a card and one in a column farther right.

    Edges of one *manner* look alike and may share a lane.
    """

    left: str
    right: str
    manner: str = ""


@dataclass(frozen=True)
class Slip(Card):
    """A card with less air above and below its lines than those of the network."""

    @property
    def height(self) -> int:
        """The height of the card, as its lines need."""
        return len(self.lines) * LINE + 2 * PAD_Y


@dataclass(frozen=True)
class Lane(Card):
    """Where links run through a column: a card without height."""

    @property
    def height(self) -> int:
        """None: the gaps above and below are room enough."""
        return 0


@dataclass(frozen=True)
class Column:
    """A column of the drawing: where it begins, and how wide it is."""

    left: int
    width: int

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.left + self.width


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
        near = _sides(self.layers, self.segments)
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


def _sides(ids: Iterable[str], segments: Iterable[tuple[str, str]]) -> Near:
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


def lay_out(cards: Sequence[Card], order: Order, columns: Mapping[int, Column]) -> dict[str, Spot]:
    """Return where *cards* stand in their columns, lanes among them, from 0 downwards."""
    found = {card.id: card for card in cards}
    lanes = {
        one: Lane(one, layer, (), columns[layer].width)
        for one, layer in order.layers.items()
        if one not in found
    }
    ordered = [(found | lanes)[one] for one in order.best]
    spots = network_layout.place(ordered, order.segments)
    # Some columns may be empty, and a card narrower than its column stands at its right.
    rights = {one: columns[order.layers[one]].right for one in spots}
    return {
        one: Spot(rights[one] - spot.width + spot.width // 2, spot.y, spot.width, spot.height)
        for one, spot in spots.items()
    }


def set_columns(widths: Mapping[int, int], gap: int = GAP_X) -> dict[int, Column]:
    """Return the columns of these *widths*, one beside the other."""
    columns, left = {}, 0
    for layer in sorted(widths):
        columns[layer] = Column(left, widths[layer])
        left += widths[layer] + gap
    return columns


@dataclass(frozen=True)
class Line:
    """How a link is drawn: its path, the ends of its curves, where it touches the cards.

    Dashed lines that share lanes would fill each other's gaps: where they run to one end, their
    patterns are counted from that end.
    """

    path: str
    left: Point
    right: Point
    dash: float = 0.0  # how far into the pattern of a dashed line it begins
    points: tuple[Point, ...] = ()

    def arrow(self, end: Literal["left", "right"]) -> str:
        """Return the path of an arrow at its left or right *end*."""
        x, y = self.left if end == "left" else self.right
        back = HEAD if end == "left" else -HEAD
        return f"M{x:g} {y:g}l{back:g} {-HEAD / 2:g}v{HEAD:g}z"


def draw_lines(
    order: Order, spots: Mapping[str, Spot], moved: tuple[int, int] = (0, 0)
) -> dict[Edge, Line]:
    """Return the line of each edge between cards at *spots*, all *moved* right and down."""
    ports = _ports(order, spots)
    return {edge: _line(way, spots, ports, moved) for edge, way in order.ways.items()}


def _dash(way: Sequence[str], points: Sequence[tuple[Point, Point]]) -> float:
    """Return where the pattern of a line begins, so that it ends with a whole dash at its hub."""
    if len(way) == 2 or not way[1].startswith(TO_RIGHT):
        return 0.0
    lanes = sum(after[0] - before[0] for (_, before), (after, _) in pairwise(points))
    length = lanes + sum(_length(a, b) for a, b in points)
    return round(-length % DASH, 1)


def _ports(order: Order, spots: Mapping[str, Spot]) -> dict[tuple[str, str], float]:
    """Return the height at which the line from one id to another leaves the first."""
    ports = {}
    near = _sides(order.layers, order.segments)
    for one, sides in near.items():
        for others in sides:
            ordered = sorted(others, key=lambda other: (spots[other].y, other))
            room = max(0, spots[one].height - 2 * PORT)
            step = min(PORT, room / (len(ordered) - 1)) if len(ordered) > 1 else 0
            for at, other in enumerate(ordered):
                ports[one, other] = spots[one].y + (at - (len(ordered) - 1) / 2) * step
    return ports


def _line(
    way: Sequence[str],
    spots: Mapping[str, Spot],
    ports: Mapping[tuple[str, str], float],
    moved: tuple[int, int],
) -> Line:
    points = [
        ((_right(spots[a]) + moved[0], ports[a, b] + moved[1]),
         (_left(spots[b]) + moved[0], ports[b, a] + moved[1]))
        for a, b in pairwise(way)
    ]  # fmt: skip
    path = "L".join(f"{a[0]:g} {a[1]:g}{_curve(a, b)}" for a, b in points)
    ends = tuple(end for pair in points for end in pair)
    return Line(f"M{path}", ends[0], ends[-1], _dash(way, points), ends)


def _left(spot: Spot) -> int:
    return spot.x - spot.width // 2


def _right(spot: Spot) -> int:
    return _left(spot) + spot.width


def _length(a: Point, b: Point) -> float:
    """Return the length of the curve between two points, walked in small steps."""
    steps = [at / STEPS for at in range(STEPS + 1)]
    # The curve of `_curve`: its handles lie halfway across, level with its ends.
    walked = [
        (
            a[0] + (b[0] - a[0]) * (1.5 * t * (1 - t) + t**3),
            a[1] + (b[1] - a[1]) * t * t * (3 - 2 * t),
        )
        for t in steps
    ]
    return sum(dist(one, other) for one, other in pairwise(walked))


def _curve(a: Point, b: Point) -> str:
    if a[1] == b[1]:
        return f"H{b[0]:g}"
    middle = (a[0] + b[0]) / 2
    return f"C{middle:g} {a[1]:g} {middle:g} {b[1]:g} {b[0]:g} {b[1]:g}"


def draw_band(left: Point, right: Point) -> tuple[str, str]:
    """Return a band between two cards, and the arrow at its left end, as paths."""
    (x1, y1), (x2, y2) = left, right
    begin, half = x1 + 2 * HEAD, HEAD / 2
    over = _curve((begin, y1 - half), (x2, y2 - half))
    back = _curve((x2, y2 + half), (begin, y1 + half))
    band = f"M{begin:g} {y1 - half:g}{over}V{y2 + half:g}{back}z"
    return band, f"M{x1:g} {y1:g}l{2 * HEAD} {-HEAD}v{2 * HEAD}z"
