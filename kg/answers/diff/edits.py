"""What was edited: claims, things, figures, anomalies and evidence, compared one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.answers.anomalies import Anomaly, read_anomaly
from kg.answers.diff.changes import Change
from kg.answers.diff.sides import Side, both_of, link_of
from kg.answers.figures import DERIVED_FROM, Figure
from kg.answers.values import Claim
from kg.graph.graph import Graph
from kg.graph.terms import KG, OA, PREF_LABEL, SKOS, TYPE, local_name

MEANING = (
    "indicator", "refPeriod", "refArea", "breakdown", "measures", "saidBy", "inTable",
    "observationKind",
)  # fmt: skip
PLACES = ("subjectEvidence", "objectEvidence", "linkEvidence", "contraryEvidence")


def compare_claims(old: Side, new: Side) -> Iterator[Change]:
    """Yield claims that came, went, or stand otherwise than before."""
    for iri in sorted(old.claims.keys() | new.claims.keys()):
        was, now = old.claims.get(iri), new.claims.get(iri)
        if was and now:
            yield from _altered(was, now)
        elif now:
            yield Change("claim-added", iri, link_of(now), after=_standing(now))
        elif was:
            yield Change("claim-removed", iri, link_of(was), before=_standing(was))


def _standing(claim: Claim) -> tuple[str, ...]:
    return claim.modality.value, claim.confidence, claim.polarity, claim.status


def _altered(was: Claim, now: Claim) -> Iterator[Change]:
    same = link_of(was) == link_of(now)
    if not same:
        yield Change("claim-link", was.iri, before=link_of(was), after=link_of(now))
    names = ("modality", "confidence", "polarity", "status")
    for name, before, after in zip(names, _standing(was), _standing(now), strict=True):
        if before != after:
            things = link_of(now) if same else ()
            yield Change(f"claim-{name}", was.iri, things, before=(before,), after=(after,))


def compare_things(old: Side, new: Side) -> Iterator[Change]:
    """Yield things that came, went, were renamed, moved, or are of another class."""
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


def compare_documents(old: Side, new: Side) -> Iterator[Change]:
    """Yield what is valid, issued or dated otherwise than before."""
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


def compare_figures(old: Side, new: Side) -> Iterator[Change]:
    """Yield figures that came, went, or are read or taken otherwise than before."""
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


def compare_anomalies(old: Side, new: Side) -> Iterator[Change]:
    """Yield anomalies that came, went, or are described otherwise, property by property."""
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
        "prefLabel": both_of(anomaly.label),
        "definition": both_of(anomaly.definition),
        "anomalyKind": (anomaly.kind,),
        "treatment": both_of(anomaly.treatment),
        "confidence": (anomaly.confidence,) if anomaly.confidence else (),
        "candidate": tuple(f"{text}@{lang}" if lang else text for lang, text in anomaly.candidates),
        "candidateThing": anomaly.candidate_things,
        "anomalyOf": anomaly.places,
        "affects": anomaly.affects,
        "explains": anomaly.explains,
    }


def compare_evidence(old: Side, new: Side) -> Iterator[Change]:
    """Yield evidence that came, went, moved, or is paraphrased otherwise than before."""
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


def compare_moved_readings(old: Side, new: Side) -> Iterator[Change]:
    """Yield readings of figures that stand elsewhere than before."""
    kept = (set(side.graph.subjects(TYPE, KG + "Reading")) for side in (old, new))
    for iri in sorted(set.intersection(*kept)):
        yield from _differs("evidence-moved", iri, (_spans(s.graph, iri) for s in (old, new)))


def _spans(graph: Graph, place: str) -> tuple[str, ...]:
    """Return where *place* lies, segment by segment."""
    segments = graph.objects(place, KG + "segment")
    found = ((int(graph.one(s, KG + "order")), s) for s in segments)
    return tuple(
        f"{graph.one(s, OA + 'start')}-{graph.one(s, OA + 'end')}" for _, s in sorted(found)
    )


def compare_grounds(old: Side, new: Side) -> Iterator[Change]:
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
