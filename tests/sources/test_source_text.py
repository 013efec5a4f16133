"""A source's text: what is normalised, and what an unreadable file is told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import FileError
from kg.sources.text import decode, likely_encoding, normalise, read_bytes, read_text

SENTENCE = "港口的灯照着海面。"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("a\r\r\nb", "a\n\nb"),
        ("\ufeffa", "a"),
        ("a\ufeff", "a\ufeff"),  # only at the beginning is it a byte order mark
        ("e\u0301", "\u00e9"),
        ("１，", "１，"),  # NFC keeps what NFKC would fold: offsets count what is printed
        ("\uf900", "\u8c48"),  # a compatibility ideograph that NFC, too, replaces
        ("", ""),
    ],
)
def test_normalise(raw: str, text: str) -> None:
    assert normalise(raw) == text


@settings(deadline=None)
@given(st.text())
def test_a_normalised_text_stays_as_it_is_but_for_a_second_mark(raw: str) -> None:
    text = normalise(raw)
    assert "\r" not in text
    assert normalise(text) == text.removeprefix("\ufeff")


def test_read_text_digests_the_bytes_and_not_the_text(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + SENTENCE.encode() + b"\r\n"
    (tmp_path / "a.txt").write_bytes(content)
    found = read_text(tmp_path / "a.txt")
    assert found.text == SENTENCE + "\n"
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.path == tmp_path / "a.txt"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (SENTENCE.encode("gb18030"), "GB18030"),
        (SENTENCE.encode("gbk"), "GB18030"),
        (SENTENCE.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "UTF-16"),
        ("Example Harbour §".encode("utf-16-le") + b"\xff\xff", "UTF-16LE"),
        (b"caf\xe9", "ISO-8859-1"),
    ],
)
def test_the_likely_encoding_is_named_and_not_acted_upon(content: bytes, encoding: str) -> None:
    assert likely_encoding(content) == encoding
    with pytest.raises(FileError) as caught:
        decode(content, Path("copy.txt"))
    for said in (caught.value.say("en"), caught.value.say("zh")):
        assert "copy.txt" in said
        assert f"iconv -f {encoding} -t UTF-8" in said


def test_the_first_wrong_byte_is_named() -> None:
    with pytest.raises(FileError, match=r"^x\.txt is not UTF-8 \(byte 3\); it looks like GB18030"):
        decode("a港".encode()[:1] + b"bc" + "港".encode("gb18030"), Path("x.txt"))


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.txt cannot be read \(No such file or directory\)"):
        read_bytes(tmp_path / "none.txt")
    with pytest.raises(FileError, match=r"cannot be read \(Is a directory\)"):
        read_text(tmp_path)
