"""A document as Markdown (CommonMark with the tables and footnotes of GitHub).

Text is escaped so that it reads as it is: no name can open a tag, a link, a table or a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.views.report.blocks import (
    Block,
    Document,
    Entries,
    Heading,
    Inline,
    Items,
    Line,
    Listing,
    Mark,
    Paragraph,
    Run,
    Table,
    clean,
)

SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$#]")
# A colon that is not followed by a space may begin an address or a picture of a face.
COLON = re.compile(r":(?=\S)")
LEAD = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
TICKS = re.compile("`+")


def write(document: Document) -> bytes:
    """Return *document* as UTF-8."""
    parts = [f"# {escape_markdown(document.title)}"]
    parts += [f"> {escape_markdown(document.private)}"] if document.private else []
    parts += [escape_markdown(text) for text in (document.question, document.signature) if text]
    parts += [_block(block) for block in document.blocks]
    notes = [f"[^{note.number}]: {_line(note.line)}" for note in document.footnotes]
    if notes:
        parts += [f"## {escape_markdown(document.notes_heading)}", "\n".join(notes)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def escape_markdown(text: str) -> str:
    """Return *text* as one line that Markdown shows as it is, wherever the line stands."""
    return _at_start(_escape(clean(text).strip()))


def _escape(text: str) -> str:
    said = SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return COLON.sub(r"\\:", said).replace("www.", r"www\.")


def _at_start(said: str) -> str:
    """Return a line that begins no list and no heading; what follows digits is escaped."""
    return LEAD.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", said)


def _block(block: Block) -> str:
    match block:
        case Heading(level, said, anchor):
            target = f'<a id="{anchor}"></a>' if anchor else ""
            return f"{'#' * level} {target}{_line(said)}"
        case Paragraph(said, _):
            return _line(said)
        case Items(items):
            return "\n".join("- " + "\\\n  ".join(map(_line, item)) for item in items)
        case Table(heads, rows, _, _):
            return _table(heads, rows)
        case Entries(entries):
            return "\n".join(f"- {_line(label)} {_line(said)}" for label, said in entries)
        case Listing(text, language):
            return _listing(text, language)


def _table(heads: Iterable[str], rows: Iterable[tuple[Line, ...]]) -> str:
    first = [escape_markdown(head) for head in heads]
    lines = [first, ["---"] * len(first), *([_line(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _listing(text: str, language: str) -> str:
    """Return *text* between fences longer than any run of ticks in it."""
    fence = "`" * max(3, 1 + max(map(len, TICKS.findall(text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}"


def _line(parts: Line) -> str:
    said = ""
    for part in parts:
        between = " " if isinstance(part, Mark) and said.endswith("]") else ""
        said += between + _inline(part)
    return _at_start(said.strip())


def _inline(part: Inline) -> str:
    if isinstance(part, Mark):
        return f"[^{part.number}]"
    said = part.text.strip()
    if not said:
        return part.text
    before, _, after = part.text.partition(said)
    return f"{before}{_manner(part, said)}{after}"


def _manner(part: Run, said: str) -> str:
    if part.code:
        return _code(said)
    # Other ends than letters would open nothing beside Chinese, which has no spaces.
    bold = part.strong and said[0].isalnum() and said[-1].isalnum()
    told = f"**{_escape(said)}**" if bold else _escape(said)
    return f"[{told}](#{part.link})" if part.link else told


def _code(text: str) -> str:
    fence = "`" * (1 + max(map(len, TICKS.findall(text)), default=0))
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"
