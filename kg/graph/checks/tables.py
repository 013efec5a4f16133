"""Tables: what a claim's row needs for its modality and status, and whether its words are known."""

from __future__ import annotations

from collections.abc import Iterator

from kg.faults import Fault
from kg.graph.build import Built
from kg.graph.tables import Row
from kg.graph.terms import KG, KGD, expand, local_name
from kg.language import Text

ENDS = ("subject_evidence", "object_evidence")
RATIONALE = ("rationale_zh", "rationale_en")
REASON = ("reason_zh", "reason_en")
# What a row must hold, by the value of a column.
NEEDS = {
    ("modality", "stated"): ("link_evidence",),
    ("modality", "stated-collectively"): ("link_evidence",),
    ("modality", "inferred"): (*ENDS, *RATIONALE),
    ("status", "refused"): REASON,
    ("status", "withdrawn"): REASON,
}


def check_tables(built: Built) -> Iterator[Fault]:
    """Yield a fault for each claim that lacks what its modality or status asks for."""
    for row in built.rows.get("claims", []):
        yield from _check_needs(row)
        yield from _check_collective(row)
    yield from _check_references(built)


def _check_needs(row: Row) -> Iterator[Fault]:
    for (column, value), needed in NEEDS.items():
        missing = [name for name in needed if not row.cells[name]]
        if row.one(column) == value and missing and not _refused_without(row, missing):
            reason = Text(
                "{id} is {value} and lacks {missing}.", "{id} 为 {value}，缺少 {missing}。"
            ).fill(id=row.one("id"), value=value, missing=", ".join(missing))
            remedy = Text(
                "Fill the column, or choose the modality that the evidence carries.",
                "请补全该列，或改为证据所能支持的类型。",
            )
            yield Fault("claim-needs", row.place, reason, remedy)


def _refused_without(row: Row, missing: list[str]) -> bool:
    """Tell whether a refused claim lacks only its rationale: its reason says more."""
    return row.one("status") == "refused" and set(missing) <= set(RATIONALE)


def _check_collective(row: Row) -> Iterator[Fault]:
    collective = row.one("modality") == "stated-collectively"
    if collective != (row.one("predicate") == "collectivelyAddresses"):
        reason = Text(
            "{id}: stated-collectively and collectivelyAddresses go together or not at all.",
            "{id}：stated-collectively 与 collectivelyAddresses 必须同时使用。",
        )
        remedy = Text(
            "Join sets by the one, things by another link.", "集合用前者，单项用其他关联。"
        )
        yield Fault("claim-collective", row.place, reason.fill(id=row.one("id")), remedy)


def _check_references(built: Built) -> Iterator[Fault]:
    known = {block.iri for block in built.blocks}
    for row in built.rows.get("claims", []):
        named = [("subject", KGD), ("predicate", KG), ("object", KGD)]
        for column, namespace in named:
            iri = expand(row.one(column)) or namespace + row.one(column)
            if iri not in known:
                yield _unknown(row, column, iri)
        for column in (*ENDS, "link_evidence", "contrary_evidence"):
            for name in row.cells[column]:
                if KGD + name not in known:
                    yield _unknown(row, column, KGD + name)
    for row in built.rows.get("reviews", []):
        if KGD + row.one("claim") not in known:
            yield _unknown(row, "claim", KGD + row.one("claim"))


def _unknown(row: Row, column: str, iri: str) -> Fault:
    reason = Text(
        "column {column} names {name}, which is defined nowhere.", "{column} 列的 {name} 没有定义。"
    )
    remedy = Text("Correct the name or define the thing.", "请更正名称，或补上定义。")
    return Fault("dangling", row.place, reason.fill(column=column, name=local_name(iri)), remedy)
