"""What can go wrong, as one tree; each branch has the exit code of the command line.

KgError
├── FaultsFound     1  a check found faults in data or ontology
├── UsageError      2  the call's words are off
├── NotFound        3  no such term, source, question or view
│   └── Ambiguous   3  several candidates fit equally well
├── QueryError      4  the query is wrong
│   └── QueryRefused 4 the query asks for what is not allowed here
├── LimitReached    5  time or memory ran out
└── FileError       6  a file could not be read or written
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kg.language import Lang, Text

if TYPE_CHECKING:
    from kg.faults import Fault


CHECK = Text(" Run 'kg check' for all of them.", "请运行 kg check 查看全部。")


class KgError(Exception):
    """A mistake that can be told to a user: where, what is wrong, what to do.

    Mistakes around a query have a stable *code*, and an *excerpt*: the line that is wrong, marked.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, text: Text, code: str = "", excerpt: str = "") -> None:
        self.text = text
        self.code = code
        self.excerpt = excerpt
        super().__init__(self.say("en"))

    def say(self, lang: Lang) -> str:
        """Return the message in *lang*, with its code before it and the excerpt below."""
        said = coded(self.code, self.text).say(lang)
        return f"{said}\n{self.excerpt}" if self.excerpt else said


def coded(code: str, text: Text) -> Text:
    """Return *text* with its *code* before it, if it has one."""
    return Text("{code}: {said}", "{code}：{said}").fill(code=code, said=text) if code else text


class FaultsFound(KgError):
    """Data or ontology have faults that must be mended first."""

    exit_code = 1

    def __init__(self, faults: list[Fault], remedy: Text = CHECK) -> None:
        text = Text(
            "The data have {count} fault(s) to be mended first: {first}{remedy}",
            "数据中有 {count} 处错误，须先改正；第一处：{first}{remedy}",
        )
        super().__init__(text.fill(count=len(faults), first=faults[0].as_text(), remedy=remedy))
        self.faults = faults


class UsageError(KgError):
    """The call's words are off."""

    exit_code = 2


class NotFound(KgError):
    """There is no such thing."""

    exit_code = 3


class Ambiguous(NotFound):
    """Several things fit equally well."""


class QueryError(KgError):
    """A query is wrong."""

    exit_code = 4


class QueryRefused(QueryError):
    """A query asks for what is not allowed here."""


class LimitReached(KgError):
    """Time or memory ran out."""

    exit_code = 5


class FileError(KgError):
    """A file could not be read or written."""

    exit_code = 6
