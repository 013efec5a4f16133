"""The questions to a whole corpus: one SQL text each, which every engine runs as it stands.

A file of `sql/` is a question; its header says in two languages what it asks. The views that
several questions share are in `sql/views/`; all stand on one table, `triples`, which is the only
thing that an engine brings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.answers.values import Bilingual
from kg.errors import NotFound
from kg.language import Text

SQL = Path(__file__).resolve().parent / "sql"
HEADER = re.compile(r"^--\s*(title\.(?:en|zh)):\s*(.*)$", re.MULTILINE)
# Each view after those that it reads from.
VIEWS = (
    "claims", "accepted", "evidence_of", "things", "links", "measures", "documents", "reached",
    "gaps", "hops", "chains",
)  # fmt: skip


@dataclass(frozen=True)
class CorpusQuestion:
    """A question, as one SQL text over the views."""

    name: str
    title: Bilingual
    sql: str

    def as_json(self) -> dict[str, object]:
        """Return the question as JSON values."""
        return {"name": self.name, "title": self.title.as_json(), "sql": self.sql}


@lru_cache
def list_questions() -> tuple[CorpusQuestion, ...]:
    """Return the questions by name."""
    return tuple(_read_question(path) for path in sorted(SQL.glob("*.sql")))


def get_question(name: str) -> CorpusQuestion:
    """Return the question *name*; NotFound lists those there are."""
    for question in list_questions():
        if question.name == name:
            return question
    text = Text(
        "There is no question '{name}' to a corpus; there are: {known}.",
        "没有名为“{name}”的全库问题；可选：{known}。",
    )
    raise NotFound(text.fill(name=name, known=", ".join(q.name for q in list_questions())))


def view_statements() -> list[str]:
    """Return the statements that create the views over `triples`, in their order."""
    return [
        f"CREATE TEMPORARY VIEW {name} AS\n{(SQL / 'views' / f'{name}.sql').read_text('utf-8')}"
        for name in VIEWS
    ]


def _read_question(path: Path) -> CorpusQuestion:
    sql = path.read_text(encoding="utf-8")
    header = dict(HEADER.findall(sql))
    title = Bilingual(header.get("title.zh", ""), header.get("title.en", ""))
    return CorpusQuestion(path.stem, title, sql)
