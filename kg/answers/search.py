"""Finding the thing a user means: exact, then contained in a label, then fuzzy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from kg.answers.names import Names, look_up_key, open_names
from kg.errors import Ambiguous, NotFound
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, PREFIXES, SKOS, TYPE, expand, local_name
from kg.language import Lang, Text

How = Literal["exact", "contained", "fuzzy", "concerning"]
# Whom an analyst most likely means by a word, first to last.
KINDS = (
    "Bottleneck",
    "RecommendedAction",
    "AdoptedMeasure",
    "PolicyDocument",
    "Case",
    "Factor",
    "Technology",
    "Actor",
    "Platform",
    "Region",
    "RegionGroup",
    "Organisation",
)
# What is said of such things, and who says it: after them.
BESIDE_KINDS = (
    "Indicator",
    "DefinedTerm",
    "MaturityLevel",
    "CapabilityElement",
    "CapabilityDomain",
    "CapabilitySubdomain",
    "PrintedTable",
    "Finding",
    "Anomaly",
    "CitedWork",
    "Person",
    "Affiliation",
    "Breakdown",
)
RANKED = (*KINDS, *BESIDE_KINDS)
RANKS = {kind: rank for rank, kind in enumerate(RANKED)}
# Classes that are not ours and have no label in the ontology.
FOREIGN_KINDS = {
    PREFIXES["qb"] + "Observation": "Observation",
    SKOS + "ConceptScheme": "ConceptScheme",
}
FUZZY_CUTOFF = 70
FUZZY_TIE = 3
SUGGESTIONS = 5


class Match(NamedTuple):
    """What a word was taken to mean: the things, best first, and how they were found."""

    word: str
    how: How
    iris: tuple[str, ...]


def find_terms(graph: Graph, word: str) -> Match:
    """Return what *word* names; NotFound with the nearest names, Ambiguous on a fuzzy tie."""
    key = look_up_key(word)
    if exact := _exact(graph, word, key):
        return Match(word, "exact", _ranked(graph, exact))
    if contained := _names(graph).holding(key):
        return Match(word, "contained", tuple(contained))
    return _fuzzy(graph, word, key)


def find_one(graph: Graph, word: str, kinds: tuple[str, ...] = ()) -> str:
    """Return the one thing *word* names, of one of *kinds* if given.

    Raises Ambiguous with the candidates when there are several, NotFound when there is none.
    """
    match = find_terms(graph, word)
    # A guess is good enough to be shown as one, not to be taken for what was meant.
    sure = match.iris if match.how != "fuzzy" else ()
    found = [iri for iri in sure if not kinds or kind_of(graph, iri) in kinds]
    if not found:
        raise _not_found(graph, word, list(match.iris))
    if len(found) > 1:
        raise _ambiguous(graph, word, found)
    return found[0]


def search(graph: Graph, word: str) -> list[str]:
    """Return everything whose name contains *word*, most likely meaning first; [] if nothing."""
    key = look_up_key(word)
    exact, found = _exact(graph, word, key), _names(graph).holding(key)
    return found if set(exact) <= set(found) else list(_ranked(graph, {*exact, *found}))


def kind_of(graph: Graph, iri: str) -> str:
    """Return the name of the most special class of *iri* that we know, or the empty string."""
    return graph.recall("kind", iri, lambda: _read_kind(graph, iri))


def _read_kind(graph: Graph, iri: str) -> str:
    classes = graph.objects(iri, TYPE)
    ours = {local_name(cls) for cls in classes if cls.startswith(KG)}
    if kinds := RANKS.keys() & ours:
        return min(kinds, key=RANKS.__getitem__)
    if ours:
        return min(ours)
    return next((FOREIGN_KINDS[c] for c in graph.types(iri) if c in FOREIGN_KINDS), "")


def _exact(graph: Graph, word: str, key: str) -> list[str]:
    candidates = [word.strip("<> "), expand(word) or "", *(ns + word for ns in (KGD, KGV, KG))]
    for iri in candidates:
        if graph.has(iri):
            return [iri]
    if graph.has(f"{KGD}{word}-reading"):  # a figure that nobody interprets
        return [f"{KGD}{word}-reading"]
    return _names(graph).equal(key)


def _names(graph: Graph) -> Names:
    return open_names(graph, _Ranking(graph))


class _Ranking:
    """The ranks of the things of a graph; of several kinds the first counts."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def of_one(self, iri: str) -> int:
        """Return the rank of *iri*."""
        return _rank(self.graph, iri)

    def of_all(self) -> Mapping[str, int]:
        """Return the rank of every IRI, read kind by kind."""
        found: dict[str, int] = defaultdict(lambda: len(RANKS))
        for kind in reversed(RANKED):
            found.update(dict.fromkeys(self.graph.subjects(TYPE, KG + kind), RANKS[kind]))
        return found


