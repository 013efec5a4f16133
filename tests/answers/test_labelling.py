"""Labels beside IRIs, and things of ours that a query names and nobody knows."""

from __future__ import annotations

import pytest
import rdflib
from builders import World
from command_line import Cli

import kg
from kg.answers.sparql.labelling import add_labels
from kg.answers.sparql.query import Answer
from kg.answers.sparql.unknown import Unknown
from kg.errors import UsageError
from kg.graph.terms import KG, KGD
from kg.language import Lang

PAIRS = "SELECT ?a ?b { ?a kg:addresses ?b } ORDER BY ?a"
NAMES = {
    "en": {
        "Build a factor library": "Missing factor library",
        "Set carbon footprint standards": "Weak carbon footprint accounting",
        "Set up a footprint platform": "Diverging accounting methods",
    },
    "zh": {
        "建设因子库": "因子库缺位",
        "制定碳足迹标准": "碳足迹核算薄弱",
        "搭建碳足迹平台": "核算口径不一",
    },
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_label_stands_after_each_column_of_iris(mini: kg.PolicyGraph, lang: Lang) -> None:
    answer = add_labels(mini.graph, mini.query(PAIRS), lang)
    assert answer.columns == ("a", "aLabel", "b", "bLabel")
    found = {row["aLabel"]["value"]: row["bLabel"]["value"] for row in answer.rows}
    assert found == NAMES[lang]
    assert {row["aLabel"]["xml:lang"] for row in answer.rows} == {lang}


def test_the_library_adds_labels_in_one_call(mini: kg.PolicyGraph) -> None:
    answer = mini.query(PAIRS)
    assert mini.with_labels(answer, "zh") == add_labels(mini.graph, answer, "zh")
    assert mini.with_labels(answer) == add_labels(mini.graph, answer, "en")


def test_only_iris_have_labels(mini: kg.PolicyGraph) -> None:
    query = (
        "SELECT ?text ?thing { VALUES (?text ?thing) "
        "{ ('x' kgd:action-standards) ('y' 'z') ('u' UNDEF) ('v' <x:nameless>) } }"
    )
    answer = add_labels(mini.graph, mini.query(query), "en")
    assert answer.columns == ("text", "thing", "thingLabel")
    assert [row.get("thingLabel", {}).get("value") for row in answer.rows] == [
        "Set carbon footprint standards", None, None, None,
    ]  # fmt: skip


def test_a_column_that_is_there_already_is_kept(mini: kg.PolicyGraph) -> None:
    query = "SELECT ?a ?aLabel { VALUES (?a ?aLabel) { (kgd:action-standards 'mine') } }"
    answer = add_labels(mini.graph, mini.query(query), "en")
    assert answer.columns == ("a", "aLabel_", "aLabel")
    (row,) = answer.rows
    assert row["aLabel"]["value"] == "mine"
    assert row["aLabel_"]["value"] == "Set carbon footprint standards"


def test_a_label_in_the_other_language_says_so(world: World) -> None:
    world.edit("sources/alpha/actions.ttl", '"Trade guild"@en , ', "")
    graph = world.load().graph
    row = {"o": {"type": "uri", "value": f"{KGD}organisation-guild"}}
    answer = add_labels(graph, Answer("select", b"", columns=("o",), rows=(row,)), "en")
    assert answer.rows[0]["oLabel"] == {"type": "literal", "value": "行业协会", "xml:lang": "zh"}


@pytest.mark.parametrize("query", ["ASK {}", "CONSTRUCT WHERE { ?a kg:addresses ?b }"])
def test_what_has_no_rows_has_no_labels(mini: kg.PolicyGraph, query: str) -> None:
    with pytest.raises(UsageError, match="--labels adds columns"):
        add_labels(mini.graph, mini.query(query), "en")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_line_adds_labels_to_every_form(cli: Cli, template: World, lang: str) -> None:
    words = ["query", "-e", PAIRS, "--labels", "--lang", lang, *template.arguments()]
    shown = cli(*words).out
    assert all(name in shown for pair in NAMES[lang].items() for name in pair)
    lines = cli(*words, "-f", "csv").out.splitlines()
    assert lines[0] == "a,aLabel,b,bLabel"
    assert len(lines) == 4
    head = cli(*words, "-f", "json").json["head"]
    assert head == {"vars": ["a", "aLabel", "b", "bLabel"]}


def test_json_is_pure_unless_labels_are_asked_for(cli: Cli, template: World) -> None:
    found = cli("query", "-e", PAIRS, "-f", "json", *template.arguments()).json
    assert found["head"] == {"vars": ["a", "b"]}
    assert {tuple(row) for row in found["results"]["bindings"]} == {("a", "b")}


def test_a_shipped_question_has_labels_too(cli: Cli, template: World) -> None:
    words = ["queries", "run", "stated-pairs", "--labels", "-f", "csv", *template.arguments()]
    head = cli(*words).out.splitlines()[0].split(",")
    assert [name for name in head if name.endswith("Label")]


# Things that nobody knows.


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("SELECT * { ?a kg:adresses ?b }", [("kg:adresses", "kg:addresses")]),
        ("SELECT * { ?a <" + KG + "adresses> ?b }", [("kg:adresses", "kg:addresses")]),
        ("PREFIX p: <" + KG + "> ASK { ?a p:adresses ?b }", [("kg:adresses", "kg:addresses")]),
        ("ASK { ?a a kg:bottleneck }", [("kg:bottleneck", "kg:Bottleneck")]),
        ("ASK { ?a kgv:addresses ?b }", [("kgv:addresses", "kg:addresses")]),
        ("ASK { kgd:bottleneck-foot-print ?p ?o }",
         [("kgd:bottleneck-foot-print", "kgd:bottleneck-footprint")]),
        ("ASK { kgd:行业协会 ?p ?o }", [("kgd:行业协会", "kgd:organisation-guild")]),
        ("ASK { kgd:qqqqqqqqqqqq ?p ?o }", [("kgd:qqqqqqqqqqqq", "")]),
        ("ASK { kgd:a-b kg:adresses kgd:a-b }",
         [("kgd:a-b", ""), ("kg:adresses", "kg:addresses")]),
        ("ASK { kgd:action-standards kg:addresses ?b }", []),
        ("ASK { ?a ?b 'kgd:nothing' } # kgd:nothing", []),
        ("PREFIX kgd: <x:> ASK { kgd:nothing ?p ?o }", []),
        ("BASE <" + KGD + "> ASK { ?s ?p ?o }", []),
        ("CONSTRUCT { ?a kg:myOwn ?b } WHERE { ?a kg:addresses ?b }", []),
        ("ASK { <http://example.org/x> ?p ?o }", []),
        ("ASK { ?s ?p <" + KGD + "> }", []),
    ],
)  # fmt: skip
def test_a_name_of_ours_that_nobody_knows_is_told(
    mini: kg.PolicyGraph, query: str, unknown: list[tuple[str, str]]
) -> None:
    found = mini.query(query).unknown
    assert [one.term for one in found] == [term for term, _ in unknown]
    assert all(one.nearest == near for one, (_, near) in zip(found, unknown, strict=True) if near)


