"""The order of things that have parts: wholes before their parts, and as the sources name them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.answers.ends import Sets
from kg.graph.graph import Graph
from kg.graph.terms import KG, OA

UNPLACED = ("~", 0)  # what no source is read for comes last
Places = dict[str, tuple[str, int]]


def find_order(sets: Sets, things: Iterable[str]) -> list[tuple[str, int]]:
    """Return *things* with their depth, each whole before its parts.

    What a source puts into a category comes first; then all stand as they do in the sources.
    """
    members = set(things)
    places = _read_places(sets.graph, members)
    below: dict[str | None, list[str]] = {}
    for iri in sorted(members, key=lambda i: (not sets.categories(i), places.get(i, UNPLACED), i)):
        wholes = [whole for whole in sets.wholes(iri) if whole in members]
        below.setdefault(wholes[0] if wholes else None, []).append(iri)
    ordered: dict[str, int] = {}
    stack = [(iri, 0) for iri in reversed(below.get(None, []))]
    while stack:
        iri, depth = stack.pop()
        ordered.setdefault(iri, depth)
        stack += [(part, depth + 1) for part in reversed(below.get(iri, []))]
    return list(ordered.items())


def _read_places(graph: Graph, things: Iterable[str]) -> Places:
    """Return the source and the position at which each of *things* is first read.

    Over a network the graph is swept; in this process looking up what is wanted takes less.
    """
    if graph.store.remote:
        return _sweep_places(graph)
    found = {}
    for iri in things:
        places = [
            (graph.one(evidence, KG + "inSource"), int(graph.one(segment, OA + "start") or 0))
            for evidence in graph.objects(iri, KG + "evidence")
            for segment in graph.objects(evidence, KG + "segment")
        ]
        found[iri] = min(places, default=UNPLACED)
    return found


def _sweep_places(graph: Graph) -> Places:
    sources, starts = dict(graph.pairs(KG + "inSource")), dict(graph.pairs(OA + "start"))
    segments: dict[str, list[str]] = {}
    for evidence, segment in graph.pairs(KG + "segment"):
        segments.setdefault(evidence, []).append(segment)
    found: Places = {}
    for iri, evidence in graph.pairs(KG + "evidence"):
        for segment in segments.get(evidence, ()):
            place = sources.get(evidence, ""), int(starts.get(segment, 0))
            found[iri] = min(found.get(iri, place), place)
    return found
