"""Numbers in words: every digit kept, grouped and qualified as each language does."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answers.figures import Figure, Reading
from kg.answers.values import Bilingual, Evidence
from kg.views.numbers import (
    is_printed_so,
    say_amount,
    say_figure,
    say_number,
    say_period,
)

UNIT = "http://qudt.org/vocab/unit/"
UNITS = {
    "PERCENT": Bilingual("%", "%"),
    "TONNE": Bilingual("吨", "t"),
    "NUM": Bilingual("个", "items"),
    "YR": Bilingual("年", "years"),
    "CNY": Bilingual("元", "CNY"),
    "": Bilingual(),
}
EMPTY = Figure(
    iri="figure", reading=None, indicator="", value=None, minimum=None, maximum=None, unit="",
    unit_label=Bilingual(), qualifier="exact", kind="observed", period="", area="", breakdowns=(),
    about=(), said_by=(), table="", derived_from=(), evidence=(), note=Bilingual(),
)  # fmt: skip


def figure(value: str, unit: str = "", qualifier: str = "exact", printed: str = "") -> Figure:
    """Return a figure; *value* is a number, or the two ends of a range joined by `..`."""
    low, _, high = value.partition("..")
    numbers = [Decimal(end) if end else None for end in (low, high)]
    found = replace(
        EMPTY,
        unit=UNIT + unit if unit else "",
        unit_label=UNITS[unit],
        qualifier=qualifier,
        reading=Reading("reading", printed, "", Evidence("", "", "", "", 0, (), Bilingual())),
    )
    if ".." in value:
        return replace(found, minimum=numbers[0], maximum=numbers[1])
    return replace(found, value=numbers[0])


@pytest.mark.parametrize(
    ("number", "en", "zh"),
    [
        ("0", "0", "0"), ("51", "51", "51"), ("1073", "1,073", "1073"), ("4.0", "4.0", "4.0"),
        ("12345", "12,345", "12,345"), ("12345.60", "12,345.60", "12,345.60"),
        ("20000", "20,000", "2万"), ("700000", "700,000", "70万"),
        ("6000000", "6,000,000", "600万"), ("6000001", "6,000,001", "6,000,001"),
        ("100000000", "100,000,000", "1亿"), ("123450000", "123,450,000", "1.2345亿"),
        ("123456000", "123,456,000", "123,456,000"),
        ("1000000000000", "1,000,000,000,000", "1万亿"),
        ("-30000", "-30,000", "-3万"), ("0.05", "0.05", "0.05"), ("1E+5", "100,000", "10万"),
        ("10000.0", "10,000.0", "1万"),
    ],
)  # fmt: skip
def test_a_number_is_grouped_as_each_language_does(number: str, en: str, zh: str) -> None:
    assert (say_number(Decimal(number), "en"), say_number(Decimal(number), "zh")) == (en, zh)


def worth(said: str) -> Decimal:
    """Return what *said* is worth: commas go, 万 and 亿 multiply."""
    match = re.fullmatch(r"(-?[\d,.]+)(万亿|万|亿|)", said)
    assert match, said
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[match[2]]
    return Decimal(match[1].replace(",", "")) * factor


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15,
                   places=3) | st.integers(-(10**15), 10**15).map(Decimal))  # fmt: skip
def test_no_digit_is_lost(number: Decimal) -> None:
    assert worth(say_number(number, "en")) == number
    assert worth(say_number(number, "zh")) == number


@pytest.mark.parametrize(
    ("given_", "en", "zh"),
    [
        (("6000", "TONNE", "over"), "more than 6,000 t", "超过6000吨"),
        (("50", "PERCENT", "under"), "less than 50 %", "不足50%"),
        (("64", "PERCENT", "nearly"), "nearly 64 %", "近64%"),
        (("3", "YR", "about"), "about 3 years", "约3年"),
        (("1", "YR", "exact"), "1 year", "1年"),
        (("12..22", "PERCENT"), "12–22 %", "12%～22%"),
        (("12..22", "TONNE", "about"), "about 12–22 t", "约12～22吨"),
        (("6000000", "CNY"), "6,000,000 CNY", "600万元"),
        (("12..", "TONNE"), "at least 12 t", "至少12吨"),
        (("..12", "TONNE"), "at most 12 t", "至多12吨"),
        (("630", "NUM"), "630", "630"),
        (("0", ""), "0", "0"),
    ],
)
def test_an_amount_is_said_with_qualifier_and_unit(
    given_: tuple[str, ...], en: str, zh: str
) -> None:
    assert (say_amount(figure(*given_), "en"), say_amount(figure(*given_), "zh")) == (en, zh)


def test_a_figure_says_what_it_is_unless_it_was_observed() -> None:
    forecast = replace(figure("12..22", "PERCENT"), kind="forecast")
    assert say_figure(forecast, "en") == "12–22 % (forecast)"
    assert say_figure(forecast, "zh") == "12%～22%（预测）"
    target = replace(figure("50", "PERCENT", "over"), kind="target", derived_from=("figure-a",))
    assert say_figure(target, "en") == "more than 50 % (target, derived by us)"
    assert say_figure(target, "zh") == "超过50%（目标，由我们推算）"
    assert say_figure(figure("5", "TONNE"), "en") == "5 t"


def test_a_figure_that_nobody_interprets_stands_as_printed() -> None:
    bare = replace(figure("1", printed="4.0%"), value=None, qualifier="", kind="")
    assert say_figure(bare, "en") == "“4.0%” (as printed, not interpreted)"
    assert say_figure(bare, "zh") == "“4.0%”（照原样，未作解读）"


@pytest.mark.parametrize(
    ("given_", "same"),
    [
        (("12.5", "TONNE", "over", "超过12.5吨"), True),
        (("12.5", "TONNE", "over", "12.5 吨以上"), False),
        (("30", "TONNE", "exact", "30"), True),
        (("69", "PERCENT", "exact", "69 ％"), True),
        (("12..22", "PERCENT", "exact", "12%~22%"), True),
        (("12..22", "PERCENT", "exact", "12%—22%"), True),
        (("2783", "NUM", "exact", "2 783 家"), True),
        (("4", "NUM", "exact", "四部门"), False),
        (("50", "NUM", "exact", "前50(TOP50)"), False),
        (("20000", "NUM", "over", "20000余家"), False),
        (("6000000", "CNY", "exact", "600万元"), True),
    ],
)
def test_only_what_is_printed_otherwise_is_worth_showing(
    given_: tuple[str, ...], same: bool
) -> None:
    assert is_printed_so(figure(*given_)) is same


@pytest.mark.parametrize(
    ("period", "en", "zh"),
    [
        ("2021", "2021", "2021年"),
        ("2022-03", "March 2022", "2022年3月"),
        ("2021-05-06", "6 May 2021", "2021年5月6日"),
        ("2016/2020", "2016–2020", "2016—2020年"),
        ("2021-11/2022-01", "November 2021–January 2022", "2021年11月—2022年1月"),
        ("", "", ""),
    ],
)
def test_a_period_is_said_at_the_precision_given(period: str, en: str, zh: str) -> None:
    assert (say_period(period, "en"), say_period(period, "zh")) == (en, zh)
