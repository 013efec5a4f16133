"""Everything that a report tells, as values: a chapter for each thing that a word means, or all.

A chapter holds the whole trace of its thing and parts; what the chains name decides which figures,
gaps and anomalies stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg.answers.anomalies import Anomaly, find_anomalies
from kg.answers.figures import Figure, find_figures
from kg.answers.gaps import Gap, GapReport, find_gaps
from kg.answers.links import links_of
from kg.answers.matrix import Matrix, build_matrix
from kg.answers.references import Reference, find_references
from kg.answers.search import How, kind_of
from kg.answers.support import Support, ThreadTest, examine_chains
from kg.answers.things import Saying, Thing, get_thing
from kg.answers.thread import Chain, Filters
from kg.answers.trace import Trace, find_heads, trace_thing
from kg.answers.values import Bilingual, Claim, Evidence, find_claims, read_bilingual, read_evidence
from kg.errors import UsageError
from kg.graph.graph import Graph
from kg.graph.terms import KG, PROV, SKOS
from kg.language import Text

MEASURED = ("RecommendedAction", "AdoptedMeasure", "PolicyDocument")


@dataclass(frozen=True)
class Told:
    """A finding or defined term with the passages that say it."""

    saying: Saying
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Chapter:
    """One thing with its parts: its chains by what they rest on, and all that stands beside."""

    thing: Thing
    parts: tuple[Thing, ...]
    trace: Trace
    tests: tuple[ThreadTest, ...]
    kinds: Mapping[str, str]
    gaps: tuple[Gap, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Told, ...]
    anomalies: tuple[Anomaly, ...]

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """Every link of the chains once: by where it starts, the best known first."""
        found = {(s.hop.link, s.hop.start, s.hop.end): s for t in self.tests for s in t.supports}
        order = {iri: place for place, iri in enumerate(self.trace.starts)}

        def rank(support: Support) -> tuple[object, ...]:
            hop = support.hop
            return order.get(hop.start, len(order)), hop.start, support.weakness, hop.end

        return tuple(sorted(found.values(), key=rank))

    def links(self, link: str) -> tuple[Support, ...]:
        """Return the links of one kind (a local name), in the order of `supports`."""
        return tuple(s for s in self.supports if s.hop.link == link)

    def of_kind(self, *kinds: str) -> tuple[str, ...]:
        """Return the things of *kinds* on the chains, as the best chains name them first."""
        nodes = (iri for test in self.tests for iri in test.chain.nodes)
        return tuple(dict.fromkeys(iri for iri in nodes if self.kinds[iri] in kinds))

    @property
    def actions(self) -> tuple[str, ...]:
        """Those that the chains say address a bottleneck."""
        return tuple(dict.fromkeys(s.hop.end for s in self.links("addresses")))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim that the chapter tells: of the chains, of sets, refused and denied ones."""
        hops = (claim for s in self.supports for claim in s.hop.claims)
        beside = (*self.trace.collective, *self.trace.refused, *self.trace.denied)
        return tuple(dict.fromkeys((*hops, *beside)))

    def gaps_of(self, *things: str) -> tuple[Gap, ...]:
        """Return the gaps of *things*."""
        return tuple(gap for gap in self.gaps if gap.thing in things)


@dataclass(frozen=True)
class Overview:
    """What a report on the whole graph opens with: the matrix of coverage, and every gap."""

    matrix: Matrix
    gaps: GapReport


@dataclass(frozen=True)
class Dossier:
    """The values of a report; `covered` are things that the word means and a chapter tells whole.

    `newest` is the date of the newest claim, `curators` who made the claims, as the graph says.
    """

    word: str
    how: How
    chapters: tuple[Chapter, ...]
    covered: tuple[str, ...]
    also: tuple[str, ...]
    overview: Overview | None
    references: Mapping[str, Reference]
    version: str
    newest: str
    curators: tuple[Bilingual, ...]

    @property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """The anomalies of all chapters, each once."""
        found = {anomaly.iri: anomaly for c in self.chapters for anomaly in c.anomalies}
        return tuple(found[iri] for iri in sorted(found))


