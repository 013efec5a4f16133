"""`kg check`: every check, with file and line."""

from __future__ import annotations

import click

from kg.commands.base import Command, State, both, format_options, output_option, pass_state


@click.command(
    cls=Command,
    help=both(
        "Check data and ontology; each fault with file, line, reason and remedy.",
        "检查数据与本体；每处错误给出文件、行、原因和改法。",
    ),
)
@format_options("text", "json", default="text")
@output_option
@pass_state
def command(state: State, form: str, output: str | None) -> int:
    """Run every check; exit 1 when one finds a fault."""
    report = state.check()
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
