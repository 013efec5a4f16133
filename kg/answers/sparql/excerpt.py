"""The line of a query that is wrong, with marks below what is wrong in it."""

from __future__ import annotations

import re
import unicodedata

CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
BEFORE, AFTER = 60, 40  # characters shown of a long line, on either side of the place
LONGEST = 40  # characters of a word that are named


def place_of(query: str, at: int) -> tuple[int, int]:
    """Return line and column of *at*, both counted from 1, in characters."""
    start = query.rfind("\n", 0, at) + 1
    return query.count("\n", 0, at) + 1, at - start + 1


def show(query: str, at: int, length: int = 1) -> str:
    """Return the line of *at* with its number, and below it marks under *length* characters.

    The marks stand under the words in a terminal, where a Chinese character is two columns wide.
    """
    number, column = place_of(query, at)
    line = query.split("\n")[number - 1]
    first = max(column - 1 - BEFORE, 0)
    last = min(len(line), column - 1 + AFTER)
    marked = line[column - 1 : min(column - 1 + length, last)]
    lead = ("…" if first else "") + line[first : column - 1]
    shown = lead + line[column - 1 : last] + ("…" if last < len(line) else "")
    gutter = f"  {number} | "
    blank = " " * (len(gutter) - 2) + "| " + " " * _width(lead)
    return f"{gutter}{plain(shown)}\n{blank}{'^' * max(_width(marked), 1)}"


def plain(text: str) -> str:
    """Return *text* with a space for each character that would not be seen, or steers a screen."""
    return CONTROL.sub(" ", text)


def brief(text: str) -> str:
    """Return *text* as it is named in a message: on one line, and not long."""
    shown = plain(text)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _width(text: str) -> int:
    """Return how many columns *text* takes in a terminal."""
    return sum(map(_columns, plain(text)))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
