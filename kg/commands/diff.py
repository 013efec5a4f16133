"""`kg diff`: what changed between two versions of the data, in an analyst's words."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

from kg.commands.base import (
    WORD,
    Command,
    Option,
    State,
    both,
    format_options,
    no_words,
    output_option,
    pass_state,
    write_table,
)
from kg.commands.choices import Listed
from kg.graph.terms import local_name

if TYPE_CHECKING:
    from kg.answers.diff.changes import Change, Diff
    from kg.language import Lang

COLUMNS = (
    "kind", "group", "subject", "label_zh", "label_en", "things", "note", "before", "after",
    "sources", "categories", "sentence",
)  # fmt: skip


def _changes() -> ModuleType:
    from kg.answers.diff import changes  # what there is to choose from

    return changes


@click.command(
    cls=Command,
    help=both(
        "Tell what changed from A to B (the data in use, unless named): bottlenecks that lost or "
        "gained their only action, gaps, threads, claims, things, figures; strongest news first."
        "\n\nA and B are each a data directory, 'shipped', a file that kg export wrote, or a git "
        "revision: REV for the directory data at that revision of the repository one is in, "
        "REV:PATH for another directory. Exit code 0, with or without differences.",
        "说明从 A 到 B（未给出时为当前所用数据）有何变化：失去或得到唯一行动的瓶颈、缺口、链、"
        "主张、对象、数字；最重要的在前。\n\nA 与 B 各为数据目录、shipped、kg export 导出的文件，"
        "或 git 版本：REV 指当前仓库该版本的 data 目录，REV:PATH 指其他目录。"
        "无论有无差异，退出码均为 0。",
    ),
)
@click.argument("before", metavar="A", type=WORD)
@click.argument("after", metavar="[B]", type=WORD, required=False)
@click.option(
    "--only", "groups", cls=Option, multiple=True, type=Listed(lambda: _changes().GROUPS),
    help=both("Only this group of changes; several times if need be.", "只看此组；可多次给出。"),
)  # fmt: skip
@click.option(
    "--kind", "kinds", cls=Option, multiple=True, type=Listed(lambda: _changes().KINDS),
    metavar="KIND",
    help=both(
        "Only this kind of change, such as gap-opened; several times if need be.",
        "只看此种变化，如 gap-opened；可多次给出。",
    ),
)  # fmt: skip
@click.option(
    "--category", cls=Option, type=WORD,
    help=both("Only what concerns bottlenecks of this category.", "只看涉及此类别瓶颈者。"),
)  # fmt: skip
@click.option(
    "--source", cls=Option, type=WORD,
    help=both("Only what this source speaks of.", "只看此来源所言。"),
)  # fmt: skip
@click.option(
    "--exit-code", "tell", cls=Option, is_flag=True,
    help=both("Exit with 1 if anything differs.", "有差异时以 1 退出。"),
)  # fmt: skip
@format_options("text", "json", "csv", default="text")
@output_option
@pass_state
def command(
    state: State,
    before: str,
    after: str | None,
    tell: bool,
    form: str,
    output: str | None,
    **settings: Any,
) -> int:
    """Compare A with B."""
    from kg.library import load_version

    old, new = load_version(before), load_version(after) if after else state.library
    diff = new.diff(old, **settings)
    names = (before, after or state.data_name)
    if form == "json":
        state.emit_json(_json(diff, names, (old.version, new.version)), output)
    elif form == "csv":
        state.emit(_csv(diff, state.lang), output)
    else:
        from kg.views.terminal.diff import render_diff
        from kg.views.terminal.voice import Voice

        voice = Voice(
            state.lang, lambda iri: diff.name(iri).say(state.lang), no_words, state.verbose
        )
        state.print(render_diff(diff, names, voice), output)
    return 1 if tell and not diff.empty else 0


def _json(diff: Diff, names: tuple[str, str], versions: tuple[str, str]) -> dict[str, object]:
    from kg.views.diff_texts import describe

    sides = [{"name": n, "version": v} for n, v in zip(names, versions, strict=True)]
    said = [describe(change, diff.name) for change in diff.changes]
    changes = [
        {**change.as_json(), "sentence": {"zh": text.say("zh"), "en": text.say("en")}}
        for change, text in zip(diff.changes, said, strict=True)
    ]
    return {"before": sides[0], "after": sides[1], **diff.as_json(), "changes": changes}


def _csv(diff: Diff, lang: Lang) -> str:
    from kg.views.diff_texts import describe

    return write_table(
        COLUMNS, ((*_row(c, diff), describe(c, diff.name).say(lang)) for c in diff.changes)
    )


def _row(change: Change, diff: Diff) -> tuple[str, ...]:
    label = diff.name(change.subject)
    sides = (change.before, change.after, sorted(change.sources), sorted(change.categories))
    lists = (" | ".join(map(local_name, values)) for values in sides)
    return (
        change.kind,
        change.group,
        local_name(change.subject),
        label.say("zh"),
        label.say("en"),
        " ".join(map(local_name, change.things)),
        change.note,
        *lists,
    )
