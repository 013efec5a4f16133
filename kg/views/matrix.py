"""The gap matrix as one HTML page: bottlenecks × actions, what is stated, inferred, or missing.

Without a script the wholes stand against the wholes, every link in the table below; with one, rows
and columns unfold into their parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kg.answers.anomalies import find_anomalies
from kg.answers.gaps import categories_of
from kg.answers.links import Link
from kg.answers.matrix import Block, Cell, Line, Matrix, Scope, build_matrix
from kg.answers.search import find_one, find_terms, kind_of
from kg.answers.things import get_thing
from kg.answers.thread import Filters
from kg.answers.values import Modality
from kg.errors import Ambiguous, LimitReached, NotFound, UsageError
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, local_name, source_id
from kg.language import Lang, Text
from kg.views.bilingual import LANGS, Both, both, same
from kg.views.matrix_texts import HOW, NEITHER, SUBJECT, TEXTS, TITLE, TOO_LARGE
from kg.views.shell import Cell as TwinCell
from kg.views.shell import Detail, Facet, Option, Page, Twin, TwinRow, build_source_filter
from kg.views.words import LEVELS, MODALITIES

NO_CATEGORY = "uncategorised"
MOST_CELLS = 40_000  # of wholes against wholes, empty ones too
KINDS = ("Bottleneck", "")  # a category is a concept, of no class of ours
SEPARATORS = {"zh": "；", "en": "; "}
IRI = attrgetter("iri")


@dataclass(frozen=True)
class Mark:
    """What stands in one cell of the printed table."""

    modality: str
    documents: int
    label: dict[Lang, str]


class MatrixPage:
    """A matrix made ready to be drawn."""

    def __init__(self, graph: Graph, matrix: Matrix, unfolded: str | None = None) -> None:
        self.graph = graph
        self.matrix = matrix
        self.unfolded = {row.iri for row in matrix.rows if row.iri == unfolded and row.parts}
        self.columns = self._ordered_columns()
        self.names = {line.iri: self.name_of(line.iri) for line in (*matrix.rows, *matrix.columns)}

    def name_of(self, iri: str) -> Both:
        """Return the label of *iri* in both languages."""
        return {"zh": self.graph.label(iri, "zh"), "en": self.graph.label(iri, "en")}

    def _ordered_columns(self) -> list[Line]:
        """Return the columns, those of a statement about sets first, wholes before parts."""
        held = {iri for block in self.matrix.blocks for iri in block.columns}
        whole = ""
        first: dict[str, bool] = {}
        wholes: dict[str, str] = {}
        for line in self.matrix.columns:
            whole = line.iri if line.depth == 0 else whole
            wholes[line.iri] = whole
            first.setdefault(whole, line.iri in held)
        order = {line.iri: place for place, line in enumerate(self.matrix.columns)}
        return sorted(self.matrix.columns, key=lambda k: (not first[wholes[k.iri]], order[k.iri]))

    def groups(self) -> Iterator[tuple[Both, list[Line]]]:
        """Yield each category with the rows that stand at first; those without one come last."""
        rows = [row for row in self.matrix.rows if self._wholes(row) <= self.unfolded]
        groups: dict[str, list[Line]] = {}
        for row in rows:
            groups.setdefault(next(iter(row.categories), NO_CATEGORY), []).append(row)
        for category in sorted(groups, key=NO_CATEGORY.__eq__):
            alone = category == NO_CATEGORY
            yield both(TEXTS[NO_CATEGORY]) if alone else self.name_of(category), groups[category]

    def _wholes(self, line: Line) -> set[str]:
        """Return the lines that hold *line*, near and far."""
        return {other.iri for other in self.matrix.rows if line.iri in other.parts}

    def _scope(self, row: Line) -> set[str]:
        """Return what the row stands for: unfolded, for itself alone."""
        return {row.iri} if row.iri in self.unfolded else {row.iri, *row.parts}

    def whole_columns(self) -> list[Line]:
        """Return the columns that stand for wholes."""
        return [column for column in self.columns if column.depth == 0]

    def mark(self, row: Line, column: Line) -> Mark | None:
        """Return what stands where a row and a column meet, their parts included."""
        columns = {column.iri, *column.parts}
        cells = [cell for cell in self.matrix.cells_of(self._scope(row)) if cell.action in columns]
        if not cells:
            return None
        behind = self.matrix.behind
        documents = len({document for cell in cells for document in behind[cell.action]})
        stated = sum(cell.count(Modality.STATED) for cell in cells)
        inferred = sum(cell.count(Modality.INFERRED) for cell in cells)
        counts = {"stated": stated, "inferred": inferred, "documents": documents}
        label = {
            lang: TEXTS["cell"]
            .fill(
                bottleneck=self.names[row.iri][lang], action=self.names[column.iri][lang], **counts
            )
            .say(lang)
            for lang in LANGS
        }
        return Mark("stated" if stated else "inferred", documents, label)

    def answered(self, row: Line) -> tuple[int, int]:
        """Return how many parts of *row* (itself, where it has none) are answered, and of all."""
        parts = row.parts or (row.iri,)
        return sum(part in self.matrix.by_row for part in parts), len(parts)

    def state_of(self, row: Line) -> str:
        """Return whether a source states an action for what *row* stands for."""
        cells = self.matrix.cells_of(self._scope(row))
        if not cells:
            return "unanswered"
        return "" if any(cell.count(Modality.STATED) for cell in cells) else "no-stated"

    def banded(self, row: Line, column: Line) -> bool:
        """Tell whether a statement about sets covers both."""
        return any(row.iri in b.rows and column.iri in b.columns for b in self.matrix.blocks)

    def band(self, block: Block) -> Both:
        """Return what a statement about sets says of itself."""
        actions, bottlenecks = map(self.name_of, (block.claim.subject, block.claim.object))
        return {
            lang: TEXTS["band"].fill(actions=actions[lang], bottlenecks=bottlenecks[lang]).say(lang)
            for lang in LANGS
        }

    def values(self) -> dict[str, object]:
        """Return what the script reads: lines, cells and blocks by short ids."""
        claims = [claim for cell in self.matrix.cells for claim in cell.claims]
        doubts = {c.iri: _anomalies(self.graph, c.iri, *map(IRI, c.evidence)) for c in claims}
        return {
            "unfolded": [local_name(iri) for iri in self.unfolded],
            "doubts": {
                local_name(iri): [
                    {"id": one, "name": name, "treatment": said} for one, name, said in found
                ]
                for iri, found in doubts.items()
                if found
            },
            "rows": [self._line(line) for line in self.matrix.rows],
            "columns": [self._line(line) for line in self.columns],
            "cells": [
                {
                    "row": local_name(cell.bottleneck),
                    "column": local_name(cell.action),
                    "claims": [local_name(claim.iri) for claim in cell.claims],
                    "sources": sorted(map(source_id, cell.sources)),
                }
                for cell in self.matrix.cells
            ],
            "blocks": [
                {
                    "claim": local_name(block.claim.iri),
                    "rows": [local_name(iri) for iri in block.rows],
                    "columns": [local_name(iri) for iri in block.columns],
                }
                for block in self.matrix.blocks
            ],
            "categories": {
                local_name(c): self.name_of(c) for row in self.matrix.rows for c in row.categories
            },
        }

    def _line(self, line: Line) -> dict[str, object]:
        wholes = self.graph.objects(line.iri, KG + "partOf") if line.depth else []
        return {
            "id": local_name(line.iri),
            "name": self.names[line.iri],
            "depth": line.depth,
            "whole": local_name(wholes[0]) if wholes else None,
            "parts": [local_name(iri) for iri in line.parts],
            "categories": [local_name(iri) for iri in line.categories],
            "documents": [local_name(iri) for iri in line.documents],
            "doubtful": self.doubtful(line),
        }

    def doubtful(self, line: Line) -> bool:
        """Tell whether an anomaly of a source bears on *line*."""
        return bool(find_anomalies(self.graph, [line.iri]))

    def details(self) -> dict[str, Detail]:
        """Return what the panel shows of a row, a column, and a statement about sets."""
        found = {}
        for line in (*self.matrix.rows, *self.matrix.columns):
            thing = get_thing(self.graph, line.iri)
            cells = [c for c in self.matrix.cells if line.iri in (c.bottleneck, c.action)]
            found[local_name(line.iri)] = Detail(
                title=self.names[line.iri],
                kind=self.name_of(KG + line.kind),
                definition=thing.definition.as_json(),
                facts=self._facts(line),
                claims=tuple(claim for cell in cells for claim in cell.claims),
                evidence=thing.evidence,
                anomalies=_anomalies(self.graph, line.iri),
                id=local_name(line.iri),
            )
        for block in self.matrix.blocks:
            found[local_name(block.claim.iri)] = self._block(block)
        return found

    def _block(self, block: Block) -> Detail:
        """Return what the panel shows of a statement about sets: who belongs to them, cell or not.

        A member that no single link joins to anything has no row or column of its own.
        """
        claim = block.claim
        sets = {"set-actions": claim.subject, "set-bottlenecks": claim.object}
        members = {name: self.graph.objects(iri, KG + "member") for name, iri in sets.items()}
        lines = {line.iri: line for line in (*self.matrix.rows, *self.matrix.columns)}
        held = {iri for cell in self.matrix.cells for iri in (cell.bottleneck, cell.action)}

        def alone(iri: str) -> bool:
            if iri not in lines:  # an action; a bottleneck that is not shown is out of question
                return iri in members["set-actions"]
            return held.isdisjoint({iri, *lines[iri].parts})

        lists = dict(members)
        lists["set-alone"] = [iri for found in members.values() for iri in found if alone(iri)]
        return Detail(
            title=both(MODALITIES[Modality.COLLECTIVE]),
            definition=self.band(block),
            facts=tuple((both(TEXTS[name]), self._list(found)) for name, found in lists.items()
                        if found),
            claims=(claim,),
            anomalies=_anomalies(self.graph, claim.iri, *map(IRI, claim.evidence)),
            keys=tuple((local_name(i), self.names[i]) for found in members.values() for i in found
                       if i in lines),
            id=local_name(claim.iri),
        )  # fmt: skip

    def _list(self, iris: Sequence[str]) -> Both:
        named = [self.name_of(iri) for iri in iris]
        return {lang: SEPARATORS[lang].join(name[lang] for name in named) for lang in LANGS}

    def _facts(self, line: Line) -> tuple[tuple[Both, Both], ...]:
        if not line.documents:
            return ()
        return ((both(TEXTS["documents"]), self._list(line.documents)),)

    def twin(self) -> Twin:
        """Return every cell as a row of words."""
        title = Text("All {count} cells", "全部 {count} 个单元格").fill(
            count=len(self.matrix.cells)
        )
        columns = (
            Text("Bottleneck", "瓶颈"), Text("Action", "行动"), Text("Who says so", "依据"),
            Text("Confidence", "置信度"), Text("Documents", "文件数"), Text("Source", "来源"),
        )  # fmt: skip
        return Twin(title, columns, tuple(self._twin_row(cell) for cell in self.matrix.cells))

    def _twin_row(self, cell: Cell) -> TwinRow:
        link = Link(cell.bottleneck, cell.action, cell.claims)
        sources = sorted(map(source_id, cell.sources))
        behind = self.matrix.behind[cell.action]
        cells = (
            TwinCell(self.names[cell.bottleneck]),
            TwinCell(self.names[cell.action]),
            TwinCell(both(MODALITIES[link.modality]), badge=link.modality.value),
            TwinCell(both(LEVELS[link.confidence])),
            TwinCell(same(str(len(behind))), number=True),
            TwinCell(same(", ".join(sources))),
        )
        facets = {"modality": (link.modality.value,), "source": sources,
                  "category": self._categories(cell.bottleneck)}  # fmt: skip
        key = f"{local_name(cell.bottleneck)}|{local_name(cell.action)}"
        return TwinRow(key, cells, facets)

    def _categories(self, iri: str) -> Sequence[str]:
        return [local_name(c) for c in categories_of(self.graph, iri)] or [NO_CATEGORY]

    def facets(self) -> tuple[Facet, ...]:
        """Return the filters: category and source to choose from, modalities to switch."""
        categories = dict.fromkeys(c for row in self.matrix.rows for c in row.categories)
        sources = sorted({source_id(s) for cell in self.matrix.cells for s in cell.sources})
        modalities = (Modality.STATED, Modality.INFERRED)
        return (
            Facet(
                "category", Text("Category", "类别"),
                (*(Option(local_name(c), self.name_of(c)) for c in categories),
                 Option(NO_CATEGORY, both(TEXTS["uncategorised"]))),
            ),
            build_source_filter(sources),
            Facet(
                "modality", Text("Marks", "标记"),
                tuple(Option(m.value, both(MODALITIES[m])) for m in modalities), legend=True,
            ),
        )  # fmt: skip


USES = frozenset({"modality", "source"})


def draw(graph: Graph, word: str | None, filters: Filters) -> Page:
    """Return the gap matrix: of all bottlenecks, or of what *word* names.

    That is a category, or a bottleneck with its parts, which then stand unfolded.
    """
    category, bottleneck = _named(graph, word)
    scope = Scope(category, bottleneck, filters.source, filters.modality)
    matrix = build_matrix(graph, scope)
    _check_size(matrix)
    drawn = MatrixPage(graph, matrix, bottleneck)
    named = category or bottleneck
    subject = drawn.name_of(named) if named else both(SUBJECT)
    links = [KG + "addresses", KG + "collectivelyAddresses"]
    sets = [iri for block in matrix.blocks for iri in (block.claim.subject, block.claim.object)]
    return Page(
        name="matrix",
        title=TITLE,
        subject=subject,
        version=graph.version,
        twin=drawn.twin(),
        details=drawn.details(),
        names=drawn.names | {iri: drawn.name_of(iri) for iri in (*links, *sets)},
        facets=drawn.facets(),
        how=HOW,
        texts=TEXTS,
        values=drawn.values(),
        context={"drawn": drawn, "local_name": local_name},
        scripts=("matrix-table.js", "matrix.js", "matrix-keys.js"),
    )


def _check_size(matrix: Matrix) -> None:
    """Raise LimitReached where even the wholes alone would hold a browser up."""
    rows, columns = (
        sum(line.depth == 0 for line in lines) for lines in (matrix.rows, matrix.columns)
    )
    if rows * columns > MOST_CELLS:
        raise LimitReached(TOO_LARGE.fill(rows=rows, columns=columns))


def _named(graph: Graph, word: str | None) -> tuple[str | None, str | None]:
    """Return the category or else the bottleneck that *word* names; UsageError for anything else.

    NotFound or Ambiguous as `find_one` has it.
    """
    if word is None:
        return None, None
    category = f"{KGV}{word}"
    try:
        found = category if graph.has(category) else find_one(graph, word, KINDS)
    except NotFound as error:
        if isinstance(error, Ambiguous) or find_terms(graph, word).how == "fuzzy":
            raise
        raise UsageError(NEITHER.fill(word=word)) from error
    return (None, found) if kind_of(graph, found) == "Bottleneck" else (found, None)


def _anomalies(graph: Graph, *iris: str) -> tuple[tuple[str, Both, Both], ...]:
    return tuple(
        (local_name(one.iri), one.label.as_json(), one.treatment.as_json())
        for one in find_anomalies(graph, iris)
    )
