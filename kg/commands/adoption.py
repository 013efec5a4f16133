"""`kg adoption`: what is recommended against what is issued."""

from __future__ import annotations

from datetime import datetime

import click

from kg.commands.base import (
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
        "Compare what is recommended with what is reported as adopted: the measure, the document "
        "that orders it, where and how long; what is only asked for, what is only adopted.",
        "对比建议与已出台的措施：对应措施、载明它的文件、适用地区与期限；"
        "以及只有建议、只有出台的部分。",
    ),
)
@narrow_by(
    "source", "region", "modality", "as_of",
    source=both("Only what this source says.", "只看此来源所言。"),
    region=both("Only measures that hold in this region.", "只看适用于此地区的措施。"),
    modality=both("Only such correspondences.", "只看此类对应。"),
    as_of=both("Mark documents that had ended by then.", "标出届时已到期的文件。"),
)  # fmt: skip
@format_options("text", "json", default="text")
@output_option
@pass_state
def command(
    state: State,
    source: str | None,
    region: str | None,
    modality: str | None,
    as_of: datetime | None,
    form: str,
    output: str | None,
) -> None:
    """Show what corresponds, and what does not."""
    day = as_of.date() if as_of else None
    adoption = state.library.adoption(source=source, region=region, modality=modality, as_of=day)
    if form == "json":
        state.emit_json(adoption.as_json(), output)
    else:
        from kg.views.terminal.comparing import render_adoption

        state.print(render_adoption(adoption, state.voice_into(output)), output)
