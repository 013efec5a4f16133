"""Regions, timeline and charts in a real browser: what their own tools do, and lengths in pixels.

What every page must do is tested with all pages, in `test_pages_browser`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from page_checks import find_collisions, lines
from page_samples import Draw, Sample

if TYPE_CHECKING:
    from browser_page import Open, Opened

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser
ENGLISH = "#lang=en&theme=light"
LENGTHS = """(card) => [...document.querySelectorAll(`[aria-labelledby="${card}"] [data-item]`)]
  .filter((row) => row.querySelector("svg.bar"))
  .map((row) => [row.dataset.key, row.querySelector("svg.bar rect").getBoundingClientRect().width])
"""


Drawn = Callable[[str], str]


@pytest.fixture(scope="module")
def drawn(draw: Draw) -> Drawn:
    return lambda view: draw(Sample(view, shipped=True))


def shown(opened: Opened, selector: str) -> list[str]:
    found = opened.page.locator(f"#picture {selector}").evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.dataset.key)"
    )
    return [str(key) for key in found]


def state(opened: Opened) -> Any:
    return opened.page.evaluate("policyPage.state().own")


# Charts.


@pytest.mark.parametrize("width", [1440, 1280, 390])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bars_are_as_long_as_their_numbers_on_the_screen(
    kept_page: Open, drawn: Drawn, width: int, lang: str
) -> None:
    opened = kept_page(drawn("charts"), f"#lang={lang}&theme=light", width=width)
    values: dict[str, dict[str, float]] = {
        "chart-case-rates": {"dassault-waste": 25, "feisuo-running-rate": 70, "saic-stock": 40,
                             "saic-loss": 5, "saic-efficiency": 3, "tesla-automation": 95,
                             "tesla-waste": 90, "tesla-emissions": 30, "tesla-water": 15},
        "chart-table-li-2022-parks": {"parks-jiangsu": 79, "parks-henan": 38, "parks-gansu": 1,
                                      "parks-jiangnan-as-printed": 6},
        "chart-indicator-lighthouse-factories": {"lighthouse-world": 153, "lighthouse-china": 62},
        "chart-indicator-maturity-share-gap": {"maturity-level-4-or-above-gap": 3,
                                               "derived-level-4-or-above-gap": 2.7},
    }  # fmt: skip
    for card, numbers in values.items():
        lengths = dict(opened.page.evaluate(LENGTHS, card))
        found = {n: lengths[key] for n in numbers for key in lengths if key.endswith(f"-{n}")}
        assert len(found) == len(numbers)
        longest = max(found.values())
        for name, number in numbers.items():
            expected = longest * number / max(numbers.values())
            # A stroke adds a pixel or two.
            assert found[name] == pytest.approx(expected, abs=2.5), (card, name)


def test_a_chart_is_chosen_by_itself_and_a_kind_is_switched_off(
    kept_page: Open, drawn: Drawn
) -> None:
    opened = kept_page(drawn("charts"), ENGLISH)
    page = opened.page
    page.locator("[data-facet=chart]").select_option("chart-table-li-2022-1")
    assert page.locator("[data-card]:visible").count() == 1
    assert len(shown(opened, "[data-item]")) == 28
    page.locator("[data-facet=chart]").select_option("")
    page.locator("[data-facet=place]").select_option("region-jiangsu")
    found = shown(opened, "[data-item]")
    assert len(found) == 9  # its parks, and its eight cities of the list
    page.locator("[data-facet=place]").select_option("")
    before = len(shown(opened, "[data-item]"))
    page.locator('[data-switch="kind"][data-value="forecast"]').click()
    assert before - len(shown(opened, "[data-item]")) == 3
    opened.assert_clean()


def test_a_part_of_a_stack_chooses_what_is_said_of_it(kept_page: Open, drawn: Drawn) -> None:
    opened = kept_page(drawn("charts"), ENGLISH)
    page = opened.page
    key = "figure-li-2022-maturity-process-level-4"
    page.locator(f'[data-part="{key}"] rect').click()
    assert page.evaluate("policyPage.state().key") == key
    told = page.locator("#panel").inner_text()
    for words in ("3.3 %", "“3.3%”", "printed twice", "According to", "Index report"):
        assert words in told
    assert page.locator(f'#picture [data-key="{key}"]').get_attribute("aria-pressed") == "true"
    page.locator(f'[data-part="{key}"] rect').click()
    assert page.evaluate("policyPage.state().key") is None
    page.locator(".doubts [data-to]").first.click()
    assert (
        "How the graph" in page.locator("#panel").inner_text()
        or page.locator("#panel .evidence").count()
    )
    opened.assert_clean()


# Regions.


def test_the_numbers_in_the_tiles_are_chosen_and_kept_in_the_address(
    open_page: Open, kept_page: Open, drawn: Drawn
) -> None:
    opened = kept_page(drawn("regions"), ENGLISH)
    page = opened.page
    jiangsu = page.locator('#picture [data-key="region-jiangsu"]')
    assert jiangsu.inner_text().split() == ["Jiangsu", "79"]
    assert page.locator(".nowhere").is_visible()
    page.locator("#series").select_option("table-li-2022-2-cities")
    assert jiangsu.inner_text().split() == ["Jiangsu", "8", "cities"]
    assert not page.locator(".nowhere").is_visible()
    again = open_page(drawn("regions"), page.url[page.url.index("#") :])
    assert again.page.locator("#series").input_value() == "table-li-2022-2-cities"
    assert again.page.locator('#picture [data-key="region-henan"] .fill').count() == 1
    page.locator("#reset").click()
    assert jiangsu.inner_text().split() == ["Jiangsu", "79"]
    opened.assert_clean()
    again.assert_clean()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_regions_fit_a_page_of_a4(kept_page: Open, drawn: Drawn, lang: str) -> None:
    opened = kept_page(drawn("regions"), f"#lang={lang}&theme=light", width=1047, height=718)
    opened.page.emulate_media(media="print")
    box = opened.page.locator(".picture").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 718


def test_a_tile_tells_its_cities_and_a_candidate_leads_to_its_tile(
    kept_page: Open, drawn: Drawn
) -> None:
    opened = kept_page(drawn("regions"), ENGLISH)
    page = opened.page
    page.locator('#picture [data-key="region-jiangsu"]').click()
    told = page.locator("#panel").inner_text()
    assert "320000" in told
    assert "Wuxi: 630" in told
    assert "no total of the province" in told
    page.locator("#panel button.go", has_text="Wuxi").click()
    assert page.evaluate("policyPage.state().key") == "region-wuxi"
    page.locator('.perhaps [data-to="region-hainan"]').click()
    assert page.evaluate("policyPage.state().key") == "region-hainan"
    assert "chosen" in str(
        page.locator('#picture [data-key="region-hainan"]').get_attribute("class")
    )
    assert "unknown, not nil" in page.locator("#panel").inner_text()
    opened.assert_clean()


def test_marks_are_counted_anew_for_a_source(kept_page: Open, drawn: Drawn) -> None:
    opened = kept_page(drawn("regions"), ENGLISH)
    page = opened.page

    def seen() -> list[tuple[str, int]]:
        found = page.locator('#picture [data-key="region-cn"] .count').evaluate_all(
            "(all) => all.filter((one) => one.checkVisibility())"
            ".map((one) => [one.dataset.role + one.dataset.modality, Number(one.innerText)])"
        )
        return [(str(name), int(count)) for name, count in found]

    whole = dict(seen())
    parts: dict[str, int] = {}
    for source in ("li-2022", "shan-2024"):
        page.locator("[data-facet=source]").select_option(source)
        for name, count in seen():
            assert 0 < count <= whole[name]
            parts[name] = parts.get(name, 0) + count
    # A link that both papers speak for counts for each.
    assert all(parts[name] >= count for name, count in whole.items())
    page.locator("[data-facet=source]").select_option("")
    page.locator('[data-switch="modality"][data-value="inferred"]').click()
    assert {name for name, _ in seen()} == {n for n in whole if n.endswith("stated")}
    opened.assert_clean()


# Timeline.


def test_figures_are_shown_on_request(open_page: Open, kept_page: Open, drawn: Drawn) -> None:
    opened = kept_page(drawn("timeline"), ENGLISH)
    page = opened.page
    assert len(shown(opened, "[data-figures]")) == 3  # the forecasts
    page.locator("#figures").select_option("indicator-green-parks")
    found = shown(opened, "[data-figures]")
    assert len(found) == 7  # six batches and the total
    assert all("green-parks" in key for key in found)
    again = open_page(drawn("timeline"), page.url[page.url.index("#") :])
    assert shown(again, "[data-figures]") == found
    page.locator("#figures").select_option("")
    assert shown(opened, "[data-figures]") == []
    assert not page.locator('[data-lane-of="figures"]').is_visible()
    page.locator("#figures").select_option("all")
    assert len(shown(opened, "[data-figures]")) == page.locator("[data-figures]").count()
    assert find_collisions(lines(opened)) == []
    page.locator('[data-switch="lane"][data-value="figures"]').click()
    assert shown(opened, "[data-figures]") == []
    opened.assert_clean()


def test_without_a_script_all_figures_stand_there(open_page: Open, drawn: Drawn) -> None:
    opened = open_page(drawn("timeline"), java_script_enabled=False)
    rows = opened.page.locator("[data-figures]")
    assert rows.count() > 40
    assert all(row.is_visible() for row in rows.all())


def test_a_row_tells_the_claims_of_its_document(kept_page: Open, drawn: Drawn) -> None:
    opened = kept_page(drawn("timeline"), ENGLISH)
    page = opened.page
    page.locator('#picture [data-key="document-shanghai-industrial-services"]').press("Enter")
    told = page.locator("#panel").inner_text()
    for words in ("July 2024", "Number of issuers", "6", "not said", "is set out in", "Shanghai"):
        assert words in told, words
    assert page.locator("#panel .badge.stated").count() >= 2
    opened.assert_clean()
