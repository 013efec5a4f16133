"""What was planted: the answers that any engine must give, reckoned paper by paper with plain sets.

Nothing of `kg.answers` is used here, nor the graph: the claims as drawn are counted. A list of ids
that grows with the corpus is held as its number, a digest that does not depend on the order, and
the first ids.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from kg.synth.gaps import AS_OF, Links, ended_gaps, paper_gaps, shared_gaps
from kg.synth.pieces import Figure, Paper
from kg.synth.shared import pooled
from kg.synth.threads import Thread, threads_of
from kg.synth.words import MARKS

LISTED = 200  # ids of each list that are written out
SAMPLED = 500  # bottlenecks whose threads are kept, drawn evenly from the whole corpus
MODULUS = 1 << 256
# By what figures are counted; by indicator only those that all papers share.
COUNTED = ("unit", "qualifier", "kind", "verdict", "indicator")
SHARED = frozenset(pooled("Indicator"))
Json = dict[str, object]


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest())


@dataclass
class Names:
    """A set of names as its number, digest and first members.

    The digest is the sum of the SHA-256 of the names, modulo 2^256: in any order the same.
    """

    count: int = 0
    total: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Add *name*, which is not in yet."""
        self.count += 1
        self.total = (self.total + _number(name)) % MODULUS
        if len(self.first) < LISTED:
            self.first.append(name)

    def as_json(self) -> Json:
        """Return the three as JSON values."""
        return {"count": self.count, "digest": f"{self.total:064x}", "first": self.first}


def digest_names(names: list[str]) -> str:
    """Return the digest of *names* as it stands in the answers."""
    return f"{sum(map(_number, names)) % MODULUS:064x}"


class Reckoning:
    """The answers of a corpus, taken in paper by paper; holds no more for a larger one."""

    def __init__(self, seed: int, triples: int) -> None:
        self.seed = seed
        self.triples = triples
        self.documents = -1  # the first paper introduces what the others share
        self.things: Counter[str] = Counter()
        self.claims: Counter[tuple[str, str, str]] = Counter()
        self.gaps: dict[tuple[str, str, str], Names] = defaultdict(Names)
        self.ended: dict[tuple[str, str, str], Names] = defaultdict(Names)
        self.figures = Names()
        self.figures_by: dict[str, Counter[str]] = {what: Counter() for what in COUNTED}
        self.matrix: Counter[str] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.hits: dict[str, Names] = {word: Names() for pair in MARKS for word in pair}
        self.shared = Links()
        self.used: set[str] = set()  # shared documents that set a measure out
        self.sample: list[tuple[int, str, Json]] = []

    def add(self, paper: Paper, triples: int) -> None:
        """Take in *paper*, written as so many *triples*."""
        self.documents += 1
        self.triples += triples
        links = Links.of(paper, self.shared)
        if paper.number == 0:
            self.shared = links
        for thing in paper.things:
            self.things[thing.cls] += 1
            for mark, text in zip(_marks(thing.zh, thing.en), (thing.zh, thing.en), strict=True):
                if mark in text:
                    self.hits[mark].add(thing.name)
        for claim in (*paper.claims, *paper.across):
            self.claims[claim.predicate, claim.modality, _standing(claim.links, claim.status)] += 1
        self._add_figures(paper.figures)
        if paper.number:
            for kind, gap, reason, name in ended_gaps(links, paper):
                self.ended[kind, gap, reason].add(name)
            for kind, gap, reason, name in paper_gaps(links, paper):
                self.gaps[kind, gap, reason].add(name)
            self.used |= {d for ds in links.forward["setOutIn"].values() for d in ds}
            self._add_matrix(links, paper)
            self._add_threads(links)

    def _add_figures(self, figures: list[Figure]) -> None:
        for figure in figures:
            self.figures.add(figure.name)
            for what, found in self.figures_by.items():
                if what != "indicator" or figure.indicator in SHARED:
                    found[getattr(figure, what)] += 1

    def _add_matrix(self, links: Links, paper: Paper) -> None:
        pairs = Counter(
            (c.object, c.subject) for c in paper.claims if c.links and c.predicate == "addresses"
        )
        columns = {action for _, action in pairs}
        wholes = {whole for action in columns for whole in links.wholes(action)}
        self.matrix.update(
            rows=len(links.kinds["Bottleneck"]), columns=len(columns | wholes), cells=len(pairs),
            blocks=sum(c.predicate == "collectivelyAddresses" for c in paper.claims),
        )  # fmt: skip
        for claim in paper.claims:
            if claim.links and claim.predicate == "addresses":
                self.matrix[claim.modality] += 1

    def _add_threads(self, links: Links) -> None:
        by_start: dict[str, list[Thread]] = {}
        for bottleneck in links.kinds["Bottleneck"]:
            by_start[bottleneck] = list(threads_of(links, bottleneck))
            self.verdicts.update(thread.verdict for thread in by_start[bottleneck])
        for bottleneck in by_start:
            key = -_number(f"{self.seed}:{bottleneck}")
            if len(self.sample) == SAMPLED and key <= self.sample[0][0]:
                continue
            parts = [bottleneck, *links.parts(bottleneck)]
            chains = [thread.chain for part in parts for thread in by_start[part]]
            kept = (key, bottleneck, _traced(chains))
            push = heapq.heappushpop if len(self.sample) == SAMPLED else heapq.heappush
            push(self.sample, kept)

    def _all_gaps(self) -> dict[tuple[str, str, str], Names]:
        """Return the gaps of all papers, and those of what they share, known only at the end."""
        found = {key: replace(names, first=list(names.first)) for key, names in self.gaps.items()}
        for reason, gap, name in shared_gaps(self.shared, self.used):
            found.setdefault(("PolicyDocument", gap, reason), Names()).add(name)
        return found

    def as_json(self) -> Json:
        """Return all answers as JSON values."""
        claims: dict[str, dict[str, dict[str, int]]] = {}
        for (link, modality, standing), number in sorted(self.claims.items()):
            claims.setdefault(link, {}).setdefault(modality, {})[standing] = number
        return {
            "seed": self.seed,
            "documents": self.documents,
            "triples": self.triples,
            "things": dict(sorted(self.things.items())),
            "claims": claims,
            "gaps": _by_kind(self._all_gaps()),
            "ended": {"asOf": AS_OF, "gaps": _by_kind(self.ended)},
            "figures": {
                **self.figures.as_json(),
                **{what: dict(sorted(found.items())) for what, found in self.figures_by.items()},
            },
            "matrix": dict(sorted(self.matrix.items())),
            "threads": dict(sorted(self.verdicts.items())),
            "search": {word: names.as_json() for word, names in self.hits.items()},
            "traces": {name: kept for _, name, kept in sorted(self.sample, key=lambda s: s[1])},
        }


def _by_kind(found: dict[tuple[str, str, str], Names]) -> Json:
    """Return lists of names by kind of thing, gap and reason."""
    gaps: dict[str, dict[str, dict[str, Json]]] = {}
    for (kind, gap, reason), names in sorted(found.items()):
        gaps.setdefault(kind, {}).setdefault(gap, {})[reason] = names.as_json()
    return dict(gaps)


def _marks(zh: str, en: str) -> tuple[str, str]:
    return zh.rsplit(" ", 1)[1], en.rsplit(" ", 1)[1]


def _standing(links: bool, status: str) -> str:
    """Return `denied` for an accepted claim that denies, else the status."""
    return status if links or status != "accepted" else "denied"


def _traced(chains: list[str]) -> Json:
    return {"chains": len(chains), "digest": digest_names(chains)}
