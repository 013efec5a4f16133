"""Exports: the whole graph in the forms that other programs read. A form is a line of `FORMS`.

Each form is a function of values; nothing in a file depends on when or by whom it was written.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Literal

from kg.errors import UsageError
from kg.language import Text
from kg.views.exports.settings import Settings

Matter = Literal["nquads", "network", "tables"]


@dataclass(frozen=True)
class Form:
    """A form of export: what it is made of, the module that renders it, and whether as text."""

    of: Matter
    module: str
    is_text: bool = True


# The function of a form is `render_` and its name, in its module, imported when it is needed.
FORMS = {
    "nquads": Form("nquads", "rdf"),
    "ttl": Form("nquads", "rdf"),
    "trig": Form("nquads", "rdf"),
    "jsonld": Form("nquads", "rdf"),
    "rdfxml": Form("nquads", "rdf"),
    "graphml": Form("network", "graphml"),
    "gexf": Form("network", "gexf"),
    "cytoscape": Form("network", "cytoscape"),
    "csv": Form("tables", "csv_files", is_text=False),
    "xlsx": Form("tables", "workbook", is_text=False),
    "parquet": Form("nquads", "parquet", is_text=False),
}


def get_form(name: str) -> Form:
    """Return the form *name*; UsageError names those there are."""
    if name not in FORMS:
        text = Text(
            "No export '{form}'; choose one of: {known}.", "没有 {form} 导出；可选：{known}。"
        )
        raise UsageError(text.fill(form=name, known=", ".join(FORMS)))
    return FORMS[name]


def render(name: str, matter: object, settings: Settings) -> bytes:
    """Return *matter* in the form *name*: N-Quads, a network or tables, as the form wants it."""
    module = importlib.import_module(f"{__name__}.{get_form(name).module}")
    return bytes(getattr(module, f"render_{name}")(matter, settings))