def _ranked(graph: Graph, iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(iris), key=lambda iri: (_rank(graph, iri), iri)))


def _rank(graph: Graph, iri: str) -> int:
    """Return how early the kind of *iri* stands among `RANKED`; last for any other kind."""
    return RANKS.get(kind_of(graph, iri), len(RANKS))


def _spelt_out(graph: Graph, names: list[tuple[str, str]], key: str) -> list[str]:
    """Return the likeliest things in whose name all characters of *key* stand in their order.

    算力缺口 means 高性能算力结构性缺口 rather than 算力, which every ratio ranks higher.
    """
    ranked = {
        iri: (_rank(graph, iri), len(name))
        for name, iri in names
        if len(key) > 2 and _stand_in_order(key, name)
    }
    best = min(ranked.values(), default=None)
    return [iri for iri, rank in ranked.items() if rank == best]


def _stand_in_order(characters: str, name: str) -> bool:
    position = -1
    for character in characters:
        position = name.find(character, position + 1)
        if position < 0:
            return False
    return True


def _fuzzy(graph: Graph, word: str, key: str) -> Match:
    from rapidfuzz import fuzz, process  # only when nothing else fits

    names = _names(graph).of_things()
    if spelt_out := _spelt_out(graph, names, key):
        if len(spelt_out) > 1:
            raise _ambiguous(graph, word, sorted(spelt_out))
        return Match(word, "fuzzy", tuple(spelt_out))
    keys = [name for name, _ in names]
    scored = process.extract(key, keys, scorer=fuzz.WRatio, limit=4 * SUGGESTIONS)
    nearest = list(dict.fromkeys(names[index][1] for _, _, index in scored))
    best = scored[0][1] if scored else 0.0
    if best < FUZZY_CUTOFF or len(key) < 2:
        raise _not_found(graph, word, nearest)
    near = {names[index][1] for _, score, index in scored if score >= best - FUZZY_TIE}
    # A misspelt word means a thing rather than what is said of it.
    tied = {iri for iri in near if kind_of(graph, iri) in KINDS} or near
    if len(tied) > 1:
        raise _ambiguous(graph, word, list(_ranked(graph, tied)))
    return Match(word, "fuzzy", tuple(tied))


def _candidates(graph: Graph, iris: list[str], lang: Lang) -> str:
    join = "；" if lang == "zh" else "; "
    shown = [f"{graph.label(i, lang)} ({local_name(i)})" for i in iris[: 2 * SUGGESTIONS]]
    return join.join(shown)


def _not_found(graph: Graph, word: str, nearest: list[str]) -> NotFound:
    near = nearest[:SUGGESTIONS]
    text = Text(
        "Nothing in the graph is called '{word}'; the nearest names: {near_en}. "
        "Try 'kg search' with a shorter word.",
        "图谱中没有“{word}”；最接近的名称：{near_zh}。可用 kg search 换更短的词再试。",
    )
    return NotFound(
        text.fill(
            word=word,
            near_en=_candidates(graph, near, "en"),
            near_zh=_candidates(graph, near, "zh"),
        )
    )


def _ambiguous(graph: Graph, word: str, tied: list[str]) -> Ambiguous:
    text = Text(
        "'{word}' may mean {count} things: {near_en}. Say which, by id or full label.",
        "“{word}”可能指 {count} 个对象：{near_zh}。请用标识或完整名称指明。",
    )
    return Ambiguous(
        text.fill(
            word=word,
            count=len(tied),
            near_en=_candidates(graph, tied, "en"),
            near_zh=_candidates(graph, tied, "zh"),
        )
    )
