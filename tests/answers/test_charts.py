"""Figures put on one scale, or kept off it: by hand, on figures written for the purpose."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

import pyoxigraph as ox
import pytest
from builders import HEAD, World
from number_samples import add_numbers

import kg
from kg.answers.charts import Chart, Form, build_charts, find_doubts, list_figures
from kg.answers.provinces import build_series
from kg.graph.graph import Graph
from kg.graph.terms import local_name

IN_PRINT = count(1000, 10)  # where a figure stands: one after the other


def graph_of(turtle: str) -> Graph:
    """Return a graph of *turtle* alone."""
    store = ox.Store()
    store.load((HEAD + turtle).encode(), ox.RdfFormat.TURTLE)
    return Graph(bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b""), "000000000000")


def figure(name: str, facts: str, head: str = "", printed: str = "") -> str:
    """Return a figure with its reading; *head* is a place that heads it in print."""
    heads = f" , kgd:{name}-head" if head else ""
    at = next(IN_PRINT)
    spans = f"kgd:{name}-first kg:order 1 ; oa:start {at} ; oa:end 9999 ; kg:keyLength 2 .\n"
    if head:
        start, end = head.split("-")
        spans += (
            f"kgd:{name}-head kg:order 2 ; oa:start {start} ; oa:end {end} ; kg:keyLength 2 .\n"
        )
    reading = (
        f'kgd:{name}-reading a kg:Reading ; kg:asPrinted "{printed}" ; kg:inSource kgd:text-x ; '
        f"kg:segment kgd:{name}-first{heads} .\n"
    )
    if not facts:
        return reading + spans
    return f"kgd:{name} a qb:Observation ; kg:interprets kgd:{name}-reading ; {facts} .\n" + (
        reading + spans
    )


def share(name: str, value: str, level: str, whole: str = "", head: str = "") -> str:
    """Return a share of a whole in per cent."""
    narrowed = f" , kgd:{whole}" if whole else ""
    return figure(
        name,
        f"kg:indicator kgd:indicator-share ; kg:value {value} ; kg:unit unit:PERCENT ; "
        f'kg:observationKind kgv:observed ; kg:refPeriod "2021" ; '
        f"kg:breakdown kgd:{level}{narrowed}",
        head,
        f"{value}%",
    )


SHARES = (
    "kgd:term-b a kg:DefinedTerm .\n"
    + share("all-low", "60", "low")
    + share("all-mid", "25.5", "mid")
    + share("all-high", "14.6", "high")
    + share("b-low", "70", "low", "term-b")
    + share("b-mid", "20", "mid", "term-b")
    + share("b-high", "10", "high", "term-b", "500-502")
    + figure("b-high-first", "", "500-502", "11.5%")
    + figure("b-other", "", "700-702", "9.9%")
    + """
kgd:anomaly-x a kg:Anomaly ; kg:anomalyOf kgd:b-high-reading , kgd:b-high-first-reading ,
    kgd:b-other-reading ; kg:affects kgd:b-high .
kgd:anomaly-y a kg:Anomaly ; kg:anomalyOf kgd:all-low-reading , kgd:all-mid-reading ,
    kgd:all-high-reading .
