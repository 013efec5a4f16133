"""The library: what it loads, and words of copies only where their digests agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import World

import kg
from kg.answers.values import Evidence
from kg.errors import FaultsFound, NotFound


def evidence_of(graph: kg.PolicyGraph, term: str) -> Evidence:
    return graph.show(term).evidence[0]


def test_words_come_from_the_users_copy(mini: kg.PolicyGraph) -> None:
    words = mini.words(evidence_of(mini, "bottleneck-computing"))
    assert words is not None
    assert (words.outcome.value, words.text) == ("anchored", "夜间排产所需的算力总是不够用。")


def test_without_a_copy_there_are_no_words(template: World) -> None:
    graph = kg.load(template.data)
    assert graph.words(evidence_of(graph, "bottleneck-computing")) is None


def test_in_another_edition_a_place_is_found_again(world: World) -> None:
    path = world.copies_dir / "alpha.txt"
    path.write_text("新加的一行。\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    graph = world.load()
    words = graph.words(evidence_of(graph, "action-standards"))
    assert words is not None
    assert words.text == "还应制定核算标准，由行业协会牵头，先在北京试行"
    assert words.outcome.value == "relocated"


def test_what_was_rewritten_is_not_shown(world: World) -> None:
    path = world.copies_dir / "alpha.txt"
    text = path.read_text(encoding="utf-8").replace("总是不够用", "有时不够用")
    path.write_text(text, encoding="utf-8")
    graph = world.load()
    words = graph.words(evidence_of(graph, "bottleneck-computing"))
    assert words is not None
    assert words.text is None
    assert words.outcome.value == "drifted"


def test_data_and_copies_are_named_by_the_environment(
    template: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_DATA", str(template.data))
    monkeypatch.setenv("KG_COPIES", str(template.copies_dir))
    graph = kg.load()
    assert graph.version == template.load().version
    assert graph.words(evidence_of(graph, "bottleneck-computing")) is not None


def test_registered_copies_are_found_later(
    template: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.paths import register_copies

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    register_copies(template.copies_dir)
    graph = kg.load(template.data)
    assert graph.words(evidence_of(graph, "bottleneck-computing")) is not None


def test_broken_data_raise_their_faults(world: World) -> None:
    world.edit("sources/beta/measures.ttl", "a kg:Case ;", "a kg:Case")
    with pytest.raises(FaultsFound) as caught:
        world.load()
    assert [fault.rule for fault in caught.value.faults] == ["turtle-syntax"]


def test_missing_directories_are_named(tmp_path: Path, template: World) -> None:
    with pytest.raises(NotFound, match="nothing"):
        kg.load(tmp_path / "nothing")
    with pytest.raises(NotFound, match="nothing"):
        kg.load(template.data, tmp_path / "nothing")


def test_a_view_holds_no_words_unless_they_are_asked_for(mini: kg.PolicyGraph) -> None:
    words = "夜间排产所需的算力总是不够用"
    assert words not in mini.view("network")
    assert words in mini.view("network", with_words=True)
