"""`kg build`: data and ontology to a graph."""

from __future__ import annotations

import click

from kg.commands.base import Command, State, both, format_options, pass_state
from kg.commands.load import directory_of, explain_store


@click.command(
    cls=Command,
    help=both(
        "Build the graph into the cache; every command does so by itself when data have changed. "
        "With --store DIR, write it into a store on disk too.",
        "构建图谱并存入缓存；数据有变动时，其他命令会自动构建。"
        "加 --store 目录，还会写入磁盘上的存储。",
    ),
)
@format_options("text", "json", default="text")
@pass_state
def command(state: State, form: str) -> None:
    """Build the graph."""
    directory = directory_of(state.store) if state.store else None  # before the work begins
    graph = state.built.graph
    if directory:
        from kg.stores.writing import write_store

        write_store(directory, graph.as_nquads(), graph.version)
    if form == "json":
        state.emit_json({"version": graph.version, "triples": len(graph.store)})
        return
    state.say(
        "Built data version {version}: {triples} triples.",
        "已构建数据版本 {version}：{triples} 条三元组。",
        version=graph.version, triples=len(graph.store),
    )  # fmt: skip


explain_store(command)
