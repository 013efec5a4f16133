"""Turtle files: parsed by Oxigraph, with an index of subjects to lines and helpful errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import FileError
from kg.faults import Fault, Place
from kg.graph.inputs import InputFile
from kg.graph.terms import PREFIXES, expand
from kg.language import Text

# One subject a block, starting at column 1: a CURIE or an IRI in angle brackets.
SUBJECT = re.compile(r"^(?:<([^>\s]+)>|([a-z]+:[^\s;,]+))(?=\s|$)")
FULL_WIDTH = {"；": ";", "，": ",", "。": ".", "：": ":", "“": '"', "”": '"', "（": "(", "）": ")"}


@dataclass(frozen=True)
class Block:
    """Where a subject's block begins."""

    iri: str
    place: Place


@dataclass(frozen=True)
class Turtle:
    """The triples of one file and the blocks its subjects stand in."""

    triples: tuple[ox.Triple, ...]
    blocks: tuple[Block, ...]


def read_turtle(file: InputFile) -> tuple[Turtle, tuple[Fault, ...]]:
    """Parse *file*; what cannot be parsed comes back as a fault with its line.

    The same file under the same name is parsed once: the build, checks and look-ups all ask.
    """
    return _parse(file, file.name)


@lru_cache(maxsize=256)
def _parse(file: InputFile, name: str) -> tuple[Turtle, tuple[Fault, ...]]:
    try:
        text = file.text
    except FileError as error:
        return Turtle((), ()), (Fault("encoding", Place(name), error.text),)
    try:
        quads = list(ox.parse(text, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        return Turtle((), ()), (_syntax_fault(file, text, error),)
    triples = tuple(quad.triple for quad in quads)
    return Turtle(triples, tuple(find_blocks(name, text))), ()


def find_blocks(name: str, text: str) -> Iterator[Block]:
    """Yield the blocks of *text*: the subjects at column 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := SUBJECT.match(line):
            iri = match[1] or expand(match[2])
            if iri:
                yield Block(iri, Place(name, number))


def _syntax_fault(file: InputFile, text: str, error: SyntaxError) -> Fault:
    line = error.lineno or 0
    # The parser often stumbles only at the start of the line after the mistake.
    around = text.splitlines()[max(line - 2, 0) : line]
    reason = Text("this is not Turtle: {message}.", "不是合法的 Turtle：{message}。")
    return Fault(
        "turtle-syntax",
        Place(file.name, line),
        reason.fill(message=str(error.args[0]).split(": ", 1)[-1].rstrip(".")),
        _likely_remedy("\n".join(around), str(error)),
    )


def _likely_remedy(lines: str, message: str) -> Text:
    unquoted = re.sub(r'"[^"]*"', "", lines)
    for wide, narrow in FULL_WIDTH.items():
        if wide in unquoted:
            return Text(
                "Did you mean '{narrow}' instead of the full-width '{wide}'?",
                "是否应将全角“{wide}”改为半角“{narrow}”？",
            ).fill(wide=wide, narrow=narrow)
    if "prefix" in message.lower():
        return Text(
            "Declare the prefix at the top of the file; known ones: {known}.",
            "请在文件开头声明该前缀；已知前缀：{known}。",
        ).fill(known=", ".join(PREFIXES))
    return Text(
        "Look for a missing ';', '.' or quote on this line or the one before.",
        "请检查本行或上一行是否缺少分号、句点或引号。",
    )
