"""Coverage, counted by hand: states, shares, what touches what; and the two papers as shipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import World
from command_line import ROOT
from number_samples import add_numbers

from kg.answers.coverage import (
    Coverage,
    Covered,
    Skipped,
    State,
    Taken,
    cover,
    find_coverage,
    find_taken,
)
from kg.answers.values import Bilingual
from kg.errors import NotFound
from kg.graph.anchoring import list_sources
from kg.graph.inputs import read_inputs
from kg.library import load
from kg.paths import data_dirs, write_text
from kg.sources.copies import Copies
from kg.sources.sections import Section
from kg.views.coverage_texts import say_share

TEXT = """# 一 山水
山很高，水很长。如前所述，山很高。下面说云。云淡！
风轻。
"""
SECTIONS = [Section("一", 0)]


def span(words: str, occurrence: int = 1) -> tuple[int, int]:
    at = -1
    for _ in range(occurrence):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def taken(name: str, *words: str) -> Taken:
    return Taken(f"ev-{name}", tuple(span(word) for word in words), Bilingual())


def skipped(reason: State, *words: str) -> Skipped:
    return Skipped(tuple(span(word) for word in words), reason)


def covered(takes: list[Taken], skips: list[Skipped]) -> list[Covered]:
    return cover(TEXT, takes, skips, SECTIONS)


def states(takes: list[Taken], skips: list[Skipped]) -> list[str]:
    return [unit.state.value for unit in covered(takes, skips)]


def test_every_sentence_has_a_state() -> None:
    takes = [taken("long", "水很长"), taken("high", "山很高")]
    skips = [
        skipped(State.FURNITURE, "一 山水"),
        skipped(State.REPEATED, "如前所述，山很高"),
        skipped(State.TRANSITION, "下面说云。"),
    ]
    assert states(takes, skips) == [
        "furniture", "evidence", "repeated", "transition", "unaccounted", "unaccounted",
    ]  # fmt: skip


def test_evidence_wins_over_a_reason() -> None:
    whole = skipped(State.NO_FACT, "山很高，水很长。")
    (_, unit, *_) = covered([taken("long", "水很")], [whole])
    assert (unit.state, unit.characters, unit.under) == (State.EVIDENCE, 6, 2)
    assert unit.skipped == (whole,)


def test_a_reason_for_a_part_is_no_reason_for_the_whole() -> None:
    half = skipped(State.GARBLED, "如前所述，")
    rest = Skipped((span("山很高", 2),), State.REPEATED)
    assert states([], [half])[2] == "unaccounted"
    # Two reasons together: the stricter one is told, in whichever order they stand.
    assert states([], [half, rest])[2] == states([], [rest, half])[2] == "garbled"


def test_punctuation_under_evidence_is_no_evidence() -> None:
    at = TEXT.index("。如前")
    dot = Taken("ev-dot", ((at, at + 1),), Bilingual())
    assert states([dot], [])[1] == "unaccounted"


def test_a_place_across_sentences_is_in_each() -> None:
    across = Taken("ev-across", ((span("说云")[0], span("云淡")[1]),), Bilingual())
    units = covered([across], [])
    assert [unit.under for unit in units] == [0, 0, 0, 2, 2, 0]
    assert [unit.taken for unit in units[3:5]] == [(across,), (across,)]


def test_a_character_under_two_places_counts_once() -> None:
    units = covered([taken("a", "山很高，水"), taken("b", "水很长")], [])
    assert (units[1].characters, units[1].under) == (6, 6)


def test_a_unit_knows_its_place() -> None:
    assert [unit.place for unit in covered([], [])] == ["一 ¶0", *["一 ¶1"] * 4, "一 ¶2"]


def of(units: list[Covered]) -> Coverage:
    return Coverage("example", Bilingual("山水", "Hills"), tuple(units), "0123456789ab")


def test_the_shares_count_repeated_and_open_sentences_against() -> None:
    skips = [skipped(State.FURNITURE, "一 山水"), skipped(State.TRANSITION, "下面说云")]
    skips.append(skipped(State.REPEATED, "如前所述，山很高"))
    coverage = of(covered([taken("long", "水很长"), taken("cloud", "云淡")], skips))
    assert coverage.accounted == 5
    # With a fact: all but the heading and the transition. 6, 7, 2 and 2 characters are theirs.
    assert [unit.characters for unit in coverage.facts] == [6, 7, 2, 2]
    assert coverage.share == 2 / 4
    assert coverage.character_share == (3 + 2) / 17
    assert coverage.states[State.UNACCOUNTED] == 1
    assert sum(coverage.states.values()) == len(coverage.units) == 6


def test_what_is_neither_taken_nor_skipped_is_open() -> None:
    # Of 山很高水很长 the first three are taken, the next one is skipped, two remain open.
    river = Skipped(((span("水很长")[0], span("水很长")[0] + 1),), State.NO_FACT)
    units = covered([taken("high", "山很高")], [river, skipped(State.FURNITURE, "一 山水")])
    assert [unit.open for unit in units] == [0, 2, 7, 4, 2, 2]
    assert of(units).open == 17


def test_where_nothing_is_stated_there_is_no_share() -> None:
    assert of([]).share is None
    assert of([]).character_share is None


def test_the_json_holds_no_words() -> None:
    coverage = of(covered([taken("long", "水很长")], [skipped(State.FURNITURE, "一 山水")]))
    assert "units" not in coverage.as_json(with_units=False)
    found = str(coverage.as_json(with_units=True))
    assert "ev-long" in found
    assert not set("水长云淡风轻") & set(found)


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, "–"), (1, "100.0 %"), (0.9499, "94.9 %"), (0.95, "95.0 %"), (0.9999, "99.9 %")],
)
def test_a_share_is_rounded_down(share: float | None, said: str) -> None:
    assert say_share(share) == said


# In the miniature world: seven passages of alpha are under evidence, its two headings are not.


def alpha(world: World) -> Coverage:
    return find_coverage(world.load().graph, world.inputs(), world.copies, "alpha")[0]


def test_the_world_is_counted(world: World) -> None:
    coverage = alpha(world)
    assert len(coverage.units) == 9
    assert coverage.states[State.EVIDENCE] == 7
    assert coverage.states[State.UNACCOUNTED] == 2
    # The two headings have three characters each; all that is said is under evidence.
    assert coverage.characters - coverage.under == 6
    skip = "spans,reason,repeated_in,note_zh,note_en\n0-4,furniture,,,\n"
    write_text(world.path("sources/alpha/skipped.csv"), skip)
    assert alpha(world).states[State.FURNITURE] == 1
    assert alpha(world).share == 7 / 8


def test_what_rests_on_a_place_is_told(world: World) -> None:
    places = {taken.id: taken for taken in find_taken(world.load().graph, "alpha")}
    resting = {one.id: one for one in places["ev-alpha-computing"].resting}
    assert set(resting) == {"bottleneck-computing", "claim-alpha-004"}
    refused = resting["claim-alpha-004"]
    assert refused.kind == "claim"
    assert refused.detail.en == "Refused · Inferred"
    assert refused.label.zh == "建设因子库 – 应对 – 算力不够"
    assert places["ev-alpha-computing"].kinds == ("claim", "entity")
    assert places["ev-alpha-sets"].kinds == ("claim",)


def test_a_figure_rests_with_its_value(world: World) -> None:
    add_numbers(world)
    places = {taken.id: taken for taken in find_taken(world.load().graph, "gamma")}
    reading = places["figure-gamma-b-reading"]
    assert (reading.text.zh, reading.is_reading) == ("超过12.5吨", True)
    assert reading.kinds[0] == "figure"
    figures = [one.figure for one in reading.resting if one.id == "figure-gamma-b"]
    assert [(figure.qualifier, str(figure.value)) for figure in figures if figure] == [
        ("over", "12.5")
    ]
    evidence = places["ev-gamma-b"]
    assert "figure-gamma-b" in {one.id for one in evidence.resting}


def test_another_file_is_not_counted(world: World) -> None:
    copy = world.copies_dir / "alpha.txt"
    copy.write_text(copy.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(NotFound) as raised:
        alpha(world)
    assert "alpha.txt is not the file that 'alpha' was curated from" in str(raised.value)


# The shipped data, where the two papers are at hand.


def papers() -> Copies:
    given = os.environ.get("KG_TEST_SOURCES")
    path = Path(given) if given else ROOT.parent / "shared" / "sources"
    if not list(path.glob("*.txt")):
        if os.environ.get("CI"):
            pytest.fail("no sources at hand: set KG_TEST_SOURCES; in CI nothing is left out")
        pytest.skip("no sources at hand: set KG_TEST_SOURCES to their directory")
    return Copies((path,))


@pytest.fixture(scope="module", params=["li-2022", "shan-2024"])
def paper(request: pytest.FixtureRequest) -> Coverage:
    inputs = read_inputs(data_dirs(("shipped",)))
    assert list_sources(inputs) == ["li-2022", "shan-2024"]
    return find_coverage(load("shipped").graph, inputs, papers(), request.param)[0]


def test_every_sentence_of_a_paper_is_accounted_for(paper: Coverage) -> None:
    open_ = [(unit.place, unit.unit.span) for unit in paper.units if unit.state == "unaccounted"]
    assert open_ == []
    assert len(paper.units) > 100


def test_nearly_every_sentence_with_a_fact_is_under_evidence(paper: Coverage) -> None:
    assert paper.share is not None
    assert paper.share >= 0.95
