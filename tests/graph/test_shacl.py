"""The walk over the shapes against pySHACL: the same findings on whole, broken and drawn graphs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from builders import World
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from number_samples import add_numbers
from rdflib.namespace import SH

from kg.faults import Fault, Place
from kg.graph.checks import shapes
from kg.graph.checks.checked import Stored, find_pairs
from kg.graph.checks.shapes import check_shapes, shape_files
from kg.graph.graph import Graph
from kg.graph.shacl.index import Index
from kg.graph.shacl.literals import is_typed
from kg.graph.shacl.shapes import NotUnderstoodError, read_shapes
from kg.graph.shacl.walk import Result, validate
from kg.graph.terms import KG, KGD, OA, RDFS, SKOS, TYPE, XSD
from kg.language import Text

Finding = tuple[str, str, str, str, frozenset[str]]
TURTLE = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> . " + (
    f"@prefix xsd: <{XSD}> . @prefix rdfs: <{RDFS}> .\n"
)


@pytest.fixture(scope="module")
def contract() -> rdflib.Graph:
    """The shipped shapes."""
    graph = rdflib.Graph()
    for path in shape_files():
        graph.parse(path, format="turtle")
    return graph


def named(term: object) -> str:
    """Return the characters of a term of either engine; blank nodes have no name to compare."""
    if term is None or isinstance(term, ox.BlankNode | rdflib.BNode):
        return "" if term is None else "_:"
    return str(getattr(term, "value", term) if not isinstance(term, rdflib.Literal) else term)


def walked(graph: Graph, files: list[Path]) -> tuple[set[Finding], set[str]]:
    """Return what the walk finds, and the shapes that it leaves to pySHACL."""
    found = read_shapes(files)
    index = Index(lambda predicate: find_pairs(graph, predicate))
    results: list[Result] = []
    left = {iri for iri, _ in found.others}
    for shape in found.understood:
        try:
            results += list(validate(shape, index))
        except NotUnderstoodError:
            left.add(shape.node.value)
    return {
        (
            named(r.focus),
            r.path,
            r.component[0].upper() + r.component[1:] + "ConstraintComponent",
            named(r.value),
            frozenset(r.messages.values()),
        )
        for r in results
    }, left


def judged(nquads: bytes, contract: rdflib.Graph, left: set[str]) -> set[Finding]:
    """Return what pySHACL finds, without the results of the shapes *left*."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it warns of each broken literal
    data = rdflib.Graph().parse(data=nquads, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=contract, inference="none")
    assert isinstance(report, rdflib.Graph)
    return {
        (
            named(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath) or ""),
            str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
            named(report.value(result, SH.value)),
            frozenset(str(message) for message in report.objects(result, SH.resultMessage)),
        )
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
        if str(report.value(result, SH.sourceShape)) not in left
    }


def assert_equal_findings(nquads: bytes, contract: rdflib.Graph) -> set[Finding]:
    found, left = walked(Graph(nquads, "drawn"), shape_files())
    assert found == judged(nquads, contract, left)
    return found


def test_every_shipped_shape_is_understood() -> None:
    found = read_shapes(shape_files())
    assert found.others == ()
    assert len(found.understood) > 140


# Graphs drawn at random: the miniature world with numbers, and many of its triples changed.

LITERALS = (
    '"x"', '"5"^^<{xsd}integer>', '"-1"^^<{xsd}integer>', '"5x"^^<{xsd}integer>',
    '"0"^^<{xsd}integer>', '"1.5"^^<{xsd}decimal>', '"."^^<{xsd}decimal>',
    '"2026-02-30"^^<{xsd}date>', '"2026-11-21"^^<{xsd}date>', '"2021"^^<{xsd}gYear>',
    '"21"^^<{xsd}gYear>', '"2021-07"^^<{xsd}gYearMonth>', '"2021-13"^^<{xsd}gYearMonth>',
    '"2021"', '"2016/2020"', '"words"@en', '"words"@EN-gb', '"字"@zh', '"字"@zh-Hans',
    '"mots"@fr', '"true"^^<{xsd}boolean>', f'"{"0" * 64}"', '"110000"', '"CN-SH"',
)  # fmt: skip
COMPARED = (OA + "start", OA + "end", KG + "minimum", KG + "maximum")


