"""`kg gaps`: what is not answered, in both directions, with the reason."""

from __future__ import annotations

from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

from kg.commands.base import (
    Command,
    Option,
    State,
    both,
    format_options,
    output_option,
    pass_state,
    write_table,
)
from kg.commands.choices import Listed
from kg.commands.filters import narrow_by
from kg.graph.terms import local_name

if TYPE_CHECKING:
    from kg.answers.gaps import Gap, Grouping

COLUMNS = (
    "kind", "gap", "thing", "label_zh", "label_en", "reason", "link", "refused", "collective",
    "parts", "parts_without",
)  # fmt: skip


def _answers() -> ModuleType:
    from kg.answers import gaps  # what there is to choose from, and not in the list of commands

    return gaps


@click.command(
    cls=Command,
    help=both(
        "Show what is not answered: bottlenecks without action, measure, document, region, "
        "performer or date; actions, measures and documents that answer nothing; each with the "
        "reason.",
        "显示没有得到回应之处：缺少行动、措施、文件、地区、执行者或日期的瓶颈，"
        "以及不回应任何瓶颈的行动、措施和文件；逐项给出原因。",
    ),
)
@click.option(
    "--gap", cls=Option, type=Listed(lambda: sorted(_answers().GAPS)),
    help=both("Only this gap.", "只看此类缺口。"),
)  # fmt: skip
@click.option(
    "--kind", cls=Option, type=Listed(lambda: _answers().LACKS),
    help=both("Only things of this kind.", "只看此类对象。"),
)  # fmt: skip
@narrow_by(
    "category", "region", "source", "modality", "as_of",
    region=both("Only what is linked to this region.", "只看与此地区关联者。"),
    source=both("Only what this source speaks of.", "只看此来源所言。"),
    modality=both("Count only such links.", "只计此类关联。"),
    as_of=both("Count no measure that had ended by then.", "不计届时已到期的措施。"),
)  # fmt: skip
@click.option(
    "--by", cls=Option, type=Listed(lambda: _answers().GROUPINGS),
    help=both("Only counts, by this.", "只给计数，按此分组。"),
)  # fmt: skip
@format_options("text", "json", "csv", default="text")
@output_option
@pass_state
def command(
    state: State, by: Grouping | None, form: str, output: str | None, **settings: Any
) -> None:
    """Show the gaps."""
    as_of: datetime | None = settings.pop("as_of")
    report = state.library.gaps(**settings, as_of=as_of.date() if as_of else None)
    counts = state.library.count_gaps(report, by) if by else {}
    if form == "json":
        counted = {"by": by, "counts": {local_name(v): n for v, n in counts.items()}}
        state.emit_json(counted if by else report.as_json(), output)
    elif form == "csv":
        state.emit(_count_csv(by, counts) if by else _csv(state, report.gaps), output)
    else:
        from kg.views.terminal.gaps import render_gap_counts, render_gaps

        voice = state.voice_into(output)
        shown = render_gap_counts(counts, by, voice) if by else render_gaps(report, voice)
        state.print(shown, output)


def _csv(state: State, gaps: tuple[Gap, ...]) -> str:
    graph = state.library.graph
    rows = [
        (
            gap.kind, gap.gap, local_name(gap.thing), graph.label(gap.thing, "zh"),
            graph.label(gap.thing, "en"), gap.reason.value, gap.link,
            " ".join(local_name(claim.iri) for claim in gap.refused),
            " ".join(local_name(claim.iri) for claim in gap.collective),
            gap.parts, gap.parts_without,
        )
        for gap in gaps
    ]  # fmt: skip
    return write_table(COLUMNS, rows)


def _count_csv(by: str, counts: dict[str, int]) -> str:
    return write_table(
        (by, "gaps"), [(local_name(value), number) for value, number in counts.items()]
    )
