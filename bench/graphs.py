"""The invented graphs, and the engines that hold one of them; each is made when first wanted."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from measuring import run_apart
from peers.ours import Ours
from peers.sparql import (
    PreparedRdflib,
    Sparql,
    ask_endpoint,
    ask_oxigraph,
    ask_rdflib,
    load_rdflib,
)

from kg.graph.terms import KGD
from kg.stores.disk import DiskStore, read_pointer
from kg.stores.memory import read_store
from kg.synth.corpus import Size, write_nquads

SEED = 2026
TRIPLES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
LARGE = 5_000_000  # triples above which only what is on disk is measured
KG = [sys.executable, "-m", "kg"]


class Graphs:
    """Invented graphs, their answers and their stores, made when they are first wanted."""

    def __init__(self, top: Path) -> None:
        self.top = top

    def file(self, name: str) -> Path:
        """Return the N-Quads of the graph *name*, such as `1m`."""
        path = self.top / f"{name}.nq"
        if not path.exists():
            self.top.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(".part")
            with beside.open("wb", buffering=1 << 20) as out:
                planted = write_nquads(out, SEED, Size(triples=TRIPLES[name]))
            path.with_suffix(".json").write_text(json.dumps(planted.as_json()), "utf-8")
            beside.replace(path)
        return path

    def answers(self, name: str) -> dict[str, Any]:
        """Return what was planted in the graph *name*."""
        found: dict[str, Any] = json.loads(self.file(name).with_suffix(".json").read_text("utf-8"))
        return found

    def store(self, name: str) -> Path:
        """Return the graph *name* as a store of `kg load`."""
        path = self.top / f"{name}-store"
        if not path.exists():
            run_apart([*KG, "load", str(self.file(name)), "--store", str(path), "-q"])
        return path

    def table(self, name: str) -> Path:
        """Return the graph *name* as a database of DuckDB."""
        path = self.top / f"{name}.duckdb"
        if not path.exists():
            run_apart([*APART, "duckdb-disk", str(self.file(name)), str(path)])
        return path

    def data(self, name: str) -> Path:
        """Return the graph *name* as a data directory."""
        path = self.top / f"{name}-data"
        if not path.exists():
            words = ["--triples", str(TRIPLES[name]), "--seed", str(SEED)]
            run_apart([*KG, "synth", "-f", "data", *words, "-o", str(path), "-q"])
        return path


@dataclass
class Bench:
    """One graph, and the engines that hold it, loaded when they are first wanted."""

    graphs: Graphs
    name: str
    rounds: int
    asked: int
    virtuoso: str | None
    disk: bool = False  # whether the graph is asked on disk, small as it may be

    @cached_property
    def file(self) -> Path:
        """The N-Quads."""
        return self.graphs.file(self.name)

    @property
    def triples(self) -> int:
        """How many there are."""
        return int(self.graphs.answers(self.name)["triples"])

    @property
    def on_disk(self) -> bool:
        """Whether the graph is asked on disk: engines that hold it all in memory take no part."""
        return self.disk or self.triples > LARGE

    @cached_property
    def ours(self) -> Ours:
        """Our engine: in memory, or on disk."""
        return Ours(
            DiskStore(self.graphs.store(self.name)) if self.on_disk else read_store(self.file)
        )

    @cached_property
    def oxigraph(self) -> Sparql:
        """Oxigraph, asked in SPARQL: over a store of its own."""
        if self.on_disk:
            # A store of `kg load` is one of Oxigraph: both read the same files.
            path = self.graphs.store(self.name)
            return ask_oxigraph(ox.Store.read_only(str(path / read_pointer(path).name)))
        store = ox.Store()
        store.bulk_load(path=str(self.file), format=ox.RdfFormat.N_QUADS)
        return ask_oxigraph(store)

    @cached_property
    def rdflib(self) -> Sparql:
        """Rdflib's own store."""
        return PreparedRdflib(load_rdflib(self.file, "default"), "rdflib, SPARQL prepared")

    @cached_property
    def rdflib_text(self) -> Sparql:
        """The same, with a text to be parsed each time."""
        return Sparql("rdflib, SPARQL", self.rdflib.run)

    @cached_property
    def oxrdflib(self) -> Sparql:
        """Rdflib over Oxigraph."""
        return ask_rdflib(load_rdflib(self.file, "Oxigraph"), "oxrdflib, SPARQL")

    @cached_property
    def duck(self) -> Any:
        """DuckDB: in memory, or in a file of its own."""
        from peers.duck import Duck

        return Duck(self.file, self.graphs.table(self.name) if self.on_disk else None)

    @cached_property
    def endpoint(self) -> Sparql | None:
        """Virtuoso, where it is running."""
        return ask_endpoint(self.virtuoso, "Virtuoso, SPARQL") if self.virtuoso else None

    @cached_property
    def bottlenecks(self) -> list[str]:
        """Some bottlenecks without parts, as drawn evenly when the graph was made."""
        whole = self.oxigraph.run(
            "SELECT DISTINCT ?w { ?p <https://w3id.org/policy-kg/ontology#partOf> ?w }"
        )
        wholes = {row[0] for row in whole}
        found = [KGD + name for name in self.graphs.answers(self.name)["traces"]]
        leaves = sorted(set(found) - wholes)
        random.Random(SEED).shuffle(leaves)  # noqa: S311 - any order, the same each time
        return leaves[: self.asked]


APART = [sys.executable, str(Path(__file__).resolve().parent / "apart.py")]
