"""Threads without a query: over networkx, and over a plain dict, which is the limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from peers.sparql import Rows
from peers.texts import FORMS, LINK_OF

if TYPE_CHECKING:
    import networkx

Edge = tuple[str, str]  # form of the link, the thing at the other end


def read_edges(file: Path) -> list[tuple[str, str, str]]:
    """Return the links of the threads that *file* holds: start, form, end."""
    return [
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS)
        if quad.predicate.value in LINK_OF
    ]


class Walk:
    """A walk from a bottleneck over whatever gives the links into and out of a thing."""

    def __init__(
        self, name: str, into: Callable[[str], Iterable[Edge]], out: Callable[[str], Iterable[Edge]]
    ) -> None:
        self.name = name
        self.into = into
        self.out = out

    def hops(self, bottleneck: str) -> Rows:
        """Return the links of the threads that begin at *bottleneck*."""
        addressing = FORMS["addresses"]
        found = {
            (start, form, bottleneck)
            for form, start in self.into(bottleneck)
            if form.rpartition("#")[2] in addressing
        }
        ahead = {start for start, _, _ in found}
        seen: set[str] = set()
        while ahead:
            start = ahead.pop()
            seen.add(start)
            for form, end in self.out(start):
                if form.rpartition("#")[2] not in addressing:
                    found.add((start, form, end))
                    ahead |= {end} - seen
        return frozenset(found)


def walk_dict(edges: Iterable[tuple[str, str, str]]) -> Walk:
    """Return a walk over two dicts of lists."""
    into: dict[str, list[Edge]] = defaultdict(list)
    out: dict[str, list[Edge]] = defaultdict(list)
    for start, form, end in edges:
        into[end].append((form, start))
        out[start].append((form, end))
    return Walk("plain dict", lambda iri: into.get(iri, ()), lambda iri: out.get(iri, ()))


def walk_networkx(edges: Iterable[tuple[str, str, str]]) -> Walk:
    """Return a walk over a networkx graph with an edge for each link."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for start, form, end in edges:
        graph.add_edge(start, end, key=form)

    def into(iri: str) -> Iterable[Any]:
        return ((form, start) for start, _, form in graph.in_edges(iri, keys=True))

    def out(iri: str) -> Iterable[Any]:
        return ((form, end) for _, end, form in graph.out_edges(iri, keys=True))

    return Walk("networkx, walk", into, out)
