"""What `kg query` takes beside the query: limits, and CSV that a spreadsheet may open."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from builders import World
from command_line import Cli

DANGEROUS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\ttab",
    "\rreturn",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "'quoted",
)
HARMLESS = ("plain", "a=b", "1-2", "碳足迹", "", " =1", "(=1)")


def sparql_of(texts: tuple[str, ...]) -> str:
    literals = " ".join(
        '"' + text.replace("\t", "\\t").replace("\r", "\\r") + '"' for text in texts
    )
    return f"SELECT ?text {{ VALUES ?text {{ {literals} }} }}"


def rows_of(content: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content, newline="")))


def written(cli: Cli, world: World, directory: Path, *words: str) -> bytes:
    path = directory / "answer.csv"
    found = cli("query", *words, "-f", "csv", "-o", str(path), *world.arguments())
    assert found.code == 0, found.err
    return path.read_bytes()


def test_csv_is_exact_unless_a_spreadsheet_is_to_open_it(
    cli: Cli, template: World, tmp_path: Path
) -> None:
    content = written(cli, template, tmp_path, "-e", sparql_of(DANGEROUS))
    assert [row[0] for row in rows_of(content.decode())[1:]] == list(DANGEROUS)


def test_what_a_spreadsheet_might_run_gets_an_apostrophe(
    cli: Cli, template: World, tmp_path: Path
) -> None:
    query = sparql_of(DANGEROUS + HARMLESS)
    content = written(cli, template, tmp_path, "-e", query, "--spreadsheet-safe")
    cells = [row[0] if row else "" for row in rows_of(content.decode())[1:]]
    assert cells[: len(DANGEROUS)] == [f"'{text}" for text in DANGEROUS]
    assert cells[len(DANGEROUS) :] == list(HARMLESS)


def test_a_column_of_numbers_stays_numbers(cli: Cli, template: World, tmp_path: Path) -> None:
    query = "SELECT ?n ?t { VALUES (?n ?t) { (-5 -5) (-1.5 '-1.5') (UNDEF 'x') (-2e9 UNDEF) } }"
    content = written(cli, template, tmp_path, "-e", query, "--spreadsheet-safe")
    numbers, texts = zip(*rows_of(content.decode())[1:], strict=True)
    assert numbers == ("-5", "-1.5", "", "-2000000000")
    assert texts == ("'-5", "'-1.5", "x", "")


@pytest.mark.parametrize("safe", [[], ["--spreadsheet-safe"]])
def test_a_mark_is_set_before_on_request(
    cli: Cli, template: World, tmp_path: Path, safe: list[str]
) -> None:
    query = sparql_of(("碳足迹",))
    plain = written(cli, template, tmp_path, "-e", query, *safe)
    marked = written(cli, template, tmp_path, "-e", query, "--bom", *safe)
    assert marked == b"\xef\xbb\xbf" + plain
    assert not plain.startswith(b"\xef\xbb\xbf")


def test_a_shipped_question_may_go_to_a_spreadsheet(
    cli: Cli, template: World, tmp_path: Path
) -> None:
    path = tmp_path / "pairs.csv"
    words = ["queries", "run", "stated-pairs", "-f", "csv", "--bom", "--labels", "-o", str(path)]
    assert cli(*words, *template.arguments()).code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_labels_are_made_safe_too(cli: Cli, world: World, tmp_path: Path) -> None:
    world.edit("sources/alpha/actions.ttl", '"Trade guild"@en', '"=Trade guild"@en')
    query = "SELECT ?o { VALUES ?o { kgd:organisation-guild } }"
    content = written(cli, world, tmp_path, "-e", query, "--labels", "--spreadsheet-safe")
    assert rows_of(content.decode())[1][1] == "'=Trade guild"


def test_a_limit_on_rows_says_that_it_cut(cli: Cli, template: World) -> None:
    query = "SELECT ?s { ?s a kg:Bottleneck }"
    arguments = ["query", "-e", query, "-f", "csv", *template.arguments()]
    cut, whole = cli(*arguments, "--limit", "3"), cli(*arguments, "--limit", "4")
    assert len(cut.out.splitlines()) == 4
    assert "Q503: Cut by --limit after 3: there is more." in cut.err
    assert len(whole.out.splitlines()) == 5
    assert "Q503" not in whole.err


def test_a_limit_on_triples_says_that_it_cut(cli: Cli, template: World) -> None:
    query = "CONSTRUCT WHERE { ?a kg:addresses ?b }"
    found = cli("query", "-e", query, "-f", "nt", "--limit", "2", *template.arguments())
    assert len(found.out.splitlines()) == 2
    assert "Q503" in found.err


def test_the_output_may_be_limited_and_allowed(cli: Cli, template: World) -> None:
    query = "SELECT * { ?s ?p ?o }"
    arguments = ["query", "-e", query, "-f", "csv", *template.arguments()]
    assert cli(*arguments, "--max-output", "0.01").code == 5
    assert cli(*arguments, "--max-output", "10").code == 0
    assert cli(*arguments, "--max-output", "0.01", "--limit", "5").code == 0


@pytest.mark.skipif("sys.platform == 'win32'", reason="no memory cap on Windows")
def test_the_memory_may_be_limited(cli: Cli, template: World) -> None:
    steps = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
    query = f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('0123456789' AS ?x0) {steps} }}"
    found = cli("query", "-e", query, "--max-memory", "256", *template.arguments())
    assert found.code == 5
    assert "Q203: The query needed more than 256 MB" in found.err
