"""What changed between two graphs, as an analyst would tell it: sets compared, pattern by pattern.

A thing, a claim, a figure is the same in both graphs when its IRI is. What a bottleneck lost or
gained is told where both graphs have the bottleneck; a gap of what is new, or of what is gone, is
told apart, and so is a gap that was never reached before because the thread ended earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from kg.answers.anomalies import Anomaly, read_anomaly
from kg.answers.changes import THINGS, Change, Diff, Group, Wanted
from kg.answers.figures import DERIVED_FROM, OBSERVATION, Figure, read_figure
from kg.answers.gaps import Gap, categories_of, find_gaps
from kg.answers.rest import count_rest
from kg.answers.support import Verdict, examine_threads
from kg.answers.trace import Chain, Filters
from kg.answers.values import Bilingual, Claim, Modality, find_claims, read_bilingual
from kg.graph.store import Graph
from kg.graph.terms import KG, OA, PREF_LABEL, SKOS, TYPE, local_name

Links = frozenset[tuple[str, str, str]]
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
MEANING = (
    "indicator", "refPeriod", "refArea", "breakdown", "measures", "saidBy", "inTable",
    "observationKind",
)  # fmt: skip
PLACES = ("subjectEvidence", "objectEvidence", "linkEvidence", "contraryEvidence")


class Side:
    """One of the two graphs, with what is compared of it, each read once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims by IRI."""
        return {claim.iri: claim for claim in find_claims(self.graph)}

    @cached_property
    def things(self) -> dict[str, str]:
        """The things that come, go, are renamed or moved, with their kinds."""
        found: dict[str, str] = {}
        for kind in THINGS:
            for iri in self.graph.subjects(TYPE, KG + kind):
                found.setdefault(iri, kind)
        return found

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures; a reading goes by the IRI of what it means, whether that is there or not."""
        iris = (i for c in (OBSERVATION, KG + "Reading") for i in self.graph.subjects(TYPE, c))
        return {iri.removesuffix("-reading"): read_figure(self.graph, iri) for iri in iris}

    @cached_property
    def gaps(self) -> dict[tuple[str, str], Gap]:
        """The gaps by the thing and the name of the gap."""
        return {(gap.thing, gap.gap): gap for gap in find_gaps(self.graph).gaps}

    @cached_property
    def links(self) -> Links:
        """The links that accepted claims make."""
        return frozenset(_link(claim) for claim in self.claims.values() if claim.accepted)

    @cached_property
    def stated(self) -> Links:
        """Those of the links that a source states."""
        claims = (c for c in self.claims.values() if c.accepted)
        return frozenset(_link(c) for c in claims if c.modality is Modality.STATED)

    @cached_property
    def problems(self) -> dict[str, set[str]]:
        """The bottlenecks, each by itself, and the categories, each as all that belong to it."""
        found: dict[str, set[str]] = {}
        for iri in self.graph.subjects(TYPE, KG + "Bottleneck"):
            found[iri] = {iri}
            for category in categories_of(self.graph, iri):
                found.setdefault(category, set()).add(iri)
        return found

    def actions(self, problem: str, links: Links) -> tuple[str, ...]:
        """Return the actions that *links* set against *problem*, sorted."""
        problems = self.problems[problem]
        return tuple(sorted({s for s, p, o in links if p == KG + "addresses" and o in problems}))

    def is_a(self, iri: str, kind: str) -> bool:
        """Tell whether *iri* is of the class *kind*."""
        return iri in self.graph.subjects(TYPE, KG + kind)

    def texts(self, iri: str, predicate: str) -> tuple[str, ...]:
        """Return the Chinese and the English text of a property, or nothing."""
        return _both(read_bilingual(self.graph, iri, predicate))


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
    return Diff(changes, rest, wanted.narrow, about.labels(changes))


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

    def labels(self, changes: Iterable[Change]) -> dict[str, Bilingual]:
        """Return the labels of all that *changes* name, and of their classes."""
        classes = {KG + kind for change in changes for kind in (change.note, *_kinds(change))}
        named = {iri for change in changes for iri in change.named}
        return {iri: self._label(iri) for iri in sorted(named | classes)}

    def _label(self, iri: str) -> Bilingual:
        found = (side.graph.labels_of(iri) for side in self.sides)
        labels = next(filter(None, found), {})
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
    places = [iri, f"{iri}-reading", *graph.objects(iri, KG + "anomalyOf")]
    for place in places:
        for text in graph.objects(place, KG + "inSource"):
            yield from graph.objects(text, KG + "textOf")


