"""`kg export`: the whole graph, claims and evidence included."""

from __future__ import annotations

import click

from kg.answers.export import EXPORTS
from kg.commands.base import Command, Option, State, both, output_option, pass_state


@click.command(cls=Command, help=both("Write the whole graph as RDF.", "以 RDF 导出整个图谱。"))
@click.option(
    "-f", "--format", "form", cls=Option, type=click.Choice(EXPORTS), default="nquads",
    show_default=True, help=both("Form of the output.", "输出格式。"),
)  # fmt: skip
@output_option
@pass_state
def command(state: State, form: str, output: str | None) -> None:
    """Export the graph."""
    state.emit(state.library.export(form), output)
