"""What runs a question: an engine over one Parquet export. An engine is a line of `ENGINES`.

An engine brings the table `triples`; the questions and the views are the same for all.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from kg.errors import UsageError
from kg.graph.terms import PREFIXES
from kg.language import Text

Value = str | int | None
OURS = ("kgd:", "kgv:", "kg:")


@dataclass(frozen=True)
class Result:
    """An answer: the names of its columns, and its rows, which are read as they are asked for."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


class Engine(Protocol):
    """A place where SQL runs over the views."""

    def run(self, sql: str) -> Result:
        """Return the answer to *sql*."""


# The function `open_engine` of the module gives an engine over a Parquet export.
ENGINES = {"duckdb": "kg.analytics.duck", "spark": "kg.analytics.spark"}


def open_engine(name: str, place: str) -> AbstractContextManager[Engine]:
    """Return the engine *name* over the Parquet export at *place*.

    Raises UsageError for an engine that there is none of, or whose package is missing; NotFound
    and FileError where no export of ours lies.
    """
    if name not in ENGINES:
        text = Text(
            "There is no engine '{name}'; choose one of: {known}.",
            "没有引擎“{name}”；可选：{known}。",
        )
        raise UsageError(text.fill(name=name, known=", ".join(ENGINES)))
    opened: AbstractContextManager[Engine] = importlib.import_module(ENGINES[name]).open_engine(
        place
    )
    return opened


def missing(package: str, extra: str) -> UsageError:
    """Return the error for an engine whose *package* is not installed."""
    text = Text(
        "This engine takes the package {package}, which is not installed: add the extra with "
        "pip install 'policy-kg[{extra}]'.",
        "该引擎需要 {package}，而它没有安装：请用 pip install 'policy-kg[{extra}]' 安装。",
    )
    return UsageError(text.fill(package=package, extra=extra))


def plain(value: Value) -> Value:
    """Return an IRI of ours as its local name, as everywhere in kg; other values as they are."""
    if isinstance(value, str):
        for prefix in OURS:
            if value.startswith(prefix):
                return value.removeprefix(prefix)
    return value


def expand_iri(name: str) -> str:
    """Return the IRI that *name* stands for in a Parquet export."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name
