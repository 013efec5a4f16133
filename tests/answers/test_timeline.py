"""Dates at the precision given: by hand, on dates of every kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builders import World
from number_samples import add_numbers

import kg
from kg.answers.charts import list_figures
from kg.answers.timeline import Span, build_timeline, position, span_of
from kg.graph.terms import local_name


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2016", (2016, 1, 1), (2017, 1, 1)),
        ("2016-09", (2016, 9, 1), (2016, 10, 1)),
        ("2021-12", (2021, 12, 1), (2022, 1, 1)),
        ("2020-02-29", (2020, 2, 29), (2020, 3, 1)),
        ("2021-12-31", (2021, 12, 31), (2022, 1, 1)),
        ("2021/2022", (2021, 1, 1), (2023, 1, 1)),
        ("2021-11/2022-01", (2021, 11, 1), (2022, 2, 1)),
    ],
)
def test_a_date_is_all_of_what_it_names(
    written: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    assert span_of(written) == Span(date(*start), date(*end))


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ((2021, 1, 1), "2021"),
        ((2021, 7, 2), str(2021 + Decimal(182) / 365)),  # 31+28+31+30+31+30 days, and one more
        ((2020, 7, 1), str(2020 + Decimal(182) / 366)),  # a leap year
        ((2021, 12, 31), str(2021 + Decimal(364) / 365)),
    ],
)
def test_a_day_has_its_place_within_its_year(day: tuple[int, int, int], years: str) -> None:
    assert position(date(*day)) == Decimal(years)


def test_documents_stand_in_the_order_of_their_first_day(mini: kg.PolicyGraph) -> None:
    timeline = build_timeline(mini.graph, ())
    found = [(local_name(d.iri), d.scope, d.validity) for d in timeline.documents]
    assert found == [
        ("document-plan", "unsaid", Span(date(2021, 1, 1), date(2026, 1, 1))),
        # It says until when, not since when; 2021 is all of 2021.
        ("document-old", "unsaid", Span(None, date(2022, 1, 1))),
    ]
    assert timeline.undated == ()
    assert timeline.years == (2021, 2025)
    # claim-beta-003 and -004: both set out the platform.
    assert [[local_name(x.subject) for x in d.measures] for d in timeline.documents] == [
        ["measure-platform"], ["measure-platform"],
    ]  # fmt: skip


def test_what_ended_by_its_own_words_is_marked(mini: kg.PolicyGraph) -> None:
    def ended(*day: int) -> list[bool]:
        timeline = build_timeline(mini.graph, (), as_of=date(*day))
        return [document.ended for document in timeline.documents]

    assert ended(2021, 12, 31) == [False, False]
    assert ended(2022, 1, 1) == [False, True]
    assert ended(2026, 1, 1) == [True, True]


def test_a_date_may_be_missing(world: World) -> None:
    world.edit("sources/beta/measures.ttl", '    kg:validTo "2021"^^xsd:gYear ;\n', "")
    timeline = build_timeline(world.load().graph, ())
    assert [local_name(d.iri) for d in timeline.undated] == ["document-old"]
    assert timeline.years == (2021, 2025)
    world.edit("sources/beta/measures.ttl", '    kg:validTo "2025"^^xsd:gYear ;\n',
               '    kg:issued "2020-12"^^xsd:gYearMonth ;\n')  # fmt: skip
    timeline = build_timeline(world.load().graph, ())
    [plan] = timeline.documents
    assert (plan.issue, plan.validity) == (
        Span(date(2020, 12, 1), date(2021, 1, 1)), Span(date(2021, 1, 1), None),
    )  # fmt: skip
    assert timeline.years == (2020, 2021)


def test_figures_go_by_indicator_and_period(world: World) -> None:
    graph = add_numbers(world).load().graph
    timeline = build_timeline(graph, list_figures(graph))
    found = [(local_name(g.indicator), g.period, g.kind, len(g.figures)) for g in timeline.groups]
    assert found == [("indicator-reduction", "2030", "forecast", 1)]
    assert len(timeline.without_period) == 7
    assert timeline.batches == ()
    assert timeline.years == (2021, 2030)


def test_nothing_dated_has_no_years(mini: kg.PolicyGraph) -> None:
    timeline = build_timeline(mini.graph, (), source="none")
    assert timeline.years == (0, 0)
