"""A graph in memory: the default."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import FileError
from kg.language import Text
from kg.stores.local import LocalStore

LARGE = 50_000_000  # bytes of N-Quads


class MemoryStore(LocalStore):
    """N-Quads loaded into memory; *file* is where the same N-Quads lie, if anywhere."""

    def __init__(self, nquads: bytes | Path, version: str, file: Path | None = None) -> None:
        inner = ox.Store()
        # Bulk loading pays off from some hundred thousand triples on; what we built needs no
        # second validation.
        if isinstance(nquads, Path):
            inner.bulk_load(path=str(nquads), format=ox.RdfFormat.N_QUADS, lenient=True)
        else:
            load = inner.bulk_load if len(nquads) > LARGE else inner.load
            load(nquads, ox.RdfFormat.N_QUADS, lenient=True)
        super().__init__(inner, version, str(file or ""))


def read_store(file: Path) -> MemoryStore:
    """Return the graph of a file of N-Quads; its version are twelve digits of its digest."""
    import hashlib  # opening one of the other stores needs no digest

    try:
        with file.open("rb") as stream:
            version = hashlib.file_digest(stream, "sha256").hexdigest()[:12]
        # A large file is not held beside the graph that it becomes.
        large = file.stat().st_size > LARGE
        return MemoryStore(file if large else file.read_bytes(), version, file)
    except OSError as error:
        text = Text(
            "{path} cannot be read ({error}): give another store.",
            "无法读取 {path}（{error}）：请改用其他存储。",
        )
        raise FileError(text.fill(path=file, error=error.strerror or error)) from error
    except SyntaxError as error:
        raise wrong_nquads(file, error) from error


def wrong_nquads(file: Path, error: SyntaxError) -> FileError:
    """Return the error for a file that is not the N-Quads that it should be."""
    text = Text(
        "{path} is not N-Quads ({error}): write it again with 'kg export -f nquads'.",
        "{path} 不是 N-Quads（{error}）：请用 kg export -f nquads 重新导出。",
    )
    return FileError(text.fill(path=file, error=error.msg.rstrip(".")))
