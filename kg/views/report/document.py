"""A dossier as one document: title and question, chapters, references, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain

from kg import __version__
from kg.answers.gaps import LACKS
from kg.answers.matrix import Line as Row
from kg.answers.report import Chapter, Dossier, Overview
from kg.answers.values import Modality
from kg.graph.terms import KG
from kg.language import Lang
from kg.views.gap_texts import GAPS
from kg.views.report import texts
from kg.views.report.answer import answer_of_all
from kg.views.report.beside import tell_anomalies
from kg.views.report.blocks import (
    Block,
    Document,
    Entries,
    Heading,
    Items,
    Line,
    Listing,
    Paragraph,
    Run,
    Table,
    Tone,
    line,
)
from kg.views.report.chapter import tell_chapter, tell_sets, tell_shortly
from kg.views.report.notes import FindWords, Notes
from kg.views.report.references import format_reference, write_bibtex
from kg.views.report.speech import ANOMALIES, DOUBT, SIGNS, TONES, Speech, anchor_of, capital
from kg.views.terminal.tracing import HOW
from kg.views.words import MODALITIES

TOP = 2  # the level of a heading below the title


def compose(
    dossier: Dossier,
    lang: Lang,
    name: Callable[[str], str],
    command: str,
    words: FindWords | None = None,
) -> Document:
    """Return the report on *dossier* in *lang*; *name* gives the label of an IRI in it.

    Words of the user's copies enter by *words* only, and the document then says it is private.
    """
    notes = Notes(dossier, lang, words)
    touches = (anomaly.touches for anomaly in dossier.anomalies)
    speech = Speech(lang, name, notes, frozenset().union(*touches))
    blocks = [*_body(dossier, speech), *_doubts(dossier, speech)]
    blocks += [*_references(speech), *_colophon(dossier, command, speech)]
    title, question = _title(dossier, speech)
    return Document(
        lang=lang,
        title=title,
        question=question,
        signature=speech.say(texts.SIGNATURE, version=dossier.version),
        private=speech.say(texts.PRIVATE) if notes.private else "",
        day=dossier.newest,
        contents=speech.say(texts.HEADINGS["contents"]),
        notes_heading=speech.say(texts.HEADINGS["notes"]),
        back=speech.say(texts.FOOTNOTE_BACK),
        page_of=speech.say(texts.PAGE_OF),
        blocks=tuple(blocks),
        footnotes=tuple(notes.footnotes),
    )


def _title(dossier: Dossier, speech: Speech) -> tuple[str, str]:
    if dossier.overview:
        return speech.say(texts.TITLE_OF_ALL), speech.say(texts.QUESTION_OF_ALL)
    if len(dossier.chapters) == 1:
        thing = dossier.chapters[0].thing
        return speech.name(thing.iri), speech.say(texts.QUESTIONS[thing.kind])
    return dossier.word, speech.say(texts.QUESTION_OF_SEVERAL, word=dossier.word)


def _body(dossier: Dossier, speech: Speech) -> list[Block]:
    if dossier.overview:
        return _tell_all(dossier, dossier.overview, speech)
    if len(dossier.chapters) == 1:
        first, *rest = tell_chapter(dossier.chapters[0], speech, TOP)
        return [*_how(dossier, speech), *first, *_legend(dossier, speech), *chain(*rest)]
    blocks = [*_how(dossier, speech), *_legend(dossier, speech)]
    for chapter in dossier.chapters:
        iri = chapter.thing.iri
        blocks.append(Heading(TOP, speech.thing(iri), anchor_of(iri)))
        blocks += chain(*tell_chapter(chapter, speech, TOP + 1))
    return blocks


def _how(dossier: Dossier, speech: Speech) -> list[Block]:
    """Return how the word was understood, where that is not plain."""
    chapters = [chapter.thing.iri for chapter in dossier.chapters]
    blocks: list[Block] = []
    if len(chapters) > 1 or dossier.how not in ("exact",):
        count = len(chapters) + len(dossier.covered) + len(dossier.also)
        first = speech.name(chapters[0]) if chapters else ""
        values = {"word": dossier.word, "count": count, "name": first}
        blocks.append(Paragraph(line(speech.say(HOW[dossier.how], **values))))
    if len(chapters) > 1:
        items = tuple((speech.thing(iri, link=anchor_of(iri)),) for iri in chapters)
        blocks.append(Items(items))
    if dossier.covered:
        blocks.append(speech.note(texts.COVERED, names=speech.names(dossier.covered)))
    if dossier.also:
        blocks.append(speech.note(texts.ALSO, names=speech.names(dossier.also, 8)))
    return speech.section("found", TOP, *blocks)


def _legend(dossier: Dossier, speech: Speech) -> list[Block]:
    """Return what the marks mean; that of doubt only where anything is doubtful."""
    entries = []
    anomalies = speech.say(texts.HEADINGS["anomalies"])
    for name, text in texts.MARKS:
        if name == "doubt" and not dossier.anomalies:
            continue
        sign, tone, label = _mark(name, speech)
        colon = "：" if speech.lang == "zh" else ": "
        said = speech.say(text, anomalies=anomalies)
        entries.append((line(Run(sign, tone=tone)), line(Run(label, strong=True), colon + said)))
    return speech.section("marks", TOP, Entries(tuple(entries)))


def _mark(name: str, speech: Speech) -> tuple[str, Tone, str]:
    if name == "doubt":
        return DOUBT, "warn", speech.say(texts.DOUBTFUL)
    modality = Modality(name)
    return SIGNS[modality], TONES[modality], MODALITIES[modality].say(speech.lang)


# The whole graph.


def _tell_all(dossier: Dossier, overview: Overview, speech: Speech) -> list[Block]:
    said = Paragraph(line(answer_of_all(dossier, overview, speech)), "lead")
    blocks = speech.section("answer", TOP, said, speech.note(texts.SHORT_NOTE))
    blocks += _legend(dossier, speech)
    blocks += _coverage(overview, speech)
    blocks += _gaps_by_category(overview, speech)
    chapters = {chapter.thing.iri: chapter for chapter in dossier.chapters}
    for category, rows in _by_category(overview):
        told = [chapters[row.iri] for row in rows if row.iri in chapters]
        blocks.append(Heading(TOP, line(_category(category, speech))))
        for chapter in told:
            blocks += tell_shortly(chapter, speech, TOP + 1)
    claims = [block.claim for block in overview.matrix.blocks]
    return [*blocks, *speech.section("sets", TOP, *tell_sets(claims, speech))]


def _by_category(overview: Overview) -> list[tuple[str, list[Row]]]:
    """Return the whole bottlenecks by their first category, those without one last."""
    found: dict[str, list[Row]] = {}
    for row in overview.matrix.rows:
        if row.depth == 0:
            found.setdefault(row.categories[0] if row.categories else "", []).append(row)
    return sorted(found.items(), key=lambda item: not item[0])


def _category(category: str, speech: Speech) -> str:
    return speech.name(category) if category else speech.say(texts.HEADINGS["no-category"])


def _coverage(overview: Overview, speech: Speech) -> list[Block]:
    found = []
    for category, rows in _by_category(overview):
        names = [_category(category, speech), *[""] * (len(rows) - 1)]
        for name, row in zip(names, rows, strict=True):
            found.append((line(name), *_coverage_row(row, overview, speech)))
    heads = ("category", "bottleneck", "stated", "inferred", "documents", "parts")
    label = speech.say(texts.HEADINGS["coverage"])
    table = speech.table(label, heads, (15, 35, 12, 14, 11, 13), found)
    return speech.section("coverage", TOP, table, speech.note(texts.ROLL_NOTE))


def _coverage_row(row: Row, overview: Overview, speech: Speech) -> tuple[tuple[Run, ...], ...]:
    matrix = overview.matrix
    cells = matrix.cells_of((row.iri, *row.parts))
    stated = {cell.action for cell in cells if cell.count(Modality.STATED)}
    documents = {document for cell in cells for document in matrix.behind[cell.action]}
    answered = {cell.bottleneck for cell in cells} & set(row.parts)
    numbers = (len(stated), len({cell.action for cell in cells} - stated), len(documents))
    parts = f"{len(answered)}/{len(row.parts)}" if row.parts else "–"
    name = Run(speech.name(row.iri), link=anchor_of(row.iri))
    return ((name,), *((Run(str(n) if n else "–"),) for n in numbers), (Run(parts),))


def _gaps_by_category(overview: Overview, speech: Speech) -> list[Block]:
    rows = overview.matrix.rows
    categories = list(dict.fromkeys(c for row in rows for c in (row.categories or ("",))))
    of = {row.iri: row.categories or ("",) for row in rows}
    held = {category: {iri for iri in of if category in of[iri]} for category in categories}
    lacking: dict[str, set[str]] = {name: set() for name in LACKS["Bottleneck"]}
    for gap in overview.gaps.gaps:
        if gap.kind == "Bottleneck":
            lacking[gap.gap].add(gap.thing)
    of_all = [speech.say(texts.COLUMNS["of-all"]), *(str(len(held[c])) for c in categories)]
    table = [
        _counts(GAPS[name].say(speech.lang), [len(found & held[c]) for c in categories], found)
        for name, found in lacking.items()
        if found
    ]
    first, last = (speech.say(texts.COLUMNS[name]) for name in ("gap", "all"))
    heads = (first, *(_category(c, speech) for c in categories), last)
    widths = (34, *[66 // (len(heads) - 1)] * (len(heads) - 1))
    label = speech.say(texts.HEADINGS["gaps-by-category"])
    summary = tuple(line(cell) for cell in (*of_all, str(len(of))))
    shown = Table(heads, (summary, *table), widths, label)
    blocks: list[Block] = [shown, *_other_gaps(overview, speech), speech.note(texts.NOT_SAID)]
    return speech.section("gaps-by-category", TOP, *blocks)


def _counts(name: str, numbers: Sequence[int], found: Collection[str]) -> tuple[Line, ...]:
    cells = (line(str(number or "–")) for number in numbers)
    return line(name), *cells, line(Run(str(len(found)), strong=True))


def _other_gaps(overview: Overview, speech: Speech) -> list[Block]:
    """Return how many actions, measures and documents lack what."""
    items = []
    for kind in LACKS:
        if kind == "Bottleneck":
            continue
        said = []
        for name in LACKS[kind]:
            number = sum(gap.kind == kind and gap.gap == name for gap in overview.gaps.gaps)
            if number:
                said.append(speech.say(texts.SO_MANY, what=GAPS[name], n=number))
        if said:
            values = {"what": speech.name(KG + kind), "n": overview.gaps.looked_at[kind]}
            all_of = speech.say(texts.SO_MANY, **values)
            items.append((line(Run(capital(all_of), strong=True)), line(speech.join(said))))
    return [Items(tuple(items))] if items else []


# What closes every report.


def _doubts(dossier: Dossier, speech: Speech) -> list[Block]:
    named = frozenset(iri for chapter in dossier.chapters for iri in _things(chapter))
    whole = dossier.overview is None
    told = tell_anomalies(dossier.anomalies, named, speech, whole=whole)
    return speech.section("anomalies", TOP, *told, anchor=ANOMALIES)


def _things(chapter: Chapter) -> Iterator[str]:
    yield from chapter.trace.starts
    yield from (iri for test in chapter.tests for iri in test.chain.nodes)


def _references(speech: Speech) -> list[Block]:
    listed = speech.notes.references
    if not listed:
        return []
    entries = []
    for number, one in enumerate(listed, start=1):
        said = format_reference(one)
        if len(one.creators) > 1 and one.kind == "CitedWork":
            said += speech.say(texts.IN_BRACKETS, text=texts.ORDER_NOTE)
        entries.append((line(f"[{number}]"), line(said)))
    remark = speech.note(texts.REFERENCES_NOTE)
    blocks = speech.section("references", TOP, Entries(tuple(entries)), remark)
    return [*blocks, *speech.section("bibtex", TOP, Listing(write_bibtex(listed), "bibtex"))]


def _colophon(dossier: Dossier, command: str, speech: Speech) -> list[Block]:
    licence = texts.LICENCE_PRIVATE if speech.notes.private else texts.LICENCE
    who = speech.beside(*(one.say(speech.lang) for one in dossier.curators))
    rows = (
        ("meaning", line(speech.say(texts.MEANING))),
        ("who", line(who)),
        ("command", line(Run(command, code=True))),
        ("version", line(dossier.version)),
        ("day", line(dossier.newest)),
        ("program", line(f"policy-kg {__version__}")),
        ("licence", line(speech.say(licence))),
    )
    items = []
    colon = "：" if speech.lang == "zh" else ": "
    for name, said in rows:
        if any(isinstance(run, Run) and run.text for run in said):
            head = Run(speech.say(texts.COLOPHON[name]), strong=True)
            items.append((line(head, colon, said),))
    return speech.section("colophon", TOP, Items(tuple(items)))
