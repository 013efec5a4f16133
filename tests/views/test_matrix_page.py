"""The gap matrix as the server writes it, against the miniature world worked out by hand.

Its links (tests/builders.py): the factor library answers the part *factors*, stated and inferred;
the standards answer the whole footprint, inferred; the platform answers the part *methods*, stated.
Nothing accepted answers the computing. Two documents stand behind library and platform.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from builders import World, inferred

import kg
from kg.errors import Ambiguous, NotFound, UsageError
from kg.language import Lang

COMMAND = "kg view matrix"
FOOTPRINT, METHODS, FACTORS, COMPUTING = (
    "bottleneck-footprint", "bottleneck-footprint-methods", "bottleneck-footprint-factors",
    "bottleneck-computing",
)  # fmt: skip
LIBRARY, STANDARDS, PLATFORM = "action-factor-library", "action-standards", "measure-platform"
SETS = "claim-alpha-007"
ANOMALY = """
kgd:anomaly-beta-02
    a kg:Anomaly ;
    skos:prefLabel "Two methods of one name"@en , "两种口径同名"@zh ;
    skos:definition "The name stands for two methods."@en , "该名称指两种口径。"@zh ;
    kg:anomalyKind kgv:variant-name ;
    kg:anomalyOf kgd:ev-beta-platform ;
    kg:affects kgd:bottleneck-footprint-methods ;
    kg:treatment "Kept as one."@en , "记为一个。"@zh ;
    kg:confidence kgv:high .
