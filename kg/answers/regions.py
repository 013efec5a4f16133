"""Regions compared, roles kept apart: seen there, advised or ordered for it, shown as example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.answers.links import Link, links_of
from kg.answers.search import kind_of
from kg.answers.values import Modality
from kg.graph.graph import Graph
from kg.graph.terms import KG, TYPE, local_name


@dataclass(frozen=True)
class Role:
    """What one region is said to be to the things of one kind: the links, with their claims."""

    name: str
    links: tuple[Link, ...]

    def as_json(self) -> dict[str, object]:
        """Return the role as JSON values."""
        return {
            "role": self.name,
            "things": [
                {"thing": local_name(link.subject), **link.as_json()} for link in self.links
            ],
        }


# What a region can be, kept apart: seen there, advised for it, ordered for it, shown as an example.
ROLES: dict[str, tuple[str, str]] = {
    "bottleneck-observed": ("observedIn", "Bottleneck"),
    "case-observed": ("observedIn", "Case"),
    "recommended-for": ("appliesTo", "RecommendedAction"),
    "adopted-for": ("appliesTo", "AdoptedMeasure"),
    "document-for": ("appliesTo", "PolicyDocument"),
    "case-example": ("exampleIn", "Case"),
    "document-example": ("exampleIn", "PolicyDocument"),
}


@dataclass(frozen=True)
class RegionProfile:
    """One region or group: its roles, how many figures are of it, and what lies within it.

    *open* says that the source names the group without saying what belongs to it.
    """

    region: str
    kind: str
    open: bool
    within: tuple[str, ...]
    roles: tuple[Role, ...]
    figures: int

    def as_json(self) -> dict[str, object]:
        """Return the profile as JSON values."""
        return {
            "region": local_name(self.region),
            "kind": self.kind,
            "openMembership": self.open,
            "within": [local_name(iri) for iri in self.within],
            "roles": [role.as_json() for role in self.roles],
            "figures": self.figures,
        }


def compare_regions(
    graph: Graph,
    regions: Iterable[str] = (),
    source: str | None = None,
    modality: Modality | None = None,
) -> tuple[RegionProfile, ...]:
    """Return a profile of each of *regions*, else of every region that anything is linked to.

    Links are of the region itself: what is said of a province is not said of the country, nor of
    its cities. Most linked first.
    """
    asked = list(regions)
    all_regions = [*graph.subjects(TYPE, KG + "Region"), *graph.subjects(TYPE, KG + "RegionGroup")]
    profiles = [_profile(graph, iri, source, modality) for iri in asked or all_regions]
    kept = [p for p in profiles if asked or p.roles]
    return tuple(sorted(kept, key=lambda p: (-sum(len(r.links) for r in p.roles), p.region)))


def _profile(
    graph: Graph, region: str, source: str | None, modality: Modality | None
) -> RegionProfile:
    roles = []
    for name, (predicate, kind) in ROLES.items():
        links = [
            link
            for link in links_of(graph, predicate, None, region)
            if kind_of(graph, link.subject) == kind
            and (modality is None or link.modality is modality)
            and (source is None or any(source in claim.sources for claim in link.claims))
        ]
        if links:
            roles.append(Role(name, tuple(links)))
    return RegionProfile(
        region,
        kind_of(graph, region),
        graph.one(region, KG + "membership").endswith("/open"),
        tuple(graph.subjects(KG + "partOf", region)),
        tuple(roles),
        len(graph.subjects(KG + "refArea", region)),
    )
