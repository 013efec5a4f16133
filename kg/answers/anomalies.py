"""Anomalies: where the print is doubtful, what depends on it, and which of them an answer touches.

An anomaly touches what it affects, the readings and evidence it is about, and the observations
that interpret those readings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from kg.answers.values import Bilingual, Json, read_bilingual
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, PREF_LABEL, SKOS, TYPE, local_name
from kg.language import Lang

# So many links of anomalies are read at once; in a graph with more, things are looked up singly.
MOST_SWEPT = 20_000
# Things asked for from which on reading the links at once is less work; a trace asks for fewer.
MANY_ASKED = 300


@dataclass(frozen=True)
class Anomaly:
    """A doubtful place, what may have been meant, and how the graph holds it.

    `explains` are the expectations that fail because of it, `explained` what each of them says.
    """

    iri: str
    label: Bilingual
    definition: Bilingual
    kind: str
    treatment: Bilingual
    confidence: str
    candidates: tuple[tuple[str, str], ...]
    candidate_things: tuple[str, ...]
    places: tuple[str, ...]
    affects: tuple[str, ...]
    explains: tuple[str, ...]
    explained: tuple[Bilingual, ...]
    touches: frozenset[str]

    def candidates_in(self, lang: Lang) -> tuple[str, ...]:
        """Return what may have been meant: in *lang* and in no language, else as it is written."""
        said = tuple(text for tag, text in self.candidates if tag in ("", lang))
        return said or tuple(text for _, text in self.candidates)

    def as_json(self) -> Json:
        """Return the anomaly as JSON values."""
        return {
            "id": local_name(self.iri),
            "label": self.label.as_json(),
            "definition": self.definition.as_json(),
            "kind": self.kind,
            "treatment": self.treatment.as_json(),
            "confidence": self.confidence,
            "candidates": [{"lang": lang, "text": text} for lang, text in self.candidates],
            "candidateThings": [local_name(iri) for iri in self.candidate_things],
            "places": [local_name(iri) for iri in self.places],
            "affects": [local_name(iri) for iri in self.affects],
            "explains": [local_name(iri) for iri in self.explains],
        }


@dataclass(frozen=True)
class Doubt:
    """An anomaly on which an answer depends, and how many of its rows name what it touches.

    No row, where a shipped question says that its answer depends on the anomaly as a whole.
    """

    anomaly: Anomaly
    rows: int


def find_anomalies(graph: Graph, iris: Iterable[str]) -> tuple[Anomaly, ...]:
    """Return the anomalies that touch one of *iris*, in the order of their own IRIs."""
    asked = list(iris)
    touching = _find_touching(graph, len(asked)) or _nothing
    found = {anomaly for iri in asked for anomaly in touching(iri)}
    return tuple(read_anomaly(graph, iri) for iri in sorted(found))


def get_anomalies(graph: Graph, names: Iterable[str]) -> tuple[Anomaly, ...]:
    """Return those of the anomalies *names* (local names) that the graph holds."""
    held = {local_name(iri): iri for iri in graph.subjects(TYPE, KG + "Anomaly")}
    return tuple(read_anomaly(graph, held[name]) for name in names if name in held)


def find_doubts(
    graph: Graph, rows: Iterable[Iterable[str]], declared: Iterable[str] = ()
) -> tuple[Doubt, ...]:
    """Return the doubts of an answer, whose *rows* name IRIs; those *declared* go first.

    A source that a row names for where it comes from casts no doubt on it: that its journal is not
    printed is told where the source itself is shown.
    """
    sources = set(graph.subjects(TYPE, KG + "Source"))
    touching = _find_touching(graph) or _nothing
    first = list(dict.fromkeys(anomaly.iri for anomaly in get_anomalies(graph, declared)))
    counts: Counter[str] = Counter()
    for row in rows if touching is not _nothing else ():
        counts.update({a for iri in row if iri not in sources for a in touching(iri)})
    order = [*first, *sorted(counts.keys() - set(first))]
    return tuple(Doubt(read_anomaly(graph, iri), counts[iri]) for iri in order)


def read_anomaly(graph: Graph, iri: str) -> Anomaly:
    """Return the anomaly *iri*, read once a graph."""
    return graph.recall("anomaly", iri, lambda: _read_anomaly(graph, iri))


def _read_anomaly(graph: Graph, iri: str) -> Anomaly:
    def many(link: str) -> tuple[str, ...]:
        return tuple(graph.objects(iri, KG + link))

    places, affects, explains = many("anomalyOf"), many("affects"), many("explains")
    texts = graph.texts(iri, KG + "candidate")
    return Anomaly(
        iri=iri,
        label=read_bilingual(graph, iri, PREF_LABEL),
        definition=read_bilingual(graph, iri, SKOS + "definition"),
        kind=graph.one(iri, KG + "anomalyKind").removeprefix(KGV),
        treatment=read_bilingual(graph, iri, KG + "treatment"),
        confidence=graph.one(iri, KG + "confidence").removeprefix(KGV),
        candidates=tuple((lang, text) for lang, found in texts.items() for text in found),
        candidate_things=many("candidateThing"),
        places=places,
        affects=affects,
        explains=explains,
        explained=tuple(read_bilingual(graph, iri, SKOS + "note") for iri in explains),
        touches=frozenset((*affects, *places, *_interpreting(graph, places))),
    )


def _interpreting(graph: Graph, places: Iterable[str]) -> Iterator[str]:
    for place in places:
        yield from graph.subjects(KG + "interprets", place)


def _find_touching(graph: Graph, asked: int = MANY_ASKED) -> Callable[[str], Iterable[str]] | None:
    """Return what gives, for an IRI, those of the anomalies that touch it; None if none can.

    It will be *asked* for so many; while few were asked for, each is looked up singly.
    """
    tally: Counter[str] = graph.recall("touched", "asked", Counter)
    tally["things"] += asked
    if tally["things"] < MANY_ASKED and not graph.store.remote:
        return lambda iri: _touching(graph, iri)
    touched = graph.recall("touched", "", lambda: _read_touched(graph))
    if touched is None:
        return lambda iri: _touching(graph, iri)
    return (lambda iri: touched.get(iri, ())) if touched else None


def _nothing(_iri: str) -> Iterable[str]:
    return ()


def _read_touched(graph: Graph) -> dict[str, list[str]] | None:
    """Return for everything that anomalies touch their IRIs; None where they are too many."""
    pairs = ((link, pair) for link in ("affects", "anomalyOf") for pair in graph.pairs(KG + link))
    swept = list(islice(pairs, MOST_SWEPT + 1))
    if len(swept) > MOST_SWEPT:
        return None
    touched: dict[str, list[str]] = {}
    for link, (anomaly, thing) in swept:
        interpreting = _interpreting(graph, [thing]) if link == "anomalyOf" else ()
        for one in (thing, *interpreting):
            touched.setdefault(one, []).append(anomaly)
    return touched


def _touching(graph: Graph, iri: str) -> list[str]:
    with suppress(ValueError):  # a row of an answer may hold words that are no IRI
        places = (iri, *graph.objects(iri, KG + "interprets"))
        found = [a for place in places for a in graph.subjects(KG + "anomalyOf", place)]
        return found + graph.subjects(KG + "affects", iri)
    return []
