"""What a report says, held against the drawing at the head of `builders.py`, by hand."""

from __future__ import annotations

import re

import pytest
from builders import World
from report_samples import report, rows, sections, write_beside

import kg
from kg.answers.report import build_dossier
from kg.answers.trace import find_heads
from kg.errors import NotFound, UsageError
from kg.views.gap_texts import GAPS

NOTE = re.compile(r"\[\^(\d+)\]")


@pytest.fixture(scope="module")
def footprint(mini: kg.PolicyGraph) -> dict[str, str]:
    return sections(report(mini, "bottleneck-footprint"))


@pytest.fixture(scope="module")
def rich(template: World, tmp_path_factory: pytest.TempPathFactory) -> kg.PolicyGraph:
    """The miniature world with figures, a finding and an anomaly on its threads."""
    root = tmp_path_factory.mktemp("rich") / "world"
    return write_beside(template.copied_to(root)).load()


def test_the_answer_is_counted_over_the_parts(footprint: dict[str, str]) -> None:
    # Library and platform are stated (of a part each), the standards are inferred.
    answer = footprint["The answer"].split("\n\n")[0]
    assert answer == (
        "It is addressed, as a whole or in one of its 2 parts, by 3 actions; a source says so of "
        "2, of the other 1 it is inferred. Behind it the sources report 1 measure as adopted, set "
        "out in 2 policy documents; the regions named are Zhejiang, Shanghai, Beijing. What is "
        "missing at the whole itself: actions by inference only, none stated (not said); no "
        "measure reported as adopted (not said). Parts with gaps of their own: 2 of 2."
    )


def test_the_answer_in_chinese(mini: kg.PolicyGraph) -> None:
    found = sections(report(mini, "bottleneck-footprint", "zh"))["答案"].split("\n\n")[0]
    assert found.startswith(
        "连同其 2 个组成部分，有 3 项行动应对它：其中 2 项由来源明示，其余 1 项为推断。"
        "来源报道其背后有 1 项措施已出台，载于 2 份政策文件；"
    )


def test_what_nothing_addresses_says_so_with_the_reason(mini: kg.PolicyGraph) -> None:
    found = sections(report(mini, "bottleneck-computing"))
    answer = found["The answer"].split("\n\n")[0]
    assert "no action addresses it; this is no proof" in answer
    assert answer.endswith("What is missing: no action addresses it (denied).")
    # One claim was refused, with its reason; one source denies the link.
    refused = found["Links considered and refused"]
    assert "Build a factor library – addresses – Shortage of computing power" in refused
    assert "Why it tempts: Both places speak of one thing" in refused
    assert "Why refused: The two places have nothing in common" in refused
    denied = found["Links that a source denies"]
    assert "Set carbon footprint standards – addresses – Shortage" in denied
    assert "Actions and the bottlenecks they address" not in found


def test_the_actions_stand_with_modality_confidence_and_reason(footprint: dict[str, str]) -> None:
    head, *table = rows(footprint["Actions and the bottlenecks they address"])
    assert head == ["Action", "Bottleneck", "How known", "Why"]
    told = [[NOTE.sub("", cell).strip() for cell in row] for row in table]
    assert told == [
        ["Set carbon footprint standards", "the whole itself", "○ inferred (medium) ◆",
         "Both places speak of one thing"],
        ["Build a factor library", "Missing factor library", "● stated", "See the passage."],
        ["Set up a footprint platform", "Diverging accounting methods", "● stated",
         "See the passage."],
    ]  # fmt: skip


def test_the_chains_say_what_they_rest_on(footprint: dict[str, str]) -> None:
    told = footprint["The chains, best supported first"]
    one, rest = told.split("**One inference away from being stated**")
    assert one.startswith("**Stated throughout by one source**")
    assert one.count("beta states every hop.") == 2
    assert rest.count("Build a factor library – corresponds to – Set up a footprint platform") == 2
    assert "●" in one
    assert "○" not in one


def test_the_documents_stand_with_validity_and_region(footprint: dict[str, str]) -> None:
    _, *table = rows(footprint["The policy documents"])
    assert table == [
        ["Old scheme \\[3\\]", "not given", "not named", "not given", "until 2021", "Zhejiang"],
        ["Five-year plan \\[4\\]", "Plan", "not named", "not given", "2021–2025", "Shanghai"],
    ]


