"""`kg report`: what it writes where, and what it asks for when the words leave that open."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from builders import World
from command_line import Cli, start


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.md", b"# Weak"), ("a.html", b"<!doctype html>"), ("a.docx", b"PK"), ("a.txt", b"# Weak")],
)
def test_the_ending_names_the_form(
    cli: Cli, template: World, tmp_path: Path, name: str, begins: bytes
) -> None:
    out = tmp_path / name
    done = cli("report", "bottleneck-footprint", "-o", str(out), *template.arguments())
    assert (done.code, done.out) == (0, "")
    assert out.read_bytes().startswith(begins)


def test_the_form_that_is_named_wins(cli: Cli, template: World, tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    done = cli("report", "--all", "-f", "html", "-o", str(out), *template.arguments())
    assert done.code == 0
    assert out.read_bytes().startswith(b"<!doctype html>")


def test_the_report_names_the_command_and_not_the_file(
    cli: Cli, template: World, tmp_path: Path
) -> None:
    written = []
    for name in ("one.md", "other.md"):
        cli("report", "足迹", "--lang", "zh", "-o", str(tmp_path / name), *template.arguments())
        written.append((tmp_path / name).read_text(encoding="utf-8"))
    assert written[0] == written[1]
    said = shlex.join(["kg", "--lang", "zh", "--data", str(template.data), "report", "足迹"])
    assert f"`{said} -f md`" in written[0]


def test_without_a_file_markdown_goes_to_the_screen(cli: Cli, template: World) -> None:
    done = cli("report", "bottleneck-computing", "--lang", "zh", *template.arguments())
    assert done.code == 0
    assert done.out.startswith("# 算力不够\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Give either a TERM or --all."),
        (("足迹", "--all"), "Give either a TERM or --all."),
        (("足迹", "-f", "docx"), "name one with -o FILE.docx."),
        (("足迹", "--with-words"), "name one with -o FILE."),
    ],
)
def test_what_is_left_open_is_asked_for(
    cli: Cli, template: World, words: tuple[str, ...], said: str
) -> None:
    done = cli("report", *words, *template.arguments())
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_words_of_copies_mark_the_file(cli: Cli, template: World, tmp_path: Path) -> None:
    out = tmp_path / "private.md"
    words = ("report", "bottleneck-footprint", "--with-words", "-o", str(out))
    assert cli(*words, *template.arguments()).code == 0
    text = out.read_text(encoding="utf-8")
    assert text.splitlines()[2].startswith("> Private: this file carries words")
    assert "碳足迹核算没有统一方法" in text
    assert "--with-words" in text


def test_two_processes_write_the_same_word_file(template: World, tmp_path: Path) -> None:
    # Each process has hashes of its own; no order may hang on them.
    files = [tmp_path / "one.docx", tmp_path / "other.docx"]
    for seed, file in enumerate(files, start=1):
        words = template.arguments("report", "--all", "-o", str(file))
        done = start(*words, environ={"PYTHONHASHSEED": str(seed)})
        assert done.returncode == 0, done.stderr
    one, other = (file.read_bytes() for file in files)
    assert one == other
