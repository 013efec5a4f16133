"""What every drawn page leaves behind: pictures, paper, a page without a script, the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from page_checks import (
    SHOWN_KEYS,
    count_pages,
    letters_in,
    lines,
)
from page_samples import PAGES, SINGLE, Draw, Sample

if TYPE_CHECKING:
    from browser_page import Open

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser

# By the module: the tests of one page follow each other, and share its window.
views = pytest.mark.parametrize("sample", SINGLE, ids=str, scope="module")


@views
def test_the_picture_goes_out_as_svg_and_png(kept_page: Open, draw: Draw, sample: Sample) -> None:
    opened = kept_page(draw(sample), "#lang=zh&theme=light")
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
    kept_page: Open, draw: Draw, sample: Sample
) -> None:
    opened = kept_page(draw(sample), "#lang=zh&theme=dark")
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#twin table").is_visible()
    assert opened.page.locator("#panel").is_hidden()
    look = "getComputedStyle(document.querySelector('{}')).{}"
    assert opened.page.evaluate(look.format("#twin", "breakBefore")) == "page"
    assert opened.page.evaluate(look.format("body", "backgroundColor")) == "rgb(255, 255, 255)"
    assert opened.page.evaluate(look.format("h1", "color")) == "rgb(21, 25, 31)"
    title = opened.page.locator("h1 > i[lang=zh]").inner_text()
    # The letters and the pages do not ask for every row.
    opened.page.evaluate(
        "for (const row of [...document.querySelectorAll('#twin tbody tr')].slice(9))"
        "  row.hidden = true"
    )
    assert opened.page.locator("#twin tbody tr:visible").count() <= 9
    pdf = opened.page.pdf(format="A4", landscape=True)
    assert count_pages(pdf) >= 2
    assert set(title) - set(" “”") <= letters_in(pdf)
    opened.assert_clean()


@views
def test_without_a_script_everything_is_there(
    open_page: Open, kept_page: Open, draw: Draw, sample: Sample
) -> None:
    scripted = kept_page(draw(sample), "#lang=zh&theme=light&table=1")
    opened = open_page(draw(sample), java_script_enabled=False)
    text, wanted = (
        re.sub(r"\s+", "", one.page.locator("#picture").inner_text()) for one in (opened, scripted)
    )
    names = scripted.page.evaluate(
        f"{SHOWN_KEYS}.map((key) => policyPage.data.details[key].title.zh)"
    )
    plain = [name for name in names if " × " not in name and name in wanted]
    assert plain
    assert [name for name in plain if name not in text] == []
    rows = opened.page.locator("#twin tbody tr")
    assert rows.count() == scripted.page.locator("#twin tbody tr").count()
    assert rows.evaluate_all("(all) => all.every((row) => row.checkVisibility())")
    assert "JavaScript" in opened.page.locator("noscript").inner_text()
    assert opened.page.locator("#panel").is_hidden()


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
