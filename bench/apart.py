"""One thing done in a process of its own, for `bench/speed.py`; prints the seconds as JSON.

They are processor time, of all threads and child processes.

`python bench/apart.py WHAT FILE [STORE]`
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

Work = Callable[[], object]


def load_kg(file: Path, store: Path) -> Work:  # noqa: ARG001
    """Load *file* into memory as `kg` does."""
    from kg.graph.graph import Graph
    from kg.stores.memory import read_store

    return lambda: Graph(read_store(file))


def load_oxigraph(file: Path, store: Path) -> Work:  # noqa: ARG001
    """Load *file* into memory by Oxigraph's own bulk loader."""
    import pyoxigraph as ox

    held = ox.Store()
    return lambda: held.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)


def load_rdflib(file: Path, store: Path) -> Work:  # noqa: ARG001
    """Load *file* into rdflib's own store."""
    from peers.sparql import load_rdflib

    return lambda: load_rdflib(file, "default")


def load_oxrdflib(file: Path, store: Path) -> Work:  # noqa: ARG001
    """Load *file* into rdflib over Oxigraph."""
    from peers.sparql import load_rdflib

    return lambda: load_rdflib(file, "Oxigraph")


def load_duckdb(file: Path, store: Path) -> Work:  # noqa: ARG001
    """Load *file* into a table of DuckDB."""
    from peers.duck import Duck

    return lambda: Duck(file)


def load_oxigraph_disk(file: Path, store: Path) -> Work:
    """Load *file* into a store on disk by Oxigraph's own bulk loader."""
    import pyoxigraph as ox

    def load() -> None:
        held = ox.Store(str(store))
        held.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        held.flush()

    return load


def load_oxigraph_merged(file: Path, store: Path) -> Work:
    """Load *file* as Oxigraph's own bulk loader does, and merge its files."""
    import pyoxigraph as ox

    def load() -> None:
        held = ox.Store(str(store))
        held.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        held.optimize()
        held.flush()

    return load


def load_duckdb_disk(file: Path, store: Path) -> Work:
    """Load *file* into a database of DuckDB: beside *store*, and then in its place."""
    from peers.duck import connect, load

    def write() -> None:
        beside = store.with_suffix(".part")
        beside.unlink(missing_ok=True)
        database = connect(beside)
        load(database, file)
        database.close()
        beside.replace(store)

    return write


def load_kg_disk(file: Path, store: Path) -> Work:
    """Load *file* into a store on disk by `kg load`."""
    return lambda: _kg("load", str(file), "--store", str(store), "-q")


def check(data: Path, store: Path) -> Work:  # noqa: ARG001
    """Check a data directory."""
    return lambda: _kg("--data", str(data), "check", "-q")


def _kg(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "kg", *words], check=True, stdout=subprocess.DEVNULL)


THINGS: dict[str, Callable[[Path, Path], Work]] = {
    "kg": load_kg,
    "oxigraph": load_oxigraph,
    "rdflib": load_rdflib,
    "oxrdflib": load_oxrdflib,
    "duckdb": load_duckdb,
    "kg-disk": load_kg_disk,
    "oxigraph-disk": load_oxigraph_disk,
    "oxigraph-merged": load_oxigraph_merged,
    "duckdb-disk": load_duckdb_disk,
    "check": check,
}


def used() -> float:
    """Return the processor time that this process and its ended children have used."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main() -> None:
    """Do it and say how long it took; imports are not counted."""
    what, file, *store = sys.argv[1:]
    work = THINGS[what](Path(file), Path(*store))
    start = used()
    held = work()
    print(json.dumps({"seconds": used() - start}), flush=True)
    del held


if __name__ == "__main__":
    main()
