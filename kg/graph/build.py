"""Building: from the files' triples and rows to all triples of the graph.

What a file gives by itself is its part: the triples of Turtle, the triples of rows after their CSVW
schema, and that evidence lies in the text of the source whose directory holds it, its segments
locked. What follows from all parts together is said by the rules (`kg.graph.rules`).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from kg.faults import NOWHERE, Fault, Place
from kg.graph import evidence
from kg.graph.figures import figure_triples
from kg.graph.garbage import search_paused
from kg.graph.graph import Graph
from kg.graph.inputs import TABLES, InputFile, Inputs
from kg.graph.rules import ASKED, Facts, apply_rules, gather_facts
from kg.graph.tables import Row, read_schema, read_table, table_triples
from kg.graph.terms import KG, KGD
from kg.graph.turtle import Block, read_turtle

Triples = set[ox.Triple]


@dataclass
class Part:
    """What one file gives by itself: triples, where each subject stands, rows, and faults."""

    triples: list[ox.Triple] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Built:
    """A built graph: its triples, where each subject stands, the rows read, and the faults."""

    triples: Triples = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)  # triples of each Turtle file, by its name

    def place_of(self, iri: str) -> Place:
        """Return where *iri* is written, or a place without file."""
        return self._places.get(iri, NOWHERE)

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {block.iri: block.place for block in reversed(self.blocks)}

    @cached_property
    def graph(self) -> Graph:
        """The triples as one asks them."""
        return Graph(self.as_nquads(), "built")

    def as_nquads(self) -> bytes:
        """Return the graph as sorted N-Quads: the same triples give the same bytes."""
        return b"".join(sort_lines(self.triples))


@search_paused()
def build_graph(inputs: Inputs) -> Built:
    """Build the graph of *inputs*; faults come back with it, and whoever asked decides."""
    built = Built()
    for file in list_files(inputs):
        part = read_part(file)
        built.triples.update(part.triples)
        built.blocks += part.blocks
        built.faults += part.faults
        if file.path.suffix == ".ttl":
            built.sizes[file.name] = len(set(part.triples))
        else:
            built.rows.setdefault(file.table, []).extend(part.rows)
    built.faults += evidence.check_anchored(built.rows)
    built.faults += evidence.check_evidenced(built.rows)
    derived = apply_rules(find_facts(built.triples))
    built.triples.update(_triple(*fact) for fact in derived)
    return built


def list_files(inputs: Inputs) -> Iterator[InputFile]:
    """Yield the files that triples come from: Turtle, then the tables in the order of `TABLES`."""
    yield from inputs.turtle
    for name in TABLES:
        yield from inputs.tables(name)


def read_part(file: InputFile) -> Part:
    """Read what *file* gives by itself; what is broken in it is left out and told as a fault."""
    if file.path.suffix == ".ttl":
        turtle, faults = read_turtle(file)
        return Part(list(turtle.triples), list(turtle.blocks), [], list(faults))
    rows, found = read_table(file)
    part = Part(rows=rows, faults=found)
    schema = read_schema(file.table, file.schemas)
    for row in rows:
        triples = list(table_triples(schema, row))
        if file.table == "figures":
            triples = list(figure_triples(row, triples))
        for subject in dict.fromkeys(t.subject for t in triples):
            if isinstance(subject, ox.NamedNode):
                part.blocks.append(Block(subject.value, row.place))
        part.triples += triples
        part.triples += _placing(file, row)
    return part


def _placing(file: InputFile, row: Row) -> Iterator[ox.Triple]:
    """Yield in which text the place of *row* lies, and of what a row of the lock is a segment."""
    if row.cells.get("spans") and "id" in row.cells:
        place = KGD + evidence.name_of_place(row)
        yield _triple(place, KG + "inSource", f"{KGD}text-{file.source}")
    if file.table == "anchors":
        segment = f"{row.one('evidence')}-s{row.one('order')}"
        yield _triple(KGD + row.one("evidence"), KG + "segment", KGD + segment)


def sort_lines(triples: Iterable[ox.Triple]) -> list[bytes]:
    """Return *triples* as lines of N-Triples, sorted, each with its line feed."""
    buffer = io.BytesIO()
    ox.serialize(triples, buffer, ox.RdfFormat.N_TRIPLES)
    return sorted(buffer.getvalue().splitlines(keepends=True))


def _triple(subject: str, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(value))


def find_facts(triples: Iterable[ox.Triple]) -> Facts:
    """Return what of *triples* the rules ask for."""
    return gather_facts(
        (triple.subject.value, triple.predicate.value, triple.object.value)
        for triple in triples
        if triple.predicate.value in ASKED
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
    )
