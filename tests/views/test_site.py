"""The static site: every thing has a page, every link leads somewhere, nothing is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urldefrag, urlencode

import pytest
from builders import World
from command_line import Cli
from number_samples import add_numbers

import kg
from kg.answers.sparql.questions import list_questions
from kg.errors import NotFound
from kg.graph.terms import KGD, PREF_LABEL, local_name
from kg.paths import write_text
from kg.views import trace
from kg.views.drawing import VIEWS
from kg.views.html import read_asset

if TYPE_CHECKING:
    from browser_page import Open

pytest_plugins = ("browser_page",)
HOSTILE = "<img src=x onerror=window.__hacked=1>\"'</script><script>window.__hacked=1</script>"


class Links(HTMLParser):
    """Collects addresses, ids and everything that a browser would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: set[str] = set()
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if tag == "a" and found.get("href"):
            self.hrefs.append(str(found["href"]))
        self.fetched += [v for k, v in found.items() if v and k in ("src", "data", "action")]
        if tag == "link":
            self.fetched.append(str(found.get("href")))


@pytest.fixture(scope="module")
def graph(template: World, tmp_path_factory: pytest.TempPathFactory) -> kg.PolicyGraph:
    return add_numbers(template.copied_to(tmp_path_factory.mktemp("site") / "world")).load()


@pytest.fixture(scope="module")
def site(graph: kg.PolicyGraph) -> dict[str, str]:
    return dict(graph.site("zh", "kg view all -o site"))


def test_every_link_leads_to_a_file_of_the_site(site: dict[str, str]) -> None:
    read = {path: Links(content) for path, content in site.items()}
    for path, links in read.items():
        for href in links.hrefs:
            target, fragment = urldefrag(href)
            where = normpath(join(dirname(path), target)) if target else path
            assert where in site, f"{path} → {href}"
            if "=" in fragment:
                assert can_open(site[where], read[where], fragment), f"{path} → {href}"
            elif fragment:
                assert fragment in read[where].ids, f"{path} → {href}"


@cache
def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="kg-data">(.*?)</script>', page, re.S)
    return dict(json.loads(found[1])) if found else {}


def can_open(page: str, read: Links, fragment: str) -> bool:
    """Tell whether *page* knows all that *fragment* names: a place, a thing, a filter's value."""
    data = data_of(page)
    known = {
        "at": read.ids,
        "key": set(data.get("details", {})) or names_in(page),
        **{name: set(values) for name, values in data.get("facets", {}).items()},
    }
    return all(value in known[name] for name, value in parse_qsl(fragment))


@cache
def names_in(page: str) -> frozenset[str]:
    """Return the ids of the things of a network."""
    found = re.search(r'id="kg-nodes">(.*?)</script>', page, re.S)
    return frozenset(node["id"] for node in json.loads(found[1])) if found else frozenset()


VIEW_PAGES = [f"{name}.html" for name in VIEWS]


def addresses(page: str) -> Iterator[tuple[str, str]]:
    """Yield thing and address of every link that the script of a view can make."""
    beside = data_of(page)["site"]
    yield "", beside["home"]
    for one, (about, *shown) in beside["of"].items():
        if about:
            for lang in ("zh", "en"):
                yield one, f"things/{one}.html" if about == 1 else about.replace("*", lang)
        for entry in shown:
            number, fragment = (
                entry if isinstance(entry, list) else (entry, urlencode({"key": one}))
            )
            yield one, f"{beside['views'][number][0]}#{fragment}"


@pytest.mark.parametrize("path", VIEW_PAGES)
def test_what_a_view_links_to_is_there(site: dict[str, str], path: str) -> None:
    read: dict[str, Links] = {}
    for one, address in addresses(site[path]):
        target, fragment = urldefrag(address)
        assert target in site, address
        assert target != path
        if target not in read:
            read[target] = Links(site[target])
        if fragment:
            assert can_open(site[target], read[target], fragment), f"{path}: {one} → {address}"


