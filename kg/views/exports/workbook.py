"""An Excel workbook, by openpyxl: a sheet a table, and a first sheet that says how to read them.

No cell is a formula. Excel's own escape (`_x000D_`) carries the characters that XML cannot.
"""

from __future__ import annotations

import importlib
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from kg.answers.rows import Column, Table
from kg.errors import UsageError
from kg.language import Text
from kg.views import palette
from kg.views.exports.archive import pack, unpack
from kg.views.exports.csv_files import DANGEROUS
from kg.views.exports.graph_values import NOTE
from kg.views.exports.settings import Settings
from kg.views.exports.xml_text import FORBIDDEN
from kg.views.words import LEVELS, STATUSES

ABOUT = "about 说明"
SHEETS = {
    "links": Text("links", "关联"),
    "claims": Text("claims", "主张"),
    "things": Text("things", "对象"),
    "evidence": Text("evidence", "证据"),
    "figures": Text("figures", "数字"),
    "readings": Text("readings", "读数"),
    "reviews": Text("reviews", "复读"),
    "figure_reviews": Text("figure_reviews", "数字复读"),
    "segments": Text("segments", "文字段"),
    "properties": Text("properties", "其余陈述"),
}
# Cells that say how a link is known are coloured, so that no reader takes one for the other; the
# first of them in a row has the code.
KNOWN_BY = ("strength", "modality", "modality_zh", "modality_en")
MOST_CHARACTERS, MOST_ROWS, MOST_DIGITS = 32_767, 1_048_576, 15  # of a cell, a sheet, a number
NARROWEST, WIDEST, LOOKED_AT = 8, 60, 200  # widths in characters, and rows that decide them
FONT, LINE = "Calibri", 15  # the height of a line, in points
ABOUT_WIDTHS = (20, 22, 60, 60)
DAY = "1980-01-01T00:00:00Z"
MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
RETURN = re.compile(f"\r|{FORBIDDEN.pattern}")


def render_xlsx(tables: Sequence[Table], settings: Settings) -> bytes:
    """Return *tables* as a workbook; UsageError without openpyxl, or for what Excel cannot hold."""
    try:
        openpyxl = importlib.import_module("openpyxl")
    except ImportError as error:
        message = Text(
            "Writing xlsx takes the package openpyxl, which is not installed: add the extra with "
            "pip install 'policy-kg[xlsx]', or choose csv.",
            "写出 xlsx 需要 openpyxl，而它没有安装：请用 pip install 'policy-kg[xlsx]' "
            "加上该附加组件，或改用 csv。",
        )
        raise UsageError(message) from error
    for table in tables:
        _check_size(table)
    book = openpyxl.Workbook(write_only=True)
    book.properties.creator, book.properties.title = "policy-kg", f"policy-kg {settings.version}"
    _add_about(book, tables, settings)
    for table in tables:
        _add_sheet(book, table)
    buffer = io.BytesIO()
    book.save(buffer)
    return _undated(buffer.getvalue())


def _undated(book: bytes) -> bytes:
    """Return the workbook without the moment at which it was written."""
    files = unpack(book)
    files["docProps/core.xml"] = MODIFIED.sub(rb"\g<1>" + DAY.encode(), files["docProps/core.xml"])
    return pack(files)


def sheet_name(table: str) -> str:
    """Return the name of the sheet of *table*, in both languages."""
    return f"{table} {SHEETS[table].zh}"


# A table as a sheet.


def _add_sheet(book: Any, table: Table) -> None:
    sheet = book.create_sheet(sheet_name(table.name))
    _shape(sheet, table)
    sheet.append([_styled(sheet, name, "heading") for name in table.header])
    known = [name in KNOWN_BY for name in table.header]
    for row in table.rows:
        strength = next(itertools.compress(row, known), "")
        cells = zip(table.columns, row, known, strict=True)
        sheet.append([_cell(sheet, c, text, strength if k else "") for c, text, k in cells])


def _shape(sheet: Any, table: Table) -> None:
    """Freeze the header, filter every column, and set widths that fit Chinese too."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    for number, name in enumerate(table.header):
        cells = [name, *(row[number] for row in table.rows[:LOOKED_AT])]
        width = max(width_of(line) for cell in cells for line in cell.split("\n"))
        letter = get_column_letter(number + 1)
        sheet.column_dimensions[letter].width = min(max(width + 2, NARROWEST), WIDEST)


def width_of(text: str) -> int:
    """Return how many narrow characters *text* is wide; a Chinese one counts two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _cell(sheet: Any, column: Column, text: str, style: str) -> Any:
    if column.datatype in ("integer", "decimal") and _is_number(text):
        return int(text) if column.datatype == "integer" else float(text)
    return _styled(sheet, text, style)


