"""Finding and showing things, counting, and the network: the answers beside the thread."""

from __future__ import annotations

import contextlib

import networkx as nx
import pytest
from builders import CLAIMS, World
from command_line import Cli
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.answers import names, search
from kg.errors import Ambiguous, NotFound
from kg.graph.terms import KG, KGD, expand, local_name, shorten


def found(graph: kg.PolicyGraph, word: str) -> tuple[str, list[str]]:
    match = search.find_terms(graph.graph, word)
    return match.how, [iri.removeprefix(KGD) for iri in match.iris]


@pytest.mark.parametrize(
    "word",
    [
        "bottleneck-computing", "kgd:bottleneck-computing", KGD + "bottleneck-computing",
        f"<{KGD}bottleneck-computing>", "算力不够", "Shortage of computing power",
        "SHORTAGE OF COMPUTING POWER", " 算力不够 ", "算力\u200b不够", "\ufeff算力不够",
        "Ｓｈｏｒｔａｇｅ　ｏｆ　ｃｏｍｐｕｔｉｎｇ　ｐｏｗｅｒ",
    ],
)  # fmt: skip
def test_a_whole_name_in_any_writing_is_exact(mini: kg.PolicyGraph, word: str) -> None:
    assert found(mini, word) == ("exact", ["bottleneck-computing"])


def test_a_printed_variant_is_a_name(mini: kg.PolicyGraph) -> None:
    assert found(mini, "足迹难算") == ("exact", ["bottleneck-footprint"])


def test_a_part_of_a_name_finds_all_that_contain_it_likeliest_first(mini: kg.PolicyGraph) -> None:
    assert found(mini, "碳足迹") == (
        "contained", ["bottleneck-footprint", "action-standards", "measure-platform"],
    )  # fmt: skip
    assert found(mini, "因子库") == (
        "contained", ["bottleneck-footprint-factors", "action-factor-library"],
    )  # fmt: skip


@pytest.mark.parametrize("word", ["Bild a factor libary", "Build a faktor library"])
def test_a_misspelt_name_is_taken_as_the_nearest(mini: kg.PolicyGraph, word: str) -> None:
    assert found(mini, word) == ("fuzzy", ["action-factor-library"])


def test_a_tie_lists_the_candidates_in_both_languages(world: World) -> None:
    label = '    skos:prefLabel "Shortage of computing power"@en , "算力不够"@zh ;\n'
    world.edit(
        "sources/alpha/bottlenecks.ttl", label,
        label + '    skos:altLabel "Grid bottleneck one"@en ;\n',
    )  # fmt: skip
    world.edit(
        "sources/alpha/bottlenecks.ttl", '    skos:altLabel "足迹难算"@zh ;\n',
        '    skos:altLabel "足迹难算"@zh , "Grid bottleneck two"@en ;\n',
    )  # fmt: skip
    with pytest.raises(Ambiguous) as caught:
        world.load().trace("Grid bottlenek")
    for lang, label in (("en", "Shortage of computing power"), ("zh", "算力不够")):
        said = caught.value.say(lang)  # type: ignore[arg-type]
        assert label in said
        assert "bottleneck-footprint" in said


def test_a_word_near_nothing_names_the_nearest(mini: kg.PolicyGraph) -> None:
    with pytest.raises(NotFound, match="the nearest names"):
        mini.trace("zzzzzz")


def test_one_thing_is_wanted_and_several_are_listed(mini: kg.PolicyGraph) -> None:
    with pytest.raises(Ambiguous, match="may mean 3 things") as caught:
        mini.show("碳足迹")
    assert all(name in str(caught.value) for name in found(mini, "碳足迹")[1])


def test_a_region_is_found_among_regions_only(mini: kg.PolicyGraph) -> None:
    assert mini.get_region("上海") == KGD + "region-shanghai"
    with pytest.raises(NotFound):
        mini.get_region("碳足迹")


@pytest.mark.parametrize("word", ["beta", "source-beta", "虚构来源beta"])
def test_a_source_is_found_by_id_or_title(mini: kg.PolicyGraph, word: str) -> None:
    assert mini.get_source(word) == KGD + "source-beta"


def test_a_source_is_found_by_its_english_title(mini: kg.PolicyGraph) -> None:
    assert mini.get_source("Invented source beta") == KGD + "source-beta"


@given(st.text(st.characters(codec="utf-8"), max_size=20) | st.text("[]%#<>:kgd/", max_size=9))
def test_any_word_gives_a_match_or_our_error(mini: kg.PolicyGraph, word: str) -> None:
    with contextlib.suppress(NotFound):
        assert search.find_terms(mini.graph, word).iris


