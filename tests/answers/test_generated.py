"""What the analyses find on graphs drawn at random, against plain sets."""

from __future__ import annotations

from collections import Counter

from generated import graphs
from hypothesis import given
from oracle import Oracle
from test_comparing import reckon_roles
from test_gaps import reckon_gaps
from test_matrix import counts
from test_matrix import reckon as reckon_cells
from test_support import reckon as reckon_chains

from kg.answers.adoption import compare_adoption
from kg.answers.gaps import find_gaps
from kg.answers.matrix import build_matrix
from kg.answers.regions import compare_regions
from kg.answers.structure import analyse_structure
from kg.answers.support import examine_threads
from kg.answers.thread import Filters
from kg.graph.graph import Graph
from kg.graph.terms import local_name


@given(graphs())
def test_gaps(graph: Graph) -> None:
    found = {(local_name(gap.thing), gap.gap) for gap in find_gaps(graph).gaps}
    assert found == reckon_gaps(Oracle(graph.as_nquads()))


@given(graphs())
def test_matrix(graph: Graph) -> None:
    assert counts(build_matrix(graph)) == reckon_cells(Oracle(graph.as_nquads()))


@given(graphs())
def test_threads(graph: Graph) -> None:
    tests = examine_threads(graph, None, Filters())
    found = Counter(len(test.missing) for test in tests)
    assert found == reckon_chains(Oracle(graph.as_nquads()))


@given(graphs())
def test_adoption(graph: Graph) -> None:
    oracle = Oracle(graph.as_nquads())
    adoption = compare_adoption(graph)
    pairs = {(local_name(p.recommendation), local_name(p.measure)) for p in adoption.pairings}
    assert pairs == oracle.pairs["correspondsTo"]
    asked = oracle.of("RecommendedAction") - {a for a, _ in pairs}
    assert {local_name(iri) for iri in adoption.asked_only} == asked


@given(graphs())
def test_regions(graph: Graph) -> None:
    found = {
        (local_name(profile.region), role.name, local_name(link.subject))
        for profile in compare_regions(graph)
        for role in profile.roles
        for link in role.links
    }
    assert found == reckon_roles(Oracle(graph.as_nquads()))


@given(graphs())
def test_cover_and_sole_answers(graph: Graph) -> None:
    oracle = Oracle(graph.as_nquads())
    structure = analyse_structure(graph)
    answered = {b for _, b in oracle.pairs["addresses"]}
    chosen = {local_name(iri) for iri in structure.cover.actions}
    assert oracle.to("addresses", chosen) == answered
    sole = {(local_name(one.action), local_name(b)) for one in structure.actions for b in one.sole}
    only = {b: oracle.back("addresses", {b}) for b in answered}
    assert sole == {(a, b) for b, actions in only.items() if len(actions) == 1 for a in actions}
