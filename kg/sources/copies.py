"""The user's own copies of sources: found by digest or by name, read once, never written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import NotFound
from kg.language import Text
from kg.sources.anchor import Anchor, Copy, Outcome, Resolution, Span, resolve

# What reads and compares texts is imported where it is used: most users have no copies.
if TYPE_CHECKING:
    from kg.sources.text import SourceText

CUT = " … "  # between the segments of a place that is cut by a page break or footnote


class Words(NamedTuple):
    """What a place says in the user's copy: how it was found, and the words if it was."""

    outcome: Outcome
    text: str | None


class FoundCopy(NamedTuple):
    """A user's copy of a source, and whether it is the very file that was curated from."""

    source: SourceText
    same_file: bool
    copy: Copy

    def resolve(self, anchors: Sequence[Anchor]) -> list[Resolution]:
        """Find each segment of a place."""
        return [resolve(self.copy, anchor) for anchor in anchors]

    def words(self, anchors: Sequence[Anchor]) -> Words:
        """Return the words at a place, if all its segments are found and lie as they did.

        The segments of a cell are itself and its headings: they need not go up.
        """
        found = self.resolve(anchors)
        worst = max((r.outcome for r in found), key=list(Outcome).index)
        spans = [r.span for r in found if r.span]
        if len(spans) < len(found) or _order(spans) != _order([a.span for a in anchors]):
            return Words(worst if not worst.shows_words else Outcome.AMBIGUOUS, None)
        return Words(worst, CUT.join(self.source.text[start:end] for start, end in spans))


@dataclass
class Copies:
    """The directories that hold a user's copies; a source is looked up when it is needed."""

    directories: tuple[Path, ...] = ()
    _found: dict[str, FoundCopy | None] = field(default_factory=dict)
    _digests: dict[str, Path] | None = None

    def __post_init__(self) -> None:
        for path in self.directories:
            if not path.is_dir():
                text = Text(
                    "There is no directory {path} with copies: give an existing one with --copies.",
                    "找不到副本目录 {path}：请用 --copies 给出已有的目录。",
                )
                raise NotFound(text.fill(path=path))

    def find(self, source: str, sha256: str) -> FoundCopy | None:
        """Return the copy of *source* (its id): the file of that digest, else `<source>.txt`."""
        if source not in self._found:
            path = self._by_digest().get(sha256) or self._by_name(source)
            self._found[source] = _read_copy(path, sha256) if path else None
        return self._found[source]

    def _by_digest(self) -> dict[str, Path]:
        if self._digests is None:
            import hashlib

            from kg.sources.text import read_bytes

            files = [p for d in self.directories for p in sorted(d.glob("*.txt"))]
            self._digests = {hashlib.sha256(read_bytes(p)).hexdigest(): p for p in files}
        return self._digests

    def _by_name(self, source: str) -> Path | None:
        candidates = [directory / f"{source}.txt" for directory in self.directories]
        return next((path for path in candidates if path.is_file()), None)


def _order(spans: Sequence[Span]) -> list[int]:
    """Return the indexes of *spans* in the order of the text."""
    return sorted(range(len(spans)), key=lambda index: (spans[index], index))


def _read_copy(path: Path, sha256: str) -> FoundCopy:
    from kg.sources.key import build_key
    from kg.sources.text import read_text

    source = read_text(path)
    return FoundCopy(source, source.sha256 == sha256, Copy(build_key(source.text)))
