"""Hygiene: the queries of `ontology/checks/`, each row of which is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import paths
from kg.faults import Fault
from kg.graph.build import Built
from kg.graph.terms import PREFIXES, local_name, shorten
from kg.language import Text

HEADER = re.compile(r"^#\s*([a-z]+\.[a-z]+):\s*(.*)$", re.MULTILINE)


def check_hygiene(built: Built) -> Iterator[Fault]:
    """Yield a fault for each row of each query; its first column is what the fault is about."""
    store = ox.Store()
    store.bulk_load(built.as_nquads(), ox.RdfFormat.N_QUADS)
    for path in sorted((paths.ontology_dir() / "checks").glob("*.rq")):
        yield from _run(path, store, built)


def _run(path: Path, store: ox.Store, built: Built) -> Iterator[Fault]:
    query = path.read_text(encoding="utf-8")
    header = {
        key: value.replace("{", "{{").replace("}", "}}") for key, value in HEADER.findall(query)
    }
    results = store.query(query, prefixes=PREFIXES)
    assert isinstance(results, ox.QuerySolutions)  # noqa: S101 - a check is a SELECT
    for row in results:
        focus, *details = [getattr(term, "value", "") for term in row]
        shown = ", ".join(shorten(value) for value in details if value)
        reason = Text(header["title.en"] + ": {it}.", header["title.zh"] + "：{it}。")
        remedy = Text(header.get("remedy.en", ""), header.get("remedy.zh", ""), {})
        it = f"{local_name(focus)} ({shown})" if shown else local_name(focus)
        yield Fault(path.stem, built.place_of(focus), reason.fill(it=it), remedy)
