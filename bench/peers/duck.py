"""DuckDB over one table of triples, sorted by predicate, with an index on either end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.terms import KG, KGD, KGV, RDF, TYPE, expand
from peers.sparql import Rows
from peers.texts import FORMS, NAMES

if TYPE_CHECKING:
    import duckdb

LOAD = """
CREATE TABLE triples AS
SELECT s, p, o FROM (
  SELECT split_part(line, ' ', 1) AS s, split_part(line, ' ', 2) AS p,
    substr(line, length(split_part(line, ' ', 1)) + length(split_part(line, ' ', 2)) + 3,
      length(line) - length(split_part(line, ' ', 1)) - length(split_part(line, ' ', 2)) - 4) AS o
  FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x01', quote = '', escape = '',
    header = false)
) ORDER BY p, o, s
"""


def _iri(iri: str) -> str:
    return f"'<{iri}>'"


def _link(name: str, alias: str) -> str:
    """Return a sub-select of one link."""
    return f"(SELECT s, o FROM triples WHERE p = {_iri(KG + name)}) {alias}"


def connect(table: Path | None) -> duckdb.DuckDBPyConnection:
    """Return the database *table*, or a new one in memory."""
    import duckdb

    database = duckdb.connect(table or ":memory:")
    database.execute("SET threads TO 1")  # processor time is compared, and the others have one
    return database


def load(database: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Load *file*, and make the indexes."""
    database.execute(LOAD, {"file": str(file)})
    database.execute("CREATE INDEX by_subject ON triples (s)")
    database.execute("CREATE INDEX by_object ON triples (o)")


class Duck:
    """Questions to DuckDB as SQL."""

    name = "DuckDB, SQL"

    def __init__(self, file: Path, table: Path | None = None) -> None:
        """Load *file* into memory, or open the database *table*, which holds the same."""
        self.db = connect(table)
        if table is None:
            load(self.db, file)

    def _rows(self, text: str, *values: str) -> list[tuple[str, ...]]:
        return self.db.execute(text, list(values)).fetchall()

    def hops(self, bottleneck: str) -> Rows:
        """Return the links of the threads that begin at *bottleneck*."""
        forms = {link: ", ".join(_iri(KG + f) for f in names) for link, names in FORMS.items()}
        onward = ", ".join(forms[link] for link in ("correspondsTo", "setOutIn", "appliesTo"))
        text = f"""WITH
          first AS (SELECT s, p, o FROM triples WHERE o = ? AND p IN ({forms["addresses"]})),
          second AS (SELECT DISTINCT t.* FROM triples t JOIN first f ON t.s = f.s
            WHERE t.p IN ({onward})),
          third AS (SELECT DISTINCT t.* FROM triples t JOIN second f ON t.s = f.o
            WHERE t.p IN ({forms["setOutIn"]}, {forms["appliesTo"]})),
          fourth AS (SELECT DISTINCT t.* FROM triples t JOIN third f ON t.s = f.o
            WHERE t.p IN ({forms["appliesTo"]}))
          SELECT * FROM first UNION SELECT * FROM second UNION SELECT * FROM third
          UNION SELECT * FROM fourth"""
        return frozenset(tuple(v[1:-1] for v in row) for row in self._rows(text, f"<{bottleneck}>"))

    def gap(self, name: str) -> frozenset[str]:
        """Return the bottlenecks with the gap *name*."""
        answered = f"SELECT o AS b FROM {_link('addresses', 'l')}"
        adopted = (
            f"(SELECT s FROM triples WHERE p = {_iri(TYPE)} AND o = {_iri(KG + 'AdoptedMeasure')})"
        )
        measured = (
            f"SELECT l.o AS b FROM {_link('addresses', 'l')} JOIN {adopted} a ON a.s = l.s UNION "
            f"SELECT l.o FROM {_link('addresses', 'l')} JOIN {_link('correspondsTo', 'c')} ON c.s = l.s"  # noqa: E501
        )
        set_out = (
            f"SELECT l.o AS b FROM {_link('addresses', 'l')} "
            f"JOIN {_link('setOutIn', 'd')} ON d.s = l.s "
            f"UNION SELECT l.o FROM {_link('addresses', 'l')} JOIN {_link('correspondsTo', 'c')} "
            f"ON c.s = l.s JOIN {_link('setOutIn', 'd')} ON d.s = c.o"
        )
        every = (
            f"SELECT s AS b FROM triples WHERE p = {_iri(TYPE)} AND o = {_iri(KG + 'Bottleneck')}"
        )
        has, lacks = {
            "no-action": (every, answered),
            "no-measure": (answered, measured),
            "no-document": (measured, set_out),
        }[name]
        rows = self._rows(f"({has}) EXCEPT ({lacks})")
        return frozenset(row[0][1:-1] for row in rows)

    def matrix(self) -> Rows:
        """Return the cells with claim and modality, and the documents behind each action."""
        part = {
            name: f"(SELECT s, o FROM triples WHERE p = {_iri(iri)}) {name}"
            for name, iri in (
                ("subj", RDF + "subject"), ("obj", RDF + "object"), ("pred", RDF + "predicate"),
                ("status", KG + "status"), ("polarity", KG + "polarity"),
                ("modality", KG + "modality"),
            )
        }  # fmt: skip
        cells = f"""SELECT obj.o, subj.o, pred.s, modality.o FROM {part["pred"]}
          JOIN {part["subj"]} USING (s) JOIN {part["obj"]} USING (s) JOIN {part["status"]} USING (s)
          JOIN {part["polarity"]} USING (s) JOIN {part["modality"]} USING (s)
          WHERE pred.o = {_iri(KG + "addresses")} AND status.o = {_iri(KGV + "accepted")}
            AND polarity.o = {_iri(KGV + "affirmed")}"""
        documents = f"""SELECT l.s, d.o FROM {_link("addresses", "l")}
            JOIN {_link("setOutIn", "d")} ON d.s = l.s
          UNION SELECT l.s, d.o FROM {_link("addresses", "l")}
            JOIN {_link("correspondsTo", "c")} ON c.s = l.s JOIN {_link("setOutIn", "d")} ON d.s = c.o"""  # noqa: E501
        rows = [*self._rows(cells), *self._rows(documents)]
        return frozenset(tuple(v[1:-1] for v in row) for row in rows)

    def search(self, word: str) -> frozenset[str]:
        """Return the things whose name contains *word*."""
        names = ", ".join(_iri(expand(name) or "") for name in NAMES)
        text = f"""SELECT DISTINCT s FROM triples WHERE p IN ({names})
          AND contains(lower(o), ?) AND starts_with(s, '<{KGD}')"""
        return frozenset(row[0][1:-1] for row in self._rows(text, word))
