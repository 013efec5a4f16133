"""The graph as nodes and links: the whole of it, or what lies on the threads through one thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kg.answers.anomalies import Anomaly, find_anomalies
from kg.answers.search import KINDS, RANKED, kind_of
from kg.answers.thread import Filters
from kg.answers.trace import trace_thing
from kg.answers.values import (
    Bilingual,
    Claim,
    Evidence,
    Modality,
    find_claims,
    read_bilingual,
    read_evidence,
)
from kg.errors import NotFound
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, RDFS_LABEL, SKOS, TYPE, local_name
from kg.language import Text

if TYPE_CHECKING:
    import networkx as nx

Strength = Literal["stated", "inferred", "stated-collectively", "structural"]
# The columns of a thread, left to right; what stands in none is beside it.
LAYERS = {
    "Category": 0,
    "BottleneckSet": 0,
    "Bottleneck": 1,
    "RecommendedAction": 2,
    "ActionSet": 2,
    "AdoptedMeasure": 3,
    "PolicyDocument": 4,
    "Region": 5,
    "RegionGroup": 5,
}
BESIDE = 6
CATEGORIES = KGV + "categories"
STRUCTURAL = ("partOf", "issuedBy", "member")
NODE_KINDS = (*KINDS, "ActionSet", "BottleneckSet")
MOST_PICKED = 60  # things of an answer that are drawn: what one page can show at once
EMPTY = Text(
    "The answer is empty: there is nothing to draw. Run it with 'kg query' and widen it.",
    "查询结果为空，没有可画的内容：请先用 kg query 运行并放宽条件。",
)
NO_THING = Text(
    "The answer names no thing of the graph: there is nothing to draw. Select variables that "
    "stand for things, such as bottlenecks and actions.",
    "查询结果没有给出图谱中的任何事物，无可画的内容：请选出代表事物（如瓶颈、行动）的变量。",
)


@dataclass(frozen=True)
class Node:
    """One thing of a network."""

    iri: str
    kind: str
    label: Bilingual
    definition: Bilingual
    evidence: tuple[Evidence, ...]
    sources: tuple[str, ...]
    anomalies: tuple[Anomaly, ...] = ()

    @property
    def id(self) -> str:
        """The local name."""
        return local_name(self.iri)

    @property
    def layer(self) -> int:
        """The column of the thread it stands in."""
        return LAYERS.get(self.kind, BESIDE)


@dataclass(frozen=True)
class Link:
    """One link of a network, with the accepted claims for it; structural links have none."""

    subject: str
    predicate: str
    object: str
    label: Bilingual
    strength: Strength
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Network:
    """Nodes and links in a fixed order, and where to begin: nobody wants to open on everything."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    starts: tuple[str, ...]
    version: str
    term: str | None = None

    def as_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the network as a networkx graph keyed by local names, attributes as strings."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(version=self.version)
        for node in self.nodes:
            graph.add_node(
                node.id, kind=node.kind, label_zh=node.label.zh, label_en=node.label.en,
                layer=node.layer, sources=" ".join(map(local_name, node.sources)),
            )  # fmt: skip
        for link in self.links:
            graph.add_edge(
                local_name(link.subject), local_name(link.object), key=local_name(link.predicate),
                strength=link.strength, claims=" ".join(local_name(c.iri) for c in link.claims),
            )  # fmt: skip
        return graph


def build_network(
    graph: Graph, terms: tuple[str, ...] = (), filters: Filters | None = None
) -> Network:
    """Return the whole network, or that of the threads through *terms* and their direct links."""
    filters = filters or Filters()
    claims = [c for c in find_claims(graph) if c.accepted and filters.keep(c)]
    links = [*_claimed_links(graph, claims), *_structural_links(graph)]
    members = set() if terms else set(_things(graph))
    for term in terms:
        members |= _around(graph, term, links, filters)
    kept = [link for link in links if link.subject in members and link.object in members]
    whole = _network(graph, members, kept, terms or _roots(graph))
    return replace(whole, term=terms[0]) if terms else whole


@dataclass(frozen=True)
class Picked:
    """The network of the things that an answer names, and what of the answer it leaves out.

    `left_out` counts things beyond the first `MOST_PICKED`, `others` the IRIs that are no things:
    claims, passages, terms.
    """

    network: Network
    left_out: int
    others: int


