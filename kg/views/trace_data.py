"""What a page of threads holds: threads ranked by support, and the links that they run over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kg.answers.anomalies import find_anomalies
from kg.answers.network import LAYERS
from kg.answers.search import kind_of
from kg.answers.support import ThreadTest, examine_chains
from kg.answers.thread import Filters, Hop
from kg.answers.trace import Trace
from kg.answers.values import Bilingual, Claim, Modality, find_claims, modality_of
from kg.graph.graph import Graph
from kg.graph.terms import KG, local_name, source_id
from kg.language import Text
from kg.views.bilingual import LANGS, Both, named

CATEGORY, BOTTLENECK, ACTION, MEASURE, DOCUMENT, REGION = range(6)
DOUBT = "※"
Side = Literal["left", "right"]
Facets = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Link:
    """A link between two things, the one farther up the thread on the *left*.

    Its *manner* is a modality, or `structural` where no claim carries it.
    """

    left: str
    right: str
    predicate: str
    manner: str
    claims: tuple[Claim, ...]

    @property
    def key(self) -> str:
        """What names it on the page."""
        return f"{local_name(self.left)}>{local_name(self.right)}"

    @property
    def arrow(self) -> Side:
        """The side that it points to: that of what it is a link to."""
        return "left" if local_name(self.predicate) in ("addresses", "category") else "right"

    @property
    def ends(self) -> tuple[str, str]:
        """Its subject and its object."""
        ends = (self.left, self.right)
        return ends if self.arrow == "right" else (self.right, self.left)


@dataclass(frozen=True)
class Thread:
    """One thread, and what it rests on."""

    test: ThreadTest

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """The things along it."""
        return self.test.chain.nodes

    @cached_property
    def key(self) -> str:
        """What names it on the page."""
        return "|".join(map(local_name, self.nodes))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links along it."""
        return tuple(map(_link, self.test.chain.hops))

    @property
    def inferences(self) -> int:
        """How many of its links no source states."""
        return len(self.test.missing)


def _link(hop: Hop) -> Link:
    return Link(hop.start, hop.end, KG + hop.link, hop.modality.value, hop.claims)


