"""Anomalies in answers: whoever gets a number that hangs on one is told so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from builders import World
from command_line import Cli
from number_samples import add_numbers

import kg
from kg.answers.anomalies import Doubt, find_anomalies, find_doubts, get_anomalies
from kg.answers.sparql import questions
from kg.answers.sparql.guard import Limits
from kg.answers.sparql.questions import Question, list_questions
from kg.answers.trace import Trace
from kg.graph.terms import KG, KGD, TYPE, local_name
from kg.paths import shipped_root
from kg.views.network_data import NetworkData

# Beside the anomaly of the numbers (number_samples.py), one of the text: it touches a bottleneck,
# a document, and the claim that joins a measure to it.
TEXT_ANOMALY = """
kgd:anomaly-beta-02
    a kg:Anomaly ;
    skos:prefLabel "Two titles of one plan"@en , "同一规划有两个标题"@zh ;
    skos:definition "The plan is named in two ways."@en , "该规划有两种名称。"@zh ;
    kg:anomalyKind kgv:variant-name ;
    kg:anomalyOf kgd:ev-beta-plan ;
    kg:affects kgd:document-plan , kgd:bottleneck-footprint-methods , kgd:claim-beta-002 ;
    kg:candidate "五年规划"@zh , "Five-year plan"@en , "5" ;
    kg:treatment "One document is kept."@en , "记为一份文件。"@zh ;
    kg:confidence kgv:high .
"""
OUTPUT = "SELECT ?figure ?value { ?figure kg:indicator kgd:indicator-output ; kg:value ?value }"


@pytest.fixture(scope="module")
def doubtful(template: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The miniature world with both anomalies."""
    world = add_numbers(template.copied_to(tmp_path_factory.mktemp("doubtful") / "world"))
    world.append("sources/beta/measures.ttl", TEXT_ANOMALY)
    return world


@pytest.fixture(scope="module")
def graph(doubtful: World) -> kg.PolicyGraph:
    return doubtful.load()


def touching(graph: kg.PolicyGraph, *names: str) -> list[str]:
    found = find_anomalies(graph.graph, [KGD + name for name in names])
    return [local_name(anomaly.iri).removeprefix("anomaly-") for anomaly in found]


def told(doubts: tuple[Doubt, ...]) -> dict[str, int]:
    return {local_name(d.anomaly.iri).removeprefix("anomaly-"): d.rows for d in doubts}


# What an anomaly touches.


@pytest.mark.parametrize("many", [0, 10**9], ids=["all-read-at-once", "each-looked-up"])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("figure-gamma-table-jiangbei", ["gamma-01"]),  # affected, and its reading is doubtful
        ("figure-gamma-table-jiangbei-reading", ["gamma-01"]),
        ("figure-gamma-table-total", ["gamma-01"]),  # affected only
        ("figure-gamma-table-total-reading", []),
        ("figure-gamma-table-beijing", []),
        ("document-plan", ["beta-02"]),
        ("ev-beta-plan", ["beta-02"]),
        ("claim-beta-002", ["beta-02"]),
        ("region-jiangsu", []),  # a candidate is not affected
        ("nothing", []),
    ],
)
def test_an_anomaly_touches_what_it_affects_and_what_is_doubtful(
    graph: kg.PolicyGraph,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    expected: list[str],
    many: int,
) -> None:
    monkeypatch.setattr("kg.answers.anomalies.MANY_ASKED", many)
    assert touching(graph, name) == expected


def test_an_observation_is_touched_through_its_reading_alone(world: World) -> None:
    add_numbers(world)
    affects = "    kg:affects kgd:figure-gamma-table-jiangbei , kgd:figure-gamma-table-total ;\n"
    world.edit("sources/gamma/things.ttl", affects, "")
    found = world.load()
    assert touching(found, "figure-gamma-table-jiangbei") == ["gamma-01"]
    assert touching(found, "figure-gamma-table-total") == []


def test_several_anomalies_come_once_each_in_order(graph: kg.PolicyGraph) -> None:
    names = ("figure-gamma-table-total", "document-plan", "figure-gamma-table-jiangbei")
    assert touching(graph, *names) == ["beta-02", "gamma-01"]


