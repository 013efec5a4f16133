"""A layered trace as it is drawn: cards in columns, links between them, a place for everything.

Lengths are pixels at a font of 13; the page scales them with its font.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from kg.answers.values import Claim
from kg.graph.terms import KG, local_name
from kg.language import Lang
from kg.views.bilingual import LANGS, Both, both
from kg.views.network_layout import FONT, GAP_X, PAD_LEFT, PAD_RIGHT, wrap
from kg.views.network_texts import COLUMNS
from kg.views.trace_data import ACTION, BOTTLENECK, CATEGORY, Facets, Link, Thread, Threads
from kg.views.trace_layout import Column, Slip, lay_out, set_columns
from kg.views.trace_lines import Point, draw_band, draw_lines
from kg.views.trace_order import Edge, Order

# The least width of each column, category to region; they grow where there are few.
WIDTHS = (100, 160, 160, 148, 158, 88)
# Latin letters are wider on some systems than they were measured.
FILLED: dict[Lang, float] = {"zh": 1, "en": 0.93}
LINES = 9  # of a card, before its text is cut: the panel has all of it
ROOM = 1014  # beside the panel a font of 13 shrinks to no less than 11 at 1280 pixels
GROWTH = 1.6
INDENT = 12
DEEPEST = 4  # parts of parts are moved in so many times
HEADS = 46  # the height of the names of columns and links
MARGIN = 5
ROW = 12  # below a statement about sets
# A4 in CSS pixels, without margins and the heading of the page.
UPRIGHT, ACROSS = (716, 850), (1044, 530)
LEAST_PRINT = 7


@dataclass(frozen=True)
class Tile:
    """A card: its text wrapped for each language, and what it is."""

    iri: str
    layer: int
    depth: int
    name: Both
    lines: Mapping[Lang, tuple[str, ...]]
    kinds: tuple[str, ...] = ()
    facets: Facets = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What names it on the page."""
        return local_name(self.iri)

    def slip(self, lang: Lang, width: int) -> Slip:
        """Return the card as it is laid out in *lang*."""
        return Slip(self.key, self.layer, self.lines[lang], width)


@dataclass(frozen=True)
class Wire:
    """A link, or a statement about sets, as it is drawn in one language."""

    key: str
    manner: str
    path: str
    arrow: str
    dash: float = 0.0
    points: tuple[Point, ...] = ()


@cache
def _wrap(text: str, width: float) -> tuple[str, ...]:
    return wrap(text, width, LINES)


