"""What every drawn page must do, in a real browser with the network cut.

A view that is built on the shell is held to all of it by its line in `PAGES` of `page_samples`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from page_checks import (
    BOXES,
    PICTURE,
    SHOWN_KEYS,
    STATE,
    find_collisions,
    find_grave,
    lines,
    lines_of,
)
from page_samples import LANGS, PAGES, SINGLE, SIZES, Draw, Sample

if TYPE_CHECKING:
    from browser_page import Open, Opened

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser

ENTERED = 12  # of the keys of a page, so many are chosen one by one

# By the module: the tests of one page follow each other, and share its window.
pages = pytest.mark.parametrize("sample", PAGES, ids=str, scope="module")
views = pytest.mark.parametrize("sample", SINGLE, ids=str, scope="module")


def key_of(opened: Opened) -> str | None:
    found: str | None = opened.page.evaluate("policyPage.state().key")
    return found


@pages
def test_everything_fits_and_can_be_read(kept_page: Open, draw: Draw, sample: Sample) -> None:
    opened = kept_page(draw(sample), "#lang=zh&theme=light")
    most = opened.page.evaluate(MOST_TO_SAY)
    for width, height in SIZES:
        opened.page.set_viewport_size({"width": width, "height": height})
        for lang in LANGS:
            opened.go(f"#lang={lang}&theme=light")
            assert opened.page.evaluate("document.documentElement.scrollWidth") == width
            plain = lines_of(opened, *(AREAS if lang == "zh" else AREAS[2:]))
            opened.go(f"#{urlencode({'lang': lang, 'key': most})}")
            # What is scrolled under a head that stays does not lie on it.
            opened.page.evaluate("document.querySelector('#picture').scrollTo(0, 0)")
            chosen = lines_of(opened, *(AREAS if lang == "en" else AREAS[2:]))
            assert all((*plain, *chosen))
            for found in (*plain, *chosen):
                assert_legible(found)
            assert_panel_is_whole(opened)
            if lang == "zh":
                assert_punctuated(opened)
    opened.assert_clean()


AREAS = ("#picture", "header, footer", "#panel")
MOST_TO_SAY = """(() => {
  const weight = ([, { claims }]) => claims.length;
  return Object.entries(policyPage.data.details).sort((a, b) => weight(b) - weight(a))[0][0];
})()"""


def assert_legible(found: list[dict[str, float]]) -> None:
    assert find_collisions(found) == []
    assert [one for one in found if one["out"] > 1.5] == []
    assert min((one["size"] for one in found), default=11) >= 11


def assert_panel_is_whole(opened: Opened) -> None:
    """Fail if the panel is not to be seen, or ends before what it stands beside or is covered."""
    for seen in opened.page.evaluate(PANEL):
        assert seen["bottom"] == pytest.approx(seen["room"], abs=1)
        assert seen["right"] == seen["width"]
        assert seen["top"] < seen["room"] - 100


PANEL = """async () => {
  const found = [];
  for (const to of [0, 300]) {
    scrollTo(0, to);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const box = (name) => document.querySelector(name).getBoundingClientRect();
    const { top, right, bottom } = box("#panel");
    const room = innerWidth > 900 ? Math.min(innerHeight, box("main").bottom) : innerHeight;
    found.push({ top, right, bottom, width: innerWidth, room });
  }
  scrollTo(0, 0);
  return found;
}"""
HALF_WIDE = re.compile(r"[\u4e00-\u9fff] ?: |[\u4e00-\u9fff] ?\(\d+\)|[（“《] | [）”》，。；：]")


def assert_punctuated(opened: Opened) -> None:
    """Fail if what the page itself says in Chinese is punctuated as English is."""
    words = opened.page.evaluate(
        "[...document.querySelectorAll('header, footer, #panel')].map((one) => one.innerText)"
    )
    assert HALF_WIDE.findall(" ".join(words)) == []
    assert (
        HALF_WIDE.findall(opened.page.locator("#search").get_attribute("placeholder") or "") == []
    )


def test_the_look_at_text_sees_what_is_wrong(open_page: Open, draw: Draw) -> None:
    opened = open_page(draw(PAGES[0]), "#lang=zh&theme=light")
    opened.page.evaluate(
        """() => {
          const [one, other, third] = document.querySelectorAll("h1, #language, #reset");
          one.style.transform = "translate(220px, 34px)";
          other.style.fontSize = "9px";
          third.style.cssText = "width: 20px; white-space: nowrap; padding: 0";
        }"""
    )
    found = lines(opened, "header")
    assert find_collisions(found)
    assert min(one["size"] for one in found) == 9
    assert max(one["out"] for one in found) > 1.5


@pages
def test_the_keyboard_reaches_and_chooses_everything(
    kept_page: Open, draw: Draw, sample: Sample
) -> None:
    opened = kept_page(draw(sample), "#lang=en&theme=light")
    page = opened.page
    wanted = page.evaluate(SHOWN_KEYS)
    assert wanted
    page.locator("#picture").focus()
    page.evaluate(WATCH_FOCUS)
    for pressed in range(3 * len(wanted) + 20):
        page.keyboard.press("Tab")
        if pressed % 20 == 19 and page.evaluate("focused.includes(null)"):
            break
    focused = page.evaluate("focused")
    assert {key for key in focused[: focused.index(None)] if key} == set(wanted)
    for key in wanted[:: max(1, len(wanted) // ENTERED)]:
        page.evaluate(FOCUS, key)
        page.keyboard.press("Enter")
        # The one who chose stays where they were.
        chosen, at, shown, title = page.evaluate(CHOSEN)
        assert (chosen, at) == (key, key)
        assert " ".join(shown.split()) == " ".join(title.split())
    page.keyboard.press("Escape")
    assert key_of(opened) is None
    opened.assert_clean()


WATCH_FOCUS = """() => {
  window.focused = []; // the key of each thing that is focused; null: outside the picture
  addEventListener("focusin", ({ target }) =>
    focused.push(target.closest("#picture") ? target.dataset.key ?? "" : null));
}"""
FOCUS = """(key) => [...document.querySelectorAll("#picture [data-key]")]
  .find((one) => one.dataset.key === key && one.checkVisibility()).focus()"""
CHOSEN = """(() => {
  const { key } = policyPage.state();
  const shown = document.querySelector("#panel h2").innerText;
  return [key, document.activeElement.dataset.key, shown, policyPage.data.details[key].title.en];
})()"""


USE_FACETS = """() => [...document.querySelectorAll("select[data-facet]")].map((one) => {
  const shown = () => document.querySelector("#shown").innerText;
  const choose = (value) => {
    one.value = value;
    one.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const [last, before] = [[...one.options].at(-1).value, shown()];
  choose(last);
  const found = [last, policyPage.state().facets[one.dataset.facet], before, shown()];
  choose("");
  return found;
})"""
USE_SWITCHES = """() => [...document.querySelectorAll("[data-switch]")].map((one) => {
  const pressed = () => {
    one.click();
    return one.getAttribute("aria-pressed");
  };
  return `${pressed()} ${pressed()}`;
})"""


@pages
def test_the_tools_act_and_the_permalink_restores_it_all(
    open_page: Open, kept_page: Open, draw: Draw, sample: Sample
) -> None:
    opened = kept_page(draw(sample), "#lang=zh&theme=light")
    page = opened.page
    untouched = page.evaluate(PICTURE)
    page.locator("#language").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate(PICTURE) != untouched or page.locator("i[lang=en]").first.is_visible()
    page.locator("#theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != "rgb(245, 247, 250)"
    page.locator("#table").click()
    assert page.locator("#twin").is_visible()
    for last, kept, before, after in page.evaluate(USE_FACETS):
        assert kept == last
        assert after != before or last == ""
    assert set(page.evaluate(USE_SWITCHES)) <= {"false true"}
    # Something of everything, and then the same in another window.
    key = page.evaluate(SHOWN_KEYS)[0]
    name = page.evaluate("(key) => policyPage.data.details[key].title.en", key)
    page.locator("#search").fill(name[:4])
    if page.locator("[data-switch]").count():
        page.locator("[data-switch]").last.click()
    opened.go(page.evaluate("(key) => `${location.hash}&${new URLSearchParams({ key })}`", key))
    page.locator("#permalink").click()
    again = open_page(draw(sample), page.url[page.url.index("#") :])
    for look in (STATE, PICTURE, "location.hash", "policyPage.table()"):
        assert again.page.evaluate(look) == page.evaluate(look), look
    for where in ("#panel", "#twin"):
        assert again.page.locator(where).inner_text() == page.locator(where).inner_text()
    page.locator("#reset").click()
    page.locator("#language").click()
    assert page.evaluate(PICTURE) == untouched
    opened.assert_clean()
    again.assert_clean()


@views
def test_search_lights_what_it_finds(kept_page: Open, draw: Draw, sample: Sample) -> None:
    opened = kept_page(draw(sample), "#lang=en&theme=light")
    page = opened.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    shown = page.evaluate(SHOWN_KEYS)
    title = page.evaluate("(keys) => policyPage.data.details[keys.at(-1)].title", shown)
    names = [title["en"], title["zh"]]
    found = {}
    for name in names:
        page.locator("#search").fill(name.split(" × ")[0].upper())
        found[name] = page.locator("#picture .found").count()
    assert all(found.values()), found
    page.keyboard.press("Enter")
    assert key_of(opened)
    page.locator("#search").fill("\u4dff nothing of that name")
    assert page.locator("#picture .found").count() == 0
    assert page.locator("#status").inner_text() == "Nothing of that name here"
    opened.assert_clean()


@views
def test_an_address_with_nonsense_does_no_harm(
    open_page: Open, kept_page: Open, draw: Draw, sample: Sample
) -> None:
    opened = kept_page(draw(sample), "#lang=zh&theme=light")
    plain = opened.page.evaluate(PICTURE)
    nonsense = (
        "#lang=xx&theme=<b>&key=__proto__&key=none&off=%00&off=a b&source=zz&category=<i>&q="
        + "%3Cimg%20src=x%3E"
        + "&table=7&rows=none+*&columns=constructor&order=toString&%E0%A4%A"
    )
    if sample == SINGLE[0]:  # what the first script makes of it, too
        opened = open_page(draw(sample), nonsense)
    else:
        opened.go(nonsense)
    state = json.loads(opened.page.evaluate(STATE))
    assert (state["lang"], state["key"], state["off"], state["table"]) == ("zh", None, [], False)
    assert not any(state["facets"].values())
    opened.page.locator("#search").fill("")
    assert opened.page.evaluate(PICTURE) == plain
    opened.assert_clean()


@views
def test_the_table_sorts_and_is_copied(kept_page: Open, draw: Draw, sample: Sample) -> None:
    opened = kept_page(draw(sample), "#lang=en&theme=light&table=1")
    page = opened.page
    rows = page.locator("#twin tbody tr")

    def cells() -> list[list[str]]:
        found: list[list[str]] = page.evaluate(
            "[...document.querySelectorAll('#twin tbody tr')].map((row) => [...row.cells].map("
            "(cell) => (cell.querySelector('i[lang=en]') ?? cell).textContent.trim()))"
        )
        return found

    before = cells()
    assert len(before) == rows.count() > 0
    head = page.locator("#twin th button").first
    head.click()
    up = cells()
    head.click()
    down = cells()
    assert sorted(up) == sorted(down) == sorted(before)
    # As the browser's own collation has it: a quotation mark stands before every letter.
    order = page.evaluate(
        "(names) => names.toSorted(new Intl.Collator('en', { numeric: true }).compare)",
        [row[0] for row in before],
    )
    assert (up[0][0], down[0][0]) == (order[0], order[-1])
    assert page.locator("#twin th").first.get_attribute("aria-sort") == "descending"
    copied = [line.split("\t") for line in page.evaluate("policyPage.table()").splitlines()]
    assert copied[1:] == [[re.sub(r"\s+", " ", cell) for cell in row] for row in down]
    page.locator("#copy-table").click()
    opened.wait_for("document.querySelector('#status').textContent !== ''")
    # A row chooses what it is about.
    rows.first.locator("button").first.press("Enter")
    assert key_of(opened) == rows.first.get_attribute("data-key")
    opened.assert_clean()


@views
def test_nothing_serious_for_axe(open_page: Open, draw: Draw, sample: Sample) -> None:
    # axe-core is put into the page by the tester, so the policy has to stand aside here.
    opened = open_page(draw(sample), "#lang=zh&theme=light&table=1", bypass_csp=True)
    assert find_grave(opened) == []
    key = opened.page.locator("#twin tbody tr").first.get_attribute("data-key")
    opened.go(f"#{urlencode({'lang': 'en', 'theme': 'dark', 'key': key})}")
    assert key_of(opened) == key
    assert find_grave(opened) == []


def test_chinese_is_drawn_in_characters_not_boxes(kept_page: Open, draw: Draw) -> None:
    opened = kept_page(draw(PAGES[0]), "#lang=zh")
    assert opened.page.evaluate(BOXES) is False
