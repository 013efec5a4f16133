"""What a table of the whole graph is made of: how a column is read, and those that several have."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.answers.anomalies import find_anomalies
from kg.answers.rows import (
    SEPARATOR,
    Column,
    Datatype,
    Read,
    Subject,
    derived,
    label,
    literal,
    name_of,
    names,
    text,
)
from kg.graph.graph import Graph
from kg.graph.terms import DCTERMS, KG, PROV, SKOS, TYPE
from kg.language import Text

Pair = tuple[Column, Read]


@dataclass(frozen=True)
class Plan:
    """A table to be: its name, what it holds, the class of its subjects, and its columns.

    A plan without a class is for the subjects that are of no other.
    """

    name: str
    means: Text
    of: str
    columns: tuple[Pair, ...]


def one(name: str, read: Read, means: Text, datatype: Datatype = "string") -> Pair:
    """Return a column of one value a row."""
    return Column(name, means, datatype), read


def many(name: str, read: Read, means: Text) -> Pair:
    """Return a column of any number of values a row."""
    return Column(name, means, many=True), read


def both(name: str, predicate: str, zh: Text, en: Text) -> tuple[Pair, Pair]:
    """Return the columns of a text in both languages."""
    return (
        one(f"{name}_zh", text(predicate, "zh"), zh),
        one(f"{name}_en", text(predicate, "en"), en),
    )


def labels(name: str, predicate: str) -> tuple[Pair, Pair]:
    """Return the columns with both labels of what the column *name* names."""
    zh, en = label_texts(name)
    return (
        one(f"{name}_zh", label(predicate, "zh"), zh),
        one(f"{name}_en", label(predicate, "en"), en),
    )


def label_texts(name: str) -> tuple[Text, Text]:
    """Return what the Chinese and the English label of the column *name* mean."""
    return (
        Text("Chinese label of {name}", "{name} 的中文名称").fill(name=name),
        Text("English label of {name}", "{name} 的英文名称").fill(name=name),
    )


def itself(subject: Subject) -> str:
    """Read the id of a row: the local name of its subject."""
    return name_of(subject.iri)


def id_of(cls: str) -> Read:
    """Read the id, and tell the class: it is the one that the table stands for."""

    def read(subject: Subject) -> str:
        subject.tell(TYPE, [ox.NamedNode(cls)])
        return itself(subject)

    return read


def _anomalies(graph: Graph, iri: str) -> str:
    return SEPARATOR.join(name_of(anomaly.iri) for anomaly in find_anomalies(graph, (iri,)))


# What several tables have.

DOUBTS = (
    Column(
        "anomalies",
        Text(
            "anomalies of the sources that touch this row: see them among the things",
            "涉及本行的来源异常：见 things 表",
        ),
        many=True,
    ),
    derived(_anomalies),
)
PASSAGES = many("evidence", names(KG + "evidence"), Text("passages", "原文位置"))
MADE_BY = many("attributed_to", names(PROV + "wasAttributedTo"), Text("who made it", "作出者"))
DAY = one("created", literal(DCTERMS + "created", "date"), Text("day", "日期"), "date")
NOTES = both(
    "note", SKOS + "note",
    Text("remark, in Chinese", "备注（中文）"), Text("remark, in English", "备注（英文）"),
)  # fmt: skip
