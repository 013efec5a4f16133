"""The gap matrix at work: unfolding, counting, ordering, filtering, choosing; by hand as drawn.

The miniature world (tests/builders.py) with a part of the computing that nothing answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import World, inferred
from page_checks import count_pages
from page_samples import Draw, Sample

import kg

if TYPE_CHECKING:
    from browser_page import Open, Opened

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser
FOOTPRINT, METHODS, FACTORS, COMPUTING, NIGHT = (
    "bottleneck-footprint", "bottleneck-footprint-methods", "bottleneck-footprint-factors",
    "bottleneck-computing", "bottleneck-computing-night",
)  # fmt: skip
LIBRARY, STANDARDS, PLATFORM, REGISTER = (
    "action-factor-library", "action-standards", "measure-platform", "action-factor-register",
)  # fmt: skip
MORE = {
    "sources/alpha/bottlenecks.ttl": """
kgd:bottleneck-computing-night
    a kg:Bottleneck ;
    skos:prefLabel "Short of power at night"@en , "夜间算力不够"@zh ;
    kg:partOf kgd:bottleneck-computing ;
    kg:evidence kgd:ev-alpha-computing .
""",
    "sources/alpha/actions.ttl": """
kgd:action-factor-register
    a kg:RecommendedAction ;
    skos:prefLabel "Register factors"@en , "登记因子"@zh ;
    kg:partOf kgd:action-factor-library ;
    kg:evidence kgd:ev-alpha-library .
""",
}
# A row as it stands: its key and its marks by column; s stated, i inferred, then the documents.
GRID = """() => {
  const heads = [...document.querySelectorAll("#matrix thead [data-key]")];
  const sign = (mark) => (mark.matches(".stated") ? "s" : "i") + mark.textContent;
  return [...document.querySelectorAll("#matrix tbody tr:not(.group)")].map((row) => {
    const marks = [...row.cells].slice(1, -1).flatMap((cell, i) => {
      const mark = cell.querySelector(".mark");
      return mark ? [[heads[i].dataset.key, sign(mark)]] : [];
    });
    const name = row.querySelector("th [data-key]").dataset.key;
    return [name, Object.fromEntries(marks), row.cells[row.cells.length - 1].textContent];
  });
}"""
WHOLE = [
    [FOOTPRINT, {LIBRARY: "s2", STANDARDS: "i", PLATFORM: "s2"}, "2/2"],
    [COMPUTING, {LIBRARY: "i"}, "0/1"],
]


@pytest.fixture(scope="module")
def html(template: World, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the miniature with a part more on either side, drawn once."""
    world = template.copied_to(tmp_path_factory.mktemp("matrix") / "world")
    for name, text in MORE.items():
        world.append(name, text)
    # The register, a part of the library, answers the computing itself, not its part.
    world.add_claims(
        "alpha",
        inferred(
            "claim-alpha-013 action-factor-register addresses bottleneck-computing",
            "ev-alpha-library", "ev-alpha-computing",
        ),
    )  # fmt: skip
    return world.load().view("matrix", None, "en", "kg view matrix")


@pytest.fixture(scope="module")
def shipped(draw: Draw) -> str:
    return draw(Sample("matrix", shipped=True))


def grid(opened: Opened) -> list[list[object]]:
    return list(opened.page.evaluate(GRID))


def fold(opened: Opened, which: str) -> None:
    opened.page.locator(f'[data-fold="{which}"]').click()


def panel(opened: Opened) -> str:
    return opened.page.locator("#panel").inner_text()


def test_rows_and_columns_unfold_into_their_parts(kept_page: Open, html: str) -> None:
    opened = kept_page(html, "#lang=en&theme=light")
    assert grid(opened) == WHOLE
    fold(opened, f"row {FOOTPRINT}")
    parts = [
        [FOOTPRINT, {STANDARDS: "i"}, "2/2"],
        [METHODS, {PLATFORM: "s2"}, "1/1"],
        [FACTORS, {LIBRARY: "s2"}, "1/1"],
        WHOLE[1],
    ]
    assert grid(opened) == parts
    # The button keeps the focus, and says what it does now.
    assert opened.page.evaluate("document.activeElement.dataset.fold") == f"row {FOOTPRINT}"
    assert opened.page.evaluate("document.activeElement.ariaExpanded") == "true"
    fold(opened, f"column {LIBRARY}")
    assert grid(opened)[2:] == [
        [FACTORS, {LIBRARY: "s2"}, "1/1"], [COMPUTING, {REGISTER: "i"}, "0/1"]
    ]  # fmt: skip
    fold(opened, f"row {FOOTPRINT}")
    fold(opened, f"column {LIBRARY}")
    assert grid(opened) == WHOLE
    opened.assert_clean()


def test_what_an_unfolded_page_shows_is_in_its_address(kept_page: Open, html: str) -> None:
    opened = kept_page(html, f"#lang=en&rows={COMPUTING}+{FOOTPRINT}&columns={LIBRARY}+none")
    names = [row[0] for row in grid(opened)]
    assert names == [FOOTPRINT, METHODS, FACTORS, COMPUTING, NIGHT]
    fold(opened, f"row {FOOTPRINT}")
    assert f"rows={COMPUTING}&" in opened.page.url
    assert f"columns={LIBRARY}" in opened.page.url


