"""`kg sources`: the user's copies, what of the evidence resolves in them, and what it covers."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.base import (
    WORD,
    Command,
    Option,
    State,
    both,
    format_options,
    output_option,
    pass_state,
)
from kg.errors import NotFound, UsageError
from kg.language import Text
from kg.paths import register_copies

if TYPE_CHECKING:
    from kg.answers.coverage import Coverage
    from kg.sources.text import SourceText

    Found = dict[str, tuple[Coverage, SourceText] | None]


@click.command(
    cls=Command,
    help=both(
        "Report which sources you have a copy of, and whether their evidence is found there.\n\n"
        "With --coverage, how much of each is under evidence and why the rest is not; for one "
        "SOURCE sentence by sentence, or as a page (-o FILE.html).",
        "报告您有哪些来源的副本，以及证据能否在其中找到。\n\n"
        "加 --coverage 则报告各来源有多少内容有证据，其余为何没有；指定 SOURCE 时逐句列出，"
        "也可生成网页（-o FILE.html）。",
    ),
)
@click.argument("source", type=WORD, required=False)
@click.option(
    "--register", cls=Option, metavar="DIR", type=click.Path(),
    help=both("Remember DIR as the place of your copies.", "记住 DIR 为副本所在目录。"),
)  # fmt: skip
@click.option(
    "--coverage", is_flag=True, cls=Option,
    help=both("What is under evidence, and why the rest is not.", "哪些有证据，其余为何没有。"),
)  # fmt: skip
@click.option(
    "--with-words", is_flag=True, cls=Option,
    help=both(
        "Write the words of your copy into the page and mark it private.",
        "把您副本中的原文写入网页，并标为私人文件。",
    ),
)  # fmt: skip
@format_options("table", "json", "html", default="table")
@output_option
@pass_state
def command(
    state: State,
    source: str | None,
    register: str | None,
    coverage: bool,
    with_words: bool,
    form: str,
    output: str | None,
) -> None:
    """Report the copies, or what the evidence covers."""
    if register:
        path = register_copies(Path(register))
        state.say("Remembered in {path}.", "已记入 {path}。", path=path)
    form = "html" if (output or "").lower().endswith((".html", ".htm")) else form
    _check_usage(source, coverage, with_words, form)
    if not coverage:
        _report_copies(state, form, output)
    elif form == "html":
        _write_page(state, str(source), with_words, output)
    else:
        _report_coverage(state, source, form, output)


def _check_usage(source: str | None, coverage: bool, with_words: bool, form: str) -> None:
    """Raise UsageError for words of the call that do not go together."""
    if not coverage and (source or with_words or form == "html"):
        raise UsageError(
            Text(
                "A source, --with-words and a page go with --coverage: add it.",
                "来源、--with-words 和网页须与 --coverage 同用：请加上它。",
            )
        )
    if form == "html" and not source:
        text = Text("A page shows one source: name it.", "网页只展示一个来源：请写明是哪一个。")
        raise UsageError(text)
    if with_words and form != "html":
        raise UsageError(
            Text(
                "--with-words is for a page, the terminal shows words anyway: add -o FILE.html.",
                "--with-words 用于网页，终端本来就显示原文：请加 -o FILE.html。",
            )
        )


def _report_copies(state: State, form: str, output: str | None) -> None:
    from kg.graph.resolving import resolve_all

    report = resolve_all(state.inputs, state.own_copies)
    if form == "json":
        state.emit_json([resolved.as_json() for resolved in report], output)
        return
    from kg.views.terminal.pages import render_sources

    state.print(render_sources(report, state.lang), output)


def _find(state: State, source: str | None) -> Found:
    """Return the coverage of the source named, else of each that can be counted."""
    from kg.answers.coverage import find_coverage
    from kg.graph.anchoring import list_sources

    found: Found = {}
    graph, inputs = state.library.graph, state.inputs
    for name in [source] if source else list_sources(inputs):
        try:
            found[name] = find_coverage(graph, inputs, state.own_copies, name)
        except NotFound as error:
            if source:
                raise
            state.say("{why}", "{why}", why=error.text)
            found[name] = None
    return found


def _report_coverage(state: State, source: str | None, form: str, output: str | None) -> None:
    found = _find(state, source)
    if form == "json":
        state.emit_json([_as_json(name, one, source) for name, one in found.items()], output)
        return
    from kg.views.terminal.coverage import render_coverage

    counts = {name: one[0] if one else None for name, one in found.items()}
    named = found[source] if source else None
    words = None if output or not named else named[1].text
    state.print(render_coverage(counts, named[0] if named else None, words, state.lang), output)


def _as_json(
    name: str, found: tuple[Coverage, SourceText] | None, source: str | None
) -> dict[str, object]:
    if found is None:
        return {"source": name, "copy": None}
    coverage, text = found
    counts = coverage.as_json(with_units=source is not None)
    return {"source": name, "copy": str(text.path), **counts}


def _write_page(state: State, source: str, with_words: bool, output: str | None) -> None:
    from kg.views.coverage import render_coverage

    found = _find(state, source)[source]
    assert found is not None  # noqa: S101 - a source that was named is found, or an error
    named = [word for directory in state.data for word in ("--data", directory)]
    words = ["--with-words"] if with_words else []
    said = shlex.join(["kg", *named, "sources", source, "--coverage", *words])
    coverage, text = found
    page = render_coverage(coverage, text.text, lang=state.lang, command=said, private=with_words)
    state.emit(page, output)
