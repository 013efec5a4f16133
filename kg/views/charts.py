"""Charts of the figures as one HTML page: every number with its qualifier, every doubt marked.

The page stands and prints without a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.answers.anomalies import Anomaly
from kg.answers.charts import Chart, build_charts, find_doubts, list_figures
from kg.answers.figures import ABOUT, SAID_BY, Figure, find_figures
from kg.answers.search import find_one, kind_of
from kg.answers.things import DEFINITION
from kg.answers.thread import Filters
from kg.answers.values import read_bilingual
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, local_name, source_id
from kg.language import Text
from kg.views.beside import choosing
from kg.views.bilingual import Both, both, same
from kg.views.chart_cards import Card, ChartCards
from kg.views.chart_texts import COLUMNS, HOW, KINDS, SUBJECT, TEXTS, TITLE, TWIN
from kg.views.figure_details import FigureVoice
from kg.views.shell import Cell, Detail, Facet, Option, Page, Twin, TwinRow, build_source_filter

USES = frozenset({"source", "region"})


class ChartsPage(ChartCards):
    """The page of the charts: what panel, table and filters hold."""

    def details(self) -> dict[str, Detail]:
        """Return what the panel shows of a chart, a figure, an anomaly."""
        found: dict[str, Detail] = {}
        for chart, card in zip(self.charts, self.cards, strict=True):
            found[card.key] = self._chart_detail(chart, card)
            for figure in chart.figures:
                found[local_name(figure.iri)] = self.voice.detail(
                    figure, keys=((card.key, card.title),)
                )
            rows = [find_doubts(self.graph, series.every) for series in chart.series]
            for doubts in (self.doubts[chart.key], *rows):
                for anomaly in doubts.shared:
                    found[local_name(anomaly.iri)] = self.voice.anomaly(anomaly)
        return found

    def stands_for(self) -> dict[str, str]:
        """Return for what figures are about or come from the fragment that chooses its chart."""
        found: dict[str, str] = {}
        for chart, card in zip(self.charts, self.cards, strict=True):
            for f in chart.figures:
                for iri in (f.indicator, f.table, *f.breakdowns, *f.about, *f.said_by):
                    found.setdefault(local_name(iri), choosing(card.key))
        return found

    def _chart_detail(self, chart: Chart, card: Card) -> Detail:
        doubts = self.doubts[chart.key]
        kind = kind_of(self.graph, chart.heading) if chart.heading else ""
        return Detail(
            title=card.title,
            kind=self.voice.name(KG + kind) if kind else None,
            definition=self._definition(chart.heading),
            facts=((both(Text("Reading", "读法")), card.reading),),
            anomalies=tuple(
                (local_name(a.iri), a.label.as_json(), a.treatment.as_json()) for a in doubts.shared
            ),
            keys=tuple((local_name(f.iri), self.voice.title(f)) for f in chart.figures),
            id=local_name(chart.heading) if chart.heading else "",
        )

    def _definition(self, heading: str) -> Both | None:
        return read_bilingual(self.graph, heading, DEFINITION).as_json() if heading else None

    def twin(self) -> Twin:
        """Return every figure of the charts as a row of words."""
        rows = [self._twin_row(chart, figure) for chart in self.charts for figure in chart.figures]
        return Twin(TWIN.fill(count=len(rows)), COLUMNS, tuple(rows))

    def _twin_row(self, chart: Chart, figure: Figure) -> TwinRow:
        voice = self.voice
        indicator = figure.indicator or next((s.indicator for s in chart.series), "")
        doubts = (*self.doubts[chart.key].shared, *self._own(chart, figure))
        cells = (
            Cell(voice.name(indicator) if indicator else same("")),
            Cell(voice.label(figure)),
            Cell(voice.amount(figure), number=True),
            Cell(voice.kind(figure)),
            Cell(voice.period(figure)),
            Cell(voice.said_by(figure)),
            Cell(same(figure.printed)),
            Cell(same(", ".join(local_name(a.iri).removeprefix("anomaly-") for a in doubts))),
            Cell(voice.source(figure)),
        )
        return TwinRow(local_name(figure.iri), cells, self.facets_of(chart, figure))

    def _own(self, chart: Chart, figure: Figure) -> tuple[Anomaly, ...]:
        return self.doubts[chart.key].own.get(figure.iri, ())

    def facets(self) -> tuple[Facet, ...]:
        """Return the filters: chart, source and place to choose from, kinds to switch."""
        found = [self.facets_of(c, f) for c in self.charts for f in c.figures]
        sources = sorted({source for one in found for source in one["source"]})
        kinds = [kind for kind in KINDS if any(kind in one["kind"] for one in found)]
        charts = tuple(Option(card.key, card.title) for card in self.cards)
        choices = (
            Facet("chart", Text("Chart", "图表"), charts),
            build_source_filter(sources),
            Facet("place", Text("Place", "地区"), self._places(found)),
        )
        return (
            *(facet for facet in choices if len(facet.options) > 1),
            Facet(
                "kind", Text("Bars", "条形"), tuple(Option(k, both(KINDS[k])) for k in kinds),
                legend=True,
            ),
        )  # fmt: skip

    def _places(self, found: Iterable[dict[str, Sequence[str]]]) -> tuple[Option, ...]:
        """Return the country and the province-level units that figures name, by their codes."""
        named = {place for one in found for place in one["place"]}
        regions = [
            iri
            for level in ("country", "province-level")
            for iri in self.graph.subjects(KG + "regionLevel", KGV + level)
            if local_name(iri) in named
        ]
        ordered = sorted(regions, key=lambda iri: (self.graph.one(iri, KG + "gbCode"), iri))
        options = [Option(local_name(iri), self.voice.name(iri)) for iri in ordered]
        if "none" in named:
            options.append(Option("none", both(Text("no place said", "未说明地区"))))
        return tuple(options)


def draw(graph: Graph, word: str | None, filters: Filters) -> Page:
    """Return the charts of all figures, or of those about what *word* names or attributed to it."""
    named = _named(graph, word) if word else ""
    figures = _figures(graph, named, filters)
    drawn = ChartsPage(graph, build_charts(graph, figures))
    return Page(
        name="charts",
        title=TITLE,
        subject=drawn.voice.name(named) if named else both(SUBJECT),
        version=graph.version,
        twin=drawn.twin(),
        details=drawn.details(),
        facets=drawn.facets(),
        how=HOW,
        texts=TEXTS,
        context={"drawn": drawn},
        scripts=("charts.js",),
        stands_for=drawn.stands_for(),
    )


def _named(graph: Graph, word: str) -> str:
    """Return what *word* names: a source by its id, or anything by its name."""
    source = f"{KGD}source-{word}"
    return source if graph.has(source) else find_one(graph, word)


def _figures(graph: Graph, named: str, filters: Filters) -> list[Figure]:
    every = list_figures(graph)
    if named and kind_of(graph, named) == "Source":
        filters, named = Filters(source=named), ""
    about = {f.iri for f in find_figures(graph, named, (*ABOUT, *SAID_BY))} if named else set()
    voice = FigureVoice(graph)
    return [
        figure
        for figure in every
        if (not named or figure.iri in (named, *about))
        and (not filters.source or source_id(filters.source) in voice.sources(figure))
        and (not filters.region or filters.region in _places_of(graph, figure))
    ]


def _places_of(graph: Graph, figure: Figure) -> tuple[str, ...]:
    return (figure.area, *graph.objects(figure.area, KG + "partOf")) if figure.area else ()
