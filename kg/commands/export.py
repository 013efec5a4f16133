"""`kg export`: the whole graph, claims and evidence included."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from kg.analytics.layout import PARTS
from kg.commands.base import Command, Option, State, both, pass_state
from kg.errors import FileError, UsageError
from kg.language import Text
from kg.paths import write_bytes
from kg.views.exports import FORMS

ZIP = ".zip"
DIRECTORIES = ("csv", "parquet")


@click.command(
    cls=Command,
    help=both(
        "Write the whole graph in a form that other programs read.\n\n"
        "RDF: nquads, ttl, trig, jsonld, rdfxml. Networks of the accepted links, for networkx, "
        "igraph, Gephi and Cytoscape: graphml, gexf, cytoscape. Tables of everything, claims that "
        "were refused too: csv (a directory, or a .zip file) and xlsx. For questions to a whole "
        "corpus, with kg analyse: parquet (a directory).",
        "把整个图谱导出为其他程序可读的格式。\n\n"
        "RDF：nquads、ttl、trig、jsonld、rdfxml。已采纳关联的网络（供 networkx、igraph、Gephi、"
        "Cytoscape 使用）：graphml、gexf、cytoscape。全部内容的表格（含不采纳的主张）："
        "csv（一个目录，或一个 .zip 文件）和 xlsx。供 kg analyse 做全库分析：parquet（一个目录）。",
    ),
)
@click.option(
    "-f", "--format", "form", cls=Option, type=click.Choice(list(FORMS)), default="nquads",
    show_default=True, help=both("Form of the output.", "输出格式。"),
)  # fmt: skip
@click.option(
    "-o", "--output", cls=Option, metavar="FILE", type=click.Path(),
    help=both(
        "Write to FILE instead of standard output; csv, parquet: to this directory or .zip file.",
        "写入文件而不是标准输出；csv、parquet：写入此目录或 .zip 文件。",
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
@click.option(
    "--from", "file", cls=Option, metavar="FILE", type=click.Path(),
    help=both(
        "parquet: of this file of N-Quads, which is not loaded but read line by line.",
        "parquet：导出此 N-Quads 文件；逐行读取，不载入内存。",
    ),
)  # fmt: skip
@click.option(
    "--parts", cls=Option, type=click.IntRange(1, 99_999), default=PARTS, show_default=True,
    help=both(
        "parquet: over how many parts the documents are spread.", "parquet：文献分成多少个分区。"
    ),
)  # fmt: skip
@pass_state
def command(
    state: State,
    form: str,
    output: str | None,
    bom: bool,
    spreadsheet_safe: bool,
    **of_parquet: Any,
) -> None:
    """Export the graph."""
    _check_call(form, output, for_csv=bom or spreadsheet_safe)
    if _write_parquet(state, form, output, **of_parquet):
        return
    if FORMS[form].of == "tables":
        state.say("Writing …", "正在写出……")  # it takes some seconds
    flags = {"--bom": bom, "--spreadsheet-safe": spreadsheet_safe}
    given = [flag for flag, wanted in flags.items() if wanted]
    said = shlex.join(["kg", *_named(state), "export", "-f", form, *given])
    content = state.library.export(
        form, state.lang, said, bom=bom, spreadsheet_safe=spreadsheet_safe
    )
    if output and form == "csv" and not output.lower().endswith(ZIP):
        from kg.views.exports.archive import unpack

        _write_directory(state, unpack(content), Path(output))
    else:
        state.emit(content, output)


def _write_parquet(
    state: State, form: str, output: str | None, file: str | None, parts: int
) -> bool:
    """Write Parquet into a directory, a part after the other; tell whether that was asked for."""
    if form != "parquet" or not output or output.lower().endswith(ZIP):
        if file is not None:
            text = Text(
                "--from is for Parquet into a directory: give it with -f parquet -o DIR.",
                "--from 只用于把 Parquet 写入目录：请与 -f parquet -o 目录 一起给出。",
            )
            raise UsageError(text)
        return False
    from kg.views.exports.parquet import Target, write_file, write_graph

    state.say("Writing …", "正在写出……")
    # The name alone: the same file elsewhere gives the same bytes.
    given = [] if file else _named(state)
    rest = ["--from", Path(file).name] if file else []
    rest += [] if parts == PARTS else ["--parts", str(parts)]
    target = Target(Path(output), shlex.join(["kg", *given, "export", "-f", form, *rest]), parts)
    written = write_file(Path(file), target) if file else write_graph(state.library.graph, target)
    state.say(
        "Wrote {triples} triples in {count} files into {path}.",
        "已把 {triples} 条三元组写成 {count} 个文件，存入 {path}。",
        triples=written.triples, count=len(written.files), path=output,
    )  # fmt: skip
    return True


def _named(state: State) -> list[str]:
    return [word for directory in state.data for word in ("--data", directory)]


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
    if output and form not in DIRECTORIES and Path(output).is_dir():
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
