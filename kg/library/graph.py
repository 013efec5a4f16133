"""A graph and the questions one can ask it: what a command does is one call of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.answers import search as searching
from kg.answers.thread import Filters
from kg.answers.trace import Tracing, find_heads, trace
from kg.answers.values import Modality
from kg.errors import NotFound
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, source_id
from kg.language import Lang, Text

# A trace is the errand of every day and needs none of these: each is imported where it is used.
if TYPE_CHECKING:
    from datetime import date

    import networkx as nx
    import rdflib

    from kg.answers import agreement, stats, things
    from kg.answers.adoption import Adoption
    from kg.answers.diff.changes import Diff
    from kg.answers.gaps import GapReport, Grouping
    from kg.answers.matrix import Matrix
    from kg.answers.network import Network
    from kg.answers.regions import RegionProfile
    from kg.answers.rows import Table
    from kg.answers.sparql.guard import Limits
    from kg.answers.sparql.query import Answer, Term
    from kg.answers.structure import Structure
    from kg.answers.support import ThreadTest
    from kg.answers.values import Evidence
    from kg.sources.copies import Copies, Words
    from kg.views.drawing import Drawing


class PolicyGraph:
    """A checked graph and the questions one can ask it.

    Words of a source are known only where the user's own copy is at hand and its digest agrees.
    """

    def __init__(self, graph: Graph, copies: Copies) -> None:
        self.graph = graph
        self.copies = copies

    @property
    def version(self) -> str:
        """Twelve digits that name the state of ontology and data."""
        return self.graph.version

    def trace(self, word: str, **filters: Any) -> Tracing:
        """Trace everything *word* names; *filters* are fields of `kg.answers.thread.Filters`."""
        return trace(self.graph, word, Filters(**filters))

    def get_source(self, word: str) -> str:
        """Return the IRI of the source *word* names, by its id or title."""
        source = f"{KGD}source-{word}"
        return (
            source if self.graph.has(source) else searching.find_one(self.graph, word, ("Source",))
        )

    def get_region(self, word: str) -> str:
        """Return the IRI of the region *word* names."""
        return searching.find_one(self.graph, word, ("Region", "RegionGroup"))

    def get_category(self, word: str) -> str:
        """Return the IRI of the category *word* names: an id such as new-platform, or a label."""
        category = f"{KGV}{word}"
        return category if self.graph.has(category) else searching.find_one(self.graph, word)

    def gaps(
        self,
        *,
        category: str | None = None,
        region: str | None = None,
        source: str | None = None,
        modality: str | None = None,
        **wanted: Any,
    ) -> GapReport:
        """Return what is not answered; *wanted* are `gap`, `kind`, `as_of` of `gaps.Wanted`."""
        from kg.answers import gaps

        asked = gaps.Wanted(
            category=self.get_category(category) if category else None,
            region=self.get_region(region) if region else None,
            source=self.get_source(source) if source else None,
            modality=_modality(modality),
            **wanted,
        )
        return gaps.find_gaps(self.graph, asked)

    def count_gaps(self, report: GapReport, by: Grouping) -> dict[str, int]:
        """Count the gaps of *report* by gap, kind, category, region, source or reason."""
        from kg.answers import gaps

        return gaps.count_gaps(self.graph, report, by)

    def threads(self, word: str | None = None, **filters: Any) -> tuple[ThreadTest, ...]:
        """Test what each chain through *word* (None: any bottleneck) rests on, best first."""
        from kg.answers.support import examine_threads

        return examine_threads(self.graph, word, Filters(**filters))

    def matrix(
        self,
        *,
        category: str | None = None,
        source: str | None = None,
        modality: str | None = None,
    ) -> Matrix:
        """Return bottlenecks against actions, with the statements about whole sets over them."""
        from kg.answers.matrix import Scope, build_matrix

        scope = Scope(
            category=self.get_category(category) if category else None,
            source=self.get_source(source) if source else None,
            modality=_modality(modality),
        )
        return build_matrix(self.graph, scope)

    def adoption(
        self,
        *,
        source: str | None = None,
        region: str | None = None,
        modality: str | None = None,
        as_of: date | None = None,
    ) -> Adoption:
        """Return what is recommended beside what is reported as adopted."""
        from kg.answers.adoption import compare_adoption

        return compare_adoption(
            self.graph,
            self.get_source(source) if source else None,
            self.get_region(region) if region else None,
            _modality(modality),
            as_of,
        )

    def regions(
        self, *words: str, source: str | None = None, modality: str | None = None
    ) -> tuple[RegionProfile, ...]:
        """Return a profile of each region named, else of all that anything is linked to."""
        from kg.answers.regions import compare_regions

        found = [self.get_region(word) for word in words]
        named = self.get_source(source) if source else None
        return compare_regions(self.graph, found, named, _modality(modality))

    def structure(self, *, source: str | None = None, modality: str | None = None) -> Structure:
        """Return what hangs on one action, a smallest cover of the bottlenecks, and groups."""
        from kg.answers.structure import analyse_structure

        named = self.get_source(source) if source else None
        return analyse_structure(self.graph, named, _modality(modality))

    def diff(
        self,
        before: PolicyGraph | str | Path,
        *,
        category: str | None = None,
        source: str | None = None,
        **wanted: Any,
    ) -> Diff:
        """Return what changed since *before*, strongest news first.

        *before* is a graph, or what names one: a directory, an export, a git revision. *wanted* are
        `kinds` and `groups` of `diff.changes.Wanted`; a category or source may be in either graph.
        """
        from kg.answers.diff.changes import Wanted
        from kg.answers.diff.compare import compare_graphs
        from kg.library.loading import load_version

        old = before if isinstance(before, PolicyGraph) else load_version(before)
        asked = Wanted(
            category=_get_in_one((self, old), PolicyGraph.get_category, category),
            source=_get_in_one((self, old), PolicyGraph.get_source, source),
            **wanted,
        )
        return compare_graphs(old.graph, self.graph, asked)

    def search(self, word: str) -> list[str]:
        """Return the IRIs of everything whose name contains *word*, likeliest first."""
        return searching.search(self.graph, word)

    def show(self, word: str) -> things.Thing:
        """Return everything known about the one thing *word* names."""
        from kg.answers import things

        return things.get_thing(self.graph, searching.find_one(self.graph, word))

    def stats(self) -> stats.Stats:
        """Count what the graph holds."""
        from kg.answers import stats

        return stats.count(self.graph)

    def agreement(self) -> agreement.Agreement:
        """Compare the first reading of claims and figures with the second."""
        from kg.answers import agreement

        return agreement.compare_readings(self.graph)

    def query(
        self,
        query: str,
        parameters: Mapping[str, Term | str] | None = None,
        limits: Limits | None = None,
    ) -> Answer:
        """Run SPARQL behind the guard; our prefixes need not be declared.

        The answer names the anomalies of the sources that its rows touch, and what of ours the
        query names and the graph does not know. A parameter given as a string becomes an IRI if
        written `<…>` or as a known CURIE.
        """
        from kg.answers.sparql.query import parse_term, run_query

        given = parameters or {}
        terms = {k: parse_term(v) if isinstance(v, str) else v for k, v in given.items()}
        return run_query(self.graph, query, terms, limits)

    def ask(
        self, name: str, parameters: Mapping[str, str] | None = None, limits: Limits | None = None
    ) -> Answer:
        """Run the shipped question *name*."""
        from kg.answers.sparql import questions
        from kg.answers.sparql.query import run_query

        question = questions.get_question(name)
        terms = questions.bind_parameters(self.graph, question, parameters or {})
        return run_query(self.graph, question.query, terms, limits, question.anomalies)

    def with_labels(self, answer: Answer, lang: Lang = "en") -> Answer:
        """Return *answer* with a column `?xLabel` after each column `?x` that holds IRIs."""
        from kg.answers.sparql.labelling import add_labels

        return add_labels(self.graph, answer, lang)

    def export(
        self,
        form: str,
        lang: Lang = "en",
        command: str = "",
        *,
        bom: bool = False,
        spreadsheet_safe: bool = False,
    ) -> bytes:
        """Return the whole graph in *form*, one of `kg.views.exports.FORMS`; `csv` as an archive.

        *lang* is that of plain labels (both languages are attributes), *command* what the file
        says it came from; *bom* and *spreadsheet_safe* are for CSV that a spreadsheet opens.
        """
        from kg.views import exports
        from kg.views.exports.settings import Settings

        matter: dict[str, Callable[[], object]] = {
            "nquads": self.graph.as_nquads, "network": self.network, "tables": self.tables,
        }  # fmt: skip
        settings = Settings(self.version, lang, command, bom, spreadsheet_safe)
        return exports.render(form, matter[exports.get_form(form).of](), settings)

    def report(
        self,
        word: str | None = None,
        form: str = "md",
        lang: Lang = "en",
        command: str = "",
        *,
        with_words: bool = False,
    ) -> bytes:
        """Return a report on what *word* names (None: on everything), as `md`, `docx` or `html`.

        *command* is what the report says it came from. Words of the user's copies enter only
        *with_words*, and the report then says that it is private.
        """
        from kg.answers.report import build_dossier
        from kg.views.report import write_document
        from kg.views.report.document import compose

        name = partial(self.graph.label, lang=lang)
        words = self.words if with_words else None
        document = compose(build_dossier(self.graph, word), lang, name, command, words)
        return write_document(document, form)

    def tables(self) -> tuple[Table, ...]:
        """Return the whole graph as tables: links, claims, things, evidence, figures and more."""
        from kg.answers.holdings import build_tables

        return build_tables(self.graph, self.network())

    def network(self, word: str | None = None, **filters: Any) -> Network:
        """Return the network of the threads through what *word* names, or the whole one."""
        from kg.answers.network import build_network

        terms = find_heads(self.graph, word)[0].iris if word is not None else ()
        return build_network(self.graph, terms, Filters(**filters))

    def view(
        self,
        name: str,
        word: str | None = None,
        lang: Lang = "en",
        command: str = "",
        *,
        with_words: bool = False,
        query: str | None = None,
        parameters: Mapping[str, str] | None = None,
        **filters: Any,
    ) -> str:
        """Return the view *name* (see `kg.views.drawing.VIEWS`) as one HTML page.

        *command* is what the page says it came from. Words of the user's copies enter only
        *with_words*, and the page then says that it is private. The network is also drawn of the
        answer to a *query*, SPARQL or the name of a shipped question, with its *parameters*;
        NotFound where that names nothing to draw.
        """
        from kg.views.drawing import check_query_view, draw_view

        if query is None and parameters is None:
            drawing = draw_view(self.graph, name, word, Filters(**filters))
        else:
            check_query_view(name, query, word is not None or Filters(**filters).narrow)
            drawing = self._draw_answer(query or "", parameters or {})
        words = self._words_of(drawing.evidence()) if with_words else {}
        return drawing.render(lang=lang, command=command, words=words or None)

    def site(
        self,
        lang: Lang = "en",
        command: str = "",
        left_out: Callable[[str, Text], object] | None = None,
    ) -> Iterator[tuple[str, str]]:
        """Yield path and content of every file of a static site: every view and every thing.

        *left_out* is called with each view that is too large for a page, and the reason.
        """
        from kg.views.drawing import draw_views
        from kg.views.site import build_site

        views, refused = draw_views(self.graph, Filters())
        if left_out:
            for name, reason in refused.items():
                left_out(name, reason)
        return build_site(self.graph, views, refused, lang=lang, command=command)

    def _draw_answer(self, query: str, parameters: Mapping[str, str]) -> Drawing:
        from kg.answers.sparql.questions import list_questions
        from kg.views.network import draw_answer

        texts = {question.name: question.query for question in list_questions()}
        answer = (self.ask if query in texts else self.query)(query, parameters)
        return draw_answer(self.graph, texts.get(query, query), answer)

    def _words_of(self, places: Iterable[Evidence]) -> dict[str, str]:
        found = {place.iri: self.words(place) for place in places}
        return {iri: words.text for iri, words in sorted(found.items()) if words and words.text}

    def networkx(self) -> nx.MultiDiGraph[str]:
        """Return the whole network as a networkx graph."""
        return self.network().as_networkx()

    @cached_property
    def rdf(self) -> rdflib.Graph:
        """The triples as an rdflib graph, for tools of that ecosystem.

        It is a copy, and unguarded: a query run on it has no deadline and may read files.
        """
        import rdflib

        graph = rdflib.Graph()
        graph.parse(data=self.graph.as_nquads(), format="nt")
        return graph

    def words(self, evidence: Evidence) -> Words | None:
        """Return what the user's copy says at the place, or None where there is no copy."""
        digest = self.graph.one(evidence.text, KG + "sha256")
        found = self.copies.find(source_id(evidence.source), digest)
        return found.words(evidence.anchors) if found else None


def _modality(word: str | None) -> Modality | None:
    return Modality(word) if word else None


def _get_in_one(
    graphs: tuple[PolicyGraph, ...], get: Callable[[PolicyGraph, str], str], word: str | None
) -> str | None:
    """Return what *word* names in the first of *graphs* that knows it."""
    *others, last = graphs
    for graph in others if word else ():
        with contextlib.suppress(NotFound):
            return get(graph, word or "")
    return get(last, word) if word else None
