"""The graph as one asks it: patterns over an Oxigraph store, in IRIs and plain strings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.graph.terms import ALT_LABEL, KG, PREF_LABEL, RDFS, RDFS_LABEL, TYPE, local_name
from kg.language import Lang

LARGE = 50_000_000  # bytes of N-Quads
LABELS = (PREF_LABEL, RDFS_LABEL, KG + "title")


class Graph:
    """A built graph in memory; nothing writes to it after it was loaded.

    Methods take and give IRIs as strings, and return lists in a fixed order.
    """

    def __init__(self, nquads: bytes, version: str, file: Path | None = None) -> None:
        self.store = ox.Store()
        # Bulk loading pays off from some hundred thousand triples on; what we built needs no
        # second validation.
        load = self.store.bulk_load if len(nquads) > LARGE else self.store.load
        load(nquads, ox.RdfFormat.N_QUADS, lenient=True)
        self.version = version
        self.file = file

    def as_nquads(self) -> bytes:
        """Return the whole graph as sorted N-Quads."""
        dump = bytes(self.store.dump(format=ox.RdfFormat.N_QUADS) or b"")
        return b"".join(sorted(dump.splitlines(keepends=True)))

    def triples(
        self, subject: str | None = None, predicate: str | None = None, value: str | None = None
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit; None fits all, *value* is an IRI."""
        nodes = [ox.NamedNode(iri) if iri else None for iri in (subject, predicate, value)]
        return self.store.quads_for_pattern(nodes[0], nodes[1], nodes[2], ox.DefaultGraph())

    def has(self, iri: str) -> bool:
        """Tell whether the graph says anything of *iri*; words that are no IRI are not in it."""
        try:
            return bool(iri) and next(self.triples(iri), None) is not None
        except ValueError:
            return False

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Return the objects as strings (IRIs or lexical forms), sorted."""
        return sorted(q.object.value for q in self.triples(subject, predicate))  # type: ignore[union-attr]

    def one(self, subject: str, predicate: str) -> str:
        """Return the first object, or the empty string."""
        return next(iter(self.objects(subject, predicate)), "")

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Return the subjects that have *value* (an IRI) for *predicate*, sorted."""
        return sorted(q.subject.value for q in self.triples(None, predicate, value))  # type: ignore[union-attr]

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
