"""Parquet, for questions to a whole corpus: a directory of parts, or the same as one archive.

What lies where, and why, stands in `kg.analytics.layout`.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.analytics.layout import PARTS
from kg.analytics.parquet import Making, write_parquet
from kg.analytics.rows import find_sources, find_sources_in, read_file_rows, read_rows
from kg.errors import FileError
from kg.graph.terms import KG, TYPE, source_id
from kg.language import Text
from kg.views.exports.archive import pack
from kg.views.exports.settings import Settings

if TYPE_CHECKING:
    from kg.analytics.layout import Manifest
    from kg.graph.graph import Graph


def render_parquet(nquads: bytes, settings: Settings) -> bytes:
    """Return the files of an export as one zip archive; UsageError without pyarrow."""
    with tempfile.TemporaryDirectory() as parent:
        directory = Path(parent) / "parquet"
        write_parquet(
            read_rows(ox.parse(nquads, ox.RdfFormat.N_QUADS, lenient=True)),
            find_sources_in(nquads.splitlines()),
            directory,
            Making(settings.version, settings.command),
        )
        files = sorted(path for path in directory.rglob("*") if path.is_file())
        return pack({path.relative_to(directory).as_posix(): path.read_bytes() for path in files})


@dataclass(frozen=True)
class Target:
    """Where an export goes, in how many parts, and the command to name in it."""

    directory: Path
    command: str
    parts: int = PARTS


def write_graph(graph: Graph, target: Target) -> Manifest:
    """Write *graph* as Parquet, triple by triple; FileError where that cannot be."""
    sources = {source_id(iri) for iri in graph.subjects(TYPE, KG + "Source")}
    making = Making(graph.version, target.command, target.parts)
    return write_parquet(read_rows(graph.triples()), sources, target.directory, making)


def write_file(path: Path, target: Target) -> Manifest:
    """Write a file of N-Quads as Parquet without loading it; FileError where that cannot be."""
    if not path.is_file():
        text = Text(
            "There is no file {path}: give one that 'kg export -f nquads' or 'kg synth' wrote.",
            "找不到文件 {path}：请给出由 kg export -f nquads 或 kg synth 写出的文件。",
        )
        raise FileError(text.fill(path=path))
    making = Making("", target.command, target.parts)
    return write_parquet(read_file_rows(path), find_sources(path), target.directory, making)
