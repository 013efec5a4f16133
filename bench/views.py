"""Size of the views, and how soon they are usable in the browser, beside pyvis' own page.

`python bench/views.py`: the whole shipped graph and the threads of one bottleneck, each as the gap
matrix, as the network page, and as what pyvis makes of the same nodes and links by default. All
are opened offline, in turn; medians, and ratios to the page of pyvis, which counts as usable once
its layout has come to rest.
"""

from __future__ import annotations

import math
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pictures import TERM, find_browser

import kg

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS = 5
PATIENCE = 60_000  # milliseconds that a page is given
PYVIS = "pyvis by default"
VIEWS = ("matrix", "network")
TERMS = (None, TERM)
# The page of pyvis puts its network into a global; that tells when it has stopped moving.
WATCH = """
const waiting = setInterval(() => {
  if (typeof network === "undefined" || !network?.once) return;
  clearInterval(waiting);
  network.once("stabilizationIterationsDone", () => { window.stableAt = performance.now(); });
}, 5);
"""
READY = "window.policyPage?.ready ?? window.policyNetwork?.ready ?? window.stableAt"


def draw_pages(graph: kg.PolicyGraph, term: str | None) -> dict[str, str]:
    """Return the pages by name, that of pyvis first."""
    ours = {view: graph.view(view, term, "zh", f"kg view {view}") for view in VIEWS}
    return {PYVIS: draw_with_pyvis(graph, term)} | ours


def draw_with_pyvis(graph: kg.PolicyGraph, term: str | None) -> str:
    """Return the page that pyvis makes of the network when nothing is said of how."""
    from pyvis.network import Network

    network = graph.network(term)
    page = Network(directed=True, cdn_resources="in_line")
    for node in network.nodes:
        page.add_node(node.iri, label=node.label.zh)
    for link in network.links:
        page.add_edge(link.subject, link.object)
    return str(page.generate_html())


def time_page(browser: Browser, file: Path) -> float:
    """Return after how many milliseconds the page in *file* is usable; inf if it never is."""
    from playwright.sync_api import TimeoutError as TooLate

    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(file.as_uri())
    try:
        page.wait_for_function(f"{READY} !== undefined", timeout=PATIENCE)
        return float(page.evaluate(READY))
    except TooLate:
        return float("inf")
    finally:
        context.close()


def time_pages(browser: Browser, pages: dict[str, str], folder: Path) -> dict[str, float]:
    """Return the median for each page; one that ran out of patience is not asked again."""
    times: dict[str, list[float]] = {name: [] for name in pages}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8", newline="\n")
    for _ in range(ROUNDS):
        for name, measured in times.items():
            if math.inf not in measured:
                measured.append(time_page(browser, folder / f"{name}.html"))
    return {name: max(measured) if math.inf in measured else statistics.median(measured)
            for name, measured in times.items()}  # fmt: skip


def main() -> None:
    """Measure all pages and print a table for each term."""
    from playwright.sync_api import sync_playwright

    graph = kg.load()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for term in TERMS:
            network = graph.network(term)
            print(f"{term or 'all'}: {len(network.nodes)} nodes, {len(network.links)} links")
            pages = draw_pages(graph, term)
            report(pages, time_pages(browser, pages, Path(folder)))
        browser.close()


def report(pages: dict[str, str], medians: dict[str, float]) -> None:
    """Print sizes and medians with their ratios to the page of pyvis."""
    sizes = {name: len(page.encode("utf-8")) for name, page in pages.items()}
    print(f"  {'page':20}{'kB':>8}{'ratio':>8}{'usable after ms':>18}{'ratio':>8}")
    for name in pages:
        size, median = sizes[name], medians[name]
        kilobytes = f"{size / 1000:8.0f}{size / sizes[PYVIS]:8.2f}"
        print(f"  {name:20}{kilobytes}{say_time(median):>18}{say_ratio(median, medians[PYVIS]):>8}")


def say_time(time: float) -> str:
    """Return *time* as it is printed: one without end is longer than our patience."""
    return f"{time:.0f}" if time < math.inf else f"> {PATIENCE}"


def say_ratio(time: float, pyvis: float) -> str:
    """Return *time* as a share of that of pyvis, or what it is at most."""
    if math.inf in (time, pyvis):
        return f"< {time / PATIENCE:.3f}" if time < math.inf else ""
    return f"{time / pyvis:.3f}"


if __name__ == "__main__":
    main()
