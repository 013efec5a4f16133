"""DuckDB: the questions on one machine, in as much memory as it has, spilling to disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.analytics.engine import Engine, Result, Value, missing
from kg.analytics.layout import TRIPLES, read_manifest
from kg.analytics.questions import view_statements

if TYPE_CHECKING:
    import duckdb

FETCHED = 10_000  # rows at a time
# What stands for itself in a pattern of file names only when it is alone in brackets.
WILD = str.maketrans({"*": "[*]", "?": "[?]", "[": "[[]"})


@contextmanager
def open_engine(place: str) -> Iterator[Engine]:
    """Give DuckDB over the Parquet export in the directory *place*."""
    try:
        import duckdb
    except ImportError as error:
        raise missing("duckdb", "duckdb") from error
    directory = Path(place)
    read_manifest(directory)
    with tempfile.TemporaryDirectory() as spill:
        # Nothing is fetched from the network: what a question needs is in the package.
        settings: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": spill,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        with duckdb.connect(":memory:", config=settings) as connection:
            pattern = str(directory.resolve()).translate(WILD) + f"/{TRIPLES}/*.parquet"
            quoted = pattern.replace("'", "''")
            connection.execute(
                f"CREATE TEMPORARY VIEW triples AS SELECT * FROM read_parquet('{quoted}')"  # noqa: S608
            )
            for statement in view_statements():
                connection.execute(statement)
            yield DuckDb(connection)


class DuckDb:
    """An open connection with the views."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def run(self, sql: str) -> Result:
        """Return the answer to *sql*."""
        cursor = self.connection.execute(sql)
        names = tuple(column[0] for column in cursor.description or ())
        return Result(names, _fetch(cursor))


def _fetch(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Value, ...]]:
    while rows := cursor.fetchmany(FETCHED):
        yield from rows
