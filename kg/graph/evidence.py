"""Rows that have a place (evidence, figures) and the lock: whether each is anchored as written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.faults import Fault
from kg.graph.tables import Row
from kg.language import Text
from kg.sources.anchor import Anchor, Span, digest
from kg.sources.key import match_key

LOCK_REMEDY = Text(
    "Run 'kg anchor SOURCE --lock' where your copy of the source is at hand.",
    "请在备有原文副本处运行 kg anchor SOURCE --lock。",
)


def parse_span(cell: str) -> Span:
    """Return the span that *cell* (`start-end`) names."""
    start, end = cell.split("-")
    return int(start), int(end)


def spans_of(row: Row) -> list[Span]:
    """Return the spans of a row of evidence or of a figure, in order."""
    return [parse_span(cell) for cell in row.cells["spans"]]


def name_of_place(row: Row) -> str:
    """Return the local name of what has the place: the evidence, or the reading of a figure."""
    name = row.one("id")
    return f"{name}-reading" if name.startswith("figure-") else name


def placed_rows(rows: dict[str, list[Row]]) -> list[Row]:
    """Return the rows of *rows* that have a place in a text: evidence, and figures as printed."""
    figures = [row for row in rows.get("figures", []) if row.cells["spans"]]
    return rows.get("evidence", []) + figures


def anchor_of(row: Row) -> Anchor:
    """Return the anchor that a row of the lock holds."""
    return Anchor(
        span=(int(row.one("start")), int(row.one("end"))),
        length=int(row.one("length")),
        key=row.one("key"),
        before=row.one("before"),
        after=row.one("after"),
    )


def anchors_by_evidence(lock: list[Row]) -> dict[str, list[Anchor]]:
    """Return the anchors of each evidence, in the order of their segments."""
    found: dict[str, list[Anchor]] = defaultdict(list)
    for row in sorted(lock, key=lambda r: (r.one("evidence"), int(r.one("order")))):
        found[row.one("evidence")].append(anchor_of(row))
    return found


# The places without which a claim of each modality is not a claim but an opinion.
NEEDED = {
    "stated": "link_evidence",
    "stated-collectively": "link_evidence",
    "inferred": "subject_evidence",
}


def check_evidenced(rows: dict[str, list[Row]]) -> list[Fault]:
    """Return a fault for each accepted claim without the evidence that carries it."""
    reason = Text(
        "{id} is accepted as {modality} and has no {column}.",
        "{id} 作为 {modality} 被采纳，却没有 {column}。",
    )
    remedy = Text(
        "Name the place, or choose the modality or status that the evidence carries.",
        "请指出位置，或改为证据所能支持的类型或状态。",
    )
    faults = []
    for row in rows.get("claims", []):
        column = NEEDED[row.one("modality")]
        if row.one("status") == "accepted" and not row.cells[column]:
            values = {"id": row.one("id"), "modality": row.one("modality"), "column": column}
            faults.append(Fault("claim-evidence", row.place, reason.fill(**values), remedy))
    return faults


def check_anchored(rows: dict[str, list[Row]]) -> list[Fault]:
    """Return a fault for each place that is not in the lock, or that the lock has elsewhere.

    A figure's characters as printed are held against the digest of its place: no copy is needed.
    """
    return list(_unanchored(placed_rows(rows), rows.get("anchors", [])))


def _unanchored(placed: list[Row], lock: list[Row]) -> Iterator[Fault]:
    anchors = anchors_by_evidence(lock)
    for row in placed:
        locked = anchors.pop(name_of_place(row), [])
        if not locked:
            reason = Text("{id} is not anchored.", "{id} 尚未锚定。")
        elif [anchor.span for anchor in locked] != spans_of(row):
            reason = Text("{id} has moved since it was anchored.", "{id} 的位置在锚定后已改动。")
        else:
            yield from _misprinted(row, locked[0])
            continue
        yield Fault("anchor", row.place, reason.fill(id=row.one("id")), LOCK_REMEDY)
    for row in lock:
        if row.one("evidence") in anchors:
            reason = Text(
                "{id} is locked but no evidence row has it.", "{id} 在锁文件中，但无证据行。"
            )
            yield Fault("anchor", row.place, reason.fill(id=row.one("evidence")), LOCK_REMEDY)


def _misprinted(row: Row, anchor: Anchor) -> Iterator[Fault]:
    if "as_printed" in row.cells and digest(match_key(row.one("as_printed"))) != anchor.key:
        reason = Text(
            "{id} is not printed as '{printed}' at its first span.",
            "{id} 的首个位置所印并非“{printed}”。",
        ).fill(id=row.one("id"), printed=row.one("as_printed"))
        remedy = Text(
            "Write as_printed as it stands there, or correct the span: "
            "'kg anchor SOURCE --from START --to END' shows the words.",
            "请按原样填写 as_printed，或更正位置：kg anchor SOURCE --from 起 --to 止 可显示原文。",
        )
        yield Fault("as-printed", row.place, reason, remedy)
