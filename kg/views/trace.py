"""The layered trace as one HTML page: category, bottleneck, action, measure, document, region.

With a term: all threads through what it names. Without: categories and whole bottlenecks with
their counts, and the threads of each to be unfolded. Never on everything at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, partial

from kg.answers.thread import Filters
from kg.answers.trace import find_heads, trace_thing
from kg.answers.values import Claim
from kg.errors import LimitReached
from kg.graph.graph import Graph
from kg.graph.terms import KG, TYPE, local_name, source_id
from kg.language import Lang, Text
from kg.views.bilingual import LANGS, Both, both, same
from kg.views.network_layout import FONT
from kg.views.shell import Detail, Page
from kg.views.support_texts import VERDICTS, explain
from kg.views.trace_data import BOTTLENECK, Thread, Threads
from kg.views.trace_details import Details
from kg.views.trace_overview import Overview
from kg.views.trace_picture import Picture
from kg.views.trace_sheets import as_sheet
from kg.views.trace_table import make_facets, make_twin
from kg.views.trace_texts import HOW, START, TEXTS, TITLE, TOO_MANY

USES = frozenset({"direction", "depth", "modality", "source", "region", "as_of"})
ALSO = 5
MOST_ROOTS = 200  # bottlenecks that a page begins with: each has a picture of its own
MOST = 80  # cards in a picture before it is cut to the best supported threads
SCRIPTS = ("trace-threads.js", "trace-sheets.js", "trace-panel.js", "trace-keys.js", "trace.js")


def draw(graph: Graph, word: str | None, filters: Filters) -> Page:
    """Return the threads through what *word* names, or where to begin among all of them."""
    if word is None:
        roots = roots_of(graph)
        if len(roots) > MOST_ROOTS:
            raise LimitReached(TOO_MANY.fill(count=len(roots), most=MOST_ROOTS))
        return TracePage(graph, None, roots, (), filters).page()
    match, also = find_heads(graph, word)
    return TracePage(graph, word, match.iris, also, filters).page()


def roots_of(graph: Graph) -> tuple[str, ...]:
    """Return the bottlenecks that are no part of another."""
    found = graph.subjects(TYPE, KG + "Bottleneck")
    return tuple(iri for iri in found if not set(graph.objects(iri, KG + "partOf")) & set(found))


class TracePage:
    """The threads through *heads*, made ready to be drawn and told."""

    def __init__(
        self,
        graph: Graph,
        word: str | None,
        heads: Sequence[str],
        also: Sequence[str],
        filters: Filters,
    ) -> None:
        self.graph = graph
        self.word = word
        self.also = also
        self.data = Threads(graph, [trace_thing(graph, iri, filters) for iri in heads], filters)
        self.pictures = self._pictures() if word is not None else self._start()

    def _pictures(self) -> list[Picture]:
        """Return the picture of all threads; where it is large, that of the best goes before."""
        data = self.data
        whole = Picture("p0", data, data.all, data.starts, data.collective)
        if whole.size <= MOST:
            return [whole]
        whole.name = "p1"
        return [self._best("p0", data.all, data.starts, data.collective), whole]

    def _start(self) -> list[Picture]:
        """Return the overview, and a picture for each whole bottleneck."""
        overview = Overview("p0", self.data)
        found: list[Picture] = [overview]
        for number, trace in enumerate(self.data.traces, start=1):
            threads = overview.through(trace.term)
            picture = self._best(f"p{number}", threads, trace.starts, trace.collective)
            picture.head = trace.term
            found.append(picture)
        return found

    def _best(
        self,
        name: str,
        threads: Sequence[Thread],
        starts: Sequence[str],
        claims: Sequence[Claim],
    ) -> Picture:
        """Return the picture of as many of *threads* as there is room for, best first."""

        def picture(count: int) -> Picture:
            best = threads[:count]
            return Picture(name, self.data, best, self._standing(starts, best), claims)

        counts = range(1, len(threads) + 1)
        found = picture(bisect_right(counts, MOST, key=lambda count: picture(count).size))
        found.left_out = len(threads) - len(found.threads)
        return found

    def _standing(self, starts: Sequence[str], threads: Sequence[Thread]) -> list[str]:
        """Return those of *starts* that stand on *threads* or above them, or on none at all."""
        passed = {iri for thread in threads for iri in thread.nodes}
        above = {whole for iri in passed for whole in self.data.wholes(iri)}
        shown = passed | above | self.data.unanswered
        return [iri for iri in starts if iri in shown]

    @cached_property
    def details(self) -> dict[str, Detail]:
        """What the panel shows, by key."""
        return Details(self.data, self.pictures).by_key()

    def page(self) -> Page:
        """Return the page."""
        return Page(
            name="trace",
            title=TITLE,
            subject=self.subject(),
            version=self.graph.version,
            twin=make_twin(self.data),
            details=self.details,
            names={iri: self.data.name(iri) for iri in self._named()},
            facets=make_facets(self.data),
            how=HOW,
            query=self.word or "",
            texts=TEXTS,
            values=self.values(),
            context={
                "drawn": self,
                "verdicts": _verdicts(),
                "text_slide": lambda picture: TEXTS["slide"].fill(columns=len(picture.columns)),
                "em": lambda length: round(length / FONT, 3),
            },
            scripts=SCRIPTS,
            styles="\n".join((self.pictures[0].styles(), self._paper())),
        )

    def _paper(self) -> str:
        """Return how the first picture is printed where no script says it."""
        return "\n".join(
            f"@media print{{html:not(.scripted)[data-lang={lang}] :is(header,main)"
            f"{{page:{drawing.paper}}}}}"
            for lang, drawing in self.pictures[0].drawings.items()
        )

    def subject(self) -> Both:
        """Return what the page is about."""
        if self.word is None:
            return both(START)
        heads = self.data.heads
        return self.data.name(heads[0]) if len(heads) == 1 else same(self.word)

    def _named(self) -> set[str]:
        claims = {claim for detail in self.details.values() for claim in detail.claims}
        return {iri for c in claims for iri in (c.subject, c.predicate, c.object)}

    def notes(self) -> list[Both]:
        """Return what is said above the pictures: what is drawn, and what was left out."""
        data = self.data
        ended = sorted({iri for trace in data.traces for iri in trace.ended})
        found = [self._what()]
        if self.also:
            more = " …" if len(self.also) > ALSO else ""
            found.append(TEXTS["also"].fill(names=data.listed(self.also[:ALSO]), more=more))
        found += [TEXTS["ended"].fill(names=data.listed(ended))] if ended else []
        found += [TEXTS["narrowed"]] if data.filters.narrow else []
        return [both(text) for text in found]

    def _what(self) -> Text:
        data = self.data
        if self.word is not None:
            text = TEXTS["term-note"].fill(names=data.listed(data.heads))
        else:
            parts = len(data.starts) - len(data.heads)
            text = TEXTS["start-note"].fill(roots=len(data.heads), parts=parts)
        return text.fill(threads=len(data.all))

    def cut(self, picture: Picture) -> Text | None:
        """Return what *picture* leaves out, if anything: a picture shows the best supported."""
        if picture.left_out == 0:
            return None
        shown = len(picture.threads)
        return TEXTS["cut"].fill(shown=shown, all=shown + picture.left_out)

    def draw_all(self) -> Text:
        """Return the words of the button that draws all threads."""
        whole = self.pictures[-1]
        return TEXTS["draw-all"].fill(all=len(whole.threads), cards=whole.size)

    def values(self) -> dict[str, object]:
        """Return what the script reads: threads, what runs through what, the pictures."""
        number = {thread.key: at for at, thread in enumerate(self.data.all)}
        return {
            "threads": [self._thread(thread) for thread in self.data.all],
            "pictures": [
                {
                    "id": picture.name,
                    "paper": {lang: d.paper for lang, d in picture.drawings.items()},
                    "overview": picture.is_overview,
                    "head": local_name(picture.head) if picture.head else None,
                    "threads": [number[thread.key] for thread in picture.threads],
                    "all": [number[thread.key] for thread in self._all_of(picture)],
                    "sheet": as_sheet(picture) if at else None,
                }
                for at, picture in enumerate(self.pictures)
            ],
            "bars": self._bars(),
            "back": [key for key, link in self.data.links.items() if link.arrow == "left"],
            "wholes": self._wholes(),
            "categories": {
                key: local_name(link.right)
                for picture in self.pictures
                for key, link in picture.categories.items()
            },
            "aside": Details(self.data, self.pictures).aside(),
            "members": {
                key: members
                for picture in self.pictures
                for key, members in picture.members.items()
            },
            "verdicts": _verdicts(),
        }

    def _all_of(self, picture: Picture) -> Sequence[Thread]:
        """Return the threads of the bottleneck that *picture* unfolds, drawn or not."""
        return self.pictures[0].through(picture.head) if picture.head else ()

    def _bars(self) -> dict[str, float]:
        first = self.pictures[0]
        if not isinstance(first, Overview):
            return {}
        return {"left": first.bar_left, "each": first.per_thread}

    @property
    def has_whole(self) -> bool:
        """Whether the last picture draws all threads of a term, and the first the best of them."""
        return self.word is not None and len(self.pictures) > 1

    def unfolds(self, picture: Picture, lang: Lang) -> str:
        """Return what the button does that unfolds *picture*."""
        return TEXTS["unfold"].fill(name=self.data.text(picture.head)).say(lang)

    def described(self, picture: Picture, lang: Lang) -> str:
        """Return what *picture* is, for those who do not see it."""
        count = {"cards": picture.size, "threads": len(picture.threads)}
        return TEXTS["picture"].fill(**count).say(lang)

    def _thread(self, thread: Thread) -> dict[str, object]:
        names = {lang: partial(self.graph.label, lang=lang) for lang in LANGS}
        return {
            "nodes": [local_name(iri) for iri in thread.nodes],
            "verdict": thread.test.verdict.value,
            "inferences": thread.inferences,
            "why": {lang: explain(thread.test, names[lang]).say(lang) for lang in LANGS},
            "by": [source_id(iri) for iri in thread.test.stated_by],
            "facets": {name: " ".join(found) for name, found in self.data.facets(thread).items()},
        }

    def _wholes(self) -> dict[str, list[str]]:
        """Return for each bottleneck what it is part of, where that is on the page."""
        layers = {iri: at for picture in self.pictures for iri, at in picture.layers.items()}
        shown = {iri for iri, layer in layers.items() if layer == BOTTLENECK}
        found = {iri: [w for w in self.data.wholes(iri) if w in shown] for iri in sorted(shown)}
        return {local_name(iri): list(map(local_name, ws)) for iri, ws in found.items() if ws}


def _verdicts() -> dict[str, Both]:
    return {verdict.value: both(text) for verdict, text in VERDICTS.items()}