def test_a_thing_is_linked_from_wherever_it_is_shown(site: dict[str, str]) -> None:
    footprint = "bottleneck-footprint"
    shown = {"matrix.html", "network.html", "trace.html", "sankey.html"}
    page = Links(site[f"things/{footprint}.html"]).hrefs
    found = {normpath(join("things", urldefrag(href)[0])) for href in page if "#" in href}
    assert found & set(VIEW_PAGES) == shown
    for path in ("matrix.html", "network.html", "trace.html"):
        leads = {
            urldefrag(address)[0] for one, address in addresses(site[path]) if one == footprint
        }
        assert leads == shown - {path} | {f"things/{footprint}.html"}
    assert ("addresses", "ontology-en.html#at=addresses") in addresses(site["schema.html"])
    indicator = Links(site["things/indicator-output.html"]).hrefs
    assert [href for href in indicator if href.startswith("../charts.html#key=")]


def test_a_page_by_itself_links_nowhere(graph: kg.PolicyGraph) -> None:
    for name in VIEWS:
        page = graph.view(name, None, "zh", f"kg view {name}")
        assert data_of(page)["site"] is None
        assert Links(page).hrefs == []


def test_no_page_fetches_anything(site: dict[str, str]) -> None:
    for path, content in site.items():
        assert Links(content).fetched == [], path
        assert "default-src &#39;none&#39;" in content


def test_what_only_the_start_page_shows_is_styled_there_alone(site: dict[str, str]) -> None:
    own = read_asset("site-start.css").splitlines()
    assert own
    for path, page in site.items():
        held = [rule for rule in own if rule in page]
        assert held == (own if path == "index.html" else []), path


def test_everything_with_a_name_has_a_page(graph: kg.PolicyGraph, site: dict[str, str]) -> None:
    things = {
        quad.subject.value  # type: ignore[union-attr]
        for quad in graph.graph.triples(None, PREF_LABEL)
        if quad.subject.value.startswith(KGD)  # type: ignore[union-attr]
    }
    # Texts and sets stand on the pages of their source and their members; agents on none.
    named = {local_name(iri) for iri in things if not re.match(r".*/(text|set|agent)-", iri)}
    pages = {Path(path).stem for path in site if path.startswith("things/")}
    assert named - pages == set()


def test_every_question_has_a_page_with_its_answer(
    graph: kg.PolicyGraph, site: dict[str, str]
) -> None:
    for question in list_questions():
        page = site[f"questions/{question.name}.html"]
        try:
            rows = len(graph.ask(question.name).rows)
        except NotFound:  # the default stands for something of the shipped graph
            assert "is not in this graph" in page
        else:
            assert f'<i lang="en">{rows} rows</i>' in page


def test_a_page_tells_what_is_known(site: dict[str, str]) -> None:
    page = site["things/bottleneck-footprint-factors.html"]
    for words in ("因子库缺位", "Missing factor library", "No own library", "推断", "stated"):
        assert words in page
    assert 'href="../things/action-factor-library.html"' in page
    assert 'href="../matrix.html#key=bottleneck-footprint-factors"' in page
    number = site["things/case-b.html"]
    assert "more than 12.5 t" in number
    assert "超过12.5吨" in number
    doubtful = site["things/anomaly-gamma-01.html"]
    assert "Left open." in doubtful
    refused = site["things/bottleneck-computing.html"]
    assert "不采纳" in refused
    assert "两处并不相干" in refused


def test_each_language_has_the_ontology_apart(site: dict[str, str]) -> None:
    chinese, english = site["ontology-zh.html"], site["ontology-en.html"]
    assert "瓶颈" in chinese
    assert "瓶颈" not in english.split("<main>")[1].split("</main>")[0]
    assert 'id="addresses"' in chinese
    assert 'id="addresses"' in english


def test_the_same_graph_gives_the_same_bytes(graph: kg.PolicyGraph, site: dict[str, str]) -> None:
    assert dict(graph.site("zh", "kg view all -o site")) == site


def test_hostile_words_run_nothing(world: World, open_page: Open) -> None:
    bottlenecks = "sources/alpha/bottlenecks.ttl"
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    world.edit(bottlenecks, '"Missing factor library"@en', f'"{quoted}"@en')
    world.edit("sources/alpha/evidence.csv", "No own library", HOSTILE.replace('"', ""))
    pages = dict(world.load().site("en", HOSTILE))
    for path in ("index.html", "kinds/Bottleneck.html", "things/bottleneck-footprint-factors.html"):
        opened = open_page(pages[path], "#lang=en")
        opened.page.wait_for_timeout(50)
        opened.assert_clean()