def test_a_parameter_that_nobody_knows_is_told(mini: kg.PolicyGraph) -> None:
    answer = mini.query("SELECT ?b { ?a kg:addresses ?b }", {"a": "kgd:action-standart"})
    assert answer.rows == ()
    assert answer.unknown == (Unknown("kgd:action-standart", "kgd:action-standards"),)
    assert mini.query("SELECT ?b { ?a kg:addresses ?b }", {"a": "x"}).unknown == ()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Q501: kg:adresses does not occur in this graph; the nearest is kg:addresses"),
        ("zh", "Q501：此图谱中没有 kg:adresses；最接近的是 kg:addresses"),
    ],
)
@pytest.mark.parametrize("form", ["table", "csv"])
def test_an_empty_answer_says_what_may_have_been_meant(
    cli: Cli, template: World, form: str, lang: str, said: str
) -> None:
    query = "SELECT ?a { ?a kg:adresses ?b }"
    found = cli("query", "-e", query, "-f", form, "--lang", lang, *template.arguments())
    assert found.code == 0
    assert said in found.err
    empty = {"en": "Nothing in the graph fits", "zh": "图谱中没有符合此问题的内容"}[lang]
    assert (empty in found.err) == (form == "csv")
    assert found.out.strip() == "a" if form == "csv" else found.out


def test_an_answer_that_is_not_empty_says_it_too(cli: Cli, template: World) -> None:
    query = "SELECT ?b { kgd:action-standards kg:addresses ?b OPTIONAL { ?b kg:isPartOf ?w } }"
    found = cli("query", "-e", query, "-f", "csv", *template.arguments())
    assert found.out.splitlines()[1:] == [f"{KGD}bottleneck-footprint"]
    assert "Q501: kg:isPartOf does not occur" in found.err
    assert "Q502" not in found.err
    assert not cli("query", "-e", query, "-f", "csv", "-q", *template.arguments()).err


def test_an_empty_graph_answer_says_so(cli: Cli, template: World) -> None:
    found = cli("query", "-e", "CONSTRUCT WHERE { ?a <x:no> ?b }", *template.arguments())
    assert len(rdflib.Graph().parse(data=found.out, format="turtle")) == 0
    assert "Q502: Nothing in the graph fits" in found.err


@pytest.mark.parametrize(
    ("date", "there_is"),
    [
        ("'2024-02-29'^^xsd:date", True),
        ("'2023-02-29'^^xsd:date", False),
        ("'1900-02-29'^^xsd:date", False),
        ("'2000-02-29'^^xsd:date", True),
        ("'2024-13-01'^^xsd:date", False),
        ("'2024-04-31'^^<http://www.w3.org/2001/XMLSchema#date>", False),
        ("'2024-00-10'^^xsd:date", False),
        ("'2024-1-1'^^xsd:date", False),
        ("'18 July 2024'^^xsd:date", False),
        ("'2024年7月18日'^^xsd:date", False),
        ("'٢٠٢٤-٠١-٠١'^^xsd:date", False),
        ("'2024-07-18Z'^^xsd:date", True),
        ("'-0044-03-15'^^xsd:date", True),
        ("'12024-02-29'^^xsd:date", True),
        ("'" + "9" * 9000 + "-02-28'^^xsd:date", True),
        ("'2024-07-18T25:00:00'^^xsd:dateTime", False),
        ("'2024-07-18T23:59:59.5+08:00'^^xsd:dateTime", True),
        ("'2024-07-18'^^xsd:dateTime", False),
        ("'2024'^^xsd:gYear", True),
        ("'24'^^xsd:gYear", False),
        ("'2024-13'^^xsd:gYearMonth", False),
        ("'2024-12'^^xsd:gYearMonth", True),
        ("'2024-02-30'", True),
        ("'2024-02-30'^^xsd:string", True),
    ],
)
def test_a_date_that_there_is_not_is_told(mini: kg.PolicyGraph, date: str, there_is: bool) -> None:
    notes = mini.query(f"ASK {{\n FILTER(?x > {date}) }}").notes
    assert (notes == ()) == there_is
    if notes:
        assert notes[0].say("en").startswith("Q504: Line 2, column 14: ")
        assert "任何比较都不成立" in notes[0].say("zh")
