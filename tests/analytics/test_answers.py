"""The questions to a corpus, against kg's own answers and against what was planted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from corpora import ask, ask_all, export_nquads, gaps_of, matrix_of, threads_in, threads_of
from generated import graphs
from hypothesis import HealthCheck, given, settings

import kg
from kg.analytics.questions import SQL, VIEWS, list_questions
from kg.answers.gaps import LACKS
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, RDF, TYPE, shorten


def test_gaps_matrix_and_threads_of_the_shipped_graph(
    shipped: kg.PolicyGraph, shipped_parquet: Path
) -> None:
    gaps, matrix, threads = ask_all(shipped_parquet, "gaps", "matrix", "threads")
    assert gaps == gaps_of(shipped.graph)
    assert {gap for _, gap, _ in gaps} >= {"no-action", "inferred-only", "no-document"}
    assert matrix == matrix_of(shipped.graph)
    assert threads_in(threads) == threads_of(shipped.graph)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_gaps_matrix_and_threads_of_graphs_drawn_at_random(graph: Graph, tmp_path: Path) -> None:
    directory = export_nquads(graph.as_nquads(), tmp_path / "parquet", parts=2)
    gaps, matrix, threads = ask_all(directory, "gaps", "matrix", "threads")
    assert gaps == gaps_of(graph)
    assert matrix == matrix_of(graph)
    assert threads_in(threads) == threads_of(graph)


def test_the_answers_are_those_that_were_planted(
    invented: Path, export: Callable[[bytes], Path]
) -> None:
    planted = json.loads(invented.with_suffix(".json").read_text(encoding="utf-8"))
    directory = export(invented.read_bytes())
    expected = {
        (kind, gap): sum(found["count"] for found in reasons.values())
        for kind, gaps in planted["gaps"].items()
        for gap, reasons in gaps.items()
    }
    assert Counter((kind, gap) for kind, gap, _ in ask(directory, "gaps")) == expected
    counted = {(kind, gap): (gaps, of) for kind, gap, gaps, of in ask(directory, "gap-counts")}
    assert {key: gaps for key, (gaps, _) in counted.items()} == expected
    for (kind, _), (_, looked_at) in counted.items():
        assert looked_at == planted["things"][kind]
    cells = ask(directory, "matrix")
    known = planted["matrix"]
    assert len(cells) == known["cells"]
    assert (
        sum(row[2] > 0 for row in cells) == known["stated"]
        or sum(row[2] for row in cells) == known["stated"]
    )
    by_inferences: Counter[int] = Counter()
    for _, inferences, chains, _ in ask(directory, "thread-counts"):
        by_inferences[min(inferences, 2)] += chains
    threads = planted["threads"]
    stated = threads.get("stated-by-one", 0) + threads.get("stated-across", 0)
    assert by_inferences == {0: stated, 1: threads["one-missing"], 2: threads["inferred"]}


def test_hubs_are_counted(invented: Path, export: Callable[[bytes], Path]) -> None:
    directory = export(invented.read_bytes())
    lines = invented.read_text(encoding="utf-8").splitlines()
    applied = Counter(
        line.split()[2].rstrip(">").rpartition("/")[2]
        for line in lines
        if line.split()[1] == f"<{KG}appliesTo>"
    )
    rows = [row for row in ask(directory, "hubs") if row[0] == "appliesTo"]
    best = sorted(applied.items(), key=lambda item: (-item[1], item[0]))[:3]
    total = sum(applied.values())
    assert rows == [
        ("appliesTo", thing, links, total, place) for place, (thing, links) in enumerate(best, 1)
    ]


def test_what_we_ship_and_what_we_invent_holds_together(
    shipped_parquet: Path, invented: Path, export: Callable[[bytes], Path]
) -> None:
    assert ask(shipped_parquet, "consistency") == []
    assert ask(export(invented.read_bytes()), "consistency") == []


def first_claim(nquads: str, modality: str) -> tuple[str, str, str]:
    """Return the IRI, the subject and the object of an accepted `addresses` claim."""
    said: dict[str, dict[str, str]] = {}
    for line in nquads.splitlines():
        subject, predicate, value = line.split(" ", 2)
        said.setdefault(subject, {})[predicate] = value.removesuffix(" .")
    wanted = {
        f"<{TYPE}>": f"<{KG}Claim>",
        f"<{RDF}predicate>": f"<{KG}addresses>",
        f"<{KG}status>": f"<{KGV}accepted>",
        f"<{KG}polarity>": f"<{KGV}affirmed>",
        f"<{KG}modality>": f"<{KGV}{modality}>",
    }
    return next(
        (iri, cells[f"<{RDF}subject>"], cells[f"<{RDF}object>"])
        for iri, cells in said.items()
        if wanted.items() <= cells.items()
    )


def without(nquads: str, start: str) -> str:
    """Return *nquads* without the lines that begin with *start*; there must be some."""
    kept = [line for line in nquads.splitlines(keepends=True) if not line.startswith(start)]
    assert len(kept) < nquads.count("\n")
    return "".join(kept)


# A claim that says no modality backs neither form of its link.
NO_MODALITY = {
    "claim-fields", "claim-without-evidence", "claim-without-link", "link-without-claim",
}  # fmt: skip


@pytest.mark.parametrize(
    ("modality", "taken", "added", "faults"),
    [
        ("inferred", "{claim} <KGmodality>", "", NO_MODALITY),
        ("stated", "", "{claim} <KGmodality> <KGVinferred> .", {"claim-fields"}),
        ("stated", "{claim} <KGlinkEvidence>", "", {"claim-without-evidence"}),
        ("inferred", "{claim} <KGsubjectEvidence>", "", {"claim-without-evidence"}),
        ("stated", "{subject} <KGstatedToAddress> {object}", "", {"claim-without-link"}),
        ("stated", "{subject} <KGaddresses> {object}", "", {"claim-without-link"}),
        ("stated", "", "{object} <KGinferredToApplyTo> {subject} .", {"link-without-claim"}),
        ("stated", "", "{object} <KGsupersedes> {subject} .", {"link-without-claim"}),
        ("stated", "", "{subject} <KGaffects> <KGDaction-nowhere> .", {"dangling"}),
    ],
)
def test_a_planted_fault_is_found_and_nothing_else(
    invented_small: Path,
    export: Callable[[bytes], Path],
    modality: str,
    taken: str,
    added: str,
    faults: set[str],
) -> None:
    nquads = invented_small.read_text(encoding="utf-8")
    claim, subject, value = first_claim(nquads, modality)
    terms = {"{claim}": claim, "{subject}": subject, "{object}": value}
    for short, full in (("<KGD", f"<{KGD}"), ("<KGV", f"<{KGV}"), ("<KG", f"<{KG}")):
        taken, added = taken.replace(short, full), added.replace(short, full)
    for name, term in terms.items():
        taken, added = taken.replace(name, term), added.replace(name, term)
    if taken:
        nquads = without(nquads, taken)
    rows = ask(export(f"{nquads}{added}\n".encode()), "consistency")
    assert {row[0] for row in rows} == faults
    named = {shorten(term.strip("<>")).partition(":")[2] for term in terms.values()}
    assert {row[1] for row in rows} <= named | {"action-nowhere"}


def test_the_links_of_the_texts_are_those_of_the_ontology(shipped: kg.PolicyGraph) -> None:
    consistency = (SQL / "consistency.sql").read_text(encoding="utf-8")
    forms = {
        (shorten(quad.object.value), shorten(quad.subject.value))  # type: ignore[union-attr]
        for name in ("statedForm", "inferredForm")
        for quad in shipped.graph.triples(None, KG + name)
    }
    assert set(re.findall(r"WHEN '(kg:\w+)' THEN '(kg:\w+)'", consistency)) == forms
    (listed,) = re.findall(r"predicate IN \(([^()]*'kg:addresses'.*?)\)", consistency, re.DOTALL)
    links = {link for _, link in forms} | {"kg:collectivelyAddresses"}
    assert set(re.findall(r"'(kg:\w+)'", listed)) == links | {form for form, _ in forms}


def test_the_gaps_of_the_text_are_those_of_kg_gaps_but_for_one() -> None:
    text = (SQL / "views" / "gaps.sql").read_text(encoding="utf-8")
    rules = set(re.findall(r"\('(\w+)', '([\w-]+)'\)", text))
    ours = {(kind, gap) for kind, gaps in LACKS.items() for gap in gaps}
    # Whether a measure had ended is asked of a day, and these questions have no parameters.
    assert ours - rules == {
        ("Bottleneck", "measure-ended"),
        ("RecommendedAction", "measure-ended"),
    }
    assert rules <= ours


def test_every_question_says_in_both_languages_what_it_asks() -> None:
    assert {path.stem for path in (SQL / "views").glob("*.sql")} == set(VIEWS)
    assert len(list_questions()) == len(list(SQL.glob("*.sql"))) > 5
    for question in list_questions():
        assert question.title.en
        assert re.search(r"[\u4e00-\u9fff]", question.title.zh)