def test_every_gap_of_the_thing_and_its_parts_is_told(mini: kg.PolicyGraph) -> None:
    found = sections(report(mini, "bottleneck-footprint"))["What is missing, and why"]
    _, *table = rows(found)
    asked = {"bottleneck-footprint", "bottleneck-footprint-factors", "bottleneck-footprint-methods"}
    gaps = mini.gaps(kind="Bottleneck").gaps
    expected = {GAPS[g.gap].en for g in gaps if g.as_json()["thing"] in asked}
    assert {row[0] for row in table} == expected
    lacking = {row[0]: row[1] for row in table}
    assert lacking["no document with a date"] == (
        "Missing factor library; Diverging accounting methods"
    )


def test_a_statement_about_sets_is_no_row_of_a_table(footprint: dict[str, str]) -> None:
    said = footprint["Said of whole sets"]
    assert "The two remedies – as a set – against The two problems. This states no pair." in said


def test_evidence_is_a_footnote_with_its_place_and_our_words(footprint: dict[str, str]) -> None:
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", footprint["Evidence"], re.MULTILINE))
    assert notes["3"] == (
        "Nobody (alpha) \\[1\\], 二, para. 1: A library, with a registry, would close the gap"
    )
    used = {number for body in footprint.values() for number in NOTE.findall(body)}
    assert used == set(notes)


def test_footnotes_are_numbered_as_they_come_up(mini: kg.PolicyGraph) -> None:
    text = report(mini, "bottleneck-footprint").partition("## Evidence")[0]
    first = list(dict.fromkeys(map(int, NOTE.findall(text))))
    assert first == sorted(first) == list(range(1, len(first) + 1))


def test_numbers_findings_and_anomalies_stand_beside(rich: kg.PolicyGraph) -> None:
    found = sections(report(rich, "bottleneck-footprint"))
    head, *table = rows(found["Numbers about it"])
    assert head == ["Indicator", "Of what", "Figure", "According to"]
    told = [[NOTE.sub("", cell).replace("**", "") for cell in row] for row in table]
    assert told == [
        ["Output", "Diverging accounting methods", "more than 12.5 t", ""],
        ["Output", "Set up a footprint platform", "30 t", ""],
        ["Reduction of emissions", "Five-year plan; 2030", "12–22 % (forecast)", "Trade guild"],
    ]
    said = found["What the sources say about it besides"]
    assert "Accounting is slow" in said
    assert "Plants wait for a method. (according to Yearbook of output)" in said
    doubts = found["Doubtful places in the sources"]
    for words in ("Two titles of one plan", "The plan is named in two ways.", "Confidence: high.",
                  "May mean: Five-year plan.", "Held as: One document is kept.",
                  "Touches: Five-year plan."):  # fmt: skip
        assert words in doubts
    # What it touches bears its mark, everywhere.
    assert "Five-year plan [※](#anomalies)" in found["The policy documents"]
    assert "Old scheme ※" not in found["The policy documents"]


def test_a_region_has_the_numbers_that_a_table_prints_for_it(rich: kg.PolicyGraph) -> None:
    _, row, *more = rows(sections(report(rich, "region-beijing"))["Numbers about it"])
    assert [NOTE.sub("", cell).replace("**", "") for cell in row] == [
        "Output", "Beijing", "30 t", "",
    ]  # fmt: skip
    assert more == []


def test_works_are_listed_without_an_order_that_nobody_recorded(rich: kg.PolicyGraph) -> None:
    listed = sections(report(rich, "bottleneck-footprint"))["References (GB/T 7714)"]
    assert "甲某. 产量年鉴. 某报. 2020. (order of the authors not recorded)" in listed


def test_a_word_of_several_things_tells_each_chain_once(mini: kg.PolicyGraph) -> None:
    # 足迹 names the bottleneck (with parts), the standards and the platform: their chains are
    # the bottleneck's.
    text = report(mini, "足迹")
    heads = find_heads(mini.graph, "足迹")[0].iris
    assert {iri.rpartition("/")[2] for iri in heads} == {
        "bottleneck-footprint", "action-standards", "measure-platform",
    }  # fmt: skip
    found = sections(text)
    assert (
        "Set carbon footprint standards; Set up a footprint platform"
        in found["What the word means"]
    )
    assert text.count("## The answer") == 1


