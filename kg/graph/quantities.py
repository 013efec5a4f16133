"""Quantities: what a printed figure can be in numbers, as an interval, in exact decimals.

A qualifier says something about the number, and no more than that is used:

    exact    [v, v], a range [minimum, maximum]
    over     [v, ∞): "and above" holds the number itself, and "over" is not always meant otherwise
    under    (-∞, v], for the same reason
    about    a tenth of v to ten times v: no bounds are printed, only the order of size is sure
    nearly   a tenth of v to v
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import cached_property

from kg.graph.figures import VALUES
from kg.graph.tables import Row

# Adding and subtracting never round in it; cells are plain decimals, so that numbers stay short.
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
INFINITY = Decimal("Infinity")
PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
PRINTED = re.compile(r"\d+(?:\.\d+)?")
# A comma or space between thousands: 1,073 and 1 073 are one number.
SEPARATOR = re.compile(r"(?<=\d)[,\s](?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Interval:
    """All numbers from `low` to `high`, both included; an end may be infinite."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(EXACT.add(self.low, other.low), EXACT.add(self.high, other.high))

    def __sub__(self, other: Interval) -> Interval:
        return Interval(EXACT.subtract(self.low, other.high), EXACT.subtract(self.high, other.low))

    def meets(self, other: Interval) -> bool:
        """Tell whether a number lies in both."""
        return self.low <= other.high and other.low <= self.high


def read_number(cell: str) -> Decimal | None:
    """Return the plain decimal that *cell* holds, or None."""
    return Decimal(cell) if PLAIN.fullmatch(cell) else None


@dataclass(frozen=True)
class Quantity:
    """Value, minimum and maximum as far as they are given, the qualifier, and the characters."""

    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    qualifier: str = "exact"
    printed: str = ""

    @classmethod
    def read(cls, row: Row) -> Quantity:
        """Return the quantity that a row of `figures.csv` gives."""
        value, minimum, maximum = (read_number(row.one(name)) for name in VALUES)
        qualifier = row.one("qualifier") or "exact"
        return cls(value, minimum, maximum, qualifier, row.one("as_printed"))

    @property
    def numbers(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Value, minimum and maximum."""
        return self.value, self.minimum, self.maximum

    @property
    def is_given(self) -> bool:
        """Whether there is any number."""
        return any(number is not None for number in self.numbers)

    @property
    def is_approximate(self) -> bool:
        """Whether it stands for more than one number."""
        return self.is_given and (self.qualifier != "exact" or self.value is None)

    @cached_property
    def interval(self) -> Interval:
        """All that it can be."""
        low, high = self.minimum, self.maximum
        if self.value is not None:
            low = high = self.value
        bottom = -INFINITY if low is None else _around(low, self.qualifier).low
        return Interval(bottom, INFINITY if high is None else _around(high, self.qualifier).high)

    @cached_property
    def last_digit(self) -> Decimal:
        """What one step of the last printed digit is worth: 0.1 for 2.7%, 10000 for 600万."""
        number = next((n for n in self.numbers if n is not None), Decimal(0))
        wanted, exponent = _significant(number)
        text = SEPARATOR.sub("", unicodedata.normalize("NFKC", self.printed))
        for digits in PRINTED.findall(text):
            found, shift = _significant(Decimal(digits))
            if found == wanted:
                return _ten_to(_exponent(Decimal(digits)) + exponent - shift)
        return _ten_to(_exponent(number))


def _around(value: Decimal, qualifier: str) -> Interval:
    """Return what *value* can be with its qualifier."""
    ends = sorted((value.scaleb(-1, EXACT), value.scaleb(1, EXACT)))
    order = Interval(*ends) if value else Interval(-INFINITY, INFINITY)
    match qualifier:
        case "over":
            return Interval(value, INFINITY)
        case "under":
            return Interval(-INFINITY, value)
        case "about":
            return order
        case "nearly":
            return Interval(order.low, value) if value >= 0 else order
    return Interval(value, value)


def _significant(number: Decimal) -> tuple[tuple[int, ...], int]:
    """Return the digits of *number* without zeros at the end, and the power of ten behind them."""
    _, digits, exponent = number.normalize(EXACT).as_tuple()
    return digits, int(exponent)


def _exponent(number: Decimal) -> int:
    return int(number.as_tuple().exponent)


def _ten_to(exponent: int) -> Decimal:
    return Decimal(1).scaleb(exponent, EXACT)
