"""Printed sections: which one a place lies in, and which paragraph of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_WORDS = re.compile(r"[\s\-#*_]*")


@dataclass(frozen=True)
class Section:
    """A piece of a printed section: its number, where it begins, and its kind.

    It lasts until the next piece begins; a section that a note interrupts has several.
    """

    number: str
    start: int
    kind: str = "body"


def locate(text: str, sections: list[Section], at: int) -> tuple[str, int]:
    """Return the number of the section in which position *at* lies, and the paragraph, from 1.

    A paragraph is a line that carries words. The heading of a body section is paragraph 0. After
    an interruption the count goes on in the paragraph that was cut.
    """
    ordered = sorted(sections, key=lambda section: section.start)
    begun = [section for section in ordered if section.start <= at]
    if not begun:
        return "–", 1
    line_end = text.find("\n", at)
    ends = [section.start for section in begun[1:]] + [line_end if line_end >= 0 else len(text)]
    pieces = [
        text[section.start : end]
        for section, end in zip(begun, ends, strict=True)
        if section.number == begun[-1].number
    ]
    lines = sum(_lines_with_words(piece) for piece in pieces) - (len(pieces) - 1)
    return begun[-1].number, lines - (begun[-1].kind == "body")


def _lines_with_words(passage: str) -> int:
    return sum(not NO_WORDS.fullmatch(line) for line in passage.splitlines())
