"""Another version of the data, by what a user calls it: a directory, a git revision, an export.

A revision is read as git keeps it, byte by byte, with the ontology and the table schemas that were
its own; a repository without them gets the shipped ones. Nothing in it is checked out.
"""

from __future__ import annotations

import hashlib
import posixpath
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg import paths
from kg.errors import FaultsFound, FileError, NotFound
from kg.faults import NO_REMEDY, Fault
from kg.graph.cache import load_graph
from kg.graph.graph import Graph
from kg.graph.inputs import TABLES
from kg.graph.terms import KG
from kg.language import Text
from kg.paths import write_bytes
from kg.sources.text import read_bytes

EXPORTS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
DATA, ONTOLOGY, REFERENCE = "data", "ontology", "data/reference"


@dataclass(frozen=True)
class Revision:
    """A commit of the repository *top*, and the data directory in it."""

    top: Path
    commit: str
    word: str
    data: str


def load_version(word: str) -> Graph:
    """Return the graph of the version that *word* names: a directory, an export, or a revision.

    A directory or a file of that name goes before a revision. Raises NotFound where there is none
    of the three, FileError for a file that is no export, FaultsFound for data that do not build.
    """
    path = Path(word)
    if word == paths.SHIPPED or (word and path.is_dir()):
        return load_graph(paths.data_dirs((word,)))
    if path.suffix in EXPORTS and (path.is_file() or ":" not in word):
        return read_export(path)
    return load_revision(find_revision(word))


def read_export(path: Path) -> Graph:
    """Return the graph of a file that `kg export` wrote."""
    try:
        quads = list(ox.parse(read_bytes(path), EXPORTS[path.suffix]))
    except SyntaxError as error:
        text = Text(
            "{path} is not the RDF its name says ({error}): write it again with 'kg export'.",
            "{path} 的内容与扩展名不符（{error}）：请用 kg export 重新导出。",
        )
        raise FileError(text.fill(path=path, error=error.msg.rstrip("."))) from error
    triples = (quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph())
    content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    nquads = b"".join(sorted(content.splitlines(keepends=True)))
    graph = Graph(nquads, hashlib.sha256(nquads).hexdigest()[:12])
    if not graph.has(KG + "Claim"):
        text = Text(
            "{path} holds no whole graph: give a file that 'kg export' wrote, or a data directory.",
            "{path} 中没有完整的图谱：请给出 kg export 导出的文件，或数据目录。",
        )
        raise FileError(text.fill(path=path))
    return graph


def find_revision(word: str) -> Revision:
    """Return the revision *word* (`REV`, or `REV:path/to/data`) of the repository we are in.

    The path is from the top of the repository, or, as git has it, from here if it begins with a
    dot; without one it is `data`.
    """
    name, _, path = word.partition(":")
    top = Path(_ask("rev-parse", "--show-toplevel", or_else=_no_repository(word)))
    commit = _ask(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}",
        or_else=_no_version(word),
    )  # fmt: skip
    if path.startswith("."):
        path = posixpath.join(_ask("rev-parse", "--show-prefix", or_else=_no_version(word)), path)
    data = posixpath.normpath(path) if path else DATA
    revision = Revision(top, commit, name, data)
    if not any(_is_data(entry) for entry, _ in _entries(revision, data)):
        text = Text(
            "There are no data in {data} at the revision {name}: name the directory that has "
            "them, as in {name}:path/to/data.",
            "版本 {name} 的 {data} 中没有数据：请指明数据目录，如 {name}:path/to/data。",
        )
        raise NotFound(text.fill(data=data, name=name))
    return revision


def load_revision(revision: Revision) -> Graph:
    """Return the graph of *revision*; its faults name files as git does."""
    with TemporaryDirectory() as directory:
        root = Path(directory)
        _extract(revision, revision.data, root)
        own = any(_extract(revision, f"{ONTOLOGY}/policy.ttl", root))
        if own:
            _extract(revision, ONTOLOGY, root)
            _extract(revision, REFERENCE, root)
        try:
            return load_graph((root / revision.data,), root if own else None)
        except FaultsFound as error:
            faults = [_in_revision(fault, revision, root) for fault in error.faults]
            raise FaultsFound(faults, NO_REMEDY) from error


def _in_revision(fault: Fault, revision: Revision, root: Path) -> Fault:
    """Return *fault* with its file as git names it; the past cannot be mended, only left out."""
    before, found, inside = fault.place.file.partition(f"{root.name}/")
    file = f"{revision.word}:{inside}" if found else before
    remedy = Text(
        "Choose a revision whose data this version of kg can build.",
        "请选择其数据能用当前版本的 kg 构建的版本。",
    )
    return replace(fault, place=replace(fault.place, file=file), remedy=remedy)


def _is_data(entry: str) -> bool:
    return entry.endswith(".ttl") or posixpath.basename(entry) in TABLES


def _entries(revision: Revision, path: str) -> Iterator[tuple[str, str]]:
    """Yield the files below *path* in *revision*: their paths from the top, and their blobs."""
    listed = _git(revision.top, "ls-tree", "-r", "-z", "--full-tree", revision.commit, "--", path)
    for entry in filter(None, (listed or b"").split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, kind, blob = about.decode().split()
        if kind == "blob" and mode != "120000":  # a link leads out of the revision
            yield name.decode("utf-8", "surrogateescape"), blob


def _extract(revision: Revision, path: str, root: Path) -> list[str]:
    """Write the files below *path* in *revision* below *root*, and return their names."""
    entries = dict(_entries(revision, path))
    blobs = "".join(f"{blob}\n" for blob in entries.values()).encode()
    content = _git(revision.top, "cat-file", "--batch", stdin=blobs) or b""
    start = 0
    for name in entries:
        end = content.index(b"\n", start) + 1
        size = int(content[start:end].split()[-1])
        write_bytes(root / PurePosixPath(name), content[end : end + size])
        start = end + size + 1
    return list(entries)


def _ask(*words: str, or_else: NotFound) -> str:
    """Return the line that git answers from here; raise *or_else* where it has none."""
    answer = _git(Path.cwd(), *words)
    if answer is None:
        raise or_else
    return answer.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _git(directory: Path, *words: str, stdin: bytes = b"") -> bytes | None:
    """Return what git prints, or None where it says no; NotFound where there is no git."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and a name never counts as an option
            ["git", "-C", str(directory), *words],  # noqa: S607 - the git the user would call
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        text = Text(
            "A revision is read with git, which cannot be run here ({error}): name a directory or "
            "an export, or add git.",
            "读取版本需要 git，而此处无法运行（{error}）：请给出目录或导出文件，或安装 git。",
        )
        raise NotFound(text.fill(error=error.strerror or error)) from error
    return done.stdout if done.returncode == 0 else None


def _no_repository(word: str) -> NotFound:
    text = Text(
        "'{word}' is no directory and no export, and for a git revision the current directory "
        "would have to be in a repository: give a directory, or run kg inside the repository.",
        "“{word}”既不是目录也不是导出文件；若为 git 版本，当前目录须在仓库之中：请给出目录，"
        "或在仓库内运行 kg。",
    )
    return NotFound(text.fill(word=word))


def _no_version(word: str) -> NotFound:
    text = Text(
        "'{word}' is neither a directory nor an export nor a revision of this repository: give "
        "one of these, such as HEAD~1 ('git log' names revisions).",
        "“{word}”既不是目录，也不是导出文件，也不是本仓库的版本：请给出其中之一，如 HEAD~1"
        "（git log 列出各版本）。",
    )
    return NotFound(text.fill(word=word))
