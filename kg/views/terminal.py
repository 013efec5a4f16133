"""Answers for the terminal: trees, tables and pages, as rich renderables.

Symbols are from the GBK set, so that a Chinese terminal of any age can show them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled
from rich.tree import Tree

from kg.answers.query import Answer
from kg.answers.stats import Stats
from kg.answers.things import Thing
from kg.answers.trace import Chain, Hop, Trace, Tracing
from kg.answers.values import Claim, Evidence, Modality
from kg.faults import Fault
from kg.graph.resolving import Resolved
from kg.graph.terms import KG, local_name, shorten
from kg.language import Lang, Text
from kg.sources.copies import Words

MARKS = {Modality.STATED: "●", Modality.INFERRED: "○", Modality.COLLECTIVE: "◆"}
STYLES = {Modality.STATED: "bold green", Modality.INFERRED: "yellow", Modality.COLLECTIVE: "cyan"}
MODALITIES = {
    Modality.STATED: Text("stated", "原文明示"),
    Modality.INFERRED: Text("inferred", "推断"),
    Modality.COLLECTIVE: Text("stated of the set as a whole", "原文就整体而言"),
}
LEVELS = {"high": Text("high", "高"), "medium": Text("medium", "中"), "low": Text("low", "低")}
STATUSES = {
    "proposed": Text("proposed", "待定"),
    "accepted": Text("accepted", "采纳"),
    "refused": Text("refused", "不采纳"),
    "withdrawn": Text("withdrawn", "撤回"),
}
LEGEND = Text(
    "● a source states it   ○ a curator infers it   ◆ stated of a set, not of a pair",
    "● 原文明示   ○ 整理者推断   ◆ 原文就整体而言，不针对单项",
)
HOW = {
    "exact": Text("'{word}'", "“{word}”"),
    "contained": Text("'{word}', found in {count} name(s)", "“{word}”，见于 {count} 个名称"),
    "fuzzy": Text("'{word}', taken as the nearest name there is", "“{word}”，按最接近的名称理解"),
}


@dataclass(frozen=True)
class Voice:
    """How to speak: the language, a thing's name, a user's words at a place, and how much."""

    lang: Lang
    name: Callable[[str], str]
    words: Callable[[Evidence], Words | None]
    verbose: bool = False

    def say(self, en: str, zh: str, **values: object) -> str:
        """Return a message in the user's language."""
        return Text(en, zh, values).say(self.lang)

    def source(self, iri: str) -> str:
        """Return the id of a source, as short as it is known by."""
        return local_name(iri).removeprefix("source-")


def render_plain(renderable: RenderableType, width: int = 120) -> str:
    """Return *renderable* as plain text, without colour."""
    buffer = io.StringIO()
    Console(file=buffer, width=width, highlight=False, emoji=False, markup=False).print(renderable)
    return buffer.getvalue()


def render_tracing(tracing: Tracing, voice: Voice) -> RenderableType:
    """Return the answer to a word as trees."""
    how = HOW[tracing.how].fill(word=tracing.word, count=len(tracing.traces) + len(tracing.also))
    parts: list[RenderableType] = [
        Styled(how.say(voice.lang), style="bold"),
        Styled(LEGEND.say(voice.lang), style="dim"),
    ]
    for trace in tracing.traces:
        parts += [Styled(""), *_render_trace(trace, voice)]
    if tracing.also:
        names = "; ".join(voice.name(iri) for iri in tracing.also[:8])
        more = " …" if len(tracing.also) > 8 else ""
        line = voice.say("Also so called: {names}", "同名的还有：{names}", names=names + more)
        parts += [Styled(""), Styled(line, style="dim")]
    return Group(*parts)


def _render_trace(trace: Trace, voice: Voice) -> list[RenderableType]:
    parts: list[RenderableType] = [_heading(trace, voice)]
    parts += [_branches(trace.chains, voice)] if trace.chains else []
    for iri in trace.unanswered:
        line = voice.say(
            "{name}: no accepted claim leads on from here in what was read (not said is not no).",
            "{name}：在已读的来源中，没有采纳的关联由此延伸（未说不等于否定）。",
            name=voice.name(iri),
        )
        parts.append(Styled(line, style="red"))
    for claim in trace.collective:
        parts.append(_collective(claim, voice))
    for iri in trace.ended:
        line = voice.say(
            "Left out, its stated validity has ended: {name}", "已略去（所载有效期已过）：{name}",
            name=voice.name(iri),
        )  # fmt: skip
        parts.append(Styled(line, style="dim"))
    parts += _aside(trace.denied, voice, Text("denied: {link}", "原文否定：{link}"), "red")
    parts += _aside(
        trace.refused, voice, Text("considered, refused: {link}", "曾考虑，未采纳：{link}")
    )
    return parts


