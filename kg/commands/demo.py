"""`kg demo`: the whole main job on the shipped graph in one go."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.base import Command, Option, State, both, pass_state
from kg.commands.view import write_site
from kg.language import Text

WORD = "碳足迹"
TERM = "bottleneck-carbon-footprint-accounting"
SHOWN = 8  # gaps listed before the rest is only counted
GAPS = ("no-action", "inferred-only")
NEXT = Text(
    """Next:
  kg trace 算力                          the thread of another word
  kg gaps                                all that is not answered, and why
  kg show {term}
  kg queries list                        questions with their SPARQL
  kg query -e 'SELECT ?a WHERE {{ ?a kg:statedToAddress ?b }}'
  kg --lang zh trace 碳足迹              in Chinese
""",
    """接下来：
  kg trace 算力                          追踪另一个词
  kg gaps                                所有未得到回应之处及原因
  kg show {term}
  kg queries list                        随附的问题及其 SPARQL
  kg query -e 'SELECT ?a WHERE {{ ?a kg:statedToAddress ?b }}'
  kg --lang en trace 碳足迹              用英文
""",
    {"term": TERM},
)


@click.command(
    cls=Command,
    help=both(
        "Do the whole job on the graph: build, check, trace, gaps, a site to look at.",
        "在图谱上走完全程：构建、检查、追踪、缺口、可看的网站。",
    ),
)
@click.option(
    "--out", cls=Option, metavar="DIR", type=click.Path(file_okay=False), default="out",
    show_default=True, help=both("Where to write.", "输出目录。"),
)  # fmt: skip
@click.option(
    "--open", "open_it", is_flag=True, cls=Option,
    help=both("Open the site in the browser.", "在浏览器中打开网站。"),
)  # fmt: skip
@pass_state
def command(state: State, out: str, open_it: bool) -> int:
    """Run the demo."""
    _step(state, 1, "Build and check", "构建与检查")
    faults = _check(state)
    _step(state, 2, "What does the graph hold?", "图谱里有什么？")
    _stats(state)
    _step(state, 3, "Which actions answer 碳足迹 (carbon footprint)?", "哪些对策回应“碳足迹”？")
    _trace(state)
    _step(state, 4, "What is left unanswered?", "还有什么没有回应？")
    _gaps(state)
    _step(state, 5, "A site to look at", "可看的网站")
    first = _write(state, Path(out))
    click.echo()
    click.echo(NEXT.say(state.lang), nl=False)
    if open_it:
        import webbrowser

        webbrowser.open(first.resolve().as_uri())
    return 1 if faults else 0


def _step(state: State, number: int, en: str, zh: str) -> None:
    from rich.rule import Rule

    state.console.print(Rule(f"{number}  {Text(en, zh).say(state.lang)}", align="left"))


def _check(state: State) -> int:
    """Print what the checks say and return the number of faults."""
    report = state.check()
    for fault in report.faults:
        click.echo(fault.say(state.lang))
    for note in report.notes:
        click.echo(note.say(state.lang))
    line = Text("{checks} checks, {faults} fault(s).", "{checks} 项检查，{faults} 处错误。")
    values = {"checks": len(report.checks), "faults": len(report.faults)}
    click.echo(line.fill(**values).say(state.lang))
    return len(report.faults)


def _stats(state: State) -> None:
    from kg.views.terminal.pages import render_stats

    state.print(render_stats(state.library.stats(), state.voice))


def _trace(state: State) -> None:
    from kg.commands.trace import show_tracing

    show_tracing(state, state.library.trace(WORD), "tree")


def _gaps(state: State) -> None:
    from kg.views.gap_texts import GAPS as TEXTS

    for name in GAPS:
        report = state.library.gaps(kind="Bottleneck", gap=name)
        names = [state.voice.name(gap.thing) for gap in report.gaps]
        head = Text("Bottlenecks: {gap} ({n} of {all})", "瓶颈：{gap}（{all} 项中 {n} 项）")
        counts = {"n": len(names), "all": report.looked_at["Bottleneck"]}
        click.echo(head.fill(gap=TEXTS[name], **counts).say(state.lang))
        for bottleneck in names[:SHOWN]:
            click.echo(f"  - {bottleneck}")
        if len(names) > SHOWN:
            more = Text("  … and {more} more: {command}", "  …… 另有 {more} 项：{command}")
            command = f"kg gaps --kind Bottleneck --gap {name}"
            click.echo(more.fill(more=len(names) - SHOWN, command=command).say(state.lang))


def _write(state: State, out: Path) -> Path:
    """Write the site and the graph, and return the page to begin with."""
    site, graph = out / "site", out / "graph.ttl"
    first = site / "index.html"
    count = write_site(state, site, "kg demo")
    state.say(
        "Begin with {path}: a site of {count} pages that opens from disk.",
        "请从 {path} 开始：可离线打开的网站，共 {count} 页。",
        path=first, count=count,
    )  # fmt: skip
    state.emit(state.library.export("ttl").decode(), str(graph))
    return first
