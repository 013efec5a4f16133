"""The exported N-Quads as plain Python sets: an oracle without SPARQL and without code of ours."""

from __future__ import annotations

import re
from collections import defaultdict

LINE = re.compile(rb"<([^>]*)> <([^>]*)> (?:<([^>]*)>|\"((?:[^\"\\]|\\.)*)\").* \.")


class Oracle:
    """The exported triples as sets of pairs, by the local name of their predicate."""

    def __init__(self, nquads: bytes) -> None:
        self.pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for line in nquads.splitlines():
            match = LINE.match(line)
            assert match, line
            subject, predicate, iri, text = (
                part.decode() if part else "" for part in match.groups()
            )
            name = re.split(r"[/#]", predicate)[-1]
            self.pairs[name].add((self._short(subject), self._short(iri or text)))
        self.members: dict[str, set[str]] = defaultdict(set)
        for subject, cls in self.pairs["type"]:
            self.members[cls].add(subject)

    @staticmethod
    def _short(iri: str) -> str:
        return re.split(r"[/#]", iri)[-1] if "policy-kg" in iri else iri

    def of(self, cls: str) -> set[str]:
        return set(self.members[cls])

    def to(self, link: str, things: set[str]) -> set[str]:
        return {o for s, o in self.pairs[link] if s in things}

    def back(self, link: str, things: set[str]) -> set[str]:
        return {s for s, o in self.pairs[link] if o in things}

    def thread(self, thing: str) -> tuple[set[str], set[str], set[str]]:
        """Return the actions, measures and documents on the thread of *thing*."""
        adopted = self.of("AdoptedMeasure")
        is_problem = thing in self.of("Bottleneck")
        actions = self.back("addresses", {thing}) if is_problem else {thing}
        measures = (actions & adopted) | self.to("correspondsTo", actions)
        return actions, measures, self.to("setOutIn", measures)
