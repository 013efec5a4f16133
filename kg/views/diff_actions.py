"""How bottlenecks are answered, before and now: sentences about actions, gaps and threads."""

from __future__ import annotations

from collections.abc import Callable

from kg.answers.diff.changes import Change
from kg.answers.values import Modality
from kg.language import Text
from kg.views.diff_words import Name, Sentence, chain, join_names, one_word
from kg.views.gap_texts import GAPS, REASONS
from kg.views.support_texts import VERDICTS
from kg.views.words import MODALITIES

WHY = {reason.value: text for reason, text in REASONS.items()}
RESTS = {verdict.value: text for verdict, text in VERDICTS.items()}


def _lost(change: Change, name: Name) -> Text:
    one, many = (
        Text(
            "{thing} lost its only action ({known}): {actions}.",
            "“{thing}”失去了唯一的行动（{known}）：{actions}。",
        ),
        Text(
            "{thing} lost all of its {n} actions ({known}): {actions}.",
            "“{thing}”的 {n} 项行动全部失去（{known}）：{actions}。",
        ),
    )
    return _of_actions(change, change.before, (one, many), name)


def _gained(change: Change, name: Name) -> Text:
    one, many = (
        Text(
            "{thing} had no action and has one now ({known}): {actions}.",
            "“{thing}”此前没有行动，现有一项（{known}）：{actions}。",
        ),
        Text(
            "{thing} had no action and has {n} now ({known}): {actions}.",
            "“{thing}”此前没有行动，现有 {n} 项（{known}）：{actions}。",
        ),
    )
    return _of_actions(change, change.after, (one, many), name)


def _of_actions(
    change: Change, actions: tuple[str, ...], one_or_many: tuple[Text, Text], name: Name
) -> Text:
    known = MODALITIES[Modality.STATED if change.things else Modality.INFERRED]
    if 0 < len(change.things) < len(actions):
        known = Text("{n} of them stated", "其中 {n} 项明示").fill(n=len(change.things))
    return one_or_many[len(actions) > 1].fill(
        thing=name(change.subject), n=len(actions), known=known, actions=join_names(actions, name)
    )


def _lost_stated(change: Change, name: Name) -> Text:
    one, many = (
        Text(
            "{thing} lost its only stated action: {actions}; inferred ones left: {left}.",
            "“{thing}”失去了唯一有原文明示的行动：{actions}；尚余推断的行动 {left} 项。",
        ),
        Text(
            "{thing} lost all of its {n} stated actions: {actions}; inferred ones left: {left}.",
            "“{thing}”的 {n} 项有原文明示的行动全部失去：{actions}；尚余推断的行动 {left} 项。",
        ),
    )
    return (many if len(change.before) > 1 else one).fill(
        thing=name(change.subject), n=len(change.before), left=len(change.things),
        actions=join_names(change.before, name),
    )  # fmt: skip


def _gained_stated(change: Change, name: Name) -> Text:
    return Text(
        "{thing}, answered by inference only before, has what a source states: {actions}.",
        "“{thing}”此前只有推断的行动，现有原文明示的：{actions}。",
    ).fill(thing=name(change.subject), actions=join_names(change.after, name))


def _gap(pattern: Text) -> Callable[[Change, Name], Text]:
    def describe(change: Change, name: Name) -> Text:
        was, now = (one_word(values, WHY) for values in (change.before, change.after))
        return pattern.fill(thing=name(change.subject), gap=GAPS[change.note], was=was, reason=now)

    return describe


def _thread(new: Text, changed: Text, rests: Callable[[Change], tuple[str, ...]]) -> Sentence:
    def describe(change: Change, name: Name) -> Text:
        along = chain([name(node) for node in change.things], " → ", " → ")
        other = rests(change)
        return (changed if other else new).fill(nodes=along, rests=one_word(other, RESTS))

    return describe


ACTIONS: dict[str, Sentence] = {
    "lost-only-action": _lost,
    "lost-only-stated-action": _lost_stated,
    "gained-first-action": _gained,
    "gained-first-stated-action": _gained_stated,
    "gap-opened": _gap(
        Text(
            "A gap opened at “{thing}”: {gap} ({reason}).",
            "“{thing}”出现缺口：{gap}（{reason}）。",
        )
    ),
    "gap-closed": _gap(
        Text("A gap of “{thing}” is closed: {gap}.", "“{thing}”的缺口已补上：{gap}。")
    ),
    "gap-of-new": _gap(
        Text("“{thing}” is new and has a gap: {gap} ({reason}).",
             "新增的“{thing}”带有缺口：{gap}（{reason}）。")
    ),
    "gap-of-gone": _gap(
        Text("“{thing}” is gone, and its gap with it: {gap}.",
             "“{thing}”已移除，其缺口随之消失：{gap}。")
    ),
    "gap-arisen": _gap(
        Text("The thread of “{thing}” goes on, up to a gap: {gap} ({reason}).",
             "“{thing}”的链条有所延伸，止于缺口：{gap}（{reason}）。")
    ),
    "gap-moot": _gap(
        Text("The thread of “{thing}” no longer comes so far: {gap}.",
             "“{thing}”的链条不再延伸至此：{gap}。")
    ),
    "gap-reason": _gap(
        Text("“{thing}”: {gap}: {was} → {reason}.", "“{thing}”：{gap}：{was} → {reason}。")
    ),
    "thread-unstated": _thread(
        Text("A thread stated throughout breaks off: {nodes}.", "一条整链明示的链中断：{nodes}。"),
        Text("No longer stated throughout (now {rests}): {nodes}.",
             "不再整链明示（现{rests}）：{nodes}。"),
        lambda change: change.after,
    ),
    "thread-stated": _thread(
        Text("A new thread, stated throughout: {nodes}.", "新增一条整链明示的链：{nodes}。"),
        Text("Stated throughout now (before: {rests}): {nodes}.",
             "现已整链明示（此前{rests}）：{nodes}。"),
        lambda change: change.before,
    ),
}  # fmt: skip
