"""Pages of things: the numbers, anomalies, findings and roles that are known of each."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from decimal import Decimal

import pytest
from builders import World, as_csv, sha256
from command_line import ROOT, Cli
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from number_samples import FIGURES, TEXT, add_numbers

import kg
from kg.answers.figures import ABOUT, Figure, find_figures, read_figure
from kg.answers.search import find_terms, search
from kg.answers.stats import CLASSES, COUNTED
from kg.answers.things import Thing
from kg.graph.terms import KG, KGD, TYPE, local_name

# What a source says beside its numbers: read from the same invented text.
SAID = """
kgd:term-output
    a kg:DefinedTerm ;
    skos:prefLabel "Net output"@en , "净产量"@zh ;
    skos:definition "Output without what is used up inside."@en , "扣除自用后的产量。"@zh ;
    kg:saidBy kgd:work-yearbook ;
    kg:evidence kgd:ev-gamma-both .

kgd:finding-gamma-growth
    a kg:Finding ;
    skos:prefLabel "The two plants grow"@en , "两厂在增长"@zh ;
    skos:definition "Both make more than before."@en , "产量都比从前多。"@zh ;
    kg:findingKind kgv:trend ;
    kg:about kgd:case-a , kgd:case-b ;
    kg:saidBy kgd:organisation-guild ;
    kg:evidence kgd:ev-gamma-both .

kgd:work-yearbook
    a kg:CitedWork ;
    skos:prefLabel "Yearbook of output"@en , "产量年鉴"@zh ;
    kg:referenceNumber "1" ;
    kg:citedIn kgd:source-gamma ;
    kg:evidence kgd:ev-gamma-table .

kgd:person-he
    a kg:Person ;
    skos:prefLabel "He Who"@en , "何某"@zh ;
    kg:evidence kgd:ev-gamma-table .

kgd:affiliation-he
    a kg:Affiliation ;
    skos:prefLabel "He Who at the guild"@en , "何某在协会的任职"@zh ;
    kg:asPrinted "顾问" ;
    org:member kgd:person-he ;
    org:organization kgd:organisation-guild ;
    kg:evidence kgd:ev-gamma-table .

kgd:scheme-ripeness
    a skos:ConceptScheme ;
    skos:prefLabel "Model of ripeness"@en , "成熟模型"@zh .

kgd:maturity-level-1
    a kg:MaturityLevel ;
    skos:prefLabel "Level 1"@en , "一级"@zh ;
    skos:inScheme kgd:scheme-ripeness ;
    kg:levelNumber 1 ;
    kg:evidence kgd:ev-gamma-table .

kgd:capability-domain-sales
    a kg:CapabilityDomain ;
    skos:prefLabel "Sales"@en , "销售"@zh ;
    skos:inScheme kgd:scheme-ripeness ;
    kg:evidence kgd:ev-gamma-table .

kgd:document-order
    a kg:PolicyDocument ;
    skos:prefLabel "Order of the guild"@en , "协会的规定"@zh ;
    kg:title "协会的规定"@zh ;
    kg:issuedBy kgd:organisation-guild ;
    kg:evidence kgd:ev-gamma-table .
"""


@pytest.fixture(scope="module")
def world_of_numbers(template: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The miniature world with a source of numbers, and what else that source says."""
    world = add_numbers(template.copied_to(tmp_path_factory.mktemp("numbers") / "world"))
    world.append("sources/gamma/things.ttl", SAID)
    return world


@pytest.fixture(scope="module")
def graph(world_of_numbers: World) -> kg.PolicyGraph:
    """Its graph."""
    return world_of_numbers.load()


def ids(figures: Iterable[Figure]) -> list[str]:
    return [local_name(figure.iri).removeprefix("figure-gamma-") for figure in figures]


def references(thing: Thing) -> dict[str, list[str]]:
    return {r.label.en: [local_name(iri) for iri in r.things] for r in thing.references}


