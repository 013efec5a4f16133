"""The layered trace as it is written: threads, cards, links, filters, table; by hand.

The expected values come from the drawing at the head of `builders.py`.
"""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from builders import World, inferred

import kg
from kg.answers.values import Modality
from kg.errors import NotFound
from kg.views import trace
from kg.views.trace_texts import TEXTS

METHODS, FACTORS, FOOTPRINT, COMPUTING = (
    "bottleneck-footprint-methods", "bottleneck-footprint-factors", "bottleneck-footprint",
    "bottleneck-computing",
)  # fmt: skip
LIBRARY, STANDARDS, PLATFORM = "action-factor-library", "action-standards", "measure-platform"
PLAN, OLD = "document-plan", "document-old"
SHANGHAI, ZHEJIANG, BEIJING = "region-shanghai", "region-zhejiang", "region-beijing"
SETS = {"set-alpha-actions", "set-alpha-bottlenecks"}
ONE, MISSING = "stated throughout by one source", "one inference away from being stated"
# Best supported first; of equals the longest, then by the ids along the thread.
THREADS = [
    (0, (METHODS, PLATFORM, OLD, ZHEJIANG)),
    (0, (METHODS, PLATFORM, PLAN, SHANGHAI)),
    (1, (FACTORS, LIBRARY, PLATFORM, OLD, ZHEJIANG)),
    (1, (FACTORS, LIBRARY, PLATFORM, PLAN, SHANGHAI)),
    (1, (FOOTPRINT, STANDARDS, BEIJING)),
]
STATED = {
    f"{METHODS}>{PLATFORM}", f"{FACTORS}>{LIBRARY}", f"{PLATFORM}>{OLD}", f"{PLATFORM}>{PLAN}",
    f"{OLD}>{ZHEJIANG}", f"{PLAN}>{SHANGHAI}", f"{STANDARDS}>{BEIJING}", f"new-factor>{FOOTPRINT}",
}  # fmt: skip
INFERRED = {f"{LIBRARY}>{PLATFORM}", f"{FOOTPRINT}>{STANDARDS}"}
CARDS = {METHODS, FACTORS, FOOTPRINT, LIBRARY, STANDARDS, PLATFORM, PLAN, OLD, SHANGHAI, ZHEJIANG,
         BEIJING, "new-factor", *SETS}  # fmt: skip


def draw(graph: kg.PolicyGraph, term: str | None = "footprint", **filters: Any) -> str:
    return graph.view("trace", term, "en", "kg view trace", **filters)


