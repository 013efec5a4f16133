"""Recommended versus issued: what is asked for, what a named document orders, and what is neither.

A recommendation corresponds to a measure by a claim of its own; the measure is set out in documents
that say by their own words where and how long they hold. Whether one is in force today the sources
cannot say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.answers.links import Link, links_of
from kg.answers.thread import is_ended
from kg.answers.values import Modality
from kg.graph.graph import Graph
from kg.graph.terms import KG, TYPE, local_name


@dataclass(frozen=True)
class Order:
    """A document that sets a measure out: since when and until when, and where it holds."""

    document: str
    link: Link
    valid_from: str
    valid_to: str
    regions: tuple[Link, ...]
    ended: bool

    def as_json(self) -> dict[str, object]:
        """Return the order as JSON values."""
        return {
            "document": local_name(self.document),
            **self.link.as_json(),
            "validFrom": self.valid_from,
            "validTo": self.valid_to,
            "ended": self.ended,
            "regions": [
                {"region": local_name(link.object), **link.as_json()} for link in self.regions
            ],
        }


@dataclass(frozen=True)
class Pairing:
    """A recommendation and a measure reported as adopted that corresponds to it."""

    recommendation: str
    measure: str
    link: Link
    orders: tuple[Order, ...]
    regions: tuple[Link, ...]

    def as_json(self) -> dict[str, object]:
        """Return the pairing as JSON values."""
        return {
            "recommendation": local_name(self.recommendation),
            "measure": local_name(self.measure),
            **self.link.as_json(),
            "documents": [order.as_json() for order in self.orders],
            "regions": [
                {"region": local_name(link.object), **link.as_json()} for link in self.regions
            ],
        }


@dataclass(frozen=True)
class Adoption:
    """Pairings, what is only asked for, what is only adopted, and how documents follow others."""

    pairings: tuple[Pairing, ...]
    asked_only: tuple[str, ...]
    adopted_only: tuple[str, ...]
    successions: tuple[Link, ...]

    def as_json(self) -> dict[str, object]:
        """Return the comparison as JSON values."""
        return {
            "pairings": [pairing.as_json() for pairing in self.pairings],
            "askedOnly": [local_name(iri) for iri in self.asked_only],
            "adoptedOnly": [local_name(iri) for iri in self.adopted_only],
            "documents": [
                {
                    "document": local_name(link.subject),
                    "link": local_name(link.claims[0].predicate),
                    "other": local_name(link.object),
                    **link.as_json(),
                }
                for link in self.successions
            ],
        }


def compare_adoption(
    graph: Graph,
    source: str | None = None,
    region: str | None = None,
    modality: Modality | None = None,
    as_of: date | None = None,
) -> Adoption:
    """Return which recommendations correspond to measures that are reported as adopted.

    *source* keeps recommendations read from it, *region* pairings whose measure or document holds
    there, *modality* correspondences of that kind; *as_of* marks documents that had ended.
    """
    wanted = [
        iri
        for iri in graph.subjects(TYPE, KG + "RecommendedAction")
        if source is None or source in graph.objects(iri, KG + "readFrom")
    ]
    pairings = [
        _pair(graph, link, as_of)
        for iri in wanted
        for link in links_of(graph, "correspondsTo", iri)
        if modality is None or link.modality is modality
    ]
    kept = [pairing for pairing in pairings if region is None or region in _places(pairing)]
    return Adoption(
        tuple(kept),
        _without(wanted, (pairing.recommendation for pairing in kept)),
        _without(_measures(graph, source), (pairing.measure for pairing in kept)),
        links_of(graph, "supersedes") + links_of(graph, "implements"),
    )


def _pair(graph: Graph, link: Link, as_of: date | None) -> Pairing:
    measure = link.object
    orders = (_order(graph, order, as_of) for order in links_of(graph, "setOutIn", measure))
    regions = links_of(graph, "appliesTo", measure)
    return Pairing(link.subject, measure, link, tuple(orders), regions)


def _order(graph: Graph, link: Link, as_of: date | None) -> Order:
    document = link.object
    return Order(
        document,
        link,
        graph.one(document, KG + "validFrom"),
        graph.one(document, KG + "validTo"),
        links_of(graph, "appliesTo", document),
        as_of is not None and is_ended(graph, document, as_of),
    )


def _places(pairing: Pairing) -> set[str]:
    links = [*pairing.regions, *(link for order in pairing.orders for link in order.regions)]
    return {link.object for link in links}


def _measures(graph: Graph, source: str | None) -> list[str]:
    found = graph.subjects(TYPE, KG + "AdoptedMeasure")
    kept = (source is None or source in graph.objects(iri, KG + "readFrom") for iri in found)
    return [iri for iri, keep in zip(found, kept, strict=True) if keep]


def _without(things: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    left = set(others)
    return tuple(iri for iri in things if iri not in left)
