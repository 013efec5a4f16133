"""The incremental build: the same bytes and faults as a build from nothing, whatever is edited."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import HEAD, TINY_ONTOLOGY, World, write_world
from command_line import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from number_samples import add_numbers

from kg.graph import build, cache, fragments
from kg.graph.build import build_graph
from kg.graph.fragments import Fragments, join_graph
from kg.graph.inputs import TABLES, InputFile, Inputs
from kg.graph.sealed import LEFT_BEHIND, keep_within, read_sealed, write_sealed

Files = dict[str, bytes]
CLAIMS = "data/sources/alpha/claims.csv"
BOTTLENECKS = "data/sources/alpha/bottlenecks.ttl"


def inputs_of(files: Files) -> Inputs:
    """Return *files* as inputs: those below `ontology/`, and the rest."""
    made = {name: InputFile(Path("/nowhere") / name, name, files[name]) for name in sorted(files)}
    ontology = tuple(file for name, file in made.items() if name.startswith("ontology/"))
    return Inputs(ontology, tuple(f for f in made.values() if f not in ontology), ())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files of the miniature world with numbers, and a small ontology."""
    world = write_world(tmp_path_factory.mktemp("whole") / "world")
    add_numbers(world)
    world.lock("gamma")
    paths = [p for p in world.data.rglob("*") if p.suffix == ".ttl" or p.name in TABLES]
    files = {p.relative_to(world.root).as_posix(): p.read_bytes() for p in paths}
    return {**files, "ontology/tiny.ttl": (HEAD + TINY_ONTOLOGY).encode()}


def assert_as_from_nothing(files: Files, kept: Fragments) -> None:
    inputs = inputs_of(files)
    joined, built = join_graph(inputs, kept), build_graph(inputs)
    assert joined.faults == built.faults
    if not built.faults:
        assert joined.nquads == built.as_nquads()


# Edits: what a curator does between two builds, and what goes wrong.

Edit = Callable[[Files, Files, int], None]


def delete(files: Files, _whole: Files, number: int) -> None:
    files.pop(sorted(files)[number % len(files)], None)


def restore(files: Files, whole: Files, number: int) -> None:
    name = sorted(whole)[number % len(whole)]
    files[name] = whole[name]


