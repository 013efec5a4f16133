"""The command `kg`: its list of commands, and how an error ends it."""

from __future__ import annotations

import gc
import importlib
import re
import sys
from itertools import pairwise
from typing import Any

import click

import kg
from kg.commands.base import Group, Option, both, state_of
from kg.errors import KgError
from kg.language import Lang, Text, default_lang

# A command by one line: its name, and the module that holds `command`, imported when it is called.
COMMANDS = {
    "demo": "kg.commands.demo",
    "trace": "kg.commands.trace",
    "threads": "kg.commands.threads",
    "gaps": "kg.commands.gaps",
    "matrix": "kg.commands.matrix",
    "adoption": "kg.commands.adoption",
    "regions": "kg.commands.regions",
    "structure": "kg.commands.structure",
    "show": "kg.commands.show",
    "search": "kg.commands.search",
    "query": "kg.commands.query",
    "queries": "kg.commands.queries",
    "view": "kg.commands.view",
    "report": "kg.commands.report",
    "stats": "kg.commands.stats",
    "diff": "kg.commands.diff",
    "build": "kg.commands.build",
    "check": "kg.commands.check",
    "load": "kg.commands.load",
    "export": "kg.commands.export",
    "analyse": "kg.commands.analyse",
    "sources": "kg.commands.sources",
    "anchor": "kg.commands.anchor",
    "synth": "kg.commands.synth",
}


class Lazy(Group):
    """A group that imports a command when it is called or its help is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of a newcomer's errands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command *cmd_name*, or None."""
        module = COMMANDS.get(cmd_name)
        command: click.Command | None = importlib.import_module(module).command if module else None
        return command


@click.group(
    cls=Lazy,
    help=both(
        "Which recommended action answers which bottleneck, which policy document backs it, "
        "where, and what is left unanswered. Every link says whether a source states it or a "
        "curator infers it.\n\nBegin with: kg demo",
        "哪项对策回应哪个瓶颈，由哪份政策文件支撑，在哪里，还有什么没有回应。"
        "每条关联都注明是原文明示还是整理者推断。\n\n从这里开始：kg demo",
    ),
)
@click.version_option(
    kg.__version__, prog_name="kg", cls=Option, help=both("Show the version.", "显示版本。")
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Hold the commands together."""
    state_of(ctx)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the documented code."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        # A terminal that cannot show a character shows its escape: no crash on a Chinese Windows.
        stream.reconfigure(errors="backslashreplace")
    code = run(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()  # at its end Python would look through all there is for garbage: a tenth of a trace
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code; errors are one sentence on stderr."""
    lang = _lang_of(arguments)
    try:
        code = cli.main(arguments, prog_name="kg", standalone_mode=False)
    except KgError as error:
        return _fail(error.say(lang), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        return _fail(error.format_message(), 2)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        return _fail(usage_text(error).say(lang), 2)
    except SystemExit:
        # click and rich leave this way only when the reader of a pipe has gone: no fault.
        return 0
    except OSError as error:
        if error.filename is None and error.errno is None:
            raise
        text = Text(
            "{path}: {reason}; check the path and its permissions.",
            "{path}：{reason}；请检查路径和权限。",
        )
        return _fail(text.fill(path=error.filename or "–", reason=error.strerror).say(lang), 6)
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


def _lang_of(arguments: list[str]) -> Lang:
    joined = [word for argument in arguments for word in argument.split("=", 1)]
    for before, after in pairwise(joined):
        if before == "--lang" and after in ("zh", "en"):
            return "zh" if after == "zh" else "en"
    return default_lang()


# What click complains of, and the same in Chinese.
COMPLAINTS = {
    r"No such option: (?P<what>\S+).*": "没有选项 {what}",
    r"No such option '(?P<what>.+?)'.*": "没有选项 {what}",
    r"No such command '(?P<what>.+?)'.*": "没有命令 {what}",
    r"Missing command": "缺少命令",
    r"Missing (?:argument|option|parameter) '(?P<what>.+?)'.*": "缺少参数 {what}",
    r"Got unexpected extra arguments? \((?P<what>.+)\)": "多出了参数 {what}",
    r"Option '(?P<what>.+?)' requires an argument": "选项 {what} 需要一个值",
    r"Invalid value for '(?P<what>.+?)': (?P<value>'.*?') is not one of (?P<known>.+)":
        "{what} 的值 {value} 不在可选值之内：{known}",
    r"Invalid value for '(?P<what>.+?)': (?P<value>'.*?') (?:is not|does not match).*":
        "{what} 的值 {value} 不合规",
    r"Invalid value for '(?P<what>.+?)': (?P<value>\S+) is not in the range (?P<known>.+)":
        "{what} 的值 {value} 不在范围 {known} 之内",
}  # fmt: skip


def usage_text(error: click.ClickException) -> Text:
    """Return click's complaint in two languages, with where to look."""
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    values: dict[str, Any] = {
        "message": message,
        "help": f"{context.command_path if context else 'kg'} --help",
    }
    zh = "命令写法有误（{message}）"
    for pattern, translation in COMPLAINTS.items():
        if match := re.fullmatch(pattern, message):
            zh = translation
            values |= match.groupdict()
            break
    return Text("{message}. See '{help}'.", zh + "；请看 {help}。", values)


if __name__ == "__main__":
    main()
