"""How the terminal speaks: marks, words for modality and status, evidence beside its place.

Symbols are from the GBK set, so that a Chinese terminal of any age can show them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from kg.answers.values import Claim, Evidence, Modality
from kg.graph.terms import source_id
from kg.language import Lang, Text
from kg.sources.copies import Words
from kg.views.words import STATUSES

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
DOUBT = "※"  # beside what an anomaly touches
MARKS = {Modality.STATED: "●", Modality.INFERRED: "○", Modality.COLLECTIVE: "◆"}


STYLES = {Modality.STATED: "bold green", Modality.INFERRED: "yellow", Modality.COLLECTIVE: "cyan"}


@dataclass(frozen=True)
class Voice:
    """How to speak: the language, a thing's name, a user's words at a place, and how much.

    What anomalies touch is `doubtful`, and bears a mark.
    """

    lang: Lang
    name: Callable[[str], str]
    words: Callable[[Evidence], Words | None]
    verbose: bool = False
    doubtful: frozenset[str] = frozenset()

    def mark(self, *iris: str) -> str:
        """Return the mark of what an anomaly touches if one of *iris* is such."""
        return "" if self.doubtful.isdisjoint(iris) else f" {DOUBT}"

    def marked(self, iri: str) -> str:
        """Return the name of *iri* with its mark, if it bears one."""
        return self.name(iri) + self.mark(iri)

    def say(self, en: str, zh: str, **values: object) -> str:
        """Return a message in the user's language."""
        return Text(en, zh, values).say(self.lang)

    def join(self, names: Iterable[str]) -> str:
        """Return *names* as a list within a line."""
        return ("；" if self.lang == "zh" else "; ").join(names)

    def place(self, evidence: Evidence) -> str:
        """Return where evidence or a reading stands, as one would cite it."""
        return self.say(
            "{source} {section} para {number}", "{source} {section} 第{number}段",
            source=self.source(evidence.source), section=evidence.section,
            number=evidence.paragraph,
        )  # fmt: skip

    def source(self, iri: str) -> str:
        """Return the id of a source, as short as it is known by."""
        return source_id(iri)


def render_plain(renderable: RenderableType, width: int = 120) -> str:
    """Return *renderable* as plain text, without colour."""
    buffer = io.StringIO()
    Console(file=buffer, width=width, highlight=False, emoji=False, markup=False).print(renderable)
    return buffer.getvalue()


def printable(text: str) -> str:
    """Return *text* without control characters: no data may steer a user's terminal."""
    return CONTROL.sub("", text)


def open_table(*headings: str, columns: int = 0) -> Table:
    """Return a table without lines; a cell that is too wide is folded, never cut."""
    table = Table(box=None, pad_edge=False, show_header=bool(headings), header_style="bold")
    for heading in headings or ("",) * columns:
        table.add_column(heading, overflow="fold")
    return table


def render_beside(head: Styled, body: str, style: str = "dim") -> Table:
    """Return *body* beside *head*, folded in a column of its own: Chinese has no spaces."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(head, Styled(printable(body), style=style))
    return grid


def render_evidence(evidence: Evidence, voice: Voice) -> list[RenderableType]:
    """Return the place and our paraphrase, and below it the words if the user's copy has them."""
    head = Styled(f"  [{voice.place(evidence)}]", style="cyan")
    lines: list[RenderableType] = [render_beside(head, evidence.paraphrase.say(voice.lang))]
    return lines + render_words(evidence, voice)


def render_words(evidence: Evidence, voice: Voice) -> list[RenderableType]:
    """Return the words of the user's copy at a place, or why they are not shown."""
    lines: list[RenderableType] = []
    words = voice.words(evidence)
    if words and words.text:
        head = Styled(voice.say("  your copy:", "  您的副本："), style="cyan")
        lines.append(render_beside(head, f"“{words.text}”", "italic"))
    elif words:
        said = voice.say(
            "    your copy: {outcome}, so no words are shown",
            "    您的副本：{outcome}，故不显示原文", outcome=words.outcome.value,
        )  # fmt: skip
        lines.append(Styled(said, style="red"))
    return lines


def render_claim_link(claim: Claim, voice: Voice) -> str:
    """Return the link of a claim as one line of names."""
    names = (voice.name(claim.subject), voice.name(claim.predicate), voice.name(claim.object))
    return " – ".join(names)


def render_why(claim: Claim, voice: Voice) -> list[RenderableType]:
    """Return why a claim was made, its evidence as far as asked for, and what speaks against it."""
    lines: list[RenderableType] = []
    if why := claim.rationale.say(voice.lang):
        lines.append(render_beside(Styled(voice.say("  why:", "  理由："), style="dim"), why))
    if reason := claim.reason.say(voice.lang):
        status = STATUSES[claim.status].say(voice.lang)
        head = voice.say("  {status} because:", "  {status}的原因：", status=status)
        lines.append(render_beside(Styled(head, style="red"), reason))
    shown = claim.evidence if voice.verbose or not claim.rationale.en else claim.link_evidence
    for evidence in shown:
        lines += render_evidence(evidence, voice)
    for evidence in claim.contrary_evidence:
        lines.append(Styled(voice.say("  against it:", "  相反证据："), style="red"))
        lines += render_evidence(evidence, voice)
    return lines
