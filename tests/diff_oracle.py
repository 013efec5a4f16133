"""What changed between two exports, reckoned from their N-Quads: plain sets, no code of ours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from oracle import LINE, Oracle
from test_gaps import reckon_gaps

Told = tuple[str, str, str]  # kind of change, subject, note
CLASSES = (
    "Source", "Bottleneck", "RecommendedAction", "AdoptedMeasure", "PolicyDocument", "Case",
    "Factor", "Technology", "Actor", "Platform", "Region", "RegionGroup", "Organisation",
    "ActionSet", "BottleneckSet", "Indicator", "DefinedTerm", "MaturityLevel",
    "CapabilityElement", "CapabilityDomain", "CapabilitySubdomain", "PrintedTable", "Finding",
    "CitedWork", "Person", "Affiliation", "Breakdown",
)  # fmt: skip
OF_CLAIMS = {
    "claim-modality": ["modality"],
    "claim-polarity": ["polarity"],
    "claim-status": ["status"],
    "claim-confidence": ["confidence"],
    "claim-link": ["subject", "predicate", "object"],
}
OF_THINGS = {
    "thing-moved": ["partOf"],
    "thing-renamed": ["prefLabel"],
    "validity": ["validFrom", "validTo"],
    "issuer": ["issuedBy", "issuerCount"],
    "issued": ["issued"],
}
OF_FIGURES = {"figure-value": ["value", "minimum", "maximum", "unit", "qualifier"]}
OF_READINGS = {"figure-printed": ["asPrinted", "areaAsPrinted"]}
OF_EVIDENCE = {"evidence-paraphrased": ["paraphrase"]}
NOTED = {
    "Claim": {
        "rests-elsewhere": [
            "subjectEvidence", "objectEvidence", "linkEvidence", "contraryEvidence",
        ],
        "reworded": ["rationale", "reason"],
    },
    "Thing": {"rests-elsewhere": ["evidence"], "reworded": ["definition"]},
    "Figure": {
        "rests-elsewhere": ["evidence"],
        "figure-meaning": [
            "indicator", "refPeriod", "refArea", "breakdown", "measures", "saidBy", "inTable",
            "observationKind", "wasDerivedFrom",
        ],
    },
    "Anomaly": {
        "anomaly-changed": [
            "prefLabel", "definition", "anomalyKind", "treatment", "confidence", "candidate",
            "candidateThing", "anomalyOf", "affects", "explains",
        ],
    },
}  # fmt: skip
STATED = {
    "addresses": "statedToAddress",
    "correspondsTo": "statedToCorrespondTo",
    "setOutIn": "statedSetOutIn",
    "appliesTo": "statedToApplyTo",
}
Hop = tuple[str, str, str]  # subject, link, object


def reckon(old: Oracle, new: Oracle) -> set[Told]:
    """Return every change but those of reasons of gaps: its kind, its subject, and its note."""
    found: set[Told] = set()
    for part in (_problems, _gaps, _threads, _claims, _things, _figures, _anomalies, _evidence):
        found.update(part(old, new))
    return found


def _problems(old: Oracle, new: Oracle) -> Iterator[Told]:
    was, now = _by_problem(old), _by_problem(new)
    for problem in was.keys() & now.keys():
        had, has = (g.back("addresses", p[problem]) for g, p in ((old, was), (new, now)))
        told, tells = (g.back("statedToAddress", p[problem]) for g, p in ((old, was), (new, now)))
        if had and not has:
            yield "lost-only-action", problem, ""
        if has and not had:
            yield "gained-first-action", problem, ""
        if told and not tells and has:
            yield "lost-only-stated-action", problem, ""
        if tells and not told and had:
            yield "gained-first-stated-action", problem, ""


def _by_problem(graph: Oracle) -> dict[str, set[str]]:
    """Return every bottleneck by itself, and every category with its bottlenecks."""
    found = {b: {b} for b in graph.of("Bottleneck")}
    for b in graph.of("Bottleneck"):
        above = {b}
        while above and not graph.to("category", above):
            above = graph.to("partOf", above)
        for category in graph.to("category", above):
            found.setdefault(category, set()).add(b)
    return found


def _gaps(old: Oracle, new: Oracle) -> Iterator[Told]:
    was, now = reckon_gaps(old), reckon_gaps(new)
    for thing, gap in was ^ now:
        opened = (thing, gap) in now
        other = old if opened else new
        if not _same_kind(thing, old, new):
            yield ("gap-of-new" if opened else "gap-of-gone"), thing, gap
        elif thing in other.of("Bottleneck") and gap in ("no-action", "inferred-only"):
            continue
        elif _is_reached(other, thing, gap):
            yield ("gap-opened" if opened else "gap-closed"), thing, gap
        else:
            yield ("gap-arisen" if opened else "gap-moot"), thing, gap


def _same_kind(thing: str, old: Oracle, new: Oracle) -> bool:
    kinds = ("Bottleneck", "RecommendedAction", "AdoptedMeasure", "PolicyDocument")
    return any(thing in old.of(kind) and thing in new.of(kind) for kind in kinds)


def _is_reached(graph: Oracle, thing: str, gap: str) -> bool:
    """Tell whether the thread of *thing* comes to the place where *gap* would be."""
    if thing in graph.of("AdoptedMeasure") | graph.of("PolicyDocument"):
        return True
    actions, measures, documents = graph.thread(thing)
    before = {"no-document": measures, "no-date": documents}
    if thing in graph.of("Bottleneck"):
        before |= {"no-measure": actions, "no-region": actions, "no-performer": actions}
    return bool(before.get(gap, True))


def stated_threads(graph: Oracle) -> set[tuple[Hop, ...]]:
    """Return every longest chain from a bottleneck of which a source states every hop."""
    chains = {chain for b in graph.of("Bottleneck") for chain in _chains(graph, b, ())}
    return {chain for chain in chains if chain and _is_stated(graph, chain)}


def _chains(graph: Oracle, node: str, path: tuple[Hop, ...]) -> Iterator[tuple[Hop, ...]]:
    hops = [((a, "addresses", node), a) for a in graph.back("addresses", {node})]
    for link in ("correspondsTo", "setOutIn", "appliesTo"):
        hops += [((node, link, o), o) for o in graph.to(link, {node})]
    if not hops or len(path) == 4:
        yield path
        return
    for hop, further in hops:
        yield from _chains(graph, further, (*path, hop))


def _is_stated(graph: Oracle, chain: Iterable[Hop]) -> bool:
    return all((s, o) in graph.pairs[STATED[link]] for s, link, o in chain)


def _threads(old: Oracle, new: Oracle) -> Iterator[Told]:
    for kind, here, there in (("thread-stated", new, old), ("thread-unstated", old, new)):
        for chain in stated_threads(here):
            if not _is_stated(there, chain):
                yield kind, chain[0][2], ""


def _claims(old: Oracle, new: Oracle) -> Iterator[Told]:
    was, now = old.of("Claim"), new.of("Claim")
    yield from _came_and_went("claim", was, now)
    yield from _differing(was & now, OF_CLAIMS, old, new)
    yield from _noted(was & now, "Claim", old, new)


def _things(old: Oracle, new: Oracle) -> Iterator[Told]:
    was, now = _kinds(old), _kinds(new)
    for iri in was.keys() ^ now.keys():
        kind = "thing-added" if iri in now else "thing-removed"
        yield kind, iri, (now if iri in now else was)[iri]
    both = was.keys() & now.keys()
    yield from (("thing-reclassed", iri, "") for iri in both if was[iri] != now[iri])
    yield from _differing(both, OF_THINGS, old, new)
    yield from _noted(both, "Thing", old, new)


def _kinds(graph: Oracle) -> dict[str, str]:
    return {iri: name for name in reversed(CLASSES) for iri in graph.of(name)}


def _figures(old: Oracle, new: Oracle) -> Iterator[Told]:
    was, now = (
        {i.removesuffix("-reading") for i in g.of("Observation") | g.of("Reading")}
        for g in (old, new)
    )
    yield from _came_and_went("figure", was, now)
    yield from _differing(was & now, OF_FIGURES, old, new)
    yield from _noted(was & now, "Figure", old, new)
    readings = {f"{i}-reading" for i in was & now}
    for kind, iri, note in _differing(readings, OF_READINGS, old, new):
        yield kind, iri.removesuffix("-reading"), note
    yield from _moved(old.of("Reading") & new.of("Reading"), old, new)


def _anomalies(old: Oracle, new: Oracle) -> Iterator[Told]:
    was, now = old.of("Anomaly"), new.of("Anomaly")
    yield from _came_and_went("anomaly", was, now)
    yield from _noted(was & now, "Anomaly", old, new)


def _evidence(old: Oracle, new: Oracle) -> Iterator[Told]:
    was, now = old.of("Evidence"), new.of("Evidence")
    yield from _came_and_went("evidence", was, now)
    yield from _differing(was & now, OF_EVIDENCE, old, new)
    yield from _moved(was & now, old, new)


def _came_and_went(kind: str, was: set[str], now: set[str]) -> Iterator[Told]:
    yield from ((f"{kind}-added", iri, "") for iri in now - was)
    yield from ((f"{kind}-removed", iri, "") for iri in was - now)


def _values(graph: Oracle, name: str) -> dict[str, set[str]]:
    """Return the values of the property *name* by subject."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, value in graph.pairs[name]:
        found[subject].add(value)
    return found


