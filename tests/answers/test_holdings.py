"""The graph as tables: rows worked out by hand, and nothing of the data left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from builders import World
from number_samples import add_numbers

import kg
from kg.answers.rows import Table

KG = "https://w3id.org/policy-kg/ontology#"
KGD = "https://w3id.org/policy-kg/id/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SUB_PROPERTY = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"
# Short names as the tables write them, given here anew.
SHORT = {
    KG: "kg:", KGD: "", "https://w3id.org/policy-kg/vocab/": "kgv:",
    "http://qudt.org/vocab/unit/": "unit:", "http://qudt.org/vocab/currency/": "cur:",
    "http://www.w3.org/2004/02/skos/core#": "skos:", "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:", "http://www.w3.org/ns/prov#": "prov:",
    "http://www.w3.org/ns/org#": "org:", "http://purl.org/linked-data/cube#": "qb:",
    "http://www.w3.org/ns/oa#": "oa:",
}  # fmt: skip


def row_of(tables: tuple[Table, ...], name: str, key: str) -> dict[str, str]:
    """Return the row of *key* in the table *name*, its filled cells only."""
    table = next(table for table in tables if table.name == name)
    (row,) = (row for row in table.rows if row[0] == key)
    return {head: cell for head, cell in zip(table.header, row, strict=True) if cell}


@pytest.fixture(scope="module")
def tables(template: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[Table, ...]:
    """The tables of the miniature world with the source that has numbers."""
    root = tmp_path_factory.mktemp("numbers") / "world"
    return add_numbers(template.copied_to(root)).load().tables()


def test_the_tables_come_in_a_fixed_order(tables: tuple[Table, ...]) -> None:
    assert [table.name for table in tables] == [
        "links", "claims", "things", "evidence", "figures", "readings", "reviews",
        "figure_reviews", "segments", "properties",
    ]  # fmt: skip
    for table in tables:
        assert len(set(table.header)) == len(table.header)
        assert list(table.rows) == sorted(table.rows, key=lambda row: row[0])


def test_a_refused_claim_is_a_row_with_its_reason(tables: tuple[Table, ...]) -> None:
    assert row_of(tables, "claims", "claim-alpha-004") == {
        "id": "claim-alpha-004",
        "subject": "action-factor-library",
        "subject_zh": "建设因子库",
        "subject_en": "Build a factor library",
        "predicate": "addresses",
        "predicate_zh": "应对",
        "predicate_en": "addresses",
        "object": "bottleneck-computing",
        "object_zh": "算力不够",
        "object_en": "Shortage of computing power",
        "modality": "inferred",
        "modality_zh": "推断",
        "modality_en": "Inferred",
        "confidence": "medium",
        "polarity": "affirmed",
        "status": "refused",
        "rationale_zh": "两处说的是一回事",
        "rationale_en": "Both places speak of one thing",
        "reason_zh": "两处并不相干",
        "reason_en": "The two places have nothing in common",
        "subject_evidence": "ev-alpha-library",
        "object_evidence": "ev-alpha-computing",
        "sources": "alpha",
        "attributed_to": "agent-curators",
        "created": "2026-11-21",
    }


def test_only_what_holds_is_a_link(tables: tuple[Table, ...]) -> None:
    links = {
        (row[0], row[3], row[6]): row[-2:] for table in tables if table.name == "links"
        for row in table.rows
    }  # fmt: skip
    library, computing = "action-factor-library", "bottleneck-computing"
    assert (library, "addresses", computing) not in links  # refused
    assert ("action-standards", "addresses", computing) not in links  # denied
    assert links["action-standards", "addresses", "bottleneck-footprint"] == (
        "inferred", "claim-alpha-002",
    )  # fmt: skip
    assert links[library, "addresses", "bottleneck-footprint-factors"] == (
        "stated", "claim-alpha-001;claim-alpha-008",
    )  # fmt: skip
    assert links["bottleneck-footprint", "category", "kgv:new-factor"] == (
        "stated", "claim-alpha-009",
    )  # fmt: skip
    assert links["bottleneck-footprint-factors", "partOf", "bottleneck-footprint"] == (
        "structural", "",
    )  # fmt: skip


def test_a_thing_is_a_row_and_the_rest_of_it_are_properties(tables: tuple[Table, ...]) -> None:
    assert row_of(tables, "things", "document-plan") == {
        "id": "document-plan",
        "kind": "PolicyDocument",
        "kind_zh": "政策文件",
        "kind_en": "policy document",
        "label_zh": "五年规划",
        "label_en": "Five-year plan",
        "read_from": "source-beta",
        "evidence": "ev-beta-plan",
        "classes": "PolicyDocument",
    }
    properties = next(table for table in tables if table.name == "properties")
    assert [row[1:] for row in properties.rows if row[0] == "document-plan"] == [
        ("kg:documentType", "kgv:plan", "iri"),
        ("kg:title", "五年规划", "@zh"),
        ("kg:validFrom", "2021", "xsd:gYear"),
        ("kg:validTo", "2025", "xsd:gYear"),
    ]


def test_a_concept_at_the_end_of_a_link_is_a_thing(tables: tuple[Table, ...]) -> None:
    concept = row_of(tables, "things", "kgv:new-factor")
    assert (concept["kind"], concept["kind_zh"], concept["label_en"]) == (
        "skos:Concept", "概念", "New factor",
    )  # fmt: skip


def test_evidence_is_a_place_and_a_paraphrase(tables: tuple[Table, ...]) -> None:
    # The 15 characters of the third line.
    text = "一、难题\n碳足迹核算没有统一方法，各厂口径不同。因子库长期缺位，数据多从国外买来。\n"
    start = len(text)
    assert row_of(tables, "evidence", "ev-alpha-computing") == {
        "id": "ev-alpha-computing",
        "source": "alpha",
        "section": "一",
        "paragraph": "2",
        "spans": f"{start}-{start + 15}",
        "paraphrase_zh": "算力短缺",
        "paraphrase_en": "Computing is short",
        "text": "text-alpha",
        "segments": "ev-alpha-computing-s1",
    }
    segment = row_of(tables, "segments", "ev-alpha-computing-s1")
    assert (segment["start"], segment["end"]) == (str(start), str(start + 15))
    assert segment["key_length"] == "14"  # the full stop does not count
    assert len(segment["key_digest"]) == 64


def test_a_figure_stands_beside_what_is_printed_and_what_is_doubtful(
    tables: tuple[Table, ...],
) -> None:
    figure = row_of(tables, "figures", "figure-gamma-forecast")
    assert {name: figure[name] for name in (
        "as_printed", "minimum", "maximum", "unit", "kind", "period", "said_by", "reading",
        "evidence", "source", "qualifier",
    )} == {
        "as_printed": "12%~22%", "minimum": "12", "maximum": "22", "unit": "unit:PERCENT",
        "kind": "forecast", "period": "2030", "said_by": "organisation-guild",
        "reading": "figure-gamma-forecast-reading", "evidence": "ev-gamma-forecast",
        "source": "gamma", "qualifier": "exact",
    }  # fmt: skip
    assert "value" not in figure
    total = row_of(tables, "figures", "figure-gamma-table-total")
    assert total["anomalies"].startswith("anomaly-gamma-")
    jiangbei = row_of(tables, "readings", "figure-gamma-table-jiangbei-reading")
    assert (jiangbei["as_printed"], jiangbei["area_as_printed"]) == ("7", "江北")


def test_a_second_reading_is_a_row(tables: tuple[Table, ...]) -> None:
    table = next(table for table in tables if table.name == "reviews")
    ((_, *cells),) = table.rows
    assert cells == [
        "claim-alpha-002", "verdict-agreed", "inferred", "medium", "inferred", "medium", "",
        "agent-second-readers", "2026-11-21",
    ]  # fmt: skip


# Awkward data.


def test_what_a_cell_cannot_hold_is_a_property(world: World) -> None:
    world.edit(
        "sources/beta/measures.ttl",
        '"Old scheme"@en , "旧方案"@zh ;\n    kg:title',
        '"Old scheme"@en , "Ancien régime"@fr , "旧方案"@zh ;\n'
        '    skos:definition "First."@en , "Second."@en ;\n'
        "    kg:partOf <https://example.org/a;b> , kgd:document-plan ;\n    kg:title",
    )
    tables = world.load().tables()
    row = row_of(tables, "things", "document-old")
    assert (row["definition_en"], row["part_of"]) == ("First.", "document-plan")
    properties = next(table for table in tables if table.name == "properties")
    rest = {row[1:] for row in properties.rows if row[0] == "document-old"}
    assert rest >= {
        ("skos:prefLabel", "Ancien régime", "@fr"),
        ("skos:definition", "Second.", "@en"),
        ("kg:partOf", "https://example.org/a;b", "iri"),
    }


def test_a_link_that_no_accepted_claim_bears_is_no_link_but_not_lost(world: World) -> None:
    world.edit(
        "sources/alpha/actions.ttl",
        '"公开的排放因子库。"@zh ;',
        '"公开的排放因子库。"@zh ;\n    kg:addresses kgd:bottleneck-computing ;',
    )
    links, *_, properties = world.load().tables()
    ends = ("action-factor-library", "bottleneck-computing")
    assert ends not in {(row[0], row[6]) for row in links.rows}
    assert (ends[0], "kg:addresses", ends[1], "iri") in properties.rows


# Nothing is left out: an oracle that knows triples and cells, and no columns.


def short(iri: str) -> str:
    for namespace, prefix in SHORT.items():
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri


def parts_by_subject(tables: tuple[Table, ...]) -> Mapping[str, set[str]]:
    """Return for every id what its cells hold: each as a whole, and each between semicolons."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        for key, *cells in table.rows:
            found[key].update(cells, *(cell.split(";") for cell in cells))
    return found


