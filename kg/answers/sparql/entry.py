"""What the catalogue of mistakes holds of each."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import KgError
from kg.language import Text


@dataclass(frozen=True)
class Entry:
    """A mistake: the error that it is, or None for a note, and what is said."""

    kind: type[KgError] | None
    text: Text
