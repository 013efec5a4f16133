"""What changed between two graphs, as an analyst would tell it: sets compared, pattern by pattern.

A thing, a claim, a figure is the same in both graphs when its IRI is. What a bottleneck lost or
gained is told where both graphs have the bottleneck; a gap of what is new, or of what is gone, is
told apart, and so is a gap that was never reached before because the thread ended earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.answers.diff import edits
from kg.answers.diff.changes import ONTOLOGY, Change, Diff, Group, Wanted
from kg.answers.diff.rest import count_rest
from kg.answers.diff.sides import Side, link_of
from kg.answers.figures import DERIVED_FROM
from kg.answers.gaps import Gap, categories_of
from kg.answers.support import Verdict, examine_threads
from kg.answers.things import kind_label
from kg.answers.thread import Chain, Filters
from kg.answers.values import Bilingual
from kg.graph.graph import Graph
from kg.graph.terms import KG, local_name

# A gap is told only where the thread comes so far: with one of these before it, nobody asks.
ASKED_AFTER = {
    "no-measure": ("no-action",),
    "no-document": ("no-action", "no-measure"),
    "no-date": ("no-action", "no-measure", "no-document"),
    "no-region": ("no-action",),
    "no-performer": ("no-action",),
}
# What these say of a bottleneck that both graphs have is told as what it lost or gained.
HEADLINED = ("no-action", "inferred-only")


def compare_graphs(before: Graph, after: Graph, wanted: Wanted | None = None) -> Diff:
    """Return what changed from *before* to *after* and is *wanted*, strongest news first."""
    wanted = wanted or Wanted()
    old, new = Side(before), Side(after)
    groups = [group for group in FINDERS if wanted.rest or wanted.wants(group)]
    found = [change for group in groups for find in FINDERS[group] for change in find(old, new)]
    about = _About(old, new)
    placed = (about.place(change) for change in found)
    changes = tuple(sorted(filter(wanted.keeps, placed), key=lambda change: change.order))
    rest = count_rest(before, after, found) if wanted.rest else None
    kinds = {*rest.added, *rest.removed} - {ONTOLOGY} if rest else set()
    return Diff(changes, rest, wanted.narrow, about.labels(changes, kinds))


class _About:
    """Whereof a change speaks: sources, categories and labels, from either graph."""

    def __init__(self, old: Side, new: Side) -> None:
        self.sides = (new, old)  # a thing is called as it is now
        self._sources: dict[str, frozenset[str]] = {}
        self._categories: dict[str, frozenset[str]] = {}

    def place(self, change: Change) -> Change:
        """Return *change* with its sources and categories."""
        # What a claim joins may be read from elsewhere; a thread is where its nodes are.
        nodes = change.things if change.group == "threads" else (change.subject,)
        named = (change.subject, *change.things)
        return replace(
            change,
            sources=frozenset(s for iri in nodes for s in self._sources_of(iri)),
            categories=frozenset(c for iri in named for c in self._categories_of(iri)),
        )

    def _sources_of(self, iri: str) -> frozenset[str]:
        if iri not in self._sources:
            self._sources[iri] = frozenset(s for side in self.sides for s in _sources(side, iri))
        return self._sources[iri]

    def _categories_of(self, iri: str) -> frozenset[str]:
        if iri not in self._categories:
            found = {c for side in self.sides for c in _categories(side, iri)}
            self._categories[iri] = frozenset(found)
        return self._categories[iri]

    def labels(self, changes: Iterable[Change], kinds: set[str]) -> dict[str, Bilingual]:
        """Return the labels of all that *changes* name, of their properties and of *kinds*."""
        words = {KG + word for change in changes for word in (change.note, *_kinds(change))}
        named = {iri for change in changes for iri in change.named}
        found = {iri: self._label(iri) for iri in sorted(named | words)}
        labels = {KG + kind: kind_label(self.sides[0].graph, kind) for kind in sorted(kinds)}
        return found | labels

    def _label(self, iri: str) -> Bilingual:
        """Return how *iri* is called; a claim is called by what it joins."""
        claims = (side.claims[iri] for side in self.sides if iri in side.claims)
        if claim := next(claims, None):
            ends = [self._label(end) for end in link_of(claim)]
            return Bilingual(" – ".join(e.zh for e in ends), " – ".join(e.en for e in ends))
        found = (side.graph.labels_of(iri) for side in self.sides)
        labels = next(filter(None, found), {"en": local_name(iri), "zh": local_name(iri)})
        return Bilingual(labels.get("zh", ""), labels.get("en", ""))


def _kinds(change: Change) -> tuple[str, ...]:
    return (*change.before, *change.after) if change.kind == "thing-reclassed" else ()


def _sources(side: Side, iri: str) -> Iterator[str]:
    graph = side.graph
    if iri in side.claims:
        yield from side.claims[iri].sources
    if side.things.get(iri) == "Source":
        yield iri
    yield from graph.objects(iri, KG + "readFrom")
    figures = _derived_from(graph, iri)
    readings = [reading for f in figures for reading in graph.objects(f, KG + "interprets")]
    for place in (iri, f"{iri}-reading", *readings, *graph.objects(iri, KG + "anomalyOf")):
        for text in graph.objects(place, KG + "inSource"):
            yield from graph.objects(text, KG + "textOf")


def _derived_from(graph: Graph, iri: str) -> set[str]:
    """Return *iri* and all figures that it was derived from, however far back."""
    found, left = {iri}, [iri]
    while left:
        new = [f for f in graph.objects(left.pop(), DERIVED_FROM) if f not in found]
        found.update(new)
        left += new
    return found


def _categories(side: Side, iri: str) -> Iterator[str]:
    if iri in side.problems:
        members = side.problems[iri]
        yield from [iri] if iri not in members else categories_of(side.graph, iri)


def _find_news(old: Side, new: Side) -> Iterator[Change]:
    """Yield which bottlenecks and categories lost or gained the only that answered them."""
    for problem in sorted(old.problems.keys() & new.problems.keys()):
        had, has = old.actions(problem, old.links), new.actions(problem, new.links)
        told, tells = old.actions(problem, old.stated), new.actions(problem, new.stated)
        if had and not has:
            yield Change("lost-only-action", problem, told, before=had)
        elif has and not had:
            yield Change("gained-first-action", problem, tells, after=has)
        elif told and not tells:
            yield Change("lost-only-stated-action", problem, has, before=told)
        elif tells and not told:
            yield Change("gained-first-stated-action", problem, had, after=tells)


def _find_gaps(old: Side, new: Side) -> Iterator[Change]:
    for thing, name in sorted(old.gaps.keys() | new.gaps.keys()):
        was, now = old.gaps.get((thing, name)), new.gaps.get((thing, name))
        before, after = _reason(was), _reason(now)
        kind = _kind_of_gap(old, new, was, now) if before != after else None
        if kind:
            yield Change(kind, thing, note=name, before=before, after=after)


def _reason(gap: Gap | None) -> tuple[str, ...]:
    return (gap.reason.value,) if gap else ()


def _kind_of_gap(old: Side, new: Side, was: Gap | None, now: Gap | None) -> str | None:
    """Return what became of a gap; None where it is told as what a bottleneck lost or gained."""
    gap = now or was
    if gap is None or (was and now):
        return "gap-reason"
    opened, other = (True, old) if now else (False, new)
    if not other.is_a(gap.thing, gap.kind):
        return "gap-of-new" if opened else "gap-of-gone"
    if gap.kind == "Bottleneck" and gap.gap in HEADLINED:
        return None
    if any((gap.thing, before) in other.gaps for before in ASKED_AFTER.get(gap.gap, ())):
        return "gap-arisen" if opened else "gap-moot"
    return "gap-opened" if opened else "gap-closed"


def _find_threads(old: Side, new: Side) -> Iterator[Change]:
    for chain, verdict in _stated_threads(old):
        if not new.stated.issuperset(_path(chain)):
            yield _thread("thread-unstated", chain, (verdict,), _rests(chain, new))
    for chain, verdict in _stated_threads(new):
        if not old.stated.issuperset(_path(chain)):
            yield _thread("thread-stated", chain, _rests(chain, old), (verdict,))


def _thread(kind: str, chain: Chain, before: tuple[str, ...], after: tuple[str, ...]) -> Change:
    return Change(kind, chain.nodes[0], chain.nodes, before=before, after=after)


def _stated_threads(side: Side) -> list[tuple[Chain, str]]:
    tests = examine_threads(side.graph, None, Filters())
    return [(test.chain, test.verdict.value) for test in tests if not test.missing]


def _path(chain: Chain) -> list[tuple[str, str, str]]:
    """Return the links along *chain*."""
    return [
        (hop.start, KG + hop.link, hop.end)
        if hop.way == "forward"
        else (hop.end, KG + hop.link, hop.start)
        for hop in chain.hops
    ]


def _rests(chain: Chain, side: Side) -> tuple[str, ...]:
    """Return the verdict on *chain* where it is not stated; nothing where it breaks off."""
    path = _path(chain)
    if not side.links.issuperset(path):
        return ()
    missing = sum(link not in side.stated for link in path)
    return (Verdict.ONE_MISSING if missing == 1 else Verdict.INFERRED,)


Finder = Callable[[Side, Side], Iterator[Change]]
# A kind of comparison by one line.
FINDERS: dict[Group, tuple[Finder, ...]] = {
    "gaps": (_find_news, _find_gaps),
    "threads": (_find_threads,),
    "claims": (edits.compare_claims,),
    "things": (edits.compare_things,),
    "documents": (edits.compare_documents,),
    "figures": (edits.compare_figures,),
    "anomalies": (edits.compare_anomalies,),
    "evidence": (edits.compare_evidence, edits.compare_moved_readings, edits.compare_grounds),
}
