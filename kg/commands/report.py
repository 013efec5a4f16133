"""`kg report`: what a word means and rests on, as a document to hand on."""

from __future__ import annotations

import shlex
from pathlib import PurePath

import click

from kg.commands.base import WORD, Command, Option, State, both, output_option, pass_state
from kg.errors import UsageError
from kg.language import Text
from kg.views.report import FORMS

ENDINGS = {".md": "md", ".markdown": "md", ".docx": "docx", ".html": "html", ".htm": "html"}


@click.command(
    cls=Command,
    help=both(
        "Write a report on TERM, or with --all on every bottleneck: the answer, the actions and "
        "why they are linked, the chains, documents, gaps, refused links, numbers, doubtful "
        "places, evidence as footnotes, references (GB/T 7714 and BibTeX).\n\n"
        "A Word file needs python-docx: pip install 'policy-kg[docx]'.",
        "就 TERM 生成报告，或以 --all 就所有瓶颈生成：答案，行动及其关联理由，各条链、文件、缺口、"
        "未采纳的关联、数字、存疑之处，脚注中的证据，参考文献（GB/T 7714 与 BibTeX）。\n\n"
        "生成 Word 文件需要 python-docx：pip install 'policy-kg[docx]'。",
    ),
)
@click.argument("term", type=WORD, required=False)
@click.option(
    "--all", "everything", is_flag=True, cls=Option,
    help=both("On every bottleneck, by category.", "按类别覆盖所有瓶颈。"),
)  # fmt: skip
@click.option(
    "-f", "--format", "form", cls=Option, type=click.Choice(list(FORMS)),
    help=both(
        "Form of the report; else by the ending of FILE, else md.",
        "报告格式；未给出时按 FILE 的扩展名，否则为 md。",
    ),
)  # fmt: skip
@click.option(
    "--with-words", is_flag=True, cls=Option,
    help=both(
        "Write the words of your copies into the file and mark it private.",
        "把您副本中的原文写入文件，并标为私人文件。",
    ),
)  # fmt: skip
@output_option
@pass_state
def command(
    state: State,
    term: str | None,
    everything: bool,
    form: str | None,
    with_words: bool,
    output: str | None,
) -> None:
    """Write the report."""
    form = form or ENDINGS.get(PurePath(output or "").suffix.lower(), "md")
    _check_usage(term, everything, with_words, form, output)
    named = [word for directory in state.data for word in ("--data", directory)]
    words = ["--with-words"] if with_words else []
    said = ["kg", "--lang", state.lang, *named, "report", term or "--all", "-f", form, *words]
    report = state.library.report(term, form, state.lang, shlex.join(said), with_words=with_words)
    state.emit(report, output)


def _check_usage(
    term: str | None, everything: bool, with_words: bool, form: str, output: str | None
) -> None:
    """Raise UsageError for words that leave open what is wanted, or where it should go."""
    if everything == bool(term):
        text = Text("Give either a TERM or --all.", "请给出 TERM 或 --all，二者取一。")
        raise UsageError(text)
    if form == "docx" and not output:
        text = Text(
            "A Word file is not for a terminal: name one with -o FILE.docx.",
            "Word 文件不能输出到终端：请用 -o FILE.docx 给出文件名。",
        )
        raise UsageError(text)
    if with_words and not output:
        text = Text(
            "--with-words writes a file: name one with -o FILE.",
            "--with-words 会写入文件：请用 -o FILE 给出文件名。",
        )
        raise UsageError(text)
