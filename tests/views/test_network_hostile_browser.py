"""Hostile words in every field of a network: the page shows them, and runs none."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from hostile_words import MARKUP
from network_samples import Builder, evidence

from kg.answers.network import Link, Network, Node
from kg.answers.values import Bilingual, Claim, Modality
from kg.graph.terms import KG, KGD
from kg.views.network import NetworkDrawing

if TYPE_CHECKING:
    from browser_page import Open

pytest_plugins = ("browser_page",)
pytestmark = pytest.mark.browser

ATTACKS = (*MARKUP, "\u2028\u2029\u202e&lt;b&gt;\x00\x07")


def hostile(texts: tuple[str, ...]) -> Network:
    b = Builder()
    for i, text in enumerate(texts):
        both = Bilingual(text, text)
        place = evidence(text, both, source=KGD + text)
        iris = [f"{KGD}{text}{i}", f"{KGD}action-{text}{i}"]
        for iri, kind in zip(iris, ("Bottleneck", "RecommendedAction"), strict=True):
            b.nodes[iri] = Node(iri, kind, both, both, (place,), (KGD + text,))
        one = Claim(
            KGD + "claim-" + text, iris[1], KG + text, iris[0], Modality.INFERRED, text, "affirmed",
            "accepted", both, both, (place,), (place,), (place,), (place,), text,
        )  # fmt: skip
        b.links.append(Link(iris[1], KG + text, iris[0], both, "inferred", (one,)))
    nodes, every = tuple(b.nodes.values()), " ".join(texts)
    term = Node(KGD + every, "Bottleneck", Bilingual(every, every), Bilingual(), (), ())
    return Network((*nodes, term), tuple(b.links), (term.iri,), every, term.iri)


def test_hostile_text_is_shown_and_never_run(open_page: Open) -> None:
    words = {KGD + "ev-" + attack: attack for attack in ATTACKS}
    command = " ".join(ATTACKS)
    page = NetworkDrawing(hostile(ATTACKS)).render(lang="zh", command=command, words=words)
    opened = open_page(page, "#lang=en&theme=light&table=1")

    def bare(text: str) -> str:
        return re.sub(r"[\x00-\x1f\s\ufffd]+", "", text)

    def seen(where: str) -> str:
        return bare(opened.page.locator(where).first.text_content() or "")

    assert len(opened.page.evaluate("policyNetwork.cards()")) == 2 * len(ATTACKS) + 1
    for index, attack in enumerate(ATTACKS):
        opened.go(f"#link={index}")
        assert bare(attack) in seen("#panel")
        for where in ("h1", "footer", "#twin tbody"):
            assert bare(attack) in seen(where), where
        opened.page.locator("#panel button.go").first.click()
        assert bare(attack) in seen("#panel")
        opened.page.locator("#search").fill(attack)
    ET.fromstring(opened.page.evaluate("policyNetwork.svg()"))  # noqa: S314
    opened.assert_clean()
