"""What may stand in no file of the project, and what every file of it must have."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from command_line import ROOT

from kg.graph.build import build_graph
from kg.graph.check import CHECKS, Subject
from kg.graph.checks.copying import read_quotable
from kg.graph.inputs import read_inputs
from kg.paths import shipped_root
from kg.sources.copies import Copies
from kg.sources.copying import CopyGuard

# Written in two halves, so that this file does not hold what it forbids.
MACHINE = re.compile("|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/"]))
REGISTRY = re.compile(
    "|".join(["pypi" + r"\.org", "files" + r"\.pythonhosted", "index" + "-url", "npm" + "js"]),
    re.IGNORECASE,
)


def files() -> list[Path]:
    """Return every file that git tracks, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    paths = [ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def texts() -> dict[str, str]:
    found = {}
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return found


@pytest.fixture(scope="module")
def project() -> dict[str, str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    return texts()


def lines_with(project: dict[str, str], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in project.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_place_on_a_machine(project: dict[str, str]) -> None:
    assert lines_with(project, MACHINE) == []


def test_no_file_names_a_registry(project: dict[str, str]) -> None:
    assert lines_with(project, REGISTRY) == []


def test_every_text_is_utf_8_without_byte_order_mark_and_with_lf(project: dict[str, str]) -> None:
    assert [name for name, text in project.items() if text.startswith("\ufeff")] == []
    assert [name for name, text in project.items() if "\r" in text] == []


def test_every_text_ends_with_a_line_feed(project: dict[str, str]) -> None:
    assert [name for name, text in project.items() if text and not text.endswith("\n")] == []


def test_no_module_is_called_a_helper(project: dict[str, str]) -> None:
    names = {Path(name).stem for name in project if name.endswith(".py")}
    assert (
        names & {"util", "utils", "helper", "helpers", "common", "misc", "manager", "handler"}
        == set()
    )


def test_no_two_tests_share_a_name(project: dict[str, str]) -> None:
    stems = [Path(name).name for name in project if re.match(r"tests/.*/?test_\w+\.py$", name)]
    assert sorted(stems) == sorted(set(stems))


# The sources themselves are not part of the project; where they are at hand, they are compared.


def sources() -> Path | None:
    given = os.environ.get("KG_TEST_SOURCES")
    for path in (Path(given) if given else None, ROOT.parent / "shared" / "sources"):
        if path and path.is_dir() and list(path.glob("*.txt")):
            return path
    return None


@pytest.fixture(scope="module")
def guard() -> CopyGuard:
    found = sources()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no sources at hand: set KG_TEST_SOURCES; in CI nothing is left out")
        pytest.skip("no sources at hand: set KG_TEST_SOURCES to their directory")
    texts = [path.read_text(encoding="utf-8") for path in sorted(found.glob("*.txt"))]
    inputs = read_inputs((Path(shipped_root()) / "data",))
    return CopyGuard.build(texts, read_quotable(inputs))


@pytest.fixture(scope="module")
def shipped() -> Subject:
    found = sources()
    inputs = read_inputs((Path(shipped_root()) / "data",))
    return Subject(inputs, build_graph(inputs), Copies((found,)) if found else Copies())


def test_the_guard_knows_the_sources(guard: CopyGuard) -> None:
    assert len(guard.forbidden) > 10_000


# Compared line by line, and cell by cell: words far apart in a file are no sentence together.
PIECE = re.compile(r'[\n"`|]|(?<=[^\d]),(?=[^\s])')


def test_no_text_of_the_project_holds_a_sentence_of_a_source(
    project: dict[str, str], guard: CopyGuard
) -> None:
    copied = [
        f"{name}: {run}"
        for name, text in project.items()
        for piece in PIECE.split(text)
        if (run := guard.find(piece))
    ]
    assert copied == []


QUICK = sorted(set(CHECKS) - {"shapes"})  # the shapes are checked with the wheel, all at once


@pytest.mark.parametrize("name", QUICK)
def test_the_shipped_data_pass_each_check(shipped: Subject, name: str) -> None:
    assert [fault.say("en") for fault in CHECKS[name](shipped)] == []
