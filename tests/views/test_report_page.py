"""The report as a page, in a real browser without a network: it asks for nothing, runs nothing."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import World
from report_samples import HARMFUL, sample_document, write_beside

import kg
from kg.views import palette
from kg.views.report import write_document
from kg.views.report.blocks import Run

if TYPE_CHECKING:
    from browser_page import Open

pytest_plugins = ("browser_page",)
WORD = "bottleneck-footprint"


@pytest.fixture(scope="module")
def rich(template: World, tmp_path_factory: pytest.TempPathFactory) -> kg.PolicyGraph:
    return write_beside(template.copied_to(tmp_path_factory.mktemp("page") / "world")).load()


def page(graph: kg.PolicyGraph, lang: str, word: str | None = WORD) -> str:
    return graph.report(word, "html", lang, "kg report").decode()  # type: ignore[arg-type]


def test_the_policy_lets_nothing_run(rich: kg.PolicyGraph) -> None:
    html = unescape(page(rich, "en"))
    assert "script-src 'none'" in html
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert "unsafe" not in html
    assert " style=" not in html
    assert "src=" not in html.replace("-src", "")


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("word", [WORD, None])
def test_the_page_asks_for_nothing(
    open_page: Open, rich: kg.PolicyGraph, lang: str, word: str | None
) -> None:
    opened = open_page(page(rich, lang, word))
    title = {"en": "Weak carbon footprint accounting", "zh": "碳足迹核算薄弱"}[lang]
    whole = {"en": "Bottlenecks and what answers them", "zh": "瓶颈及其回应"}[lang]
    assert opened.page.locator("h1").inner_text() == (title if word else whole)
    assert opened.page.evaluate("document.documentElement.lang").startswith(lang)
    opened.assert_clean()


@pytest.mark.browser
def test_marks_lead_to_notes_and_back(open_page: Open, rich: kg.PolicyGraph) -> None:
    opened = open_page(page(rich, "en"))
    broken = opened.page.evaluate(
        "[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))"
        ".filter((to) => !to.startsWith('#') || !document.getElementById(to.slice(1)))"
    )
    assert broken == []
    twice = opened.page.evaluate(
        "[...document.querySelectorAll('[id]')].map((one) => one.id)"
        ".filter((id, at, all) => all.indexOf(id) !== at)"
    )
    assert twice == []
    opened.page.locator("a[href='#n3']").first.click()
    assert opened.page.url.endswith("#n3")
    assert "A library, with a registry" in opened.page.locator("#n3").inner_text()
    opened.page.locator("#n3 a[role='doc-backlink']").click()
    assert opened.page.url.endswith("#r3")
    opened.assert_clean()


@pytest.mark.browser
@pytest.mark.parametrize("text", HARMFUL)
def test_words_that_would_do_harm_are_shown(open_page: Open, text: str) -> None:
    opened = open_page(write_document(sample_document(text), "html").decode())
    assert opened.page.locator("h1").inner_text().split() == Run(text).text.split()
    assert opened.page.locator("main img, main script, main b").count() == 0
    opened.assert_clean()


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "word"), [("light", WORD), ("dark", None)])
def test_nothing_serious_for_axe(
    open_page: Open, rich: kg.PolicyGraph, scheme: str, word: str | None
) -> None:
    opened = open_page(page(rich, "en", word), color_scheme=scheme, bypass_csp=True)
    found = Axe().run(opened.page).response["violations"]
    grave = [
        (v["id"], v["nodes"][0]["html"][:200])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert grave == []


@pytest.mark.browser
def test_dark_on_the_screen_and_light_on_paper(open_page: Open, rich: kg.PolicyGraph) -> None:
    def ground() -> str:
        return str(opened.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    opened = open_page(page(rich, "zh"), color_scheme="dark")
    dark, light = (palette.SURFACES[theme]["ground"] for theme in ("dark", "light"))
    assert ground() == f"rgb{tuple(bytes.fromhex(dark[1:]))}"
    assert ground() != f"rgb{tuple(bytes.fromhex(light[1:]))}"
    opened.page.emulate_media(media="print")
    assert ground() == "rgb(255, 255, 255)"
    assert opened.page.locator("nav").is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_fits_its_window(
    open_page: Open, rich: kg.PolicyGraph, width: int, lang: str
) -> None:
    opened = open_page(page(rich, lang), width=width, height=844)
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
