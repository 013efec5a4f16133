"""`kg view`: the graph as a page to look at."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from kg.commands.base import WORD, Command, Option, State, both, pass_state
from kg.commands.query import parse_parameters, read_query
from kg.commands.trace import build_filters, filter_options, said_filters
from kg.errors import UsageError
from kg.language import Text
from kg.paths import write_text
from kg.views.drawing import VIEWS

ALL = "all"


@click.command(
    cls=Command,
    help=both(
        "Draw a view as one offline HTML file.\n\nmatrix: bottlenecks against actions, of a "
        "category, of a bottleneck with its parts, or of all; network: what lies on the threads "
        "through TERM, or the whole graph, or a query's answer; trace: the threads through TERM "
        "or of every bottleneck, column by column; schema: the classes and links of the ontology; "
        "regions: the province-level units as tiles, at first with the numbers of an "
        "indicator; timeline: what the sources date, of a region or all; charts: the figures of an "
        "indicator, table, region, thing or source, or all; sankey: links counted.\n\n"
        "all: a small static site of every view, every thing and every shipped question, written "
        "into a directory.",
        "生成可离线打开的单个 HTML 页面。\n\n"
        "matrix：瓶颈与行动的矩阵（某一类别、某一瓶颈及其组成部分，或全部）；"
        "network：经过 TERM 的各条链，全图，或查询结果；trace：经过 TERM 或各瓶颈的链条，分栏排列；"
        "schema：本体的类与关联；regions：省级行政区方格图（可指定先显示的指标）；"
        "timeline：来源标明日期的文件、批次与数字（某一地区或全部）；"
        "charts：数字图表（某一指标、表格、地区、事物、来源，或全部）；sankey：关联计数。\n\n"
        "all：由全部视图、全部对象和全部随附问题组成的小型静态网站，写入一个目录。",
    ),
)
@click.argument("name", type=click.Choice([*VIEWS, ALL]))
@click.argument("term", type=WORD, required=False)
@click.option(
    "-o", "--output", cls=Option, metavar="FILE", required=True, type=click.Path(),
    help=both("The file to write; the directory, of all.", "输出文件；all 则为输出目录。"),
)  # fmt: skip
@click.option(
    "--open", "open_it", is_flag=True, cls=Option,
    help=both("Open it in the browser.", "在浏览器中打开。"),
)  # fmt: skip
@click.option(
    "--with-words", is_flag=True, cls=Option,
    help=both(
        "Write the words of your copies into the file and mark it private.",
        "把您副本中的原文写入文件，并标为私人文件。",
    ),
)  # fmt: skip
@click.option(
    "--query", "what", cls=Option, metavar="FILE|NAME|-", type=WORD,
    help=both(
        "Draw the network of a query's answer: a file, a shipped question, or - for standard "
        "input.",
        "画出查询结果的网络：文件、随附问题的名称，或 -（标准输入）。",
    ),
)  # fmt: skip
@click.option(
    "-p", "--parameter", "parameters", cls=Option, multiple=True, metavar="KEY=VALUE", type=WORD,
    help=both("Bind ?KEY of the query to a term.", "把查询中的 ?KEY 绑定为一个值。"),
)  # fmt: skip
@filter_options
@pass_state
def command(
    state: State,
    name: str,
    term: str | None,
    output: str,
    open_it: bool,
    with_words: bool,
    what: str | None,
    parameters: tuple[str, ...],
    **settings: Any,
) -> None:
    """Write the view."""
    named = [w for directory in state.data for w in ("--data", directory)]
    asked = [*(["--query", what] if what else []), *(w for p in parameters for w in ("-p", p))]
    narrowed = [*([term] if term else []), *asked, *said_filters(settings)]
    said = shlex.join(["kg", *named, "view", name, *narrowed])
    if name == ALL:
        first = _write_site(state, Path(output), said, with_words or narrowed)
    else:
        query = _read_query(what, parameters)
        first = _write_view(state, name, term, output, said, with_words, query, settings)
    if open_it:
        import webbrowser

        webbrowser.open(first.resolve().as_uri())


def _write_site(state: State, output: Path, said: str, narrowed: object) -> Path:
    if narrowed:
        text = Text(
            "The site holds everything: say it without TERM, query, filters and --with-words.",
            "网站包含全部内容：请去掉 TERM、查询、筛选项和 --with-words。",
        )
        raise UsageError(text)
    count = write_site(state, output, said)
    first = output / "index.html"
    state.say(
        "Wrote {count} files; begin with {path}.", "已写入 {count} 个文件；请从 {path} 开始。",
        count=count, path=first,
    )  # fmt: skip
    return first


def write_site(state: State, output: Path, said: str) -> int:
    """Write the site below *output* and return how many files it has."""

    def tell(view: str, why: Text) -> None:
        state.say("Left out: {view}. {why}", "略去视图 {view}：{why}", view=view, why=why)

    written = 0
    for path, content in state.library.site(state.lang, said, tell):
        write_text(output / path, content)
        written += 1
    return written


def _read_query(what: str | None, parameters: tuple[str, ...]) -> dict[str, Any]:
    """Return the query asked for and its parameters, as the library takes them."""
    if what is None and not parameters:
        return {}
    from kg.answers.sparql.questions import list_questions

    shipped = what is None or what in {question.name for question in list_questions()}
    return {
        "query": what if shipped else read_query(what),
        "parameters": parse_parameters(parameters),
    }


def _write_view(
    state: State,
    name: str,
    term: str | None,
    output: str,
    said: str,
    with_words: bool,
    query: dict[str, Any],
    settings: dict[str, Any],
) -> Path:
    filters = build_filters(state, settings)
    page = state.library.view(
        name, term, state.lang, said, with_words=with_words, **query, **filters
    )
    state.emit(page, output)
    return Path(output)
