"""The built graph as one file in the user's cache, keyed by the digest of what it came from.

Writers need no lock: each writes beside and switches, so that a reader sees a whole graph or none,
and two that build the same state at once end with the same file.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import FaultsFound
from kg.graph.graph import Graph
from kg.graph.inputs import Inputs, read_inputs
from kg.graph.sealed import keep_newest, read_sealed, sweep, write_sealed
from kg.paths import cache_dir
from kg.stores.memory import MemoryStore

if TYPE_CHECKING:
    from kg.graph.fragments import Watch

KEPT = 8  # built graphs that stay in the cache


def load_graph(
    data: tuple[Path, ...], root: Path | None = None, watch: Watch | None = None
) -> Graph:
    """Return the graph of the directories *data*, built if the cache has none of this state.

    Ontology and reference data are the shipped ones, or those of the checkout *root*. *watch* is
    told how many files a build has read, and of how many. Raises FaultsFound when the data cannot
    be built.
    """
    inputs = read_inputs(data, root)
    file = cache_dir() / f"{inputs.version}-{code_digest()}.nq"
    nquads = read_sealed(file)
    if nquads is None:
        nquads = build_nquads(inputs, watch)
        keep(file, nquads)
    return Graph(MemoryStore(nquads, inputs.version, file))


def keep(file: Path, nquads: bytes) -> None:
    """Write a built graph into the cache; a cache that cannot be written is done without."""
    if write_sealed(file, nquads):
        keep_newest(file.parent.glob("*.nq"), KEPT)
        sweep(file.parent)


def build_nquads(inputs: Inputs, watch: Watch | None = None) -> bytes:
    """Build *inputs*, reading only files that changed; FaultsFound when a fault stops it."""
    from kg.graph import fragments  # building is rare, reading the cache is not

    kept = fragments.Fragments(cache_dir() / "fragments", code_digest())
    joined = fragments.join_graph(inputs, kept, watch)
    if joined.faults:
        raise FaultsFound(joined.faults)
    return joined.nquads


@lru_cache
def code_digest() -> str:
    """Return eight digits that change with the code that builds: a new rule, a new graph."""
    state = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        state.update(path.read_bytes())
    return state.hexdigest()[:8]
