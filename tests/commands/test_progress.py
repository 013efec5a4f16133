"""Progress: told of long work to whoever wants to know, on stderr, never beside JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import World
from command_line import Cli

from kg.commands.progress import BUILDING, CLEAR, Progress


@pytest.fixture(autouse=True)
def cache_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))


def test_a_verbose_build_tells_each_tenth(cli: Cli, world: World) -> None:
    found = cli("-v", "build", *world.arguments())
    told = [line for line in found.err.splitlines() if line.startswith("Building: ")]
    assert len(told) == 10
    done, total = told[-1].removeprefix("Building: ").removesuffix(" files").split(" of ")
    assert done == total
    assert not found.out


def test_it_is_told_in_chinese(cli: Cli, world: World) -> None:
    found = cli("-v", "--lang", "zh", "build", *world.arguments())
    assert found.err.count("正在构建：") == 10
    assert "Building" not in found.err


def test_a_graph_that_is_built_already_tells_nothing(cli: Cli, world: World) -> None:
    cli("build", *world.arguments())
    assert "Building" not in cli("-v", "build", *world.arguments()).err


@pytest.mark.parametrize("words", [("build",), ("-v", "build", "--json"), ("-v", "-q", "build")])
def test_else_nothing_is_told(cli: Cli, world: World, words: tuple[str, ...]) -> None:
    found = cli(*words, *world.arguments())
    assert found.code == 0
    assert "Building" not in found.err


def test_on_a_terminal_one_line_is_rewritten_and_cleared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([100.1, 100.6, 100.65, 100.8, 101.0])
    monkeypatch.setattr("kg.commands.progress.time.monotonic", lambda: next(clock))
    told = Progress(BUILDING, "en", rewritten=True, began=100.0)
    for done in range(1, 6):  # too soon, told, too soon after that, told, done
        told(done, 5)
    lines = (f"{CLEAR}Building: 2 of 5 files", f"{CLEAR}Building: 4 of 5 files", CLEAR)
    assert capsys.readouterr().err == "".join(lines)


def test_short_work_on_a_terminal_leaves_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    told = Progress(BUILDING, "en", rewritten=True)
    for done in range(1, 6):
        told(done, 5)
    assert capsys.readouterr().err == ""
