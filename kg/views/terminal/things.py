"""The page of one thing: names, facts, roles, what is doubtful, numbers, findings and claims."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from kg.answers.anomalies import Anomaly
from kg.answers.things import Reference, Saying, Thing
from kg.answers.values import Claim
from kg.graph.terms import KG, local_name
from kg.language import Text
from kg.views.numbers import say_figure
from kg.views.terminal.anomalies import render_anomalies, render_details
from kg.views.terminal.figures import Page, render_figure, render_figures, render_given
from kg.views.terminal.voice import (
    MARKS,
    STYLES,
    Voice,
    open_table,
    printable,
    render_beside,
    render_claim_link,
    render_evidence,
    render_why,
)
from kg.views.words import LEVELS, MODALITIES, STATUSES

MOST_NAMED = 24  # in a list of names; the rest is counted
MOST_READ = 2  # things of one kind that the page of a source names
FIGURES = ("Observation", "Reading")
READ_FROM = KG + "readFrom"


def render_thing(thing: Thing, voice: Voice) -> RenderableType:
    """Return everything known about a thing as a page."""
    page = Page(voice, thing.iri, _touched(thing.anomalies))
    lines = [*_head(thing, voice), *_facts(thing, voice)]
    if thing.kind in FIGURES:
        lines += render_figure(thing.figures[0], page)
    else:
        lines += [line for e in thing.evidence for line in render_evidence(e, voice)]
    for heading, found in _sections(thing, page):
        if found:
            lines += [Styled(""), Styled(heading.say(voice.lang), style="bold"), *found]
    return Group(*lines)


def _touched(anomalies: Iterable[Anomaly]) -> frozenset[str]:
    return frozenset(iri for anomaly in anomalies for iri in anomaly.touches)


def _head(thing: Thing, voice: Voice) -> list[RenderableType]:
    title = Styled(_title(thing, voice), style="bold underline")
    title.append(
        f"  {thing.kind_label.say(voice.lang)}  {local_name(thing.iri)}",
        style="dim not bold not underline",
    )
    lines: list[RenderableType] = [title]
    other = thing.label.en if voice.lang == "zh" else thing.label.zh
    if names := " / ".join(filter(None, dict.fromkeys((other, *thing.other_names)))):
        lines.append(Styled(names, style="dim"))
    if thing.definition.say(voice.lang):
        lines.append(Styled(thing.definition.say(voice.lang)))
    return lines


def _title(thing: Thing, voice: Voice) -> str:
    if thing.kind not in FIGURES:
        return printable(thing.label.say(voice.lang))
    figure = thing.figures[0]
    said = say_figure(figure, voice.lang)
    colon = "：" if voice.lang == "zh" else ": "
    return printable(f"{voice.name(figure.indicator)}{colon}{said}" if figure.indicator else said)


def _facts(thing: Thing, voice: Voice) -> list[RenderableType]:
    """Return what is said of a thing, and its roles: what points at it."""
    rows = {
        voice.say("part of", "属于"): list(map(voice.name, thing.wholes)),
        voice.say("parts", "组成部分"): _named(thing.parts, voice),
    }
    for fact in thing.facts:
        found = [*map(voice.name, fact.things), *fact.literals]
        rows.setdefault(fact.label.say(voice.lang), []).extend(found)
    for reference in thing.references:
        heading, names = _reference(reference, voice)
        rows.setdefault(heading, []).extend(names)
    table = open_table(columns=2)
    for heading, values in rows.items():
        if values:
            table.add_row(Styled(heading, style="cyan"), "\n".join(map(printable, values)))
    lines: list[RenderableType] = [table] if table.row_count else []
    if thing.kind == "Anomaly":
        lines.append(render_details(thing.anomalies[0], voice, whole=True))
    return lines


def _reference(reference: Reference, voice: Voice) -> tuple[str, list[str]]:
    """Return heading and names of what points at a thing; what a source gave is counted."""
    label = reference.label.say(voice.lang)
    if reference.predicate != READ_FROM or voice.verbose:
        return label, _named(reference.things, voice)
    few = len(reference.things) <= MOST_READ
    said = voice.join(_named(reference.things, voice)) if few else str(len(reference.things))
    colon = "：" if voice.lang == "zh" else ": "
    return voice.say("read from it", "由此读出"), [f"{label}{colon}{said}"]


def _named(iris: tuple[str, ...], voice: Voice) -> list[str]:
    """Return the names of *iris*; of very many only the first, unless more detail is wanted."""
    if voice.verbose or len(iris) <= MOST_NAMED:
        return [voice.name(iri) for iri in iris]
    more = voice.say("… {count} more (-v)", "……另有 {count} 个（-v）", count=len(iris) - MOST_NAMED)
    return [*(voice.name(iri) for iri in iris[:MOST_NAMED]), more]


def _sections(thing: Thing, page: Page) -> list[tuple[Text, list[RenderableType]]]:
    """Return the further parts of a page with their headings; an empty one is left out."""
    voice, own = page.voice, thing.kind in FIGURES
    doubts = () if thing.kind == "Anomaly" else thing.anomalies
    figures = thing.figures[1:] if own else thing.figures
    numbers = Text("Derived from", "推算依据") if own else Text("Numbers", "数字")
    return [
        (numbers, render_figures(figures, page)),
        (Text("Numbers it gives", "它给出的数字"), render_given(thing.figures_given, page)),
        (Text("Anomalies", "异常"), render_anomalies(doubts, voice)),
        (Text("Findings about it", "关于它的论述"), _sayings(thing.findings, page)),
        (Text("What it says", "它的说法"), _sayings(thing.sayings, page)),
        (Text("Claims", "主张"), [x for c in thing.claims for x in _claim(c, voice)]),
    ]


def _sayings(sayings: tuple[Saying, ...], page: Page) -> list[RenderableType]:
    lines: list[RenderableType] = []
    voice = page.voice
    for saying in sayings:
        line = Styled("  ").append(printable(saying.label.say(voice.lang)), style="cyan")
        by = page.names(saying.said_by) or voice.join(map(voice.source, saying.sources))
        line.append(f"  {by}" if by else "", style="dim")
        lines.append(line)
        if text := saying.text.say(voice.lang):
            lines.append(render_beside(Styled("   "), text, ""))
    return lines


def _claim(claim: Claim, voice: Voice) -> list[RenderableType]:
    return [_claim_line(claim, voice), Padding(Group(*render_why(claim, voice)), (0, 0, 0, 2))]


def _claim_line(claim: Claim, voice: Voice) -> Styled:
    said = [MODALITIES[claim.modality], LEVELS[claim.confidence]]
    if claim.status != "accepted":
        said.append(STATUSES[claim.status])
    if claim.polarity == "denied":
        said.append(Text("denied", "否定"))
    line = Styled(f"{MARKS[claim.modality]} ", style=STYLES[claim.modality])
    line.append("(" + ", ".join(text.say(voice.lang) for text in said) + ") ")
    return line.append(render_claim_link(claim, voice), style="bold")