def test_a_page_that_begins_unfolded_can_be_kept_folded(
    open_page: Open, kept_page: Open, mini: kg.PolicyGraph
) -> None:
    page = mini.view("matrix", FOOTPRINT, "en", "kg view matrix")
    opened = kept_page(page, "#lang=en&theme=light")
    assert [row[0] for row in grid(opened)] == [FOOTPRINT, METHODS, FACTORS]
    fold(opened, f"row {FOOTPRINT}")
    again = open_page(page, opened.page.url[opened.page.url.index("#") :])
    assert [row[0] for row in grid(again)] == [FOOTPRINT]
    again.page.locator("#reset").click()
    assert len(grid(again)) == 3


def test_bars_and_bands_say_what_is_missing(kept_page: Open, html: str) -> None:
    opened = kept_page(html, f"#lang=en&theme=light&rows={FOOTPRINT}+{COMPUTING}")
    found = opened.page.evaluate(
        """[...document.querySelectorAll("#matrix tbody tr:not(.group)")].map((row) => [
          row.querySelector("[data-key]").dataset.key,
          ["no-stated", "unanswered"].filter((name) => row.classList.contains(name)).join(),
          getComputedStyle(row.cells[0]).borderLeftWidth,
          [...row.cells].filter((cell) => cell.matches(".band")).length,
        ])"""
    )
    # Library and standards belong to the set, the platform does not.
    assert found == [
        [FOOTPRINT, "no-stated", "5px", 2],
        [METHODS, "", "1px", 2],
        [FACTORS, "", "1px", 2],
        [COMPUTING, "no-stated", "5px", 2],
        [NIGHT, "unanswered", "9px", 2],
    ]
    key = opened.page.locator(".key").inner_text()
    assert "no action stated by a source" in key
    assert "no action at all" in key


def test_the_orders(kept_page: Open, html: str) -> None:
    opened = kept_page(html, f"#lang=en&theme=light&rows={FOOTPRINT}")
    order = opened.page.locator("#order")
    assert [row[0] for row in grid(opened)] == [FOOTPRINT, METHODS, FACTORS, COMPUTING]
    assert opened.page.locator("tr.group").count() == 2
    order.select_option("by-open")  # the computing has an open part, the footprint has none
    assert [row[0] for row in grid(opened)] == [COMPUTING, FOOTPRINT, METHODS, FACTORS]
    assert opened.page.locator("tr.group").count() == 0
    assert "order=by-open" in opened.page.url
    order.select_option("by-actions")  # three actions against one
    assert [row[0] for row in grid(opened)] == [FOOTPRINT, METHODS, FACTORS, COMPUTING]


def test_the_filters(kept_page: Open, html: str) -> None:
    opened = kept_page(html, "#lang=en&theme=light")
    page = opened.page
    page.locator('[data-value="stated"]').click()
    # The library is inferred, too; the platform is only stated, so the methods stay open.
    inferred_only = [[FOOTPRINT, {LIBRARY: "i2", STANDARDS: "i"}, "1/2"], WHOLE[1]]
    assert grid(opened) == inferred_only
    # A bar tells what is so, not what is hidden: a source does state one for the footprint.
    assert page.locator("#matrix tr.no-stated").count() == 1
    page.locator('[data-value="stated"]').click()
    page.locator('[data-value="inferred"]').click()
    assert grid(opened) == [
        [FOOTPRINT, {LIBRARY: "s2", PLATFORM: "s2"}, "2/2"], [COMPUTING, {}, "0/1"]
    ]  # fmt: skip
    assert page.locator("#matrix tr.unanswered").count() == 0
    page.locator('[data-value="inferred"]').click()
    source = page.locator('[data-facet="source"]')
    source.select_option("beta")
    assert grid(opened) == [[FOOTPRINT, {PLATFORM: "s2"}, "1/2"], [COMPUTING, {}, "0/1"]]
    source.select_option("alpha")
    assert grid(opened) == [
        [FOOTPRINT, {LIBRARY: "s2", STANDARDS: "i"}, "1/2"], WHOLE[1]
    ]  # fmt: skip
    source.select_option("")
    category = page.locator('[data-facet="category"]')
    category.select_option("new-factor")
    assert grid(opened) == WHOLE[:1]
    category.select_option("uncategorised")
    assert grid(opened) == WHOLE[1:]
    source.select_option("beta")
    assert page.locator("#empty").is_visible()
    page.locator("#reset").click()
    assert grid(opened) == WHOLE
    assert page.locator("#empty").is_hidden()
    opened.assert_clean()


