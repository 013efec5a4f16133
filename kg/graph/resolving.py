"""What of the evidence is found in the user's copies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kg.graph.anchoring import list_sources, read_source
from kg.graph.evidence import anchors_by_evidence
from kg.graph.inputs import Inputs
from kg.graph.tables import read_table
from kg.sources.copies import Copies


@dataclass(frozen=True)
class Resolved:
    """One source: the user's copy if there is one, and its evidence by outcome."""

    source: str
    copy: Path | None
    same_file: bool
    outcomes: dict[str, int]
    unresolved: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the report as JSON values."""
        return {
            "source": self.source,
            "copy": str(self.copy) if self.copy else None,
            "sameFile": self.same_file,
            "outcomes": self.outcomes,
            "unresolved": list(self.unresolved),
        }


def resolve_all(inputs: Inputs, copies: Copies) -> list[Resolved]:
    """Look for the evidence of every source in the user's copies."""
    return [_resolve_source(inputs, copies, source) for source in list_sources(inputs)]


def _resolve_source(inputs: Inputs, copies: Copies, source: str) -> Resolved:
    files = read_source(inputs, source)
    found = copies.find(source, files.sha256)
    if found is None:
        return Resolved(source, None, False, {}, ())
    locks = [file for file in inputs.tables("anchors.lock") if file.source == source]
    rows = [row for file in locks for row in read_table(file)[0]]
    words = {name: found.words(a) for name, a in anchors_by_evidence(rows).items()}
    outcomes = Counter(w.outcome.value for w in words.values())
    missing = tuple(name for name, w in sorted(words.items()) if w.text is None)
    return Resolved(source, found.source.path, found.same_file, dict(outcomes), missing)
