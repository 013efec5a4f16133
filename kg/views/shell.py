"""What every drawn page shares: head, tools, filters, picture, panel, table twin, colophon.

A view makes a `Page` and draws its picture in a template of its own that extends
`shell.html.jinja`; the shell adds the rest. One file, no request, the same input the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment

from kg.answers.values import Claim, Evidence
from kg.graph.terms import local_name, source_id
from kg.language import Lang, Text
from kg.views.beside import Beside, choosing
from kg.views.bilingual import LANGS, Both, all_both, both, same
from kg.views.html import FIRST, as_json, content_policy, join_scripts, join_styles, open_templates
from kg.views.shell_texts import PAGE, RULES
from kg.views.words import LEVELS, MODALITIES

# In the order in which they run; a view's own scripts come before the last, which begins.
BEFORE = (
    "elements.js", "shell-elements.js", "shell-state.js", "beside.js", "shell-panel.js",
    "copying.js", "twin-rows.js", "shell-table.js", "shell-export.js", "shell-tools.js",
)  # fmt: skip
LAST = "shell.js"
STYLES = ("base.css", "frame.css", "shell.css")


@dataclass(frozen=True)
class Option:
    """One value of a facet and its name."""

    value: str
    name: Both


@dataclass(frozen=True)
class Facet:
    """A filter: elements of the picture and rows of the twin say their values in `data-NAME`.

    As a *legend* it is a row of switches, all on at first; else a list to choose one value from.
    """

    name: str
    text: Text
    options: tuple[Option, ...]
    legend: bool = False


def build_source_filter(sources: Iterable[str]) -> Facet:
    """Return the filter that chooses one of *sources*, ids in the order given."""
    options = tuple(Option(source, same(source)) for source in sources)
    return Facet("source", Text("Source", "来源"), options)


@dataclass(frozen=True)
class Cell:
    """One cell of the table twin: words in both languages, or the same in both."""

    words: Both
    badge: str = ""
    number: bool = False


@dataclass(frozen=True)
class TwinRow:
    """One row of the table twin: what it selects in the picture, and its facets' values."""

    key: str
    cells: tuple[Cell, ...]
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Twin:
    """The picture as a table: everything that it shows, in words."""

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[TwinRow, ...]


