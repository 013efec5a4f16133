"""Help pages: one language a page, every command, and the same names in both."""

from __future__ import annotations

import re

import pytest
from command_line import Cli

from kg.commands.base import BETWEEN
from kg.commands.main import COMMANDS

PAGES = [
    [],
    *([name] for name in COMMANDS),
    ["queries", "list"],
    ["queries", "show"],
    ["queries", "run"],
]
HAN = re.compile(r"[\u4e00-\u9fff]")
OPTION = re.compile(r"^\s+(--?[a-z][\w-]*)", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "kg")
def test_an_english_page_is_english(cli: Cli, page: list[str]) -> None:
    found = cli(*page, "--help", "--lang", "en")
    assert found.code == 0
    assert BETWEEN.strip() not in found.out
    assert not HAN.search(found.out)
    assert found.out.startswith("Usage: kg")
    assert "--help" in found.out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "kg")
def test_a_chinese_page_is_chinese(cli: Cli, page: list[str]) -> None:
    found = cli("--lang", "zh", *page, "--help")
    assert found.code == 0
    assert BETWEEN.strip() not in found.out
    assert found.out.startswith("用法：")
    assert "Options" not in found.out
    assert "Commands" not in found.out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "kg")
def test_every_option_is_explained_in_chinese(cli: Cli, page: list[str]) -> None:
    options = (
        cli("--lang", "zh", *page, "--help").out.partition("选项:\n")[2].partition("\n命令:")[0]
    )
    entries = re.split(r"\n(?=  -)", options)
    assert len(entries) >= 6
    assert [entry for entry in entries if not HAN.search(entry) and "--version" not in entry] == []


def test_no_english_words_of_click_stand_on_a_chinese_page(cli: Cli) -> None:
    pages = [cli("--lang", "zh", *page, "--help").out for page in PAGES]
    english = re.compile(r"Show the version|\[default: |\[required\]|; required")
    assert [line for page in pages for line in page.splitlines() if english.search(line)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "kg")
def test_both_pages_name_the_same_options(cli: Cli, page: list[str]) -> None:
    english = cli(*page, "--help", "--lang", "en").out
    chinese = cli("--lang", "zh", *page, "--help").out
    assert OPTION.findall(english) == OPTION.findall(chinese)


def test_the_first_page_names_every_command_with_a_sentence(cli: Cli) -> None:
    for lang, mark in (("en", "."), ("zh", "。")):
        page = cli("--help", "--lang", lang).out
        for name in COMMANDS:
            (line,) = re.findall(rf"^  {name} +(.*(?:\n {{8,}}.*)*)", page, re.MULTILINE)
            assert mark in line or len(line) > 10, (lang, name)


def test_the_language_of_the_environment_is_taken(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_LANG")
    for variable, value, start in (
        ("LC_ALL", "zh_CN.UTF-8", "用法："),
        ("LC_ALL", "de_DE.UTF-8", "Usage: "),
        ("KG_LANG", "zh", "用法："),
    ):
        monkeypatch.setenv(variable, value)
        assert cli("trace", "--help").out.startswith(start)


def test_version_is_said(cli: Cli) -> None:
    import kg

    found = cli("--version")
    assert (found.code, found.out) == (0, f"kg, version {kg.__version__}\n")


def test_without_a_command_the_help_is_shown(cli: Cli) -> None:
    found = cli()
    assert "kg demo" in found.out + found.err
    assert found.code == 2


@pytest.mark.parametrize("before", [True, False])
def test_global_options_stand_before_or_after_the_command(cli: Cli, before: bool) -> None:
    words = ["--lang", "zh", "trace"] if before else ["trace", "--lang", "zh"]
    assert cli(*words, "--help").out.startswith("用法：")
