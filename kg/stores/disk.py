"""A graph on disk: read-only for any number of processes, and replaced whole.

A store's directory holds generations, each an Oxigraph database, and `store.json`, which names the
one in force. A reader locks the generation that it reads (shared), a writer the directory; whoever
is killed leaves no lock. A directory that Oxigraph itself wrote is read as it is.
"""

from __future__ import annotations

import contextlib
import json
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import pyoxigraph as ox

from kg.errors import FileError
from kg.language import Text
from kg.stores.local import LocalStore
from kg.stores.protocol import UNKNOWN

POINTER = "store.json"
READING = "reading"  # the file in a generation that its readers lock
FORMAT = 1
ATTEMPTS = 5  # a generation may be replaced between reading its name and locking it
OTHER_FORMAT = Text("written by another version", "由其他版本写成")
ENGINES_OWN = ("CURRENT", "IDENTITY")  # what every database of Oxigraph has


class Generation(NamedTuple):
    """One state of a store: the directory's name, its version, and how many triples it has."""

    name: str
    version: str
    triples: int


class DiskStore(LocalStore):
    """The generation in force when it was opened; a later one is not seen."""

    def __init__(self, directory: Path) -> None:
        generation, path, lock = _hold(directory)
        self._let_go = weakref.finalize(self, os.close, lock) if lock is not None else None
        version = generation.version if generation else UNKNOWN
        super().__init__(_open(path), version, str(path))
        self._triples = generation.triples if generation else None

    def __len__(self) -> int:
        return len(self.inner) if self._triples is None else self._triples

    def close(self) -> None:
        """Let go of the generation: a writer may remove it."""
        super().close()
        if self._let_go:
            self._let_go()


def is_store(directory: Path) -> bool:
    """Tell whether *directory* is one of ours."""
    return (directory / POINTER).is_file()


def is_database(directory: Path) -> bool:
    """Tell whether *directory* is a database of Oxigraph's own."""
    return all((directory / name).is_file() for name in ENGINES_OWN)


def read_pointer(directory: Path) -> Generation:
    """Return the generation in force; FileError when the pointer cannot be read."""
    path = directory / POINTER
    try:
        found = json.loads(path.read_bytes())
        if found.pop("format") == FORMAT:
            return Generation(**found)
        reason: object = OTHER_FORMAT
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = error
    text = Text(
        "{path} does not name a store ({reason}): write the store again with 'kg load'.",
        "{path} 没有指明可用的存储（{reason}）：请用 kg load 重新写入。",
    )
    raise FileError(text.fill(path=path, reason=reason))


def write_pointer(generation: Generation) -> bytes:
    """Return the content of the file that names *generation*."""
    return json.dumps({"format": FORMAT, **generation._asdict()}, indent=2).encode() + b"\n"


def _hold(directory: Path) -> tuple[Generation | None, Path, int | None]:
    """Return the generation in force, its directory, and the descriptor that locks it."""
    if not is_store(directory):
        return None, directory, None
    for _ in range(ATTEMPTS):
        generation = read_pointer(directory)
        path = directory / generation.name
        with contextlib.suppress(FileNotFoundError):
            lock = os.open(path / READING, os.O_RDONLY)
            lock_file(lock, shared=True)
            if read_pointer(directory) == generation:
                return generation, path, lock
            os.close(lock)
    text = Text(
        "{path}: the generation that {pointer} names is not there: write the store again with "
        "'kg load'.",
        "{path}：{pointer} 所指的存储内容不存在：请用 kg load 重新写入。",
    )
    raise FileError(text.fill(path=directory, pointer=POINTER))


def _open(path: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(path))
    except (OSError, ValueError, RuntimeError) as error:
        text = Text(
            "{path} cannot be opened as a store ({error}): write it again with 'kg load'.",
            "无法把 {path} 作为存储打开（{error}）：请用 kg load 重新写入。",
        )
        raise FileError(text.fill(path=path, error=str(error).splitlines()[0])) from error


def raise_descriptors() -> None:
    """Let this process open as many files as it may: a large store has hundreds."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def lock_file(file: IO[bytes] | int, *, shared: bool) -> bool:
    """Lock *file* until it is closed; False when somebody else holds it.

    On Windows nothing is locked: there a store must not be written while it is read.
    """
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_NB | (fcntl.LOCK_SH if shared else fcntl.LOCK_EX))
    except OSError:
        return False
    return True


@contextmanager
def writing(directory: Path) -> Iterator[None]:
    """Hold *directory* as its only writer; FileError when another one writes."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "writing").open("ab") as lock:
        if not lock_file(lock, shared=False):
            text = Text(
                "{path} is being written by another process: try again when that has ended.",
                "另一个进程正在写入 {path}：请等它结束后再试。",
            )
            raise FileError(text.fill(path=directory))
        yield


def process_name() -> str:
    """Return a name for a generation that is being written; no two writers share one."""
    return f"building-{os.getpid()}"
