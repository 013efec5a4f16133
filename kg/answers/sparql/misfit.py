"""Where a query stops being SPARQL: found by asking the engine's own parser, token by token.

The parser names a place too far on, because it notes a keyword that did not fit at that keyword's
end. So it is asked which beginnings of the query can be gone on with; the first token that ends
one that cannot is the one that is wrong.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph as ox

from kg.answers.sparql.tokens import Token, tokenize

# More lines than the longest keyword has letters, and then what can begin nothing: a beginning can
# be gone on with when the parser comes as far as that.
LINES = 40
STOP = "\n" * LINES + "\x01"
POSITION = re.compile(r"error at (\d+):(\d+)")
FUNCTIONS = (
    "ABS", "AVG", "BNODE", "BOUND", "CEIL", "COALESCE", "CONCAT", "CONTAINS", "COUNT", "DATATYPE",
    "DAY", "ENCODE_FOR_URI", "EXISTS", "FLOOR", "GROUP_CONCAT", "HOURS", "IF", "IRI", "ISBLANK",
    "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI", "LANG", "LANGMATCHES", "LCASE", "MAX", "MD5", "MIN",
    "MINUTES", "MONTH", "NOW", "RAND", "REGEX", "REPLACE", "ROUND", "SAMETERM", "SAMPLE", "SECONDS",
    "SHA1", "SHA256", "SHA384", "SHA512", "STR", "STRAFTER", "STRBEFORE", "STRDT", "STRENDS",
    "STRLANG", "STRLEN", "STRSTARTS", "STRUUID", "SUBSTR", "SUM", "TIMEZONE", "TZ", "UCASE", "URI",
    "UUID", "YEAR",
)  # fmt: skip
KEYWORDS = (
    "AS", "ASC", "ASK", "BASE", "BIND", "BY", "CONSTRUCT", "DESC", "DESCRIBE", "DISTINCT", "EXISTS",
    "FILTER", "GRAPH", "GROUP", "HAVING", "IN", "LIMIT", "MINUS", "NOT", "OFFSET", "OPTIONAL",
    "ORDER", "PREFIX", "REDUCED", "SELECT", "SEPARATOR", "UNDEF", "UNION", "VALUES", "WHERE",
    "false", "true",
)  # fmt: skip
WORDS = {word.upper(): word for word in (*KEYWORDS, *FUNCTIONS)}
LONGEST = max(map(len, WORDS)) + 5  # letters of what may be one of these words, misspelt
LIKELY = 0.6  # how alike a word and the one that was meant must be
SIGNS = (")", "}", ".", "(", "{", "AS", "AS ?name", ";", "]")  # what is forgotten, likeliest first


@dataclass(frozen=True)
class Misfit:
    """The token that is wrong: where it begins (the query's end if something is missing there).

    `near` are the words that may have been meant and fit there, `missing` what fits before it.
    """

    at: int
    near: tuple[str, ...] = ()
    missing: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the misfit as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Misfit:
        """Return the misfit whose JSON values these are."""
        return cls(value["at"], tuple(value["near"]), value["missing"])


def find_misfit(query: str, prefixes: Mapping[str, str]) -> Misfit:
    """Return what is wrong in *query*, which the parser does not take."""
    parser = _Parser(prefixes)
    tokens = tokenize(query)
    good, bad = 0, len(tokens) + 1  # so many tokens can be gone on with, so many cannot
    while bad - good > 1:
        middle = (good + bad) // 2
        if parser.goes_on(query[: tokens[middle - 1].end]):
            good = middle
        else:
            bad = middle
    if good == len(tokens):
        return Misfit(len(query))
    token = tokens[good]
    before = query[: token.start]
    near = tuple(word for word in _alike(token) if parser.goes_on(before + word))
    missing = next((s for s in SIGNS if parser.goes_on(f"{before} {s} {token.text}")), "")
    return Misfit(token.start, near, missing)


def _alike(token: Token) -> Iterator[str]:
    word = token.text.upper()
    if token.kind == "word" and word not in WORDS and len(word) <= LONGEST:
        for near in difflib.get_close_matches(word, WORDS, n=5, cutoff=LIKELY):
            yield WORDS[near]


class _Parser:
    """The engine's parser over an empty store; nothing that is asked here is ever run."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.store = ox.Store()
        self.prefixes = dict(prefixes)

    def goes_on(self, beginning: str) -> bool:
        """Tell whether *beginning* can be gone on with, to some query."""
        try:
            self.store.query(beginning + STOP, prefixes=self.prefixes)
        except SyntaxError as error:
            found = POSITION.search(str(error))
            return found is None or int(found[1]) > beginning.count("\n") + LINES
        return True
