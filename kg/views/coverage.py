"""Coverage as one HTML page: the source in its order, and what was taken from where.

The words of the reader's copy are in it only when it is private; else each character is a block.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from kg.answers.coverage import KINDS, REASONS, Coverage, Covered, Resting, Skipped, State, Taken
from kg.language import Lang
from kg.sources.anchor import Span
from kg.sources.sentences import LEAD, MARKUP, NOTE_MARK
from kg.views.bilingual import LANGS, all_both, both
from kg.views.coverage_texts import KIND_NAMES, MEANINGS, PAGE, STATES, say_share
from kg.views.html import FIRST, as_json, content_policy, join_scripts, join_styles, open_templates
from kg.views.numbers import say_figure

TEMPLATE = "coverage.html.jinja"
SCRIPTS = ("elements.js", "coverage-state.js", "coverage-panel.js", "coverage.js")
HIDDEN = re.compile(rf"{MARKUP.pattern}|\*\*")
RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*")


def render_coverage(
    coverage: Coverage, text: str, *, lang: Lang, command: str, private: bool
) -> str:
    """Return *coverage* of *text* as one HTML file; only a *private* one holds words of it."""
    page = CoveragePage(coverage, text, masked=not private)
    styles = join_styles("base.css", "coverage.css")
    scripts = {"first": FIRST, "app": join_scripts(*SCRIPTS)}
    context: dict[str, Any] = {
        "lang": lang,
        "langs": LANGS,
        "policy": content_policy(scripts.values(), [styles]),
        "styles": styles,
        "scripts": scripts,
        "page": page,
        "coverage": coverage,
        "payload": page.as_json() | {"lang": lang},
        "text": all_both(PAGE),
        "state": all_both(STATES),
        "meaning": all_both(MEANINGS),
        "kind": all_both(KIND_NAMES),
        "reasons": REASONS,
        "kinds": KINDS,
        "command": command,
        "private": private,
        "as_json": as_json,
        "detail": detail,
    }
    return open_templates().get_template(TEMPLATE).render(context)


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, table or rule of the text; a table has rows, the others one line."""

    kind: str
    place: str = ""
    lines: tuple[tuple[Markup, ...], ...] = ()
    level: int = 0

    @property
    def rows(self) -> Iterator[tuple[Markup, ...]]:
        """The lines of a table, all as long as the longest."""
        width = max(map(len, self.lines))
        return ((*line, *[Markup("")] * (width - len(line))) for line in self.lines)