def test_a_cell_opens_its_evidence(open_page: Open, kept_page: Open, html: str) -> None:
    opened = kept_page(html, "#lang=en&theme=light")
    mark = opened.page.locator("#matrix tbody tr").nth(1).locator(".mark").first
    assert mark.get_attribute("aria-label") == (
        "Weak carbon footprint accounting × Build a factor library: links stated 1, inferred 1; "
        "policy documents 2"
    )
    mark.click()
    told = panel(opened)
    for words in (
        "Weak carbon footprint accounting × Build a factor library", "Links stated\n1",
        "Links inferred\n1", "Policy documents behind the action\n2", "claim-alpha-001",
        "claim-alpha-008", "A library, with a registry, would close the gap", "alpha 二 ¶1",
        "Both places speak of one thing", "both passages name the same mechanism",
    ):  # fmt: skip
        assert words in told, words
    again = open_page(html, opened.page.url[opened.page.url.index("#") :])
    assert panel(again) == told
    # From the cell to its row, and from there to nothing.
    opened.page.locator("#panel button.go").first.click()
    assert "claim-alpha-002" in panel(opened)
    opened.page.locator("#panel button", has_text="Clear selection").click()
    assert "How to read this" in panel(opened)


def test_the_statement_about_sets_names_its_members(kept_page: Open, html: str) -> None:
    opened = kept_page(html, "#lang=zh&theme=light")
    opened.page.locator(".band-note").click()
    told = panel(opened)
    assert "建设因子库；制定碳足迹标准" in told or "制定碳足迹标准；建设因子库" in told
    assert "办法整体对难题整体" in told
    assert opened.page.locator(".band-note").get_attribute("aria-pressed") == "true"


def test_arrow_keys_go_from_cell_to_cell(kept_page: Open, html: str) -> None:
    opened = kept_page(html, "#lang=en&theme=light")
    page = opened.page
    page.locator(f'#matrix tbody [data-key="{FOOTPRINT}"]').focus()
    places = []
    keys = ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft",
            "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft"]  # fmt: skip
    for key in keys:
        page.keyboard.press(key)
        places.append(page.evaluate("document.activeElement.dataset.key"))
    whole = f"{FOOTPRINT}*"
    assert places == [
        f"{whole}|{LIBRARY}*", f"{whole}|{STANDARDS}", f"{whole}|{PLATFORM}",
        f"{whole}|{PLATFORM}",  # the last column has nothing to act on
        PLATFORM, STANDARDS, LIBRARY, f"{whole}|{LIBRARY}*", f"{COMPUTING}*|{LIBRARY}*",
        f"{COMPUTING}*|{LIBRARY}*", COMPUTING,
    ]  # fmt: skip
    assert page.locator("#matrix tr.at").count() == 1
    assert page.locator("#matrix th.at").count() <= 1
    page.keyboard.press("Enter")
    assert f"key={COMPUTING}" in page.url
    opened.assert_clean()


def test_what_is_folded_away_is_found_by_its_whole(kept_page: Open, html: str) -> None:
    opened = kept_page(html, "#lang=en&theme=light")
    opened.page.locator("#search").fill("夜间")
    found = opened.page.locator("#picture .found")
    assert found.count() == 1
    assert found.get_attribute("data-key") == COMPUTING


def test_the_heads_stay_while_one_scrolls(kept_page: Open, shipped: str) -> None:
    opened = kept_page(shipped, "#lang=en&theme=light", width=1280, height=720)
    opened.page.evaluate("document.querySelector('#picture').scrollTo(200, 300)")
    box = opened.page.locator("#picture").bounding_box()
    corner = opened.page.locator("#matrix .corner").bounding_box()
    head = opened.page.locator("#matrix thead th").nth(8).bounding_box()
    row = opened.page.locator("#matrix tbody th[scope=row]").nth(9).bounding_box()
    assert box
    assert corner
    assert head
    assert row
    assert (corner["x"], corner["y"]) == pytest.approx((box["x"], box["y"]), abs=1)
    assert head["y"] == pytest.approx(box["y"], abs=1)
    assert row["x"] == pytest.approx(box["x"], abs=1)


def test_the_whole_matrix_is_in_view_in_chinese(kept_page: Open, shipped: str) -> None:
    opened = kept_page(shipped, "#lang=zh&theme=light")
    look = "(([one]) => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight])"
    assert opened.page.evaluate(f"{look}(document.querySelectorAll('#picture'))") == [0, 0]
    assert opened.page.evaluate(
        "document.documentElement.scrollHeight <= document.documentElement.clientHeight"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_print_fits_the_width_and_the_page(kept_page: Open, shipped: str, lang: str) -> None:
    opened = kept_page(shipped, f"#lang={lang}&theme=light")
    page = opened.page
    page.emulate_media(media="print")
    # The room for a page of A4 and of A3 laid flat, in pixels of 1/96 inch.
    for width, height in ((1047, 718), (1512, 1047)):
        page.set_viewport_size({"width": width, "height": height})
        box = page.locator("#matrix").bounding_box()
        assert box
        assert box["width"] <= width
        assert box["y"] + box["height"] <= height
    # And on paper: what is not the matrix taken away, one page is left.
    page.evaluate("document.querySelectorAll('#twin, footer').forEach((one) => one.remove())")
    for paper in ("A4", "A3"):
        assert count_pages(page.pdf(format=paper, landscape=True)) == 1
