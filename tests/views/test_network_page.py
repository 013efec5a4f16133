from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import combinations

import pytest
from network_samples import Builder, claim, evidence, term_network, threads, whole_network

from kg.answers.network import Link, Network, Node
from kg.answers.values import Bilingual, Modality
from kg.graph.terms import KG, KGD
from kg.views import palette
from kg.views.html import as_json, content_policy
from kg.views.network import NetworkDrawing

COMMAND = "kg view network -o network.html"


class Reader(HTMLParser):
    """Collects tags, attributes and the text outside scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.text.append(data)


def payload(html: str, name: str) -> object:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def test_the_same_network_gives_the_same_bytes() -> None:
    pages = {NetworkDrawing(whole_network()).render(lang="zh", command=COMMAND) for _ in range(2)}
    assert len(pages) == 1


def test_the_bytes_do_not_hang_on_the_hash_seed() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/views')\n"
        "from network_samples import whole_network\n"
        "from kg.views.network import NetworkDrawing\n"
        "from hashlib import sha256\n"
        "page = NetworkDrawing(whole_network()).render(lang='en', command='x')\n"
        "print(sha256(page.encode()).hexdigest())"
    )
    call = [sys.executable, "-c", code]
    seeds = ({"PYTHONHASHSEED": seed} for seed in ("1", "2"))
    digests = {subprocess.run(call, env=e, capture_output=True, check=True).stdout for e in seeds}
    assert len(digests) == 1


def test_the_page_asks_for_nothing() -> None:
    page = Reader(NetworkDrawing(term_network()).render(lang="zh", command=COMMAND))
    assert not [tag for tag, _ in page.tags if tag in ("link", "img", "iframe", "object", "base")]
    assert not [attrs for _, attrs in page.tags if {"src", "href", "style"} & attrs.keys()]
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
    metas = [attrs for tag, attrs in page.tags if tag == "meta"]
    policy = next(m["content"] for m in metas if m.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_the_page_stays_small() -> None:
    page = NetworkDrawing(Builder().build([])).render(lang="zh", command=COMMAND)
    assert len(page.encode("utf-8")) < 600_000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_where_it_comes_from(lang: str) -> None:
    html = NetworkDrawing(term_network()).render(
        lang="zh" if lang == "zh" else "en", command=COMMAND
    )
    text = " ".join(Reader(html).text)
    assert html.startswith("<!doctype html>\n<html lang=")
    assert "0123456789ab" in text
    assert COMMAND in text
    assert ("第0项示例" if lang == "zh" else "Example gap 0") in text
    assert "CC BY 4.0" in text


def test_the_table_holds_every_link_without_a_script() -> None:
    network = whole_network()
    html = NetworkDrawing(network).render(lang="zh", command=COMMAND)
    rows = [attrs for tag, attrs in Reader(html).tags if tag == "tr" and "data-link" in attrs]
    assert len(rows) == len(network.links)
    links = payload(html, "kg-links")
    assert isinstance(links, list)
    assert len(links) == len(network.links)
    nodes = payload(html, "kg-nodes")
    assert isinstance(nodes, list)
    assert len(nodes) == len(network.nodes)


def test_words_of_a_copy_are_private_and_only_there_when_given() -> None:
    network = term_network()
    iri = network.nodes[0].evidence[0].iri
    plain = NetworkDrawing(network).render(lang="zh", command=COMMAND)
    private = NetworkDrawing(network).render(
        lang="zh", command=COMMAND, words={iri: "读者文本中的字句"}
    )
    assert "读者文本中的字句" in private
    assert 'name="x-private"' in private
    assert "私人文件" in re.sub(r"<script.*", "", private, flags=re.S)
    assert "Private:" in re.sub(r"<script.*", "", private, flags=re.S)
    assert 'name="x-private"' not in plain
    assert 'class="private"' not in plain


def test_several_terms_are_all_named() -> None:
    b = threads(3)
    network = b.build([KGD + "bottleneck-0", KGD + "bottleneck-2"], KGD + "bottleneck-0")
    html = NetworkDrawing(network).render(lang="en", command=COMMAND)
    assert "Example gap 0 in accounting and others, 2 in all" in " ".join(Reader(html).text)
    named = "Example gap 0 in accounting; Example gap 2 in accounting"
    assert named in " ".join(Reader(html).text)


def test_two_things_of_one_name_stay_two() -> None:
    def node(iri: str) -> Node:
        return Node(iri, "Bottleneck", Bilingual("甲", "A"), Bilingual(), (), ())

    iris = (KGD + "same", KG + "same")
    network = Network(tuple(map(node, iris)), (), iris, "v")
    nodes = payload(NetworkDrawing(network).render(lang="zh", command=COMMAND), "kg-nodes")
    assert isinstance(nodes, list)
    assert {one["id"] for one in nodes} == set(iris)


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "\u2028\u2029&<>"])
def test_json_cannot_end_its_element(text: str) -> None:
    found = as_json({"x": text})
    assert not set(found) & set("<>&\u2028\u2029")
    assert json.loads(found) == {"x": text}


def test_the_policy_names_each_script() -> None:
    policy = content_policy(["a", "b"], ["c"])
    assert policy.count("sha256-") == 3


# Colours.

VISIONS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def contrast(a: str, b: str) -> float:
    def luminance(colour: str) -> float:
        r, g, blue = linear(colour)
        return 0.2126 * r + 0.7152 * g + 0.0722 * blue

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, vision: str) -> tuple[float, float, float]:
    """Return *colour* in CIELAB as an eye with that vision sees it."""
    rgb = linear(colour)
    r, g, b = (
        min(1.0, max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True))))
        for row in VISIONS[vision]
    )

    def f(t: float) -> float:
        return float(t ** (1 / 3)) if t > 0.008856 else 7.787 * t + 16 / 116

    x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(a: str, b: str, vision: str) -> float:
    pairs = zip(seen(a, vision), seen(b, vision), strict=True)
    return float(sum((p - q) ** 2 for p, q in pairs) ** 0.5)


@pytest.mark.parametrize("theme", list(palette.COLUMNS))
@pytest.mark.parametrize("vision", list(VISIONS))
def test_colours_stay_apart_for_every_eye(theme: palette.Theme, vision: str) -> None:
    strengths = [c for k, c in palette.STRENGTHS[theme].items() if k != "structural"]
    for colours in (palette.COLUMNS[theme], strengths):
        near = [(a, b) for a, b in combinations(colours, 2) if difference(a, b, vision) < 20]
        assert near == []


@pytest.mark.parametrize("theme", list(palette.COLUMNS))
def test_colours_stand_out(theme: palette.Theme) -> None:
    surfaces = palette.SURFACES[theme]
    for ground in (surfaces["ground"], surfaces["paper"]):
        for shape in (*palette.COLUMNS[theme], *palette.STRENGTHS[theme].values()):
            assert contrast(shape, ground) >= 3
        for text in (surfaces["ink"], surfaces["quiet"]):
            assert contrast(text, ground) >= 4.5
    assert contrast(surfaces["warn"], surfaces["warn-ground"]) >= 4.5


def test_evidence_stands_once_in_the_page() -> None:
    b = Builder()
    x, y = b.add("Bottleneck", "x", "甲", "A"), b.add("RecommendedAction", "y", "乙", "B")
    shared = evidence("bottleneck-x", Bilingual("只说一次的话", "said once"))
    found = claim(1, y, "addresses", x, Modality.STATED, contrary=(shared,))
    b.links.append(Link(y, KG + "addresses", x, Bilingual("应对", "addresses"), "stated", (found,)))
    b.nodes[x] = Node(x, "Bottleneck", Bilingual("甲", "A"), Bilingual(), (shared,), ())
    assert NetworkDrawing(b.build([x])).render(lang="zh", command="x").count("只说一次的话") == 1
