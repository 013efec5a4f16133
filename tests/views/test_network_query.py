"""The network of a query's answer: what the rows name, and the links of the graph among that."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from builders import World
from command_line import Cli

import kg
from kg.answers import network
from kg.errors import NotFound, UsageError
from kg.graph.terms import KG, TYPE, local_name
from kg.language import Lang

COMMAND = "kg view network --query pairs.rq"
PAIRS = "SELECT ?action ?bottleneck WHERE { ?action kg:addresses ?bottleneck } ORDER BY ?action"


def payload(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def visible(html: str) -> str:
    return re.sub(r"<(script|style).*?</\1>", "", html, flags=re.S)


def drawn(graph: kg.PolicyGraph, query: str, lang: Lang = "en", **more: Any) -> str:
    return graph.view("network", None, lang, COMMAND, query=query, **more)


def things(html: str) -> set[str]:
    return {node["id"] for node in payload(html, "kg-nodes")}


def links(html: str) -> set[tuple[str, str, str, str]]:
    return {(e["from"], e["predicate"], e["to"], e["strength"]) for e in payload(html, "kg-links")}


def test_the_things_of_the_rows_and_the_links_within_a_row(mini: kg.PolicyGraph) -> None:
    # Worked out from the threads drawn in `builders`. That factors is a part of footprint, and
    # that factor-library corresponds to platform, joins things of different rows: not drawn.
    html = drawn(mini, PAIRS)
    assert things(html) == {
        "action-factor-library", "action-standards", "measure-platform",
        "bottleneck-footprint", "bottleneck-footprint-factors", "bottleneck-footprint-methods",
    }  # fmt: skip
    assert links(html) == {
        ("action-factor-library", "addresses", "bottleneck-footprint-factors", "stated"),
        ("action-standards", "addresses", "bottleneck-footprint", "inferred"),
        ("measure-platform", "addresses", "bottleneck-footprint-methods", "stated"),
    }
    claims = {claim["id"] for link in payload(html, "kg-links") for claim in link["claims"]}
    assert claims == {"claim-alpha-001", "claim-alpha-008", "claim-alpha-002", "claim-beta-002"}
    assert set(payload(html, "kg-data")["start"]) == things(html)


def test_structure_within_a_row_is_drawn_too(mini: kg.PolicyGraph) -> None:
    html = drawn(mini, "SELECT ?part ?whole { ?part a kg:Bottleneck ; kg:partOf ?whole }")
    assert links(html) == {
        ("bottleneck-footprint-factors", "partOf", "bottleneck-footprint", "structural"),
        ("bottleneck-footprint-methods", "partOf", "bottleneck-footprint", "structural"),
    }


def test_what_a_construct_makes_up_is_not_drawn(mini: kg.PolicyGraph) -> None:
    # The query invents a link from measure to document; the graph knows another one.
    html = drawn(mini, "CONSTRUCT { ?m kg:addresses ?d } WHERE { ?m kg:setOutIn ?d }")
    assert things(html) == {"measure-platform", "document-plan", "document-old"}
    assert links(html) == {
        ("measure-platform", "setOutIn", "document-plan", "stated"),
        ("measure-platform", "setOutIn", "document-old", "stated"),
    }


@pytest.mark.parametrize("action", ["action-standards", "action-factor-library"])
def test_a_denied_or_refused_claim_gives_no_link(mini: kg.PolicyGraph, action: str) -> None:
    html = drawn(mini, f"SELECT (kgd:{action} AS ?a) (kgd:bottleneck-computing AS ?b) {{}}")
    assert things(html) == {action, "bottleneck-computing"}
    assert links(html) == set()


def test_sets_stay_sets(mini: kg.PolicyGraph) -> None:
    query = """SELECT ?a ?b ?x ?y {
      ?a kg:collectivelyAddresses ?b . ?a kg:member ?x . ?b kg:member ?y }"""
    found = links(drawn(mini, query))
    sets = ("set-alpha-actions", "collectivelyAddresses", "set-alpha-bottlenecks")
    assert (*sets, "stated-collectively") in found
    pairs = {(s, o) for s, p, o, _ in found if p == "addresses"}
    assert pairs == {("action-standards", "bottleneck-footprint")}  # a claim of its own


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The first 3 things of the answer are drawn; 3 further ones are left out."),
        ("zh", "图中为结果中最前的 3 个事物；其余 3 个未画出。"),
    ],
)
def test_what_is_too_much_is_left_out_and_said(
    mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch, lang: Lang, said: str
) -> None:
    assert "left out" not in visible(drawn(mini, PAIRS))
    monkeypatch.setattr(network, "MOST_PICKED", 3)
    html = drawn(mini, PAIRS, lang)
    first = {"action-factor-library", "bottleneck-footprint-factors", "action-standards"}
    assert things(html) == first
    assert said in visible(html)


def test_sixty_things_are_drawn_at_most(mini: kg.PolicyGraph) -> None:
    query = "SELECT ?region { ?region a kg:Region } ORDER BY STR(?region)"
    regions = sorted(mini.graph.subjects(TYPE, KG + "Region"))
    assert len(regions) > 60
    html = drawn(mini, query)
    assert things(html) == {local_name(iri) for iri in regions[:60]}
    assert f"{len(regions) - 60} further ones are left out" in visible(html)


def test_what_is_no_thing_is_counted(mini: kg.PolicyGraph) -> None:
    query = "SELECT ?claim ?s ?p { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . \
             FILTER(?claim = kgd:claim-alpha-001) }"
    html = drawn(mini, query)
    assert things(html) == {"action-factor-library"}
    assert "Of what the answer names, 2 are no things of the network" in visible(html)
    assert "结果所列中有 2 项不是网络中的事物" in visible(html)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?x { ?x a kg:Nothing }", ("The answer is empty", "查询结果为空")),
        ("CONSTRUCT { ?x a ?x } WHERE { ?x a kg:Nothing }", ("The answer is empty", "结果为空")),
        ("SELECT (1 AS ?x) {}", ("names no thing", "没有给出图谱中的任何事物")),
        ("ASK { ?x a kg:Bottleneck }", ("names no thing", "没有给出图谱中的任何事物")),
        ("SELECT ?x { ?x a kg:Claim }", ("names no thing", "没有给出图谱中的任何事物")),
    ],
)
def test_an_answer_without_things_is_no_picture(
    mini: kg.PolicyGraph, query: str, words: tuple[str, str]
) -> None:
    with pytest.raises(NotFound) as caught:
        drawn(mini, query)
    assert words[0] in caught.value.say("en")
    assert words[1] in caught.value.say("zh")


@pytest.mark.parametrize(("lang", "title"), [("en", "Result of a query"), ("zh", "查询结果")])
def test_the_page_shows_the_query_and_the_command(
    mini: kg.PolicyGraph, lang: Lang, title: str
) -> None:
    query = f"# <b>pairs</b>\n{PAIRS}\n"
    html = drawn(mini, query, lang)
    assert html == drawn(mini, query, lang)
    footer = html[html.index("<footer>") : html.index("</footer>")]
    assert f"# &lt;b&gt;pairs&lt;/b&gt;\n{PAIRS}</code>" in footer
    assert f"<code>{COMMAND}</code>" in footer
    assert f"<title>{title} · " in html
    assert "<b>pairs" not in html


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("matrix", {"query": PAIRS}, "Only the network"),
        ("network", {"query": PAIRS, "word": "footprint"}, "leave out TERM"),
        ("network", {"query": PAIRS, "depth": 2}, "leave out TERM and the filters"),
        ("network", {"parameters": {"x": "1"}}, "give --query too"),
    ],
)
def test_words_that_do_not_go_together(
    mini: kg.PolicyGraph, name: str, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        mini.view(name, **more)
    assert re.search("[一-鿿]", caught.value.say("zh"))


def test_the_command_reads_a_file_a_name_and_parameters(
    template: World, cli: Cli, tmp_path: Path
) -> None:
    page, query = tmp_path / "page.html", tmp_path / "pairs.rq"
    query.write_text("SELECT ?a ?b WHERE { ?a kg:addresses ?b }", encoding="utf-8")

    def view(*words: str) -> tuple[int, str]:
        done = cli(*template.arguments("view", *words, "-o", str(page)))
        return done.code, done.err

    bound = ("-p", "b=kgd:bottleneck-footprint")
    assert view("network", "--query", str(query), *bound)[0] == 0
    html = page.read_text(encoding="utf-8")
    assert things(html) == {"action-standards", "bottleneck-footprint"}
    assert "-p b=kgd:bottleneck-footprint</code>" in html
    assert view("network", "--query", "stated-pairs")[0] == 0
    html = page.read_text(encoding="utf-8")
    assert {(s, o) for s, _, o, _ in links(html)} == {
        ("action-factor-library", "bottleneck-footprint-factors"),
        ("measure-platform", "bottleneck-footprint-methods"),
    }
    page.unlink()
    assert view("network", "--query", str(tmp_path / "none.rq"))[0] == 6
    assert view("matrix", "--query", str(query))[0] == 2
    assert view("all", "--query", str(query))[0] == 2
    query.write_text("ASK { ?x a kg:Bottleneck }", encoding="utf-8")
    assert view("network", "--query", str(query)) == (
        3,
        "The answer names no thing of the graph: there is nothing to draw. Select variables that "
        "stand for things, such as bottlenecks and actions.\n",
    )
    assert not page.exists()
