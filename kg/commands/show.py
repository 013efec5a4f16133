"""`kg show`: everything about one thing."""

from __future__ import annotations

import click

from kg.commands.base import (
    WORD,
    Command,
    State,
    both,
    format_options,
    output_option,
    pass_state,
)


@click.command(
    cls=Command, help=both("Show everything known about one thing.", "显示某一对象的全部信息。")
)
@click.argument("term", type=WORD)
@format_options("text", "json", default="text")
@output_option
@pass_state
def command(state: State, term: str, form: str, output: str | None) -> None:
    """Show *term*."""
    thing = state.library.show(term)
    if form == "json":
        state.emit_json(thing.as_json(), output)
        return
    from kg.views.terminal.things import render_thing

    state.print(render_thing(thing, state.voice_into(output)), output)