"""


class Table(HTMLParser):
    """Reads the matrix: each row as (its class, its cells as (class, words in English))."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[tuple[str, list[tuple[str, str]]]] = []
        self._tags: list[tuple[str, dict[str, str | None]]] = []
        found = re.search(r'<table class="matrix".*?</table>', html, re.S)
        assert found
        self.feed(found[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._tags.append((tag, given))
        if tag == "tr":
            self.rows.append(((given.get("class") or "").strip(), []))
        if tag in ("td", "th"):
            self.rows[-1][1].append((given.get("class") or "", ""))
        if "mark" in (given.get("class") or "").split():
            self._add(f"{(given['class'] or '').removeprefix('mark ')}:")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._tags.pop()

    def handle_data(self, data: str) -> None:
        if self._tags and self._tags[-1] != ("i", {"lang": "zh"}):
            self._add(data.strip())

    def _add(self, words: str) -> None:
        if self.rows and self.rows[-1][1]:
            kind, said = self.rows[-1][1][-1]
            self.rows[-1][1][-1] = (kind, said + words)


def draw(graph: kg.PolicyGraph, term: str | None = None, lang: Lang = "en", **more: Any) -> str:
    return graph.view("matrix", term, lang, COMMAND, **more)


def payload(html: str) -> dict[str, Any]:
    found = re.search(r'id="kg-data">(.*?)</script>', html, re.S)
    assert found
    return dict(json.loads(found[1]))


def words_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "", re.sub(r"<(script|style).*?</\1>", "", html, flags=re.S))


def test_the_table_without_a_script(mini: kg.PolicyGraph) -> None:
    head, *rest = Table(draw(mini)).rows
    # The columns of the statement about sets come first.
    assert [words for _, words in head[1]] == [
        "Bottleneck / action", "Build a factor library", "Set carbon footprint standards",
        "Set up a footprint platform", "Parts answered",
    ]  # fmt: skip
    factor = mini.graph.label("https://w3id.org/policy-kg/vocab/new-factor", "en")
    assert rest == [
        ("group", [("", factor)]),
        ("depth-0", [
            ("", "Weak carbon footprint accounting"),
            ("band", "stated:2"), ("band", "inferred:"), ("", "stated:2"), ("sum", "2/2"),
        ]),
        ("group", [("", "No category said by a source")]),
        ("depth-0 unanswered", [
            ("", "Shortage of computing power"),
            ("band", ""), ("band", ""), ("", ""), ("sum", "0/1"),
        ]),
    ]  # fmt: skip


def test_a_mark_says_in_words_what_it_counts(mini: kg.PolicyGraph) -> None:
    labels = re.findall(r'role="img" aria-label="([^"]*)"', draw(mini))
    whole = "Weak carbon footprint accounting × "
    assert labels == [
        f"{whole}Build a factor library: links stated 1, inferred 1; policy documents 2",
        f"{whole}Set carbon footprint standards: links stated 0, inferred 1; policy documents 0",
        f"{whole}Set up a footprint platform: links stated 1, inferred 0; policy documents 2",
    ]


def test_a_bottleneck_stands_unfolded_with_its_parts(mini: kg.PolicyGraph) -> None:
    html = draw(mini, FOOTPRINT)
    rows = Table(html).rows[2:]
    assert rows == [
        # The whole by itself: only the standards, and no source states it.
        ("depth-0 no-stated", [
            ("", "Weak carbon footprint accounting"),
            ("band", ""), ("band", "inferred:"), ("", ""), ("sum", "2/2"),
        ]),
        ("depth-1", [
            ("", "Diverging accounting methods"),
            ("band", ""), ("band", ""), ("", "stated:2"), ("sum", "1/1"),
        ]),
        ("depth-1", [
            ("", "Missing factor library"),
            ("band", "stated:2"), ("band", ""), ("", ""), ("sum", "1/1"),
        ]),
    ]  # fmt: skip
    assert payload(html)["unfolded"] == [FOOTPRINT]
    assert "Weak carbon footprint accounting · Gap matrix" in html
    # A part has a page of its own, and no column that does not answer it.
    head, _, *rows = Table(draw(mini, METHODS)).rows
    assert [words for _, words in head[1][1:-1]] == ["Set up a footprint platform"]
    assert [words for _, words in rows[0][1]] == ["Diverging accounting methods", "stated:2", "1/1"]


def test_a_category_and_what_is_neither(mini: kg.PolicyGraph) -> None:
    rows = Table(draw(mini, "new-factor")).rows
    assert [row[1][0][1] for row in rows[2:]] == ["Weak carbon footprint accounting"]
    assert payload(draw(mini, "new-factor"))["unfolded"] == []
    with pytest.raises(UsageError, match="and 'action-standards' is neither"):
        draw(mini, "action-standards")
    with pytest.raises(NotFound, match="Nothing in the graph is called 'xyzzy'"):
        draw(mini, "xyzzy")
    with pytest.raises(Ambiguous):
        draw(mini, "accounting")  # the whole and one of its parts are called so


def test_what_the_script_reads(mini: kg.PolicyGraph) -> None:
    data = payload(draw(mini))
    rows = [(row["id"], row["depth"], row["whole"], sorted(row["parts"])) for row in data["rows"]]
    assert rows == [
        (FOOTPRINT, 0, None, [FACTORS, METHODS]),
        (METHODS, 1, FOOTPRINT, []),
        (FACTORS, 1, FOOTPRINT, []),
        (COMPUTING, 0, None, []),
    ]
    assert [row["categories"] for row in data["rows"]] == [["new-factor"]] * 3 + [[]]
    documents = {column["id"]: sorted(column["documents"]) for column in data["columns"]}
    assert documents == {
        LIBRARY: ["document-old", "document-plan"],
        STANDARDS: [],
        PLATFORM: ["document-old", "document-plan"],
    }
    cells = {(cell["row"], cell["column"]): sorted(cell["claims"]) for cell in data["cells"]}
    assert cells == {
        (FACTORS, LIBRARY): ["claim-alpha-001", "claim-alpha-008"],
        (FOOTPRINT, STANDARDS): ["claim-alpha-002"],
        (METHODS, PLATFORM): ["claim-beta-002"],
    }
    assert {cell["column"]: cell["sources"] for cell in data["cells"]} == {
        LIBRARY: ["alpha"], STANDARDS: ["alpha"], PLATFORM: ["beta"],
    }  # fmt: skip
    (block,) = data["blocks"]
    assert block["claim"] == SETS
    assert set(block["rows"]) == {FOOTPRINT, METHODS, FACTORS, COMPUTING}
    assert block["columns"] == [LIBRARY, STANDARDS]


def test_nothing_refused_or_denied_is_in_the_page(mini: kg.PolicyGraph) -> None:
    claims = payload(draw(mini))["claims"]
    assert set(claims) == {
        "claim-alpha-001", "claim-alpha-002", "claim-alpha-007", "claim-alpha-008", "claim-beta-002"
    }  # fmt: skip


def test_a_row_and_a_column_tell_all_about_themselves(mini: kg.PolicyGraph) -> None:
    data = payload(draw(mini))
    detail = data["details"][LIBRARY]
    assert detail["title"] == {"zh": "建设因子库", "en": "Build a factor library"}
    assert detail["definition"]["en"] == "A public library of emission factors."
    (fact,) = detail["facts"]
    assert fact[0]["en"] == "Policy documents behind the action"
    assert sorted(fact[1]["en"].split("; ")) == ["Five-year plan", "Old scheme"]
    assert sorted(fact[1]["zh"].split("；")) == ["五年规划", "旧方案"]
    assert detail["claims"] == ["claim-alpha-001", "claim-alpha-008"]
    assert detail["evidence"] == ["ev-alpha-library"]
    # What a panel names is in the page.
    for one in data["details"].values():
        assert set(one["claims"]) <= set(data["claims"])
        assert set(one["evidence"]) <= set(data["evidence"])


def test_a_statement_about_sets_names_all_members(mini: kg.PolicyGraph) -> None:
    html = draw(mini)
    said = "A source sets “The two remedies” as a whole against “The two problems” as a whole"
    assert f"{said}; this fills no cell." in words_of(html)
    assert "来源把“两项办法”整体与“两类难题”整体相对；这不计入任何单元格。" in words_of(html)
    detail = payload(html)["details"][SETS]
    facts = {name["en"]: value["en"].split("; ") for name, value in detail["facts"]}
    assert {name: sorted(values) for name, values in facts.items()} == {
        "Actions of the set": ["Build a factor library", "Set carbon footprint standards"],
        "Bottlenecks of the set": [
            "Shortage of computing power", "Weak carbon footprint accounting"
        ],
        "Of these without a cell here, but covered by the statement": [
            "Shortage of computing power"
        ],
    }  # fmt: skip
    assert detail["claims"] == [SETS]
    assert {key for key, _ in detail["keys"]} == {LIBRARY, STANDARDS, FOOTPRINT, COMPUTING}


def test_a_member_without_any_link_is_named_though_it_has_no_column(world: World) -> None:
    world.edit(
        "sources/alpha/actions.ttl",
        "kg:member kgd:action-factor-library , kgd:action-standards .",
        "kg:member kgd:action-factor-library , kgd:action-standards , kgd:action-talks .",
    )
    world.append(
        "sources/alpha/actions.ttl",
        "\nkgd:action-talks\n    a kg:RecommendedAction ;\n"
        '    skos:prefLabel "Hold talks"@en , "举行会谈"@zh ;\n'
        "    kg:evidence kgd:ev-alpha-sets .\n",
    )
    data = payload(draw(world.load()))
    assert "action-talks" not in {column["id"] for column in data["columns"]}
    facts = {name["zh"]: value["zh"] for name, value in data["details"][SETS]["facts"]}
    assert set(facts["其中在此没有单元格、但为该说法所涵盖"].split("；")) == {
        "举行会谈",
        "算力不够",
    }
    # On the page of one bottleneck the other is not missing, it is not asked for.
    narrow = payload(draw(world.load(), FOOTPRINT))["details"][SETS]["facts"]
    assert narrow[2][1]["zh"] == "举行会谈"


def test_an_anomaly_is_marked_and_told(world: World) -> None:
    world.append("sources/beta/measures.ttl", ANOMALY)
    html = draw(world.load(), FOOTPRINT)
    rows = [row[1][0][1] for row in Table(html).rows[2:]]
    assert rows == [
        "Weak carbon footprint accounting", "Diverging accounting methods※",
        "Missing factor library",
    ]  # fmt: skip
    data = payload(html)
    (told,) = data["details"][METHODS]["anomalies"]
    assert (told["id"], told["treatment"]["en"]) == ("anomaly-beta-02", "Kept as one.")
    # Its evidence carries the claim, so the cell has it too.
    assert [one["id"] for one in data["doubts"]["claim-beta-002"]] == ["anomaly-beta-02"]
    assert set(data["doubts"]) == {"claim-beta-002"}


def test_filters_of_the_command_narrow_the_matrix(world: World) -> None:
    world.add_claims(
        "beta",
        inferred(
            "claim-beta-008 measure-platform addresses bottleneck-computing",
            "ev-beta-platform", "ev-alpha-computing",
        ),
    )  # fmt: skip
    graph = world.load()
    data = payload(draw(graph, modality=kg.answers.values.Modality.STATED))
    assert {cell["column"] for cell in data["cells"]} == {LIBRARY, PLATFORM}
    assert [row[0] for row in Table(draw(graph)).rows if row[0].startswith("depth")] == [
        "depth-0", "depth-0 no-stated",
    ]  # fmt: skip


def test_the_twin_has_every_cell(mini: kg.PolicyGraph) -> None:
    html = draw(mini)
    rows = re.findall(r'<tr data-row data-key="([^"]*)"([^>]*)>(.*?)</tr>', html, re.S)
    found = {key: re.findall(r'<i lang="en">([^<]*)</i>', cells) for key, _, cells in rows}
    assert found == {
        f"{FACTORS}|{LIBRARY}": [
            "Missing factor library", "Build a factor library", "stated", "high", "2", "alpha",
        ],
        f"{FOOTPRINT}|{STANDARDS}": [
            "Weak carbon footprint accounting", "Set carbon footprint standards", "inferred",
            "medium", "0", "alpha",
        ],
        f"{METHODS}|{PLATFORM}": [
            "Diverging accounting methods", "Set up a footprint platform", "stated", "high", "2",
            "beta",
        ],
    }  # fmt: skip
    facets = {key: dict(re.findall(r'data-(\w+)="([^"]*)"', said)) for key, said, _ in rows}
    assert facets[f"{METHODS}|{PLATFORM}"] == {
        "modality": "stated", "source": "beta", "category": "new-factor",
    }  # fmt: skip


def test_words_of_a_copy_are_private_and_only_there_when_asked_for(mini: kg.PolicyGraph) -> None:
    plain, private = draw(mini), draw(mini, with_words=True)
    for words in ("因子库长期缺位，数据多从国外买来。", "上述办法合在一起，针对上述难题。"):
        assert words not in plain
        assert words in private
    assert 'name="x-private"' not in plain
    assert 'class="private"' not in plain
    assert 'name="x-private"' in private
    assert "Private:" in words_of(private)
    assert "私人文件" in words_of(private)


def test_the_page_is_one_safe_file_that_says_where_it_comes_from(mini: kg.PolicyGraph) -> None:
    html = draw(mini)
    assert html.startswith("<!doctype html>\n<html lang=")
    assert f"<code>{COMMAND}</code>" in html
    assert mini.version in words_of(html)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(
        r"<[^>]+ (style|src|href|on\w+)=", re.sub(r"<script.*?</script>", "", html, flags=re.S)
    )
    assert draw(mini) == html


def test_the_page_stays_small(mini: kg.PolicyGraph) -> None:
    assert len(draw(mini).encode()) < 120_000
