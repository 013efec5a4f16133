"""Apache Spark: the questions on as many machines as a cluster has.

Where it runs is the user's affair: `spark-submit`, `spark-defaults.conf` and SPARK_MASTER are
followed; with none of them it is this machine. The export may lie wherever Spark reads from.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.analytics.engine import Engine, Result, Value, missing
from kg.analytics.layout import MANIFEST, TRIPLES, parse_manifest, read_manifest
from kg.analytics.questions import view_statements
from kg.errors import FileError
from kg.language import Text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Characters that stand for others in a path of Hadoop's.
WILD = str.maketrans({char: f"\\{char}" for char in "\\*?[]{},"})


@contextmanager
def open_engine(place: str) -> Iterator[Engine]:
    """Give Spark over the Parquet export at *place*, a directory or an address that Spark reads.

    A session that is open already is used and left open.
    """
    try:
        from pyspark.sql import SparkSession  # noqa: F401
    except ImportError as error:
        raise missing("pyspark", "spark") from error
    if not is_address(place):
        read_manifest(Path(place))
    running = is_running()
    session = open_session()
    try:
        if is_address(place):
            _check_address(session, place)
        # A session of its own: its views are nobody else's.
        inner = session.newSession()
        inner.read.parquet(f"{_as_path(place)}/{TRIPLES}").createTempView("triples")
        for statement in view_statements():
            inner.sql(statement)
        yield Spark(inner)
    finally:
        if not running:
            session.stop()


def is_running() -> bool:
    """Tell whether this process has Spark running already; a session may be another thread's."""
    from pyspark import SparkContext

    return SparkContext._active_spark_context is not None


def open_session() -> SparkSession:
    """Return a session as the user's environment says; Spark itself falls back to `local[*]`."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("kg analyse")
    if master := os.environ.get("SPARK_MASTER"):
        builder = builder.master(master)
    try:
        session = builder.getOrCreate()
    except Exception as error:
        text = Text(
            "Spark does not start ({reason}): it needs Java 17 or newer; see what it wrote above.",
            "Spark 无法启动（{reason}）：需要 Java 17 或更高版本；请看上面的输出。",
        )
        raise FileError(text.fill(reason=str(error).partition("\n")[0])) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def is_address(place: str) -> bool:
    """Tell whether *place* is an address such as `hdfs://…`, not a directory of this machine."""
    return "://" in place


def _as_path(place: str) -> str:
    if is_address(place):
        return place.rstrip("/")
    return "file://" + str(Path(place).resolve()).translate(WILD)


def _check_address(session: SparkSession, place: str) -> None:
    from pyspark.errors import PySparkException

    path = f"{_as_path(place)}/{MANIFEST}"
    try:
        content = session.read.text(path, wholetext=True).head()
    except PySparkException:
        content = None
    parse_manifest(content[0] if content else "", place)


class Spark:
    """A session with the views."""

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def run(self, sql: str) -> Result:
        """Return the answer to *sql*; rows are fetched partition by partition."""
        frame = self.session.sql(sql)
        return Result(tuple(frame.columns), _fetch(frame))


def _fetch(frame: object) -> Iterator[tuple[Value, ...]]:
    for row in frame.toLocalIterator():  # type: ignore[attr-defined]
        yield tuple(row)
