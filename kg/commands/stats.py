"""`kg stats`: how much the graph holds, and how far its two readings agree."""

from __future__ import annotations

import click

from kg.commands.base import (
    Command,
    Option,
    State,
    both,
    format_options,
    output_option,
    pass_state,
)


@click.command(
    cls=Command, help=both("Count things, claims and links.", "统计对象、关联及其依据类型。")
)
@click.option(
    "--agreement", cls=Option, is_flag=True,
    help=both(
        "How far the first and the second reading agree: per cent and kappa.",
        "第一次与第二次阅读的一致程度：百分比与 kappa。",
    ),
)  # fmt: skip
@format_options("table", "json", default="table")
@output_option
@pass_state
def command(state: State, agreement: bool, form: str, output: str | None) -> None:
    """Print the counts, or the agreement of the readings."""
    if agreement:
        _show_agreement(state, form, output)
        return
    stats = state.library.stats()
    if form == "json":
        state.emit_json(stats.as_json(), output)
        return
    from kg.views.terminal.pages import render_stats

    state.print(render_stats(stats, state.voice), output)


def _show_agreement(state: State, form: str, output: str | None) -> None:
    found = state.library.agreement()
    if form == "json":
        state.emit_json(found.as_json(), output)
        return
    from kg.views.terminal.agreement import render_agreement

    state.print(render_agreement(found, state.voice), output)
