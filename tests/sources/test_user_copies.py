"""The user's copies: which file is taken, what its places say, and that nothing is written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from text_samples import anchor_of, found_copy

from kg.errors import FileError, NotFound
from kg.sources.anchor import Outcome
from kg.sources.copies import Copies, Words

FIRST = "岸桥和集卡各有各的编号并且各记各的账"
SECOND = "到了月底盘点时谁也对不上谁报出来的数"
TEXT = f"{FIRST}，\n\n页码十二\n\n{SECOND}。另有一句别的话在后面。"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(TEXT, encoding="utf-8", newline="")
    return tmp_path


def test_the_file_of_that_digest_is_the_same_file(directory: Path) -> None:
    found = Copies((directory,)).find("harbour", DIGEST)
    assert found is not None
    assert found.same_file
    assert found.source.text == TEXT


def test_the_digest_goes_before_the_name(directory: Path) -> None:
    (directory / "harbour.txt").rename(directory / "renamed.txt")
    (directory / "harbour.txt").write_text("又一个版本", encoding="utf-8")
    found = Copies((directory,)).find("harbour", DIGEST)
    assert found is not None
    assert found.source.path == directory / "renamed.txt"


def test_a_file_of_that_name_is_another_copy(directory: Path) -> None:
    found = Copies((directory,)).find("harbour", "0" * 64)
    assert found is not None
    assert not found.same_file


def test_a_mark_and_other_line_ends_make_another_file_with_the_same_places(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    (tmp_path / "harbour.txt").write_bytes(content)
    found = Copies((tmp_path,)).find("harbour", DIGEST)
    assert found is not None
    assert not found.same_file
    assert found.words([anchor_of(TEXT, SECOND)]) == Words(Outcome.ANCHORED, SECOND)


def test_the_first_directory_that_has_it_is_taken(directory: Path) -> None:
    second = directory / "second"
    second.mkdir()
    (second / "harbour.txt").write_text("又一个版本", encoding="utf-8")
    found = Copies((second, directory)).find("harbour", "0" * 64)
    assert found is not None
    assert found.source.path.parent == second


def test_no_copy_is_no_error(directory: Path) -> None:
    assert Copies((directory,)).find("other", "0" * 64) is None
    assert Copies().find("harbour", DIGEST) is None


def test_a_missing_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere with copies: give an existing one"):
        Copies((tmp_path / "nowhere",))


def test_a_copy_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_bytes(TEXT.encode("gb18030"))
    with pytest.raises(FileError, match="GB18030"):
        Copies((tmp_path,)).find("harbour", DIGEST)


def test_a_source_is_read_once(directory: Path) -> None:
    copies = Copies((directory,))
    first = copies.find("harbour", DIGEST)
    (directory / "harbour.txt").unlink()
    assert copies.find("harbour", DIGEST) is first


def test_nothing_is_written(directory: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in directory.iterdir()}
    copies = Copies((directory,))
    found = copies.find("harbour", DIGEST)
    assert found is not None
    found.words([anchor_of(TEXT, FIRST)])
    assert {path: path.stat().st_mtime_ns for path in directory.iterdir()} == before


def test_segments_are_joined_by_a_mark() -> None:
    anchors = [anchor_of(TEXT, FIRST), anchor_of(TEXT, SECOND)]
    assert found_copy(TEXT).words(anchors) == Words(Outcome.ANCHORED, f"{FIRST} … {SECOND}")


def test_segments_in_another_order_are_not_shown() -> None:
    anchors = [anchor_of(TEXT, FIRST), anchor_of(TEXT, SECOND)]
    swapped = TEXT.replace(FIRST, "@").replace(SECOND, FIRST).replace("@", SECOND)
    copy = found_copy(swapped)
    assert [outcome.outcome for outcome in copy.resolve(anchors)] == [Outcome.RELOCATED] * 2
    assert copy.words(anchors) == Words(Outcome.AMBIGUOUS, None)


def test_the_worst_segment_decides() -> None:
    anchors = [anchor_of(TEXT, FIRST), anchor_of(TEXT, SECOND)]
    words = found_copy(TEXT.replace("月底", "年底").replace("页码", "页数")).words(anchors)
    assert words == Words(Outcome.ORPHANED, None)
