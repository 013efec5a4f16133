"""CSV and xlsx: the cells come back as they were, and a spreadsheet takes none for a formula."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import csvw
import openpyxl
import pytest
from builders import World
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import SAMPLES, any_texts
from number_samples import add_numbers
from openpyxl.utils.escape import unescape

import kg
from kg.answers.rows import Column, Table
from kg.errors import UsageError
from kg.language import Text
from kg.views import exports
from kg.views.exports.archive import pack, unpack
from kg.views.exports.settings import Settings

Rows = Sequence[tuple[str, ...]]
MEANS = Text("sample", "样本")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
rows_of_texts = st.lists(st.tuples(any_texts, any_texts), max_size=4)


def table(rows: Rows, datatype: Any = "string") -> Table:
    columns = (Column("id", MEANS), Column("value", MEANS, datatype))
    return Table("links", MEANS, columns, tuple(rows))


def read_csv(data: bytes, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), strict=True))


def csv_of(rows: Rows, datatype: Any = "string", **settings: Any) -> bytes:
    files = unpack(exports.render("csv", [table(rows, datatype)], Settings(**settings)))
    return files["links.csv"]


def book_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def xlsx_of(tables: Sequence[Table], **settings: Any) -> Any:
    return book_of(exports.render("xlsx", tables, Settings(**settings)))


@pytest.fixture(scope="module")
def numbers(template: World, tmp_path_factory: pytest.TempPathFactory) -> kg.PolicyGraph:
    """The miniature world with the source that has numbers."""
    return add_numbers(template.copied_to(tmp_path_factory.mktemp("numbers") / "world")).load()


# CSV


def test_the_files_hold_exactly_the_tables(numbers: kg.PolicyGraph) -> None:
    files = unpack(numbers.export("csv"))
    for one in numbers.tables():
        assert read_csv(files[f"{one.name}.csv"]) == [one.header, *map(list, one.rows)]
    assert len(files) == len(numbers.tables()) + 1


@given(rows=rows_of_texts)
def test_any_text_comes_back_from_csv(rows: Rows) -> None:
    assert read_csv(csv_of(rows)) == [["id", "value"], *map(list, rows)]


@given(rows=rows_of_texts)
def test_with_a_byte_order_mark_the_text_is_the_same(rows: Rows) -> None:
    data = csv_of(rows, bom=True)
    assert data == b"\xef\xbb\xbf" + csv_of(rows)
    assert read_csv(data, "utf-8-sig") == [["id", "value"], *map(list, rows)]


@given(rows=rows_of_texts)
def test_a_spreadsheet_safe_cell_is_no_formula_and_can_be_undone(rows: Rows) -> None:
    _, *safe = read_csv(csv_of(rows, spreadsheet_safe=True))
    assert not [cell for row in safe for cell in row if cell.startswith(FORMULA)]
    assert [[cell.removeprefix("'") for cell in row] for row in safe] == [list(r) for r in rows]


def test_a_number_stays_a_number_in_a_spreadsheet_safe_file() -> None:
    rows = [("-a", "-2"), ("b", "")]
    read = read_csv(csv_of(rows, "decimal", spreadsheet_safe=True))
    assert read == [["id", "value"], ["'-a", "-2"], ["b", ""]]


def test_lines_end_with_a_line_feed() -> None:
    assert csv_of([("a", "b\r\nc")]) == b'id,value\na,"b\r\nc"\n'


@pytest.mark.parametrize("bom", [False, True])
def test_csvw_finds_the_files_valid_and_reads_our_rows(
    numbers: kg.PolicyGraph, tmp_path: Path, bom: bool
) -> None:
    for name, content in unpack(numbers.export("csv", bom=bom)).items():
        (tmp_path / name).write_bytes(content)
    group = csvw.CSVW(str(tmp_path / "csv-metadata.json"), validate=True)
    assert group.is_valid, group.warnings
    read = {str(found.url): list(found) for found in group.tables}
    for one in numbers.tables():
        assert len(read[f"{one.name}.csv"]) == len(one.rows)
    claim = next(row for row in read["claims.csv"] if row["id"] == "claim-alpha-002")
    assert claim["subject_evidence"] == ["ev-alpha-standards"]
    figure = next(row for row in read["figures.csv"] if row["id"] == "figure-gamma-b")
    assert figure["value"] == Decimal("12.5")


def test_the_metadata_say_what_each_column_means_in_both_languages(mini: kg.PolicyGraph) -> None:
    described = json.loads(
        unpack(mini.export("csv", command="kg export -f csv"))["csv-metadata.json"]
    )
    assert (described["dc:identifier"], described["dc:source"]) == (
        mini.version,
        "kg export -f csv",
    )
    for found in described["tables"]:
        for part in (found, *found["tableSchema"]["columns"]):
            said = {text["@language"]: text["@value"] for text in part["dc:description"]}
            assert said.keys() == {"en", "zh"}
            assert all(said.values())


# xlsx


def cells(book: Any, name: str) -> list[list[str]]:
    """Return the sheet of the table *name* as strings, as Excel shows them."""
    (title,) = (title for title in book.sheetnames if title.split()[0] == name)
    return [
        ["" if c.value is None else unescape(str(c.value)) for c in row] for row in book[title].rows
    ]


def test_the_workbook_holds_exactly_the_tables(numbers: kg.PolicyGraph) -> None:
    book = book_of(numbers.export("xlsx"))
    for one in numbers.tables():
        numeric = [column.datatype in ("integer", "decimal") for column in one.columns]
        _, *rows = cells(book, one.name)
        assert [
            [str(Decimal(c)) if n and c else c for c, n in zip(row, numeric, strict=True)]
            for row in rows
        ] == [list(row) for row in one.rows]
        assert cells(book, one.name)[0] == one.header


@settings(max_examples=30)  # a workbook takes its time
@given(found=st.lists(any_texts, max_size=12))
def test_any_text_comes_back_from_xlsx_as_text(found: list[str]) -> None:
    rows = [(f"row {number}", text) for number, text in enumerate(found)]
    book = xlsx_of([table(rows)])
    assert cells(book, "links")[1:] == [list(row) for row in rows]
    kinds = {cell.data_type for row in book["links 关联"].rows for cell in row if cell.value}
    assert kinds == {"s"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)"])
def test_what_looks_like_a_formula_stays_text_when_edited(text: str) -> None:
    sheet = xlsx_of([table([(text, "plain")])])["links 关联"]
    assert [cell.quotePrefix for cell in sheet[2]] == [True, False]


@pytest.mark.parametrize(
    ("text", "value"),
    [("12.5", 12.5), ("-3", -3), ("0", 0), ("1234567890123456", "1234567890123456"), ("", None)],
)
def test_a_number_is_a_number_where_excel_keeps_all_its_digits(text: str, value: object) -> None:
    sheet = xlsx_of([table([("a", text)], "decimal")])["links 关联"]
    assert sheet["B2"].value == value


def test_each_sheet_has_a_frozen_header_a_filter_and_widths(mini: kg.PolicyGraph) -> None:
    book = book_of(mini.export("xlsx"))
    about, *sheets = book.worksheets
    assert [sheet.title.split()[0] for sheet in sheets] == [one.name for one in mini.tables()]
    for sheet in sheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(8 <= width <= 60 for width in widths)
    assert about.title == "about 说明"


def test_a_column_is_as_wide_as_its_text_and_chinese_counts_double() -> None:
    sheet = xlsx_of([table([("0123456789", "碳足迹核算薄弱"), ("a", "b\nc")])])["links 关联"]
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (12, 16)


def test_the_first_sheet_says_how_to_read_the_others_in_both_languages(
    mini: kg.PolicyGraph,
) -> None:
    book = book_of(mini.export("xlsx", command="kg export -f xlsx"))
    rows = [[c.value for c in row if c.value] for row in book.worksheets[0].rows]
    assert ["data version", "数据版本", mini.version] in rows
    assert ["command", "命令", "kg export -f xlsx"] in rows
    said = next(row for row in rows if row and row[0] == "how to read")
    assert said[2].endswith("Inferred is not stated.")
    assert said[3].endswith("推断不等于明示。")
    explained = {(row[0], row[1]) for row in rows if len(row) == 4}
    for one in mini.tables():
        assert {(one.name, column.name) for column in one.columns} <= explained


def test_an_inferred_link_does_not_look_like_a_stated_one(mini: kg.PolicyGraph) -> None:
    book = book_of(mini.export("xlsx"))
    for title, column in (("claims 主张", "modality"), ("links 关联", "strength")):
        header, *rows = book[title].rows
        at = [cell.value for cell in header].index(column)
        looks: dict[str, set[object]] = {}
        for row in rows:
            font = row[at].font
            looks.setdefault(str(row[at].value), set()).add((font.color.rgb, font.italic))
        assert {len(found) for found in looks.values()} == {1}
        assert looks["stated"] == {("FF0646EC", False)}
        assert looks["inferred"] == {("FF7E581B", True)}


@pytest.mark.parametrize("text", ["x" * 32_768, "𠮷" * 16_384, "\r" * 5_000])
def test_a_text_longer_than_a_cell_is_refused_and_not_cut(text: str) -> None:
    with pytest.raises(UsageError, match="'value' of a is longer than a cell"):
        xlsx_of([table([("a", text)])])


def test_the_longest_text_of_a_cell_comes_back_whole() -> None:
    text = "𠮷" * 16_383 + "x"
    assert cells(xlsx_of([table([("a", text)])]), "links")[1] == ["a", text]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.views.exports import workbook

    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    assert len(cells(xlsx_of([table([("a", ""), ("b", "")])]), "links")) == 3
    with pytest.raises(UsageError, match="table links has 3 rows"):
        xlsx_of([table([("a", ""), ("b", ""), ("c", "")])])


def test_without_openpyxl_one_sentence_names_the_extra(
    mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError) as caught:
        mini.export("xlsx")
    assert caught.value.say("en") == (
        "Writing xlsx takes the package openpyxl, which is not installed: add the extra with "
        "pip install 'policy-kg[xlsx]', or choose csv."
    )
    assert "policy-kg[xlsx]" in caught.value.say("zh")


def test_archives_are_undated(numbers: kg.PolicyGraph) -> None:
    for form in ("csv", "xlsx"):
        archive = zipfile.ZipFile(io.BytesIO(numbers.export(form)))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = book_of(numbers.export("xlsx")).properties
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.year == 1980


def test_what_is_packed_is_unpacked_in_its_order() -> None:
    files = {"z.csv": b"\x00\xff", "a 说明.csv": b""}
    assert list(unpack(pack(files)).items()) == list(files.items())


# LibreOffice opens the workbook itself.

# CSV with commas, quotes and UTF-8, every sheet a file, values as they are and not as shown.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


@pytest.fixture(scope="module")
def soffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no LibreOffice, and in CI nothing is left out")
        pytest.skip("no LibreOffice (soffice) at hand: tests/system.sh installs it")
    return found


def convert(soffice: str, book: bytes, directory: Path) -> dict[str, list[list[str]]]:
    """Return what LibreOffice finds in *book*, a table by its name."""
    file = directory / "book.xlsx"
    file.write_bytes(book)
    profile = f"-env:UserInstallation={(directory / 'profile').as_uri()}"
    subprocess.run(
        [soffice, "--headless", "--norestore", profile, "--convert-to", FILTER,
         "--outdir", str(directory), str(file)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    found = directory.glob("book-*.csv")
    return {p.stem.removeprefix("book-").split()[0]: read_csv(p.read_bytes()) for p in found}


def test_libreoffice_finds_the_tables_in_the_workbook(
    numbers: kg.PolicyGraph, soffice: str, tmp_path: Path
) -> None:
    found = convert(soffice, numbers.export("xlsx"), tmp_path)
    for one in numbers.tables():
        assert found[one.name] == [one.header, *map(list, one.rows)]


def test_libreoffice_takes_no_text_for_a_formula_and_undoes_the_escape(
    soffice: str, tmp_path: Path
) -> None:
    # LibreOffice makes one line feed of any line end within a cell; Excel's own rule for \r.
    plain = [text for text in SAMPLES if text and "\r" not in text]
    rows = [(f"row {number}", text) for number, text in enumerate(plain)]
    found = convert(soffice, exports.render("xlsx", [table(rows)], Settings()), tmp_path)
    assert found["links"][1:] == [list(row) for row in rows]