def _categories(side: Side, iri: str) -> Iterator[str]:
    if iri in side.problems:
        members = side.problems[iri]
        yield from [iri] if iri not in members else categories_of(side.graph, iri)


def _link(claim: Claim) -> tuple[str, str, str]:
    return claim.subject, claim.predicate, claim.object


def _both(text: Bilingual) -> tuple[str, ...]:
    return (text.zh, text.en) if text != Bilingual() else ()


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


def _find_claims(old: Side, new: Side) -> Iterator[Change]:
    for iri in sorted(old.claims.keys() | new.claims.keys()):
        was, now = old.claims.get(iri), new.claims.get(iri)
        if was and now:
            yield from _altered(was, now)
        elif now:
            yield Change("claim-added", iri, _link(now), after=_standing(now))
        elif was:
            yield Change("claim-removed", iri, _link(was), before=_standing(was))


def _standing(claim: Claim) -> tuple[str, ...]:
    return claim.modality.value, claim.confidence, claim.polarity, claim.status


def _altered(was: Claim, now: Claim) -> Iterator[Change]:
    same = _link(was) == _link(now)
    if not same:
        yield Change("claim-link", was.iri, before=_link(was), after=_link(now))
    names = ("modality", "confidence", "polarity", "status")
    for name, before, after in zip(names, _standing(was), _standing(now), strict=True):
        if before != after:
            things = _link(now) if same else ()
            yield Change(f"claim-{name}", was.iri, things, before=(before,), after=(after,))


def _find_things(old: Side, new: Side) -> Iterator[Change]:
    for iri in sorted(old.things.keys() | new.things.keys()):
        was, now = old.things.get(iri), new.things.get(iri)
        if was and now:
            kinds = (was,), (now,)
            wholes = (tuple(s.graph.objects(iri, KG + "partOf")) for s in (old, new))
            labels = (s.texts(iri, PREF_LABEL) for s in (old, new))
            yield from _differs("thing-reclassed", iri, kinds)
            yield from _differs("thing-moved", iri, wholes)
            yield from _differs("thing-renamed", iri, labels)
        elif now:
            yield Change("thing-added", iri, note=now)
        elif was:
            yield Change("thing-removed", iri, note=was)


def _differs(
    kind: str, iri: str, values: Iterable[tuple[str, ...]], note: str = ""
) -> Iterator[Change]:
    before, after = values
    if before != after:
        yield Change(kind, iri, note=note, before=before, after=after)


def _find_documents(old: Side, new: Side) -> Iterator[Change]:
    for iri in sorted(old.things.keys() & new.things.keys()):
        validity, issuer, issued = ([f(s.graph, iri) for s in (old, new)] for f in DATES)
        yield from _differs("validity", iri, validity)
        yield from _differs("issuer", iri, issuer)
        yield from _differs("issued", iri, issued)


def _validity(graph: Graph, iri: str) -> tuple[str, ...]:
    ends = graph.one(iri, KG + "validFrom"), graph.one(iri, KG + "validTo")
    return ends if any(ends) else ()


def _issuer(graph: Graph, iri: str) -> tuple[str, ...]:
    return (*graph.objects(iri, KG + "issuedBy"), *graph.objects(iri, KG + "issuerCount"))


def _issued(graph: Graph, iri: str) -> tuple[str, ...]:
    return tuple(graph.objects(iri, KG + "issued"))


DATES = (_validity, _issuer, _issued)


def _find_figures(old: Side, new: Side) -> Iterator[Change]:
    for iri in sorted(old.figures.keys() | new.figures.keys()):
        was, now = old.figures.get(iri), new.figures.get(iri)
        if was and now:
            yield from _reread(iri, was, now)
            for link in (*(KG + name for name in MEANING), DERIVED_FROM):
                values = (tuple(s.graph.objects(iri, link)) for s in (old, new))
                for change in _differs("figure-meaning", iri, values, link.rpartition("#")[2]):
                    yield replace(change, was=was, now=now)
        elif now:
            yield Change("figure-added", iri, after=_amount(now), now=now)
        elif was:
            yield Change("figure-removed", iri, before=_amount(was), was=was)


def _amount(figure: Figure) -> tuple[str, ...]:
    numbers = (figure.value, figure.minimum, figure.maximum)
    said = ("" if number is None else f"{number:f}" for number in numbers)
    return (*said, figure.unit, figure.qualifier) if figure.interpreted else ()


