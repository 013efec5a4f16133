"""Differences: by hand on the miniature, and against plain sets over the exported N-Quads."""

from __future__ import annotations

import csv
import io
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import (
    World,
    as_csv,
    claim,
    claims_csv,
    stated,
    tiny_inputs,
)
from diff_oracle import Told, reckon, reckon_rest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from number_samples import FIGURES, add_numbers
from oracle import Oracle

import kg
from kg.answers.diff.changes import GROUPS, KINDS, Change, Diff
from kg.answers.diff.compare import compare_graphs
from kg.errors import NotFound, UsageError
from kg.graph.build import build_graph
from kg.graph.graph import Graph
from kg.graph.terms import local_name
from kg.paths import shipped_root, write_text
from kg.views.diff_headings import HEADINGS
from kg.views.diff_texts import SENTENCES, describe

FACTORS, METHODS = "bottleneck-footprint-factors", "bottleneck-footprint-methods"
LIBRARY, PLATFORM = "action-factor-library", "measure-platform"


def told(diff: Diff) -> set[Told]:
    return {(c.kind, local_name(c.subject), c.note) for c in diff.changes}


def by_kind(diff: Diff, kind: str) -> list[Change]:
    return [change for change in diff.changes if change.kind == kind]


def said(diff: Diff, kind: str) -> list[tuple[str, str]]:
    texts = [describe(change, diff.name) for change in by_kind(diff, kind)]
    return [(text.say("en"), text.say("zh")) for text in texts]


