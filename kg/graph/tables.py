"""Tables: CSV files after the CSVW schemas of `ontology/tables/`, and the triples they stand for.

The conversion is CSVW's minimal mode (https://www.w3.org/TR/csv2rdf/) for what our schemas use:
aboutUrl (of the table and of a column), propertyUrl, valueUrl, lang, datatype, separator and
virtual columns; beyond it, a cell may name a concept by its prefix (`kgv:…`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import paths
from kg.errors import FileError
from kg.faults import Fault, Place
from kg.graph.inputs import InputFile
from kg.graph.terms import XSD, expand
from kg.language import Text

Cells = dict[str, list[str]]
DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Column:
    """One column of a schema."""

    name: str
    required: bool = False
    separator: str | None = None
    datatype: str = "string"
    pattern: str | None = None
    lang: str | None = None
    about_url: str | None = None
    property_url: str | None = None
    value_url: str | None = None
    virtual: bool = False

    @cached_property
    def matcher(self) -> re.Pattern[str] | None:
        """The pattern, compiled."""
        return re.compile(self.pattern) if self.pattern else None

    @cached_property
    def predicate(self) -> ox.NamedNode | None:
        """What the column says of its subject."""
        return ox.NamedNode(self.property_url) if self.property_url else None

    @cached_property
    def type(self) -> ox.NamedNode:
        """The datatype of its literals."""
        return ox.NamedNode(XSD + self.datatype)


@dataclass(frozen=True)
class Schema:
    """A table schema: its columns, the template of a row's subject, and the key columns."""

    columns: tuple[Column, ...]
    about_url: str | None
    primary_key: tuple[str, ...]

    @cached_property
    def written(self) -> tuple[Column, ...]:
        """The columns that stand in the file."""
        return tuple(column for column in self.columns if not column.virtual)

    @property
    def header(self) -> list[str]:
        """Their names."""
        return [column.name for column in self.written]


@dataclass(frozen=True)
class Row:
    """One row: where it stands, and for each column the values of its cell (none if empty)."""

    place: Place
    cells: Cells

    def one(self, name: str) -> str:
        """Return the single value of column *name*, or the empty string."""
        values = self.cells[name]
        return values[0] if values else ""


@lru_cache
def read_schema(name: str, directory: Path | None = None) -> Schema:
    """Read the schema `<name>.json` of *directory*; None: of the shipped `ontology/tables/`."""
    path = (directory or paths.ontology_dir() / "tables") / f"{name}.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    key = schema.get("primaryKey", [])
    return Schema(
        tuple(_column(c) for c in schema["columns"]),
        schema.get("aboutUrl"),
        (key,) if isinstance(key, str) else tuple(key),
    )


def _column(raw: dict[str, Any]) -> Column:
    datatype = raw.get("datatype", "string")
    base = datatype if isinstance(datatype, str) else datatype["base"]
    return Column(
        name=raw["name"],
        required=raw.get("required", False),
        separator=raw.get("separator"),
        datatype=base,
        pattern=None if isinstance(datatype, str) else datatype.get("format"),
        lang=raw.get("lang"),
        about_url=raw.get("aboutUrl"),
        property_url=raw.get("propertyUrl"),
        value_url=raw.get("valueUrl"),
        virtual=raw.get("virtual", False),
    )


def read_table(file: InputFile) -> tuple[list[Row], list[Fault]]:
    """Read *file* after its schema; rows that break it are left out and come back as faults."""
    schema = read_schema(file.table, file.schemas)
    try:
        reader = csv.reader(io.StringIO(file.text), strict=True)
        header = next(reader, [])
        if header != schema.header:
            return [], [_header_fault(file, header, schema.header)]
        return _read_rows(file, schema, reader)
    except FileError as error:
        return [], [Fault("encoding", Place(file.name), error.text)]
    except csv.Error as error:
        reason = Text("this is not CSV: {error}.", "不是合法的 CSV：{error}。").fill(error=error)
        return [], [Fault("csv-syntax", Place(file.name, reader.line_num), reason, CSV_REMEDY)]


CSV_REMEDY = Text(
    'Put a cell that holds a comma or a quote into double quotes, and write " as "".',
    '含逗号或引号的单元格请加双引号，引号写作 ""。',
)


