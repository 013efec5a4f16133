"""`kg stats`: how much the graph holds."""

from __future__ import annotations

import click

from kg.commands.base import Command, State, both, format_options, output_option, pass_state


@click.command(
    cls=Command, help=both("Count things, claims and links.", "统计对象、关联及其依据类型。")
)
@format_options("table", "json", default="table")
@output_option
@pass_state
def command(state: State, form: str, output: str | None) -> None:
    """Print the counts."""
    stats = state.library.stats()
    if form == "json":
        state.emit_json(stats.as_json(), output)
        return
    from kg.views.terminal.pages import render_stats

    state.print(render_stats(stats, state.voice), output)
