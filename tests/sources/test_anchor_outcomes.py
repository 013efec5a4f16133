"""Anchors: each outcome by a text made for it, and the promise that no wrong words are shown."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from text_samples import Respaced, anchor_of, copy_of, edited, found_copy, respaced, second_key

from kg.sources.anchor import (
    Anchor,
    Outcome,
    Resolution,
    Span,
    digest,
    make_anchor,
    resolve,
)

BEFORE = "清早的码头上停着三条旧渔船和一条新拖轮，"
WORDS = "值班的老船长把昨夜的潮水记在蓝皮本子里"
AFTER = "，随后去食堂喝了一碗滚烫的小米粥才回家。"
TEXT = BEFORE + WORDS + AFTER
SHORT = "蓝皮本子"


def sha(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def look(words: str, copy: str, text: str = TEXT) -> tuple[str, str | None]:
    """Return the outcome of *words* of *text* in *copy*, and what is shown."""
    found = resolve(copy_of(copy), anchor_of(text, words))
    return found.outcome.value, found.span and copy[slice(*found.span)]


def test_an_anchor_holds_digests_of_key_and_context() -> None:
    assert anchor_of(TEXT, WORDS) == Anchor(
        span=(20, 39),
        length=19,
        key=sha("值班的老船长把昨夜的潮水记在蓝皮本子里"),
        before=sha("码头上停着三条旧渔船和一条新拖轮"),
        after=sha("随后去食堂喝了一碗滚烫的小米粥才"),
    )


def test_contexts_are_shorter_at_the_ends_of_a_text() -> None:
    anchor = make_anchor(copy_of("甲乙丙"), (0, 3))
    assert anchor.before == anchor.after == sha("")
    assert digest("甲乙丙") == anchor.key


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (-1, 2), (0, 4), (1, 2), (5, 9)])
def test_no_anchor_outside_the_text_or_on_punctuation(span: Span) -> None:
    with pytest.raises(ValueError, match=str(span[1])):
        make_anchor(copy_of("甲，乙"), span)


def test_anchored_where_it_was() -> None:
    assert look(WORDS, TEXT) == ("anchored", WORDS)


def test_anchored_although_all_around_it_has_changed() -> None:
    copy = "东" * len(BEFORE) + WORDS
    assert look(WORDS, copy) == ("anchored", WORDS)


def test_relocated_when_found_once_elsewhere() -> None:
    assert look(WORDS, "页眉\n" + TEXT) == ("relocated", WORDS)


def test_relocated_shows_the_copy_as_it_is_printed() -> None:
    spaced = "值班的老船长，把昨夜的潮水\n记在“蓝皮本子”里"
    assert look(WORDS, BEFORE + "又及，" + spaced + AFTER) == ("relocated", spaced)


def test_relocated_by_context_when_found_twice() -> None:
    copy = "前言：" + WORDS + "。" + TEXT
    outcome, shown = look(WORDS, copy)
    assert (outcome, shown) == ("relocated-by-context", WORDS)
    place = resolve(copy_of(copy), anchor_of(TEXT, WORDS)).span
    assert place is not None
    assert place[0] == copy.rindex(WORDS)


def test_a_short_place_needs_its_context_even_when_found_once() -> None:
    assert look(SHORT, "页眉\n" + TEXT) == ("relocated-by-context", SHORT)
    assert look(SHORT, "别处也有一个蓝皮本子，不过那是另外一回事") == ("ambiguous", None)


def test_one_side_of_the_context_is_enough() -> None:
    assert look(SHORT, "页眉\n" + BEFORE + WORDS + "。完") == ("relocated-by-context", SHORT)


def test_ambiguous_when_two_places_agree() -> None:
    assert look(WORDS, "页眉\n" + TEXT + TEXT) == ("ambiguous", None)


def test_ambiguous_when_no_place_agrees() -> None:
    assert look(WORDS, "甲" + WORDS + "乙" + WORDS + "丙") == ("ambiguous", None)


def test_drifted_when_only_its_surroundings_are_left() -> None:
    assert look(WORDS, TEXT.replace("昨夜", "今晨")) == ("drifted", None)


def test_orphaned_when_its_surroundings_are_gone_too() -> None:
    assert look(WORDS, TEXT.replace("昨夜", "今晨").replace("食堂", "饭馆")) == ("orphaned", None)
    assert look(WORDS, "") == ("orphaned", None)


def test_a_changed_number_is_never_shown() -> None:
    text = BEFORE + "全年靠泊的船比上一年增加了6.7%左右" + AFTER
    words = "全年靠泊的船比上一年增加了6.7%左右"
    assert look(words, text.replace("6.7%", "67%"), text) == ("drifted", None)
    assert look(words, text.replace("6.7%", "６．７％"), text)[1] == words.replace(
        "6.7%", "６．７％"
    )


@pytest.mark.parametrize("printed", ["12", "0.2", "⑫"])
def test_a_number_is_not_cut_at_the_edge_of_a_place(printed: str) -> None:
    words = "2个城市加入了这次试点并写出了各自的总结"
    copy = BEFORE + "共有" + words.replace("2", printed)
    assert look(words, copy, BEFORE + words)[1] is None


def test_only_three_outcomes_show_words() -> None:
    assert [outcome for outcome in Outcome if outcome.shows_words] == [
        "anchored",
        "relocated",
        "relocated-by-context",
    ]


def test_windows_are_found_by_digest() -> None:
    copy = copy_of("甲乙，甲乙丙")
    assert copy.find(sha("甲乙"), 2) == [0, 2]
    assert copy.find(sha("甲丙"), 2) == []
    assert copy.find(sha("甲乙甲乙丙"), 9) == []
    assert copy.context(2, 2) == (sha("甲乙"), sha("丙"))


@settings(deadline=None)
@given(respaced())
def test_respacing_never_loses_nor_changes_a_place(drawn: Respaced) -> None:
    anchor = make_anchor(copy_of(drawn.text), drawn.span)
    found = resolve(copy_of(drawn.other), anchor)
    assert found.outcome.shows_words
    assert found.span is not None
    shown = drawn.other[slice(*found.span)]
    assert second_key(shown) == second_key(drawn.words)
    if found.outcome is not Outcome.ANCHORED:
        inside = drawn.other[slice(*drawn.other_span)]
        assert shown in inside


@settings(deadline=None)
@given(edited())
def test_edits_never_make_wrong_words_show(drawn: tuple[str, list[Span], str]) -> None:
    text, spans, other = drawn
    for span in spans:
        found = resolve(copy_of(other), make_anchor(copy_of(text), span))
        assert (found.span is not None) == found.outcome.shows_words
        if found.span:
            assert second_key(other[slice(*found.span)]) == second_key(text[slice(*span)])


@settings(deadline=None)
@given(edited())
def test_segments_are_shown_together_and_in_order_or_not_at_all(
    drawn: tuple[str, list[Span], str],
) -> None:
    text, spans, other = drawn
    anchors = [make_anchor(copy_of(text), span) for span in spans]
    if not anchors:
        return
    words = found_copy(other).words(anchors)
    assert (words.text is not None) == words.outcome.shows_words
    if words.text is not None:
        expected = [second_key(text[slice(*span)]) for span in spans]
        assert [second_key(part) for part in words.text.split(" … ")] == expected


def test_a_resolution_without_words_has_no_span() -> None:
    assert Resolution(Outcome.DRIFTED).span is None
