"""`kg structure`: what hangs on one action, a smallest cover, groups."""

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
from kg.commands.filters import narrow_by


@click.command(
    cls=Command,
    help=both(
        "Show how many bottlenecks hang on one action, which action is a sole answer, a smallest "
        "set of actions that answers all, and groups; each method is named.",
        "显示多少瓶颈系于一项行动、哪项行动是唯一回应、能回应全部瓶颈的最小行动集合以及分组；"
        "并说明所用方法。",
    ),
)
@narrow_by("source", "modality")
@click.option(
    "--limit", cls=Option, type=click.IntRange(min=1), default=20, show_default=True,
    help=both("Actions shown in the text.", "文本中显示的行动数。"),
)  # fmt: skip
@format_options("text", "json", default="text")
@output_option
@pass_state
def command(
    state: State,
    source: str | None,
    modality: str | None,
    limit: int,
    form: str,
    output: str | None,
) -> None:
    """Show the structure."""
    structure = state.library.structure(source=source, modality=modality)
    if form == "json":
        state.emit_json(structure.as_json(), output)
    else:
        from kg.views.terminal.comparing import render_structure

        state.print(render_structure(structure, limit, state.voice_into(output)), output)
