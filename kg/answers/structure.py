"""Where networkx earns its keep: how much hangs on one action, and what would cover everything.

The graph is that of bottlenecks and the actions that accepted claims set against them. Where links
are weighted, a stated one counts twice an inferred one: an order of weight, not a measurement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx as nx

from kg.answers.links import Link, links_of
from kg.answers.values import Modality
from kg.graph.graph import Graph
from kg.graph.terms import local_name

WEIGHTS = {Modality.STATED: 2, Modality.INFERRED: 1}
# A cover is proven smallest by branch and bound; past this many branches it is only the best found.
MOST_BRANCHES = 200_000
Sets = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Leverage:
    """One action: the bottlenecks that hang on it, and how far it joins what else is apart.

    *betweenness* is the share of shortest paths between other things of the graph that run
    through it (Freeman 1977, as `networkx.betweenness_centrality` computes it), from 0 to 1.
    """

    action: str
    stated: tuple[str, ...]
    inferred: tuple[str, ...]
    weight: int
    betweenness: float
    sole: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the action as JSON values."""
        return {
            "action": local_name(self.action),
            "stated": [local_name(iri) for iri in self.stated],
            "inferred": [local_name(iri) for iri in self.inferred],
            "weight": self.weight,
            "betweenness": round(self.betweenness, 6),
            "soleAnswerTo": [local_name(iri) for iri in self.sole],
        }


