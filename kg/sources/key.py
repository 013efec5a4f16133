"""The match key: what of a text must agree for two copies to say the same.

NFKC, case folded, without white space and punctuation; `%` and the dot between digits stay, or
6.7 and 67 would share a key.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class KeyedText:
    """A text, its match key, and for each key character the index of its origin in the text."""

    text: str
    key: str
    origins: tuple[int, ...]

    def span_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text that carries the key characters *start* to *end*."""
        return self.origins[start], self.origins[end - 1] + 1


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    return unicodedata.normalize("NFKC", char).casefold()


def _kept(char: str, before: str, after: str) -> bool:
    if char == "%":
        return True
    if char == ".":
        return before.isdigit() and after.isdigit()
    return unicodedata.category(char)[0] not in "PZC"


def build_key(text: str) -> KeyedText:
    """Return *text* with its key. Folded character by character, so that each has an origin."""
    folded = [(char, index) for index, raw in enumerate(text) for char in _fold(raw)]
    solid = [(char, index) for char, index in folded if not char.isspace()]
    kept = []
    for at, (char, index) in enumerate(solid):
        before = solid[at - 1][0] if at else ""
        after = solid[at + 1][0] if at + 1 < len(solid) else ""
        if _kept(char, before, after):
            kept.append((char, index))
    return KeyedText(text, "".join(c for c, _ in kept), tuple(i for _, i in kept))


def match_key(text: str) -> str:
    """Return the match key of *text*."""
    return build_key(text).key