class Picture:
    """The cards and links of some threads, laid out for both languages.

    *starts* are shown even where no thread carries them; *claims* are statements about sets.
    `head` is the bottleneck that it unfolds, if it unfolds one; `left_out` counts threads.
    """

    widths: Mapping[int, int] = dict(enumerate(WIDTHS))
    growth = GROWTH
    is_overview = False

    def __init__(
        self,
        name: str,
        data: Threads,
        threads: Sequence[Thread],
        starts: Iterable[str],
        claims: Sequence[Claim] = (),
    ) -> None:
        self.name = name
        self.data = data
        self.threads = tuple(threads)
        self.claims = tuple(claims)
        self.head = ""
        self.left_out = 0
        self.iris = sorted({*starts, *(iri for thread in threads for iri in thread.nodes)})

    @cached_property
    def links(self) -> dict[str, Link]:
        """The links of the threads, by their keys."""
        return {link.key: link for thread in self.threads for link in thread.links}

    @cached_property
    def parts(self) -> list[tuple[str, str]]:
        """Pairs of a part and the nearest whole that is in the picture, in the same column."""
        shown, asked = set(self.iris), set(self.data.starts)
        pairs = []
        for part in self.iris:
            layer = self.data.layer(part)
            whole = next((w for w in self.data.wholes(part) if w in shown), None)
            together = layer == BOTTLENECK or {part, whole} <= asked
            if whole and together and self.data.layer(whole) == layer:
                pairs.append((part, whole))
        return pairs

    @cached_property
    def categories(self) -> dict[str, Link]:
        """The links to categories: one for a whole, none for the parts below it."""
        below = {part for part, _ in self.parts}
        tops = [i for i in self.iris if self.data.layer(i) == BOTTLENECK and i not in below]
        links = (link for iri in tops for link in self.data.category_links(iri))
        return {link.key: link for link in links}

    @cached_property
    def sets(self) -> dict[str, int]:
        """The sets of the statements about sets, each with its column."""
        values = {claim.object: BOTTLENECK for claim in self.claims}
        return values | {claim.subject: ACTION for claim in self.claims}

    @cached_property
    def layers(self) -> dict[str, int]:
        """The column of each card but those of sets, by IRI."""
        layers = {link.left: CATEGORY for link in self.categories.values()}
        return layers | {iri: self.data.layer(iri) for iri in self.iris}

    @cached_property
    def columns(self) -> dict[int, Column]:
        """The columns that have cards, as wide as there is room."""
        shown = {*self.layers.values(), *self.sets.values()} or {BOTTLENECK}
        room = ROOM - GAP_X * (len(shown) - 1)
        growth = min(self.growth, room / sum(self.widths[layer] for layer in shown))
        return set_columns({layer: int(self.widths[layer] * growth) for layer in shown})

    @property
    def size(self) -> int:
        """How many cards it has."""
        return len({**self.layers, **self.sets})

    @cached_property
    def tiles(self) -> dict[str, Tile]:
        """The cards by their keys, those of sets among them."""
        layers = {**self.layers, **self.sets}
        return {local_name(iri): self._tile(iri, layers[iri]) for iri in sorted(layers)}

    def _tile(self, iri: str, layer: int) -> Tile:
        depth = _depth(iri, dict(self.parts))
        name = self.data.marked(iri)
        room = self.columns[layer].width - depth * INDENT - PAD_LEFT - PAD_RIGHT
        through = self.through(iri)
        return Tile(
            iri=iri,
            layer=layer,
            depth=depth,
            name=name,
            lines={lang: _wrap(name[lang], room * FILLED[lang] / FONT) for lang in LANGS},
            kinds=tuple(self.kinds(iri)),
            facets=self.data.facets_of(through) if through else {},
        )

    def through(self, iri: str) -> list[Thread]:
        """Return the threads that pass through *iri*."""
        return [thread for thread in self.threads if iri in thread.nodes]

    def kinds(self, iri: str) -> Iterable[str]:
        """Yield how the card of *iri* is set apart."""
        if iri in self.sets:
            yield "set"
        elif iri in self.data.heads:
            yield "asked"
        if iri in self.data.unanswered:
            yield "unanswered"
        if self.data.is_doubtful(iri):
            yield "doubtful"

    def has(self, kind: str) -> bool:
        """Tell whether a card is set apart as *kind*."""
        return any(kind in tile.kinds for tile in self.tiles.values())

    @cached_property
    def order(self) -> Order:
        """The cards in the order in which they stand, the same in both languages."""
        edges = [edge_of(link) for link in (*self.links.values(), *self.categories.values())]
        parts = [(local_name(part), local_name(whole)) for part, whole in self.parts]
        return Order({local_name(i): layer for i, layer in self.layers.items()}, edges, parts)

    def _unfolding(self) -> list[str]:
        return []

    @cached_property
    def drawings(self) -> dict[Lang, Drawing]:
        """The picture as it is laid out in each language."""
        return {lang: Drawing(self, lang) for lang in LANGS}

    @property
    def width(self) -> int:
        """The width of the picture."""
        return max(column.right for column in self.columns.values()) + 2 * MARGIN

    def ordered(self) -> list[Tile]:
        """Return the cards in the order of reading: column by column, sets first."""
        found = [self.tiles[local_name(iri)] for iri in sorted(self.sets)]
        found += [self.tiles[one] for one in self.order.best if one in self.tiles]
        return sorted(found, key=lambda tile: tile.layer)

    def heads(self) -> list[tuple[int, Both, int]]:
        """Return the columns with their names and the number of their cards."""
        count = Counter(self.layers.values())
        return [(at, both(COLUMNS[at]), count[at]) for at in sorted(self.columns)]

    def captions(self) -> list[tuple[int, Both]]:
        """Return for the gap to the left of a column what its links are called, with an arrow."""
        left_of = dict(zip(sorted(self.columns)[1:], sorted(self.columns), strict=False))
        found: dict[int, Link] = {}
        for link in (*self.categories.values(), *self.links.values()):
            if left_of[self.layers[link.right]] == self.layers[link.left]:
                found.setdefault(self.layers[link.right], link)
        return [(at, self._caption(found[at])) for at in sorted(found)]

    def _caption(self, link: Link) -> Both:
        name = self.data.name(link.predicate)
        pattern = "← {}" if link.arrow == "left" else "{} →"
        return {lang: pattern.format(said) for lang, said in name.items()}

    @property
    def members(self) -> dict[str, list[str]]:
        """The cards that a set holds or parts of these, and those of both sets of a statement."""
        found = {iri: self._members(iri) for iri in self.sets}
        joined = {c.iri: sorted(found[c.subject] + found[c.object]) for c in self.claims}
        return {local_name(iri): keys for iri, keys in (found | joined).items()}

    def _members(self, held: str) -> list[str]:
        inside = set(self.data.graph.objects(held, KG + "member"))
        found = (iri for iri in self.iris if inside & {iri, *self.data.wholes(iri)})
        return sorted(map(local_name, found))

    def styles(self) -> str:
        """Return the places of everything as rules of CSS: an attribute `style` is barred."""
        zh, en = (self.drawings[lang] for lang in LANGS)
        one = f"#{self.name}"
        rules = [f"{one}{{--w:{self.width};--zh:{zh.height};--en:{en.height}}}"]
        rules += [
            f"{one} .k{layer}{{--x:{column.left + MARGIN};--c:{column.width}}}"
            for layer, column in self.columns.items()
        ]
        for number, tile in enumerate(self.ordered()):
            a, b = zh.boxes[tile.key], en.boxes[tile.key]
            places = f"--zt:{a[0]};--zh:{a[1]};--et:{b[0]};--eh:{b[1]}"
            rules.append(f"{one}c{number}{{{places}}}")
        rules += self._unfolding()
        for lang, drawing in self.drawings.items():
            size = f"{{font-size:{drawing.print_font:g}px}}"
            rules.append(f"@media print{{html[data-lang={lang}] {one}{size}}}")
        return "\n".join(rules)


