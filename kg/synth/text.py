"""The invented text that a paper's places lie in: one numbered sentence on each line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from kg.sources.anchor import CONTEXT, digest
from kg.synth.pieces import Paper, Segment

SECTION = "一"
HEADING = "一、合成章节"
PRINTED = 5  # code points of a figure, the last of its sentence: all sentences are of one length


class InventedText:
    """The text of paper *number* with *count* sentences, and the anchors of each.

    A sentence carries letters and digits only, so that it is its own match key; *printed* are the
    figures that sentences end with, by the number of the sentence.
    """

    def __init__(self, number: int, count: int, printed: Mapping[int, str] | None = None) -> None:
        self.number = number
        self.count = count
        self.printed = printed or {}
        self.title = f"合成论文{number:07d}"
        self._begin = len(self.title) + 1 + len(HEADING) + 1
        self._head = self.title + HEADING.replace("、", "")
        self._step = len(self.sentence(0)) + 2  # the full stop and the end of the line

    @classmethod
    def of(cls, paper: Paper) -> InventedText:
        """Return the text of *paper*."""
        printed = {figure.sentence: figure.printed for figure in paper.figures}
        return cls(paper.number, paper.sentences, printed)

    def sentence(self, index: int) -> str:
        """Return sentence *index*, from 0; empty beyond the last."""
        if index >= self.count:
            return ""
        if figure := self.printed.get(index):
            return f"合成数字{self.number:07d}第{index:04d}句印{figure}"
        return f"合成原文{self.number:07d}第{index:04d}句所写皆为虚构"

    @property
    def section_start(self) -> int:
        """Where the one section begins, in code points."""
        return len(self.title) + 1

    @property
    def content(self) -> str:
        """The whole text."""
        lines = "".join(f"{self.sentence(index)}。\n" for index in range(self.count))
        return f"{self.title}\n{HEADING}\n{lines}"

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text as UTF-8."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    @property
    def length(self) -> int:
        """The number of code points."""
        return self._begin + self.count * self._step

    def segment(self, index: int) -> Segment:
        """Return the segment that sentence *index* is."""
        words = self.sentence(index)
        before = self.sentence(index - 1) if index else self._head
        start = self._begin + index * self._step
        return Segment(
            start, start + len(words), index + 1, len(words), digest(words),
            digest(before[-CONTEXT:]), digest(self.sentence(index + 1)[:CONTEXT]),
        )  # fmt: skip

    def figure(self, index: int) -> Segment:
        """Return the segment that the figure of sentence *index* is."""
        whole, words = self.segment(index), self.sentence(index)[:-PRINTED]
        return whole._replace(
            start=whole.end - PRINTED, length=PRINTED, key=digest(self.printed[index]),
            before=digest(words[-CONTEXT:]),
        )  # fmt: skip
