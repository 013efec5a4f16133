"""Where the cards of a layered trace stand, and the lanes between them.

Lengths are those of `network_layout`: pixels at a font of 13. The same input gives the same
layout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.views import network_layout
from kg.views.network_layout import GAP_X, LINE, Card, Spot
from kg.views.trace_order import Order

PAD_Y = 6


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
