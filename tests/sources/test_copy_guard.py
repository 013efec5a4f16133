"""The guard against copying: 16 Chinese characters or 8 English words in a row, no fewer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.sources.copying import CopyGuard, han_runs, word_runs

SIXTEEN = "老船长每天傍晚沿着防波堤慢慢散步"
EIGHT = "captain walks slowly along the long breakwater every"
SOURCE = f"据说{SIXTEEN}，从不间断。The old {EIGHT} evening."
GUARD = CopyGuard.build([SOURCE], [])


def test_the_samples_are_of_the_length_that_counts() -> None:
    assert len(SIXTEEN) == 16
    assert len(EIGHT.split()) == 8


@pytest.mark.parametrize(
    "text",
    [
        SIXTEEN,
        f"我们说：{SIXTEEN}吗",
        "老船长，每天傍晚（沿着防波堤）慢慢散步",
        "老 船 长 每天傍晚\n沿着防波堤慢慢散步",
        "老船长每天18:30傍晚沿着防波堤慢慢散步",
        "老船长 every 每天傍晚沿着防波堤慢慢散步",
        EIGHT,
        EIGHT.upper(),
        "captain walks, slowly, along the long (breakwater) – every",
        "captain walks 3 slowly along the long breakwater every",
        "ｃａｐｔａｉｎ walks slowly along the long breakwater every",
    ],
)
def test_found(text: str) -> None:
    assert GUARD.find(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        SIXTEEN[:15],
        SIXTEEN[1:],
        SIXTEEN[:8] + "又" + SIXTEEN[8:],
        " ".join(EIGHT.split()[:7]),
        EIGHT.replace("slowly", "quickly"),
        "",
    ],
)
def test_not_found(text: str) -> None:
    assert GUARD.find(text) is None


def test_the_run_is_told() -> None:
    assert GUARD.find(f"有人说道：{SIXTEEN}") == SIXTEEN
    assert GUARD.find(f"x {EIGHT} y") == EIGHT


def test_the_shape_of_an_apostrophe_does_not_matter() -> None:
    guard = CopyGuard.build(["the harbour’s tugs cannot leave before the tide"], [])
    assert guard.find("the harbour's tugs cannot leave before the tide") is not None


def test_what_is_quotable_may_stand_alone_but_not_with_more_of_its_sentence() -> None:
    title = "示例港口岸电设施改造与推广三年工作方案"
    guard = CopyGuard.build([f"去年港务局印发《{title}》并立即施行"], [title])
    assert len(title) > 16
    assert guard.find(title) is None
    assert guard.find(f"另见《{title}》一文") is None
    assert guard.find(f"{title}并") is not None
    assert guard.find(f"印发{title}") is not None


def test_what_is_shorter_than_a_run_exempts_nothing() -> None:
    assert CopyGuard.build([SOURCE], [SIXTEEN[:15]]).find(SIXTEEN) == SIXTEEN


def test_runs_do_not_join_two_sources() -> None:
    guard = CopyGuard.build([SIXTEEN[:8], SIXTEEN[8:]], [])
    assert guard.find(SIXTEEN) is None


def test_runs_by_hand() -> None:
    assert list(han_runs("一二三四五六七八九十百千万亿兆京，垓")) == [
        "一二三四五六七八九十百千万亿兆京",
        "二三四五六七八九十百千万亿兆京垓",
    ]
    assert list(word_runs("One two-fold three; four 5 six's seven eight nine ten")) == [
        "one two-fold three four six's seven eight nine",
        "two-fold three four six's seven eight nine ten",
    ]


BETWEEN = st.text("，。、 （）“”\n0123456789", max_size=3)


@settings(deadline=None)
@given(st.lists(BETWEEN, min_size=16, max_size=16), st.text("甲乙丙丁，"), st.text("戊己庚辛。"))
def test_found_whatever_stands_between(between: list[str], before: str, after: str) -> None:
    copied = "".join(char + gap for char, gap in zip(SIXTEEN, between, strict=True))
    assert GUARD.find(before + copied + after) == SIXTEEN


@settings(deadline=None)
@given(st.text(SIXTEEN + "，。 ", max_size=60))
def test_no_find_without_a_run_of_the_source(text: str) -> None:
    bare = "".join(char for char in text if char not in "，。 ")
    assert (GUARD.find(text) is not None) == (SIXTEEN in bare)