def test_the_pages_fit_and_hand_the_language_on(site: dict[str, str], kept_page: Open) -> None:
    paths = (
        "index.html", "things/bottleneck-footprint.html", "things/table-gamma-output.html",
        "kinds/Bottleneck.html", "questions/links-by-modality.html", "ontology-en.html",
    )  # fmt: skip
    for path in paths:
        opened = kept_page(site[path], "#lang=en&theme=dark")
        page = opened.page
        assert page.evaluate("document.documentElement.lang") == "en"
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.body.scrollWidth <= window.innerWidth"), (path, width)
        href = page.locator("a[href*='.html']").first.get_attribute("href") or ""
        assert "lang=en" in href
        assert "theme=dark" in href
        page.click("#language")
        assert page.evaluate("document.documentElement.dataset.lang") == "zh"
        assert "lang=zh" in page.url
        opened.assert_clean()


def test_the_command_writes_the_site(cli: Cli, template: World, tmp_path: Path) -> None:
    out = tmp_path / "site"
    found = cli("view", "all", "-o", str(out), *template.arguments())
    assert (found.code, found.out) == (0, "")
    assert str(out / "index.html") in found.err
    assert (out / "index.html").is_file()
    assert (out / "things" / "bottleneck-footprint.html").is_file()


def test_a_view_too_large_for_a_page_is_left_out_with_the_reason(
    cli: Cli, template: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "MOST_ROOTS", 0)
    told = cli("view", "all", "-o", str(tmp_path), *template.arguments())
    assert told.code == 0
    assert "Left out: trace. The graph has" in told.err
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.html")}
    assert "matrix.html" in found
    assert "trace.html" not in found
    for path in found:
        assert "trace.html" not in (tmp_path / path).read_text("utf-8")
    start = (tmp_path / "index.html").read_text("utf-8")
    # Where its card would be, in both languages.
    assert start.partition("分层追踪")[2].count("kg view trace TERM") == 2


def test_the_demo_writes_the_site_and_names_its_start_first(
    cli: Cli, template: World, tmp_path: Path
) -> None:
    found = cli("demo", "--out", str(tmp_path / "out"), *template.arguments())
    assert found.code == 0
    start = tmp_path / "out" / "site" / "index.html"
    written = [line for line in found.err.splitlines() if str(tmp_path) in line]
    assert str(start) in written[0]
    assert "bottlenecks" in start.read_text(encoding="utf-8")
    assert (tmp_path / "out" / "graph.ttl").is_file()


@pytest.mark.parametrize("words", [["碳足迹"], ["--with-words"], ["--modality", "stated"]])
def test_the_site_is_not_narrowed(
    cli: Cli, template: World, tmp_path: Path, words: list[str]
) -> None:
    found = cli("view", "all", *words, "-o", str(tmp_path / "site"), *template.arguments())
    assert found.code == 2
    assert "say it without" in found.err


def test_a_choice_travels_from_page_to_page(
    site: dict[str, str], open_page: Open, tmp_path: Path
) -> None:
    for path in ("index.html", "things/bottleneck-footprint.html", *VIEW_PAGES):
        write_text(tmp_path / "site" / path, site[path])
    opened = open_page("<!doctype html><title>-</title>")
    page = opened.page
    start = (tmp_path / "site" / "things" / "bottleneck-footprint.html").as_uri()
    page.goto(f"{start}#lang=en&theme=dark")

    def go(name: str) -> None:
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_load_state()
        told = page.evaluate("({ ...document.documentElement.dataset })")
        assert (told["lang"], told["theme"]) == ("en", "dark"), name

    for name in ("Gap matrix", "Network", "Layered trace"):
        go(name)
        assert "bottleneck-footprint" in page.url
        assert page.locator("#panel h2").inner_text() == "Weak carbon footprint accounting"
    go("All about it")
    assert page.url.startswith(start)
    go("Flows")
    assert "key=category-" in page.url
    assert page.locator("#panel h2").inner_text() == "New factor"
    go("Start page")
    assert "index.html" in page.url
