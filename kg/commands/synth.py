"""`kg synth`: an invented policy graph of any size, and what was planted in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.base import Command, Option, State, both, pass_state
from kg.errors import FileError, UsageError
from kg.language import Text
from kg.paths import open_whole, write_text

if TYPE_CHECKING:
    from kg.commands.progress import Progress
    from kg.synth.answers import Reckoning
    from kg.synth.corpus import Size

PAPERS = Text("Inventing: {done} of {total} papers", "正在虚构：{done}/{total} 篇论文")
TRIPLES = Text("Inventing: {done} of {total} triples", "正在虚构：{done}/{total} 条三元组")


@click.command(
    cls=Command,
    help=both(
        "Invent a policy graph of any size, with gaps planted on purpose.\n\n"
        "The same seed gives the same bytes. Every name says that it is invented. The N-Quads hold "
        "what 'kg build' would make, ontology and regions included; -f data writes a data "
        "directory instead. --answers writes what was planted: gaps, threads, cells of the "
        "matrix, hits of a search.",
        "虚构任意规模的政策图谱，其中有意留出缺口。\n\n"
        "种子相同则字节相同；每个名称都注明是合成的。N-Quads 即 kg build 的结果，含本体和地区；"
        "-f data 则写成数据目录。--answers 写出预设的答案：缺口、追踪链、矩阵单元格、搜索命中。",
    ),
)
@click.option(
    "--documents", cls=Option, metavar="N", type=click.IntRange(min=1),
    help=both("So many papers, some 3,600 triples each.", "论文篇数，每篇约 3600 条三元组。"),
)  # fmt: skip
@click.option(
    "--triples", cls=Option, metavar="N", type=click.IntRange(min=1),
    help=both("Papers until there are so many triples.", "写到至少这么多条三元组为止。"),
)  # fmt: skip
@click.option(
    "--seed", cls=Option, metavar="S", type=int, default=0, show_default=True,
    help=both("Which graph: another number, another one.", "哪一个图谱：数字不同，图谱不同。"),
)  # fmt: skip
@click.option(
    "-f", "--format", "form", cls=Option, type=click.Choice(["nquads", "data"]),
    default="nquads", show_default=True, help=both("Form of the output.", "输出格式。"),
)  # fmt: skip
@click.option(
    "-o", "--output", cls=Option, metavar="FILE", type=click.Path(), required=True,
    help=both("Write to FILE; data: to this new directory.", "写入文件；data：写入此新目录。"),
)  # fmt: skip
@click.option(
    "--answers", cls=Option, metavar="FILE", type=click.Path(dir_okay=False),
    help=both("Write what was planted, as JSON.", "把预设的答案写成 JSON。"),
)  # fmt: skip
@pass_state
def command(
    state: State, documents: int | None, triples: int | None, seed: int, form: str, output: str,
    answers: str | None,
) -> None:  # fmt: skip
    """Invent a graph."""
    from kg.synth.corpus import Size

    if (documents is None) == (triples is None):
        text = Text(
            "How large is it to be? Give one of --documents and --triples.",
            "要多大？请给出 --documents 或 --triples 之一。",
        )
        raise UsageError(text)
    write = _write_data if form == "data" else _write_nquads
    planted = write(state, seed, Size(documents, triples), Path(output))
    if answers:
        words = json.dumps(planted.as_json(), ensure_ascii=False, indent=1)
        write_text(Path(answers), words + "\n")
    state.say(
        "Wrote {documents} papers, {triples} triples: {path}.",
        "已写入 {documents} 篇论文、{triples} 条三元组：{path}。",
        documents=planted.documents, triples=planted.triples, path=output,
    )  # fmt: skip


def _write_nquads(state: State, seed: int, size: Size, path: Path) -> Reckoning:
    from kg.synth.corpus import write_nquads

    if path.is_dir():
        text = Text("{path} is a directory: name a file.", "{path} 是目录：请给出文件名。")
        raise FileError(text.fill(path=path))
    with open_whole(path) as out:
        return write_nquads(out, seed, size, _told(state, size))


def _write_data(state: State, seed: int, size: Size, path: Path) -> Reckoning:
    from kg.synth.directory import write_directory

    if path.exists() and not (path.is_dir() and next(path.iterdir(), None) is None):
        text = Text(
            "{path} is there already: name a new directory.", "{path} 已存在：请给出新的目录。"
        )
        raise FileError(text.fill(path=path))
    return write_directory(path, seed, size, _told(state, size))


def _told(state: State, size: Size) -> Progress | None:
    return state.progress(PAPERS if size.documents is not None else TRIPLES)
