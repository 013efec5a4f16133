"""`kg sources`: where the user's copies are, and what of the evidence resolves in them."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.base import Command, Option, State, both, format_options, pass_state
from kg.paths import register_copies


@click.command(
    cls=Command,
    help=both(
        "Report which sources you have a copy of, and whether their evidence is found there.",
        "报告您有哪些来源的副本，以及证据能否在其中找到。",
    ),
)
@click.option(
    "--register", cls=Option, metavar="DIR", type=click.Path(),
    help=both("Remember DIR as the place of your copies.", "记住 DIR 为副本所在目录。"),
)  # fmt: skip
@format_options("table", "json", default="table")
@pass_state
def command(state: State, register: str | None, form: str) -> None:
    """Report the copies."""
    if register:
        path = register_copies(Path(register))
        state.say("Remembered in {path}.", "已记入 {path}。", path=path)
    from kg.graph.resolving import resolve_all

    report = resolve_all(state.inputs, state.own_copies)
    if form == "json":
        state.emit_json([resolved.as_json() for resolved in report])
        return
    from kg.views.terminal.pages import render_sources

    state.print(render_sources(report, state.lang))
