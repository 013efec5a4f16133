"""Opening a store by what names it: a directory, a file of N-Quads, or an address."""

from __future__ import annotations

from pathlib import Path

from kg.errors import NotFound
from kg.language import Text
from kg.stores.protocol import Store

MOST_HELD = 2_000_000  # triples: one and a half gigabytes of memory


def open_store(word: str) -> Store:
    """Return the store that *word* names.

    Raises NotFound where there is none, FileError for one that cannot be read or does not answer,
    UsageError for an address that is none.
    """
    if "://" in word:
        from kg.stores.endpoint import EndpointStore

        return EndpointStore(word)
    path = Path(word)
    if path.is_dir():
        from kg.stores.disk import DiskStore, is_database, is_store

        if is_store(path) or is_database(path):
            return DiskStore(path)
    elif path.is_file():
        from kg.stores.memory import read_store

        return read_store(path)
    text = Text(
        "There is no store {path}: write one with 'kg load FILE --store {path}', or give the "
        "http:// address of a SPARQL endpoint.",
        "找不到存储 {path}：请用 kg load FILE --store {path} 写入一个，或给出 SPARQL 端点的 "
        "http:// 地址。",
    )
    raise NotFound(text.fill(path=path))


def hold(store: Store) -> Store:
    """Return *store*, or what it holds in memory where it lies on disk and is small enough.

    For who asks everything of everything: what joins find in memory they find on disk in twice the
    time and more, even when all was read from there before.
    """
    from kg.stores.disk import DiskStore
    from kg.stores.memory import MemoryStore

    if not isinstance(store, DiskStore) or len(store) > MOST_HELD:
        return store
    return MemoryStore(store.dump_whole(), store.version)
