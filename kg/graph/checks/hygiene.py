"""Hygiene: the queries of `ontology/checks/`, each row of which is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg import paths
from kg.faults import Fault
from kg.graph.checks.checked import Checked, select
from kg.graph.terms import local_name, shorten
from kg.language import Text

HEADER = re.compile(r"^#\s*([a-z]+\.[a-z]+):\s*(.*)$", re.MULTILINE)


def check_hygiene(checked: Checked) -> Iterator[Fault]:
    """Yield a fault for each row of each query; its first column is what the fault is about."""
    for path in sorted((paths.ontology_dir() / "checks").glob("*.rq")):
        yield from _run(path, checked)


def _run(path: Path, checked: Checked) -> Iterator[Fault]:
    query = path.read_text(encoding="utf-8")
    header = {
        key: value.replace("{", "{{").replace("}", "}}") for key, value in HEADER.findall(query)
    }
    for row in select(checked.graph, query):
        focus, *details = [getattr(term, "value", "") for term in row]
        shown = ", ".join(shorten(value) for value in details if value)
        reason = Text(header["title.en"] + ": {it}.", header["title.zh"] + "：{it}。")
        remedy = Text(header.get("remedy.en", ""), header.get("remedy.zh", ""), {})
        it = f"{local_name(focus)} ({shown})" if shown else local_name(focus)
        yield Fault(path.stem, checked.place_of(focus), reason.fill(it=it), remedy)