def page(cli: Cli, world: World, term: str, lang: str = "en", *words: str) -> str:
    shown = cli("show", term, "--lang", lang, *words, "--data", str(world.data))
    assert (shown.code, shown.err) == (0, "")
    return shown.out


def lines(text: str) -> list[str]:
    """Return the lines of *text* with single spaces."""
    return [" ".join(line.split()) for line in text.splitlines()]


# Figures as values.


def test_a_figure_holds_what_is_printed_and_what_it_is_taken_for(graph: kg.PolicyGraph) -> None:
    figure = read_figure(graph.graph, KGD + "figure-gamma-b")
    assert (figure.value, figure.minimum, figure.maximum) == (Decimal("12.5"), None, None)
    assert (figure.qualifier, figure.kind) == ("over", "observed")
    assert figure.unit == "http://qudt.org/vocab/unit/TONNE"
    assert figure.unit_label.as_json() == {"zh": "吨", "en": "t"}
    assert [local_name(iri) for iri in figure.about] == ["case-b"]
    assert figure.reading is not None
    assert figure.reading.printed == "超过12.5吨"
    # 一、数字 + line feed + 甲厂产出30吨， are 5 + 8 characters, 乙厂产出 4 more
    assert [anchor.span for anchor in figure.reading.place.anchors] == [(17, 24)]


def test_a_reading_leads_to_its_figure(graph: kg.PolicyGraph) -> None:
    by_reading = read_figure(graph.graph, KGD + "figure-gamma-b-reading")
    assert by_reading == read_figure(graph.graph, KGD + "figure-gamma-b")


def test_a_range_and_a_forecast(graph: kg.PolicyGraph) -> None:
    figure = read_figure(graph.graph, KGD + "figure-gamma-forecast")
    assert (figure.value, figure.minimum, figure.maximum) == (None, Decimal(12), Decimal(22))
    assert (figure.kind, figure.period) == ("forecast", "2030")
    assert [local_name(iri) for iri in figure.said_by] == ["organisation-guild"]


def test_figures_are_found_by_what_they_are_about_in_printed_order(graph: kg.PolicyGraph) -> None:
    def found(thing: str, *links: str) -> list[str]:
        return ids(find_figures(graph.graph, KGD + thing, links or ABOUT))

    table = ["table-beijing", "table-shanghai", "table-jiangbei", "table-total"]
    assert found("indicator-output") == ["a", "b", "both", *table]
    assert found("table-gamma-output") == table
    assert found("case-a") == ["a"]
    assert found("region-beijing") == ["table-beijing"]
    assert found("breakdown-total") == ["table-total"]
    assert found("organisation-guild") == []
    assert found("organisation-guild", "saidBy") == ["forecast"]


def test_digits_stand_as_printed_though_the_store_drops_them(world: World) -> None:
    add_numbers(world)
    printed = TEXT.replace("42.5吨", "42.0吨")
    (world.copies_dir / "gamma.txt").write_text(printed, encoding="utf-8")
    digests = (sha256(text.encode()) for text in (TEXT, printed))
    world.edit("sources/gamma/things.ttl", *digests)
    world.edit(FIGURES, "42.5吨,indicator-output,42.5", "42.0吨,indicator-output,42")
    world.lock("gamma")
    figure = read_figure(world.load().graph, KGD + "figure-gamma-both")
    assert str(figure.value) == "42.0"
    assert figure.as_json()["value"] == "42.0"


def test_a_figure_that_nobody_interprets_is_found_by_its_id(world: World, cli: Cli) -> None:
    add_numbers(world)
    world.edit(FIGURES, "indicator-output,42.5,,,unit:TONNE,exact", "indicator-output,,,,,")
    thing = world.load().show("figure-gamma-both")
    assert thing.kind == "Reading"
    assert [figure.interpreted for figure in thing.figures] == [False]
    shown = page(cli, world, "figure-gamma-both")
    assert "“42.5吨” (as printed, not interpreted)" in shown
    assert "Output of both" in shown


