"""A real browser with the network cut: fixtures for the tests of the views.

A test module takes them with `pytest_plugins = ("browser_page",)`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from page_samples import Draw, Sample, shipped
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Page,
    ViewportSize,
    sync_playwright,
)

import kg

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# As if it had just been opened there, but for what no address says, such as the order of the table.
GO = """async (to) => {
  document.activeElement?.blur();
  scrollTo(0, 0);
  for (const one of document.querySelectorAll("#picture")) one.scrollTo(0, 0);
  if (location.hash === to) dispatchEvent(new HashChangeEvent("hashchange"));
  else {
    const there = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    location.hash = to;
    await there;
  }
}"""
KEPT = 3  # windows that stay open for the tests to come


@dataclass
class Opened:
    """A page and what went wrong on it."""

    page: Page
    problems: list[str] = field(default_factory=list)

    def go(self, fragment: str) -> None:
        """Give the page another address within its file, and wait until it has followed."""
        self.page.evaluate(GO, fragment)

    def wait_for(self, expression: str) -> None:
        """Wait until *expression* is true; the page's policy bars it from asking by itself."""
        for _ in range(1000):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(10)
        pytest.fail(f"never true: {expression}")

    def assert_clean(self) -> None:
        """Fail if the page asked for anything, complained, or was stopped by its policy."""
        assert self.problems == []
        assert self.page.evaluate("window.__violations") == []
        assert self.page.evaluate("window.__hacked") is None


Open = Callable[..., Opened]


def find_browser() -> str | None:
    """Return the browser to test with: KG_BROWSER, else the first one installed."""
    named = os.environ.get("KG_BROWSER")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    path = find_browser()
    if path is None:
        reason = "no browser: install chromium, or name one in KG_BROWSER"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open HTML from a file, offline, and watch it."""
    contexts: list[BrowserContext] = []

    def opened(html: str, fragment: str = "", **options: Any) -> Opened:
        file = tmp_path / f"page-{len(contexts)}.html"
        found = _open(browser, html, file, fragment, options)
        contexts.append(found.page.context)
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def kept_page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Open HTML as `open_page` does, in a window that stays open for the next who asks for it.

    The window is kept, the page is loaded again: nothing of the test before is left in it.
    """
    folder = tmp_path_factory.mktemp("kept")
    windows: dict[str, Opened] = {}

    def opened(
        html: str, fragment: str = "", width: int = 1440, height: int = 900, **options: Any
    ) -> Opened:
        size = {"width": width, "height": height}
        key = hashlib.sha256((html + repr(sorted(options.items()))).encode()).hexdigest()
        found = windows.pop(key, None)
        if found is None:
            for old in list(windows)[: len(windows) - KEPT + 1]:
                windows.pop(old).page.context.close()
            found = _open(browser, html, folder / f"{key[:16]}.html", fragment, size | options)
        else:
            _begin_again(found, fragment, size)
        windows[key] = found
        return found

    yield opened
    for found in windows.values():
        found.page.context.close()


def _open(
    browser: Browser, html: str, file: Path, fragment: str, options: dict[str, Any]
) -> Opened:
    file.write_text(html, encoding="utf-8", newline="\n")
    size: ViewportSize = {"width": options.pop("width", 1440), "height": options.pop("height", 900)}
    context = browser.new_context(viewport=size, **options)
    context.set_offline(True)
    context.add_init_script(WATCH)
    found = Opened(context.new_page())
    _watch(found, file.as_uri())
    found.page.goto(file.as_uri() + fragment)
    return found


def _begin_again(found: Opened, fragment: str, size: dict[str, int]) -> None:
    page = found.page
    page.emulate_media(media="null")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    # What the last test unfolded, typed or chose is gone only with the page itself.
    page.evaluate("localStorage.clear()")
    page.goto(f"{page.url.partition('#')[0]}{fragment}")
    page.reload()
    found.problems.clear()


def _watch(found: Opened, own: str) -> None:
    def asked(url: str) -> None:
        if url.partition("#")[0] != own and not url.startswith(("blob:", "data:")):
            found.problems.append(f"asked for {url[:200]}")

    def said(kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            found.problems.append(f"{kind}: {text}")

    def asked_back(dialog: Dialog) -> None:
        found.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    found.page.on("request", lambda request: asked(request.url))
    found.page.on("console", lambda message: said(message.type, message.text))
    found.page.on("pageerror", lambda error: found.problems.append(f"error: {error}"))
    found.page.on("dialog", asked_back)


@pytest.fixture(scope="session")
def draw(mini: kg.PolicyGraph, tmp_path_factory: pytest.TempPathFactory) -> Draw:
    """Return the page of a sample; what one worker of a run has drawn, none draws again."""
    # Of a run without workers, the folder above belongs to other runs, too.
    side_by_side = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if side_by_side else base) / "pages"
    folder.mkdir(exist_ok=True)

    @cache
    def drawn(sample: Sample) -> str:
        file = folder / f"{sample}.html"
        if not file.exists():
            graph = shipped() if sample.shipped else mini
            html = graph.view(sample.view, sample.term, "zh", f"kg view {sample.view}")
            _write(file, html)
        return file.read_bytes().decode()

    return drawn


def _write(file: Path, html: str) -> None:
    # In one step: another worker reads the whole of it, or nothing.
    part = file.with_suffix(f".{os.getpid()}")
    part.write_text(html, encoding="utf-8", newline="\n")
    part.replace(file)
