"""A difference in the terminal: strongest news first, many of one kind as a count and the first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from kg.answers.changes import Change, Diff, Rest
from kg.graph.terms import KG
from kg.views.diff_texts import HEADINGS, describe, join
from kg.views.terminal.voice import Voice, printable

LISTED = 5  # changes of one kind that are told before the rest is counted
BY_CLASS = ("thing-added", "thing-removed")
# What is only counted, unless more detail is asked for or nothing else.
QUIET = (
    "gap-moot", "gap-of-gone", "anomaly-changed", "evidence-paraphrased", "evidence-moved",
    "evidence-removed", "evidence-added", "rests-elsewhere", "reworded",
)  # fmt: skip


def render_diff(diff: Diff, names: tuple[str, str], voice: Voice) -> RenderableType:
    """Return *diff* between the versions called *names*, each kind of change below its heading."""
    before, after = names
    if diff.empty:
        return Styled(_nothing(diff, before, after, voice))
    head = voice.say(
        "What changed from {before} to {after}:", "从 {before} 到 {after} 的变化：",
        before=before, after=after,
    )  # fmt: skip
    lines: list[RenderableType] = [Styled(printable(head)), Styled("")]
    quiet = {} if voice.verbose or _only_quiet(diff) else diff.counts()
    for kind, group in groupby(diff.changes, key=lambda change: change.kind):
        if kind not in QUIET or kind not in quiet:
            lines += [*_render_kind(kind, list(group), diff, voice), Styled("")]
    lines += _render_quiet({k: n for k, n in quiet.items() if k in QUIET}, voice)
    return Group(*lines, *_render_rest(diff.rest, voice))


def _only_quiet(diff: Diff) -> bool:
    return all(change.kind in QUIET for change in diff.changes)


def _nothing(diff: Diff, before: str, after: str, voice: Voice) -> str:
    if diff.narrow:
        return voice.say(
            "Nothing of what was asked for differs between {before} and {after}.",
            "在所问范围内，{before} 与 {after} 没有差异。", before=before, after=after,
        )  # fmt: skip
    return voice.say(
        "Nothing differs between {before} and {after}.", "{before} 与 {after} 没有差异。",
        before=before, after=after,
    )  # fmt: skip


def _render_kind(
    kind: str, changes: list[Change], diff: Diff, voice: Voice
) -> list[RenderableType]:
    heading = f"{HEADINGS[kind].say(voice.lang)} ({len(changes)})"
    lines: list[RenderableType] = [Styled(heading, style="bold")]
    if kind in BY_CLASS and not voice.verbose:
        return lines + [
            _item(_of_class(note, list(group), diff, voice))
            for note, group in groupby(changes, key=lambda change: change.note)
        ]
    shown = changes if voice.verbose else changes[:LISTED]
    lines += [_item(describe(change, diff.name).say(voice.lang)) for change in shown]
    if len(shown) < len(changes):
        more = voice.say(
            "… {more} more: -v lists them", "…… 另有 {more} 项：-v 列出全部",
            more=len(changes) - len(shown),
        )  # fmt: skip
        lines.append(Padding(Styled(more, style="dim"), (0, 0, 0, 2)))
    return lines


def _of_class(note: str, changes: list[Change], diff: Diff, voice: Voice) -> str:
    names = join([diff.name(change.subject) for change in changes])
    return voice.say(
        "{kind} ({n}): {names}", "{kind}（{n}）：{names}",
        kind=diff.name(KG + note), n=len(changes), names=names,
    )  # fmt: skip


def _item(text: str) -> Padding:
    return Padding(Styled(f"- {printable(text)}"), (0, 0, 0, 2))


def _render_quiet(counts: dict[str, int], voice: Voice) -> Iterable[RenderableType]:
    if counts:
        said = [f"{HEADINGS[kind].say(voice.lang)} ({n})" for kind, n in counts.items()]
        head = voice.say("Also, listed with -v: ", "此外（-v 列出）：")
        yield Styled(head + voice.join(said), style="dim")


def _render_rest(rest: Rest | None, voice: Voice) -> Iterable[RenderableType]:
    if rest and rest.total:
        kinds = sorted({*rest.added, *rest.removed})
        said = [
            f"{_kind(kind, voice)} +{rest.added.get(kind, 0)} −{rest.removed.get(kind, 0)}"
            for kind in kinds
        ]
        head = voice.say(
            "Other triples that came and went, by what they are of ({n}): ",
            "其他增减的三元组，按所属对象计（{n}）：", n=rest.total,
        )  # fmt: skip
        yield Styled(head + voice.join(said), style="dim")


def _kind(kind: str, voice: Voice) -> str:
    return voice.name(KG + kind) if kind else voice.say("the ontology", "本体")
