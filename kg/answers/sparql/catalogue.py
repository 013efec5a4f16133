"""Every mistake around a query: its stable code, its kind, and its text in both languages.

A code is never given to another mistake. docs/errors.md shows each with a call that makes it; the
tests run those calls. Codes with no kind are notes: the query runs, and something is said beside
its answer.
"""

from __future__ import annotations

from kg.answers.sparql.call_entries import CALL_ENTRIES
from kg.answers.sparql.entry import Entry
from kg.answers.sparql.query_entries import QUERY_ENTRIES
from kg.errors import KgError, coded
from kg.language import Text

EXAMPLES = Text(
    "'kg queries list' shows queries that work.", "kg queries list 列出可用的查询示例。"
)

CATALOGUE: dict[str, Entry] = QUERY_ENTRIES | CALL_ENTRIES


def mistake(code: str, excerpt: str = "", **values: object) -> KgError:
    """Return the error *code*, its text filled with *values*, with the line that is wrong."""
    entry = CATALOGUE[code]
    kind = entry.kind or KgError
    return kind(entry.text.fill(examples=EXAMPLES, **values), code, excerpt)


def note(code: str, **values: object) -> Text:
    """Return the note *code*, filled with *values*, with its code before it."""
    return coded(code, CATALOGUE[code].text.fill(**values))
