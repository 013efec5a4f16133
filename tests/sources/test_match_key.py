"""The match key: what must agree for two copies to say the same, and what need not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_samples import CROWDED, TOKENS, second_key, to_full_width

from kg.sources.key import build_key, match_key

SAME = [
    ("智能，绿色", "智能 绿色"),
    ("（６．７％）", "6.7%"),
    ("ＡＩ", "ai"),
    ("第 一\n章", "第一章"),
    ("“引号”", "引号"),
    ("half-width", "half width"),
    ("①", "1"),
    ("㎏", "kg"),
    ("Straße", "STRASSE"),
    ("a\u200bb", "ab"),
    ("2024——2027", "2024-2027"),
    ("句末.", "句末"),
]
DIFFERENT = [
    ("6.7", "67"),
    ("6.7%", "6.7"),
    ("1.5", "15"),
    ("智能", "智 慧"),
    ("<5", "5"),
    ("+5", "5"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_shares_a_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_does_not(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("增长 6.7 %。", "增长6.7%"),
        ("见 3.1.2 节.", "见3.1.2节"),
        (".5", "5"),
        ("5.", "5"),
        ("v2.a", "v2a"),
        ("，。！", ""),
        ("", ""),
    ],
)
def test_key_as_worked_out_by_hand(text: str, key: str) -> None:
    assert match_key(text) == key


def test_a_decimal_that_was_spaced_out_is_not_another_number() -> None:
    assert match_key("6. 7%") != match_key("67%")


def test_each_key_character_has_its_origin() -> None:
    keyed = build_key("甲，㎏ 6.7")
    assert keyed.key == "甲kg6.7"
    assert keyed.origins == (0, 2, 2, 4, 5, 6)
    assert keyed.span_of(0, 1) == (0, 1)
    assert keyed.span_of(3, 6) == (4, 7)


@settings(deadline=None)
@given(st.text(CROWDED + "".join(TOKENS)))
def test_key_agrees_with_a_second_way_of_making_it(text: str) -> None:
    assert match_key(text) == second_key(text)


@settings(deadline=None)
@given(st.text())
def test_origins_ascend_and_lie_in_the_text(text: str) -> None:
    keyed = build_key(text)
    assert len(keyed.origins) == len(keyed.key)
    assert list(keyed.origins) == sorted(keyed.origins)
    assert all(0 <= origin < len(text) for origin in keyed.origins)


@settings(deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=20))
def test_width_does_not_matter(tokens: list[str]) -> None:
    text = "，".join(tokens)
    assert match_key(to_full_width(text)) == match_key(text)
