"""Labels beside IRIs: a column more after each column of an answer that holds IRIs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from kg.answers.sparql.catalogue import mistake
from kg.answers.sparql.formats import Binding
from kg.answers.sparql.query import Answer
from kg.graph.graph import Graph
from kg.language import Lang

SUFFIX = "Label"


def add_labels(graph: Graph, answer: Answer, lang: Lang) -> Answer:
    """Return *answer* with a column `?xLabel` after each column `?x` that holds IRIs.

    A label is in *lang*, else in the language that there is, and its tag says in which; where a
    thing has none, the cell is empty. UsageError for an answer without rows.
    """
    if answer.kind != "select":
        raise mistake("Q408")
    label = lru_cache(maxsize=None)(lambda iri: _label(graph, iri, lang))
    named = {c: _new_name(c, answer.columns) for c in answer.columns if _holds_iris(answer, c)}
    rows = []
    for row in answer.rows:
        iris = ((name, row[c]["value"]) for c, name in named.items() if _is_iri(row, c))
        found = ((name, label(iri)) for name, iri in iris)
        rows.append(row | {name: term for name, term in found if term})
    columns = tuple(_beside(answer.columns, named))
    return replace(answer, columns=columns, rows=tuple(rows))


def _holds_iris(answer: Answer, column: str) -> bool:
    return any(_is_iri(row, column) for row in answer.rows)


def _is_iri(row: dict[str, Binding], column: str) -> bool:
    return column in row and row[column]["type"] == "uri"


def _new_name(column: str, taken: tuple[str, ...]) -> str:
    name = column + SUFFIX
    while name in taken:
        name += "_"
    return name


def _beside(columns: tuple[str, ...], named: dict[str, str]) -> Iterator[str]:
    for column in columns:
        yield column
        if column in named:
            yield named[column]


def _label(graph: Graph, iri: str, lang: Lang) -> Binding | None:
    labels = graph.labels_of(iri)
    tag = lang if lang in labels else next(iter(labels), None)
    if tag is None:
        return None
    return {"type": "literal", "value": labels[tag]} | ({"xml:lang": tag} if tag else {})
