"""The graph as one asks it: patterns over a store, in IRIs and plain strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.graph.terms import ALT_LABEL, KG, PREF_LABEL, RDFS, RDFS_LABEL, TYPE, local_name
from kg.language import Lang
from kg.stores.memory import MemoryStore
from kg.stores.protocol import Store

Value = TypeVar("Value")
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
MOST_KNOWN = 200_000  # values of one kind that are kept of a graph
LABELS = (PREF_LABEL, RDFS_LABEL, KG + "title")


@lru_cache(maxsize=1024)  # predicates are few, and asked for all the time
def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _first(quads: Iterator[ox.Quad]) -> str:
    """Return the first object of *quads* in order, or the empty string; most have one."""
    found = [*quads]
    if len(found) == 1:
        return found[0].object.value  # type: ignore[union-attr]
    return min([quad.object.value for quad in found], default="")  # type: ignore[union-attr]


class Graph:
    """A built graph on a store; nothing writes to it after it was opened.

    Methods take and give IRIs as strings, and return lists in a fixed order.
    """

    def __init__(self, store: Store | bytes, version: str = "") -> None:
        """Stand on *store*, or on N-Quads held in memory, which are called *version*."""
        self.store: Store = MemoryStore(store, version) if isinstance(store, bytes) else store
        self.version = self.store.version
        self._match = self.store.match
        self._known: dict[str, dict[str, Any]] = {}

    def as_nquads(self) -> bytes:
        """Return the whole graph as sorted N-Quads."""
        return b"".join(sorted(self.store.dump()))

    def triples(
        self, subject: str | None = None, predicate: str | None = None, value: str | None = None
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit; None fits all, *value* is an IRI."""
        nodes = [ox.NamedNode(iri) if iri else None for iri in (subject, predicate, value)]
        return self.store.match(nodes[0], nodes[1], nodes[2])

    def has(self, iri: str) -> bool:
        """Tell whether the graph says anything of *iri*; words that are no IRI are not in it."""
        try:
            return bool(iri) and next(self.triples(iri), None) is not None
        except ValueError:
            return False

    def holds(self, subject: str, predicate: str, value: str) -> bool:
        """Tell whether the graph has this triple of IRIs."""
        found = self._match(ox.NamedNode(subject), _node(predicate), ox.NamedNode(value))
        return next(found, None) is not None

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Return the objects as strings (IRIs or lexical forms), sorted."""
        found = self._match(ox.NamedNode(subject), _node(predicate))
        return sorted([quad.object.value for quad in found])  # type: ignore[union-attr]

    def one(self, subject: str, predicate: str) -> str:
        """Return the first object, or the empty string."""
        return _first(self._match(ox.NamedNode(subject), _node(predicate)))

    def firsts(self, subjects: Iterable[str], predicates: Sequence[str]) -> Iterator[list[str]]:
        """Yield for each of *subjects* what `one` gives of each of *predicates*."""
        nodes, match = [_node(predicate) for predicate in predicates], self._match
        for iri in subjects:
            subject = ox.NamedNode(iri)
            yield [_first(match(subject, node)) for node in nodes]

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Return the subjects that have *value* (an IRI) for *predicate*, sorted."""
        found = self._match(None, _node(predicate), ox.NamedNode(value))
        return sorted([quad.subject.value for quad in found])  # type: ignore[union-attr]

    def steps(
        self, iri: str, links: Iterable[tuple[str, bool]]
    ) -> Iterator[tuple[str, bool, list[str]]]:
        """Yield those of *links* that *iri* has, with their far ends in order.

        A link is a predicate, and whether it leads from *iri* (else it leads to it).
        """
        node = ox.NamedNode(iri)
        for predicate, leaving in links:
            if leaving:
                ends = [q.object.value for q in self._match(node, _node(predicate), None)]  # type: ignore[union-attr]
            else:
                ends = [q.subject.value for q in self._match(None, _node(predicate), node)]  # type: ignore[union-attr]
            if ends:
                yield predicate, leaving, sorted(ends)

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield subject and object (IRI or lexical form) of all triples of *predicate*."""
        for quad in self._match(None, _node(predicate), None):
            yield quad.subject.value, quad.object.value  # type: ignore[union-attr]

    def about(self, subject: str) -> dict[str, list[Term]]:
        """Return all that is said of *subject*, by predicate: one pattern instead of many."""
        found: dict[str, list[Term]] = {}
        for quad in self._match(ox.NamedNode(subject), None, None):
            found.setdefault(quad.predicate.value, []).append(quad.object)
        return found

    def recall(self, room: str, key: str, read: Callable[[], Value]) -> Value:
        """Return what *read* gives, read once while there is room for it under that name."""
        known: dict[str, Value] = self._known.setdefault(room, {})
        if key in known:
            return known[key]
        if len(known) >= MOST_KNOWN:
            self._known[room] = known = {}
        return known.setdefault(key, read())

    def texts(self, subject: str, predicate: str) -> dict[str, list[str]]:
        """Return the literals by language tag (empty for none), each list sorted."""
        found: dict[str, list[str]] = {}
        for quad in self.triples(subject, predicate):
            if isinstance(quad.object, ox.Literal):
                found.setdefault(quad.object.language or "", []).append(quad.object.value)
        return {lang: sorted(values) for lang, values in sorted(found.items())}

    def types(self, iri: str) -> list[str]:
        """Return the classes of *iri*, the most special first."""
        classes = self.objects(iri, TYPE)
        return sorted(classes, key=lambda c: (any(c in self._above(d) for d in classes), c))

    def _above(self, cls: str) -> list[str]:
        return self.objects(cls, RDFS + "subClassOf")

    def label(self, iri: str, lang: Lang) -> str:
        """Return the label of *iri* in *lang*, else in the other language, else its local name."""
        return self.labels_of(iri).get(lang) or next(
            iter(self.labels_of(iri).values()), local_name(iri)
        )

    def labels_of(self, iri: str) -> dict[str, str]:
        """Return the preferred label of *iri* in each language that has one."""
        for predicate in LABELS:
            if found := self.texts(iri, predicate):
                return {lang: values[0] for lang, values in found.items()}
        return {}

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Every (name, IRI) by which a thing of the graph can be found: labels old and new."""
        predicates = (PREF_LABEL, ALT_LABEL, KG + "title", KG + "shortTitle", RDFS_LABEL)
        return sorted(
            (quad.object.value, quad.subject.value)  # type: ignore[union-attr]
            for predicate in predicates
            for quad in self.triples(None, predicate)
        )