@dataclass(frozen=True)
class Community:
    """Bottlenecks and actions that are linked among themselves more than with the rest."""

    bottlenecks: tuple[str, ...]
    actions: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the community as JSON values."""
        return {
            "bottlenecks": [local_name(iri) for iri in self.bottlenecks],
            "actions": [local_name(iri) for iri in self.actions],
        }


@dataclass(frozen=True)
class Cover:
    """A set of actions that answers every bottleneck which any action answers.

    *proven* says that no smaller set does.
    """

    actions: tuple[str, ...]
    covered: int
    proven: bool

    def as_json(self) -> dict[str, object]:
        """Return the cover as JSON values."""
        return {
            "actions": [local_name(iri) for iri in self.actions],
            "covered": self.covered,
            "provenSmallest": self.proven,
        }


@dataclass(frozen=True)
class Structure:
    """Actions by what hangs on them, a smallest cover, and the communities."""

    actions: tuple[Leverage, ...]
    cover: Cover
    communities: tuple[Community, ...]

    @property
    def single_points(self) -> tuple[Leverage, ...]:
        """The actions without which some bottleneck would have no answer."""
        return tuple(action for action in self.actions if action.sole)

    def as_json(self) -> dict[str, object]:
        """Return the structure as JSON values."""
        return {
            "actions": [action.as_json() for action in self.actions],
            "cover": self.cover.as_json(),
            "communities": [community.as_json() for community in self.communities],
        }


def analyse_structure(
    graph: Graph, source: str | None = None, modality: Modality | None = None
) -> Structure:
    """Return what hangs on what, over the links of *source* and of *modality* (None: all)."""
    links = [
        link
        for link in links_of(graph, "addresses")
        if (modality is None or link.modality is modality)
        and (source is None or any(source in claim.sources for claim in link.claims))
    ]
    pairs = _as_networkx(links)
    answers: dict[str, set[str]] = {}
    for link in links:
        answers.setdefault(link.subject, set()).add(link.object)
    sets = {action: frozenset(found) for action, found in answers.items()}
    return Structure(_leverage(links, pairs, sets), smallest_cover(sets), _communities(pairs, sets))


def _as_networkx(links: Iterable[Link]) -> nx.Graph[str]:
    pairs: nx.Graph[str] = nx.Graph()
    for link in links:
        pairs.add_edge(link.subject, link.object, weight=WEIGHTS[link.modality])
    return pairs


def _leverage(links: list[Link], pairs: nx.Graph[str], sets: Sets) -> tuple[Leverage, ...]:
    between = _betweenness(pairs)
    of_action: dict[str, list[Link]] = {}
    for link in links:
        of_action.setdefault(link.subject, []).append(link)
    found = [
        Leverage(
            action,
            tuple(link.object for link in own if link.modality is Modality.STATED),
            tuple(link.object for link in own if link.modality is not Modality.STATED),
            sum(WEIGHTS[link.modality] for link in own),
            between[action],
            tuple(sorted(iri for iri in sets[action] if pairs.degree[iri] == 1)),
        )
        for action, own in of_action.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, -one.betweenness, one.action)))


def _betweenness(pairs: nx.Graph[str]) -> dict[str, float]:
    """Return the betweenness of each thing, of the whole of *pairs*.

    No path leaves a component, and networkx prepares the whole graph for every thing it starts
    from: asked of each component, the time grows with these and not with the square of the graph.
    """
    most = (len(pairs) - 1) * (len(pairs) - 2)  # twice the pairs of other things
    found: dict[str, float] = {}
    for members in nx.connected_components(pairs):
        found |= nx.betweenness_centrality(pairs.subgraph(members).copy(), normalized=False)
    return {iri: 2 * paths / most if most else 0.0 for iri, paths in found.items()}


def _communities(pairs: nx.Graph[str], sets: Sets) -> tuple[Community, ...]:
    """Return the communities of greatest modularity, greedily (Clauset, Newman, Moore 2004)."""
    if not pairs:
        return ()
    found = nx.community.greedy_modularity_communities(pairs, weight="weight")
    split = [
        Community(
            tuple(sorted(iri for iri in members if iri not in sets)),
            tuple(sorted(iri for iri in members if iri in sets)),
        )
        for members in found
    ]
    return tuple(sorted(split, key=lambda c: (-len(c.bottlenecks), c.bottlenecks)))


def smallest_cover(sets: Sets) -> Cover:
    """Return a smallest choice of *sets* (named) whose union is that of all of them.

    Each part that hangs together is solved for itself, by branch and bound after the usual
    reductions: a set within another can go, and what only one set holds asks for that set. Of
    several smallest covers the same one comes out every time.
    """
    search = _CoverSearch()
    chosen: list[str] = []
    for part in _components(sets):
        chosen += search.solve(part)
    covered = frozenset[str]().union(*sets.values()) if sets else frozenset[str]()
    return Cover(tuple(sorted(chosen)), len(covered), not search.gave_up)


def _components(sets: Sets) -> Iterator[Sets]:
    pairs: nx.Graph[tuple[str, str]] = nx.Graph()
    pairs.add_edges_from((("set", s), ("item", i)) for s, items in sets.items() for i in items)
    for members in nx.connected_components(pairs):
        yield {name: sets[name] for kind, name in sorted(members) if kind == "set"}


class _CoverSearch:
    """Branch and bound over set covers; it counts its branches and may give up proving."""

    def __init__(self) -> None:
        self.branches = 0

    @property
    def gave_up(self) -> bool:
        """Whether some cover was not proven smallest."""
        return self.branches > MOST_BRANCHES

    def solve(self, sets: Sets) -> list[str]:
        """Return the names of a smallest cover of everything in *sets*."""
        items = frozenset[str]().union(*sets.values())
        return self._search(items, sets, _greedy(items, sets), [])

    def _search(
        self, items: frozenset[str], sets: Sets, best: list[str], chosen: list[str]
    ) -> list[str]:
        if not items:
            return min(best, sorted(chosen), key=lambda cover: (len(cover), cover))
        self.branches += 1
        sets = _reduce(items, sets)
        largest = max(len(found) for found in sets.values())
        least = -(-len(items) // largest)  # no set covers more than the largest does
        if len(chosen) + least >= len(best) or self.gave_up:
            return best
        # The item that the fewest sets hold leaves the fewest branches.
        holders = {i: [name for name, found in sets.items() if i in found] for i in items}
        item = min(items, key=lambda i: (len(holders[i]), i))
        for name in sorted(holders[item], key=lambda n: (-len(sets[n]), n)):
            best = self._search(items - sets[name], sets, best, [*chosen, name])
        return best


def _reduce(items: frozenset[str], sets: Sets) -> Sets:
    """Return the sets cut to *items*, without those that lie within another."""
    cut = {name: found & items for name, found in sets.items() if found & items}
    order = sorted(cut, key=lambda name: (-len(cut[name]), name))
    kept: Sets = {}
    for name in order:
        if not any(cut[name] <= other for other in kept.values()):
            kept[name] = cut[name]
    return kept


def _greedy(items: frozenset[str], sets: Sets) -> list[str]:
    chosen: list[str] = []
    while items:
        name = min(sets, key=lambda n: (-len(sets[n] & items), n))
        chosen.append(name)
        items -= sets[name]
    return sorted(chosen)
