"""Checking: every check over inputs and built graph, and what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.errors import FaultsFound
from kg.faults import Fault, sort_faults
from kg.graph.build import Built, build_graph
from kg.graph.checks import anchors, copying, coverage, expectations, files, hygiene, shapes
from kg.graph.inputs import Inputs
from kg.language import Text
from kg.sources.copies import Copies


@dataclass(frozen=True)
class Subject:
    """What is checked: the files, the graph built from them, and the user's copies."""

    inputs: Inputs
    built: Built
    copies: Copies


Check = Callable[[Subject], Iterable[Fault]]

# A check by one line. The build's own faults come first: nothing else is sure while there are any.
CHECKS: dict[str, Check] = {
    "build": lambda subject: subject.built.faults,
    "files": lambda subject: files.check_files(subject.inputs, subject.built),
    "shapes": lambda subject: shapes.check_shapes(subject.built),
    "hygiene": lambda subject: hygiene.check_hygiene(subject.built),
    "anchors": lambda subject: anchors.check_anchors(subject.inputs, subject.built, subject.copies),
    "coverage": lambda subject: coverage.check_skipped(
        subject.inputs, subject.built, subject.copies
    ),
    "expectations": lambda subject: expectations.check_expectations(subject.built),
    "copying": lambda subject: copying.check_copying(subject.inputs, subject.built, subject.copies),
}


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


def check_all(inputs: Inputs, copies: Copies) -> Report:
    """Run every check over *inputs*.

    Files that do not parse stop the rest: their triples are missing and would be reported again.
    """
    subject = Subject(inputs, build_graph(inputs), copies)
    broken = {"turtle-syntax", "encoding", "csv-syntax", "table-header"}
    if any(fault.rule in broken for fault in subject.built.faults):
        return Report(("build",), sort_faults(subject.built.faults), [])
    faults = [fault for check in CHECKS.values() for fault in _run(check, subject)]
    return Report(
        tuple(CHECKS), sort_faults(_once(faults)), anchors.find_missing_copies(inputs, copies)
    )
