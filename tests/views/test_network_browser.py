"""The network page in a real browser, with the network cut."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from network_samples import term_network, whole_network
from page_checks import BOXES, find_grave

from kg.language import Lang
from kg.views import palette
from kg.views.network import NetworkDrawing
from kg.views.network_data import NetworkData

if TYPE_CHECKING:
    from browser_page import Open, Opened

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser
COMMAND = "kg view network -o network.html"
HUB = "bottleneck-0"


@cache
def term_page() -> str:
    return NetworkDrawing(term_network(8)).render(lang="zh", command=COMMAND)


@cache
def whole_page() -> str:
    return NetworkDrawing(whole_network(40)).render(lang="zh", command=COMMAND)


@cache
def small_page() -> str:
    return NetworkDrawing(whole_network(4)).render(lang="zh", command=COMMAND)


def cards(opened: Opened) -> list[dict[str, Any]]:
    return list(opened.page.evaluate("policyNetwork.cards()"))


def ids(opened: Opened) -> set[str]:
    return {card["id"] for card in cards(opened)}


def settle(opened: Opened) -> None:
    """Wait until what was asked of the page is drawn."""
    opened.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def click_card(opened: Opened, one: str) -> None:
    page = opened.page
    at = page.evaluate("(id) => policyNetwork.onScreen(id)", one)
    page.locator("#canvas canvas").click(position={"x": at["x"], "y": at["y"]})
    settle(opened)


def panel(opened: Opened) -> str:
    return opened.page.locator("#panel").inner_text()


@pytest.mark.parametrize("page", [term_page, whole_page])
def test_cards_keep_apart_and_hold_their_text(kept_page: Open, page: Any) -> None:
    opened = kept_page(page(), "#lang=zh&theme=light")
    for width, height in ((1440, 900), (1280, 720)):
        opened.page.set_viewport_size({"width": width, "height": height})
        for lang in ("zh", "en"):
            opened.page.evaluate("(lang) => { location.hash = `#lang=${lang}` }", lang)
            opened.page.locator(f"html[data-lang={lang}]").wait_for(state="attached")
            assert_legible(opened)
    opened.assert_clean()


def assert_legible(opened: Opened) -> None:
    found = cards(opened)
    assert found
    for a, b in combinations(found, 2):
        apart_x = abs(a["x"] - b["x"]) * 2 >= a["width"] + b["width"]
        assert apart_x or abs(a["y"] - b["y"]) * 2 >= a["height"] + b["height"], (a, b)
    assert opened.page.evaluate("policyNetwork.linesFit()")
    assert opened.page.evaluate("policyNetwork.scale()") * 13 >= 11


def test_eighty_cards_open_with_text_one_can_read(kept_page: Open) -> None:
    page = NetworkDrawing(whole_network(60)).render(lang="en", command=COMMAND)
    opened = kept_page(page, "#lang=en&" + "&".join(f"open=1+bottleneck-{i}" for i in range(8)))
    assert 70 <= len(cards(opened)) <= 90
    assert_legible(opened)


def test_what_lies_beyond_the_edge_is_drawn_when_one_gets_there(kept_page: Open) -> None:
    fragment = "#lang=en&theme=light&" + "&".join(f"open=1+bottleneck-{i}" for i in range(8))
    opened = kept_page(whole_page(), fragment)
    last = max(cards(opened), key=lambda card: (card["layer"] == 1, card["y"]))
    opened.page.evaluate(
        "(id) => document.querySelector(`[data-card='${id}']`).focus()", last["id"]
    )
    settle(opened)
    bar = {"x": last["x"] - last["width"] / 2 + 2, "y": last["y"]}
    assert colour_at(opened, bar) == palette.COLUMNS["light"][1]


def colour_at(opened: Opened, point: dict[str, float]) -> str:
    found = opened.page.evaluate(
        """(point) => {
          const at = policyNetwork.toScreen(point);
          const canvas = document.querySelector("#canvas canvas");
          const ratio = canvas.width / canvas.clientWidth;
          const data = canvas.getContext("2d").getImageData(at.x * ratio, at.y * ratio, 1, 1).data;
          return [...data.slice(0, 3)];
        }""",
        point,
    )
    return "#" + "".join(f"{part:02x}" for part in found)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_places_cards_as_the_library_does(kept_page: Open, lang: Lang) -> None:
    for network, page in ((term_network(8), term_page()), (whole_network(40), whole_page())):
        spots = NetworkData(network).spots(lang)
        opened = kept_page(page, f"#lang={lang}")
        assert {c["id"]: (c["y"], c["width"]) for c in cards(opened)} == {
            one: (spot.y, spot.width) for one, spot in spots.items()
        }


def test_it_never_opens_on_everything(kept_page: Open) -> None:
    opened = kept_page(whole_page())
    assert len(cards(opened)) == 12
    assert opened.page.locator("#twin tbody tr").count() == len(whole_network(40).links)


def test_unfolding_adds_at_most_25_at_a_time(kept_page: Open) -> None:
    opened = kept_page(whole_page(), "#lang=zh&pin=actor-hub")
    sizes = [len(cards(opened))]
    for _ in range(3):
        opened.page.evaluate("document.querySelector('[data-card=\"actor-hub\"]').focus()")
        opened.page.keyboard.press("Enter")
        if len(sizes) == 1:  # the first Enter chooses the card
            opened.page.keyboard.press("Enter")
        sizes.append(len(cards(opened)))
    steps = [b - a for a, b in pairwise(sizes)]
    assert steps[0] == 25
    assert max(steps) <= 25
    assert steps[1] == 15


def test_a_click_opens_evidence_and_a_link_its_reason(kept_page: Open) -> None:
    opened = kept_page(term_page(), "#lang=en&theme=light")
    click_card(opened, "action-0")
    assert "Set up method number 0" in panel(opened)
    assert "example-2024 二.四 ¶1" in panel(opened)
    assert "Example paraphrase action-0" in panel(opened)
    opened.page.locator("#panel button.show").first.click()
    assert "Example reason" in panel(opened)
    assert "both passages name the same mechanism" in panel(opened)
    assert "link=" in opened.page.url
    opened.assert_clean()


def test_a_thread_says_how_many_of_its_links_are_inferred(kept_page: Open) -> None:
    opened = kept_page(term_page(), f"#lang=en&node={HUB}")
    assert "links: 4 · inferred: 2" in panel(opened)


def test_a_click_on_a_link_selects_it(kept_page: Open) -> None:
    opened = kept_page(term_page(), "#lang=zh")
    point = opened.page.evaluate(
        """() => {
          const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
          const one = policyNetwork.paths()[0];
          path.setAttribute("d", one.d);
          const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
          return { x, y, index: one.index };
        }"""
    )
    at = opened.page.evaluate("(p) => policyNetwork.toScreen(p)", point)
    opened.page.locator("#canvas canvas").click(position=at)
    settle(opened)
    assert f"link={point['index']}" in opened.page.url


@pytest.mark.parametrize(("page", "fragment"), [
    (term_page, "#lang=zh&theme=light"),
    (term_page, f"#lang=en&theme=dark&node={HUB}"),
    (small_page, "#lang=zh&theme=dark&table=1"),
    (small_page, "#lang=en&theme=light&link=0"),
])  # fmt: skip
def test_nothing_serious_for_axe(kept_page: Open, page: Any, fragment: str) -> None:
    # axe-core is put into the page by the tester, so the policy has to stand aside here.
    opened = kept_page(page(), fragment, bypass_csp=True)
    assert find_grave(opened) == []


def test_the_keyboard_reaches_everything(kept_page: Open) -> None:
    opened = kept_page(term_page(), "#lang=en&theme=light")
    page = opened.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("method number 3")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.card") == "action-3"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.card") == "measure-3"
    page.keyboard.press("Enter")
    assert "node=measure-3" in page.url
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.card").startswith("measure-")
    page.keyboard.press("Escape")
    assert "node=" not in page.url
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    opened.assert_clean()


def test_a_row_of_the_table_selects_its_link(kept_page: Open) -> None:
    opened = kept_page(term_page(), "#lang=en&table=1")
    button = opened.page.locator("#twin tbody button").nth(3)
    button.focus()
    opened.page.keyboard.press("Enter")
    assert "link=3" in opened.page.url


def test_the_table_sorts(kept_page: Open) -> None:
    opened = kept_page(term_page(), "#lang=en&table=1")
    head = opened.page.locator("#twin th button").nth(3)
    head.click()
    first = opened.page.locator("#twin tbody tr").first.inner_text()
    head.click()
    last = opened.page.locator("#twin tbody tr").first.inner_text()
    assert "inferred" in first
    assert "stated" in last
    assert opened.page.locator("#twin th").nth(3).get_attribute("aria-sort") == "descending"


def test_filters_and_the_permalink_that_restores_them(open_page: Open, kept_page: Open) -> None:
    opened = kept_page(term_page(), "#lang=zh&theme=light")
    page = opened.page
    all_links = len(page.evaluate("policyNetwork.links()"))
    page.locator('[data-off="inferred"]').click()
    page.locator('[data-off="RecommendedAction"]').click()
    page.locator("#language").click()
    page.locator("#theme").click()
    page.locator("#region").select_option("region-shanghai")
    click_card(opened, "document-1")
    links = page.evaluate("policyNetwork.links()")
    assert 0 < len(links) < all_links
    assert {link["strength"] for link in links} == {"stated"}
    assert not [one for one in ids(opened) if one.startswith(("action", "bottleneck"))]
    again = open_page(term_page(), page.url[page.url.index("#") :])
    for look in ("policyNetwork.cards()", "policyNetwork.links()", "location.hash"):
        assert again.page.evaluate(look) == page.evaluate(look)
    assert panel(again) == panel(opened)
    for attribute in ("data-lang", "data-theme"):
        html = opened.page.locator("html").get_attribute(attribute)
        assert again.page.locator("html").get_attribute(attribute) == html


def test_a_permalink_with_nonsense_does_no_harm(kept_page: Open) -> None:
    fragment = (
        "#lang=xx&theme=<b>&node=none&link=99999&open=a+b&off=%00&pin=none&region=zz&source=zz"
    )
    opened = kept_page(term_page(), fragment)
    assert len(cards(opened)) == len(term_network(8).nodes)
    opened.assert_clean()


def test_the_source_filter(kept_page: Open) -> None:
    opened = kept_page(whole_page(), "#lang=zh&pin=actor-hub")
    assert "actor-hub" in ids(opened)
    opened.page.locator("#source").select_option("example-2024")
    assert "actor-hub" not in ids(opened)


def test_reset_begins_again(kept_page: Open) -> None:
    opened = kept_page(whole_page(), "#lang=zh&theme=light&off=stated&open=1+bottleneck-0")
    opened.page.locator("#reset").click()
    assert len(cards(opened)) == 12


def save(opened: Opened, button: str, tmp_path: Path) -> bytes:
    with opened.page.expect_download() as waiting:
        opened.page.locator(button).click()
    file = tmp_path / f"export{button[1:]}"
    waiting.value.save_as(file)
    return file.read_bytes()


def test_the_svg_is_xml_with_every_card(kept_page: Open, tmp_path: Path) -> None:
    opened = kept_page(whole_page(), "#lang=zh")
    root = ET.fromstring(save(opened, "#svg", tmp_path))  # noqa: S314
    texts = "".join(root.itertext())
    for card in cards(opened):
        assert all(line in texts for line in card["lines"])
    assert "原文就整体而言" in texts
    opened.assert_clean()


def test_the_png_shows_something(kept_page: Open, tmp_path: Path) -> None:
    opened = kept_page(term_page(), "#lang=zh&theme=light")
    found = save(opened, "#png", tmp_path)
    assert found.startswith(b"\x89PNG")
    assert len(found) > 20_000
    assert io.BytesIO(found).getbuffer().nbytes == len(found)


def test_print_shows_the_picture_as_vectors_and_the_table(kept_page: Open) -> None:
    opened = kept_page(term_page(), "#lang=zh&theme=dark")
    opened.page.emulate_media(media="print")
    # A4 laid flat without its margins, in CSS pixels.
    opened.page.set_viewport_size({"width": 1032, "height": 703})
    box = opened.page.locator("#snapshot svg").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 703
    assert opened.page.locator("#twin table").is_visible()
    assert opened.page.locator("main").is_hidden()
    ink = opened.page.evaluate("getComputedStyle(document.querySelector('td')).color")
    assert ink == "rgb(0, 0, 0)"


def test_without_a_script_the_table_is_there(open_page: Open) -> None:
    opened = open_page(term_page(), java_script_enabled=False)
    rows = opened.page.locator("#twin tbody tr")
    assert rows.count() == len(term_network(8).links)
    assert rows.first.is_visible()
    assert "JavaScript" in opened.page.locator("body").inner_text()


def test_chinese_is_drawn_in_characters_not_boxes(kept_page: Open) -> None:
    opened = kept_page(term_page(), "#lang=zh")
    assert opened.page.evaluate(BOXES) is False


def test_the_private_banner(kept_page: Open) -> None:
    network = term_network(2)
    words = {n.evidence[0].iri: "读者文本中的字句" for n in network.nodes if n.evidence}
    page = NetworkDrawing(network).render(lang="zh", command=COMMAND, words=words)
    opened = kept_page(page, "#lang=zh")
    banner = opened.page.locator(".private")
    assert banner.is_visible()
    assert "私人文件" in banner.inner_text()
    assert "Private" in banner.inner_text()
    click_card(opened, "action-0")
    assert "读者文本中的字句" in panel(opened)
    opened.assert_clean()
