"""The whole graph as tables: links, claims, things, evidence, figures, readings, second readings.

Nothing that curators entered is left out: a statement that fits no column of its subject's table
is a row of `properties`. The ontology itself is not in the tables.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.answers.claim_tables import (
    CLAIMS,
    LINK_COLUMNS,
    LINKS,
    PROPERTIES,
    PROPERTY_COLUMNS,
    THINGS,
)
from kg.answers.columns import Plan
from kg.answers.network import Network
from kg.answers.reading_tables import (
    EVIDENCE,
    FIGURE_REVIEWS,
    FIGURES,
    READINGS,
    REVIEWS,
    SEGMENT,
)
from kg.answers.rows import SEPARATOR, Subject, Table, label_of, name_of
from kg.answers.values import find_claims
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, TYPE, shorten

PLANS = (CLAIMS, THINGS, EVIDENCE, FIGURES, READINGS, REVIEWS, FIGURE_REVIEWS, SEGMENT)
FORMS = ("statedForm", "inferredForm")


def build_tables(graph: Graph, network: Network) -> tuple[Table, ...]:
    """Return all tables of *graph*, of which *network* is the whole network, in a fixed order."""
    subjects = _subjects(graph, network)
    filled = [_fill(plan, subjects[plan.name]) for plan in PLANS]
    told = _told_by_links(graph)
    rest = [row for found in subjects.values() for one in found for row in _rest(one, told)]
    links = Table("links", LINKS, LINK_COLUMNS, tuple(_link_rows(graph, network)))
    return links, *filled, Table("properties", PROPERTIES, PROPERTY_COLUMNS, tuple(sorted(rest)))


def _subjects(graph: Graph, network: Network) -> dict[str, list[Subject]]:
    """Return the subjects of each table; the ends of links are there, a concept of ours too."""
    found = {plan.name: set(graph.subjects(TYPE, plan.of)) for plan in PLANS if plan.of}
    named = {quad.subject.value for quad in graph.triples()}  # type: ignore[union-attr]
    ours = {iri for iri in named if iri.startswith(KGD)} | {node.iri for node in network.nodes}
    return {
        plan.name: [
            Subject(graph, iri)
            for iri in sorted(found.get(plan.name, ours.difference(*found.values())), key=name_of)
        ]
        for plan in PLANS
    }


def _fill(plan: Plan, subjects: list[Subject]) -> Table:
    rows = tuple(tuple(read(subject) for _, read in plan.columns) for subject in subjects)
    return Table(plan.name, plan.means, tuple(column for column, _ in plan.columns), rows)


def _link_rows(graph: Graph, network: Network) -> Iterator[tuple[str, ...]]:
    for link in network.links:
        cells: list[str] = []
        for iri, home in ((link.subject, KGD), (link.predicate, KG), (link.object, KGD)):
            cells += [name_of(iri, home), label_of(graph, iri, "zh"), label_of(graph, iri, "en")]
        claims = SEPARATOR.join(name_of(claim.iri) for claim in link.claims)
        yield (*cells, link.strength, claims)


def _told_by_links(graph: Graph) -> set[tuple[str, str, str]]:
    """Return the statements that the build writes from accepted claims: those are the links."""
    told = set()
    for claim in find_claims(graph):
        if claim.accepted:
            written = (claim.predicate, *(graph.one(claim.predicate, KG + form) for form in FORMS))
            told |= {(claim.subject, predicate, claim.object) for predicate in written}
    return told


def _rest(subject: Subject, told: set[tuple[str, str, str]]) -> Iterator[tuple[str, ...]]:
    for predicate, node in subject.untold():
        if isinstance(node, ox.Literal):
            kind = f"@{node.language}" if node.language else shorten(node.datatype.value)
            yield name_of(subject.iri), shorten(predicate), node.value, kind
        elif isinstance(node, ox.NamedNode) and (subject.iri, predicate, node.value) not in told:
            yield name_of(subject.iri), shorten(predicate), name_of(node.value), "iri"
