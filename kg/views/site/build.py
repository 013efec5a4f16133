"""The files of the site, one by one, and where each lies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any, Protocol

from jinja2 import Environment
from markupsafe import Markup

from kg.answers.search import RANKED, kind_of
from kg.answers.sparql.query import Answer, run_query
from kg.answers.sparql.questions import Question, bind_parameters, list_questions
from kg.answers.things import get_thing
from kg.answers.values import Claim, Modality
from kg.errors import NotFound
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, OWL, RDFS, SKOS, TYPE, local_name, shorten
from kg.language import Lang, Text
from kg.views.beside import Beside
from kg.views.bilingual import LANGS, Both, both, same
from kg.views.html import content_policy, join_scripts, join_styles, open_templates
from kg.views.numbers import is_printed_so, say_figure, say_period
from kg.views.site.start import build_overview
from kg.views.site.texts import ABOUT, COUNTED, ONTOLOGY, PAGE, VIEWS
from kg.views.words import LEVELS, MODALITIES, STATUSES

SAFE = re.compile(r"[a-z0-9][a-z0-9._-]{0,120}")
STYLES = ("base.css", "site.css")
# What only one kind of page needs is not written into the thousand others.
OWN_STYLES = {"site-index.html.jinja": ("site-start.css",)}
# What the pages of the ontology tell of.
TOLD = (OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty", SKOS + "Concept")


class View(Protocol):
    """A view as the site takes it: what it shows, and its page."""

    def shown(self) -> Mapping[str, str]:
        """Return by its id for each thing of the page the fragment that chooses it there."""

    def render(self, *, lang: Lang, command: str, beside: Beside) -> str:
        """Return the page, with links to what is *beside* it."""


def build_site(
    graph: Graph,
    views: Mapping[str, View],
    left_out: Mapping[str, Text],
    *,
    lang: Lang,
    command: str,
) -> Iterator[tuple[str, str]]:
    """Yield path and content of every file of the site.

    *views* are drawn by name; each becomes `<name>.html` beside the start page, which says of those
    *left_out* why.
    """
    shown = {name: view.shown() for name, view in views.items()}
    site = Site(graph, shown, left_out, lang, command)
    yield "index.html", site.index()
    for name, view in views.items():
        beside = site.beside(name)
        page = view.render(lang=lang, command=f"kg view {name}", beside=beside)
        yield f"{name}.html", page
    for iri in site.things:
        yield site.path_of(iri), site.thing(iri)
    for kind in site.kinds:
        yield f"kinds/{kind}.html", site.kind(kind)
    for question in list_questions():
        yield f"questions/{question.name}.html", site.question(question)
    for each in LANGS:
        yield f"ontology-{each}.html", site.ontology(each)


@dataclass
class Site:
    """What the pages of a site share: the graph, what its views show, and where things lie."""

    graph: Graph
    views: Mapping[str, Mapping[str, str]]
    left_out: Mapping[str, Text]
    lang: Lang
    command: str
    _names: dict[str, Both] = field(default_factory=dict)  # asked for on page after page
    _linked: dict[str, Markup] = field(default_factory=dict)

    @cached_property
    def things(self) -> list[str]:
        """The things that have a page of their own."""
        return [iri for kind in self.kinds for iri in self.of_kind(kind)]

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds that things are of: the sources, then in the order of search."""
        return [kind for kind in ("Source", *RANKED) if self.of_kind(kind)]

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {iri: f"things/{_file_name(iri)}.html" for iri in self.things}

    def of_kind(self, kind: str) -> list[str]:
        """Return the things whose own kind is *kind*, by their names."""
        found = self.graph.subjects(TYPE, KG + kind)
        ours = (iri for iri in found if iri.startswith(KGD))
        own = [iri for iri in ours if kind_of(self.graph, iri) == kind]
        return sorted(own, key=lambda iri: (self.graph.label(iri, "en").casefold(), iri))

    def path_of(self, iri: str) -> str:
        """Return where the page of *iri* lies, from the start page; the empty string for none."""
        return self._paths.get(iri, "")

    def beside(self, name: str) -> Beside:
        """Return what surrounds the view *name*."""
        return Beside(name, "index.html", self._titles, self.views, self._pages)

    @cached_property
    def _titles(self) -> dict[str, Text]:
        return {name: title for name, title in VIEWS.items() if name in self.views}

    @cached_property
    def _pages(self) -> dict[str, str]:
        """Where the page about each thing lies, and where a word of the ontology is told of."""
        things = {local_name(iri): path for iri, path in self._paths.items()}
        words = (self.graph.subjects(TYPE, kind) for kind in TOLD)
        told = {local_name(iri) for found in words for iri in found if iri.startswith((KG, KGV))}
        return {word: f"ontology-*.html#at={word}" for word in told} | things

    def name(self, iri: str) -> Both:
        """Return the label of *iri* in both languages."""
        if iri not in self._names:
            labels = self.graph.labels_of(iri)
            other = next(iter(labels.values()), local_name(iri))
            self._names[iri] = {lang: labels.get(lang) or other for lang in LANGS}
        return self._names[iri]

    def link(self, iri: str, depth: int) -> tuple[Both, str]:
        """Return the name of *iri* and the address of its page, from *depth* folders down."""
        path = self.path_of(iri)
        return self.name(iri), "../" * depth + path if path else ""

    def linked(self, iri: str) -> Markup:
        """Return the name of *iri* with a link to its page, from one folder down."""
        if iri not in self._linked:
            self._linked[iri] = _linked(self.link(iri, 1))
        return self._linked[iri]

    def index(self) -> str:
        """Return the start page."""
        kinds = [(self.name(KG + k), f"kinds/{k}.html", len(self.of_kind(k))) for k in self.kinds]
        questions = [(_title(q), f"questions/{q.name}.html") for q in list_questions()]
        context = {
            "kinds": kinds, "questions": questions, "views": [self._card(view) for view in VIEWS],
            "overview": build_overview(self.graph),
            "counted": {kind: both(said) for kind, said in COUNTED.items()},
        }  # fmt: skip
        return self._render("site-index.html.jinja", both(PAGE["title"]), 0, context)

    def _card(self, view: str) -> tuple[str, Both, Both, str]:
        """Return a view as the start page tells of it; without address what has no page."""
        if view in self.views:
            return view, both(VIEWS[view]), both(ABOUT[view]), f"{view}.html"
        return view, both(VIEWS[view]), both(self.left_out[view]), ""

    def kind(self, kind: str) -> str:
        """Return the list of all things of *kind*."""
        things = [self.link(iri, 1) for iri in self.of_kind(kind)]
        return self._render("site-kind.html.jinja", self.name(KG + kind), 1, {"things": things})

    def thing(self, iri: str) -> str:
        """Return the page of *iri*: everything known of it."""
        thing = get_thing(self.graph, iri)
        context = {
            "thing": thing,
            "claims": sorted(thing.claims, key=_by_weight),
            "id": local_name(iri),
            "drawn": self._drawn(iri),
            "say_figure": say_figure,
            "say_period": say_period,
            "is_printed_so": is_printed_so,
        }
        return self._render("site-thing.html.jinja", self.name(iri), 1, context)

    def _drawn(self, iri: str) -> list[tuple[Both, str]]:
        """Return the views in which *iri* can be seen, chosen."""
        key = local_name(iri)
        return [
            (both(VIEWS[view]), f"../{view}.html#{self.views[view][key]}")
            for view in self._titles
            if key in self.views[view]
        ]

    def question(self, question: Question) -> str:
        """Return the page of a shipped question with its answer."""
        try:
            terms = bind_parameters(self.graph, question, {})
        except NotFound:  # its parameter stands for something that this graph does not hold
            answer = None
        else:
            answer = run_query(self.graph, question.query, terms)
        rows = self._rows(answer) if answer else []
        context = {"question": question, "answer": answer, "rows": rows}
        return self._render("site-question.html.jinja", _title(question), 1, context)

    def _rows(self, answer: Answer) -> list[list[tuple[Both, str]]]:
        return [[self._cell(row.get(column)) for column in answer.columns] for row in answer.rows]

    def _cell(self, term: dict[str, Any] | None) -> tuple[Both, str]:
        if term is None:
            return same(""), ""
        if term["type"] != "uri":
            return same(str(term["value"])), ""
        iri = term["value"]
        named, path = self.link(iri, 1)
        return (named, path) if path or self.graph.labels_of(iri) else (same(shorten(iri)), "")

    def ontology(self, lang: Lang) -> str:
        """Return the documentation of the ontology in *lang* alone."""
        graph = self.graph
        classes = [i for i in graph.subjects(TYPE, OWL + "Class") if i.startswith(KG)]
        properties = [
            iri
            for kind in ("ObjectProperty", "DatatypeProperty")
            for iri in graph.subjects(TYPE, OWL + kind)
            if iri.startswith(KG)
        ]
        concepts = [i for i in graph.subjects(TYPE, SKOS + "Concept") if i.startswith(KGV)]
        parts = [
            ("classes", [self._term(iri, lang) for iri in sorted(classes)]),
            ("properties", [self._term(iri, lang) for iri in sorted(properties)]),
            ("concepts", [self._term(iri, lang) for iri in sorted(concepts)]),
        ]
        context = {"parts": parts, "only": lang, "words": ONTOLOGY}
        return self._render("site-ontology.html.jinja", both(PAGE["ontology"]), 0, context)

    def _term(self, iri: str, lang: Lang) -> dict[str, object]:
        graph = self.graph

        def text(predicate: str) -> str:
            return " ".join(graph.texts(iri, predicate).get(lang, []))

        links = {"above": RDFS + "subClassOf", "from": KG + "fromClass", "to": KG + "toClass"}
        return {
            "id": local_name(iri),
            "curie": shorten(iri),
            "label": graph.label(iri, lang),
            "definition": text(SKOS + "definition"),
            "example": text(SKOS + "example"),
            "links": {
                name: [(graph.label(o, lang), local_name(o)) for o in self._ours(iri, predicate)]
                for name, predicate in links.items()
            },
        }

    def _ours(self, iri: str, predicate: str) -> list[str]:
        return [found for found in self.graph.objects(iri, predicate) if found.startswith(KG)]

    def _render(self, template: str, title: Both, depth: int, context: dict[str, Any]) -> str:
        styles = join_styles(*STYLES, *OWN_STYLES.get(template, ()))
        script = join_scripts("site.js")
        shared = {
            "site": self,
            "title": title,
            "depth": depth,
            "root": "../" * depth,
            "lang": self.lang,
            **_words(),
            "styles": styles,
            "script": script,
            "policy": content_policy([script], [styles]),
            "langs": LANGS,
            "both": both,
            "say": _say,
            "label": _label,
            "linked": _linked,
            "local_name": local_name,
        }
        return _templates().get_template(template).render(shared | context)


