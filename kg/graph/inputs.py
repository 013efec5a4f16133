"""The files a graph is built from, read once, with the digest that names their state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg import paths
from kg.errors import FileError, NotFound
from kg.language import Text
from kg.sources.text import decode, normalise, read_bytes

# Shapes speak about the graph and alignments about other vocabularies: neither is part of it.
ONTOLOGY_PARTS = ("policy.ttl", "modules", "vocab")
TABLES = (
    "evidence.csv", "claims.csv", "reviews.csv", "figures.csv", "figure-reviews.csv",
    "expectations.csv", "sections.csv", "skipped.csv", "quotable.csv", "anchors.lock",
)  # fmt: skip


@dataclass(frozen=True)
class InputFile:
    """One file: its path, its name within the ontology or a data directory, and its bytes.

    *schemas* is where the schemas of its tables are; None: the shipped ones.
    """

    path: Path
    key: str
    content: bytes
    schemas: Path | None = None

    @cached_property
    def name(self) -> str:
        """The path as shown to the user: from the working directory where the file is below it."""
        path = self.path.absolute()
        cwd = Path.cwd()
        return (path.relative_to(cwd) if path.is_relative_to(cwd) else path).as_posix()

    @cached_property
    def text(self) -> str:
        """The content as text; FileError when it is not UTF-8."""
        return normalise(decode(self.content, Path(self.name)))

    @cached_property
    def table(self) -> str:
        """The name of the table schema that the file follows: its stem, `anchors` for the lock."""
        return self.path.stem

    @cached_property
    def source(self) -> str:
        """The id of the source whose directory holds the file."""
        return self.path.parent.name


@dataclass(frozen=True)
class Inputs:
    """All files of a graph, ontology first, in a fixed order."""

    ontology: tuple[InputFile, ...]
    data: tuple[InputFile, ...]
    data_dirs: tuple[Path, ...]

    @cached_property
    def turtle(self) -> tuple[InputFile, ...]:
        """The Turtle files, ontology first."""
        return tuple(f for f in self.ontology + self.data if f.path.suffix == ".ttl")

    def tables(self, name: str) -> tuple[InputFile, ...]:
        """Return the data files called *name*, such as `claims.csv`."""
        return tuple(self._by_name.get(name, ()))

    def files_of(self, source: str) -> tuple[InputFile, ...]:
        """Return the files in the directory of *source*, in their order."""
        return tuple(self._by_source.get(source, ()))

    # Checks ask for the files of each source in turn: they are sorted out once.

    @cached_property
    def _by_name(self) -> dict[str, list[InputFile]]:
        return _group(self.data, lambda file: file.path.name)

    @cached_property
    def _by_source(self) -> dict[str, list[InputFile]]:
        return _group(self.ontology + self.data, lambda file: file.source)

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with any name or byte of the inputs."""
        state = hashlib.sha256()
        for file in self.ontology + self.data:
            state.update(file.key.encode() + b"\0" + hashlib.sha256(file.content).digest())
        return state.hexdigest()[:12]


def _group(
    files: tuple[InputFile, ...], name: Callable[[InputFile], str]
) -> dict[str, list[InputFile]]:
    found: dict[str, list[InputFile]] = {}
    for file in files:
        found.setdefault(name(file), []).append(file)
    return found


def read_inputs(data: tuple[Path, ...], root: Path | None = None) -> Inputs:
    """Read the ontology, the reference data and the data directories *data*.

    Ontology and reference data are the shipped ones, or those of the checkout *root*.
    """
    for top in data:
        _require_data(top)
    words = root / "ontology" if root else paths.ontology_dir()
    reference = root / "data" / "reference" if root else paths.reference_dir()
    ontology = [path for part in ONTOLOGY_PARTS for path in _turtle_in(words / part)]
    # A table means what its schema says: another schema is another graph.
    ontology += sorted((words / "tables").glob("*.json"))
    found = [(reference.parent, path) for path in _data_in(reference)]
    found += [(top, path) for top in data for path in _data_in(top)]
    unique = {path.resolve(): (top, path) for top, path in found}
    schemas = words / "tables" if root else None
    return Inputs(
        tuple(_read(words.parent, path) for path in ontology),
        tuple(_read(top.parent, path, schemas) for top, path in unique.values()),
        data,
    )


def _require_data(top: Path) -> None:
    """Raise FileError for a directory that cannot be listed, NotFound for one without data."""
    try:
        next(top.iterdir(), None)
    except OSError as error:
        text = Text(
            "{path} cannot be read ({error}): check its permissions.",
            "无法读取 {path}（{error}）：请检查权限。",
        )
        raise FileError(text.fill(path=top, error=error.strerror or error)) from error
    if next(_data_in(top), None) is None:
        text = Text(
            "There are no data in {path}: it holds neither Turtle files nor our tables; "
            "see docs/curating.md for the form.",
            "{path} 中没有数据：既无 Turtle 文件，也无数据表；格式见 docs/curating.md。",
        )
        raise NotFound(text.fill(path=top))


def _turtle_in(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.glob("*.ttl"))


def _data_in(top: Path) -> Iterator[Path]:
    return (p for p in sorted(top.rglob("*")) if p.suffix == ".ttl" or p.name in TABLES)


def _read(top: Path, path: Path, schemas: Path | None = None) -> InputFile:
    return InputFile(path, path.relative_to(top).as_posix(), read_bytes(path), schemas)
