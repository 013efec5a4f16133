"""`kg analyse` and `kg export -f parquet` by the command: answers, forms, and what goes wrong."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest
from builders import World
from command_line import ROOT, Cli
from corpora import ask, read_triples
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from kg.analytics.engine import ENGINES
from kg.analytics.layout import MANIFEST
from kg.analytics.questions import get_question, list_questions
from kg.commands import analyse
from kg.commands.export import ZIP
from kg.views.exports.archive import unpack


@pytest.fixture(scope="module")
def exported(template: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Parquet of the miniature world, by the command."""
    from kg.commands import main

    out = tmp_path_factory.mktemp("world") / "deep" / "parquet"
    assert main.run(["export", "-f", "parquet", "-q", "-o", str(out), *template.arguments()]) == 0
    return out


def test_the_command_answers_as_kg_gaps_does(cli: Cli, template: World, exported: Path) -> None:
    answer = cli("analyse", "gaps", "--parquet", str(exported), "--json")
    gaps = cli("gaps", "--json", *template.arguments()).json["gaps"]
    expected = sorted((gap["kind"], gap["gap"], gap["thing"]) for gap in gaps)
    rows = [(row["kind"], row["gap"], row["thing"]) for row in answer.json["rows"]]
    assert rows == expected
    assert rows


def test_json_and_csv_say_the_same(
    cli: Cli, exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyse, "AT_ONCE", 100)
    schema = json.loads((ROOT / "kg" / "schemas" / "analyse.json").read_text(encoding="utf-8"))
    for question in map(get_question, ("gaps", "threads", "consistency")):  # the last without rows
        call = ["analyse", question.name, "--parquet", str(exported)]
        found = cli(*call, "--json")
        Draft202012Validator(schema).validate(found.json)
        assert found.out == json.dumps(found.json, ensure_ascii=False, indent=2) + "\n"
        assert found.json["question"] == question.name
        out = tmp_path / "deep" / f"{question.name}.csv"
        assert cli(*call, "-o", str(out)).err == f"Wrote {out}.\n"
        header, *rows = csv.reader(out.read_text(encoding="utf-8").splitlines())
        said = [
            dict(zip(header, ["" if v is None else str(v) for v in row], strict=True))
            for row in ask(exported, question.name)
        ]
        assert [dict(zip(header, row, strict=True)) for row in rows] == said
        assert len(found.json["rows"]) == len(rows)


def test_the_questions_are_listed_and_shown(cli: Cli) -> None:
    assert [row["name"] for row in cli("analyse", "--json").json] == [
        question.name for question in list_questions()
    ]
    assert "覆盖矩阵" in cli("analyse", "--lang", "zh").out
    assert cli("analyse", "gaps", "--sql").out.rstrip() == get_question("gaps").sql.rstrip()


def test_the_engines_of_the_command_are_those_there_are() -> None:
    assert list(analyse.ENGINES) == list(ENGINES)


def test_a_file_is_exported_without_a_graph(cli: Cli, invented_small: Path, tmp_path: Path) -> None:
    out = tmp_path / "parquet"
    call = ["export", "-f", "parquet", "--from", str(invented_small), "--parts", "3"]
    done = cli(*call, "-o", str(out))
    count = invented_small.read_bytes().count(b"\n")
    assert done.err.endswith(f"Wrote {count} triples in 2 files into {out}.\n")
    assert len(read_triples(out)) == count
    told = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    assert told["command"] == "kg export -f parquet --from corpus.nq --parts 3"


def test_parquet_into_a_zip_file_is_one_file(
    cli: Cli, template: World, exported: Path, tmp_path: Path
) -> None:
    archive = tmp_path / f"parquet{ZIP}"
    done = cli("export", "-f", "parquet", "-o", str(archive), *template.arguments())
    assert done.code == 0
    assert unpack(archive.read_bytes()) == {
        path.relative_to(exported).as_posix(): path.read_bytes()
        for path in exported.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        (3, "There is no question 'gapps' to a corpus; there are: consistency", ["gapps"]),
        (2, "Name the export with --parquet DIR", ["gaps"]),
        (3, "no directory {root}/none: write one", ["gaps", "--parquet", "{root}/none"]),
        (6, "holds no Parquet export of ours", ["gaps", "--parquet", "{root}"]),
        (2, "'hive'", ["gaps", "--parquet", "{root}", "--engine", "hive"]),
        (6, "cannot be written", ["gaps", "--parquet", "{made}", "-o", "{root}/a-file/x.csv"]),
    ],
)  # fmt: skip
def test_a_wrong_call_is_answered_by_its_code_and_one_sentence(
    cli: Cli, tmp_path: Path, exported: Path, code: int, said: str, words: list[str]
) -> None:
    (tmp_path / "a-file").touch()
    places = {"{root}": str(tmp_path), "{made}": str(exported)}
    for short, place in places.items():
        words = [word.replace(short, place) for word in words]
        said = said.replace(short, place)
    for lang in ("en", "zh"):
        done = cli("analyse", *words, "--lang", lang)
        assert (done.code, done.out, done.err.count("\n")) == (code, "", 1), done.err
        if lang == "en":
            assert said in done.err


@pytest.mark.parametrize(
    ("package", "extra", "words"),
    [
        ("duckdb", "duckdb", ["analyse", "gaps", "--parquet", "{made}"]),
        ("pyspark.sql", "spark", ["analyse", "gaps", "--parquet", "{made}", "--engine", "spark"]),
        ("pyarrow", "parquet", ["export", "-f", "parquet", "--from", "{nquads}", "-o", "{out}"]),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    cli: Cli, exported: Path, invented_small: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, package: str, extra: str, words: list[str],
) -> None:  # fmt: skip
    monkeypatch.setitem(sys.modules, package, None)
    places = {"{made}": exported, "{nquads}": invented_small, "{out}": tmp_path / "out"}
    done = cli("-q", *[str(places.get(word, word)) for word in words])
    assert done.code == 2
    assert f"pip install 'policy-kg[{extra}]'" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        (2, "parquet is not text", ["-f", "parquet"]),
        (2, "--from is for Parquet into a directory", ["--from", "{root}/x.nq"]),
        (6, "There is no file", ["-f", "parquet", "--from", "{root}/x.nq", "-o", "{root}/out"]),
        (6, "no Parquet export of ours", ["-f", "parquet", "--from", "{root}/a", "-o", "{root}"]),
    ],
)  # fmt: skip
def test_a_wrong_export_is_answered_by_its_code_and_one_sentence(
    cli: Cli, tmp_path: Path, code: int, said: str, words: list[str]
) -> None:
    (tmp_path / "a").touch()
    done = cli("export", "-q", *[word.replace("{root}", str(tmp_path)) for word in words])
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1), done.err
    assert said in done.err


def test_names_with_special_characters_are_names(cli: Cli, exported: Path, tmp_path: Path) -> None:
    import shutil

    strange = tmp_path / "a[b]*'?;{c} 碳"
    shutil.copytree(exported, strange)
    answer = cli("analyse", "gap-counts", "--parquet", str(strange))
    assert answer.code == 0, answer.err
    assert answer.out == cli("analyse", "gap-counts", "--parquet", str(exported)).out