def _heading(trace: Trace, voice: Voice) -> Styled:
    line = Styled(voice.name(trace.term), style="bold underline")
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
        _grow(tree.add(Styled(voice.name(start), style="bold")), branch, voice, shown)
    return tree


def _grow(tree: Tree, branch: _Branch, voice: Voice, shown: set[Hop]) -> None:
    for below in branch.below.values():
        assert below.hop is not None  # noqa: S101 - only the root has none
        lines: list[RenderableType] = [_hop_line(below.hop, voice)]
        if below.hop not in shown:
            lines += [line for claim in below.hop.claims for line in _why(claim, voice)]
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
    line.append(f"{MODALITIES[hop.modality].say(voice.lang)} ({levels}) ")
    line.append(f"{LINKS[hop.link].say(voice.lang)} ", style="dim not bold")
    return line.append(voice.name(hop.end), style="bold")


def _beside(head: Styled, body: str, style: str = "dim") -> Table:
    """Return *body* beside *head*, folded in a column of its own: Chinese has no spaces."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(head, Styled(body, style=style))
    return grid


def _why(claim: Claim, voice: Voice) -> list[RenderableType]:
    lines: list[RenderableType] = []
    if why := claim.rationale.say(voice.lang):
        lines.append(_beside(Styled(voice.say("  why:", "  理由："), style="dim"), why))
    shown = claim.evidence if voice.verbose or not claim.rationale.en else claim.link_evidence
    for evidence in shown:
        lines += render_evidence(evidence, voice)
    for evidence in claim.contrary_evidence:
        lines.append(Styled(voice.say("  against it:", "  相反证据："), style="red"))
        lines += render_evidence(evidence, voice)
    return lines


def render_evidence(evidence: Evidence, voice: Voice) -> list[RenderableType]:
    """Return the place and our paraphrase, and below it the words if the user's copy has them."""
    place = voice.say(
        "{source} {section} para {number}", "{source} {section} 第{number}段",
        source=voice.source(evidence.source), section=evidence.section, number=evidence.paragraph,
    )  # fmt: skip
    head = Styled(f"  [{place}]", style="cyan")
    lines: list[RenderableType] = [_beside(head, evidence.paraphrase.say(voice.lang))]
    words = voice.words(evidence)
    if words and words.text:
        head = Styled(voice.say("  your copy:", "  您的副本："), style="cyan")
        lines.append(_beside(head, f"“{words.text}”", "italic"))
    elif words:
        said = voice.say(
            "    your copy: {outcome}, so no words are shown",
            "    您的副本：{outcome}，故不显示原文", outcome=words.outcome.value,
        )  # fmt: skip
        lines.append(Styled(said, style="red"))
    return lines


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
        lines.append(_beside(Styled(" "), claim.reason.say(voice.lang)))
    return lines


def render_claim_link(claim: Claim, voice: Voice) -> str:
    """Return the link of a claim as one line of names."""
    names = (voice.name(claim.subject), voice.name(claim.predicate), voice.name(claim.object))
    return " – ".join(names)


def render_faults(faults: Iterable[Fault], voice_lang: Lang) -> str:
    """Return faults as lines, one each."""
    return "".join(f"{fault.say(voice_lang)}\n" for fault in faults)


def render_chain_table(tracing: Tracing, voice: Voice) -> RenderableType:
    """Return the answer to a word as a table, a chain a row."""
    headings = (
        voice.say("inferences", "推断"),
        voice.say("carried by", "贯穿来源"),
        voice.say("thread", "链"),
    )
    table = Table(*headings, box=None, pad_edge=False)
    for trace in tracing.traces:
        for chain in trace.chains:
            carried = ", ".join(voice.source(iri) for iri in chain.carried_by) or "–"
            table.add_row(str(chain.inferences), carried, _thread_line(chain, voice))
    return table


def _thread_line(chain: Chain, voice: Voice) -> Styled:
    line = Styled(voice.name(chain.nodes[0]))
    for hop in chain.hops:
        line.append(f" {MARKS[hop.modality]} ", style=STYLES[hop.modality])
        line.append(voice.name(hop.end))
    return line


