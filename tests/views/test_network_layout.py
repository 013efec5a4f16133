from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_samples import NAMES, networks, term_network, whole_network

from kg.answers.network import Network
from kg.language import Lang
from kg.views.bilingual import LANGS
from kg.views.network_data import MOST_AT_START, STEP, NetworkData
from kg.views.network_layout import MAX_LINES, Card, make_card, measure, order, place, wrap


@settings(max_examples=60, deadline=None)
@given(networks(), st.sampled_from(LANGS))
def test_cards_never_overlap(network: Network, lang: Lang) -> None:
    spots = NetworkData(network).spots(lang)
    assert not [pair for pair in combinations(spots.values(), 2) if pair[0].overlaps(pair[1])]


@settings(max_examples=60, deadline=None)
@given(networks())
def test_every_thing_has_one_place_in_the_order(network: Network) -> None:
    nodes = NetworkData(network).nodes
    assert sorted(n.iri for n in nodes) == sorted(n.iri for n in network.nodes)
    assert [n.layer for n in nodes] == sorted(n.layer for n in nodes)


@settings(max_examples=200, deadline=None)
@given(NAMES, st.sampled_from([5.0, 7.0, 11.0]))
def test_text_fits_its_lines(text: str, width: float) -> None:
    lines = wrap(text, width)
    assert 1 <= len(lines) <= MAX_LINES
    assert all(measure(line) <= width for line in lines)


@settings(max_examples=100, deadline=None)
@given(st.text("碳足迹核算平台《》，、：新要素 ABC abc-", max_size=40))
def test_wrapping_loses_no_character(text: str) -> None:
    def bare(words: str) -> str:
        return re.sub(r"\s", "", words)

    lines = wrap(text, 16.0)
    if not lines[-1].endswith("…"):
        assert bare("".join(lines)) == bare(text)


def test_no_line_begins_with_closing_or_ends_with_opening_punctuation() -> None:
    lines = wrap("关于加快经济社会，发展全面《绿色转型》的意见。", 6.0)
    assert not [line for line in lines if line[0] in "，。》" or line[-1] == "《"]


def test_linked_things_stand_side_by_side() -> None:
    layers = {"a": 1, "b": 1, "x": 2, "y": 2}
    found = order(layers, [("a", "y"), ("b", "x")], [], {})
    assert found in (["a", "b", "y", "x"], ["b", "a", "x", "y"])


def test_parts_follow_their_whole() -> None:
    layers = {"a": 1, "b": 1, "c": 1}
    assert order(layers, [], [("b", "c")], {}) == ["a", "c", "b"]


def test_a_circle_of_parts_loses_nothing() -> None:
    layers = {"a": 1, "b": 1}
    assert sorted(order(layers, [], [("a", "b"), ("b", "a")], {})) == ["a", "b"]


def test_what_has_a_group_stands_together() -> None:
    layers = {"g": 0, "h": 0, "a": 1, "b": 1, "c": 1, "d": 1}
    groups = {"a": "g", "b": "h", "c": "g"}
    found = order(layers, list(groups.items()), [], groups)
    assert found[2:] == ["a", "c", "b", "d"]


def test_a_card_is_as_high_as_its_lines() -> None:
    assert isinstance(make_card("a", 1, "碳" * 30, "narrow"), Card)
    assert make_card("a", 1, "碳" * 30, "narrow").height > make_card("a", 1, "碳", "wide").height


def test_no_cards_is_no_fault() -> None:
    assert place([], []) == {}


@pytest.mark.parametrize("count", [3, 12])
def test_a_term_begins_with_all_its_threads(count: int) -> None:
    data = NetworkData(term_network(count))
    assert len(data.start) == len(data.nodes) <= MOST_AT_START


def test_a_large_term_begins_with_its_neighbours() -> None:
    data = NetworkData(term_network(30))
    assert len(data.nodes) > MOST_AT_START
    assert data.start == {"bottleneck-0", "action-0"}
    assert len(data.start) <= STEP + 1


def test_the_whole_begins_with_roots_categories_and_the_collective_statement() -> None:
    data = NetworkData(whole_network(40))
    kinds = {one.rpartition("-")[0] for one in data.start}
    assert kinds == {"bottleneck", "category-new", "set-actions", "set-bottlenecks"}
    assert len(data.start) == 12
