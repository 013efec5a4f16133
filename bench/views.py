"""What the views show and how soon, beside the page that pyvis makes of the same things and links.

`python bench/views.py [--rounds N] [COUNT...]`: invented graphs of 80, 1,000 and 10,000 things in
the shape of the model, each as network, matrix and trace, whole and of one bottleneck, and as
pyvis draws it by default. Every page is opened from disk with the network cut, in turn. Times are
medians in milliseconds since the page was asked for; they and the sizes of files compare only
within one run. Prints Markdown.
"""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from invented import invent
from pictures import find_browser

import kg
from kg.errors import LimitReached
from kg.graph.terms import KG, local_name

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

COUNTS = (80, 1_000, 10_000)
PATIENCE = 90  # seconds that a page is given
PYVIS = "pyvis, whole"
# A page of pyvis shows nothing until its first reckoning is done, and moves until it is stable.
WATCH = """
const waiting = setInterval(() => {
  if (typeof network === "undefined" || !network?.once) return;
  clearInterval(waiting);
  network.once("stabilizationIterationsDone", () => { window.usableAt = performance.now(); });
  network.once("stabilized", () => { window.stableAt = performance.now(); });
}, 5);
"""
USABLE = "window.policyPage?.ready ?? window.policyNetwork?.ready ?? window.usableAt ?? null"
# Ours do not move: usable is at rest.
REST = "window.policyPage?.ready ?? window.policyNetwork?.ready ?? window.stableAt ?? null"
STEP = """async () => {
  const one = document.querySelector("SELECTOR");
  if (!one) return null;
  const begun = performance.now();
  one.click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begun;
}"""
CHOICES = {"network": "#cards [data-card]", "matrix": "#matrix [data-key]",
           "trace": "#picture .stage [data-key]"}  # fmt: skip
HEAD = ("page", "file kB", "built s", "shown", "lines", "crossings", "overlaps", "text px",
        "usable ms", "at rest ms", "choice ms", "table ms")  # fmt: skip


@dataclass
class Sample:
    """One page: what it is, its text, and what was measured; *refused* says why it is none."""

    name: str
    kind: str
    html: str = ""
    refused: str = ""
    built: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)
    counts: dict[str, float] = field(default_factory=dict)

    def cells(self) -> list[str]:
        """Return the row of the table."""
        if self.refused:
            return [self.name, f"refused: {self.refused}", *[""] * (len(HEAD) - 2)]
        shown = [f"{self.counts[name]:.0f}" if name in self.counts else "–"
                 for name in ("shown", "lines", "crossings", "overlaps")]  # fmt: skip
        font = f"{self.counts['font']:.1f}" if "font" in self.counts else "–"
        times = [self._time(name) for name in ("usable", "rest", "choice", "table")]
        size = f"{len(self.html.encode('utf-8')) / 1000:.0f}"
        return [self.name, size, f"{self.built:.1f}", *shown, font, *times]

    def _time(self, name: str) -> str:
        found = self.times.get(name, [])
        if not found:
            return "–"
        return f"{statistics.median(found):.0f}" if math.inf not in found else f"> {PATIENCE}000"


def draw_pages(graph: kg.PolicyGraph) -> Iterator[Sample]:
    """Yield the pages of *graph*, that of pyvis first."""
    bottleneck, category = choose_terms(graph)
    yield build(PYVIS, "pyvis", partial(draw_with_pyvis, graph))
    yield build("pyvis, one bottleneck", "pyvis", partial(draw_with_pyvis, graph, bottleneck))
    terms = {"whole": None, "one category": category, "one bottleneck": bottleneck}
    for view in ("network", "matrix", "trace"):
        for told, term in terms.items():
            if (term or told == "whole") and (view == "matrix" or told != "one category"):
                yield build(
                    f"{view}, {told}", view, partial(graph.view, view, term, "zh", "kg view")
                )


