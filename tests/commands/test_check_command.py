"""`kg check` of a store: the checks of the graph, what was left out, and who judges the shapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import World
from command_line import Cli

LEFT_OUT = "build, files, anchors, coverage, expectations, copying"
LABEL = b'<http://www.w3.org/2004/02/skos/core#prefLabel> "Old scheme"@en .\n'


@pytest.fixture(scope="module")
def good(template: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the miniature world as N-Quads."""
    file = tmp_path_factory.mktemp("store") / "good.nq"
    file.write_bytes(template.build().as_nquads())
    return file


@pytest.fixture
def bad(good: Path, tmp_path: Path) -> Path:
    """The same without an English label."""
    lines = good.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if not line.endswith(LABEL)]
    assert len(kept) == len(lines) - 1
    file = tmp_path / "bad.nq"
    file.write_bytes(b"".join(kept))
    return file


def test_a_good_store_passes_and_what_was_left_out_is_said(cli: Cli, good: Path) -> None:
    found = cli("--store", str(good), "check")
    assert (found.code, found.out) == (0, "")
    assert LEFT_OUT in found.err
    assert "2 checks, 0 fault(s)." in found.err


def test_a_fault_of_a_store_names_the_store(cli: Cli, bad: Path) -> None:
    found = cli("--store", str(bad), "check", "--json")
    assert found.code == 1
    assert found.json["checks"] == ["shapes", "hygiene"]
    assert {(f["rule"], f["file"], f["line"]) for f in found.json["faults"]} == {
        ("shape", str(bad), 0), ("missing-translation", str(bad), 0),
    }  # fmt: skip
    assert all("document-old" in f["reason"]["zh"] for f in found.json["faults"])
    assert [LEFT_OUT in note["en"] for note in found.json["notes"]] == [True]


def test_the_store_of_the_environment_is_checked_too(
    cli: Cli, bad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE", str(bad))
    assert "document-old" in cli("check").out


def test_both_engines_say_the_same(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "small.nq"
    claim = "<https://w3id.org/policy-kg/id/claim-x-1>"
    file.write_text(
        f"{claim} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/policy-kg/ontology#Claim> .\n"
        f"{claim} <https://w3id.org/policy-kg/ontology#modality> "
        "<https://w3id.org/policy-kg/vocab/guessed> .\n",
        encoding="utf-8",
    )
    walk, pyshacl = (
        cli("--store", str(file), "check", "--json", "--engine", engine).json
        for engine in ("walk", "pyshacl")
    )
    assert walk == pyshacl
    assert sum(fault["rule"] == "shape" for fault in walk["faults"]) > 5


def test_a_verbose_check_tells_how_far_it_is(cli: Cli, good: Path) -> None:
    found = cli("-v", "--store", str(good), "check")
    assert "Checking: 1 of 2 checks\nChecking: 2 of 2 checks\n" in found.err
