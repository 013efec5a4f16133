"""The coverage matrix, by hand on the miniature and against plain sets on the shipped graph."""

from __future__ import annotations

from collections import Counter

import pytest
from builders import World, inferred
from command_line import Cli
from oracle import Oracle

import kg
from kg.answers.matrix import Matrix
from kg.answers.values import Modality
from kg.graph.terms import local_name

Counts = dict[tuple[str, str], tuple[int, int]]


def counts(matrix: Matrix) -> Counts:
    """Return the stated and the inferred claims of each cell."""
    return {
        (local_name(cell.bottleneck), local_name(cell.action)): (
            cell.count(Modality.STATED),
            cell.count(Modality.INFERRED),
        )
        for cell in matrix.cells
    }


@pytest.fixture(scope="module")
def shipped() -> kg.PolicyGraph:
    return kg.load()


def reckon(graph: Oracle) -> Counts:
    """Count claims by plain sets: accepted, affirmed, and joined by `addresses`."""
    parts = {
        name: dict(graph.pairs[name])
        for name in ("subject", "predicate", "object", "status", "polarity", "modality")
    }
    found: Counter[tuple[str, str, str]] = Counter()
    for claim in graph.of("Claim"):
        said = {name: values[claim] for name, values in parts.items()}
        if (said["predicate"], said["status"], said["polarity"]) == (
            "addresses", "accepted", "affirmed",
        ):  # fmt: skip
            found[said["object"], said["subject"], said["modality"]] += 1
    pairs = {(b, a) for b, a, _ in found}
    return {pair: (found[*pair, "stated"], found[*pair, "inferred"]) for pair in pairs}


def test_the_cells_of_the_shipped_graph_are_those_of_plain_sets(shipped: kg.PolicyGraph) -> None:
    matrix = shipped.matrix()
    oracle = Oracle(shipped.export("nquads"))
    assert counts(matrix) == reckon(oracle)
    assert {local_name(row.iri) for row in matrix.rows} == oracle.of("Bottleneck")
    for column in matrix.columns:
        _, _, documents = oracle.thread(local_name(column.iri))
        assert {local_name(d) for d in column.documents} == documents


def test_nothing_is_lost_in_rolling_up(shipped: kg.PolicyGraph) -> None:
    matrix = shipped.matrix()
    depths = {line.iri: line.depth for line in (*matrix.rows, *matrix.columns)}
    # Where every thing hangs below one whole, the claims of all rolls are the claims of all cells.
    wholes = [line for line in (*matrix.rows, *matrix.columns) if line.depth == 0]
    below = Counter(part for line in wholes for part in line.parts)
    assert set(below.values()) == {1}
    assert set(below) >= {iri for iri, depth in depths.items() if depth}
    rolls = matrix.rolls()
    assert sum(roll.stated for roll in rolls) == sum(c.count(Modality.STATED) for c in matrix.cells)
    for roll in rolls:
        (row,) = [row for row in matrix.rows if row.iri == roll.bottleneck]
        assert sorted(roll.answered + roll.open) == sorted(row.parts)


def test_the_cells_of_the_miniature(mini: kg.PolicyGraph) -> None:
    """By hand: refused, denied, proposed and withdrawn claims fill nothing."""
    assert counts(mini.matrix()) == {
        ("bottleneck-footprint-factors", "action-factor-library"): (1, 1),
        ("bottleneck-footprint", "action-standards"): (0, 1),
        ("bottleneck-footprint-methods", "measure-platform"): (1, 0),
    }


def test_every_bottleneck_has_a_row_and_wholes_stand_before_parts(mini: kg.PolicyGraph) -> None:
    # What has a category first, then in the order of the text: the methods stand in its first
    # sentence, the factors in its second.
    rows = [(local_name(row.iri), row.depth) for row in mini.matrix().rows]
    assert rows == [
        ("bottleneck-footprint", 0),
        ("bottleneck-footprint-methods", 1),
        ("bottleneck-footprint-factors", 1),
        ("bottleneck-computing", 0),
    ]


def test_the_documents_behind_an_action(mini: kg.PolicyGraph) -> None:
    documents = {
        local_name(column.iri): [local_name(d) for d in column.documents]
        for column in mini.matrix().columns
    }
    assert documents == {
        "action-factor-library": ["document-old", "document-plan"],
        "action-standards": [],
        "measure-platform": ["document-old", "document-plan"],
    }


def test_a_statement_about_sets_is_a_block_and_no_cell(mini: kg.PolicyGraph) -> None:
    (block,) = mini.matrix().blocks
    assert {local_name(iri) for iri in block.rows} == {
        "bottleneck-footprint", "bottleneck-footprint-factors", "bottleneck-footprint-methods",
        "bottleneck-computing",
    }  # fmt: skip
    assert {local_name(i) for i in block.columns} == {"action-factor-library", "action-standards"}
    assert not mini.matrix().cells_of(row for row in block.rows if row.endswith("computing"))


def test_rolling_up_keeps_the_open_parts(mini: kg.PolicyGraph) -> None:
    rolls = {local_name(roll.action): roll for roll in mini.matrix().rolls()}
    library = rolls["action-factor-library"]
    assert (library.stated, library.inferred) == (1, 1)
    assert [local_name(part) for part in library.answered] == ["bottleneck-footprint-factors"]
    assert [local_name(part) for part in library.open] == ["bottleneck-footprint-methods"]
    # The standards answer the whole itself: no part of it is answered by that.
    assert rolls["action-standards"].answered == ()


def test_a_matrix_within_a_scope(world: World) -> None:
    world.add_claims(
        "beta",
        inferred(
            "claim-beta-008 measure-platform addresses bottleneck-footprint",
            "ev-beta-platform", "ev-alpha-footprint",
        ),
    )  # fmt: skip
    graph = world.load()
    assert set(counts(graph.matrix(modality="stated"))) == {
        ("bottleneck-footprint-factors", "action-factor-library"),
        ("bottleneck-footprint-methods", "measure-platform"),
    }
    beta = counts(graph.matrix(source="beta"))
    assert set(beta) == {
        ("bottleneck-footprint-methods", "measure-platform"),
        ("bottleneck-footprint", "measure-platform"),
    }
    named = {local_name(row.iri) for row in graph.matrix(category="new-factor").rows}
    assert "bottleneck-computing" not in named
    assert "bottleneck-footprint-methods" in named


def test_the_command_gives_a_row_for_each_cell(cli: Cli, template: World) -> None:
    found = cli("matrix", "-f", "csv", *template.arguments())
    lines = found.out.splitlines()
    assert len(lines) == 1 + 3
    assert lines[0].startswith("bottleneck,label_zh,label_en,action,")
    factors = "bottleneck-footprint-factors,因子库缺位,Missing factor library,action-factor-library"
    library = f"{factors},建设因子库,Build a factor library,1,1,document-old document-plan,"
    assert f"{library}source-alpha" in lines
    rolled = cli("matrix", "-f", "csv", "--level", "whole", *template.arguments()).out.splitlines()
    assert len(rolled) == 1 + 3


def test_the_table_says_that_a_block_fills_no_cell(cli: Cli, template: World) -> None:
    for lang, words in (("en", "this fills no cell"), ("zh", "不计入任何单元格")):
        assert words in cli("matrix", "--lang", lang, *template.arguments()).out
