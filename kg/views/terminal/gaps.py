"""Gaps in the terminal: by kind of thing and of gap, each with its reason."""

from __future__ import annotations

from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text as Styled

from kg.answers.gaps import Gap, GapReport
from kg.graph.terms import KG, local_name
from kg.views.gap_texts import GAPS, REASONS, REASONS_EXPLAINED
from kg.views.terminal.voice import Voice, open_table, printable


def render_gaps(report: GapReport, voice: Voice) -> RenderableType:
    """Return every gap below its heading, then what the reasons mean."""
    lines: list[RenderableType] = []
    for (kind, name), gaps in groupby(report.gaps, key=lambda gap: (gap.kind, gap.gap)):
        found = list(gaps)
        head = voice.say(
            "{kind}: {gap} ({found} of {all})", "{kind}：{gap}（{all} 项中 {found} 项）",
            kind=voice.name(KG + kind), gap=GAPS[name].say(voice.lang), found=len(found),
            all=report.looked_at[kind],
        )  # fmt: skip
        lines += [Styled(head, style="bold"), *(_line(gap, voice) for gap in found), Styled("")]
    if not lines:
        nothing = voice.say("No gap fits what was asked.", "没有符合条件的缺口。")
        return Styled(nothing)
    reasons = dict.fromkeys(gap.reason for gap in report.gaps)
    for reason in reasons:
        said = f"{REASONS[reason].say(voice.lang)}: {REASONS_EXPLAINED[reason].say(voice.lang)}"
        lines.append(Styled(said, style="dim"))
    return Group(*lines)


def _line(gap: Gap, voice: Voice) -> Styled:
    line = Styled("  - ").append(printable(voice.name(gap.thing)))
    line.append(f"  {local_name(gap.thing)}", style="dim")
    notes = [REASONS[gap.reason].say(voice.lang), *_notes(gap, voice)]
    return line.append(f"  ({'; '.join(notes) if voice.lang == 'en' else '；'.join(notes)})")


def _notes(gap: Gap, voice: Voice) -> list[str]:
    notes = []
    if gap.refused:
        notes.append(
            voice.say(
                "links weighed and refused: {n}", "考虑后未采纳的关联：{n}", n=len(gap.refused)
            )
        )
    if gap.collective:
        notes.append(voice.say("answered as part of a set only", "仅作为整体的一部分得到回应"))
    if gap.parts:
        parts = {"without": gap.parts_without, "all": gap.parts}
        en, zh = "parts that lack it too: {without} of {all}", "同样缺少的组成部分：{without}/{all}"
        notes.append(voice.say(en, zh, **parts))
    return notes


def render_gap_counts(counts: dict[str, int], by: str, voice: Voice) -> RenderableType:
    """Return the counts of gaps as a table, most first."""
    table = open_table(voice.say("by {by}", "按 {by}", by=by), voice.say("gaps", "缺口数"))
    for value, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(_value(value, by, voice), str(number))
    return table


def _value(value: str, by: str, voice: Voice) -> str:
    if not value:
        return voice.say("(none said)", "（未说）")
    if by == "gap":
        return GAPS[value].say(voice.lang)
    if by == "reason":
        return next(text.say(voice.lang) for reason, text in REASONS.items() if reason == value)
    return voice.name(KG + value if by == "kind" else value)