def build(name: str, kind: str, draw: Callable[[], str]) -> Sample:
    """Return the page that *draw* makes, or the sentence that refuses it."""
    sample = Sample(name, kind)
    begun = time.perf_counter()
    try:
        sample.html = draw()
    except LimitReached as error:
        sample.refused = error.say("en")
    sample.built = time.perf_counter() - begun
    return sample


def draw_with_pyvis(graph: kg.PolicyGraph, term: str | None = None) -> str:
    """Return the page that pyvis makes of the network when nothing is said of how."""
    from pyvis.network import Network

    network = graph.network(term)
    page = Network(directed=True, cdn_resources="in_line")
    for node in network.nodes:
        page.add_node(node.iri, label=node.label.zh)
    for link in network.links:
        page.add_edge(link.subject, link.object)
    return str(page.generate_html())


def choose_terms(graph: kg.PolicyGraph) -> tuple[str, str | None]:
    """Return the whole bottleneck that most links touch, and its category if it has one."""
    network = graph.network()
    touched = Counter(end for link in network.links for end in (link.subject, link.object))
    categories = {e.subject: e.object for e in network.links if e.predicate == KG + "category"}
    best = max(network.starts, key=lambda iri: (iri in categories, touched[iri], iri))
    category = categories.get(best)
    return local_name(best), local_name(category) if category else None


def measure(browser: Browser, sample: Sample, file: Path, *, counted: bool) -> None:
    """Open the page once, offline; add its times to the sample and, if *counted*, what it shows."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    context.set_default_timeout(4 * PATIENCE * 1000)
    context.add_init_script(WATCH)
    tab = context.new_page()
    tab.goto(file.as_uri(), wait_until="commit")
    until = time.monotonic() + PATIENCE
    usable, rest = (wait_for(tab, asked, until) for asked in (USABLE, REST))
    took = {"usable": usable, "rest": rest}
    if counted:
        sample.counts = tab.evaluate(f"({read_measures()})({sample.kind!r})")
    if sample.kind in CHOICES:
        took["choice"] = tab.evaluate(STEP.replace("SELECTOR", CHOICES[sample.kind]))
        took["table"] = tab.evaluate(STEP.replace("SELECTOR", "#table"))
    for name, found in ((name, found) for name, found in took.items() if found is not None):
        sample.times.setdefault(name, []).append(found)
    context.close()


def wait_for(tab: Tab, asked: str, until: float) -> float:
    """Return the time that *asked* tells once it does; inf when patience has run out."""
    while time.monotonic() < until:
        if (found := tab.evaluate(asked)) is not None:
            return float(found)
        time.sleep(0.02)
    return math.inf


@cache
def read_measures() -> str:
    """Return the script that counts what a page shows."""
    lines = (Path(__file__).parent / "page_measures.js").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//"))


def report(count: int, links: int, samples: list[Sample]) -> None:
    """Print the table of one graph, and how much longer pyvis takes."""
    print(f"\n**{count:,} things, {links:,} links**\n")
    for cells in (HEAD, ["---", *["---:"] * (len(HEAD) - 1)], *(one.cells() for one in samples)):
        print(f"| {' | '.join(cells)} |")
    usable = {one.name: statistics.median(one.times["usable"]) for one in samples if one.times}
    ours, theirs = usable["network, whole"], usable[PYVIS]
    least = "at least " if math.isinf(theirs) else ""
    ratio = min(theirs, PATIENCE * 1000) / ours
    print(f"\nUntil usable, pyvis takes {least}{ratio:.1f} times as long as the network page.")


def main() -> None:
    """Measure the pages of every graph asked for."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for count in asked.counts:
            graph = invent(count)
            samples = list(draw_pages(graph))
            for number, one in enumerate(samples):
                (Path(folder) / f"{number}.html").write_text(one.html, encoding="utf-8")
            for round_ in range(asked.rounds):
                for number, one in enumerate(samples):
                    if not one.refused and math.inf not in one.times.get("rest", ()):
                        file = Path(folder) / f"{number}.html"
                        measure(browser, one, file, counted=round_ == 0)
            report(count, len(graph.network().links), samples)
        browser.close()


if __name__ == "__main__":
    main()
