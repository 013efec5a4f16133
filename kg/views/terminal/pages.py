"""Tables: a query's rows, counts, the user's copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from kg.answers.sparql.query import Answer
from kg.answers.stats import Stats
from kg.answers.things import FOREIGN_KINDS
from kg.answers.values import Modality
from kg.graph.resolving import Resolved
from kg.graph.terms import KG, KGV, shorten
from kg.language import Lang, Text
from kg.views.terminal.voice import Voice, open_table, printable
from kg.views.words import MODALITIES, STATUSES


def render_answer(answer: Answer, voice: Voice, width: int) -> RenderableType:
    """Return the rows of a query as a table, or as records where it is wider than *width*.

    Literals stand as they are, IRIs short.
    """
    if answer.kind == "ask":
        return Styled(voice.say("yes", "是") if answer.boolean else voice.say("no", "否"))
    if not answer.rows:
        return Styled(
            voice.say(
                "No row: nothing in the graph fits this question (not said is not no).",
                "没有结果：图谱中没有符合此问题的内容（未说不等于否定）。",
            )
        )
    rows = [[_cell(row.get(column)) for column in answer.columns] for row in answer.rows]
    if _natural_width(answer.columns, rows) > width:
        return Group(*(_record(answer.columns, row) for row in rows))
    table = open_table(*answer.columns)
    for row in rows:
        table.add_row(*row)
    return table


def _natural_width(columns: tuple[str, ...], rows: list[list[str]]) -> int:
    cells = zip(columns, *rows, strict=True)
    return sum(max(map(cell_len, column)) + 2 for column in cells)


def _record(columns: tuple[str, ...], row: list[str]) -> RenderableType:
    """Return one row as lines, column by column: for answers wider than the terminal."""
    table = open_table(columns=2)
    for column, cell in zip(columns, row, strict=True):
        table.add_row(Styled(column, style="cyan"), cell)
    return Padding(table, (0, 0, 1, 0))


def _cell(term: dict[str, Any] | None) -> str:
    if term is None:
        return ""
    value = term["value"]
    if isinstance(value, dict):  # a triple term
        return " ".join(_cell(value[part]) for part in ("subject", "predicate", "object"))
    return printable(shorten(value) if term["type"] == "uri" else value)


def render_stats(stats: Stats, voice: Voice) -> RenderableType:
    """Return the counts as two tables; kinds of which there is nothing are left out."""
    things = open_table(voice.say("kind", "类别"), voice.say("count", "数量"))
    for name, number in _kinds(stats, voice):
        if number:
            things.add_row(name, str(number))
    heads = [MODALITIES[m].say(voice.lang) for m in Modality]
    links = open_table(voice.say("accepted link", "已采纳的关联"), *heads)
    for link, numbers in stats.links.items():
        cells = [str(numbers.get(modality.value, "–")) for modality in Modality]
        links.add_row(voice.name(KG + link), *cells)
    statuses = ", ".join(f"{STATUSES[s].say(voice.lang)} {n}" for s, n in stats.claims.items())
    head = voice.say(
        "data version {version}: {triples} triples; claims: {statuses}",
        "数据版本 {version}：{triples} 条三元组；主张：{statuses}",
        version=stats.version, triples=stats.triples, statuses=statuses,
    )  # fmt: skip
    return Group(Styled(head, style="bold"), Styled(""), things, Styled(""), links)


def _kinds(stats: Stats, voice: Voice) -> Iterator[tuple[str, int]]:
    for kind, number in stats.things.items():
        foreign = FOREIGN_KINDS.get(kind)
        yield foreign.say(voice.lang) if foreign else voice.name(KG + kind), number
        if kind == "Observation":
            yield from ((f"  {voice.name(KGV + k)}", n) for k, n in stats.observations.items())


def render_sources(report: Iterable[Resolved], lang: Lang) -> RenderableType:
    """Return where the copies are and what resolves in them."""
    heads = [Text("source", "来源"), Text("your copy", "您的副本"), Text("evidence", "证据")]
    table = open_table(*(head.say(lang) for head in heads))
    for item in report:
        table.add_row(item.source, _copy_cell(item, lang), _outcome_cell(item))
    return table


def _copy_cell(item: Resolved, lang: Lang) -> str:
    if item.copy is None:
        return Text(
            "none: name its directory with --copies or --register",
            "无：可用 --copies 或 --register 指明目录",
        ).say(lang)
    same = Text("the file that was curated from", "与整理时所用文件相同")
    other = Text("another file", "不是整理时所用的文件")
    return f"{item.copy} ({(same if item.same_file else other).say(lang)})"


def _outcome_cell(item: Resolved) -> str:
    return ", ".join(f"{outcome} {number}" for outcome, number in sorted(item.outcomes.items()))
