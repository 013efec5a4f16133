"""CSV: one file a table, and beside them what their columns mean, as CSVW metadata.

Read back by any CSV parser, the cells are exactly those of the tables. `spreadsheet_safe` marks as
text what a spreadsheet might run as a formula; taking one leading apostrophe off such cells gives
the tables again.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence

from kg.answers.rows import SEPARATOR, Column, Table
from kg.answers.values import Json
from kg.views.exports.archive import pack
from kg.views.exports.settings import Settings

METADATA = "csv-metadata.json"
# What begins a formula in a spreadsheet, full-width too: Chinese editions read those alike. The
# apostrophe is the mark itself, so that it can be taken off again.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
TABLE_GROUP = "http://www.w3.org/ns/csvw"


def render_csv(tables: Sequence[Table], settings: Settings) -> bytes:
    """Return the files of `csv_files` as one zip archive."""
    return pack(csv_files(tables, settings))


def csv_files(tables: Sequence[Table], settings: Settings) -> dict[str, bytes]:
    """Return the CSV files of *tables* by name, and the metadata that describes them."""
    encoding = "utf-8-sig" if settings.bom else "utf-8"
    files = {f"{t.name}.csv": _as_csv(t, settings).encode(encoding) for t in tables}
    described = json.dumps(describe(tables, settings), ensure_ascii=False, indent=1) + "\n"
    return files | {METADATA: described.encode()}


def _as_csv(table: Table, settings: Settings) -> str:
    rows = _safe_rows(table) if settings.spreadsheet_safe else table.rows
    return "".join(_lines([table.header, *rows]))


class _Lines(list[str]):
    """Takes what a CSV writer writes, a row at a time."""

    write = list.append


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield each row with LF at its end; a cell with any line end in it is quoted."""
    lines = _Lines()
    # The writer quotes the characters of its own line end: with LF alone it leaves a lone CR bare.
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return (f"{line.removesuffix(chr(13) + chr(10))}\n" for line in lines)


def _safe_rows(table: Table) -> Iterator[list[str]]:
    """Yield the rows with an apostrophe before what may be a formula; a number is none."""
    free = [column.datatype in ("integer", "decimal") for column in table.columns]
    for row in table.rows:
        cells = zip(row, free, strict=True)
        yield [c if number or not c.startswith(DANGEROUS) else f"'{c}" for c, number in cells]


def describe(tables: Sequence[Table], settings: Settings) -> Json:
    """Return the CSVW metadata of *tables*: titles and descriptions in both languages."""
    return {
        "@context": [TABLE_GROUP, {"@language": "en"}],
        "dc:title": "policy-kg",
        "dc:identifier": settings.version,
        "dc:source": settings.command,
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [
            {
                "url": f"{table.name}.csv",
                "dc:description": _both(table.means.say("zh"), table.means.say("en")),
                "tableSchema": {"columns": [_describe_column(column) for column in table.columns]},
            }
            for table in tables
        ],
    }


def _describe_column(column: Column) -> Json:
    found: Json = {
        "name": column.name,
        "titles": column.name,
        "dc:description": _both(column.means.say("zh"), column.means.say("en")),
        "datatype": column.datatype,
    }
    return found | {"separator": SEPARATOR} if column.many else found


def _both(zh: str, en: str) -> list[Json]:
    return [{"@value": en, "@language": "en"}, {"@value": zh, "@language": "zh"}]
