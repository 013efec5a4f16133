"""Rows of a table, read from the graph: a subject a row, and what of its statements a cell tells.

A cell tells a statement when the statement can be had back from it. What no cell tells is known, so
that it can be told elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kg.graph.graph import Graph
from kg.graph.terms import KGD, XSD, shorten
from kg.language import Lang, Text

SEPARATOR = ";"
Datatype = Literal["string", "integer", "decimal", "date"]
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means, and how its cells are written; `many` joins by `;`."""

    name: str
    means: Text
    datatype: Datatype = "string"
    many: bool = False


@dataclass(frozen=True)
class Table:
    """A table; its cells are strings, empty where nothing is said."""

    name: str
    means: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]


class Subject:
    """The statements about one subject, and which of them its cells have told."""

    def __init__(self, graph: Graph, iri: str) -> None:
        self.graph = graph
        self.iri = iri
        self.statements: dict[str, list[Node]] = {}
        for quad in graph.triples(iri):
            self.statements.setdefault(quad.predicate.value, []).append(quad.object)
        self.told: set[tuple[str, Node]] = set()

    def tell(self, predicate: str, nodes: Iterable[Node]) -> None:
        """Note that a cell has told these statements."""
        self.told.update((predicate, node) for node in nodes)

    def untold(self) -> list[tuple[str, Node]]:
        """Return the statements that no cell has told, as predicate and object."""
        return [
            (predicate, node)
            for predicate, nodes in self.statements.items()
            for node in nodes
            if (predicate, node) not in self.told
        ]

    def named(self, predicate: str) -> list[str]:
        """Return the IRIs of *predicate*, sorted."""
        nodes = self.statements.get(predicate, ())
        return sorted(node.value for node in nodes if isinstance(node, ox.NamedNode))


Read = Callable[[Subject], str]


def name_of(iri: str, home: str = KGD) -> str:
    """Return *iri* as a cell names it: its local name in *home*, else a CURIE or the IRI itself."""
    local = iri.removeprefix(home)
    return local if local != iri and ":" not in local else shorten(iri)


def names(predicate: str, home: str = KGD) -> Read:
    """Read what *predicate* names, joined; an IRI that holds the separator stays untold."""

    def read(subject: Subject) -> str:
        iris = [iri for iri in subject.named(predicate) if SEPARATOR not in iri]
        subject.tell(predicate, map(ox.NamedNode, iris))
        return SEPARATOR.join(name_of(iri, home) for iri in iris)

    return read


def text(predicate: str, lang: Lang) -> Read:
    """Read the first literal in *lang*."""
    return _first(predicate, lambda node: node.language == lang)


def literal(predicate: str, datatype: Datatype = "string") -> Read:
    """Read the first literal of *datatype*."""
    return _first(predicate, lambda n: not n.language and n.datatype.value == XSD + datatype)


def _first(predicate: str, fits: Callable[[ox.Literal], bool]) -> Read:
    def read(subject: Subject) -> str:
        nodes = subject.statements.get(predicate, ())
        found = [node for node in nodes if isinstance(node, ox.Literal) and fits(node)]
        first = sorted(found, key=lambda node: node.value)[:1]
        subject.tell(predicate, first)
        return "".join(node.value for node in first)

    return read


def label(predicate: str, lang: Lang) -> Read:
    """Read the label in *lang* of the one thing that *predicate* names; it tells nothing new."""

    def read(subject: Subject) -> str:
        named = subject.named(predicate)
        return label_of(subject.graph, named[0], lang) if len(named) == 1 else ""

    return read


def label_of(graph: Graph, iri: str, lang: Lang) -> str:
    """Return the label of *iri* in *lang*, or the empty string: no other language stands for it."""
    return graph.labels_of(iri).get(lang, "")


def derived(function: Callable[[Graph, str], str]) -> Read:
    """Read what *function* works out from the graph and the subject; it tells nothing new."""
    return lambda subject: function(subject.graph, subject.iri)