def _header_fault(file: InputFile, header: list[str], expected: list[str]) -> Fault:
    reason = Text(
        "the columns are {found}, expected {expected}.", "列名为 {found}，应为 {expected}。"
    )
    return Fault(
        "table-header",
        Place(file.name, 1),
        reason.fill(found=",".join(header) or "–", expected=",".join(expected)),
        Text("Write the header exactly so.", "请按此书写表头。"),
    )


def _read_rows(
    file: InputFile, schema: Schema, reader: Iterator[list[str]]
) -> tuple[list[Row], list[Fault]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, ...], Place] = {}
    line = 2
    for values in reader:
        place, line = Place(file.name, line), reader.line_num + 1  # type: ignore[attr-defined]
        if not values:
            continue
        row, found = _read_row(place, schema, values)
        if row and not found:
            key = tuple(row.one(name) for name in schema.primary_key)
            if key and key in seen:
                found = [_duplicate_fault(place, key, seen[key])]
            seen.setdefault(key, place)
        faults += found
        if row and not found:
            rows.append(row)
    return rows, faults


def _duplicate_fault(place: Place, key: tuple[str, ...], first: Place) -> Fault:
    reason = Text("{key} stands already at {first}.", "{key} 已在 {first} 出现。")
    return Fault(
        "duplicate-row",
        place,
        reason.fill(key=" ".join(key), first=first),
        Text("Give this row an id of its own or delete it.", "请另起标识或删除本行。"),
    )


def _read_row(place: Place, schema: Schema, values: list[str]) -> tuple[Row | None, list[Fault]]:
    columns = schema.written
    if len(values) != len(columns):
        reason = Text(
            "{found} cells, expected {expected}.", "有 {found} 个单元格，应为 {expected}。"
        )
        fault = reason.fill(found=len(values), expected=len(columns))
        return None, [Fault("table-row", place, fault, CSV_REMEDY)]
    cells: Cells = {}
    faults: list[Fault] = []
    for column, value in zip(columns, values, strict=True):
        cells[column.name] = _split(column, value)
        faults += _check_cell(place, column, cells[column.name])
    return Row(place, cells), faults


def _split(column: Column, value: str) -> list[str]:
    if not value.strip():
        return []
    return [v.strip() for v in value.split(column.separator)] if column.separator else [value]


def _check_cell(place: Place, column: Column, values: list[str]) -> Iterator[Fault]:
    if column.required and not values:
        reason = Text("column {column} is empty.", "{column} 列为空。").fill(column=column.name)
        yield Fault("table-cell", place, reason, Text("Fill it in.", "请填写。"))
    for value in values:
        if not _fits(column, value):
            reason = Text(
                "column {column} holds '{value}', expected {expected}.",
                "{column} 列的值“{value}”不合规，应为 {expected}。",
            ).fill(column=column.name, value=value, expected=column.pattern or column.datatype)
            yield Fault("table-cell", place, reason, Text("Correct the cell.", "请更正。"))


def _fits(column: Column, value: str) -> bool:
    if column.matcher and not column.matcher.fullmatch(value):
        return False
    try:
        if column.datatype == "integer":
            int(value)
        elif column.datatype == "decimal":
            return bool(DECIMAL.fullmatch(value))
        elif column.datatype == "date":
            date.fromisoformat(value)
    except ValueError:
        return False
    return True


def table_triples(schema: Schema, row: Row) -> Iterator[ox.Triple]:
    """Yield the triples that *row* stands for; none when the schema names no subject."""
    if schema.about_url is None:
        return
    values = {name: cell[0] if cell else "" for name, cell in row.cells.items()}
    subjects: dict[str, ox.NamedNode] = {}
    for column in schema.columns:
        if not column.predicate:
            continue
        template = column.about_url or schema.about_url
        if template not in subjects:
            subjects[template] = ox.NamedNode(template.format(**values))
        cell = [""] if column.virtual else row.cells[column.name]
        for value in cell:
            yield ox.Triple(subjects[template], column.predicate, _term(column, value, values))


def _term(column: Column, value: str, values: dict[str, str]) -> ox.NamedNode | ox.Literal:
    if column.value_url:
        named = expand(value) if ":" in value else None
        return ox.NamedNode(named or column.value_url.format(**{**values, column.name: value}))
    if column.lang:
        return ox.Literal(value, language=column.lang)
    if column.datatype == "string":
        return ox.Literal(value)
    return ox.Literal(value, datatype=column.type)