class CoveragePage:
    """The values of one page: blocks of text with marks, the map, and what was taken once each."""

    def __init__(self, coverage: Coverage, text: str, *, masked: bool) -> None:
        self.coverage = coverage
        self.masked = masked
        self._text = text
        self._starts = [covered.unit.start for covered in coverage.units]

    @cached_property
    def taken(self) -> list[Taken]:
        """The places that something was taken from, in the order of the text."""
        found = {taken.id: taken for covered in self.coverage.units for taken in covered.taken}
        return sorted(found.values(), key=lambda taken: (taken.spans, taken.id))

    @cached_property
    def skipped(self) -> list[Skipped]:
        """The places that nothing was taken from."""
        return list(dict.fromkeys(s for covered in self.coverage.units for s in covered.skipped))

    @cached_property
    def unit_of(self) -> dict[str, int]:
        """The unit of each place by the name of the place: that of its first span.

        A figure's is where it is printed, not the cells that head it.
        """
        found: dict[str, int] = {}
        for number, covered in enumerate(self.coverage.units):
            for taken in covered.taken:
                found.setdefault(taken.id, number)
                if covered.unit.start <= taken.spans[0][0] < covered.unit.end:
                    found[taken.id] = number
        return found

    def first_unit(self, skipped: Skipped) -> int:
        """Return the first unit that *skipped* touches."""
        units = self.coverage.units
        return next(number for number, covered in enumerate(units) if skipped in covered.skipped)

    # The text.

    def blocks(self) -> list[Block]:
        """Return the text as blocks; rows that follow each other are one table."""
        found: list[Block] = []
        for line in re.finditer(r"[^\n]+", self._text):
            block = self._block(line)
            if block is None:
                continue
            before = found[-1] if found else None
            if before and before.kind == block.kind == "table":
                found[-1] = Block("table", before.place, before.lines + block.lines)
            else:
                found.append(block)
        return found

    def _block(self, line: re.Match[str]) -> Block | None:
        if RULE.fullmatch(line[0]):
            return Block("rule")
        units = self._units_in(line.span())
        if not units:
            return None
        first = self.coverage.units[units[0]]
        if first.unit.cell:
            between = "\t" if "\t" in line[0] else "|"
            cells = tuple(self._inline(span) for span in _split(line, between))
            return Block("table", first.place, (cells,))
        level = len(line[0]) - len(line[0].lstrip("#"))
        kind = "heading" if level else "paragraph"
        return Block(kind, first.place, ((self._inline(line.span()),),), level)

    def _units_in(self, span: Span) -> range:
        return range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))

    def _inline(self, span: Span) -> Markup:
        parts: list[Markup] = []
        at = span[0]
        for number in self._units_in(span):
            unit = self.coverage.units[number].unit
            parts += [self._plain((at, unit.start)), self._unit(number)]
            at = unit.end
        return Markup("").join([*parts, self._plain((at, span[1]))])

    def _plain(self, span: Span) -> Markup:
        """Return what stands between units, without the signs of headings and lists."""
        words = self._text[slice(*span)]
        is_sign = LEAD.fullmatch(words) and not words.isspace()
        return Markup("") if is_sign else Markup("").join(self._pieces(span, (), ()))

    def _unit(self, number: int) -> Markup:
        covered = self.coverage.units[number]
        pieces = self._pieces(covered.unit.span, covered.taken, covered.skipped)
        return Markup(
            '<span class="unit {}" id="u{}" role="button" tabindex="-1"{}>{}</span>'
        ).format(covered.state.value, number, self._label(covered), Markup("").join(pieces))

    def _label(self, covered: Covered) -> Markup:
        """Return the name that a unit without words needs for those who do not see it."""
        name = f"{covered.place} {STATES[covered.state].zh} {STATES[covered.state].en}"
        return Markup(' aria-label="{}"').format(name) if self.masked else Markup("")

    def _pieces(
        self, span: Span, taken: Sequence[Taken], skipped: Sequence[Skipped]
    ) -> Iterator[Markup]:
        """Yield the text of *span* in pieces, each under the same places from end to end."""
        marks = {match.start(): match for match in HIDDEN.finditer(self._text, *span)}
        spans = [span, *(match.span() for match in marks.values())]
        spans += [place for one in taken for place in one.spans]
        spans += [place for one in skipped for place in one.spans]
        edges = sorted({edge for place in spans for edge in place if span[0] <= edge <= span[1]})
        inside = span[0]  # where the last markup ends
        for start, end in pairwise(edges):
            if start in marks:
                inside = marks[start].end()
                yield _note_mark(marks[start][0])
            elif start >= inside:
                here = [one for one in taken if _holds(one.spans, start)]
                left = [one for one in skipped if _holds(one.spans, start)]
                yield self._piece(self._text[start:end], here, left)

    def _piece(self, words: str, taken: list[Taken], skipped: list[Skipped]) -> Markup:
        said = escape(mask(words) if self.masked else words)
        if taken:
            kinds = {kind for one in taken for kind in one.kinds}
            numbers = " ".join(str(self._number[one.id]) for one in taken)
            return Markup('<mark class="{}" data-taken="{}">{}</mark>').format(
                " ".join(kind for kind in KINDS if kind in kinds), numbers, said
            )
        if skipped:
            return Markup('<span class="left {}">{}</span>').format(skipped[0].reason.value, said)
        told = self.masked and any(map(str.isalnum, words))  # punctuation is not missed
        return Markup('<span class="bare">{}</span>').format(said) if told else said

    @cached_property
    def _number(self) -> dict[str, int]:
        return {taken.id: number for number, taken in enumerate(self.taken)}

    # What stands beside the text.

    def bars(self) -> list[dict[str, object]]:
        """Return the map: a bar for each unit, as wide as it is long, filled as far as taken."""
        found: list[dict[str, object]] = []
        at = 0
        for number, covered in enumerate(self.coverage.units):
            found.append(
                {
                    "unit": number,
                    "x": at,
                    "width": covered.characters,
                    "state": covered.state.value,
                    "kind": next(iter(_kinds(covered)), ""),
                    "filled": round(covered.under / covered.characters, 3),
                }
            )
            at += covered.characters
        return found

    @property
    def length(self) -> int:
        """The key characters of all units: the length of the map."""
        return sum(covered.characters for covered in self.coverage.units)

    def count(self, wanted: str) -> int:
        """Return the number of units in a state, or with a kind of evidence."""
        units = self.coverage.units
        return sum(covered.state == wanted or wanted in _kinds(covered) for covered in units)

    def tiles(self) -> list[dict[str, object]]:
        """Return the three numbers that matter, with what they are counted from."""
        c = self.coverage
        units = len(c.units)
        return [
            _tile("accounted", c.accounted / units if units else None, c.accounted, units, c.open),
            _tile("share", c.share, c.states[State.EVIDENCE], len(c.facts), c.open),
            _tile("characters", c.character_share, c.under, c.characters, c.open),
        ]

    def as_json(self) -> dict[str, object]:
        """Return what the script reads: the units without a word of theirs, and its texts."""
        numbers = {skipped: number for number, skipped in enumerate(self.skipped)}
        return {
            "texts": all_both(PAGE),
            "states": all_both(STATES),
            "meanings": all_both(MEANINGS),
            "units": [
                {
                    "state": covered.state.value,
                    "kinds": _kinds(covered),
                    "fact": covered.state.states_fact,
                    "place": covered.place,
                    "characters": covered.characters,
                    "under": covered.under,
                    "taken": [self._number[taken.id] for taken in covered.taken],
                    "skipped": [numbers[skipped] for skipped in covered.skipped],
                }
                for covered in self.coverage.units
            ],
        }


