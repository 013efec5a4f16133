"""The flow of links as one HTML page: category, kind of action, stated or inferred, what became.

Counts only: a ribbon is as thick as its links are many, which is neither weight nor effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.answers.flows import Flow, Outcome, count_flows
from kg.answers.gaps import categories_of
from kg.answers.links import links_of
from kg.answers.search import kind_of
from kg.answers.thread import Filters
from kg.answers.values import Modality
from kg.graph.graph import Graph
from kg.graph.terms import KG, local_name
from kg.language import Text
from kg.views.beside import choosing
from kg.views.bilingual import LANGS, Both, both, same
from kg.views.network_layout import wrap
from kg.views.shell import Cell, Detail, Facet, Option, Page, Twin, TwinRow
from kg.views.words import MODALITIES

USES = frozenset({"source", "modality"})
TITLE = Text("Flows", "流量图")
SUBJECT = Text("Links from bottlenecks to actions, counted", "从瓶颈到行动的关联（计数）")
STAGES = (
    Text("Category of the bottleneck", "瓶颈类别"), Text("Kind of action", "行动类别"),
    Text("Who says so", "依据"), Text("What is reported", "来源所报的结果"),
)  # fmt: skip
OUTCOMES = {
    Outcome.ADOPTED: Text("reported as adopted", "据报已出台"),
    Outcome.MATCHED_STATED: Text(
        "a measure corresponds to it (stated)", "有与之对应的已出台措施（明示）"
    ),
    Outcome.MATCHED_INFERRED: Text(
        "a measure corresponds to it (inferred)", "有与之对应的已出台措施（推断）"
    ),
    Outcome.NONE: Text("no measure reported", "未见报道已出台的措施"),
}
TEXTS = {
    "none": Text("no category said", "来源未归类"),
    "links": Text("Links", "关联数"),
    "share": Text("Of all links", "占全部关联"),
    "counts-only": Text(
        "Counts only: {count} links, each a pair of an action and a bottleneck. Thickness is "
        "number, not weight, money or effect.",
        "仅为计数：共 {count} 条关联，每条为一项行动与一个瓶颈的配对。粗细只表示条数，不表示轻重、"
        "资金或成效。",
    ),
    "of": Text("{count} of {all}", "{all} 条中的 {count} 条"),
    "nothing": Text("There is no accepted link.", "没有采纳的关联。"),
    "ribbon": Text("{start} → {end}, {modality}: {count}", "{start} → {end}，{modality}：{count}"),
    "node": Text("{name}: {count}", "{name}：{count}"),
}
HOW = (
    Text(
        "Read from left to right. Each link is counted once at every stage, so that a stage always "
        "comes to the same total.",
        "自左向右阅读。每条关联在每一列各计一次，各列合计相同。",
    ),
    Text(
        "Filled ribbon: a source states the link. Hollow, dashed: a curator infers it. The last "
        "stage says what the sources report of the action; a correspondence may itself be "
        "inferred.",
        "实心：原文明示该关联；空心虚线：整理者推断。末列是来源对行动的报道；“对应”本身也可能是推断。",
    ),
    Text(
        "Many links do not mean much is done: a curator may have joined one action to many "
        "bottlenecks. Statements about whole sets are not counted.",
        "关联多不等于做得多：一项行动可能被整理者连到多个瓶颈。针对整体的说法不计入。",
    ),
)
COLUMNS = (*STAGES, Text("Links", "关联数"))
TWIN = Text("All {count} flows", "全部 {count} 条流")
HEIGHT, MOST_EACH = 400, 26  # of all links together, and of a single one at most
LINE, GAP, HEAD = 16, 14, 30
PLACES = (0, 27, 54, 79)  # per cent of the width at which the stages begin
NODE = 13
ROOM_EM = 14
TENTH = Decimal("0.1")


@dataclass
class Node:
    """One bar of a stage: where it stands, how high it is, and how far in and out are filled."""

    key: str
    stage: int
    name: Both
    count: int
    y: Decimal = Decimal(0)
    height: Decimal = Decimal(0)
    left: Decimal = Decimal(0)
    right: Decimal = Decimal(0)

    @property
    def x(self) -> int:
        """Where its stage begins."""
        return PLACES[self.stage]

    def lines(self, lang: str) -> list[str]:
        """Return its label in lines, the number last."""
        return [*wrap(self.name["zh" if lang == "zh" else "en"], ROOM_EM), str(self.count)]


@dataclass(frozen=True)
class Ribbon:
    """So many links between two nodes, of one modality."""

    key: str
    stage: int
    start: Node
    end: Node
    modality: Modality
    count: int
    path: str

    @property
    def x(self) -> int:
        """Where it begins."""
        return PLACES[self.stage]

    @property
    def width(self) -> int:
        """How far it reaches."""
        return PLACES[self.stage + 1] - PLACES[self.stage]


class SankeyPage:
    """Flows made ready to be drawn."""

    def __init__(self, graph: Graph, flows: tuple[Flow, ...]) -> None:
        self.graph = graph
        self.flows = flows
        self.total = sum(flow.count for flow in flows)
        self.scale = min(Decimal(HEIGHT) / self.total, Decimal(MOST_EACH)) if flows else Decimal(0)
        self.nodes = self._nodes()
        self.height = int(max((n.y + self._slot(n) for n in self.nodes.values()), default=0)) + 6
        self.ribbons = self._ribbons()

    def steps(self, flow: Flow) -> tuple[tuple[str, Both], ...]:
        """Return the key and the name of each stage that a flow passes."""
        names = [{x: self.graph.label(iri, x) for x in LANGS} for iri in flow.categories]
        category: Both = {x: " / ".join(name[x] for name in names) for x in LANGS}
        kind: Both = {x: self.graph.label(KG + flow.kind, x) for x in LANGS}
        return (
            (_category_key(flow.categories), category if names else both(TEXTS["none"])),
            (_kind_key(flow.kind), kind),
            (f"modality-{flow.modality.value}", both(MODALITIES[flow.modality])),
            (f"outcome-{flow.outcome.value}", both(OUTCOMES[flow.outcome])),
        )

    def _nodes(self) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        for flow in self.flows:
            for stage, (key, name) in enumerate(self.steps(flow)):
                node = nodes.setdefault(key, Node(key, stage, name, 0))
                node.count += flow.count
        for stage in range(len(STAGES)):
            y = Decimal(HEAD)
            for node in _ordered(n for n in nodes.values() if n.stage == stage):
                node.y, node.height = y, (node.count * self.scale).quantize(TENTH)
                y += self._slot(node) + GAP
        return nodes

    def _slot(self, node: Node) -> Decimal:
        """Return the room of a node: its bar, or its label where that is higher."""
        label = max(len(node.lines(lang)) for lang in LANGS) * LINE
        return max(node.height, Decimal(label))

    def _ribbons(self) -> list[Ribbon]:
        counts: Counter[tuple[int, str, str, Modality]] = Counter()
        for flow in self.flows:
            keys = [key for key, _ in self.steps(flow)]
            for stage in range(len(STAGES) - 1):
                counts[stage, keys[stage], keys[stage + 1], flow.modality] += flow.count
        rank = {node.key: place for place, node in enumerate(_ordered(self.nodes.values()))}
        order = sorted(
            counts, key=lambda k: (k[0], k[3] is Modality.INFERRED, rank[k[1]], rank[k[2]])
        )
        return [self._ribbon(*key, counts[key]) for key in order]

    def _ribbon(self, stage: int, start: str, end: str, modality: Modality, count: int) -> Ribbon:
        """Return a ribbon below those that already leave its start and reach its end."""
        a, b = self.nodes[start], self.nodes[end]
        thick = count * self.scale
        y0, y1 = a.y + a.right, b.y + b.left
        a.right += thick
        b.left += thick
        key = f"{start}--{end}--{modality.value}"
        return Ribbon(key, stage, a, b, modality, count, _path(y0, y1, thick))

    def ribbon_name(self, ribbon: Ribbon) -> Text:
        """Return what a ribbon is, in words."""
        start, end = ribbon.start.name, ribbon.end.name
        return TEXTS["ribbon"].fill(
            start=Text(start["en"], start["zh"]), end=Text(end["en"], end["zh"]),
            modality=MODALITIES[ribbon.modality], count=ribbon.count,
        )  # fmt: skip

    def node_name(self, node: Node) -> Text:
        """Return what a node is, in words."""
        return TEXTS["node"].fill(name=Text(node.name["en"], node.name["zh"]), count=node.count)

    def labels(self) -> dict[str, Text]:
        """Return what a reader hears where others see a shape."""
        nodes = {node.key: self.node_name(node) for node in self.nodes.values()}
        return nodes | {ribbon.key: self.ribbon_name(ribbon) for ribbon in self.ribbons}

    def details(self) -> dict[str, Detail]:
        """Return what the panel shows of a node or a ribbon: how many links, of how many."""
        found = {}
        for node in self.nodes.values():
            ribbons = [r for r in self.ribbons if node in (r.start, r.end)]
            keys = tuple((r.key, both(self.ribbon_name(r))) for r in ribbons)
            kind = both(STAGES[node.stage])
            found[node.key] = Detail(node.name, kind, facts=self._facts(node.count), keys=keys)
        for ribbon in self.ribbons:
            ends = tuple((n.key, both(self.node_name(n))) for n in (ribbon.start, ribbon.end))
            title, facts = both(self.ribbon_name(ribbon)), self._facts(ribbon.count)
            found[ribbon.key] = Detail(title, both(TITLE), facts=facts, keys=ends)
        return found

    def _facts(self, count: int) -> tuple[tuple[Both, Both], ...]:
        said = both(TEXTS["of"].fill(count=count, all=self.total))
        return ((both(TEXTS["links"]), said),)

    def stands_for(self) -> dict[str, str]:
        """Return for what is counted, by its id, the fragment that chooses its node."""
        found = {}
        for link in links_of(self.graph, "addresses"):
            category = _category_key(categories_of(self.graph, link.object))
            for iri, key in (
                (link.object, category),
                (link.subject, _kind_key(kind_of(self.graph, link.subject))),
            ):
                if key in self.nodes:
                    found[local_name(iri)] = choosing(key)
        return found

    def note(self) -> Both:
        """Return what is counted."""
        return both(TEXTS["counts-only"].fill(count=self.total))

    def twin(self) -> Twin:
        """Return every flow as a row of words."""
        rows = []
        for flow in self.flows:
            steps = self.steps(flow)
            cells = [Cell(name) for _, name in steps]
            cells[2] = Cell(steps[2][1], badge=flow.modality.value)
            count = Cell(same(str(flow.count)), number=True)
            facets = {"modality": (flow.modality.value,)}
            rows.append(TwinRow(steps[0][0], (*cells, count), facets))
        return Twin(TWIN.fill(count=len(rows)), COLUMNS, tuple(rows))

    def facets(self) -> tuple[Facet, ...]:
        """Return the filter: ribbons stated and inferred."""
        used = {flow.modality for flow in self.flows}
        options = tuple(Option(m.value, both(MODALITIES[m])) for m in Modality if m in used)
        return (Facet("modality", Text("Links", "关联"), options, legend=True),)


def _category_key(categories: Iterable[str]) -> str:
    return f"category-{'-'.join(map(local_name, categories)) or 'none'}"


def _kind_key(kind: str) -> str:
    return f"kind-{kind}"


def _ordered(nodes: Iterable[Node]) -> list[Node]:
    """Return *nodes* by stage, the largest first; what is not said by a source comes last."""
    last = ("category-none", "modality-inferred", "outcome-none")
    return sorted(nodes, key=lambda n: (n.stage, n.key in last, -n.count, n.key))


def _path(start: Decimal, end: Decimal, thick: Decimal) -> str:
    """Return the outline of a ribbon in a box that is 100 wide."""
    a, b, c, d = (f"{y.quantize(TENTH):f}" for y in (start, end, end + thick, start + thick))
    return f"M0 {a} C50 {a} 50 {b} 100 {b} V{c} C50 {c} 50 {d} 0 {d} Z"


def draw(graph: Graph, word: str | None, filters: Filters) -> Page:
    """Return the flows of all links; there is no term to ask for."""
    del word
    drawn = SankeyPage(graph, count_flows(graph, filters.source, filters.modality))
    labels = drawn.labels()
    return Page(
        name="sankey",
        title=TITLE,
        subject=both(SUBJECT),
        version=graph.version,
        twin=drawn.twin(),
        details=drawn.details(),
        facets=drawn.facets(),
        how=HOW,
        texts=TEXTS | labels,
        context={
            "drawn": drawn,
            "stages": [(both(stage), x) for stage, x in zip(STAGES, PLACES, strict=True)],
            "labels": {key: both(text) for key, text in labels.items()},
            "node_width": NODE,
            "line": LINE,
        },
        stands_for=drawn.stands_for(),
    )
