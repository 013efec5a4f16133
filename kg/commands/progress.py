"""How far long work has come, on stderr: a line rewritten on a terminal, a line a step with -v."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field

import click

from kg.language import Lang, Text

BUILDING = Text("Building: {done} of {total} files", "正在构建：{done}/{total} 个文件")
CHECKING = Text("Checking: {done} of {total} checks", "正在检查：{done}/{total} 项")
SOON = 0.5  # seconds of work that nobody needs to be told about
PAUSE = 0.1  # seconds between two lines on a terminal
STEPS = 10  # lines told where nothing can be rewritten
CLEAR = "\r\x1b[K"


@dataclass
class Progress:
    """Tells how far the work is that *text* names; called with what is done and the whole."""

    text: Text
    lang: Lang
    rewritten: bool
    began: float = field(default_factory=time.monotonic)
    last: float = 0.0
    told: int = 0

    def __call__(self, done: int, total: int) -> None:
        """Tell that *done* of *total* are done."""
        if self.rewritten:
            self._rewrite(done, total)
        elif (step := done * STEPS // total) > self.told:
            self.told = step
            click.echo(self._line(done, total), err=True)

    def _rewrite(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done == total:
            if self.last:
                click.echo(CLEAR, nl=False, err=True, color=True)
        elif now - self.began >= SOON and now - self.last >= PAUSE:
            self.last = now
            click.echo(CLEAR + self._line(done, total), nl=False, err=True, color=True)

    def _line(self, done: int, total: int) -> str:
        return self.text.fill(done=done, total=total).say(self.lang)


def open_progress(text: Text, lang: Lang, *, verbose: bool) -> Progress | None:
    """Return who tells of the work *text*: on a terminal or if *verbose*, never beside JSON."""
    context = click.get_current_context(silent=True)
    if context and context.params.get("form") == "json":
        return None
    rewritten = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return Progress(text, lang, rewritten) if rewritten or verbose else None
