"""Names by index and by scan: the same hits in the same order, whatever stands in them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import kg
from kg.answers import names, search
from kg.answers.names import IndexedNames, ScannedNames, build_index, look_up_key, write_index
from kg.graph.graph import Graph
from kg.graph.terms import KGD, KGV
from kg.stores.memory import MemoryStore

# Characters that tokenizers, query languages and normal forms treat in ways of their own.
AWKWARD = "aAbß́é算力绿电ＡＢ１％%_*\"'()-+:^{}~\\/ ,.;　\t😀👩‍🔬ﬀİıΣς碳ｶﾞ"
TEXTS = st.one_of(st.text(alphabet=AWKWARD, max_size=6), st.text(max_size=6))
FEW_IRIS = [f"{KGD}thing-{n}" for n in range(5)] + [KGV + "concept"]
KEYED = st.lists(st.tuples(TEXTS.map(look_up_key), st.sampled_from(FEW_IRIS)), max_size=12)
RANKS = dict(zip(FEW_IRIS, (2, 0, 1, 1, 0, 9), strict=True))


def both_ways(keyed: list[tuple[str, str]]) -> tuple[IndexedNames, ScannedNames]:
    index = build_index(keyed, RANKS)
    assert index
    return index, ScannedNames(keyed, RANKS.__getitem__)


@given(KEYED, TEXTS)
@example([("算力", KGD + "thing-0")], "算力")
@example([("绿电 交易", KGD + "thing-0"), ("绿", KGD + "thing-1")], "绿")
@example([("aaaa", KGD + "thing-0")], "aaa")
@example([("bcd abc", KGD + "thing-0")], "abcd")
@example([("abcdabc", KGD + "thing-0")], "abcdabc")
@example([("near or not", KGD + "thing-0")], 'or" not')
@example([("50%", KGD + "thing-0")], "%")
def test_an_index_finds_what_a_scan_finds(keyed: list[tuple[str, str]], word: str) -> None:
    index, scan = both_ways(keyed)
    parts = [key[at : at + size] for key, _ in keyed for at in range(len(key)) for size in (2, 4)]
    for key in {look_up_key(word), *(key for key, _ in keyed), *parts}:
        expected = {iri for name, iri in keyed if key and key in name and iri.startswith(KGD)}
        assert index.holding(key) == sorted(expected, key=lambda iri: (RANKS[iri], iri))
        assert scan.holding(key) == index.holding(key)
        assert index.equal(key) == [iri for name, iri in keyed if name == key] == scan.equal(key)
    assert index.of_things() == scan.of_things()


def test_half_a_character_names_nothing() -> None:
    index, scan = both_ways([("算力", KGD + "thing-0")])
    for key in ("\ud83d", "算\udc80"):
        assert index.holding(key) == scan.holding(key) == []
        assert index.equal(key) == scan.equal(key) == []


def test_without_fts5_there_is_no_index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(names, "SCHEMA", names.SCHEMA.replace("fts5", "no_such_module"))
    keyed = [("算力", KGD + "thing-0")]
    assert build_index(keyed, RANKS) is None
    assert write_index(keyed, RANKS, tmp_path / "names" / "x.sqlite") is None
    assert list((tmp_path / "names").iterdir()) == []


def graph_in(file: Path, graph: kg.PolicyGraph) -> Graph:
    """Return *graph* as it is when it was read from *file*: with a place, so with an index."""
    return Graph(MemoryStore(graph.graph.as_nquads(), graph.version, file))


@pytest.fixture
def indexed(
    mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> tuple[kg.PolicyGraph, Graph]:
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    monkeypatch.setattr(names, "FEW", 0)
    monkeypatch.setattr(names, "FEW_READ", 0)
    return mini, graph_in(tmp_path / "graph.nq", mini)


WORDS = (
    "算力",
    "算",
    "comput",
    "COMPUTING",
    "足迹难算",
    "a",
    "没有的词",
    "",
    "%",
    "bottleneck-computing",
)


def test_commands_find_the_same_by_either(
    indexed: tuple[kg.PolicyGraph, Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    mini, graph = indexed
    found = {word: search.search(graph, word) for word in WORDS}
    assert any(found.values())
    monkeypatch.setattr(names, "FEW", 10_000)
    scanned = Graph(mini.graph.store)
    assert found == {word: search.search(scanned, word) for word in WORDS}


def test_the_index_is_kept_and_used_again(
    indexed: tuple[kg.PolicyGraph, Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mini, graph = indexed
    first = search.search(graph, "算力")
    (file,) = (tmp_path / "names").iterdir()
    monkeypatch.setattr(names, "write_index", None)  # a second index would be an error
    assert search.search(graph_in(tmp_path / "graph.nq", mini), "算力") == first
    file.write_bytes(b"damaged" * 1000)
    monkeypatch.undo()
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    assert search.search(graph_in(tmp_path / "graph.nq", mini), "算力") == first


def test_of_what_may_change_no_index_is_kept(
    indexed: tuple[kg.PolicyGraph, Graph], tmp_path: Path
) -> None:
    graph = Graph(indexed[0].graph.store)  # it lies in no file
    graph.store.place, place = "", graph.store.place
    try:
        assert search.search(graph, "算力") == search.search(indexed[1], "算力")
    finally:
        graph.store.place = place
    assert len(list((tmp_path / "names").iterdir())) == 1


@pytest.mark.parametrize("few", [0, 10_000], ids=["indexed", "scanned"])
def test_a_cache_that_cannot_be_written_is_done_without(
    indexed: tuple[kg.PolicyGraph, Graph], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, few: int
) -> None:
    monkeypatch.setattr(names, "FEW", few)
    (tmp_path / "names").write_text("a file where a directory should be")
    assert search.search(indexed[1], "算力") == search.search(indexed[0].graph, "算力")
    assert isinstance(search._names(indexed[1]), ScannedNames if few else IndexedNames)


def test_the_names_of_a_small_graph_are_kept_where_they_are_many_to_read(
    indexed: tuple[kg.PolicyGraph, Graph], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(names, "FEW", 10_000)
    monkeypatch.setattr(names, "FEW_READ", len(indexed[1].names))
    assert isinstance(search._names(graph_in(tmp_path / "graph.nq", indexed[0])), ScannedNames)
    monkeypatch.setattr(names, "FEW_READ", len(indexed[1].names) - 1)
    assert isinstance(search._names(graph_in(tmp_path / "graph.nq", indexed[0])), IndexedNames)


def test_ranks_read_for_all_are_those_read_for_one(mini: kg.PolicyGraph) -> None:
    ranking = search._Ranking(mini.graph)
    ranks = defaultdict(int, ranking.of_all())
    things = {iri for _, iri in mini.graph.names if iri.startswith(KGD)}
    assert {iri: ranking.of_one(iri) for iri in things} == {
        iri: ranking.of_all()[iri] for iri in things
    }
    assert len(set(ranks.values())) > 3
