"""Making evidence: finding a place in a copy for a curator, and writing the lock."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import FaultsFound, NotFound, UsageError
from kg.faults import Fault
from kg.graph.evidence import name_of_place, placed_rows, spans_of
from kg.graph.inputs import InputFile, Inputs
from kg.graph.tables import Row, read_schema, read_table
from kg.graph.terms import KG, KGD
from kg.graph.turtle import read_turtle
from kg.language import Text
from kg.sources.anchor import Span, make_anchor
from kg.sources.copies import Copies, FoundCopy
from kg.sources.key import match_key
from kg.sources.sections import Section, locate

SHA256 = ox.NamedNode(KG + "sha256")
MOST_KNOWN = 10_000  # digests of texts that are kept: several checks ask for each


@dataclass(frozen=True)
class SourceFiles:
    """The files that a curator of one source keeps."""

    id: str
    directory: Path
    sha256: str
    sections: list[Section]
    placed: list[Row]

    @property
    def lock(self) -> Path:
        """Where the lock stands."""
        return self.directory / "anchors.lock"


@dataclass(frozen=True)
class Located:
    """A place in a copy as a curator pastes it: the spans, section, paragraph, and its words."""

    spans: tuple[Span, ...]
    section: str
    paragraph: int
    words: str

    @property
    def cell(self) -> str:
        """The cell of column `spans`."""
        return ";".join(f"{start}-{end}" for start, end in self.spans)

    def as_json(self) -> dict[str, object]:
        """Return the place as JSON values, words included: they go to the terminal only."""
        return {
            "spans": self.cell,
            "section": self.section,
            "paragraph": self.paragraph,
            "words": self.words,
        }


def list_sources(inputs: Inputs) -> list[str]:
    """Return the ids of the sources that the inputs hold, sorted."""
    return sorted({file.source for file in inputs.tables("evidence.csv")})


def read_source(inputs: Inputs, source: str) -> SourceFiles:
    """Return the curated files of *source*; NotFound, or FaultsFound when they are broken."""
    names = ("evidence.csv", "figures.csv", "sections.csv")
    own = inputs.files_of(source)
    files = [file for name in names for file in own if file.path.name == name]
    if not files:
        text = Text("There is no source '{id}'; known: {known}.", "没有来源“{id}”；已有：{known}。")
        raise NotFound(text.fill(id=source, known=", ".join(list_sources(inputs)) or "–"))
    rows = {file.table: _rows(file) for file in files}
    sections = [
        Section(row.one("section"), int(row.one("start")), row.one("kind"))
        for row in rows.get("sections", [])
    ]
    directory = files[0].path.parent
    sha256 = source_digest(inputs, source)
    return SourceFiles(source, directory, sha256, sections, placed_rows(rows))


def _rows(file: InputFile) -> list[Row]:
    rows, faults = read_table(file)
    if faults:
        raise FaultsFound(faults)
    return rows


def source_digest(inputs: Inputs, source: str) -> str:
    """Return the SHA-256 of the text that *source* was curated from; empty if none is written."""
    own = (file for file in inputs.files_of(source) if file.path.suffix == ".ttl")
    return next(filter(None, map(_find_digest, own)), "")


@lru_cache(maxsize=MOST_KNOWN)
def _find_digest(file: InputFile) -> str:
    """Return the digest that *file* gives of the text of its source, or the empty string."""
    text = f"{KGD}text-{file.source}"
    for triple in read_turtle(file)[0].triples:
        if triple.predicate == SHA256 and getattr(triple.subject, "value", "") == text:
            return str(getattr(triple.object, "value", ""))
    return ""


def get_copy(source: SourceFiles, copies: Copies) -> FoundCopy:
    """Return the user's copy of *source*; NotFound says how to name the directory."""
    if found := copies.find(source.id, source.sha256):
        return found
    text = Text(
        "No copy of '{id}' is at hand: name the directory that holds {id}.txt with --copies DIR "
        "or 'kg sources --register DIR'.",
        "没有“{id}”的副本：请用 --copies DIR 或 kg sources --register DIR "
        "指明存放 {id}.txt 的目录。",
    )
    raise NotFound(text.fill(id=source.id))


def find_places(source: SourceFiles, copy: FoundCopy, words: str) -> list[Located]:
    """Return every place whose match key holds that of *words*; NotFound if there is none."""
    wanted, keyed = match_key(words), copy.copy.keyed
    found: list[Located] = []
    at = keyed.key.find(wanted) if wanted else -1
    while at >= 0:
        found.append(place_at(source, copy, keyed.span_of(at, at + len(wanted))))
        at = keyed.key.find(wanted, at + 1)
    if not found:
        text = Text(
            "These words are not in the copy of '{id}'; try fewer of them.",
            "“{id}”的副本中没有这些字；请减少字数再试。",
        )
        raise NotFound(text.fill(id=source.id))
    return found


def place_at(source: SourceFiles, copy: FoundCopy, span: Span) -> Located:
    """Return the place *span*; UsageError when it is outside the text."""
    text = copy.source.text
    if not 0 <= span[0] < span[1] <= len(text):
        message = Text(
            "{start}-{end} is outside the text of '{id}', which has {length} characters.",
            "{start}-{end} 超出“{id}”的原文范围（共 {length} 个字符）。",
        )
        raise UsageError(message.fill(start=span[0], end=span[1], id=source.id, length=len(text)))
    section, paragraph = locate(text, source.sections, span[0])
    return Located((span,), section, paragraph, text[slice(*span)])


def build_lock(source: SourceFiles, copy: FoundCopy) -> str:
    """Return the lock of all places of *source*, as CSV.

    Only the very file that was curated from may be locked: offsets count in it.
    Raises NotFound for another file, FaultsFound for evidence outside the text.
    """
    if not copy.same_file:
        text = Text(
            "{path} is not the file that '{id}' was curated from (its SHA-256 differs): "
            "lock with that file, or correct kg:sha256 in source.ttl if the text has changed.",
            "{path} 不是“{id}”整理时所用的文件（SHA-256 不同）：请用原文件，"
            "若原文确有变动，请更正 source.ttl 中的 kg:sha256。",
        )
        raise NotFound(text.fill(path=copy.source.path, id=source.id))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(read_schema("anchors").header)
    faults: list[Fault] = []
    for row in sorted(source.placed, key=name_of_place):
        try:
            writer.writerows(_lock_rows(source, copy, row))
        except ValueError:
            faults.append(outside_fault(row, len(copy.source.text)))
    if faults:
        raise FaultsFound(faults)
    return buffer.getvalue()


def outside_fault(row: Row, length: int) -> Fault:
    """Return the fault of evidence that lies outside its text or carries no words."""
    reason = Text(
        "{id} lies outside the text (0-{length}) or on nothing but punctuation.",
        "{id} 超出原文范围（0-{length}）或只含标点。",
    )
    remedy = Text(
        "Find the place with 'kg anchor SOURCE --find'.", "请用 kg anchor SOURCE --find 查找。"
    )
    return Fault(
        "evidence-outside", row.place, reason.fill(id=row.one("id"), length=length), remedy
    )


def _lock_rows(source: SourceFiles, copy: FoundCopy, row: Row) -> list[list[object]]:
    rows: list[list[object]] = []
    for order, span in enumerate(spans_of(row), start=1):
        anchor = make_anchor(copy.copy, span)
        section, paragraph = locate(copy.source.text, source.sections, span[0])
        digests = [anchor.length, anchor.key, anchor.before, anchor.after]
        rows.append([name_of_place(row), order, *span, section, paragraph, *digests])
    return rows
