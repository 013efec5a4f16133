"""How a Parquet export lies on disk: `kg.json` says what it is, `triples/` holds the parts.

A part holds the triples of one document, or of the documents that share its number: one changed
document rewrites one part. Within a part the rows are sorted by predicate, so that a question
about few predicates reads the row groups of these, and skips the rest by their statistics.

All columns are strings. IRIs are CURIEs where one of our prefixes fits (`kgd:claim-0017`), else
whole; blank nodes are `_:` and their label; literals are their lexical form.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from zlib import crc32

from kg.errors import FileError, NotFound
from kg.language import Text

MANIFEST = "kg.json"
TRIPLES = "triples"
FORMAT = "policy-kg parquet 1"
COLUMNS = ("subject", "predicate", "object", "kind", "datatype", "language")
PARTS = 64


@dataclass(frozen=True)
class Manifest:
    """What an export says of itself: its version, the command, and how many of what it holds."""

    format: str
    version: str
    command: str
    triples: int
    parts: int
    files: dict[str, int]

    def as_bytes(self) -> bytes:
        """Return the manifest as JSON."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()


def name_part(document: str, parts: int) -> int:
    """Return the number of the part, below *parts*, that holds *document*."""
    return crc32(document.encode()) % parts


def name_file(part: int, piece: int, parts: int) -> str:
    """Return the file of a piece of a part; a part of usual size is one piece."""
    width = len(str(parts - 1))
    return f"part-{part:0{width}d}-{piece:04d}.parquet"


def read_manifest(directory: Path) -> Manifest:
    """Return the manifest of *directory*.

    Raises NotFound where there is no directory, FileError where it is no export of ours.
    """
    if not directory.is_dir():
        text = Text(
            "There is no directory {path}: write one with 'kg export -f parquet -o DIR'.",
            "找不到目录 {path}：请用 kg export -f parquet -o 目录 生成。",
        )
        raise NotFound(text.fill(path=directory))
    try:
        content = (directory / MANIFEST).read_text(encoding="utf-8")
    except FileNotFoundError:
        content = ""
    return parse_manifest(content, str(directory))


def parse_manifest(content: str, place: str) -> Manifest:
    """Return the manifest that *content* is; FileError when it is none that we can read."""
    try:
        found = json.loads(content)
        manifest = Manifest(**found)
    except (ValueError, TypeError) as error:
        text = Text(
            "{path} holds no Parquet export of ours: its {name} is missing or damaged; write "
            "it with 'kg export -f parquet -o DIR'.",
            "{path} 中没有本程序导出的 Parquet：{name} 缺失或损坏；"
            "请用 kg export -f parquet -o 目录 生成。",
        )
        raise FileError(text.fill(path=place, name=MANIFEST)) from error
    if manifest.format != FORMAT:
        text = Text(
            "{path} is written as '{found}', this program reads '{known}': export it anew.",
            "{path} 的格式为“{found}”，本程序读取“{known}”：请重新导出。",
        )
        raise FileError(text.fill(path=place, found=manifest.format, known=FORMAT))
    return manifest
