"""Shapes as values, read from Turtle; one that says more than the walk understands is set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, Literal

import pyoxigraph as ox

from kg.graph.shacl.literals import WELL_FORMED, read_number
from kg.graph.terms import RDF, TYPE, shorten

SH = "http://www.w3.org/ns/shacl#"
NIL = ox.NamedNode(RDF + "nil")
KINDS = ("IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Target = Literal["class", "node", "subjects", "objects"]
TARGETS: dict[str, Target] = {
    SH + "targetClass": "class", SH + "targetNode": "node",
    SH + "targetSubjectsOf": "subjects", SH + "targetObjectsOf": "objects",
}  # fmt: skip
SAID = {SH + name for name in ("path", "property", "message", "name", "description")}


class NotUnderstoodError(Exception):
    """A shape says what the walk does not understand."""


@dataclass(frozen=True)
class Path:
    """The way from a focus node to its values: a predicate (IRI), or paths taken together."""

    kind: Literal["predicate", "inverse", "sequence", "alternative"]
    iri: str = ""
    parts: tuple[Path, ...] = ()

    @property
    def shown(self) -> str:
        """The path as SPARQL writes it; a predicate as its IRI."""
        joint = {"sequence": "/", "alternative": "|"}.get(self.kind, "")
        inner = joint.join(part.shown for part in self.parts)
        return self.iri if self.kind == "predicate" else f"^{inner}" if not joint else inner


@dataclass(frozen=True)
class Constraint:
    """One constraint: the name of its component, and what it asks for, read from the shape."""

    component: str
    wanted: Any


@dataclass(frozen=True)
class Shape:
    """A shape: which nodes it is about, the way to the values, what is asked of them."""

    node: Term
    targets: tuple[tuple[Target, Term], ...] = ()
    path: Path | None = None
    constraints: tuple[Constraint, ...] = ()
    properties: tuple[Shape, ...] = ()
    messages: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class ShapeSet:
    """The shapes that have a target: those understood, the others with the reason."""

    understood: tuple[Shape, ...]
    others: tuple[tuple[str, str], ...]


def read_shapes(files: Iterable[FilePath]) -> ShapeSet:
    """Read the shapes of all *files*."""
    reader = _Reader()
    for number, file in enumerate(files):
        reader.add(file.read_bytes(), number)
    understood: list[Shape] = []
    others: list[tuple[str, str]] = []
    for node in reader.targeted():
        try:
            understood.append(reader.shape(node, reported=True))
        except NotUnderstoodError as error:
            others.append((str(getattr(node, "value", "")), str(error)))
    return ShapeSet(tuple(understood), tuple(others))


class _Reader:
    """The triples of the files by subject, and what they say of a shape."""

    def __init__(self) -> None:
        self.said: dict[Term, dict[str, list[Term]]] = {}

    def add(self, content: bytes, number: int) -> None:
        for quad in ox.parse(content, ox.RdfFormat.TURTLE):
            subject, value = (_apart(term, number) for term in (quad.subject, quad.object))
            self.said.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(value)

    def targeted(self) -> list[Term]:
        return [node for node, said in self.said.items() if TARGETS.keys() & said.keys()]

    def shape(self, node: Term, *, reported: bool) -> Shape:
        """Return the shape *node*; one whose results are *reported* needs a message of its own."""
        said = self.said.get(node, {})
        constraints = tuple(self._constraints(said))
        messages = {
            str(getattr(m, "language", "") or ""): m.value for m in said.get(SH + "message", [])
        }
        if len(messages) < len(said.get(SH + "message", [])) or "{" in "".join(messages.values()):
            raise NotUnderstoodError("sh:message")
        if reported and constraints and not messages:
            raise NotUnderstoodError("no sh:message")
        targets = [(kind, term) for name, kind in TARGETS.items() for term in said.get(name, [])]
        paths = said.get(SH + "path", [])
        return Shape(
            node,
            tuple(targets),
            self._path(paths[0]) if paths else None,
            constraints,
            tuple(self.shape(inner, reported=reported) for inner in said.get(SH + "property", [])),
            messages,
        )

    def _constraints(self, said: dict[str, list[Term]]) -> Iterable[Constraint]:
        for name, values in said.items():
            if name == TYPE:
                if not {v.value for v in values} <= {SH + "PropertyShape", SH + "NodeShape"}:
                    raise NotUnderstoodError("rdf:type")
            elif name not in SAID and name not in TARGETS:
                reading = READINGS.get(name)
                if reading is None:
                    raise NotUnderstoodError(shorten(name).replace(SH, "sh:"))
                component = name.removeprefix(SH)
                for value in values:
                    yield Constraint(component, reading(self, value))

    def _path(self, node: Term) -> Path:
        if isinstance(node, ox.NamedNode):
            return Path("predicate", node.value)
        said = self.said.get(node, {})
        match list(said):
            case [name] if name == SH + "inversePath":
                return Path("inverse", parts=(self._path(said[name][0]),))
            case [name] if name == SH + "alternativePath":
                return Path("alternative", parts=tuple(map(self._path, self.items(said[name][0]))))
            case [one, other] if {one, other} == {RDF + "first", RDF + "rest"}:
                return Path("sequence", parts=tuple(map(self._path, self.items(node))))
        raise NotUnderstoodError("sh:path")

    def items(self, node: Term) -> list[Term]:
        """Return the members of the RDF list *node*."""
        found: list[Term] = []
        while node != NIL:
            said = self.said.get(node, {})
            if RDF + "first" not in said or RDF + "rest" not in said:
                raise NotUnderstoodError("rdf:List")
            found.append(said[RDF + "first"][0])
            node = said[RDF + "rest"][0]
        return found


def _apart(term: Any, number: int) -> Any:
    """Return *term*; a blank node of one file is never that of another."""
    return ox.BlankNode(f"f{number}{term.value}") if isinstance(term, ox.BlankNode) else term


# What is read of the value of each constraint.

Reading = Callable[[_Reader, Term], Any]


def _count(_reader: _Reader, term: Term) -> int:
    return int(_number(_reader, term))


def _number(_reader: _Reader, term: Term) -> Decimal:
    number = read_number(term)
    if number is None:
        raise NotUnderstoodError("a bound that is no number")
    return number


def _iri(_reader: _Reader, term: Term) -> str:
    if not isinstance(term, ox.NamedNode):
        raise NotUnderstoodError("no IRI")
    return term.value


def _kind(reader: _Reader, term: Term) -> str:
    kind = _iri(reader, term).removeprefix(SH)
    if kind not in KINDS:
        raise NotUnderstoodError("sh:nodeKind")
    return kind


def _datatype(reader: _Reader, term: Term) -> str:
    if _iri(reader, term) not in WELL_FORMED:
        raise NotUnderstoodError(f"sh:datatype {shorten(term.value)}")
    return term.value


def _text(_reader: _Reader, term: Term) -> str:
    return term.value


def _true(_reader: _Reader, term: Term) -> bool:
    if term.value != "true":
        raise NotUnderstoodError("sh:uniqueLang")
    return True


def _iris(reader: _Reader, term: Term) -> frozenset[Term]:
    found = frozenset(reader.items(term))
    if not all(isinstance(item, ox.NamedNode) for item in found):
        raise NotUnderstoodError("sh:in of literals")  # engines differ on which of them are equal
    return found


def _tags(reader: _Reader, term: Term) -> frozenset[str]:
    return frozenset(item.value.lower() for item in reader.items(term))


def _node(reader: _Reader, term: Term) -> Term:
    return ox.NamedNode(_iri(reader, term))


def _shapes(reader: _Reader, term: Term) -> tuple[Shape, ...]:
    return tuple(reader.shape(item, reported=False) for item in reader.items(term))


def _shape(reader: _Reader, term: Term) -> Shape:
    return reader.shape(term, reported=False)


READINGS: dict[str, Reading] = {
    SH + name: reading
    for name, reading in {
        "minCount": _count, "maxCount": _count, "nodeKind": _kind, "datatype": _datatype,
        "class": _iri, "in": _iris, "hasValue": _node, "pattern": _text, "languageIn": _tags,
        "uniqueLang": _true, "minInclusive": _number, "maxInclusive": _number,
        "lessThan": _iri, "lessThanOrEquals": _iri, "or": _shapes, "and": _shapes, "not": _shape,
    }.items()
}  # fmt: skip
