"""The bands of the picture of the ontology: which class stands where, and what a row is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.answers.schema import KINDS, SchemaClass, SchemaProperty
from kg.graph.terms import KG, local_name, shorten
from kg.language import Text
from kg.views.bilingual import Both
from kg.views.network_texts import COLUMNS

VALUES = "skos:Concept"
MOST = 3  # names of classes in one cell of a row
Way = Literal["from", "to", "both"]
SIGNS = {"before": "←", "after": "→", "both": "↔"}

# The columns of a band: their heads, and the classes that stand in them. What stands nowhere is in
# the last column of the second band.
THREAD = tuple(
    zip(
        COLUMNS,
        (
            (VALUES,),
            ("Bottleneck", "BottleneckSet"),
            ("RecommendedAction", "ActionSet"),
            ("AdoptedMeasure",),
            ("PolicyDocument",),
            ("Region", "RegionGroup"),
            ("Factor", "Technology", "Actor", "Platform", "Organisation", "Case"),
        ),
        strict=True,
    )
)
REST = (
    (Text("Of the thread", "链条上的类"), ()),
    (Text("Claims", "主张"), ("Claim", "Review")),
    (Text("Evidence", "证据"), ("Evidence", "Segment", "Source", "SourceText")),
    (
        Text("Figures", "数字"),
        ("qb:Observation", "Reading", "Indicator", "Breakdown", "PrintedTable", "Expectation",
         "FigureReview"),
    ),
    (
        Text("Findings and works", "论述与文献"),
        ("Finding", "DefinedTerm", "CitedWork", "Person", "Affiliation"),
    ),
    (
        Text("Maturity model", "成熟度模型"),
        ("MaturityLevel", "CapabilityElement", "CapabilityDomain", "CapabilitySubdomain"),
    ),
    (Text("Doubts and others", "异常及其他"), ("Anomaly",)),
)  # fmt: skip
OVER = "PolicyAction"  # its two kinds stand in columns of their own, side by side


@dataclass(frozen=True)
class Place:
    """Where something stands in a row: its first column, from 1, and how many it takes."""

    start: int
    span: int = 1

    @property
    def end(self) -> int:
        """The last column it takes."""
        return self.start + self.span - 1


@dataclass(frozen=True)
class Chip:
    """A class, or several, at one end of a link as the row shows it."""

    name: Both
    way: Way
    declared: bool
    sign: str = ""


@dataclass(frozen=True)
class Row:
    """A link as it is drawn: chips in their places, a line from the first to the last."""

    term: SchemaProperty
    cells: tuple[tuple[Place, tuple[Chip, ...]], ...]

    @property
    def line(self) -> str:
        """The classes of the line: where it begins and ends, or the empty string for none."""
        first, last = self.cells[0][0], self.cells[-1][0]
        if len(self.cells) < 2:
            return ""
        columns = last.end - first.start + 1
        return f"s{first.start} n{columns} a{first.span}-{columns} z{last.span}-{columns}"


@dataclass(frozen=True)
class Band:
    """Classes in columns, and the links between them."""

    name: str
    title: Text
    columns: tuple[tuple[Text, tuple[SchemaClass, ...]], ...]
    over: SchemaClass | None
    rows: tuple[Row, ...]


def key_of(iri: str) -> str:
    """Return what names a term on the page: its local name, with a prefix if it is not ours."""
    return local_name(iri) if iri.startswith(KG) else shorten(iri)


def reading_order(row: Row) -> tuple[int, int, int, str]:
    """Return what rows are sorted by: their kind, then where they begin and end."""
    first, last = row.cells[0][0], row.cells[-1][0]
    return KINDS.index(row.term.kind), first.start, last.end, row.term.iri
