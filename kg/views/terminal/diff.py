"""A difference in the terminal: strongest news first, many of one kind as a count and the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text as Styled

from kg.answers.diff.changes import ONTOLOGY, Change, Diff, Rest
from kg.graph.terms import KG, source_id
from kg.language import Text
from kg.views.diff_headings import HEADINGS
from kg.views.diff_texts import POLARITIES, describe
from kg.views.diff_words import join, join_ends, plain
from kg.views.gap_texts import GAPS
from kg.views.numbers import NOT_INTERPRETED
from kg.views.terminal.voice import Voice, printable, render_beside
from kg.views.words import STATUSES

LISTED = 5  # changes of one kind that are told before the rest is counted
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
    many = len(changes) > LISTED and not voice.verbose
    if many and kind in GATHERED:
        return lines + [_item(line) for line in _gather(kind, changes, diff, voice)]
    shown = changes[:LISTED] if many else changes
    lines += [_item(describe(change, diff.name).say(voice.lang)) for change in shown]
    if many:
        more = voice.say(
            "  … {more} more: -v lists them", "  …… 另有 {more} 项：-v 列出全部",
            more=len(changes) - LISTED,
        )  # fmt: skip
        lines.append(Styled(more, style="dim"))
    return lines


def _item(text: str) -> RenderableType:
    return render_beside(Styled("  -"), text, style="")


Gathered = tuple[Text, Text]


def _by_class(change: Change, diff: Diff) -> Gathered:
    return diff.name(KG + change.note), diff.name(change.subject)


def _by_gap(change: Change, diff: Diff) -> Gathered:
    return GAPS[change.note], diff.name(change.subject)


def _by_source(change: Change, diff: Diff) -> Gathered:
    return _sources(change), diff.name(change.subject)


def _by_link(change: Change, diff: Diff) -> Gathered:
    subject, link, value = change.things
    *_, polarity, status = change.after or change.before
    ends = join_ends((subject, value), diff.name)
    if status != "accepted":
        return STATUSES[status], diff.name(change.subject)
    return (diff.name(link), ends) if polarity == "affirmed" else (POLARITIES[polarity], ends)


def _by_indicator(change: Change, diff: Diff) -> Gathered:
    figure = change.now or change.was
    named = diff.name(figure.indicator) if figure and figure.indicator else NOT_INTERPRETED
    return _sources(change), named


def _sources(change: Change) -> Text:
    return plain(" + ".join(sorted(map(source_id, change.sources))) or "–")


# How many changes of one kind are gathered: under what heading, and by what name.
GATHERED: dict[str, Callable[[Change, Diff], Gathered]] = {
    **dict.fromkeys(("thing-added", "thing-removed"), _by_class),
    **dict.fromkeys(
        ("gap-opened", "gap-closed", "gap-of-new", "gap-of-gone", "gap-arisen", "gap-moot"), _by_gap
    ),
    **dict.fromkeys(("claim-added", "claim-removed"), _by_link),
    **dict.fromkeys(("figure-added", "figure-removed"), _by_indicator),
    **dict.fromkeys(("anomaly-added", "anomaly-removed"), _by_source),
}


def _gather(kind: str, changes: list[Change], diff: Diff, voice: Voice) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for change in changes:
        head, name = (text.say(voice.lang) for text in GATHERED[kind](change, diff))
        found.setdefault(head, []).append(name)
    for head, names in found.items():
        listed = join([plain(name) for name in dict.fromkeys(names)])
        yield voice.say("{head} ({n}): {listed}", "{head}（{n}）：{listed}",
                        head=head, n=len(names), listed=listed)  # fmt: skip


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
    if kind == ONTOLOGY:
        return voice.say("the ontology", "本体")
    return voice.name(KG + kind) if kind else voice.say("without class", "无类别者")
