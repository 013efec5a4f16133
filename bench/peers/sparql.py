"""Engines that take SPARQL: Oxigraph itself, rdflib, rdflib over Oxigraph, and any endpoint."""

from __future__ import annotations

import http.client
import json
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.graph.terms import KG
from peers import texts

if TYPE_CHECKING:
    import rdflib

Rows = frozenset[tuple[str, ...]]
EVIDENCE = {KG + role for role in ("subjectEvidence", "objectEvidence", "linkEvidence")}


class Sparql:
    """Questions to an engine that answers a text with rows of strings."""

    def __init__(self, name: str, run: Callable[[str], Rows]) -> None:
        self.name = name
        self.run = run

    def hops(self, bottleneck: str) -> Rows:
        """Return the links of the threads that begin at *bottleneck*."""
        return self.run(texts.hops_text(bottleneck))

    def threads(self, bottleneck: str) -> Rows:
        """Return these links, all claims for them, and all that their evidence says: three texts.

        One text for all of it reads the whole graph on Oxigraph (50 s at a million triples).
        """
        hops = self.hops(bottleneck)
        if not hops:
            return hops
        claims = self.run(texts.claims_text(hops))  # type: ignore[arg-type]
        places = {row[2] for row in claims if row[1] in EVIDENCE}
        return hops | claims | self.run(texts.places_text(sorted(places)))

    def gap(self, name: str, form: str = "MINUS") -> frozenset[str]:
        """Return the bottlenecks with the gap *name*."""
        return frozenset(row[0] for row in self.run(texts.gap_text(name, form)))

    def matrix(self) -> Rows:
        """Return the cells with claim and modality, and the documents behind each action."""
        found = [self.run(text) for text in texts.MATRIX]
        return found[0] | found[1]

    def bare_matrix(self) -> Rows:
        """Return the cells with how each is known, and the documents behind each action."""
        found = [self.run(text) for text in texts.BARE_MATRIX]
        return found[0] | found[1]

    def search(self, word: str) -> frozenset[str]:
        """Return the things whose name contains *word*."""
        return frozenset(row[0] for row in self.run(texts.search_text(word)))


def ask_oxigraph(store: ox.Store) -> Sparql:
    """Return questions to *store* in this process."""

    def run(text: str) -> Rows:
        found: Any = store.query(text)
        return frozenset(tuple("" if v is None else v.value for v in row) for row in found)

    return Sparql("pyoxigraph, SPARQL", run)


def load_rdflib(file: Path, store: str) -> rdflib.Graph:
    """Return the N-Quads of *file* in rdflib: its own store, or `Oxigraph` by oxrdflib."""
    import rdflib

    if store == "Oxigraph":
        graph = rdflib.Graph(store="Oxigraph")
        graph.parse(str(file), format="ox-nt")
        return graph
    graph = rdflib.Graph()
    graph.parse(str(file), format="nt")
    return graph


def ask_rdflib(graph: rdflib.Graph, name: str) -> Sparql:
    """Return questions to *graph*."""

    def run(text: str) -> Rows:
        found: Any = graph.query(text)
        return frozenset(tuple("" if v is None else str(v) for v in row) for row in found)

    return Sparql(name, run)


class PreparedRdflib(Sparql):
    """rdflib with the text of the hops parsed once, as one would in a program."""

    def __init__(self, graph: rdflib.Graph, name: str) -> None:
        from rdflib.plugins.sparql import prepareQuery

        super().__init__(name, ask_rdflib(graph, name).run)
        self.graph = graph
        self.prepared = prepareQuery(texts.HOPS)

    def hops(self, bottleneck: str) -> Rows:
        """Return the links of the threads that begin at *bottleneck*."""
        import rdflib

        found: Any = self.graph.query(self.prepared, initBindings={"b": rdflib.URIRef(bottleneck)})
        return frozenset(tuple(map(str, row)) for row in found)


def ask_endpoint(address: str, name: str) -> Sparql:
    """Return questions to the SPARQL endpoint at *address*, over one connection."""
    url = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(url.netloc, timeout=600)

    def run(text: str) -> Rows:
        body = urllib.parse.urlencode({"query": text})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/sparql-results+json",
        }
        where = f"{url.path or '/'}?{url.query}"
        try:
            connection.request("POST", where, body, headers)
        except ConnectionError:  # the server has hung up meanwhile
            connection.close()
            connection.request("POST", where, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(content.decode("utf-8", "replace")[:500])
        said = json.loads(content)
        names = said["head"]["vars"]
        rows = said["results"]["bindings"]
        return frozenset(tuple(row[n]["value"] if n in row else "" for n in names) for row in rows)

    return Sparql(name, run)
