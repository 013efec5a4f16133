"""The cache: one file for each state of ontology, data and code, and nothing depends on it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import World

from kg.errors import FaultsFound
from kg.graph import cache, fragments
from kg.graph.graph import Graph


@pytest.fixture
def cache_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "cache"
    monkeypatch.setenv("KG_CACHE", str(directory))
    return directory


def forbid_building(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(fragments, "join_graph", refuse)


def load(world: World) -> Graph:
    return cache.load_graph((world.data,))


def test_the_same_state_is_not_built_again(
    world: World, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load(world)
    assert [path.name for path in cache_dir.glob("*.nq")] == [
        f"{first.version}-{cache.code_digest()}.nq"
    ]
    forbid_building(monkeypatch)
    again = load(world)
    assert again.version == first.version
    assert again.as_nquads() == first.as_nquads()


def test_the_cached_graph_is_the_built_one(world: World, cache_dir: Path) -> None:
    load(world)
    (file,) = cache_dir.glob("*.nq")
    assert file.read_bytes().startswith(world.build().as_nquads())
    assert load(world).as_nquads() == world.build().as_nquads()


@pytest.mark.parametrize(
    "name",
    [
        "sources/alpha/claims.csv", "sources/alpha/evidence.csv", "sources/alpha/sections.csv",
        "sources/alpha/anchors.lock", "sources/alpha/reviews.csv", "sources/alpha/source.ttl",
        "sources/beta/measures.ttl", "quotable.csv",
    ],
)  # fmt: skip
def test_any_byte_changed_is_another_version(world: World, name: str) -> None:
    before = world.inputs().version
    world.append(name, "\n")
    assert world.inputs().version != before


def test_a_file_renamed_is_another_version(world: World) -> None:
    before = world.inputs().version
    old = world.path("sources/beta/measures.ttl")
    old.rename(old.with_name("measures2.ttl"))  # in the same place of the order
    assert world.inputs().version != before


def test_a_file_that_is_no_input_changes_nothing(world: World) -> None:
    before = world.inputs().version
    world.path("notes.txt").write_text("a note", encoding="utf-8")
    assert world.inputs().version == before


def test_the_place_of_the_data_is_not_part_of_the_version(world: World, tmp_path: Path) -> None:
    elsewhere = world.copied_to(tmp_path / "elsewhere")
    assert elsewhere.inputs().version == world.inputs().version


def test_changed_data_are_built_again(world: World, cache_dir: Path) -> None:
    first = load(world)
    world.edit("sources/alpha/bottlenecks.ttl", '"足迹难算"', '"足迹不好算"')
    second = load(world)
    assert second.version != first.version
    assert "足迹不好算".encode() in second.as_nquads()
    assert len(list(cache_dir.glob("*.nq"))) == 2


def test_a_cache_that_cannot_be_written_is_done_without(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, where a directory would have to be", encoding="utf-8")
    monkeypatch.setenv("KG_CACHE", str(blocked / "cache"))
    assert load(world).as_nquads() == world.build().as_nquads()


def test_queries_work_without_a_cache(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("KG_CACHE", str(blocked / "cache"))
    answer = world.load().query("ASK { kgd:action-standards a kg:PolicyAction }")
    assert answer.boolean is True


@pytest.mark.parametrize("damage", ["emptied", "cut", "cut at a line", "changed", "lengthened"])
def test_a_damaged_file_in_the_cache_is_built_anew(
    world: World, cache_dir: Path, damage: str
) -> None:
    load(world)
    (file,) = cache_dir.glob("*.nq")
    whole = file.read_bytes()
    damaged = {
        "emptied": b"",
        "cut": whole[: len(whole) // 2],
        "cut at a line": whole[: whole.rindex(b"\n", 0, len(whole) // 2) + 1],
        "changed": whole.replace(b"bottleneck-computing", b"bottleneck-computers", 1),
        "lengthened": whole + b"<x:a> <x:b> <x:c> .\n",
    }[damage]
    file.write_bytes(damaged)
    assert load(world).as_nquads() == world.build().as_nquads()


def test_only_the_newest_graphs_stay(cache_dir: Path) -> None:
    for number in range(12):
        file = cache_dir / f"{number:02}.nq"
        cache.keep(file, b"content")
        os.utime(file, (1_000_000 + number, 1_000_000 + number))
    cache.keep(cache_dir / "last.nq", b"content")
    kept = {path.name for path in cache_dir.iterdir()}
    assert kept == {"last.nq", *(f"{number:02}.nq" for number in range(5, 12))}


def test_a_graph_that_is_read_is_not_the_next_to_go(world: World, cache_dir: Path) -> None:
    load(world)
    (used,) = cache_dir.glob("*.nq")
    os.utime(used, (1_000_000, 1_000_000))
    for number in range(20):
        load(world)
        cache.keep(cache_dir / f"{number:02}.nq", b"content")
    assert used.exists()


def test_data_with_a_fault_are_not_cached(world: World, cache_dir: Path) -> None:
    world.edit("sources/beta/measures.ttl", "a kg:Case ;", "a kg:Case")
    with pytest.raises(FaultsFound) as caught:
        load(world)
    assert caught.value.faults[0].rule == "turtle-syntax"
    assert not list(cache_dir.glob("*.nq"))