def test_an_anomaly_says_how_it_is_held(graph: kg.PolicyGraph) -> None:
    plan, numbers = get_anomalies(graph.graph, ["anomaly-beta-02", "anomaly-gamma-01"])
    assert (plan.kind, plan.confidence) == ("variant-name", "high")
    assert plan.treatment.as_json() == {"zh": "记为一份文件。", "en": "One document is kept."}
    assert plan.candidates_in("en") == ("5", "Five-year plan")
    assert plan.candidates_in("zh") == ("5", "五年规划")
    assert (numbers.kind, numbers.confidence) == ("unknown-name", "")
    assert [local_name(iri) for iri in numbers.candidate_things] == [
        "region-jiangsu", "region-zhejiang",
    ]  # fmt: skip
    assert [note.en for note in numbers.explained] == ["The total is the sum of the cities"]


def test_an_anomaly_that_the_graph_does_not_hold_is_left_out(graph: kg.PolicyGraph) -> None:
    assert get_anomalies(graph.graph, ["anomaly-delta-09"]) == ()


# Queries.


def test_an_answer_carries_the_anomalies_that_its_rows_touch(graph: kg.PolicyGraph) -> None:
    answer = graph.query(OUTPUT)
    assert len(answer.rows) == 7
    assert told(answer.anomalies) == {"gamma-01": 2}  # 江北 and the total


def test_a_row_counts_once_however_often_it_is_touched(graph: kg.PolicyGraph) -> None:
    query = """SELECT ?figure ?reading ?again {
      ?figure kg:interprets ?reading ; kg:inTable kgd:table-gamma-output .
      BIND(?figure AS ?again) }"""
    assert told(graph.query(query).anomalies) == {"gamma-01": 2}


def test_an_answer_without_affected_things_carries_none(graph: kg.PolicyGraph) -> None:
    assert graph.query("SELECT ?case { ?case a kg:Case }").anomalies == ()
    assert graph.query("ASK { kgd:document-plan ?p ?o }").anomalies == ()
    # The value alone names nothing: a shipped question says so in its header instead.
    assert graph.query("SELECT (SUM(?v) AS ?all) { ?f kg:value ?v }").anomalies == ()


def test_triples_are_looked_at_as_rows_are(graph: kg.PolicyGraph) -> None:
    query = "CONSTRUCT { ?d a kg:PolicyDocument } { ?d a kg:PolicyDocument }"
    assert told(graph.query(query).anomalies) == {"beta-02": 1}


def test_a_literal_that_looks_like_an_iri_touches_nothing(graph: kg.PolicyGraph) -> None:
    iri = f"<{KGD}document-plan>"
    query = f'CONSTRUCT {{ ?d rdfs:comment "{iri}" }} {{ ?d a kg:Case }}'
    assert graph.query(query).anomalies == ()


def test_only_the_rows_that_are_given_count(graph: kg.PolicyGraph) -> None:
    query = OUTPUT.replace("}", "} ORDER BY DESC(?value)")  # 51 first, then 42.5
    assert told(graph.query(query, limits=Limits(rows=1)).anomalies) == {"gamma-01": 1}
    query = OUTPUT.replace("}", "} ORDER BY ?value")  # 7, which is 江北
    assert told(graph.query(query, limits=Limits(rows=1)).anomalies) == {"gamma-01": 1}
    query = OUTPUT.replace("}", "FILTER(?value = 30) }")
    assert told(graph.query(query).anomalies) == {}


def test_the_source_of_a_row_casts_no_doubt_on_it() -> None:
    shipped = kg.load()
    (source,) = (iri for iri in shipped.graph.subjects(TYPE, KG + "Source") if "shan" in iri)
    assert find_anomalies(shipped.graph, [source])
    assert find_doubts(shipped.graph, [[source]]) == ()


def test_a_graph_without_anomalies_looks_at_no_row(mini: kg.PolicyGraph) -> None:
    def unread() -> object:
        raise AssertionError
        yield

    assert find_doubts(mini.graph, unread()) == ()  # type: ignore[arg-type]


# Shipped questions.


