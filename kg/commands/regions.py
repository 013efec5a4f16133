"""`kg regions`: regions compared, the roles kept apart."""

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
from kg.commands.filters import narrow_by


@click.command(
    cls=Command,
    help=both(
        "Compare regions: bottlenecks observed there, actions recommended for it, measures and "
        "documents that hold there, examples from there.\n\nWithout REGION, every region that "
        "anything is linked to.",
        "按地区对比：当地的瓶颈、针对当地的建议、适用的措施与文件、当地的例子。"
        "\n\n不给 REGION 时列出所有有关联的地区。",
    ),
)
@click.argument("regions", type=WORD, nargs=-1, metavar="[REGION]...")
@narrow_by("source", "modality")
@format_options("text", "json", default="text")
@output_option
@pass_state
def command(
    state: State,
    regions: tuple[str, ...],
    source: str | None,
    modality: str | None,
    form: str,
    output: str | None,
) -> None:
    """Show the regions."""
    profiles = state.library.regions(*regions, source=source, modality=modality)
    if form == "json":
        state.emit_json([profile.as_json() for profile in profiles], output)
    else:
        from kg.views.terminal.comparing import render_regions

        state.print(render_regions(profiles, state.voice_into(output)), output)
