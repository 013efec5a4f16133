"""The names of the graph as they are compared: scanned while few, indexed when many.

The index is SQLite's FTS5 over pairs and triples of neighbouring characters: its own trigrams find
nothing for a word of two characters, which most Chinese words are. Each is written as a token of
letters and digits, so that no tokenizer drops or folds anything. A name that has all tokens of a
word is looked at itself: what is found is what a scan finds. The index lies in the user's cache,
keyed by the graph that it is of.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote
from zlib import crc32

from kg.graph.graph import Graph
from kg.graph.sealed import keep_newest, sweep
from kg.graph.terms import KGD
from kg.paths import cache_dir
from kg.stores.protocol import UNKNOWN

if TYPE_CHECKING:
    import sqlite3

FEW = 10_000  # names that a scan gets through as fast as an index
FEW_READ = 1_000  # names that a process reads as fast as it opens an index that was kept
FORMAT = 3
KEPT = 8  # indexes that stay in the cache
MAPPED = 1 << 30  # bytes of an index that are read where they lie, not copied page by page
# Categories Cc and Cf: what a copied name may carry unseen.
INVISIBLE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\U000e0001-\\U000e007f]"
)
SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE name (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, iri TEXT NOT NULL, place INTEGER NOT NULL
);
CREATE TABLE first_other (id INTEGER NOT NULL);
CREATE VIRTUAL TABLE pieces
    USING fts5 (tokens, content = '', columnsize = 0, detail = 'none', tokenize = 'ascii');
"""


class Names(Protocol):
    """The names of a graph by their look-up key."""

    def equal(self, key: str) -> list[str]:
        """Return what is called *key*."""

    def holding(self, key: str) -> list[str]:
        """Return the things of the data whose name holds *key*, likeliest first; '' finds none."""

    def of_things(self) -> list[tuple[str, str]]:
        """Return (key, IRI) of all things of the data, in the order of the names."""


class Ranking(Protocol):
    """How early the kind of a thing stands among those that a word may mean."""

    def of_one(self, iri: str) -> int:
        """Return the rank of *iri*."""

    def of_all(self) -> Mapping[str, int]:
        """Return the rank of every IRI, read for all at once."""


def look_up_key(name: str) -> str:
    """Return *name* as it is compared: NFKC, case folded, without invisible characters."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", name).casefold()).strip()


def open_names(graph: Graph, ranking: Ranking) -> Names:
    """Return the names of *graph*, from the cache, from an index made now, or as a list."""
    return graph.recall("names", "", lambda: _open(graph, ranking))


def _open(graph: Graph, ranking: Ranking) -> Names:
    file = _file_of(graph)
    if file and (found := _open_index(file)):
        return found
    keyed = [(look_up_key(name), iri) for name, iri in graph.names]
    index: Names | None = None
    if file and len(keyed) > FEW_READ:
        index = write_index(keyed, ranking.of_all(), file)
    if not index and len(keyed) > FEW:
        index = build_index(keyed, ranking.of_all())
    return index or ScannedNames(keyed, ranking.of_one)


def _file_of(graph: Graph) -> Path | None:
    """Return where the index of *graph* lies; None for what may change or has no place."""
    store = graph.store
    if not store.place or store.version == UNKNOWN:
        return None
    # The version is a digest of the content. Another Python may fold characters in another way.
    name = f"{quote(store.version, safe='')[:40]}-{crc32(os.fsencode(store.place)):08x}"
    return cache_dir() / "names" / f"{name}-{FORMAT}-{unicodedata.unidata_version}.sqlite"


class ScannedNames:
    """Names in a list."""

    def __init__(self, keyed: list[tuple[str, str]], rank: Callable[[str], int]) -> None:
        self.keyed = keyed
        self.rank = rank

    def equal(self, key: str) -> list[str]:
        """Return what is called *key*."""
        return [iri for name, iri in self.keyed if name == key]

    def holding(self, key: str) -> list[str]:
        """Return the things of the data whose name holds *key*, likeliest first; '' finds none."""
        held = {iri for name, iri in self.keyed if key in name and iri.startswith(KGD)}
        return sorted(held, key=lambda iri: (self.rank(iri), iri)) if key else []

    def of_things(self) -> list[tuple[str, str]]:
        """Return (key, IRI) of all things of the data, in the order of the names."""
        return [(name, iri) for name, iri in self.keyed if iri.startswith(KGD)]


class IndexedNames:
    """Names in an SQLite database, numbered as they are to be found, things of the data first."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        (self.first_other,) = database.execute("SELECT id FROM first_other").fetchone()

    def equal(self, key: str) -> list[str]:
        """Return what is called *key*."""
        found = self._find("SELECT iri FROM name WHERE key = ? ORDER BY place", key)
        return [iri for (iri,) in found]

    def holding(self, key: str) -> list[str]:
        """Return the things of the data whose name holds *key*, likeliest first; '' finds none."""
        if not key:
            return []
        found = self._find(
            "SELECT iri FROM pieces JOIN name ON id = pieces.rowid"
            " WHERE pieces MATCH ? AND instr(key, ?) ORDER BY pieces.rowid",
            _condition(key), key,
        )  # fmt: skip
        return list(dict.fromkeys(iri for (iri,) in found))

    def of_things(self) -> list[tuple[str, str]]:
        """Return (key, IRI) of all things of the data, in the order of the names."""
        query = "SELECT key, iri FROM name WHERE id < ? ORDER BY place"
        return self.database.execute(query, (self.first_other,)).fetchall()

    def _find(self, query: str, *values: str | int) -> list[tuple[str]]:
        try:
            return self.database.execute(query, values).fetchall()
        except UnicodeEncodeError:  # half a character, which no name has
            return []


