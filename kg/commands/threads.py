"""`kg threads`: what each chain rests on, hop by hop, and what would make it stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    write_table,
)
from kg.commands.trace import build_filters, filter_options
from kg.graph.terms import local_name

if TYPE_CHECKING:
    from kg.answers.support import ThreadTest

COLUMNS = ("verdict", "inferences", "bottleneck", "chain", "weakest_link", "stated_by", "explained")
SHOWN = 20


@click.command(
    cls=Command,
    help=both(
        "Test what each chain rests on: which hops are stated, stated of sets only, or inferred; "
        "whether one source carries all; the weakest hop; what one passage would make it stated.",
        "检验每条链的依据：哪些环为原文明示、仅就整体而言或推断；是否由同一来源承载；"
        "最弱一环；补上哪一处原文即为明示。",
    ),
)
@click.argument("term", type=WORD, required=False)
@filter_options
@click.option(
    "--limit", cls=Option, type=click.IntRange(min=1), default=SHOWN, show_default=True,
    help=both("Chains shown in the text.", "文本中显示的链数。"),
)  # fmt: skip
@format_options("text", "json", "csv", default="text")
@output_option
@pass_state
def command(
    state: State, term: str | None, limit: int, form: str, output: str | None, **settings: Any
) -> None:
    """Test the threads through *term*, or all."""
    tests = state.library.threads(term, **build_filters(state, settings))
    if form == "json":
        state.emit_json([test.as_json() for test in tests], output)
    elif form == "csv":
        state.emit(_csv(state, tests), output)
    else:
        from kg.views.terminal.support import render_threads

        state.print(render_threads(tests, limit, state.voice_into(output)), output)


def _csv(state: State, tests: tuple[ThreadTest, ...]) -> str:
    from kg.views.support_texts import explain

    name = state.voice.name
    rows = [
        [
            test.verdict.value,
            len(test.missing),
            local_name(test.chain.nodes[0]),
            " > ".join(map(local_name, test.chain.nodes)),
            test.weakest.hop.link,
            " ".join(map(local_name, test.stated_by)),
            explain(test, name).say(state.lang),
        ]
        for test in tests
    ]
    return write_table(COLUMNS, rows)
