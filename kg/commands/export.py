"""`kg export`: the whole graph, claims and evidence included."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.commands.base import Command, Option, State, both, pass_state
from kg.errors import FileError, UsageError
from kg.language import Text
from kg.paths import write_bytes
from kg.views.exports import FORMS

ZIP = ".zip"


@click.command(
    cls=Command,
    help=both(
        "Write the whole graph in a form that other programs read.\n\n"
        "RDF: nquads, ttl, trig, jsonld, rdfxml. Networks of the accepted links, for networkx, "
        "igraph, Gephi and Cytoscape: graphml, gexf, cytoscape. Tables of everything, claims that "
        "were refused too: csv (a directory, or a .zip file) and xlsx.",
        "把整个图谱导出为其他程序可读的格式。\n\n"
        "RDF：nquads、ttl、trig、jsonld、rdfxml。已采纳关联的网络（供 networkx、igraph、Gephi、"
        "Cytoscape 使用）：graphml、gexf、cytoscape。全部内容的表格（含不采纳的主张）："
        "csv（一个目录，或一个 .zip 文件）和 xlsx。",
    ),
)
@click.option(
    "-f", "--format", "form", cls=Option, type=click.Choice(list(FORMS)), default="nquads",
    show_default=True, help=both("Form of the output.", "输出格式。"),
)  # fmt: skip
@click.option(
    "-o", "--output", cls=Option, metavar="FILE", type=click.Path(),
    help=both(
        "Write to FILE instead of standard output; csv: to this directory or .zip file.",
        "写入文件而不是标准输出；csv：写入此目录或 .zip 文件。",
    ),
)  # fmt: skip
@click.option(
    "--bom", is_flag=True, cls=Option,
    help=both(
        "csv: begin each file with a byte order mark, by which Excel knows UTF-8.",
        "csv：文件以字节顺序标记开头，Excel 据此识别 UTF-8。",
    ),
)  # fmt: skip
@click.option(
    "--spreadsheet-safe", is_flag=True, cls=Option,
    help=both(
        "csv: put an apostrophe before what a spreadsheet might run as a formula.",
        "csv：在电子表格可能当作公式执行的内容前加撇号。",
    ),
)  # fmt: skip
@pass_state
def command(state: State, form: str, output: str | None, bom: bool, spreadsheet_safe: bool) -> None:
    """Export the graph."""
    _check_call(form, output, for_csv=bom or spreadsheet_safe)
    if FORMS[form].of == "tables":
        state.say("Writing …", "正在写出……")  # it takes some seconds
    named = [word for directory in state.data for word in ("--data", directory)]
    flags = {"--bom": bom, "--spreadsheet-safe": spreadsheet_safe}
    given = [flag for flag, wanted in flags.items() if wanted]
    said = shlex.join(["kg", *named, "export", "-f", form, *given])
    content = state.library.export(
        form, state.lang, said, bom=bom, spreadsheet_safe=spreadsheet_safe
    )
    if output and form == "csv" and not output.lower().endswith(ZIP):
        from kg.views.exports.archive import unpack

        _write_directory(state, unpack(content), Path(output))
    else:
        state.emit(content, output)


def _check_call(form: str, output: str | None, *, for_csv: bool) -> None:
    if for_csv and form != "csv":
        text = Text(
            "--bom and --spreadsheet-safe are for CSV: give them with -f csv.",
            "--bom 和 --spreadsheet-safe 只用于 CSV：请与 -f csv 一起给出。",
        )
        raise UsageError(text)
    if not output and not FORMS[form].is_text:
        text = Text(
            "{form} is not text: name where to write it with -o.",
            "{form} 不是文本：请用 -o 给出写入位置。",
        )
        raise UsageError(text.fill(form=form))
    if output and form != "csv" and Path(output).is_dir():
        text = Text("{path} is a directory: name a file.", "{path} 是目录：请给出文件名。")
        raise FileError(text.fill(path=output))


def _write_directory(state: State, files: dict[str, bytes], directory: Path) -> None:
    for name, content in files.items():
        write_bytes(directory / name, content)
    state.say(
        "Wrote {count} files into {path}.",
        "已把 {count} 个文件写入 {path}。",
        count=len(files),
        path=directory,
    )