def _is_number(text: str) -> bool:
    """Tell whether Excel keeps the number *text* exactly: it has some fifteen digits."""
    return 0 < sum(char.isdigit() for char in text) <= MOST_DIGITS


def _styled(sheet: Any, text: str, style: str = "") -> Any:
    """Return a cell that holds *text* as text, whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=escape(text))
    cell.data_type = "s"
    if text.startswith(DANGEROUS):
        cell.quotePrefix = True  # or Excel makes a formula of it when somebody edits the cell
    if style in ("title", "heading"):
        cell.font = Font(name=FONT, bold=True, size=14 if style == "title" else 11)
    elif colour := palette.STRENGTHS["light"].get(style):
        rgb, inferred = f"FF{colour[1:].upper()}", style == "inferred"
        cell.font = Font(name=FONT, size=11, color=rgb, italic=inferred)
    elif style == "wrapped":
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def escape(text: str) -> str:
    """Return *text* in Excel's escape, which it and LibreOffice undo."""
    return RETURN.sub(lambda char: f"_x{ord(char[0]):04X}_", ESCAPE.sub("_x005F_", text))


def _check_size(table: Table) -> None:
    """Raise UsageError for what Excel would cut off."""
    if len(table.rows) >= MOST_ROWS:
        message = Text(
            "The table {table} has {rows} rows, more than a sheet of Excel can hold: choose csv.",
            "{table} 表有 {rows} 行，超过 Excel 工作表的上限：请改用 csv。",
        )
        raise UsageError(message.fill(table=table.name, rows=len(table.rows)))
    for row in table.rows:
        for column, cell in zip(table.columns, row, strict=True):
            if len(cell) > MOST_CHARACTERS // 8 and _is_too_long(cell):
                message = Text(
                    "The text '{column}' of {row} is longer than a cell of Excel can hold: "
                    "choose csv.",
                    "{row} 的 {column} 超过 Excel 单元格的字数上限：请改用 csv。",
                )
                raise UsageError(message.fill(column=column.name, row=row[0]))


def _is_too_long(text: str) -> bool:
    """Tell whether *text* is too long for a cell, in UTF-16 units as Excel counts them."""
    return len(escape(text).encode("utf-16-le")) // 2 > MOST_CHARACTERS


# The first sheet.


def _add_about(book: Any, tables: Sequence[Table], settings: Settings) -> None:
    sheet = book.create_sheet(ABOUT)
    for letter, width in zip("ABCD", ABOUT_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for number, (style, cells) in enumerate(_about_rows(tables, settings), start=1):
        # Said outright: not every program makes a row as high as its wrapped text needs.
        lines = max(-(-width_of(c) // (w - 2)) for c, w in zip(cells, ABOUT_WIDTHS, strict=False))
        if style == "wrapped":
            sheet.row_dimensions[number].height = LINE * max(lines, 1)
        sheet.append([_styled(sheet, cell, style) for cell in cells])


def _about_rows(
    tables: Sequence[Table], settings: Settings
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield the rows of the first sheet, each with its style."""
    yield "title", ("policy-kg",)
    yield "wrapped", ("data version", "数据版本", settings.version)
    if settings.command:
        yield "wrapped", ("command", "命令", settings.command)
    yield "wrapped", ("how to read", "读法", *_pair(NOTE.fill(version=settings.version)))
    yield "", ("",)
    yield "heading", ("sheet", "工作表", "holds", "内容")
    for table in tables:
        yield "wrapped", (table.name, SHEETS[table.name].zh, *_pair(table.means))
    yield "", ("",)
    yield "heading", ("sheet 工作表", "column 列", "means", "含义")
    for table in tables:
        for column in table.columns:
            yield "wrapped", (table.name, column.name, *_pair(column.means))
    yield "", ("",)
    yield "heading", ("column 列", "value 值", "means", "含义")
    for name, words in (("confidence", LEVELS), ("status", STATUSES)):
        for value, word in words.items():
            yield "wrapped", (name, value, *_pair(word))


def _pair(text: Text) -> tuple[str, str]:
    return text.say("en"), text.say("zh")
