"""The library: what a command does is one call of it."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg import paths
from kg.answers import search as searching
from kg.answers.thread import Filters
from kg.answers.trace import Tracing, find_heads, trace
from kg.answers.values import Modality
from kg.errors import NotFound, UsageError
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, source_id
from kg.language import Lang, Text
from kg.sources.copies import Copies, Words

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
    from kg.graph.fragments import Watch
    from kg.views.beside import Beside


class Drawing(Protocol):
    """A view made ready: what it can show of the sources, and the page."""

    def evidence(self) -> Iterable[Evidence]:
        """Return the places that it can show the words of."""

    def shown(self) -> Mapping[str, str]:
        """Return by its id for each thing of the page the fragment that chooses it there."""

    def render(
        self,
        *,
        lang: Lang,
        command: str,
        words: Mapping[str, str] | None = None,
        beside: Beside | None = None,
    ) -> str:
        """Return the page as one HTML file; with *words* (by IRI of evidence) it is private.

        *beside* is the site that it is a page of, if it is of any.
        """


# A view by one line: its name, and the module that draws it, imported when it is asked for. It has
# `draw(graph, word, filters)` and `USES`, the names of the filters that it knows.
VIEWS = {
    "matrix": "kg.views.matrix",
    "network": "kg.views.network",
    "trace": "kg.views.trace",
    "charts": "kg.views.charts",
    "regions": "kg.views.regions",
    "timeline": "kg.views.timeline",
    "sankey": "kg.views.sankey",
    "schema": "kg.views.schema",
}
STORE_OR_DATA = Text(
    "A store holds a graph that is built already: leave out the data directory, or the store.",
    "存储中是已经构建好的图谱：请去掉数据目录，或去掉存储。",
)
LONE_PARAMETERS = Text(
    "-p binds a parameter of a query: give --query too.",
    "-p 用于给查询的参数赋值：请同时给出 --query。",
)
NOT_OF_QUERY = Text(
    "Only the network can be drawn of a query: leave out --query, or say 'kg view network'.",
    "只有 network 视图能画查询结果：请去掉 --query，或改用 kg view network。",
)
QUERY_ALONE = Text(
    "The query alone says what is shown: leave out TERM and the filters.",
    "显示什么由查询决定：请去掉 TERM 和筛选项。",
)


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
        """Return the view *name* (see `VIEWS`) as one HTML page.

        *command* is what the page says it came from. Words of the user's copies enter only
        *with_words*, and the page then says that it is private. The network is also drawn of the
        answer to a *query*, SPARQL or the name of a shipped question, with its *parameters*;
        NotFound where that names nothing to draw.
        """
        if query is None and parameters is None:
            drawing = self._draw(name, word, Filters(**filters))
        else:
            narrowed = word is not None or Filters(**filters).narrow
            drawing = self._draw_answer(name, query, parameters or {}, narrowed)
        words = self._words_of(drawing.evidence()) if with_words else {}
        return drawing.render(lang=lang, command=command, words=words or None)

    def site(self, lang: Lang = "en", command: str = "") -> Iterator[tuple[str, str]]:
        """Yield path and content of every file of a static site: every view and every thing."""
        from kg.views.site import build_site

        views = {name: self._draw(name, None, Filters()) for name in VIEWS}
        return build_site(self.graph, views, lang=lang, command=command)

    def _draw(self, name: str, word: str | None, filters: Filters) -> Drawing:
        """Return the view *name*; NotFound, or UsageError for a filter that it does not know."""
        if name not in VIEWS:
            text = Text(
                "There is no view '{name}'; choose one of: {known}.",
                "没有视图“{name}”；可选：{known}。",
            )
            raise NotFound(text.fill(name=name, known=", ".join(VIEWS)))
        module = importlib.import_module(VIEWS[name])
        fresh = Filters()
        given = {
            f.name for f in fields(Filters) if getattr(filters, f.name) != getattr(fresh, f.name)
        }
        if strange := sorted(given - module.USES):
            text = Text(
                "The view '{name}' knows no filter {filters}; leave it out.",
                "视图“{name}”没有筛选项 {filters}；请去掉。",
            )
            raise UsageError(text.fill(name=name, filters=", ".join(strange)))
        return module.draw(self.graph, word, filters)  # type: ignore[no-any-return]

    def _draw_answer(
        self, name: str, query: str | None, parameters: Mapping[str, str], narrowed: bool
    ) -> Drawing:
        """Return the network of an answer; UsageError where the words do not go together."""
        for wrong, text in (
            (query is None, LONE_PARAMETERS),
            (name != "network", NOT_OF_QUERY),
            (narrowed, QUERY_ALONE),
        ):
            if wrong:
                raise UsageError(text)
        from kg.answers.sparql.questions import list_questions
        from kg.views.network import draw_answer

        asked = query or ""
        texts = {question.name: question.query for question in list_questions()}
        answer = (self.ask if asked in texts else self.query)(asked, parameters)
        return draw_answer(self.graph, texts.get(asked, asked), answer)

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


Names = str | Path | Sequence[str | Path]


def load(
    data: Names = (),
    copies: Names = (),
    *,
    store: str | Path = "",
    watch: Watch | None = None,
) -> PolicyGraph:
    """Load the graph of the directories *data* (none: the shipped one), built if need be.

    Or open the *store* that a directory, a file of N-Quads or the address of a SPARQL endpoint
    names; without either, the one of `KG_STORE` or the configuration, if there is one. *copies* are
    the directories with the user's own copies of sources; *watch* is told how many files a build
    has read, and of how many. Raises NotFound for what is missing, FaultsFound for data that cannot
    be built, UsageError where both are given.
    """
    named, names = paths.store_name(str(store)) if store or not data else "", _names(data)
    if named and names:
        raise UsageError(STORE_OR_DATA)
    if named:
        from kg.stores.opening import open_store

        graph = Graph(open_store(named))
    else:
        from kg.graph.cache import load_graph

        graph = load_graph(paths.data_dirs(names), watch=watch)
    return PolicyGraph(graph, Copies(paths.copies_dirs(_names(copies))))


def load_version(word: str | Path, copies: Names = ()) -> PolicyGraph:
    """Load the version of the data that *word* names: a directory, an export, a git revision.

    A revision is `REV`, for the directory `data` of the repository one is in, or `REV:path`.
    """
    from kg.graph import revisions

    graph = revisions.load_version(str(word))
    return PolicyGraph(graph, Copies(paths.copies_dirs(_names(copies))))


def _names(given: Names) -> tuple[str, ...]:
    return (str(given),) if isinstance(given, str | Path) else tuple(map(str, given))
