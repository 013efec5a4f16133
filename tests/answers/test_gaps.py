"""Gaps, held against a reckoning over the exported N-Quads: no SPARQL, and no code of ours."""

from __future__ import annotations

from datetime import date

import pytest
from builders import World
from oracle import Oracle

import kg
from kg.answers.gaps import GAPS, LACKS, Grouping, Reason
from kg.errors import UsageError


def reckon_gaps(graph: Oracle) -> set[tuple[str, str]]:
    """Return thing and gap, each gap a sentence of Python over plain sets."""
    found = set()
    for b in graph.of("Bottleneck"):
        actions, measures, documents = graph.thread(b)
        whole = actions | measures | documents
        lacking = {
            "no-action": not actions,
            "inferred-only": bool(actions) and not graph.back("statedToAddress", {b}),
            "no-measure": bool(actions) and not measures,
            "no-document": bool(measures) and not documents,
            "no-date": bool(documents) and not graph.to("issued", documents),
            "no-region": bool(actions) and not graph.to("appliesTo", whole),
            "no-performer": bool(actions) and not graph.to("performedBy", whole),
        }
        found |= {(b, name) for name, lacks in lacking.items() if lacks}
    for a in graph.of("RecommendedAction"):
        _, measures, documents = graph.thread(a)
        whole = {a} | measures | documents
        lacking = {
            "no-bottleneck": not graph.to("addresses", {a}),
            "no-measure": not measures,
            "no-document": bool(measures) and not documents,
            "no-region": not graph.to("appliesTo", whole),
            "no-performer": not graph.to("performedBy", whole),
        }
        found |= {(a, name) for name, lacks in lacking.items() if lacks}
    for m in graph.of("AdoptedMeasure"):
        documents = graph.to("setOutIn", {m})
        recommended = graph.back("correspondsTo", {m})
        lacking = {
            "answers-nothing": not graph.to("addresses", {m} | recommended),
            "no-document": not documents,
            "no-region": not graph.to("appliesTo", {m} | documents),
            "no-performer": not graph.to("performedBy", {m} | documents),
        }
        found |= {(m, name) for name, lacks in lacking.items() if lacks}
    for d in graph.of("PolicyDocument"):
        lacking = {
            "sets-out-nothing": not graph.back("setOutIn", {d}),
            "no-issuer": not graph.to("issuedBy", {d}),
            "undated": not graph.to("issued", {d}),
            "place-unsaid": not graph.to("appliesTo", {d}),
        }
        found |= {(d, name) for name, lacks in lacking.items() if lacks}
    return found


def found(graph: kg.PolicyGraph, **wanted: object) -> set[tuple[str, str]]:
    return {
        (str(gap.as_json()["thing"]), gap.gap)
        for gap in graph.gaps(**wanted).gaps  # type: ignore[arg-type]
    }


@pytest.fixture(scope="module")
def shipped() -> kg.PolicyGraph:
    return kg.load()


def test_the_gaps_of_the_shipped_graph_are_those_of_plain_sets(shipped: kg.PolicyGraph) -> None:
    expected = reckon_gaps(Oracle(shipped.export("nquads")))
    assert found(shipped) == expected
    assert {name for _, name in expected} >= {"no-action", "inferred-only", "no-document"}


def test_the_gaps_of_the_miniature(mini: kg.PolicyGraph) -> None:
    """Worked out by hand from the drawing at the head of `builders.py`."""
    bottlenecks = {
        ("bottleneck-computing", "no-action"),
        ("bottleneck-footprint", "inferred-only"),
        ("bottleneck-footprint", "no-measure"),
        ("bottleneck-footprint-factors", "no-performer"),
        ("bottleneck-footprint-factors", "no-date"),
        ("bottleneck-footprint-methods", "no-performer"),
        ("bottleneck-footprint-methods", "no-date"),
    }
    assert found(mini, kind="Bottleneck") == bottlenecks
    actions = {
        ("action-factor-library", "no-performer"),
        ("action-standards", "no-measure"),
    }
    assert found(mini, kind="RecommendedAction") == actions


