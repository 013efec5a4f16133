"""Building: from the files' triples and rows to all triples of the graph, by a few written rules.

1. A row of a table becomes triples after its CSVW schema.
2. Evidence lies in the text of the source whose directory holds it; its segments are locked.
3. An accepted, affirmed claim gives the plain link and the sub-property of its modality. Where a
   pair is both stated and inferred, only the stated form is written: the strongest word stands.
   A collective statement gives the link between the two sets and nothing else.
4. Evidence shows which source an entity was read from, and where a recommendation is proposed.
5. An entity has the classes above its own, so that one hop finds it.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from kg.faults import Fault, Place
from kg.graph import evidence
from kg.graph.figures import figure_triples
from kg.graph.inputs import TABLES, InputFile, Inputs
from kg.graph.tables import Row, read_schema, read_table, table_triples
from kg.graph.terms import KG, KGD, KGV, RDF, RDFS, TYPE
from kg.graph.turtle import Block, read_turtle

STATED, COLLECTIVE = KGV + "stated", KGV + "stated-collectively"
Triples = set[ox.Triple]


@dataclass
class Built:
    """A built graph: its triples, where each subject stands, the rows read, and the faults."""

    triples: Triples = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place_of(self, iri: str) -> Place:
        """Return where *iri* is written, or a place without file."""
        return self._places.get(iri, Place("–"))

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {block.iri: block.place for block in reversed(self.blocks)}

    def as_nquads(self) -> bytes:
        """Return the graph as sorted N-Quads: the same triples give the same bytes."""
        buffer = io.BytesIO()
        ox.serialize(self.triples, buffer, ox.RdfFormat.N_TRIPLES)
        return b"".join(sorted(buffer.getvalue().splitlines(keepends=True)))


def build_graph(inputs: Inputs) -> Built:
    """Build the graph of *inputs*; faults come back with it, and whoever asked decides."""
    built = Built()
    for file in inputs.turtle:
        turtle, faults = read_turtle(file)
        built.triples.update(turtle.triples)
        built.blocks += turtle.blocks
        built.faults += faults
    for name in TABLES:
        for file in inputs.tables(name):
            _add_table(built, file)
    built.faults += evidence.check_anchored(built.rows)
    built.faults += evidence.check_evidenced(built.rows)
    _apply_rules(built.triples)
    return built


def _add_table(built: Built, file: InputFile) -> None:
    name = file.table
    schema = read_schema(name, file.schemas)
    rows, faults = read_table(file)
    built.rows.setdefault(name, []).extend(rows)
    built.faults += faults
    for row in rows:
        triples = list(table_triples(schema, row))
        if name == "figures":
            triples = list(figure_triples(row, triples))
        built.triples.update(triples)
        for subject in dict.fromkeys(t.subject for t in triples):
            if isinstance(subject, ox.NamedNode):
                built.blocks.append(Block(subject.value, row.place))
        if "spans" in row.cells and row.cells["spans"] and "id" in row.cells:
            place = KGD + evidence.name_of_place(row)
            built.triples.add(_triple(place, KG + "inSource", _text_of(file)))
        if name == "anchors":
            segment = f"{row.one('evidence')}-s{row.one('order')}"
            built.triples.add(_triple(KGD + row.one("evidence"), KG + "segment", KGD + segment))


def _text_of(file: InputFile) -> str:
    return f"{KGD}text-{file.source}"


def _triple(subject: str, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(value))


def _apply_rules(triples: Triples) -> None:
    index = _Index(triples)
    triples.update(_links(index))
    triples.update(_readings(index))
    triples.update(_upper_classes(index))


class _Index:
    """The triples by subject and predicate, values as IRIs; literals are not needed by a rule."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.objects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.subjects: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
                subject, value = triple.subject.value, triple.object.value
                self.objects[subject, triple.predicate.value].append(value)
                self.subjects[triple.predicate.value].append((subject, value))

    def one(self, subject: str, predicate: str) -> str:
        """Return the one object, or the empty string."""
        return next(iter(self.objects.get((subject, predicate), ())), "")


def _links(index: _Index) -> Iterator[ox.Triple]:
    by_link: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for claim, status in index.subjects[KG + "status"]:
        affirmed = index.one(claim, KG + "polarity") == KGV + "affirmed"
        if status == KGV + "accepted" and affirmed:
            link = tuple(
                index.one(claim, RDF + part) for part in ("subject", "predicate", "object")
            )
            # A link to nothing would be reported again; the claim itself is enough.
            if all(link) and index.objects.get((link[2], TYPE)):
                by_link[link].add(index.one(claim, KG + "modality"))  # type: ignore[index]
    for (subject, predicate, value), modalities in by_link.items():
        yield _triple(subject, predicate, value)
        form = "statedForm" if STATED in modalities else "inferredForm"
        sub_property = index.one(predicate, KG + form)
        if sub_property and COLLECTIVE not in modalities:
            yield _triple(subject, sub_property, value)


def _readings(index: _Index) -> Iterator[ox.Triple]:
    for entity, place in index.subjects[KG + "evidence"]:
        source = index.one(index.one(place, KG + "inSource"), KG + "textOf")
        if source:
            yield _triple(entity, KG + "readFrom", source)
            if KG + "RecommendedAction" in index.objects[entity, TYPE]:
                yield _triple(entity, KG + "proposedIn", source)


def _upper_classes(index: _Index) -> Iterator[ox.Triple]:
    for entity, cls in index.subjects[TYPE]:
        if entity.startswith(KGD):
            above = [cls]
            while above:
                upper = index.objects.get((above.pop(), RDFS + "subClassOf"), [])
                ours = [iri for iri in upper if iri.startswith(KG)]
                above += ours
                yield from (_triple(entity, TYPE, iri) for iri in ours)
