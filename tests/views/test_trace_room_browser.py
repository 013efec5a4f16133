"""What room the layered trace takes: cards hold their text, links end at them, phone and paper."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from page_checks import count_pages
from page_samples import Draw, Sample
from trace_shapes import CARDS, WIRES, choose

if TYPE_CHECKING:
    from browser_page import Open, Opened

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser
Shipped = Callable[[str | None], str]


@pytest.fixture(scope="module")
def shipped(draw: Draw) -> Shipped:
    return lambda term: draw(Sample("trace", term, shipped=True))


@pytest.mark.parametrize("term", ["碳足迹", "算力", None])
def test_cards_hold_their_text_and_links_end_at_their_cards(
    kept_page: Open, shipped: Shipped, term: str | None
) -> None:
    opened = kept_page(shipped(term), "#lang=zh&theme=light")
    for width, height in ((1440, 900), (1280, 720), (390, 844)):
        opened.page.set_viewport_size({"width": width, "height": height})
        for lang in ("zh", "en"):
            opened.page.evaluate("(lang) => { location.hash = `#lang=${lang}` }", lang)
            opened.page.locator(f"html[data-lang={lang}]").wait_for(state="attached")
            found = opened.page.evaluate(CARDS)
            assert max(one["over"] for one in found) <= 0, (width, lang)
            assert min(one["size"] for one in found) >= 11
            for a, b in combinations(found, 2):
                apart = a["right"] <= b["left"] or b["right"] <= a["left"]
                assert apart or a["bottom"] <= b["top"] or b["bottom"] <= a["top"], (a, b)
            assert_joined(opened, {one["key"]: one for one in found})
            if width > 390:
                fits = "(one) => one.scrollWidth <= one.clientWidth"
                assert opened.page.locator("#picture").evaluate(fits)
    opened.assert_clean()


def assert_joined(opened: Opened, boxes: dict[str, dict[str, float]]) -> None:
    for wire in opened.page.evaluate(WIRES):
        left, right = (boxes[key] for key in wire["key"].split(">"))
        assert abs(wire["from"][0] - left["right"]) < 1
        assert abs(wire["to"][0] - right["left"]) < 1
        assert left["top"] - 1 <= wire["from"][1] <= left["bottom"] + 1
        assert right["top"] - 1 <= wire["to"][1] <= right["bottom"] + 1


def test_on_a_phone_one_slides_and_what_is_chosen_stays_in_view(
    kept_page: Open, shipped: Shipped
) -> None:
    opened = kept_page(shipped("碳足迹"), "#lang=zh&theme=light", width=390, height=844)
    page = opened.page
    assert page.locator(".slide").locator("visible=true").inner_text() == "← 左右滑动，共 6 栏 →"
    assert page.evaluate("document.querySelector('#picture').scrollWidth") > 390
    choose(opened, "bottleneck-carbon-footprint-accounting")
    card = page.locator(".card.chosen").bounding_box()
    beside = page.locator("#panel").bounding_box()
    assert card is not None
    assert beside is not None
    assert beside["y"] + beside["height"] == 844
    assert card["y"] >= 0
    assert card["y"] + card["height"] <= beside["y"]


@pytest.mark.parametrize(("term", "upright"), [("碳足迹", False), ("算力", True)])
def test_on_paper_the_picture_fits_a_page(
    kept_page: Open, shipped: Shipped, term: str, upright: bool
) -> None:
    opened = kept_page(shipped(term), "#lang=zh&theme=dark&table=1")
    page = opened.page
    assert ("upright" in page.evaluate("document.documentElement.className")) is upright
    page.emulate_media(media="print")
    # A4 without its margins, in CSS pixels.
    width, height = (718, 1047) if upright else (1047, 718)
    page.set_viewport_size({"width": width, "height": height})
    box = page.locator(".stage").locator("visible=true").bounding_box()
    assert box is not None
    assert box["width"] <= width
    assert box["y"] + box["height"] <= height
    assert page.locator(".key .plain").first.is_visible()
    assert page.locator("[data-show]").locator("visible=true").count() == 0
    rows = page.locator("#twin tbody tr").count()
    assert 2 <= count_pages(page.pdf(prefer_css_page_size=True)) <= 1 + rows / 10
    opened.assert_clean()
