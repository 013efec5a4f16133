"""What `kg check` finds wrong with `skipped.csv`: each fault with file and line."""

from __future__ import annotations

import pytest
from builders import TEXTS, World, as_csv
from number_samples import add_numbers

from kg.faults import Fault
from kg.graph.check import CHECKS, Subject, check_all
from kg.paths import write_text
from kg.sources.copies import Copies

SKIPPED = "sources/alpha/skipped.csv"
HEADER = ["spans", "reason", "repeated_in", "note_zh", "note_en"]


def span(words: str) -> str:
    at = TEXTS["alpha"].index(words)
    return f"{at}-{at + len(words)}"


HEADING, SECOND = span("一、难题"), span("二、办法")


def faults(world: World, *rows: list[str], copies: bool = True) -> list[Fault]:
    write_text(world.path(SKIPPED), as_csv(HEADER, rows))
    given = world.copies if copies else Copies()
    return list(CHECKS["coverage"](Subject(world.inputs(), world.build(), given)))


def test_rows_as_they_should_be_pass(world: World) -> None:
    rows = [
        [HEADING, "furniture", "", "标题", "A heading"],
        [SECOND, "repeated", "ev-alpha-library;ev-alpha-standards", "", ""],
    ]
    assert faults(world, *rows) == []
    assert check_all(world.inputs(), world.copies).faults == []


def test_a_source_without_such_a_table_passes(world: World) -> None:
    assert list(CHECKS["coverage"](Subject(world.inputs(), world.build(), world.copies))) == []


@pytest.mark.parametrize(
    ("row", "rule", "words"),
    [
        (["0-9999", "furniture", "", "", ""], "skipped-outside", "outside the text (0-"),
        ([span("，"), "furniture", "", "", ""], "skipped-outside", "nothing but punctuation"),
        (["4-4", "furniture", "", "", ""], "skipped-outside", "4-4 is empty"),
        (["4-2", "furniture", "", "", ""], "skipped-outside", "4-2 is empty"),
        ([HEADING, "repeated", "", "", ""], "skipped-repeated", "belong together"),
        ([HEADING, "furniture", "ev-alpha-sets", "", ""], "skipped-repeated", "belong together"),
        ([HEADING, "repeated", "ev-alpha-nothing", "", ""], "skipped-repeated", "ev-alpha-nothing"),
        ([HEADING, "furniture", "", "只有中文", ""], "skipped-note", "one language"),
        ([span("因子库长期缺位"), "no-fact", "", "", ""], "skipped-superfluous", "under evidence"),
    ],
)
def test_a_row_that_is_wrong_is_named_with_its_line(
    world: World, row: list[str], rule: str, words: str
) -> None:
    found = [f for f in faults(world, [SECOND, "furniture", "", "", ""], row) if f.rule == rule]
    assert len(found) == 1
    assert found[0].place.file == str(world.path(SKIPPED))
    assert found[0].place.line == 3
    assert words in found[0].say("en")
    assert found[0].remedy.say("zh").endswith("。")


def test_a_row_partly_under_evidence_is_needed(world: World) -> None:
    start, end = HEADING.split("-")
    row = [f"{start}-{int(end) + 5}", "furniture", "", "", ""]
    assert faults(world, row) == []


@pytest.mark.parametrize("spans", [f"{HEADING};2-4", "1-3", "0-20"])
def test_a_place_is_skipped_once(world: World, spans: str) -> None:
    rows = [[HEADING, "furniture", "", "", ""], [spans, "no-fact", "", "", ""]]
    rules = {fault.rule for fault in faults(world, *rows)}
    assert rules == {"skipped-twice"}


@pytest.mark.parametrize(("name", "rules"), [("figure-gamma-a-reading", []),
                                             ("figure-gamma-a", ["skipped-repeated"])])  # fmt: skip
def test_the_reading_of_a_figure_may_say_it(world: World, name: str, rules: list[str]) -> None:
    add_numbers(world)
    row = ["0-4", "repeated", name, "", ""]
    write_text(world.path("sources/gamma/skipped.csv"), as_csv(HEADER, [row]))
    found = CHECKS["coverage"](Subject(world.inputs(), world.build(), world.copies))
    assert [fault.rule for fault in found] == rules


def test_without_a_copy_only_what_needs_none_is_looked_at(world: World) -> None:
    far = ["0-9999", "furniture", "", "", ""]
    assert faults(world, far, copies=False) == []
    bare = [HEADING, "repeated", "", "", ""]
    assert [fault.rule for fault in faults(world, bare, copies=False)] == ["skipped-repeated"]


def test_in_another_file_no_place_is_judged(world: World) -> None:
    copy = world.copies_dir / "alpha.txt"
    copy.write_text(copy.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert faults(world, ["0-9999", "furniture", "", "", ""]) == []


def test_a_sentence_without_reason_is_no_fault(world: World) -> None:
    assert check_all(world.inputs(), world.copies).faults == []
