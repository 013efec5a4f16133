"""Footnotes and numbered references: each place once, each mark in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kg.answers.figures import Figure
from kg.answers.references import Reference
from kg.answers.report import Dossier
from kg.answers.values import Evidence
from kg.graph.terms import source_id
from kg.language import Lang
from kg.sources.copies import Words
from kg.views.report import texts
from kg.views.report.blocks import Footnote, Line, Mark, Run, line

FindWords = Callable[[Evidence], Words | None]


class Notes:
    """The footnotes of one document as they come up, and the numbers of its references."""

    def __init__(self, dossier: Dossier, lang: Lang, words: FindWords | None) -> None:
        self.lang = lang
        self.private = False
        self.footnotes: list[Footnote] = []
        self.references = _number(dossier)
        self._listed = {one.iri: at for at, one in enumerate(self.references, start=1)}
        self._words = words
        self._numbers: dict[str, int] = {}

    def mark(self, places: Iterable[Evidence]) -> Line:
        """Return the marks of *places*; a place that was marked before keeps its number."""
        return tuple(self._mark(place, "") for place in dict.fromkeys(places) if place.anchors)

    def mark_figure(self, figure: Figure) -> Line:
        """Return the marks of the passages behind *figure*, else of where it is printed."""
        if figure.evidence or figure.reading is None:
            return self.mark(figure.evidence)
        printed = texts.PRINTED.fill(printed=figure.printed).say(self.lang)
        return (self._mark(figure.reading.place, printed),)

    def number(self, iri: str) -> int:
        """Return the number of the reference *iri*, or 0 if it is not listed."""
        return self._listed.get(iri, 0)

    def _mark(self, place: Evidence, said: str) -> Mark:
        if known := self._numbers.get(place.iri):
            return Mark(known, first=False)
        number = self._numbers[place.iri] = len(self._numbers) + 1
        self.footnotes.append(Footnote(number, self._tell(place, said)))
        return Mark(number)

    def _tell(self, place: Evidence, said: str) -> Line:
        colon = "：" if self.lang == "zh" else ": "
        told = said or place.paraphrase.say(self.lang)
        words = self._words(place) if self._words else None
        quoted: Line = ()
        if words and words.text:
            self.private = True
            quote = texts.WORDS.fill(words=words.text).say(self.lang)
            quoted = (Run(quote, tone="quiet"),)
        return line(Run(self._place(place), tone="quiet"), f"{colon}{told}" if told else "", quoted)

    def _place(self, place: Evidence) -> str:
        source = self._source(place.source)
        who = ", ".join(source.creators) if source else ""
        name = source_id(place.source)
        within = texts.SECTION if place.paragraph else texts.SECTION_HEADING
        within = within if place.section else texts.PARAGRAPH
        return texts.WHERE.fill(
            who=who or name,
            id=texts.IN_BRACKETS.fill(text=name) if who else "",
            number=self.number(place.source),
            place=within.fill(section=place.section, paragraph=place.paragraph),
        ).say(self.lang)

    def _source(self, iri: str) -> Reference | None:
        return next((one for one in self.references if one.iri == iri), None)


def _number(dossier: Dossier) -> tuple[Reference, ...]:
    """Return the references of a report in their order: sources, documents, further works."""
    known: Mapping[str, Reference] = dossier.references
    sources: set[str] = set()
    documents: set[str] = set()
    works: set[str] = set()
    for chapter in dossier.chapters:
        places = [e for thing in (chapter.thing, *chapter.parts) for e in thing.evidence]
        places += [
            e for claim in chapter.claims for e in (*claim.evidence, *claim.contrary_evidence)
        ]
        sources.update(place.source for place in places)
        documents.update(chapter.of_kind("PolicyDocument"))
        documents.update({chapter.thing.iri} & known.keys())
        if dossier.overview is None:
            sources.update(f.reading.place.source for f in chapter.figures if f.reading)
            sources.update(e.source for f in chapter.figures for e in f.evidence)
            sources.update(e.source for told in chapter.findings for e in told.evidence)
            works.update(who for figure in chapter.figures for who in figure.said_by)
            works.update(who for told in chapter.findings for who in told.saying.said_by)
    ordered = [*sorted(sources), *sorted(documents), *sorted(works - documents - sources)]
    return tuple(known[iri] for iri in ordered if iri in known)
