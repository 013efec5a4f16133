"""`kg sources --coverage`: the table, the sentences, the page; and where words may go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import TEXTS, World
from command_line import Cli, start

from kg.sources.key import match_key

HEAD = "spans,reason,repeated_in,note_zh,note_en\n"


def sources(cli: Cli, world: World, *words: str) -> tuple[int, str, str]:
    found = cli("sources", *words, *world.arguments())
    return found.code, found.out, found.err


def row(out: str, label: str) -> list[str]:
    line = next(line for line in out.splitlines() if line.startswith(label))
    return line.removeprefix(label).split()


def holds_words(text: str, source: str) -> list[str]:
    """Return the runs of six characters that *text* shares with the text of *source*."""
    whole, key = match_key(text), match_key(TEXTS[source])
    return [key[i : i + 6] for i in range(len(key) - 5) if key[i : i + 6] in whole]


def test_the_table_counts_every_source(cli: Cli, template: World) -> None:
    code, out, err = sources(cli, template, "--coverage")
    assert (code, err) == (0, "")
    assert row(out, "sentences and cells") == ["9", "6"]
    assert row(out, "under evidence") == ["7", "5"]
    assert row(out, "page furniture") == ["0", "0"]
    assert row(out, "unaccounted for") == ["2", "1"]
    # The headings: twice three characters of alpha, five of beta.
    assert row(out, "characters neither taken nor declared") == ["6", "5"]
    # 7 of 9 and 5 of 6, rounded down.
    assert row(out, "of these under evidence") == ["77.7", "%", "83.3", "%"]
    assert "句子与单元格" in cli("--lang", "zh", "sources", "--coverage", *template.arguments()).out


def test_a_declared_reason_changes_the_count(cli: Cli, world: World) -> None:
    world.path("sources/alpha/skipped.csv").write_text(f"{HEAD}0-4,furniture,,,\n")
    out = sources(cli, world, "--coverage")[1]
    assert row(out, "page furniture") == ["1", "0"]
    assert row(out, "of these under evidence") == ["87.5", "%", "83.3", "%"]


def test_one_source_is_shown_sentence_by_sentence(cli: Cli, template: World) -> None:
    code, out, _ = sources(cli, template, "alpha", "--coverage")
    assert code == 0
    assert row(out, "sentences and cells") == ["9"]
    flat = " ".join(out.split())
    assert "[一 para 1] under evidence 碳足迹核算没有统一方法，各厂口径不同。" in flat
    assert "[二 para 0] unaccounted for 二、办法" in flat
    assert "ev-alpha-computing: claim-alpha-004, bottleneck-computing" in flat


def test_words_stay_in_the_terminal(cli: Cli, template: World, tmp_path: Path) -> None:
    out = tmp_path / "coverage.txt"
    assert sources(cli, template, "alpha", "--coverage", "-o", str(out))[0] == 0
    written = out.read_text(encoding="utf-8")
    assert "ev-alpha-computing" in written
    assert holds_words(written, "alpha") == []
    printed = sources(cli, template, "alpha", "--coverage")[1]
    assert holds_words(printed, "alpha")
    json = sources(cli, template, "alpha", "--coverage", "--json")[1]
    assert holds_words(json, "alpha") == []


def test_the_page_has_words_only_when_it_is_private(
    cli: Cli, template: World, tmp_path: Path
) -> None:
    plain, private = tmp_path / "plain.html", tmp_path / "private.html"
    given = ("alpha", "--coverage", "-o")
    assert sources(cli, template, *given, str(plain))[0] == 0
    assert sources(cli, template, *given, str(private), "--with-words")[0] == 0
    open_, closed = plain.read_text(encoding="utf-8"), private.read_text(encoding="utf-8")
    assert holds_words(re.sub(r"<[^>]+>", "", open_), "alpha") == []
    assert 'name="x-private"' not in open_
    assert len(holds_words(re.sub(r"<[^>]+>", "", closed), "alpha")) > 80
    assert 'name="x-private"' in closed


def test_the_page_can_be_asked_for_by_its_form(cli: Cli, template: World) -> None:
    code, out, _ = sources(cli, template, "beta", "--coverage", "-f", "html")
    assert code == 0
    assert out.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["alpha"], "go with --coverage"),
        (["--with-words"], "go with --coverage"),
        (["-f", "html"], "go with --coverage"),
        (["--coverage", "-f", "html"], "A page shows one source"),
        (["alpha", "--coverage", "--with-words"], "add -o FILE.html"),
        (["alpha", "--coverage", "--json", "--with-words"], "add -o FILE.html"),
    ],
)
def test_words_that_do_not_go_together(
    cli: Cli, template: World, words: list[str], said: str
) -> None:
    code, out, err = sources(cli, template, *words)
    assert (code, out) == (2, "")
    assert said in err


def test_an_unknown_source_is_named(cli: Cli, template: World) -> None:
    code, _, err = sources(cli, template, "gamma", "--coverage")
    assert code == 3
    assert "There is no source 'gamma'; known: alpha, beta." in err


def test_without_a_copy_nothing_is_counted(cli: Cli, template: World) -> None:
    given = ("--coverage", "--data", str(template.data))
    found = cli("sources", *given)
    assert found.code == 0
    assert row(found.out, "under evidence") == ["–", "–"]
    assert found.err.count("No copy of '") == 2
    assert cli("sources", "alpha", *given).code == 3
    json = cli("sources", *given, "--json").json
    assert json == [{"source": "alpha", "copy": None}, {"source": "beta", "copy": None}]


def test_another_file_is_not_counted(cli: Cli, world: World) -> None:
    copy = world.copies_dir / "alpha.txt"
    copy.write_text(copy.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    code, out, err = sources(cli, world, "alpha", "--coverage")
    assert (code, out) == (3, "")
    assert "is not the file that 'alpha' was curated from" in err
    code, out, err = sources(cli, world, "--coverage")
    assert code == 0
    assert row(out, "under evidence") == ["–", "5"]


def test_the_report_on_copies_goes_into_a_file_too(
    cli: Cli, template: World, tmp_path: Path
) -> None:
    out = tmp_path / "copies.txt"
    assert sources(cli, template, "-o", str(out))[0] == 0
    assert "alpha.txt" in out.read_text(encoding="utf-8")


def test_what_is_printed_can_be_shown_under_gbk(template: World) -> None:
    done = start("--lang", "zh", "sources", "alpha", "--coverage", *template.arguments())
    assert done.returncode == 0
    done.stdout.decode("utf-8").encode("gbk")
