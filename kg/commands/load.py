"""`kg load`: a built graph from a file into a store on disk."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.base import Command, Option, State, both, format_options, pass_state
from kg.errors import UsageError
from kg.language import Text
from kg.paths import store_name

WHERE = Text(
    "Name the directory of the store: kg load {file} --store DIR.",
    "请给出存储的目录：kg load {file} --store 目录。",
)
NO_DIRECTORY = Text(
    "{store} is an endpoint, which is only read here: load the file by the server's own means, or "
    "name a directory.",
    "{store} 是端点，这里只读取：请用服务器自带的方式装载，或给出一个目录。",
)


def directory_of(word: str) -> Path:
    """Return the directory of the store *word*; UsageError for an endpoint."""
    if "://" in word:
        from kg.stores.address import bare

        raise UsageError(NO_DIRECTORY.fill(store=bare(word)))
    return Path(word)


def explain_store(command: click.Command) -> None:
    """Let the help of `--store` say that *command* writes there, where others read."""
    for option in command.params:
        if isinstance(option, Option) and option.name == "store":
            option.metavar = "DIR"
            option.help = both(
                "Write the graph into this directory, new or a store already; others then read it "
                "with the same option.",
                "把图谱写入此目录（新目录，或已是存储的目录）；其他命令用同一选项读取它。",
            )


@click.command(
    cls=Command,
    help=both(
        "Load FILE, N-Quads that 'kg export' or 'kg synth' wrote, into a store on disk.\n\n"
        "The store is written beside the one in force and then takes its place: whoever reads sees "
        "the old graph or the new one.",
        "把 FILE（kg export 或 kg synth 写成的 N-Quads）装入磁盘上的存储。\n\n"
        "新内容先写在一旁，写完再取代旧的：读取者看到的要么是旧图谱，要么是新图谱。",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@format_options("text", "json", default="text")
@pass_state
def command(state: State, file: Path, form: str) -> None:
    """Load a file into a store."""
    from kg.stores.writing import load_file

    where = store_name(state.store)
    if not where:
        raise UsageError(WHERE.fill(file=file))
    written = load_file(directory_of(where), file)
    if form == "json":
        state.emit_json({"version": written.version, "triples": written.triples})
        return
    state.say(
        "Loaded data version {version} into {store}: {triples} triples.",
        "已把数据版本 {version} 装入 {store}：{triples} 条三元组。",
        version=written.version, store=where, triples=written.triples,
    )  # fmt: skip


explain_store(command)