def find_untold(nquads: bytes, tables: tuple[Table, ...]) -> Counter[str]:
    """Count by predicate the triples about our things whose object stands in no cell of theirs."""
    triples = [quad.triple for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS)]
    above = {
        (t.subject.value, t.object.value)
        for t in triples if t.predicate.value == SUB_PROPERTY
    }  # fmt: skip
    cells, links = parts_by_subject(tables), {
        (row[0], KG + row[3], row[6]) for table in tables if table.name == "links"
        for row in table.rows
    }  # fmt: skip
    untold: Counter[str] = Counter()
    for triple in triples:
        subject, predicate = short(triple.subject.value), triple.predicate.value
        if not triple.subject.value.startswith(KGD):
            continue
        value = short(triple.object.value)
        bare = value.removeprefix("kgv:").removeprefix("kg:")
        written = {predicate} | {whole for part, whole in above if part == predicate}
        if any((subject, link, value) in links for link in written):
            continue
        if cells[subject].isdisjoint({value, bare, triple.object.value}):
            untold[predicate if predicate != TYPE else f"a {value}"] += 1
    return untold


OF_A_TABLE = {
    "a kg:Claim", "a kg:Evidence", "a qb:Observation", "a kg:Reading", "a kg:Review",
    "a kg:FigureReview", "a kg:Segment",
}  # fmt: skip


def test_no_statement_of_the_miniature_world_is_left_out(template: World, tmp_path: Path) -> None:
    graph = add_numbers(template.copied_to(tmp_path / "world")).load()
    assert set(find_untold(graph.export("nquads"), graph.tables())) <= OF_A_TABLE


def test_no_statement_of_the_shipped_graph_is_left_out() -> None:
    graph = kg.load()
    tables = graph.tables()
    assert set(find_untold(graph.export("nquads"), tables)) <= OF_A_TABLE
    assert len(next(table for table in tables if table.name == "claims").rows) > 1000
