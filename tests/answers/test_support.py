"""The thread test: what a chain rests on, its weakest hop, what would make it stated."""

from __future__ import annotations

from collections import Counter

import pytest
from builders import World, claim, inferred, stated
from command_line import Cli
from oracle import Oracle

import kg
from kg.answers.support import ThreadTest, Verdict
from kg.graph.terms import local_name
from kg.views.support_texts import VERDICTS, explain


def nodes(test: ThreadTest) -> tuple[str, ...]:
    return tuple(map(local_name, test.chain.nodes))


def by_nodes(graph: kg.PolicyGraph, word: str | None = None) -> dict[tuple[str, ...], ThreadTest]:
    return {nodes(test): test for test in graph.threads(word)}


PLAN = ("measure-platform", "document-plan", "region-shanghai")
FACTORS = ("bottleneck-footprint-factors", "action-factor-library", *PLAN)
METHODS = ("bottleneck-footprint-methods", *PLAN)
STANDARDS = ("bottleneck-footprint", "action-standards", "region-beijing")


def test_the_threads_of_the_miniature(mini: kg.PolicyGraph) -> None:
    """By hand, from the drawing at the head of `builders.py`."""
    tests = by_nodes(mini)
    old = {(*chain[:-2], "document-old", "region-zhejiang") for chain in (FACTORS, METHODS)}
    assert set(tests) == {FACTORS, METHODS, STANDARDS} | old
    assert {chain: test.verdict for chain, test in tests.items()} == {
        METHODS: Verdict.STATED_BY_ONE,
        ("bottleneck-footprint-methods", *PLAN[:1], "document-old", "region-zhejiang"):
            Verdict.STATED_BY_ONE,
        FACTORS: Verdict.ONE_MISSING,
        (*FACTORS[:3], "document-old", "region-zhejiang"): Verdict.ONE_MISSING,
        STANDARDS: Verdict.ONE_MISSING,
    }  # fmt: skip


def test_the_one_passage_that_is_missing_is_named(mini: kg.PolicyGraph) -> None:
    test = by_nodes(mini)[FACTORS]
    assert test.weakest.hop.link == "correspondsTo"
    assert test.stated_by == ()
    said = explain(test, lambda iri: mini.graph.label(iri, "en")).say("en")
    assert said == (
        "It would be stated if one passage said: Build a factor library – corresponds to – "
        "Set up a footprint platform (now inferred, medium)."
    )


def test_a_statement_about_sets_is_told_and_makes_no_pair_stated(mini: kg.PolicyGraph) -> None:
    test = by_nodes(mini)[STANDARDS]
    first = test.supports[0]
    assert first.modality.value == "stated-collectively"
    assert [local_name(c.iri) for c in first.collective] == ["claim-alpha-007"]
    assert test.verdict is Verdict.ONE_MISSING
    said = explain(test, lambda iri: mini.graph.label(iri, "zh")).say("zh")
    assert "并未明示任何一对" in said


def test_stated_by_several_is_less_than_stated_by_one(world: World) -> None:
    # Without its inferred twin the pair factors ← library is stated by alpha; beta states the rest.
    world.add_claims(
        "beta",
        stated(
            "claim-beta-009 action-factor-library correspondsTo measure-platform",
            "ev-beta-factory",
        ),
    )
    test = by_nodes(world.load())[FACTORS]
    assert test.verdict is Verdict.STATED_ACROSS
    assert (test.missing, test.stated_by) == ((), ())


def test_several_inferences_name_the_weakest_hop(world: World) -> None:
    world.edit("sources/alpha/claims.csv", "bottleneck-footprint,inferred,medium,affirmed,accepted",
               "bottleneck-footprint,inferred,high,affirmed,accepted")  # fmt: skip
    world.add_claims(
        "alpha",
        claim(
            "claim-alpha-013 action-standards correspondsTo measure-platform inferred low",
            subject_evidence="ev-alpha-standards", object_evidence="ev-beta-platform",
            rationale_zh="只是同一主题", rationale_en="Only the theme is the same",
        ),
    )  # fmt: skip
    graph = world.load()
    test = by_nodes(graph)["bottleneck-footprint", "action-standards", *PLAN]
    assert test.verdict is Verdict.INFERRED
    assert (test.weakest.hop.link, test.weakest.confidence) == ("correspondsTo", "low")
    said = explain(test, lambda iri: graph.graph.label(iri, "en")).say("en")
    assert said.startswith("2 of 4 hops are inferred, so no single passage would make it stated")


def test_the_best_supported_stand_first(world: World) -> None:
    world.add_claims(
        "beta",
        inferred(
            "claim-beta-010 measure-platform addresses bottleneck-footprint",
            "ev-beta-platform", "ev-alpha-footprint",
        ),
    )  # fmt: skip
    verdicts = [list(Verdict).index(test.verdict) for test in world.load().threads()]
    assert verdicts == sorted(verdicts)
    assert len(set(verdicts)) > 1


def reckon(graph: Oracle) -> Counter[int]:
    """Count the maximal chains from every bottleneck by their inferences, over plain sets."""
    stated_forms = {
        "addresses": "statedToAddress",
        "correspondsTo": "statedToCorrespondTo",
        "setOutIn": "statedSetOutIn",
        "appliesTo": "statedToApplyTo",
    }

    def onward(node: str) -> list[tuple[str, bool]]:
        hops = [
            (end, (start, end) in graph.pairs[stated_forms[link]])
            for link in ("correspondsTo", "setOutIn", "appliesTo")
            for start, end in graph.pairs[link]
            if start == node
        ]
        answered = [(s, (s, o)) for s, o in graph.pairs["addresses"] if o == node]
        hops += [(s, pair in graph.pairs["statedToAddress"]) for s, pair in answered]
        return hops

    def walk(node: str, inferred_so_far: int) -> list[int]:
        hops = onward(node)
        if not hops:
            return [inferred_so_far]
        return [n for end, is_stated in hops for n in walk(end, inferred_so_far + (not is_stated))]

    starts = [b for b in graph.of("Bottleneck") if onward(b)]
    return Counter(n for b in starts for n in walk(b, 0))


def test_the_chains_of_the_shipped_graph_are_those_of_plain_sets() -> None:
    graph = kg.load()
    tests = graph.threads()
    assert Counter(len(test.missing) for test in tests) == reckon(Oracle(graph.export("nquads")))
    for test in tests:
        assert test.chain.inferences == len(test.missing)
        if test.verdict is Verdict.STATED_BY_ONE:
            assert set(test.stated_by) <= set(test.chain.carried_by)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_counts_and_explains(cli: Cli, template: World, lang: str) -> None:
    found = cli("threads", "--lang", lang, "--limit", "2", *template.arguments())
    assert found.code == 0
    for text in VERDICTS.values():
        assert text.say(lang) in found.out  # type: ignore[arg-type]
    assert "--limit 5" in found.out
    rows = cli("threads", "-f", "csv", *template.arguments()).out.splitlines()
    assert len(rows) == 1 + 5
    assert rows[1].startswith("stated-by-one,0,bottleneck-footprint-methods,")


def test_nothing_found_is_said_in_words(cli: Cli, template: World) -> None:
    found = cli("threads", "算力不够", *template.arguments())
    assert (found.code, found.out.strip()) == (0, "No chain fits what was asked.")
