"""The answer to a word, as trees or as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rich.console import Group, RenderableType
from rich.text import Text as Styled
from rich.tree import Tree

from kg.answers.thread import Chain, Hop
from kg.answers.trace import Trace, Tracing
from kg.answers.values import Claim
from kg.graph.terms import local_name
from kg.language import Text
from kg.views.terminal.anomalies import render_anomaly_line, render_details
from kg.views.terminal.voice import (
    MARKS,
    STYLES,
    Voice,
    open_table,
    render_claim_link,
    render_evidence,
    render_why,
)
from kg.views.words import LEVELS, MODALITIES

LEGEND = Text(
    "● a source states it   ○ a curator infers it   ◆ stated of a set, not of a pair",
    "● 原文明示   ○ 整理者推断   ◆ 原文就整体而言，不针对单项",
)


MOST_TOUCHED = 4  # things that are named with an anomaly
DOUBTFUL = Text("※ an anomaly of the source touches it", "※ 来源中有异常涉及它")


HOW = {
    "exact": Text("“{word}”", "“{word}”"),
    "contained": Text("“{word}”, found in {count} name(s)", "“{word}”，见于 {count} 个名称"),
    "concerning": Text(
        "“{word}” is on no thread itself; these concern it or bear its name",
        "“{word}”本身不在追踪链上；以下各项涉及它或名称中含有它",
    ),
    "fuzzy": Text(
        "“{word}”, taken as the nearest name there is: {name}",
        "“{word}”，按最接近的名称理解：{name}",
    ),
}


def render_tracing(tracing: Tracing, voice: Voice) -> RenderableType:
    """Return the answer to a word as trees."""
    voice = _doubting(tracing, voice)
    how = HOW[tracing.how].fill(
        word=tracing.word,
        count=len(tracing.traces) + len(tracing.also),
        name=voice.name(tracing.traces[0].term) if tracing.traces else "",
    )
    parts: list[RenderableType] = [
        Styled(how.say(voice.lang), style="bold"),
        Styled(_legend(tracing).say(voice.lang), style="dim"),
    ]
    for trace in tracing.traces:
        parts += [Styled(""), *_render_trace(trace, voice)]
    if tracing.also:
        names = "; ".join(voice.name(iri) for iri in tracing.also[:8])
        more = " …" if len(tracing.also) > 8 else ""
        line = voice.say("Also so called: {names}", "同名的还有：{names}", names=names + more)
        parts += [Styled(""), Styled(line, style="dim")]
    return Group(*parts, *_anomalies(tracing, voice))


def _doubting(tracing: Tracing, voice: Voice) -> Voice:
    """Return *voice* as it marks what anomalies touch."""
    touches = (a.touches for trace in tracing.traces for a in trace.anomalies)
    return replace(voice, doubtful=frozenset().union(*touches))


def _anomalies(tracing: Tracing, voice: Voice) -> list[RenderableType]:
    """Return each anomaly once, with the things named above that it touches."""
    lines: list[RenderableType] = []
    named = frozenset().union(*(trace.named for trace in tracing.traces))
    found = {a.iri: a for trace in tracing.traces for a in trace.anomalies}
    for iri in sorted(found):
        touched = sorted(named & found[iri].touches)
        line = render_anomaly_line(found[iri], voice)
        names = [voice.name(thing) for thing in touched[:MOST_TOUCHED]]
        more = " …" if len(touched) > MOST_TOUCHED else ""
        lines.append(line.append(f"  – {voice.join(names)}{more}", style="not bold"))
        lines += [render_details(found[iri], voice)] if voice.verbose else []
    return [Styled(""), *lines] if lines else []


def _legend(tracing: Tracing) -> Text:
    if not any(trace.anomalies for trace in tracing.traces):
        return LEGEND
    return Text("{legend}   {doubtful}", "{legend}   {doubtful}").fill(
        legend=LEGEND, doubtful=DOUBTFUL
    )


def _render_trace(trace: Trace, voice: Voice) -> list[RenderableType]:
    parts: list[RenderableType] = [_heading(trace, voice)]
    parts += [_branches(trace.chains, voice)] if trace.chains else []
    parts += _left_out(trace, voice)
    parts += [_collective(claim, voice) for claim in trace.collective]
    parts += _aside(trace.denied, voice, Text("denied: {link}", "原文否定：{link}"), "red")
    parts += _aside(
        trace.refused, voice, Text("considered, refused: {link}", "曾考虑，未采纳：{link}")
    )
    return parts


def _left_out(trace: Trace, voice: Voice) -> list[Styled]:
    """Say where nothing leads on, and what was left out because its validity has ended."""
    nothing = {
        "narrow": Text("{name}: nothing with these filters.", "{name}：在这些筛选条件下没有关联。"),
        "not looked for": Text(
            "{name}: no source was read for links of this kind, so nothing is known.",
            "{name}：没有来源就此类关联被阅读过，因此一无所知。",
        ),
        "not said": Text(
            "{name}: no accepted claim leads on from here in what was read (not said is not no).",
            "{name}：在已读的来源中，没有采纳的关联由此延伸（未说不等于否定）。",
        ),
    }
    ended = Text(
        "Left out, its stated validity has ended: {name}", "已略去（所载有效期已过）：{name}"
    )
    said = [(nothing[_why_nothing(trace, iri)], iri, "red") for iri in trace.unanswered]
    said += [(ended, iri, "dim") for iri in trace.ended]
    return [
        Styled(text.fill(name=voice.name(iri)).say(voice.lang), style=style)
        for text, iri, style in said
    ]


def _why_nothing(trace: Trace, iri: str) -> str:
    if trace.narrow:
        return "narrow"
    return "not looked for" if iri in trace.not_looked_for else "not said"


def _heading(trace: Trace, voice: Voice) -> Styled:
    line = Styled(voice.marked(trace.term), style="bold underline")
    line.append(f"  {local_name(trace.term)}", style="dim not bold not underline")
    counted = voice.say(
        "  {chains} chain(s), {parts} part(s)", "  {chains} 条链，{parts} 个组成部分",
        chains=len(trace.chains), parts=len(trace.starts) - 1,
    )  # fmt: skip
    return line.append(counted, style="dim not bold not underline")


@dataclass
class _Branch:
    hop: Hop | None
    chains: list[Chain]
    below: dict[tuple[str, str], _Branch]


def _branches(chains: Iterable[Chain], voice: Voice) -> Tree:
    """Fold chains that begin alike into one tree."""
    root = _Branch(None, [], {})
    for chain in chains:
        branch = root.below.setdefault(("", chain.nodes[0]), _Branch(None, [], {}))
        for hop in chain.hops:
            branch = branch.below.setdefault((hop.link, hop.end), _Branch(hop, [], {}))
        branch.chains.append(chain)
    tree = Tree("", hide_root=True, guide_style="dim")
    shown: set[Hop] = set()
    for (_, start), branch in root.below.items():
        _grow(tree.add(Styled(voice.marked(start), style="bold")), branch, voice, shown)
    return tree


def _grow(tree: Tree, branch: _Branch, voice: Voice, shown: set[Hop]) -> None:
    for below in branch.below.values():
        assert below.hop is not None  # noqa: S101 - only the root has none
        lines: list[RenderableType] = [_hop_line(below.hop, voice)]
        if below.hop not in shown:
            lines += [line for claim in below.hop.claims for line in render_why(claim, voice)]
            shown.add(below.hop)
        lines += [_verdict(chain, voice) for chain in below.chains]
        _grow(tree.add(Group(*lines)), below, voice, shown)


LINKS = {
    "addresses": Text("answered by", "对策"),
    "correspondsTo": Text("adopted as", "对应措施"),
    "setOutIn": Text("set out in", "载于"),
    "appliesTo": Text("for", "适用于"),
}


def _hop_line(hop: Hop, voice: Voice) -> Styled:
    best = [c for c in hop.claims if c.modality is hop.modality]
    levels = "/".join(sorted({LEVELS[c.confidence].say(voice.lang) for c in best}))
    line = Styled(f"{MARKS[hop.modality]} ", style=STYLES[hop.modality])
    doubt = voice.mark(*(claim.iri for claim in hop.claims))
    line.append(f"{MODALITIES[hop.modality].say(voice.lang)} ({levels}){doubt} ")
    line.append(f"{LINKS[hop.link].say(voice.lang)} ", style="dim not bold")
    return line.append(voice.marked(hop.end), style="bold")


def _verdict(chain: Chain, voice: Voice) -> Styled:
    carried = ", ".join(voice.source(iri) for iri in chain.carried_by)
    line = voice.say(
        "  thread: {count} inference(s); {carried}", "  全链：推断 {count} 处；{carried}",
        count=chain.inferences,
        carried=voice.say("carried whole by {s}", "全链出自 {s}", s=carried)
        if carried
        else voice.say("no one source carries all of it", "没有一个来源贯穿全链"),
    )  # fmt: skip
    return Styled(line, style="magenta")


def _collective(claim: Claim, voice: Voice) -> RenderableType:
    line = Styled(f"{MARKS[claim.modality]} ", style=STYLES[claim.modality])
    line.append(
        voice.say(
            "{subject} – as a set – against {object}: this says nothing of any pair.",
            "{subject}整体针对{object}：不说明任何单项配对。",
            subject=voice.name(claim.subject),
            object=voice.name(claim.object),
        )
    )
    return Group(line, *(x for e in claim.link_evidence for x in render_evidence(e, voice)))


def _aside(
    claims: tuple[Claim, ...], voice: Voice, heading: Text, style: str = "dim"
) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for claim in claims:
        link = render_claim_link(claim, voice)
        lines.append(Styled("× " + heading.fill(link=link).say(voice.lang), style=style))
        lines += render_why(claim, voice)
    return lines


def render_chain_table(tracing: Tracing, voice: Voice) -> RenderableType:
    """Return the answer to a word as a table, a chain a row."""
    voice = _doubting(tracing, voice)
    headings = (
        voice.say("inferences", "推断"),
        voice.say("carried by", "贯穿来源"),
        voice.say("thread", "链"),
    )
    table = open_table(*headings)
    for trace in tracing.traces:
        for chain in trace.chains:
            carried = ", ".join(voice.source(iri) for iri in chain.carried_by) or "–"
            table.add_row(str(chain.inferences), carried, _thread_line(chain, voice))
    notes = [line for trace in tracing.traces for line in _left_out(trace, voice)]
    return Group(table, *notes, *_anomalies(tracing, voice))


def _thread_line(chain: Chain, voice: Voice) -> Styled:
    line = Styled(voice.marked(chain.nodes[0]))
    for hop in chain.hops:
        line.append(f" {MARKS[hop.modality]} ", style=STYLES[hop.modality])
        line.append(voice.marked(hop.end))
    return line
