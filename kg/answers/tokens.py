"""Reading a query's tokens, as far as that is needed without a parser of our own."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What SPARQL's lexer reads as one token and in which no keyword counts, longest match first.
OPAQUE = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<comment>\#[^\n\r]*)
    |(?P<variable>[?$]\w+)
    |(?P<name>[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)""",
    re.VERBOSE | re.DOTALL,
)
SUB_SELECT = re.compile(r"\s*SELECT\b", re.IGNORECASE)
CONSTRUCT_WHERE = re.compile(r"\bCONSTRUCT\s+WHERE\s*$", re.IGNORECASE)
CONSTRUCT_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{[^}]*\}", re.IGNORECASE)


def blank_out(query: str) -> str:
    """Return *query* with IRIs, strings, comments, variables and names as spaces: keywords stay."""
    return OPAQUE.sub(lambda match: " " * len(match[0]), query)


def values_place(query: str) -> int | None:
    """Return where a VALUES block may stand: at the start of the outermost group, else at the end.

    A group that is a sub-select, or the pattern of CONSTRUCT WHERE, admits no block inside; there
    the one at the end of the query says the same. None when the query has no group.
    """
    bare = blank_out(query)
    template = CONSTRUCT_TEMPLATE.search(bare)
    start = template.end() if template else 0
    depth = 0
    for at in range(start, len(bare)):
        depth += (bare[at] == "(") - (bare[at] == ")")
        if bare[at] == "{" and depth == 0:  # a brace in parentheses belongs to an EXISTS
            closed = SUB_SELECT.match(bare, at + 1) or CONSTRUCT_WHERE.search(bare[:at])
            return len(query) if closed else at + 1
    return None


SELECT_ALL = re.compile(r"\bSELECT\s*(?:DISTINCT|REDUCED)?\s*\*", re.IGNORECASE)


def columns_as_written(query: str, columns: Sequence[str]) -> list[str]:
    """Return *columns* in the order in which *query* names them.

    The engine keeps the order of a projection; it sorts what `SELECT *` stands for.
    """
    bare = blank_out(query)
    form = re.search(r"\bSELECT\b", bare, re.IGNORECASE)
    if not form or not SELECT_ALL.match(bare, form.start()):
        return list(columns)
    named = [m["variable"][1:] for m in OPAQUE.finditer(query) if m["variable"]]
    places = {name: place for place, name in reversed(list(enumerate(named)))}
    return sorted(columns, key=lambda name: places.get(name, len(named)))
