"""How a report speaks: names, marks and links as runs, in one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.answers.support import Support
from kg.answers.values import Claim, Modality
from kg.graph.terms import local_name
from kg.language import Lang, Text
from kg.views.report import texts
from kg.views.report.blocks import Block, Heading, Inline, Line, Paragraph, Run, Table, Tone, line
from kg.views.report.notes import Notes
from kg.views.words import LEVELS, MODALITIES

SIGNS = {Modality.STATED: "●", Modality.INFERRED: "○", Modality.COLLECTIVE: "◆"}
DOUBT = "※"
TONES: dict[Modality, Tone] = {
    Modality.STATED: "stated",
    Modality.INFERRED: "inferred",
    Modality.COLLECTIVE: "stated-collectively",
}
ANOMALIES = "anomalies"  # the anchor of their heading
MOST_NAMED = 6


@dataclass(frozen=True)
class Speech:
    """The language, a thing's name in it, the footnotes, and what anomalies touch."""

    lang: Lang
    name: Callable[[str], str]
    notes: Notes
    doubtful: frozenset[str] = frozenset()

    def say(self, text: Text, /, **values: object) -> str:
        """Return *text* in the language of the report."""
        return text.fill(**values).say(self.lang) if values else text.say(self.lang)

    def join(self, parts: Iterable[str]) -> str:
        """Return *parts* as a list within a sentence."""
        return ("；" if self.lang == "zh" else "; ").join(parts)

    def beside(self, *parts: str) -> str:
        """Return sentences beside each other."""
        return ("" if self.lang == "zh" else " ").join(filter(None, parts))

    def names(self, iris: Sequence[str], most: int = 0) -> str:
        """Return the names of *iris*; of more than *most* the first, and how many more."""
        shown = [self.name(iri) for iri in (iris[:most] if most else iris)]
        if most and len(iris) > most:
            shown.append(self.say(texts.MORE, n=len(iris) - most))
        return self.join(shown)

    def thing(self, iri: str, *, strong: bool = False, link: str = "") -> Line:
        """Return the name of *iri*, marked where an anomaly touches it."""
        return line(Run(self.name(iri), strong=strong, link=link), self.doubt(iri))

    def things(self, iris: Iterable[str]) -> Line:
        """Return the names of *iris* as a list, each marked where an anomaly touches it."""
        between = Run("；" if self.lang == "zh" else "; ")
        parts: list[Inline] = []
        for iri in iris:
            parts += [*([between] if parts else []), *self.thing(iri)]
        return tuple(parts)

    def doubt(self, *iris: str) -> Line:
        """Return the mark of what an anomaly touches, if one of *iris* is such."""
        if self.doubtful.isdisjoint(iris):
            return ()
        return (Run(f" {DOUBT}", tone="warn", link=ANOMALIES),)

    def known(self, support: Support) -> Line:
        """Return how a link is known: its sign, its modality, its confidence, and sets."""
        modality = support.hop.modality
        said = MODALITIES[modality].say(self.lang)
        if modality is Modality.INFERRED:
            level = LEVELS[support.confidence].say(self.lang)
            said += self.say(texts.IN_BRACKETS, text=level)
        sign = Run(f"{SIGNS[modality]} {said}", tone=TONES[modality])
        sets = Run(f" {SIGNS[Modality.COLLECTIVE]}", tone=TONES[Modality.COLLECTIVE])
        doubt = self.doubt(*(claim.iri for claim in support.hop.claims))
        in_sets = support.collective and modality is Modality.INFERRED
        return line(sign, (sets,) if in_sets else "", doubt)

    def why(self, claims: Sequence[Claim], *, reasons: bool = True) -> Line:
        """Return why *claims* were made, with the marks of their evidence, and what is against."""
        found: list[Inline] = []
        plain = self.say(texts.SEE_PASSAGE)
        for claim in claims:
            said = (claim.rationale.say(self.lang) or plain) if reasons else ""
            space = " " if found and said and self.lang == "en" else ""
            found += line(space + said, self.notes.mark(claim.evidence))
            if claim.contrary_evidence:
                against = Run(f" {self.say(texts.AGAINST)}", tone="warn")
                told = self.join(e.paraphrase.say(self.lang) for e in claim.contrary_evidence)
                found += line(against, f" {told}", self.notes.mark(claim.contrary_evidence))
        return tuple(found)

    def table(
        self,
        label: str,
        heads: Sequence[str],
        widths: Sequence[int],
        rows: Iterable[Sequence[Line]],
    ) -> Table:
        """Return a table; *heads* are names of columns."""
        named = tuple(self.say(texts.COLUMNS[head]) for head in heads)
        return Table(named, tuple(map(tuple, rows)), tuple(widths), label)

    def section(self, name: str, level: int, *blocks: Block, anchor: str = "") -> list[Block]:
        """Return *blocks* below their heading; nothing where there are none."""
        head = Heading(level, line(self.say(texts.HEADINGS[name])), anchor)
        return [head, *blocks] if blocks else []

    def note(self, text: Text, /, **values: object) -> Paragraph:
        """Return a remark below or above a table."""
        return Paragraph(line(self.say(text, **values)), "note")


def decisive(support: Support) -> tuple[Claim, ...]:
    """Return the claims that make a link what it is."""
    return tuple(c for c in support.hop.claims if c.modality is support.hop.modality)


def anchor_of(iri: str) -> str:
    """Return the anchor of the chapter on *iri*: letters, digits and hyphens, in every format."""
    return re.sub(r"[^\w-]+", "-", local_name(iri))


def capital(text: str) -> str:
    """Return *text* as it begins a line."""
    return text[:1].upper() + text[1:]
