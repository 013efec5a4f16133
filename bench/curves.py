"""Curves over logarithmic axes as one SVG: the same numbers give the same bytes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Point = tuple[float, float]
WIDTH, HEIGHT = 1000, 560
TOP, BOTTOM = 92, 490
LEFT, RIGHT = 74, 724  # of the panel of times; that of memory is beside it
MEMORY_LEFT, MEMORY_RIGHT = 800, 980
# Told apart without colour too: each has its own dashes.
STYLES = {
    "load": ("#0b3c6f", ""),
    "trace": ("#b3261e", ""),
    "matrix": ("#7a4f01", "7 4"),
    "gaps": ("#1b6b3a", "7 4"),
    "search": ("#5b2a86", "2 3"),
    "search, first": ("#5b2a86", "9 3 2 3"),
    "check": ("#454545", "9 3 2 3"),
    "check of a store": ("#454545", "2 3"),
    "memory": ("#0b3c6f", ""),
    "memory, check of a store": ("#454545", "2 3"),
}
NAMES = {
    "load": ("load", "载入"),
    "trace": ("trace, p50", "追踪（中位数）"),
    "matrix": ("matrix", "矩阵"),
    "gaps": ("gaps, all kinds", "缺口（全部）"),
    "search": ("search, p50", "搜索（中位数）"),
    "search, first": ("first search", "首次搜索"),
    "check": ("check", "检查"),
    "check of a store": ("check of a store", "检查存储"),
    "memory": ("after loading", "载入后"),
    "memory, check of a store": ("check of a store", "检查存储"),
}
UNITS = ((1e9, "GB"), (1e6, "MB"))
FONT = "font-family=\"'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif\""


class Axes:
    """A panel: decades of n across, decades of what is measured upward."""

    def __init__(self, across: tuple[int, int], points: Sequence[Point]) -> None:
        self.left, self.right = across
        self.n = _decades([n for n, _ in points])
        self.t = _decades([t for _, t in points])

    def x(self, n: float) -> float:
        """Return where *n* stands across."""
        low, high = self.n
        return self.left + (self.right - self.left) * (math.log10(n) - low) / (high - low)

    def y(self, t: float) -> float:
        """Return where *t* stands, downward."""
        low, high = self.t
        return BOTTOM - (BOTTOM - TOP) * (math.log10(t) - low) / (high - low)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    # A point that lies a little beyond a decade needs no further one.
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)) - 0.06)
    return low, max(high, low + 1)


def draw_curves(curves: Mapping[str, Sequence[Point]], exponents: Mapping[str, float]) -> str:
    """Return the picture of *curves*; each is named with the exponent of its law."""
    memories = {name: points for name, points in curves.items() if name.startswith("memory")}
    times = {name: points for name, points in curves.items() if name not in memories}
    body = [
        _text(20, 30, "Time and memory against the size of the graph", 17, "bold"),
        _text(20, 53, "时间与内存随图谱规模的增长（双对数坐标；括号内为幂次 b）", 14),
        *_panel(times, exponents, (LEFT, RIGHT - 190), _seconds),
        *_panel(memories, exponents, (MEMORY_LEFT - 60, MEMORY_RIGHT), _bytes),
        _text(LEFT, HEIGHT - 18, "triples / 三元组数；dotted: n·log n / 点线：n·log n", 12),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="Growth of time and memory; 时间与内存的增长" {FONT}>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _panel(
    curves: Mapping[str, Sequence[Point]], exponents: Mapping[str, float],
    across: tuple[int, int], unit: object,
) -> list[str]:  # fmt: skip
    axes = Axes(across, [point for points in curves.values() for point in points])
    say = unit if callable(unit) else str
    parts = []
    for decade in range(axes.n[0], axes.n[1] + 1):
        x = axes.x(10**decade)
        parts.append(_line((x, TOP), (x, BOTTOM), "#ddd"))
        parts.append(_text(x, BOTTOM + 18, _count(decade), 12, anchor="middle"))
    for decade in range(axes.t[0], axes.t[1] + 1):
        y = axes.y(10.0**decade)
        parts.append(_line((axes.left, y), (axes.right, y), "#ddd"))
        parts.append(_text(axes.left - 6, y + 4, say(10.0**decade), 12, anchor="end"))
    parts += _reference(axes, curves)
    for name, points in curves.items():
        parts.append(_curve(axes, name, points))
    return parts + _legend(axes, curves, exponents)


def _reference(axes: Axes, curves: Mapping[str, Sequence[Point]]) -> list[str]:
    """Draw n·log n through the first point of loading, which has the longest range."""
    if "load" not in curves:
        return []
    (first, start), *_, (last, _) = curves["load"]
    end = start * last * math.log(last) / (first * math.log(first))
    ends = (axes.x(first), axes.y(start)), (axes.x(last), axes.y(end))
    return [_line(*ends, "#777", "1 4")]


def _curve(axes: Axes, name: str, points: Sequence[Point]) -> str:
    colour, dashes = STYLES[name]
    way = " ".join(f"{axes.x(n):.1f},{axes.y(t):.1f}" for n, t in points)
    dots = "".join(
        f'<circle cx="{axes.x(n):.1f}" cy="{axes.y(t):.1f}" r="3.5" fill="{colour}"/>'
        for n, t in points
    )
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>{dots}'


def _legend(
    axes: Axes, curves: Mapping[str, Sequence[Point]], exponents: Mapping[str, float]
) -> list[str]:
    """Name each curve: right of the times at the height of its end, below the memory's top."""
    memory = all(name.startswith("memory") for name in curves)
    ends = sorted((axes.y(points[-1][1]), name) for name, points in curves.items())
    parts, last = [], -100.0
    for number, (wanted, name) in enumerate(ends):
        y = TOP - 26 + 15 * number if memory else max(wanted, last + 34)
        last = y
        en, zh = NAMES[name]
        power = f"({exponents[name]:.2f})".replace("-0.00", "0.00")
        x = axes.left if memory else axes.right + 12
        if memory:
            parts.append(_text(x, y, f"{en} / {zh} {power}", 12, colour=STYLES[name][0]))
        else:
            parts.append(_text(x, y, f"{en} {power}", 13, colour=STYLES[name][0]))
            parts.append(_text(x, y + 15, zh, 12, colour=STYLES[name][0]))
    return parts


def _count(decade: int) -> str:
    return {3: "1k", 4: "10k", 5: "100k", 6: "1M", 7: "10M", 8: "100M"}.get(decade, f"1e{decade}")


def _seconds(value: float) -> str:
    for factor, name in ((1.0, "s"), (1e3, "ms"), (1e6, "µs")):
        if value * factor >= 0.999:
            return f"{value * factor:.0f} {name}"
    return f"{value * 1e6:g} µs"


def _bytes(value: float) -> str:
    return next((f"{value / size:.0f} {name}" for size, name in UNITS if value >= size), "1 MB")


def _line(start: Point, end: Point, colour: str, dashes: str = "") -> str:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{colour}"{dash}/>'
    )


def _text(
    x: float, y: float, words: str, size: int, weight: str = "normal", *,
    anchor: str = "start", colour: str = "#1a1a1a",
) -> str:  # fmt: skip
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
    )
