"""The triples as a walk asks for them: values of a predicate at a node, members of a class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from kg.graph.shacl.shapes import Term
from kg.graph.terms import RDFS, TYPE

Pairs = Callable[[str], Iterable[tuple[Term, Term]]]  # subject and object of a predicate
Values = Mapping[Term, Sequence[Term]]
KEPT = 6  # predicates held at once: shapes of one predicate are asked one after the other
SUBCLASS = RDFS + "subClassOf"


class Index:
    """What *pairs* tells, predicate by predicate, so that never the whole graph is held."""

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        self._held: dict[tuple[str, bool], Values] = {}
        self._members: dict[str, frozenset[Term]] = {}

    def values(self, predicate: str, *, inverse: bool = False) -> Values:
        """Return the objects of *predicate* by subject, or *inverse* the subjects by object."""
        key = (predicate, inverse)
        if key in self._held:
            found = self._held.pop(key)
        else:
            found = _group(self._pairs(predicate), inverse=inverse)
        self._held[key] = found  # the one asked for last stands last
        if len(self._held) > KEPT:
            del self._held[next(iter(self._held))]
        return found

    def members(self, cls: str) -> frozenset[Term]:
        """Return the nodes of class *cls* or of a class below it."""
        if cls not in self._members:
            below, waiting = {cls}, [cls]
            while waiting:
                new = self._below.get(waiting.pop(), set()) - below
                waiting += new
                below |= new
            found = (self._by_class.get(name, ()) for name in below)
            self._members[cls] = frozenset(node for nodes in found for node in nodes)
        return self._members[cls]

    @cached_property
    def _by_class(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for node, cls in self._pairs(TYPE):
            found.setdefault(cls.value, []).append(node)
        return found

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for cls, upper in self._pairs(SUBCLASS):
            found.setdefault(upper.value, set()).add(cls.value)
        return found


def _group(pairs: Iterable[tuple[Term, Term]], *, inverse: bool) -> Values:
    found: dict[Term, list[Term]] = {}
    for subject, value in pairs:
        if inverse:
            found.setdefault(value, []).append(subject)
        else:
            found.setdefault(subject, []).append(value)
    return found
