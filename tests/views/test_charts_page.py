"""The page of charts: lengths against values, and spot facts against the paper.

The tables below were copied from the paper by hand; lengths are worked out from them here.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from builders import World
from number_samples import add_numbers
from page_tree import Element, read_page

import kg
from kg.errors import NotFound, UsageError

COMMAND = "kg view charts"
TABLE_1 = {
    "green-factories": (201, 208, 391, 602, 719, 662, 2783),
    "green-product-designs": (193, 53, 480, 371, 1073, 989, 3159),
    "green-parks": (24, 22, 34, 39, 53, 52, 224),
    "green-supply-chain-firms": (15, 4, 21, 50, 99, 107, 296),
}
TABLE_2 = (
    630, 253, 248, 236, 202, 152, 127, 100, 87, 84, 74, 69, 65, 64, 64, 62, 58, 58, 57, 56, 52, 49,
    49, 47, 44, 40, 40, 38, 35, 35, 34, 33, 32, 32, 31, 31, 31, 29, 28, 28, 27, 27, 27, 26, 25, 24,
    23, 22, 22, 21, 21,
)  # fmt: skip
PARKS = (
    79, 59, 43, 39, 38, 23, 22, 22, 21, 18, 18, 17, 17, 17, 15, 13, 13, 12, 10, 8, 8, 6, 6, 5, 4,
    3, 1,
)  # fmt: skip
SHARES = {
    "overall": (69, 15, 7, 9),
    "discrete": (67.1, 15.8, 7.8, 4.6, 4.8),
    "process": (72.2, 14.4, 6.7, 3.3, 3.4),
}
LEVELS = ("level-1-or-below", "level-2", "level-3", "level-4", "level-5")
FULL = 100.1  # the shares of discrete manufacturing come to it


@cache
def shipped() -> Element:
    return read_page(kg.load().view("charts", lang="en", command=COMMAND))


@pytest.fixture(scope="module")
def invented(template: World, tmp_path_factory: pytest.TempPathFactory) -> kg.PolicyGraph:
    return add_numbers(template.copied_to(tmp_path_factory.mktemp("drawn") / "world")).load()


@pytest.fixture(scope="module")
def sample(invented: kg.PolicyGraph) -> Element:
    return read_page(invented.view("charts", lang="en", command=COMMAND))


def row(page: Element, name: str) -> Element:
    return page.one("button", data_key=f"figure-{name}")


def per_cent(element: Element, name: str) -> float:
    return float(element.attrs[name].removesuffix("%"))


def bar(page: Element, name: str) -> Element:
    return row(page, name).all("rect")[0]


def length(page: Element, name: str) -> float:
    return per_cent(bar(page, name), "width")


# Against the invented source.


def test_a_bar_is_as_long_as_its_number(sample: Element) -> None:
    lengths = {n: length(sample, f"gamma-{n}") for n in ("a", "b", "both")}
    # 42.5 is the full length: 30 / 42.5 and 12.5 / 42.5.
    assert lengths == {"a": 70.588, "b": 29.412, "both": 100}
    listed = {n: length(sample, f"gamma-table-{n}") for n in ("beijing", "shanghai", "jiangbei")}
    assert listed == {"beijing": 100, "shanghai": 43.333, "jiangbei": 23.333}


def test_a_range_hangs_between_its_ends_and_is_hatched(sample: Element) -> None:
    forecast = bar(sample, "gamma-forecast")
    assert (per_cent(forecast, "x"), per_cent(forecast, "width")) == (12, 10)
    assert forecast.attrs["class"] == "forecast"
    assert row(sample, "gamma-forecast").said() == (
        "Reduction of emissions 2030 · by Trade guild 12–22 % (forecast)"
    )


def test_no_number_stands_without_its_qualifier(sample: Element) -> None:
    assert row(sample, "gamma-b").one("span", class_="value").said() == "more than 12.5 t"
    assert row(sample, "gamma-b").one("span", class_="value").said("zh") == "超过12.5吨"
    # The tip at the end says so too; one that is plain has none.
    assert row(sample, "gamma-b").all("path", class_="tip")
    assert not row(sample, "gamma-a").all("path", class_="tip")


def test_a_name_that_is_no_region_is_said_as_printed_and_marked(sample: Element) -> None:
    assert row(sample, "gamma-table-jiangbei").said() == "“江北” no such region 7 t ※"
    assert "※" not in row(sample, "gamma-table-beijing").said()
    card = sample.one("section", class_="ranked")
    assert card.all("p", class_="reading")[0].said() == (
        "Unit: t; Output; source: gamma; no qualifier printed. full length = 30 t"
    )


def test_a_printed_total_is_no_bar(sample: Element) -> None:
    total = row(sample, "gamma-table-total")
    assert total.said() == "Printed total 51 t"
    assert total.all("rect") == []


def test_the_table_says_all_of_it(sample: Element) -> None:
    rows = sample.one("section", id="twin").all("tr", data_row="")
    assert len(rows) == 8
    cells = {r.attrs["data-key"]: [c.said() for c in r.all("td")] for r in rows}
    assert cells["figure-gamma-forecast"] == [
        "Reduction of emissions", "Reduction of emissions", "12–22 % (forecast)", "forecast",
        "2030", "Trade guild", "12%~22%", "", "gamma",
    ]  # fmt: skip
    assert cells["figure-gamma-table-jiangbei"][7] == "gamma-01"


def test_of_a_thing_only_its_figures_are_drawn(invented: kg.PolicyGraph) -> None:
    def drawn(term: str) -> list[str]:
        page = read_page(invented.view("charts", term, "en", COMMAND))
        return [one.attrs["data-key"] for one in page.all("button", data_item="")]

    assert drawn("case-a") == ["figure-gamma-a"]
    assert drawn("organisation-guild") == ["figure-gamma-forecast"]  # who says it
    assert len(drawn("gamma")) == 8
    assert drawn("region-beijing") == ["figure-gamma-table-beijing"]
    page = read_page(invented.view("charts", "bottleneck-computing", "en", COMMAND))
    assert "The graph holds no figure of it." in page.one("div", id="picture").said()
    with pytest.raises(NotFound):
        invented.view("charts", "no such thing at all", "en", COMMAND)
    with pytest.raises(UsageError, match="depth"):
        invented.view("charts", depth=2)


def test_of_a_province_the_figures_of_its_cities_are_drawn_too() -> None:
    graph = kg.load()
    html = graph.view("charts", lang="en", region=graph.get_region("region-jiangsu"))
    drawn = read_page(html).all("button", data_item="")
    assert len([one for one in drawn if "-table2-" in one.attrs["data-key"]]) == 8
    assert "figure-li-2022-parks-jiangsu" in [one.attrs["data-key"] for one in drawn]


# Against the paper.


@pytest.mark.parametrize("kind", list(TABLE_1))
def test_table_1_batch_by_batch(kind: str) -> None:
    *batches, total = TABLE_1[kind]
    for number, value in enumerate(batches, start=1):
        column = row(shipped(), f"li-2022-table1-batch-{number}-{kind}")
        height = per_cent(column.all("rect")[0], "height")
        assert height == pytest.approx(100 * value / max(batches), abs=0.001)
        assert per_cent(column.all("rect")[0], "y") == pytest.approx(100 - height, abs=0.001)
        assert column.one("span", class_="value").said().rstrip(" ※") == f"{value:,}"
    printed = row(shipped(), f"li-2022-table1-total-{kind}").said()
    assert printed == f"Printed total {total:,} ※"


def test_the_batches_that_fall_are_marked() -> None:
    # The sixth has fewer than the fifth in three columns of four, and grows in the last.
    marked = {
        kind: "※" in row(shipped(), f"li-2022-table1-batch-6-{kind}").said() for kind in TABLE_1
    }
    fallen = {kind: values[5] < values[4] for kind, values in TABLE_1.items()}
    assert marked == fallen
    assert sum(marked.values()) == 3


def test_the_cities_stand_by_size_as_long_as_their_numbers() -> None:
    card = shipped().one("section", aria_labelledby="chart-table-li-2022-2")
    rows = card.all("button", class_="row")
    assert len(rows) == 51
    lengths = [per_cent(one.all("rect")[0], "width") for one in rows]
    expected = [100 * value / 630 for value in TABLE_2]
    assert lengths == pytest.approx(expected, abs=0.001)
    said = [one.one("span", class_="name").said() for one in rows]
    assert [name for name in said if "municipality" in name] == [
        f"{city} municipality" for city in ("Beijing", "Shanghai", "Chongqing", "Tianjin")
    ]
    tied = [one for one in rows if "tied at the end" in one.said()]
    assert [one.one("span", class_="name").said().split()[0] for one in tied] == [
        "Dalian", "Nanchang",
    ]  # fmt: skip
    assert all("※" in one.said() for one in tied)


def test_the_parks_stand_by_size_with_the_name_that_is_no_province() -> None:
    card = shipped().one("section", aria_labelledby="chart-table-li-2022-parks")
    rows = card.all("button", class_="row")
    assert [one.one("span", class_="value").said().rstrip(" ※") for one in rows] == [
        str(value) for value in PARKS
    ]
    lengths = [per_cent(one.all("rect")[0], "width") for one in rows]
    assert lengths == pytest.approx([100 * value / 79 for value in PARKS], abs=0.001)
    lost = row(shipped(), "li-2022-parks-jiangnan-as-printed")
    assert lost.said("zh") == "“江南” 无此地区 6 ※"


@pytest.mark.parametrize("whole", list(SHARES))
def test_the_shares_of_a_whole_are_stacked_as_printed(whole: str) -> None:
    levels = ("level-1-or-below", "level-2", "level-3", "level-4-or-above")
    start = 0.0
    for level, value in zip(levels if whole == "overall" else LEVELS, SHARES[whole], strict=True):
        key = f"figure-li-2022-maturity-{whole}-{level}"
        part = shipped().one("g", data_part=key).one("rect")
        assert per_cent(part, "x") == pytest.approx(100 * start / FULL, abs=0.002)
        assert per_cent(part, "width") == pytest.approx(100 * value / FULL, abs=0.001)
        assert f"{value} %" in shipped().one("button", data_key=key).said()
        start += value


def test_sums_are_said_as_they_come_out_and_the_first_print_is_a_ghost() -> None:
    sums = [one.said() for one in shipped().all("span", class_="sum")]
    assert sums == [f"sum of the printed shares: {n} %" for n in ("100", "100.1", "100.0")]
    first = "figure-li-2022-maturity-process-level-4-first-print-reading"
    ghost = shipped().one("g", data_part=first).one("rect")
    taken = shipped().one("g", data_part="figure-li-2022-maturity-process-level-4").one("rect")
    assert ghost.attrs["class"] == "reading"
    assert ghost.attrs["x"] == taken.attrs["x"]
    assert per_cent(ghost, "width") == pytest.approx(100 * 4.0 / FULL, abs=0.001)
    assert "“4.0%”" in shipped().one("button", data_key=first).said()


def test_forecasts_and_targets_are_not_drawn_as_observed() -> None:
    kinds = {
        "shan-2024-caict-emission-cut": "forecast",
        "shan-2024-esg-share": "forecast",
        "li-2022-park-value-added-share": "target",
        "shan-2024-lighthouse-china-share": "derived",
        "shan-2024-energy-intensity-cut": "observed",
    }
    assert {name: bar(shipped(), name).attrs["class"] for name in kinds} == kinds
    reduction = bar(shipped(), "shan-2024-caict-emission-cut")
    assert (per_cent(reduction, "x"), per_cent(reduction, "width")) == (12, 10)


def test_no_chart_is_without_its_reading() -> None:
    cards = shipped().all("section", data_card="")
    assert len(cards) > 5
    for card in cards:
        said = card.all("p", class_="reading")[0].said()
        assert re.search(r"ualifiers? (printed|stand)", said), said
        for figure in card.all("button", data_item=""):
            assert figure.said().strip()


def test_every_figure_of_the_graph_is_drawn_and_listed_once() -> None:
    twin = shipped().one("section", id="twin").all("tr", data_row="")
    keys = [one.attrs["data-key"] for one in twin]
    drawn = [one.attrs["data-key"] for one in shipped().all("button", data_item="")]
    observed = kg.load().query("SELECT ?f WHERE { ?f a qb:Observation }").rows
    assert len(keys) == len(set(keys)) == len(set(drawn)) == len(observed) + 1  # and the ghost
    assert sorted(keys) == sorted(drawn)
