"""The agreement of two readings: kappa against values worked out by hand, and what is compared."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest
from builders import REVIEW_COLUMNS, World, as_csv
from command_line import Cli
from hypothesis import given
from hypothesis import strategies as st
from number_samples import COLUMNS, ROWS, add_numbers, figure, span

from kg.answers.agreement import (
    LEVELS,
    MODALITIES,
    Agreement,
    Comparison,
    Pair,
    Part,
    compare_readings,
    get_kappa,
    get_percent,
    get_weighted_kappa,
)
from kg.graph.tables import read_schema
from kg.language import Lang
from kg.paths import write_text
from kg.views.terminal.agreement import render_agreement
from kg.views.terminal.voice import Voice, render_plain

DAY = "2026-11-21"


def times(*counted: tuple[int, str, str]) -> list[Pair]:
    return [(a, b) for number, a, b in counted for _ in range(number)]


# The arithmetic.


def test_the_classic_table_of_two_by_two() -> None:
    # p_o = 35/50; p_e = (25*30 + 25*20) / 50^2 = 1/2; kappa = (7/10 - 1/2) / (1/2)
    pairs = times((20, "yes", "yes"), (5, "yes", "no"), (10, "no", "yes"), (15, "no", "no"))
    assert get_percent(pairs) == 70
    assert get_kappa(pairs) == Fraction(2, 5)


# 10 pairs; rows 5, 4, 1; columns 5, 3, 2.
SCALED = times(
    (4, "high", "high"), (1, "high", "medium"),
    (1, "medium", "high"), (2, "medium", "medium"), (1, "medium", "low"),
    (1, "low", "low"),
)  # fmt: skip


def test_three_categories() -> None:
    # p_o = 7/10; p_e = (25 + 12 + 2) / 100; kappa = (70 - 39) / (100 - 39)
    assert get_kappa(SCALED) == Fraction(31, 61)


def test_linear_weights() -> None:
    # found 3 steps in 10; by chance 5*(3 + 2*2) + 4*(5 + 2) + 1*(2*5 + 3) = 76 steps in 100
    assert get_weighted_kappa(SCALED, LEVELS) == 1 - Fraction(30, 76) == Fraction(23, 38)


def test_two_levels_apart_disagree_twice_as_much_as_one() -> None:
    near = times((5, "high", "high"), (5, "low", "low"), (2, "high", "medium"))
    far = times((5, "high", "high"), (5, "low", "low"), (2, "high", "low"))
    # near: 2/12 by (7*2 + 7*2*5 + 5*5*2 + 5*2)/144 = 144/144
    assert get_weighted_kappa(near, LEVELS) == 1 - Fraction(2, 12)
    # far: 4/12 by (7*2*7 + 5*2*5)/144 = 148/144
    assert get_weighted_kappa(far, LEVELS) == 1 - Fraction(4 * 12, 148)


def test_readers_who_always_differ_agree_less_than_chance() -> None:
    pairs = times((5, "yes", "no"), (5, "no", "yes"))
    assert get_percent(pairs) == 0
    assert get_kappa(pairs) == -1


def test_two_readers_with_one_category_each_of_their_own_agree_as_chance_would() -> None:
    assert get_kappa(times((4, "stated", "inferred"))) == 0


@pytest.mark.parametrize("pairs", [[], times((1, "high", "high")), times((9, "low", "low"))])
def test_kappa_is_not_defined_without_a_second_category(pairs: list[Pair]) -> None:
    assert get_kappa(pairs) is None
    assert get_weighted_kappa(pairs, LEVELS) is None


def test_nothing_compared_has_no_per_cent() -> None:
    assert get_percent([]) is None


PAIRS = st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), max_size=40)


@given(PAIRS)
def test_kappa_is_as_its_author_writes_it(pairs: list[Pair]) -> None:
    size = len(pairs)
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    agreed = sum(a == b for a, b in pairs)
    by_chance = sum(first.count(level) * second.count(level) for level in LEVELS)
    if by_chance == size**2:
        assert get_kappa(pairs) is None
    else:
        assert get_kappa(pairs) == Fraction(agreed * size - by_chance, size**2 - by_chance)


@given(PAIRS)
def test_it_is_all_one_who_is_called_first(pairs: list[Pair]) -> None:
    turned = [(b, a) for a, b in pairs]
    assert get_kappa(turned) == get_kappa(pairs)
    assert get_weighted_kappa(turned, LEVELS) == get_weighted_kappa(pairs, LEVELS)
    assert get_weighted_kappa(pairs, LEVELS[::-1]) == get_weighted_kappa(pairs, LEVELS)


@given(st.lists(st.sampled_from(LEVELS), min_size=1))
def test_perfect_agreement_is_one_where_there_are_two_categories(said: list[str]) -> None:
    pairs = [(level, level) for level in said]
    expected = 1 if len(set(said)) > 1 else None
    assert get_percent(pairs) == 100
    assert get_kappa(pairs) == get_weighted_kappa(pairs, LEVELS) == expected


@given(PAIRS, st.integers(2, 5), st.randoms())
def test_neither_order_nor_number_of_pairs_matters(
    pairs: list[Pair], factor: int, chance: random.Random
) -> None:
    more = pairs * factor
    chance.shuffle(more)
    assert get_percent(more) == get_percent(pairs)
    assert get_kappa(more) == get_kappa(pairs)
    assert get_weighted_kappa(more, LEVELS) == get_weighted_kappa(pairs, LEVELS)


@given(PAIRS)
def test_no_kappa_is_above_one_nor_one_without_perfect_agreement(pairs: list[Pair]) -> None:
    for kappa in (get_kappa(pairs), get_weighted_kappa(pairs, LEVELS)):
        if kappa is not None:
            assert kappa <= 1
            assert (kappa == 1) == all(a == b for a, b in pairs)


@given(st.lists(st.tuples(st.sampled_from(LEVELS[:2]), st.sampled_from(LEVELS[:2]))))
def test_two_levels_have_no_use_for_weights(pairs: list[Pair]) -> None:
    assert get_weighted_kappa(pairs, LEVELS) == get_kappa(pairs)


@given(PAIRS)
def test_the_table_holds_every_pair(pairs: list[Pair]) -> None:
    table = Comparison(tuple(pairs), LEVELS).table
    assert {(a, b): n for a, row in table.items() for b, n in row.items() if n} == {
        pair: pairs.count(pair) for pair in pairs
    }


# What is compared. Settled: 001 and 003 stated high, 002, 006 and beta-001 inferred medium,
# 004 refused, 012 withdrawn; beta-001 rests on both sources.

REVIEWS = [
    ["claim-alpha-001", "agreed", "stated", "high", "", DAY, "stated", "high"],
    ["claim-alpha-002", "agreed", "inferred", "medium", "", DAY, "inferred", "medium"],
    ["claim-alpha-003", "changed", "stated", "medium", "now stated", DAY, "inferred", "low"],
    ["claim-alpha-004", "agreed", "none", "none", "", DAY, "none", "none"],
    ["claim-alpha-006", "refused", "none", "none", "no", DAY, "inferred", "medium"],
    ["claim-alpha-012", "refused", "none", "none", "no", DAY, "", ""],
    ["claim-beta-001", "agreed", "inferred", "high", "came round", DAY, "inferred", "medium"],
]


def write_reviews(world: World, rows: list[list[str]]) -> World:
    write_text(world.path("sources/alpha/reviews.csv"), as_csv(REVIEW_COLUMNS, rows))
    return world


def read(world: World) -> Agreement:
    return compare_readings(world.load().graph)


def part_of(agreement: Agreement, source: str) -> Part:
    (part,) = (part for part in agreement.parts if part.source == source)
    return part


@pytest.fixture
def agreement(world: World) -> Agreement:
    return read(write_reviews(world, REVIEWS))


def test_claims_are_counted_where_their_evidence_lies(agreement: Agreement) -> None:
    counted = [(part.source, part.claims, len(part.reviews), part.kept) for part in agreement.parts]
    assert counted == [("alpha", 12, 6, 5), ("beta", 6, 0, 0), ("across", 1, 1, 1)]
    total = agreement.total
    assert (total.source, total.claims, len(total.reviews), total.kept) == (None, 19, 7, 6)


def test_a_link_that_was_refused_or_withdrawn_is_none_and_one_proposed_is_made(
    agreement: Agreement,
) -> None:
    first, settled = part_of(agreement, "alpha").modality
    assert sorted(first.pairs) == [
        ("inferred", "inferred"), ("inferred", "none"), ("inferred", "stated"),
        ("none", "none"), ("stated", "stated"),
    ]  # fmt: skip
    assert sorted(settled.pairs) == [
        ("inferred", "inferred"), ("none", "inferred"), ("none", "none"), ("none", "none"),
        ("stated", "stated"), ("stated", "stated"),
    ]  # fmt: skip


def test_modality_by_hand(agreement: Agreement) -> None:
    first, settled = part_of(agreement, "alpha").modality
    # p_o = 15/25; rows 1, 3, 1 and columns 2, 1, 2: p_e = 7/25
    assert first.percent == 60
    assert first.kappa == Fraction(8, 18)
    # p_o = 5/6; rows 2, 1, 3 and columns 2, 2, 2: p_e = 1/3
    assert settled.percent == Fraction(500, 6)
    assert settled.kappa == Fraction(3, 4)


def test_confidence_is_compared_where_both_make_the_link(agreement: Agreement) -> None:
    first, settled = part_of(agreement, "alpha").confidence
    assert sorted(first.pairs) == [("high", "high"), ("low", "medium"), ("medium", "medium")]
    # one step in 3; by chance 2 + 1 + 4 steps in 9
    assert first.kappa == 1 - Fraction(3, 7)
    assert sorted(settled.pairs) == [("high", "high"), ("medium", "high"), ("medium", "medium")]
    # one step in 3; by chance 1 + 2*2 steps in 9
    assert settled.kappa == 1 - Fraction(3, 5)


def test_a_first_judgement_that_was_not_kept_is_not_made_up(world: World) -> None:
    rows = [[*row[:6], "", ""] for row in REVIEWS]
    total = read(write_reviews(world, rows)).total
    first, settled = total.modality
    assert (total.kept, first.pairs, first.percent, first.kappa) == (0, (), None, None)
    assert len(settled.pairs) == len(REVIEWS)
    assert total.confidence[0].pairs == ()


def test_json_says_null_and_never_a_number_where_kappa_is_not_defined(
    agreement: Agreement,
) -> None:
    across = part_of(agreement, "across")
    modality, confidence = across.modality[0].as_json(), across.confidence[0].as_json()
    assert (modality["pairs"], modality["percent"], modality["kappa"]) == (1, 100.0, None)
    # medium met high: one step in 1, and by chance the same
    assert (confidence["percent"], confidence["weightedKappa"]) == (0.0, 0.0)
    nothing = part_of(agreement, "beta").modality[0].as_json()
    assert (nothing["pairs"], nothing["percent"], nothing["kappa"]) == (0, None, None)


def test_verdicts_are_counted(agreement: Agreement) -> None:
    claims = part_of(agreement, "alpha").as_json()["claims"]
    assert claims == {
        "all": 12, "readTwice": 6, "firstKept": 5,
        "verdicts": {"agreed": 3, "changed": 1, "refused": 2},
    }  # fmt: skip


def test_a_graph_without_second_reading_has_none(world: World) -> None:
    world.path("sources/alpha/reviews.csv").unlink()
    agreement = read(world)
    assert [len(part.reviews) for part in (*agreement.parts, agreement.total)] == [0, 0, 0, 0]
    assert agreement.total.modality[1].kappa is None


def test_a_review_of_a_claim_that_is_not_there_is_left_out(world: World) -> None:
    rows = [REVIEWS[0], ["claim-alpha-999", *REVIEWS[0][1:]]]
    assert len(read(write_reviews(world, rows)).total.reviews) == 1


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ("Stated,high", ["first_modality"]),
        ("stated,certain", ["first_confidence"]),
        ("0.9,1", ["first_modality", "first_confidence"]),
        ("none,none", []),
        (",", []),
    ],
)
def test_the_first_judgement_is_from_a_closed_list(
    world: World, cells: str, columns: list[str]
) -> None:
    world.edit("sources/alpha/reviews.csv", f"{DAY},inferred,medium", f"{DAY},{cells}")
    faults = [fault.say("en") for fault in world.build().faults]
    assert len(faults) == len(columns)
    assert all(column in fault for column, fault in zip(columns, faults, strict=True))


# Figures. Settled: a is 30 t exactly, b over 12.5 t, the forecast for 2030 12 to 22 %.

FIGURE_REVIEWS = [
    {"figure": "figure-gamma-a", "verdict": "agreed", "value": "30.0", "unit": "unit:TONNE",
     "qualifier": "exact", "kind": "observed"},
    {"figure": "figure-gamma-b", "verdict": "changed", "value": "12.5", "unit": "unit:TONNE",
     "qualifier": "exact", "kind": "observed", "note": "over is printed"},
    {"figure": "figure-gamma-forecast", "verdict": "agreed", "minimum": "12", "maximum": "20",
     "unit": "unit:PERCENT", "qualifier": "exact", "period": "2030", "kind": "observed"},
    {"figure": "figure-gamma-both-twice", "verdict": "agreed", "value": "85", "period": "2030"},
    {"figure": "figure-gamma-year", "verdict": "agreed"},
    {"figure": "figure-gamma-gone", "verdict": "refused", "value": "1"},
]  # fmt: skip
DERIVED = figure(
    "both-twice", "", "", value="85", derived_from="figure-gamma-both",
    note_zh="翻倍", note_en="Doubled",
)  # fmt: skip
BARE = figure("year", span("2030"), "2030", evidence="ev-gamma-forecast")


@pytest.fixture
def figures(world: World) -> Agreement:
    add_numbers(world)
    directory = world.data / "sources/gamma"
    write_text(directory / "figures.csv", as_csv(COLUMNS, [*ROWS, DERIVED, BARE]))
    header = read_schema("figure-reviews").header
    rows = [[{"date": DAY, **row}.get(name, "") for name in header] for row in FIGURE_REVIEWS]
    write_text(directory / "figure-reviews.csv", as_csv(header, rows))
    world.lock("gamma")
    return read(world)


def test_figures_are_compared_field_by_field_with_the_settled_row(figures: Agreement) -> None:
    # Compared are a, b, forecast and both-twice: the year has no value, the last is not there.
    # Value: not the forecast; qualifier: not b; kind: not the forecast; both-twice: only value.
    assert part_of(figures, "gamma").as_json()["figures"] == {
        "all": len(ROWS) + 1, "readTwice": 5, "compared": 4,
        "verdicts": {"agreed": 4, "changed": 1, "refused": 0},
        "percent": {"value": 75.0, "unit": 75.0, "qualifier": 50.0, "period": 75.0, "kind": 50.0},
    }  # fmt: skip


def test_no_figure_is_without_its_source(figures: Agreement) -> None:
    read_twice = {part.source: len(part.figure_reviews) for part in figures.parts}
    assert read_twice == {"alpha": 0, "beta": 0, "gamma": 5, "across": 0}
    assert len(figures.total.figure_reviews) == 5


# What a user sees.


def shown(agreement: Agreement, lang: Lang = "en") -> list[str]:
    voice = Voice(lang, lambda iri: iri, lambda _: None)
    lines = render_plain(render_agreement(agreement, voice)).splitlines()
    return [" ".join(line.split()) for line in lines]


def test_every_source_and_the_total_are_shown(agreement: Agreement) -> None:
    lines = shown(agreement)
    assert "alpha 12 6 5 3 1 2" in lines
    assert "all 19 7 6 4 1 2" in lines
    assert "alpha first reader, second reader 5 60.0 % 0.444" in lines
    assert "alpha second reader, settled form 6 83.3 % 0.750" in lines
    assert "alpha first reader, second reader 3 66.7 % 0.571" in lines
    assert "alpha inferred 1 – 1 1" in lines


EN = "across sources first reader, second reader 1 100.0 % not defined: one category only"
ZH = "跨来源 第一读者与第二读者 1 100.0 % 无定义：只有一个类别"


def test_a_kappa_that_is_not_defined_is_said_in_words(agreement: Agreement) -> None:
    assert EN in shown(agreement)
    assert ZH in shown(agreement, "zh")


def test_what_is_not_there_is_a_dash_and_no_number(agreement: Agreement) -> None:
    assert "beta first reader, second reader 0 – –" in shown(agreement)
    assert "all 0 0 0 0 0 – – – – –" in shown(agreement)


def test_figures_are_shown_in_per_cent(figures: Agreement) -> None:
    assert "gamma 9 5 4 1 0 75.0 % 75.0 % 50.0 % 75.0 % 50.0 %" in shown(figures)


SAID = [("en", "no domain expert"), ("zh", "未经领域专家审阅")]


@pytest.mark.parametrize(("lang", "words"), SAID)
def test_the_command_says_who_read(cli: Cli, template: World, lang: str, words: str) -> None:
    found = cli("stats", "--agreement", "--lang", lang, *template.arguments())
    assert (found.code, found.err) == (0, "")
    assert words in found.out


def test_the_command_writes_json_into_a_file(cli: Cli, template: World, tmp_path: Path) -> None:
    out = tmp_path / "agreement.json"
    printed = cli("stats", "--agreement", "--json", *template.arguments())
    cli("stats", "--agreement", "--json", "-o", str(out), *template.arguments())
    assert out.read_text(encoding="utf-8") == printed.out
    assert list(printed.json["total"]["modality"]["firstSecond"]["table"]) == list(MODALITIES)