def _say(words: Both) -> Markup:
    """Return *words* in both languages; the page shows the reader's."""
    return _in_both(words["zh"], words["en"])


@lru_cache(maxsize=50_000)  # labels come again on page after page
def _in_both(zh: str, en: str) -> Markup:
    return Markup('<i lang="zh">%s</i><i lang="en">%s</i>') % (zh, en)


def _label(words: Both) -> Markup:
    """Return *words* as the label of what follows, as each language punctuates."""
    return _say({"zh": f"{words['zh']}：", "en": f"{words['en']}: "})


def _linked(found: tuple[Both, str]) -> Markup:
    """Return a name, with a link where there is a page."""
    name, path = found
    return Markup('<a href="%s">%s</a>') % (path, _say(name)) if path else _say(name)


@cache
def _words() -> dict[str, dict[str, Both]]:
    return {
        "text": {key: both(words) for key, words in PAGE.items()},
        "modality": {str(key.value): both(words) for key, words in MODALITIES.items()},
        "level": {key: both(words) for key, words in LEVELS.items()},
        "status": {key: both(words) for key, words in STATUSES.items()},
    }


@cache
def _templates() -> Environment:
    return open_templates()


def _by_weight(claim: Claim) -> tuple[object, ...]:
    """Order claims: those that stand first, of one kind of link together, stated ones first."""
    inferred = claim.modality is Modality.INFERRED
    return not claim.accepted, claim.predicate, inferred, claim.subject, claim.object


def _title(question: Question) -> Both:
    return question.title.as_json()


def _file_name(iri: str) -> str:
    """Return a name for the file of *iri*: its local name, or a digest where that is not safe."""
    name = local_name(iri)
    return name if SAFE.fullmatch(name) else hashlib.sha256(iri.encode()).hexdigest()[:32]
