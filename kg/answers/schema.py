"""The schema: the classes and properties of the ontology, and how much of each the graph holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kg.answers.values import Bilingual, Modality, find_claims, read_bilingual
from kg.graph.graph import Graph
from kg.graph.terms import KG, OWL, RDFS, RDFS_LABEL, SKOS, TYPE

# What a claim can say, the two forms that the build writes of it, what holds without a claim, what
# has a literal for value, and what is said of the terms themselves.
Kind = Literal["link", "form", "structural", "attribute", "annotation"]
KINDS: tuple[Kind, ...] = ("link", "structural", "attribute", "form", "annotation")
PROPERTIES = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
FORMS = (KG + "statedForm", KG + "inferredForm")


@dataclass(frozen=True)
class SchemaClass:
    """A class, and how many things of it the graph holds, those of its kinds among them."""

    iri: str
    label: Bilingual
    definition: Bilingual
    example: Bilingual
    above: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class End:
    """A class at one end of a property: the ontology says so, or else the graph has it there."""

    iri: str
    declared: bool


@dataclass(frozen=True)
class SchemaProperty:
    """A property, what it joins, and how often the graph has it.

    `claims` counts the accepted claims of a link by modality, `uses` the triples of the property.
    """

    iri: str
    kind: Kind
    label: Bilingual
    definition: Bilingual
    example: Bilingual
    inverse: Bilingual
    above: tuple[str, ...]
    forms: tuple[str, ...]
    sources: tuple[End, ...]
    targets: tuple[End, ...]
    claims: tuple[tuple[Modality, int], ...]
    uses: int

    @property
    def ends(self) -> tuple[str, ...]:
        """The classes at either end."""
        return tuple(dict.fromkeys(end.iri for end in (*self.sources, *self.targets)))


@dataclass(frozen=True)
class Schema:
    """All classes and properties of the ontology; `reused` are classes of others at their ends."""

    classes: tuple[SchemaClass, ...]
    reused: tuple[SchemaClass, ...]
    properties: tuple[SchemaProperty, ...]
    version: str


def build_schema(graph: Graph) -> Schema:
    """Return the schema as the ontology in *graph* says it, counted over what the graph holds."""
    reader = _Reader(graph)
    classes = [iri for iri in graph.subjects(TYPE, OWL + "Class") if iri.startswith(KG)]
    properties = sorted(
        {
            iri
            for kind in PROPERTIES
            for iri in graph.subjects(TYPE, OWL + kind)
            if iri.startswith(KG)
        }
    )
    found = tuple(map(reader.property, properties))
    ends = {end for one in found if one.kind in ("link", "structural") for end in one.ends}
    return Schema(
        tuple(map(reader.class_, classes)),
        tuple(map(reader.class_, sorted(ends - set(classes)))),
        found,
        graph.version,
    )


class _Reader:
    """Reads terms of the ontology in a graph, and counts what the graph holds of them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.known: dict[str, str] = {}

    @cached_property
    def claims(self) -> Counter[tuple[str, Modality]]:
        accepted = (claim for claim in find_claims(self.graph) if claim.accepted)
        return Counter((claim.predicate, claim.modality) for claim in accepted)

    @cached_property
    def forms(self) -> set[str]:
        return {q.object.value for form in FORMS for q in self.graph.triples(None, form)}  # type: ignore[union-attr]

    def class_(self, iri: str) -> SchemaClass:
        graph = self.graph
        below = graph.subjects(RDFS + "subClassOf", iri) if iri.startswith(KG) else []
        held = {thing for one in (iri, *below) for thing in graph.subjects(TYPE, one)}
        return SchemaClass(
            iri,
            *self._words(iri),
            above=tuple(graph.objects(iri, RDFS + "subClassOf")),
            count=len(held),
        )

    def property(self, iri: str) -> SchemaProperty:
        graph = self.graph
        sources = graph.objects(iri, KG + "fromClass") or graph.objects(iri, RDFS + "domain")
        targets = graph.objects(iri, KG + "toClass") or graph.objects(iri, RDFS + "range")
        triples = list(graph.triples(None, iri))
        kind = self._kind(iri)
        joins = kind in ("link", "structural")
        seen_from = (q.subject.value for q in triples) if joins else ()  # type: ignore[union-attr]
        seen_to = (q.object.value for q in triples) if joins else ()  # type: ignore[union-attr]
        return SchemaProperty(
            iri,
            kind,
            *self._words(iri),
            inverse=read_bilingual(graph, iri, KG + "inverseLabel"),
            above=tuple(graph.objects(iri, RDFS + "subPropertyOf")),
            forms=tuple(one for form in FORMS for one in graph.objects(iri, form)),
            sources=self._ends(sources, seen_from),
            targets=self._ends(targets, seen_to),
            claims=tuple((m, n) for m in Modality if (n := self.claims[iri, m])),
            uses=len(triples),
        )

    def _words(self, iri: str) -> tuple[Bilingual, Bilingual, Bilingual]:
        label, definition, example = (
            read_bilingual(self.graph, iri, predicate)
            for predicate in (RDFS_LABEL, SKOS + "definition", SKOS + "example")
        )
        return label, definition, example

    def _kind(self, iri: str) -> Kind:
        types = self.graph.objects(iri, TYPE)
        if OWL + "DatatypeProperty" in types:
            return "attribute"
        if OWL + "AnnotationProperty" in types:
            return "annotation"
        if iri in self.forms:
            return "form"
        return "link" if self.graph.objects(iri, KG + "fromClass") else "structural"

    def _ends(self, declared: list[str], seen: Iterable[str]) -> tuple[End, ...]:
        if declared:
            return tuple(End(iri, declared=True) for iri in declared)
        found = sorted({self._class_of(thing) for thing in set(seen)} - {""})
        return tuple(End(iri, declared=False) for iri in found)

    def _class_of(self, thing: str) -> str:
        """Return the most special class of *thing*, ours before those of others."""
        if thing not in self.known:
            types = self.graph.types(thing) if self.graph.has(thing) else []
            ours = [iri for iri in types if iri.startswith(KG)]
            self.known[thing] = next(iter(ours or types), "")
        return self.known[thing]