@pytest.mark.parametrize("word", ["[", "kgd:]", "100%", "\x1f", "\ue000"])
def test_a_word_that_makes_no_iri_is_not_found(cli: Cli, template: World, word: str) -> None:
    assert cli("trace", word, *template.arguments()).code == 3


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_the_look_up_key_of_a_key_is_itself(name: str) -> None:
    key = names.look_up_key(name)
    assert names.look_up_key(key) == key


@given(st.from_regex(r"\A[a-z][a-z0-9-]{0,20}\Z"))
def test_a_short_name_and_its_iri_are_one(name: str) -> None:
    assert expand(shorten(KGD + name)) == KGD + name
    assert local_name(KGD + name) == name


def test_search_lists_ids_and_kinds(cli: Cli, template: World) -> None:
    hits = cli("search", "碳足迹", "--json", *template.arguments()).json["hits"]
    assert [(hit["id"], hit["kind"]) for hit in hits] == [
        ("bottleneck-footprint", "Bottleneck"), ("action-standards", "RecommendedAction"),
        ("measure-platform", "AdoptedMeasure"),
    ]  # fmt: skip


def test_search_cuts_no_id(cli: Cli, world: World) -> None:
    long = "case-" + "-".join(["very"] * 30) + "-long"
    world.append(
        "sources/beta/measures.ttl",
        f'\nkgd:{long}\n    a kg:Case ;\n    skos:prefLabel "Long one"@en , "很长的一个"@zh ;\n'
        "    kg:evidence kgd:ev-beta-factory .\n",
    )
    printed = cli("search", "很长", *world.arguments()).out
    assert long in "".join(printed.split())


# Show.


def test_a_thing_is_shown_with_all_that_is_known(mini: kg.PolicyGraph) -> None:
    thing = mini.show("bottleneck-footprint").as_json()
    assert thing["kind"] == "Bottleneck"
    assert thing["label"] == {"zh": "碳足迹核算薄弱", "en": "Weak carbon footprint accounting"}
    assert thing["otherNames"] == ["足迹难算"]
    assert thing["parts"] == ["bottleneck-footprint-factors", "bottleneck-footprint-methods"]
    assert thing["partOf"] == []
    claims = thing["claims"]
    assert isinstance(claims, list)
    assert sorted(row["id"] for row in claims) == ["claim-alpha-002", "claim-alpha-009"]


def test_a_document_is_shown_with_its_facts(mini: kg.PolicyGraph) -> None:
    facts = mini.show("document-plan").as_json()["facts"]
    assert isinstance(facts, list)
    known = {fact["property"]: fact["values"] for fact in facts}
    assert known["validTo"] == ["2025"]
    assert known["documentType"] == [KG.replace("ontology#", "vocab/") + "plan"] or known[
        "documentType"
    ] == ["plan"]
    assert "setOutIn" not in known  # a link: shown among the claims


def test_the_words_of_a_place_are_shown_from_the_copy_only(cli: Cli, template: World) -> None:
    words = "五年规划面向上海全市。"
    shown = cli("show", "document-plan", "-v", *template.arguments())
    assert words in shown.out
    without = cli("show", "document-plan", "-v", "--data", str(template.data))
    assert without.code == 0
    assert words not in without.out
    assert "The plan is for Shanghai" in without.out


def test_json_never_holds_the_words_of_a_source(cli: Cli, template: World) -> None:
    for words in (["show", "document-plan"], ["trace", "碳足迹"], ["check"], ["stats"]):
        printed = cli(*words, "--json", *template.arguments()).out
        assert "五年规划面向上海全市" not in printed
        assert "统一了核算口径" not in printed


# Counting.


