"""`kg analyse`: questions to a whole corpus, over Parquet, by DuckDB or Apache Spark."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
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
from kg.errors import UsageError
from kg.language import Text
from kg.paths import open_whole

if TYPE_CHECKING:
    from kg.analytics.engine import Result

ENGINES = ("duckdb", "spark")
AT_ONCE = 1_000_000  # characters


@click.command(
    cls=Command,
    help=both(
        "Ask a whole corpus: matrix, gaps, chains, consistency, over the Parquet that 'kg export "
        "-f parquet' wrote. One SQL text a question, by DuckDB on this machine or by Apache Spark "
        "on many; without QUESTION the questions are listed.",
        "对全库提问：覆盖矩阵、缺口、链条、一致性，读取 kg export -f parquet 写出的 Parquet。"
        "每个问题一份 SQL，由本机的 DuckDB 或多台机器上的 Apache Spark 执行；"
        "不给出问题时列出全部问题。",
    ),
)
@click.argument("question", required=False)
@click.option(
    "--parquet", "place", cls=Option, metavar="DIR",
    help=both(
        "The export; for Spark also an address such as hdfs:// or s3a://.",
        "导出的目录；Spark 也可用 hdfs://、s3a:// 等地址。",
    ),
)  # fmt: skip
@click.option(
    "--engine", cls=Option, type=click.Choice(ENGINES), default="duckdb", show_default=True,
    help=both("What runs the question.", "由哪个引擎执行。"),
)  # fmt: skip
@click.option(
    "--sql", is_flag=True, cls=Option,
    help=both("Print the question's SQL and run nothing.", "只显示问题的 SQL，不执行。"),
)  # fmt: skip
@format_options("csv", "json", default="csv")
@output_option
@pass_state
def command(
    state: State, question: str | None, place: str | None, form: str, output: str | None,
    engine: str, sql: bool,
) -> None:  # fmt: skip
    """Ask a corpus."""
    from kg.analytics.engine import open_engine
    from kg.analytics.questions import get_question

    if question is None:
        _list(state, form, output)
        return
    asked = get_question(question)
    if sql:
        state.emit(asked.sql, output)
        return
    if place is None:
        text = Text(
            "Name the export with --parquet DIR; 'kg export -f parquet -o DIR' makes one.",
            "请用 --parquet 给出导出目录；可用 kg export -f parquet -o 目录 生成。",
        )
        raise UsageError(text)
    with open_engine(engine, place) as opened:
        result = opened.run(asked.sql)
        _write(state, _lines(result) if form == "csv" else _json(asked.name, result), output)


def _list(state: State, form: str, output: str | None) -> None:
    from kg.analytics.questions import list_questions

    if form == "json":
        state.emit_json([question.as_json() for question in list_questions()], output)
        return
    from kg.views.terminal.voice import open_table

    table = open_table(columns=2)
    for question in list_questions():
        table.add_row(question.name, question.title.say(state.lang))
    state.print(table, output)


def _write(state: State, pieces: Iterator[str], output: str | None) -> None:
    """Write *pieces* as they come: the answer may be larger than memory."""
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with open_whole(Path(output)) as file:
        for piece in pieces:
            file.write(piece.encode())
    state.say("Wrote {path}.", "已写入 {path}。", path=output)


def _lines(result: Result) -> Iterator[str]:
    """Yield the answer as CSV, some rows at a time."""
    from kg.analytics.engine import plain

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(result.columns)
    for row in result.rows:
        writer.writerow([plain(value) for value in row])
        if buffer.tell() > AT_ONCE:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _json(name: str, result: Result) -> Iterator[str]:
    """Yield the answer as JSON, a row at a time, in the shape of all JSON here."""
    from kg.analytics.engine import plain

    before = f'{{\n  "question": {json.dumps(name)},\n  "rows": ['
    between, after = "", "]\n}\n"
    for row in result.rows:
        said = dict(zip(result.columns, map(plain, row), strict=True))
        text = json.dumps(said, ensure_ascii=False, indent=2)
        yield f"{before}{between}\n{indent(text, '    ')}"
        before, between, after = "", ",", "\n  ]\n}\n"
    yield before + after
