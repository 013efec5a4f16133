"""One chapter as blocks: the whole of a thing, or its short form in a report on everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
from kg.views.report.beside import documents_table, figures_table, findings_list
from kg.views.report.blocks import Block, Heading, Items, Line, Paragraph, Run, Table, line, plain
from kg.views.report.speech import SIGNS, TONES, Speech, anchor_of, capital, decisive
from kg.views.support_texts import VERDICTS, explain
from kg.views.words import STATUSES

MOST_CHAINS = 20
MOST_LACKING = 4  # things with the same gap that the short form names
# What stands in the two columns of ends, and whether the later end stands first.
ENDS = {
    "addresses": ("action", "bottleneck", True),
    "correspondsTo": ("recommended", "adopted", False),
    "setOutIn": ("measure", "document", False),
    "appliesTo": ("what", "region", False),
}


def tell_chapter(chapter: Chapter, speech: Speech, level: int) -> list[list[Block]]:
    """Return the sections of a chapter, their headings at *level*; the first is the answer.

    They are written in the order in which they stand: footnotes are numbered as they come up.
    """
    sections = [speech.section("answer", level, *_opening(chapter, speech))]
    sections.append(_links(chapter, speech, level, "addresses"))
    sections.append(speech.section("chains", level, *_chains(chapter, speech)))
    sections += [_links(chapter, speech, level, link) for link in list(ENDS)[1:]]
    for name, tell in BESIDE.items():
        sections.append(speech.section(name, level, *tell(chapter, speech)))
    return sections


def _opening(chapter: Chapter, speech: Speech) -> list[Block]:
    """Return the answer, and what the thing is."""
    thing, parts = chapter.thing, [part.iri for part in chapter.parts]
    blocks: list[Block] = [Paragraph(line(answer(chapter, speech)), "lead")]
    said = thing.definition.say(speech.lang)
    said = said or speech.join(e.paraphrase.say(speech.lang) for e in thing.evidence)
    if said:
        blocks.append(Paragraph(line(said, speech.notes.mark(thing.evidence))))
    other = thing.label.en if speech.lang == "zh" else thing.label.zh
    called = [n for n in dict.fromkeys((other, *thing.other_names)) if n]
    remarks = (
        (texts.ALSO_CALLED, speech.join(called)),
        (texts.PART_OF, speech.names(thing.wholes)),
        (texts.PARTS, speech.names(parts)),
    )
    blocks += [speech.note(text, names=names) for text, names in remarks if names]
    return blocks


# Links.


def _links(chapter: Chapter, speech: Speech, level: int, link: str) -> list[Block]:
    supports = chapter.links(link)
    if not supports:
        return []
    if link == "addresses" and chapter.thing.kind == "Bottleneck":
        return speech.section(link, level, _answers(chapter, supports, speech))
    first, second, turned = ENDS[link]
    rows = []
    for support in supports:
        start, end = speech.thing(support.hop.start), speech.thing(support.hop.end)
        ends = (end, start) if turned else (start, end)
        rows.append((*ends, speech.known(support), speech.why(decisive(support))))
    label = speech.say(texts.HEADINGS[link])
    return speech.section(
        link, level, speech.table(label, (first, second, "known", "why"), (25, 25, 18, 32), rows)
    )


def _answers(chapter: Chapter, supports: Sequence[Support], speech: Speech) -> Table:
    """Return the actions that address a bottleneck; which part of it, where it has any."""
    label = speech.say(texts.HEADINGS["addresses"])
    rows = [(speech.thing(s.hop.end), speech.known(s), speech.why(decisive(s))) for s in supports]
    if not chapter.parts:
        return speech.table(label, ("action", "known", "why"), (34, 20, 46), rows)
    parts = [_part(s.hop.start, chapter, speech) for s in supports]
    heads = ("action", "bottleneck", "known", "why")
    with_parts = [(action, part, *rest) for (action, *rest), part in zip(rows, parts, strict=True)]
    return speech.table(label, heads, (26, 20, 19, 35), with_parts)


def _part(iri: str, chapter: Chapter, speech: Speech) -> Line:
    """Return the name of a part; the whole, whose name is above, is said to be it."""
    whole = iri == chapter.thing.iri and bool(chapter.parts)
    return line(speech.say(texts.ITSELF)) if whole else speech.thing(iri)


# Chains.


def _chains(chapter: Chapter, speech: Speech) -> list[Block]:
    """Return the chains of several links; those of one are rows of a table already."""
    blocks: list[Block] = []
    long = [test for test in chapter.tests if len(test.supports) > 1]
    shown = long[:MOST_CHAINS]
    for verdict, tests in groupby(shown, key=lambda test: test.verdict):
        said = VERDICTS[verdict].say(speech.lang)
        blocks.append(_label(capital(said)))
        blocks.append(Items(tuple(tell_chain(test, speech) for test in tests)))
    if short := len(chapter.tests) - len(long):
        blocks.append(speech.note(texts.ONE_LINK, chains=texts.count("chain", short)))
    if more := len(long) - len(shown):
        command = f"kg threads {local_name(chapter.thing.iri)} --limit {len(chapter.tests)}"
        blocks.append(speech.note(texts.MORE_CHAINS, more=more, command=command))
    return blocks


def _label(text: str) -> Paragraph:
    return Paragraph(line(Run(text, strong=True)), "label")


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
        name = plain(_part(gap.thing, chapter, speech))
        notes = speech.join(_notes(gap, speech))
        said.append(name + (speech.say(texts.IN_BRACKETS, text=notes) if notes else ""))
    return line(speech.join(said))


def _notes(gap: Gap, speech: Speech) -> list[str]:
    notes = []
    if gap.refused:
        notes.append(speech.say(texts.WEIGHED, n=len(gap.refused)))
    if gap.collective and gap.gap == "no-action":
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


# What stands beside the chains, in its order.
BESIDE: dict[str, Callable[[Chapter, Speech], list[Block]]] = {
    "documents": documents_table,
    "gaps": _gaps,
    "sets": lambda chapter, speech: tell_sets(chapter.trace.collective, speech),
    "denied": lambda chapter, speech: _weighed(chapter.trace.denied, speech),
    "refused": lambda chapter, speech: _weighed(chapter.trace.refused, speech),
    "figures": figures_table,
    "findings": lambda chapter, speech: findings_list(chapter.findings, speech),
}


# The short form.


def tell_shortly(chapter: Chapter, speech: Speech, level: int) -> list[Block]:
    """Return the answer, the actions, the documents, the gaps and the best chain of a thing."""
    thing = chapter.thing
    head = Heading(level, speech.thing(thing.iri), anchor_of(thing.iri))
    blocks: list[Block] = [head, Paragraph(line(answer(chapter, speech)), "lead")]
    if supports := chapter.links("addresses"):
        blocks.append(_short_table(chapter, supports, speech))
    if documents := chapter.of_kind("PolicyDocument"):
        said = texts.DOCUMENTS_LINE.fill(names=speech.names(documents))
        blocks.append(Paragraph(line(said.say(speech.lang))))
    if chapter.gaps:
        blocks.append(_label(speech.say(texts.HEADINGS["gaps"])))
        groups = group_gaps(chapter.gaps)
        blocks.append(Items(tuple(_gap_line(gaps, chapter, speech) for _, gaps in groups)))
    if chapter.tests:
        blocks.append(_label(speech.say(texts.HEADINGS["best-chain"])))
        best = next((t for t in chapter.tests if len(t.supports) > 1), chapter.tests[0])
        blocks.append(Items((tell_chain(best, speech),)))
    return blocks


def _gap_line(gaps: Sequence[Gap], chapter: Chapter, speech: Speech) -> tuple[Line]:
    # The whole first: its name stands for its parts.
    ordered = sorted(gaps, key=lambda gap: gap.thing != chapter.thing.iri)
    named = [plain(_part(gap.thing, chapter, speech)) for gap in ordered]
    more = len(named) - MOST_LACKING
    shown = [*named[:MOST_LACKING], speech.say(texts.MORE, n=more)] if more > 1 else named
    names = speech.join(shown)
    gap, reason = GAPS[gaps[0].gap], REASONS[gaps[0].reason]
    return (line(speech.say(texts.GAP_LINE, gap=gap, reason=reason, names=names)),)


def _short_table(chapter: Chapter, supports: Sequence[Support], speech: Speech) -> Table:
    rows = []
    for support in supports:
        stated = [c for c in decisive(support) if c.link_evidence]
        known = line(speech.known(support), speech.why(stated, reasons=False))
        part = _part(support.hop.start, chapter, speech)
        rows.append((speech.thing(support.hop.end), part, known))
    label = speech.name(chapter.thing.iri)
    return speech.table(label, ("action", "bottleneck", "known"), (44, 36, 20), rows)