def payload(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="kg-data">(.*?)</script>', page, re.S)
    assert found
    return dict(json.loads(found[1]))


def threads(page: str) -> list[tuple[int, tuple[str, ...]]]:
    return [(one["inferences"], tuple(one["nodes"])) for one in payload(page)["threads"]]


def sheets(page: str) -> dict[str, str]:
    """Return the pictures by name, as they are written."""
    pieces = re.split(r'<div class="sheet[^"]*" data-sheet="(\w+)">', page)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def cards(sheet: str) -> dict[str, str]:
    """Return the classes of each card by its key."""
    found = re.findall(
        r'<button type="button" class="card ([^"]*)"[^>]*? data-key="([^"]*)"', sheet
    )
    return {key: classes for classes, key in found}


def drawn_later(page: str) -> list[set[str]]:
    """Return the keys of the cards of each picture that the script draws when it is asked for."""
    later = payload(page)["pictures"][1:]
    return [{card[0] for card in one["sheet"]["cards"]} for one in later]


def wires(sheet: str, lang: str = "en") -> dict[str, str]:
    """Return the manner of each link by its key, as one language draws it."""
    drawing = re.search(rf'<svg class="wires {lang}".*?</svg>', sheet, re.S)
    assert drawing
    found = re.findall(r'<g class="wire ([\w-]+)" data-item data-key="([^"]*)"', drawing[0])
    return {unescape(key): manner for manner, key in found}


def rows(page: str) -> list[list[str]]:
    """Return the table in English, cell by cell."""
    body = re.search(r'<section id="twin".*?<tbody>(.*?)</tbody>', page, re.S)
    assert body
    return [
        [unescape(cell) for cell in re.findall(r'<td.*?<i lang="en">(.*?)</i>.*?</td>', row)]
        for row in body[1].split("</tr>")[:-1]
    ]


@pytest.fixture(scope="module")
def page(mini: kg.PolicyGraph) -> str:
    return draw(mini)


@pytest.fixture(scope="module")
def start(mini: kg.PolicyGraph) -> str:
    return draw(mini, None)


def test_the_threads_through_a_word_best_supported_first(page: str) -> None:
    assert threads(page) == THREADS
    found = payload(page)["threads"]
    assert [one["verdict"] for one in found] == ["stated-by-one"] * 2 + ["one-missing"] * 3
    assert [one["by"] for one in found] == [["beta"], ["beta"], [], [], []]
    assert found[0]["why"]["en"] == "beta states every hop."
    assert found[2]["why"]["en"].startswith(
        "It would be stated if one passage said: Build a factor library – corresponds to – "
        "Set up a footprint platform (now inferred, medium)."
    )
    assert "来源确将两组整体相对，但这并未明示任何一对" in found[4]["why"]["zh"]


def test_every_thing_has_a_card_and_every_link_a_line(page: str) -> None:
    [sheet] = sheets(page).values()
    assert set(cards(sheet)) == CARDS
    for lang in ("zh", "en"):
        drawn = wires(sheet, lang)
        assert {key for key, manner in drawn.items() if manner == "stated"} == STATED
        assert {key for key, manner in drawn.items() if manner == "inferred"} == INFERRED
    # Column by column: the order of the keyboard is that of reading.
    columns = [int(classes[1]) for classes in cards(sheet).values()]
    assert columns == sorted(columns)


def test_a_statement_about_sets_is_a_band_between_the_sets_and_never_pairs(page: str) -> None:
    [sheet] = sheets(page).values()
    bands = [key for key, manner in wires(sheet).items() if manner == "band"]
    assert bands == ["claim-alpha-007"]
    assert all("set" in cards(sheet)[key].split() for key in SETS)
    # Computing is in the set of problems, the library in that of remedies: no line joins them.
    joined = {frozenset(key.split(">")) for key in wires(sheet) if ">" in key}
    assert frozenset((FOOTPRINT, LIBRARY)) not in joined
    assert frozenset((COMPUTING, STANDARDS)) not in joined
    held = payload(page)["members"]
    assert set(held["set-alpha-bottlenecks"]) == {FOOTPRINT, METHODS, FACTORS}
    assert set(held["set-alpha-actions"]) == {LIBRARY, STANDARDS}


def test_parts_stand_below_their_whole_moved_in(page: str) -> None:
    [sheet] = sheets(page).values()
    found = cards(sheet)
    order = list(found)
    assert order.index(FOOTPRINT) < min(order.index(METHODS), order.index(FACTORS))
    assert [found[key].split()[1] for key in (FOOTPRINT, METHODS, FACTORS)] == ["d0", "d1", "d1"]
    # The category is joined to the whole alone: what is said of the whole is not said of its parts.
    assert [key for key in wires(sheet) if key.startswith("new-factor")] == [
        f"new-factor>{FOOTPRINT}"
    ]


def test_what_the_panel_knows_of_a_link(page: str) -> None:
    detail = payload(page)["details"][f"{LIBRARY}>{PLATFORM}"]
    assert detail["claims"] == ["claim-beta-001"]
    assert detail["title"]["en"] == (
        "Build a factor library – corresponds to – Set up a footprint platform"
    )
    backwards = payload(page)["details"][f"{FACTORS}>{LIBRARY}"]
    assert backwards["title"]["en"] == "Build a factor library – addresses – Missing factor library"
    # Both claims for the pair, the stated and the inferred; the line is that of the stated one.
    assert backwards["claims"] == ["claim-alpha-001", "claim-alpha-008"]
    claim = payload(page)["claims"]["claim-beta-001"]
    assert (claim["modality"], claim["confidence"]) == ("inferred", "medium")
    assert payload(page)["evidence"]["ev-beta-platform"]["text"]["en"] == (
        "A platform unified the methods"
    )


def test_the_table_holds_every_thread_and_all_else_that_is_drawn(page: str) -> None:
    found = rows(page)
    assert found[0] == [
        "1", "New factor", "Diverging accounting methods", "—", "Set up a footprint platform",
        "Old scheme", "Zhejiang", "0", ONE, "beta",
    ]  # fmt: skip
    assert found[4] == [
        "5", "New factor", "Weak carbon footprint accounting", "Set carbon footprint standards",
        "—", "—", "Beijing", "1", MISSING, "—",
    ]  # fmt: skip
    assert found[5] == [
        "sets", "—", "The two problems", "The two remedies", "—", "—", "—", "—",
        "stated of the set as a whole", "alpha",
    ]  # fmt: skip
    assert [row[7] for row in found] == ["0", "0", "1", "1", "1", "—"]


def test_the_start_shows_categories_and_whole_bottlenecks_with_their_counts(start: str) -> None:
    assert threads(start) == THREADS
    [drawn] = sheets(start).values()
    assert set(cards(drawn)) == {"new-factor", FOOTPRINT, COMPUTING}
    assert wires(drawn) == {f"new-factor>{FOOTPRINT}": "stated"}
    assert "unanswered" in cards(drawn)[COMPUTING].split()
    assert "unanswered" not in cards(drawn)[FOOTPRINT].split()
    counts = re.findall(r'<g class="tally" data-bar="([\w-]+)">.*?>(\d+)</text></g>', drawn)
    assert dict(counts) == {COMPUTING: "0", FOOTPRINT: "5"}
    bar = re.search(rf'data-bar="{FOOTPRINT}">(.*?)</g>', drawn)
    assert bar
    pieces = re.findall(r'class="piece ([\w-]+)" x="[\d.]+" y="\d+" width="([\d.]+)"', bar[1])
    each = payload(start)["bars"]["each"]
    lengths = {name: float(width) for name, width in pieces if float(width)}
    assert lengths == {
        "stated-by-one": pytest.approx(2 * each), "one-missing": pytest.approx(3 * each)
    }  # fmt: skip
    # Each whole can be unfolded; in its picture stand its threads, and of the sets the band.
    assert [payload(start)["pictures"][n]["head"] for n in (1, 2)] == [COMPUTING, FOOTPRINT]
    assert drawn_later(start) == [{COMPUTING, *SETS}, CARDS]


def test_what_no_thread_passes_says_why(start: str) -> None:
    detail = payload(start)["details"][COMPUTING]
    assert detail["facts"] == [[
        {"en": "Threads", "zh": "链条"},
        {"en": TEXTS["not-said"].en, "zh": TEXTS["not-said"].zh},
    ]]  # fmt: skip
    aside = [[line["en"] for line in lines] for lines in payload(start)["aside"][COMPUTING]]
    assert aside == [
        ["Considered, refused",
         "Build a factor library – addresses – Shortage of computing power "
         "(The two places have nothing in common)"],
        ["Denied by a source",
         "Set carbon footprint standards – addresses – Shortage of computing power"],
    ]  # fmt: skip
    assert rows(start)[-1][:3] == ["no thread", "—", "Shortage of computing power"]


def test_nothing_looked_for_is_told_from_nothing_said(world: World) -> None:
    for source in ("alpha", "beta"):
        world.edit(f"sources/{source}/source.ttl", "kg:readFor kg:addresses , ", "kg:readFor ")
    found = payload(draw(world.load(), None))["details"][COMPUTING]["facts"]
    assert found[0][1]["en"] == TEXTS["not-looked-for"].en


@pytest.mark.parametrize(("filters", "expected"), [
    ({"modality": Modality.STATED}, [*THREADS[:2], (0, (FACTORS, LIBRARY))]),
    ({"source": "beta"}, THREADS[:2]),
    ({"region": "shanghai"}, [THREADS[1], THREADS[3]]),
    ({"as_of": date(2023, 1, 1)}, [THREADS[1], THREADS[3], THREADS[4]]),
    ({"depth": 1}, [
        (0, (FACTORS, LIBRARY)), (0, (METHODS, PLATFORM)), (1, (FOOTPRINT, STANDARDS)),
    ]),
    ({"direction": "up"}, []),
])  # fmt: skip
def test_the_filters_of_a_trace(
    mini: kg.PolicyGraph, filters: dict[str, Any], expected: list[tuple[int, tuple[str, ...]]]
) -> None:
    get = {"source": mini.get_source, "region": mini.get_region}
    asked = {name: get[name](one) if name in get else one for name, one in filters.items()}
    drawn = draw(mini, FOOTPRINT, **asked)
    assert threads(drawn) == expected
    assert "Narrowed when it was made" in drawn
    if "as_of" in filters:
        assert "Left out, its stated validity has ended: Old scheme" in drawn


def test_where_filters_leave_nothing_the_parts_stand_and_say_so(mini: kg.PolicyGraph) -> None:
    drawn = draw(mini, FOOTPRINT, direction="up")
    [sheet] = sheets(drawn).values()
    assert {FOOTPRINT, METHODS, FACTORS} <= set(cards(sheet))
    for key in (FOOTPRINT, METHODS, FACTORS):
        assert "unanswered" in cards(sheet)[key].split()
        facts = payload(drawn)["details"][key]["facts"]
        assert facts[0][1]["en"] == "None with the filters of this page."


def test_a_word_means_what_it_means_to_a_trace(mini: kg.PolicyGraph) -> None:
    # Shanghai: the two threads that end there, and nothing of the others.
    drawn = draw(mini, "Shanghai")
    assert threads(drawn) == [THREADS[1], THREADS[3]]
    # A platform beside the thread stands for the action that concerns it: all its threads.
    beside = draw(mini, "platform-registry")
    assert threads(beside) == [THREADS[2], THREADS[3]]
    assert "asked" in cards(sheets(beside)["p0"])[LIBRARY].split()
    assert "asked" not in cards(sheets(beside)["p0"])[FACTORS].split()
    with pytest.raises(NotFound, match="is called 'qqqqqqq'"):
        draw(mini, "qqqqqqq")


ANOMALY = """
kgd:anomaly-beta-02
    a kg:Anomaly ;
    skos:prefLabel "Two titles of one plan"@en , "同一规划有两个标题"@zh ;
    skos:definition "The plan is named in two ways."@en , "该规划有两种名称。"@zh ;
    kg:anomalyKind kgv:variant-name ;
    kg:anomalyOf kgd:ev-beta-plan ;
    kg:affects kgd:document-plan , kgd:claim-beta-002 ;
    kg:candidate "五年规划"@zh , "Five-year plan"@en ;
    kg:treatment "One document is kept."@en , "记为一份文件。"@zh ;
    kg:confidence kgv:high .
"""


def test_an_anomaly_marks_the_card_and_tells_its_treatment(world: World, page: str) -> None:
    world.append("sources/beta/measures.ttl", ANOMALY)
    drawn = draw(world.load())
    sheet = sheets(drawn)["p0"]
    marked = [key for key, classes in cards(sheet).items() if "doubtful" in classes.split()]
    assert marked == [PLAN]
    assert ">※ Five-year <br>plan<" in sheet or ">※ Five-year plan<" in sheet
    details = payload(drawn)["details"]
    told = [{"id": "anomaly-beta-02", "name": {"en": "Two titles of one plan",
             "zh": "同一规划有两个标题"}, "treatment": {"en": "One document is kept.",
             "zh": "记为一份文件。"}}]  # fmt: skip
    assert details[PLAN]["anomalies"] == told
    assert details[f"{METHODS}>{PLATFORM}"]["anomalies"] == told
    assert details[PLATFORM]["anomalies"] == []
    assert rows(drawn)[1][5] == "※ Five-year plan"
    assert not [one for one in cards(sheets(page)["p0"]).values() if "doubtful" in one.split()]


def test_a_large_picture_is_cut_to_the_best_supported(
    mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The whole above its part, the category and two sets: with the first thread 8 cards, with the
    # second 10, with the third 12.
    monkeypatch.setattr(trace, "MOST", 11)
    drawn = draw(mini, FOOTPRINT)
    found = sheets(drawn)
    assert list(found) == ["p0"]
    assert [one["threads"] for one in payload(drawn)["pictures"]] == [[0, 1], [0, 1, 2, 3, 4]]
    assert set(cards(found["p0"])) == {
        FOOTPRINT, METHODS, PLATFORM, OLD, ZHEJIANG, PLAN, SHANGHAI, "new-factor", *SETS
    }  # fmt: skip
    assert drawn_later(drawn) == [CARDS]
    assert "Drawn: the 2 best supported of 5 threads" in found["p0"]
    assert "Draw all 5 (14 cards)" in found["p0"]
    assert len(rows(drawn)) == 6
    monkeypatch.setattr(trace, "MOST", 14)
    assert list(sheets(draw(mini, FOOTPRINT))) == ["p0"]


def test_the_start_is_never_everything_at_once() -> None:
    graph = kg.load()
    drawn = draw(graph, None)
    # One sheet stands in the page; a script draws the others, none of them too large.
    [first] = sheets(drawn).values()
    later = drawn_later(drawn)
    assert max(map(len, [cards(first), *later])) <= trace.MOST
    assert len(rows(drawn)) >= len(graph.threads())
    data = re.search(r'<script type="application/json" id="kg-data">.*?</script>', drawn, re.S)
    table = re.search(r'<section id="twin".*?</section>', drawn, re.S)
    assert data
    assert table
    assert len(drawn.encode()) - len(data[0].encode()) - len(table[0].encode()) < 150_000
    unfolded = [one for one in payload(drawn)["pictures"] if one["head"]]
    numbers = sorted(number for one in unfolded for number in one["all"])
    assert numbers == list(range(len(graph.threads())))


def test_words_of_a_copy_enter_only_when_asked_for(mini: kg.PolicyGraph) -> None:
    words = "应当先建一座公开的因子库并设登记平台"
    assert words not in draw(mini)
    private = draw(mini, with_words=True)
    assert words in payload(private)["evidence"]["ev-alpha-library"]["words"]
    assert 'name="x-private"' in private


def test_category_by_a_curator_is_dashed_and_said_to_be_inferred(world: World) -> None:
    world.add_claims(
        "alpha",
        inferred(
            "claim-alpha-013 bottleneck-computing category kgv:new-factor",
            "ev-alpha-computing", "ev-alpha-footprint",
        ),
        inferred(
            "claim-alpha-014 action-standards addresses bottleneck-computing",
            "ev-alpha-standards", "ev-alpha-computing",
        ),
    )  # fmt: skip
    drawn = draw(world.load(), COMPUTING)
    assert wires(sheets(drawn)["p0"])[f"new-factor>{COMPUTING}"] == "inferred"
    assert rows(drawn)[0][1] == "New factor (inferred)"
    only_stated = draw(world.load(), COMPUTING, modality=Modality.STATED)
    assert f"new-factor>{COMPUTING}" not in wires(sheets(only_stated)["p0"])