def drop_line(files: Files, _whole: Files, number: int) -> None:
    name = sorted(files)[number % len(files)]
    lines = files[name].splitlines(keepends=True)
    if lines:
        del lines[number // 7 % len(lines)]
        files[name] = b"".join(lines)


def repeat_line(files: Files, _whole: Files, number: int) -> None:
    name = sorted(files)[number % len(files)]
    lines = files[name].splitlines(keepends=True)
    files[name] += lines[number // 7 % len(lines)] if lines else b""


def rename_id(files: Files, _whole: Files, number: int) -> None:
    old = (b"bottleneck-footprint", b"ev-alpha-library", b"action-standards", b"claim-alpha-00")
    chosen = old[number % len(old)]
    touched = [name for name in sorted(files) if chosen in files[name]]
    for name in touched[: 1 + number // 4 % 3]:  # in all its files, or only in some
        files[name] = files[name].replace(chosen, chosen + b"x")


def change_word(files: Files, _whole: Files, number: int) -> None:
    pairs = (
        (b",accepted,", b",refused,"), (b",inferred,", b",stated,"), (b"affirmed", b"denied"),
        (b"kg:RecommendedAction", b"kg:AdoptedMeasure"), (b"subClassOf", b"seeAlso"),
        (b"kg:PolicyAction .", b"kg:RecommendedAction ."),  # a circle of classes
        (b"kg:textOf", b"kg:textFrom"), (b"statedForm", b"otherForm"),
    )  # fmt: skip
    old, new = pairs[number % len(pairs)]
    for name in sorted(files):
        if old in files[name]:
            files[name] = files[name].replace(old, new, 1 + number // 8 % 2)
            return


def break_syntax(files: Files, _whole: Files, number: int) -> None:
    name = sorted(files)[number % len(files)]
    half = files[name][: len(files[name]) // 2]
    files[name] = half + (b' "' if number % 2 else b"\xff")


def move(files: Files, _whole: Files, number: int) -> None:
    name = sorted(files)[number % len(files)]
    place = name.replace("alpha", "beta") if "alpha" in name else name.replace("beta", "alpha")
    if place not in files:
        files[place] = files.pop(name)


EDITS: tuple[Edit, ...] = (
    delete, restore, restore, drop_line, repeat_line, rename_id, change_word, break_syntax, move,
)  # fmt: skip


@settings(max_examples=12)
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 10_000)), max_size=6))
def test_any_series_of_edits_gives_what_a_build_from_nothing_gives(
    whole: Files, edits: list[tuple[Edit, int]]
) -> None:
    files = dict(whole)
    with tempfile.TemporaryDirectory() as directory:
        kept = Fragments(Path(directory), "code")
        assert_as_from_nothing(files, kept)
        for edit, number in edits:
            edit(files, whole, number)
            assert_as_from_nothing(files, kept)


def test_the_whole_files_have_no_fault(whole: Files, tmp_path: Path) -> None:
    joined = join_graph(inputs_of(whole), Fragments(tmp_path, "code"))
    assert joined.faults == []
    assert b"inferredToAddress" in joined.nquads


# What is read anew.


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, in order."""
    names: list[str] = []

    def watched(file: InputFile) -> build.Part:
        names.append(file.key)
        return build.read_part(file)

    monkeypatch.setattr(fragments, "read_part", watched)
    return names


def test_only_the_file_that_changed_is_read_again(
    whole: Files, tmp_path: Path, read: list[str]
) -> None:
    kept = Fragments(tmp_path, "code")
    join_graph(inputs_of(whole), kept)
    assert sorted(read) == sorted(whole)
    read.clear()
    changed = {**whole, CLAIMS: whole[CLAIMS].replace(b",medium,", b",low,")}
    assert_as_from_nothing(changed, kept)
    assert read == [CLAIMS]
    read.clear()
    join_graph(inputs_of(whole), kept)  # back again: the old fragment is still there
    assert read == []


def test_other_code_reads_everything_again(whole: Files, tmp_path: Path, read: list[str]) -> None:
    join_graph(inputs_of(whole), Fragments(tmp_path, "code"))
    read.clear()
    join_graph(inputs_of(whole), Fragments(tmp_path, "other code"))
    assert sorted(read) == sorted(whole)


def test_another_schema_reads_its_tables_again(
    whole: Files, tmp_path: Path, read: list[str]
) -> None:
    schemas = tmp_path / "tables"
    schemas.mkdir()
    for path in (ROOT / "ontology" / "tables").glob("*.json"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "claims":
            text = text.replace("ontology#confidence", "ontology#certainty")
        (schemas / path.name).write_text(text, encoding="utf-8")
    kept = Fragments(tmp_path / "kept", "code")
    inputs = inputs_of(whole)
    join_graph(inputs, kept)
    read.clear()
    other = replace(inputs, data=tuple(replace(f, schemas=schemas) for f in inputs.data))
    joined = join_graph(other, kept)
    assert {Path(name).name for name in read} == {"claims.csv"}
    assert b"#certainty>" in joined.nquads
    assert joined.nquads == build_graph(other).as_nquads()


def test_a_file_with_a_fault_is_not_kept(whole: Files, tmp_path: Path, read: list[str]) -> None:
    kept = Fragments(tmp_path, "code")
    broken = {**whole, BOTTLENECKS: whole[BOTTLENECKS].replace(b" .\n", b" \n", 3)}
    first = join_graph(inputs_of(broken), kept).faults
    assert first
    read.clear()
    assert join_graph(inputs_of(broken), kept).faults == first
    assert read == [BOTTLENECKS]


def test_a_damaged_fragment_is_read_anew(whole: Files, tmp_path: Path) -> None:
    kept = Fragments(tmp_path, "code")
    join_graph(inputs_of(whole), kept)
    for number, path in enumerate(sorted(tmp_path.iterdir())):
        content = path.read_bytes()
        damaged = (b"", content[: len(content) // 2], content.replace(b"e", b"a", 1))
        path.write_bytes(damaged[number % 3])
    assert_as_from_nothing(whole, kept)


def test_the_same_rows_in_another_source_lie_in_its_text(whole: Files, tmp_path: Path) -> None:
    kept = Fragments(tmp_path, "code")
    join_graph(inputs_of(whole), kept)
    moved = dict(whole)
    moved["data/sources/delta/evidence.csv"] = moved.pop("data/sources/alpha/evidence.csv")
    assert_as_from_nothing(moved, kept)
    nquads = join_graph(inputs_of(moved), kept).nquads
    assert b"/ev-alpha-library> <https://w3id.org/policy-kg/ontology#inSource>" in nquads
    assert b"#inSource> <https://w3id.org/policy-kg/id/text-delta>" in nquads
    assert b"#inSource> <https://w3id.org/policy-kg/id/text-alpha>" not in nquads


def test_every_file_is_told(whole: Files, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    join_graph(
        inputs_of(whole), Fragments(tmp_path, "code"), lambda done, of: told.append((done, of))
    )
    assert told == [(number, len(whole)) for number in range(1, len(whole) + 1)]


# Sealed files.


def test_the_fragments_used_last_stay(tmp_path: Path) -> None:
    for number in range(6):
        path = tmp_path / f"{number}.fragment"
        write_sealed(path, b"x" * 1000)
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    keep_within(tmp_path.iterdir(), 3500)
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["3", "4", "5"]


# Killed builds, and builds at once, each in processes of their own.

LOAD = """
import hashlib, os, signal, sys
from pathlib import Path
from kg.graph.cache import load_graph

KILLED = {killed!r}
if KILLED:
    moment, left = KILLED
    switch = Path.replace
    def die(self, target):
        global left
        left -= 1
        if left < 0:
            if moment == "half":
                os.truncate(self, self.stat().st_size // 2)
            if moment == "after":
                switch(self, target)
            os.kill(os.getpid(), signal.SIGKILL)
        return switch(self, target)
    Path.replace = die
graph = load_graph((Path(sys.argv[1]),))
print(hashlib.sha256(graph.as_nquads()).hexdigest())
"""


def start_load(
    world: World, cache_dir: Path, killed: tuple[str, int] | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOAD.format(killed=killed), str(world.data)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "KG_CACHE": str(cache_dir), "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture
def cache_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "cache"
    monkeypatch.setenv("KG_CACHE", str(directory))
    return directory


def test_a_killed_build_leaves_the_old_graph_and_the_next_one_works(
    world: World, cache_dir: Path
) -> None:
    before = cache.load_graph((world.data,)).as_nquads()
    (old,) = cache_dir.glob("*.nq")
    world.edit("sources/alpha/bottlenecks.ttl", '"足迹难算"', '"足迹不好算"')
    world.edit("sources/alpha/claims.csv", "claim-alpha-002", "claim-alpha-202")
    # Two files changed, so that two fragments and the graph are written. Each killed build leaves
    # what it had finished to the next.
    points = [("half", 0), ("whole", 0), ("after", 0), ("half", 1), ("whole", 0)]
    for point in points:
        process = start_load(world, cache_dir, point)
        process.communicate(timeout=60)
        assert process.returncode == -9, point
        assert list(cache_dir.glob("*.nq")) == [old]
        assert read_sealed(old) == before
    left = list(cache_dir.rglob(".*"))
    assert len(left) == len(points) - 1
    for path in left:
        long_ago = time.time() - 2 * LEFT_BEHIND
        os.utime(path, (long_ago, long_ago))
    assert cache.load_graph((world.data,)).as_nquads() == world.build().as_nquads()
    assert list(cache_dir.rglob(".*")) == []


def test_what_another_build_is_writing_is_not_swept(world: World, cache_dir: Path) -> None:
    cache_dir.mkdir()
    writing = cache_dir / ".other.nq.1-00000000"
    writing.write_bytes(b"half a gra")
    cache.load_graph((world.data,))
    assert writing.exists()


def test_builds_at_once_end_with_the_same_whole_graph(world: World, cache_dir: Path) -> None:
    both = [start_load(world, cache_dir) for _ in range(2)]
    digests = {process.communicate(timeout=60)[0].strip() for process in both}
    nquads = world.build().as_nquads()
    assert digests == {hashlib.sha256(nquads).hexdigest()}
    (file,) = cache_dir.glob("*.nq")
    assert read_sealed(file) == nquads
    assert list(cache_dir.rglob(".*")) == []
