"""`kg search`: names in both languages that hold a text."""

from __future__ import annotations

import click

from kg.commands.base import WORD, Command, State, both, format_options, output_option, pass_state
from kg.graph.terms import local_name


@click.command(
    cls=Command, help=both("Find things by part of a name.", "按名称的一部分查找（中英文均可）。")
)
@click.argument("text", type=WORD)
@format_options("table", "json", default="table")
@output_option
@pass_state
def command(state: State, text: str, form: str, output: str | None) -> None:
    """Find *text*."""
    from kg.answers.search import kind_of

    found = state.library.search(text)
    graph = state.library.graph
    if form == "json":
        hits = [
            {"id": local_name(i), "kind": kind_of(graph, i), "label": graph.labels_of(i)}
            for i in found
        ]
        state.emit_json({"text": text, "hits": hits}, output)
        return
    if not found:
        state.say("Nothing is called so; try a shorter text.", "没有这样的名称；请换更短的词。")
    from kg.answers.things import kind_label
    from kg.views.terminal.voice import open_table

    name = state.voice.name
    table = open_table(columns=3)
    for iri in found:
        kind = kind_label(graph, kind_of(graph, iri)).say(state.lang)
        table.add_row(kind, name(iri), local_name(iri))
    state.print(table, output)
