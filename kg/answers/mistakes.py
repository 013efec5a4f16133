"""What is wrong with a query, said better than by the parser, which names only a position."""

from __future__ import annotations

import difflib
import re

from kg.answers.tokens import OPAQUE, blank_out
from kg.errors import QueryError
from kg.graph.terms import PREFIXES
from kg.language import Text

DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
POSITION = re.compile(r"error at (\d+):(\d+)")
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE")
WIDE = {"；": ";", "，": ",", "。": ".", "（": "(", "）": ")", "｛": "{", "｝": "}", "？": "?"}
EXAMPLES = Text(
    "'kg queries list' shows queries that work.", "kg queries list 列出可用的查询示例。"
)


def explain(query: str, message: str) -> QueryError:
    """Return the error for *query*, of which the parser said *message*."""
    text = (
        _undeclared_prefix(query) or _full_width(query) or _mistyped_form(query) or _where(message)
    )
    return QueryError(text)


def _undeclared_prefix(query: str) -> Text | None:
    declared = {*PREFIXES, *DECLARED.findall(query)}
    names = (m["name"] for m in OPAQUE.finditer(query) if m["name"])
    unknown = sorted({name.split(":")[0] for name in names} - declared - {"_"})
    if not unknown:
        return None
    text = Text(
        "The prefix {prefix}: is not declared: declare it, or use one of {known}.",
        "前缀 {prefix}: 没有声明：请声明它，或使用 {known}。",
    )
    return text.fill(prefix=unknown[0], known=", ".join(PREFIXES))


def _full_width(query: str) -> Text | None:
    bare = blank_out(query)
    for wide, narrow in WIDE.items():
        if wide in bare:
            text = Text(
                "The query has a full-width '{wide}': did you mean '{narrow}'?",
                "查询中有全角“{wide}”：是否应为半角“{narrow}”？",
            )
            return text.fill(wide=wide, narrow=narrow)
    return None


def _mistyped_form(query: str) -> Text | None:
    word = re.search(r"[A-Za-z]+", blank_out(query))
    if word is None or word[0].upper() in FORMS:
        return None
    near = difflib.get_close_matches(word[0].upper(), FORMS, n=1)
    text = Text(
        "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with {word}{hint}. {examples}",
        "查询应以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头，而不是 {word}{hint}。{examples}",
    )
    hint = (
        Text(" (did you mean {near}?)", "（是否应为 {near}？）").fill(near=near[0]) if near else ""
    )
    return text.fill(word=word[0], hint=hint, examples=EXAMPLES)


def _where(message: str) -> Text:
    found = POSITION.search(message)
    if found is None:
        text = Text(
            "The query cannot be run: {message}. {examples}", "无法运行查询：{message}。{examples}"
        )
        return text.fill(message=message.splitlines()[0].rstrip("."), examples=EXAMPLES)
    text = Text(
        "The query is not SPARQL: line {line}, column {column} or just before. {examples}",
        "查询不是合法的 SPARQL：第 {line} 行第 {column} 列或其前一处。{examples}",
    )
    return text.fill(line=found[1], column=found[2], examples=EXAMPLES)
