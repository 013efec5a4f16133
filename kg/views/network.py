"""The network as one HTML page: drawn by vis-network through pyvis, read from the file alone.

pyvis is met in this module and nowhere else; of what it offers, only its collection of nodes and
edges and its `generate_html` with a template of ours are used. The script is not the one it ships,
but a newer one from vis-network's own package: assets/vendor/vendor.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from kg.answers.network import NO_THING, Network, build_network, pick_network
from kg.answers.sparql.query import Answer, named_in
from kg.answers.thread import Filters
from kg.answers.trace import find_heads
from kg.answers.values import Evidence
from kg.errors import NotFound
from kg.graph.graph import Graph
from kg.language import Lang, Text
from kg.views import palette
from kg.views.beside import Beside, choosing
from kg.views.bilingual import LANGS
from kg.views.html import (
    FIRST,
    as_json,
    content_policy,
    join_scripts,
    join_styles,
    open_templates,
    read_asset,
)
from kg.views.network_data import NetworkData
from kg.views.network_texts import LEFT_OUT, OTHERS

if TYPE_CHECKING:
    from pyvis.network import Network as Pyvis


TEMPLATE = "network.html.jinja"
USES = frozenset({"direction", "depth", "modality", "source", "region", "as_of"})
# In the order in which they run; while they do, they may use only functions of later ones.
SCRIPTS = (
    "network-layout.js",
    "network-picture.js",
    "elements.js",
    "network-elements.js",
    "network-state.js",
    "network-view.js",
    "network-stage.js",
    "network-overlay.js",
    "beside.js",
    "network-panel.js",
    "network-threads.js",
    "network-toolbar.js",
    "network-search.js",
    "copying.js",
    "twin-rows.js",
    "network-table.js",
    "network-export.js",
    "network-copy.js",
    "network-way.js",
    "network-choice.js",
    "network-pointer.js",
    "network-keys.js",
    "network.js",
)
VIS, NOTICES = "vendor/vis-network/vis-network.min.js", "vendor/notices.txt"
OPTIONS: dict[str, Any] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": False,
        "selectable": False,
        "tooltipDelay": 100000,
        "keyboard": {"enabled": False},
    },
    "nodes": {"shape": "custom", "fixed": True, "physics": False, "chosen": False},
    "edges": {"hidden": True, "physics": False, "chosen": False, "smooth": False},
}


@dataclass(frozen=True)
class NetworkDrawing:
    """The network of a term or an answer, or the whole one, ready to be drawn.

    *query* is the text of the query behind it, *notes* say what of its answer is not drawn.
    """

    network: Network
    query: str = ""
    notes: tuple[Text, ...] = ()

    def evidence(self) -> set[Evidence]:
        """Return the places that the panel can show: a private page has their words."""
        found = {place for node in self.network.nodes for place in node.evidence}
        claims = [claim for link in self.network.links for claim in link.claims]
        return found.union(*(claim.evidence + claim.contrary_evidence for claim in claims))

    def shown(self) -> dict[str, str]:
        """Return by its id for each thing the fragment that chooses it here."""
        ids = NetworkData(self.network).ids.values()
        return {one: choosing(one) for one in ids}

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
        data = NetworkData(self.network, words, self.query, self.notes, beside)
        return _render(data, lang=lang, command=command, private=words is not None)


def draw(graph: Graph, word: str | None, filters: Filters) -> NetworkDrawing:
    """Return the network of the threads through what *word* names, or the whole one."""
    terms = find_heads(graph, word)[0].iris if word is not None else ()
    return NetworkDrawing(build_network(graph, terms, filters))


def draw_answer(graph: Graph, query: str, answer: Answer) -> NetworkDrawing:
    """Return the network of the things in the *answer* to *query*; NotFound where it has none."""
    if answer.kind == "ask":
        raise NotFound(NO_THING)
    picked = pick_network(graph, named_in(answer))
    counts = ((LEFT_OUT, picked.left_out), (OTHERS, picked.others))
    shown = len(picked.network.nodes)
    notes = tuple(text.fill(count=count, shown=shown) for text, count in counts if count)
    return NetworkDrawing(picked.network, query, notes)


def _render(data: NetworkData, *, lang: Lang, command: str, private: bool) -> str:
    page = _collect(data, lang)
    page.templateEnv = _templates(_context(data, lang, command, private=private))
    page.path = TEMPLATE
    return str(page.generate_html(name="network.html", local=True))


def _collect(data: NetworkData, lang: Lang) -> Pyvis:
    """Return the things and links as a pyvis network, those of the start in their places."""
    from pyvis.network import Network as Pyvis

    class Page(Pyvis):  # type: ignore[misc]
        """A pyvis network whose page is ours."""

        def get_nodes(self) -> dict[str, Any]:
            """Return the things by id: pyvis looks there for both ends of every link."""
            return self.node_map  # type: ignore[no-any-return]

    page = Page(directed=True, cdn_resources="in_line")
    page.options = OPTIONS
    spots = data.spots(lang)
    for value in data.node_values():
        one = value.pop("id")
        spot = spots.get(str(one))
        where = {"x": spot.x, "y": spot.y} if spot else {"hidden": True}
        page.add_node(one, label=str(one), shape="custom", color="transparent", **where, **value)
    for value in data.link_values():
        page.add_edge(value.pop("from"), value.pop("to"), **value)
    return page


def _context(data: NetworkData, lang: Lang, command: str, *, private: bool) -> dict[str, Any]:
    """Return what the template shows beside what pyvis hands it."""
    styles = join_styles("base.css", "frame.css", "network.css")
    scripts = {"first": FIRST, "vis": _vis(), "app": join_scripts(*SCRIPTS)}
    payload = data.as_json() | {"lang": lang, "palette": palette.as_values()}
    return {
        "lang": lang,
        "langs": LANGS,
        "policy": content_policy(scripts.values(), [styles]),
        "styles": styles,
        "scripts": scripts,
        "data": data,
        "payload": payload,
        "text": payload["texts"],
        "kind": payload["kinds"],
        "strength": payload["strengths"],
        "command": command,
        "private": private,
        "home": data.beside.home if data.beside else "",
        "as_json": as_json,
    }


def _templates(context: Mapping[str, Any]) -> Environment:
    environment = open_templates()
    environment.globals.update(context)
    return environment


@cache
def _vis() -> str:
    """Return vis-network with its notices, without the comment that points to a map file."""
    script = re.sub(r"\n//# sourceMappingURL=.*", "", read_asset(VIS))
    return f"/*!\n{read_asset(NOTICES)}*/\n{script}"
