"""What an answer takes from the store: as much as it is about, however large the graph is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest

from kg.answers.deferred import Deferred
from kg.answers.gaps import Wanted, find_gaps
from kg.answers.matrix import build_matrix
from kg.answers.thread import Filters
from kg.answers.trace import trace_thing
from kg.answers.values import Claim, Modality, find_claims, read_claim
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, OA, PREF_LABEL, RDF, TYPE

HUB = "region-hub"
FORMS = {"addresses": "statedToAddress", "correspondsTo": "statedToCorrespondTo",
         "setOutIn": "statedSetOutIn", "appliesTo": "statedToApplyTo"}  # fmt: skip
ENDS = {"addresses": ("PolicyAction", "Bottleneck"), "appliesTo": ("PolicyDocument", "Region"),
        "correspondsTo": ("RecommendedAction", "AdoptedMeasure"),
        "setOutIn": ("AdoptedMeasure", "PolicyDocument")}  # fmt: skip


def line(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} .\n"


def claim_lines(number: str, subject: str, link: str, value: str) -> Iterator[str]:
    claim, place = f"{KGD}claim-{number}-{link}", f"{KGD}ev-{number}-{link}"
    said = {
        TYPE: KG + "Claim", RDF + "subject": KGD + subject, RDF + "predicate": KG + link,
        RDF + "object": KGD + value, KG + "modality": KGV + "stated", KG + "status":
        KGV + "accepted", KG + "polarity": KGV + "affirmed", KG + "confidence": KGV + "high",
        KG + "linkEvidence": place,
    }  # fmt: skip
    yield from (line(claim, predicate, f"<{end}>") for predicate, end in said.items())
    yield line(place, KG + "inSource", f"<{KGD}text-one>")
    yield line(place, KG + "segment", f"<{place}-s1>")
    yield line(f"{place}-s1", KG + "order", '"1"')
    yield line(f"{place}-s1", KG + "section", '"1.2"')
    start = 1000 - 7 * int(number) - len(link)
    yield line(f"{place}-s1", OA + "start", f'"{start}"')
    yield line(f"{place}-s1", OA + "end", f'"{start + 4}"')
    yield line(f"{place}-s1", KG + "keyLength", '"4"')
    for predicate in (link, FORMS[link]):
        yield line(KGD + subject, KG + predicate, f"<{KGD}{value}>")


def thread_lines(number: str) -> Iterator[str]:
    """Yield a thread of its own, down to the region that all threads share, and an anomaly."""
    names = {
        "Bottleneck": f"bottleneck-{number}", "RecommendedAction": f"action-{number}",
        "AdoptedMeasure": f"measure-{number}", "PolicyDocument": f"document-{number}",
        "Region": HUB,
    }  # fmt: skip
    bottleneck, action, measure, document, region = names.values()
    for kind, name in names.items():
        yield line(KGD + name, TYPE, f"<{KG}{kind}>")
        yield line(KGD + name, PREF_LABEL, f'"{name}"@en')
    for name in (action, measure):
        yield line(KGD + name, TYPE, f"<{KG}PolicyAction>")
    yield from claim_lines(number, action, "addresses", bottleneck)
    yield line(KGD + bottleneck, KG + "evidence", f"<{KGD}ev-{number}-setOutIn>")
    yield line(KGD + bottleneck, KG + "evidence", f"<{KGD}ev-{number}-addresses>")
    yield from claim_lines(number, action, "correspondsTo", measure)
    yield from claim_lines(number, measure, "setOutIn", document)
    yield from claim_lines(number, document, "appliesTo", region)
    yield line(f"{KGD}anomaly-{number}", TYPE, f"<{KG}Anomaly>")
    yield line(f"{KGD}anomaly-{number}", KG + "affects", f"<{KGD}{bottleneck}>")


class Counted:
    """A graph that counts the patterns it is asked and the triples it gives."""

    def __init__(self, threads: int) -> None:
        lines = [x for number in range(threads) for x in thread_lines(str(number))]
        for link, form in FORMS.items():
            lines.append(line(KG + link, KG + "statedForm", f"<{KG}{form}>"))
            for end, cls in zip(("fromClass", "toClass"), ENDS[link], strict=True):
                lines.append(line(KG + link, KG + end, f"<{KG}{cls}>"))
        for kind in ("RecommendedAction", "AdoptedMeasure"):
            above = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
            lines.append(line(KG + kind, above, f"<{KG}PolicyAction>"))
        self.graph = Graph("".join(lines).encode(), "counted")
        self.patterns = self.triples = 0
        self.match = self.graph.store.match
        for owner, name in ((self.graph, "_match"), (self.graph.store, "match")):
            setattr(owner, name, self.count)

    def count(self, *pattern: Any) -> Iterator[ox.Quad]:
        self.patterns += 1
        for quad in self.match(*pattern):
            self.triples += 1
            yield quad


def test_a_trace_reads_what_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.answers.anomalies.MOST_SWEPT", 1)
    taken = []
    for threads in (3, 60):
        counted = Counted(threads)
        found = trace_thing(counted.graph, KGD + "bottleneck-1", Filters())
        assert [len(chain.hops) for chain in found.chains] == [4]
        assert [a.iri for a in found.anomalies] == [KGD + "anomaly-1"]
        assert found.as_json()
        taken.append((counted.patterns, counted.triples))
    assert taken[0] == taken[1]


def test_a_trace_up_from_a_hub_reads_its_own_claims_only() -> None:
    counted = Counted(60)
    found = trace_thing(counted.graph, KGD + "document-7", Filters())
    assert [chain.nodes[-1] for chain in found.chains] == [KGD + HUB]
    assert counted.triples < 60, "the other documents of the region are no part of it"


@pytest.mark.parametrize("name", ["gaps", "matrix"])
def test_questions_on_the_whole_graph_sweep_it_a_fixed_number_of_times(name: str) -> None:
    taken = []
    for threads in (120, 240):
        counted = Counted(threads)
        counted.graph.store.remote = True  # in this process looking up one by one takes less
        if name == "gaps":
            report = find_gaps(counted.graph, Wanted(kind="Bottleneck", gap="no-action"))
            assert not report.gaps
        else:
            assert len(build_matrix(counted.graph).cells) == threads
        taken.append(counted.patterns)
    assert taken[0] == taken[1]


def test_a_matrix_has_one_order_by_sweeps_and_by_looking_up() -> None:
    near, far = Counted(120).graph, Counted(120).graph
    far.store.remote = True
    assert build_matrix(near) == build_matrix(far)


def test_a_matrix_reads_claims_and_evidence_when_they_are_asked_for() -> None:
    counted = Counted(120)
    matrix = build_matrix(counted.graph)
    assert counted.patterns == 0
    assert {cell.modality for cell in matrix.by_pair.values()} == {Modality.STATED}
    swept = counted.patterns
    assert swept < 10, "which pairs are joined, and how, is swept and not looked up"
    claims = [claim for cell in matrix.by_pair.values() for claim in cell.claims]
    assert len(claims) == 120
    ends = counted.patterns
    assert ends == swept + 1 + 2 * 120, "of a lone claim the ends alone are read"
    assert {claim.modality for claim in claims} == {Modality.STATED}
    assert all(claim.accepted for claim in claims)
    assert counted.patterns == ends
    assert claims[0].evidence[0].section == "1.2"
    assert counted.patterns > ends


def test_a_graph_without_forms_has_the_same_cells() -> None:
    said = Counted(120).graph.as_nquads()
    bare = b"".join(x for x in said.splitlines(keepends=True) if b"statedForm" not in x)
    plain, known = (build_matrix(Graph(content, "forms")) for content in (bare, said))
    assert plain == known
    assert {cell.modality for cell in plain.cells} == {Modality.STATED}


def test_claims_that_do_not_count_stay_out_of_a_cell() -> None:
    lines = [*thread_lines("1"), *thread_lines("2")]
    for number, (status, polarity, modality) in enumerate(
        (("refused", "affirmed", "stated"), ("accepted", "denied", "stated"),
         ("accepted", "affirmed", "inferred"))
    ):  # fmt: skip
        claim = f"{KGD}claim-more-{number}"
        said = {TYPE: KG + "Claim", RDF + "subject": KGD + "action-1", RDF + "predicate":
                KG + "addresses", RDF + "object": KGD + "bottleneck-1", KG + "status": KGV + status,
                KG + "polarity": KGV + polarity, KG + "modality": KGV + modality}  # fmt: skip
        lines += [line(claim, predicate, f"<{end}>") for predicate, end in said.items()]
    lone = f"{KGD}claim-lone"
    said = {RDF + "subject": KGD + "action-2", RDF + "predicate": KG + "addresses",
            RDF + "object": KGD + "bottleneck-1", KG + "status": KGV + "refused",
            KG + "polarity": KGV + "affirmed", KG + "modality": KGV + "stated"}  # fmt: skip
    lines += [line(lone, predicate, f"<{end}>") for predicate, end in said.items()]
    lines.append(line(KG + "addresses", KG + "statedForm", f"<{KG}statedToAddress>"))
    cells = build_matrix(Graph("".join(lines).encode(), "doubled")).by_pair
    found = {pair: [claim.iri for claim in cell.claims] for pair, cell in cells.items()}
    assert found == {
        (KGD + "bottleneck-1", KGD + "action-1"): [
            KGD + "claim-1-addresses", KGD + "claim-more-2"
        ],
        (KGD + "bottleneck-2", KGD + "action-2"): [KGD + "claim-2-addresses"],
    }  # fmt: skip
    assert {cell.modality for cell in cells.values()} == {Modality.STATED}


def test_a_claim_read_with_many_is_the_claim_read_alone() -> None:
    many, alone = Counted(60).graph, Counted(60).graph
    claims = find_claims(many)
    assert len(claims) == 240
    assert claims == [read_claim(alone, claim.iri) for claim in claims]
    assert [repr(claim) for claim in claims] == [
        repr(read_claim(alone, claim.iri)) for claim in claims
    ]


def test_what_no_claim_has_is_missed_at_once() -> None:
    (claim, *_) = find_claims(Counted(60).graph)
    with pytest.raises(AttributeError, match="rationales"):
        claim.rationales  # type: ignore[attr-defined]  # noqa: B018
    assert isinstance(claim, Deferred)
    empty = Claim.later(dict, iri="x")
    with pytest.raises(AttributeError, match="status"):
        empty.status  # noqa: B018


def test_what_a_graph_keeps_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.graph.MOST_KNOWN", 5)
    graph = Counted(20).graph
    claims = find_claims(graph)
    assert {claim.status for claim in claims} == {"accepted"}
    assert all(len(known) <= 5 for known in graph._known.values())
