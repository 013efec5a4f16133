"""The walk: each shape, over the nodes it is about and the values of its path, to what is wrong.

A shape is compiled to functions once, then asked of node after node. What comes out is what
pySHACL reports of the same shapes: the tests hold the one against the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg.graph.shacl.index import Index
from kg.graph.shacl.literals import is_typed, read_number
from kg.graph.shacl.shapes import Constraint, NotUnderstoodError, Path, Shape, Term


@dataclass(frozen=True)
class Result:
    """One thing that does not fit: where, along which path, which component, which value."""

    focus: Term
    path: str  # the IRI of a predicate, a path as SPARQL writes it, or nothing
    component: str
    value: Term | None
    messages: dict[str, str] = field(compare=False)


Results = list[Result]
Examine = Callable[[Term], Results]
Follow = Callable[[Term], Sequence[Term]]
Fits = Callable[[Term], bool]
# The values at a focus node that do not fit; None stands for all of them together.
Judge = Callable[[Term, Sequence[Term]], Sequence[Term | None]]
ALL: tuple[None, ...] = (None,)


def validate(shape: Shape, index: Index) -> Iterator[Result]:
    """Yield what does not fit; NotUnderstoodError where a comparison has no plain answer."""
    examine = _compile(shape, index)
    for focus in find_targets(shape, index):
        yield from examine(focus)


def find_targets(shape: Shape, index: Index) -> Set[Term]:
    """Return the nodes that *shape* is about."""
    found: set[Term] = set()
    for kind, term in shape.targets:
        if kind == "class" and len(shape.targets) == 1:
            return index.members(term.value)
        if kind == "class":
            found |= index.members(term.value)
        elif kind == "node":
            found.add(term)
        else:
            found.update(index.values(term.value, inverse=kind == "objects"))
    return found


def _compile(shape: Shape, index: Index) -> Examine:
    """Return the function that examines a node after *shape*."""
    follow = _follow(shape.path, index) if shape.path else None
    path = shape.path.shown if shape.path else ""
    judges = [(c.component, _judge(c, index)) for c in shape.constraints]
    inner = [_compile(nested, index) for nested in shape.properties]

    def examine(focus: Term) -> Results:
        values = (focus,) if follow is None else follow(focus)
        found: Results = []  # most often it stays empty
        for component, judge in judges:
            for value in judge(focus, values):
                found.append(Result(focus, path, component, value, dict(shape.messages)))
        for examine_value in inner:
            for value in values:
                found += examine_value(value)
        return found

    return examine


def _follow(path: Path, index: Index) -> Follow:
    """Return the function that gives the values at a node, each once."""
    if path.kind == "predicate" or (path.kind == "inverse" and path.parts[0].kind == "predicate"):
        inverse = path.kind == "inverse"
        iri = path.parts[0].iri if inverse else path.iri
        values = index.values(iri, inverse=inverse)
        return lambda node: values.get(node, ())
    parts = [_follow(part, index) for part in path.parts]
    if path.kind == "alternative":
        return lambda node: tuple({value for follow in parts for value in follow(node)})
    if path.kind == "sequence":
        return lambda node: _step(node, parts)
    raise NotUnderstoodError("sh:inversePath")


def _step(node: Term, parts: list[Follow]) -> Sequence[Term]:
    reached = {node}
    for follow in parts:
        reached = {value for before in reached for value in follow(before)}
    return tuple(reached)


def _judge(constraint: Constraint, index: Index) -> Judge:
    """Return the function that judges the values at a node."""
    wanted: Any = constraint.wanted
    match constraint.component:
        case "minCount":
            return lambda _focus, values: ALL if len(values) < wanted else ()
        case "maxCount":
            return lambda _focus, values: ALL if len(values) > wanted else ()
        case "hasValue":
            return lambda _focus, values: () if wanted in values else ALL
        case "uniqueLang":
            return lambda _focus, values: ALL * _count_repeated(values)
        case "lessThan" | "lessThanOrEquals" as component:
            others = index.values(wanted)
            equal = component == "lessThanOrEquals"
            return lambda focus, values: [
                value
                for value in values
                for other in others.get(focus, ())
                if not _is_less(value, other, equal=equal)
            ]
    fits = _fit(constraint, index)
    return lambda _focus, values: [value for value in values if not fits(value)]


def _fit(constraint: Constraint, index: Index) -> Fits:
    """Return the function that tells whether one value fits."""
    wanted: Any = constraint.wanted
    match constraint.component:
        case "class":
            members = index.members(wanted)
            return lambda value: value in members
        case "in":
            return lambda value: value in wanted
        case "datatype":
            return lambda value: isinstance(value, ox.Literal) and is_typed(value, wanted)
        case "nodeKind":
            return lambda value: KINDS[type(value)] in wanted
        case "pattern":
            search = re.compile(wanted).search
            return lambda value: not isinstance(value, ox.BlankNode) and bool(search(value.value))
        case "languageIn":
            return lambda value: _speaks(value, wanted)
        case "minInclusive":
            return lambda value: (number := read_number(value)) is not None and number >= wanted
        case "maxInclusive":
            return lambda value: (number := read_number(value)) is not None and number <= wanted
    return _fit_shapes(constraint, index)


def _fit_shapes(constraint: Constraint, index: Index) -> Fits:
    if constraint.component == "not":
        refused = _compile(constraint.wanted, index)
        return lambda value: bool(refused(value))
    shapes = [_compile(shape, index) for shape in constraint.wanted]
    if constraint.component == "or":
        return lambda value: any(not examine(value) for examine in shapes)
    return lambda value: all(not examine(value) for examine in shapes)


# The names of a kind of node that hold each of these are the kinds it is of.
KINDS = {ox.NamedNode: "IRI", ox.BlankNode: "BlankNode", ox.Literal: "Literal"}


def _count_repeated(values: Sequence[Term]) -> int:
    """Return how many languages have more than one of *values*."""
    if len(values) < 2:
        return 0
    tags = [v.language.lower() for v in values if isinstance(v, ox.Literal) and v.language]
    return len({tag for tag in tags if tags.count(tag) > 1})


def _speaks(value: Term, tags: frozenset[str]) -> bool:
    if not isinstance(value, ox.Literal) or not value.language:
        return False
    tag = value.language.lower()
    return tag in tags or tag.partition("-")[0] in tags


def _is_less(value: Term, other: Term, *, equal: bool) -> bool:
    """Compare two numbers; NotUnderstoodError for what is none: engines differ on the rest.

    A blank node is less than nothing.
    """
    if isinstance(value, ox.BlankNode) or isinstance(other, ox.BlankNode):
        return False
    left, right = read_number(value), read_number(other)
    if left is None or right is None:
        raise NotUnderstoodError("a comparison of what is no number")
    return left <= right if equal else left < right
