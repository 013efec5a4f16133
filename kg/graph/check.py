"""Checking: every check over inputs and built graph, and what they found.

A store holds a graph and no files: of it the checks of the graph are run, and the others named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.errors import FaultsFound
from kg.faults import Fault, sort_faults
from kg.graph.build import Built, build_graph
from kg.graph.checks import anchors, copying, coverage, expectations, files, hygiene, shapes
from kg.graph.checks.checked import Checked, Stored
from kg.graph.checks.shapes import Engine
from kg.graph.garbage import search_paused
from kg.graph.graph import Graph
from kg.graph.inputs import Inputs
from kg.language import Text
from kg.sources.copies import Copies
from kg.stores.opening import hold


@dataclass(frozen=True)
class Subject:
    """What is checked: the files, the graph built from them, and the user's copies.

    *engine* is who judges the shapes; *notes* are what the checks have to say besides faults.
    """

    inputs: Inputs
    built: Built
    copies: Copies
    engine: Engine = "walk"
    notes: list[Text] = field(default_factory=list)


Check = Callable[[Subject], Iterable[Fault]]
GraphCheck = Callable[[Checked, Engine, list[Text]], Iterable[Fault]]
Watch = Callable[[int, int], None]  # told after each check: how many are done, and of how many

# The checks that need the graph and nothing else.
GRAPH_CHECKS: dict[str, GraphCheck] = {
    "shapes": shapes.check_shapes,
    "hygiene": lambda checked, _engine, _notes: hygiene.check_hygiene(checked),
}


def _on_built(check: GraphCheck) -> Check:
    """Return *check* as one of the graph that was built from files."""
    return lambda subject: check(subject.built, subject.engine, subject.notes)


# A check by one line. The build's own faults come first: nothing else is sure while there are any.
CHECKS: dict[str, Check] = {
    "build": lambda subject: subject.built.faults,
    "files": lambda subject: files.check_files(subject.inputs, subject.built),
    **{name: _on_built(check) for name, check in GRAPH_CHECKS.items()},
    "anchors": lambda subject: anchors.check_anchors(subject.inputs, subject.built, subject.copies),
    "coverage": lambda subject: coverage.check_skipped(
        subject.inputs, subject.built, subject.copies
    ),
    "expectations": lambda subject: expectations.check_expectations(subject.built),
    "copying": lambda subject: copying.check_copying(subject.inputs, subject.built, subject.copies),
}
LEFT_OUT = Text(
    "A store holds no files, so these checks were left out: {names}; "
    "'kg --data DIR check' runs them all.",
    "存储中没有数据文件，未做以下检查：{names}；kg --data DIR check 会全部检查。",
)


@dataclass(frozen=True)
class Report:
    """What the checks found, and what they could not look at."""

    checks: tuple[str, ...]
    faults: list[Fault]
    notes: list[Text]

    def as_json(self) -> dict[str, object]:
        """Return the report as JSON values."""
        return {
            "checks": list(self.checks),
            "faults": [fault.as_json() for fault in self.faults],
            "notes": [{"en": note.say("en"), "zh": note.say("zh")} for note in self.notes],
        }


def _run(check: Check, subject: Subject) -> list[Fault]:
    """Return what *check* finds; a table that it cannot read is what it found."""
    try:
        return list(check(subject))
    except FaultsFound as error:
        return error.faults


def _once(faults: list[Fault]) -> list[Fault]:
    """Return *faults* without those of the shapes on a claim whose evidence is missing anyway."""
    bare = {fault.place for fault in faults if fault.rule == "claim-evidence"}
    return [fault for fault in faults if fault.rule != "shape" or fault.place not in bare]


@search_paused()
def check_all(
    inputs: Inputs, copies: Copies, engine: Engine = "walk", watch: Watch | None = None
) -> Report:
    """Run every check over *inputs*; *watch* is told after each.

    Files that do not parse stop the rest: their triples are missing and would be reported again.
    """
    subject = Subject(inputs, build_graph(inputs), copies, engine)
    broken = {"turtle-syntax", "encoding", "csv-syntax", "table-header"}
    if any(fault.rule in broken for fault in subject.built.faults):
        return Report(("build",), sort_faults(subject.built.faults), [])
    faults: list[Fault] = []
    for done, check in enumerate(CHECKS.values(), start=1):
        faults += _run(check, subject)
        if watch:
            watch(done, len(CHECKS))
    notes = [*subject.notes, *anchors.find_missing_copies(inputs, copies)]
    return Report(tuple(CHECKS), sort_faults(_once(faults)), notes)


@search_paused()
def check_graph(
    graph: Graph, name: str, engine: Engine = "walk", watch: Watch | None = None
) -> Report:
    """Run the checks that need no files over *graph*; *name* is what the user calls its store."""
    checked = Stored(Graph(hold(graph.store)), name)
    faults: list[Fault] = []
    notes = [LEFT_OUT.fill(names=", ".join(n for n in CHECKS if n not in GRAPH_CHECKS))]
    for done, check in enumerate(GRAPH_CHECKS.values(), start=1):
        faults += check(checked, engine, notes)
        if watch:
            watch(done, len(GRAPH_CHECKS))
    return Report(tuple(GRAPH_CHECKS), sort_faults(faults), notes)
