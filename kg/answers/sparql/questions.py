"""The shipped questions: a file each in `ontology/competency/`, with its expected answer beside it.

The header says what a question is for: `# title.en:`, `# title.zh:`, and a line
`# param: NAME TYPE DEFAULT` for each parameter; TYPE is `term` (anything `kg trace` understands),
`text`, `date`, or `number`. A line `# anomaly: ID` names an anomaly on which the answer as a whole
depends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg import paths
from kg.answers.search import find_one
from kg.answers.sparql.query import Term
from kg.answers.values import Bilingual
from kg.errors import NotFound, UsageError
from kg.graph.graph import Graph
from kg.graph.terms import XSD
from kg.language import Text

HEADER = re.compile(r"^#\s*([a-z]+(?:\.[a-z]+)?):\s*(.*)$", re.MULTILINE)
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its variable, its type, and the value it has if none is given."""

    name: str
    type: str
    default: str


@dataclass(frozen=True)
class Question:
    """A shipped question."""

    name: str
    title: Bilingual
    parameters: tuple[Parameter, ...]
    query: str
    file: Path
    anomalies: tuple[str, ...] = ()

    @property
    def expected(self) -> Path:
        """The file with the expected answer, worked out without SPARQL and without this program."""
        return self.file.with_suffix(".csv")

    def as_json(self) -> dict[str, object]:
        """Return the question as JSON values."""
        return {
            "name": self.name,
            "title": self.title.as_json(),
            "parameters": [
                {"name": p.name, "type": p.type, "default": p.default} for p in self.parameters
            ],
            "anomalies": list(self.anomalies),
            "query": self.query,
        }


@lru_cache
def list_questions() -> tuple[Question, ...]:
    """Return the shipped questions by name."""
    directory = paths.ontology_dir() / "competency"
    return tuple(_read_question(path) for path in sorted(directory.glob("*.rq")))


def get_question(name: str) -> Question:
    """Return the question *name*; NotFound lists those there are."""
    for question in list_questions():
        if question.name == name:
            return question
    text = Text(
        "There is no question '{name}'; 'kg queries list' shows them: {known}.",
        "没有名为“{name}”的问题；可用 kg queries list 查看：{known}。",
    )
    raise NotFound(text.fill(name=name, known=", ".join(q.name for q in list_questions())))


def _read_question(path: Path) -> Question:
    query = path.read_text(encoding="utf-8")
    found = HEADER.findall(query)
    header = dict(found)
    parameters = [value.split(maxsplit=2) for key, value in found if key == "param"]
    return Question(
        name=path.stem,
        title=Bilingual(header.get("title.zh", ""), header.get("title.en", "")),
        parameters=tuple(Parameter(*parameter) for parameter in parameters),
        query=query,
        file=path,
        anomalies=tuple(value.strip() for key, value in found if key == "anomaly"),
    )


def bind_parameters(graph: Graph, question: Question, given: Mapping[str, str]) -> dict[str, Term]:
    """Return the parameters of *question* as terms: those *given*, else the defaults.

    Raises UsageError for a name the question does not have, NotFound for an unknown term.
    """
    known = {parameter.name for parameter in question.parameters}
    for name in given:
        if name not in known:
            text = Text(
                "Question {question} has no parameter '{name}'; it has: {known}.",
                "问题 {question} 没有参数“{name}”；它的参数：{known}。",
            )
            names = ", ".join(sorted(known)) or "–"
            raise UsageError(text.fill(question=question.name, name=name, known=names))
    return {
        parameter.name: _term(graph, parameter, given.get(parameter.name, parameter.default))
        for parameter in question.parameters
    }


def _day(parameter: Parameter, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        text = Text(
            "Parameter {name} is a day such as 2024-07-18, not '{value}'.",
            "参数 {name} 应为日期，如 2024-07-18，而不是“{value}”。",
        )
        raise UsageError(text.fill(name=parameter.name, value=value)) from error


def _number(parameter: Parameter, value: str) -> str:
    if not NUMBER.fullmatch(value):
        text = Text(
            "Parameter {name} is a number such as 30 or 2.5, not '{value}'.",
            "参数 {name} 应为数字，如 30 或 2.5，而不是“{value}”。",
        )
        raise UsageError(text.fill(name=parameter.name, value=value))
    return value


def _term(graph: Graph, parameter: Parameter, value: str) -> Term:
    if parameter.type == "term":
        return ox.NamedNode(find_one(graph, value))
    if parameter.type == "date":
        return ox.Literal(_day(parameter, value), datatype=ox.NamedNode(XSD + "date"))
    if parameter.type == "number":
        return ox.Literal(_number(parameter, value), datatype=ox.NamedNode(XSD + "decimal"))
    return ox.Literal(value)
