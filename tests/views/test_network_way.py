"""The network page: the way that one came, and what is chosen copied as text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from network_samples import term_network, whole_network

from kg.views.network import NetworkDrawing

if TYPE_CHECKING:
    from browser_page import Open, Opened

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser
COMMAND = "kg view network -o network.html"


@pytest.fixture(scope="module")
def whole() -> str:
    return NetworkDrawing(whole_network(40)).render(lang="en", command=COMMAND)


@pytest.fixture(scope="module")
def of_term() -> str:
    return NetworkDrawing(term_network(8)).render(lang="en", command=COMMAND)


def steps(opened: Opened) -> list[str]:
    return opened.page.locator("#way-steps button").all_inner_texts()


def ids(opened: Opened) -> list[str]:
    found: list[dict[str, Any]] = opened.page.evaluate("policyNetwork.cards()")
    return [card["id"] for card in found]


def unfold(opened: Opened, one: str) -> None:
    card = opened.page.locator(f"[data-card='{one}']")
    card.focus()
    opened.page.keyboard.press("Enter")
    if opened.page.locator(f"[data-card='{one}'][aria-label*='(+']").count():
        opened.page.keyboard.press("Enter")


def fragment(opened: Opened) -> dict[str, list[str]]:
    return parse_qs(opened.page.url.partition("#")[2])


def test_every_step_of_the_way_can_be_gone_back_to(open_page: Open, whole: str) -> None:
    opened = open_page(whole, "#lang=en&theme=light")
    assert opened.page.locator("#way").is_hidden()
    seen = [ids(opened)]
    for one in ("bottleneck-0", "action-0", "bottleneck-1"):
        unfold(opened, one)
        seen.append(ids(opened))
    assert [len(a) < len(b) for a, b in pairwise(seen)] == [True] * 3
    assert fragment(opened)["way"] == ["+bottleneck-0", "+action-0", "+bottleneck-1"]
    assert len(steps(opened)) == 4
    # In another window the same way; and from there back, step by step, by the keyboard.
    again = open_page(whole, opened.page.url[opened.page.url.index("#") :])
    assert (steps(again), ids(again)) == (steps(opened), seen[3])
    for count in (2, 1, 0):
        again.page.locator("#way-steps button").nth(count).press("Enter")
        assert ids(again) == seen[count]
        assert (again.page.locator("#told").text_content() or "").startswith("Back at: ")
        assert fragment(again).get("way", []) == fragment(opened)["way"][:count]
    assert again.page.locator("#way").is_hidden()
    opened.assert_clean()
    again.assert_clean()


def test_what_was_folded_is_no_step_any_more(open_page: Open, whole: str) -> None:
    opened = open_page(whole, "#lang=zh&theme=dark&key=actor-hub")
    assert fragment(opened)["way"] == ["+actor-hub"]
    assert fragment(opened)["node"] == ["actor-hub"]
    assert opened.page.locator("#way-steps [aria-current]").count() == 1
    opened.page.get_by_role("button", name="收起").click()
    assert "way" not in fragment(opened)
    assert "actor-hub" in ids(opened)


def test_a_way_of_nonsense_is_passed_over(open_page: Open, whole: str) -> None:
    opened = open_page(whole, "#lang=en&way=none&way=%2B__proto__&way=x&way=.bottleneck-0&way=")
    assert fragment(opened)["way"] == [".bottleneck-0"]
    opened.assert_clean()


def copied(opened: Opened, name: str) -> str:
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.get_by_role("button", name=name).press("Enter")
    opened.wait_for("document.querySelector('#status').textContent.startsWith('Copied')")
    return str(opened.page.evaluate("navigator.clipboard.readText()"))


def test_what_is_chosen_is_copied_with_its_ids_and_places(open_page: Open, of_term: str) -> None:
    opened = open_page(of_term, "#lang=en&theme=light&node=action-0")
    lines = copied(opened, "Copy as text").splitlines()
    assert lines[0] == "Set up method number 0 (action-0)"
    assert lines[1] == "Recommended action"
    place = [line for line in lines if line.startswith("- ")]
    assert place == ["- Example paraphrase action-0 [example-2024 二.四 ¶1; ev-action-0]"]
    assert COMMAND in lines[-1]
    opened.page.locator("#panel button.show").first.click()
    link = copied(opened, "Copy as text")
    assert "(action-0) – " in link
    assert "Example reason" in link
    assert "claim-" in link


def test_the_table_is_copied_for_a_spreadsheet(open_page: Open, of_term: str) -> None:
    opened = open_page(of_term, "#lang=en&theme=light&table=1")
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.locator("#copy-table").press("Enter")
    opened.wait_for("document.querySelector('#status').textContent.startsWith('Table copied')")
    table = str(opened.page.evaluate("navigator.clipboard.readText()")).splitlines()
    assert table[0].split("\t")[:2] == ["Subject", "Link"]
    assert len(table) == 1 + len(term_network(8).links)
    assert {row.count("\t") for row in table} == {5}
