"""Figures: one row is what is printed (the reading) and what it is taken to mean (the observation).

A derived number has no reading; a reading without a value has no observation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.graph.evidence import name_of_place
from kg.graph.tables import Row
from kg.graph.terms import KG, KGD, SKOS

VALUES = ("value", "minimum", "maximum")
INTERPRETS = ox.NamedNode(KG + "interprets")
# What is said of a reading where nothing is said of its meaning.
OF_EITHER = tuple(ox.NamedNode(p) for p in (KG + "evidence", KG + "inTable", SKOS + "note"))


def is_observed(row: Row) -> bool:
    """Tell whether the row of a figure says what the figure is taken to mean."""
    return any(row.cells[name] for name in VALUES)


def figure_triples(row: Row, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield of the *triples* of a row those of the reading and the observation that there are."""
    reading = ox.NamedNode(KGD + name_of_place(row))
    printed, observed = bool(row.cells["spans"]), is_observed(row)
    for triple in triples:
        if triple.subject == reading:
            if printed:
                yield triple
        elif observed:
            if triple.predicate != INTERPRETS or printed:
                yield triple
        elif triple.predicate in OF_EITHER:
            yield ox.Triple(reading, triple.predicate, triple.object)
