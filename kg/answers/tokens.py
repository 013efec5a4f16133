"""Reading a query's tokens, as far as that is needed without a parser of our own."""

from __future__ import annotations

import re

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
CONSTRUCT_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{[^}]*\}", re.IGNORECASE)


def blank_out(query: str) -> str:
    """Return *query* with IRIs, strings, comments, variables and names as spaces: keywords stay."""
    return OPAQUE.sub(lambda match: " " * len(match[0]), query)


def first_group(query: str) -> int | None:
    """Return the position after the brace that opens the outermost group pattern, or None."""
    bare = blank_out(query)
    template = CONSTRUCT_TEMPLATE.search(bare)
    brace = bare.find("{", template.end() if template else 0)
    return brace + 1 if brace >= 0 else None