def mask(words: str) -> str:
    """Return a block for each character of *words*, as wide; nothing of them can be read."""
    return "".join(map(_block_of, words))


def _block_of(char: str) -> str:
    if char.isspace():
        return " "
    return "■" if unicodedata.east_asian_width(char) in "WF" else "x"


def detail(resting: Resting) -> dict[str, str]:
    """Return what kind of thing rests on a place: for a figure its amount as one says it."""
    if resting.figure is None:
        return resting.detail.as_json()
    return {lang: say_figure(resting.figure, lang) for lang in LANGS}


def _note_mark(words: str) -> Markup:
    """Return the mark of a footnote raised; other markup is not shown."""
    if re.fullmatch(NOTE_MARK, words):
        return Markup("<sup>{}</sup>").format(re.sub(r"</?sup>", "", words).strip())
    return Markup("")


def _split(line: re.Match[str], between: str) -> Iterator[Span]:
    """Yield the spans of the cells of a row, empty ones too; outer bars are no cells."""
    words = line[0]
    start = line.start() + (len(words) - len(words.lstrip(" |")) if between == "|" else 0)
    end = line.start() + len(words.rstrip(f" {between}"))
    for cell in line.string[start:end].split(between):
        yield start, start + len(cell)
        start += len(cell) + 1


def _holds(spans: Sequence[Span], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _kinds(covered: Covered) -> list[str]:
    found = {kind for taken in covered.taken for kind in taken.kinds}
    return [kind for kind in KINDS if kind in found]


def _tile(name: str, share: float | None, some: int, among: int, remain: int) -> dict[str, object]:
    note = PAGE[f"{name}-note"].fill(some=some, all=among, open=remain)
    texts = {"text": both(PAGE[name]), "note": both(note)}
    return {"name": name, "value": say_share(share), **texts}
