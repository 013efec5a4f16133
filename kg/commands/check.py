"""`kg check`: every check, with file and line."""

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
)

if TYPE_CHECKING:
    from kg.graph.checks.shapes import Engine


@click.command(
    cls=Command,
    help=both(
        "Check data and ontology; each fault with file, line, reason and remedy. Of a store "
        "(--store) the graph is checked, and what needs the files is named.",
        "检查数据与本体；每处错误给出文件、行、原因和改法。对存储（--store）只检查图谱，"
        "并说明哪些检查需要数据文件。",
    ),
)
@format_options("text", "json", default="text")
@output_option
@click.option(
    "--engine", cls=Option, type=click.Choice(["walk", "pyshacl"]), default="walk",
    show_default=True,
    help=both(
        "Who judges the shapes: both find the same, pyshacl takes several times as long.",
        "由谁检查 SHACL 形状：两者结果相同，pyshacl 耗时数倍。",
    ),
)  # fmt: skip
@pass_state
def command(state: State, form: str, output: str | None, engine: Engine) -> int:
    """Run every check; exit 1 when one finds a fault."""
    report = state.check(engine)
    if form == "json":
        state.emit_json(report.as_json(), output)
    else:
        lines = "".join(f"{fault.say(state.lang)}\n" for fault in report.faults)
        if lines or output:
            state.emit(lines, output)
        for note in report.notes:
            state.say("{note}", "{note}", note=note.say(state.lang))
        state.say(
            "{checks} checks, {faults} fault(s).", "{checks} 项检查，{faults} 处错误。",
            checks=len(report.checks), faults=len(report.faults),
        )  # fmt: skip
    return 1 if report.faults else 0