def test_denied_not_said_and_not_looked_for_are_three_answers(world: World) -> None:
    graph = world.load()
    # A claim denies that the standards help computing; one link was weighed and refused.
    computing = graph.gaps(gap="no-action").gaps[0]
    assert computing.reason is Reason.DENIED
    assert [c.iri.rpartition("/")[2] for c in computing.denied] == ["claim-alpha-005"]
    assert [c.iri.rpartition("/")[2] for c in computing.refused] == ["claim-alpha-004"]
    (standards,) = graph.gaps(gap="no-measure", kind="RecommendedAction").gaps
    assert standards.reason is Reason.NOT_SAID
    text = world.path("sources/alpha/source.ttl").read_text(encoding="utf-8")
    world.path("sources/alpha/source.ttl").write_text(
        text.replace("kg:correspondsTo , ", ""), encoding="utf-8"
    )
    (standards,) = world.load().gaps(gap="no-measure", kind="RecommendedAction").gaps
    assert standards.reason is Reason.NOT_LOOKED_FOR


def test_a_set_answers_no_member_and_is_told(mini: kg.PolicyGraph) -> None:
    (computing,) = mini.gaps(gap="no-action").gaps
    assert [c.iri.rpartition("/")[2] for c in computing.collective] == ["claim-alpha-007"]


def test_a_whole_says_how_many_of_its_parts_lack_it_too(mini: kg.PolicyGraph) -> None:
    (footprint,) = mini.gaps(gap="inferred-only").gaps
    assert (footprint.parts, footprint.parts_without) == (2, 0)


def test_only_links_of_the_modality_asked_for_count(mini: kg.PolicyGraph) -> None:
    # factors ← library is stated, its way on to the platform is inferred.
    stated = found(mini, kind="Bottleneck", modality="stated")
    assert ("bottleneck-footprint-factors", "no-measure") in stated
    assert ("bottleneck-footprint", "no-action") in stated
    assert ("bottleneck-footprint-methods", "no-measure") not in stated


def test_a_measure_ends_when_all_its_documents_have_ended(mini: kg.PolicyGraph) -> None:
    def ended(day: date) -> set[tuple[str, str]]:
        return {pair for pair in found(mini, as_of=day) if pair[1] == "measure-ended"}

    assert ended(date(2025, 12, 31)) == set()  # the plan is valid to the end of 2025
    assert ended(date(2026, 1, 1)) == {
        ("action-factor-library", "measure-ended"),
        ("bottleneck-footprint-factors", "measure-ended"),
        ("bottleneck-footprint-methods", "measure-ended"),
    }


def test_things_are_chosen_by_category_region_and_source(mini: kg.PolicyGraph) -> None:
    in_category = {thing for thing, _ in found(mini, category="new-factor")}
    assert in_category == {
        "bottleneck-footprint", "bottleneck-footprint-factors", "bottleneck-footprint-methods",
    }  # fmt: skip
    assert {thing for thing, _ in found(mini, region="北京")} == {"action-standards"}
    beta = {thing for thing, _ in found(mini, source="beta")}
    assert beta <= {"measure-platform", "document-plan", "document-old"}
    assert beta


def test_every_filter_narrows(shipped: kg.PolicyGraph) -> None:
    everything = found(shipped)
    for wanted in ({"source": "li-2022"}, {"category": "new-platform"}, {"region": "上海"}):
        assert found(shipped, **wanted) < everything


def test_counts_add_up(mini: kg.PolicyGraph) -> None:
    report = mini.gaps()
    groupings: tuple[Grouping, ...] = ("gap", "kind", "reason")
    for by in groupings:
        assert sum(mini.count_gaps(report, by).values()) == len(report.gaps)
    counted = mini.count_gaps(report, "category")
    named = {value.rpartition("/")[2]: number for value, number in counted.items()}
    assert named["new-factor"] == 6
    assert sum(named.values()) == len(report.gaps)


def test_every_gap_is_called_by_a_name_and_belongs_to_a_kind() -> None:
    from kg.views.gap_texts import GAPS as TEXTS

    assert set(GAPS) == set(TEXTS) == {name for names in LACKS.values() for name in names}


@pytest.mark.parametrize("wanted", [{"kind": "Region"}, {"gap": "no-luck"}])
def test_what_there_is_none_of_is_an_error(mini: kg.PolicyGraph, wanted: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="choose one of"):
        mini.gaps(**wanted)
