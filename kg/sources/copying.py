"""The guard against copying: no text of ours may share a run of words with a source.

A run is 16 Chinese characters (punctuation, digits and spaces between them do not break it) or 8
English words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HAN_RUN = 16
WORD_RUN = 8
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


def han_runs(text: str) -> Iterator[str]:
    """Yield every run of 16 Chinese characters of *text*."""
    characters = "".join(HAN.findall(unicodedata.normalize("NFKC", text)))
    for start in range(len(characters) - HAN_RUN + 1):
        yield characters[start : start + HAN_RUN]


def word_runs(text: str) -> Iterator[str]:
    """Yield every run of 8 English words of *text*."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    words = WORD.findall(plain)
    for start in range(len(words) - WORD_RUN + 1):
        yield " ".join(words[start : start + WORD_RUN])


def runs(text: str) -> Iterator[str]:
    """Yield every run of *text* that counts."""
    yield from han_runs(text)
    yield from word_runs(text)


@dataclass(frozen=True)
class CopyGuard:
    """The runs of the sources, less those of what may stand as printed."""

    forbidden: frozenset[str]

    @classmethod
    def build(cls, sources: Iterable[str], quotable: Iterable[str]) -> CopyGuard:
        """Return the guard over the texts *sources*, with the titles and names *quotable*."""
        allowed = {run for text in quotable for run in runs(text)}
        return cls(frozenset({run for text in sources for run in runs(text)} - allowed))

    def find(self, text: str) -> str | None:
        """Return the first run that *text* shares with a source, or None."""
        return next((run for run in runs(text) if run in self.forbidden), None)
