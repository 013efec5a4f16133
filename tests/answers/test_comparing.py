"""Recommended against issued, regions, structure: by hand, and against plain sets."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import networkx as nx
import pytest
from builders import World, claim, inferred, stated
from command_line import Cli
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle

import kg
from kg.answers import structure
from kg.answers.structure import smallest_cover
from kg.graph.terms import local_name


@pytest.fixture(scope="module")
def shipped() -> kg.PolicyGraph:
    return kg.load()


@pytest.fixture(scope="module")
def oracle(shipped: kg.PolicyGraph) -> Oracle:
    return Oracle(shipped.export("nquads"))


def names(iris: object) -> list[str]:
    return [local_name(iri) for iri in iris]  # type: ignore[attr-defined]


# Recommended against issued


def test_what_corresponds_in_the_miniature(mini: kg.PolicyGraph) -> None:
    adoption = mini.adoption()
    (pairing,) = adoption.pairings
    assert names((pairing.recommendation, pairing.measure)) == [
        "action-factor-library", "measure-platform",
    ]  # fmt: skip
    assert (pairing.link.modality, pairing.link.confidence) == ("inferred", "medium")
    old, plan = pairing.orders
    assert (local_name(plan.document), plan.valid_from, plan.valid_to) == (
        "document-plan", "2021", "2025",
    )  # fmt: skip
    assert names(link.object for link in plan.regions) == ["region-shanghai"]
    assert (old.valid_from, old.valid_to) == ("", "2021")
    assert names(adoption.asked_only) == ["action-standards"]
    assert adoption.adopted_only == ()


def test_a_document_that_had_ended_is_marked(mini: kg.PolicyGraph) -> None:
    def ended(day: date) -> list[bool]:
        return [order.ended for order in mini.adoption(as_of=day).pairings[0].orders]

    assert ended(date(2021, 12, 31)) == [False, False]
    assert ended(date(2022, 1, 1)) == [True, False]


def test_what_is_left_out_by_a_filter_is_not_said_to_correspond(mini: kg.PolicyGraph) -> None:
    stated_only = mini.adoption(modality="stated")
    assert stated_only.pairings == ()
    assert names(stated_only.asked_only) == ["action-factor-library", "action-standards"]
    assert names(stated_only.adopted_only) == ["measure-platform"]
    assert len(mini.adoption(region="浙江").pairings) == 1
    assert mini.adoption(region="北京").pairings == ()


def test_documents_that_follow_others(world: World) -> None:
    world.add_claims(
        "beta",
        stated("claim-beta-011 document-plan supersedes document-old", "ev-beta-plan"),
    )
    (link,) = world.load().adoption().successions
    assert names((link.subject, link.object)) == ["document-plan", "document-old"]


def test_adoption_of_the_shipped_graph_is_that_of_plain_sets(
    shipped: kg.PolicyGraph, oracle: Oracle
) -> None:
    adoption = shipped.adoption()
    pairs = {(local_name(p.recommendation), local_name(p.measure)) for p in adoption.pairings}
    assert pairs == oracle.pairs["correspondsTo"]
    asked = oracle.of("RecommendedAction") - {a for a, _ in oracle.pairs["correspondsTo"]}
    assert set(names(adoption.asked_only)) == asked
    adopted = oracle.of("AdoptedMeasure") - {m for _, m in oracle.pairs["correspondsTo"]}
    assert set(names(adoption.adopted_only)) == adopted
    for pairing in adoption.pairings:
        documents = {local_name(order.document) for order in pairing.orders}
        assert documents == oracle.to("setOutIn", {local_name(pairing.measure)})


# Regions


def roles(graph: kg.PolicyGraph, word: str) -> dict[str, list[str]]:
    (profile,) = graph.regions(word)
    return {role.name: names(link.subject for link in role.links) for role in profile.roles}


def test_the_roles_of_a_region_are_kept_apart(world: World) -> None:
    world.add_claims(
        "alpha",
        stated("claim-alpha-014 bottleneck-footprint observedIn region-beijing",
               "ev-alpha-footprint"),
        stated("claim-alpha-015 case-factory exampleIn region-beijing", "ev-alpha-footprint"),
    )  # fmt: skip
    graph = world.load()
    assert roles(graph, "北京") == {
        "bottleneck-observed": ["bottleneck-footprint"],
        "recommended-for": ["action-standards"],
        "case-example": ["case-factory"],
    }
    assert roles(graph, "上海") == {"document-for": ["document-plan"]}


def test_a_group_without_a_list_of_members_is_open(shipped: kg.PolicyGraph) -> None:
    west, shanghai = shipped.regions("西部地区", "上海")
    assert [p.open for p in (west, shanghai)] == [
        local_name(p.region) == "region-group-west" for p in (west, shanghai)
    ]


def test_a_region_of_which_nothing_is_said_is_told_so(cli: Cli, template: World) -> None:
    found = cli("regions", "西藏", *template.arguments())
    assert found.code == 0
    assert "nothing is said of it (not said is not no)" in found.out


def reckon_roles(oracle: Oracle) -> set[tuple[str, str, str]]:
    """Return region, role and thing, by plain sets."""
    return {
        (region, role, thing)
        for role, link, cls in (
            ("bottleneck-observed", "observedIn", "Bottleneck"),
            ("case-observed", "observedIn", "Case"),
            ("recommended-for", "appliesTo", "RecommendedAction"),
            ("adopted-for", "appliesTo", "AdoptedMeasure"),
            ("document-for", "appliesTo", "PolicyDocument"),
            ("case-example", "exampleIn", "Case"),
            ("document-example", "exampleIn", "PolicyDocument"),
        )
        for thing, region in oracle.pairs[link]
        if thing in oracle.of(cls)
    }


def test_regions_of_the_shipped_graph_are_those_of_plain_sets(
    shipped: kg.PolicyGraph, oracle: Oracle
) -> None:
    found = {
        (local_name(profile.region), role.name, local_name(link.subject))
        for profile in shipped.regions()
        for role in profile.roles
        for link in role.links
    }
    assert found == reckon_roles(oracle)


# Structure


def test_what_hangs_on_what_in_the_miniature(mini: kg.PolicyGraph) -> None:
    found = mini.structure()
    assert [
        (local_name(one.action), len(one.stated), len(one.inferred), one.weight)
        for one in found.actions
    ] == [
        ("action-factor-library", 1, 0, 2),
        ("measure-platform", 1, 0, 2),
        ("action-standards", 0, 1, 1),
    ]
    assert all(len(one.sole) == 1 for one in found.actions)
    assert (len(found.cover.actions), found.cover.covered, found.cover.proven) == (3, 3, True)
    assert len(found.communities) == 3


def test_a_sole_answer_is_one_no_longer_when_there_is_another(world: World) -> None:
    world.add_claims(
        "alpha",
        inferred(
            "claim-alpha-016 action-standards addresses bottleneck-footprint-methods",
            "ev-alpha-standards", "ev-alpha-footprint",
        ),
        claim(
            "claim-alpha-017 action-standards addresses bottleneck-footprint-factors "
            "inferred medium",
            subject_evidence="ev-alpha-standards", object_evidence="ev-alpha-factors",
            rationale_zh="同一主题", rationale_en="One theme",
        ),
    )  # fmt: skip
    found = world.load().structure()
    sole = {local_name(one.action): names(one.sole) for one in found.single_points}
    assert sole == {"action-standards": ["bottleneck-footprint"]}
    assert names(found.cover.actions) == ["action-standards"]


def test_the_cover_of_the_shipped_graph_covers(shipped: kg.PolicyGraph, oracle: Oracle) -> None:
    cover = shipped.structure().cover
    answered = {b for _, b in oracle.pairs["addresses"]}
    assert oracle.to("addresses", set(names(cover.actions))) == answered
    assert cover.covered == len(answered)
    assert cover.proven


def test_the_weights_and_betweenness_of_the_shipped_graph(
    shipped: kg.PolicyGraph, oracle: Oracle
) -> None:
    pairs: nx.Graph[str] = nx.Graph()
    pairs.add_edges_from(oracle.pairs["addresses"])
    between = nx.betweenness_centrality(pairs)
    for one in shipped.structure().actions:
        name = local_name(one.action)
        assert one.betweenness == pytest.approx(between[name])
        known = {b for a, b in oracle.pairs["statedToAddress"] if a == name}
        assert set(names(one.stated)) == known
        assert one.weight == 2 * len(known) + len(oracle.to("addresses", {name}) - known)


def test_the_communities_hold_everything_once(shipped: kg.PolicyGraph, oracle: Oracle) -> None:
    groups = shipped.structure().communities
    members = [iri for group in groups for iri in names(group.bottlenecks + group.actions)]
    assert len(members) == len(set(members))
    assert set(members) == {end for pair in oracle.pairs["addresses"] for end in pair}


def test_structure_is_the_same_every_time(shipped: kg.PolicyGraph) -> None:
    assert shipped.structure() == shipped.structure()


SETS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.frozensets(st.text("123456789", min_size=1, max_size=1), max_size=5),
    max_size=7,
)


@given(SETS)
@settings(max_examples=300)
def test_no_smaller_cover_exists(sets: dict[str, frozenset[str]]) -> None:
    """By trying every choice, which is the oracle that cannot be clever."""
    found = smallest_cover(sets)
    everything = frozenset[str]().union(*sets.values())
    assert frozenset[str]().union(*(sets[name] for name in found.actions)) == everything
    assert found.covered == len(everything)
    smaller = combinations(sets, max(len(found.actions) - 1, 0))
    covers = (frozenset[str]().union(*(sets[name] for name in choice)) for choice in smaller)
    assert not found.actions or everything not in covers
    assert found.proven


def test_a_cover_that_was_not_proven_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure, "MOST_BRANCHES", 0)
    items = "123456"
    sets = {"".join(pair): frozenset(pair) for pair in combinations(items, 2)}
    found = smallest_cover(sets)
    assert not found.proven
    assert frozenset[str]().union(*(sets[name] for name in found.actions)) == frozenset(items)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", ["adoption", "regions", "structure"])
def test_the_commands_speak_both_languages(cli: Cli, lang: str, command: str) -> None:
    found = cli(command, "--lang", lang)
    assert (found.code, found.err) == (0, "")
    words = {
        "adoption": {"en": "Asked for, and nowhere reported", "zh": "有建议而未见报道出台"},
        "regions": {"en": "actions recommended for it", "zh": "针对当地建议的行动"},
        "structure": {"en": "no smaller set does", "zh": "没有更小的集合"},
    }
    assert words[command][lang] in found.out