def write_index(
    keyed: Sequence[tuple[str, str]], ranks: Mapping[str, int], file: Path
) -> IndexedNames | None:
    """Return an index of *keyed* names, kept as *file*; None where that cannot be done."""
    import sqlite3

    with contextlib.suppress(OSError, sqlite3.Error):
        _write(keyed, ranks, file)
        return _open_index(file)
    return None


def build_index(keyed: Sequence[tuple[str, str]], ranks: Mapping[str, int]) -> IndexedNames | None:
    """Return an index of *keyed* names in memory; None where this SQLite has no FTS5."""
    import sqlite3

    try:
        return IndexedNames(_fill(":memory:", keyed, ranks))
    except sqlite3.OperationalError:
        return None


def _write(keyed: Sequence[tuple[str, str]], ranks: Mapping[str, int], file: Path) -> None:
    """Write the index beside *file* and switch: a reader never sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}-{os.urandom(4).hex()}")
    try:
        _fill(str(beside), keyed, ranks).close()
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    keep_newest(file.parent.glob("*.sqlite"), KEPT)
    sweep(file.parent)


def _fill(
    place: str, keyed: Sequence[tuple[str, str]], ranks: Mapping[str, int]
) -> sqlite3.Connection:
    import sqlite3

    things = [number for number, (_, iri) in enumerate(keyed) if iri.startswith(KGD)]
    things.sort(key=lambda number: (ranks[keyed[number][1]], keyed[number][1]))
    others = sorted(set(range(len(keyed))) - set(things))
    database = sqlite3.connect(place, check_same_thread=False)
    database.executescript(SCHEMA)
    database.execute("INSERT INTO first_other VALUES (?)", (len(things),))
    database.executemany(
        "INSERT INTO name VALUES (?, ?, ?, ?)",
        ((number, *keyed[place], place) for number, place in enumerate([*things, *others])),
    )
    database.executemany(
        "INSERT INTO pieces (rowid, tokens) VALUES (?, ?)",
        ((number, " ".join(_tokens(keyed[place][0]))) for number, place in enumerate(things)),
    )
    database.execute("CREATE INDEX by_key ON name (key)")
    database.commit()
    return database


def _open_index(file: Path) -> IndexedNames | None:
    if not file.is_file():
        return None
    import sqlite3

    try:
        database = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        database.execute(f"PRAGMA mmap_size = {MAPPED}")
        found = IndexedNames(database)
        found.holding("\0\0")  # what no name holds: whether there is an index to be asked
    except sqlite3.Error:  # damaged, or of an SQLite without FTS5
        return None
    return found


def _tokens(key: str) -> list[str]:
    """Return the tokens of *key*: each character with the one that follows it, if any, and each
    with the two that follow it.
    """
    codes = [f"{ord(character):x}" for character in key]
    pairs = [f"{first}g{second}" for first, second in pairwise([*codes, ""])]
    return pairs + ["h".join(three) for three in zip(codes, codes[1:], codes[2:], strict=False)]


def _condition(key: str) -> str:
    """Return what the index is asked for *key*: tokens that together hold all its characters."""
    pairs, triples = (tokens := _tokens(key))[: len(key)], tokens[len(key) :]
    if not triples:
        # Of one character the token and a star: whatever follows it, the end too.
        return f'"{pairs[0]}"' if len(key) > 1 else f'"{pairs[0]}" *'
    return " AND ".join(dict.fromkeys((*triples[::3], triples[-1])))
