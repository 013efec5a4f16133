"""Texts to look for places in, and a second opinion on the match key, worked out another way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from kg.sources.anchor import Anchor, Copy, Span, make_anchor
from kg.sources.copies import FoundCopy
from kg.sources.key import build_key
from kg.sources.text import SourceText

# Each token stands once in a text, so that a place of one token or more has a key of its own.
HAN = "春夏秋冬东南西北山水风云雨雪花草树木鸟鱼虫马牛羊红黄蓝绿黑白金银铜铁"
TOKENS = (*HAN, "6.7%", "67%", "AI", "2024", "5G", "3.3", "x1")
NOISE = (
    "",
    "",
    "",
    "",
    " ",
    "  ",
    "\u3000",
    "\n",
    "\t",
    "，",
    "。",
    "、",
    "“",
    "”",
    "（",
    "…",
    "- ",
)


def copy_of(text: str) -> Copy:
    """Return *text* as a copy to look in."""
    return Copy(build_key(text))


def found_copy(text: str) -> FoundCopy:
    """Return *text* as a user's copy."""
    return FoundCopy(SourceText(Path("copy.txt"), text, ""), False, copy_of(text))


def span_of(text: str, words: str) -> Span:
    """Return where *words*, which stand once in *text*, stand."""
    assert text.count(words) == 1
    return text.index(words), text.index(words) + len(words)


def anchor_of(text: str, words: str) -> Anchor:
    """Return the anchor of *words*, which stand once in *text*."""
    return make_anchor(copy_of(text), span_of(text, words))


def second_key(text: str) -> str:
    """Return the match key of a text of letters, digits, Chinese and usual punctuation.

    The whole text is folded at once and filtered by patterns; `kg` goes character by character.
    """
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text).casefold())
    without_dots = re.sub(r"(?<!\d)\.|\.(?!\d)", "", folded)
    return re.sub(r"[^0-9a-z\u4e00-\u9fff%.]", "", without_dots)


def to_full_width(text: str) -> str:
    """Return *text* with its ASCII letters, digits and signs in their full-width forms."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@dataclass(frozen=True)
class Respaced:
    """A text, a place in it, and the same text with other spaces, punctuation and widths."""

    text: str
    span: Span
    other: str
    other_span: Span

    @property
    def words(self) -> str:
        """The words at the place."""
        return self.text[slice(*self.span)]


@st.composite
def respaced(draw: st.DrawFn) -> Respaced:
    """Draw a text of tokens with a place in it, and its respaced form."""
    tokens = draw(st.permutations(TOKENS))
    start = draw(st.integers(0, len(tokens) - 1))
    end = draw(st.integers(start + 1, len(tokens)))
    noise = draw(st.lists(st.sampled_from(NOISE), min_size=len(tokens), max_size=len(tokens)))
    wide = draw(st.lists(st.booleans(), min_size=len(tokens), max_size=len(tokens)))
    pieces = [to_full_width(t) if w else t for t, w in zip(tokens, wide, strict=True)]
    noisy = [n + piece for n, piece in zip(noise, pieces, strict=True)]
    return Respaced(
        "".join(tokens), _span(tokens, start, end), "".join(noisy), _span(noisy, start, end)
    )


def _span(pieces: list[str], start: int, end: int) -> Span:
    return sum(map(len, pieces[:start])), sum(map(len, pieces[:end]))


# Few characters, so that texts repeat themselves and edits make look-alikes.
CROWDED = "山水云.67%%，。 \nAａ７％．"


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Span], str]:
    """Draw a text, one or two places in it, and the text after some edits."""
    text = draw(st.text(CROWDED, min_size=30, max_size=90))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if second_key(text[a:b])]
    edits = st.tuples(st.integers(0, len(text)), st.integers(0, 3), st.text(CROWDED, max_size=3))
    other = text
    for at, gone, new in draw(st.lists(edits, max_size=6)):
        other = other[:at] + new + other[at + gone :]
    return text, spans, other
