"""Labels beside IRIs: a column more after each column of an answer that holds IRIs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.answers.catalogue import mistake
from kg.answers.formats import Binding
from kg.answers.query import Answer
from kg.graph.store import Graph
from kg.language import Lang

SUFFIX = "Label"


def add_labels(graph: Graph, answer: Answer, lang: Lang) -> Answer:
    """Return *answer* with a column `?xLabel` after each column `?x` that holds IRIs.

    A label is in *lang*, else in the language that there is, and its tag says in which; where a
    thing has none, the cell is empty. UsageError for an answer without rows.
    """
    if answer.kind != "select":
        raise mistake("Q408")
    named = {c: _new_name(c, answer.columns) for c in answer.columns if _holds_iris(answer, c)}
    rows = []
    for row in answer.rows:
        found = ((name, _label(graph, row.get(c), lang)) for c, name in named.items())
        rows.append(row | {name: label for name, label in found if label})
    columns = tuple(_beside(answer.columns, named))
    return replace(answer, columns=columns, rows=tuple(rows))


def _holds_iris(answer: Answer, column: str) -> bool:
    return any(column in row and row[column]["type"] == "uri" for row in answer.rows)


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


def _label(graph: Graph, term: Binding | None, lang: Lang) -> Binding | None:
    if term is None or term["type"] != "uri":
        return None
    labels = graph.labels_of(term["value"])
    tag = lang if lang in labels else next(iter(labels), None)
    if tag is None:
        return None
    return {"type": "literal", "value": labels[tag]} | ({"xml:lang": tag} if tag else {})
