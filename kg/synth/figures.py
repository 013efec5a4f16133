"""What an invented paper counts: figures of indicators of its own, and of those that all share.

A figure stands at the end of a sentence of its own and is five code points long, letters and
digits only: `4321个`, `百分之43`, `超98亿元`.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.synth.draft import Draft, chance
from kg.synth.pieces import Figure
from kg.synth.shared import REGIONS, THINGS, pooled

YEARS = 13
KINDS = ("observed",) * 17 + ("target",) * 2 + ("forecast",)
QUALIFIERS = (("over", "超"), ("about", "约"), ("nearly", "近"))


class Unit(NamedTuple):
    """A unit, how a number of it is printed, how many digits it has, and by what it is taken."""

    curie: str
    printed: str
    digits: int
    times: int


UNITS = (
    Unit("unit:NUM", "{}个", 4, 1),
    Unit("unit:PERCENT", "百分之{}", 2, 1),
    Unit("cur:CNY", "{}亿元", 3, 100_000_000),
)


def unit_of(indicator: str) -> Unit:
    """Return the unit of *indicator*, which its number says: all papers count in the same."""
    return UNITS[int(indicator[-2:]) % len(UNITS)]


def print_shared(draft: Draft) -> None:
    """Introduce the indicators that all papers share, and print a figure of each."""
    for index, name in enumerate(pooled("Indicator")):
        draft.indicator(name.split("-synth-")[1])
        _print(draft, index, name, ())


def print_figures(draft: Draft, measures: list[str]) -> None:
    """Print three to eight figures, each of another year and about one of *measures*."""
    rng = draft.rng
    first = rng.randrange(len(UNITS))
    numbers = (f"{draft.paper.number:07d}-{first + i:02d}" for i in range(1 + chance(rng, 50)))
    own = [draft.indicator(number) for number in numbers]
    for index in range(3 + rng.randrange(6)):
        if index < len(own):
            indicator = own[index]
        elif chance(rng, 80):
            indicator = rng.choice(own)
        else:
            indicator = THINGS["Indicator"].draw(rng)
        _print(draft, index, indicator, (rng.choice(measures),))


def _print(draft: Draft, index: int, indicator: str, about: tuple[str, ...]) -> None:
    rng, unit = draft.rng, unit_of(indicator)
    qualifier, sign = "exact", ""
    if unit.digits > 2 and chance(rng, 25):
        qualifier, sign = rng.choice(QUALIFIERS)
    low = 10 ** (unit.digits - len(sign) - 1)
    number = low + rng.randrange(9 * low)
    organisations = THINGS["Organisation"]
    quoted = chance(rng, 50)
    said_by = draft.mention("Organisation", organisations.draw(rng)) if quoted else ""
    sentence = draft.paper.sentences
    changed = chance(rng, 6)
    draft.paper.figures.append(Figure(
        f"figure-{draft.paper.id}-{index:02d}", sentence, sign + unit.printed.format(number),
        indicator, str(number * unit.times), unit.curie, qualifier,
        str(2012 + (index + draft.paper.number) % YEARS),
        REGIONS.draw(rng) if chance(rng, 80) else "", about, rng.choice(KINDS), said_by,
        draft.place(f"figure-{index:02d}"), "changed" if changed else "agreed",
        "Synthetic note: the period was entered" if changed else "", draft.day_of_review(),
    ))  # fmt: skip
