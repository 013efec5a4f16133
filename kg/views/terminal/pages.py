"""Pages and tables: a thing, a query's rows, counts, the user's copies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from kg.answers.query import Answer
from kg.answers.stats import Stats
from kg.answers.things import Thing
from kg.answers.values import Claim, Modality
from kg.graph.resolving import Resolved
from kg.graph.terms import KG, local_name, shorten
from kg.language import Lang, Text
from kg.views.terminal.voice import (
    LEVELS,
    MARKS,
    MODALITIES,
    STATUSES,
    STYLES,
    Voice,
    open_table,
    printable,
    render_claim_link,
    render_evidence,
    render_why,
)


def render_thing(thing: Thing, voice: Voice) -> RenderableType:
    """Return everything known about a thing as a page."""
    title = Styled(thing.label.say(voice.lang), style="bold underline")
    title.append(
        f"  {voice.name(KG + thing.kind)}  {local_name(thing.iri)}",
        style="dim not bold not underline",
    )
    lines: list[RenderableType] = [title]
    other = thing.label.en if voice.lang == "zh" else thing.label.zh
    lines.append(Styled(" / ".join(dict.fromkeys((other, *thing.other_names))), style="dim"))
    if thing.definition.say(voice.lang):
        lines.append(Styled(thing.definition.say(voice.lang)))
    lines += _facts(thing, voice)
    lines += [line for e in thing.evidence for line in render_evidence(e, voice)]
    if thing.claims:
        lines.append(Styled(""))
        lines.append(Styled(voice.say("Claims", "主张"), style="bold"))
    for claim in thing.claims:
        lines.append(_claim_line(claim, voice))
        lines.append(Padding(Group(*render_why(claim, voice)), (0, 0, 0, 2)))
    return Group(*lines)


def _facts(thing: Thing, voice: Voice) -> list[RenderableType]:
    table = open_table(columns=2)
    related = {
        voice.say("part of", "属于"): thing.wholes,
        voice.say("parts", "组成部分"): thing.parts,
    }
    for heading, iris in related.items():
        if iris:
            table.add_row(Styled(heading, style="cyan"), "\n".join(voice.name(i) for i in iris))
    for fact in thing.facts:
        values = [*map(voice.name, fact.things), *fact.literals]
        table.add_row(Styled(fact.label.say(voice.lang), style="cyan"), "\n".join(values))
    return [table] if table.row_count else []


def _claim_line(claim: Claim, voice: Voice) -> Styled:
    said = [MODALITIES[claim.modality], LEVELS[claim.confidence]]
    if claim.status != "accepted":
        said.append(STATUSES[claim.status])
    if claim.polarity == "denied":
        said.append(Text("denied", "否定"))
    line = Styled(f"{MARKS[claim.modality]} ", style=STYLES[claim.modality])
    line.append("(" + ", ".join(text.say(voice.lang) for text in said) + ") ")
    return line.append(render_claim_link(claim, voice), style="bold")


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
    """Return the counts as two tables."""
    things = open_table(voice.say("kind", "类别"), voice.say("count", "数量"))
    for kind, number in stats.things.items():
        things.add_row(voice.name(KG + kind), str(number))
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
