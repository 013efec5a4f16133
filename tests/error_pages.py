"""docs/errors.md and its Chinese twin: every code, with a call that makes it and what it says.

`python tests/error_pages.py` writes both; the tests run the calls and compare.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from builders import write_world

import kg
from kg.answers.sparql.catalogue import CATALOGUE
from kg.answers.sparql.entry import Entry
from kg.commands import main
from kg.errors import KgError
from kg.language import Lang, Text

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES: dict[Lang, Path] = {"en": DOCS / "errors.md", "zh": DOCS / "errors.zh.md"}
FILES = {"gb18030.rq": "# 查询\nASK {}\n".encode("gb18030")}
NESTED, LONG = 5_000, 100_001


@dataclass(frozen=True)
class Example:
    """The words of a call, and how the page shows them where they would be too long."""

    words: tuple[str, ...]
    shown: str = ""

    def as_shell(self) -> str:
        """Return the call as one types it."""
        return self.shown or "kg " + " ".join(map(quoted, self.words))


def query(text: str, *more: str, shown: str = "") -> Example:
    return Example(("query", "-e", text, *more), shown)


ALL = "SELECT * { ?s ?p ?o }"
EXAMPLES: dict[str, Example] = {
    "Q001": query("# all bottlenecks"),
    "Q002": query("SHOW bottlenecks"),
    "Q003": query("SELECT * WEHRE { ?s ?p ?o }"),
    "Q004": query("SELECT * { ?s ?p }"),
    "Q005": query("SELECT (COUNT(?s AS ?n) { ?s ?p ?o }"),
    "Q006": query("SELECT * { ?s ?p ?o"),
    "Q007": query("CONSTRUCT { ?s ?p ?o }"),
    "Q008": query("SELECT * { ?s ?p ?o } }"),
    "Q009": query('SELECT * { ?s ?p "half }'),
    "Q010": query("SELECT * { ?s ?p <a b> }"),
    "Q011": query("SELECT * { ?s ?p '碳足迹' ； ?q ?r }"),
    "Q012": query("SELECT * { ?s ?p “碳足迹” }"),
    "Q013": query("SELECT * { ?s\u00a0?p ?o }"),
    "Q014": query("SELECT * { ?s kgg:addresses ?o }"),
    "Q015": query("SELECT * { ?s ?p ?o FILTER(STRLENN(?o) > 9) }"),
    "Q016": query("SELECT (kg:size(1) AS ?n) {}"),
    "Q017": query("SELECT * { ?s ?p ?o FILTER(?o > 1 AND ?o < 9) }"),
    "Q018": query("SELECT * { ?s a Bottleneck }"),
    "Q019": query("SELECT ?s { ?s ?p ?o } GROUP BY ?p"),
    "Q020": query("SELECT (1 AS ?s) { ?s ?p ?o }"),
    "Q021": query("SELECT ?s ?s { ?s ?p ?o }"),
    "Q022": query("DESCRIBE kgd:region-cn", "-p", "s=x"),
    "Q023": query("ASK { ?s ?p '\udcff' }"),
    "Q025": query("SELECT * { { _:a ?p ?o } { _:a ?q ?r } }"),
    "Q101": query("#" * LONG, shown=f"kg query -e \"$(python -c 'print(\"#\" * {LONG})')\""),
    "Q102": query("DELETE WHERE { ?s ?p ?o }"),
    "Q103": query("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }"),
    "Q104": query("SELECT * FROM <https://example.org/> { ?s ?p ?o }"),
    "Q201": query(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "--timeout", "0.5"
    ),
    "Q202": query(
        "ASK " + "{" * NESTED,
        shown=f"kg query -e \"$(python -c 'print(\"ASK \" + \"{{\" * {NESTED})')\"",
    ),
    "Q203": query("SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY ?o", "--max-memory", "128"),
    "Q204": query(ALL, "--max-output", "0.01"),
    "Q301": Example(("query", "nothing.rq")),
    "Q302": Example(("query", "gb18030.rq")),
    "Q401": Example(("query",)),
    "Q402": query(ALL, "-p", "s"),
    "Q403": query(ALL, "-p", "1s=x"),
    "Q404": query(ALL, "-p", "s=<a b>"),
    "Q405": query(ALL, "-p", "s=\udcff"),
    "Q406": query(ALL, "--timeout", "inf"),
    "Q407": query(ALL, "-f", "ttl"),
    "Q408": query("ASK { ?s ?p ?o }", "--labels"),
    "Q409": query(ALL, "--bom"),
    "Q410": query('SELECT ("\\u0001" AS ?x) {}', "-f", "xml"),
    "Q501": query("ASK { ?s kg:adresses ?o }"),
    "Q502": query("CONSTRUCT WHERE { ?s <x:nothing> ?o }"),
    "Q503": query("SELECT ?s { ?s a kg:Bottleneck }", "-f", "csv", "--limit", "2"),
    "Q504": query("ASK { ?s kg:validTo ?day FILTER(?day > '2024-02-30'^^xsd:date) }"),
}  # fmt: skip
# What no call makes: it takes something that goes wrong around it.
RARE = {
    "Q024": Text(
        "No call makes this one for sure: the engine said something that it says of no other "
        "query, or the time ended before the mistake was found.",
        "没有必然产生此错误的写法：引擎给出了少见的信息，或在找到错误之前时限已到。",
    ),
    "Q205": Text(
        "No call makes this one: something outside ended the process of the query.",
        "没有产生此错误的写法：查询的进程被外部终止。",
    ),
}
SECTIONS = {
    "Q0": Text("The query is wrong", "查询有误"),
    "Q1": Text("The query asks for what is not allowed here", "查询要求了此处不允许的内容"),
    "Q2": Text("A limit was reached", "达到上限"),
    "Q3": Text("A file could not be read", "文件无法读取"),
    "Q4": Text("The call's words are off", "命令写法有误"),
    "Q5": Text("Notes beside an answer", "结果旁的说明"),
}
HEAD = Text(
    "# What can be wrong with a query\n\n"
    "*中文：[errors.zh.md](errors.zh.md)*\n\n"
    "Each mistake around `kg query` and `kg queries run` has a code that stays the same, the exit "
    "code of its kind, and one sentence: where, what is wrong, what to do. Where a line of the "
    "query is wrong, it is shown with marks below it. In the library the error has them as "
    "`error.code` and `error.excerpt`. Notes are said beside an answer; the exit code is 0.\n",
    "# 查询可能出什么错\n\n"
    "*English: [errors.md](errors.md)*\n\n"
    "`kg query` 和 `kg queries run` 的每种错误都有固定的编号、所属类别的退出码，以及一句话："
    "何处、什么错、怎么办。如果是查询的某一行有误，会显示该行并在下方标出位置。在库中，"
    "错误对象带有 `error.code` 和 `error.excerpt`。说明与结果一同给出，退出码为 0。\n",
)
EXIT = Text("**{code}** (exit code {status})\n", "**{code}**（退出码 {status}）\n")


def quoted(word: str) -> str:
    """Return *word* as a shell takes it; what is not seen, or is no text, as escapes."""
    if re.fullmatch(r"[\w./=-]+", word) and word.isprintable():
        return word
    if all(c.isprintable() for c in word) and "'" not in word:
        return f"'{word}'"
    return "$'" + "".join(map(_escaped, word)) + "'"


def _escaped(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte that is no UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    if character in "\\'":
        return f"\\{character}"
    return character if character.isprintable() else f"\\u{ord(character):04x}"


def call(example: Example, lang: Lang, library: kg.PolicyGraph) -> tuple[int, str]:
    """Run *example* on *library* and return its exit code and what it says on stderr."""
    out, err = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as directory, contextlib.chdir(directory):
        for name, content in FILES.items():
            Path(name).write_bytes(content)
        with (
            mock.patch("kg.library.load", return_value=library),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = main.run([*example.words, "--lang", lang])
    return code, err.getvalue().rstrip("\n")


def render(lang: Lang, library: kg.PolicyGraph) -> str:
    """Return the page in *lang*."""
    parts, section = [HEAD.say(lang)], ""
    for code, entry in CATALOGUE.items():
        if code[:2] != section:
            section = code[:2]
            parts.append(f"## {SECTIONS[section].say(lang)}\n")
        parts.append(EXIT.fill(code=code, status=exit_code(entry)).say(lang))
        if code in RARE:
            parts.append(f"{RARE[code].say(lang)}\n")
        else:
            said = call(EXAMPLES[code], lang, library)[1]
            parts.append(f"```text\n$ {EXAMPLES[code].as_shell()}\n{said}\n```\n")
    return "\n".join(parts)


def exit_code(entry: Entry) -> int:
    """Return the exit code that belongs to *entry*."""
    kind: type[KgError] | None = entry.kind
    return kind.exit_code if kind else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        miniature = write_world(Path(directory) / "world").load()
        for lang, page in PAGES.items():
            page.write_text(render(lang, miniature), encoding="utf-8")
