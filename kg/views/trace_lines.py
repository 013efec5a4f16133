"""How the links of a layered trace run between its cards: lines through lanes, bands of sets.

Lengths are those of `network_layout`: pixels at a font of 13.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist
from typing import Literal

from kg.views.network_layout import Spot
from kg.views.trace_order import TO_RIGHT, Edge, Order, join_sides

PORT = 7  # the distance between two links at the edge of a card, where there is room
HEAD = 7  # the length of an arrow
DASH = 8.5  # one dash and one gap of an inferred link, as the style sheet draws them
STEPS = 64
Point = tuple[float, float]


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
    near = join_sides(order.layers, order.segments)
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
