"""The thread: every chain of the miniature world worked out by hand, and an oracle beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pytest
from builders import World, claim, stated, tiny_inputs
from command_line import Cli
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.answers.matrix import build_matrix
from kg.answers.thread import MAX_DEPTH, Chain, Filters
from kg.answers.trace import Trace, trace_thing
from kg.answers.values import Modality
from kg.errors import FaultsFound, NotFound, UsageError
from kg.graph.build import build_graph
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, RDF, local_name

# The chains of the miniature world, as the picture in builders.py has them.
METHODS_OLD = "bottleneck-footprint-methods measure-platform document-old region-zhejiang"
METHODS_PLAN = "bottleneck-footprint-methods measure-platform document-plan region-shanghai"
FACTORS = "bottleneck-footprint-factors action-factor-library"
FACTORS_OLD = f"{FACTORS} measure-platform document-old region-zhejiang"
FACTORS_PLAN = f"{FACTORS} measure-platform document-plan region-shanghai"
STANDARDS = "bottleneck-footprint action-standards region-beijing"
ALL = [METHODS_OLD, METHODS_PLAN, FACTORS_OLD, FACTORS_PLAN, STANDARDS]


def names(chain: Chain) -> str:
    return " ".join(iri.removeprefix(KGD) for iri in chain.nodes)


def only(graph: kg.PolicyGraph, word: str, **filters: object) -> Trace:
    (found,) = graph.trace(word, **filters).traces
    return found


def chains(graph: kg.PolicyGraph, word: str, **filters: object) -> list[str]:
    return [names(chain) for chain in only(graph, word, **filters).chains]


def locals_of(iris: Iterable[str]) -> list[str]:
    return [iri.removeprefix(KGD) for iri in iris]


def test_a_trace_holds_every_chain_best_supported_and_longest_first(mini: kg.PolicyGraph) -> None:
    assert chains(mini, "bottleneck-footprint") == ALL


def test_a_chain_counts_the_hops_that_no_source_states(mini: kg.PolicyGraph) -> None:
    found = {names(chain): chain.inferences for chain in only(mini, "bottleneck-footprint").chains}
    assert found == {
        METHODS_OLD: 0, METHODS_PLAN: 0, FACTORS_OLD: 1, FACTORS_PLAN: 1, STANDARDS: 1,
    }  # fmt: skip


def test_a_chain_is_carried_by_the_source_that_has_all_its_hops(mini: kg.PolicyGraph) -> None:
    found = {
        names(chain): locals_of(chain.carried_by)
        for chain in only(mini, "bottleneck-footprint").chains
    }
    assert found == {
        METHODS_OLD: ["source-beta"], METHODS_PLAN: ["source-beta"],
        FACTORS_OLD: [], FACTORS_PLAN: [],  # one hop joins a place of alpha with one of beta
        STANDARDS: ["source-alpha"],
    }  # fmt: skip


def test_a_hop_that_needs_two_sources_is_carried_by_neither(mini: kg.PolicyGraph) -> None:
    short = only(mini, "action-factor-library", depth=1).chains
    assert [(names(c), c.carried_by) for c in short] == [(f"{FACTORS} measure-platform", ())]


def test_a_hop_shows_all_its_accepted_claims_and_is_stated_if_one_is(mini: kg.PolicyGraph) -> None:
    chain = next(c for c in only(mini, "bottleneck-footprint").chains if names(c) == FACTORS_PLAN)
    first, second, third, fourth = chain.hops
    assert locals_of(c.iri for c in first.claims) == ["claim-alpha-001", "claim-alpha-008"]
    assert [hop.modality for hop in chain.hops] == [
        Modality.STATED, Modality.INFERRED, Modality.STATED, Modality.STATED,
    ]  # fmt: skip
    assert [hop.link for hop in chain.hops] == [
        "addresses", "correspondsTo", "setOutIn", "appliesTo",
    ]  # fmt: skip
    assert [hop.way for hop in chain.hops] == ["backward", "forward", "forward", "forward"]
    assert locals_of(c.iri for c in second.claims + third.claims + fourth.claims) == [
        "claim-beta-001", "claim-beta-003", "claim-beta-005",
    ]  # fmt: skip


def test_a_trace_begins_at_a_term_and_at_its_parts(mini: kg.PolicyGraph) -> None:
    found = only(mini, "bottleneck-footprint")
    assert locals_of(found.starts) == [
        "bottleneck-footprint", "bottleneck-footprint-factors", "bottleneck-footprint-methods",
    ]  # fmt: skip
    assert chains(mini, "bottleneck-footprint-factors") == [FACTORS_OLD, FACTORS_PLAN]


def test_support_does_not_pass_between_a_whole_and_its_part_farther_along(world: World) -> None:
    # A part of the measure is set out in the plan: the measure itself is not.
    world.append(
        "sources/beta/measures.ttl",
        "\nkgd:measure-part\n    a kg:AdoptedMeasure ;\n"
        '    skos:prefLabel "Part"@en , "部分"@zh ;\n'
        "    kg:partOf kgd:measure-platform ;\n    kg:evidence kgd:ev-beta-plan .\n",
    )
    row = "measure-platform,setOutIn,document-plan"
    world.edit("sources/beta/claims.csv", row, "measure-part,setOutIn,document-plan")
    found = chains(world.load(), "bottleneck-footprint")
    assert found == [METHODS_OLD, FACTORS_OLD, STANDARDS]


def test_a_trace_from_the_middle_goes_both_ways(mini: kg.PolicyGraph) -> None:
    assert chains(mini, "action-factor-library") == [FACTORS_OLD, FACTORS_PLAN]
    assert chains(mini, "measure-platform") == [
        METHODS_OLD,
        METHODS_PLAN,
        FACTORS_OLD,
        FACTORS_PLAN,
    ]
    assert chains(mini, "region-shanghai") == [METHODS_PLAN, FACTORS_PLAN]
    assert chains(mini, "region-beijing") == [STANDARDS]


@pytest.mark.parametrize(
    ("term", "direction", "expected"),
    [
        ("bottleneck-footprint", "down", ALL),
        ("action-factor-library", "down", [
            "action-factor-library measure-platform document-old region-zhejiang",
            "action-factor-library measure-platform document-plan region-shanghai",
        ]),
        ("action-factor-library", "up", [FACTORS]),
        ("measure-platform", "up", [
            "bottleneck-footprint-methods measure-platform", f"{FACTORS} measure-platform",
        ]),
        ("bottleneck-footprint", "up", []),
        ("region-beijing", "down", []),
        ("region-beijing", "up", [STANDARDS]),
    ],
)  # fmt: skip
def test_a_direction_keeps_to_one_side(
    mini: kg.PolicyGraph, term: str, direction: str, expected: list[str]
) -> None:
    assert chains(mini, term, direction=direction) == expected


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (1, ["bottleneck-footprint-methods measure-platform", FACTORS,
             "bottleneck-footprint action-standards"]),
        (2, ["bottleneck-footprint-methods measure-platform document-old",
             "bottleneck-footprint-methods measure-platform document-plan",
             f"{FACTORS} measure-platform", STANDARDS]),
        (3, [METHODS_OLD, METHODS_PLAN, f"{FACTORS} measure-platform document-old",
             f"{FACTORS} measure-platform document-plan", STANDARDS]),
        (4, ALL),
    ],
)  # fmt: skip
def test_a_depth_ends_chains_early(mini: kg.PolicyGraph, depth: int, expected: list[str]) -> None:
    assert sorted(chains(mini, "bottleneck-footprint", depth=depth)) == sorted(expected)


@pytest.mark.parametrize("depth", [0, -1, MAX_DEPTH + 1])
def test_a_depth_beyond_the_thread_is_refused(mini: kg.PolicyGraph, depth: int) -> None:
    with pytest.raises(UsageError):
        mini.trace("bottleneck-footprint", depth=depth)


def test_only_stated_links_are_followed_on_demand(mini: kg.PolicyGraph) -> None:
    found = only(mini, "bottleneck-footprint", modality=Modality.STATED)
    assert [names(c) for c in found.chains] == [METHODS_OLD, METHODS_PLAN, FACTORS]
    assert locals_of(found.unanswered) == ["bottleneck-footprint"]
    shown = {c.modality for chain in found.chains for hop in chain.hops for c in hop.claims}
    assert shown == {Modality.STATED}


def test_only_inferred_links_are_followed_on_demand(mini: kg.PolicyGraph) -> None:
    found = chains(mini, "bottleneck-footprint", modality=Modality.INFERRED)
    assert sorted(found) == ["bottleneck-footprint action-standards", f"{FACTORS} measure-platform"]


def test_only_links_with_evidence_in_a_source_are_followed_on_demand(mini: kg.PolicyGraph) -> None:
    alpha = chains(mini, "bottleneck-footprint", source=KGD + "source-alpha")
    assert sorted(alpha) == sorted([STANDARDS, f"{FACTORS} measure-platform"])
    beta = chains(mini, "bottleneck-footprint", source=KGD + "source-beta")
    assert beta == [METHODS_OLD, METHODS_PLAN]


def test_a_region_keeps_the_chains_through_it(mini: kg.PolicyGraph) -> None:
    found = chains(mini, "bottleneck-footprint", region=KGD + "region-shanghai")
    assert found == [METHODS_PLAN, FACTORS_PLAN]


@pytest.mark.parametrize(
    ("day", "expected", "ended"),
    [
        (date(2021, 12, 31), ALL, []),
        (date(2022, 1, 1), [METHODS_PLAN, FACTORS_PLAN, STANDARDS], ["document-old"]),
        (date(2025, 12, 31), [METHODS_PLAN, FACTORS_PLAN, STANDARDS], ["document-old"]),
        (date(2026, 1, 1), [
            "bottleneck-footprint-methods measure-platform",
            f"{FACTORS} measure-platform", STANDARDS,
        ], ["document-old", "document-plan"]),
    ],
)  # fmt: skip
def test_what_had_ended_by_a_day_is_left_out_and_named(
    mini: kg.PolicyGraph, day: date, expected: list[str], ended: list[str]
) -> None:
    found = only(mini, "bottleneck-footprint", as_of=day)
    assert sorted(map(names, found.chains)) == sorted(expected)
    assert locals_of(found.ended) == ended


def test_what_is_refused_and_denied_is_named_and_not_followed(mini: kg.PolicyGraph) -> None:
    found = only(mini, "bottleneck-computing")
    assert found.chains == ()
    assert locals_of(found.unanswered) == ["bottleneck-computing"]
    assert locals_of(c.iri for c in found.refused) == ["claim-alpha-004"]
    assert locals_of(c.iri for c in found.denied) == ["claim-alpha-005"]


def test_a_collective_statement_is_shown_beside_and_never_expanded(mini: kg.PolicyGraph) -> None:
    for term in ("bottleneck-footprint", "bottleneck-footprint-factors", "bottleneck-computing"):
        found = only(mini, term)
        assert locals_of(c.iri for c in found.collective) == ["claim-alpha-007"]
    nodes = {n for c in only(mini, "bottleneck-footprint").chains for n in c.nodes}
    assert not any("set-" in node for node in nodes)
    assert only(mini, "measure-platform").collective == ()


def test_several_things_of_one_word_are_traced_without_repetition(mini: kg.PolicyGraph) -> None:
    found = mini.trace("碳足迹")
    assert found.how == "contained"
    assert locals_of(t.term for t in found.traces) == ["bottleneck-footprint"]
    assert [names(c) for t in found.traces for c in t.chains] == ALL


def test_an_exact_name_goes_before_those_that_contain_it(mini: kg.PolicyGraph) -> None:
    found = mini.trace("旧方案")
    assert (found.how, locals_of(t.term for t in found.traces)) == ("exact", ["document-old"])


def test_a_word_that_names_a_thing_beside_the_thread_stands_for_what_concerns_it(
    mini: kg.PolicyGraph,
) -> None:
    found = mini.trace("因子登记平台")
    assert found.how == "concerning"
    assert locals_of(t.term for t in found.traces) == ["action-factor-library"]
    assert locals_of(found.also) == ["platform-registry"]


def test_a_word_that_nothing_on_the_thread_concerns_is_an_error(mini: kg.PolicyGraph) -> None:
    with pytest.raises(NotFound, match="on no thread"):
        mini.trace("行业协会")


def test_filters_of_the_command_line_are_those_of_the_library(cli: Cli, template: World) -> None:
    words = [
        "--source",
        "beta",
        "--region",
        "上海",
        "--modality",
        "stated",
        "--as-of",
        "2023-01-01",
    ]
    found = cli("trace", "碳足迹", "--json", *words, *template.arguments())
    traces = {trace["term"]: trace for trace in found.json["traces"]}
    shown = {
        term: [" ".join(chain["nodes"]) for chain in trace["chains"]]
        for term, trace in traces.items()
    }
    assert shown == {"bottleneck-footprint": [METHODS_PLAN], "action-standards": []}
    assert traces["bottleneck-footprint"]["validityEnded"] == ["document-old"]


def test_the_tree_says_each_thing_it_must(cli: Cli, template: World) -> None:
    printed = cli("trace", "碳足迹", *template.arguments()).out
    for said in (
        "Build a factor library", "Set up a footprint platform", "Five-year plan", "Shanghai",
        "Both places speak of one thing",  # why it is inferred
        "A platform unified the methods",  # our paraphrase of the evidence
        "某地搭建足迹平台，统一了核算口径。",  # the words, from the copy
        "[beta 1 para 1]", "no one source carries all of it", "carried whole by beta",
        "as a set",
    ):  # fmt: skip
        assert said in printed


def test_without_a_copy_no_words_are_shown(cli: Cli, template: World) -> None:
    printed = cli("trace", "碳足迹", "--data", str(template.data)).out
    assert "A platform unified the methods" in printed
    assert "统一了核算口径" not in printed


# An oracle: plain enumeration of paths over the exported triples, with a parser of its own.

TRIPLE = re.compile(r"^<([^>]*)> <([^>]*)> <([^>]*)> \.$", re.MULTILINE)
DOWN = [("addresses", True), ("correspondsTo", False), ("setOutIn", False), ("appliesTo", False)]
KINDS = {
    "bottleneck": "Bottleneck", "action": "RecommendedAction", "measure": "AdoptedMeasure",
    "document": "PolicyDocument", "region": "Region",
}  # fmt: skip
ENDS = {
    "addresses": (("action", "measure"), ("bottleneck",)),
    "correspondsTo": (("action",), ("measure",)),
    "setOutIn": (("measure",), ("document",)),
    "appliesTo": (("action", "measure", "document"), ("region",)),
}
TWO = st.integers(0, 2)


@st.composite
def drawn_claims(draw: st.DrawFn) -> list[dict[str, str]]:
    """Return random claims between three things of each kind."""
    rows = []
    for number in range(draw(st.integers(0, 14))):
        link = draw(st.sampled_from(sorted(ENDS)))
        subject, value = (draw(st.sampled_from(kinds)) for kinds in ENDS[link])
        modality = draw(st.sampled_from(["stated", "inferred"]))
        ends = f"{subject}-{draw(TWO)} {link} {value}-{draw(TWO)}"
        polarity = draw(st.sampled_from(["affirmed", "affirmed", "affirmed", "denied"]))
        status = draw(st.sampled_from(["accepted", "accepted", "accepted", "refused", "proposed"]))
        line = f"claim-x-{number} {ends} {modality} low"
        places = {"subject_evidence": "ev-x-1", "link_evidence": "ev-x-1"}
        rows.append(claim(line, polarity=polarity, status=status, **places))
    return rows


def things_turtle() -> str:
    things = [f"kgd:{kind}-{n} a kg:{cls} ." for kind, cls in KINDS.items() for n in range(3)]
    return "\n".join([*things, "kgd:bottleneck-1 kg:partOf kgd:bottleneck-0 ."]) + "\n"


def enumerate_chains(nquads: str, term: str) -> dict[str, int]:
    """Return the chains from *term* and its parts downwards, with their inferences."""
    triples = TRIPLE.findall(nquads)
    held: dict[tuple[str, str], dict[str, str]] = {}
    for subject, predicate, value in triples:
        held.setdefault((subject, predicate), {})[value] = value
    modality: dict[tuple[str, str, str], set[str]] = {}
    for subject, predicate, value in triples:
        if predicate == RDF + "predicate":

            def one(name: str, claim: str = subject) -> str:
                return next(iter(held[claim, name]))

            if one(KG + "status").endswith("/accepted") and one(KG + "polarity").endswith(
                "/affirmed"
            ):
                link = (one(RDF + "subject"), value.removeprefix(KG), one(RDF + "object"))
                modality.setdefault(link, set()).add(one(KG + "modality").rpartition("/")[2])

    def steps(node: str) -> list[tuple[str, int]]:
        found = []
        for name, backward in DOWN:
            for (subject, link, value), known in modality.items():
                start, end = (value, subject) if backward else (subject, value)
                if link == name and start == node:
                    found.append((end, int("stated" not in known)))
        return found

    def walk(node: str, path: tuple[str, ...], count: int) -> Iterable[tuple[tuple[str, ...], int]]:
        further = steps(node)
        for end, inferred in further:
            yield from walk(end, (*path, end), count + inferred)
        if not further and len(path) > 1:
            yield path, count

    starts = [term, *(s for s, p, o in triples if p == KG + "partOf" and o == term)]
    return {
        " ".join(locals_of(path)): count
        for start in starts
        for path, count in walk(start, (start,), 0)
    }


@settings(max_examples=100)
@given(drawn_claims())
def test_every_chain_agrees_with_plain_enumeration(rows: list[dict[str, str]]) -> None:
    built = build_graph(tiny_inputs(things_turtle(), rows))
    assert built.faults == []
    graph = Graph(built.as_nquads(), "drawn")
    exported = graph.as_nquads().decode()
    for number in range(3):
        term = f"{KGD}bottleneck-{number}"
        found = trace_thing(graph, term, Filters())
        ours = {names(chain): chain.inferences for chain in found.chains}
        assert len(ours) == len(found.chains)
        assert ours == enumerate_chains(exported, term)
        down = trace_thing(graph, term, Filters(direction="down"))
        assert down.chains == found.chains


@settings(max_examples=60)
@given(drawn_claims())
def test_a_chain_traced_from_either_end_is_the_same(rows: list[dict[str, str]]) -> None:
    graph = Graph(build_graph(tiny_inputs(things_turtle(), rows)).as_nquads(), "drawn")
    for number in range(3):
        found = trace_thing(graph, f"{KGD}bottleneck-{number}", Filters())
        for chain in found.chains:
            if chain.nodes[-1].startswith(KGD + "region"):
                back = trace_thing(graph, chain.nodes[-1], Filters())
                assert chain in back.chains


def test_a_circle_of_parts_ends(world: World) -> None:
    world.edit(
        "sources/alpha/bottlenecks.ttl",
        '    skos:altLabel "足迹难算"@zh ;\n',
        '    skos:altLabel "足迹难算"@zh ;\n    kg:partOf kgd:bottleneck-footprint-factors ;\n',
    )
    assert sorted(chains(world.load(), "bottleneck-footprint")) == sorted(ALL)


def test_a_claim_added_twice_makes_no_second_chain(world: World) -> None:
    row = "claim-alpha-101 action-standards addresses bottleneck-footprint"
    world.add_claims("alpha", stated(row, "ev-alpha-standards"))
    found = only(world.load(), "bottleneck-footprint")
    assert sorted(map(names, found.chains)) == sorted(ALL)
    assert {names(c): c.inferences for c in found.chains}[STANDARDS] == 0


def test_a_link_that_no_claim_gives_is_a_fault_and_never_shown_as_inferred(
    mini: kg.PolicyGraph,
) -> None:
    chain = mini.trace("bottleneck-footprint").traces[0].chains[0]
    action, bottleneck = chain.nodes[1], chain.nodes[0]
    claimed = {f"<{c.iri}>".encode() for c in chain.hops[0].claims}
    lines = mini.graph.as_nquads().splitlines(keepends=True)
    broken = Graph(b"".join(x for x in lines if not claimed & set(x.split())), "broken")
    found = [c for c in trace_thing(broken, bottleneck, Filters()).chains if action in c.nodes]
    with pytest.raises(FaultsFound, match="no accepted claim says so") as caught:
        found[0].as_json()
    en, zh = (caught.value.say(lang) for lang in ("en", "zh"))
    ends = local_name(action), local_name(bottleneck)
    assert en == (
        "The data have 1 fault(s) to be mended first: {} is linked to {} by addresses, and no "
        "accepted claim says so. Run 'kg check' for all of them."
    ).format(*ends)
    assert zh == (
        "数据中有 1 处错误，须先改正；第一处：{} 与 {} 之间有关联 addresses，"
        "却没有已采纳的主张说明它。请运行 kg check 查看全部。"
    ).format(*ends)
    cell = build_matrix(broken).by_pair[bottleneck, action]
    with pytest.raises(FaultsFound, match="no accepted claim says so"):
        cell.as_json()
