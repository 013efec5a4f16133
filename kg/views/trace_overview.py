"""Where a reader of all threads begins: categories, whole bottlenecks, and counts as bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.answers.support import Verdict
from kg.graph.terms import local_name
from kg.language import Lang
from kg.views.bilingual import LANGS
from kg.views.network_layout import GAP_X
from kg.views.trace_data import BOTTLENECK, CATEGORY, Thread, Threads
from kg.views.trace_order import Order
from kg.views.trace_picture import Picture

BAR_LABEL = 34  # the room for the number at the end of a bar
UNFOLD = 34  # and for the button beyond it
BUTTON = 29  # its height


@dataclass(frozen=True)
class Bar:
    """The threads of one bottleneck as a bar: for each verdict where it begins, and its length."""

    key: str
    top: int
    pieces: tuple[tuple[str, float, float], ...]
    count: int

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.pieces[-1][1] + self.pieces[-1][2]


class Overview(Picture):
    """Where a reader begins: categories and whole bottlenecks, and how many threads each has."""

    widths: Mapping[int, int] = {CATEGORY: 116, BOTTLENECK: 390}
    growth = 1
    is_overview = True
    bar_room = 270

    def __init__(self, name: str, data: Threads) -> None:
        super().__init__(name, data, (), data.heads)
        self.threads_of = {
            trace.term: [t for t in data.all if set(t.nodes) & set(trace.starts)]
            for trace in data.traces
        }
        self.most = max(map(len, self.threads_of.values()), default=0)

    def through(self, iri: str) -> list[Thread]:
        """Return the threads of a bottleneck and all its parts."""
        return self.threads_of.get(iri, [])

    def kinds(self, iri: str) -> Iterable[str]:
        """Yield how the card of *iri* is set apart: it was not asked for by itself."""
        return (kind for kind in super().kinds(iri) if kind != "asked")

    @cached_property
    def order(self) -> Order:
        """Bottlenecks by their categories, those with most threads first; those of none last."""
        found = super().order

        def rank(iri: str) -> tuple[str, int, str]:
            links = [link.left for link in self.categories.values() if link.right == iri]
            return min(links, default="~"), -len(self.through(iri)), iri

        categories = sorted({link.left for link in self.categories.values()})
        ids = [local_name(iri) for iri in (*categories, *sorted(self.iris, key=rank))]
        return Order(found.layers, found.edges, found.parts, ids)

    @property
    def width(self) -> int:
        """The width of the picture, with the bars."""
        return super().width + GAP_X // 2 + self.bar_room + UNFOLD

    def _unfolding(self) -> list[str]:
        """Return the places of the buttons that unfold: at the ends of the rows."""
        rules = [f"#{self.name} .unfold{{--x:{self.width - UNFOLD}}}"]
        for number, iri in enumerate(self.data.heads, start=1):
            boxes = [self.drawings[lang].boxes[local_name(iri)] for lang in LANGS]
            zh, en = (top + (height - BUTTON) // 2 for top, height in boxes)
            rules.append(f"#{self.name}u{number}{{--zt:{zh};--et:{en}}}")
        return rules

    def count(self, iri: str) -> dict[str, int]:
        """Return how many threads of each verdict a bottleneck has."""
        found = Counter(thread.test.verdict for thread in self.through(iri))
        return {verdict.value: found[verdict] for verdict in Verdict}

    @property
    def bar_left(self) -> int:
        """Where the bars begin."""
        return super().width + GAP_X // 2

    @property
    def per_thread(self) -> float:
        """The length of one thread."""
        return round((self.bar_room - BAR_LABEL) / max(self.most, 1), 3)

    def bars(self, lang: Lang) -> list[Bar]:
        """Return the bar of each bottleneck."""
        boxes = self.drawings[lang].boxes
        found = []
        for iri in self.data.heads:
            top, height = boxes[local_name(iri)]
            pieces, x = [], float(self.bar_left)
            for verdict, count in self.count(iri).items():
                width = round(count * self.per_thread, 2)
                pieces.append((verdict, round(x, 2), width))
                x += width
            total = len(self.through(iri))
            found.append(Bar(local_name(iri), top + height // 2, tuple(pieces), total))
        return found
