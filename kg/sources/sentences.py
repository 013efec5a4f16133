"""Sentences and cells: the units in which one says what of a source was taken, and what was not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.sources.anchor import Span, key_window
from kg.sources.copying import HAN
from kg.sources.key import KeyedText, build_key

# What is in a text for its looks: the marks of footnotes, images, tags.
NOTE_MARK = r"<sup>\s*(?:[①-⑳]|\[[\d,\s-]+\])\s*</sup>"
MARKUP = re.compile(rf"{NOTE_MARK}|!\[[^\]\n]*\]\([^)\n]*\)|</?[A-Za-z][A-Za-z0-9]*\s*/?>")
# What closes behind the end of a sentence still belongs to it, the mark of its footnote too.
CLOSING = rf"(?:[”’」』）)\]】》]|\s*{NOTE_MARK})*"
HAN_END = re.compile(rf"(?:[。！？；;]|[!?](?![0-9A-Za-z=&/])){CLOSING}")
LATIN_END = re.compile(r"[.!?][\"”’)\]]*(?=\s+[\"“‘(\[]?[A-Z])")
# A dot that ends no sentence: behind an initial, a number, or one of these.
ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:[A-Z]|\d+"
    r"|(?i:cf|dr|eds?|et al|figs?|mrs?|ms|nos?|prof|st|vol|vs))\.$"
)
LEAD = re.compile(r"(?:\s|#+|>|[*-](?=\s))+")  # the signs of headings and lists


@dataclass(frozen=True)
class Unit:
    """A sentence, or a cell of a table: where it starts and ends in the text."""

    start: int
    end: int
    cell: bool = False

    @property
    def span(self) -> Span:
        """Start and end."""
        return self.start, self.end


def find_units(text: str) -> list[Unit]:
    """Return the sentences and cells of *text*, in order.

    A sentence ends at its stop or at the end of the line; a line with tabs is a row of a table.
    What carries no words is left out.
    """
    words = WordKey.build(build_key(text))
    pieces = (unit for line in re.finditer(r"[^\n]+", text) for unit in _pieces(line))
    trimmed = (_trim(text, unit) for unit in pieces)
    return [unit for unit in trimmed if words.carried([unit.span])]


def _pieces(line: re.Match[str]) -> Iterator[Unit]:
    words, offset = line[0], line.start()
    if "\t" in words:
        ends, cell = re.compile(r"\t"), True
    elif words.lstrip().startswith("|") and words.rstrip().endswith("|"):
        ends, cell = re.compile(r"\|"), True
    else:
        ends, cell = HAN_END if HAN.search(words) else LATIN_END, False
    start = 0
    for match in ends.finditer(words):
        if ends is LATIN_END and ABBREVIATION.search(words, start, match.start() + 1):
            continue
        end = match.start() if cell else match.end()
        yield Unit(offset + start, offset + end, cell)
        start = match.end()
    yield Unit(offset + start, offset + len(words), cell)


def _trim(text: str, unit: Unit) -> Unit:
    words = text[unit.start : unit.end]
    lead = LEAD.match(words)
    start = unit.start + (lead.end() if lead else 0)
    return Unit(start, max(start, unit.start + len(words.rstrip())), unit.cell)


@dataclass(frozen=True)
class WordKey:
    """The letters and digits of a text's match key, without its markup.

    They are what is counted when places are compared: the key keeps signs such as `|` too.
    """

    keyed: KeyedText

    @classmethod
    def build(cls, keyed: KeyedText) -> WordKey:
        """Return the letters and digits of *keyed* that do not lie in markup."""
        markup = {at for match in MARKUP.finditer(keyed.text) for at in range(*match.span())}
        kept = [
            i
            for i, (char, origin) in enumerate(zip(keyed.key, keyed.origins, strict=True))
            if char.isalnum() and origin not in markup
        ]
        key = "".join(keyed.key[i] for i in kept)
        return cls(KeyedText(keyed.text, key, tuple(keyed.origins[i] for i in kept)))

    def carried(self, spans: Iterable[Span]) -> set[int]:
        """Return the positions in the key of the characters that *spans* of the text carry."""
        return {at for span in spans for at in range(*key_window(self.keyed, span))}
