"""The names of the graph as they are compared: scanned while few, indexed when many.

The index is SQLite's FTS5 over pairs of neighbouring characters: its own trigrams find nothing for
a word of two characters, which most Chinese words are. Each pair is written as a token of letters
and digits, so that no tokenizer drops or folds anything: what it finds is what a scan finds. It
lies in the user's cache, keyed by the graph that it is of.
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

from kg.graph.graph import Graph
from kg.graph.sealed import keep_newest, sweep
from kg.graph.terms import KGD
from kg.paths import cache_dir
from kg.stores.protocol import UNKNOWN

if TYPE_CHECKING:
    import sqlite3

FEW = 10_000  # names that a scan gets through as fast as an index
FORMAT = 2
KEPT = 8  # indexes that stay in the cache
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
CREATE VIRTUAL TABLE pairs
    USING fts5 (tokens, content = '', columnsize = 0, tokenize = 'ascii');
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
    index = build_index(keyed, ranking.of_all(), file) if len(keyed) > FEW else None
    return index or ScannedNames(keyed, ranking.of_one)


def _file_of(graph: Graph) -> Path | None:
    """Return where the index of *graph* lies; None for what may change or has no place."""
    import hashlib  # most answers need no digest

    store = graph.store
    if not store.place or store.version == UNKNOWN:
        return None
    # Another Python may fold characters in another way.
    state = (FORMAT, store.place, store.version, unicodedata.unidata_version)
    digest = hashlib.sha256(repr(state).encode()).hexdigest()[:24]
    return cache_dir() / "names" / f"{digest}.sqlite"


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
        # A phrase of one token and a star: whatever follows the character, the end too.
        phrase = f'"{" ".join(_tokens(key)[:-1])}"' if len(key) > 1 else f'"{_tokens(key)[0]}" *'
        found = self._find(
            "SELECT iri FROM pairs JOIN name ON id = pairs.rowid"
            " WHERE pairs MATCH ? ORDER BY pairs.rowid",
            phrase,
        )
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


def build_index(
    keyed: Sequence[tuple[str, str]], ranks: Mapping[str, int], file: Path | None = None
) -> IndexedNames | None:
    """Return an index of *keyed* names, written to *file* where that can be done.

    None where this Python's SQLite has no FTS5.
    """
    import sqlite3

    if file:
        with contextlib.suppress(OSError, sqlite3.Error):
            _write(keyed, ranks, file)
            return _open_index(file)
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
        "INSERT INTO pairs (rowid, tokens) VALUES (?, ?)",
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
        found = IndexedNames(database)
        found.holding("a")
    except sqlite3.Error:  # damaged, or of an SQLite without FTS5
        return None
    return found


def _tokens(key: str) -> list[str]:
    """Return a token for each character of *key* and the one that follows it, if any."""
    codes = [f"{ord(character):x}" for character in key]
    return [f"{first}g{second}" for first, second in pairwise([*codes, ""])]