def build_dossier(graph: Graph, word: str | None = None) -> Dossier:
    """Return the values of a report on what *word* names, or on every whole bottleneck.

    Raises NotFound when *word* names nothing on a thread.
    """
    if word is not None and not word.strip():
        text = Text(
            "An empty word names nothing: give a term, or ask for --all.",
            "空词不指任何对象：请给出词语，或用 --all。",
        )
        raise UsageError(text)
    gaps = find_gaps(graph)
    how: How = "exact"
    overview: Overview | None = None
    also: tuple[str, ...] = ()
    if word is None:
        overview = Overview(build_matrix(graph), gaps)
        heads = tuple(row.iri for row in overview.matrix.rows if row.depth == 0)
    else:
        match, also = find_heads(graph, word)
        how, heads = match.how, match.iris
    traces, covered = _told(trace_thing(graph, iri, Filters()) for iri in heads)
    return Dossier(
        word=word or "",
        how=how,
        chapters=tuple(_chapter(graph, found, gaps) for found in traces),
        covered=covered,
        also=also,
        overview=overview,
        references=find_references(graph),
        version=graph.version,
        newest=max((claim.created for claim in find_claims(graph)), default=""),
        curators=_curators(graph),
    )


def _told(traces: Iterable[Trace]) -> tuple[list[Trace], tuple[str, ...]]:
    """Return *traces* without those of which another tells every chain, and the things of these."""
    told: list[Trace] = []
    covered: list[str] = []
    shown: set[Chain] = set()
    for found in traces:
        if found.chains and shown.issuperset(found.chains):
            covered.append(found.term)
            continue
        shown.update(found.chains)
        told.append(found)
    return told, tuple(covered)


def _chapter(graph: Graph, found: Trace, gaps: GapReport) -> Chapter:
    nodes = dict.fromkeys((*found.starts, *(iri for c in found.chains for iri in c.nodes)))
    kinds = {iri: kind_of(graph, iri) for iri in nodes}
    parts = tuple(get_thing(graph, iri) for iri in found.starts[1:])
    thing = get_thing(graph, found.term)
    concerned = [link.object for iri in found.starts for link in links_of(graph, "concerns", iri)]
    measured = [iri for kind in MEASURED for iri in nodes if kinds[iri] == kind]
    chapter = Chapter(
        thing=thing,
        parts=parts,
        trace=found,
        tests=examine_chains(graph, found.chains),
        kinds=kinds,
        gaps=gaps.of(found.starts),
        figures=_figures(graph, (*found.starts, *concerned, *measured)),
        findings=_findings(graph, (thing, *parts)),
        anomalies=(),
    )
    return replace(chapter, anomalies=find_anomalies(graph, _named(chapter)))


def _figures(graph: Graph, things: Iterable[str]) -> tuple[Figure, ...]:
    """Return the figures about *things*, each once, in the order of the things and their places."""
    found = (figure for iri in dict.fromkeys(things) for figure in find_figures(graph, iri))
    return tuple({figure.iri: figure for figure in found}.values())


def _findings(graph: Graph, things: Iterable[Thing]) -> tuple[Told, ...]:
    found = {saying.iri: saying for thing in things for saying in thing.findings}
    return tuple(
        Told(saying, tuple(read_evidence(graph, e) for e in graph.objects(iri, KG + "evidence")))
        for iri, saying in found.items()
    )


def _named(chapter: Chapter) -> Iterator[str]:
    """Yield all that a chapter shows: things, claims, figures, findings, and their evidence."""
    yield from chapter.trace.named
    for thing in (chapter.thing, *chapter.parts):
        yield from _places(thing.evidence)
    for claim in chapter.claims:
        yield claim.iri
        yield from _places((*claim.evidence, *claim.contrary_evidence))
    for figure in chapter.figures:
        yield figure.iri
        yield from _places(figure.evidence)
        yield figure.reading.iri if figure.reading else figure.iri
    for told in chapter.findings:
        yield told.saying.iri
        yield from _places(told.evidence)


def _places(evidence: Iterable[Evidence]) -> Iterator[str]:
    return (place.iri for place in evidence)


def _curators(graph: Graph) -> tuple[Bilingual, ...]:
    """Return what the graph says of those to whom its claims are attributed."""
    found = {q.object.value for q in graph.triples(None, PROV + "wasAttributedTo")}  # type: ignore[union-attr]
    said = (read_bilingual(graph, agent, SKOS + "definition") for agent in sorted(found))
    return tuple(one for one in said if one.en)
