"""Comparisons in the terminal: recommended against issued, region by region, what hangs on what."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text as Styled

from kg.answers.adoption import Adoption, Order, Pairing
from kg.answers.links import Link
from kg.answers.regions import RegionProfile
from kg.answers.structure import Structure
from kg.answers.values import Modality
from kg.graph.terms import local_name
from kg.language import Text
from kg.views.terminal.tracing import LEGEND
from kg.views.terminal.voice import MARKS, STYLES, Voice, open_table, printable

ROLES = {
    "bottleneck-observed": Text("bottlenecks observed there", "在当地观察到的瓶颈"),
    "case-observed": Text("cases seen there", "在当地的案例"),
    "recommended-for": Text("actions recommended for it", "针对当地建议的行动"),
    "adopted-for": Text("measures adopted for it", "针对当地出台的措施"),
    "document-for": Text("documents that hold there", "适用于当地的文件"),
    "case-example": Text("cases named as examples from there", "作为当地例子提到的案例"),
    "document-example": Text("documents named as examples from there", "作为当地例子提到的文件"),
}


def render_adoption(adoption: Adoption, voice: Voice) -> RenderableType:
    """Return the pairings, what is only asked for, what is only adopted, documents that follow."""
    parts: list[RenderableType] = [Styled(LEGEND.say(voice.lang), style="dim"), Styled("")]
    for recommendation, found in groupby(adoption.pairings, key=lambda p: p.recommendation):
        parts.append(Styled(printable(voice.name(recommendation)), style="bold"))
        parts += [line for pairing in found for line in _pairing(pairing, voice)]
    lists = (
        (Text("Asked for, and nowhere reported as adopted", "有建议而未见报道出台"),
         adoption.asked_only),
        (Text("Adopted, and no recommendation corresponds to it", "已出台而无对应建议"),
         adoption.adopted_only),
    )  # fmt: skip
    for head, things in lists:
        parts += [Styled(""), _heading(head, len(things), voice)]
        parts += [_named(iri, voice) for iri in things]
    head = Text("Documents that follow others", "文件之间的承接")
    parts += [Styled(""), _heading(head, len(adoption.successions), voice)]
    parts += [_succession(link, voice) for link in adoption.successions]
    unsaid = voice.say(
        "Whether a measure is in force today, the sources cannot say; not said is not no.",
        "措施目前是否有效，来源无从说明；未说不等于否定。",
    )
    return Group(*parts, Styled(""), Styled(unsaid, style="dim"))


def _heading(head: Text, number: int, voice: Voice) -> Styled:
    return Styled(f"{head.say(voice.lang)} ({number})", style="bold")


def _named(iri: str, voice: Voice) -> Styled:
    return Styled(f"- {printable(voice.name(iri))}").append(f"  {local_name(iri)}", style="dim")


def _marked(link: Link, iri: str, voice: Voice) -> Styled:
    line = Styled(f"{MARKS[link.modality]} ", style=STYLES[link.modality])
    return line.append(printable(voice.name(iri)), style="default not bold")


def _pairing(pairing: Pairing, voice: Voice) -> list[RenderableType]:
    lines = [_indented(1, _marked(pairing.link, pairing.measure, voice))]
    for order in pairing.orders:
        line = _marked(order.link, order.document, voice)
        lines.append(_indented(2, line.append(_validity(order, voice), style="cyan")))
    if not pairing.orders:
        said = voice.say("no document is named for it", "未指明出自哪份文件")
        lines.append(_indented(2, Styled(said, style="dim")))
    lines += [_indented(2, _marked(link, link.object, voice)) for link in pairing.regions]
    return list(lines)


def _indented(steps: int, line: Styled) -> Styled:
    return Styled("  " * steps).append(line)


def _validity(order: Order, voice: Voice) -> str:
    parts = []
    if order.valid_from or order.valid_to:
        parts.append(f"{order.valid_from or '…'}–{order.valid_to or '…'}")
    if order.ended:
        parts.append(voice.say("ended by its own words", "按其自述已到期"))
    parts += [voice.name(link.object) for link in order.regions]
    return f"  [{', '.join(parts)}]" if parts else ""


def _succession(link: Link, voice: Voice) -> Styled:
    names = (link.subject, link.claims[0].predicate, link.object)
    line = Styled(f"{MARKS[link.modality]} ", style=STYLES[link.modality])
    return line.append(" – ".join(map(voice.name, names)), style="default not bold")


def render_regions(profiles: Iterable[RegionProfile], voice: Voice) -> RenderableType:
    """Return a section for each region, its roles apart."""
    parts: list[RenderableType] = []
    for profile in profiles:
        head = Styled(printable(voice.name(profile.region)), style="bold underline")
        if profile.open:
            said = voice.say(
                "  the source names it without saying what belongs to it",
                "  来源提到而未说明其范围",
            )
            head.append(said, style="dim not bold not underline")
        parts += [head, *_roles(profile, voice)]
        if profile.figures:
            said = voice.say("  figures of it: {n}", "  相关数字：{n}", n=profile.figures)
            parts.append(Styled(said, style="cyan"))
        parts.append(Styled(""))
    if not parts:
        nothing = voice.say("Nothing is linked to a region.", "没有与地区相关的内容。")
        return Styled(nothing)
    return Group(*parts)


def _roles(profile: RegionProfile, voice: Voice) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for role in profile.roles:
        lines.append(Styled(f"  {ROLES[role.name].say(voice.lang)} ({len(role.links)})", "cyan"))
        lines += [_indented(2, _marked(link, link.subject, voice)) for link in role.links]
    if not profile.roles:
        said = voice.say(
            "  nothing is said of it (not said is not no)", "  未提及（未说不等于否定）"
        )
        lines.append(Styled(said, style="dim"))
    return lines


def render_structure(structure: Structure, limit: int, voice: Voice) -> RenderableType:
    """Return the actions on which most hangs, the sole answers, a smallest cover, communities."""
    table = open_table(
        voice.say("action", "行动"), MARKS[Modality.STATED], MARKS[Modality.INFERRED],
        voice.say("sole answer to", "唯一回应"), voice.say("betweenness", "中介中心性"),
    )  # fmt: skip
    for one in structure.actions[:limit]:
        numbers = [str(len(one.stated)), str(len(one.inferred)), str(len(one.sole))]
        table.add_row(printable(voice.name(one.action)), *numbers, f"{one.betweenness:.3f}")
    cover = structure.cover
    said = voice.say(
        "{n} actions answer all {all} bottlenecks that any action answers", "{n} 项行动即可回应所有"
        "有行动回应的 {all} 个瓶颈", n=len(cover.actions), all=cover.covered,
    )  # fmt: skip
    proof = (
        voice.say("proven: no smaller set does", "已证明：没有更小的集合")
        if cover.proven
        else voice.say("not proven smallest", "未证明为最小")
    )
    parts: list[RenderableType] = [table, Styled(""), Styled(f"{said} ({proof})", style="bold")]
    parts += [_named(iri, voice) for iri in cover.actions]
    parts += [Styled(""), *_single_points(structure, voice), *_communities(structure, voice)]
    return Group(*parts, *_methods(voice))


def _single_points(structure: Structure, voice: Voice) -> list[RenderableType]:
    head = Text("Bottlenecks that hang on one action alone", "只靠一项行动回应的瓶颈")
    alone = [(one.action, iri) for one in structure.single_points for iri in one.sole]
    lines: list[RenderableType] = [_heading(head, len(alone), voice)]
    for action, iri in alone:
        line = Styled(f"- {printable(voice.name(iri))}")
        lines.append(line.append(f"  <- {printable(voice.name(action))}", style="dim"))
    return lines


def _communities(structure: Structure, voice: Voice) -> list[RenderableType]:
    head = Text("Groups that are linked among themselves", "彼此联系紧密的组")
    lines: list[RenderableType] = [Styled(""), _heading(head, len(structure.communities), voice)]
    for number, group in enumerate(structure.communities, start=1):
        names = "; ".join(printable(voice.name(iri)) for iri in group.bottlenecks)
        lines.append(Styled(f"{number}. {names}  +{len(group.actions)}"))
    return lines


def _methods(voice: Voice) -> list[RenderableType]:
    said = voice.say(
        "Methods: betweenness after Freeman (1977); communities by greedy modularity (Clauset, "
        "Newman, Moore 2004), a stated link weighing 2 and an inferred one 1; smallest cover by "
        "branch and bound. They describe this graph of claims, not the world.",
        "方法：中介中心性依 Freeman（1977）；分组为贪心模块度法（Clauset、Newman、Moore，2004），"
        "明示关联权重为 2、推断为 1；最小覆盖用分支定界。它们描述的是这张主张图，而非现实本身。",
    )
    return [Styled(""), Styled(said, style="dim")]
