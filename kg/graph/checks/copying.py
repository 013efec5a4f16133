"""Copying: no literal and no cell shares a run of words with a source at hand."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.faults import Fault
from kg.graph.anchoring import list_sources, source_digest
from kg.graph.build import Built
from kg.graph.inputs import Inputs
from kg.graph.tables import read_table
from kg.language import Text
from kg.sources.copies import Copies
from kg.sources.copying import CopyGuard

REMEDY = Text(
    "Say it in words of our own; a title, name or term goes into quotable.csv with the reason.",
    "请用自己的话改写；标题、名称或术语可列入 quotable.csv 并说明理由。",
)


def check_copying(inputs: Inputs, built: Built, copies: Copies) -> Iterator[Fault]:
    """Yield a fault for each literal that shares a run with a source; none without copies."""
    found = [copies.find(s, source_digest(inputs, s)) for s in list_sources(inputs)]
    texts = [copy.source.text for copy in found if copy]
    if not texts:
        return
    guard = CopyGuard.build(texts, read_quotable(inputs))
    for triple in built.triples:
        if isinstance(triple.object, ox.Literal) and (run := guard.find(triple.object.value)):
            reason = Text(
                "{name} holds words of a source: “{run}”.", "{name} 含有原文文字：“{run}”。"
            )
            subject = getattr(triple.subject, "value", "")
            yield Fault(
                "copying",
                built.place_of(subject),
                reason.fill(name=subject.rpartition("/")[2], run=run),
                REMEDY,
            )


def read_quotable(inputs: Inputs) -> list[str]:
    """Return the titles, names and terms that may stand as printed."""
    return [
        row.one("text") for file in inputs.tables("quotable.csv") for row in read_table(file)[0]
    ]
