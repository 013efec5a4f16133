"""Crossings of the layered trace, and the size of its text: `python bench/trace_view.py [TERM...]`.

For each term: cards, threads and lines of the picture; crossings as drawn, in the order of one run
of sweeps (that of the network page), and in the order of the ids; the size of the text in the
browser at 1440 and 1280 pixels, in both languages, and the size of the file. Counts, not times.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pictures import find_browser

import kg
from kg.answers.thread import Filters
from kg.answers.trace import find_heads, trace_thing
from kg.views import network_layout
from kg.views.bilingual import LANGS
from kg.views.trace_data import Threads
from kg.views.trace_picture import Picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TERMS = ("碳足迹", "算力")
SIZES = ((1440, 900), (1280, 720))
FONT = """() => parseFloat(getComputedStyle(
  [...document.querySelectorAll(".stage .card")].find((one) => one.checkVisibility())).fontSize)"""


def draw_picture(graph: kg.PolicyGraph, term: str) -> Picture:
    """Return the picture of all threads through *term*."""
    heads = find_heads(graph.graph, term)[0].iris
    traces = [trace_thing(graph.graph, iri, Filters()) for iri in heads]
    data = Threads(graph.graph, traces, Filters())
    return Picture("p0", data, data.all, data.starts, data.collective)


def count(picture: Picture) -> list[int]:
    """Return cards, threads, lines; crossings as drawn, after one run of sweeps, by the ids."""
    order = picture.order
    swept = network_layout.order(order.layers, order.segments, order.parts, {})
    crossings = [order.crossings(ids) for ids in (order.best, swept, order.naive)]
    return [picture.size, len(picture.threads), len(order.segments), *crossings]


def measure_text(browser: Browser, html: str) -> list[float]:
    """Return the size of the text of the cards, by size of the window and language."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(html, encoding="utf-8")
        for width, height in SIZES:
            tab = browser.new_page(viewport={"width": width, "height": height})
            for lang in LANGS:
                tab.goto(f"{file.as_uri()}#lang={lang}")
                tab.wait_for_function("window.policyPage !== undefined")
                found.append(float(tab.evaluate(FONT)))
            tab.close()
    return found


def main() -> None:
    """Print a row for each term."""
    from playwright.sync_api import sync_playwright

    graph = kg.load()
    print(f"{'cards':>6}{'threads':>9}{'lines':>7}   crossings: drawn, swept once, by id   "
          "text at 1440 zh, en, 1280 zh, en     kB  term")  # fmt: skip
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for term in sys.argv[1:] or TERMS:
            cards, threads, lines, *crossings = count(draw_picture(graph, term))
            html = graph.view("trace", term, "zh", f"kg view trace {term}")
            sizes = "".join(f"{size:8.1f}" for size in measure_text(browser, html))
            told = "".join(f"{number:12}" for number in crossings)
            size = len(html.encode()) // 1000
            print(f"{cards:6}{threads:9}{lines:7}{told}   {sizes}{size:9}  {term}")
        browser.close()


if __name__ == "__main__":
    main()
