"""`--json` of every command keeps to its schema, and the schemas are closed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders import World
from command_line import ROOT, Cli
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]

from kg.answers.sparql.questions import list_questions
from kg.commands.json_text import render_json
from kg.commands.main import COMMANDS

SCHEMAS = {path.stem: path for path in (ROOT / "kg" / "schemas").glob("*.json")}
CALLS: list[tuple[str, list[str]]] = [
    ("trace", ["trace", "碳足迹"]),
    ("trace", ["trace", "算力不够"]),
    ("trace", ["trace", "因子登记平台"]),
    ("trace", ["trace", "region-shanghai", "--as-of", "2024-01-01", "--direction", "up"]),
    ("trace", ["trace", "碳足迹", "--as-of", "2030-01-01", "--depth", "2"]),
    ("gaps", ["gaps"]),
    ("gaps", ["gaps", "--by", "category"]),
    ("gaps", ["gaps", "--kind", "Bottleneck", "--as-of", "2030-01-01"]),
    ("matrix", ["matrix"]),
    ("adoption", ["adoption"]),
    ("adoption", ["adoption", "--as-of", "2023-01-01", "--region", "浙江"]),
    ("regions", ["regions"]),
    ("regions", ["regions", "北京", "上海"]),
    ("structure", ["structure"]),
    ("structure", ["structure", "--modality", "stated"]),
    ("threads", ["threads"]),
    ("threads", ["threads", "碳足迹", "--direction", "down"]),
    ("matrix", ["matrix", "--category", "new-factor", "--modality", "stated"]),
    ("show", ["show", "bottleneck-footprint"]),
    ("show", ["show", "document-plan"]),
    ("show", ["show", "claim-alpha-002"]),
    ("show", ["show", "region-beijing"]),
    ("show", ["show", "kg:addresses"]),
    ("show", ["show", "kgv:stated"]),
    ("show", ["show", "source-alpha"]),
    ("analyse", ["analyse"]),
    ("search", ["search", "碳"]),
    ("search", ["search", "qqqq"]),
    ("search", ["search", "a"]),
    ("stats", ["stats"]),
    ("stats-agreement", ["stats", "--agreement"]),
    ("build", ["build"]),
    ("check", ["check"]),
    ("sources", ["sources"]),
    ("sources-coverage", ["sources", "--coverage"]),
    ("sources-coverage", ["sources", "beta", "--coverage"]),
    ("anchor", ["anchor", "alpha", "--find", "因子"]),
    ("anchor", ["anchor", "beta", "--from", "3", "--to", "9"]),
]


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMAS[name].read_text(encoding="utf-8"))
    return found


def validate(name: str, value: object) -> None:
    Draft202012Validator(schema(name)).validate(value)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_valid_and_closed(name: str) -> None:
    document = schema(name)
    Draft202012Validator.check_schema(document)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["$id"] == f"https://w3id.org/policy-kg/schemas/{name}.json"
    stack: list[Any] = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert "additionalProperties" in node
            stack += node.values()
        elif isinstance(node, list):
            stack += node


def test_every_command_with_json_has_a_schema(cli: Cli) -> None:
    with_json = {name for name in COMMANDS if "--json" in cli(name, "--help").out}
    # A query's answer is SPARQL 1.1 Query Results JSON, which W3C describes.
    of_options = {"queries", "queries-show", "sources-coverage", "stats-agreement"}
    assert with_json - {"query"} | of_options == set(SCHEMAS)


@pytest.mark.parametrize(("name", "words"), CALLS, ids=[" ".join(words) for _, words in CALLS])
def test_json_keeps_to_its_schema(cli: Cli, template: World, name: str, words: list[str]) -> None:
    found = cli(*words, "--json", *template.arguments())
    assert found.code == 0
    validate(name, found.json)
    assert found.out == json.dumps(found.json, ensure_ascii=False, indent=2) + "\n"


def test_json_of_the_questions_keeps_to_its_schemas(cli: Cli) -> None:
    validate("queries", cli("queries", "list", "--json").json)
    for question in list_questions():
        validate("queries-show", cli("queries", "show", question.name, "--json").json)


def test_json_of_a_check_with_faults_keeps_to_its_schema(cli: Cli, world: World) -> None:
    world.edit("sources/beta/measures.ttl", 'validTo "2025"', 'validTo "2020"')
    world.edit("sources/beta/claims.csv", "region-zhejiang", "region-atlantis")
    found = cli("check", "--json", "--data", str(world.data))
    assert found.code == 1
    validate("check", found.json)
    rules = {fault["rule"] for fault in found.json["faults"]}
    assert {"validity-reversed", "dangling-reference"} <= rules
    assert len(found.json["notes"]) == 2


def test_json_of_broken_data_keeps_to_its_schema(cli: Cli, world: World) -> None:
    world.edit("sources/beta/measures.ttl", "a kg:Case ;", "a kg:Case")
    found = cli("check", "--json", "--data", str(world.data))
    assert found.code == 1
    validate("check", found.json)
    assert found.json["checks"] == ["build"]
    (fault,) = found.json["faults"]
    assert fault["file"] == str(world.path("sources/beta/measures.ttl"))
    assert fault["line"] > 1


def test_json_without_copies_keeps_to_its_schema(cli: Cli, template: World) -> None:
    report = cli("sources", "--json", "--data", str(template.data)).json
    validate("sources", report)
    assert [item["copy"] for item in report] == [None, None]


def test_json_short_and_long_are_one(cli: Cli, template: World) -> None:
    long = cli("stats", "-f", "json", *template.arguments()).out
    assert cli("stats", "--json", *template.arguments()).out == long


def test_json_goes_into_a_file(cli: Cli, template: World, tmp_path: Path) -> None:
    out = tmp_path / "trace.json"
    found = cli("trace", "碳足迹", "--json", "-o", str(out), *template.arguments())
    assert (found.code, found.out) == (0, "")
    validate("trace", json.loads(out.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["trace", "show", "stats"])
def test_a_schema_refuses_what_it_does_not_know(cli: Cli, template: World, name: str) -> None:
    words = {"trace": ["trace", "碳足迹"], "show": ["show", "action-standards"], "stats": ["stats"]}
    value = cli(*words[name], "--json", *template.arguments()).json
    with pytest.raises(ValidationError):
        validate(name, {**value, "surprise": 1})
    value.pop(next(iter(value)))
    with pytest.raises(ValidationError):
        validate(name, value)


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(st.text(), inner)
    ),
)


@given(VALUES)
def test_json_is_written_as_python_writes_it(value: object) -> None:
    assert render_json(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_what_json_does_not_know_is_no_json() -> None:
    with pytest.raises(TypeError):
        render_json({"day": [object()]})
