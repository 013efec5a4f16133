"""`kg anchor`: find a place in your copy of a source, and lock what the curator wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.commands.base import WORD, Command, Option, State, both, format_options, pass_state
from kg.errors import UsageError
from kg.language import Text
from kg.paths import write_text

if TYPE_CHECKING:
    from kg.graph.anchoring import Located, SourceFiles
    from kg.sources.copies import FoundCopy


@click.command(
    cls=Command,
    help=both(
        "Find a place in your copy of SOURCE and print what to paste into evidence.csv.\n\n"
        "With --lock, write the digests of all its evidence into anchors.lock.",
        "在您的 SOURCE 副本中查找位置，并给出可粘贴到 evidence.csv 的内容。\n\n"
        "加 --lock 则把其全部证据的摘要写入 anchors.lock。",
    ),
)
@click.argument("source")
@click.option(
    "--find", "words", cls=Option, type=WORD, help=both("Words to look for.", "要查找的文字。")
)
@click.option("--from", "start", cls=Option, type=int, help=both("First character.", "起始字符。"))
@click.option(
    "--to", "end", cls=Option, type=int, help=both("Character after the last.", "结束字符之后。")
)
@click.option(
    "--lock", is_flag=True, cls=Option, help=both("Write anchors.lock.", "写入 anchors.lock。")
)
@format_options("text", "json", default="text")
@pass_state
def command(
    state: State,
    source: str,
    words: str | None,
    start: int | None,
    end: int | None,
    lock: bool,
    form: str,
) -> None:
    """Make evidence."""
    from kg.graph import anchoring

    files = anchoring.read_source(state.inputs, source)
    copy = anchoring.get_copy(files, state.own_copies)
    if lock:
        _lock(state, files, copy)
    elif words is not None:
        _show(state, source, anchoring.find_places(files, copy, words), form)
    elif start is not None and end is not None:
        _show(state, source, [anchoring.place_at(files, copy, (start, end))], form)
    else:
        message = Text(
            "Say --find WORDS, or --from and --to, or --lock.",
            "请给出 --find 文字，或 --from 与 --to，或 --lock。",
        )
        raise UsageError(message)


def _lock(state: State, files: SourceFiles, copy: FoundCopy) -> None:
    from kg.graph.anchoring import build_lock

    write_text(files.lock, build_lock(files, copy))
    state.say(
        "Locked {count} places in {path}.", "已锁定 {count} 处，写入 {path}。",
        count=len(files.placed), path=files.lock,
    )  # fmt: skip


def _show(state: State, source: str, places: list[Located], form: str) -> None:
    """Print what to paste on stdout, and beside it on stderr what stands there."""
    if form == "json":
        state.emit_json([place.as_json() for place in places])
        return
    for place in places:
        state.emit(f"ev-{source}-NAME,{place.cell},,\n", None)
        state.say(
            "  {section}, paragraph {paragraph}: {words}", "  {section} 第{paragraph}段：{words}",
            section=place.section, paragraph=place.paragraph, words=place.words,
        )  # fmt: skip
