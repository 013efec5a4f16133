"""What `kg` answers on an invented graph is what was planted in it."""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kg.answers.charts import list_figures
from kg.answers.gaps import Wanted, find_gaps
from kg.answers.matrix import build_matrix
from kg.answers.search import search
from kg.answers.stats import count
from kg.answers.support import examine_threads
from kg.answers.thread import Filters
from kg.answers.trace import trace_thing
from kg.answers.values import Modality
from kg.graph.graph import Graph
from kg.graph.terms import KGD, expand, local_name
from kg.synth.answers import LISTED, digest_names
from kg.synth.corpus import Size, write_nquads


@dataclass(frozen=True)
class Corpus:
    """An invented graph and the answers that came with it."""

    graph: Graph
    planted: dict[str, Any]


@pytest.fixture(scope="module", params=[1, 2026])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    out = io.BytesIO()
    planted = write_nquads(out, request.param, Size(documents=12))
    return Corpus(Graph(out.getvalue(), "synth"), planted.as_json())


def test_counts(corpus: Corpus) -> None:
    stats = count(corpus.graph)
    things = corpus.planted["things"]
    assert stats.triples == corpus.planted["triples"]
    assert {cls: stats.things[cls] for cls in things if cls in stats.things} == {
        cls: number for cls, number in things.items() if cls in stats.things
    }
    assert stats.things["Source"] == corpus.planted["documents"] + 1
    accepted = {
        link: {m: by["accepted"] for m, by in modalities.items() if "accepted" in by}
        for link, modalities in corpus.planted["claims"].items()
    }
    assert stats.links == {link: found for link, found in accepted.items() if found}


def test_gaps_with_their_reasons(corpus: Corpus) -> None:
    found = defaultdict(list)
    for gap in find_gaps(corpus.graph).gaps:
        found[gap.kind, gap.gap, gap.reason.value].append(local_name(gap.thing))
    planted = {
        (kind, gap, reason): names
        for kind, gaps in corpus.planted["gaps"].items()
        for gap, reasons in gaps.items()
        for reason, names in reasons.items()
    }
    assert {key: len(names) for key, names in found.items()} == {
        key: names["count"] for key, names in planted.items()
    }
    for key, names in found.items():
        assert digest_names(names) == planted[key]["digest"]
        assert set(planted[key]["first"]) <= set(names)
        assert len(planted[key]["first"]) == min(len(names), LISTED)
    assert {reason for _, _, reason in planted} == {"denied", "not-said", "not-looked-for"}


def test_measures_that_have_ended(corpus: Corpus) -> None:
    planted = corpus.planted["ended"]
    day = date.fromisoformat(planted["asOf"])
    found = defaultdict(list)
    for gap in find_gaps(corpus.graph, Wanted(as_of=day)).gaps:
        found[gap.kind, gap.gap, gap.reason.value].append(local_name(gap.thing))
    ended = {key: names for key, names in found.items() if key[1] == "measure-ended"}
    expected = {
        (kind, gap, reason): names
        for kind, gaps in planted["gaps"].items()
        for gap, reasons in gaps.items()
        for reason, names in reasons.items()
    }
    assert {kind for kind, _, _ in expected} == {"Bottleneck", "RecommendedAction"}
    assert {key: len(names) for key, names in ended.items()} == {
        key: names["count"] for key, names in expected.items()
    }
    for key, names in ended.items():
        assert digest_names(names) == expected[key]["digest"]
    # The day adds gaps of this kind and changes no other; without a day there is none.
    others = sum(len(names) for key, names in found.items() if key not in ended)
    assert others == len(find_gaps(corpus.graph).gaps)
    assert not find_gaps(corpus.graph, Wanted(gap="measure-ended")).gaps


def test_figures_by_what_they_count(corpus: Corpus) -> None:
    planted = corpus.planted["figures"]
    figures = list_figures(corpus.graph)
    assert len(figures) == planted["count"] >= 12 + 3 * corpus.planted["documents"]
    assert digest_names([local_name(figure.iri) for figure in figures]) == planted["digest"]
    shared = [f for f in figures if "-shared-" in f.indicator]
    assert Counter(local_name(figure.indicator) for figure in shared) == planted["indicator"]
    units = Counter(figure.unit for figure in figures)
    assert units == {expand(unit): number for unit, number in planted["unit"].items()}
    assert Counter(figure.qualifier for figure in figures) == planted["qualifier"]
    assert Counter(figure.kind for figure in figures) == planted["kind"]
    assert len(planted["unit"]) == 3
    assert len(planted["qualifier"]) == 4


def test_a_figure_means_what_is_printed(corpus: Corpus) -> None:
    times = {"个": 1, "亿元": 100_000_000, "百分之": 1}
    for figure in list_figures(corpus.graph):
        (word,) = (word for word in times if word in figure.printed)
        number = Decimal(re.sub(r"\D", "", figure.printed))
        assert figure.value == number * times[word]
        assert (figure.qualifier == "exact") is (figure.printed[0] not in "超约近")


def test_matrix(corpus: Corpus) -> None:
    matrix = build_matrix(corpus.graph)
    assert corpus.planted["matrix"] == {
        "rows": len(matrix.rows),
        "columns": len(matrix.columns),
        "cells": len(matrix.cells),
        "blocks": len(matrix.blocks),
        "stated": sum(cell.count(Modality.STATED) for cell in matrix.cells),
        "inferred": sum(cell.count(Modality.INFERRED) for cell in matrix.cells),
    }


def test_threads_by_what_they_rest_on(corpus: Corpus) -> None:
    tests = examine_threads(corpus.graph, None, Filters())
    assert Counter(test.verdict.value for test in tests) == corpus.planted["threads"]


def test_traces(corpus: Corpus) -> None:
    assert len(corpus.planted["traces"]) == corpus.planted["things"]["Bottleneck"]
    for name, planted in corpus.planted["traces"].items():
        chains = trace_thing(corpus.graph, KGD + name, Filters()).chains
        said = [">".join(map(local_name, chain.nodes)) for chain in chains]
        assert len(said) == planted["chains"]
        assert digest_names(said) == planted["digest"]


def test_search(corpus: Corpus) -> None:
    for word, planted in corpus.planted["search"].items():
        found = [local_name(iri) for iri in search(corpus.graph, word)]
        assert len(found) == planted["count"]
        assert digest_names(found) == planted["digest"]


def test_a_digest_depends_on_the_members_and_not_on_their_order() -> None:
    assert digest_names(["a", "b", "c"]) == digest_names(["c", "a", "b"])
    assert digest_names(["a", "b"]) != digest_names(["a", "c"])
