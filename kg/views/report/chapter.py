"""One chapter as blocks: the whole of a thing, or its short form in a report on everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from kg.answers.gaps import Gap
from kg.answers.report import Chapter
from kg.answers.support import Support, ThreadTest
from kg.answers.values import Claim
from kg.graph.terms import local_name
from kg.language import Text
from kg.views.gap_texts import GAPS, REASONS
from kg.views.report import texts
from kg.views.report.answer import answer
from kg.views.report.beside import (
    documents_table,
    figures_table,
    findings_list,
    tell_anomalies,
)
from kg.views.report.blocks import Block, Heading, Items, Line, Paragraph, Run, Table, line
from kg.views.report.speech import SIGNS, TONES, Speech, anchor_of, decisive
from kg.views.support_texts import VERDICTS, explain
from kg.views.words import STATUSES

MOST_CHAINS = 20
# What stands in the two columns of ends, and whether the later end stands first.
ENDS = {
    "addresses": ("action", "bottleneck", True),
    "correspondsTo": ("recommended", "adopted", False),
    "setOutIn": ("measure", "document", False),
    "appliesTo": ("what", "region", False),
}
WIDTHS = (30, 27, 15, 28)


def tell_chapter(chapter: Chapter, speech: Speech, level: int) -> list[Block]:
    """Return everything that a chapter holds, its sections at *level*."""
    blocks = [*_opening(chapter, speech, level), *_links(chapter, speech, level, "addresses")]
    blocks += speech.section("chains", level, *_chains(chapter, speech))
    for link in ("correspondsTo", "setOutIn", "appliesTo"):
        blocks += _links(chapter, speech, level, link)
    beside: tuple[tuple[str, Sequence[Block]], ...] = (
        ("documents", documents_table(chapter, speech)),
        ("gaps", _gaps(chapter, speech)),
        ("sets", tell_sets(chapter.trace.collective, speech)),
        ("denied", _weighed(chapter.trace.denied, speech)),
        ("refused", _weighed(chapter.trace.refused, speech)),
        ("figures", figures_table(chapter, speech)),
        ("findings", findings_list(chapter.findings, speech)),
    )
    for name, found in beside:
        blocks += speech.section(name, level, *found)
    return blocks


def _opening(chapter: Chapter, speech: Speech, level: int) -> list[Block]:
    thing, parts = chapter.thing, [part.iri for part in chapter.parts]
    blocks: list[Block] = [Paragraph(line(answer(chapter, speech)), "lead")]
    if definition := thing.definition.say(speech.lang):
        blocks.append(Paragraph(line(definition, speech.notes.mark(thing.evidence))))
    elif marks := speech.notes.mark(thing.evidence):
        blocks.append(Paragraph(line(speech.name(thing.iri), marks)))
    other = thing.label.en if speech.lang == "zh" else thing.label.zh
    called = [n for n in dict.fromkeys((other, *thing.other_names)) if n]
    remarks = (
        (texts.ALSO_CALLED, speech.join(called)),
        (texts.PART_OF, speech.names(thing.wholes)),
        (texts.PARTS, speech.names(parts)),
    )
    blocks += [speech.note(text, names=names) for text, names in remarks if names]
    return speech.section("answer", level, *blocks)


# Links.


def _links(chapter: Chapter, speech: Speech, level: int, link: str) -> list[Block]:
    supports = chapter.links(link)
    if not supports:
        return []
    label = speech.say(texts.LINK_LABELS[link])
    return speech.section(link, level, links_table(supports, speech, link, label))


def links_table(supports: Sequence[Support], speech: Speech, link: str, label: str) -> Table:
    """Return links of one kind with how each is known, and why."""
    first, second, turned = ENDS[link]
    rows = []
    for support in supports:
        start, end = speech.thing(support.hop.start), speech.thing(support.hop.end)
        ends = (end, start) if turned else (start, end)
        rows.append((*ends, speech.known(support), speech.why(decisive(support))))
    return speech.table(label, (first, second, "known", "why"), WIDTHS, rows)


# Chains.


def _chains(chapter: Chapter, speech: Speech) -> list[Block]:
    blocks: list[Block] = []
    shown = chapter.tests[:MOST_CHAINS]
    for verdict, tests in groupby(shown, key=lambda test: test.verdict):
        said = f"{VERDICTS[verdict].say(speech.lang)}{'：' if speech.lang == 'zh' else ':'}"
        first = said[:1].upper() + said[1:]
        blocks.append(Paragraph(line(Run(first, strong=True)), "label"))
        blocks.append(Items(tuple(tell_chain(test, speech) for test in tests)))
    if more := len(chapter.tests) - len(shown):
        command = f"kg threads {local_name(chapter.thing.iri)} --limit {len(chapter.tests)}"
        blocks.append(speech.note(texts.MORE_CHAINS, more=more, command=command))
    return blocks


def tell_chain(test: ThreadTest, speech: Speech) -> tuple[Line, Line]:
    """Return a chain with the sign of each hop, and below it what it rests on."""
    parts = [*speech.thing(test.chain.nodes[0], strong=True)]
    for support in test.supports:
        modality = support.hop.modality
        parts.append(Run(f" {SIGNS[modality]} ", tone=TONES[modality]))
        parts += speech.thing(support.hop.end)
    return tuple(parts), (Run(explain(test, speech.name).say(speech.lang), tone="quiet"),)


# What is missing.


def _gaps(chapter: Chapter, speech: Speech) -> list[Block]:
    if not chapter.gaps:
        return []
    rows = [
        (
            line(GAPS[name].say(speech.lang)),
            _lacking(gaps, chapter, speech),
            line(REASONS[gaps[0].reason].say(speech.lang)),
        )
        for name, gaps in group_gaps(chapter.gaps)
    ]
    label = speech.say(texts.HEADINGS["gaps"])
    table = speech.table(label, ("gap", "things", "reason"), (32, 52, 16), rows)
    return [table, speech.note(texts.NOT_SAID)]


def group_gaps(gaps: Iterable[Gap]) -> list[tuple[str, list[Gap]]]:
    """Return *gaps* of one name and one reason together, in the order in which they come."""
    groups: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        groups.setdefault((gap.gap, gap.reason), []).append(gap)
    return [(name, found) for (name, _), found in groups.items()]


def _lacking(gaps: Sequence[Gap], chapter: Chapter, speech: Speech) -> Line:
    said = []
    for gap in gaps:
        whole = gap.thing == chapter.thing.iri and chapter.parts
        name = speech.say(texts.ITSELF) if whole else speech.name(gap.thing)
        notes = speech.join(_notes(gap, speech))
        said.append(name + (speech.say(texts.IN_BRACKETS, text=notes) if notes else ""))
    return line(speech.join(said))


def _notes(gap: Gap, speech: Speech) -> list[str]:
    notes = []
    if gap.refused:
        notes.append(speech.say(texts.WEIGHED, n=len(gap.refused)))
    if gap.collective:
        notes.append(speech.say(texts.IN_A_SET))
    if gap.parts:
        values = {"without": gap.parts_without, "all": gap.parts}
        notes.append(speech.say(texts.PARTS_LACK, **values))
    return notes


# Beside the chains.


def tell_sets(claims: Sequence[Claim], speech: Speech) -> list[Block]:
    """Return the statements about whole sets."""
    said = [
        (
            line(
                Run(f"{SIGNS[claim.modality]} ", tone=TONES[claim.modality]),
                speech.say(
                    texts.COLLECTIVE,
                    subject=speech.name(claim.subject),
                    object=speech.name(claim.object),
                ),
                speech.notes.mark(claim.evidence),
            ),
        )
        for claim in claims
    ]
    return [Items(tuple(said))] if said else []


def _weighed(claims: Sequence[Claim], speech: Speech) -> list[Block]:
    return [Items(tuple(_weighed_claim(claim, speech) for claim in claims))] if claims else []


def _weighed_claim(claim: Claim, speech: Speech) -> tuple[Line, ...]:
    names = {
        "subject": speech.name(claim.subject),
        "link": speech.name(claim.predicate),
        "object": speech.name(claim.object),
    }
    head = line(speech.say(texts.REFUSED, **names), speech.notes.mark(claim.evidence))
    tempting: Text | None = texts.TEMPTING if claim.status == "refused" else None
    why = claim.rationale.say(speech.lang)
    lines = [head]
    if why:
        lines.append(line(speech.say(tempting, why=why) if tempting else why))
    if reason := claim.reason.say(speech.lang):
        said = speech.say(texts.BECAUSE, status=STATUSES[claim.status], why=reason)
        lines.append(line(said))
    return tuple(lines)


# The short form.


def tell_shortly(chapter: Chapter, speech: Speech, level: int) -> list[Block]:
    """Return the answer, the actions, the documents, the gaps and the best chain of a thing."""
    thing = chapter.thing
    head = Heading(level, speech.thing(thing.iri), anchor_of(thing.iri))
    blocks: list[Block] = [head, Paragraph(line(answer(chapter, speech)), "lead")]
    if supports := chapter.links("addresses"):
        blocks.append(_short_table(supports, speech, speech.name(thing.iri)))
    if documents := chapter.of_kind("PolicyDocument"):
        said = texts.DOCUMENTS_LINE.fill(names=speech.names(documents))
        blocks.append(Paragraph(line(said.say(speech.lang))))
    if chapter.gaps:
        blocks.append(Paragraph(line(Run(_colon("gaps", speech), strong=True)), "label"))
        blocks.append(Items(tuple(_gap_line(gaps, chapter, speech) for gaps in _groups(chapter))))
    if chapter.tests:
        blocks.append(Paragraph(line(Run(_colon("best-chain", speech), strong=True)), "label"))
        blocks.append(Items((tell_chain(chapter.tests[0], speech),)))
    return blocks


def _colon(name: str, speech: Speech) -> str:
    return speech.say(texts.HEADINGS[name]) + ("：" if speech.lang == "zh" else ":")


def _groups(chapter: Chapter) -> list[list[Gap]]:
    return [gaps for _, gaps in group_gaps(chapter.gaps)]


def _gap_line(gaps: Sequence[Gap], chapter: Chapter, speech: Speech) -> tuple[Line]:
    said = speech.say(
        texts.GAP_LINE,
        gap=GAPS[gaps[0].gap],
        reason=REASONS[gaps[0].reason],
        names=_short_names(gaps, chapter, speech),
    )
    return (line(said),)


def _short_names(gaps: Sequence[Gap], chapter: Chapter, speech: Speech) -> str:
    names = [
        speech.say(texts.ITSELF) if gap.thing == chapter.thing.iri and chapter.parts
        else speech.name(gap.thing)
        for gap in gaps
    ]  # fmt: skip
    return speech.join(names)


def _short_table(supports: Sequence[Support], speech: Speech, label: str) -> Table:
    rows = []
    for support in supports:
        stated = [c for c in decisive(support) if c.link_evidence]
        known = line(speech.known(support), speech.why(stated, reasons=False))
        rows.append((speech.thing(support.hop.end), speech.thing(support.hop.start), known))
    return speech.table(label, ("action", "bottleneck", "known"), (44, 36, 20), rows)


__all__ = ["tell_anomalies", "tell_chapter", "tell_sets", "tell_shortly"]
