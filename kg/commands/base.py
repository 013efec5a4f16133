"""What every command shares: two languages, the global options, and how output leaves."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import FileError, UsageError
from kg.language import Lang, Text, default_lang
from kg.paths import SHIPPED, copies_dirs, data_dirs, store_name, write_bytes

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from kg.answers.values import Evidence
    from kg.commands.progress import Progress
    from kg.graph.check import Report
    from kg.graph.checks.shapes import Engine
    from kg.graph.inputs import Inputs
    from kg.library import PolicyGraph
    from kg.sources.copies import Copies
    from kg.views.terminal.voice import Voice

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
BETWEEN = " ‖ "  # the English help and the Chinese one


def both(en: str, zh: str) -> str:
    """Return a help text that is shown in one of two languages."""
    return f"{en}{BETWEEN}{zh}"


def pick(text: str | None, lang: Lang) -> str:
    """Return the half of *text* that is in *lang*."""
    halves = (text or "").split(BETWEEN)
    return halves[-1] if lang == "zh" else halves[0]


@dataclass
class State:
    """What the global options say, and the graph they lead to, loaded when it is needed."""

    lang: Lang = field(default_factory=default_lang)
    data: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    store: str = ""
    quiet: bool = False
    verbose: bool = False

    @cached_property
    def library(self) -> PolicyGraph:
        """The graph of the data directories named, or of the store."""
        from kg.library import load

        if store := self.store_in_use:
            return load(self.data, self.copies, store=store)
        from kg.commands.progress import BUILDING

        return load(self.data, self.copies, watch=self.progress(BUILDING))

    @cached_property
    def built(self) -> PolicyGraph:
        """The graph of the data directories named, whatever store there is."""
        from kg.commands.progress import BUILDING
        from kg.library import load

        return load(data_dirs(self.data), self.copies, watch=self.progress(BUILDING))

    def progress(self, text: Text) -> Progress | None:
        """Who tells how far the work *text* is: nobody where nobody wants to know."""
        from kg.commands.progress import open_progress

        if self.quiet:
            return None
        return open_progress(text, self.lang, verbose=self.verbose)

    @property
    def store_in_use(self) -> str:
        """What names the store that is read; nothing where directories of data are."""
        return store_name(self.store) if self.store or not self.data else ""

    @property
    def data_name(self) -> str:
        """What the user calls the data in use."""
        if store := self.store_in_use:
            return store
        return " + ".join(self.data) or os.environ.get("KG_DATA") or SHIPPED

    @cached_property
    def console(self) -> Console:
        """Where text for people goes; without a terminal it is plain and not folded early."""
        from rich.console import Console

        width = None if sys.stdout.isatty() else 120
        return Console(width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)

    @property
    def inputs(self) -> Inputs:
        """The files of the data directories named, read anew."""
        from kg.graph.inputs import read_inputs

        if self.store:
            text = Text(
                "This command reads the files of the data, which a store does not hold: leave out "
                "--store, and name the directory with --data.",
                "该命令读取数据文件，而存储中没有这些文件：请去掉 --store，用 --data 指明目录。",
            )
            raise UsageError(text)
        return read_inputs(data_dirs(self.data))

    @cached_property
    def own_copies(self) -> Copies:
        """The user's copies of sources."""
        from kg.sources.copies import Copies

        return Copies(copies_dirs(self.copies))

    def check(self, engine: Engine = "walk") -> Report:
        """Run every check that can be run, and say so: it takes some seconds."""
        from kg.commands.progress import CHECKING
        from kg.graph.check import check_all, check_graph

        store = self.store_in_use
        graph = self.library.graph if store else None
        inputs = None if graph else self.inputs
        self.say("Checking …", "正在检查……")
        watch = self.progress(CHECKING)
        if inputs is None:
            return check_graph(self.library.graph, store, engine, watch)
        return check_all(inputs, self.own_copies, engine, watch)

    @property
    def voice(self) -> Voice:
        """How the terminal speaks to this user."""
        return self.voice_into(None)

    def voice_into(self, output: str | None) -> Voice:
        """How to speak into the file *output*: without the words of the user's copies."""
        from kg.views.terminal.voice import Voice, printable

        library, lang = self.library, self.lang
        label = partial(library.graph.label, lang=lang)
        return Voice(
            lang,
            lambda iri: printable(label(iri)),
            no_words if output else library.words,
            self.verbose,
        )

    def print(self, renderable: RenderableType, output: str | None = None) -> None:
        """Print a renderable, or write it as plain text into the file *output*."""
        if output:
            from kg.views.terminal.voice import render_plain

            self.emit(render_plain(renderable), output)
        else:
            self.console.print(renderable)

    def say(self, en: str, zh: str, **values: object) -> None:
        """Print a message on stderr, unless quiet: stdout is for data."""
        if not self.quiet:
            click.echo(Text(en, zh, values).say(self.lang), err=True)

    def emit(self, content: bytes | str, output: str | None) -> None:
        """Write *content* to the file *output*, or to stdout."""
        data = content.encode("utf-8") if isinstance(content, str) else content
        if output:
            if output.endswith(("/", os.sep)):
                text = Text("{path} is a directory: name a file.", "{path} 是目录：请给出文件名。")
                raise FileError(text.fill(path=output))
            write_bytes(Path(output), data)
            self.say("Wrote {path}.", "已写入 {path}。", path=output)
        else:
            echo_text(data.decode("utf-8"))

    def emit_json(self, value: object, output: str | None = None) -> None:
        """Write *value* as JSON."""
        from kg.commands.json_text import render_json

        self.emit(render_json(value) + "\n", output)


