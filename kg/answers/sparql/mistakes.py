"""What is wrong with a query, said better than by the parser, which names only a position."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from kg.answers.sparql.catalogue import mistake
from kg.answers.sparql.excerpt import brief, place_of, show
from kg.answers.sparql.misfit import FUNCTIONS, LONGEST, POSITION, Misfit
from kg.answers.sparql.tokens import Token, blank_out, declared_prefixes, tokenize
from kg.errors import KgError
from kg.graph.terms import KG, KGD, KGV, PREFIXES, shorten
from kg.language import Text

Known = Callable[[str], bool]  # whether the graph says anything of an IRI

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
DECLARATIONS = ("PREFIX", "BASE")
OPENING = {")": "(", "}": "{", "]": "["}
CLOSING = {opened: closer for closer, opened in OPENING.items()}
SMART_QUOTES = "“”‘’„‟‚‛"
SMART = SMART_QUOTES + "«»‹›「」『』《》〈〉"
# Full-width signs whose compatibility form is not what is meant.
WIDE = {"。": ".", "、": ",", "【": "[", "】": "]", "〔": "(", "〕": ")"}
# What people who know another language write, and what SPARQL has for it.
HABITS = {
    "AND": "&&", "OR": "||", "LIKE": "CONTAINS(…)", "TOP": "LIMIT", "ISNULL": "!BOUND(…)",
    "LEN": "STRLEN(…)", "LENGTH": "STRLEN(…)", "LOWER": "LCASE(…)", "UPPER": "UCASE(…)",
    "SUBSTRING": "SUBSTR(…)", "IFNULL": "COALESCE(…)", "THEN": "IF(…, …, …)", "MATCH": "WHERE",
    "RETURN": "SELECT",
}  # fmt: skip
SIGN_HABITS = {"==": "=", "<>": "!=", "=>": ">=", "=<": "<=", "&": "&&", "|": "||"}
BAD_IRI = re.compile(r"<[^\W\d][^<>\n]*>?")
SEMANTIC = {
    "contains a variable that is unbound": "Q019",
    "Duplicated variable name": "Q021",
}
NOWHERE = Text(
    "it is not SPARQL, and there was no time to find out where",
    "它不是合法的 SPARQL，且时限内未能查明位置",
)
TAKEN = "overrides an existing variable"
HALF = re.compile("[\ud800-\udfff]")
FUNCTION = re.compile(r"custom function <(.*)> is not supported")


def check_text(query: str) -> None:
    """Raise QueryError for a query that is no text, or in which a text has no end."""
    if half := HALF.search(query):
        raise mistake("Q023", number=f"{ord(half[0]):04X}")
    for token in tokenize(query):
        if token.kind == "open":
            raise _open_text(query, token)


def explain(query: str, message: str, misfit: Misfit | None, known: Known) -> KgError:
    """Return the error for *query*, of which the parser said *message*."""
    tokens = tokenize(query)
    error = _empty(tokens) or _strange_character(query) or _meaning(message, tokens)
    if error:
        return error
    if misfit:
        return _Place(query, tokens, misfit).explain(known)
    # The parser's own place is too far on: better none than a wrong one.
    said = NOWHERE if POSITION.search(message) else brief(message.splitlines()[0]).rstrip(".")
    return mistake("Q024", message=said)


def _at(code: str, query: str, start: int, length: int, **values: object) -> KgError:
    line, column = place_of(query, start)
    return mistake(code, show(query, start, length), line=line, column=column, **values)


def _empty(tokens: Sequence[Token]) -> KgError | None:
    declaring = {*DECLARATIONS}
    rest = [t for t in tokens if t.kind not in ("name", "iri") and t.text.upper() not in declaring]
    return None if rest else mistake("Q001")


def _open_text(query: str, token: Token) -> KgError:
    """Return the error for a quotation mark that begins no text."""
    for at, character in enumerate(token.text):
        if character in SMART_QUOTES:
            return _at("Q012", query, token.start + at, 1, word=character)
    quote = token.text[0]
    if token.text.startswith(3 * quote):
        return _at("Q006", query, token.start, 3, opened=3 * quote, closer=3 * quote)
    return _at("Q009", query, token.start, len(token.text), word=quote, long=3 * quote)


def _strange_character(query: str) -> KgError | None:
    """Return the error for the first character that stands nowhere in SPARQL, or None."""
    for at, character in enumerate(blank_out(query)):
        if " " <= character <= "~" or character in "\t\n\r":
            continue
        if character in SMART:
            return _at("Q012", query, at, 1, word=character)
        if unicodedata.category(character)[0] in "ZC":
            name = unicodedata.name(character, "–")
            return _at("Q013", query, at, 1, number=f"{ord(character):04X}", name=name)
        narrow = WIDE.get(character) or unicodedata.normalize("NFKC", character)
        if narrow.isascii():
            return _at("Q011", query, at, 1, wide=character, narrow=narrow)
    return None


def _meaning(message: str, tokens: Sequence[Token]) -> KgError | None:
    """Return the error for a query that is well-formed and means nothing, or None."""
    for said, code in SEMANTIC.items():
        if said in message:
            return mistake(code)
    if TAKEN in message and (name := _taken_name(tokens)):
        return mistake("Q020", name=name)
    if found := FUNCTION.search(message):
        local = re.split(r"[/#:]", found[1])[-1].upper()[:LONGEST]
        near = difflib.get_close_matches(local, FUNCTIONS, n=1, cutoff=0.7) or ["STRLEN, REGEX, IF"]
        return mistake("Q016", function=brief(shorten(found[1])), near=near[0])
    return None


def _taken_name(tokens: Sequence[Token]) -> str | None:
    """Return a name that stands after AS and elsewhere too."""
    variables = Counter(token.text[1:] for token in tokens if token.kind == "variable")
    for before, token in pairwise(tokens):
        name = token.text[1:]
        if before.is_word("AS") and token.kind == "variable" and variables[name] > 1:
            return name
    return None


class _Place:
    """The token of a query that is wrong, and what stands before it."""

    def __init__(self, query: str, tokens: Sequence[Token], misfit: Misfit) -> None:
        self.query = query
        self.misfit = misfit
        self.before = [token for token in tokens if token.start < misfit.at]
        after = [token for token in tokens if token.start >= misfit.at]
        self.token = after[0] if after else None
        self.next = after[1] if len(after) > 1 else None
        self.called = self.next is not None and self.next.text == "("
        self.open: list[Token] = []
        for token in self.before:
            if token.text in CLOSING:
                self.open.append(token)
            elif self.open and OPENING.get(token.text) == self.open[-1].text:
                self.open.pop()
        self.words = {token.text for token in tokens}

    def explain(self, known: Known) -> KgError:
        """Return what is wrong here, the surest guess first."""
        token = self.token
        if error := self._bad_iri():
            return error
        if token is None:
            return self._ends_early()
        return (
            self._undeclared_prefix(token)
            or self._habit(token)
            or self._likely_word(token)
            or self._no_form(token)
            or self._used_twice(token)
            or self._missing(token)
            or self._closes_nothing(token)
            or self._neither(token, known)
            or self._error("Q004", token)
        )

    def _error(self, code: str, token: Token, **values: object) -> KgError:
        word = brief(token.text)
        return _at(code, self.query, token.start, len(token.text), word=word, **values)

    def _bad_iri(self) -> KgError | None:
        last = self.misfit.at - (self.token is None)
        for found in BAD_IRI.finditer(self.query):
            start, end = found.span()
            if start <= last < end and (found[0][-1] == ">" or self.token is None):
                if any(t.kind != "sign" and t.start <= start < t.end for t in self.before):
                    continue  # within a text, or a whole IRI
                return _at("Q010", self.query, start, end - start, word=brief(found[0]))
        return None

    def _ends_early(self) -> KgError:
        if self.open:
            opened = self.open[-1]
            return _at(
                "Q006", self.query, opened.start, 1, opened=opened.text, closer=CLOSING[opened.text]
            )
        return mistake("Q007", word=brief(self.before[-1].text))

    def _undeclared_prefix(self, token: Token) -> KgError | None:
        prefix = token.text.partition(":")[0]
        declared = declared_prefixes(self.before)
        if token.kind != "name" or prefix in {*declared, "_"}:
            return None
        near = difflib.get_close_matches(prefix[:LONGEST], declared, n=1)
        hint = Text(" (did you mean {near}:?)", "（是否应为 {near}:？）").fill(near="".join(near))
        known = {"hint": hint if near else "", "known": ", ".join(PREFIXES)}
        return self._error("Q014", token, prefix=brief(prefix), **known)

    def _habit(self, token: Token) -> KgError | None:
        last = self.before[-1] if self.before else None
        for one, two in ((last, token), (token, self.next)):
            if one and two and one.end == two.start and one.text + two.text in SIGN_HABITS:
                pair = one.text + two.text
                return self._error("Q017", Token("sign", pair, one.start), right=SIGN_HABITS[pair])
        right: object = HABITS.get(token.text.upper()) or SIGN_HABITS.get(token.text)
        if token.text == "," and not self.open:
            right = Text("a space", "空格")
        return self._error("Q017", token, right=right) if right else None

    def _likely_word(self, token: Token) -> KgError | None:
        near = sorted(self.misfit.near, key=lambda word: (word in FUNCTIONS) != self.called)
        if not near:
            return None
        is_function = self.called and near[0] in FUNCTIONS
        return self._error("Q015" if is_function else "Q003", token, near=near[0])

    def _no_form(self, token: Token) -> KgError | None:
        if self.before and self.before[-1].kind != "iri":  # not the end of a declaration
            return None
        if any(before.is_word(*FORMS) for before in self.before):
            return None
        return mistake(
            "Q002", show(self.query, token.start, len(token.text)), word=brief(token.text)
        )

    def _used_twice(self, token: Token) -> KgError | None:
        if token.text.startswith("_:") and token.text in {b.text for b in self.before}:
            return self._error("Q025", token)
        if token.text == "}" and self.open and self.open[-1].text == "{":
            name = _taken_name(self.before)
            return mistake("Q020", name=name) if name else None
        return None

    def _missing(self, token: Token) -> KgError | None:
        missing = self.misfit.missing
        return self._error("Q005", token, missing=missing) if missing else None

    def _closes_nothing(self, token: Token) -> KgError | None:
        partner = OPENING.get(token.text)
        if partner is None or (self.open and self.open[-1].text == partner):
            return None
        return self._error("Q008", token, partner=partner)

    def _neither(self, token: Token, known: Known) -> KgError | None:
        if token.kind != "word":
            return None
        near = next(self._meant(token.text, known), None)
        return self._error("Q018", token, near=near) if near else None

    def _meant(self, word: str, known: Known) -> Iterator[str]:
        if f"?{word}" in self.words or f"${word}" in self.words:
            yield f"?{word}"
        for namespace in (KG, KGV, KGD):
            if known(namespace + word):
                yield shorten(namespace + word)
        if not word.isascii():
            yield f'"{brief(word)}"'
