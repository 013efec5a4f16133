"""Stores on disk: whole or not there, read by many, written by one; and `kg load`, `kg build`."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from builders import World
from command_line import ROOT, Cli
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import kg
from kg.errors import FileError, NotFound
from kg.stores import opening, writing
from kg.stores.disk import DiskStore, lock_file
from kg.stores.memory import MemoryStore
from kg.stores.opening import hold, open_store
from kg.stores.writing import load_file, write_store

ONE = b"<x:a> <x:p> <x:b> .\n"
TWO = ONE + b"<x:a> <x:p> <x:c> .\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "store"


def generations(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir() if path.is_dir())


def test_a_built_graph_answers_from_disk(
    template: World, place: Path, cli: Cli, mini: kg.PolicyGraph
) -> None:
    built = cli("build", "--store", str(place), *template.arguments("--json"))
    assert built.json == {"version": mini.version, "triples": len(mini.graph.store)}
    there, here = kg.load(store=place), mini
    assert there.version == here.version
    assert there.graph.as_nquads() == here.graph.as_nquads()
    assert there.trace("footprint") == here.trace("footprint")
    words = ("trace", "footprint", "--json")
    assert cli(*words, "--store", str(place)).out == cli(*words, *template.arguments()).out


def test_an_exported_file_is_loaded(
    template: World, tmp_path: Path, place: Path, cli: Cli, mini: kg.PolicyGraph
) -> None:
    file = tmp_path / "graph.nq"
    cli("export", "-f", "nquads", "-o", str(file), *template.arguments())
    loaded = cli("load", str(file), "--store", str(place), "--json")
    assert loaded.json["triples"] == len(mini.graph.store)
    schema = json.loads((ROOT / "kg/schemas/load.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(loaded.json)
    assert kg.load(store=place).graph.as_nquads() == mini.graph.as_nquads()
    assert kg.load(store=file).version == loaded.json["version"] == kg.load(store=place).version


def test_an_open_store_does_not_change(place: Path) -> None:
    write_store(place, ONE, "1" * 12)
    old = DiskStore(place)
    write_store(place, TWO, "2" * 12)
    assert (len(old), len(list(old.match())), old.version) == (1, 1, "1" * 12)
    new = DiskStore(place)
    assert (len(new), len(list(new.match())), new.version) == (2, 2, "2" * 12)
    assert generations(place) == ["graph-1", "graph-2"]  # the old one is being read
    old.close()
    write_store(place, ONE, "3" * 12)
    assert generations(place) == ["graph-2", "graph-3"]
    del new
    gc.collect()
    write_store(place, ONE, "4" * 12)
    assert generations(place) == ["graph-4"]


def test_a_load_that_fails_leaves_the_old_one(place: Path, tmp_path: Path) -> None:
    write_store(place, ONE, "1" * 12)
    broken = tmp_path / "broken.nq"
    broken.write_bytes(ONE * 3 + b"<x:a> <x:p> .\n")
    with pytest.raises(FileError, match=r"broken\.nq is not N-Quads"):
        load_file(place, broken)
    assert generations(place) == ["graph-1"]
    assert len(DiskStore(place)) == 1


def test_a_large_store_is_merged_into_few_files(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(store: ox.Store) -> str:
        for line in TWO.splitlines():  # the engine writes its files anew for each
            store.bulk_load(line, ox.RdfFormat.N_QUADS)
        return "1" * 12

    def files() -> int:
        return len(list((place / generations(place)[-1]).glob("*.sst")))

    writing._write(place, fill)
    as_loaded, read = files(), {str(quad) for quad in DiskStore(place).match()}
    monkeypatch.setattr(writing, "FEW", 1)
    writing._write(place, fill)
    assert files() < as_loaded
    assert {str(quad) for quad in DiskStore(place).match()} == read
    assert len(read) == len(DiskStore(place)) == 2


def test_a_load_that_is_killed_leaves_the_old_one(place: Path) -> None:
    write_store(place, ONE, "1" * 12)
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom kg.stores import writing\n"
        "def fill(store):\n    store.extend([])\n"
        "    print('at work', flush=True)\n    time.sleep(60)\n"
        "writing._write(Path(sys.argv[1]), fill)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(place)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"at work\n"
    with pytest.raises(FileError, match="written by another process"):
        write_store(place, TWO, "2" * 12)
    assert len(DiskStore(place)) == 1  # readers are not kept out
    process.kill()
    process.wait()
    process.stdout.close()
    assert len(generations(place)) == 2  # what it left half-done
    assert len(DiskStore(place)) == 1
    write_store(place, TWO, "2" * 12)
    assert generations(place) == ["graph-2"]
    assert len(DiskStore(place)) == 2


def test_ctrl_c_leaves_nothing_half_done(place: Path) -> None:
    write_store(place, ONE, "1" * 12)

    def interrupted(_: object) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(30)
        return ""

    with pytest.raises(KeyboardInterrupt):
        writing._write(place, interrupted)
    assert generations(place) == ["graph-1"]


def test_other_files_are_not_overwritten(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    file = tmp_path / "one.nq"
    file.write_bytes(ONE)
    outcome = cli("load", str(file), "--store", str(tmp_path))
    assert outcome.code == 6
    assert "holds other files" in outcome.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.txt", "one.nq"]
    assert cli("load", str(file), "--store", str(file)).code == 6


def test_a_database_of_oxigraphs_own_is_read_as_it_is(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "own"))
    store.load(TWO, ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    found = open_store(str(tmp_path / "own"))
    assert len(found) == 2
    assert found.version == "unknown"


@pytest.mark.parametrize("content", ["", "{}", '{"format": 2}', "[]", '{"format": 1, "x": 1}'])
def test_a_pointer_that_names_nothing_is_said(place: Path, content: str) -> None:
    write_store(place, ONE, "1" * 12)
    (place / "store.json").write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match="kg load"):
        open_store(str(place))


def test_a_generation_that_has_gone_is_said(place: Path) -> None:
    write_store(place, ONE, "1" * 12)
    (place / "graph-1" / "reading").unlink()
    with pytest.raises(FileError, match="is not there"):
        open_store(str(place))


def test_a_damaged_database_is_said(place: Path) -> None:
    write_store(place, ONE, "1" * 12)
    (place / "graph-1" / "CURRENT").write_bytes(b"nothing\n")
    with pytest.raises(FileError, match="cannot be opened"):
        open_store(str(place))


def test_what_is_no_store_is_said(tmp_path: Path, cli: Cli) -> None:
    for word in (str(tmp_path), str(tmp_path / "absent")):
        with pytest.raises(NotFound, match="kg load FILE --store"):
            open_store(word)
    (tmp_path / "x.nq").write_bytes(b"no N-Quads")
    with pytest.raises(FileError, match="is not N-Quads"):
        open_store(str(tmp_path / "x.nq"))
    assert cli("stats", "--store", str(tmp_path / "absent")).code == 3
    assert cli("load", str(tmp_path / "absent.nq"), "--store", str(tmp_path / "s")).code == 3
    assert cli("load", str(tmp_path / "x.nq")).code == 2
    assert cli("load", str(tmp_path / "x.nq"), "--store", "http://localhost/").code == 2


def test_a_lock_is_held_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with path.open("ab") as one:
        assert lock_file(one, shared=True)
        with path.open("ab") as two:
            assert lock_file(two, shared=True)
            assert not lock_file(two, shared=False)
    with path.open("ab") as three:
        assert lock_file(three, shared=False)


def test_the_store_of_the_environment_or_the_configuration(
    template: World, place: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cli("build", "--store", str(place), *template.arguments())
    here = cli("stats", "--json", *template.arguments()).json
    assert cli("stats", "--json", "--store", str(place)).json == here
    with monkeypatch.context() as patch:
        patch.setenv("KG_STORE", str(place))
        assert cli("stats", "--json").json == here
        assert cli("stats", "--json", "--data", "shipped").json != here
        assert kg.load(template.data).version == here["version"]
    configuration = tmp_path / "policy-kg" / "config.toml"
    configuration.parent.mkdir()
    configuration.write_text(f"store = {json.dumps(str(place))}\n", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert cli("stats", "--json").json == here
    assert cli("sources", "--register", str(template.copies_dir)).code == 0
    assert cli("stats", "--json").json == here  # it is still remembered
    configuration.write_text("store = 1\n", encoding="utf-8")
    assert cli("stats").code == 6


def test_a_store_and_a_directory_are_one_too_many(template: World, cli: Cli) -> None:
    outcome = cli("stats", "--store", "somewhere", *template.arguments())
    assert outcome.code == 2
    assert "leave out" in outcome.err


@pytest.mark.parametrize("words", [["anchor", "alpha", "--find", "x"], ["sources"]])
def test_what_needs_the_files_says_so(cli: Cli, place: Path, words: list[str]) -> None:
    outcome = cli(*words, "--store", str(place))
    assert outcome.code == 2
    assert "--data" in outcome.err


@pytest.mark.parametrize("command", ["load", "build"])
@pytest.mark.parametrize(
    ("lang", "writes", "reads"), [("en", "Write", "Read"), ("zh", "写入", "读取图谱")]
)
def test_where_it_is_written_the_help_does_not_speak_of_reading(
    cli: Cli, command: str, lang: str, writes: str, reads: str
) -> None:
    page = cli("--lang", lang, command, "--help").out
    said = page[page.index("--store DIR") : page.index("--quiet")]
    assert writes in said
    assert reads not in said
    assert reads in cli("--lang", lang, "trace", "--help").out  # everywhere else it is read


def test_a_small_store_is_checked_in_memory_and_a_large_one_where_it_lies(
    world: World, place: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = world.load().graph
    spoilt = graph.as_nquads() + b"<https://w3id.org/policy-kg/id/bottleneck-none> <x:p> <x:o> .\n"
    write_store(place, spoilt, "v")
    store = DiskStore(place)
    held = hold(store)
    assert isinstance(held, MemoryStore)
    assert sorted(held.dump()) == sorted(store.dump())
    assert held.version == "v"
    small = cli("--store", str(place), "check", "--json")
    monkeypatch.setattr(opening, "MOST_HELD", len(store) - 1)
    assert hold(store) is store
    large = cli("--store", str(place), "check", "--json")
    assert small.json["faults"]
    assert large.json == small.json
