"""Triples as rows, and the document that each belongs to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.errors import FileError
from kg.graph.terms import KG, KGD, PREFIXES, TYPE
from kg.language import Text

Row = tuple[str, str, str, str, str | None, str | None]
BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}
IRI, BLANK, LITERAL = "iri", "blank", "literal"
READ_FROM = "kg:readFrom"
SOURCE_LINE = f"<{TYPE}> <{KG}Source> .".encode()
SOURCE = "kgd:source-"


def shorten_iri(iri: str) -> str:
    """Return *iri* as a CURIE if one of our prefixes fits; FileError if it looks like one itself.

    As `kg.graph.terms.shorten`, for millions of IRIs.
    """
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    if cut and (prefix := BY_NAMESPACE.get(iri[:cut])):
        return f"{prefix}:{iri[cut:]}"
    if not cut and iri.partition(":")[0] in PREFIXES:
        text = Text(
            "The IRI <{iri}> reads like a short name of ours: write it out.",
            "IRI <{iri}> 形同本项目的缩写名：请写出完整 IRI。",
        )
        raise FileError(text.fill(iri=iri))
    return iri


_shorten_often = lru_cache(maxsize=4096)(shorten_iri)


def read_rows(quads: Iterable[ox.Quad]) -> Iterator[Row]:
    """Yield a row a quad; FileError for a named graph or a quoted triple, which we have none of."""
    default = ox.DefaultGraph()
    last: object = None
    subject = ""
    for quad in quads:
        if quad.graph_name != default:
            raise _beyond(str(quad.graph_name))
        if quad.subject != last:
            last = quad.subject
            subject = _node(last)
        value = quad.object
        predicate = _shorten_often(quad.predicate.value)
        if isinstance(value, ox.NamedNode):
            yield subject, predicate, shorten_iri(value.value), IRI, None, None
        elif isinstance(value, ox.Literal):
            yield (
                subject, predicate, value.value, LITERAL,
                _shorten_often(value.datatype.value), value.language,
            )  # fmt: skip
        else:
            yield subject, predicate, _node(value), BLANK, None, None


def _node(node: object) -> str:
    if isinstance(node, ox.NamedNode):
        return shorten_iri(node.value)
    if isinstance(node, ox.BlankNode):
        return f"_:{node.value}"
    raise _beyond(str(node))


def _beyond(what: str) -> FileError:
    text = Text(
        "{what}: named graphs and quoted triples have no place in this export; "
        "take the file that 'kg export -f nquads' writes.",
        "{what}：此导出不含命名图和引用三元组；请使用 kg export -f nquads 写出的文件。",
    )
    return FileError(text.fill(what=what))


def read_file_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file of N-Quads, line by line; FileError says where it is wrong."""
    try:
        with path.open("rb") as file:
            yield from read_rows(ox.parse(file, ox.RdfFormat.N_QUADS, lenient=True))
    except SyntaxError as error:
        text = Text(
            "{path}, line {line}: no N-Quads ({reason}); write it with 'kg export -f nquads'.",
            "{path} 第 {line} 行不是 N-Quads（{reason}）；请用 kg export -f nquads 写出。",
        )
        line = error.lineno or 0
        raise FileError(text.fill(path=path, line=line, reason=error.msg)) from error


def find_sources(path: Path) -> frozenset[str]:
    """Return the ids of the sources that a file of N-Quads describes, by its text alone."""
    with path.open("rb") as file:
        return find_sources_in(file)


def find_sources_in(lines: Iterable[bytes]) -> frozenset[str]:
    """Return the ids of the sources that *lines* of N-Quads describe."""
    start = f"<{KGD}source-".encode()
    return frozenset(
        line[len(start) :].partition(b">")[0].decode()
        for line in lines
        if line.startswith(start) and line.rstrip().endswith(SOURCE_LINE)
    )


def with_documents(rows: Iterable[Row], sources: Collection[str]) -> Iterator[tuple[str, Row]]:
    """Yield each row with the document it belongs to: that of its subject.

    The document stands in the name of the subject (`claim-li-2022-0001`), else it is the first
    that rows beside it say the subject was read from; else it is no document's own, and named ''.
    Rows of one subject need not stand together; where they do, they go together.
    """
    document_in = name_reader(sources)
    for subject, found in groupby(rows, key=lambda row: row[0]):
        document = document_in(subject)
        if document:
            for row in found:
                yield document, row
            continue
        together = list(found)
        read = [row[2].removeprefix(SOURCE) for row in together if row[1] == READ_FROM]
        document = min(read, default="")
        for row in together:
            yield document, row


def name_reader(sources: Collection[str]) -> Callable[[str], str]:
    """Return what reads the id of one of *sources* out of a name; '' where none stands in it."""
    lengths = sorted({source.count("-") + 1 for source in sources}, reverse=True)

    def document_in(name: str) -> str:
        words = name.partition(":")[2].split("-")
        for start in range(1, len(words)):
            for length in lengths:
                found = "-".join(words[start : start + length])
                if found in sources:
                    return found
        return ""

    return document_in