def _differing(
    both: Iterable[str], kinds: dict[str, list[str]], old: Oracle, new: Oracle
) -> Iterator[Told]:
    for kind, names in kinds.items():
        for name in names:
            was, now = _values(old, name), _values(new, name)
            yield from ((kind, iri, "") for iri in both if was[iri] != now[iri])


def _noted(both: Iterable[str], what: str, old: Oracle, new: Oracle) -> Iterator[Told]:
    for kind, names in NOTED[what].items():
        for name in names:
            was, now = _values(old, name), _values(new, name)
            yield from ((kind, iri, name) for iri in both if was[iri] != now[iri])


def _moved(both: Iterable[str], old: Oracle, new: Oracle) -> Iterator[Told]:
    was, now = _spans(old), _spans(new)
    yield from (("evidence-moved", iri, "") for iri in both if was[iri] != now[iri])


def _spans(graph: Oracle) -> dict[str, set[tuple[str, str, str]]]:
    starts, ends = dict(graph.pairs["start"]), dict(graph.pairs["end"])
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for iri, segment in graph.pairs["segment"]:
        found[iri].add((segment, starts[segment], ends[segment]))
    return found


# How many triples are left of which nothing tells.


def reckon_rest(old: bytes, new: bytes, changes: set[Told]) -> tuple[int, int]:
    """Return how many triples came and went of which none of *changes* tells."""
    links = {"readFrom", "proposedIn"} | _links(Oracle(old)) | _links(Oracle(new))
    whole = {iri for kind, iri, _ in changes if kind.endswith(("-added", "-removed"))}
    moved = {iri for kind, iri, _ in changes if kind == "evidence-moved"}
    properties = {(iri, name) for kind, iri, note in changes for name in _names(kind, note)}

    def untold(line: bytes) -> bool:
        match = LINE.match(line)
        assert match
        subject, link = (re.split(r"[/#]", match[n].decode())[-1] for n in (1, 2))
        place = re.sub(r"-s\d+$", "", subject)  # a segment goes with what has it
        thing = place.removesuffix("-reading")
        if link in links or thing in whole or (thing, link) in properties:
            return False
        return place not in moved or (subject == place and link != "segment")

    was, now = set(old.splitlines()), set(new.splitlines())
    return sum(map(untold, now - was)), sum(map(untold, was - now))


def _links(graph: Oracle) -> set[str]:
    claimed = graph.to("predicate", graph.of("Claim"))
    return claimed | graph.to("statedForm", claimed) | graph.to("inferredForm", claimed)


def _names(kind: str, note: str) -> list[str]:
    """Return the properties that a change of *kind* tells of."""
    if any(kind in kinds for kinds in NOTED.values()):
        return [note]
    tables = OF_CLAIMS | OF_THINGS | OF_FIGURES | OF_READINGS | OF_EVIDENCE
    return ["type"] if kind == "thing-reclassed" else tables.get(kind, [])
