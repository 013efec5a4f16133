"""The timeline: places on the axis worked out by hand, and the dates of the two papers."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from builders import World
from number_samples import add_numbers
from page_tree import Element, read_page

import kg
from kg.errors import UsageError

COMMAND = "kg view timeline"
FIRST, YEARS = 2016, 15  # 2016 to 2030
# From the papers: what was issued when, and for which years a document says that it holds.
ISSUED = {
    "green-manufacturing-guide": (2016, 9), "intelligent-manufacturing-guide": (2016, 9),
    "green-system-notice": (2016, 9), "industrial-green-plan-2021": (2021, 12),
    "intelligent-manufacturing-plan-2021": (2021, 12), "intelligent-index-report-2021": (2022, 3),
    "shanghai-carbon-footprint-plan": (2024, 3), "shanghai-industrial-services": (2024, 7),
}  # fmt: skip
VALID = {
    "green-manufacturing-guide": (2016, 2020), "intelligent-manufacturing-guide": (2016, 2020),
    "shanghai-infrastructure-plan": (2018, 2020), "gongfu-shanghai-plan": (2020, 2022),
    "shanghai-economy-digital-plan": (2021, 2023), "data-factor-industry-plan": (2023, 2025),
    "shanghai-twin-plan": (2024, 2027),
}  # fmt: skip
BATCHES = ((2017, 9), (2018, 2), (2018, 11), (2019, 9), (2020, 10), (2022, 1))


@cache
def shipped() -> Element:
    return read_page(kg.load().view("timeline", lang="en", command=COMMAND))


def at(year: int, month: int = 1) -> float:
    """Where the first of a month lies, in per cent."""
    days = (date(year, month, 1) - date(year, 1, 1)).days
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return 100 * (year - FIRST + days / length) / YEARS


def stretch(line: Element, kind: str) -> tuple[float, float]:
    rect = line.one("rect", class_=kind)
    x, width = (float(rect.attrs[name].removesuffix("%")) for name in ("x", "width"))
    return x, x + width


def line_of(page: Element, key: str) -> Element:
    return page.one("button", class_="line", data_key=key)


@pytest.mark.parametrize("name", list(ISSUED))
def test_a_month_is_as_wide_as_a_month(name: str) -> None:
    line = line_of(shipped(), f"document-{name}")
    year, month = ISSUED[name]
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    assert stretch(line, "issued") == pytest.approx((at(year, month), at(*after)), abs=0.002)


@pytest.mark.parametrize("name", list(VALID))
def test_years_of_validity_are_whole(name: str) -> None:
    first, last = VALID[name]
    line = line_of(shipped(), f"document-{name}")
    assert stretch(line, "valid") == pytest.approx((at(first), at(last + 1)), abs=0.002)
    assert line.all("path", class_="open-tip") == []


def test_an_end_that_is_not_said_is_left_open() -> None:
    line = line_of(shipped(), "document-industrial-green-plan-2016")
    assert stretch(line, "valid") == pytest.approx((0, 100), abs=0.001)
    assert len(line.all("path", class_="open-tip")) == 1
    assert "valid from 2016, end not said" in line.said()
    assert "date of issue not said" in line.said()


def test_only_what_is_dated_is_on_the_axis() -> None:
    lines = [one.attrs["data-key"] for one in shipped().all("button", class_="line")]
    dated = {key for key in lines if key.startswith("document-")}
    assert dated == {f"document-{name}" for name in {*ISSUED, *VALID, "industrial-green-plan-2016"}}
    undated = [one.attrs["data-key"] for one in shipped().all("button", class_="chip")]
    documents = [key for key in undated if key.startswith("document-")]
    assert len(documents) == 24
    # A year in a title is no date.
    assert "document-made-in-china-2025" in documents
    assert "document-eu-strategic-foresight-2022" in documents
    assert "24 documents." in shipped().one("div", id="picture").said()


def test_the_lanes_are_those_of_the_documents() -> None:
    def lane(name: str) -> str:
        return line_of(shipped(), f"document-{name}").attrs["data-lane"]

    assert lane("green-manufacturing-guide") == "national"
    assert lane("shanghai-twin-plan") == "local"
    assert lane("intelligent-index-report-2021") == "unsaid"
    chips = {one.attrs["data-key"]: one for one in shipped().all("button", class_="chip")}
    assert chips["document-us-advanced-manufacturing-strategy"].attrs["data-lane"] == "foreign"


@pytest.mark.parametrize("number", range(1, 7))
def test_the_batches_stand_at_their_months(number: int) -> None:
    year, month = BATCHES[number - 1]
    line = line_of(shipped(), f"batch-{number}")
    assert stretch(line, "issued") == pytest.approx(
        (at(year, month), at(year, month + 1)), abs=0.002
    )
    # Of the second, fourth, fifth and sixth something is doubtful in print.
    assert ("※" in line.said()) is (number in (2, 4, 5, 6))


def test_forecasts_are_marked_and_stand_in_their_year() -> None:
    ahead = [one for one in shipped().all("button", class_="line") if "data-ahead" in one.attrs]
    found = {one.attrs["data-figures"]: stretch(one, "ahead") for one in ahead}
    assert found["indicator-energy-intensive-emission-cut"] == pytest.approx(
        (at(2030), 100), abs=0.001
    )
    assert found["indicator-esg-assets"] == pytest.approx((at(2025), at(2026)), abs=0.002)
    assert len(found) == 3
    assert all("(forecast)" in one.said() for one in ahead)
    # Two targets have no date; they are said apart.
    targets = [one for one in shipped().all("button", class_="chip") if "(target)" in one.said()]
    assert len(targets) == 2


def test_measures_are_counted_stated_and_inferred_apart() -> None:
    counts = line_of(shipped(), "document-green-manufacturing-guide").one("span", class_="counts")
    found = {one.attrs["data-modality"]: one.said() for one in counts.all("span", data_item="")}
    rows = kg.load().query(
        "SELECT ?form WHERE { VALUES ?form { kg:statedSetOutIn kg:inferredSetOutIn } "
        "?m ?form kgd:document-green-manufacturing-guide }"
    ).rows  # fmt: skip
    stated = sum("stated" in row["form"]["value"] for row in rows)
    assert found == {
        "stated": f"measures stated: {stated}",
        "inferred": f"inferred: {len(rows) - stated}",
    }
    assert stated
    assert len(rows) > stated


def test_the_miniature_world_by_hand(world: World) -> None:
    page = read_page(add_numbers(world).load().view("timeline", lang="en", command=COMMAND))
    # 2021 to 2030, ten years: the plan holds the first five, the forecast is the last.
    assert stretch(line_of(page, "document-plan"), "valid") == (0, 50)
    old = line_of(page, "document-old")
    assert stretch(old, "valid") == (0, 10)
    assert len(old.all("path", class_="open-tip")) == 1
    assert "valid until 2021, beginning not said" in old.said()
    assert old.one("span", class_="counts").said() == "measures stated: 1"
    forecast = line_of(page, "indicator-reduction-2030-forecast")
    assert stretch(forecast, "ahead") == (90, 100)
    assert forecast.said() == "Reduction of emissions 2030 · 12–22 % (forecast)"
    rows = page.one("section", id="twin").all("tr", data_row="")
    assert [one.all("td")[0].said() for one in rows] == [
        "Five-year plan", "Old scheme", "Reduction of emissions · Reduction of emissions",
    ]  # fmt: skip
    years = [one.said() for one in page.all("div", class_="axis")[0].all("text")]
    assert years == [str(year) for year in range(2021, 2031)]


def test_as_of_a_day_it_says_what_had_ended(mini: kg.PolicyGraph) -> None:
    html = mini.view("timeline", lang="en", command=COMMAND, as_of=date(2023, 7, 2))
    page = read_page(html)
    ended = [one.attrs["data-key"] for one in page.all("button", class_="ended")]
    assert ended == ["document-old"]
    # 2 July is the 183rd day of 365; the axis has five years from 2021.
    place = float(line_of(page, "document-plan").one("rect", class_="today").attrs["x"][:-1])
    assert place == pytest.approx(100 * (2 + 182 / 365) / 5, abs=0.001)
    assert "As of 2023-07-02" in page.one("div", id="picture").said()


def test_of_a_region_its_documents_alone(mini: kg.PolicyGraph) -> None:
    page = read_page(mini.view("timeline", "region-shanghai", "en", COMMAND))
    lines = [one.attrs["data-key"] for one in page.all("button", class_="line")]
    assert lines == ["document-plan"]
    nowhere = read_page(mini.view("timeline", "region-tibet", "en", COMMAND))
    assert "Nothing is dated here." in nowhere.one("div", id="picture").said()
    with pytest.raises(UsageError, match="modality"):
        mini.view("timeline", modality="stated")


def test_all_that_is_dated_stands_in_the_table() -> None:
    rows = shipped().one("section", id="twin").all("tr", data_row="")
    keys = {one.attrs["data-key"] for one in rows}
    shown = {one.attrs["data-key"] for one in shipped().all("button") if "data-key" in one.attrs}
    assert keys == shown
    figures = kg.load().query("SELECT ?f WHERE { ?f a qb:Observation ; kg:refPeriod ?p }").rows
    assert len(rows) == 38 + 6 + len(figures) + 2  # documents, batches, figures, targets
