"""`kg export`: every form by the command, the same bytes every time, and no words of a source."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from builders import World
from command_line import ROOT, Cli

import kg
from kg.views.exports import FORMS
from kg.views.exports.archive import unpack

TEXT_FORMS = [name for name, form in FORMS.items() if form.is_text]
DIGESTS = """
import hashlib, json, sys, kg
from kg.views.exports import FORMS
graph = kg.load(sys.argv[1])
print(json.dumps({form: hashlib.sha256(graph.export(form)).hexdigest() for form in FORMS}))
"""


def test_the_forms_are_those_of_the_interface() -> None:
    assert list(FORMS) == [
        "nquads", "ttl", "trig", "jsonld", "rdfxml", "graphml", "gexf", "cytoscape", "csv", "xlsx",
        "parquet",
    ]  # fmt: skip


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_the_command_writes_what_the_library_gives(
    cli: Cli, template: World, tmp_path: Path, form: str, mini: kg.PolicyGraph
) -> None:
    out = tmp_path / "deep" / "graph"
    assert cli("export", "-f", form, "-o", str(out), *template.arguments()).code == 0
    assert out.read_bytes() == mini.export(form)
    printed = cli("export", "-f", form, *template.arguments())
    assert printed.out.encode().rstrip() == mini.export(form).rstrip()


def test_csv_is_a_directory_of_tables(
    cli: Cli, template: World, tmp_path: Path, mini: kg.PolicyGraph
) -> None:
    out = tmp_path / "deep" / "tables"
    done = cli("export", "-f", "csv", "-o", str(out), *template.arguments())
    assert (done.code, done.out) == (0, "")
    assert done.err == f"Writing …\nWrote 11 files into {out}.\n"
    written = {path.name: path.read_bytes() for path in out.iterdir()}
    given = unpack(mini.export("csv"))
    told = json.loads(written.pop("csv-metadata.json"))
    assert told["dc:source"] == f"kg --data {template.data} export -f csv"
    del given["csv-metadata.json"]
    assert written == given
    assert {"claims.csv", "things.csv", "evidence.csv", "figures.csv", "links.csv"} <= set(given)


def test_csv_into_a_zip_file_is_one_file(cli: Cli, template: World, tmp_path: Path) -> None:
    directory, archive = tmp_path / "tables", tmp_path / "tables.ZIP"
    for out in (directory, archive):
        assert cli("export", "-f", "csv", "-o", str(out), *template.arguments()).code == 0
    assert unpack(archive.read_bytes()) == {
        path.name: path.read_bytes() for path in directory.iterdir()
    }


def test_csv_for_a_spreadsheet(cli: Cli, template: World, tmp_path: Path) -> None:
    call = ["export", "-f", "csv", "--bom", "--spreadsheet-safe", "-o", str(tmp_path)]
    assert cli(*call, *template.arguments()).code == 0
    assert (tmp_path / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbfid,subject,")
    told = json.loads((tmp_path / "csv-metadata.json").read_text(encoding="utf-8"))
    assert told["dc:source"].endswith("export -f csv --bom --spreadsheet-safe")


def test_a_formula_in_a_label_is_made_text_on_request(
    cli: Cli, world: World, tmp_path: Path
) -> None:
    world.edit("sources/beta/measures.ttl", '"Old scheme"@en', '"=1+1"@en')
    for flags, cell in ([], ",=1+1,"), (["--spreadsheet-safe"], ",'=1+1,"):
        call = ["export", "-f", "csv", "-o", str(tmp_path / str(len(flags))), *flags]
        assert cli(*call, *world.arguments()).code == 0
        assert cell in (tmp_path / str(len(flags)) / "things.csv").read_text(encoding="utf-8")


def test_xlsx_is_a_file(cli: Cli, template: World, tmp_path: Path, mini: kg.PolicyGraph) -> None:
    out = tmp_path / "graph.xlsx"
    assert cli("export", "-f", "xlsx", "-o", str(out), *template.arguments()).code == 0
    command = f"kg --data {template.data} export -f xlsx"
    assert out.read_bytes() == mini.export("xlsx", command=command)


def test_plain_labels_follow_the_language(cli: Cli, template: World) -> None:
    for lang, label in (("zh", "制定碳足迹标准"), ("en", "Set carbon footprint standards")):
        printed = cli("export", "-f", "cytoscape", "--lang", lang, *template.arguments())
        nodes = json.loads(printed.out)["elements"]["nodes"]
        assert label in {node["data"]["label"] for node in nodes}


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        (2, "csv is not text: name where to write it with -o.", ["-f", "csv"]),
        (2, "xlsx is not text: name where to write it with -o.", ["-f", "xlsx"]),
        (2, "give them with -f csv", ["-f", "xlsx", "--bom", "-o", "{root}/x.xlsx"]),
        (2, "give them with -f csv", ["--spreadsheet-safe"]),
        (6, "is a directory: name a file", ["-f", "xlsx", "-o", "{root}"]),
        (6, "is a directory: name a file", ["-o", "{root}"]),
        (6, "cannot be written", ["-f", "csv", "-o", "{root}/a-file"]),
        (6, "cannot be written", ["-f", "xlsx", "-o", "{root}/a-file/x.xlsx"]),
    ],
)
def test_a_wrong_call_is_answered_by_its_code_and_one_sentence(
    cli: Cli, template: World, tmp_path: Path, code: int, said: str, words: list[str]
) -> None:
    (tmp_path / "a-file").touch()
    given = [word.replace("{root}", str(tmp_path)) for word in words]
    done = cli("export", *given, *template.arguments())
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    told = [line for line in done.err.splitlines() if not line.endswith("…")]  # not the progress
    assert len(told) == 1


def test_a_wrong_call_is_answered_in_chinese(cli: Cli, template: World) -> None:
    done = cli("export", "-f", "xlsx", "--lang", "zh", *template.arguments())
    assert done.err == "xlsx 不是文本：请用 -o 给出写入位置。\n"


def test_every_form_has_the_same_bytes_in_every_process(
    template: World, mini: kg.PolicyGraph
) -> None:
    expected = {form: hashlib.sha256(mini.export(form)).hexdigest() for form in FORMS}
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", DIGESTS, str(template.data)],
            cwd=ROOT, env={"PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}", "LC_ALL": "C"},
            capture_output=True, check=True,
        )  # fmt: skip
        assert json.loads(done.stdout) == expected


@pytest.mark.parametrize("form", FORMS)
def test_no_export_holds_the_words_of_a_source(template: World, form: str) -> None:
    exported = template.load().export(form)
    files = unpack(exported) if exported.startswith(b"PK") else {form: exported}
    for name, content in files.items():
        text = read_parquet(content) if name.endswith(".parquet") else content.decode()
        assert "统一了核算口径" not in text
        assert "夜间排产所需的算力总是不够用" not in text


def read_parquet(content: bytes) -> str:
    """Return all values of a Parquet file."""
    import pyarrow.parquet as pq

    return "\n".join(str(row) for row in pq.ParquetFile(io.BytesIO(content)).read().to_pylist())
