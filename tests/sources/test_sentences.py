"""Sentences and cells, worked out by hand: what a unit is, and what carries no words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.key import build_key
from kg.sources.sentences import WordKey, find_units


def units(text: str) -> list[str]:
    return [text[unit.start : unit.end] for unit in find_units(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山高。水长！云淡？风轻；月明", ["山高。", "水长！", "云淡？", "风轻；", "月明"]),
        ("山高;水长; 云淡", ["山高;", "水长;", "云淡"]),
        ("含4个要素;12个领域", ["含4个要素;", "12个领域"]),
        ("山高\n水长", ["山高", "水长"]),
        ("他说：“山高。”她走了。", ["他说：“山高。”", "她走了。"]),
        ("（山高。）水长。", ["（山高。）", "水长。"]),
        # A straight quote may open the next sentence: it stays with that one.
        ('山高。"水长"在后。', ["山高。", '"水长"在后。']),
        ("山高。<sup>①</sup>水长。", ["山高。<sup>①</sup>", "水长。"]),
        ("山高<sup>[7]</sup>。水长。", ["山高<sup>[7]</sup>。", "水长。"]),
        ("## （一）山高", ["（一）山高"]),
        ("- [1] 某人. 山高[J]. 水刊 2020(1):3-9.", ["[1] 某人. 山高[J]. 水刊 2020(1):3-9."]),
        ("见 https://example.org/s?id=1&x=2 山高", ["见 https://example.org/s?id=1&x=2 山高"]),
    ],
)
def test_a_sentence_ends_at_its_stop_or_at_the_line(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hills rise. Rivers run! Why? So.", ["Hills rise.", "Rivers run!", "Why?", "So."]),
        ("It fell by 3.5 m. It rose.", ["It fell by 3.5 m.", "It rose."]),
        ("See Fig. A and Dr. Who. Then go.", ["See Fig. A and Dr. Who.", "Then go."]),
        ("1. Hills rise. J. Doe wrote it.", ["1. Hills rise.", "J. Doe wrote it."]),
        ("Hills; rivers; clouds", ["Hills; rivers; clouds"]),
        ("They run. and so on", ["They run. and so on"]),
        ('He said "Run." She ran.', ['He said "Run."', "She ran."]),
    ],
)
def test_a_line_in_latin_script_ends_its_sentences_before_a_capital(
    text: str, expected: list[str]
) -> None:
    assert units(text) == expected


def test_a_row_is_cut_into_cells_and_its_empty_ones_drop_out() -> None:
    text = "城市\t产量。合计\n北京\t\t1 073\t\n"
    assert units(text) == ["城市", "产量。合计", "北京", "1 073"]
    assert all(unit.cell for unit in find_units(text))
    bars = "| 城市 | 产量 |\n|---|---|\n| 北京 | -30 |"
    assert [words.strip() for words in units(bars)] == ["城市", "产量", "北京", "-30"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "---", "***", "##", "。！；", "![](图.png)", "<br>", "<sup>①</sup>", "| |"]
)
def test_what_carries_no_words_is_no_unit(text: str) -> None:
    assert units(text) == []


def test_markup_carries_nothing() -> None:
    text = "山<b>高</b><sup>①</sup>水x<sup>2</sup>"
    words = WordKey.build(build_key(text))
    assert words.keyed.key == "山高水x2"
    # Position by position: 山 is the first character of the key, 高 the second.
    assert words.carried([(0, 1)]) == {0}
    assert words.carried([(1, 5), (8, 21)]) == {1}
    assert words.carried([(0, len(text))]) == {0, 1, 2, 3, 4}


CROWDED = "山水云。！;？\t\n |#-*<b>sup①[1]Ab. “”（）"


@given(st.text(CROWDED, max_size=80))
def test_units_keep_their_order_and_leave_out_no_word(text: str) -> None:
    found = find_units(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    words = WordKey.build(build_key(text))
    everything = words.carried([(0, len(text))])
    assert words.carried(unit.span for unit in found) == everything
    assert all("\n" not in text[unit.start : unit.end] for unit in found)