def write_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV with LF line ends."""
    import csv
    import io

    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
    return buffer.getvalue()


def no_words(evidence: Evidence) -> None:
    """Know no words: what goes into a file shows places and paraphrases only."""


def echo_text(text: str) -> None:
    """Print *text* as it is; a character the terminal cannot show becomes an escape."""
    click.echo(text, nl=not text.endswith("\n"))


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    state = ctx.ensure_object(State)
    given = value not in (None, (), False)
    if given and param.name:
        setattr(state, param.name, value)
    return value


def state_of(ctx: click.Context) -> State:
    """Return the state of *ctx*, made by the first global option or here."""
    return ctx.ensure_object(State)


# What click adds to the help of an option.
EXTRA_WORDS = {
    "[default: ": "[默认：",
    "; default: ": "；默认：",
    "[required]": "[必填]",
    "; required": "；必填",
}
EXTRAS = re.compile("|".join(map(re.escape, EXTRA_WORDS)))


class Option(click.Option):
    """An option whose help is in two languages."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the help in the user's language."""
        lang = state_of(ctx).lang
        whole, self.help = self.help, pick(self.help, lang)
        try:
            record = super().get_help_record(ctx)
        finally:
            self.help = whole
        if record is None or lang == "en":
            return record
        return record[0], EXTRAS.sub(lambda match: EXTRA_WORDS[match[0]], record[1])


def global_options() -> list[click.Parameter]:
    """Return the options that every command takes, before or after its name."""

    def option(*names: str, **settings: Any) -> Option:
        return Option(names, callback=_remember, expose_value=False, is_eager=True, **settings)

    return [
        option("--lang", type=click.Choice(["zh", "en"]), help=both("Language.", "语言。")),
        option(
            "--data", multiple=True, metavar="DIR",
            help=both(
                "Data directory, several times if need be; 'shipped' is the shipped graph.",
                "数据目录，可多次给出；shipped 表示随附的图谱。",
            ),
        ),
        option(
            "--copies", multiple=True, metavar="DIR",
            help=both("Where your copies of the sources are.", "您的原文副本所在目录。"),
        ),
        option(
            "--store", metavar="WHERE",
            help=both(
                "Read the graph from a store: a directory that 'kg load' wrote, a file of N-Quads, "
                "or the http:// address of a SPARQL endpoint.",
                "从存储中读取图谱：kg load 写成的目录、N-Quads 文件，或 SPARQL 端点的 "
                "http:// 地址。",
            ),
        ),
        option("-q", "--quiet", is_flag=True, help=both("No messages.", "不显示提示信息。")),
        option("-v", "--verbose", is_flag=True, help=both("More detail.", "显示更多细节。")),
    ]  # fmt: skip


