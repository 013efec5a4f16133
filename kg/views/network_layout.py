"""Where the cards of a network stand: columns by kind, text that fits, nothing overlapping.

The script of the page places again what a reader unfolds, by the same rules; the order within a
column is computed here once, for the whole network, so that unfolding never shuffles the cards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

FONT = 13
LINE = 17
BAR = 5
PAD_LEFT = 13
PAD_RIGHT = 9
PAD_Y = 8
GAP_X = 40
GAP_Y = 10
MAX_LINES = 6
# The widths of the columns; the wide ones where few columns are in view.
WIDTHS = {
    "narrow": (112, 168, 168, 164, 178, 92, 128),
    "wide": (150, 244, 244, 230, 244, 120, 180),
}
ROOM = 1232  # what a page of 1440 pixels has for all columns, when text is 11 pixels high
SWEEPS = 8
SLACK = 1e-6  # sums of widths differ by less, whatever the order of adding up
THIN = set("iljtfrI.,:;'|!()[]-/ ")
BROAD = set("mwMWQ@%")
NOT_FIRST = set("，。、；：！？》〉」』）】”’…·,.;:!?)]}")
NOT_LAST = set("《〈「『（【“‘([{")


@dataclass(frozen=True)
class Card:
    """One thing as it is drawn: the column it stands in and its text, wrapped."""

    id: str
    layer: int
    lines: tuple[str, ...]
    width: int

    @property
    def height(self) -> int:
        """The height of the card, as its lines need."""
        return len(self.lines) * LINE + 2 * PAD_Y


@dataclass(frozen=True)
class Spot:
    """Where a card stands: the middle of it, and its size."""

    x: int
    y: int
    width: int
    height: int

    def overlaps(self, other: Spot) -> bool:
        """Whether the two cards cover one another anywhere."""
        return (
            2 * abs(self.x - other.x) < self.width + other.width
            and 2 * abs(self.y - other.y) < self.height + other.height
        )


@dataclass
class _Family:
    """A thing with its parts in the same column: they stay together, the whole first."""

    id: str
    parts: list[_Family] = field(default_factory=list)

    def members(self) -> list[str]:
        return [self.id, *(one for part in self.parts for one in part.members())]


def measure(text: str) -> float:
    """Return the width of *text* in em: a full-width character is 1, a Latin one about 0.55."""
    return sum(map(_char_width, text))


@cache
def _char_width(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA" or ord(char) > 0x2E7F:
        return 1.0
    if char in THIN:
        return 0.36
    if char in BROAD:
        return 0.9
    return 0.7 if char.isupper() else 0.58


def choose_width(layers: Iterable[int]) -> str:
    """Return which widths suit when these columns are in view."""
    wide = [WIDTHS["wide"][layer] + GAP_X for layer in set(layers)]
    return "wide" if sum(wide) - GAP_X <= ROOM else "narrow"


def make_card(one: str, layer: int, name: str, size: str) -> Card:
    """Return the card of a thing, its name wrapped to the width of the column."""
    width = WIDTHS[size][layer]
    return Card(one, layer, wrap(name, (width - PAD_LEFT - PAD_RIGHT) / FONT), width)


@cache
def wrap(text: str, width: float, most: int = MAX_LINES) -> tuple[str, ...]:
    """Return *text* in lines of at most *width* em, evenly filled; what is too long ends in …."""
    lines = _fill(text, width)
    if len(lines) > most:
        return (*lines[: most - 1], _cut(lines[most - 1], width))
    for tenth in range(5, 10):
        evener = _fill(text, width * tenth / 10)
        if len(evener) == len(lines):
            return tuple(evener)
    return tuple(lines)


def _fill(text: str, width: float) -> list[str]:
    lines: list[str] = []
    line, filled = "", 0.0  # *filled* is no less than the width of the line
    for token, own in _tokens(text):
        filled += own
        if line and filled > width - SLACK and measure((line + token).rstrip()) > width:
            lines.append(line.rstrip())
            line, filled = "", own
        pieces = _split(token, width) if own > width else [token]
        lines.extend(pieces[:-1])
        line += pieces[-1].lstrip() if not line else pieces[-1]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


@lru_cache(maxsize=16)  # a text is filled anew for every width that is tried
def _tokens(text: str) -> tuple[tuple[str, float], ...]:
    """Return the pieces that stay on one line, with their widths.

    They are words, or characters with their punctuation.
    """
    tokens: list[str] = []
    for char in " ".join(text.split()):
        if tokens and _joins(tokens[-1], char):
            tokens[-1] += char
        else:
            tokens.append(char)
    return tuple((token, measure(token)) for token in tokens)


def _joins(token: str, char: str) -> bool:
    last = token[-1]
    if char in NOT_FIRST or last in NOT_LAST:
        return len(token) < 20
    if last == " " or char == " ":
        return char == " "
    return not _breaks(last) and not _breaks(char)


@cache
def _breaks(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _split(word: str, width: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and measure(pieces[-1] + char) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _cut(line: str, width: float) -> str:
    while line and measure(line) + 1 > width:
        line = line[:-1]
    return line.rstrip() + "…"


def order(
    layers: Mapping[str, int],
    links: Iterable[tuple[str, str]],
    parts: Iterable[tuple[str, str]],
    groups: Mapping[str, str],
) -> list[str]:
    """Return the ids, column by column, so that linked things stand near and parts by the whole.

    *parts* are pairs of part and whole. Things of one group (by the id of what groups them) stand
    together, those of none last. Ties fall to the order of the ids.
    """
    near = _neighbours(layers, links)
    columns = _families(layers, parts)
    rank = _ranks(columns)
    for sweep in range(SWEEPS):
        for layer in sorted(columns, reverse=bool(sweep % 2)):
            columns[layer] = _sorted_families(columns[layer], near, rank, groups)
            rank.update(_ranks({layer: columns[layer]}))
    return [one for layer in sorted(columns) for f in columns[layer] for one in f.members()]


def _neighbours(
    layers: Mapping[str, int], links: Iterable[tuple[str, str]]
) -> dict[str, list[str]]:
    """Return what each thing of *layers* is linked to in other columns."""
    near: dict[str, list[str]] = {one: [] for one in layers}
    for a, b in links:
        if a in layers and b in layers and layers[a] != layers[b]:
            near[a].append(b)
            near[b].append(a)
    return near


def _families(
    layers: Mapping[str, int], parts: Iterable[tuple[str, str]]
) -> dict[int, list[_Family]]:
    whole: dict[str, str] = {}
    for part, of in sorted(parts):
        if layers[part] == layers[of] and part not in whole and not _above(of, part, whole):
            whole[part] = of
    families = {one: _Family(one) for one in sorted(layers)}
    for part, of in sorted(whole.items()):
        families[of].parts.append(families[part])
    columns: dict[int, list[_Family]] = {}
    for one in sorted(layers):
        if one not in whole:
            columns.setdefault(layers[one], []).append(families[one])
    return columns


def _above(one: str, sought: str, whole: Mapping[str, str]) -> bool:
    """Whether *sought* is *one* or something that *one* is a part of."""
    while one != sought and one in whole:
        one = whole[one]
    return one == sought


def _ranks(columns: Mapping[int, list[_Family]]) -> dict[str, float]:
    ranks: dict[str, float] = {}
    for families in columns.values():
        members = [one for family in families for one in family.members()]
        ranks |= {one: (place + 0.5) / len(members) for place, one in enumerate(members)}
    return ranks


def _sorted_families(
    families: list[_Family],
    near: Mapping[str, list[str]],
    rank: Mapping[str, float],
    groups: Mapping[str, str],
) -> list[_Family]:
    for family in families:
        family.parts = _sorted_families(family.parts, near, rank, groups)

    def centre(family: _Family) -> tuple[float, float, str]:
        around = [rank[n] for one in family.members() for n in near[one]]
        group = rank[groups[family.id]] if family.id in groups else 2.0
        return (group, _mean(around, rank[family.id]), family.id)

    return sorted(families, key=centre)


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def place(cards: Sequence[Card], links: Iterable[tuple[str, str]]) -> dict[str, Spot]:
    """Return where the cards stand, given in their order within the columns."""
    columns: dict[int, list[Card]] = {}
    for card in cards:
        columns.setdefault(card.layer, []).append(card)
    middles = _middles(columns, _neighbours({card.id: card.layer for card in cards}, links))
    spots: dict[str, Spot] = {}
    left = 0
    for layer in sorted(columns):
        for card in columns[layer]:
            x = left + card.width // 2
            spots[card.id] = Spot(x, middles[card.id], card.width, card.height)
        left += columns[layer][0].width + GAP_X
    return spots


def _middles(columns: Mapping[int, list[Card]], near: Mapping[str, list[str]]) -> dict[str, int]:
    """Return the height at which each card stands: stacked first, then drawn to its neighbours."""
    tallest = max(map(_column_height, columns.values()), default=0)
    middles: dict[str, float] = {}
    for cards in columns.values():
        middles |= _stack(cards, [(tallest - _column_height(cards)) / 2] * len(cards))
    for sweep in range(SWEEPS // 2):
        for layer in sorted(columns, reverse=bool(sweep % 2)):
            cards = columns[layer]
            wished = [_mean([middles[n] for n in near[c.id]], middles[c.id]) for c in cards]
            middles |= _settle(cards, wished, tallest)
    return {one: int(middle + 0.5) for one, middle in middles.items()}


def _column_height(cards: Sequence[Card]) -> int:
    return sum(card.height + GAP_Y for card in cards) - GAP_Y


def _settle(cards: Sequence[Card], wished: Sequence[float], tallest: int) -> dict[str, float]:
    """Return the heights nearest to those *wished* that keep the order and the gaps."""
    room = tallest - _column_height(cards)
    offsets = _offsets(cards)
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wished, offsets, strict=True):
        mean, count = wish - offset, 1
        while blocks and blocks[-1][0] > mean:
            above, many = blocks.pop()
            mean, count = (above * many + mean * count) / (many + count), many + count
        blocks.append((mean, count))
    shifts = [min(max(mean, 0.0), float(room)) for mean, count in blocks for _ in range(count)]
    return _stack(cards, shifts)


def _stack(cards: Sequence[Card], shifts: Sequence[float]) -> dict[str, float]:
    return {
        card.id: shift + offset
        for card, shift, offset in zip(cards, shifts, _offsets(cards), strict=True)
    }


def _offsets(cards: Sequence[Card]) -> list[float]:
    """Return the middles of the cards when they are stacked from 0."""
    offsets, top = [], 0.0
    for card in cards:
        offsets.append(top + card.height / 2)
        top += card.height + GAP_Y
    return offsets
