"""Fragments: what each file gives to the graph, kept in the cache, so that a build reads anew only
the files that changed.

A fragment is named by the digest of all it depends on: the bytes of its file, the source that the
file belongs to, the schema of its table, and the code. What several files say together (links,
readings, classes above, whether each place is locked) is worked out in every build, over the lines
and rows of all fragments: the graph is the same, byte for byte, as one built from nothing.
Only the fragment of a file without a fault is kept, so that faults name file and line as ever.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.faults import Fault, Place
from kg.graph import evidence
from kg.graph.build import Part, find_facts, list_files, read_part, sort_lines
from kg.graph.garbage import search_paused
from kg.graph.inputs import InputFile, Inputs
from kg.graph.rules import Facts, apply_rules, join_facts
from kg.graph.sealed import keep_within, read_sealed, sweep, write_sealed
from kg.graph.tables import Row, read_schema

FLOOR = 64_000_000  # bytes of fragments that may stay in any case
KEPT = 4  # how many times what the last build used may stay
# The cells that are held against rows of other files; of the lock, neither context is asked for.
COMPARED = {
    "evidence": ("id", "spans"),
    "figures": ("id", "spans", "as_printed"),
    "anchors": ("evidence", "order", "start", "end", "length", "key"),
}
NOT_COMPARED = {"anchors": ("before", "after")}

# Told after each file: how many are read, and of how many.
Watch = Callable[[int, int], None]


@dataclass(frozen=True)
class Fragment:
    """What one file gives: sorted N-Triples, what rules ask for, rows to compare, and faults.

    *early* are the faults of the file itself, *late* those of claims without their evidence, which
    come after the comparison.
    """

    lines: bytes
    facts: Facts
    rows: tuple[Row, ...] = ()
    early: tuple[Fault, ...] = ()
    late: tuple[Fault, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the file has no fault."""
        return not (self.early or self.late)


@dataclass(frozen=True)
class Joined:
    """A graph joined from fragments: its sorted N-Quads, or the faults that stop it."""

    nquads: bytes
    faults: list[Fault]


@dataclass(frozen=True)
class Fragments:
    """The fragments in *directory* that the code of digest *code* has made."""

    directory: Path
    code: str

    def get(self, file: InputFile) -> Fragment:
        """Return the fragment of *file*, read anew if none is kept."""
        path = self.directory / f"{self._key(file)}.fragment"
        content = read_sealed(path)
        if content is not None:
            with contextlib.suppress(OSError):
                os.utime(path)
            return _unpack(content, file)
        fragment = build_fragment(file)
        if fragment.is_whole:
            write_sealed(path, _pack(fragment))
        return fragment

    def tidy(self, used: int) -> None:
        """Delete what killed builds left, and old fragments beyond *KEPT* times *used* bytes."""
        sweep(self.directory)
        keep_within(self.directory.glob("*.fragment"), max(FLOOR, KEPT * used))

    def _key(self, file: InputFile) -> str:
        table = "" if file.path.suffix == ".ttl" else file.table
        schema = repr(read_schema(table, file.schemas)) if table else ""
        state = hashlib.sha256()
        for said in (self.code, file.source if table else "", table, schema):
            state.update(said.encode() + b"\0")
        state.update(file.content)
        return state.hexdigest()[:32]


@search_paused()
def join_graph(inputs: Inputs, fragments: Fragments, watch: Watch | None = None) -> Joined:
    """Join the graph of *inputs*, reading only the files of which no fragment is kept."""
    files = list(list_files(inputs))
    found: list[Fragment] = []
    for number, file in enumerate(files, start=1):
        found.append(fragments.get(file))
        if watch:
            watch(number, len(files))
    faults = _collect_faults(files, found)
    if faults:
        return Joined(b"", faults)
    nquads = _join(found)
    fragments.tidy(len(nquads))
    return Joined(nquads, [])


def build_fragment(file: InputFile) -> Fragment:
    """Read *file* and return what it gives."""
    part = read_part(file)
    triples = set(part.triples)
    lines, facts = b"".join(sort_lines(triples)), find_facts(triples)
    late = evidence.check_evidenced({"claims": part.rows}) if file.table == "claims" else []
    return Fragment(lines, facts, _compared(file, part), tuple(part.faults), tuple(late))


def _compared(file: InputFile, part: Part) -> tuple[Row, ...]:
    if file.table not in COMPARED or file.path.suffix == ".ttl":
        return ()
    left_out: dict[str, list[str]] = {name: [] for name in NOT_COMPARED.get(file.table, ())}
    return tuple(
        Row(row.place, {**{name: row.cells[name] for name in COMPARED[file.table]}, **left_out})
        for row in part.rows
    )


def _collect_faults(files: list[InputFile], found: list[Fragment]) -> list[Fault]:
    """Return the faults in the order in which `build_graph` tells them."""
    rows: dict[str, list[Row]] = {}
    for file, fragment in zip(files, found, strict=True):
        rows.setdefault(file.table, []).extend(fragment.rows)
    early = [fault for fragment in found for fault in fragment.early]
    late = [fault for fragment in found for fault in fragment.late]
    return early + evidence.check_anchored(rows) + late


def _join(found: list[Fragment]) -> bytes:
    lines = b"".join(fragment.lines for fragment in found).splitlines(keepends=True)
    derived = dict.fromkeys(apply_rules(join_facts(fragment.facts for fragment in found)))
    lines += sorted(f"<{s}> <{p}> <{o}> .\n".encode() for s, p, o in derived)
    lines.sort()  # near-linear: what is joined are sorted runs
    return b"".join(dict.fromkeys(lines))


def _pack(fragment: Fragment) -> bytes:
    rows = [[row.place.line, row.cells] for row in fragment.rows]
    head = {"facts": fragment.facts, "rows": rows}
    packed = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return packed + b"\n" + fragment.lines


def _unpack(content: bytes, file: InputFile) -> Fragment:
    packed, _, lines = content.partition(b"\n")
    head = json.loads(packed)
    rows = tuple(Row(Place(file.name, line), cells) for line, cells in head["rows"])
    return Fragment(lines, head["facts"], rows)
