"""Make the pictures of the README from the product: `python bench/pictures.py`.

Draws the network page of one bottleneck and the gap matrix in each language and photographs them in
Chromium.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from itertools import product
from pathlib import Path

import kg
from kg.language import Lang

TERM = "bottleneck-carbon-footprint-accounting"
SIZE = {"width": 1440, "height": 900}
LANGS: tuple[Lang, ...] = ("en", "zh")
# The views that are pictured, and of what.
SUBJECTS = {"network": TERM, "matrix": None}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str:
    """Return the path of a Chromium or Chrome."""
    names = filter(None, (os.environ.get("KG_BROWSER"), *BROWSERS))
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise SystemExit("No Chromium or Chrome at hand: name one in KG_BROWSER.")
    return found


def main() -> None:
    """Write `docs/pictures/<view>-<lang>.png`."""
    from playwright.sync_api import sync_playwright

    pictures = Path(__file__).resolve().parent.parent / "docs" / "pictures"
    pictures.mkdir(exist_ok=True)
    graph = kg.load()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for (view, term), lang in product(SUBJECTS.items(), LANGS):
            page = Path(folder) / f"{view}-{lang}.html"
            command = f"kg view {view} {term or ''}".strip()
            page.write_text(graph.view(view, term, lang, command), "utf-8")
            tab = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
            tab.goto(page.as_uri())
            tab.wait_for_timeout(1500)
            tab.screenshot(path=pictures / f"{view}-{lang}.png")
        browser.close()


if __name__ == "__main__":
    main()
