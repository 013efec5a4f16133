"""Hostile words in every field of a graph: every view shows them, and none runs them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from builders import World
from hostile_words import ATTACKS, poison
from number_samples import add_numbers
from page_samples import LANGS

import kg

if TYPE_CHECKING:
    from browser_page import Open

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser

# What is drawn of the ontology alone, the schema, shows none of a user's words but counts.
VIEWS = ("matrix", "trace", "charts", "regions", "timeline", "sankey")
CHOOSE_ALL = """async () => {
  const keys = Object.keys(policyPage.data.details);
  for (const key of keys.slice(0, 60)) {
    const there = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    location.hash = new URLSearchParams({ key });
    await there;
    if (policyPage.state().key !== key) return key;
  }
  return keys.length;
}"""


@pytest.fixture(scope="module")
def poisoned(template: World, tmp_path_factory: pytest.TempPathFactory) -> kg.PolicyGraph:
    world = template.copied_to(tmp_path_factory.mktemp("hostile") / "world")
    return poison(add_numbers(world)).load()


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_is_shown_and_never_run(
    open_page: Open, poisoned: kg.PolicyGraph, view: str
) -> None:
    html = poisoned.view(view, None, "en", " ".join(ATTACKS))
    opened = open_page(html, "#lang=en&theme=light&table=1")
    chosen = opened.page.evaluate(CHOOSE_ALL)
    assert isinstance(chosen, int)
    assert chosen >= 2
    for lang in LANGS:
        opened.go(f"#lang={lang}&table=1")
        told = opened.page.locator("body").inner_text()
        assert "window.__hacked=1" in told
        assert "7*7" in told
        for attack in ATTACKS:
            opened.page.locator("#search").fill(attack)
        ET.fromstring(opened.page.evaluate("policyPage.svg()"))  # noqa: S314
    assert opened.page.locator("#picture img, #picture script, #panel img").count() == 0
    opened.assert_clean()
