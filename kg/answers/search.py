"""Finding the thing a user means: exact, then contained in a label, then fuzzy.

A scan over the names is faster than any index below some ten thousand labels.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from kg.errors import Ambiguous, NotFound
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, PREFIXES, SKOS, expand, local_name
from kg.language import Lang, Text

_KEYED: WeakKeyDictionary[Graph, list[tuple[str, str]]] = WeakKeyDictionary()
_KINDS: WeakKeyDictionary[Graph, dict[str, str]] = WeakKeyDictionary()

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
# Classes that are not ours and have no label in the ontology.
FOREIGN_KINDS = {
    PREFIXES["qb"] + "Observation": "Observation",
    SKOS + "ConceptScheme": "ConceptScheme",
}
# Categories Cc and Cf: what a copied name may carry unseen.
INVISIBLE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\U000e0001-\\U000e007f]"
)
FUZZY_CUTOFF = 70
FUZZY_TIE = 3
SUGGESTIONS = 5


@dataclass(frozen=True)
class Match:
    """What a word was taken to mean: the things, best first, and how they were found."""

    word: str
    how: How
    iris: tuple[str, ...]


def look_up_key(name: str) -> str:
    """Return *name* as it is compared: NFKC, case folded, without invisible characters."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", name).casefold()).strip()


def find_terms(graph: Graph, word: str) -> Match:
    """Return what *word* names; NotFound with the nearest names, Ambiguous on a fuzzy tie."""
    key = look_up_key(word)
    if exact := _exact(graph, word, key):
        return Match(word, "exact", _ranked(graph, exact))
    if contained := _contained(graph, key):
        return Match(word, "contained", _ranked(graph, contained))
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
    return list(_ranked(graph, set(_exact(graph, word, key)) | set(_contained(graph, key))))


def kind_of(graph: Graph, iri: str) -> str:
    """Return the name of the most special class of *iri* that we know, or the empty string."""
    known = _KINDS.setdefault(graph, {})
    if iri not in known:
        known[iri] = _read_kind(graph, iri)
    return known[iri]


def _read_kind(graph: Graph, iri: str) -> str:
    types = graph.types(iri)
    classes = {local_name(c) for c in types if c.startswith(KG)}
    foreign = next((FOREIGN_KINDS[c] for c in types if c in FOREIGN_KINDS), "")
    return next((kind for kind in RANKED if kind in classes), min(classes, default=foreign))


def _exact(graph: Graph, word: str, key: str) -> list[str]:
    candidates = [word.strip("<> "), expand(word) or "", *(ns + word for ns in (KGD, KGV, KG))]
    for iri in candidates:
        if graph.has(iri):
            return [iri]
    if graph.has(f"{KGD}{word}-reading"):  # a figure that nobody interprets
        return [f"{KGD}{word}-reading"]
    return [iri for name, iri in _keyed_names(graph) if name == key]


def _keyed_names(graph: Graph) -> list[tuple[str, str]]:
    if graph not in _KEYED:
        _KEYED[graph] = [(look_up_key(name), iri) for name, iri in graph.names]
    return _KEYED[graph]


def _contained(graph: Graph, key: str) -> list[str]:
    if not key:
        return []
    return [iri for name, iri in _keyed_names(graph) if key in name and iri.startswith(KGD)]


def _ranked(graph: Graph, iris: list[str] | set[str]) -> tuple[str, ...]:
    return tuple(sorted(set(iris), key=lambda iri: (_rank(graph, iri), iri)))


def _rank(graph: Graph, iri: str) -> int:
    """Return how early the kind of *iri* stands among `RANKED`; last for any other kind."""
    kind = kind_of(graph, iri)
    return RANKED.index(kind) if kind in RANKED else len(RANKED)


def _in_order(graph: Graph, names: list[tuple[str, str]], key: str) -> list[str]:
    """Return the likeliest things in whose name all characters of *key* stand in their order.

    算力缺口 means 高性能算力结构性缺口 rather than 算力, which every ratio ranks higher.
    """
    pattern = re.compile(".*?".join(map(re.escape, key)))
    ranked = {
        iri: (_rank(graph, iri), len(name))
        for name, iri in names
        if len(key) > 2 and pattern.search(name)
    }
    best = min(ranked.values(), default=None)
    return [iri for iri, rank in ranked.items() if rank == best]


def _fuzzy(graph: Graph, word: str, key: str) -> Match:
    from rapidfuzz import fuzz, process  # only when nothing else fits

    names = [(name, iri) for name, iri in _keyed_names(graph) if iri.startswith(KGD)]
    if in_order := _in_order(graph, names, key):
        if len(in_order) > 1:
            raise _ambiguous(graph, word, sorted(in_order))
        return Match(word, "fuzzy", tuple(in_order))
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
