"""`kg query`: SPARQL from text, file, standard input, or a shipped question's name."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kg.answers.anomalies import Doubt
from kg.answers.guard import Limits
from kg.answers.query import GRAPH_FORMATS, RESULT_FORMATS, Answer
from kg.answers.questions import list_questions
from kg.commands.base import (
    WORD,
    Command,
    Option,
    State,
    both,
    format_options,
    output_option,
    pass_state,
)
from kg.errors import FileError, UsageError
from kg.graph.terms import local_name
from kg.language import Text
from kg.sources.text import decode, normalise, read_text

FORMS = ("table", *RESULT_FORMATS, *GRAPH_FORMATS)


@click.command(
    cls=Command,
    help=both(
        "Ask in SPARQL 1.1, read-only; our prefixes are known without being written.\n\n"
        "WHAT is a file, the name of a shipped question, or - for standard input.",
        "用 SPARQL 1.1 查询（只读）；常用前缀无需声明。\n\n"
        "WHAT 可为文件、随附问题的名称，或 -（标准输入）。",
    ),
)
@click.argument("what", required=False)
@click.option(
    "-e", "--execute", "text", cls=Option, type=WORD, help=both("The query.", "查询文本。")
)
@click.option(
    "-p", "--parameter", "parameters", cls=Option, multiple=True, metavar="KEY=VALUE", type=WORD,
    help=both("Bind ?KEY to a term; <iri> and known CURIEs are IRIs.", "把 ?KEY 绑定为一个值。"),
)  # fmt: skip
@click.option(
    "--timeout", cls=Option, type=click.FloatRange(min=0.01), default=30.0, show_default=True,
    help=both("Seconds until the query is stopped.", "查询的时限（秒）。"),
)  # fmt: skip
@click.option(
    "--limit",
    cls=Option,
    type=click.IntRange(min=1),
    help=both("At most so many rows.", "行数上限。"),
)
@format_options(*FORMS, default="table")
@output_option
@pass_state
def command(
    state: State,
    what: str | None,
    text: str | None,
    parameters: tuple[str, ...],
    timeout: float,
    limit: int | None,
    form: str,
    output: str | None,
) -> None:
    """Run a query and print its answer."""
    limits = Limits(seconds=timeout, rows=limit)
    given = parse_parameters(parameters)
    _require_one(what, text)
    if what in {question.name for question in list_questions()}:
        answer = state.library.ask(str(what), given, limits)
    else:
        answer = state.library.query(_read_query(what, text), given, limits)
    emit_answer(state, answer, form, output)


def parse_parameters(parameters: tuple[str, ...]) -> dict[str, str]:
    """Return `key=value` words as a mapping."""
    pairs = [parameter.partition("=") for parameter in parameters]
    for key, equals, _ in pairs:
        if not key or not equals:
            message = Text(
                "-p takes KEY=VALUE, not '{word}'.", "-p 的写法是 KEY=VALUE，不是“{word}”。"
            )
            raise UsageError(message.fill(word=key))
    return {key: value for key, _, value in pairs}


def _require_one(what: str | None, text: str | None) -> None:
    if (what is None) == (text is None):
        raise UsageError(
            Text(
                "Say one of: a file, the name of a shipped question, - or -e TEXT. "
                "See 'kg queries list'.",
                "请给出其一：文件、随附问题的名称、- 或 -e 文本。可用 kg queries list 查看。",
            )
        )


def _read_query(what: str | None, text: str | None) -> str:
    if text is not None:
        return text
    if what == "-":
        return normalise(decode(sys.stdin.buffer.read(), Path("standard input")))
    path = Path(str(what))
    if not path.is_file():
        message = Text(
            "{what} is neither a file nor a shipped question; see 'kg queries list'.",
            "{what} 既不是文件，也不是随附的问题；请看 kg queries list。",
        )
        raise FileError(message.fill(what=what))
    return read_text(path).text


def emit_answer(state: State, answer: Answer, form: str, output: str | None) -> None:
    """Print *answer*, and say when rows were cut."""
    if form == "table" and answer.kind != "graph":
        from kg.views.terminal.pages import render_answer

        state.print(render_answer(answer, state.voice, state.console.width), output)
    else:
        graph_form = {"table": "ttl", "json": "jsonld"}.get(form, form)
        state.emit(answer.serialise(graph_form if answer.kind == "graph" else form), output)
    if answer.cut:
        state.say(
            "Cut by --limit: there is more.", "已按 --limit 截断：还有更多。",
        )  # fmt: skip
    say_anomalies(state, answer.anomalies)


MOST_TOLD = 5  # anomalies of one answer that are told in full
MOST_NAMED = 10  # further ones that are named
TOUCHES = Text(
    "※ {label} ({id} touches what {rows} row(s) name): {treatment}",
    "※ {label}（{id}，涉及 {rows} 行）。{treatment}",
)
DEPENDS = Text(
    "※ This answer depends on: {label} ({id}): {treatment}",
    "※ 此结果取决于：{label}（{id}）。{treatment}",
)


def say_anomalies(state: State, doubts: Sequence[Doubt]) -> None:
    """Say on stderr on which anomalies of the sources an answer depends."""
    if not doubts:
        return
    from kg.views.terminal.voice import printable

    for doubt in doubts[:MOST_TOLD]:
        anomaly = doubt.anomaly
        text = (TOUCHES if doubt.rows else DEPENDS).fill(
            rows=doubt.rows,
            id=local_name(anomaly.iri),
            label=printable(anomaly.label.say(state.lang)),
            treatment=printable(anomaly.treatment.say(state.lang)),
        )
        state.say("{note}", "{note}", note=text)
    if more := doubts[MOST_TOLD:]:
        names = [local_name(doubt.anomaly.iri) for doubt in more[:MOST_NAMED]]
        state.say(
            "※ {count} further anomalies: {names}", "※ 另有 {count} 项异常：{names}",
            count=len(more), names=", ".join(names) + (" …" if len(more) > MOST_NAMED else ""),
        )  # fmt: skip
    state.say("'kg show ID' tells all of an anomaly.", "kg show 标识 可查看异常的全部内容。")
