"""The timeline as one HTML page: documents, batches and figures where the sources date them.

Dates keep their precision, and what is not dated stands apart: nothing is placed by guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.answers.anomalies import find_anomalies
from kg.answers.charts import find_doubts, list_figures
from kg.answers.figures import Figure
from kg.answers.search import find_one
from kg.answers.things import get_thing
from kg.answers.thread import Filters
from kg.answers.timeline import Batch, Dated, Group, Timeline, build_timeline
from kg.answers.values import Evidence
from kg.graph.graph import Graph
from kg.graph.terms import KG, local_name, source_id
from kg.language import Text
from kg.views.bilingual import LANGS, Both, both, same
from kg.views.figure_details import FACTS, FigureVoice, as_entry
from kg.views.figure_drawing import capitals, joined, kind_of_figure
from kg.views.shell import Cell, Detail, Facet, Option, Page, Twin, TwinRow, build_source_filter
from kg.views.timeline_lanes import AHEAD, MARKED, Line, TimelineLanes, count_marks, key_of, say
from kg.views.timeline_texts import COLUMNS, HOW, LANES, SUBJECT, TEXTS, TITLE, TWIN
from kg.views.words import MODALITIES

USES = frozenset({"source", "region", "as_of"})


class TimelinePage(TimelineLanes):
    """The page of the timeline: what panel, table and filters hold."""

    # What the panel and the table say.

    def details(self) -> dict[str, Detail]:
        """Return what the panel shows of a document, a batch, a group of figures, a figure."""
        documents = (*self.timeline.documents, *self.timeline.undated)
        found = {local_name(d.iri): self._document_detail(d) for d in documents}
        found |= {local_name(b.iri): self._batch_detail(b) for b in self.timeline.batches}
        found |= {key_of(g): self._group_detail(g) for g in self.timeline.groups}
        ahead = [f for f in self.timeline.without_period if f.kind in AHEAD]
        found |= {local_name(f.iri): self.voice.detail(f) for f in ahead}
        return found

    def _document_detail(self, document: Dated) -> Detail:
        thing = get_thing(self.graph, document.iri)
        return Detail(
            title=self.voice.name(document.iri),
            kind=self.voice.name(KG + "PolicyDocument"),
            definition=thing.definition.as_json(),
            facts=tuple(self._document_facts(document)),
            claims=tuple(claim for claim in thing.claims if claim.accepted),
            evidence=thing.evidence,
            anomalies=tuple(map(as_entry, find_anomalies(self.graph, [document.iri]))),
            id=local_name(document.iri),
        )

    def _document_facts(self, document: Dated) -> Iterable[tuple[Both, Both]]:
        one = self.graph.one
        unsaid = both(TEXTS["not-said"])
        yield both(TEXTS["issued"]), say(document.issued) if document.issued else unsaid
        yield both(TEXTS["valid-from"]), say(document.valid_from) if document.valid_from else unsaid
        yield both(TEXTS["valid-to"]), say(document.valid_to) if document.valid_to else unsaid
        if document.ended and self.as_of:
            yield (
                both(TEXTS["as-of"].fill(day=self.as_of)),
                both(TEXTS["ended"].fill(day=self.as_of)),
            )
        issuers = self.graph.objects(document.iri, KG + "issuedBy")
        yield both(TEXTS["issuers"]), self.voice.names(issuers) if issuers else unsaid
        if count := one(document.iri, KG + "issuerCount"):
            yield both(TEXTS["issuer-count"]), same(count)
        for name, link in (("type", "documentType"), ("scope", "scope")):
            concept = one(document.iri, KG + link)
            yield both(TEXTS[name]), self.voice.name(concept) if concept else unsaid
        regions = document.regions
        yield both(TEXTS["region"]), self.voice.names(regions) if regions else unsaid
        if title := one(document.iri, KG + "title"):
            yield both(TEXTS["title"]), same(title)

    def _batch_detail(self, batch: Batch) -> Detail:
        return Detail(
            title=capitals(self.voice.name(batch.iri)),
            kind=both(LANES["batches"]),
            facts=(
                (both(TEXTS["issued"]), say(batch.issued)),
                *((self.voice.name(f.indicator), self.voice.amount(f)) for f in batch.figures),
            ),
            evidence=tuple(self._evidence(batch.figures)),
            anomalies=tuple(self._entries(batch.figures)),
            id=local_name(batch.iri),
        )

    def _group_detail(self, group: Group) -> Detail:
        return Detail(
            title=joined([capitals(self.voice.name(group.indicator)), say(group.period)]),
            kind=both(LANES["figures"]),
            definition=None,
            facts=tuple(self._group_facts(group)),
            evidence=tuple(self._evidence(group.figures)),
            anomalies=tuple(self._entries(group.figures)),
            id=local_name(group.indicator),
        )

    def _group_facts(self, group: Group) -> Iterable[tuple[Both, Both]]:
        for figure in group.figures:
            yield self.voice.label(figure), self.voice.amount(figure)
        said = [self.voice.said_by(figure) for figure in group.figures]
        for words in {words["en"]: words for words in said if words["en"]}.values():
            yield both(FACTS["said-by"]), words

    def _evidence(self, figures: Iterable[Figure]) -> Iterable[Evidence]:
        for figure in figures:
            yield from (*figure.evidence, *self.voice.reading(figure))

    def _entries(self, figures: Sequence[Figure]) -> Iterable[tuple[str, Both, Both]]:
        doubts = find_doubts(self.graph, figures)
        own = [anomaly for found in doubts.own.values() for anomaly in found]
        return map(as_entry, dict.fromkeys((*doubts.shared, *own)))

    def names(self) -> dict[str, Both]:
        """Return the names that claims need."""
        claims = [claim for detail in self.details().values() for claim in detail.claims]
        iris = {iri for c in claims for iri in (c.subject, c.predicate, c.object)}
        return {iri: self.voice.name(iri) for iri in sorted(iris)}

    def twin(self) -> Twin:
        """Return every document, batch and figure of the page as a row of words."""
        documents = (*self.timeline.documents, *self.timeline.undated)
        rows = [
            *(self._document_row(document) for document in documents),
            *(self._batch_row(batch) for batch in self.timeline.batches),
            *(self._figure_row(g, f) for g in self.timeline.groups for f in g.figures),
            *(self._bare_row(f) for f in self.timeline.without_period if f.kind in AHEAD),
        ]
        return Twin(TWIN.fill(count=len(rows)), COLUMNS, tuple(rows))

    def _document_row(self, document: Dated) -> TwinRow:
        counts = dict(count_marks(document.measures))
        unsaid = both(TEXTS["not-said"])
        dates = (document.issued, document.valid_from, document.valid_to)
        cells = (
            Cell(self.voice.name(document.iri)),
            Cell(both(LANES[document.scope])),
            *(Cell(say(written) if written else unsaid) for written in dates),
            Cell(same("")),
            *(Cell(same(str(counts.get(m.value, 0))), number=True) for m in MARKED),
            Cell(same(", ".join(map(source_id, document.sources)))),
        )
        return TwinRow(local_name(document.iri), cells, self._document_facets(document))

    def _batch_row(self, batch: Batch) -> TwinRow:
        parts = [
            joined([self.voice.name(f.indicator), self.voice.amount(f)]) for f in batch.figures
        ]
        said: Both = {lang: "; ".join(part[lang] for part in parts) for lang in LANGS}
        line = self._batch(batch)
        cells = self._cells(line.name, "batches", batch.issued, said, line.facets["source"])
        return TwinRow(line.key, cells, line.facets)

    def _figure_row(self, group: Group, figure: Figure) -> TwinRow:
        name = joined([self.voice.name(figure.indicator), self.voice.label(figure)])
        facets = {"lane": ("figures",), "source": self.voice.sources(figure),
                  "place": self._places([figure])}  # fmt: skip
        amount = self.voice.amount(figure)
        cells = self._cells(name, "figures", figure.period, amount, facets["source"])
        return TwinRow(key_of(group), cells, facets)

    def _bare_row(self, figure: Figure) -> TwinRow:
        facets = {"lane": ("figures",), "source": self.voice.sources(figure),
                  "place": self._places([figure])}  # fmt: skip
        name, amount = self.voice.name(figure.indicator), self.voice.amount(figure)
        cells = self._cells(name, "figures", "", amount, facets["source"])
        return TwinRow(local_name(figure.iri), cells, facets)

    def _cells(
        self, name: Both, lane: str, written: str, amount: Both, sources: Sequence[str]
    ) -> tuple[Cell, ...]:
        when = say(written) if written else both(TEXTS["not-said"])
        empty = Cell(same(""))
        return (Cell(name), Cell(both(LANES[lane])), Cell(when), empty, empty, Cell(amount),
                empty, empty, Cell(same(", ".join(sources))))  # fmt: skip

    def facets(self) -> tuple[Facet, ...]:
        """Return the filters: source and place to choose from, lanes and links to switch."""
        lines = [line for lane in self.lanes() for line in lane.lines]
        lines += [line for _, _, found in self.undated() for line in found]
        sources = sorted({s for line in lines for s in line.facets["source"]})
        lanes = [key for key in LANES if any(key in line.facets["lane"] for line in lines)]
        used = {name for line in lines for name, _ in line.marks}
        choices = (
            build_source_filter(sources),
            Facet("place", Text("Place", "地区"), self._place_options(lines)),
        )
        return (
            *(facet for facet in choices if len(facet.options) > 1),
            Facet("lane", Text("Lanes", "泳道"), tuple(Option(k, both(LANES[k])) for k in lanes),
                  legend=True),
            Facet("modality", Text("Measures", "措施"),
                  tuple(Option(m.value, both(MODALITIES[m])) for m in MARKED if m.value in used),
                  legend=True),
        )  # fmt: skip

    def _place_options(self, lines: Iterable[Line]) -> tuple[Option, ...]:
        """Return the places that documents apply to; figures add the provinces of their cities."""
        named = {place for line in lines if line.facets["lane"] != ("figures",)
                 for place in line.facets["place"]}  # fmt: skip
        places = sorted(named - {"none"})
        options = [Option(place, self.voice.name(self._iri(place))) for place in places]
        if "none" in named:
            options.append(Option("none", both(Text("no place said", "未说明地区"))))
        return tuple(options)

    def _iri(self, name: str) -> str:
        return find_one(self.graph, name)

    def values(self) -> dict[str, object]:
        """Return what the script reads: the indicators whose figures can be asked for."""
        found = {local_name(g.indicator): g.indicator for g in self.timeline.groups}
        named = [(key, self.voice.name(iri)) for key, iri in found.items()]
        ahead = any(group.kind in AHEAD for group in self.timeline.groups)
        return {
            "indicators": [{"key": key, "name": capitals(name)} for key, name in named],
            "ahead": ahead,
        }


def draw(graph: Graph, word: str | None, filters: Filters) -> Page:
    """Return the timeline of all that is dated, or of the documents of the region *word*."""
    region = find_one(graph, word, ("Region", "RegionGroup")) if word else filters.region
    timeline = build_timeline(graph, _figures(graph, filters), filters.source, filters.as_of)
    if region:
        timeline = _within(graph, timeline, region)
    drawn = TimelinePage(graph, timeline, filters.as_of)
    return Page(
        name="timeline",
        title=TITLE,
        subject=drawn.voice.name(region) if region else both(SUBJECT),
        version=graph.version,
        twin=drawn.twin(),
        details=drawn.details(),
        names=drawn.names(),
        facets=drawn.facets(),
        how=HOW,
        texts=TEXTS,
        values=drawn.values(),
        context={"drawn": drawn, "local_name": local_name, "kind_of_figure": kind_of_figure},
        scripts=("timeline.js",),
    )


def _figures(graph: Graph, filters: Filters) -> list[Figure]:
    voice = FigureVoice(graph)
    wanted = source_id(filters.source) if filters.source else ""
    return [f for f in list_figures(graph) if not wanted or wanted in voice.sources(f)]


def _within(graph: Graph, timeline: Timeline, region: str) -> Timeline:
    """Return what of *timeline* is of *region*, figures of its cities included."""

    def is_there(figure: Figure) -> bool:
        wholes = graph.objects(figure.area, KG + "partOf") if figure.area else []
        return region in (figure.area, *wholes)

    figures = [f for group in timeline.groups for f in group.figures if is_there(f)]
    rest = [figure for figure in timeline.without_period if is_there(figure)]
    kept = build_timeline(graph, [*figures, *rest])
    return Timeline(
        tuple(d for d in timeline.documents if region in d.regions),
        tuple(d for d in timeline.undated if region in d.regions),
        kept.batches,
        kept.groups,
        kept.without_period,
    )
