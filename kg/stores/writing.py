"""Writing a store on disk: beside the one in force, and then in its place.

A reader sees the old graph or the new one; a writer that is killed leaves the old one, and what it
left half-done the next one removes.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import FileError, NotFound
from kg.language import Text
from kg.paths import write_bytes
from kg.stores.disk import (
    POINTER,
    READING,
    Generation,
    is_store,
    lock_file,
    process_name,
    raise_descriptors,
    read_pointer,
    write_pointer,
    writing,
)
from kg.stores.memory import wrong_nquads

PIECE = 1 << 20
FEW = 2_000_000  # triples up to which merging the engine's files saves no look-up anything
Fill = Callable[[ox.Store], str]  # fills an empty store and returns the version of its content


def write_store(directory: Path, nquads: bytes, version: str) -> Generation:
    """Write N-Quads that were built here as the store *directory*."""

    def fill(store: ox.Store) -> str:
        store.bulk_load(nquads, ox.RdfFormat.N_QUADS, lenient=True)
        return version

    return _write(directory, fill)


def load_file(directory: Path, file: Path) -> Generation:
    """Write a file of N-Quads as the store *directory*; its digest is the version.

    Raises NotFound for a missing file, FileError for one that is not N-Quads.
    """
    if not file.is_file():
        text = Text(
            "There is no file {path}: give an existing one.",
            "找不到文件 {path}：请给出已有的文件。",
        )
        raise NotFound(text.fill(path=file))

    def fill(store: ox.Store) -> str:
        digest = _Digest(file)
        try:
            store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise wrong_nquads(file, error) from error
        return digest.version()

    return _write(directory, fill)


def _write(directory: Path, fill: Fill) -> Generation:
    _refuse_other_files(directory)
    with writing(directory):
        _remove_remains(directory)
        part = directory / process_name()
        try:
            version, triples = _build(part, fill)
            generation = Generation(_next_name(directory), version, triples)
            part.rename(directory / generation.name)
        except BaseException:  # Ctrl-C too: nothing half-done stays
            shutil.rmtree(part, ignore_errors=True)
            raise
        write_bytes(directory / POINTER, write_pointer(generation))
        _remove_remains(directory)
    return generation


def _build(part: Path, fill: Fill) -> tuple[str, int]:
    """Write a database into *part*; when this returns, it is closed and on disk."""
    raise_descriptors()
    store = ox.Store(str(part))
    version, triples = fill(store), len(store)
    if triples > FEW:
        # The engine wrote files of a million triples each: a look-up would try every one.
        store.optimize()
    store.flush()
    (part / READING).touch()
    return version, triples


class _Digest:
    """The digest of a file, worked out while the engine loads it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._state = hashlib.sha256()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        with self._file.open("rb") as stream:
            while piece := stream.read(PIECE):
                self._state.update(piece)

    def version(self) -> str:
        """Return the first twelve digits."""
        self._thread.join()
        return self._state.hexdigest()[:12]


def _refuse_other_files(directory: Path) -> None:
    known = {POINTER, "writing"}
    if not directory.exists() or is_store(directory):
        return
    inside = {path.name for path in directory.iterdir()} if directory.is_dir() else {""}
    if any(name not in known and not name.startswith("building-") for name in inside):
        text = Text(
            "{path} holds other files and would be overwritten: name a new directory.",
            "{path} 中有其他文件，写入会覆盖它们：请给出新的目录。",
        )
        raise FileError(text.fill(path=directory))


def _next_name(directory: Path) -> str:
    last = int(read_pointer(directory).name.partition("-")[2]) if is_store(directory) else 0
    return f"graph-{last + 1}"


def _remove_remains(directory: Path) -> None:
    """Remove every generation that is not in force and that nobody reads."""
    current = read_pointer(directory).name if is_store(directory) else ""
    for path in directory.iterdir():
        if not path.is_dir() or path.name == current:
            continue
        if path.name.startswith("building-"):  # its writer is dead: we hold the directory
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith("graph-"):
            with (path / READING).open("ab") as lock:
                if lock_file(lock, shared=False):
                    shutil.rmtree(path, ignore_errors=True)
