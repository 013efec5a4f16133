"""`kg diff`: its words in both languages, its forms, its filters, its exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from builders import World
from command_line import ROOT, Cli
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

STRANGERS = str(ROOT / "docs/tutorial/data")


@pytest.fixture
def edited(world: World) -> World:
    """The miniature, in which a bottleneck loses its only stated action and another is renamed."""
    world.edit(
        "sources/alpha/claims.csv",
        "action-factor-library,addresses,bottleneck-footprint-factors,stated,high,affirmed,accepted",
        "action-factor-library,addresses,bottleneck-footprint-factors,stated,high,affirmed,refused",
    )
    world.edit("sources/alpha/bottlenecks.ttl", '"算力不够"@zh', '"算力短缺"@zh')
    world.edit("sources/alpha/evidence.csv", "算力短缺", "算力紧缺")
    return world


def words_of(old: World, new: World, *words: str) -> list[str]:
    return ["diff", str(old.data), str(new.data), *words]


def lines(out: str) -> list[str]:
    return [line.rstrip() for line in out.splitlines()]


def test_the_news_in_english(cli: Cli, template: World, edited: World) -> None:
    found = cli(*words_of(template, edited))
    assert (found.code, found.err) == (0, "")
    said = " ".join(found.out.split())
    assert "Bottlenecks that lost their only stated action (1)" in said
    assert (
        "- Missing factor library lost its only stated action: Build a factor library; "
        "inferred ones left: 1." in said
    )
    assert "Renamed: “算力不够” → “算力短缺”." in said
    assert "Also, listed with -v: Paraphrases changed (1)" in said
    assert said.index("lost") < said.index("Claims of another status") < said.index("Renamed")
    assert (
        "ev-alpha-computing: “算力短缺” → “算力紧缺”." in cli(*words_of(template, edited, "-v")).out
    )


def test_the_news_in_chinese(cli: Cli, template: World, edited: World) -> None:
    out = cli(*words_of(template, edited), "--lang", "zh").out
    assert "失去唯一明示行动的瓶颈 (1)" in out
    assert "“因子库缺位”失去了唯一有原文明示的行动：建设因子库；尚余推断的行动 1 项。" in out
    assert "此外（-v 列出）：改写的转述 (1)" in out


def test_no_difference_is_said_in_words(cli: Cli, template: World, edited: World) -> None:
    same = str(template.data)
    found = cli("diff", same, same, "--exit-code")
    assert (found.code, found.out.split()) == (
        0, f"Nothing differs between {same} and {same}.".split(),
    )  # fmt: skip
    none = cli(*words_of(template, edited, "--only", "figures", "--exit-code", "--lang", "zh"))
    assert none.code == 0
    assert none.out.startswith("在所问范围内，")


def test_the_data_in_use_are_the_second(cli: Cli, template: World, edited: World) -> None:
    named = cli(*words_of(template, edited)).out
    used = cli("diff", str(template.data), "--data", str(edited.data)).out
    assert used == named


def test_the_exit_code_tells_only_when_asked(cli: Cli, template: World, edited: World) -> None:
    assert cli(*words_of(template, edited)).code == 0
    assert cli(*words_of(template, edited, "--exit-code")).code == 1
    assert cli(*words_of(template, edited, "--exit-code", "--json")).code == 1
    assert cli(*words_of(template, edited, "--exit-code", "--only", "threads")).code == 0


def test_many_of_a_kind_are_gathered(cli: Cli, template: World) -> None:
    words = ["diff", STRANGERS, str(template.data)]
    out = lines(cli(*words).out)
    at = next(n for n, line in enumerate(out) if line.startswith("Claims added ("))
    assert out[at + 1].startswith("  - addresses (4): ")
    assert len(out) < 120
    every = cli(*words, "-v").out
    assert every.count("- New claim (") == 19  # as many as the miniature has
    assert "-v" not in every


def test_json_keeps_to_its_schema(cli: Cli, template: World, edited: World) -> None:
    schema = json.loads((ROOT / "kg/schemas/diff.json").read_text(encoding="utf-8"))
    for words in (
        words_of(template, edited),
        words_of(template, template),
        words_of(template, edited, "--category", "new-factor"),
        ["diff", STRANGERS, str(template.data)],
    ):
        found = cli(*words, "--json")
        assert found.code == 0
        Draft202012Validator(schema).validate(found.json)
        assert sum(found.json["counts"].values()) == len(found.json["changes"])


def test_json_holds_values_and_sentences(cli: Cli, template: World, edited: World) -> None:
    found = cli(*words_of(template, edited, "--kind", "lost-only-stated-action"), "--json").json
    assert found["before"]["name"] == str(template.data)
    assert found["other"] is None
    assert found["changes"] == [
        {
            "kind": "lost-only-stated-action",
            "group": "gaps",
            "subject": "bottleneck-footprint-factors",
            "things": ["action-factor-library"],
            "note": "",
            "before": ["action-factor-library"],
            "after": [],
            "sources": ["source-alpha"],
            "categories": ["new-factor"],
            "sentence": {
                "zh": "“因子库缺位”失去了唯一有原文明示的行动：建设因子库；尚余推断的行动 1 项。",
                "en": "Missing factor library lost its only stated action: "
                "Build a factor library; inferred ones left: 1.",
            },
        }
    ]


def test_csv_has_a_row_a_change(cli: Cli, template: World, edited: World, tmp_path: Path) -> None:
    out = tmp_path / "diff.csv"
    cli(*words_of(template, edited), "-f", "csv", "-o", str(out))
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [row["kind"] for row in rows] == [
        "lost-only-stated-action", "claim-status", "thing-renamed", "evidence-paraphrased",
    ]  # fmt: skip
    assert (rows[1]["before"], rows[1]["after"]) == ("accepted", "refused")
    assert rows[1]["label_zh"] == "建设因子库 – 应对 – 因子库缺位"
    assert rows[2]["before"] == "算力不够 | Shortage of computing power"


def test_filters_compose(cli: Cli, template: World, edited: World) -> None:
    def kinds(*words: str) -> set[str]:
        found = cli(*words_of(template, edited, *words), "--json").json
        return {change["kind"] for change in found["changes"]}

    assert kinds("--only", "things", "--only", "claims") == {"thing-renamed", "claim-status"}
    assert kinds("--only", "things", "--kind", "claim-status") == set()
    assert kinds("--category", "新要素") == {"lost-only-stated-action", "claim-status"}
    assert kinds("--source", "beta") == set()
    assert kinds("--only", "other") == set()


@pytest.mark.parametrize(
    ("code", "message", "words"),
    [
        (2, "Missing argument 'A'", ["diff"]),
        (2, "'luck'", ["diff", "{data}", "--only", "luck"]),
        (2, "'luck'", ["diff", "{data}", "--kind", "luck"]),
        (3, "'gamma'", ["diff", "{data}", "{data}", "--source", "gamma"]),
        (3, "'qqqq'", ["diff", "{data}", "{data}", "--category", "qqqq"]),
        (3, "is no directory and no export", ["diff", "nothing"]),
        (3, "is no directory and no export", ["diff", "{data}", "nothing"]),
        (6, "cannot be read", ["diff", "nothing.nq"]),
        (6, "holds no whole graph", ["diff", "{data}/sources/alpha/actions.ttl"]),
    ],
)
def test_mistakes_are_told(
    cli: Cli,
    template: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    message: str,
    words: list[str],
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    found = cli(*[word.replace("{data}", str(template.data)) for word in words])
    assert (found.code, found.out) == (code, "")
    assert message in found.err
    assert found.err.count("\n") == 1
