"""Invented graphs of exactly as many things as asked for, in the shape of the model.

Papers are drawn by the generator of `kg synth`; then things are taken by breadth, from the root
bottlenecks along the links, until there are enough, and whatever speaks of another is left out.
"""

from __future__ import annotations

import io
from collections import defaultdict, deque

import kg
from kg.answers.network import LAYERS, Network, build_network
from kg.answers.values import find_claims
from kg.graph.graph import Graph
from kg.sources.copies import Copies
from kg.synth.corpus import Size, write_nquads

SEED = 2026
PER_PAPER = 25  # things that hang together in a paper, more or less


def invent(count: int) -> kg.PolicyGraph:
    """Return a graph with *count* things and all links between them."""
    graph, network = _grow(count)
    held = set(_by_breadth(network)[:count])
    dropped = {node.iri for node in network.nodes} - held
    claims = (c for c in find_claims(graph) if dropped & {c.subject, c.object})
    unwanted = {f"<{iri}>".encode() for iri in (*dropped, *(claim.iri for claim in claims))}
    lines = graph.as_nquads().splitlines(keepends=True)
    kept = [line for line in lines if unwanted.isdisjoint(line.split(b" ", 3))]
    return kg.PolicyGraph(Graph(b"".join(kept), f"invented-{count}"), Copies())


def _grow(count: int) -> tuple[Graph, Network]:
    """Return a graph with at least *count* things, and its network."""
    papers = 2 + count // PER_PAPER
    while True:
        buffer = io.BytesIO()
        write_nquads(buffer, SEED, Size(documents=papers))
        graph = Graph(buffer.getvalue(), "invented")
        network = build_network(graph)
        if len(network.nodes) >= count:
            return graph, network
        papers += papers // 4 + 1


def _by_breadth(network: Network) -> list[str]:
    """Return the things, those near the first root bottleneck first; what is linked to none last.

    What many things share (regions, organisations, actors) leads no further.
    """
    shared = {node.iri for node in network.nodes if node.layer > LAYERS["PolicyDocument"]}
    near: dict[str, list[str]] = defaultdict(list)
    for link in network.links:
        near[link.subject].append(link.object)
        near[link.object].append(link.subject)
    found: dict[str, None] = {}
    for start in (*network.starts, *(node.iri for node in network.nodes)):
        queue = deque([start])
        while queue:
            one = queue.popleft()
            if one not in found:
                found[one] = None
                queue.extend(near[one] if one not in shared else ())
    return list(found)
