"""Small networks made by hand or at random, for the tests of the network page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from kg.answers.network import Link, Network, Node, Strength
from kg.answers.values import Bilingual, Claim, Evidence, Modality
from kg.graph.terms import KG, KGD, KGV
from kg.sources.anchor import Anchor

SOURCE = KGD + "source-example-2024"
OTHER_SOURCE = KGD + "source-example-2022"
KIND_PREFIX = {
    "Category": "category",
    "Bottleneck": "bottleneck",
    "RecommendedAction": "action",
    "AdoptedMeasure": "measure",
    "PolicyDocument": "document",
    "Region": "region",
    "Actor": "actor",
    "ActionSet": "set-actions",
    "BottleneckSet": "set-bottlenecks",
}


def evidence(slug: str, text: Bilingual | None = None, source: str = SOURCE) -> Evidence:
    """Return evidence with a paraphrase of its own."""
    words = text or Bilingual(f"示例转述 {slug}", f"Example paraphrase {slug}")
    anchor = Anchor((0, 20), 20, "0" * 64, "1" * 64, "2" * 64)
    return Evidence(f"{KGD}ev-{slug}", source, f"{source}-text", "二.四", 1, (anchor,), words)


def claim(
    number: int,
    subject: str,
    predicate: str,
    value: str,
    modality: Modality,
    rationale: Bilingual | None = None,
    contrary: tuple[Evidence, ...] = (),
    source: str = SOURCE,
) -> Claim:
    """Return an accepted claim with the evidence that its modality needs."""
    ends = modality is Modality.INFERRED
    return Claim(
        iri=f"{KGD}claim-example-{number:03}",
        subject=subject,
        predicate=KG + predicate,
        object=value,
        modality=modality,
        confidence="medium",
        polarity="affirmed",
        status="accepted",
        rationale=rationale or Bilingual(f"示例理由 {number}", f"Example reason {number}"),
        reason=Bilingual(),
        subject_evidence=(evidence(f"s{number}", source=source),) if ends else (),
        object_evidence=(evidence(f"o{number}", source=source),) if ends else (),
        link_evidence=() if ends else (evidence(f"l{number}", source=source),),
        contrary_evidence=contrary,
        created="2026-11-21",
    )


@dataclass
class Builder:
    """Collects things and links, and makes a network of them."""

    nodes: dict[str, Node] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def add(self, kind: str, slug: str, zh: str, en: str, source: str = SOURCE) -> str:
        """Add a thing and return its IRI."""
        space = KGV if kind == "Category" else KGD
        iri = f"{space}{KIND_PREFIX.get(kind, kind.lower())}-{slug}"
        place = evidence(f"{KIND_PREFIX.get(kind, kind.lower())}-{slug}", source=source)
        definition = Bilingual(f"{zh}的定义。", f"What {en} means.")
        sources = () if kind in ("Category", "Region") else (source,)
        self.nodes[iri] = Node(
            iri, kind, Bilingual(zh, en), definition, (place,) if sources else (), sources
        )
        return iri

    def join(self, subject: str, predicate: str, value: str, strength: Strength) -> None:
        """Add a link, with a claim unless it is structural."""
        claims: tuple[Claim, ...] = ()
        if strength != "structural":
            number = len(self.links) + 1
            found = claim(number, subject, predicate, value, Modality(strength))
            claims = (found,)
        label = Bilingual(f"关系{predicate}", f"relation {predicate}")
        self.links.append(Link(subject, KG + predicate, value, label, strength, claims))

    def build(self, starts: Sequence[str], term: str | None = None) -> Network:
        """Return the network, in the fixed order that the graph gives."""
        nodes = sorted(self.nodes.values(), key=lambda n: (n.layer, n.id))
        links = sorted(self.links, key=lambda e: (e.subject, e.predicate, e.object))
        return Network(tuple(nodes), tuple(links), tuple(starts), "0123456789ab", term)


def threads(count: int = 6) -> Builder:
    """Return *count* threads from a bottleneck to a region, and some things beside them."""
    b = Builder()
    china = b.add("Region", "china", "中国", "China")
    shanghai = b.add("Region", "shanghai", "上海市", "Shanghai")
    for i in range(count):
        names = (
            ("Bottleneck", f"第{i}项示例产品碳足迹核算能力不足", f"Example gap {i} in accounting"),
            (
                "RecommendedAction",
                f"建立第{i}项示例核算方法与数据库",
                f"Set up method number {i}",
            ),
            ("AdoptedMeasure", f"示例地方第{i}项管理体系", f"Management system {i} of a locality"),
            ("PolicyDocument", f"关于第{i}项示例的行动方案", f"Action plan for example number {i}"),
        )
        problem, action, measure, document = (b.add(k, f"{i}", zh, en) for k, zh, en in names)
        b.join(action, "addresses", problem, "stated" if i % 2 else "inferred")
        b.join(action, "correspondsTo", measure, "inferred")
        b.join(measure, "setOutIn", document, "stated")
        b.join(document, "appliesTo", shanghai if i % 2 else china, "stated")
    return b


def term_network(count: int = 6) -> Network:
    """Return the network of one term: *count* threads that begin at it or beside it."""
    b = threads(count)
    return b.build([KGD + "bottleneck-0"], KGD + "bottleneck-0")


def whole_network(count: int = 40) -> Network:
    """Return a whole graph: roots with categories, a collective statement, parts and actors."""
    b = threads(count)
    roots = [f"{KGD}bottleneck-{i}" for i in range(min(8, count))]
    for slug, zh, en in (
        ("new-factor", "新要素", "New factor"),
        ("new-actor", "新主体", "New actor"),
    ):
        b.add("Category", slug, zh, en)
    for i, root in enumerate(roots):
        name = "new-factor" if i % 2 else "new-actor"
        b.join(root, "category", f"{KGV}category-{name}", "stated" if i % 3 else "inferred")
    for i in range(len(roots), count):
        b.join(f"{KGD}bottleneck-{i}", "partOf", roots[i % len(roots)], "structural")
    problems = b.add("BottleneckSet", "all", "示例瓶颈集合", "The example bottlenecks")
    actions = b.add("ActionSet", "all", "示例举措集合", "The example measures")
    b.join(actions, "collectivelyAddresses", problems, "stated-collectively")
    for root in roots[:4]:
        b.join(problems, "member", root, "structural")
    hub = b.add("Actor", "hub", "示例企业", "Example firms", OTHER_SOURCE)
    for i in range(count):
        b.join(f"{KGD}action-{i}", "performedBy", hub, "inferred")
    return b.build(roots)


KINDS = [*KIND_PREFIX, "RegionGroup", "Technology", "Case"]
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60) | st.text(
    "碳足迹核算平台《》，、：新要素 ABC abc-", max_size=60
)
STRENGTHS: tuple[Strength, ...] = ("stated", "inferred", "stated-collectively", "structural")


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Generate networks of any shape, with any text."""
    b = Builder()
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=25))
    iris = [b.add(kind, str(i), draw(NAMES), draw(NAMES)) for i, kind in enumerate(kinds)]
    ends = st.sampled_from(iris)
    predicates = st.sampled_from(["addresses", "partOf", "category", "member", "appliesTo"])
    for _ in range(draw(st.integers(0, 30))):
        b.join(draw(ends), draw(predicates), draw(ends), draw(st.sampled_from(STRENGTHS)))
    term = draw(st.none() | ends)
    return b.build([term] if term else draw(st.lists(ends, max_size=5, unique=True)), term)
