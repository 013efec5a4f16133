"""What stands beside the chains: documents, numbers, findings, and doubtful places."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answers.anomalies import Anomaly
from kg.answers.figures import Figure
from kg.answers.references import Reference
from kg.answers.report import Chapter, Told
from kg.graph.terms import KGV
from kg.views.numbers import is_printed_so, say_figure, say_period
from kg.views.report import texts
from kg.views.report.blocks import Block, Items, Line, Run, line
from kg.views.report.speech import MOST_NAMED, Speech, capital
from kg.views.words import LEVELS


def documents_table(chapter: Chapter, speech: Speech) -> list[Block]:
    """Return the policy documents of a chapter with what the sources say of them."""
    known = {one.iri: one for one in speech.notes.references if one.kind == "PolicyDocument"}
    own = (chapter.thing.iri,) if chapter.thing.iri in known else ()
    documents = dict.fromkeys((*own, *chapter.of_kind("PolicyDocument")))
    found = [known[iri] for iri in documents if iri in known]
    if not found:
        return []
    rows = [_document(one, chapter, speech) for one in found]
    heads = ("document", "kind", "issuer", "issued", "valid", "region")
    label = speech.say(texts.HEADINGS["documents"])
    return [
        speech.table(label, heads, (32, 12, 18, 12, 12, 14), rows),
        speech.note(texts.NOTE_DOCUMENTS),
    ]


def _document(one: Reference, chapter: Chapter, speech: Speech) -> tuple[Line, ...]:
    regions = [s.hop.end for s in chapter.links("appliesTo") if s.hop.start == one.iri]
    issuers = [speech.name(iri) for iri in one.issuers]
    if one.issuer_count > len(issuers):
        issuers.append(speech.say(texts.SO_MANY_ISSUERS, n=one.issuer_count))
    number = Run(f" [{speech.notes.number(one.iri)}]", tone="quiet")
    return (
        line(speech.thing(one.iri), number),
        line(speech.name(one.document_type) if one.document_type else speech.say(texts.NOT_GIVEN)),
        line(speech.join(issuers) or speech.say(texts.NOT_NAMED)),
        line(_when(one.issued, speech)),
        line(_validity(one, speech)),
        speech.things(regions) if regions else line(speech.say(texts.NOT_NAMED)),
    )


def _when(time: str, speech: Speech) -> str:
    return say_period(time, speech.lang) if time else speech.say(texts.NOT_GIVEN)


def _validity(one: Reference, speech: Speech) -> str:
    if not one.valid_from and not one.valid_to:
        return speech.say(texts.NOT_GIVEN)
    if one.valid_from and one.valid_to:
        return say_period(f"{one.valid_from}/{one.valid_to}", speech.lang)
    text = texts.SINCE if one.valid_from else texts.UNTIL
    return speech.say(text, time=say_period(one.valid_from or one.valid_to, speech.lang))


# Numbers.


def figures_table(chapter: Chapter, speech: Speech) -> list[Block]:
    """Return the figures of a chapter as they are taken, and as printed where that differs."""
    if not chapter.figures:
        return []
    rows = [_figure(figure, speech) for figure in chapter.figures]
    label = speech.say(texts.HEADINGS["figures"])
    return [speech.table(label, ("indicator", "of", "figure", "source"), (25, 35, 22, 18), rows)]


def _indicator(figure: Figure, speech: Speech) -> str:
    return capital(speech.name(figure.indicator)) if figure.indicator else figure.printed


def _figure(figure: Figure, speech: Speech) -> tuple[Line, ...]:
    said = [line(Run(say_figure(figure, speech.lang), strong=True))]
    if figure.interpreted and figure.reading and not is_printed_so(figure):
        printed = speech.say(texts.PRINTED, printed=figure.printed)
        said.append(line(Run(speech.say(texts.IN_BRACKETS, text=printed), tone="quiet")))
    reading = figure.reading.iri if figure.reading else ""
    return (
        line(_indicator(figure, speech)),
        line(_range(figure, speech), _remark(figure, speech)),
        line(*said, speech.doubt(figure.iri, reading), speech.notes.mark_figure(figure)),
        line(speech.names(figure.said_by)),
    )


def _range(figure: Figure, speech: Speech) -> str:
    area = speech.name(figure.area) if figure.area else ""
    if not area and figure.reading and figure.reading.area:
        area = speech.say(texts.PRINTED, printed=figure.reading.area)
    period = say_period(figure.period, speech.lang) if figure.period else ""
    names = map(speech.name, (*figure.about, *figure.breakdowns))
    return speech.join(filter(None, (*names, area, period)))


def _remark(figure: Figure, speech: Speech) -> Line:
    if not (note := figure.note.say(speech.lang)):
        return ()
    return (Run(speech.say(texts.IN_BRACKETS, text=note), tone="quiet"),)


# Findings and anomalies.


def findings_list(findings: Sequence[Told], speech: Speech) -> list[Block]:
    """Return what sources say besides, and whom they name for it."""
    items = []
    for told in findings:
        saying = told.saying
        colon = "：" if speech.lang == "zh" else ": "
        by = speech.say(texts.SAID_BY, names=speech.names(saying.said_by)) if saying.said_by else ""
        head = Run(saying.label.say(speech.lang), strong=True)
        text = f"{colon}{saying.text.say(speech.lang)}"
        attributed = speech.say(texts.IN_BRACKETS, text=by) if by else ""
        marks = speech.notes.mark(told.evidence)
        items.append((line(head, text, attributed, speech.doubt(saying.iri), marks),))
    return [Items(tuple(items))] if items else []


def tell_anomalies(
    anomalies: Sequence[Anomaly], named: frozenset[str], speech: Speech, *, whole: bool
) -> list[Block]:
    """Return each anomaly with how the graph holds it, and what of *named* it touches.

    Less than *whole* it is told in one line.
    """
    tell = _anomaly if whole else _short_anomaly
    items = [tell(anomaly, named, speech) for anomaly in anomalies]
    return [Items(tuple(items))] if items else []


def _short_anomaly(anomaly: Anomaly, named: frozenset[str], speech: Speech) -> tuple[Line, ...]:
    del named
    colon = "：" if speech.lang == "zh" else ": "
    treatment = anomaly.treatment.say(speech.lang)
    return (line(Run(anomaly.label.say(speech.lang), strong=True), f"{colon}{treatment}"),)


def _anomaly(anomaly: Anomaly, named: frozenset[str], speech: Speech) -> tuple[Line, ...]:
    kind = speech.name(KGV + anomaly.kind) if anomaly.kind else ""
    head = line(
        Run(anomaly.label.say(speech.lang), strong=True),
        Run(speech.say(texts.IN_BRACKETS, text=kind), tone="quiet") if kind else "",
    )
    meant = [*anomaly.candidates_in(speech.lang), *map(speech.name, anomaly.candidate_things)]
    level = LEVELS.get(anomaly.confidence)
    touched = sorted(named & anomaly.touches, key=speech.name)
    said = (
        anomaly.definition.say(speech.lang),
        speech.say(texts.MAY_MEAN, candidates=speech.join(meant)) if meant else "",
        speech.say(texts.HELD_AS, treatment=anomaly.treatment.say(speech.lang)),
        speech.say(texts.CONFIDENCE, level=level) if level else "",
        speech.say(texts.TOUCHES, names=speech.names(touched, MOST_NAMED)) if touched else "",
    )
    return (head, *(line(text) for text in said if text))
