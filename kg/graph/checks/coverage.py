"""Coverage: what `skipped.csv` says is not under evidence lies in the text, and says why truly."""

from __future__ import annotations

from collections.abc import Iterator

from kg.faults import Fault
from kg.graph.anchoring import list_sources, read_source
from kg.graph.build import Built
from kg.graph.evidence import name_of_place, placed_rows, spans_of
from kg.graph.inputs import Inputs
from kg.graph.tables import Row, read_table
from kg.language import Text
from kg.sources.copies import Copies
from kg.sources.sentences import WordKey

FIND = Text("Find the place with 'kg anchor SOURCE --find'.", "请用 kg anchor SOURCE --find 查找。")
NAME = Text(
    "Name the evidence or the reading ('figure-…-reading') that says it, or give another reason.",
    "请写明说过它的证据或读数（figure-…-reading），或改用其他理由。",
)
ONCE = Text("Keep one of the two rows, or part the spans.", "请只保留其中一行，或把位置分开。")
BOTH = Text("Write the note in both languages or in none.", "附注请两种语言都写，或都不写。")
DELETE = Text(
    "Delete the row: a place under evidence needs no reason.",
    "请删除该行：已有证据之处无需说明理由。",
)


def check_skipped(inputs: Inputs, built: Built, copies: Copies) -> Iterator[Fault]:
    """Yield a fault for each row of `skipped.csv` that is wrong or not needed.

    Whether a row lies in the text, or wholly under evidence, is seen in the very file only.
    """
    known = {name_of_place(row) for row in placed_rows(built.rows)}
    for source in list_sources(inputs):
        tables = [f for f in inputs.files_of(source) if f.path.name == "skipped.csv"]
        rows = [row for file in tables for row in read_table(file)[0]]
        for row in rows:
            yield from _check_reason(row, known)
        yield from _check_order(rows)
        if rows:
            yield from _check_in_copy(inputs, copies, source, rows)


def _check_reason(row: Row, known: set[str]) -> Iterator[Fault]:
    """Yield a fault for what a row says that needs no copy to be seen wrong."""
    named = row.cells["repeated_in"]
    if (row.one("reason") == "repeated") != bool(named):
        reason = Text(
            "the reason 'repeated' and a place in repeated_in belong together.",
            "理由 repeated 与 repeated_in 中的位置应同时出现。",
        )
        yield Fault("skipped-repeated", row.place, reason, NAME)
    for name in named:
        if name not in known:
            reason = Text("there is no place '{id}'.", "没有位置“{id}”。")
            yield Fault("skipped-repeated", row.place, reason.fill(id=name), NAME)
    if bool(row.one("note_zh")) != bool(row.one("note_en")):
        reason = Text("the note stands in one language only.", "附注只有一种语言。")
        yield Fault("skipped-note", row.place, reason, BOTH)


def _check_order(rows: list[Row]) -> Iterator[Fault]:
    """Yield a fault for a span that begins after its end, and for one that another row has too."""
    spans = sorted(((span, row) for row in rows for span in spans_of(row)), key=lambda s: s[0])
    reached, holder = 0, None
    for (start, end), row in spans:
        if end <= start:
            reason = Text("{start}-{end} is empty.", "{start}-{end} 为空。")
            yield Fault("skipped-outside", row.place, reason.fill(start=start, end=end), FIND)
        elif start < reached and holder:
            reason = Text(
                "{start}-{end} is skipped already at {place}.",
                "{start}-{end} 已在 {place} 列为略过。",
            )
            values = {"start": start, "end": end, "place": holder.place}
            yield Fault("skipped-twice", row.place, reason.fill(**values), ONCE)
        if end > reached:
            reached, holder = end, row


def _check_in_copy(inputs: Inputs, copies: Copies, source: str, rows: list[Row]) -> Iterator[Fault]:
    """Yield a fault for a row outside the text, without words, or wholly under evidence."""
    files = read_source(inputs, source)
    found = copies.find(source, files.sha256)
    if found is None or not found.same_file:
        return
    words, length = WordKey.build(found.copy.keyed), len(found.source.text)
    taken = words.carried(span for row in files.placed for span in spans_of(row))
    for row in rows:
        spans = spans_of(row)
        keys = words.carried(spans)
        if any(end <= start for start, end in spans):
            continue  # told already
        if not keys or any(end > length for _, end in spans):
            reason = Text(
                "the place lies outside the text (0-{length}) or on nothing but punctuation.",
                "位置超出原文范围（0-{length}）或只含标点。",
            )
            yield Fault("skipped-outside", row.place, reason.fill(length=length), FIND)
        elif keys <= taken:
            reason = Text("the place lies wholly under evidence.", "该位置已全部在证据之下。")
            yield Fault("skipped-superfluous", row.place, reason, DELETE)
