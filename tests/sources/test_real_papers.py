"""The two papers, where they are at hand: every place resolves, and nothing of them is copied.

They lie in the directory of `KG_TEST_SOURCES`, else in `shared/sources` beside the checkout.
"""

from __future__ import annotations

import csv
import os
import random
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from text_samples import found_copy, to_full_width

from kg.graph.evidence import anchors_by_evidence
from kg.graph.inputs import InputFile
from kg.graph.tables import read_table
from kg.sources.anchor import Anchor, Outcome
from kg.sources.copying import CopyGuard, runs
from kg.sources.key import match_key
from kg.sources.text import SourceText, read_text

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("li-2022", "shan-2024")
TEXT_FILES = {"", ".cfg", ".cff", ".csv", ".html", ".jinja", ".js", ".json", ".lock", ".md", ".py"}
TEXT_FILES |= {".rq", ".sh", ".svg", ".toml", ".ttl", ".txt", ".yaml", ".yml"}


@cache
def directory() -> Path:
    given = os.environ.get("KG_TEST_SOURCES")
    return Path(given) if given else ROOT.parent / "shared" / "sources"


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> SourceText:
    return read_paper(request.param)


def read_paper(name: str) -> SourceText:
    path = directory() / f"{name}.txt"
    if not path.is_file():
        reason = f"no copy of {name}: name its directory in KG_TEST_SOURCES"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return read_text(path)


@cache
def read_anchors(name: str) -> dict[str, list[Anchor]]:
    path = ROOT / "data" / "sources" / name / "anchors.lock"
    rows, faults = read_table(InputFile(path, path.name, path.read_bytes()))
    assert faults == []
    return anchors_by_evidence(rows)


def expected_keys(paper: SourceText) -> dict[str, list[str]]:
    """Return for each evidence the match keys of its segments in the paper itself."""
    anchors = read_anchors(paper.path.stem)
    return {
        name: [match_key(paper.text[slice(*anchor.span)]) for anchor in segments]
        for name, segments in anchors.items()
    }


def look_up(paper: SourceText, text: str) -> dict[str, Outcome]:
    """Return the outcome of each evidence in *text*; fail when wrong words are shown."""
    copy, outcomes = found_copy(text), {}
    keys = expected_keys(paper)
    for name, anchors in read_anchors(paper.path.stem).items():
        words = copy.words(anchors)
        outcomes[name] = words.outcome
        if words.text is not None:
            assert [match_key(part) for part in words.text.split(" … ")] == keys[name], name
    return outcomes


def unresolved(outcomes: dict[str, Outcome]) -> dict[str, Outcome]:
    return {name: outcome for name, outcome in outcomes.items() if not outcome.shows_words}


def insert(text: str, pieces: tuple[str, ...], every: int, where: str) -> str:
    """Insert one of *pieces* before about one in *every* of the characters that *where* fits."""
    chance = random.Random(every)  # noqa: S311 - the same copy at every run
    return "".join(
        chance.choice(pieces) + char
        if chance.randrange(every) == 0 and re.fullmatch(where, char)
        else char
        for char in text
    )


def test_every_place_is_anchored_in_the_paper_itself(paper: SourceText) -> None:
    outcomes = look_up(paper, paper.text)
    assert len(outcomes) > 100
    assert set(outcomes.values()) == {Outcome.ANCHORED}


def test_every_place_is_found_in_a_respaced_copy(paper: SourceText) -> None:
    text = insert(paper.text, (" ", "\n", "\u3000", "，", "”"), 6, "[\u4e00-\u9fff]")
    missing = unresolved(look_up(paper, text))
    # li-2022 says some sentences twice, in the same surroundings: those may stay undecided.
    keys, key = expected_keys(paper), match_key(paper.text)
    assert set(missing.values()) <= {Outcome.AMBIGUOUS}
    assert [name for name in missing if all(key.count(part) == 1 for part in keys[name])] == []
    assert len(missing) <= 3


def test_every_place_is_found_in_a_full_width_copy(paper: SourceText) -> None:
    assert unresolved(look_up(paper, to_full_width(paper.text))) == {}


def test_most_places_are_found_between_page_headers(paper: SourceText) -> None:
    header = "\n示例学报 第3期 总第88期\n"
    outcomes = look_up(paper, insert(paper.text, (header,), 500, "(?s:.)"))
    assert len(unresolved(outcomes)) <= 0.15 * len(outcomes)


def test_a_copy_with_other_numbers_never_shows_them(paper: SourceText) -> None:
    raised = str.maketrans("0123456789", "1234567890")
    outcomes = look_up(paper, paper.text.translate(raised))
    # A circled digit folds to a plain one and was not raised: the words count, not their key.
    with_digits = [
        name
        for name, anchors in read_anchors(paper.path.stem).items()
        if any(re.search("[0-9]", paper.text[slice(*anchor.span)]) for anchor in anchors)
    ]
    assert with_digits
    assert not any(outcomes[name].shows_words for name in with_digits)


def guard() -> CopyGuard:
    with (ROOT / "data" / "quotable.csv").open(encoding="utf-8", newline="") as file:
        quotable = [row["text"] for row in csv.DictReader(file)]
    return CopyGuard.build([read_paper(name).text for name in PAPERS], quotable)


def test_no_line_of_the_project_is_copied_from_a_paper() -> None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = [ROOT / name for name in listed.split("\0") if Path(name).suffix in TEXT_FILES]
    copies = guard()
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if copies.find(line)
    ]
    assert found == []


def test_the_guard_would_see_a_sentence(paper: SourceText) -> None:
    copies = guard()
    sentences = re.findall(r"[^。；\n]{40,}", paper.text)
    seen = [sentence for sentence in sentences if copies.find(f"他们写道，{sentence}！")]
    long_enough = [sentence for sentence in sentences if any(runs(sentence))]
    assert len(long_enough) > 50
    assert len(seen) > 0.95 * len(long_enough)