def pick_network(graph: Graph, rows: Iterable[Sequence[str]]) -> Picked:
    """Return the things of *rows* of IRIs, and the links of the graph between those of one row.

    Nothing is added to what the rows name. Raises NotFound where they name no thing.
    """
    named = [tuple(dict.fromkeys(row)) for row in rows]
    if not named:
        raise NotFound(EMPTY)
    iris = list(dict.fromkeys(iri for row in named for iri in row))
    things = [iri for iri in iris if _is_thing(graph, iri)]
    if not things:
        raise NotFound(NO_THING)
    kept = tuple(things[:MOST_PICKED])
    together: dict[str, set[str]] = {iri: set() for iri in kept}
    for row in named:
        for iri in together.keys() & set(row):
            together[iri].update(row)
    claims = [claim for claim in find_claims(graph) if claim.accepted]
    links = (*_claimed_links(graph, claims), *_structural_links(graph))
    held = [e for e in links if e.object in together and e.object in together.get(e.subject, ())]
    network = _network(graph, set(kept), held, kept)
    return Picked(network, len(things) - len(kept), len(iris) - len(things))


def _is_thing(graph: Graph, iri: str) -> bool:
    if iri.startswith(KGD):
        return kind_of(graph, iri) in {*RANKED, *NODE_KINDS}
    return CATEGORIES in graph.objects(iri, SKOS + "inScheme")


def _network(
    graph: Graph, members: set[str], links: Iterable[Link], starts: tuple[str, ...]
) -> Network:
    nodes = (_node(graph, iri) for iri in sorted(members))
    return Network(
        tuple(sorted(nodes, key=lambda n: (n.layer, n.id))),
        tuple(sorted(links, key=lambda e: (e.subject, e.predicate, e.object))),
        starts,
        graph.version,
    )


def _things(graph: Graph) -> list[str]:
    linked = {end for claim in find_claims(graph) for end in (claim.subject, claim.object)}
    things = {iri for kind in NODE_KINDS for iri in graph.subjects(TYPE, KG + kind)}
    regions = {iri for iri in things if kind_of(graph, iri) in ("Region", "RegionGroup")}
    return sorted((things - regions) | (linked & (things | regions)) | _categories(graph))


def _roots(graph: Graph) -> tuple[str, ...]:
    bottlenecks = graph.subjects(TYPE, KG + "Bottleneck")
    return tuple(iri for iri in bottlenecks if not graph.objects(iri, KG + "partOf"))


def _categories(graph: Graph) -> set[str]:
    return {quad.object.value for quad in graph.triples(None, KG + "category")}  # type: ignore[union-attr]


def _around(graph: Graph, term: str, links: list[Link], filters: Filters) -> set[str]:
    traced = trace_thing(graph, term, filters)
    on_thread = {node for chain in traced.chains for node in chain.nodes} | set(traced.starts)
    beside = {
        end
        for link in links
        if link.subject in traced.starts or link.object in traced.starts
        for end in (link.subject, link.object)
    }
    return on_thread | beside


def _claimed_links(graph: Graph, claims: list[Claim]) -> list[Link]:
    by_link: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        by_link.setdefault((claim.subject, claim.predicate, claim.object), []).append(claim)
    return [
        Link(s, p, o, read_bilingual(graph, p, RDFS_LABEL), _strength(found), tuple(found))
        for (s, p, o), found in by_link.items()
    ]


def _strength(claims: list[Claim]) -> Strength:
    modalities = {claim.modality for claim in claims}
    if Modality.COLLECTIVE in modalities:
        return "stated-collectively"
    return "stated" if Modality.STATED in modalities else "inferred"


def _structural_links(graph: Graph) -> list[Link]:
    return [
        Link(
            quad.subject.value,  # type: ignore[union-attr]
            KG + name,
            quad.object.value,  # type: ignore[union-attr]
            read_bilingual(graph, KG + name, RDFS_LABEL),
            "structural",
            (),
        )
        for name in STRUCTURAL
        for quad in graph.triples(None, KG + name)
    ]


def _node(graph: Graph, iri: str) -> Node:
    kind = "Category" if not iri.startswith(KGD) else kind_of(graph, iri)
    labels = graph.labels_of(iri)
    return Node(
        iri,
        kind,
        Bilingual(labels.get("zh", ""), labels.get("en", "")),
        read_bilingual(graph, iri, SKOS + "definition"),
        tuple(read_evidence(graph, e) for e in graph.objects(iri, KG + "evidence")),
        tuple(graph.objects(iri, KG + "readFrom")),
        find_anomalies(graph, (iri,)),
    )
