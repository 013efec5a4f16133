"""Each check fires on the smallest broken world, with file, line and remedy, and else is silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
import rdflib
from builders import BECAUSE, TEXTS, World, as_csv, claim, inferred, stated
from number_samples import FIGURES, add_numbers, figure, span

from kg.faults import Fault, sort_faults
from kg.graph.check import CHECKS, check_all
from kg.graph.checks import anchors, copying, files, hygiene, shapes
from kg.graph.checks.checked import Stored
from kg.graph.graph import Graph
from kg.graph.tables import read_schema
from kg.graph.terms import KG, KGD, TYPE
from kg.paths import ontology_dir, write_text
from kg.sources.copies import Copies

ALPHA, BETA = "sources/alpha", "sources/beta"
CLAIMS = f"{ALPHA}/claims.csv"
EVIDENCE = f"{ALPHA}/evidence.csv"
SETS = "ev-alpha-sets"
BOTTLENECKS = f"{ALPHA}/bottlenecks.ttl"
ACTIONS = f"{ALPHA}/actions.ttl"
MEASURES = f"{BETA}/measures.ttl"
NUMBERS = "sources/gamma/things.ttl"


@dataclass(frozen=True)
class Case:
    """A rule, how to break it, and the file and words of the line that has to be named."""

    rule: str
    edit: Callable[[World], None]
    file: str
    words: str
    id: str = ""


def replace(name: str, old: str, new: str) -> Callable[[World], None]:
    return lambda world: world.edit(name, old, new)


def thing(text: str, name: str = ACTIONS) -> Callable[[World], None]:
    return lambda world: world.append(name, f"\n{text}\n")


def claims(*rows: dict[str, str]) -> Callable[[World], None]:
    return lambda world: world.add_claims("alpha", *rows)


def numbers(*edits: Callable[[World], None]) -> Callable[[World], None]:
    """Return an edit that adds the source with numbers, makes *edits*, and locks it anew."""

    def edit(world: World) -> None:
        add_numbers(world)
        for change in edits:
            change(world)
        world.lock("gamma")

    return edit


def row(*cells: str) -> Callable[[World], None]:
    return lambda world: world.append(FIGURES, as_csv(cells, []))


def review(**cells: str) -> Callable[[World], None]:
    """Return an edit that adds a second reading of figure-gamma-a."""
    header = read_schema("figure-reviews").header
    given = {"figure": "figure-gamma-a", "date": "2026-11-22", **cells}
    text = as_csv(header, [[given.get(name, "") for name in header]])
    return lambda world: write_text(world.path("sources/gamma/figure-reviews.csv"), text)


def found_in(world: World, check: Callable[[World], list[Fault]]) -> list[Fault]:
    """Return the faults in the world's own files: the shipped ones are tested elsewhere."""
    return [fault for fault in check(world) if fault.place.file.startswith(str(world.root))]


def assert_named(faults: list[Fault], case: Case, world: World) -> None:
    expected = (case.rule, str(world.path(case.file)), world.line_of(case.file, case.words))
    found = {(f.rule, f.place.file, f.place.line): f for f in faults}
    assert expected in found, [fault.say("en") for fault in faults]
    fault = found[expected]
    assert fault.remedy.say("en")
    assert fault.remedy.say("zh")


def test_the_good_world_has_no_fault_in_any_check(template: World) -> None:
    report = check_all(template.inputs(), template.copies)
    own = [f for f in report.faults if f.place.file.startswith(str(template.root))]
    assert own == []
    assert report.notes == []
    assert report.as_json()["checks"] == list(CHECKS)


# Hygiene: each query of ontology/checks.

LABELS = 'skos:prefLabel "New"@en , "新的"@zh'


def again(**cells: str) -> list[str]:
    """Return a row for the cell of figure-gamma-a: what A put out."""
    usual = {"evidence": "ev-gamma-a", "about": "case-a"}
    return figure("again", span("30吨"), "30吨", **{**usual, **cells})