@dataclass(frozen=True)
class Detail:
    """What the panel shows of one key: claims and evidence by id, links to other keys or pages."""

    title: Both
    kind: Both | None = None
    definition: Both | None = None
    facts: tuple[tuple[Both, Both], ...] = ()
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    anomalies: tuple[tuple[str, Both, Both], ...] = ()
    keys: tuple[tuple[str, Both], ...] = ()
    id: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the detail as JSON values, claims and evidence by their ids."""
        return {
            "title": self.title,
            "kind": self.kind,
            "definition": self.definition,
            "facts": [list(fact) for fact in self.facts],
            "claims": [local_name(claim.iri) for claim in self.claims],
            "evidence": [local_name(evidence.iri) for evidence in self.evidence],
            "anomalies": [
                {"id": one, "name": name, "treatment": said} for one, name, said in self.anomalies
            ],
            "keys": [list(key) for key in self.keys],
            "id": self.id,
        }


@dataclass(frozen=True)
class Page:
    """One page: its *name* is that of its template, style and scripts (`matrix.html.jinja` …).

    *styles* are rules of this very page, such as places that no attribute may carry: `style=` is
    barred by the policy.
    """

    name: str
    title: Text
    subject: Both
    version: str
    twin: Twin
    details: Mapping[str, Detail]
    names: Mapping[str, Both] = field(default_factory=dict)
    facets: tuple[Facet, ...] = ()
    how: tuple[Text, ...] = ()
    query: str = ""
    texts: Mapping[str, Text] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    styles: str = ""
    stands_for: Mapping[str, str] = field(default_factory=dict)

    def shown(self) -> dict[str, str]:
        """Return by its id for each thing of the page the fragment that chooses it here.

        What is no key of the page may still be the subject of one, or the value of a filter.
        """
        filters = {
            _thing_of(facet, option): choosing(option.value, facet.name)
            for facet in self.facets
            if not facet.legend
            for option in facet.options
        }
        subjects = {detail.id: choosing(key) for key, detail in self.details.items() if detail.id}
        return {**filters, **self.stands_for, **subjects, **{k: choosing(k) for k in self.details}}

    def evidence(self) -> set[Evidence]:
        """Return the places that the panel can show: a private page has their words."""
        details = self.details.values()
        claims = [claim for detail in details for claim in detail.claims]
        own = {place for detail in details for place in detail.evidence}
        return own.union(*(claim.evidence + claim.contrary_evidence for claim in claims))

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
        return render_page(self, lang=lang, command=command, words=words, beside=beside)


def render_page(
    page: Page,
    *,
    lang: Lang,
    command: str,
    words: Mapping[str, str] | None = None,
    beside: Beside | None = None,
) -> str:
    """Return *page* as one HTML file.

    *words* are the user's own words by IRI of evidence; a page that carries them says so.
    """
    styles = "\n".join((join_styles(*STYLES, f"{page.name}.css"), page.styles))
    scripts = {"first": FIRST, "app": join_scripts(*BEFORE, *page.scripts, LAST)}
    context: dict[str, Any] = {
        "lang": lang,
        "langs": LANGS,
        "policy": content_policy(scripts.values(), [styles]),
        "styles": styles,
        "scripts": scripts,
        "page": page,
        "payload": _payload(page, lang, words or {}) | {"site": _site(page, beside)},
        "home": beside.home if beside else "",
        "text": all_both({**PAGE, **page.texts}),
        "modality": all_both(MODALITIES),
        "command": command,
        "private": words is not None,
        "as_json": as_json,
        "both": both,
        **page.context,
    }
    return _templates().get_template(f"{page.name}.html.jinja").render(context)


def _payload(page: Page, lang: Lang, words: Mapping[str, str]) -> dict[str, object]:
    claims = {c.iri: c for detail in page.details.values() for c in detail.claims}
    own = {e.iri: e for detail in page.details.values() for e in detail.evidence}
    places = {e.iri: e for c in claims.values() for e in c.evidence + c.contrary_evidence}
    evidence = own | places
    names = dict(page.names)
    return {
        "lang": lang,
        "name": page.name,
        "texts": all_both({**PAGE, **page.texts}),
        "modalities": all_both(MODALITIES),
        "levels": all_both(LEVELS),
        "rules": all_both(RULES),
        "how": [both(text) for text in page.how],
        "facets": {f.name: [o.value for o in f.options] for f in page.facets if not f.legend},
        "options": {
            f.name: [{"value": o.value, "name": o.name} for o in f.options]
            for f in page.facets
            if not f.legend
        },
        "details": {key: detail.as_json() for key, detail in page.details.items()},
        "claims": {local_name(iri): _claim(claims[iri], names) for iri in sorted(claims)},
        "evidence": {
            local_name(iri): _evidence(evidence[iri], words.get(iri)) for iri in sorted(evidence)
        },
        **page.values,
    }


def _thing_of(facet: Facet, option: Option) -> str:
    return f"source-{option.value}" if facet.name == "source" else option.value


def _site(page: Page, beside: Beside | None) -> dict[str, object] | None:
    ids = {*page.details, *(detail.id for detail in page.details.values() if detail.id)}
    return beside.as_json(ids) if beside else None


def _claim(claim: Claim, names: Mapping[str, Both]) -> dict[str, object]:
    def ids(places: Iterable[Evidence]) -> list[str]:
        return [local_name(evidence.iri) for evidence in places]

    return {
        "subject": names.get(claim.subject, same(local_name(claim.subject))),
        "object": names.get(claim.object, same(local_name(claim.object))),
        "predicate": names.get(claim.predicate, same(local_name(claim.predicate))),
        "modality": claim.modality.value,
        "confidence": claim.confidence,
        "rationale": claim.rationale.as_json(),
        "link": ids(claim.link_evidence),
        "subjectEvidence": ids(claim.subject_evidence),
        "objectEvidence": ids(claim.object_evidence),
        "contrary": ids(claim.contrary_evidence),
    }


def _evidence(evidence: Evidence, words: str | None) -> dict[str, object]:
    value: dict[str, object] = {
        "source": source_id(evidence.source),
        "place": evidence.place,
        "text": evidence.paraphrase.as_json(),
    }
    return value | ({"words": words} if words else {})


@cache
def _templates() -> Environment:
    return open_templates()
