"""What every drawn page must do, in a real browser with the network cut.

A view that is built on the shell is held to all of it by its line in `PAGES`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import World
from page_checks import (
    BOXES,
    PICTURE,
    SHOWN_KEYS,
    STATE,
    count_pages,
    find_collisions,
    find_grave,
    letters_in,
    lines,
)

import kg
from kg.language import Lang

if TYPE_CHECKING:
    from browser_page import Open, Opened

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Sample:
    """A view to look at: of the shipped graph, or of the miniature world of `builders`."""

    view: str
    term: str | None = None
    shipped: bool = False

    def __str__(self) -> str:
        return "-".join((self.view, self.term or "all", "shipped" if self.shipped else "mini"))


PAGES = (
    Sample("matrix"),
    Sample("matrix", shipped=True),
    Sample("trace", "碳足迹", shipped=True),
    Sample("schema", shipped=True),
    Sample("charts", shipped=True),
    Sample("regions", shipped=True),
    Sample("timeline", shipped=True),
    Sample("sankey", shipped=True),
)
SIZES = ((1440, 900), (1280, 720), (390, 844))
LANGS: tuple[Lang, ...] = ("zh", "en")
ENTERED = 12  # of the keys of a page, so many are chosen one by one
SINGLE = tuple({sample.view: sample for sample in reversed(PAGES)}.values())  # one of each view

Draw = Callable[[Sample], str]


@cache
def shipped() -> kg.PolicyGraph:
    return kg.load()


@pytest.fixture(scope="module")
def draw(mini: kg.PolicyGraph) -> Draw:
    """Return the page of a sample, drawn once."""

    @cache
    def drawn(sample: Sample) -> str:
        graph = shipped() if sample.shipped else mini
        return graph.view(sample.view, sample.term, "zh", f"kg view {sample.view}")

    return drawn


pages = pytest.mark.parametrize("sample", PAGES, ids=str)
views = pytest.mark.parametrize("sample", SINGLE, ids=str)


def show(opened: Opened, fragment: str) -> None:
    opened.page.evaluate("(to) => { location.hash = to }", fragment)
    lang = re.search(r"lang=(\w+)", fragment)
    assert lang
    opened.page.locator(f"html[data-lang={lang[1]}]").wait_for(state="attached")


def key_of(opened: Opened) -> str | None:
    found: str | None = opened.page.evaluate("policyPage.state().key")
    return found


@pages
def test_everything_fits_and_can_be_read(open_page: Open, draw: Draw, sample: Sample) -> None:
    opened = open_page(draw(sample), "#lang=zh&theme=light")
    for lang in LANGS:
        for width, height in SIZES:
            opened.page.set_viewport_size({"width": width, "height": height})
            show(opened, f"#lang={lang}&theme=light")
            assert opened.page.evaluate("document.documentElement.scrollWidth") == width
            for where in ("#picture", "header", "#panel", "footer"):
                found = lines(opened, where)
                assert found or where == "footer"
                assert find_collisions(found) == [], (lang, width, where)
                assert [one for one in found if one["out"] > 1.5] == [], (lang, width, where)
                assert min((one["size"] for one in found), default=11) >= 11, (lang, width, where)
    assert_panel_is_whole(opened)
    opened.assert_clean()


def assert_panel_is_whole(opened: Opened) -> None:
    """Fail if the panel with the most to say reaches beyond the window: it has to scroll itself."""
    opened.page.evaluate(
        """() => {
          const { details } = policyPage.data;
          const weight = ([, { claims }]) => claims.length;
          const [[key]] = Object.entries(details).sort((a, b) => weight(b) - weight(a));
          location.hash = new URLSearchParams({ key });
        }"""
    )
    opened.page.wait_for_function("policyPage.state().key !== null")
    for width, height in SIZES[:2]:
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.wait_for_timeout(30)
        box = opened.page.locator("#panel").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height + 1
        assert box["x"] + box["width"] == width


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
    open_page: Open, draw: Draw, sample: Sample
) -> None:
    opened = open_page(draw(sample), "#lang=en&theme=light")
    page = opened.page
    wanted = page.evaluate(SHOWN_KEYS)
    assert wanted
    page.locator("#picture").focus()
    seen: list[str] = []
    for _ in range(3 * len(wanted) + 20):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.closest('#picture') !== null")
        if not inside:
            break
        key = page.evaluate("document.activeElement.dataset.key ?? null")
        seen += [key] if key else []
    assert set(seen) == set(wanted)
    for key in wanted[:: max(1, len(wanted) // ENTERED)]:
        page.evaluate(
            "(key) => [...document.querySelectorAll('#picture [data-key]')]"
            ".find((one) => one.dataset.key === key && one.checkVisibility()).focus()",
            key,
        )
        page.keyboard.press("Enter")
        assert key_of(opened) == key
        title = page.evaluate("(key) => policyPage.data.details[key].title.en", key)
        # The one who chose stays where they were.
        assert page.evaluate("document.activeElement.dataset.key") == key
        shown = page.locator("#panel h2").inner_text()
        assert " ".join(shown.split()) == " ".join(title.split())
    page.keyboard.press("Escape")
    assert key_of(opened) is None
    opened.assert_clean()


@pages
def test_the_tools_act_and_the_permalink_restores_it_all(
    open_page: Open, draw: Draw, sample: Sample
) -> None:
    opened = open_page(draw(sample), "#lang=zh&theme=light")
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
    for select in page.locator("[data-facet]").all():
        last = select.evaluate("(one) => [...one.options].at(-1).value")
        before = page.locator("#shown").inner_text()
        select.select_option(last)
        assert page.evaluate("policyPage.state().facets")[select.get_attribute("data-facet")]
        assert page.locator("#shown").inner_text() != before or last == ""
        select.select_option("")
    for switch in page.locator("[data-switch]").all():
        switch.click()
        assert switch.get_attribute("aria-pressed") == "false"
        switch.click()
    # Something of everything, and then the same in another window.
    key = page.evaluate(SHOWN_KEYS)[0]
    name = page.evaluate("(key) => policyPage.data.details[key].title.en", key)
    page.locator("#search").fill(name[:4])
    if page.locator("[data-switch]").count():
        page.locator("[data-switch]").last.click()
    page.evaluate(
        """(key) => {
          const to = new URLSearchParams(location.hash.slice(1));
          to.set("key", key);
          location.hash = to;
        }""",
        key,
    )
    page.wait_for_function("policyPage.state().key !== null")
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
def test_search_lights_what_it_finds(open_page: Open, draw: Draw, sample: Sample) -> None:
    opened = open_page(draw(sample), "#lang=en&theme=light")
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
def test_an_address_with_nonsense_does_no_harm(open_page: Open, draw: Draw, sample: Sample) -> None:
    plain = open_page(draw(sample), "#lang=zh&theme=light")
    nonsense = (
        "#lang=xx&theme=<b>&key=__proto__&key=none&off=%00&off=a b&source=zz&category=<i>&q="
        + "%3Cimg%20src=x%3E"
        + "&table=7&rows=none+*&columns=constructor&order=toString&%E0%A4%A"
    )
    opened = open_page(draw(sample), nonsense)
    state = json.loads(opened.page.evaluate(STATE))
    assert (state["lang"], state["key"], state["off"], state["table"]) == ("zh", None, [], False)
    assert not any(state["facets"].values())
    opened.page.locator("#search").fill("")
    assert opened.page.evaluate(PICTURE) == plain.page.evaluate(PICTURE)
    opened.assert_clean()


@views
def test_the_table_sorts_and_is_copied(open_page: Open, draw: Draw, sample: Sample) -> None:
    opened = open_page(draw(sample), "#lang=en&theme=light&table=1")
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
    page.wait_for_function("document.querySelector('#status').textContent !== ''")
    # A row chooses what it is about.
    rows.first.locator("button").first.press("Enter")
    assert key_of(opened) == rows.first.get_attribute("data-key")
    opened.assert_clean()


@views
def test_the_picture_goes_out_as_svg_and_png(open_page: Open, draw: Draw, sample: Sample) -> None:
    opened = open_page(draw(sample), "#lang=zh&theme=light")
    page = opened.page
    with page.expect_download() as waiting:
        page.locator("#svg").click()
    assert waiting.value.suggested_filename == f"policy-{sample.view}.svg"
    svg = waiting.value.path().read_bytes()
    root = ET.fromstring(svg)  # noqa: S314
    assert not [one for one in root.iter() if {"class", "style"} & one.attrib.keys()]

    def bare(text: str) -> str:
        return re.sub(r"\s+", "", text)

    drawn = bare("".join(root.itertext()))
    # Signs that only a page can act on, such as + to unfold, may stay behind.
    words = [bare(one["words"]) for one in lines(opened) if re.search(r"\w", one["words"])]
    assert [one for one in words if one not in drawn] == []
    title = bare(page.locator("h1 > i[lang=zh]").inner_text())
    assert title in drawn
    assert page.evaluate("document.querySelector('.exporting')") is None
    with page.expect_download() as waiting:
        page.locator("#png").click()
    png = waiting.value.path().read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
    assert len(png) > 5000
    opened.assert_clean()


@views
def test_print_gives_text_and_the_table_on_a_page_of_its_own(
    open_page: Open, draw: Draw, sample: Sample
) -> None:
    opened = open_page(draw(sample), "#lang=zh&theme=dark")
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#twin table").is_visible()
    assert opened.page.locator("#panel").is_hidden()
    look = "getComputedStyle(document.querySelector('{}')).{}"
    assert opened.page.evaluate(look.format("#twin", "breakBefore")) == "page"
    assert opened.page.evaluate(look.format("body", "backgroundColor")) == "rgb(255, 255, 255)"
    assert opened.page.evaluate(look.format("h1", "color")) == "rgb(21, 25, 31)"
    title = opened.page.locator("h1 > i[lang=zh]").inner_text()
    for paper in ("A4", "A3"):
        pdf = opened.page.pdf(format=paper, landscape=True)
        assert count_pages(pdf) >= 2
        assert set(title) - set(" “”") <= letters_in(pdf)
    opened.assert_clean()


@views
def test_without_a_script_everything_is_there(open_page: Open, draw: Draw, sample: Sample) -> None:
    scripted = open_page(draw(sample), "#lang=zh&theme=light&table=1")
    opened = open_page(draw(sample), java_script_enabled=False)
    text = opened.page.locator("#picture").inner_text()
    names = scripted.page.evaluate(
        f"{SHOWN_KEYS}.map((key) => policyPage.data.details[key].title.zh)"
    )
    plain = [name for name in names if " × " not in name and name in scripted_words(scripted)]
    assert plain
    assert [name for name in plain if name not in re.sub(r"\s+", "", text)] == []
    rows = opened.page.locator("#twin tbody tr")
    assert rows.count() == scripted.page.locator("#twin tbody tr").count()
    assert all(row.is_visible() for row in rows.all()[:20])
    assert "JavaScript" in opened.page.locator("noscript").inner_text()
    assert opened.page.locator("#panel").is_hidden()


def scripted_words(opened: Opened) -> str:
    return re.sub(r"\s+", "", opened.page.locator("#picture").inner_text())


@views
def test_nothing_serious_for_axe(open_page: Open, draw: Draw, sample: Sample) -> None:
    # axe-core is put into the page by the tester, so the policy has to stand aside here.
    opened = open_page(draw(sample), "#lang=zh&theme=light&table=1", bypass_csp=True)
    assert find_grave(Axe().run(opened.page).response["violations"]) == []
    key = opened.page.locator("#twin tbody tr").first.get_attribute("data-key")
    show(opened, f"#{urlencode({'lang': 'en', 'theme': 'dark', 'key': key})}")
    assert key_of(opened) == key
    assert find_grave(Axe().run(opened.page).response["violations"]) == []


ATTACKS = (
    "<script>window.__hacked=1</script>",
    "</script><script>window.__hacked=1</script>",
    '"><img src=x onerror="window.__hacked=1">',
    "'-window.__hacked--'\\\"`${window.__hacked=1}`",
    "<svg onload=window.__hacked=1><a href=javascript:window.__hacked=1>href</a>",
    "{{ 7*7 }}{% raw %}]]><!-- --><style>*{display:none}</style>",
    "{name} {claim} __proto__ &lt;b&gt; \u202e=1+1",
)
LITERAL = re.compile(r'"([^"\\]*)"(@(?:en|zh)) ')
SAID = ("paraphrase_zh", "paraphrase_en", "rationale_zh", "rationale_en")


def poison(world: World) -> World:
    """Put an attack before every text that a page may show: labels, definitions, paraphrases …"""
    count = 0

    def attack(text: str) -> str:
        nonlocal count
        count += 1
        return f"{ATTACKS[count % len(ATTACKS)]} {text}"

    for path in sorted(world.data.rglob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        put = LITERAL.sub(lambda m: f"{json.dumps(attack(m[1]), ensure_ascii=False)}{m[2]} ", text)
        path.write_text(put, encoding="utf-8")
    for path in sorted(world.data.rglob("*.csv")):
        poison_table(world, path.relative_to(world.data).as_posix(), attack)
    assert count > 60
    return world


def poison_table(world: World, name: str, attack: Callable[[str], str]) -> None:
    with world.path(name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not set(SAID) & rows[0].keys():
        return
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        changed = {key: attack(row[key]) for key in SAID if row.get(key)}
        writer.writerow(row | changed)
    world.path(name).write_text(out.getvalue(), encoding="utf-8")


@pytest.mark.parametrize("sample", [s for s in SINGLE if not s.shipped], ids=str)
def test_hostile_text_is_shown_and_never_run(open_page: Open, world: World, sample: Sample) -> None:
    html = poison(world).load().view(sample.view, None, "en", " ".join(ATTACKS))
    opened = open_page(html, "#lang=en&theme=light&table=1")
    chosen = opened.page.evaluate(
        """async () => {
          const keys = Object.keys(policyPage.data.details);
          for (const key of keys) {
            const there = new Promise((done) => {
              addEventListener("hashchange", done, { once: true });
            });
            location.hash = new URLSearchParams({ key });
            await there;
            if (policyPage.state().key !== key) return key;
          }
          return keys.length;
        }"""
    )
    assert isinstance(chosen, int)
    assert chosen >= 2
    for lang in LANGS:
        show(opened, f"#lang={lang}&table=1")
        told = opened.page.locator("body").inner_text()
        assert "window.__hacked=1" in told
        assert "7*7" in told
        for attack in ATTACKS:
            opened.page.locator("#search").fill(attack)
        ET.fromstring(opened.page.evaluate("policyPage.svg()"))  # noqa: S314
    assert opened.page.locator("#picture img, #picture script, #panel img").count() == 0
    opened.assert_clean()


def test_chinese_is_drawn_in_characters_not_boxes(open_page: Open, draw: Draw) -> None:
    opened = open_page(draw(PAGES[0]), "#lang=zh")
    assert opened.page.evaluate(BOXES) is False


def test_the_bytes_are_the_same_whatever_the_hash_seed(draw: Draw) -> None:
    # Another process, with a seed of its own, draws all pages of the shipped graph.
    wanted = sorted({(s.view, s.term) for s in PAGES if s.shipped}, key=str)
    code = (
        "import hashlib, kg\n"
        "graph = kg.load()\n"
        f"for name, term in {wanted!r}:\n"
        "    page = graph.view(name, term, 'zh', f'kg view {name}')\n"
        "    print(hashlib.sha256(page.encode()).hexdigest())\n"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        text=True,
    )
    own = [draw(Sample(name, term, shipped=True)) for name, term in wanted]
    assert done.stdout.split() == [hashlib.sha256(page.encode()).hexdigest() for page in own]