def _reread(iri: str, was: Figure, now: Figure) -> Iterator[Change]:
    for kind, of in (("figure-value", _amount), ("figure-printed", _printed)):
        for change in _differs(kind, iri, (of(was), of(now))):
            yield replace(change, was=was, now=now)


def _printed(figure: Figure) -> tuple[str, ...]:
    return (figure.reading.printed, figure.reading.area) if figure.reading else ()


def _find_anomalies(old: Side, new: Side) -> Iterator[Change]:
    kept = [set(side.graph.subjects(TYPE, KG + "Anomaly")) for side in (old, new)]
    for iri in sorted(kept[0] | kept[1]):
        if iri not in kept[0]:
            yield Change("anomaly-added", iri)
        elif iri not in kept[1]:
            yield Change("anomaly-removed", iri)
        else:
            was, now = (_parts(read_anomaly(side.graph, iri)) for side in (old, new))
            for name, before in was.items():
                yield from _differs("anomaly-changed", iri, (before, now[name]), name)


def _parts(anomaly: Anomaly) -> Mapping[str, tuple[str, ...]]:
    """Return what an anomaly says, by property."""
    return {
        "prefLabel": _both(anomaly.label),
        "definition": _both(anomaly.definition),
        "anomalyKind": (anomaly.kind,),
        "treatment": _both(anomaly.treatment),
        "confidence": (anomaly.confidence,) if anomaly.confidence else (),
        "candidate": tuple(f"{text}@{lang}" if lang else text for lang, text in anomaly.candidates),
        "candidateThing": anomaly.candidate_things,
        "anomalyOf": anomaly.places,
        "affects": anomaly.affects,
        "explains": anomaly.explains,
    }


def _find_evidence(old: Side, new: Side) -> Iterator[Change]:
    kept = [set(side.graph.subjects(TYPE, KG + "Evidence")) for side in (old, new)]
    for iri in sorted(kept[0] | kept[1]):
        texts = [side.texts(iri, KG + "paraphrase") for side in (old, new)]
        if iri not in kept[0]:
            yield Change("evidence-added", iri, after=texts[1])
        elif iri not in kept[1]:
            yield Change("evidence-removed", iri, before=texts[0])
        else:
            yield from _differs("evidence-paraphrased", iri, texts)
            yield from _differs("evidence-moved", iri, (_spans(s.graph, iri) for s in (old, new)))


def _find_moved_readings(old: Side, new: Side) -> Iterator[Change]:
    kept = (set(side.graph.subjects(TYPE, KG + "Reading")) for side in (old, new))
    for iri in sorted(set.intersection(*kept)):
        yield from _differs("evidence-moved", iri, (_spans(s.graph, iri) for s in (old, new)))


def _spans(graph: Graph, place: str) -> tuple[str, ...]:
    """Return where *place* lies, segment by segment."""
    segments = graph.objects(place, KG + "segment")
    found = ((int(graph.one(s, KG + "order")), s) for s in segments)
    return tuple(f"{graph.one(s, OA + 'start')}-{graph.one(s, OA + 'end')}" for _, s in sorted(found))


def _find_grounds(old: Side, new: Side) -> Iterator[Change]:
    """Yield what rests on other evidence than before, and what is put in other words."""
    claims = old.claims.keys() & new.claims.keys()
    beside = (old.things.keys() & new.things.keys()) | (old.figures.keys() & new.figures.keys())
    grounds = [(i, p) for i in sorted(claims) for p in PLACES]
    grounds += [(i, "evidence") for i in sorted(beside)]
    for iri, name in grounds:
        places = (tuple(s.graph.objects(iri, KG + name)) for s in (old, new))
        yield from _differs("rests-elsewhere", iri, places, name)
    texts = [(i, KG + name) for i in sorted(claims) for name in ("rationale", "reason")]
    texts += [(i, SKOS + "definition") for i in sorted(beside)]
    for iri, link in texts:
        said = (side.texts(iri, link) for side in (old, new))
        yield from _differs("reworded", iri, said, local_name(link).rpartition("#")[2])


Finder = Callable[[Side, Side], Iterator[Change]]
# A kind of comparison by one line.
FINDERS: dict[Group, tuple[Finder, ...]] = {
    "gaps": (_find_news, _find_gaps),
    "threads": (_find_threads,),
    "claims": (_find_claims,),
    "things": (_find_things,),
    "documents": (_find_documents,),
    "figures": (_find_figures,),
    "anomalies": (_find_anomalies,),
    "evidence": (_find_evidence, _find_moved_readings, _find_grounds),
}