# The page.


def test_the_page_of_a_figure_says_all_its_sides(cli: Cli, world_of_numbers: World) -> None:
    shown = lines(page(cli, world_of_numbers, "figure-gamma-forecast"))
    assert shown == [
        "Reduction of emissions: 12–22 % (forecast) figure figure-gamma-forecast",
        "when 2030",
        "according to Trade guild",
        "as printed “12%~22%” [gamma 一 para 1]",
        "[gamma 一 para 1] A forecast",
    ]
    chinese = lines(page(cli, world_of_numbers, "figure-gamma-forecast", "zh"))
    assert chinese[0] == "减排幅度：12%～22%（预测） 数字 figure-gamma-forecast"
    assert "时间 2030年" in chinese
    assert "原样 “12%~22%” [gamma 一 第1段]" in chinese


def test_the_page_of_a_thing_shows_its_numbers(cli: Cli, world_of_numbers: World) -> None:
    english = lines(page(cli, world_of_numbers, "case-b"))
    assert "Output: more than 12.5 t [gamma 一 para 1]" in english
    chinese = lines(page(cli, world_of_numbers, "case-b", "zh"))
    assert "产量：超过12.5吨 [gamma 一 第1段]" in chinese
    assert not [line for line in chinese if "原样" in line]  # it is printed just so


def test_what_is_printed_otherwise_is_shown_as_printed(cli: Cli, world: World) -> None:
    add_numbers(world)
    world.edit(FIGURES, "30吨,indicator-output,30,", "30吨,indicator-output,30000,")
    assert "Output: 30,000 t as printed “30吨”" in page(cli, world, "case-a")
    assert "产量：3万吨 原样 “30吨”" in page(cli, world, "case-a", "zh")


def test_a_printed_table_is_read_as_a_table(cli: Cli, world_of_numbers: World) -> None:
    shown = lines(page(cli, world_of_numbers, "table-gamma-output"))
    start = shown.index("Output [gamma 一 para 4]")
    assert shown[start + 1 : start + 6] == [
        "place of which figure",
        "Beijing 30 t",
        "Shanghai 13 t",
        "“江北” (as printed) 7 t ※",
        "Total 51 t ※",
    ]


def cross(world: World) -> None:
    """Give the table a second column: what of the output went abroad."""
    columns = {"beijing": "30", "shanghai": "13", "jiangbei": "7"}
    for city, value in columns.items():
        area = "" if city == "jiangbei" else f"region-{city}"
        world.append(
            FIGURES,
            f"figure-gamma-abroad-{city},,,indicator-reduction,{value},,,unit:TONNE,exact,,{area},"
            ",,,observed,,table-gamma-output,,figure-gamma-table-" + f"{city},,\n",
        )


def test_a_table_of_several_indicators_has_one_a_column(cli: Cli, world: World) -> None:
    add_numbers(world)
    cross(world)
    shown = lines(page(cli, world, "table-gamma-output"))
    start = shown.index("[gamma 一 para 4]")
    assert shown[start + 1 : start + 4] == [
        "place of which Output Reduction of emissions",
        "Beijing 30 t 30 t (derived by us)",
        "Shanghai 13 t 13 t (derived by us)",
    ]
    assert "Total 51 t ※" in shown


CITIES = ("hebei", "shanxi", "liaoning", "jilin", "jiangsu", "anhui", "fujian", "henan", "hubei")


