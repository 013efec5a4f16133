"""The schema page against a reading of the ontology of its own, by rdflib from the files."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

import kg
from kg.errors import UsageError
from kg.language import Lang

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
KG = rdflib.Namespace("https://w3id.org/policy-kg/ontology#")
COMMAND = "kg view schema"
NAMED = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@cache
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(ONTOLOGY.glob("modules/*.ttl")):
        graph.parse(path)
    return graph


def key(term: rdflib.term.Node) -> str:
    return ontology().namespace_manager.normalizeUri(str(term)).removeprefix("kg:")


def terms(*types: rdflib.URIRef) -> set[str]:
    return {key(one) for kind in types for one in ontology().subjects(RDF.type, kind)}


def said_in(term: rdflib.term.Node, predicate: rdflib.URIRef, lang: str) -> str:
    literals = (o for o in ontology().objects(term, predicate) if isinstance(o, rdflib.Literal))
    return next(str(literal) for literal in literals if literal.language == lang)


def links() -> set[rdflib.term.Node]:
    return set(ontology().subjects(KG.fromClass))


def payload(html: str) -> Any:
    found = re.search(r'<script type="application/json" id="kg-data">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def picture(html: str) -> str:
    return html[html.index('<div id="picture"') : html.index('<p id="empty"')]


@pytest.fixture(scope="module")
def html(mini: kg.PolicyGraph) -> str:
    return mini.view("schema", None, "zh", COMMAND)


def test_every_class_and_property_has_its_details(html: str) -> None:
    details = payload(html)["details"]
    wanted = terms(OWL.Class, *NAMED)
    assert len(wanted) > 150
    assert wanted <= details.keys()
    # What is there beyond them is of other vocabularies, and said to be.
    assert all(":" in one for one in details.keys() - wanted)


def test_the_words_are_those_of_the_ontology(html: str) -> None:
    details = payload(html)["details"]
    graph = ontology()
    for term in [*graph.subjects(RDF.type, OWL.Class), *links()]:
        shown = details[key(term)]
        facts = {label["en"]: said for label, said in shown["facts"]}
        for lang in ("zh", "en"):
            said = {p: said_in(term, p, lang) for p in (RDFS.label, SKOS.definition, SKOS.example)}
            assert shown["title"][lang] == said[RDFS.label]
            assert shown["definition"][lang] == said[SKOS.definition]
            assert facts["Example"][lang] == said[SKOS.example]


def test_every_class_is_a_card_and_every_link_a_row(html: str) -> None:
    drawn = picture(html)
    cards = set(re.findall(r'class="card [^"]*" data-key="([^"]+)"', drawn))
    rows = set(re.findall(r'class="choice" data-key="([^"]+)"', drawn))
    assert terms(OWL.Class) <= cards
    assert {key(one) for one in links()} <= rows
    forms = {key(o) for p in (KG.statedForm, KG.inferredForm) for o in ontology().objects(None, p)}
    assert not rows & (forms | terms(OWL.DatatypeProperty))


def test_links_join_the_classes_that_the_ontology_allows(html: str) -> None:
    ends = payload(html)["ends"]
    for link in links():
        allowed = {key(o) for p in (KG.fromClass, KG.toClass) for o in ontology().objects(link, p)}
        assert set(ends[key(link)]) == allowed


def facts_of(html: str, one: str) -> dict[str, str]:
    return {label["en"]: said["en"] for label, said in payload(html)["details"][one]["facts"]}


def test_the_counts_are_those_of_the_graph(html: str) -> None:
    # By hand from `builders`: accepted claims alone; refused, denied, proposed, withdrawn are none.
    assert facts_of(html, "addresses")["Accepted claims"] == "stated 2, inferred 2"
    assert facts_of(html, "setOutIn")["Accepted claims"] == "stated 2"
    assert facts_of(html, "correspondsTo")["Accepted claims"] == "inferred 1"
    assert "of the set as a whole 1" in facts_of(html, "collectivelyAddresses")["Accepted claims"]
    assert facts_of(html, "supersedes")["Accepted claims"] == "none yet"
    assert facts_of(html, "member")["Uses in the graph"] == "4"
    assert facts_of(html, "Bottleneck")["In the graph"] == "4"
    assert facts_of(html, "PolicyAction")["In the graph"] == "3"  # two recommended, one adopted
    assert facts_of(html, "Claim")["In the graph"] == "19"


def test_an_end_that_the_ontology_leaves_open_is_said_to_be_as_used(html: str) -> None:
    assert not set(ontology().objects(KG.member, RDFS.domain))
    facts = facts_of(html, "member")
    assert facts["From"] == "set of actions, set of bottlenecks (as used)"
    assert facts["To"] == "bottleneck, recommended action (as used)"
    assert facts_of(html, "textOf")["From"] == "source text"


def test_the_table_holds_everything(html: str) -> None:
    rows = re.findall(r'<tr data-row data-key="([^"]+)"', html)
    assert len(rows) == len(set(rows))
    assert set(rows) == payload(html)["details"].keys()
    definitions = html[html.index('<section id="twin"') :]
    for term in ontology().subjects(RDF.type, OWL.DatatypeProperty):
        for said in ontology().objects(term, SKOS.definition):
            assert re.sub(r"[\"'&<>].*", "", str(said)) in definitions


@pytest.mark.parametrize(
    ("lang", "title"), [("zh", "图谱能表达什么"), ("en", "What the graph can")]
)
def test_the_page_says_what_it_is(mini: kg.PolicyGraph, lang: Lang, title: str) -> None:
    page = mini.view("schema", None, lang, COMMAND)
    assert f"<title>{title}" in page
    assert f"<code>{COMMAND}</code>" in page
    assert page == mini.view("schema", None, lang, COMMAND)
    assert not re.search(r"<[^>]* style=", page)


def test_it_is_drawn_as_a_whole_or_not_at_all(mini: kg.PolicyGraph) -> None:
    with pytest.raises(UsageError, match="leave out TERM"):
        mini.view("schema", "bottleneck-footprint")
    with pytest.raises(UsageError, match="knows no filter depth"):
        mini.view("schema", depth=2)
