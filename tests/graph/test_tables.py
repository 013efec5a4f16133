"""Tables: what a cell may hold, on which line a fault is, and that the schemas are CSVW."""

from __future__ import annotations

import json
from pathlib import Path

import csvw
import pytest
from builders import CLAIMS, as_csv, claims_csv
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.inputs import InputFile
from kg.graph.tables import Row, read_schema, read_table
from kg.paths import shipped_root

TABLES = Path(shipped_root()) / "ontology" / "tables"
SCHEMAS = sorted(path.stem for path in TABLES.glob("*.json"))
GOOD = CLAIMS["alpha"][1]  # inferred, with evidence at both ends


def table(name: str, content: str | bytes) -> InputFile:
    data = content.encode() if isinstance(content, str) else content
    return InputFile(Path("/nowhere") / name, name, data)


def faults_of(name: str, content: str | bytes) -> list[tuple[str, int, str]]:
    """Return rule, line and English message of each fault of a table."""
    return [(f.rule, f.place.line, f.say("en")) for f in read_table(table(name, content))[1]]


def rows_of(name: str, content: str) -> list[Row]:
    rows, faults = read_table(table(name, content))
    assert faults == []
    return rows


def test_a_good_row_is_read_with_its_place() -> None:
    (row,) = rows_of("claims.csv", claims_csv([GOOD]))
    assert row.place.line == 2
    assert row.one("subject") == "action-standards"
    assert row.cells["subject_evidence"] == ["ev-alpha-standards"]
    assert row.cells["link_evidence"] == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", ""),
        ("id", "Claim-1"),
        ("id", "claim_alpha"),
        ("subject", "Action"),
        ("subject", "kgd:action"),
        ("predicate", "kg:addresses"),
        ("predicate", ""),
        ("object", "other:thing"),
        ("modality", "Stated"),
        ("modality", "stated "),
        ("confidence", "0.9"),
        ("polarity", "true"),
        ("status", ""),
        ("subject_evidence", "ev-alpha-standards,ev-alpha-sets"),
        ("link_evidence", "alpha-standards"),
        ("created", "2026-11-31"),
        ("created", "21.11.2026"),
        ("created", ""),
    ],
)
def test_a_cell_that_breaks_its_rule_is_named_by_column_and_line(column: str, value: str) -> None:
    content = claims_csv([GOOD, {**GOOD, "id": "claim-x-1", column: value}])
    ((rule, line, message),) = faults_of("claims.csv", content)
    assert (rule, line) == ("table-cell", 3)
    assert column in message
    assert message.endswith(("Correct the cell.", "Fill it in."))


def test_a_row_with_a_fault_is_left_out_and_the_others_stay() -> None:
    bad = {**GOOD, "id": "claim-x-2", "confidence": "sure"}
    rows, _ = read_table(table("claims.csv", claims_csv([GOOD, bad])))
    assert [row.one("id") for row in rows] == ["claim-alpha-002"]


def test_several_evidences_are_divided_at_the_semicolon() -> None:
    several = {**GOOD, "subject_evidence": "ev-alpha-standards; ev-alpha-sets"}
    (row,) = rows_of("claims.csv", claims_csv([several]))
    assert row.cells["subject_evidence"] == ["ev-alpha-standards", "ev-alpha-sets"]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [(["1", "2"], "table-row"), (["a", "0", "body", "extra"], "table-row")],
)
def test_a_row_of_another_length_is_named(cells: list[str], rule: str) -> None:
    content = as_csv(["section", "start", "kind"], [["1", "0", "body"], cells])
    ((found, line, message),) = faults_of("sections.csv", content)
    assert (found, line) == (rule, 3)
    assert f"{len(cells)} cells, expected 3" in message


@pytest.mark.parametrize(
    "header", ["section,start", "start,section,kind", "Section,start,kind", ""]
)
def test_another_header_is_named_with_the_one_expected(header: str) -> None:
    ((rule, line, message),) = faults_of("sections.csv", f"{header}\n1,0,body\n")
    assert (rule, line) == ("table-header", 1)
    assert "section,start,kind" in message


