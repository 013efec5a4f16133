"""Imports run one way, without circles, and the heavy ones wait until they are used."""

from __future__ import annotations

import ast
import functools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import World
from command_line import ROOT

import kg

PACKAGE = ROOT / "kg"
# Left of the arrow is imported by what stands right of it, never the other way.
FLOOR = ("language", "faults", "errors", "paths")
ROOMS = (
    "sources", "stores", "graph", "synth", "answers", "analytics", "views", "commands",
)  # fmt: skip
LIBRARY = ("library",)  # above answers and views, below commands


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


@functools.cache
def imported(path: Path, *, lazily: bool) -> frozenset[str]:
    """Return the modules that *path* imports when it is loaded, or *lazily* those of functions."""
    return frozenset(_imported(path, lazily=lazily))


def _imported(path: Path, *, lazily: bool) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    typing = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.dump(branch.test)
        for node in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if id(node) in typing or (id(node) in inner) != lazily:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def rank(module: str) -> int:
    room = room_of(module)
    if room in FLOOR:
        return 0
    if room in LIBRARY:
        return len(ROOMS)
    return ROOMS.index(room) + (2 if room == "commands" else 1)


PLACED = [name for name in MODULES if name not in ("kg", "kg.__main__")]


@pytest.mark.parametrize("name", PLACED)
@pytest.mark.parametrize("lazily", [False, True], ids=["at-load", "in-functions"])
def test_a_module_imports_from_its_own_room_and_those_below(name: str, lazily: bool) -> None:
    ours = {m for m in imported(MODULES[name], lazily=lazily) if m in MODULES and m != "kg"}
    above = {m for m in ours if rank(m) > rank(name)}
    assert above == set()


def test_every_module_stands_in_a_known_place() -> None:
    known = {*FLOOR, *ROOMS, *LIBRARY, "__main__"}
    assert {room_of(name) for name in MODULES if name != "kg"} == known


def test_imports_have_no_circle() -> None:
    graph = {
        name: {m for m in imported(path, lazily=False) if m in MODULES and m != name}
        for name, path in MODULES.items()
    }
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join((*way, name))
        if name not in done:
            for further in sorted(graph[name]):
                visit(further, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def users_of(library: str) -> set[str]:
    return {
        name
        for name, path in MODULES.items()
        for lazily in (False, True)
        if any(m.split(".")[0] == library for m in imported(path, lazily=lazily))
    }


def test_click_lives_in_commands_only() -> None:
    assert {room_of(name) for name in users_of("click")} == {"commands"}


def test_pyvis_is_contained_in_one_module() -> None:
    assert len(users_of("pyvis")) == 1


def test_openpyxl_is_contained_in_one_module() -> None:
    assert users_of("openpyxl") == {"kg.views.exports.workbook"}


def test_sources_know_no_rdf() -> None:
    rdf = users_of("pyoxigraph") | users_of("rdflib")
    assert not [name for name in rdf if room_of(name) == "sources"]


def test_the_query_of_a_user_never_meets_rdflib() -> None:
    assert not [name for name in users_of("rdflib") if room_of(name) == "answers"]


def test_each_room_says_what_it_takes_and_gives() -> None:
    for room in ROOMS:
        said = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8")))
        assert said, room


HEAVY = {
    "rdflib", "networkx", "pyvis", "pyshacl", "rapidfuzz", "numpy", "pandas", "IPython", "openpyxl",
}  # fmt: skip


def loaded_by(words: list[str]) -> set[str]:
    program = (
        "import sys\nfrom kg.commands.main import run\n"
        "code = run(sys.argv[1:])\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=ROOT, capture_output=True, check=True
    )
    return set(done.stderr.decode().splitlines()[-1].split())


# What it takes to know the name of every mistake, and no more.
CATALOGUE = {"catalogue", "entry", "call_entries", "query_entries"}


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_by(["--help"])
    assert loaded & (HEAVY | {"rich", "jinja2"}) == set()
    assert loaded & {"pyoxigraph", "sqlite3", "hashlib", "webbrowser", "kg.library"} == set()
    answers = {name for name in loaded if name.startswith("kg.answers.")}
    assert answers <= {"kg.answers.sparql", *(f"kg.answers.sparql.{name}" for name in CATALOGUE)}
    rooms = ("kg.sources.", "kg.stores.", "kg.graph.")
    assert {name for name in loaded if name.startswith(rooms)} <= {"kg.graph.terms"}


@pytest.mark.parametrize(
    "words",
    [
        ["trace", "碳足迹"], ["trace", "碳足迹", "--json"], ["show", "action-standards"],
        ["search", "碳"], ["stats"], ["query", "-e", "ASK {}"], ["export"], ["queries", "list"],
    ],
)  # fmt: skip
def test_reading_loads_nothing_heavy(template: World, words: list[str]) -> None:
    assert loaded_by([*words, *template.arguments()]) & HEAVY == set()


def test_a_trace_of_a_store_loads_what_it_needs(template: World, tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store")]
    loaded_by(["build", *store, *template.arguments()])
    loaded = loaded_by(["trace", "碳足迹", "--json", *store])
    assert loaded & (HEAVY | {"rich", "jinja2", "hashlib", "csv", "tomllib"}) == set()
    elsewhere = {"faults", "sources.text", "sources.key", "graph.cache", "commands.progress"}
    assert loaded & {f"kg.{name}" for name in elsewhere} == set()
    assert "kg.answers.thread" in loaded


def test_json_needs_no_terminal_library(template: World) -> None:
    assert "rich" not in loaded_by(["trace", "碳足迹", "--json", *template.arguments()])


def test_the_public_surface_is_all() -> None:
    public = {name for name in vars(kg) if not name.startswith("_")} - {"TYPE_CHECKING", "Any"}
    submodules = {name.split(".")[1] for name in MODULES if name.count(".")}
    assert public - submodules <= set(kg.__all__)
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    with pytest.raises(AttributeError):
        kg.nothing  # noqa: B018


def test_the_launcher_only_launches() -> None:
    tree = ast.parse((ROOT / "cli.py").read_text(encoding="utf-8"))
    assert len(tree.body) == 3
