"""The flows: three links of the miniature world by hand, and what holds of any graph.

factors ←stated─ library ─inferred→ platform; footprint ←inferred─ standards; methods ←stated─
platform, which is a measure. All three bottlenecks are of one category.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest
from page_tree import Element, read_page

import kg
from kg.answers.flows import Outcome, count_flows
from kg.answers.values import Modality
from kg.errors import UsageError
from kg.graph.terms import local_name

COMMAND = "kg view sankey"
EACH = 26.0  # three links are few: each has the greatest thickness


def draw(graph: kg.PolicyGraph, **filters: Any) -> Element:
    return read_page(graph.view("sankey", lang="en", command=COMMAND, **filters))


def heights(page: Element) -> dict[str, float]:
    nodes = page.all("g", class_="node")
    return {n.attrs["data-key"]: float(n.all("rect")[0].attrs["height"]) for n in nodes}


def thickness(path: Element) -> tuple[float, float]:
    """Return how thick a ribbon is at its beginning and at its end."""
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path.attrs["d"])]
    # M0 a C50 a 50 b 100 b V c C50 c 50 d 0 d Z
    a, b, c, d = numbers[1], numbers[7], numbers[8], numbers[14]
    return round(d - a, 1), round(c - b, 1)


def test_the_links_by_hand(mini: kg.PolicyGraph) -> None:
    flows = count_flows(mini.graph)
    found = {
        (tuple(map(local_name, f.categories)), f.kind, f.modality, f.outcome): f.count
        for f in flows
    }
    new = ("https://w3id.org/policy-kg/vocab/new-factor",)
    names = {key[0] for key in found}
    assert len(names) == 1
    assert next(iter(names))[0] in ("new-factor", *new)
    assert {key[1:]: count for key, count in found.items()} == {
        ("RecommendedAction", Modality.STATED, Outcome.MATCHED_INFERRED): 1,
        ("RecommendedAction", Modality.INFERRED, Outcome.NONE): 1,
        ("AdoptedMeasure", Modality.STATED, Outcome.ADOPTED): 1,
    }


def test_a_node_is_as_high_as_its_links_are_many(mini: kg.PolicyGraph) -> None:
    found = heights(draw(mini))
    assert found == {
        "category-new-factor": 3 * EACH,
        "kind-RecommendedAction": 2 * EACH, "kind-AdoptedMeasure": EACH,
        "modality-stated": 2 * EACH, "modality-inferred": EACH,
        "outcome-adopted": EACH, "outcome-matched-inferred": EACH, "outcome-none": EACH,
    }  # fmt: skip


def test_a_ribbon_is_as_thick_as_its_links_are_many(mini: kg.PolicyGraph) -> None:
    ribbons = {one.attrs["data-key"]: one for one in draw(mini).all("path", class_="ribbon")}
    assert {key: thickness(one) for key, one in ribbons.items()} == dict.fromkeys(
        (
            "category-new-factor--kind-RecommendedAction--stated",
            "category-new-factor--kind-RecommendedAction--inferred",
            "category-new-factor--kind-AdoptedMeasure--stated",
            "kind-RecommendedAction--modality-stated--stated",
            "kind-RecommendedAction--modality-inferred--inferred",
            "kind-AdoptedMeasure--modality-stated--stated",
            "modality-stated--outcome-adopted--stated",
            "modality-stated--outcome-matched-inferred--stated",
            "modality-inferred--outcome-none--inferred",
        ),
        (EACH, EACH),
    )


@pytest.mark.parametrize("shipped", [False, True])
def test_what_enters_a_node_leaves_it(mini: kg.PolicyGraph, shipped: bool) -> None:
    page = draw(kg.load() if shipped else mini)
    enter: dict[str, float] = defaultdict(float)
    leave: dict[str, float] = defaultdict(float)
    for ribbon in page.all("path", class_="ribbon"):
        start, end, _ = ribbon.attrs["data-key"].split("--")
        first, last = thickness(ribbon)
        leave[start] += first
        enter[end] += last
    for key, height in heights(page).items():
        for side in (enter, leave):
            if key in side:
                # Each ribbon is rounded to a tenth, so that many of them may be off by some.
                assert side[key] == pytest.approx(height, abs=1.5), key


def test_statements_about_sets_are_no_links(mini: kg.PolicyGraph) -> None:
    page = draw(mini)
    # claim-alpha-007 sets two actions against two bottlenecks: that makes none of the four pairs.
    assert "Counts only: 3 links" in page.one("div", id="picture").said()
    assert len(page.one("section", id="twin").all("tr", data_row="")) == 3


def test_links_can_be_asked_for_by_source_and_modality(mini: kg.PolicyGraph) -> None:
    stated = heights(draw(mini, modality=Modality.STATED))
    assert stated["category-new-factor"] == 2 * EACH
    assert "modality-inferred" not in stated
    beta = heights(draw(mini, source=mini.get_source("beta")))
    assert beta["category-new-factor"] == EACH
    with pytest.raises(UsageError, match="region"):
        draw(mini, region="x")


def test_the_table_adds_up_to_the_links_of_the_graph() -> None:
    graph = kg.load()
    rows = draw(graph).one("section", id="twin").all("tr", data_row="")
    total = sum(int(one.all("td")[-1].said()) for one in rows)
    pairs = graph.query("SELECT DISTINCT ?a ?b WHERE { ?a kg:addresses ?b }").rows
    assert total == len(pairs)