def test_a_long_list_of_regions_stands_by_size(cli: Cli, world: World) -> None:
    """Printed side by side in columns, a list would otherwise be read across them."""
    add_numbers(world)
    with world.path(FIGURES).open(encoding="utf-8", newline="") as file:
        beijing = next(row for row in csv.DictReader(file) if row["id"].endswith("beijing"))
    for number, city in enumerate(CITIES):
        cells = {"id": f"figure-gamma-{city}", "area": f"region-{city}", "value": str(100 + number)}
        world.append(FIGURES, as_csv(list({**beijing, **cells}.values()), []))
    world.lock("gamma")
    shown = lines(page(cli, world, "table-gamma-output"))
    amounts = [int(m[1]) for line in shown if (m := re.search(r" (\d+) t\b", line))]
    # Those that are listed by region first, twelve of them; the total stands as it is printed.
    assert amounts == [108, 107, 106, 105, 104, 103, 102, 101, 100, 30, 13, 7, 51]


def test_a_thing_says_what_it_gives(cli: Cli, world_of_numbers: World) -> None:
    shown = lines(page(cli, world_of_numbers, "organisation-guild"))
    start = shown.index("Numbers it gives")
    assert shown[start + 1] == "Reduction of emissions: 12–22 % (forecast) · 2030 [gamma 一 para 1]"


def test_a_derived_number_says_so_and_from_what(cli: Cli, world: World) -> None:
    add_numbers(world)
    world.append(
        FIGURES,
        "figure-gamma-rest,,,indicator-output,12.5,,,unit:TONNE,exact,,,,,,observed,,,,"
        "figure-gamma-both;figure-gamma-a,差额,The difference\n",
    )
    shown = lines(page(cli, world, "figure-gamma-rest"))
    assert shown[0] == "Output: 12.5 t (derived by us) figure figure-gamma-rest"
    start = shown.index("Derived from")
    assert "Plant A 30 t" in shown[start:]
    assert "42.5 t" in shown[start:]
    assert "The difference" in shown
    thing = world.load().show("figure-gamma-rest")
    assert ids(thing.figures) == ["rest", "a", "both"]
    assert references(world.load().show("figure-gamma-a"))["Derived from it"] == [
        "figure-gamma-rest"
    ]


def test_the_page_of_an_anomaly(cli: Cli, world_of_numbers: World) -> None:
    shown = lines(page(cli, world_of_numbers, "anomaly-gamma-01"))
    for line in (
        "A place that does not exist anomaly anomaly-gamma-01",
        "No city is called so; the total is 51 and the rows give 50.",
        "kind Unknown name",
        "may mean Jiangsu; Zhejiang",
        "held as Left open.",
        "explains why not The total is the sum of the cities",
        "“江北” (as printed) 7 t ※",
    ):
        assert line in shown


def test_anomalies_stand_on_the_pages_of_what_they_touch(graph: kg.PolicyGraph) -> None:
    for term in (
        "figure-gamma-table-total",
        "figure-gamma-table-jiangbei-reading",
        "table-gamma-output",
        "indicator-output",
        "breakdown-total",
        "source-gamma",
    ):
        assert [a.iri for a in graph.show(term).anomalies] == [KGD + "anomaly-gamma-01"], term
    for term in ("case-a", "region-beijing", "source-alpha", "figure-gamma-table-beijing"):
        assert graph.show(term).anomalies == (), term


def test_findings_stand_with_what_they_are_about_and_with_whom_they_are_of(
    graph: kg.PolicyGraph, cli: Cli, world_of_numbers: World
) -> None:
    case, guild = graph.show("case-a"), graph.show("organisation-guild")
    assert [local_name(s.iri) for s in case.findings] == ["finding-gamma-growth"]
    assert [local_name(s.iri) for s in guild.sayings] == ["finding-gamma-growth"]
    assert (case.sayings, guild.findings) == ((), ())
    work = graph.show("work-yearbook")
    assert [(s.kind, local_name(s.iri)) for s in work.sayings] == [("DefinedTerm", "term-output")]
    assert "产量都比从前多。" in page(cli, world_of_numbers, "case-a", "zh")
    assert "The two plants grow Trade guild" in lines(page(cli, world_of_numbers, "case-b"))