HEADINGS = {"Options": "选项", "Commands": "命令", "Usage: ": "用法："}


def _current_lang() -> Lang:
    ctx = click.get_current_context(silent=True)
    return state_of(ctx).lang if ctx else default_lang()


class Formatter(click.HelpFormatter):
    """A help page with its headings in the user's language."""

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Begin a section."""
        with super().section(HEADINGS.get(name, name) if _current_lang() == "zh" else name):
            yield

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        prefix = HEADINGS["Usage: "] if _current_lang() == "zh" else prefix
        super().write_usage(prog, args, prefix)


click.Context.formatter_class = Formatter


class _Bilingual(click.Command):
    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params = [*self.params, *global_options()]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, explained in the user's language."""
        plain = super().get_help_option(ctx)
        if plain is None or isinstance(plain, Option):
            return plain
        return Option(
            plain.opts, is_flag=True, is_eager=True, expose_value=False, callback=plain.callback,
            help=both("Show this page.", "显示本页。"),
        )  # fmt: skip

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the user's language."""
        formatter.write_paragraph()
        with formatter.indentation():
            for paragraph in pick(self.help, state_of(ctx).lang).split("\n\n"):
                formatter.write_text(" ".join(paragraph.split()))
                formatter.write_paragraph()

    def get_short_help_str(self, limit: int = 100) -> str:  # noqa: ARG002
        """Return the first sentence of the help in the user's language."""
        return " ".join(pick(self.help, _current_lang()).split("\n\n")[0].split())


class Command(_Bilingual):
    """A command that takes the global options after its name too."""


class Group(_Bilingual, click.Group):
    """A group of such commands."""

    command_class = Command


def format_options(
    *forms: str, default: str, listed: click.Choice[str] | None = None
) -> Callable[[F], F]:
    """Return a decorator that adds `-f`, and `--json` as short for `-f json`.

    The forms are *forms*, or what is *listed* where naming them takes imports.
    """
    kind = listed or click.Choice(forms)

    def decorate(function: F) -> F:
        function = click.option(
            "-f", "--format", "form", cls=Option, type=kind, default=default,
            show_default=True, help=both("Form of the output.", "输出格式。"),
        )(function)  # fmt: skip
        return click.option(
            "--json", "form", cls=Option, flag_value="json",
            help=both("Short for -f json.", "即 -f json。"),
        )(function)  # fmt: skip

    return decorate


def output_option(function: F) -> F:
    """Add `-o FILE`."""
    return click.option(
        "-o", "--output", cls=Option, metavar="FILE", type=click.Path(dir_okay=False),
        help=both("Write to FILE instead of standard output.", "写入文件而不是标准输出。"),
    )(function)  # fmt: skip


class Word(click.ParamType[str]):
    """A word of a user; one that a GBK terminal garbled on its way is mended when that is sure."""

    name = "text"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:  # noqa: ARG002
        """Return *value*; bytes that are UTF-8 although the locale is not are read as UTF-8."""
        try:
            return os.fsencode(value).decode("utf-8") if not value.isascii() else str(value)
        except (UnicodeError, ValueError):
            return str(value)


WORD = Word()


def pass_state(function: Callable[..., T]) -> Callable[..., T]:
    """Give a command the state as its first argument."""
    return click.make_pass_decorator(State)(function)
