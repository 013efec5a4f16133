"""An answer to a corpus as it can be compared: how many rows, their digest, and the first ones."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.analytics.engine import Result

KEPT = 100  # rows that are kept as they are


def take_rows(result: Result) -> dict[str, Any]:
    """Read all rows of *result*; return their number, a digest in their order, and the first."""
    digest, count, kept = hashlib.sha256(), 0, []
    for row in result.rows:
        digest.update(repr(tuple(row)).encode())
        count += 1
        if count <= KEPT:
            kept.append(list(row))
    return {"rows": count, "digest": digest.hexdigest(), "first": kept}