def test_the_roles_of_a_thing_are_read_at_a_glance(graph: kg.PolicyGraph) -> None:
    assert references(graph.show("organisation-guild")) == {
        "Issued": ["document-order"], "Affiliated": ["affiliation-he"],
    }  # fmt: skip
    assert references(graph.show("person-he")) == {"Affiliations": ["affiliation-he"]}
    assert references(graph.show("scheme-ripeness")) == {
        "maturity level": ["maturity-level-1"], "capability domain": ["capability-domain-sales"],
    }  # fmt: skip
    source = references(graph.show("source-gamma"))
    assert source["Cites"] == ["work-yearbook"]
    assert source["Text"] == ["text-gamma"]
    assert source["case"] == ["case-a", "case-b"]
    assert references(graph.show("region-jiangsu")) == {"May be meant in": ["anomaly-gamma-01"]}


def test_a_source_counts_what_was_read_from_it(cli: Cli, world_of_numbers: World) -> None:
    shown = lines(page(cli, world_of_numbers, "source-gamma"))
    # Two are named; the figures of the table rest on the table, so that four are left to count.
    assert "case: Plant A; Plant B" in shown
    assert "figure: 4" in shown
    assert "printed table: Output by city" in shown
    whole = page(cli, world_of_numbers, "source-gamma", "en", "-v")
    assert "figure-gamma-forecast" in whole


def test_the_evidence_page_says_what_rests_on_it(graph: kg.PolicyGraph) -> None:
    thing = graph.show("ev-gamma-both")
    assert [e.iri for e in thing.evidence] == [KGD + "ev-gamma-both"]
    assert set(references(thing)["Rests on it"]) == {
        "figure-gamma-both", "finding-gamma-growth", "term-output",
    }  # fmt: skip


def test_a_reading_is_no_fact_of_its_own(graph: kg.PolicyGraph) -> None:
    """What a figure says is said once: as a figure."""
    assert graph.show("figure-gamma-a").facts == ()
    assert graph.show("anomaly-gamma-01").facts == ()
    assert {f.predicate for f in graph.show("ev-gamma-a").facts} == set()


# Finding.


def test_things_stand_before_what_is_said_of_them(graph: kg.PolicyGraph) -> None:
    found = [local_name(iri) for iri in search(graph.graph, "产量")]
    assert found == ["indicator-output", "term-output", "table-gamma-output", "work-yearbook"]
    found = [local_name(iri) for iri in search(graph.graph, "guild")]
    assert found == ["document-order", "organisation-guild", "affiliation-he"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("净产量", "term-output"), ("He Who", "person-he"), ("两厂在增长", "finding-gamma-growth"),
        ("A place that does not exist", "anomaly-gamma-01"), ("figure-gamma-a", "figure-gamma-a"),
        ("kgd:figure-gamma-a", "figure-gamma-a"), ("各城产量", "table-gamma-output"),
    ],
)  # fmt: skip
def test_whatever_a_source_says_is_shown_by_its_name(
    graph: kg.PolicyGraph, word: str, expected: str
) -> None:
    assert graph.show(word).iri == KGD + expected


def test_a_misspelt_word_means_a_thing_rather_than_what_is_said_of_it(world: World) -> None:
    add_numbers(world)
    said = SAID.replace("The two plants grow", "Shortages of computing power")
    world.append("sources/gamma/things.ttl", said)
    match = find_terms(world.load().graph, "Shortage of computting power")
    assert (match.how, match.iris) == ("fuzzy", (KGD + "bottleneck-computing",))


def test_search_names_the_kinds_in_both_languages(cli: Cli, world_of_numbers: World) -> None:
    data = ["--data", str(world_of_numbers.data)]
    assert lines(cli("search", "Model of ripeness", *data).out) == [
        "scheme of concepts Model of ripeness scheme-ripeness"
    ]
    assert "概念体系" in cli("search", "成熟模型", "--lang", "zh", *data).out


# Counting.