@pytest.fixture
def asked(doubtful: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A question that sums, and says in its header on which anomaly its answer depends."""
    file = tmp_path / "total-output.rq"
    file.write_text(
        "# title.en: How much is put out?\n# title.zh: 总产量是多少？\n"
        "# anomaly: anomaly-gamma-01\n# anomaly: anomaly-beta-02\n"
        "SELECT (SUM(?v) AS ?all) { ?f kg:value ?v ; kg:inTable kgd:table-gamma-output }\n",
        encoding="utf-8",
    )
    question = questions._read_question(file)
    monkeypatch.setattr(questions, "list_questions", lambda: (question,))
    return doubtful


def test_a_question_names_the_anomalies_it_depends_on(asked: World) -> None:
    (question,) = questions.list_questions()
    assert question.anomalies == ("anomaly-gamma-01", "anomaly-beta-02")
    assert question.as_json()["anomalies"] == ["anomaly-gamma-01", "anomaly-beta-02"]
    answer = asked.load().ask("total-output")
    assert answer.rows[0]["all"]["value"] == "101"  # 30 + 13 + 7 + 51
    assert told(answer.anomalies) == {"gamma-01": 0, "beta-02": 0}


DEPENDS = "※ This answer depends on: A place that does not exist (anomaly-gamma-01): Left open."


def test_running_a_question_tells_its_anomalies_on_stderr(cli: Cli, asked: World) -> None:
    for words in (["queries", "run", "total-output"], ["query", "total-output"]):
        done = cli(*words, "-f", "csv", "--data", str(asked.data))
        assert done.out.split() == ["all", "101"]
        assert DEPENDS in done.err.splitlines()
    done = cli("queries", "run", "total-output", "--lang", "zh", "--data", str(asked.data))
    assert "※ 此结果取决于：不存在的地名（anomaly-gamma-01）。留待查证。" in done.err.splitlines()


def test_the_json_of_an_answer_stays_as_w3c_has_it(cli: Cli, asked: World) -> None:
    done = cli("query", "total-output", "--json", "--data", str(asked.data))
    assert set(json.loads(done.out)) == {"head", "results"}
    assert DEPENDS in done.err


def test_showing_a_question_tells_its_anomalies(cli: Cli, asked: World) -> None:
    done = cli("queries", "show", "total-output", "--data", str(asked.data))
    assert "# anomaly: anomaly-gamma-01" in done.out
    assert DEPENDS in done.err
    shown = cli("queries", "show", "total-output", "--json").json
    assert shown["anomalies"] == ["anomaly-gamma-01", "anomaly-beta-02"]


@pytest.mark.usefixtures("asked")
def test_in_a_graph_without_the_anomaly_nothing_is_said(mini: kg.PolicyGraph) -> None:
    assert mini.ask("total-output").anomalies == ()


SHIPPED_QUESTIONS = list_questions()


def test_every_anomaly_in_a_header_is_one_of_the_shipped_graph() -> None:
    graph = kg.load(Path(shipped_root()) / "data").graph
    held = {local_name(iri) for iri in graph.subjects(TYPE, KG + "Anomaly")}

    def unknown(question: Question) -> list[str]:
        return [f"{question.file.name}: {a}" for a in question.anomalies if a not in held]

    assert [fault for question in SHIPPED_QUESTIONS for fault in unknown(question)] == []


def test_no_header_names_an_anomaly_in_a_way_that_is_not_read() -> None:
    for question in SHIPPED_QUESTIONS:
        written = re.findall(r"^#(?! param:).*\banomaly-[a-z0-9-]+", question.query, re.M)
        assert len(written) == len(question.anomalies), question.name


# The command line.


def test_a_query_warns_of_the_anomalies_of_its_rows(cli: Cli, doubtful: World) -> None:
    data = ["--data", str(doubtful.data)]
    english = cli("query", "-e", OUTPUT, "-f", "csv", *data)
    assert "anomaly" not in english.out
    assert english.err.splitlines() == [
        "※ A place that does not exist (anomaly-gamma-01 touches what 2 row(s) name): Left open.",
        "'kg show ID' tells all of an anomaly.",
    ]
    chinese = cli("query", "-e", OUTPUT, "--lang", "zh", *data)
    assert chinese.err.splitlines() == [
        "※ 不存在的地名（anomaly-gamma-01，涉及 2 行）。留待查证。",
        "kg show 标识 可查看异常的全部内容。",
    ]
    assert cli("query", "-e", OUTPUT, "-q", *data).err == ""
    assert cli("query", "-e", "SELECT ?c { ?c a kg:Case }", *data).err == ""


def test_very_many_anomalies_are_counted(cli: Cli, world: World) -> None:
    for number in range(10, 30):
        anomaly = TEXT_ANOMALY.replace("anomaly-beta-02", f"anomaly-beta-{number}")
        world.append("sources/beta/measures.ttl", anomaly)
    query = "SELECT ?d { ?d a kg:PolicyDocument }"
    said = cli("query", "-e", query, "--data", str(world.data)).err.splitlines()
    assert [line[:2] for line in said[:5]] == ["※ "] * 5
    assert said[5].startswith("※ 15 further anomalies: anomaly-beta-15, anomaly-beta-16, ")
    assert said[5].endswith("anomaly-beta-24 …")
    assert len(said) == 7


# Traces and the network.


def only(graph: kg.PolicyGraph, word: str, **filters: object) -> Trace:
    (found,) = graph.trace(word, **filters).traces
    return found


def test_a_trace_holds_the_anomalies_of_what_it_passes(graph: kg.PolicyGraph) -> None:
    for word in ("bottleneck-footprint", "region-shanghai", "measure-platform"):
        assert [local_name(a.iri) for a in only(graph, word).anomalies] == ["anomaly-beta-02"], word
    # Neither thread passes the plan, the methods or the claim between them.
    assert only(graph, "region-beijing").anomalies == ()
    assert only(graph, "action-factor-library", direction="up").anomalies == ()


def test_the_json_of_a_trace_says_what_is_touched(cli: Cli, doubtful: World) -> None:
    found = cli("trace", "bottleneck-footprint", "--json", "--data", str(doubtful.data)).json
    (anomaly,) = found["traces"][0]["anomalies"]
    assert anomaly == {
        "id": "anomaly-beta-02",
        "label": {"zh": "同一规划有两个标题", "en": "Two titles of one plan"},
        "treatment": {"zh": "记为一份文件。", "en": "One document is kept."},
        "touches": ["bottleneck-footprint-methods", "claim-beta-002", "document-plan"],
    }
    beijing = cli("trace", "region-beijing", "--json", "--data", str(doubtful.data)).json
    assert beijing["traces"][0]["anomalies"] == []


def test_a_thread_marks_what_an_anomaly_touches(cli: Cli, doubtful: World) -> None:
    shown = cli("trace", "bottleneck-footprint", "--data", str(doubtful.data)).out
    assert "※ an anomaly of the source touches it" in shown
    assert "Five-year plan ※" in shown
    assert "Diverging accounting methods ※" in shown
    assert "stated (high) ※ answered by Set up a footprint platform" in shown
    assert "Old scheme ※" not in shown
    (listed,) = [line for line in shown.splitlines() if line.startswith("※ Two titles")]
    assert "anomaly-beta-02" in listed
    assert "One document is kept." not in shown
    whole = cli("trace", "bottleneck-footprint", "-v", "--data", str(doubtful.data)).out
    assert "One document is kept." in whole


def test_a_table_of_threads_marks_it_too(cli: Cli, doubtful: World) -> None:
    words = ["trace", "bottleneck-footprint", "-f", "table", "--lang", "zh"]
    shown = cli(*words, "--data", str(doubtful.data)).out
    assert "核算口径不一 ※" in shown
    assert "五年规划 ※" in shown
    assert "※ 同一规划有两个标题" in shown


def test_without_anomalies_no_mark_is_explained(cli: Cli, template: World) -> None:
    assert "※" not in cli("trace", "bottleneck-footprint", "--data", str(template.data)).out


def test_an_anomaly_is_told_only_where_its_chains_are_shown(world: World, cli: Cli) -> None:
    """A second trace leaves out the chains of the first, and with them their anomalies."""
    affects = "kgd:document-plan , kgd:bottleneck-footprint-methods , kgd:claim-beta-002"
    anomaly = TEXT_ANOMALY.replace(affects, "kgd:bottleneck-footprint-factors")
    world.append("sources/beta/measures.ttl", anomaly)
    for file, label in (("beta/measures", "搭建碳足迹平台"), ("alpha/bottlenecks", "因子库缺位")):
        named = f'"{label}"@zh ;\n    skos:altLabel "shared name {label}"@en ;'
        world.edit(f"sources/{file}.ttl", f'"{label}"@zh ;', named)
    first, second = world.load().trace("shared name").traces
    assert local_name(first.term) == "bottleneck-footprint-factors"
    assert [local_name(a.iri) for a in first.anomalies] == ["anomaly-beta-02"]
    # The platform answers the factors too, but those chains stand above; the methods are left.
    assert {local_name(chain.nodes[0]) for chain in second.chains} == {
        "bottleneck-footprint-methods"
    }
    assert second.anomalies == ()
    shown = cli("trace", "shared name", "--data", str(world.data)).out
    assert shown.count("※ Two titles of one plan") == 1


def test_the_network_page_tells_the_anomalies_of_a_thing(graph: kg.PolicyGraph) -> None:
    nodes = {node["id"]: node for node in NetworkData(graph.network()).node_values()}
    assert nodes["document-old"]["anomalies"] == []
    assert nodes["document-plan"]["anomalies"] == [
        {
            "id": "anomaly-beta-02",
            "name": {"zh": "同一规划有两个标题", "en": "Two titles of one plan"},
            "treatment": {"zh": "记为一份文件。", "en": "One document is kept."},
        }
    ]
