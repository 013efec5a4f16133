"""`kg query`: SPARQL from text, file, standard input, or a shipped question's name."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.answers.sparql.catalogue import mistake, note
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
from kg.commands.choices import Listed
from kg.graph.terms import expand, local_name
from kg.language import Text

if TYPE_CHECKING:
    from kg.answers.anomalies import Doubt
    from kg.answers.sparql.guard import Limits
    from kg.answers.sparql.query import Answer

F = TypeVar("F", bound=Callable[..., Any])


def _list_forms() -> tuple[str, ...]:
    from kg.answers.sparql.formats import GRAPH_FORMATS, RESULT_FORMATS

    return ("table", *RESULT_FORMATS, *GRAPH_FORMATS)


@dataclass(frozen=True)
class Wanted:
    """How an answer is wanted: what it may cost, its form, and where it goes."""

    timeout: float
    limit: int | None
    max_memory: int
    max_output: float
    form: str
    output: str | None
    labels: bool
    bom: bool
    spreadsheet_safe: bool

    def __post_init__(self) -> None:
        """Raise UsageError for a wish that only CSV can fulfil."""
        if (self.bom or self.spreadsheet_safe) and self.form != "csv":
            raise mistake("Q409")

    @property
    def limits(self) -> Limits:
        """What the query may cost."""
        from kg.answers.sparql.guard import Limits

        return Limits(self.timeout, self.max_memory, self.max_output, self.limit)


def answer_options(function: F) -> F:
    """Add the options of whatever runs a query: limits, form, and what a spreadsheet needs."""
    for decorate in reversed((
        click.option(
            "--timeout", cls=Option, type=click.FloatRange(min=0.01), default=30.0,
            show_default=True,
            help=both("Seconds until the query is stopped.", "查询的时限（秒）。"),
        ),
        click.option(
            "--limit", cls=Option, type=click.IntRange(min=1),
            help=both("At most so many rows; no more are worked out.", "行数上限；不再算更多行。"),
        ),
        click.option(
            "--max-memory", cls=Option, type=click.IntRange(min=128), default=2048,
            show_default=True, metavar="MB",
            help=both("Memory that the query may use.", "查询可用的内存。"),
        ),
        click.option(
            "--max-output", cls=Option, type=click.FloatRange(min=0.01), default=64.0,
            show_default=True, metavar="MB",
            help=both("How large the answer may be.", "结果的大小上限。"),
        ),
        format_options(default="table", listed=Listed(_list_forms)),
        output_option,
        click.option(
            "--labels", is_flag=True, cls=Option,
            help=both(
                "After each column of IRIs, a column with their names in your language.",
                "在每个 IRI 列之后加一列名称，用您的语言。",
            ),
        ),
        click.option(
            "--bom", is_flag=True, cls=Option,
            help=both(
                "csv: begin with a byte order mark, by which Excel knows UTF-8.",
                "csv：以字节顺序标记开头，Excel 据此识别 UTF-8。",
            ),
        ),
        click.option(
            "--spreadsheet-safe", is_flag=True, cls=Option,
            help=both(
                "csv: put an apostrophe before what a spreadsheet might run as a formula.",
                "csv：在电子表格可能当作公式执行的内容前加撇号。",
            ),
        ),
    )):  # fmt: skip
        function = decorate(function)
    return function


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
@answer_options
@pass_state
def command(
    state: State,
    what: str | None,
    text: str | None,
    parameters: tuple[str, ...],
    **asked: Any,
) -> None:
    """Run a query and print its answer."""
    from kg.answers.sparql.questions import list_questions

    wanted, given = Wanted(**asked), parse_parameters(parameters)
    if (what is None) == (text is None):
        raise mistake("Q401")
    if what in {question.name for question in list_questions()}:
        answer = state.library.ask(str(what), given, wanted.limits)
    else:
        answer = state.library.query(read_query(what, text), given, wanted.limits)
    emit_answer(state, answer, wanted)


def parse_parameters(parameters: tuple[str, ...]) -> dict[str, str]:
    """Return `key=value` words as a mapping."""
    pairs = [parameter.partition("=") for parameter in parameters]
    for key, equals, _ in pairs:
        if not key or not equals:
            raise mistake("Q402", word=key)
    return {key: value for key, _, value in pairs}


def read_query(what: str | None, text: str | None = None) -> str:
    """Return the query in *text*, else in the file *what*, or on standard input for -."""
    if text is not None:
        return text
    if what == "-":
        return _decode(sys.stdin.buffer.read(), "standard input")
    from kg.sources.text import read_bytes

    path = Path(str(what))
    if not path.is_file():
        raise mistake("Q301", what=what)
    return _decode(read_bytes(path), what)


def _decode(content: bytes, name: object) -> str:
    from kg.sources.text import likely_encoding, normalise

    try:
        return normalise(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        likely = likely_encoding(content)
        raise mistake("Q302", path=name, at=error.start, likely=likely) from error


def emit_answer(state: State, answer: Answer, wanted: Wanted) -> None:
    """Print *answer*, and say on stderr what else is to be known of it."""
    if wanted.labels:
        answer = state.library.with_labels(answer, state.lang)
    if wanted.form == "table" and answer.kind != "graph":
        from kg.views.terminal.pages import render_answer

        shown = render_answer(answer, state.voice, state.console.width)
        state.print(shown, wanted.output)
    else:
        state.emit(_serialise(answer, wanted), wanted.output)
    for text in _notes(state, answer, wanted):
        state.say("{note}", "{note}", note=text)
    say_anomalies(state, answer.anomalies)


def _serialise(answer: Answer, wanted: Wanted) -> bytes:
    graph_form = {"table": "ttl", "json": "jsonld"}.get(wanted.form, wanted.form)
    form = graph_form if answer.kind == "graph" else wanted.form
    if wanted.spreadsheet_safe and answer.kind == "select":
        return _for_spreadsheet(answer, bom=wanted.bom)
    content = answer.serialise(form)
    return codecs.BOM_UTF8 + content if wanted.bom else content


def _for_spreadsheet(answer: Answer, *, bom: bool) -> bytes:
    """Return the rows as CSV in which no cell is a formula, as `kg export` writes its tables."""
    from kg.answers.rows import Column, Table
    from kg.answers.sparql.formats import cell
    from kg.views.exports.csv_files import csv_files
    from kg.views.exports.settings import Settings

    nothing = Text("", "")
    columns = tuple(
        Column(name, nothing, "decimal" if answer.is_number(name) else "string")
        for name in answer.columns
    )
    rows = tuple(tuple(cell(row.get(c)) for c in answer.columns) for row in answer.rows)
    table = Table("answer", nothing, columns, rows)
    return csv_files([table], Settings(bom=bom, spreadsheet_safe=True))["answer.csv"]


def _notes(state: State, answer: Answer, wanted: Wanted) -> Iterator[Text]:
    """Yield what is to be said of an answer beside it."""
    if answer.cut:
        yield note("Q503", rows=wanted.limit)
    if answer.is_empty and not (wanted.form == "table" and answer.kind == "select"):
        yield note("Q502")
    for unknown in answer.unknown:
        hint = Text("; the nearest is {near} ({label})", "；最接近的是 {near}（{label}）").fill(
            near=unknown.nearest, label=_label(state, unknown.nearest)
        )
        yield note("Q501", term=unknown.term, hint=hint if unknown.nearest else "")
    yield from answer.notes


def _label(state: State, curie: str) -> str:
    from kg.views.terminal.voice import printable

    return printable(state.library.graph.label(expand(curie) or curie, state.lang))


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
