"""The gap matrix as one HTML page: bottlenecks × actions, what is stated, inferred, or missing.

Without a script the wholes stand against the wholes, every link in the table below; with one, rows
and columns unfold into their parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.answers.gaps import categories_of
from kg.answers.links import CONFIDENCE
from kg.answers.matrix import Block, Cell, Line, Matrix, Scope, build_matrix
from kg.answers.search import find_one
from kg.answers.things import get_thing
from kg.answers.trace import Filters
from kg.answers.values import Modality
from kg.graph.store import Graph
from kg.graph.terms import KG, KGV, local_name, source_id
from kg.language import Text
from kg.views.shell import (
    Both,
    Detail,
    Facet,
    Option,
    Page,
    Twin,
    TwinRow,
    both,
    same,
)
from kg.views.shell import (
    Cell as TwinCell,
)
from kg.views.words import LEVELS, MODALITIES

NO_CATEGORY = "uncategorised"
TITLE = Text("Gap matrix", "缺口矩阵")
SUBJECT = Text("What answers which bottleneck", "什么回应了哪些瓶颈")
TEXTS = {
    "corner": Text("Bottleneck / action", "瓶颈 / 行动"),
    "parts": Text("Parts answered", "已回应的部分"),
    "unfold": Text("Show the parts of {name}", "展开 {name} 的组成部分"),
    "fold": Text("Fold the parts of {name}", "收起 {name} 的组成部分"),
    "uncategorised": Text("No category said by a source", "来源未归类"),
    "order": Text("Order", "排序"),
    "by-category": Text("by category", "按类别"),
    "by-open": Text("most parts open first", "未回应部分多者在前"),
    "by-actions": Text("most actions first", "行动多者在前"),
    "unanswered": Text("no action at all", "没有任何行动"),
    "no-stated": Text("no action stated by a source", "没有原文明示的行动"),
    "band": Text(
        "A source sets these as a whole against each other; that fills no cell: {claim}",
        "来源将两者作为整体相对，不计入任何单元格：{claim}",
    ),
    "cell": Text(
        "{bottleneck} × {action}: stated {stated}, inferred {inferred}, documents {documents}",
        "{bottleneck} × {action}：明示 {stated}，推断 {inferred}，文件 {documents}",
    ),
    "stated": Text("Links stated", "明示的关联"),
    "inferred": Text("Links inferred", "推断的关联"),
    "documents": Text("Policy documents behind the action", "行动背后的政策文件"),
    "open-parts": Text("Parts left open", "未回应的部分"),
}
HOW = (
    Text(
        "A filled mark: a source states that this action answers this bottleneck. A hollow, dashed "
        "mark: a curator infers it. An empty cell: no accepted link; not said is not no.",
        "实心：原文明示该行动回应该瓶颈。空心虚线：整理者推断。空格：没有采纳的关联；未说不等于否定。",
    ),
    Text(
        "The number in a mark counts the policy documents behind the action. A row with a bar at "
        "its left has no action that a source states.",
        "标记中的数字是该行动背后的政策文件数。左侧有色条的行没有任何原文明示的行动。",
    ),
    Text(
        "A tinted block is a statement about whole sets; it says nothing of any single pair.",
        "着色区块是针对整体的说法，不说明任何单独一对。",
    ),
    Text(
        "Rows and columns stand for wholes with all their parts; + unfolds them. The last column "
        "says how many parts are answered, so that nothing open is hidden.",
        "行列代表整体及其全部组成部分，点 + 展开。末列给出已回应的部分数，不掩盖未回应者。",
    ),
)


@dataclass(frozen=True)
class Mark:
    """What stands in one cell of the printed table."""

    key: str
    modality: str
    documents: int
    stated: int
    inferred: int
    sources: tuple[str, ...]


class MatrixPage:
    """A matrix made ready to be drawn."""

    def __init__(self, graph: Graph, matrix: Matrix) -> None:
        self.graph = graph
        self.matrix = matrix
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
        """Yield each category with its whole rows; those without one come last."""
        wholes = [row for row in self.matrix.rows if row.depth == 0]
        categories = dict.fromkeys(c for row in wholes for c in row.categories)
        for category in categories:
            yield self.name_of(category), [row for row in wholes if category in row.categories]
        if rest := [row for row in wholes if not row.categories]:
            yield both(TEXTS["uncategorised"]), rest

    def whole_columns(self) -> list[Line]:
        """Return the columns that stand for wholes."""
        return [column for column in self.columns if column.depth == 0]

    def mark(self, row: Line, column: Line) -> Mark | None:
        """Return what stands in the cell of two wholes with all their parts."""
        rows, columns = {row.iri, *row.parts}, {column.iri, *column.parts}
        cells = [c for c in self.matrix.cells if c.bottleneck in rows and c.action in columns]
        if not cells:
            return None
        behind = {line.iri: line.documents for line in self.matrix.columns}
        documents = {document for cell in cells for document in behind[cell.action]}
        stated = sum(cell.count(Modality.STATED) for cell in cells)
        return Mark(
            f"{local_name(row.iri)}*|{local_name(column.iri)}*",
            "stated" if stated else "inferred",
            len(documents),
            stated,
            sum(cell.count(Modality.INFERRED) for cell in cells),
            tuple(sorted({source_id(s) for cell in cells for s in cell.sources})),
        )

    def answered(self, row: Line) -> tuple[int, int]:
        """Return how many parts of *row* (itself, where it has none) are answered, and of all."""
        parts = row.parts or (row.iri,)
        cells = {cell.bottleneck for cell in self.matrix.cells}
        return sum(part in cells for part in parts), len(parts)

    def state_of(self, row: Line) -> str:
        """Return whether a source states an action for *row* or a part of it."""
        cells = self.matrix.cells_of([row.iri, *row.parts])
        if not cells:
            return "unanswered"
        return "" if any(cell.count(Modality.STATED) for cell in cells) else "no-stated"

    def banded(self, row: Line, column: Line) -> bool:
        """Tell whether a statement about sets covers both."""
        return any(row.iri in b.rows and column.iri in b.columns for b in self.matrix.blocks)

    def band(self, block: Block) -> Both:
        """Return what a statement about sets says of itself."""
        return both(TEXTS["band"].fill(claim=local_name(block.claim.iri)))

    def values(self) -> dict[str, object]:
        """Return what the script reads: lines, cells and blocks by short ids."""
        return {
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
        }

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
                id=local_name(line.iri),
            )
        for block in self.matrix.blocks:
            name = local_name(block.claim.iri)
            found[name] = Detail(title=self.band(block), claims=(block.claim,), id=name)
        return found

    def _facts(self, line: Line) -> tuple[tuple[Both, Both], ...]:
        facts = []
        if line.documents:
            named = [self.name_of(iri) for iri in line.documents]
            joined: Both = {lang: "; ".join(n[lang] for n in named) for lang in ("zh", "en")}
            facts.append((both(TEXTS["documents"]), joined))
        return tuple(facts)

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
        stated = bool(cell.count(Modality.STATED))
        modality = Modality.STATED if stated else Modality.INFERRED
        claims = [claim for claim in cell.claims if claim.modality is modality]
        level = min((claim.confidence for claim in claims), key=CONFIDENCE.index)
        sources = sorted(map(source_id, cell.sources))
        behind = {line.iri: line.documents for line in self.matrix.columns}[cell.action]
        cells = (
            TwinCell(self.names[cell.bottleneck]),
            TwinCell(self.names[cell.action]),
            TwinCell(both(MODALITIES[modality]), badge=modality.value),
            TwinCell(both(LEVELS[level])),
            TwinCell(same(str(len(behind))), number=True),
            TwinCell(same(", ".join(sources))),
        )
        facets = {"modality": (modality.value,), "source": sources,
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
            Facet("source", Text("Source", "来源"), tuple(Option(s, same(s)) for s in sources)),
            Facet(
                "modality", Text("Marks", "标记"),
                tuple(Option(m.value, both(MODALITIES[m])) for m in modalities), legend=True,
            ),
        )  # fmt: skip


USES = frozenset({"modality", "source"})


def draw(graph: Graph, word: str | None, filters: Filters) -> Page:
    """Return the gap matrix, of the category that *word* names or of all bottlenecks."""
    category = _category(graph, word) if word else None
    scope = Scope(category=category, source=filters.source, modality=filters.modality)
    matrix = build_matrix(graph, scope)
    drawn = MatrixPage(graph, matrix)
    subject = drawn.name_of(category) if category else both(SUBJECT)
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
        scripts=("matrix-table.js", "matrix.js"),
    )


def _category(graph: Graph, word: str) -> str:
    category = f"{KGV}{word}"
    return category if graph.has(category) else find_one(graph, word)