def test_stats_count_what_is_said_in_numbers(graph: kg.PolicyGraph) -> None:
    stats = graph.stats()
    wanted = {"Indicator": 2, "PrintedTable": 1, "DefinedTerm": 1, "Finding": 1, "Anomaly": 1,
              "CitedWork": 1, "Person": 1, "Affiliation": 1, "Breakdown": 1, "MaturityLevel": 1,
              "CapabilityDomain": 1, "CapabilityElement": 0, "Reading": 8, "Observation": 8,
              "Expectation": 2, "FigureReview": 0}  # fmt: skip
    assert {kind: stats.things[kind] for kind in wanted} == wanted
    assert stats.observations == {"observed": 7, "forecast": 1, "target": 0}


def test_a_second_reading_is_told_and_not_counted_as_a_figure(world: World) -> None:
    add_numbers(world)
    world.path("sources/gamma/figure-reviews.csv").write_text(
        "figure,verdict,value,minimum,maximum,unit,qualifier,period,kind,note,date\n"
        "figure-gamma-a,agreed,30,,,unit:TONNE,exact,,observed,,2026-11-22\n",
        encoding="utf-8",
    )
    found = world.load()
    assert found.stats().things["FigureReview"] == 1
    assert found.stats().observations["observed"] == 7
    (fact,) = found.show("figure-gamma-a").facts
    assert (fact.label.en, [local_name(iri) for iri in fact.things]) == (
        "Second reading", ["verdict-agreed"],
    )  # fmt: skip


def test_the_table_of_counts_names_the_figures(cli: Cli, world_of_numbers: World) -> None:
    shown = lines(cli("stats", "--data", str(world_of_numbers.data)).out)
    at = shown.index("figure 8")
    assert shown[at + 1 : at + 3] == ["Observed 7", "Forecast 1"]


# The shipped pages.


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_shipped_kind_of_thing_has_a_page(cli: Cli, lang: str) -> None:
    """One thing of each kind: no page breaks, and none is empty."""
    shipped = ROOT / "data"
    graph = kg.load(shipped).graph
    for kind in COUNTED:
        found = graph.subjects(TYPE, CLASSES.get(kind, KG + kind))
        if found:
            shown = cli("show", found[0], "--lang", lang, "--data", str(shipped))
            assert shown.code == 0, found[0]
            assert local_name(found[0]).removesuffix("-reading") in shown.out
            assert shown.out.encode("gbk"), found[0]


SHOW = json.loads((ROOT / "kg/schemas/show.json").read_text(encoding="utf-8"))
TERMS = (
    "figure-gamma-b", "figure-gamma-forecast", "figure-gamma-table-jiangbei-reading",
    "anomaly-gamma-01", "indicator-output", "table-gamma-output", "organisation-guild",
    "work-yearbook", "person-he", "affiliation-he", "scheme-ripeness", "term-output",
    "finding-gamma-growth", "source-gamma", "expectation-gamma-total", "ev-gamma-a", "unit:TONNE",
)  # fmt: skip


@pytest.mark.parametrize("term", TERMS)
def test_json_of_every_kind_keeps_to_its_schema(graph: kg.PolicyGraph, term: str) -> None:
    value = graph.show(term).as_json()
    Draft202012Validator(SHOW).validate(value)
    assert json.loads(json.dumps(value)) == value  # no number that JSON would round


def test_json_of_a_figure_keeps_numbers_as_they_are(graph: kg.PolicyGraph) -> None:
    (forecast,) = graph.show("figure-gamma-forecast").figures
    figure = forecast.as_json()
    assert {k: figure[k] for k in ("value", "minimum", "maximum", "kind", "period", "saidBy")} == {
        "value": None, "minimum": "12", "maximum": "22", "kind": "forecast", "period": "2030",
        "saidBy": ["organisation-guild"],
    }  # fmt: skip
    assert forecast.reading is not None
    reading = forecast.reading.as_json()
    assert (reading["asPrinted"], reading["source"]) == ("12%~22%", "source-gamma")