def test_an_action_a_document_and_a_region_have_reports_too(mini: kg.PolicyGraph) -> None:
    action = sections(report(mini, "action-factor-library"))["The answer"]
    assert action.startswith(
        "On its threads stand 1 bottleneck, 1 recommended action, 1 measure, 2 policy documents "
        "and 2 regions. Between actions and bottlenecks they hold 1 link: 1 stated by a source, 0 "
        "inferred. What is missing: no performer named on its thread (not said)."
    )
    plan = sections(report(mini, "document-plan"))
    assert plan["The policy documents"].count("Five-year plan") == 1
    region = sections(report(mini, "region-shanghai"))
    assert "For things of this kind no gaps are looked for." in region["The answer"]


def test_the_whole_graph_by_category(mini: kg.PolicyGraph) -> None:
    text = report(mini, None)
    found = sections(text)
    assert found["The answer"].startswith(
        "The sources speak of 2 bottlenecks with 2 parts in all; actions address 3 of these 4, "
        "and of 2 a source says so. Behind the answers the sources report 1 measure as adopted, "
        "set out in 2 policy documents, and name 3 regions. What is missing: no action addresses "
        "1; for another 1 every action is inferred; 1 have actions but no measure"
    )
    _, *table = rows(found["Coverage"])
    assert table == [
        ["New factor", "[Weak carbon footprint accounting](#bottleneck-footprint)", "2", "1", "2",
         "2/2"],
        ["Without a category", "[Shortage of computing power](#bottleneck-computing)", "–", "–",
         "–", "–"],
    ]  # fmt: skip
    assert '<a id="bottleneck-footprint"></a>' in text
    head, *gaps = rows(found["Gaps by category"])
    assert head == ["Gap", "New factor", "Without a category", "All"]
    assert ["no action addresses it", "–", "1", "**1**"] in gaps
    assert ["no performer named on its thread", "2", "–", "**2**"] in gaps


def test_the_numbers_of_the_shipped_graph_agree_with_the_matrix() -> None:
    graph = kg.load()
    dossier = build_dossier(graph.graph)
    matrix = graph.matrix()
    assert len(dossier.chapters) == sum(row.depth == 0 for row in matrix.rows)
    for chapter in dossier.chapters:
        cells = matrix.cells_of(chapter.trace.starts)
        assert set(chapter.actions) == {cell.action for cell in cells}


def test_where_it_comes_from_is_said_and_no_clock_is_asked(mini: kg.PolicyGraph) -> None:
    found = sections(report(mini, "bottleneck-footprint"))["Where this comes from"]
    assert "`kg report`" in found
    assert mini.version in found
    assert "2026-11-21" in found  # the newest claim of the miniature
    assert "no domain expert has reviewed them" in found


def test_words_enter_only_when_asked_for_and_are_declared(mini: kg.PolicyGraph) -> None:
    words = "因子库长期缺位"
    for form in ("md", "html"):
        plain = mini.report("bottleneck-footprint", form, "zh").decode()
        assert words not in plain
        assert "私人文件" not in plain
        private = mini.report("bottleneck-footprint-factors", form, "zh", with_words=True).decode()
        assert words in private
        assert private.index("私人文件") < private.index("答案")


def test_without_copies_nothing_is_private(template: World) -> None:
    graph = kg.load(template.data)
    assert "私人文件" not in graph.report("足迹", "md", "zh", with_words=True).decode()


def test_what_cannot_be_reported_is_an_error(mini: kg.PolicyGraph) -> None:
    with pytest.raises(NotFound):
        mini.report("qqqqqq")
    with pytest.raises(NotFound, match="on no thread"):
        mini.report("organisation-guild")
    with pytest.raises(UsageError, match="An empty word"):
        mini.report("  ")
    with pytest.raises(UsageError, match="choose one of: md, docx, html"):
        mini.report("足迹", "pdf")


@pytest.mark.parametrize("form", ["md", "html", "docx"])
@pytest.mark.parametrize("word", ["bottleneck-footprint", None])
def test_the_same_input_gives_the_same_bytes(template: World, form: str, word: str | None) -> None:
    one, other = (template.load().report(word, form, "zh", "kg report") for _ in range(2))
    assert one == other
