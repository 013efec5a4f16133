"""A real browser with the network cut: fixtures for the tests of the views.

A test module takes them with `pytest_plugins = ("browser_page",)`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Opened:
    """A page and what went wrong on it."""

    page: Page
    problems: list[str] = field(default_factory=list)

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

    def opened(
        html: str, fragment: str = "", width: int = 1440, height: int = 900, **options: Any
    ) -> Opened:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_offline(True)
        context.add_init_script(WATCH)
        found = Opened(context.new_page())
        _watch(found, file.as_uri())
        found.page.goto(file.as_uri() + fragment)
        return found

    yield opened
    for context in contexts:
        context.close()


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
