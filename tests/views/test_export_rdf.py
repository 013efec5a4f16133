"""The RDF forms: each is read back to the same triples by two parsers that are not one's own."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
import rdflib
from builders import World
from hypothesis import given
from nasty import BEYOND_XML, any_texts

import kg
from kg.errors import UsageError
from kg.views import exports
from kg.views.exports.settings import Settings

FORMS = {
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "ttl": (ox.RdfFormat.TURTLE, "turtle"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
}
# rdflib's own parsers use what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* deprecated")


def read_with_rdflib(data: bytes, form: str) -> set[tuple[object, ...]]:
    """Return the triples that rdflib reads, all of which have to lie in the default graph."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=FORMS[form][1])
    quads = list(dataset.quads())
    assert {graph for *_, graph in quads} <= {None, dataset.default_graph.identifier}
    return {tuple(triple) for *triple, _ in quads}


def read_with_oxigraph(data: bytes, form: str) -> set[ox.Triple]:
    quads = list(ox.parse(data, FORMS[form][0]))
    assert {quad.graph_name for quad in quads} <= {ox.DefaultGraph()}
    return {quad.triple for quad in quads}


def one_triple(text: str, predicate: str = "https://example.org/p") -> bytes:
    """Return N-Quads that hold *text* as a literal."""
    subject = ox.NamedNode("https://w3id.org/policy-kg/id/thing")
    triple = ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(text))
    return bytes(ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES) or b"")


def write(form: str, nquads: bytes) -> bytes:
    return exports.render(form, nquads, Settings())


@pytest.mark.parametrize("form", FORMS)
def test_an_export_reads_back_to_the_same_triples(
    mini: kg.PolicyGraph, template: World, form: str
) -> None:
    built = template.build()
    exported = mini.export(form)
    assert read_with_oxigraph(exported, form) == built.triples
    expected = rdflib.Graph().parse(data=built.as_nquads(), format="nt")
    assert len(expected) > 1000
    assert read_with_rdflib(exported, form) == set(expected)


@pytest.mark.parametrize("form", FORMS)
@given(text=any_texts)
def test_any_text_comes_back_as_it_was(form: str, text: str) -> None:
    nquads = one_triple(text)
    if form == "rdfxml" and re.search("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text):
        with pytest.raises(UsageError):
            write(form, nquads)
        return
    exported = write(form, nquads)
    (triple,) = read_with_oxigraph(exported, form)
    ((_, _, value),) = read_with_rdflib(exported, form)
    assert isinstance(triple.object, ox.Literal)
    assert (triple.object.value, str(value)) == (text, text)


@pytest.mark.parametrize("text", BEYOND_XML)
def test_a_character_that_xml_cannot_hold_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(
        UsageError, match=r"^kgd:thing has a text with the character U\+[0-9A-F]{4}"
    ):
        write("rdfxml", one_triple(text))


@pytest.mark.parametrize("predicate", ["https://example.org/", "https://example.org/123", "urn:1"])
def test_a_property_that_rdf_xml_cannot_write_is_refused(predicate: str) -> None:
    with pytest.raises(UsageError, match="cannot write the property"):
        write("rdfxml", one_triple("x", predicate))


def test_a_property_that_ends_in_a_name_is_written() -> None:
    exported = write("rdfxml", one_triple("x", "https://example.org/1属性-2"))
    assert len(read_with_rdflib(exported, "rdfxml")) == 1


@pytest.mark.parametrize("form", ["ttl", "trig"])
def test_turtle_is_short_by_our_prefixes(mini: kg.PolicyGraph, form: str) -> None:
    turtle = mini.export(form).decode()
    assert "@prefix kgd: <https://w3id.org/policy-kg/id/> ." in turtle
    assert "kgd:action-standards a " in turtle


def test_an_export_of_another_form_is_refused(mini: kg.PolicyGraph) -> None:
    with pytest.raises(UsageError, match="choose one of: nquads, ttl, trig, jsonld, rdfxml, "):
        mini.export("docx")


def test_the_rdflib_graph_is_a_copy_of_all_triples(mini: kg.PolicyGraph) -> None:
    assert len(mini.rdf) == len(mini.export("nquads").splitlines())