"""
)


@pytest.fixture(scope="module")
def numbers(template: World, tmp_path_factory: pytest.TempPathFactory) -> kg.PolicyGraph:
    world = template.copied_to(tmp_path_factory.mktemp("numbers") / "world")
    return add_numbers(world).load()


def names(chart: Chart) -> list[str]:
    return [local_name(figure.iri) for figure in chart.figures]


def charts_of(graph: Graph) -> dict[str, Chart]:
    return {chart.key: chart for chart in build_charts(graph, list_figures(graph))}


def test_every_figure_stands_in_one_chart(numbers: kg.PolicyGraph) -> None:
    charts = charts_of(numbers.graph)
    assert sorted(name for chart in charts.values() for name in names(chart)) == sorted(
        f"figure-gamma-{name}"
        for name in ("a", "b", "both", "forecast", "table-beijing", "table-shanghai",
                     "table-jiangbei", "table-total")
    )  # fmt: skip
    assert {key: chart.form for key, chart in charts.items()} == {
        "table-gamma-output": Form.RANKED, "indicator-output": Form.BARS, "rates": Form.BARS,
    }  # fmt: skip


def test_a_printed_list_is_ranked_and_its_total_stands_beside_it(numbers: kg.PolicyGraph) -> None:
    chart = charts_of(numbers.graph)["table-gamma-output"]
    [series] = chart.series
    assert [str(figure.value) for figure in series.figures] == ["30", "13", "7"]
    assert [str(figure.value) for figure in series.totals] == ["51"]
    assert chart.scale_of(series) == 30


def test_only_what_is_of_one_unit_shares_a_scale(numbers: kg.PolicyGraph) -> None:
    charts = charts_of(numbers.graph)
    [tonnes], [rates] = charts["indicator-output"].series, charts["rates"].series
    assert charts["indicator-output"].scale_of(tonnes) == Decimal("42.5")
    assert charts["rates"].scale_of(rates) == 100


def test_the_shares_of_one_whole_are_stacked_and_not_normalised() -> None:
    charts = charts_of(graph_of(SHARES))
    chart = charts["shares-indicator-share"]
    assert chart.form is Form.STACKED
    assert [[str(f.value) for f in series.figures] for series in chart.series] == [
        ["60", "25.5", "14.6"], ["70", "20", "10"],
    ]  # fmt: skip
    assert [str(series.sum) for series in chart.series] == ["100.1", "100"]
    assert [[local_name(iri) for iri in series.of] for series in chart.series] == [[], ["term-b"]]
    # The longer whole sets the scale: 100.1 is drawn as 100.1.
    assert {chart.scale_of(series) for series in chart.series} == {Decimal("100.1")}


def test_what_is_printed_again_for_the_same_stands_beside_what_is_taken() -> None:
    charts = charts_of(graph_of(SHARES))
    first, second = charts["shares-indicator-share"].series
    assert first.ghosts == ()
    [(taken, ghost)] = second.ghosts
    assert (local_name(taken.iri), ghost.printed) == ("b-high", "11.5%")
    # Another reading of the same anomaly has another head: it says something else.
    assert names(charts["numbers"]) == ["b-other-reading"]


def test_shares_that_are_far_from_a_whole_are_not_stacked() -> None:
    parts = [("low", "60"), ("mid", "25.5"), ("high", "10")]
    turtle = "".join(share(f"x-{level}", value, level) for level, value in parts)
    charts = charts_of(graph_of(turtle))
    assert list(charts) == ["indicator-share"]
    assert charts["indicator-share"].form is Form.BARS


def test_case_results_of_other_units_have_no_common_scale() -> None:
    about = "kg:measures kgd:case-x ; kg:observationKind kgv:observed"
    turtle = (
        "kgd:case-x a kg:Case .\n"
        + figure("cut", f"kg:indicator kgd:i1 ; kg:value 5 ; kg:unit unit:PERCENT ; {about}")
        + figure("mass", f"kg:indicator kgd:i2 ; kg:value 9 ; kg:unit unit:TONNE ; {about}")
        + figure("money", f"kg:indicator kgd:i3 ; kg:value 8 ; kg:unit cur:CNY ; {about}")
    )
    charts = charts_of(graph_of(turtle))
    assert {key: (chart.form, names(chart)) for key, chart in charts.items()} == {
        "case-rates": (Form.BARS, ["cut"]), "case-amounts": (Form.NUMBERS, ["mass", "money"]),
    }  # fmt: skip


def test_several_indicators_of_one_table_have_scales_of_their_own() -> None:
    cells = "kg:inTable kgd:table-x ; kg:unit unit:NUM ; kg:observationKind kgv:observed"
    turtle = "".join(
        figure(f"{i}-{n}", f"kg:indicator kgd:{i} ; kg:value {v} ; kg:breakdown kgd:{n} ; {cells}")
        for i, n, v in (("many", "one", 900), ("many", "two", 300), ("few", "one", 3),
                        ("few", "two", 4))
    )  # fmt: skip
    [chart] = charts_of(graph_of(turtle)).values()
    assert chart.form is Form.COLUMNS
    assert {local_name(s.indicator): chart.scale_of(s) for s in chart.series} == {
        "many": 900, "few": 4,
    }  # fmt: skip


def test_an_anomaly_is_a_figures_own_where_its_print_is_doubtful() -> None:
    graph = graph_of(SHARES)
    first, second = charts_of(graph)["shares-indicator-share"].series
    doubts = find_doubts(graph, first.every)
    assert [local_name(anomaly.iri) for anomaly in doubts.shared] == ["anomaly-y"]
    assert set(doubts.own.values()) == {()}
    doubts = find_doubts(graph, second.every)
    assert doubts.shared == ()
    own = {local_name(iri): len(found) for iri, found in doubts.own.items() if found}
    assert own == {"b-high": 1, "b-high-first-reading": 1}


def test_what_an_anomaly_only_touches_has_none_of_its_own(numbers: kg.PolicyGraph) -> None:
    chart = charts_of(numbers.graph)["table-gamma-output"]
    doubts = find_doubts(numbers.graph, chart.figures)
    own = [local_name(iri) for iri, found in doubts.own.items() if found]
    assert own == ["figure-gamma-table-jiangbei"]  # the total is affected, and printed plainly


REGIONS = """
kgd:region-a a kg:Region ; kg:regionLevel kgv:province-level ; kg:gbCode "110000" .
kgd:region-b a kg:Region ; kg:regionLevel kgv:province-level ; kg:gbCode "120000" .
kgd:region-b1 a kg:Region ; kg:regionLevel kgv:city ; kg:partOf kgd:region-b .
kgd:region-b2 a kg:Region ; kg:regionLevel kgv:city ; kg:partOf kgd:region-b .
"""


def placed(name: str, region: str, value: int, period: str = "2021") -> str:
    facts = f'kg:indicator kgd:i ; kg:value {value} ; kg:unit unit:NUM ; kg:refPeriod "{period}"'
    return figure(
        name, f"{facts} ; kg:observationKind kgv:observed ; kg:refArea kgd:{region}", "", str(value)
    )


def test_cities_are_counted_for_their_province_and_not_added() -> None:
    turtle = REGIONS + placed("x", "region-b1", 5) + placed("y", "region-b2", 7)
    graph = graph_of(turtle + placed("z", "region-a", 9))
    [series] = build_series(graph, list_figures(graph))
    assert series.counted
    found = {local_name(unit): [str(f.value) for f in of] for unit, of in series.values}
    assert found == {"region-a": ["9"], "region-b": ["5", "7"]}


def test_figures_of_two_times_are_two_series() -> None:
    turtle = REGIONS + placed("x", "region-a", 5) + placed("y", "region-a", 0, "2022")
    graph = graph_of(turtle + placed("z", "region-b", 1))
    series = build_series(graph, list_figures(graph))
    assert [[str(f.value) for f in one.figures] for one in series] == [["5", "1"], ["0"]]
    assert not any(one.counted for one in series)
    # Nought is a number; what is not in the list has none.
    assert [str(f.value) for f in series[1].of("https://w3id.org/policy-kg/id/region-a")] == ["0"]
    assert series[1].of("https://w3id.org/policy-kg/id/region-b") == ()


def test_a_name_that_is_no_region_belongs_to_no_unit(numbers: kg.PolicyGraph) -> None:
    [series] = build_series(numbers.graph, list_figures(numbers.graph))
    assert [local_name(unit) for unit, _ in series.values] == ["region-beijing", "region-shanghai"]
    assert [figure.reading.area for figure in series.elsewhere if figure.reading] == ["江北"]
