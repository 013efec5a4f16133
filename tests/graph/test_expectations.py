"""Expectations: each rule holds and breaks, is named with its line, and an anomaly explains it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from builders import World, as_csv
from hypothesis import given
from hypothesis import strategies as st
from number_samples import FIGURES, add_numbers

from kg.faults import Fault, Place
from kg.graph.build import Built
from kg.graph.check import CHECKS, Subject
from kg.graph.checks.expectations import check_expectations
from kg.graph.inputs import InputFile
from kg.graph.tables import Row, read_schema, read_table
from kg.graph.terms import KGD
from kg.graph.turtle import Block

EXPECTATIONS = "sources/gamma/expectations.csv"
THINGS = "sources/gamma/things.ttl"
EXPLAINS = " ;\n    kg:explains kgd:expectation-gamma-total ."
Cells = dict[str, str]


def read_rows(table: str, rows: Sequence[Cells]) -> list[Row]:
    """Return *rows* as they are read from a file."""
    header = read_schema(table).header
    text = as_csv(header, [[row.get(name, "") for name in header] for row in rows])
    found, faults = read_table(InputFile(Path(f"{table}.csv"), table, text.encode()))
    assert faults == []
    return found


def figure(name: str, value: str = "", **cells: str) -> Cells:
    usual = {
        "id": f"figure-{name}",
        "spans": "0-1",
        "as_printed": value,
        "indicator": "indicator-x",
        "value": value,
        "unit": "unit:NUM",
        "qualifier": "exact",
    }
    return {**usual, **cells}


def check(
    figures: Sequence[Cells], rule: str, whole: str, parts: str, things: Sequence[str] = ()
) -> list[Fault]:
    """Return what is found in *figures* with one expectation, beside the entities *things*."""
    expectation = {"id": "expectation-x", "rule": rule, "whole": whole, "parts": parts}
    notes = {"note_zh": "应一致", "note_en": "Must agree"}
    built = Built()
    built.rows["figures"] = read_rows("figures", figures)
    built.rows["expectations"] = read_rows("expectations", [{**expectation, **notes}])
    built.blocks = [Block(KGD + name, Place("things.ttl", 1)) for name in things]
    return list(check_expectations(built))


def said(faults: list[Fault]) -> str:
    """Return the message of the one fault, in English; both languages and a remedy are there."""
    (fault,) = faults
    assert fault.rule == "expectation"
    assert fault.place == Place("expectations.csv", 2)
    assert fault.remedy.say("en")
    assert fault.remedy.say("zh")
    assert fault.say("zh") != fault.say("en")
    return fault.reason.say("en")


def named(*values: str) -> list[Cells]:
    """Return figures figure-p1, figure-p2 … in printed order."""
    return [figure(f"p{n}", value, spans=f"{n}0-{n}1") for n, value in enumerate(values, start=1)]


# The rules: what holds.

WHOLE = figure("w", "50")
LEVELS = ["level-1", "level-2", "level-3"]
HOLD = [
    ("sum", [WHOLE, *named("30", "13", "7")], "figure-w", "figure-p1;figure-p2;figure-p3", ()),
    ("sum", [figure("w", "0.30"), *named("0.1", "0.2")], "figure-w", "figure-p*", ()),
    ("sum", [figure("w", "-1"), *named("2", "-3")], "figure-w", "figure-p*", ()),
    ("shares", named("67.1", "15.8", "7.8", "4.6", "4.7"), "", "figure-p*", ()),
    ("count", [figure("w", "3")], "figure-w", "level-*", LEVELS),
    ("count", [], "2", "level-1;level-3", LEVELS),
    ("count", named("9", "9", "9"), "3", "figure-p*", ()),
    ("count", [*named("9"), figure("p2")], "1", "figure-p*", ()),
    ("rank", named("9", "7.5", "7.5", "2"), "", "figure-p*", ()),
    ("rank", list(reversed(named("9", "7", "2"))), "", "figure-p*", ()),
    ("equal", [figure("w", "6000000", unit="cur:CNY"), figure("p1", "6000000.0", unit="cur:CNY")],
     "figure-w", "figure-p1", ()),
    ("equal", [figure("w", "", minimum="12", maximum="22"),
               figure("p1", "", minimum="12", maximum="22.0")], "figure-w", "figure-p1", ()),
    ("equal", [figure("w", "60", qualifier="over"), figure("p1", "60")],
     "figure-w", "figure-p1", ()),
    ("difference", [figure("w", "3", unit="kgv:percentage-point"),
                    figure("p1", "9.4", unit="unit:PERCENT"),
                    figure("p2", "6.7", unit="unit:PERCENT")],
     "figure-w", "figure-p1;figure-p2", ()),
    # 9.4 less 6.9 is 2.5: half a unit from 3, and no more
    ("difference", [figure("w", "3"), *named("9.4", "6.9")], "figure-w", "figure-p1;figure-p2", ()),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "figures", "whole", "parts", "things"), HOLD)
def test_what_agrees_is_no_fault(
    rule: str, figures: list[Cells], whole: str, parts: str, things: Sequence[str]
) -> None:
    assert check(figures, rule, whole, parts, things) == []


# The rules: what breaks, with what was expected, what was found, and the parts.

BREAK = [
    ("sum", [WHOLE, *named("30", "13", "8")], "figure-w", "figure-p*", (),
     "figure-w should be 51, but is 50; figure-p1 (30), figure-p2 (13), figure-p3 (8)."),
    ("sum", [figure("w", "0.3"), *named("0.1", "0.2000000000000000000000000000000001")],
     "figure-w", "figure-p*", (),
     "figure-w should be 0.3000000000000000000000000000000001, but is 0.3;"),
    ("shares", named("67.1", "15.8", "7.8", "4.6", "4.8"), "", "figure-p*", (),
     "the sum of the parts should be 100, but is 100.1; figure-p1 (67.1),"),
    ("count", [figure("w", "4")], "figure-w", "level-*", LEVELS,
     "the number of parts should be figure-w (4), but is 3; level-1, level-2, level-3."),
    ("count", named(*["9"] * 51), "50", "figure-p*", (), "should be 50, but is 51; figure-p1 (9)"),
    ("count", [], "3", "level-1;level-*;level-1", LEVELS[:2], "should be 3, but is 2;"),
    ("rank", named("9", "7", "7.5", "2"), "", "figure-p*", (),
     "figure-p3 should be at most 7, but is 7.5; figure-p2 (7), figure-p3 (7.5)."),
    ("equal", [WHOLE, *named("50", "51")], "figure-w", "figure-p*", (),
     "every mention of figure-w should be 50, but is 51; figure-p2 (51)."),
    ("equal", [figure("w", "", minimum="12", maximum="22"),
               figure("p1", "", minimum="12", maximum="23")], "figure-w", "figure-p1", (),
     "every mention of figure-w should be 12–22, but is 12–23; figure-p1 (12–23)."),
    ("equal", [figure("w", "60", qualifier="over"), figure("p1", "65")],
     "figure-w", "figure-p1", (), "should be 60, but is 65; figure-p1 (65)."),
    ("difference", [figure("w", "3"), *named("9.4", "6.91")], "figure-w", "figure-p1;figure-p2", (),
     "figure-w should be 2.49, but is 3; figure-p1 (9.4), figure-p2 (6.91)."),
    ("difference", [figure("w", "3.0"), *named("9.4", "6.7")], "figure-w", "figure-p1;figure-p2",
     (), "figure-w should be 2.7, but is 3.0;"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "figures", "whole", "parts", "things", "words"), BREAK)
def test_what_differs_is_named(
    rule: str, figures: list[Cells], whole: str, parts: str, things: Sequence[str], words: str
) -> None:
    message = said(check(figures, rule, whole, parts, things))
    assert words in message
    assert message.startswith(f"expectation-x ({rule}): ")
    assert "approximate" not in message


def test_many_parts_are_shortened() -> None:
    message = said(check([WHOLE, *named(*["1"] * 9)], "sum", "figure-w", "figure-p*"))
    assert message.endswith("figure-p5 (1), figure-p6 (1) and 3 more.")
    (fault,) = check([WHOLE, *named(*["1"] * 9)], "sum", "figure-w", "figure-p*")
    assert "figure-p6（1），另有 3 项" in fault.reason.say("zh")


# Patterns.


def test_a_pattern_never_takes_the_whole_among_its_parts() -> None:
    figures = [figure("t-1", "2"), figure("t-2", "3"), figure("t-total", "5")]
    assert check(figures, "sum", "figure-t-total", "figure-t-*") == []


def test_a_star_stands_for_any_characters_and_a_dot_for_itself() -> None:
    figures = [figure("a-1-x", "2"), figure("a-22-x", "3"), figure("a-1-y", "9"), WHOLE]
    message = said(check(figures, "sum", "figure-w", "figure-a-*-x"))
    assert "should be 5, but is 50; figure-a-1-x (2), figure-a-22-x (3)." in message


def test_a_figure_named_twice_counts_once() -> None:
    figures = [figure("w", "2"), *named("2")]
    assert check(figures, "sum", "figure-w", "figure-p1;figure-p*;figure-p1") == []


def test_a_pattern_of_figures_leaves_out_what_has_no_value() -> None:
    assert check([WHOLE, *named("50", "")], "sum", "figure-w", "figure-p*") == []


def test_a_count_leaves_out_readings_and_locked_places() -> None:
    built = Built()
    row = {"id": "expectation-x", "rule": "count", "whole": "1", "parts": "*a*"}
    notes = {"note_zh": "一", "note_en": "One"}
    built.rows["expectations"] = read_rows("expectations", [{**row, **notes}])
    built.rows["figures"] = read_rows("figures", [figure("a", "7")])
    places = [("figure-a", "figures.csv"), ("figure-a-reading", "figures.csv")]
    places += [("figure-a-reading-s1", "x/anchors.lock"), ("ev-a-s1", "x/anchors.lock")]
    built.blocks = [Block(KGD + name, Place(file, 2)) for name, file in places]
    assert list(check_expectations(built)) == []


# Figures that are not exact: a fault only where the numbers cannot agree.

OVER, UNDER = {"qualifier": "over"}, {"qualifier": "under"}
ABOUT, NEARLY = {"qualifier": "about"}, {"qualifier": "nearly"}
RANGE = {"minimum": "12", "maximum": "22"}
SUMS = [
    (figure("w", "42.5"), [figure("p1", "30"), figure("p2", "12.5", **OVER)], ""),
    (figure("w", "90"), [figure("p1", "30"), figure("p2", "12.5", **OVER)], ""),
    (figure("w", "42"), [figure("p1", "30"), figure("p2", "12.5", **OVER)],
     "figure-w should be at least 42.5, but is 42; figure-p1 (30), figure-p2 (over 12.5)."),
    (figure("w", "42", **OVER), [figure("p1", "30"), figure("p2", "12.5", **OVER)], ""),
    (figure("w", "42", **UNDER), [figure("p1", "30"), figure("p2", "12.5", **OVER)],
     "at least 42.5, but is under 42"),
    (figure("w", "43"), [figure("p1", "30"), figure("p2", "12.5", **UNDER)],
     "figure-w should be at most 42.5, but is 43; figure-p1 (30), figure-p2 (under 12.5)."),
    (figure("w", "9"), [figure("p1", "30", **OVER), figure("p2", "12.5", **UNDER)], ""),
    (figure("w", "34"), [figure("p1", "12"), figure("p2", **RANGE)], ""),
    (figure("w", "35"), [figure("p1", "12"), figure("p2", **RANGE)],
     "figure-w should be 24 to 34, but is 35; figure-p1 (12), figure-p2 (12–22)."),
    (figure("w", "130"), [figure("p1", "30"), figure("p2", "10", **ABOUT)], ""),
    (figure("w", "131"), [figure("p1", "30"), figure("p2", "10", **ABOUT)],
     "figure-w should be 31.0 to 130, but is 131; figure-p1 (30), figure-p2 (about 10)."),
    (figure("w", "30"), [figure("p1", "30"), figure("p2", "-10", **ABOUT)],
     "figure-w should be -70 to 29.0, but is 30"),
    (figure("w", "40"), [figure("p1", "30"), figure("p2", "10", **NEARLY)], ""),
    (figure("w", "41"), [figure("p1", "30"), figure("p2", "10", **NEARLY)],
     "figure-w should be 31.0 to 40, but is 41; figure-p1 (30), figure-p2 (nearly 10)."),
    (figure("w", "12", **OVER), [figure("p1", "11")], "should be 11, but is over 12"),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "parts", "words"), SUMS)
def test_approximate_parts_fail_only_when_they_cannot_agree(
    whole: Cells, parts: list[Cells], words: str
) -> None:
    found = check([whole, *parts], "sum", "figure-w", "figure-p*")
    if not words:
        assert found == []
        return
    assert words in said(found)
    assert said(found).endswith("The comparison rests on approximate figures.")
    assert "并非都是确数" in found[0].reason.say("zh")


def test_a_rank_of_approximate_figures_fails_only_when_one_must_rise() -> None:
    figures = [figure("p1", "9", spans="1-9", **UNDER), figure("p2", "7", spans="2-9", **OVER)]
    assert check([*figures, figure("p3", "9", spans="3-9")], "rank", "", "figure-p*") == []
    message = said(check([*figures, figure("p3", "10", spans="3-9")], "rank", "", "figure-p*"))
    assert (
        "figure-p3 should be at most 9, but is 10; figure-p1 (under 9), figure-p3 (10)" in message
    )


DIGITS = [
    ("约3%", "3", {}, "2.5", "2.49"),
    ("2.7个百分点", "2.7", {}, "2.65", "2.649"),
    ("600万元", "6000000", {}, "5995000", "5994999"),
    ("1.20亿", "120000000", {}, "119500000", "119499999"),
    ("６００", "600", {}, "599.5", "599.49"),
    ("1 073家", "1073", {}, "1072.5", "1072.4"),
    ("从1到1,073", "1073", {}, "1072.5", "1072.4"),
    ("三成", "30", {}, "29.5", "29.4"),
    ("", "0.25", {}, "0.245", "0.2449"),
    ("超过40", "40", OVER, "39.5", "39.4"),
    ("约40", "40", ABOUT, "39.5", "39.4"),
]


@pytest.mark.parametrize(("printed", "value", "cells", "near", "far"), DIGITS)
def test_a_difference_may_be_half_of_the_last_printed_digit_off(
    printed: str, value: str, cells: Cells, near: str, far: str
) -> None:
    whole = figure("w", value, as_printed=printed, **cells)
    zero = figure("p2", "0")
    parts = "figure-p1;figure-p2"
    assert check([whole, figure("p1", near), zero], "difference", "figure-w", parts) == []
    assert said(check([whole, figure("p1", far), zero], "difference", "figure-w", parts))


# What keeps an expectation from being computed.

MISTAKES = [
    ("sum", [WHOLE], "figure-w", "figure-p*", "nothing is called 'figure-p*'"),
    ("sum", [WHOLE], "figure-w", "figure-p1", "nothing is called 'figure-p1'"),
    ("count", [], "3", "rung-*", "nothing is called 'rung-*'"),
    ("sum", named("1"), "figure-w", "figure-p1", "the whole 'figure-w' is no figure"),
    ("sum", named("1"), "1", "figure-p1", "the whole '1' is no figure"),
    ("sum", named("1"), "", "figure-p1", "the whole '' is no figure"),
    ("count", [], "", "level-*", "the whole '' is no figure"),
    ("sum", [figure("w"), *named("1")], "figure-w", "figure-p1", "whole 'figure-w' is no figure"),
    ("sum", [WHOLE, *named("")], "figure-w", "figure-p1", "'figure-p1' has no value"),
    ("count", named(""), "1", "figure-p1", "'figure-p1' has no value"),
    ("sum", [WHOLE], "figure-w", "level-1", "'level-1' has no value"),
    ("shares", [figure("w", "100"), *named("100")], "figure-w", "figure-p1", "takes no whole"),
    ("difference", [figure("w", "1"), *named("1")], "figure-w", "figure-p1", "of two parts"),
    ("rank", [figure("p1", "1", spans="")], "", "figure-p1", "'figure-p1' is printed nowhere"),
    ("sum", [WHOLE, figure("p1", "50", unit="unit:PERCENT")], "figure-w", "figure-p1",
     "the units differ: unit:NUM, unit:PERCENT"),
    ("sum", [WHOLE, figure("p1", "50", unit="")], "figure-w", "figure-p1",
     "the units differ: –, unit:NUM"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "figures", "whole", "parts", "words"), MISTAKES)
def test_what_cannot_be_computed_is_named(
    rule: str, figures: list[Cells], whole: str, parts: str, words: str
) -> None:
    assert words in said(check(figures, rule, whole, parts, LEVELS))


# In a world: lines, anomalies, and the list of checks.


@pytest.fixture
def numbers(world: World) -> World:
    return add_numbers(world)


def found_in(world: World) -> list[tuple[int, str]]:
    return [(f.place.line, f.reason.say("en")) for f in check_expectations(world.build())]


def test_a_total_that_an_anomaly_explains_is_no_fault(numbers: World) -> None:
    assert found_in(numbers) == []


def test_a_total_that_nothing_explains_is_named_with_its_line(numbers: World) -> None:
    numbers.edit(THINGS, EXPLAINS, " .")
    ((line, message),) = found_in(numbers)
    assert line == numbers.line_of(EXPECTATIONS, "expectation-gamma-total")
    assert "figure-gamma-table-total should be 50, but is 51" in message


def test_a_mistyped_figure_is_found(numbers: World) -> None:
    numbers.edit(FIGURES, "42.5吨,indicator-output,42.5", "42.5吨,indicator-output,42.4")
    ((line, message),) = found_in(numbers)
    assert line == numbers.line_of(EXPECTATIONS, "expectation-gamma-both")
    assert "figure-gamma-both should be at least 42.5, but is 42.4" in message


def test_an_anomaly_that_explains_what_holds_is_named(numbers: World) -> None:
    numbers.edit(FIGURES, "51,indicator-output,51", "51,indicator-output,50")
    ((line, message),) = found_in(numbers)
    assert line == numbers.line_of(EXPECTATIONS, "expectation-gamma-total")
    anomaly = f"{numbers.path(THINGS)}:{numbers.line_of(THINGS, 'kgd:anomaly-gamma-01')}"
    assert f"holds, yet it is explained by anomaly-gamma-01 ({anomaly})" in message


def test_an_anomaly_excuses_no_expectation_that_says_nothing(numbers: World) -> None:
    numbers.edit(EXPECTATIONS, "figure-gamma-table-jiangbei", "figure-gamma-table-nowhere")
    ((_, message),) = found_in(numbers)
    assert "nothing is called 'figure-gamma-table-nowhere'" in message


def test_a_row_that_lost_its_value_is_named(numbers: World) -> None:
    numbers.edit(FIGURES, "7,indicator-output,7,,,unit:TONNE,exact", "7,indicator-output,,,,,")
    ((_, message),) = found_in(numbers)
    assert "'figure-gamma-table-jiangbei' has no value" in message


def test_the_check_is_listed_and_runs(numbers: World) -> None:
    numbers.edit(THINGS, EXPLAINS, " .")
    subject = Subject(numbers.inputs(), numbers.build(), numbers.copies)
    faults = list(CHECKS["expectations"](subject))
    assert [fault.place.file for fault in faults] == [str(numbers.path(EXPECTATIONS))]


# Any table: oracles that know nothing of decimals or intervals.

CELLS = st.decimals(-(10**30), 10**30, allow_nan=False, allow_infinity=False, places=3).map(
    lambda number: f"{number:f}"
)


@given(st.lists(CELLS, min_size=1, max_size=12), st.sampled_from(["0", "0.001", "-1", "1000"]))
def test_a_sum_fails_if_and_only_if_the_total_differs(cells: list[str], off: str) -> None:
    thousandths = sum(int(Fraction(cell) * 1000) for cell in cells) + int(Fraction(off) * 1000)
    sign, digits = "-" if thousandths < 0 else "", f"{abs(thousandths):04d}"
    whole = figure("w", f"{sign}{digits[:-3]}.{digits[-3:]}")
    found = check([whole, *named(*cells)], "sum", "figure-w", "figure-p*")
    assert bool(found) == (off != "0")


QUALIFIED = st.tuples(st.integers(-50, 50), st.sampled_from(["exact", "over", "under"]))


@given(st.integers(-50, 50), st.lists(QUALIFIED, min_size=1, max_size=6))
def test_a_sum_of_qualified_parts_fails_if_and_only_if_it_is_impossible(
    total: int, parts: list[tuple[int, str]]
) -> None:
    kinds = {kind for _, kind in parts}
    least = sum(number for number, _ in parts)
    too_low, too_high = total < least, total > least
    impossible = (too_low and "under" not in kinds) or (too_high and "over" not in kinds)
    figures = [
        figure(f"p{n}", str(number), qualifier=kind) for n, (number, kind) in enumerate(parts)
    ]
    whole = figure("w", str(total))
    assert bool(check([whole, *figures], "sum", "figure-w", "figure-p*")) == impossible


@given(st.lists(st.integers(0, 9), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_rank_fails_if_and_only_if_the_print_rises(values: list[int], random: Random) -> None:
    figures = named(*map(str, values))
    random.shuffle(figures)
    falls = values == sorted(values, reverse=True)
    assert (check(figures, "rank", "", "figure-p*") == []) == falls
