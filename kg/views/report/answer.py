"""The answer in three sentences: who addresses it, what stands behind, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answers.gaps import LACKS
from kg.answers.report import Chapter, Dossier, Overview
from kg.answers.values import Modality
from kg.language import Text
from kg.views.gap_texts import GAPS, REASONS
from kg.views.report import texts
from kg.views.report.speech import Speech
from kg.views.report.texts import count

MOST_REGIONS = 4


def answer(chapter: Chapter, speech: Speech) -> str:
    """Return the answer to the question of a chapter."""
    if chapter.thing.kind == "Bottleneck":
        first, second = _addressed(chapter, speech), _backed(chapter, speech)
    else:
        first, second = _on_threads(chapter, speech)
    return speech.beside(first, second, missing(chapter, speech))


def stated_actions(chapter: Chapter) -> set[str]:
    """Return the actions of which a source says that they address a bottleneck of the chapter."""
    links = chapter.links("addresses")
    return {s.hop.end for s in links if s.hop.modality is Modality.STATED}


def _addressed(chapter: Chapter, speech: Speech) -> str:
    actions, stated = chapter.actions, stated_actions(chapter)
    if not actions:
        return speech.say(texts.NOT_ADDRESSED)
    parts, inferred = len(chapter.parts), len(actions) - len(stated)
    where = (texts.IN_PART if parts == 1 else texts.IN_PARTS) if parts else Text("", "")
    split = texts.SOME_STATED.fill(stated=len(stated), inferred=inferred)
    if not (stated and inferred):
        split = texts.ALL_STATED if stated else texts.ALL_INFERRED
    return speech.say(
        texts.ADDRESSED,
        where=where.fill(parts=count("part", parts)),
        actions=count("action", len(actions)),
        split=split,
    )


def _backed(chapter: Chapter, speech: Speech) -> str:
    if not chapter.actions:
        return ""
    measures = chapter.of_kind("AdoptedMeasure")
    documents = chapter.of_kind("PolicyDocument")
    regions = say_regions(chapter.of_kind("Region", "RegionGroup"), speech)
    if not measures:
        return speech.say(texts.NOT_BACKED, regions=regions)
    set_out = texts.SET_OUT.fill(documents=count("document", len(documents)))
    return texts.BACKED.fill(
        measures=count("measure", len(measures)),
        documents=set_out if documents else texts.SET_OUT_NOWHERE,
        regions=regions,
    ).say(speech.lang)


def say_regions(regions: Sequence[str], speech: Speech) -> str:
    """Return which regions are named, as a part of a sentence."""
    if not regions:
        return speech.say(texts.FOR_NO_REGION)
    named = "、" if speech.lang == "zh" else ", "
    shown = named.join(map(speech.name, regions[:MOST_REGIONS]))
    if len(regions) > MOST_REGIONS:
        return speech.say(
            texts.FOR_MANY_REGIONS, count=count("region", len(regions)), regions=shown
        )
    return speech.say(texts.FOR_REGION if len(regions) == 1 else texts.FOR_REGIONS, regions=shown)


def _on_threads(chapter: Chapter, speech: Speech) -> tuple[str, str]:
    if not chapter.tests:
        return speech.say(texts.LEADS_NOWHERE), ""
    kinds = {
        "bottlenecks": ("bottleneck", "Bottleneck"),
        "actions": ("recommended", "RecommendedAction"),
        "measures": ("measure", "AdoptedMeasure"),
        "documents": ("document", "PolicyDocument"),
        "regions": ("region", "Region", "RegionGroup"),
    }
    held = {
        slot: count(what, len(chapter.of_kind(*classes)))
        for slot, (what, *classes) in kinds.items()
    }
    links = chapter.links("addresses")
    stated = sum(s.hop.modality is Modality.STATED for s in links)
    second = texts.LINKS_ON_THREADS.fill(
        links=count("link", len(links)), stated=stated, inferred=len(links) - stated
    )
    return speech.say(texts.ON_THREADS, **held), speech.say(second)


def missing(chapter: Chapter, speech: Speech) -> str:
    """Return what is missing at the whole, and in how many of its parts anything is."""
    if chapter.thing.kind not in LACKS:
        return speech.say(texts.NO_GAPS_LOOKED_FOR) if chapter.tests else ""
    gaps = chapter.gaps_of(chapter.thing.iri)
    said = [
        speech.say(texts.IN_BRACKETED_GAP, gap=GAPS[gap.gap], reason=REASONS[gap.reason])
        for gap in gaps
    ]
    text = texts.MISSING_AT_WHOLE if chapter.parts else texts.MISSING
    first = speech.say(text, gaps=speech.join(said)) if said else ""
    second = ""
    if chapter.parts:
        lacking = {gap.thing for gap in chapter.gaps} - {chapter.thing.iri}
        numbers = {"parts": len(chapter.parts), "lacking": len(lacking)}
        second = speech.say(texts.MISSING_IN_PARTS, **numbers)
    return speech.beside(first or speech.say(texts.MISSING_NOTHING), second)


def answer_of_all(dossier: Dossier, overview: Overview, speech: Speech) -> str:
    """Return the answer of a report on the whole graph."""
    rows = overview.matrix.rows
    wholes = [row for row in rows if row.depth == 0]
    answered = {cell.bottleneck for cell in overview.matrix.cells}
    stated = {c.bottleneck for c in overview.matrix.cells if c.count(Modality.STATED)}
    reached = {
        kind: {iri for chapter in dossier.chapters for iri in chapter.of_kind(*kinds)}
        for kind, kinds in {
            "measure": ("AdoptedMeasure",),
            "document": ("PolicyDocument",),
            "region": ("Region", "RegionGroup"),
        }.items()
    }
    lacking = {
        name: sum(gap.gap == name and gap.kind == "Bottleneck" for gap in overview.gaps.gaps)
        for name in ("no-action", "inferred-only", "no-measure")
    }
    values: tuple[dict[str, object], ...] = (
        {
            "wholes": count("bottleneck", len(wholes)),
            "parts": count("part", len(rows) - len(wholes)),
            "all": len(rows),
            "answered": len(answered),
            "stated": len(stated),
        },
        {
            "measures": count("measure", len(reached["measure"])),
            "documents": count("document", len(reached["document"])),
            "regions": count("region", len(reached["region"])),
        },
        {
            "without": lacking["no-action"],
            "inferred": lacking["inferred-only"],
            "without_measure": lacking["no-measure"],
        },
    )
    said: list[Text] = [t.fill(**v) for t, v in zip(texts.ANSWER_OF_ALL, values, strict=True)]
    return speech.beside(*(text.say(speech.lang) for text in said))
