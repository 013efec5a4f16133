"""`kg view`: the graph as a page to look at."""

from __future__ import annotations

import shlex
import webbrowser
from pathlib import Path
from typing import Any

import click

from kg.commands.base import WORD, Command, Option, State, both, pass_state
from kg.commands.trace import build_filters, filter_options, said_filters
from kg.library import VIEWS


@click.command(
    cls=Command,
    help=both(
        "Draw a view as one offline HTML file.\n\nmatrix: bottlenecks against actions, of a "
        "category or of all; network: what lies on the threads through TERM, or the whole graph.",
        "生成可离线打开的单个 HTML 页面。\n\nmatrix：瓶颈与行动的矩阵（某一类别或全部）；"
        "network：经过 TERM 的各条链，或全图。",
    ),
)
@click.argument("name", type=click.Choice(list(VIEWS)))
@click.argument("term", type=WORD, required=False)
@click.option(
    "-o", "--output", cls=Option, metavar="FILE", required=True, type=click.Path(dir_okay=False),
    help=both("The file to write.", "输出文件。"),
)  # fmt: skip
@click.option(
    "--open", "open_it", is_flag=True, cls=Option,
    help=both("Open it in the browser.", "在浏览器中打开。"),
)  # fmt: skip
@click.option(
    "--with-words", is_flag=True, cls=Option,
    help=both(
        "Write the words of your copies into the file and mark it private.",
        "把您副本中的原文写入文件，并标为私人文件。",
    ),
)  # fmt: skip
@filter_options
@pass_state
def command(
    state: State,
    name: str,
    term: str | None,
    output: str,
    open_it: bool,
    with_words: bool,
    **settings: Any,
) -> None:
    """Write the view."""
    named = [w for directory in state.data for w in ("--data", directory)]
    said = shlex.join(
        ["kg", *named, "view", name, *([term] if term else []), *said_filters(settings)]
    )
    page = state.library.view(
        name, term, state.lang, said, with_words=with_words, **build_filters(state, settings)
    )
    state.emit(page, output)
    if open_it:
        webbrowser.open(Path(output).resolve().as_uri())
