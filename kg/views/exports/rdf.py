"""RDF: all triples, the ontology's too, in the forms that other RDF tools read.

The triples come sorted, and each serialiser keeps their order: the same graph, the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.terms import PREFIXES, shorten
from kg.language import Text
from kg.views.exports.settings import Settings
from kg.views.exports.xml_text import check_text, keep_returns

# RDF/XML writes a predicate as the name of an element: its end must be one.
NAMED = re.compile(r"[^\W\d][\w.-]*$")


def render_nquads(nquads: bytes, settings: Settings) -> bytes:  # noqa: ARG001
    """Return the triples as they are."""
    return nquads


def render_ttl(nquads: bytes, settings: Settings) -> bytes:  # noqa: ARG001
    """Return Turtle, shortened by our prefixes."""
    return _serialise(_triples(nquads), ox.RdfFormat.TURTLE)


def render_trig(nquads: bytes, settings: Settings) -> bytes:  # noqa: ARG001
    """Return TriG; everything is in the default graph."""
    return _serialise(_triples(nquads), ox.RdfFormat.TRIG)


def render_jsonld(nquads: bytes, settings: Settings) -> bytes:  # noqa: ARG001
    """Return JSON-LD with our prefixes as its context."""
    return _serialise(_triples(nquads), ox.RdfFormat.JSON_LD)


def render_rdfxml(nquads: bytes, settings: Settings) -> bytes:  # noqa: ARG001
    """Return RDF/XML; UsageError when a predicate or a text is beyond it."""
    triples = list(_triples(nquads))
    for triple in triples:
        _check(triple)
    return keep_returns(_serialise(triples, ox.RdfFormat.RDF_XML))


def _triples(nquads: bytes) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS))


def _serialise(triples: Iterator[ox.Triple] | list[ox.Triple], form: ox.RdfFormat) -> bytes:
    return bytes(ox.serialize(triples, format=form, prefixes=PREFIXES) or b"")


def _check(triple: ox.Triple) -> None:
    if not NAMED.search(triple.predicate.value):
        message = Text(
            "RDF/XML cannot write the property {iri}, which does not end in a name: "
            "choose nquads, ttl, trig or jsonld.",
            "RDF/XML 无法写出属性 {iri}，因其不以名称结尾：请改用 nquads、ttl、trig 或 jsonld。",
        )
        raise UsageError(message.fill(iri=triple.predicate.value))
    if isinstance(triple.object, ox.Literal):
        check_text(triple.object.value, shorten(str(triple.subject).strip("<>")))
