"""Reading a query's tokens, as far as that is needed without a parser of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.graph.terms import PREFIXES

# What SPARQL's lexer reads as one token and in which no keyword counts, longest match first. Each
# pattern is linear however it is fed: this runs where no deadline holds. Hence the most letters of
# a prefix, and `open`, a text that does not end.
OPAQUE = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
      |"(?!"")(?:[^"\\\n\r]|\\.)*"|'(?!'')(?:[^'\\\n\r]|\\.)*')
    |(?P<open>\"\"\"(?:[^\\]|\\.)*|'''(?:[^\\]|\\.)*
      |"(?:[^"\\\n\r]|\\[^\n\r])*|'(?:[^'\\\n\r]|\\[^\n\r])*)
    |(?P<comment>\#[^\n\r]*)
    |(?P<variable>[?$]\w+)
    |(?P<name>[\w.-]{0,40}:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)""",
    re.VERBOSE | re.DOTALL,
)
# The same, and runs of letters passed over as a whole.
OPAQUE_OR_RUN = re.compile(OPAQUE.pattern + r"|(?P<run>[\w.-]+)", re.VERBOSE | re.DOTALL)
SEEN = ("open", "run")
# The same and everything else: numbers, words, signs of several characters, single characters.
TOKEN = re.compile(
    OPAQUE.pattern
    + r"""|(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>\^\^|&&|\|\||!=|<=|>=|<<\(|\)>>|<<|>>|\{\||\|\}|\S)""",
    re.VERBOSE | re.DOTALL,
)
SUB_SELECT = re.compile(r"\s*SELECT\b", re.IGNORECASE)
CONSTRUCT_WHERE = re.compile(r"\bCONSTRUCT\s+WHERE\s*$", re.IGNORECASE)
CONSTRUCT_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{", re.IGNORECASE)


class Token(NamedTuple):
    """One token of a query: its kind (a group of `TOKEN`), its text, and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it has ended."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Tell whether it is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


@lru_cache(maxsize=4)  # several look at the tokens of one query
def tokenize(query: str) -> tuple[Token, ...]:
    """Return the tokens of *query* without its comments."""
    found = (Token(m.lastgroup or "", m[0], m.start()) for m in TOKEN.finditer(query))
    return tuple(token for token in found if token.kind != "comment")


def declared_prefixes(tokens: Sequence[Token]) -> dict[str, str]:
    """Return our prefixes and those that the query declares, with their namespaces."""
    return PREFIXES | {name.text[:-1]: iri.text[1:-1] for name, iri in _declarations(tokens)}


def _declarations(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.is_word("PREFIX") and name.kind == "name" and iri.kind == "iri":
            yield name, iri


def iris_asked_for(query: str) -> Iterator[str]:
    """Yield the IRIs that *query* names, but for its declarations and what it constructs."""
    tokens = tokenize(query)
    prefixes = declared_prefixes(tokens)
    declaring = {id(token) for pair in _declarations(tokens) for token in pair}
    start, end = _template(blank_out(query))
    for token in tokens:
        if id(token) not in declaring and not start <= token.start < end:
            if token.kind == "iri":
                yield token.text[1:-1]
            elif token.kind == "name" and (iri := expand(token.text.rstrip("."), prefixes)):
                yield iri


def expand(name: str, prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI that *name* stands for, or None if its prefix is not among *prefixes*."""
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local) if prefix in prefixes else None


@lru_cache(maxsize=4)
def blank_out(query: str) -> str:
    """Return *query* with IRIs, strings, comments, variables and names as spaces: keywords stay.

    So does what follows a quotation mark that begins no text.
    """
    return OPAQUE_OR_RUN.sub(lambda m: m[0] if m.lastgroup in SEEN else " " * len(m[0]), query)


def values_place(query: str) -> int | None:
    """Return where a VALUES block may stand: at the start of the outermost group, else at the end.

    A group that is a sub-select, or the pattern of CONSTRUCT WHERE, admits no block inside; there
    the one at the end of the query says the same. None when the query has no group.
    """
    bare = blank_out(query)
    depth = 0
    for at in range(_template(bare)[1], len(bare)):
        depth += (bare[at] == "(") - (bare[at] == ")")
        if bare[at] == "{" and depth == 0:  # a brace in parentheses belongs to an EXISTS
            closed = SUB_SELECT.match(bare, at + 1) or CONSTRUCT_WHERE.search(bare[:at])
            return len(query) if closed else at + 1
    return None


def _template(bare: str) -> tuple[int, int]:
    """Return where the template of a CONSTRUCT begins and has ended; (0, 0) where there is none."""
    found = CONSTRUCT_TEMPLATE.search(bare)
    end = bare.find("}", found.end()) + 1 if found else 0
    return (found.start(), end) if found and end else (0, 0)


SELECT_ALL = re.compile(r"\bSELECT\s*+(?:(?:DISTINCT|REDUCED)\s*+)?\*", re.IGNORECASE)


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
