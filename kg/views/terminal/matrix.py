"""The coverage matrix in the terminal: a line a bottleneck, and what stands in its row."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from kg.answers.matrix import Cell, Line, Matrix, Roll
from kg.answers.values import Modality
from kg.graph.terms import local_name
from kg.views.terminal.voice import MARKS, STYLES, Voice, open_table


def render_matrix(matrix: Matrix, voice: Voice) -> RenderableType:
    """Return every row with the actions that stand in it, collective statements below."""
    table = _open(voice)
    for row in matrix.rows:
        cells = matrix.cells_of([row.iri])
        numbers = [_count(cells, Modality.STATED), _count(cells, Modality.INFERRED)]
        table.add_row(_name(row, voice), *numbers, _documents(matrix, cells), _parts(matrix, row))
    return Group(table, Styled(""), *_legend(matrix, voice))


def render_rolls(matrix: Matrix, voice: Voice) -> RenderableType:
    """Return the wholes against the wholes, with the parts that stay open."""
    table = open_table(
        voice.say("bottleneck", "瓶颈"),
        voice.say("action", "行动"),
        MARKS[Modality.STATED],
        MARKS[Modality.INFERRED],
        voice.say("parts left open", "未回应的组成部分"),
    )
    for roll in matrix.rolls():
        names = [voice.name(roll.bottleneck), voice.name(roll.action)]
        table.add_row(*names, str(roll.stated), str(roll.inferred), _open_parts(roll, voice))
    return Group(table, Styled(""), *_legend(matrix, voice))


def _open(voice: Voice) -> Table:
    return open_table(
        voice.say("bottleneck", "瓶颈"),
        MARKS[Modality.STATED],
        MARKS[Modality.INFERRED],
        voice.say("documents", "文件"),
        voice.say("parts answered", "已回应的组成部分"),
    )


def _name(row: Line, voice: Voice) -> Styled:
    return Styled("  " * row.depth + voice.name(row.iri), style="bold" if row.depth == 0 else "")


def _count(cells: list[Cell], modality: Modality) -> Styled:
    number = sum(bool(cell.count(modality)) for cell in cells)
    return Styled(str(number) if number else "–", style=STYLES[modality] if number else "dim")


def _documents(matrix: Matrix, cells: list[Cell]) -> str:
    return str(len({document for cell in cells for document in matrix.behind[cell.action]}))


def _parts(matrix: Matrix, row: Line) -> str:
    if not row.parts:
        return ""
    answered = {cell.bottleneck for cell in matrix.cells_of(row.parts)}
    return f"{len(answered)}/{len(row.parts)}"


def _open_parts(roll: Roll, voice: Voice) -> str:
    if not (roll.answered or roll.open):
        return ""
    names = [voice.name(iri) for iri in roll.open]
    return f"{len(names)}/{len(roll.answered) + len(names)}  " + "; ".join(names)


def _legend(matrix: Matrix, voice: Voice) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for block in matrix.blocks:
        said = voice.say(
            "{mark} {claim}: {rows} rows and {columns} columns are set against each other as a "
            "whole; this fills no cell.",
            "{mark} {claim}：{rows} 行与 {columns} 列作为整体相对；不计入任何单元格。",
            mark=MARKS[Modality.COLLECTIVE], claim=local_name(block.claim.iri),
            rows=len(block.rows), columns=len(block.columns),
        )  # fmt: skip
        lines.append(Styled(said, style=STYLES[Modality.COLLECTIVE]))
    legend = voice.say(
        "{stated} actions stated by a source   {inferred} actions inferred   documents: policy "
        "documents behind these actions",
        "{stated} 原文明示的行动数   {inferred} 推断的行动数   文件：这些行动背后的政策文件数",
        stated=MARKS[Modality.STATED], inferred=MARKS[Modality.INFERRED],
    )  # fmt: skip
    return [*lines, Styled(legend, style="dim")]