def test_the_same_key_twice_is_named_at_the_second_with_the_first() -> None:
    ((rule, line, message),) = faults_of("claims.csv", claims_csv([GOOD, GOOD]))
    assert (rule, line) == ("duplicate-row", 3)
    assert "claims.csv:2" in message


def test_a_line_number_counts_the_line_feeds_within_cells() -> None:
    long = {**GOOD, "rationale_en": "one\ntwo\nthree"}  # lines 2 to 4
    bad = {**GOOD, "id": "claim-x-2", "confidence": "sure"}
    ((_, line, _),) = faults_of("claims.csv", claims_csv([long, bad]))
    assert line == 5


def test_a_line_number_counts_empty_lines() -> None:
    content = "section,start,kind\n\n1,0,body\n\n2,x,body\n"
    ((_, line, _),) = faults_of("sections.csv", content)
    assert line == 5


@given(st.lists(st.text("a\n,\"'；", max_size=8), min_size=1, max_size=6))
def test_a_row_is_found_on_the_line_where_it_begins(reasons: list[str]) -> None:
    rows = [[f"t{n}", "term", f"r{reason}"] for n, reason in enumerate(reasons)]
    content = as_csv(["text", "kind", "reason"], rows)
    lines = content.split("\n")
    for row in rows_of("quotable.csv", content):
        assert lines[row.place.line - 1].startswith(row.one("text") + ",term,")


def test_an_unclosed_quote_is_named() -> None:
    ((rule, line, message),) = faults_of("sections.csv", 'section,start,kind\n"1,0,body\n')
    assert rule == "csv-syntax"
    assert line >= 2
    assert "double quotes" in message


def test_a_quote_within_a_cell_is_named() -> None:
    ((rule, line, _),) = faults_of("sections.csv", 'section,start,kind\n"1"x,0,body\n')
    assert (rule, line) == ("csv-syntax", 2)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_is_named_and_not_guessed(encoding: str) -> None:
    content = "section,start,kind\n第一节,0,body\n".encode(encoding)
    ((rule, _, message),) = faults_of("sections.csv", content)
    assert rule == "encoding"
    assert encoding.upper() in message
    assert "iconv" in message


@pytest.mark.parametrize("prepare", ["\ufeff{}", "{}"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_byte_order_mark_and_crlf_are_read_alike(prepare: str, ends: str) -> None:
    content = prepare.format("section,start,kind\n一,0,body\n").replace("\n", ends)
    (row,) = rows_of("sections.csv", content)
    assert (row.one("section"), row.one("kind"), row.place.line) == ("一", "body", 2)


# The schemas are CSVW, and say of the shipped tables what our reader says of them.


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_column_of_a_schema_says_what_it_is(name: str) -> None:
    schema = json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))
    columns = [column for column in schema["columns"] if not column.get("virtual")]
    assert all(column["dc:description"] for column in columns)
    assert read_schema(name).header == [column["name"] for column in columns]
    assert set(read_schema(name).primary_key) <= set(read_schema(name).header)


def shipped_tables() -> list[Path]:
    data = Path(shipped_root()) / "data"
    found = [p for p in data.rglob("*") if p.suffix in (".csv", ".lock") and p.stem in SCHEMAS]
    return sorted(found)


@pytest.mark.parametrize("path", shipped_tables(), ids=lambda p: f"{p.parent.name}-{p.name}")
def test_csvw_reads_the_shipped_tables_as_valid_and_as_we_do(path: Path, tmp_path: Path) -> None:
    schema = json.loads((TABLES / f"{path.stem}.json").read_text(encoding="utf-8"))
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": path.name,
        "tableSchema": schema,
    }
    (tmp_path / path.name).write_bytes(path.read_bytes())
    described = tmp_path / f"{path.stem}-metadata.json"
    described.write_text(json.dumps(metadata), encoding="utf-8")
    group = csvw.CSVW(str(described), validate=True)
    assert group.is_valid, group.warnings
    ours, faults = read_table(InputFile(path, path.name, path.read_bytes()))
    assert faults == []
    theirs = list(group.tables[0])
    assert len(theirs) == len(ours)
    first = read_schema(path.stem).header[0]
    cells = [row[first] if isinstance(row[first], list) else [str(row[first])] for row in theirs]
    assert cells == [row.cells[first] for row in ours]