def test_things_claims_and_links_are_counted(mini: kg.PolicyGraph) -> None:
    stats = mini.stats()
    assert {k: stats.things[k] for k in ("Bottleneck", "RecommendedAction", "AdoptedMeasure",
            "PolicyDocument", "Case", "Platform", "Organisation", "ActionSet", "BottleneckSet",
            "Source", "Evidence", "Claim", "Review")} == {
        "Bottleneck": 4, "RecommendedAction": 2, "AdoptedMeasure": 1, "PolicyDocument": 2,
        "Case": 1, "Platform": 1, "Organisation": 1, "ActionSet": 1, "BottleneckSet": 1,
        "Source": 2, "Evidence": 12, "Claim": 19, "Review": 1,
    }  # fmt: skip
    assert stats.claims == {"accepted": 16, "proposed": 1, "refused": 1, "withdrawn": 1}
    assert stats.links == {
        "addresses": {"stated": 2, "inferred": 2},
        "appliesTo": {"stated": 3},
        "category": {"stated": 1},
        "collectivelyAddresses": {"stated-collectively": 1},
        "concerns": {"stated": 1},
        "correspondsTo": {"inferred": 1},
        "illustrates": {"stated": 1},
        "performedBy": {"stated": 1},
        "setOutIn": {"stated": 2},
    }
    assert stats.triples == len(mini.export("nquads").splitlines())


# The network.

LINKED = {
    ("action-factor-library", "bottleneck-footprint-factors", "addresses"): "stated",
    ("action-standards", "bottleneck-footprint", "addresses"): "inferred",
    ("measure-platform", "bottleneck-footprint-methods", "addresses"): "stated",
    ("action-factor-library", "measure-platform", "correspondsTo"): "inferred",
    ("measure-platform", "document-plan", "setOutIn"): "stated",
    ("measure-platform", "document-old", "setOutIn"): "stated",
    ("document-plan", "region-shanghai", "appliesTo"): "stated",
    ("document-old", "region-zhejiang", "appliesTo"): "stated",
    ("action-standards", "region-beijing", "appliesTo"): "stated",
    ("action-standards", "organisation-guild", "performedBy"): "stated",
    ("action-factor-library", "platform-registry", "concerns"): "stated",
    ("case-factory", "action-factor-library", "illustrates"): "stated",
    ("bottleneck-footprint", "new-factor", "category"): "stated",
    ("set-alpha-actions", "set-alpha-bottlenecks", "collectivelyAddresses"): "stated-collectively",
    ("bottleneck-footprint-factors", "bottleneck-footprint", "partOf"): "structural",
    ("bottleneck-footprint-methods", "bottleneck-footprint", "partOf"): "structural",
    ("set-alpha-actions", "action-factor-library", "member"): "structural",
    ("set-alpha-actions", "action-standards", "member"): "structural",
    ("set-alpha-bottlenecks", "bottleneck-footprint", "member"): "structural",
    ("set-alpha-bottlenecks", "bottleneck-computing", "member"): "structural",
}


def edges(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str, str], str]:
    return {(a, b, key): data["strength"] for a, b, key, data in graph.edges(keys=True, data=True)}


def test_networkx_has_every_link_with_its_strength(mini: kg.PolicyGraph) -> None:
    assert edges(mini.networkx()) == LINKED


def test_networkx_has_every_node_with_its_attributes(mini: kg.PolicyGraph) -> None:
    graph = mini.networkx()
    assert set(graph) == {end for a, b, _ in LINKED for end in (a, b)}
    assert graph.nodes["measure-platform"] == {
        "kind": "AdoptedMeasure", "label_zh": "搭建碳足迹平台",
        "label_en": "Set up a footprint platform", "layer": 3, "sources": "source-beta",
    }  # fmt: skip
    edge = graph.edges["action-factor-library", "bottleneck-footprint-factors", "addresses"]
    assert edge["claims"] == "claim-alpha-001 claim-alpha-008"
    assert graph.graph == {"version": mini.version}


def test_no_link_of_the_network_comes_from_a_claim_that_is_not_accepted(
    mini: kg.PolicyGraph,
) -> None:
    accepted = {
        row["id"] for rows in CLAIMS.values() for row in rows
        if (row["status"], row["polarity"]) == ("accepted", "affirmed")
    }  # fmt: skip
    shown = {local_name(c.iri) for link in mini.network().links for c in link.claims}
    assert shown == accepted


def test_the_network_of_a_term_holds_its_threads_and_neighbours(mini: kg.PolicyGraph) -> None:
    network = mini.network("action-standards")
    assert {node.id for node in network.nodes} == {
        "action-standards", "bottleneck-footprint", "region-beijing", "organisation-guild",
        "set-alpha-actions",
    }  # fmt: skip
    kept = {
        (local_name(e.subject), local_name(e.object), local_name(e.predicate))
        for e in network.links
    }
    ids = {node.id for node in network.nodes}
    assert kept == {link for link in LINKED if link[0] in ids and link[1] in ids}


def test_the_network_comes_in_a_fixed_order(mini: kg.PolicyGraph, world: World) -> None:
    assert mini.network() == world.load().network()