def set_claim(world: World, source: str, name: str, **cells: str) -> None:
    """Write *cells* into the row of the claim *name*."""
    path = world.path(f"sources/{source}/claims.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    (row,) = [row for row in rows if row["id"] == name]
    row.update(cells)
    write_text(path, claims_csv(rows))


def drop_claim(world: World, source: str, name: str) -> None:
    path = world.path(f"sources/{source}/claims.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    write_text(path, claims_csv([row for row in rows if row["id"] != name]))


# By hand, from the drawing at the head of `builders.py`.


def test_nothing_differs_from_itself(mini: kg.PolicyGraph) -> None:
    diff = mini.diff(mini)
    assert diff.empty
    assert (diff.changes, diff.rest and diff.rest.total) == ((), 0)


def test_a_bottleneck_loses_its_only_action(mini: kg.PolicyGraph, world: World) -> None:
    set_claim(world, "alpha", "claim-alpha-001", status="refused")
    set_claim(world, "alpha", "claim-alpha-008", status="refused")
    diff = world.load().diff(mini)
    # Without an action nobody asks any more who performs it and when its documents were issued;
    # and the library now answers nothing.
    assert told(diff) == {
        ("lost-only-action", FACTORS, ""),
        ("gap-moot", FACTORS, "no-performer"),
        ("gap-moot", FACTORS, "no-date"),
        ("gap-opened", LIBRARY, "no-bottleneck"),
        ("claim-status", "claim-alpha-001", ""),
        ("claim-status", "claim-alpha-008", ""),
    }
    assert diff.rest is not None
    assert diff.rest.total == 0
    (lost,) = by_kind(diff, "lost-only-action")
    assert ([*map(local_name, lost.before)], lost.after) == ([LIBRARY], ())
    assert {local_name(s) for s in lost.sources} == {"source-alpha"}
    assert {local_name(c) for c in lost.categories} == {"new-factor"}
    assert said(diff, "lost-only-action") == [
        (
            "Missing factor library lost its only action (stated): Build a factor library.",
            "“因子库缺位”失去了唯一的行动（原文明示）：建设因子库。",
        )
    ]


def test_a_bottleneck_loses_its_only_stated_action(mini: kg.PolicyGraph, world: World) -> None:
    set_claim(world, "alpha", "claim-alpha-001", status="withdrawn")
    diff = world.load().diff(mini)  # the library still answers by inference
    assert told(diff) == {
        ("lost-only-stated-action", FACTORS, ""),
        ("claim-status", "claim-alpha-001", ""),
    }
    assert said(diff, "lost-only-stated-action") == [
        (
            "Missing factor library lost its only stated action: Build a factor library; "
            "inferred ones left: 1.",
            "“因子库缺位”失去了唯一有原文明示的行动：建设因子库；尚余推断的行动 1 项。",
        )
    ]
    assert said(diff, "claim-status") == [
        (
            "Build a factor library – addresses – Missing factor library: status: "
            "accepted → withdrawn.",
            "“建设因子库 – 应对 – 因子库缺位”：状态：采纳 → 撤回。",
        )
    ]


def test_a_category_loses_what_was_stated(mini: kg.PolicyGraph, world: World) -> None:
    set_claim(world, "alpha", "claim-alpha-001", status="withdrawn")
    set_claim(
        world, "beta", "claim-beta-002", modality="inferred", subject_evidence="ev-beta-platform"
    )
    diff = world.load().diff(mini)
    lost = {local_name(c.subject): c for c in by_kind(diff, "lost-only-stated-action")}
    assert set(lost) == {FACTORS, METHODS, "new-factor"}
    assert [*map(local_name, lost["new-factor"].before)] == [LIBRARY, PLATFORM]
    assert "“新要素”的 2 项有原文明示的行动全部失去" in "".join(
        zh for _, zh in said(diff, "lost-only-stated-action")
    )


def test_a_thread_is_no_longer_stated(mini: kg.PolicyGraph, world: World) -> None:
    set_claim(
        world, "beta", "claim-beta-002", modality="inferred", subject_evidence="ev-beta-platform"
    )
    diff = world.load().diff(mini)
    assert told(diff) == {
        ("lost-only-stated-action", METHODS, ""),
        ("thread-unstated", METHODS, ""),
        ("claim-modality", "claim-beta-002", ""),
        ("rests-elsewhere", "claim-beta-002", "subjectEvidence"),
    }
    threads = by_kind(diff, "thread-unstated")
    assert {tuple(map(local_name, thread.things)) for thread in threads} == {
        (METHODS, PLATFORM, "document-plan", "region-shanghai"),
        (METHODS, PLATFORM, "document-old", "region-zhejiang"),
    }
    assert {(t.before, t.after) for t in threads} == {(("stated-by-one",), ("one-missing",))}
    assert said(diff.mirrored(), "thread-stated")[0] == (
        "Stated throughout now (before: one inference away from being stated): Diverging "
        "accounting methods → Set up a footprint platform → Old scheme → Zhejiang.",
        "现已整链明示（此前只差一处明示）：核算口径不一 → 搭建碳足迹平台 → 旧方案 → 浙江省。",
    )


def test_a_thread_that_goes_on_is_still_stated(world: World) -> None:
    """That a stated chain is longer than before takes nothing from what was stated."""
    drop_claim(world, "beta", "claim-beta-005")
    short = world.load()
    world.add_claims(
        "beta", stated("claim-beta-005 document-plan appliesTo region-shanghai", "ev-beta-shanghai")
    )
    diff = world.load().diff(short)
    assert by_kind(diff, "thread-unstated") == []
    (thread,) = by_kind(diff, "thread-stated")
    assert (thread.before, local_name(thread.things[-1])) == ((), "region-shanghai")
    assert said(diff, "thread-stated")[0][0].startswith("A new thread, stated throughout: ")


def test_a_first_action_shows_what_lacks_farther_on(mini: kg.PolicyGraph, world: World) -> None:
    set_claim(world, "alpha", "claim-alpha-004", status="accepted")
    diff = world.load().diff(mini)
    computing = "bottleneck-computing"
    assert told(diff) == {
        ("gained-first-action", computing, ""),
        ("gap-arisen", computing, "no-date"),
        ("gap-arisen", computing, "no-performer"),
        ("claim-status", "claim-alpha-004", ""),
    }
    assert said(diff, "gained-first-action")[0] == (
        "Shortage of computing power had no action and has one now (inferred): "
        "Build a factor library.",
        "“算力不够”此前没有行动，现有一项（推断）：建设因子库。",
    )


def test_a_gap_is_told_apart_where_the_thing_is_new(mini: kg.PolicyGraph, world: World) -> None:
    world.append(
        "sources/alpha/bottlenecks.ttl",
        '\nkgd:bottleneck-new a kg:Bottleneck ;\n    skos:prefLabel "New"@en , "新"@zh ;\n'
        "    kg:evidence kgd:ev-alpha-computing .\n",
    )
    diff = world.load().diff(mini)
    assert told(diff) == {
        ("thing-added", "bottleneck-new", "Bottleneck"),
        ("gap-of-new", "bottleneck-new", "no-action"),
    }
    assert told(mini.diff(world.load())) == {
        ("thing-removed", "bottleneck-new", "Bottleneck"),
        ("gap-of-gone", "bottleneck-new", "no-action"),
    }


def test_a_gap_for_another_reason(mini: kg.PolicyGraph, world: World) -> None:
    drop_claim(world, "alpha", "claim-alpha-005")  # it denied that the standards help
    diff = world.load().diff(mini, groups=("gaps",))
    (reason,) = diff.changes
    assert (reason.kind, reason.note) == ("gap-reason", "no-action")
    assert (reason.before, reason.after) == (("denied",), ("not-said",))
    assert said(diff, "gap-reason") == [
        (
            "“Shortage of computing power”: no action addresses it: denied → not said.",
            "“算力不够”：没有行动应对：原文否定 → 原文未说。",
        )
    ]


def test_the_strongest_news_come_first(mini: kg.PolicyGraph, world: World) -> None:
    edit_everything(world)
    diff = world.load().diff(mini)
    kinds = [list(KINDS).index(change.kind) for change in diff.changes]
    assert kinds == sorted(kinds)
    groups = [GROUPS.index(change.group) for change in diff.changes]
    assert groups == sorted(groups)
    assert list(diff.counts()) == list(dict.fromkeys(change.kind for change in diff.changes))


# Edits, each with what it has to be told as; they do not touch one another.

Edit = tuple[Callable[[World], None], set[Told]]
EDITS: dict[str, Edit] = {
    "rename": (
        lambda w: w.edit("sources/alpha/bottlenecks.ttl", '"算力不够"@zh', '"算力短缺"@zh'),
        {("thing-renamed", "bottleneck-computing", "")},
    ),
    "move": (
        lambda w: w.edit(
            "sources/alpha/bottlenecks.ttl",
            "kg:partOf kgd:bottleneck-footprint ;\n    kg:evidence kgd:ev-alpha-footprint",
            "kg:partOf kgd:bottleneck-footprint-factors ;\n    kg:evidence kgd:ev-alpha-footprint",
        ),
        {("thing-moved", METHODS, "")},
    ),
    "validity": (
        lambda w: w.edit("sources/beta/measures.ttl", 'validTo "2025"', 'validTo "2026"'),
        {("validity", "document-plan", "")},
    ),
    "issuer": (
        lambda w: w.edit(
            "sources/beta/measures.ttl", 'kg:title "旧方案"@zh ;',
            'kg:title "旧方案"@zh ;\n    kg:issuedBy kgd:organisation-guild ;',
        ),
        {("issuer", "document-old", ""), ("gap-closed", "document-old", "no-issuer")},
    ),
    "issued": (
        lambda w: w.edit(
            "sources/beta/measures.ttl", 'kg:title "五年规划"@zh ;',
            'kg:title "五年规划"@zh ;\n    kg:issued "2021-03"^^xsd:gYearMonth ;',
        ),
        {
            ("issued", "document-plan", ""),
            ("gap-closed", "document-plan", "undated"),
            ("gap-closed", FACTORS, "no-date"),
            ("gap-closed", METHODS, "no-date"),
        },
    ),
    "confidence": (
        lambda w: set_claim(w, "alpha", "claim-alpha-002", confidence="high"),
        {("claim-confidence", "claim-alpha-002", "")},
    ),
    "polarity": (
        lambda w: set_claim(w, "beta", "claim-beta-007", polarity="denied"),
        {("claim-polarity", "claim-beta-007", "")},
    ),
    "removed claim": (
        lambda w: drop_claim(w, "alpha", "claim-alpha-011"),
        {("claim-removed", "claim-alpha-011", "")},
    ),
    "added claim": (
        lambda w: w.add_claims(
            "alpha",
            stated("claim-alpha-020 action-standards concerns platform-registry", "ev-alpha-sets"),
        ),
        {("claim-added", "claim-alpha-020", "")},
    ),
    "other ends": (
        lambda w: set_claim(w, "alpha", "claim-alpha-012", object="bottleneck-footprint-methods"),
        {("claim-link", "claim-alpha-012", "")},
    ),
    "rationale": (
        lambda w: set_claim(w, "alpha", "claim-alpha-006", rationale_en="Another reason"),
        {("reworded", "claim-alpha-006", "rationale")},
    ),
    "definition": (
        lambda w: w.edit("sources/alpha/actions.ttl", "公开的排放因子库。", "公共的因子库。"),
        {("reworded", LIBRARY, "definition")},
    ),
    "paraphrase": (
        lambda w: w.edit("sources/alpha/evidence.csv", "算力短缺", "算力紧缺"),
        {("evidence-paraphrased", "ev-alpha-computing", "")},
    ),
    "another class": (
        lambda w: w.edit("sources/beta/measures.ttl", "a kg:Case ;", "a kg:Technology ;"),
        {("thing-reclassed", "case-factory", "")},
    ),
    "added thing": (
        lambda w: w.append(
            "sources/alpha/actions.ttl",
            '\nkgd:actor-new a kg:Actor ;\n    skos:prefLabel "Newcomers"@en , "新主体"@zh ;\n'
            "    kg:evidence kgd:ev-alpha-sets .\n",
        ),
        {("thing-added", "actor-new", "Actor")},
    ),
    "evidence of a thing": (
        lambda w: w.edit(
            "sources/beta/measures.ttl", "kg:evidence kgd:ev-beta-platform .",
            "kg:evidence kgd:ev-beta-platform , kgd:ev-beta-plan .",
        ),
        {("rests-elsewhere", PLATFORM, "evidence")},
    ),
}  # fmt: skip


def edit_everything(world: World) -> None:
    for edit, _ in EDITS.values():
        edit(world)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.sets(st.sampled_from(sorted(EDITS))), number=st.integers(0, 10**9))
def test_generated_edits_are_found_exactly(
    template: World, mini: kg.PolicyGraph, tmp_path: Path, names: set[str], number: int
) -> None:
    world = template.copied_to(tmp_path / f"{number}-{random.random()}")  # noqa: S311 - a name
    for name in names:
        EDITS[name][0](world)
    edited = world.load()
    shutil.rmtree(world.root)
    diff = edited.diff(mini)
    assert told(diff) == {change for name in names for change in EDITS[name][1]}
    assert diff.rest is not None
    assert diff.rest.total == 0
    assert mini.diff(edited) == diff.mirrored()


def test_edits_say_what_was_and_what_is(mini: kg.PolicyGraph, world: World) -> None:
    edit_everything(world)
    diff = world.load().diff(mini)
    texts = {kind: said(diff, kind) for kind in diff.counts()}
    assert texts["thing-renamed"] == [
        # Only the Chinese label changed: it is shown to both.
        ("Renamed: “算力不够” → “算力短缺”.", "更名：“算力不够” → “算力短缺”。"),
    ]
    assert texts["thing-moved"] == [
        (
            "Diverging accounting methods: part of: Weak carbon footprint accounting → "
            "Missing factor library.",
            "“核算口径不一”：所属整体：碳足迹核算薄弱 → 因子库缺位。",
        )
    ]
    assert texts["validity"][0][0] == "Five-year plan: validity: 2021–2025 → 2021–2026."
    assert texts["issuer"][0] == (
        "Old scheme: issued by: not said → Trade guild.",
        "“旧方案”：发布机构：未说 → 行业协会。",
    )
    assert texts["claim-confidence"][0][1].endswith("：置信度：中 → 高。")
    assert texts["claim-polarity"][0][0].endswith(": polarity: affirmed → denied.")
    assert texts["claim-added"] == [
        (
            "New claim (stated, high): Set carbon footprint standards – concerns – "
            "Factor registry.",
            "新增主张（原文明示，高）：制定碳足迹标准 – 涉及 – 因子登记平台。",
        )
    ]
    assert texts["thing-reclassed"][0][1] == "“示范工厂”：类别：案例 → 技术。"
    assert texts["thing-added"] == [
        ("New: Newcomers (actor).", "新增：“新主体”（主体）。"),
    ]


def test_figures_and_anomalies(world: World) -> None:
    bare = world.load()
    before = add_numbers(world).load()
    added = before.diff(bare, groups=("figures", "anomalies"))
    assert added.counts() == {"figure-added": 8, "anomaly-added": 1}
    assert ("New figure: Output (Plant B): more than 12.5 t.",
            "新增数字：产量（乙厂）：超过12.5吨。") in said(added, "figure-added")  # fmt: skip
    world.edit(FIGURES, "case-b", "case-a")
    world.edit(FIGURES, ",42.5,,,", ",43,,,")
    world.edit("sources/gamma/things.ttl", '"Left open."', '"Open still."')
    diff = world.load().diff(before)
    assert told(diff) == {
        ("figure-value", "figure-gamma-both", ""),
        ("figure-meaning", "figure-gamma-b", "measures"),
        ("anomaly-changed", "anomaly-gamma-01", "treatment"),
    }
    (value,) = by_kind(diff, "figure-value")
    assert (value.before[0], value.after[0]) == ("42.5", "43")
    assert said(diff, "figure-value") == [
        ("Output: 42.5 t → 43 t.", "产量：42.5吨 → 43吨。"),
    ]
    assert said(diff, "figure-meaning")[0][0].endswith(": measures: Plant B → Plant A.")
    assert {local_name(s) for s in value.sources} == {"source-gamma"}


# Filters.


def test_filters_narrow_and_compose(mini: kg.PolicyGraph, world: World) -> None:
    edit_everything(world)
    set_claim(world, "alpha", "claim-alpha-001", status="refused")
    after = world.load()
    everything = after.diff(mini)
    for group in GROUPS:
        only = after.diff(mini, groups=(group,))
        assert only.changes == tuple(c for c in everything.changes if c.group == group)
        assert (only.rest is None) is (group != "other")
    kinds = after.diff(mini, kinds=("validity", "thing-renamed"))
    assert {c.kind for c in kinds.changes} == {"validity", "thing-renamed"}
    factor = after.diff(mini, category="新要素", groups=("gaps",))
    assert {local_name(c.subject) for c in factor.changes} == {FACTORS, METHODS}
    beta = after.diff(mini, source="beta", groups=("claims", "documents"))
    assert told(beta) == {
        ("claim-polarity", "claim-beta-007", ""),
        ("validity", "document-plan", ""),
        ("issuer", "document-old", ""),
        ("issued", "document-plan", ""),
    }
    assert after.diff(mini, source="beta", kinds=("claim-added",)).empty


def test_a_source_that_is_gone_can_be_asked_for(mini: kg.PolicyGraph, template: World) -> None:
    alone = kg.load(template.data / "sources/alpha")
    gone = alone.diff(mini, source="beta", kinds=("thing-removed",))
    assert {local_name(c.subject) for c in gone.changes} == {
        "source-beta", PLATFORM, "document-plan", "document-old", "case-factory",
    }  # fmt: skip
    with pytest.raises(NotFound):
        alone.diff(mini, source="gamma")


@pytest.mark.parametrize("wanted", [{"kinds": ("no-luck",)}, {"groups": ("luck",)}])
def test_what_there_is_none_of_is_an_error(
    mini: kg.PolicyGraph, wanted: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(UsageError, match="choose one of"):
        mini.diff(mini, **wanted)  # type: ignore[arg-type]


def test_every_kind_has_a_heading_a_sentence_and_a_mirror() -> None:
    assert list(HEADINGS) == list(KINDS)
    assert set(SENTENCES) == set(KINDS)
    for kind, (group, mirror) in KINDS.items():
        assert KINDS[mirror] == (group, kind)


# Against plain sets over the exported N-Quads.


def assert_reckoned(before: Graph, after: Graph) -> Diff:
    diff = compare_graphs(before, after)
    old, new = before.as_nquads(), after.as_nquads()
    found = {change for change in told(diff) if change[0] != "gap-reason"}
    changes = reckon(Oracle(old), Oracle(new))
    assert found == changes
    assert diff.rest is not None
    rest = (sum(diff.rest.added.values()), sum(diff.rest.removed.values()))
    assert rest == reckon_rest(old, new, changes)
    assert compare_graphs(after, before) == diff.mirrored()
    return diff


@pytest.mark.parametrize("pair", ["parts", "strangers"])
def test_worlds_are_compared_as_plain_sets_have_it(
    template: World, mini: kg.PolicyGraph, world: World, pair: str
) -> None:
    parts = (kg.load(template.data / "sources/alpha"), add_numbers(world).load())
    tutorial = kg.load(Path(shipped_root()) / "docs/tutorial/data")
    old, new = parts if pair == "parts" else (tutorial, mini)
    assert len(assert_reckoned(old.graph, new.graph).changes) > 20


def test_the_shipped_graph_is_compared_as_plain_sets_have_it(tmp_path: Path) -> None:
    data = Path(shutil.copytree(Path(shipped_root()) / "data", tmp_path / "data"))
    for source in ("li-2022", "shan-2024"):
        scatter_edits(data / "sources" / source, random.Random(source))  # noqa: S311 - repeatable
    diff = assert_reckoned(kg.load().graph, kg.load(data).graph)
    found = diff.counts()
    expected = {"claim-removed", "claim-status", "claim-modality", "claim-confidence"}
    assert expected | {"thing-renamed", "figure-value", "gap-opened"} <= set(found)
    assert {change.group for change in diff.changes} >= {"gaps", "threads", "claims", "things"}


def scatter_edits(directory: Path, draw: random.Random) -> None:
    """Change rows and labels of a source here and there."""
    path = directory / "claims.csv"
    kept = []
    for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))):
        dice = draw.random()
        if dice < 0.1:
            continue
        if dice < 0.3:
            row["status"] = "proposed"
        elif dice < 0.4 and row["modality"] == "stated":
            row |= {"modality": "inferred", "subject_evidence": row["link_evidence"]}
        elif dice < 0.5:
            row["confidence"] = "low"
        kept.append(row)
    write_text(path, claims_csv(kept))
    figures = directory / "figures.csv"
    rows = list(csv.DictReader(io.StringIO(figures.read_text(encoding="utf-8"))))
    for row in rows:
        if row["value"] and draw.random() < 0.1:
            row["value"] = "77.7"
    write_text(figures, as_csv(list(rows[0]), [list(row.values()) for row in rows]))
    labels = directory / "bottlenecks.ttl"
    text = labels.read_text(encoding="utf-8")
    write_text(labels, text.replace('skos:prefLabel "In', 'skos:prefLabel "Un'))


