"""Anomalies in the terminal: what is doubtful, what may have been meant, how the graph holds it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from kg.answers.anomalies import Anomaly
from kg.graph.terms import KGV, local_name
from kg.language import Text
from kg.views.terminal.voice import DOUBT, Voice, open_table, printable
from kg.views.words import LEVELS

STYLE = "bold red"
MOST_WHOLE = 8


def render_anomaly_line(anomaly: Anomaly, voice: Voice) -> Styled:
    """Return the headline of an anomaly, with its id and its kind."""
    line = Styled(f"{DOUBT} ", style=STYLE).append(printable(anomaly.label.say(voice.lang)))
    kind = f" ({voice.name(KGV + anomaly.kind)})" if anomaly.kind else ""
    return line.append(f"  {local_name(anomaly.iri)}{kind}", style="dim not bold")


def render_anomalies(anomalies: Sequence[Anomaly], voice: Voice) -> list[RenderableType]:
    """Return the headlines of *anomalies*, and below each all of it unless they are very many."""
    lines: list[RenderableType] = []
    whole = voice.verbose or len(anomalies) <= MOST_WHOLE
    for anomaly in anomalies:
        lines.append(render_anomaly_line(anomaly, voice))
        lines += [Padding(render_details(anomaly, voice), (0, 0, 0, 2))] if whole else []
    if not whole:
        more = voice.say("(-v shows how each is held)", "（-v 显示各项的处理方式）")
        lines.append(Styled(more, style="dim"))
    return lines


def render_details(anomaly: Anomaly, voice: Voice, *, whole: bool = False) -> RenderableType:
    """Return what is wrong, the candidates and the treatment; the *whole* also what it affects."""
    meant = [*anomaly.candidates_in(voice.lang), *map(voice.name, anomaly.candidate_things)]
    rows = [
        (Text("wrong", "问题"), "" if whole else anomaly.definition.say(voice.lang)),
        (Text("kind", "类型"), voice.name(KGV + anomaly.kind) if whole and anomaly.kind else ""),
        (Text("may mean", "可能指"), voice.join(meant)),
        (Text("held as", "处理"), anomaly.treatment.say(voice.lang)),
        (Text("confidence", "置信度"), _level(anomaly, voice)),
    ]
    if whole:
        affected = [iri for iri in anomaly.affects if voice.name(iri) != local_name(iri)]
        rows.append((Text("affects", "影响"), "\n".join(map(voice.name, affected))))
        broken = "\n".join(note.say(voice.lang) for note in anomaly.explained)
        rows.append((Text("explains why not", "由此不成立"), broken))
    table = open_table(columns=2)
    for head, said in rows:
        if said:
            table.add_row(Styled(head.say(voice.lang), style="cyan"), printable(said))
    return table


def _level(anomaly: Anomaly, voice: Voice) -> str:
    level = LEVELS.get(anomaly.confidence)
    return level.say(voice.lang) if level else ""
