"""The agreement of two readings as tables: what was read twice, and how far the readers agree."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from kg.answers.agreement import (
    ACROSS,
    FIELDS,
    MODALITIES,
    NONE,
    VERDICTS,
    Agreement,
    Comparison,
    Part,
    count_verdicts,
)
from kg.answers.values import Modality
from kg.language import Text
from kg.views.terminal.voice import Voice, open_table
from kg.views.words import MODALITIES as MODALITY_WORDS

HEADINGS = (
    Text("Claims read twice", "读过两遍的主张"),
    Text("Modality: how far two readers agree", "情态：双方在多大程度上一致"),
    Text("Confidence: how far two readers agree", "置信度：双方在多大程度上一致"),
    Text(
        "Modality: the first reader’s, and what the second gave for the same claims",
        "情态：第一读者所给，以及第二读者对同一批主张所给",
    ),
    Text(
        "Figures read twice, and how far the second reader and the settled row agree",
        "读过两遍的数字，以及第二读者与定稿的一致程度",
    ),
)
VERDICT_WORDS = {
    "agreed": Text("agreed", "同意"),
    "changed": Text("changed", "修改"),
    "refused": Text("refused", "不采纳"),
}
FIELD_WORDS = {
    "value": Text("value", "数值"),
    "unit": Text("unit", "单位"),
    "qualifier": Text("qualifier", "限定"),
    "period": Text("period", "时期"),
    "kind": Text("kind", "性质"),
}
PAIRINGS = (
    Text("first reader, second reader", "第一读者与第二读者"),
    Text("second reader, settled form", "第二读者与定稿"),
)
NOT_DEFINED = Text("not defined: one category only", "无定义：只有一个类别")
NOTES = (
    Text(
        "“none”: the reader would not make the link. Confidence is compared where both would.",
        "“不给”：读者不会作出该关联。置信度只在双方都会作出该关联时比较。",
    ),
    Text(
        "kappa: Cohen 1960, of confidence linearly weighted (Cohen 1968). What was settled was "
        "settled with both judgements in sight: agreement with it flatters.",
        "kappa：Cohen（1960）；置信度用线性加权（Cohen，1968）。"
        "定稿是看过双方判断之后商定的，与定稿的一致程度因而偏高。",
    ),
)


def render_agreement(agreement: Agreement, voice: Voice) -> RenderableType:
    """Return the agreement as tables, and who the readers were."""
    shown = [*agreement.parts, agreement.total]
    tables = (
        _counts(shown, voice),
        _comparisons(((part, part.modality) for part in shown), voice),
        _comparisons(((part, part.confidence) for part in shown), voice),
        _confusion(shown, voice),
        _figures(shown, voice),
    )
    lines: list[RenderableType] = []
    for heading, table in zip(HEADINGS, tables, strict=True):
        lines += [Styled(heading.say(voice.lang), style="bold"), table, Styled("")]
    lines += [Styled(note.say(voice.lang), style="dim") for note in NOTES]
    lines += [Styled(reader.say(voice.lang)) for reader in agreement.readers]
    return Group(*lines)


def _name(part: Part, voice: Voice) -> str:
    if part.source is None:
        return voice.say("all", "合计")
    return voice.say("across sources", "跨来源") if part.source == ACROSS else part.source


def _counts(parts: Iterable[Part], voice: Voice) -> Table:
    table = open_table(
        voice.say("source", "来源"),
        voice.say("claims", "主张"),
        voice.say("read twice", "读过两遍"),
        voice.say("first judgement kept", "初读判断有留存"),
        *(VERDICT_WORDS[verdict].say(voice.lang) for verdict in VERDICTS),
    )
    for part in parts:
        verdicts = count_verdicts(part.reviews).values()
        numbers = (part.claims, len(part.reviews), part.kept, *verdicts)
        table.add_row(_name(part, voice), *map(str, numbers))
    return table


def _comparisons(
    parts: Iterable[tuple[Part, tuple[Comparison, Comparison]]], voice: Voice
) -> Table:
    table = open_table(
        voice.say("source", "来源"),
        voice.say("compared", "比较双方"),
        voice.say("claims", "主张"),
        voice.say("agree", "一致"),
        "kappa",
    )
    for part, compared in parts:
        for pairing, comparison in zip(PAIRINGS, compared, strict=True):
            table.add_row(
                _name(part, voice),
                pairing.say(voice.lang),
                str(len(comparison.pairs)),
                _percent(comparison.percent),
                _kappa(comparison, voice),
            )
    return table


def _percent(percent: Fraction | None) -> str:
    return "–" if percent is None else f"{float(percent):.1f} %"


def _kappa(comparison: Comparison, voice: Voice) -> str:
    if not comparison.pairs:
        return "–"
    kappa = comparison.kappa
    return NOT_DEFINED.say(voice.lang) if kappa is None else f"{float(kappa):.3f}"


def _confusion(parts: Iterable[Part], voice: Voice) -> Table:
    words = {name: _modality(name, voice) for name in MODALITIES}
    table = open_table(
        voice.say("source", "来源"), voice.say("first reader", "第一读者"), *words.values()
    )
    for part in parts:
        for given, met in part.modality[0].table.items():
            if any(met.values()):
                cells = (str(number or "–") for number in met.values())
                table.add_row(_name(part, voice), words[given], *cells)
    return table


def _modality(name: str, voice: Voice) -> str:
    if name == NONE:
        return voice.say("none", "不给")
    return MODALITY_WORDS[Modality(name)].say(voice.lang)


def _figures(parts: Iterable[Part], voice: Voice) -> Table:
    table = open_table(
        voice.say("source", "来源"),
        voice.say("figures", "数字"),
        voice.say("read twice", "读过两遍"),
        *(VERDICT_WORDS[verdict].say(voice.lang) for verdict in VERDICTS),
        *(FIELD_WORDS[field].say(voice.lang) for field in FIELDS),
    )
    for part in parts:
        verdicts = count_verdicts(part.figure_reviews).values()
        numbers = (part.figures, len(part.figure_reviews), *verdicts)
        fields = (_percent(part.field_percent(field)) for field in FIELDS)
        table.add_row(_name(part, voice), *map(str, numbers), *fields)
    return table