@pytest.fixture(scope="module")
def lines(template: World, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The triples of the miniature world with numbers, and what the classes need."""
    world = add_numbers(template.copied_to(tmp_path_factory.mktemp("numbers") / "world"))
    kept = (f"<{KGD}", f"<{SKOS}")
    return [
        line
        for line in world.build().as_nquads().decode().splitlines()
        if (line.startswith(kept) and "/id/region-" not in line.split(" ")[0])
        or "#subClassOf>" in line
        or ("/vocab/" in line.split(" ")[0] and f"<{TYPE}>" in line)
    ]


def change(lines: list[str], number: int) -> None:
    """Change one of *lines*: drop it, give it another value or predicate, or add a value."""
    at = number % len(lines)
    subject, predicate, rest = lines[at].split(" ", 2)
    other = lines[number * 7919 % len(lines)].split(" ", 2)
    literal = LITERALS[number // 5 % len(LITERALS)].replace("{xsd}", XSD) + " ."
    match number // 3 % 7:
        case 0:
            del lines[at]
        case 1:
            lines[at] = f"{subject} {predicate} {literal}"
        case 2:
            lines.append(f"{subject} {predicate} {literal}")
        case 3:
            lines[at] = f"{subject} {predicate} {other[2]}"
        case 4:
            lines.append(f"{subject} {predicate} {other[2]}")
        case 5:
            lines.append(f"{subject} {other[1]} {rest}")
        case 6:
            lines.append(f"{subject} {predicate} _:blank{number % 5} .")


def changed(lines: list[str], numbers: Iterable[int]) -> bytes:
    """Return *lines* changed, without blank nodes as bounds: at those pySHACL stops."""
    drawn = list(lines)
    for number in numbers:
        change(drawn, number)
    parts = (line.split(" ", 2) for line in drawn)
    kept = (p for p in parts if p[1][1:-1] not in COMPARED or not p[2].startswith("_:"))
    return "".join(f"{' '.join(p)}\n" for p in kept).encode()


# Shrinking would run pySHACL a thousand times; the numbers drawn say what was changed.
@settings(max_examples=5, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(numbers=st.lists(st.integers(0, 1_000_000), min_size=20, max_size=150))
def test_drawn_graphs_have_the_findings_of_pyshacl(
    lines: list[str], contract: rdflib.Graph, numbers: list[int]
) -> None:
    assert_equal_findings(changed(lines, numbers), contract)


def test_a_graph_with_much_changed_has_many_findings(
    lines: list[str], contract: rdflib.Graph
) -> None:
    found = assert_equal_findings(changed(lines, range(0, 60_000, 61)), contract)
    components = {component for _, _, component, _, _ in found}
    assert len(found) > 800
    assert len(components) >= 12


# What the walk does not understand is judged by pySHACL, and that is said.

PEOPLE = "".join(
    f"<http://example.org/{name}> <{TYPE}> <http://example.org/Person> .\n"
    f'<http://example.org/{name}> <http://example.org/name> "{name}" .\n'
    for name in ("ann", "bob-x")
).encode()
ABOUT_PEOPLE = ":S a sh:PropertyShape ; sh:targetClass :Person ; sh:path"
LONG_NAMES = f'{ABOUT_PEOPLE} :name ; sh:maxLength 3 ; sh:message "long"@en .'


def faults_of(
    shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nquads: bytes = PEOPLE
) -> tuple[list[Fault], list[str]]:
    file = tmp_path / "shapes.ttl"
    file.write_text(TURTLE + shape, encoding="utf-8")
    monkeypatch.setattr(shapes, "shape_files", lambda: [file])
    notes: list[Text] = []
    found = list(check_shapes(Stored(Graph(nquads, "people"), "people.nq"), notes=notes))
    return found, [note.say("en") for note in notes]


def test_a_shape_that_is_not_understood_is_judged_by_pyshacl(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, notes = faults_of(LONG_NAMES, tmp_path, monkeypatch)
    assert [(f.place, f.reason.say("en")) for f in found] == [
        (Place("people.nq"), "http://example.org/bob-x (http://example.org/name): long")
    ]
    assert len(notes) == 1
    assert re.search(r"pySHACL judged .*/S, .*sh:maxLength", notes[0])


@pytest.mark.parametrize(
    "said",
    [
        "sh:targetClass :Person ; sh:nodeKind sh:IRI ; sh:closed true",
        'sh:targetClass :Person ; sh:severity sh:Warning ; sh:nodeKind sh:IRI ; sh:message "m"',
        "sh:targetClass :Person ; sh:nodeKind sh:IRI",  # no message: pySHACL has one
        'sh:targetClass :Person ; sh:in ( 1 2 ) ; sh:message "m"',
        'sh:targetClass :Person ; sh:datatype xsd:dateTime ; sh:message "m"',
        'sh:targetClass :Person ; sh:class :A ; sh:message "{$this}"',
        'sh:targetClass :Person ; sh:class :A ; sh:message "m" ; a rdfs:Class',
    ],
)
def test_what_is_not_understood_is_named(said: str, tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(f"{TURTLE}:S {said} .", encoding="utf-8")
    found = read_shapes([file])
    assert found.understood == ()
    assert [iri for iri, _ in found.others] == ["http://example.org/S"]


def test_numbers_that_cannot_be_compared_are_left_to_pyshacl(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = f'{ABOUT_PEOPLE} :low ; sh:lessThan :high ; sh:message "order"@en .'
    values = f'<http://example.org/ann> <http://example.org/low> "5"^^<{XSD}integer> .\n'
    high = '<http://example.org/ann> <http://example.org/high> "b" .\n'
    found, notes = faults_of(shape, tmp_path, monkeypatch, PEOPLE + (values + high).encode())
    assert [f.reason.say("en") for f in found] == [
        "http://example.org/ann (http://example.org/low): order"
    ]
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("[ sh:inversePath :knows ]", {"ann"}),
        ("[ sh:alternativePath ( :knows :name ) ]", set()),
        ("( :knows :name )", {"bob-x"}),
        ("( [ sh:inversePath :knows ] :name )", {"ann"}),
    ],
)
def test_paths(path: str, wrong: set[str], tmp_path: Path) -> None:
    shape = f'{ABOUT_PEOPLE} {path} ; sh:minCount 1 ; sh:message "m" .'
    file = tmp_path / "shapes.ttl"
    file.write_text(TURTLE + shape, encoding="utf-8")
    knows = "<http://example.org/ann> <http://example.org/knows> <http://example.org/bob-x> .\n"
    found, left = walked(Graph(PEOPLE + knows.encode(), "people"), [file])
    assert {focus.rpartition("/")[2] for focus, *_ in found} == wrong
    assert left == set()


# Literals, by the rules of XML Schema.


@pytest.mark.parametrize(
    ("datatype", "text", "expected"),
    [
        ("integer", "0", True), ("integer", "-07", True), ("integer", "1.0", False),
        ("integer", "", False), ("integer", "१", False), ("decimal", "1.", True),
        ("decimal", ".5", True), ("decimal", "1e3", False), ("decimal", "NaN", False),
        ("date", "2024-02-29", True), ("date", "2023-02-29", False), ("date", "2024-2-9", False),
        ("date", "2024-02-29Z", True), ("date", "20240229", False), ("gYear", "2021", True),
        ("gYear", "21", False), ("gYearMonth", "2021-12", True), ("gYearMonth", "2021-00", False),
        ("string", "", True),
    ],
)  # fmt: skip
def test_whether_a_literal_is_written_as_its_datatype_demands(
    datatype: str, text: str, expected: bool
) -> None:
    literal = ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
    assert is_typed(literal, XSD + datatype) is expected
    assert not is_typed(ox.Literal(text, language="en"), XSD + datatype)


def test_a_blank_node_is_not_less_than_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = f'{ABOUT_PEOPLE} :low ; sh:lessThan :high ; sh:message "order"@en .'
    low = "<http://example.org/ann> <http://example.org/low> _:b .\n"
    high = f'<http://example.org/ann> <http://example.org/high> "5"^^<{XSD}integer> .\n'
    found, notes = faults_of(shape, tmp_path, monkeypatch, PEOPLE + (low + high).encode())
    assert len(found) == 1
    assert notes == []
