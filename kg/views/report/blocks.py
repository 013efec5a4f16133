"""A document as blocks, in one language: what the three writers write, and nothing they decide.

Text is cleaned where it enters: what XML cannot hold, or what would turn the direction of a line,
reaches no writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.language import Lang

# How a run is known, or how it is meant; a writer gives each a colour or none.
Tone = Literal["", "stated", "inferred", "stated-collectively", "quiet", "warn"]
Role = Literal["", "lead", "note", "label"]

BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Return *text* as one line of characters that every format can hold."""
    return UNFIT.sub("", BREAKS.sub(" ", text))


@dataclass(frozen=True)
class Run:
    """Text in one manner; *link* is an anchor in the document."""

    text: str
    strong: bool = False
    tone: Tone = ""
    code: bool = False
    link: str = ""

    def __post_init__(self) -> None:
        """Hold the text cleaned."""
        object.__setattr__(self, "text", clean(self.text))


@dataclass(frozen=True)
class Mark:
    """The mark of a footnote; only the `first` of a number is its place."""

    number: int
    first: bool = True


Inline = Run | Mark
Line = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the document, which stands apart."""

    level: int
    line: Line
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line
    role: Role = ""


@dataclass(frozen=True)
class Items:
    """A list; an item is a line, and lines below it."""

    items: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Table:
    """A table with a heading row; *widths* are shares of the width of the page."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]
    label: str

    def __post_init__(self) -> None:
        """Hold the text cleaned."""
        object.__setattr__(self, "heads", tuple(map(clean, self.heads)))
        object.__setattr__(self, "label", clean(self.label))


@dataclass(frozen=True)
class Entries:
    """A list whose items bear labels of their own: a number, a sign."""

    entries: tuple[tuple[Line, Line], ...]


@dataclass(frozen=True)
class Listing:
    """Text as it is, line by line, in the language of a machine."""

    text: str
    language: str

    def __post_init__(self) -> None:
        """Hold the lines cleaned."""
        object.__setattr__(self, "text", "\n".join(map(clean, self.text.split("\n"))))


Block = Heading | Paragraph | Items | Table | Entries | Listing


@dataclass(frozen=True)
class Footnote:
    """What stands at the foot of the page, or at the end."""

    number: int
    line: Line


@dataclass(frozen=True)
class Document:
    """A whole report: a title with its question, blocks, and footnotes in their order."""

    lang: Lang
    title: str
    question: str
    signature: str
    private: str
    day: str
    contents: str
    notes_heading: str
    back: str
    page_of: str
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]

    def __post_init__(self) -> None:
        """Hold the texts cleaned."""
        for name in ("title", "question", "signature", "private", "contents", "notes_heading"):
            object.__setattr__(self, name, clean(getattr(self, name)))


def line(*pieces: str | Inline | Iterable[Inline]) -> Line:
    """Return *pieces* as one line; empty text is left out."""
    found: list[Inline] = []
    for piece in pieces:
        if isinstance(piece, str):
            found += [Run(piece)] if piece else []
        elif isinstance(piece, Run | Mark):
            found.append(piece)
        else:
            found += piece
    return tuple(found)


def plain(parts: Line) -> str:
    """Return the text of a line without its marks."""
    return "".join(part.text for part in parts if isinstance(part, Run))
