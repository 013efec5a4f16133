"""Pages of large graphs: small at first, whole in the file, or refused with what to narrow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from network_samples import Builder, whole_network

import kg
from kg.answers.network import Network
from kg.errors import LimitReached
from kg.graph.terms import KGD, KGV
from kg.views import html, matrix, trace
from kg.views.network import NetworkDrawing
from kg.views.network_data import MOST_AT_START, NetworkData

if TYPE_CHECKING:
    from browser_page import Open

pytest_plugins = ("browser_page",)
CATEGORIES = ("new-actor", "new-factor")


def many_roots(count: int) -> Network:
    """Return *count* bottlenecks, each in a category, each answered by three actions."""
    b = Builder()
    for slug in CATEGORIES:
        b.add("Category", slug, slug, slug)
    for i in range(count):
        b.add("Bottleneck", f"{i}", f"瓶颈{i}", f"Bottleneck {i}")
        b.join(f"{KGD}bottleneck-{i}", "category", f"{KGV}category-{CATEGORIES[i % 2]}", "stated")
        for n in range(3):
            b.add("RecommendedAction", f"{i}-{n}", f"行动{i}-{n}", f"Action {i}-{n}")
            b.join(f"{KGD}action-{i}-{n}", "addresses", f"{KGD}bottleneck-{i}", "inferred")
    return b.build([f"{KGD}bottleneck-{i}" for i in range(count)])


@pytest.mark.parametrize("count", [MOST_AT_START - 2, MOST_AT_START - 1])
def test_a_network_of_too_many_bottlenecks_opens_on_their_categories(count: int) -> None:
    start = NetworkData(many_roots(count)).start
    groups = {f"category-{slug}" for slug in CATEGORIES}
    if count + len(CATEGORIES) > MOST_AT_START:
        assert start == groups
    else:
        assert start == groups | {f"bottleneck-{i}" for i in range(count)}


def test_without_categories_it_opens_on_one_step() -> None:
    b = Builder()
    iris = [b.add("Bottleneck", f"{i:03}", f"瓶颈{i}", f"Gap {i}") for i in range(70)]
    assert len(NetworkData(b.build(iris)).start) == 25


LARGE = many_roots(70)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count a table as long from eleven rows on: a page of a thousand takes its time."""
    monkeypatch.setattr(html, "MANY_ROWS", 10)


@pytest.mark.usefixtures("few")
def test_a_long_table_is_whole_in_the_file() -> None:
    rows = re.findall(
        r'<tr data-link="(\d+)">', NetworkDrawing(LARGE).render(lang="zh", command="x")
    )
    assert rows == [str(index) for index in range(len(LARGE.links))]


def test_a_short_table_is_laid_out_at_once() -> None:
    assert len(whole_network().links) <= html.MANY_ROWS
    assert 'id="later"' not in NetworkDrawing(whole_network()).render(lang="zh", command="x")


@pytest.mark.browser
@pytest.mark.usefixtures("few")
def test_a_long_table_is_built_when_it_is_wanted(open_page: Open) -> None:
    page = NetworkDrawing(LARGE).render(lang="zh", command="x")
    opened = open_page(page)
    rows = opened.page.locator("#twin tbody tr")
    assert rows.count() == 0
    assert opened.page.evaluate("policyNetwork.cards().length") == len(CATEGORIES)
    opened.page.locator("#table").click()
    assert rows.count() == len(LARGE.links)
    rows.nth(5).locator("button").click()
    assert opened.page.evaluate("new URLSearchParams(location.hash.slice(1)).get('link')") == "5"
    opened.assert_clean()
    # Opened by its address, and printed without having been opened.
    assert open_page(page, "#table=1").page.locator("#twin tbody tr").count() == len(LARGE.links)
    printed = open_page(page)
    printed.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert printed.page.locator("#twin tbody tr").count() == len(LARGE.links)
    # Without a script it stands there, with its heads, and the empty one does not.
    plain = open_page(page, java_script_enabled=False).page
    assert plain.locator("#twin tbody tr:visible").count() == len(LARGE.links)
    assert plain.locator("#twin th:visible").count() == 6


@pytest.mark.browser
def test_so_is_that_of_every_other_view(
    open_page: Open, mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = open_page(mini.view("matrix", None, "zh", "x"), "#table=1").page
    monkeypatch.setattr(html, "MANY_ROWS", 0)
    opened = open_page(mini.view("matrix", None, "zh", "x"))
    page = opened.page
    assert page.locator("#twin tbody tr").count() == 0
    # Copied without having been opened, it is what it is opened.
    assert page.evaluate("policyPage.table()") == short.evaluate("policyPage.table()")
    assert page.locator("#shown").text_content() == short.locator("#shown").text_content()
    page.locator("#table").click()
    outer = "[...document.querySelectorAll('#twin tbody tr')].map((row) => row.outerHTML)"
    assert page.evaluate(outer) == short.evaluate(outer)
    opened.assert_clean()


def test_a_matrix_too_large_for_a_page_says_what_to_narrow(
    mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mini.matrix()
    rows, columns = (sum(n.depth == 0 for n in lines) for lines in (whole.rows, whole.columns))
    monkeypatch.setattr(matrix, "MOST_CELLS", rows * columns)
    assert mini.view("matrix")
    monkeypatch.setattr(matrix, "MOST_CELLS", rows * columns - 1)
    with pytest.raises(LimitReached) as refused:
        mini.view("matrix")
    assert f"{rows} bottlenecks against {columns} actions" in refused.value.say("en")
    assert "kg view matrix TERM" in refused.value.say("zh")
    assert mini.view("matrix", whole.rows[0].iri)  # what it tells one to do


def test_a_trace_of_too_many_bottlenecks_says_what_to_narrow(
    mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = trace.roots_of(mini.graph)
    monkeypatch.setattr(trace, "MOST_ROOTS", len(roots))
    assert mini.view("trace")
    monkeypatch.setattr(trace, "MOST_ROOTS", len(roots) - 1)
    with pytest.raises(LimitReached) as refused:
        mini.view("trace")
    assert f"{len(roots)} whole bottlenecks" in refused.value.say("en")
    assert "kg view trace TERM" in refused.value.say("zh")
    assert mini.view("trace", roots[0])
