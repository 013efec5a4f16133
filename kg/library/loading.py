"""Graphs by what names them: directories of data, a store, a version of the past."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import paths
from kg.errors import UsageError
from kg.graph.graph import Graph
from kg.language import Text
from kg.library.graph import PolicyGraph
from kg.sources.copies import Copies

if TYPE_CHECKING:
    from kg.graph.fragments import Watch

STORE_OR_DATA = Text(
    "A store holds a graph that is built already: leave out the data directory, or the store.",
    "存储中是已经构建好的图谱：请去掉数据目录，或去掉存储。",
)
Names = str | Path | Sequence[str | Path]


def load(
    data: Names = (),
    copies: Names = (),
    *,
    store: str | Path = "",
    watch: Watch | None = None,
) -> PolicyGraph:
    """Load the graph of the directories *data* (none: the shipped one), built if need be.

    Or open the *store* that a directory, a file of N-Quads or the address of a SPARQL endpoint
    names; without either, the one of `KG_STORE` or the configuration, if there is one. *copies* are
    the directories with the user's own copies of sources; *watch* is told how many files a build
    has read, and of how many. Raises NotFound for what is missing, FaultsFound for data that cannot
    be built, UsageError where both are given.
    """
    named, names = paths.store_name(str(store)) if store or not data else "", _names(data)
    if named and names:
        raise UsageError(STORE_OR_DATA)
    if named:
        from kg.stores.opening import open_store

        graph = Graph(open_store(named))
    else:
        from kg.graph.cache import load_graph

        graph = load_graph(paths.data_dirs(names), watch=watch)
    return PolicyGraph(graph, Copies(paths.copies_dirs(_names(copies))))


def load_version(word: str | Path, copies: Names = ()) -> PolicyGraph:
    """Load the version of the data that *word* names: a directory, an export, a git revision.

    A revision is `REV`, for the directory `data` of the repository one is in, or `REV:path`.
    """
    from kg.graph import revisions

    graph = revisions.load_version(str(word))
    return PolicyGraph(graph, Copies(paths.copies_dirs(_names(copies))))


def _names(given: Names) -> tuple[str, ...]:
    return (str(given),) if isinstance(given, str | Path) else tuple(map(str, given))
