"""Anchors: a place in a text held by digests, and finding it again in another copy.

A fuzzy match is never accepted: words are shown only where the digest of their key agrees.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.sources.key import KeyedText

NUMERIC = re.compile(r"[\d.]")
CONTEXT = 16  # key characters on either side
Span = tuple[int, int]


class Outcome(StrEnum):
    """What became of a place in a copy, best first; only the first three show words."""

    ANCHORED = "anchored"
    RELOCATED = "relocated"
    RELOCATED_BY_CONTEXT = "relocated-by-context"
    AMBIGUOUS = "ambiguous"
    DRIFTED = "drifted"
    ORPHANED = "orphaned"

    @property
    def shows_words(self) -> bool:
        """Whether the words at the place may be shown."""
        return self in (Outcome.ANCHORED, Outcome.RELOCATED, Outcome.RELOCATED_BY_CONTEXT)


class Anchor(NamedTuple):
    """One segment of a place: its span, the length of its key, and three SHA-256 digests."""

    span: Span
    length: int
    key: str
    before: str
    after: str


class Resolution(NamedTuple):
    """Where an anchor was found in a copy: the outcome, and the span if words may be shown."""

    outcome: Outcome
    span: Span | None = None


def digest(key: str) -> str:
    """Return the SHA-256 of *key* in hexadecimal."""
    import hashlib  # most answers need no digest

    return hashlib.sha256(key.encode("utf-8")).hexdigest()


@dataclass
class Copy:
    """A keyed text with an index of the digests of its windows, made once for each length."""

    keyed: KeyedText
    _windows: dict[int, dict[str, list[int]]] = field(default_factory=dict)

    def find(self, key_digest: str, length: int) -> list[int]:
        """Return where in the key a window of *length* characters has *key_digest*."""
        if length not in self._windows:
            index: dict[str, list[int]] = defaultdict(list)
            key = self.keyed.key
            for start in range(len(key) - length + 1):
                index[digest(key[start : start + length])].append(start)
            self._windows[length] = index
        return self._windows[length].get(key_digest, [])

    def context(self, start: int, length: int) -> tuple[str, str]:
        """Return the digests of the key characters before and after a window of the key."""
        key, end = self.keyed.key, start + length
        return digest(key[max(0, start - CONTEXT) : start]), digest(key[end : end + CONTEXT])


def key_window(keyed: KeyedText, span: Span) -> tuple[int, int]:
    """Return start and end, in the key, of the characters that *span* of the text carries."""
    return bisect.bisect_left(keyed.origins, span[0]), bisect.bisect_left(keyed.origins, span[1])


def make_anchor(copy: Copy, span: Span) -> Anchor:
    """Return the anchor of *span*; ValueError when it is outside the text or carries no key."""
    start, end = key_window(copy.keyed, span)
    if not (0 <= span[0] < span[1] <= len(copy.keyed.text)) or start == end:
        raise ValueError(span)
    before, after = copy.context(start, end - start)
    return Anchor(span, end - start, digest(copy.keyed.key[start:end]), before, after)


def resolve(copy: Copy, anchor: Anchor) -> Resolution:
    """Find *anchor* in *copy*: at its place, once elsewhere, by context, or not at all."""
    start, end = key_window(copy.keyed, anchor.span)
    hits = [hit for hit in copy.find(anchor.key, anchor.length) if _is_whole(copy, hit, anchor)]
    if start in hits and end == start + anchor.length:
        return Resolution(Outcome.ANCHORED, anchor.span)
    # A short key found once may still be another place: its context has to agree.
    if len(hits) == 1 and anchor.length >= CONTEXT:
        return Resolution(Outcome.RELOCATED, _span(copy, hits[0], anchor))
    for sides in (2, 1):
        agreeing = [hit for hit in hits if _sides_agreeing(copy, hit, anchor) >= sides]
        if len(agreeing) == 1:
            return Resolution(Outcome.RELOCATED_BY_CONTEXT, _span(copy, agreeing[0], anchor))
    if hits:
        return Resolution(Outcome.AMBIGUOUS)
    return Resolution(Outcome.DRIFTED if _contexts_found(copy, anchor) else Outcome.ORPHANED)


def _span(copy: Copy, start: int, anchor: Anchor) -> Span:
    return copy.keyed.span_of(start, start + anchor.length)


def _sides_agreeing(copy: Copy, start: int, anchor: Anchor) -> int:
    before, after = copy.context(start, anchor.length)
    return (before == anchor.before) + (after == anchor.after)


def _is_whole(copy: Copy, start: int, anchor: Anchor) -> bool:
    """Tell whether a window cuts no number or character that was whole where it was anchored.

    "2 cities" must not be found in "12 cities"; where the context on that side is the same, the
    edge is as it was.
    """
    before, after = copy.context(start, anchor.length)
    end = start + anchor.length
    return (before == anchor.before or not _cuts(copy.keyed, start)) and (
        after == anchor.after or not _cuts(copy.keyed, end)
    )


def _cuts(keyed: KeyedText, at: int) -> bool:
    """Tell whether position *at* of the key lies inside a number or inside a folded character."""
    if not 0 < at < len(keyed.key):
        return False
    number = NUMERIC.fullmatch(keyed.key[at - 1]) and NUMERIC.fullmatch(keyed.key[at])
    return bool(number) or keyed.origins[at - 1] == keyed.origins[at]


def _contexts_found(copy: Copy, anchor: Anchor) -> bool:
    return bool(copy.find(anchor.before, CONTEXT) and copy.find(anchor.after, CONTEXT))
