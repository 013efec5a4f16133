"""A whole corpus: the ontology, the regions, and papers until there are enough of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg import paths
from kg.synth.answers import Reckoning
from kg.synth.drawing import draw_papers
from kg.synth.nquads import paper_lines
from kg.synth.pieces import Paper

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Size:
    """How large a corpus is to be: so many papers after the first, or at least so many triples."""

    documents: int | None = None
    triples: int | None = None

    def done(self, documents: int, triples: int) -> tuple[int, int]:
        """Return how much of it is done, and the whole: papers, or triples."""
        whole = self.documents if self.documents is not None else self.triples or 0
        return min(whole, documents if self.documents is not None else triples), whole

    def reached(self, documents: int, triples: int) -> bool:
        """Tell whether a corpus of so many papers and triples is large enough."""
        if self.documents is not None:
            return documents >= self.documents
        return triples >= (self.triples or 0)


def base_nquads() -> bytes:
    """Return the shipped ontology and regions, built, as sorted N-Quads."""
    from kg.graph.cache import build_nquads
    from kg.graph.inputs import read_inputs

    return build_nquads(read_inputs((paths.reference_dir(),)))


def stream_papers(
    planted: Reckoning, size: Size, progress: Progress | None = None
) -> Iterator[tuple[Paper, bytes]]:
    """Yield each paper with its N-Quads until *size* is reached, and take it in to *planted*."""
    for paper in draw_papers(planted.seed):
        lines = "".join(paper_lines(paper)).encode()
        planted.add(paper, lines.count(b"\n"))
        yield paper, lines
        if progress:
            progress(*size.done(planted.documents, planted.triples))
        if size.reached(planted.documents, planted.triples):
            return


def write_nquads(
    out: BinaryIO, seed: int, size: Size, progress: Progress | None = None
) -> Reckoning:
    """Write the corpus of *seed* to *out* as N-Quads and return what was planted in it.

    *progress* is told how much of *size* is done, and the whole, after each paper.
    """
    base = base_nquads()
    out.write(base)
    planted = Reckoning(seed, base.count(b"\n"))
    for _, lines in stream_papers(planted, size, progress):
        out.write(lines)
    return planted
