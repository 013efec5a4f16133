"""Parquet, written in one pass over the triples, in bounded memory, whole or not at all.

Rows wait in files beside the export, one a part; then each part is sorted and written. The bytes
depend on the triples alone: no time, no machine, and settings that are said here, not defaults.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import secrets
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.analytics.layout import (
    COLUMNS,
    FORMAT,
    MANIFEST,
    PARTS,
    TRIPLES,
    Manifest,
    name_file,
    name_part,
    read_manifest,
)
from kg.analytics.rows import Row, with_documents
from kg.errors import FileError, KgError, UsageError
from kg.language import Text

if TYPE_CHECKING:
    import pyarrow as pa

WAITING = 400_000  # rows in memory before they go to their parts' files
PIECE = 2_000_000  # rows that are sorted at once
ROW_GROUP = 65_536
SPOOL = "spool"


@dataclass(frozen=True)
class Making:
    """What an export says of itself; an empty *version* is replaced by a digest of the rows."""

    version: str = ""
    command: str = ""
    parts: int = PARTS


def write_parquet(
    rows: Iterable[Row], sources: Collection[str], directory: Path, making: Making
) -> Manifest:
    """Write *rows* as a Parquet export into *directory* and return its manifest.

    An export that stands there is replaced at the end; anything else there is a FileError.
    UsageError without pyarrow.
    """
    load_pyarrow()
    with open_beside(directory) as beside:
        spool = _Spool(beside / SPOOL, making.parts)
        for document, row in with_documents(rows, sources):
            spool.add(name_part(document, making.parts), row)
        spool.flush()
        (beside / TRIPLES).mkdir()
        written = [_write_part(spool, part, beside, making) for part in range(making.parts)]
        shutil.rmtree(beside / SPOOL)
        files = {name: (count, digest) for found in written for name, count, digest in found}
        digests = "".join(f"{name} {digest}\n" for name, (_, digest) in files.items())
        manifest = Manifest(
            format=FORMAT,
            version=making.version or hashlib.sha256(digests.encode()).hexdigest(),
            command=making.command,
            triples=sum(count for count, _ in files.values()),
            parts=making.parts,
            files={name: count for name, (count, _) in files.items()},
        )
        (beside / MANIFEST).write_bytes(manifest.as_bytes())
    return manifest


def load_pyarrow() -> Any:
    """Return pyarrow; UsageError names the extra where it is missing."""
    try:
        return importlib.import_module("pyarrow")
    except ImportError as error:
        text = Text(
            "Writing Parquet takes the package pyarrow, which is not installed: add the extra with "
            "pip install 'policy-kg[parquet]'.",
            "写出 Parquet 需要 pyarrow，而它没有安装：请用 pip install 'policy-kg[parquet]' 安装。",
        )
        raise UsageError(text) from error


@contextmanager
def open_beside(directory: Path) -> Iterator[Path]:
    """Give a directory to write into, which takes the place of *directory* in the end.

    When writing fails, *directory* stays as it was.
    """
    directory = directory.resolve()
    check_replaceable(directory)
    beside = directory.with_name(f".{directory.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        beside.mkdir(parents=True)
        yield beside
        old = beside.with_name(f"{beside.name}-old")
        if directory.exists():
            directory.rename(old)
        beside.rename(directory)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        text = Text(
            "{path} cannot be written ({error}): choose another place.",
            "无法写入 {path}（{error}）：请另选位置。",
        )
        reason = error.strerror or error
        raise FileError(text.fill(path=directory, error=reason)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def check_replaceable(directory: Path) -> None:
    """Raise FileError where *directory* holds anything but an export of ours."""
    if not directory.exists():
        return
    with suppress(KgError):
        read_manifest(directory)
        return
    if directory.is_dir() and not any(directory.iterdir()):
        return
    text = Text(
        "{path} is there and is no Parquet export of ours: name another directory.",
        "{path} 已存在，且不是本程序导出的 Parquet：请另选目录。",
    )
    raise FileError(text.fill(path=directory))


@dataclass
class _Spool:
    """Rows on their way to their parts, in Arrow streams on disk: one file a part."""

    directory: Path
    parts: int
    waiting: dict[int, list[Row]] = field(default_factory=dict)
    count: int = 0

    def __post_init__(self) -> None:
        self.directory.mkdir()

    def add(self, part: int, row: Row) -> None:
        self.waiting.setdefault(part, []).append(row)
        self.count += 1
        if self.count >= WAITING:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        for part, rows in sorted(self.waiting.items()):
            table = _as_table(rows)
            # Each time a stream of its own: with a thousand parts, no thousand files stay open.
            with (
                (self.directory / str(part)).open("ab") as file,
                pa.ipc.new_stream(file, table.schema) as stream,
            ):
                stream.write_table(table)
        self.waiting.clear()
        self.count = 0

    def pieces(self, part: int) -> Iterator[pa.Table]:
        """Yield the rows of *part* in tables of at most about PIECE rows."""
        import pyarrow as pa

        path = self.directory / str(part)
        if not path.exists():
            return
        tables: list[pa.Table] = []
        size = path.stat().st_size
        with path.open("rb") as file:
            while file.tell() < size:
                tables.append(pa.ipc.open_stream(file).read_all())
                if sum(table.num_rows for table in tables) >= PIECE:
                    yield pa.concat_tables(tables)
                    tables = []
        path.unlink()
        if tables:
            yield pa.concat_tables(tables)


def _as_table(rows: list[Row]) -> pa.Table:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True))
    return pa.table({name: pa.array(values, pa.string()) for name, values in
                     zip(COLUMNS, columns, strict=True)})  # fmt: skip


def _write_part(
    spool: _Spool, part: int, beside: Path, making: Making
) -> list[tuple[str, int, str]]:
    """Write the pieces of a part; return the name, the number of rows and the digest of each."""
    written = []
    for number, rows in enumerate(spool.pieces(part)):
        name = name_file(part, number, making.parts)
        table = _sort(rows)
        digest = _digest(table)
        _write_piece(table, beside / TRIPLES / name, {"version": digest, "command": making.command})
        written.append((f"{TRIPLES}/{name}", table.num_rows, digest))
    return written


def _sort(table: pa.Table) -> pa.Table:
    """Return the rows sorted by predicate, none twice."""
    import pyarrow.compute as pc

    order = [COLUMNS[1], COLUMNS[0], *COLUMNS[2:]]
    table = table.sort_by([(name, "ascending") for name in order]).combine_chunks()
    again = None
    for name in COLUMNS:
        column = table[name].combine_chunks()
        here, before = column[1:], column[:-1]
        both_null = pc.and_(pc.is_null(here), pc.is_null(before))
        same = pc.or_(pc.fill_null(pc.equal(here, before), False), both_null)
        again = same if again is None else pc.and_(again, same)
    if not pc.any(again).as_py():
        return table
    keep = [True, *(not value for value in again.to_pylist())]  # type: ignore[union-attr]
    import pyarrow as pa

    return table.filter(pa.array(keep)).combine_chunks()


def _digest(table: pa.Table) -> str:
    """Return a digest of the rows: the version of a part, which other parts do not change."""
    import pyarrow as pa

    found = hashlib.sha256()

    class _Sink:
        closed = False

        def write(self, data: Any) -> int:
            found.update(data)
            return len(memoryview(data))

        def flush(self) -> None: ...

    with pa.ipc.new_stream(pa.PythonFile(_Sink(), "w"), table.schema) as stream:
        stream.write_table(table)
    return found.hexdigest()


def _write_piece(table: pa.Table, path: Path, said: dict[str, str]) -> None:
    import pyarrow.parquet as pq

    named = {f"policy-kg.{name}": value for name, value in {"format": FORMAT, **said}.items()}
    with pq.ParquetWriter(
        path, table.schema, version="2.6", compression="zstd", compression_level=3,
        use_dictionary=True, write_statistics=True, data_page_version="1.0", store_schema=False,
    ) as writer:  # fmt: skip
        writer.write_table(table, row_group_size=ROW_GROUP)
        writer.add_key_value_metadata(named)
