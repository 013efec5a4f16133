"""Figures in the terminal: one alone as a line, those that belong together as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from kg.answers.figures import Figure
from kg.graph.terms import local_name
from kg.language import Text
from kg.views.numbers import is_printed_so, say_figure, say_period
from kg.views.terminal.voice import (
    DOUBT,
    Voice,
    open_table,
    printable,
    render_beside,
    render_evidence,
    render_words,
)

LONG_LIST = 12  # regions in one table, from which on the largest stand first
MOST_LABELS = 4  # rows that a note names
Column = tuple[Text, list[str]]


@dataclass(frozen=True)
class Page:
    """The page on which figures stand: its voice, its thing, and what anomalies touch."""

    voice: Voice
    thing: str
    touched: frozenset[str] = frozenset()

    def names(self, iris: Iterable[str]) -> str:
        """Return the names of *iris*; the thing of the page need not be named again."""
        return self.voice.join(self.voice.name(iri) for iri in iris if iri not in ("", self.thing))

    def amount(self, figure: Figure) -> str:
        """Return a figure in words, marked if an anomaly touches it."""
        reading = figure.reading.iri if figure.reading else ""
        marked = not self.touched.isdisjoint((figure.iri, reading))
        return say_figure(figure, self.voice.lang) + (f" {DOUBT}" if marked else "")


def _area(figure: Figure, page: Page) -> str:
    if figure.area or figure.reading is None or not figure.reading.area:
        return page.names([figure.area])
    printed = printable(figure.reading.area)
    return page.voice.say("“{name}” (as printed)", "“{name}”（照原样）", name=printed)


def _printed(figure: Figure, page: Page) -> str:
    del page
    shown = figure.interpreted and figure.reading and not is_printed_so(figure)
    return f"“{printable(figure.printed)}”" if shown else ""


DIMENSIONS: dict[str, tuple[Text, Callable[[Figure, Page], str]]] = {
    "area": (Text("place", "地区"), _area),
    "breakdowns": (Text("of which", "分组"), lambda f, page: page.names(f.breakdowns)),
    "about": (Text("about", "对象"), lambda f, page: page.names(f.about)),
    "period": (Text("when", "时间"), lambda f, page: say_period(f.period, page.voice.lang)),
    "said_by": (Text("according to", "出处"), lambda f, page: page.names(f.said_by)),
}
# In a line without headings these two need a word of their own.
NAMED = {
    "about": Text("about {names}", "关于{names}"),
    "said_by": Text("according to {names}", "据{names}"),
}
PRINTED = Text("as printed", "原样")
FIGURE = Text("figure", "数字")


def render_figures(figures: Iterable[Figure], page: Page) -> list[RenderableType]:
    """Return *figures*, those of one printed table or one indicator together."""
    lines: list[RenderableType] = []
    for group in _grouped(figures, lambda f: (f.table, "" if f.table else f.indicator)):
        if group[0].table and _is_crossed(group, page):
            lines += _render_crossed(group, page)
        else:
            for alike in _grouped(group, lambda f: (f.indicator, "")):
                lines += _render_alike(alike, page)
    return lines


def render_given(figures: tuple[Figure, ...], page: Page) -> list[RenderableType]:
    """Return the figures that are attributed to a thing; a printed table is named and counted."""
    loose = [f for f in figures if page.voice.verbose or not f.table]
    lines = render_figures(loose, page)
    for group in _grouped((f for f in figures if f not in loose), lambda f: (f.table, "")):
        line = page.voice.say(
            "{table}: {count} figures, see 'kg show {id}'",
            "{table}：{count} 个数字，见 kg show {id}",
            table=page.voice.name(group[0].table), count=len(group), id=local_name(group[0].table),
        )  # fmt: skip
        lines.append(Styled(f"  {line}"))
    return lines


def render_figure(figure: Figure, page: Page) -> list[RenderableType]:
    """Return all that is known of one figure: as it is taken, and as it is printed."""
    voice = page.voice
    table = open_table(columns=2)
    dimensions = [(head, say(figure, page)) for head, say in DIMENSIONS.values()]
    for head, said in [*dimensions, (Text("in", "所在表格"), page.names([figure.table]))]:
        if said:
            table.add_row(Styled(head.say(voice.lang), style="cyan"), said)
    if figure.reading:
        printed = f"“{printable(figure.printed)}”  [{voice.place(figure.reading.place)}]"
        table.add_row(Styled(PRINTED.say(voice.lang), style="cyan"), printed)
    lines: list[RenderableType] = [table]
    if figure.reading and len(figure.reading.place.anchors) > 1:
        lines += render_words(figure.reading.place, voice)  # the cells that head it
    lines += [line for e in figure.evidence for line in render_evidence(e, voice)]
    if note := figure.note.say(voice.lang):
        lines.append(Styled(f"  {note}", style="dim"))
    return lines


def _grouped(
    figures: Iterable[Figure], key: Callable[[Figure], tuple[str, str]]
) -> list[list[Figure]]:
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault(key(figure), []).append(figure)
    return list(groups.values())


def _place(figure: Figure, page: Page) -> str:
    return f"[{page.voice.place(figure.reading.place)}]" if figure.reading else ""


def _heading(names: Iterable[str], place: str) -> list[RenderableType]:
    """Return what figures have in common as a line; no line where that is nothing."""
    first, *rest = [name for name in names if name] or [""]
    line = Styled("").append(first, style="cyan").append("".join(f" · {n}" for n in rest))
    line.append(f"  {place}" if place else "", style="dim")
    return [_indented(line)] if first or place else []


def _indented(line: Styled) -> RenderableType:
    return Padding(line, (0, 0, 0, 2))


def _render_alike(figures: list[Figure], page: Page) -> list[RenderableType]:
    """Return the figures of one indicator: what they share in a heading, the rest in rows."""
    if len(figures) == 1:
        return [_single(figures[0], page), *_notes(figures, [""], page)]
    figures = _in_order(figures)
    shared, columns = _split(figures, page)
    labels = [
        ", ".join(filter(None, (cells[at] for _, cells in columns))) or page.amount(figure)
        for at, figure in enumerate(figures)
    ]
    places = [_place(figure, page) for figure in figures]
    stand = {place for place in places if place}
    one_place = bool(figures[0].table) or len(stand) == 1
    columns.append((FIGURE, [page.amount(figure) for figure in figures]))
    columns.append((PRINTED, [_printed(figure, page) for figure in figures]))
    columns.append((Text("", ""), [] if one_place else places))
    names = (page.names([figures[0].indicator]), page.names([figures[0].table]), *shared)
    heading = _heading(names, places[0] if one_place else "")
    return [*heading, _table(columns, page, {FIGURE}), *_notes(figures, labels, page)]


def _single(figure: Figure, page: Page) -> RenderableType:
    name = page.names([figure.indicator])
    colon = "：" if page.voice.lang == "zh" else ": "
    line = Styled("").append(f"{name}{colon}" if name else "", style="cyan")
    line.append(page.amount(figure), style="bold")
    if printed := _printed(figure, page):
        line.append(f" {PRINTED.say(page.voice.lang)} {printed}", style="dim")
    cells = zip(DIMENSIONS, _cells(figure, page), strict=True)
    rest = (page.names([figure.table]), *(_in_words(n, cell, page) for n, cell in cells))
    line.append("".join(f" · {note}" for note in rest if note))
    place = _place(figure, page)
    return _indented(line.append(f"  {place}" if place else "", style="dim"))


def _in_words(dimension: str, cell: str, page: Page) -> str:
    text = NAMED.get(dimension)
    return text.fill(names=cell).say(page.voice.lang) if text and cell else cell


def _table(columns: list[Column], page: Page, amounts: set[Text]) -> RenderableType:
    """Return *columns* as a table, *amounts* to the right; an empty column is left out."""
    shown = [(head, cells) for head, cells in columns if any(cells)]
    table = open_table(*(head.say(page.voice.lang) for head, _ in shown))
    for column, (head, _) in zip(table.columns, shown, strict=True):
        column.justify = "right" if head in amounts else "left"
    for row in zip(*(cells for _, cells in shown), strict=True):
        table.add_row(*row)
    return Padding(table, (0, 0, 0, 4))


def _cells(figure: Figure, page: Page) -> tuple[str, ...]:
    return tuple(say(figure, page) for _, say in DIMENSIONS.values())


def _split(figures: list[Figure], page: Page) -> tuple[list[str], list[Column]]:
    """Return what all figures share, and the dimensions in which they differ as columns.

    A derived number is ours and says so itself: it differs from nothing by being of nobody else.
    """
    by_row = zip(*(_cells(figure, page) for figure in figures), strict=True)
    shared, columns = [], []
    for (name, (head, _)), cells in zip(DIMENSIONS.items(), by_row, strict=True):
        printed = [c for f, c in zip(figures, cells, strict=True) if f.reading or name != "said_by"]
        if len(set(printed)) > 1:
            columns.append((head, list(cells)))
        elif printed and printed[0]:
            shared.append(_in_words(name, printed[0], page))
    return shared, columns


def _in_order(figures: list[Figure]) -> list[Figure]:
    """Return *figures* as they stand, but a long list of regions by size.

    A list that is printed in several columns side by side would be read across them.
    """
    listed = [f for f in figures if f.value is not None and f.reading and f.reading.area]
    if len(listed) < LONG_LIST or not figures[0].table:
        return figures
    ranked = sorted(listed, key=lambda f: (-(f.value or 0), f.order))
    return ranked + [f for f in figures if f not in listed]


def _notes(figures: list[Figure], labels: list[str], page: Page) -> list[RenderableType]:
    """Return each note once, with the rows that it is about unless they are many."""
    about: dict[str, list[str]] = {}
    for figure, label in zip(figures, labels, strict=True):
        if note := printable(figure.note.say(page.voice.lang)):
            about.setdefault(note, []).append(label)
    notes: list[RenderableType] = []
    for note, rows in about.items():
        named = page.voice.join(filter(None, rows)) if len(rows) <= MOST_LABELS else ""
        colon = "：" if page.voice.lang == "zh" else ":"
        head = Styled(f"    – {named}{colon}" if named else "    –", style="dim")
        notes.append(render_beside(head, note))
    return notes


def _is_crossed(figures: list[Figure], page: Page) -> bool:
    """Tell whether a printed table has a row for several figures of different indicators."""
    rows = [_cells(figure, page) for figure in figures]
    indicators = {figure.indicator for figure in figures}
    return 1 < len(set(rows)) < len(rows) and len(indicators) > 1


def _render_crossed(figures: list[Figure], page: Page) -> list[RenderableType]:
    """Return a printed table with an indicator a column."""
    rows: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        rows.setdefault(_cells(figure, page), []).append(figure)
    shared, columns = _split([found[0] for found in rows.values()], page)
    amounts = set()
    for indicator in dict.fromkeys(figure.indicator for figure in figures):
        name = page.voice.name(indicator) if indicator else ""
        head = Text(name, name) if indicator else PRINTED
        cells = [[f for f in found if f.indicator == indicator] for found in rows.values()]
        columns.append((head, [" / ".join(map(page.amount, found)) for found in cells]))
        amounts.add(head)
    heading = _heading((page.names([figures[0].table]), *shared), _place(figures[0], page))
    names = [page.names([figure.indicator]) for figure in figures]
    return [*heading, _table(columns, page, amounts), *_notes(figures, names, page)]
