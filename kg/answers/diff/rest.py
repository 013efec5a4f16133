"""The triples of a difference that no change tells of, counted by the kind of their subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from kg.answers.diff.changes import ONTOLOGY, Change, Rest
from kg.answers.figures import DERIVED_FROM
from kg.answers.search import kind_of
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, PREF_LABEL, RDF, SKOS, TYPE

CLAIMED = ("statedForm", "inferredForm")
# What the build writes because of evidence, which is told of itself.
FROM_EVIDENCE = {KG + "readFrom", KG + "proposedIn"}
# The properties that a change tells of; "{note}" stands for the property that it names itself.
TELLS: dict[str, tuple[str, ...]] = {
    "claim-modality": (KG + "modality",),
    "claim-polarity": (KG + "polarity",),
    "claim-status": (KG + "status",),
    "claim-confidence": (KG + "confidence",),
    "claim-link": (RDF + "subject", RDF + "predicate", RDF + "object"),
    "thing-reclassed": (TYPE,),
    "thing-moved": (KG + "partOf",),
    "thing-renamed": (PREF_LABEL,),
    "validity": (KG + "validFrom", KG + "validTo"),
    "issuer": (KG + "issuedBy", KG + "issuerCount"),
    "issued": (KG + "issued",),
    "figure-value": tuple(
        KG + name for name in ("value", "minimum", "maximum", "unit", "qualifier")
    ),
    "figure-printed": (KG + "asPrinted", KG + "areaAsPrinted"),
    "evidence-paraphrased": (KG + "paraphrase",),
    "evidence-moved": (KG + "segment",),
}
BY_NOTE = ("figure-meaning", "anomaly-changed", "rests-elsewhere", "reworded")
OTHER_NAMESPACES = {
    "prefLabel": PREF_LABEL,
    "definition": SKOS + "definition",
    "wasDerivedFrom": DERIVED_FROM,
}


def count_rest(before: Graph, after: Graph, changes: Iterable[Change]) -> Rest:
    """Return how many triples came and went of which none of *changes* tells."""
    told = _Told(before, after, changes)
    old, new = set(before.triples()), set(after.triples())
    return Rest(_count(after, new - old, told.tells), _count(before, old - new, told.tells))


def _count(graph: Graph, quads: set[ox.Quad], tells: Callable[[str, str], bool]) -> dict[str, int]:
    found: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    for quad in quads:
        subject = quad.subject.value  # type: ignore[union-attr]
        if not tells(subject, quad.predicate.value):
            if subject not in kinds:
                ours = subject.startswith(KGD)
                kinds[subject] = kind_of(graph, subject) if ours else ONTOLOGY
            found[kinds[subject]] += 1
    return dict(sorted(found.items()))


class _Told:
    """What the changes tell of: whole subjects, and single properties of others."""

    def __init__(self, before: Graph, after: Graph, changes: Iterable[Change]) -> None:
        self.graphs = (before, after)
        self.links = FROM_EVIDENCE | {link for graph in self.graphs for link in _links(graph)}
        self.subjects: set[str] = set()
        self.properties: set[tuple[str, str]] = set()
        for change in changes:
            self._add(change)

    def tells(self, subject: str, predicate: str) -> bool:
        """Tell whether a triple with *subject* and *predicate* is told of."""
        return (
            predicate in self.links
            or subject in self.subjects
            or (subject, predicate) in self.properties
        )

    def _add(self, change: Change) -> None:
        iris = (change.subject, f"{change.subject}-reading")
        if change.group not in ("gaps", "threads") and change.kind.endswith(("-added", "-removed")):
            self.subjects.update(iris)
        if change.kind.endswith(("-added", "-removed", "-moved")):
            self.subjects.update(s for iri in iris for s in self._segments(iri))
        for iri in iris:
            self.properties.update((iri, link) for link in _told_by(change))

    def _segments(self, iri: str) -> Iterator[str]:
        for graph in self.graphs:
            yield from graph.objects(iri, KG + "segment")


def _told_by(change: Change) -> tuple[str, ...]:
    if change.kind in BY_NOTE:
        return (OTHER_NAMESPACES.get(change.note, KG + change.note),)
    return TELLS.get(change.kind, ())


def _links(graph: Graph) -> set[str]:
    """Return the links that claims make, and their stated and inferred forms."""
    claimed = {quad.object.value for quad in graph.triples(None, RDF + "predicate")}  # type: ignore[union-attr]
    forms = (
        form for link in claimed for name in CLAIMED for form in graph.objects(link, KG + name)
    )
    return claimed.union(forms)