def render_thing(thing: Thing, voice: Voice) -> RenderableType:
    """Return everything known about a thing as a page."""
    title = Styled(thing.label.say(voice.lang), style="bold underline")
    title.append(f"  {voice.name(KG + thing.kind)}  {local_name(thing.iri)}", style="dim")
    lines: list[RenderableType] = [title]
    other = thing.label.en if voice.lang == "zh" else thing.label.zh
    lines.append(Styled(" / ".join(dict.fromkeys((other, *thing.other_names))), style="dim"))
    if thing.definition.say(voice.lang):
        lines.append(Styled(thing.definition.say(voice.lang)))
    lines += _facts(thing, voice)
    lines += [line for e in thing.evidence for line in render_evidence(e, voice)]
    if thing.claims:
        lines.append(Styled(""))
        lines.append(Styled(voice.say("Claims", "关联"), style="bold"))
    for claim in thing.claims:
        lines.append(_claim_line(claim, voice))
        lines.append(Padding(Group(*_why(claim, voice)), (0, 0, 0, 2)))
    return Group(*lines)


def _facts(thing: Thing, voice: Voice) -> list[RenderableType]:
    table = Table(box=None, show_header=False, pad_edge=False)
    related = {
        voice.say("part of", "属于"): thing.wholes,
        voice.say("parts", "组成部分"): thing.parts,
    }
    for heading, iris in related.items():
        if iris:
            table.add_row(Styled(heading, style="cyan"), "\n".join(voice.name(i) for i in iris))
    for fact in thing.facts:
        values = [*map(voice.name, fact.things), *fact.literals]
        table.add_row(Styled(fact.label.say(voice.lang), style="cyan"), "\n".join(values))
    return [table] if table.row_count else []


def _claim_line(claim: Claim, voice: Voice) -> Styled:
    said = [MODALITIES[claim.modality], LEVELS[claim.confidence]]
    if claim.status != "accepted":
        said.append(STATUSES[claim.status])
    if claim.polarity == "denied":
        said.append(Text("denied", "否定"))
    line = Styled(f"{MARKS[claim.modality]} ", style=STYLES[claim.modality])
    line.append("(" + ", ".join(text.say(voice.lang) for text in said) + ") ")
    return line.append(render_claim_link(claim, voice), style="bold")


def render_answer(answer: Answer, voice: Voice) -> RenderableType:
    """Return the rows of a query as a table: literals as they are, IRIs short."""
    if answer.kind == "ask":
        return Styled(voice.say("yes", "是") if answer.boolean else voice.say("no", "否"))
    if not answer.rows:
        return Styled(
            voice.say(
                "No row: nothing in the graph fits this question (not said is not no).",
                "没有结果：图谱中没有符合此问题的内容（未说不等于否定）。",
            )
        )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.rows:
        table.add_row(*(_cell(row.get(column)) for column in answer.columns))
    return table


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]


def render_stats(stats: Stats, voice: Voice) -> RenderableType:
    """Return the counts as two tables."""
    things = Table(voice.say("kind", "类别"), voice.say("count", "数量"), box=None, pad_edge=False)
    for kind, number in stats.things.items():
        things.add_row(voice.name(KG + kind), str(number))
    heads = [MODALITIES[m].say(voice.lang) for m in Modality]
    links = Table(voice.say("accepted link", "已采纳的关联"), *heads, box=None, pad_edge=False)
    for link, numbers in stats.links.items():
        cells = [str(numbers.get(modality.value, "–")) for modality in Modality]
        links.add_row(voice.name(KG + link), *cells)
    statuses = ", ".join(f"{STATUSES[s].say(voice.lang)} {n}" for s, n in stats.claims.items())
    head = voice.say(
        "data version {version}: {triples} triples; claims: {statuses}",
        "数据版本 {version}：{triples} 条三元组；关联：{statuses}",
        version=stats.version, triples=stats.triples, statuses=statuses,
    )  # fmt: skip
    return Group(Styled(head, style="bold"), Styled(""), things, Styled(""), links)


def render_sources(report: Iterable[Resolved], lang: Lang) -> RenderableType:
    """Return where the copies are and what resolves in them."""
    heads = [Text("source", "来源"), Text("your copy", "您的副本"), Text("evidence", "证据")]
    table = Table(*(head.say(lang) for head in heads), box=None, pad_edge=False)
    for item in report:
        table.add_row(item.source, _copy_cell(item, lang), _outcome_cell(item))
    return table


def _copy_cell(item: Resolved, lang: Lang) -> str:
    if item.copy is None:
        return Text(
            "none: name its directory with --copies or --register",
            "无：可用 --copies 或 --register 指明目录",
        ).say(lang)
    same = Text("the file that was curated from", "与整理时所用文件相同")
    other = Text("another file", "不是整理时所用的文件")
    return f"{item.copy} ({(same if item.same_file else other).say(lang)})"


def _outcome_cell(item: Resolved) -> str:
    return ", ".join(f"{outcome} {number}" for outcome, number in sorted(item.outcomes.items()))
