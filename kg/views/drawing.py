"""The views by name: what each is drawn by, and what it can be asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Protocol

from kg.errors import LimitReached, NotFound, UsageError
from kg.language import Lang, Text

# The list of commands names the views, and needs none of these.
if TYPE_CHECKING:
    from kg.answers.thread import Filters
    from kg.answers.values import Evidence
    from kg.graph.graph import Graph
    from kg.views.beside import Beside

# A view by one line: its name, and the module that draws it, imported when it is asked for. It has
# `draw(graph, word, filters)` and `USES`, the names of the filters that it knows.
VIEWS = {
    "matrix": "kg.views.matrix",
    "network": "kg.views.network",
    "trace": "kg.views.trace",
    "charts": "kg.views.charts",
    "regions": "kg.views.regions",
    "timeline": "kg.views.timeline",
    "sankey": "kg.views.sankey",
    "schema": "kg.views.schema",
}
LONE_PARAMETERS = Text(
    "-p binds a parameter of a query: give --query too.",
    "-p 用于给查询的参数赋值：请同时给出 --query。",
)
NOT_OF_QUERY = Text(
    "Only the network can be drawn of a query: leave out --query, or say 'kg view network'.",
    "只有 network 视图能画查询结果：请去掉 --query，或改用 kg view network。",
)
QUERY_ALONE = Text(
    "The query alone says what is shown: leave out TERM and the filters.",
    "显示什么由查询决定：请去掉 TERM 和筛选项。",
)


class Drawing(Protocol):
    """A view made ready: what it can show of the sources, and the page."""

    def evidence(self) -> Iterable[Evidence]:
        """Return the places that it can show the words of."""

    def shown(self) -> Mapping[str, str]:
        """Return by its id for each thing of the page the fragment that chooses it there."""

    def render(
        self,
        *,
        lang: Lang,
        command: str,
        words: Mapping[str, str] | None = None,
        beside: Beside | None = None,
    ) -> str:
        """Return the page as one HTML file; with *words* (by IRI of evidence) it is private.

        *beside* is the site that it is a page of, if it is of any.
        """


def draw_view(graph: Graph, name: str, word: str | None, filters: Filters) -> Drawing:
    """Return the view *name*; NotFound, or UsageError for a filter that it does not know."""
    if name not in VIEWS:
        text = Text(
            "There is no view '{name}'; choose one of: {known}.",
            "没有视图“{name}”；可选：{known}。",
        )
        raise NotFound(text.fill(name=name, known=", ".join(VIEWS)))
    module = importlib.import_module(VIEWS[name])
    fresh = type(filters)()
    given = {f.name for f in fields(filters) if getattr(filters, f.name) != getattr(fresh, f.name)}
    if strange := sorted(given - module.USES):
        text = Text(
            "The view '{name}' knows no filter {filters}; leave it out.",
            "视图“{name}”没有筛选项 {filters}；请去掉。",
        )
        raise UsageError(text.fill(name=name, filters=", ".join(strange)))
    return module.draw(graph, word, filters)  # type: ignore[no-any-return]


def draw_views(graph: Graph, filters: Filters) -> tuple[dict[str, Drawing], dict[str, Text]]:
    """Return every view by name, and by name why the others are too large for a page."""
    drawn: dict[str, Drawing] = {}
    refused: dict[str, Text] = {}
    for name in VIEWS:
        try:
            drawn[name] = draw_view(graph, name, None, filters)
        except LimitReached as reached:
            refused[name] = reached.text
    return drawn, refused


def check_query_view(name: str, query: str | None, narrowed: bool) -> None:
    """Raise UsageError unless the view *name* can be drawn of *query*, given without filters."""
    for wrong, text in (
        (query is None, LONE_PARAMETERS),
        (name != "network", NOT_OF_QUERY),
        (narrowed, QUERY_ALONE),
    ):
        if wrong:
            raise UsageError(text)