ENDS = {
    "addresses": (("action-1", "action-2", "measure-1"), ("bottleneck-1", "bottleneck-2")),
    "correspondsTo": (("action-1", "action-2"), ("measure-1", "measure-2")),
    "setOutIn": (("measure-1", "measure-2"), ("document-1",)),
    "appliesTo": (("document-1", "measure-1", "action-1"), ("region-1",)),
    "performedBy": (("action-1", "measure-1"), ("actor-1",)),
}
CLASSES = {
    "action": "RecommendedAction", "measure": "AdoptedMeasure", "bottleneck": "Bottleneck",
    "document": "PolicyDocument", "region": "Region", "actor": "Actor",
}  # fmt: skip
# The ends and the link of a claim, its modality, confidence, status and polarity.
Drawn = tuple[tuple[str, str, str], str, str, str, str]
NAMES = sorted({end for ends in ENDS.values() for group in ends for end in group})
PAIRS = [(s, link, o) for link, (ss, oo) in ENDS.items() for s in ss for o in oo]
MODALITIES = st.sampled_from(["stated", "inferred"])
STATUSES = st.sampled_from(["accepted", "accepted", "accepted", "refused", "proposed"])
POLARITIES = st.sampled_from(["affirmed", "affirmed", "affirmed", "denied"])
LEVELS = st.sampled_from(["high", "medium", "low"])
CLAIMS = st.dictionaries(
    st.integers(0, 12),
    st.tuples(st.sampled_from(PAIRS), MODALITIES, LEVELS, STATUSES, POLARITIES),
    max_size=10,
)
THINGS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["A", "B"]), min_size=6)
SIDES = st.tuples(THINGS, CLAIMS)


def build_tiny(things: dict[str, str], claims: dict[int, Drawn]) -> Graph:
    turtle = "".join(
        f'kgd:{name} a kg:{CLASSES[name.partition("-")[0]]} ;\n    skos:prefLabel "{label}"@en .\n'
        for name, label in things.items()
    )
    rows = [
        claim(
            f"claim-x-{number} {subject} {link} {value} {modality} {level}",
            status=status, polarity=polarity,
        )
        for number, ((subject, link, value), modality, level, status, polarity) in claims.items()
        if subject in things and value in things
    ]  # fmt: skip
    return Graph(build_graph(tiny_inputs(turtle, rows)).as_nquads(), "tiny")


@settings(max_examples=60)
@given(SIDES, SIDES)
def test_generated_worlds_are_compared_as_plain_sets_have_it(
    old: tuple[dict[str, str], dict[int, Drawn]], new: tuple[dict[str, str], dict[int, Drawn]]
) -> None:
    before, after = build_tiny(*old), build_tiny(*new)
    assert_reckoned(before, after)
    assert compare_graphs(before, build_tiny(*old)).empty
