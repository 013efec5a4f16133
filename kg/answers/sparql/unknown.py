"""Things of ours that a query names and the graph does not know, each with the nearest it knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.answers.search import search
from kg.answers.sparql.tokens import iris_asked_for
from kg.graph.graph import Graph
from kg.graph.terms import OURS, local_name, shorten

MOST = 5  # unknown names that are looked for in one query
ALIKE = 70  # per cent
_HELD: WeakKeyDictionary[Graph, dict[str, list[str]]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Unknown:
    """A term that the graph does not know, and the nearest that it does, or the empty string."""

    term: str
    nearest: str


def find_unknown(graph: Graph, query: str, parameters: Iterable[str] = ()) -> tuple[Unknown, ...]:
    """Return what of our namespaces *query* and the IRIs *parameters* name and nobody knows."""
    named = dict.fromkeys((*iris_asked_for(query), *parameters))
    missing = [iri for iri in named if _is_ours(iri) and not _occurs(graph, iri)]
    return tuple(Unknown(shorten(iri), _nearest(graph, iri)) for iri in missing[:MOST])


def _is_ours(iri: str) -> bool:
    return any(iri.startswith(namespace) and iri != namespace for namespace in OURS)


def _occurs(graph: Graph, iri: str) -> bool:
    """Tell whether *iri* stands in any triple; what is no IRI does not."""
    try:
        found = (graph.triples(iri), graph.triples(None, iri), graph.triples(None, None, iri))
        return any(next(quads, None) is not None for quads in found)
    except ValueError:
        return False


def _nearest(graph: Graph, iri: str) -> str:
    """Return the nearest known name: the same elsewhere, one spelt alike, or what is called so."""
    held, local = _held(graph), local_name(iri)
    key = local.casefold()
    found = held.get(key) or _spelt_alike(held, key) or search(graph, local)
    home = iri.removesuffix(local)
    return shorten(min(found, key=lambda other: not other.startswith(home))) if found else ""


def _spelt_alike(held: dict[str, list[str]], key: str) -> list[str]:
    from rapidfuzz import fuzz, process  # only when something is unknown

    near = process.extractOne(key, held.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return held[near[0]] if near else []


def _held(graph: Graph) -> dict[str, list[str]]:
    """Return the IRIs of ours in *graph* by their local names, case folded; read once a graph."""
    if graph not in _HELD:
        held: dict[str, list[str]] = {}
        for iri in sorted(set(_iris(graph))):
            held.setdefault(local_name(iri).casefold(), []).append(iri)
        _HELD[graph] = held
    return _HELD[graph]


def _iris(graph: Graph) -> Iterator[str]:
    for quad in graph.triples():
        for node in (quad.subject, quad.predicate, quad.object):
            if isinstance(node, ox.NamedNode) and _is_ours(node.value):
                yield node.value
