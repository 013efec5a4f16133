"""Literals: whether one is written as its datatype demands, and which number it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from kg.graph.terms import XSD

ZONE = r"(?:Z|[+-]\d{2}:\d{2})?"
INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
DATE = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}){ZONE}", re.ASCII)
YEAR_MONTH = re.compile(rf"\d{{4}}-(?:0[1-9]|1[0-2]){ZONE}", re.ASCII)
YEAR = re.compile(rf"\d{{4}}{ZONE}", re.ASCII)


def _is_date(text: str) -> bool:
    match = DATE.fullmatch(text)
    try:
        return bool(match) and bool(date.fromisoformat(match[1]))  # type: ignore[index]
    except ValueError:
        return False


# Whether the characters are a value of the datatype; shapes name no other datatype.
WELL_FORMED: dict[str, Callable[[str], bool]] = {
    XSD + "string": lambda _text: True,
    XSD + "integer": lambda text: bool(INTEGER.fullmatch(text)),
    XSD + "decimal": lambda text: bool(DECIMAL.fullmatch(text)),
    XSD + "date": _is_date,
    XSD + "gYear": lambda text: bool(YEAR.fullmatch(text)),
    XSD + "gYearMonth": lambda text: bool(YEAR_MONTH.fullmatch(text)),
}
NUMBERS = (XSD + "integer", XSD + "decimal")


def is_typed(literal: ox.Literal, datatype: str) -> bool:
    """Tell whether *literal* has *datatype*, one of `WELL_FORMED`, and is written as it demands."""
    return literal.datatype.value == datatype and WELL_FORMED[datatype](literal.value)


def read_number(term: object) -> Decimal | None:
    """Return the number that *term* is, or None."""
    if isinstance(term, ox.Literal) and any(is_typed(term, datatype) for datatype in NUMBERS):
        return Decimal(term.value)
    return None
