"""The thread test in the terminal: chains by what they rest on, each explained in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from kg.answers.support import ThreadTest, Verdict
from kg.views.support_texts import VERDICTS, explain
from kg.views.terminal.tracing import LEGEND
from kg.views.terminal.voice import MARKS, STYLES, Voice, open_table, printable


def render_threads(tests: Sequence[ThreadTest], limit: int, voice: Voice) -> RenderableType:
    """Return how many chains rest on what, then the first *limit* of them, best first."""
    if not tests:
        return Styled(voice.say("No chain fits what was asked.", "没有符合条件的链。"))
    parts: list[RenderableType] = [_counts(tests, voice), Styled(LEGEND.say(voice.lang), "dim")]
    for verdict, group in groupby(tests[:limit], key=lambda test: test.verdict):
        parts += [Styled(""), Styled(VERDICTS[verdict].say(voice.lang), style="bold")]
        for test in group:
            parts += [_chain(test, voice), _reason(test, voice)]
    if len(tests) > limit:
        more = voice.say(
            "… {more} more: --limit {all}", "…… 另有 {more} 条：--limit {all}",
            more=len(tests) - limit, all=len(tests),
        )  # fmt: skip
        parts += [Styled(""), Styled(more, style="dim")]
    return Group(*parts)


def _counts(tests: Sequence[ThreadTest], voice: Voice) -> RenderableType:
    found = Counter(test.verdict for test in tests)
    table = open_table(voice.say("what a chain rests on", "链的依据"), voice.say("chains", "链数"))
    for verdict in Verdict:
        table.add_row(VERDICTS[verdict].say(voice.lang), str(found[verdict]))
    return table


def _chain(test: ThreadTest, voice: Voice) -> Styled:
    line = Styled("- ").append(printable(voice.name(test.chain.nodes[0])))
    for support in test.supports:
        line.append(f" {MARKS[support.modality]} ", style=STYLES[support.modality])
        line.append(printable(voice.name(support.hop.end)))
    return line


def _reason(test: ThreadTest, voice: Voice) -> Padding:
    said = explain(test, voice.name).say(voice.lang)
    return Padding(Styled(printable(said), style="dim"), (0, 0, 0, 2))