class Threads:
    """All threads of a page, best supported first, and what stands beside them.

    They are those of *traces*: each of a thing with its parts.
    """

    def __init__(self, graph: Graph, traces: Iterable[Trace], filters: Filters) -> None:
        self.graph = graph
        self.filters = filters
        self.traces = tuple(traces)
        chains = {chain for trace in self.traces for chain in trace.chains}
        self.all = tuple(map(Thread, examine_chains(graph, chains)))
        self._layers: dict[str, int] = {}  # asked for again and again, as the two below
        self._facets: dict[str, Facets] = {}
        self._wholes: dict[str, tuple[str, ...]] = {}
        self.links = {link.key: link for thread in self.all for link in thread.links}

    def name(self, iri: str) -> Both:
        """Return the label of *iri* in both languages."""
        labels = self.graph.labels_of(iri)
        return named(Bilingual(labels.get("zh", ""), labels.get("en", "")), iri)

    def listed(self, iris: Iterable[str]) -> Text:
        """Return the names of *iris*, one after the other."""
        names = [self.name(iri) for iri in iris]
        said = {lang: "; ".join(name[lang] for name in names) for lang in LANGS}
        return Text(said["en"], said["zh"].replace("; ", "；"))

    def text(self, iri: str) -> Text:
        """Return its label as a message, to stand in another one."""
        name = self.name(iri)
        return Text(name["en"], name["zh"])

    def marked(self, iri: str) -> Both:
        """Return its label, with a mark where an anomaly of the sources touches it."""
        name = self.name(iri)
        if not self.is_doubtful(iri):
            return name
        return {lang: f"{DOUBT} {said}" for lang, said in name.items()}

    def is_doubtful(self, iri: str) -> bool:
        """Tell whether an anomaly of the sources touches *iri*."""
        return bool(find_anomalies(self.graph, [iri]))

    def sentence(self, link: Link) -> Both:
        """Return *link* in words, from its subject to its object."""
        return self._joined(link.ends[0], link.predicate, link.ends[1])

    def said_of_sets(self, claim: Claim) -> Both:
        """Return a statement about sets in words."""
        return self._joined(claim.subject, claim.predicate, claim.object)

    def _joined(self, *iris: str) -> Both:
        names = [self.name(iri) for iri in iris]
        return {lang: " – ".join(name[lang] for name in names) for lang in LANGS}

    def layer(self, iri: str) -> int:
        """Return the column of a thing."""
        if iri not in self._layers:
            self._layers[iri] = LAYERS.get(kind_of(self.graph, iri), CATEGORY)
        return self._layers[iri]

    def facets(self, thread: Thread) -> Facets:
        """Return what the filters ask of a thread: as those of `kg trace` ask it of its links."""
        if thread.key not in self._facets:
            self._facets[thread.key] = self._find_facets(thread)
        return self._facets[thread.key]

    def _find_facets(self, thread: Thread) -> Facets:
        carried = [{s for c in link.claims for s in c.sources} for link in thread.links]
        modality = Modality.INFERRED if thread.inferences else Modality.STATED
        regions = [iri for iri in thread.nodes if self.layer(iri) == REGION]
        return {
            "source": tuple(sorted(map(source_id, set.intersection(*carried)))),
            "modality": (modality.value,),
            "region": tuple(map(local_name, regions)),
        }

    def facets_of(self, threads: Iterable[Thread]) -> Facets:
        """Return what the filters ask of something on all *threads*: what any of them has."""
        found = [self.facets(thread) for thread in threads]
        return {
            name: tuple(sorted({value for facets in found for value in facets[name]}))
            for name in ("source", "region")
        }

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """What was asked for, with its parts."""
        return tuple(dict.fromkeys(iri for trace in self.traces for iri in trace.starts))

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What was asked for, without parts."""
        return tuple(trace.term for trace in self.traces)

    @cached_property
    def unanswered(self) -> frozenset[str]:
        """The starts on no thread, of whose parts none is on a thread either."""
        passed = {iri for thread in self.all for iri in thread.nodes}
        carried = {above for iri in passed for above in self.wholes(iri)}
        return frozenset(self.starts) - passed - carried

    @cached_property
    def collective(self) -> tuple[Claim, ...]:
        """The statements about sets that hold something asked for."""
        found = {claim.iri: claim for trace in self.traces for claim in trace.collective}
        return tuple(found[iri] for iri in sorted(found))

    def wholes(self, iri: str) -> tuple[str, ...]:
        """Return what *iri* is part of, and so on, nearest first."""
        if iri not in self._wholes:
            self._wholes[iri] = tuple(self._find_wholes(iri))
        return self._wholes[iri]

    def _find_wholes(self, iri: str) -> Iterator[str]:
        seen, above = {iri}, [iri]
        while above:
            new = [w for one in above for w in self.graph.objects(one, KG + "partOf")]
            above = [whole for whole in dict.fromkeys(new) if whole not in seen]
            seen.update(above)
            yield from above

    def category_links(self, iri: str) -> tuple[Link, ...]:
        """Return the links of a bottleneck to its categories, else those of what it is part of."""
        for one in (iri, *self.wholes(iri)):
            if categories := self.graph.objects(one, KG + "category"):
                links = (self._category_link(iri, one, category) for category in categories)
                return tuple(link for link in links if link)
        return ()

    def _category_link(self, iri: str, said_of: str, category: str) -> Link | None:
        """Return the link of *iri* to a category *said_of* it or a whole; None if filtered out."""
        predicate = KG + "category"
        found = find_claims(self.graph, said_of, predicate, category)
        claims = tuple(claim for claim in found if claim.accepted)
        kept = tuple(claim for claim in claims if self.filters.keep(claim))
        if claims and not kept:
            return None
        return Link(category, iri, predicate, _manner(kept), kept)


def _manner(claims: tuple[Claim, ...]) -> str:
    if not claims:
        return "structural"
    return modality_of(claims).value
