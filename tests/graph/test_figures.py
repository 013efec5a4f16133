"""Figures: a row is a reading and an observation, and is held against the digest of its place."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from builders import World
from number_samples import FIGURES, add_numbers

from kg.graph.build import Built
from kg.graph.terms import KG, KGD, KGV, TYPE

QB_OBSERVATION = "http://purl.org/linked-data/cube#Observation"


@pytest.fixture
def numbers(world: World) -> World:
    return add_numbers(world)


def values(built: Built, subject: str, predicate: str) -> set[str]:
    return {
        t.object.value  # type: ignore[union-attr]
        for t in built.triples
        if t.subject == ox.NamedNode(KGD + subject) and t.predicate.value == predicate
    }


def rules(built: Built) -> list[tuple[str, int]]:
    return [(fault.rule, fault.place.line) for fault in built.faults]


def test_a_row_is_a_reading_and_an_observation(numbers: World) -> None:
    built = numbers.build()
    assert rules(built) == []
    assert values(built, "figure-gamma-b", TYPE) == {QB_OBSERVATION}
    assert values(built, "figure-gamma-b", KG + "value") == {"12.5"}
    assert values(built, "figure-gamma-b", KG + "qualifier") == {KGV + "over"}
    assert values(built, "figure-gamma-b", KG + "interprets") == {KGD + "figure-gamma-b-reading"}
    assert values(built, "figure-gamma-b-reading", TYPE) == {KG + "Reading"}
    assert values(built, "figure-gamma-b-reading", KG + "asPrinted") == {"超过12.5吨"}
    assert values(built, "figure-gamma-b-reading", KG + "inSource") == {KGD + "text-gamma"}


def test_a_range_has_two_ends_and_says_who_expects_it(numbers: World) -> None:
    built = numbers.build()
    ends = {
        values(built, "figure-gamma-forecast", KG + end).pop() for end in ("minimum", "maximum")
    }
    assert {Decimal(end) for end in ends} == {12, 22}
    assert values(built, "figure-gamma-forecast", KG + "value") == set()
    said_by = values(built, "figure-gamma-forecast", KG + "saidBy")
    assert said_by == {KGD + "organisation-guild"}


def test_a_cell_has_the_places_of_its_headings(numbers: World) -> None:
    built = numbers.build()
    segments = values(built, "figure-gamma-table-beijing-reading", KG + "segment")
    assert len(segments) == 3
    assert values(built, "figure-gamma-table-beijing-reading", KG + "areaAsPrinted") == {"北京"}


def test_a_figure_that_nobody_interprets_is_a_reading_only(numbers: World) -> None:
    numbers.edit(FIGURES, "indicator-output,42.5,,,unit:TONNE,exact", "indicator-output,,,,,")
    built = numbers.build()
    assert values(built, "figure-gamma-both", TYPE) == set()
    assert values(built, "figure-gamma-both-reading", KG + "asPrinted") == {"42.5吨"}
    assert values(built, "figure-gamma-both-reading", KG + "evidence") == {KGD + "ev-gamma-both"}


def test_a_derived_number_has_no_reading(numbers: World) -> None:
    row = (
        "figure-gamma-rest,,,indicator-output,12.5,,,unit:TONNE,exact,,,,,,observed,,,,"
        "figure-gamma-both;figure-gamma-a,差额,The difference\n"
    )
    numbers.append(FIGURES, row)
    built = numbers.build()
    assert rules(built) == []
    derived = values(built, "figure-gamma-rest", "http://www.w3.org/ns/prov#wasDerivedFrom")
    assert derived == {KGD + "figure-gamma-both", KGD + "figure-gamma-a"}
    assert values(built, "figure-gamma-rest", KG + "interprets") == set()
    assert values(built, "figure-gamma-rest-reading", TYPE) == set()


def test_what_is_not_printed_there_is_found_without_a_copy(numbers: World) -> None:
    numbers.edit(FIGURES, "超过12.5吨", "超过125吨")
    line = numbers.line_of(FIGURES, "figure-gamma-b,")
    assert rules(numbers.build()) == [("as-printed", line)]


def test_spacing_and_width_of_a_figure_do_not_matter(numbers: World) -> None:
    numbers.edit(FIGURES, "超过12.5吨", "超过 １２.５ 吨")
    assert rules(numbers.build()) == []


def test_a_figure_that_moved_has_to_be_locked_anew(numbers: World) -> None:
    numbers.edit(FIGURES, "figure-gamma-a,9-12", "figure-gamma-a,8-12")
    assert rules(numbers.build()) == [("anchor", numbers.line_of(FIGURES, "figure-gamma-a,"))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12.5,,,unit", "12;5,,,unit"),
        ("12.5,,,unit", "NaN,,,unit"),
        ("12.5,,,unit", "1E999999999,,,unit"),
        ("unit:PERCENT", "percent"),
        (",2030,", ",2030年,"),
        ("forecast,organisation", "guess,organisation"),
    ],
)
def test_a_cell_that_does_not_fit_is_named_with_its_line(
    numbers: World, old: str, new: str
) -> None:
    numbers.edit(FIGURES, old, new)
    faults = [fault for fault in numbers.build().faults if fault.rule == "table-cell"]
    assert [fault.place.line for fault in faults] == [numbers.line_of(FIGURES, new)]
