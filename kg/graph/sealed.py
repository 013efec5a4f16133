"""Sealed files of the cache: whole or not there, swept of what killed writers left, and few."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

from kg.errors import FileError
from kg.paths import write_bytes

SEAL = b"# sha256 "
LEFT_BEHIND = 3600  # seconds after which a file half written has no writer any more


def read_sealed(file: Path) -> bytes | None:
    """Return the content of *file* if it is whole: its last line is the digest of the rest.

    What is read counts as used: it is not the next to be deleted under its reader.
    """
    try:
        content = file.read_bytes()
    except OSError:
        return None
    end = content.rfind(SEAL)
    if end < 0 or content[end:] != _seal(content[:end]):
        return None
    with contextlib.suppress(OSError):
        os.utime(file)
    return content[:end]


def write_sealed(file: Path, content: bytes) -> bool:
    """Write *content* with its seal; False where the cache cannot be written: one does without."""
    try:
        write_bytes(file, content + _seal(content))
    except FileError:
        return False
    return True


def sweep(directory: Path) -> None:
    """Delete what killed writers left in *directory*, once nobody can be writing it any more."""
    now = time.time()
    for changed, path in _by_age(directory.glob(".*")):
        if now - changed > LEFT_BEHIND:
            _delete(path)


def keep_newest(files: Iterable[Path], count: int) -> None:
    """Delete all of *files* but the *count* that were used last."""
    for _, path in _by_age(files)[count:]:
        _delete(path)


def keep_within(files: Iterable[Path], size: int) -> None:
    """Delete of *files* those used longest ago, until the rest is at most *size* bytes."""
    total = 0
    for _, path in _by_age(files):
        with contextlib.suppress(OSError):
            total += path.stat().st_size
        if total > size:
            _delete(path)


def _by_age(files: Iterable[Path]) -> list[tuple[float, Path]]:
    """Return (last use, file), newest first; another process may delete one at any moment."""
    found = []
    for path in files:
        with contextlib.suppress(OSError):
            found.append((path.stat().st_mtime, path))
    return sorted(found, reverse=True)


def _delete(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _seal(content: bytes) -> bytes:
    import hashlib  # most answers need no digest

    return SEAL + hashlib.sha256(content).hexdigest().encode() + b"\n"
