"""The layered trace at work: choosing lights threads and dims the rest; following, filtering.

By hand from the drawing at the head of `builders.py`; what every page does is in
`test_pages_browser.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from page_samples import Draw, Sample
from trace_shapes import CARDS, WIRES, choose

import kg

if TYPE_CHECKING:
    from browser_page import Open, Opened

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser
METHODS, FACTORS, FOOTPRINT, COMPUTING = (
    "bottleneck-footprint-methods", "bottleneck-footprint-factors", "bottleneck-footprint",
    "bottleneck-computing",
)  # fmt: skip
LIBRARY, STANDARDS, PLATFORM = "action-factor-library", "action-standards", "measure-platform"
PLAN, OLD = "document-plan", "document-old"
SHANGHAI, ZHEJIANG, BEIJING = "region-shanghai", "region-zhejiang", "region-beijing"
TO_PLAN = "|".join((FACTORS, LIBRARY, PLATFORM, PLAN, SHANGHAI))
TERM = "#lang=en&theme=light"
SHOWN = """(what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility())
  .map((one) => one.dataset.key)"""


@pytest.fixture(scope="module")
def html(mini: kg.PolicyGraph) -> str:
    return mini.view("trace", FOOTPRINT, "en", "kg view trace")


@pytest.fixture(scope="module")
def start(mini: kg.PolicyGraph) -> str:
    return mini.view("trace", None, "en", "kg view trace")


def lit(opened: Opened, what: str = "card") -> set[str]:
    return shown(opened, f".stage .{what}.lit")


def shown(opened: Opened, what: str) -> set[str]:
    return set(opened.page.evaluate(SHOWN, what))


def panel(opened: Opened) -> str:
    return opened.page.locator("#panel").inner_text()


def listed(opened: Opened) -> list[tuple[str, str]]:
    """Return the threads in the panel: their inferences, and the way they take."""
    found = opened.page.evaluate(
        """[...document.querySelectorAll("#panel [data-thread]")].map((one) =>
          [one.querySelector(".badge").textContent, one.querySelector(".way").textContent])"""
    )
    return [(badge, way) for badge, way in found]


def status(opened: Opened) -> str:
    return opened.page.locator("#status").inner_text()


def focus(opened: Opened, key: str) -> None:
    opened.page.locator(f'#picture .card[data-key="{key}"]').locator("visible=true").focus()


def focused(opened: Opened) -> Any:
    return opened.page.evaluate("document.activeElement.dataset.key")


def test_choosing_a_card_lights_its_threads_and_lists_them(kept_page: Open, html: str) -> None:
    opened = kept_page(html, TERM)
    choose(opened, LIBRARY)
    assert lit(opened) == {FACTORS, LIBRARY, PLATFORM, PLAN, OLD, SHANGHAI, ZHEJIANG}
    assert lit(opened, "wire") == {
        f"{FACTORS}>{LIBRARY}", f"{LIBRARY}>{PLATFORM}", f"{PLATFORM}>{PLAN}", f"{PLATFORM}>{OLD}",
        f"{PLAN}>{SHANGHAI}", f"{OLD}>{ZHEJIANG}",
    }  # fmt: skip
    way = "Missing factor library ← Build a factor library → Set up a footprint platform"
    assert listed(opened) == [
        ("1 inference", f"{way} → Old scheme → Zhejiang"),
        ("1 inference", f"{way} → Five-year plan → Shanghai"),
    ]
    told = panel(opened)
    for words in ("Threads through it: 2", "Best supported first", "A public library of",
                  "It would be stated if one passage said: Build a factor library – corresponds",
                  "alpha 二 ¶1"):  # fmt: skip
        assert words in told
    assert status(opened) == "Lit: 2 threads, 7 cards; fewest inferences: 1"
    opened.assert_clean()


def look(opened: Opened, key: str) -> dict[str, str]:
    found = opened.page.evaluate(
        """(key) => {
          const cards = [...document.querySelectorAll(`.stage .card[data-key=${key}]`)];
          const { color, opacity } = getComputedStyle(cards.find((one) => one.checkVisibility()));
          return { color, opacity };
        }""",
        key,
    )
    return dict(found)


def test_what_is_not_lit_steps_back_and_stays_legible(kept_page: Open, html: str) -> None:
    opened = kept_page(html, TERM)
    before = {key: look(opened, key) for key in (LIBRARY, STANDARDS)}
    choose(opened, LIBRARY)
    after = {key: look(opened, key) for key in before}
    assert after[LIBRARY]["color"] == before[LIBRARY]["color"] != after[STANDARDS]["color"]
    assert {one["opacity"] for one in after.values()} == {"1"}
    # The whole of the lit part, and its category, stay near: neither lit nor dimmed.
    for key in (FOOTPRINT, "new-factor"):
        assert key not in lit(opened)
        assert look(opened, key)["color"] == before[LIBRARY]["color"]


def test_a_thread_in_the_panel_is_lit_alone_and_back_again(
    open_page: Open, kept_page: Open, html: str
) -> None:
    opened = kept_page(html, TERM)
    choose(opened, PLATFORM)
    assert [badge for badge, _ in listed(opened)] == ["no inference"] * 2 + ["1 inference"] * 2
    opened.page.locator("#panel [data-thread]").nth(3).click()
    assert lit(opened) == set(TO_PLAN.split("|"))
    assert status(opened) == "Lit: one thread; 1 inference"
    told = panel(opened)
    for words in ("1 of 4 hops", "one inference away from being stated", "Hop by hop",
                  "Both places speak of one thing"):  # fmt: skip
        assert words in told
    # Its claims and their places, hop by hop.
    assert "claim-alpha-001" in told
    assert "claim-beta-005" in told
    assert f"key={quote(TO_PLAN)}" in opened.page.url
    again = open_page(html, opened.page.url[opened.page.url.index("#") :])
    assert lit(again) == set(TO_PLAN.split("|"))
    opened.page.locator("#panel button", has_text="Back to: Set up a footprint platform").click()
    assert len(listed(opened)) == 4
    opened.assert_clean()


def test_a_link_opens_its_claims_and_lights_what_runs_over_it(kept_page: Open, html: str) -> None:
    opened = kept_page(html, TERM)
    wires = {one["key"]: one for one in opened.page.evaluate(WIRES)}
    x, y = wires[f"{LIBRARY}>{PLATFORM}"]["middle"]
    opened.page.mouse.click(x, y + 3)  # beside the line: it is easy to hit
    told = panel(opened)
    for words in ("Build a factor library – corresponds to – Set up a footprint platform",
                  "claim-beta-001", "both passages name the same mechanism",
                  "Both places speak of one thing", "A platform unified the methods",
                  "beta 1 ¶1", "Threads through it: 2"):  # fmt: skip
        assert words in told
    assert lit(opened) == {FACTORS, LIBRARY, PLATFORM, PLAN, OLD, SHANGHAI, ZHEJIANG}
    opened.page.locator("#panel button", has_text="Set up a footprint platform").last.click()
    assert opened.page.evaluate("policyPage.state().key") == PLATFORM
    opened.assert_clean()


def test_sets_light_their_members_and_no_pair(kept_page: Open, html: str) -> None:
    opened = kept_page(html, TERM)
    box = opened.page.locator(".wires.en .wire.band .line").bounding_box()
    assert box is not None
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    sets = {"set-alpha-actions", "set-alpha-bottlenecks"}
    assert lit(opened) == {*sets, FOOTPRINT, METHODS, FACTORS, LIBRARY, STANDARDS}
    assert lit(opened, "wire") == {"claim-alpha-007"}
    assert "It says nothing of any single pair." in panel(opened)
    assert "Remedies against problems" in panel(opened)
    assert "no pair is stated" in status(opened)
    assert listed(opened) == []
    opened.assert_clean()


def test_a_category_lights_the_threads_of_its_bottlenecks(kept_page: Open, html: str) -> None:
    opened = kept_page(html, TERM)
    choose(opened, "new-factor")
    assert {METHODS, FACTORS, FOOTPRINT, BEIJING, ZHEJIANG, "new-factor"} <= lit(opened)
    assert len(listed(opened)) == 5
    assert f"new-factor>{FOOTPRINT}" in lit(opened, "wire")


def test_arrows_follow_links_and_move_within_columns(kept_page: Open, html: str) -> None:
    opened = kept_page(html, TERM)
    keys = opened.page.keyboard
    focus(opened, FACTORS)
    for key, expected in (
        ("ArrowRight", LIBRARY), ("ArrowRight", PLATFORM), ("ArrowLeft", None),
        ("ArrowRight", PLATFORM), ("ArrowRight", None), ("ArrowRight", None),
    ):  # fmt: skip
        keys.press(key)
        assert focused(opened) == expected or expected is None
    assert focused(opened) in (SHANGHAI, ZHEJIANG)
    end = focused(opened)
    keys.press("ArrowRight")
    assert focused(opened) == end
    # Up and down: the regions in the order in which they stand.
    tops = {one["key"]: one["top"] for one in opened.page.evaluate(CARDS)}
    regions = sorted((SHANGHAI, ZHEJIANG, BEIJING), key=lambda key: tops[key])
    focus(opened, regions[0])
    for expected in regions[1:]:
        keys.press("ArrowDown")
        assert focused(opened) == expected
    keys.press("ArrowUp")
    assert focused(opened) == regions[1]
    # Where a thread is lit, an arrow stays on it, however near another card is.
    opened.go(f"#{urlencode({'key': TO_PLAN})}")
    focus(opened, PLATFORM)
    for expected in (PLAN, SHANGHAI):
        keys.press("ArrowRight")
        assert focused(opened) == expected
    for expected in (PLAN, PLATFORM, LIBRARY, FACTORS):
        keys.press("ArrowLeft")
        assert focused(opened) == expected
    keys.press("Enter")
    assert opened.page.evaluate("policyPage.state().key") == FACTORS
    keys.press("Escape")
    assert lit(opened) == set()
    opened.assert_clean()


def test_tab_goes_column_by_column_from_top_to_bottom(kept_page: Open, html: str) -> None:
    opened = kept_page(html, TERM)
    opened.page.locator("#picture").focus()
    seen = []
    boxes = {one["key"]: one for one in opened.page.evaluate(CARDS)}
    for _ in boxes:
        opened.page.keyboard.press("Tab")
        seen.append(focused(opened))
    assert set(seen) == set(boxes)
    columns = [opened.page.evaluate(
        "(key) => +document.querySelector(`.card[data-key=${key}]`).className.match(/k(\\d)/)[1]",
        key) for key in seen]  # fmt: skip
    places = [(column, boxes[key]["top"]) for column, key in zip(columns, seen, strict=True)]
    assert places == sorted(places)


def test_filters_leave_whole_threads(open_page: Open, kept_page: Open, html: str) -> None:
    opened = kept_page(html, TERM)
    opened.page.locator('[data-facet="region"]').select_option(SHANGHAI)
    assert shown(opened, ".stage .card:not(.set)") == {
        FACTORS, METHODS, FOOTPRINT, LIBRARY, PLATFORM, PLAN, SHANGHAI, "new-factor"
    }  # fmt: skip
    choose(opened, PLATFORM)
    assert len(listed(opened)) == 2
    assert opened.page.locator("#shown").inner_text().startswith("3 of 6")  # and the sets
    opened.page.locator('[data-facet="region"]').select_option("")
    opened.page.locator('[data-switch="modality"][data-value="inferred"]').click()
    assert shown(opened, ".stage .card:not(.set)") == {
        METHODS, FOOTPRINT, PLATFORM, PLAN, OLD, SHANGHAI, ZHEJIANG, "new-factor"
    }  # fmt: skip
    assert [badge for badge, _ in listed(opened)] == ["no inference"] * 2
    again = open_page(html, opened.page.url[opened.page.url.index("#") :])
    assert shown(again, ".stage .card") == shown(opened, ".stage .card")
    assert panel(again) == panel(opened)
    opened.page.locator('[data-facet="source"]').select_option("beta")
    assert [badge for badge, _ in listed(opened)] == ["no inference"] * 2
    opened.assert_clean()


def test_the_start_unfolds_one_bottleneck_at_a_time(
    open_page: Open, kept_page: Open, start: str
) -> None:
    opened = kept_page(start, TERM)
    page = opened.page
    assert shown(opened, ".stage .card") == {"new-factor", FOOTPRINT, COMPUTING}
    choose(opened, FOOTPRINT)
    assert len(listed(opened)) == 5  # of its parts too
    assert shown(opened, ".stage .card") == {"new-factor", FOOTPRINT, COMPUTING}
    page.locator(".unfold").nth(1).click()
    assert {METHODS, BEIJING, "set-alpha-actions"} <= shown(opened, ".stage .card")
    assert COMPUTING not in shown(opened, ".stage .card")
    assert focused(opened) == FOOTPRINT
    assert f"show={FOOTPRINT}" in page.url
    again = open_page(start, page.url[page.url.index("#") :])
    assert shown(again, ".stage .card") == shown(opened, ".stage .card")
    page.locator("[data-show=p0]").locator("visible=true").click()
    assert shown(opened, ".stage .card") == {"new-factor", FOOTPRINT, COMPUTING}
    # A thing that is not in the overview is shown where it is.
    page.locator("#search").fill("Five-year")
    page.keyboard.press("Enter")
    assert PLAN in shown(opened, ".stage .card")
    assert lit(opened) == {METHODS, FACTORS, LIBRARY, PLATFORM, PLAN, SHANGHAI}
    opened.assert_clean()


def test_the_counts_of_the_start_follow_the_filters(kept_page: Open, start: str) -> None:
    opened = kept_page(start, TERM)
    count = opened.page.locator(f'.wires.en [data-bar="{FOOTPRINT}"] text')
    assert count.text_content() == "5"
    opened.page.locator('[data-facet="region"]').select_option(SHANGHAI)
    assert count.text_content() == "2"
    opened.page.locator("#reset").click()
    assert count.text_content() == "5"


def test_what_is_cut_can_be_drawn(kept_page: Open, draw: Draw) -> None:
    opened = kept_page(draw(Sample("trace", "新平台", shipped=True)), "#lang=zh&theme=light")
    page = opened.page
    best = shown(opened, ".stage .card")
    assert 60 <= len(best) <= 80
    page.locator(".cut button").click()
    whole = shown(opened, ".stage .card")
    assert best < whole
    assert "show=all" in page.url
    page.locator("[data-show=p0]").locator("visible=true").click()
    assert shown(opened, ".stage .card") == best
    # A thread that is not drawn is, when a row of the table asks for it.
    key = page.locator("#twin tbody tr").nth(90).get_attribute("data-key")
    opened.go(f"#{urlencode({'key': key})}")
    assert lit(opened) == set((key or "").split("|"))
    opened.assert_clean()


def test_without_a_script_the_start_is_whole(open_page: Open, start: str) -> None:
    opened = open_page(start, java_script_enabled=False)
    words = opened.page.locator("#picture").inner_text()
    assert "Weak carbon footprint accounting" in words
    assert "Shortage of computing power" in words
    assert opened.page.locator(".tally").locator("visible=true").count() == 2
    assert opened.page.locator(".unfold").first.is_hidden()
    assert opened.page.locator("#twin tbody tr").count() == 7  # threads, sets, computing