def edge_of(link: Link) -> Edge:
    """Return *link* as it is laid out."""
    return Edge(local_name(link.left), local_name(link.right), link.manner)


def _depth(iri: str, whole: Mapping[str, str]) -> int:
    """Return how many wholes are above *iri*; a circle of wholes ends where it began."""
    seen = {iri}
    while iri in whole and whole[iri] not in seen:
        iri = whole[iri]
        seen.add(iri)
    return min(len(seen) - 1, DEEPEST)


class Drawing:
    """A picture as it is laid out in one language."""

    def __init__(self, picture: Picture, lang: Lang) -> None:
        self.picture = picture
        self.lang = lang
        slips = {
            key: tile.slip(lang, picture.columns[tile.layer].width - tile.depth * INDENT)
            for key, tile in picture.tiles.items()
        }
        self.rows = self._rows(slips)
        self.down = max((top + height for top, height in self.rows.values()), default=HEADS) + ROW
        cards = [slip for key, slip in slips.items() if key in picture.order.layers]
        self.spots = lay_out(cards, picture.order, picture.columns)

    def _rows(self, slips: Mapping[str, Slip]) -> dict[str, tuple[int, int]]:
        """Return where the cards of sets stand: a row for each statement, above all others."""
        rows: dict[str, tuple[int, int]] = {}
        top = HEADS + ROW
        for claim in self.picture.claims:
            ends = [local_name(iri) for iri in (claim.subject, claim.object)]
            height = max(slips[end].height for end in ends)
            rows = dict.fromkeys(ends, (top, height)) | rows
            top += height + ROW
        return rows

    @cached_property
    def boxes(self) -> dict[str, tuple[int, int]]:
        """Where each card begins, and its height."""
        boxes = {
            one: (spot.y - spot.height // 2 + self.down, spot.height)
            for one, spot in self.spots.items()
            if one in self.picture.tiles
        }
        return boxes | self.rows

    @property
    def height(self) -> int:
        """The height of the picture."""
        return max((top + height for top, height in self.boxes.values()), default=HEADS) + MARGIN

    @property
    def paper(self) -> str:
        """How the page lies that it is printed on."""
        return "upright" if self._fit(UPRIGHT) > self._fit(ACROSS) else "auto"

    @property
    def print_font(self) -> float:
        """The size of its text on paper: all on one page where one can read that, else as wide."""
        paper = UPRIGHT if self.paper == "upright" else ACROSS
        fit = self._fit(paper)
        wide = paper[0] / self.picture.width * FONT
        return round(min(FONT, fit if fit >= LEAST_PRINT else wide), 2)

    def _fit(self, paper: tuple[int, int]) -> float:
        return min(paper[0] / self.picture.width, paper[1] / self.height) * FONT

    def wires(self) -> list[Wire]:
        """Return the links as they are drawn, those to categories among them."""
        picture = self.picture
        lines = draw_lines(picture.order, self.spots, (MARGIN, self.down))
        found = []
        for link in (*picture.categories.values(), *picture.links.values()):
            line = lines[edge_of(link)]
            arrow = line.arrow(link.arrow)
            found.append(Wire(link.key, link.manner, line.path, arrow, line.dash, line.points))
        return found

    def bands(self) -> list[Wire]:
        """Return the statements about sets as they are drawn: a band between two cards."""
        found = []
        for claim in self.picture.claims:
            left, right = (self.picture.columns[at] for at in (BOTTLENECK, ACTION))
            heights = [self._middle(iri) for iri in (claim.object, claim.subject)]
            path, arrow = draw_band(
                (left.right + MARGIN, heights[0]), (right.left + MARGIN, heights[1])
            )
            found.append(Wire(local_name(claim.iri), claim.modality.value, path, arrow))
        return found

    def _middle(self, iri: str) -> float:
        top, height = self.rows[local_name(iri)]
        return top + height / 2
