"""The built graph as one file in the user's cache, keyed by the digest of what it came from."""

from __future__ import annotations

import contextlib
import hashlib
from functools import lru_cache
from pathlib import Path

from kg.errors import FaultsFound, FileError
from kg.graph.graph import Graph
from kg.graph.inputs import Inputs, read_inputs
from kg.paths import cache_dir, write_bytes

SEAL = b"# sha256 "
KEPT = 8  # built graphs that stay in the cache


def load_graph(data: tuple[Path, ...], root: Path | None = None) -> Graph:
    """Return the graph of the directories *data*, built if the cache has none of this state.

    Ontology and reference data are the shipped ones, or those of the checkout *root*. Raises
    FaultsFound when the data cannot be built.
    """
    inputs = read_inputs(data, root)
    file = cache_dir() / f"{inputs.version}-{code_digest()}.nq"
    nquads = _cached(file)
    if nquads is None:
        nquads = build_nquads(inputs)
        keep(file, nquads)
    return Graph(nquads, inputs.version, file)


def keep(file: Path, nquads: bytes) -> None:
    """Write a built graph into the cache; a cache that cannot be written is done without."""
    with contextlib.suppress(FileError):
        write_bytes(file, nquads + _seal(nquads))
        _prune(file.parent)


def build_nquads(inputs: Inputs) -> bytes:
    """Build *inputs*; FaultsFound when a fault stops it."""
    from kg.graph.build import build_graph  # building is rare, reading the cache is not

    built = build_graph(inputs)
    if built.faults:
        raise FaultsFound(built.faults)
    return built.as_nquads()


@lru_cache
def code_digest() -> str:
    """Return eight digits that change with the code that builds: a new rule, a new graph."""
    state = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        state.update(path.read_bytes())
    return state.hexdigest()[:8]


def _cached(file: Path) -> bytes | None:
    """Return the built graph in *file* if it is whole: its last line is the digest of the rest."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    end = content.rfind(SEAL)
    return content[:end] if end >= 0 and content[end:] == _seal(content[:end]) else None


def _seal(nquads: bytes) -> bytes:
    return SEAL + hashlib.sha256(nquads).hexdigest().encode() + b"\n"


def _prune(directory: Path) -> None:
    built = sorted(directory.glob("*.nq"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in built[KEPT:]:
        path.unlink(missing_ok=True)
