"""`kg queries`: the shipped questions."""

from __future__ import annotations

from typing import Any

import click

from kg.commands.base import (
    WORD,
    Command,
    Group,
    Option,
    State,
    both,
    format_options,
    pass_state,
)
from kg.commands.query import (
    Wanted,
    answer_options,
    emit_answer,
    parse_parameters,
    say_anomalies,
)


@click.group(
    cls=Group,
    help=both("List, show and run the shipped questions.", "列出、查看、运行随附的问题。"),
)
def command() -> None:
    """Hold the three together."""


@command.command("list", help=both("List the questions.", "列出问题。"))
@format_options("table", "json", default="table")
@pass_state
def list_command(state: State, form: str) -> None:
    """List the questions."""
    from kg.answers.sparql.questions import list_questions

    if form == "json":
        state.emit_json([question.as_json() for question in list_questions()])
        return
    from kg.views.terminal.voice import open_table

    table = open_table(columns=3)
    for question in list_questions():
        names = " ".join(f"-p {p.name}={p.default}" for p in question.parameters)
        table.add_row(question.name, question.title.say(state.lang), names)
    state.print(table)


@command.command(cls=Command, help=both("Print a question's SPARQL.", "显示问题的 SPARQL。"))
@click.argument("name")
@format_options("text", "json", default="text")
@pass_state
def show(state: State, name: str, form: str) -> None:
    """Print the query *name*."""
    from kg.answers.anomalies import find_doubts
    from kg.answers.sparql.questions import get_question

    question = get_question(name)
    if form == "json":
        state.emit_json(question.as_json())
        return
    state.emit(question.query, None)
    if question.anomalies:
        say_anomalies(state, find_doubts(state.library.graph, (), question.anomalies))


@command.command(cls=Command, help=both("Run a question.", "运行一个问题。"))
@click.argument("name")
@click.option(
    "-p", "--parameter", "parameters", cls=Option, multiple=True, metavar="KEY=VALUE", type=WORD,
    help=both("Give a parameter another value.", "给参数另赋值。"),
)  # fmt: skip
@answer_options
@pass_state
def run(state: State, name: str, parameters: tuple[str, ...], **asked: Any) -> None:
    """Run the question *name*."""
    from kg.answers.sparql.questions import get_question

    wanted = Wanted(**asked)
    answer = state.library.ask(name, parse_parameters(parameters), wanted.limits)
    state.say("{title}", "{title}", title=get_question(name).title.say(state.lang))
    emit_answer(state, answer, wanted)
