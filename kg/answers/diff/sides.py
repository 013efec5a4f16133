"""The two sides of a difference: a graph, with what is compared of it read once."""

from __future__ import annotations

from functools import cached_property

from kg.answers.diff.changes import THINGS
from kg.answers.figures import OBSERVATION, Figure, read_figure
from kg.answers.gaps import Gap, categories_of, find_gaps
from kg.answers.values import Bilingual, Claim, Modality, find_claims, read_bilingual
from kg.graph.graph import Graph
from kg.graph.terms import KG, TYPE

Links = frozenset[tuple[str, str, str]]


class Side:
    """One of the two graphs, with what is compared of it, each read once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims by IRI."""
        return {claim.iri: claim for claim in find_claims(self.graph)}

    @cached_property
    def things(self) -> dict[str, str]:
        """The things that come, go, are renamed or moved, with their kinds."""
        found: dict[str, str] = {}
        for kind in THINGS:
            for iri in self.graph.subjects(TYPE, KG + kind):
                found.setdefault(iri, kind)
        return found

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures; a reading goes by the IRI of what it means, whether that is there or not."""
        iris = (i for c in (OBSERVATION, KG + "Reading") for i in self.graph.subjects(TYPE, c))
        return {iri.removesuffix("-reading"): read_figure(self.graph, iri) for iri in iris}

    @cached_property
    def gaps(self) -> dict[tuple[str, str], Gap]:
        """The gaps by the thing and the name of the gap."""
        return {(gap.thing, gap.gap): gap for gap in find_gaps(self.graph).gaps}

    @cached_property
    def links(self) -> Links:
        """The links that accepted claims make."""
        return frozenset(link_of(claim) for claim in self.claims.values() if claim.accepted)

    @cached_property
    def stated(self) -> Links:
        """Those of the links that a source states."""
        claims = (c for c in self.claims.values() if c.accepted)
        return frozenset(link_of(c) for c in claims if c.modality is Modality.STATED)

    @cached_property
    def problems(self) -> dict[str, set[str]]:
        """The bottlenecks, each by itself, and the categories, each as all that belong to it."""
        found: dict[str, set[str]] = {}
        for iri in self.graph.subjects(TYPE, KG + "Bottleneck"):
            found[iri] = {iri}
            for category in categories_of(self.graph, iri):
                found.setdefault(category, set()).add(iri)
        return found

    def actions(self, problem: str, links: Links) -> tuple[str, ...]:
        """Return the actions that *links* set against *problem*, sorted."""
        problems = self.problems[problem]
        return tuple(sorted({s for s, p, o in links if p == KG + "addresses" and o in problems}))

    def is_a(self, iri: str, kind: str) -> bool:
        """Tell whether *iri* is of the class *kind*."""
        return KG + kind in self.graph.objects(iri, TYPE)

    def texts(self, iri: str, predicate: str) -> tuple[str, ...]:
        """Return the Chinese and the English text of a property, or nothing."""
        return both_of(read_bilingual(self.graph, iri, predicate))


def link_of(claim: Claim) -> tuple[str, str, str]:
    """Return what *claim* joins: subject, predicate, object."""
    return claim.subject, claim.predicate, claim.object


def both_of(text: Bilingual) -> tuple[str, ...]:
    """Return *text* as a Chinese and an English text, or nothing where it is empty."""
    return (text.zh, text.en) if text != Bilingual() else ()