HYGIENE = [
    Case(
        "action-without-kind",
        thing(f"kgd:action-vague a kg:PolicyAction ; {LABELS} ; kg:evidence kgd:ev-alpha-sets ."),
        ACTIONS,
        "kgd:action-vague",
    ),
    Case(
        "candidate-taken-silently",
        numbers(replace(FIGURES, ",,江北,", ",region-zhejiang,江北,")),
        NUMBERS,
        "kgd:anomaly-gamma-01",
        id="candidate-region-taken",
    ),
    Case(
        "candidate-taken-silently",
        numbers(replace(NUMBERS, "kg:candidateThing kgd:region-zhejiang", 'kg:candidate "7"')),
        NUMBERS,
        "kgd:anomaly-gamma-01",
        id="candidate-value-taken",
    ),
    Case(
        "category-outside-scheme",
        replace(CLAIMS, "kgv:new-factor", "kgv:high"),
        CLAIMS,
        "claim-alpha-009",
    ),
    Case(
        "claim-duplicate",
        claims(
            stated(
                "claim-alpha-101 action-factor-library addresses bottleneck-footprint-factors",
                "ev-alpha-library",
            )
        ),
        CLAIMS,
        "claim-alpha-001",
    ),
    Case(
        "claim-outside-reading",
        replace(f"{ALPHA}/source.ttl", "kg:performedBy , ", ""),
        CLAIMS,
        "claim-alpha-010",
    ),
    Case(
        "claim-refused-and-accepted",
        claims(
            inferred(
                "claim-alpha-101 action-standards addresses bottleneck-footprint",
                "ev-alpha-standards", "ev-alpha-footprint", status="refused", **BECAUSE,
            )
        ),
        CLAIMS,
        "claim-alpha-101",
    ),
    Case(
        "claims-contradict",
        claims(
            stated(
                "claim-alpha-101 action-standards addresses bottleneck-computing",
                "ev-alpha-standards",
            )
        ),
        CLAIMS,
        "claim-alpha-005",
    ),
    Case(
        "dangling-reference",
        replace(BOTTLENECKS, "kgd:ev-alpha-factors", "kgd:ev-alpha-nowhere"),
        BOTTLENECKS,
        "kgd:bottleneck-footprint-factors",
    ),
    Case(
        "derived-without-note",
        numbers(
            row(*figure("rest", "", "", value="17.5", derived_from="figure-gamma-a;figure-gamma-b"))
        ),
        FIGURES,
        "figure-gamma-rest",
    ),
    Case(
        "document-without-name",
        replace(MEASURES, '    kg:title "旧方案"@zh ;\n', ""),
        MEASURES,
        "kgd:document-old",
    ),
    Case(
        "duplicate-label",
        replace(BOTTLENECKS, '"算力不够"@zh', '"因子库缺位"@zh'),
        BOTTLENECKS,
        "kgd:bottleneck-computing",
    ),
    Case(
        "entity-without-class",
        thing(f"kgd:action-bare {LABELS} ."),
        ACTIONS,
        "kgd:action-bare",
    ),
    Case(
        "evidence-of-other-source",
        replace(CLAIMS, "ev-alpha-library,ev-alpha-factors", "ev-beta-plan,ev-alpha-factors"),
        CLAIMS,
        "claim-alpha-008",
    ),
    Case(
        "evidence-unused",
        replace(CLAIMS, "ev-alpha-sets", "ev-alpha-library"),
        EVIDENCE,
        "ev-alpha-sets",
    ),
    Case(
        "figure-review-not-followed",
        numbers(review(verdict="agreed", value="31")),
        FIGURES,
        "figure-gamma-a,",
        id="figure-agreed-to-otherwise",
    ),
    Case(
        "figure-review-not-followed",
        numbers(review(verdict="refused", note="No figure at all")),
        FIGURES,
        "figure-gamma-a,",
        id="figure-refused-yet-there",
    ),
    Case("figure-twice", numbers(row(*again(value="31"))), FIGURES, "figure-gamma-again"),
    Case(
        "figure-twice",
        numbers(row(*again(minimum="30", maximum="31"))),
        FIGURES,
        "figure-gamma-again",
        id="figure-twice-as-value-and-range",
    ),
    Case(
        "figure-unexplained",
        numbers(replace(FIGURES, "indicator-output,42.5,", "indicator-output,,")),
        FIGURES,
        "figure-gamma-both",
    ),
    Case(
        "figure-without-context",
        numbers(replace(FIGURES, "ev-gamma-both", "")),
        FIGURES,
        "figure-gamma-both",
    ),
    Case(
        "figure-without-context",
        numbers(
            replace(FIGURES, "indicator-output,42.5,", "indicator-output,,"),
            replace(FIGURES, "ev-gamma-both", ""),
        ),
        FIGURES,
        "figure-gamma-both",
        id="reading-without-context",
    ),
    Case(
        "figure-without-context",
        numbers(
            row(*figure("bare", span("30吨"), "30吨", value="30", table="table-gamma-output"))
        ),
        FIGURES,
        "figure-gamma-bare",
        id="table-without-headings",
    ),
    Case(
        "finding-without-author",
        thing(
            f"kgd:finding-101 a kg:Finding ; {LABELS} ; kg:findingKind kgv:advice ;\n"
            "    kg:evidence kgd:ev-alpha-sets ."
        ),
        ACTIONS,
        "kgd:finding-101",
    ),
    Case(
        "issuers-beyond-count",
        thing(
            "kgd:document-joint a kg:PolicyDocument ; kg:issuerCount 1 ;\n"
            "    kg:issuedBy kgd:organisation-guild , kgd:organisation-other ."
        ),
        ACTIONS,
        "kgd:document-joint",
    ),
    Case(
        "link-along-parts",
        claims(
            stated(
                "claim-alpha-101 bottleneck-footprint-factors agreesWith bottleneck-footprint",
                "ev-alpha-factors",
            )
        ),
        CLAIMS,
        "claim-alpha-101",
    ),
    Case(
        "link-between-wrong-classes",
        claims(stated("claim-alpha-101 platform-registry addresses bottleneck-footprint", "")),
        CLAIMS,
        "claim-alpha-101",
    ),
    Case(
        "link-without-claim",
        replace(
            ACTIONS,
            "    kg:evidence kgd:ev-alpha-standards .\n\nkgd:set",
            "    kg:addresses kgd:bottleneck-computing ;\n"
            "    kg:evidence kgd:ev-alpha-standards .\n\nkgd:set",
        ),
        ACTIONS,
        "kgd:action-standards",
    ),
    Case(
        "missing-translation",
        replace(BOTTLENECKS, '"Shortage of computing power"@en , ', ""),
        BOTTLENECKS,
        "kgd:bottleneck-computing",
    ),
    Case(
        "missing-translation",
        numbers(replace(NUMBERS, ' , "留待查证。"@zh', "")),
        NUMBERS,
        "kgd:anomaly-gamma-01",
        id="treatment-in-one-language",
    ),
    Case(
        "name-with-slash",
        thing("<https://w3id.org/policy-kg/id/action/slash>\n    a kg:RecommendedAction ."),
        ACTIONS,
        "id/action/slash",
    ),
    Case(
        "part-across-classes",
        replace(
            BOTTLENECKS,
            '"因子库缺位"@zh ;\n    kg:partOf kgd:bottleneck-footprint',
            '"因子库缺位"@zh ;\n    kg:partOf kgd:action-standards',
        ),
        BOTTLENECKS,
        "kgd:bottleneck-footprint-factors",
    ),
    Case(
        "part-cycle",
        replace(
            BOTTLENECKS,
            '    skos:altLabel "足迹难算"@zh ;\n',
            '    skos:altLabel "足迹难算"@zh ;\n    kg:partOf kgd:bottleneck-footprint-factors ;\n',
        ),
        BOTTLENECKS,
        "kgd:bottleneck-footprint",
    ),
    Case(
        "place-named-otherwise",
        numbers(replace(FIGURES, "region-beijing,北京", "region-zhejiang,北京")),
        FIGURES,
        "figure-gamma-table-beijing",
    ),
    Case(
        "place-without-region",
        numbers(replace(FIGURES, "region-beijing,北京", ",北京")),
        FIGURES,
        "figure-gamma-table-beijing",
    ),
    Case(
        "review-not-followed",
        replace(f"{ALPHA}/reviews.csv", "agreed,inferred,medium", "agreed,inferred,low"),
        CLAIMS,
        "claim-alpha-002",
        id="agreed-to-other-words",
    ),
    Case(
        "review-not-followed",
        replace(f"{ALPHA}/reviews.csv", "agreed,", "refused,"),
        CLAIMS,
        "claim-alpha-002",
        id="refused-yet-accepted",
    ),
    Case(
        "self-link",
        claims(stated("claim-alpha-101 action-standards concerns action-standards", "")),
        CLAIMS,
        "claim-alpha-101",
    ),
    Case(
        "set-expanded",
        claims(
            stated("claim-alpha-101 action-standards addresses bottleneck-computing", SETS)
        ),
        CLAIMS,
        "claim-alpha-101",
    ),
    Case(
        "two-kinds-of-thing",
        replace(MEASURES, "a kg:Case ;", "a kg:Case , kg:Platform ;"),
        MEASURES,
        "kgd:case-factory",
    ),
    Case(
        "validity-reversed",
        replace(MEASURES, 'validTo "2025"', 'validTo "2020"'),
        MEASURES,
        "kgd:document-plan",
    ),
    *(
        Case(
            "without-figure",
            thing(f"kgd:{name}-101 a kg:{cls} ; {LABELS} ."),
            ACTIONS,
            f"kgd:{name}-101",
            id=f"{name}-without-figure",
        )
        for name, cls in {
            "indicator": "Indicator", "breakdown": "Breakdown", "table": "PrintedTable",
        }.items()
    ),
    Case(
        "work-unused",
        thing(f"kgd:work-101 a kg:CitedWork ; {LABELS} ; kg:evidence kgd:ev-alpha-sets ."),
        ACTIONS,
        "kgd:work-101",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", HYGIENE, ids=lambda case: case.id or case.rule)
def test_a_hygiene_query_names_the_line(case: Case, world: World) -> None:
    case.edit(world)
    assert_named(found_in(world, lambda w: list(hygiene.check_hygiene(w.build()))), case, world)


# What a query must let pass.

SAID_BY_WORK = (
    f"kgd:work-101 a kg:CitedWork ; {LABELS} .\n"
    f"kgd:finding-101 a kg:Finding ; {LABELS} ; kg:findingKind kgv:advice ;\n"
    "    kg:saidBy kgd:work-101 ."
)
DOUBTED_WORK = (
    f"kgd:work-101 a kg:CitedWork ; {LABELS} ; kg:evidence kgd:ev-alpha-sets .\n"
    f"kgd:anomaly-101 a kg:Anomaly ; {LABELS} ; kg:anomalyOf kgd:ev-alpha-sets ."
)
BOTH_AFFECTED = (
    f"kgd:anomaly-101 a kg:Anomaly ; {LABELS} ;\n"
    "    kg:affects kgd:figure-gamma-a , kgd:figure-gamma-again ."
)
SILENT = [
    *(
        Case("figure-twice", numbers(row(*again(**cells))), FIGURES, "", id=f"figure-{name}")
        for name, cells in {
            "same-value": {"value": "30.0"},
            "other-period": {"value": "31", "period": "2021"},
            "other-area": {"value": "31", "area": "region-beijing"},
            "other-table": {"value": "31", "table": "table-gamma-output"},
            "other-breakdown": {"value": "31", "breakdown": "breakdown-total"},
            "more-things": {"value": "31", "about": "case-a;case-b"},
            "fewer-things": {"value": "31", "about": "case-a;case-b", "id": "figure-gamma-0"},
            "said-by-another": {"value": "31", "said_by": "organisation-guild"},
            "other-qualifier": {"value": "29", "qualifier": "over"},
            "other-kind": {"value": "31", "kind": "forecast"},
            "other-indicator": {"value": "31", "indicator": "indicator-reduction"},
        }.items()
    ),
    Case(
        "figure-twice",
        numbers(row(*again(value="31")), thing(BOTH_AFFECTED)),
        FIGURES,
        "",
        id="figure-both-affected",
    ),
    Case(
        "figure-unexplained",
        numbers(
            replace(FIGURES, "indicator-output,42.5,", "indicator-output,,"),
            thing("kgd:anomaly-101 a kg:Anomaly ; kg:anomalyOf kgd:figure-gamma-both-reading ."),
        ),
        FIGURES,
        "",
    ),
    Case(
        "figure-review-not-followed",
        numbers(review(verdict="agreed", value="30.0", unit="unit:TONNE", qualifier="exact")),
        FIGURES,
        "",
        id="figure-review-agreed",
    ),
    Case(
        "figure-review-not-followed",
        numbers(review(verdict="agreed", value="31", note="The clause says 30 after all")),
        FIGURES,
        "",
        id="figure-review-came-round",
    ),
    Case(
        "place-named-otherwise",
        numbers(replace(FIGURES, ",,江北,", ",region-zhejiang,江北,")),
        FIGURES,
        "",
        id="place-under-an-anomaly",
    ),
    Case(
        "candidate-taken-silently",
        numbers(
            replace(FIGURES, ",,江北,", ",region-zhejiang,江北,"),
            replace(NUMBERS, "kg:treatment", "kg:confidence kgv:low ;\n    kg:treatment"),
        ),
        FIGURES,
        "",
    ),
    Case("work-unused", thing(SAID_BY_WORK), ACTIONS, "", id="work-that-says-something"),
    Case("finding-without-author", thing(SAID_BY_WORK), ACTIONS, "", id="finding-of-a-work"),
    Case("work-unused", thing(DOUBTED_WORK), ACTIONS, "", id="work-that-an-anomaly-explains"),
    Case(
        "duplicate-label",
        thing(
            f"kgd:capability-domain-101 a kg:CapabilityDomain ; {LABELS} .\n"
            f"kgd:capability-subdomain-101 a kg:CapabilitySubdomain ; {LABELS} ."
        ),
        ACTIONS,
        "",
        id="domain-and-subdomain-of-one-name",
    ),
]


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case.id or case.rule)
def test_a_hygiene_query_lets_pass_what_is_right(case: Case, world: World) -> None:
    case.edit(world)
    found = found_in(world, lambda w: list(hygiene.check_hygiene(w.build())))
    assert [fault.say("en") for fault in found if fault.rule == case.rule] == []


def test_the_good_numbers_have_no_fault_in_shapes_and_hygiene(world: World) -> None:
    built = add_numbers(world).build()
    found = [*hygiene.check_hygiene(built), *shapes.check_shapes(built)]
    own = [fault.say("en") for fault in found if fault.place.file.startswith(str(world.root))]
    assert own == []


def test_a_missing_translation_says_which_language_is_there(world: World) -> None:
    world.edit(BOTTLENECKS, '"Shortage of computing power"@en , ', "")
    found = [f for f in hygiene.check_hygiene(world.build()) if f.rule == "missing-translation"]
    assert [fault.reason.say("en") for fault in found] == [
        "Texts in one language only: bottleneck-computing (skos:prefLabel, zh)."
    ]


def test_a_term_that_the_ontology_lacks_is_named_with_its_user(world: World) -> None:
    world.edit(MEASURES, "kg:validFrom", "kg:validSince")
    found = [f for f in hygiene.check_hygiene(world.build()) if f.rule == "term-undefined"]
    assert [f.reason.say("en") for f in found] == [
        "Terms of ours that the ontology does not define: document-plan (kg:validSince)."
    ]
    assert found[0].remedy.say("zh")


def test_a_term_that_the_ontology_lacks_is_named_with_file_and_line(world: World) -> None:
    case = Case("term-undefined", lambda _: None, MEASURES, "kgd:document-plan")
    world.edit(MEASURES, "kg:validFrom", "kg:validSince")
    assert_named(list(hygiene.check_hygiene(world.build())), case, world)


def test_every_hygiene_query_is_broken_by_a_test_here() -> None:
    shipped = {path.stem for path in (ontology_dir() / "checks").glob("*.rq")}
    assert {case.rule for case in HYGIENE} | {"term-undefined"} == shipped


def test_every_hygiene_query_says_title_and_remedy_in_both_languages() -> None:
    for path in (ontology_dir() / "checks").glob("*.rq"):
        header = dict(hygiene.HEADER.findall(path.read_text(encoding="utf-8")))
        assert {"title.en", "title.zh", "remedy.en", "remedy.zh"} <= set(header), path.name
        assert all(header.values()), path.name


# Shapes: what everything of a class must have. One world is broken in many places, checked once.

PAIR = "action-standards addresses bottleneck-computing"
ENDS = ("ev-alpha-standards", "ev-alpha-computing")
BROKEN_CLAIMS = {
    "stated and has no link evidence": stated(f"claim-alpha-101 {PAIR}", ""),
    "stated collectively and has no link evidence": claim(
        "claim-alpha-102 set-alpha-actions collectivelyAddresses set-alpha-bottlenecks "
        "stated-collectively high"
    ),
    "Only collectivelyAddresses can be stated collectively": claim(
        f"claim-alpha-103 {PAIR} stated-collectively low", link_evidence="ev-alpha-sets"
    ),
    "A link between sets can only be stated collectively": stated(
        "claim-alpha-104 set-alpha-actions collectivelyAddresses set-alpha-bottlenecks",
        "ev-alpha-sets",
    ),
    "inferred and has no evidence for its subject": inferred(
        f"claim-alpha-105 {PAIR}", "", ENDS[1]
    ),
    "inferred and has no evidence for its object": inferred(f"claim-alpha-106 {PAIR}", ENDS[0], ""),
    "inferred and lacks a rationale": inferred(f"claim-alpha-107 {PAIR}", *ENDS, rationale_zh=""),
    "refused and lacks a reason": inferred(
        f"claim-alpha-108 {PAIR}", *ENDS, status="refused", reason_zh="不是"
    ),
    "withdrawn and lacks a reason": inferred(f"claim-alpha-109 {PAIR}", *ENDS, status="withdrawn"),
    "exactly one predicate, from the list of links": stated(
        "claim-alpha-110 action-standards helps bottleneck-computing", "ev-alpha-sets"
    ),
    "evidence for the link points to something that is no evidence": stated(
        f"claim-alpha-111 {PAIR}", "ev-nowhere"
    ),
}
DEFINED = 'skos:definition "What it is."@en , "是什么。"@zh'
OBSERVED = """a qb:Observation ;
    kg:qualifier kgv:exact ;
    kg:observationKind kgv:observed ;
    prov:wasDerivedFrom kgd:observation-other"""
ANOMALY = f"""a kg:Anomaly ;
    {LABELS} ;
    {DEFINED} ;
    kg:anomalyOf kgd:ev-alpha-sets"""
BROKEN_FIGURES = {
    "reading-101": ("A reading needs its figure exactly as printed", "a kg:Reading"),
    "reading-102": ("must lie in exactly one source text", 'a kg:Reading ; kg:asPrinted "1"'),
    "reading-103": ("The place has no segment", "a kg:Reading ; kg:inSource kgd:text-alpha"),
    "reading-104": (
        "one name of a place as printed",
        'a kg:Reading ; kg:areaAsPrinted "甲" , "乙"',
    ),
    "observation-101": (
        "The minimum is greater than the maximum",
        f"{OBSERVED} ; kg:minimum 3.0 ; kg:maximum 2.0",
    ),
    "observation-102": ("An observation needs exactly one indicator", OBSERVED),
    "observation-103": ("neither a value nor a range", OBSERVED),
    "observation-104": (
        "There is a range and a single value",
        f"{OBSERVED} ; kg:value 1.0 ; kg:minimum 1.0 ; kg:maximum 2.0",
    ),
    "observation-105": ("The value is no single decimal number", f"{OBSERVED} ; kg:value 1"),
    "observation-106": ("neither interprets a reading nor is derived", "a qb:Observation"),
    "observation-107": ("neither evidence nor a printed table", "a qb:Observation"),
    "observation-108": ("needs exactly one unit", OBSERVED),
    "observation-109": ("The unit is none that has a name", f"{OBSERVED} ; kg:unit unit:FATHOM"),
    "observation-110": ("Exactly one qualifier is wanted", "a qb:Observation"),
    "observation-111": (
        "Exactly one kind of observation is wanted",
        "a qb:Observation ; kg:observationKind kgv:observed , kgv:target",
    ),
    "observation-112": (
        "The period is not one by ISO 8601",
        f'{OBSERVED} ; kg:refPeriod "2022-13"',
    ),
    "observation-113": ("The area is not one region", f"{OBSERVED} ; kg:refArea kgd:case-factory"),
    "observation-114": ("A breakdown is no concept", f"{OBSERVED} ; kg:breakdown kgd:case-factory"),
    "observation-115": ("The table is not one printed table", f"{OBSERVED} ; kg:inTable kgd:none"),
    "observation-116": (
        "must be an organisation, a policy document or a cited work",
        f"{OBSERVED} ; kg:saidBy kgd:case-factory",
    ),
    "observation-117": ("What a number is derived from must be observations", OBSERVED),
    "observation-118": ("must be things of the graph", f'{OBSERVED} ; kg:measures "all"'),
    "observation-119": (
        "What an observation interprets must be one reading",
        f"{OBSERVED} ; kg:interprets kgd:case-factory",
    ),
    "table-101": ("The number of a table is printed once", "a kg:PrintedTable ; kg:tableNumber 1"),
    "review-101": ("must be of exactly one figure", "a kg:FigureReview ; kg:reviewOf kgd:none"),
    "review-102": ("Exactly one verdict is wanted", "a kg:FigureReview ; kg:verdict kgv:high"),
    "review-103": (
        "At most one qualifier of the second reading",
        "a kg:FigureReview ; kg:qualifier kgv:high",
    ),
    "review-104": (
        "This review changed its claim or figure",
        "a kg:FigureReview ; kg:verdict kgv:verdict-changed",
    ),
    "review-105": (
        "At most one kind of observation of the second reading",
        "a kg:FigureReview ; kg:observationKind kgv:high",
    ),
    "review-106": (
        "At most one modality of the first reading",
        "a kg:Review ; kg:firstModality kgv:high",
    ),
    "review-107": (
        "At most one confidence of the first reading",
        "a kg:Review ; kg:firstConfidence kgv:stated",
    ),
    "expectation-101": (
        "Exactly one rule is wanted",
        "a kg:Expectation ; kg:expectationRule kgv:high",
    ),
}
BROKEN_FINDINGS = {
    "anomaly-101": ("must point to the readings or evidence", "a kg:Anomaly"),
    "anomaly-102": (
        "Exactly one kind of anomaly is wanted",
        f"{ANOMALY} ; kg:anomalyKind kgv:high",
    ),
    "anomaly-103": ("The treatment is missing", f'{ANOMALY} ; kg:treatment "Left open."@en'),
    "anomaly-104": (
        "two treatments in one language",
        f'{ANOMALY} ; kg:treatment "Left."@en , "Open."@en',
    ),
    "anomaly-105": ("The treatment has no language tag", f'{ANOMALY} ; kg:treatment "Left."'),
    "anomaly-106": ("belongs into kg:candidateThing", f"{ANOMALY} ; kg:candidate kgd:none"),
    "anomaly-107": ("belongs into kg:candidate.", f'{ANOMALY} ; kg:candidateThing "one"'),
    "anomaly-108": ("At most one level of confidence", f"{ANOMALY} ; kg:confidence kgv:stated"),
    "anomaly-109": (
        "What an anomaly explains must be an expectation",
        f"{ANOMALY} ; kg:explains kgd:none",
    ),
    "anomaly-110": ("What an anomaly affects must be figures", f'{ANOMALY} ; kg:affects "all"'),
    "finding-102": ("Exactly one kind of finding is wanted", "a kg:Finding"),
    "finding-103": ("What a finding is about must be things", 'a kg:Finding ; kg:about "all"'),
    "work-101": ("A cited work needs its title as printed", 'a kg:CitedWork ; dcterms:title "A"'),
    "work-102": ("It is not said which source cites the work", "a kg:CitedWork"),
    "work-103": ("The date of issue is no single date", 'a kg:CitedWork ; dcterms:issued "2021"'),
    "work-104": ("The creator of a cited work", "a kg:CitedWork ; dcterms:creator kgd:none"),
    "work-105": ("Where a cited work appeared", "a kg:CitedWork ; dcterms:isPartOf kgd:none"),
    "work-106": ("The number of a reference", "a kg:CitedWork ; kg:referenceNumber 1"),
    "affiliation-101": ("An affiliation needs exactly one person", "a kg:Affiliation"),
    "affiliation-102": (
        "An affiliation needs exactly one organisation",
        "a kg:Affiliation ; org:organization kgd:case-factory",
    ),
    "affiliation-103": ("The role stands as printed", 'a kg:Affiliation ; kg:asPrinted "head"@en'),
    "maturity-level-101": ("A maturity level needs its number", "a kg:MaturityLevel"),
}
BROKEN_THINGS = {
    "The preferred label is missing in English or in Chinese": """kgd:bottleneck-101
    a kg:Bottleneck ;
    skos:prefLabel "New"@en ;
    kg:evidence kgd:ev-alpha-sets .""",
    "A preferred label has no language tag": """kgd:bottleneck-102
    a kg:Bottleneck ;
    skos:prefLabel "New" , "新的"@zh ;
    kg:evidence kgd:ev-alpha-sets .""",
    "two preferred labels in one language": f"""kgd:bottleneck-103
    a kg:Bottleneck ;
    {LABELS} , "Newer"@en ;
    kg:evidence kgd:ev-alpha-sets .""",
    "The entity has no evidence": f"""kgd:bottleneck-104
    a kg:Bottleneck ;
    {LABELS} .""",
    "The whole of a bottleneck must be a bottleneck": f"""kgd:bottleneck-105
    a kg:Bottleneck ;
    {LABELS} ;
    kg:partOf kgd:action-standards ;
    kg:evidence kgd:ev-alpha-sets .""",
    "The action is both recommended and adopted": f"""kgd:action-101
    a kg:RecommendedAction , kg:AdoptedMeasure ;
    {LABELS} ;
    kg:evidence kgd:ev-alpha-sets .""",
    "The end of validity is no single date": f"""kgd:measure-101
    a kg:AdoptedMeasure ;
    {LABELS} ;
    kg:validTo "2025" ;
    kg:evidence kgd:ev-alpha-sets .""",
    "An issuer is no organisation": f"""kgd:document-101
    a kg:PolicyDocument ;
    {LABELS} ;
    kg:issuedBy kgd:action-standards ;
    kg:evidence kgd:ev-alpha-sets .""",
    "At most one type of document is wanted": f"""kgd:document-102
    a kg:PolicyDocument ;
    {LABELS} ;
    kg:documentType kgv:high ;
    kg:evidence kgd:ev-alpha-sets .""",
    "A set of actions has fewer than two members": f"""kgd:set-101
    a kg:ActionSet ;
    {LABELS} ;
    kg:member kgd:action-standards .""",
    "Reference data names no authority": f"""kgd:region-101
    a kg:Region ;
    {LABELS} ;
    kg:regionLevel kgv:country .""",
    "The GB/T 2260 code is not six digits": f"""kgd:region-102
    a kg:Region ;
    {LABELS} ;
    kg:regionLevel kgv:city ;
    kg:gbCode "31" ;
    kg:partOf kgd:region-shanghai ;
    dcterms:source "an authority" .""",
    "A province-level unit needs its GB/T 2260 code": f"""kgd:region-103
    a kg:Region ;
    {LABELS} ;
    kg:regionLevel kgv:province-level ;
    dcterms:source "an authority" .""",
    "The group is open and has members all the same": f"""kgd:region-group-101
    a kg:RegionGroup ;
    {LABELS} ;
    kg:membership kgv:open ;
    skos:member kgd:region-shanghai ;
    dcterms:source "an authority" .""",
    "What kg:evidence points to is no evidence": f"""kgd:bottleneck-106
    a kg:Bottleneck ;
    {LABELS} ;
    kg:evidence kgd:action-standards .""",
    "A concept stands in no scheme": f"""kgd:capability-domain-101
    a kg:CapabilityDomain ;
    {LABELS} ;
    {DEFINED} ;
    kg:evidence kgd:ev-alpha-sets .""",
    "The definition is missing in English or in Chinese": f"""kgd:finding-101
    a kg:Finding ;
    {LABELS} ;
    kg:findingKind kgv:trend ;
    kg:evidence kgd:ev-alpha-sets .""",
    **{
        message: f"kgd:{name}\n    {body} ."
        for name, (message, body) in {**BROKEN_FIGURES, **BROKEN_FINDINGS}.items()
    },
}


@pytest.fixture(scope="module")
def shaped(
    template: World, tmp_path_factory: pytest.TempPathFactory
) -> tuple[World, list[tuple[str, str, int]]]:
    """A world broken in many places, and message, file and line of what its shapes find."""
    world = template.copied_to(tmp_path_factory.mktemp("shaped") / "world")
    world.add_claims("alpha", *BROKEN_CLAIMS.values())
    for text in BROKEN_THINGS.values():
        world.append(ACTIONS, f"\n{text}\n")
    world.edit(f"{ALPHA}/source.ttl", f"kg:length {len(TEXTS['alpha'])} .", "kg:length 0 .")
    found = shapes.check_shapes(world.build())
    return world, [(f.say("en"), f.place.file, f.place.line) for f in found]


def assert_shaped(
    shaped: tuple[World, list[tuple[str, str, int]]], message: str, file: str, words: str
) -> None:
    world, found = shaped
    place = (str(world.path(file)), world.line_of(file, words))
    messages = [text for text, *at in found if tuple(at) == place]
    assert any(message in text for text in messages), messages


@pytest.mark.parametrize("message", BROKEN_CLAIMS)
def test_a_claim_that_lacks_something_is_named(
    shaped: tuple[World, list[tuple[str, str, int]]], message: str
) -> None:
    assert_shaped(shaped, message, CLAIMS, BROKEN_CLAIMS[message]["id"])


@pytest.mark.parametrize("message", BROKEN_THINGS)
def test_a_thing_that_breaks_its_shape_is_named(
    shaped: tuple[World, list[tuple[str, str, int]]], message: str
) -> None:
    assert_shaped(shaped, message, ACTIONS, BROKEN_THINGS[message].split("\n")[0])


def test_a_text_without_length_is_named(
    shaped: tuple[World, list[tuple[str, str, int]]],
) -> None:
    message = "The length of the text is missing"
    assert_shaped(shaped, message, f"{ALPHA}/source.ttl", "kgd:text-alpha")


def test_shapes_are_silent_on_the_good_world(template: World) -> None:
    found = shapes.check_shapes(template.build())
    assert [f for f in found if f.place.file.startswith(str(template.root))] == []


def test_every_shape_says_what_is_wrong_and_what_to_do_in_both_languages() -> None:
    graph = rdflib.Graph()
    for path in (ontology_dir() / "shapes").glob("*.ttl"):
        graph.parse(path, format="turtle")
    said: dict[rdflib.term.Node, set[str | None]] = {}
    for shape, message in graph.subject_objects(rdflib.SH.message):
        assert isinstance(message, rdflib.Literal)
        said.setdefault(shape, set()).add(message.language)
    assert said
    assert set(map(frozenset, said.values())) == {frozenset({"en", "zh"})}
    shapes_of_classes = set(graph.subjects(rdflib.SH.targetClass))
    for shape in shapes_of_classes:
        constraints = set(graph.objects(shape, rdflib.SH.property)) or {shape}
        assert constraints <= set(said), shape


# What a row names has to exist.

DANGLING = [
    *(
        Case(
            "dangling-reference",
            claims({**stated(f"claim-alpha-101 {PAIR}", "ev-alpha-sets"), column: value}),
            CLAIMS,
            "claim-alpha-101",
            id=column,
        )
        for column, value in {
            "subject": "action-none", "predicate": "helps", "object": "bottleneck-none",
            "link_evidence": "ev-none", "subject_evidence": "ev-none",
            "object_evidence": "ev-none", "contrary_evidence": "ev-none",
        }.items()
    ),
    Case(
        "dangling-reference",
        replace(f"{ALPHA}/reviews.csv", "claim-alpha-002", "claim-alpha-999"),
        f"{ALPHA}/reviews.csv",
        "claim-alpha-999",
        id="review",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", DANGLING, ids=lambda case: case.id)
def test_a_row_that_names_what_does_not_exist_is_named(case: Case, world: World) -> None:
    case.edit(world)
    assert_named(list(hygiene.check_hygiene(world.build())), case, world)


# The build's own faults, and files.


def build_faults(world: World) -> list[Fault]:
    return world.build().faults


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (stated(f"claim-alpha-101 {PAIR}", ""), "link_evidence"),
        (stated(f"claim-alpha-101 {PAIR}", "", polarity="denied"), "link_evidence"),
        (inferred(f"claim-alpha-101 {PAIR}", "", ENDS[1]), "subject_evidence"),
        (
            claim(
                "claim-alpha-101 set-alpha-actions collectivelyAddresses set-alpha-bottlenecks "
                "stated-collectively high"
            ),
            "link_evidence",
        ),
    ],
)
def test_an_accepted_claim_without_evidence_stops_the_build(
    world: World, row: dict[str, str], column: str
) -> None:
    world.add_claims("alpha", row)
    case = Case("claim-evidence", lambda _: None, CLAIMS, "claim-alpha-101")
    (fault,) = build_faults(world)
    assert_named([fault], case, world)
    assert column in fault.say("en")


def test_a_proposed_claim_may_still_lack_its_evidence(world: World) -> None:
    world.add_claims("alpha", stated(f"claim-alpha-101 {PAIR}", "", status="proposed"))
    assert build_faults(world) == []


def test_evidence_that_is_not_locked_is_named(world: World) -> None:
    world.append(EVIDENCE, "ev-alpha-new,0-20,新的一处,A new place\n")
    case = Case("anchor", lambda _: None, EVIDENCE, "ev-alpha-new")
    assert_named(build_faults(world), case, world)


def test_evidence_that_moved_after_it_was_locked_is_named(world: World) -> None:
    world.edit(EVIDENCE, "ev-alpha-denial,118-135", "ev-alpha-denial,118-134")
    case = Case("anchor", lambda _: None, EVIDENCE, "ev-alpha-denial")
    assert_named(build_faults(world), case, world)


def test_a_locked_place_without_evidence_is_named(world: World) -> None:
    line = world.line_of(EVIDENCE, "ev-alpha-sets") - 1
    rows = world.path(EVIDENCE).read_text(encoding="utf-8").split("\n")
    del rows[line]
    world.path(EVIDENCE).write_text("\n".join(rows), encoding="utf-8")
    case = Case("anchor", lambda _: None, f"{ALPHA}/anchors.lock", "ev-alpha-sets")
    assert_named(build_faults(world), case, world)


LABEL, EVIDENCED = '"Missing factor library"@en', "kg:evidence kgd:ev-alpha-factors ."
SYNTAX = [
    (f"kg:Bottleneck ;\n    skos:prefLabel {LABEL}", f"kg:Bottleneck\n    skos:prefLabel {LABEL}",
     "missing ';'"),
    ('"因子库缺位"@zh ;', '"因子库缺位"@zh ；', "Did you mean ';' instead of the full-width '；'?"),
    (f"{LABEL} , ", f"{LABEL} ， ", "full-width '，'"),
    (LABEL, "“Missing factor library”@en", "full-width '“'"),
    (EVIDENCED, "kg:evidence kgd:ev-alpha-factors 。", "full-width '。'"),
    (EVIDENCED, "kg:evidence kgx:ev-alpha-factors .", "Declare the prefix"),
    (EVIDENCED, "kg:evidence <kgd ev> .", "missing ';'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "hint"), SYNTAX, ids=range(len(SYNTAX)))
def test_broken_turtle_is_named_with_line_and_hint(
    world: World, old: str, new: str, hint: str
) -> None:
    broken = world.line_of(BOTTLENECKS, old.split("\n")[-1].strip())
    world.edit(BOTTLENECKS, old, new)
    (fault,) = build_faults(world)
    assert fault.rule == "turtle-syntax"
    assert fault.place.file == str(world.path(BOTTLENECKS))
    assert abs(fault.place.line - broken) <= 1
    assert hint in fault.remedy.say("en")
    assert fault.remedy.say("zh")


def test_broken_turtle_is_told_alone(world: World) -> None:
    world.edit(BOTTLENECKS, '"算力不够"@zh ;', '"算力不够"@zh ；')
    report = check_all(world.inputs(), world.copies)
    assert [fault.rule for fault in report.faults] == ["turtle-syntax"]


@pytest.mark.parametrize(("encoding", "named"), [("gb18030", "GB18030"), ("utf-16", "UTF-16")])
@pytest.mark.parametrize("name", [BOTTLENECKS, CLAIMS])
def test_another_encoding_is_named(world: World, name: str, encoding: str, named: str) -> None:
    path = world.path(name)
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    faults = build_faults(world)
    assert [(fault.rule, fault.place.file) for fault in faults] == [("encoding", str(path))]
    assert named in faults[0].say("en")
    assert named in faults[0].say("zh")


@pytest.mark.parametrize("name", [BOTTLENECKS, CLAIMS, EVIDENCE])
def test_a_byte_order_mark_or_crlf_does_no_harm(world: World, name: str) -> None:
    expected = world.build().as_nquads()
    path = world.path(name)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    built = world.build()
    assert built.faults == []
    assert built.as_nquads() == expected


def test_a_subject_with_two_blocks_is_named_at_the_second(world: World) -> None:
    world.append(MEASURES, '\nkgd:bottleneck-computing\n    skos:altLabel "Too slow"@en .\n')
    case = Case("duplicate-subject", lambda _: None, MEASURES, "kgd:bottleneck-computing")
    faults = list(files.check_files(world.inputs(), world.build()))
    assert_named(faults, case, world)
    first = f"{world.path(BOTTLENECKS)}:{world.line_of(BOTTLENECKS, 'kgd:bottleneck-computing')}"
    assert first in faults[0].say("en")


def test_a_claim_id_given_twice_in_two_sources_is_named(world: World) -> None:
    row = stated("claim-alpha-001 case-factory illustrates action-standards", "ev-beta-factory")
    world.add_claims("beta", row)
    case = Case("duplicate-subject", lambda _: None, f"{BETA}/claims.csv", "claim-alpha-001")
    assert_named(list(files.check_files(world.inputs(), world.build())), case, world)


# Anchors: the user's copies.


def test_evidence_outside_the_text_is_named(world: World) -> None:
    world.edit(EVIDENCE, "ev-alpha-denial,118-135", "ev-alpha-denial,118-9999")
    found = list(anchors.check_anchors(world.inputs(), world.build(), world.copies))
    case = Case("evidence-outside", lambda _: None, EVIDENCE, "ev-alpha-denial")
    assert_named(found, case, world)


def test_a_changed_text_is_named_where_its_places_are_gone(world: World) -> None:
    path = world.copies_dir / "alpha.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("核算标准并不能解决", "标准未必可以解决"), encoding="utf-8")
    found = list(anchors.check_anchors(world.inputs(), world.build(), world.copies))
    case = Case("anchor-unresolved", lambda _: None, EVIDENCE, "ev-alpha-denial")
    assert_named(found, case, world)
    assert [fault.rule for fault in found] == ["anchor-unresolved"]


def test_a_text_spaced_otherwise_still_resolves(world: World) -> None:
    path = world.copies_dir / "alpha.txt"
    path.write_text("\n ".join(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert list(anchors.check_anchors(world.inputs(), world.build(), world.copies)) == []


def test_without_copies_it_is_said_that_nothing_was_verified(template: World) -> None:
    notes = anchors.find_missing_copies(template.inputs(), Copies())
    assert [note.say("en").split(" at hand")[0] for note in notes] == [
        "No copy of alpha", "No copy of beta",
    ]  # fmt: skip
    assert all("副本" in note.say("zh") for note in notes)


# Copying.

SENTENCE = "碳足迹核算没有统一方法，各厂口径不同"  # 17 Chinese characters of alpha


def copied(world: World) -> list[Fault]:
    return list(copying.check_copying(world.inputs(), world.build(), world.copies))


def test_a_sentence_of_a_source_in_a_label_is_named(world: World) -> None:
    world.edit(BOTTLENECKS, '"足迹难算"', f'"{SENTENCE}"')
    case = Case("copying", lambda _: None, BOTTLENECKS, "kgd:bottleneck-footprint")
    assert_named(copied(world), case, world)


def test_a_sentence_of_a_source_in_a_paraphrase_is_named(world: World) -> None:
    world.edit(EVIDENCE, "足迹怎么算，各家说法不一", SENTENCE.replace("，", " "))
    case = Case("copying", lambda _: None, EVIDENCE, "ev-alpha-footprint")
    assert_named(copied(world), case, world)


def test_a_sentence_of_a_source_in_a_rationale_is_named(world: World) -> None:
    world.add_claims(
        "alpha",
        inferred(
            "claim-alpha-101 action-standards addresses bottleneck-computing",
            "ev-alpha-standards", "ev-alpha-computing", rationale_zh=f"因为{SENTENCE}",
        ),
    )  # fmt: skip
    assert_named(copied(world), Case("copying", lambda _: None, CLAIMS, "claim-alpha-101"), world)


def test_fifteen_characters_may_be_shared(world: World) -> None:
    world.edit(BOTTLENECKS, '"足迹难算"', '"碳足迹核算没有统一方法，各厂口径"')
    assert copied(world) == []


def test_what_is_listed_as_quotable_may_stand(world: World) -> None:
    world.edit(BOTTLENECKS, '"足迹难算"', f'"{SENTENCE}"')
    world.append("quotable.csv", f"{SENTENCE},term,an invented term\n")
    assert copied(world) == []


def test_without_copies_nothing_is_compared(world: World) -> None:
    world.edit(BOTTLENECKS, '"足迹难算"', f'"{SENTENCE}"')
    assert list(copying.check_copying(world.inputs(), world.build(), Copies())) == []


# All together.


def test_a_broken_row_of_the_list_of_quotables_is_named(world: World) -> None:
    world.append("quotable.csv", "only one cell\n")
    case = Case("table-row", lambda _: None, "quotable.csv", "only one cell")
    assert_named(build_faults(world), case, world)


def test_a_broken_row_of_the_sections_is_named(world: World) -> None:
    name = f"{ALPHA}/sections.csv"
    world.append(name, "only one cell\n")
    report = check_all(world.inputs(), world.copies)
    assert_named(report.faults, Case("table-row", lambda _: None, name, "only one cell"), world)


def test_a_thing_without_class_is_named_once_and_only_where_its_id_is_ours() -> None:
    triples = (
        f'<{KGD}bare> <{KG}note> "one" .\n<{KGD}bare> <{KG}note> "two" .\n'
        f'<{KGD}case-a> <{TYPE}> <{KG}Case> .\n<{KGD}case-a> <{KG}note> "three" .\n'
        f'<http://example.org/bare> <{KG}note> "four" .\n'
    )
    found = hygiene.check_hygiene(Stored(Graph(triples.encode()), "a store"))
    said = [fault.reason.say("en") for fault in found if fault.rule == "entity-without-class"]
    assert len(said) == 1
    assert said[0].endswith("bare.")


def test_faults_come_sorted_by_file_line_and_rule_without_repetition(world: World) -> None:
    world.edit(MEASURES, 'validTo "2025"', 'validTo "2020"')
    world.edit(BOTTLENECKS, '"算力不够"@zh', '"因子库缺位"@zh')
    found = list(hygiene.check_hygiene(world.build()))
    faults = sort_faults([*reversed(found), *found])
    keys = [(fault.place.file, fault.place.line, fault.rule) for fault in faults]
    assert keys == sorted(keys)
    assert len(faults) == len(set(found)) >= 2
