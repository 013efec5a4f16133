"""`kg matrix`: bottlenecks against actions, part by part or rolled up to the wholes."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from kg.commands.filters import narrow_by
from kg.graph.terms import local_name

if TYPE_CHECKING:
    from kg.answers.matrix import Matrix

COLUMNS = ("bottleneck", "label_zh", "label_en", "action", "action_zh", "action_en", "stated",
           "inferred", "documents", "sources")  # fmt: skip
ROLL_COLUMNS = ("bottleneck", "label_zh", "label_en", "action", "action_zh", "action_en", "stated",
                "inferred", "answered_parts", "open_parts")  # fmt: skip


@click.command(
    cls=Command,
    help=both(
        "Show which bottleneck is covered by which action: counts by modality, the policy "
        "documents behind, and the parts that stay open.",
        "显示哪些行动覆盖哪些瓶颈：按依据类型计数，列出背后的政策文件数和未回应的组成部分。",
    ),
)
@click.option(
    "--level", cls=Option, type=click.Choice(["part", "whole"]), default="part", show_default=True,
    help=both("Part by part, or rolled up to the wholes.", "逐个组成部分，或汇总到整体。"),
)  # fmt: skip
@narrow_by(
    "category", "source", "modality", modality=both("Count only such links.", "只计此类关联。")
)
@format_options("table", "json", "csv", default="table")
@output_option
@pass_state
def command(
    state: State,
    level: str,
    category: str | None,
    source: str | None,
    modality: str | None,
    form: str,
    output: str | None,
) -> None:
    """Show the matrix."""
    matrix = state.library.matrix(category=category, source=source, modality=modality)
    if form == "json":
        state.emit_json(matrix.as_json(), output)
    elif form == "csv":
        table = _cells(state, matrix) if level == "part" else _rolls(state, matrix)
        state.emit(table, output)
    else:
        from kg.views.terminal.matrix import render_matrix, render_rolls

        render = render_matrix if level == "part" else render_rolls
        state.print(render(matrix, state.voice_into(output)), output)


def _names(state: State, iri: str) -> list[str]:
    graph = state.library.graph
    return [local_name(iri), graph.label(iri, "zh"), graph.label(iri, "en")]


def _cells(state: State, matrix: Matrix) -> str:
    rows = []
    for cell in matrix.cells:
        said = cell.as_json()
        behind = " ".join(map(local_name, matrix.behind[cell.action]))
        sources = " ".join(sorted(map(local_name, cell.sources)))
        names = _names(state, cell.bottleneck) + _names(state, cell.action)
        rows.append([*names, said["stated"], said["inferred"], behind, sources])
    return write_table(COLUMNS, rows)


def _rolls(state: State, matrix: Matrix) -> str:
    rows = []
    for roll in matrix.rolls():
        names = _names(state, roll.bottleneck) + _names(state, roll.action)
        parts = [" ".join(map(local_name, found)) for found in (roll.answered, roll.open)]
        rows.append([*names, roll.stated, roll.inferred, *parts])
    return write_table(ROLL_COLUMNS, rows)
