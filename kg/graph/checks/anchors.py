"""Anchors: where the user's copies are at hand, every place must be found in them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.faults import Fault
from kg.graph.anchoring import list_sources, outside_fault, read_source, source_digest
from kg.graph.build import Built
from kg.graph.evidence import anchors_by_evidence, name_of_place, spans_of
from kg.graph.inputs import Inputs
from kg.language import Text
from kg.sources.copies import Copies

MOVED = Text(
    "Read the place again; if the text has changed, move the evidence and lock it anew.",
    "请重读此处；若原文有变动，请移动证据位置并重新锁定。",
)


def check_anchors(inputs: Inputs, built: Built, copies: Copies) -> Iterator[Fault]:
    """Yield a fault for each place that a copy does not confirm."""
    anchors = anchors_by_evidence(built.rows.get("anchors", []))
    for source in list_sources(inputs):
        found = copies.find(source, source_digest(inputs, source))
        if found is None:
            continue
        for row in read_source(inputs, source).placed:
            length = len(found.source.text)
            if found.same_file and any(end > length for _, end in spans_of(row)):
                yield outside_fault(row, length)
                continue
            name = name_of_place(row)
            words = found.words(anchors[name]) if name in anchors else None
            if words and words.text is None:
                reason = Text(
                    "{id} is {outcome} in {path}.", "{id} 在 {path} 中的结果是 {outcome}。"
                ).fill(id=name, outcome=words.outcome.value, path=found.source.path)
                yield Fault("anchor-unresolved", row.place, reason, MOVED)


def find_missing_copies(inputs: Inputs, copies: Copies) -> list[Text]:
    """Return a note for each source without a copy: its places were not looked at."""
    text = Text(
        "No copy of {id} at hand: its places were not verified, nor that nothing was copied.",
        "没有 {id} 的副本：未核对其位置，也未核查是否抄录原文。",
    )
    return [
        text.fill(id=source)
        for source in list_sources(inputs)
        if copies.find(source, source_digest(inputs, source)) is None
    ]
