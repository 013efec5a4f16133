"""Coverage in the terminal: a table of counts, and every sentence with what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from kg.answers.coverage import REASONS, Coverage, Covered, State
from kg.language import Lang, Text
from kg.views.coverage_texts import COUNTS, STATES, say_share
from kg.views.terminal.voice import open_table, printable, render_beside

PLACE = Text("{section} para {number}", "{section} 第{number}段")
STYLES = {State.EVIDENCE: "green", State.UNACCOUNTED: "bold red"}


def render_coverage(
    counted: Mapping[str, Coverage | None], named: Coverage | None, words: str | None, lang: Lang
) -> RenderableType:
    """Return the counts of all, and every sentence of the source that was *named*.

    *words* is the reader's copy of it, for the terminal; without it no words are shown.
    """
    units = named.units if named else ()
    lines = [line for unit in units for line in _unit_lines(unit, words, lang)]
    return Group(_render_counts(counted, lang), *([Styled("")] if lines else []), *lines)


def _render_counts(counted: Mapping[str, Coverage | None], lang: Lang) -> Table:
    """Return the counts as a table, a source a column; a dash where nothing could be counted."""
    table = open_table("", *counted)
    for column in table.columns[1:]:
        column.justify = "right"
    cells = [_cells(coverage) if coverage else {} for coverage in counted.values()]
    for name in ("units", State.EVIDENCE, *REASONS, State.UNACCOUNTED, "facts"):
        _add_row(table, name, cells, lang)
    for name in ("share", "characters"):
        _add_row(table, name, cells, lang, "bold")
    _add_row(table, "open", cells, lang)
    return table


def _add_row(
    table: Table, name: str, cells: list[dict[str, str]], lang: Lang, style: str = ""
) -> None:
    text = STATES[name] if isinstance(name, State) else COUNTS[name]
    table.add_row(Styled(text.say(lang), style=style), *(found.get(name, "–") for found in cells))


def _cells(coverage: Coverage) -> dict[str, str]:
    return {
        "units": str(len(coverage.units)),
        **{state: str(number) for state, number in coverage.states.items()},
        "facts": str(len(coverage.facts)),
        "share": say_share(coverage.share),
        "characters": say_share(coverage.character_share),
        "open": str(coverage.open),
    }


def _unit_lines(covered: Covered, words: str | None, lang: Lang) -> Iterable[RenderableType]:
    place = PLACE.fill(section=covered.section, number=covered.paragraph).say(lang)
    head = Styled(f"[{printable(place)}] ", style="cyan")
    head.append(STATES[covered.state].say(lang), style=STYLES.get(covered.state, "dim"))
    said = " ".join(words[slice(*covered.unit.span)].split()) if words else ""
    yield render_beside(head, said, "italic")
    for taken in covered.taken:
        yield _names(f"{taken.id}:", [one.id for one in taken.resting])
    for skipped in covered.skipped:
        if skipped.repeated_in:
            yield _names("=", skipped.repeated_in)


def _names(head: str, names: Iterable[str]) -> RenderableType:
    return render_beside(Styled(f"  {head}", style="dim"), ", ".join(names) or "–")
