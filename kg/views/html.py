"""What every page needs: its parts read and joined, JSON that cannot end its element, a policy."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sized
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.views import palette

MANY_ROWS = 1000
# Before anything is laid out: the table, shown without a script, need not be drawn with one.
FIRST = 'document.documentElement.classList.add("scripted");'


def open_templates() -> Environment:
    """Return an environment of our templates that escapes everything it is handed."""
    environment = Environment(
        loader=FileSystemLoader(Path(str(_part("templates"))), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["many"] = many
    return environment


def many(rows: Sized) -> bool:
    """Tell whether a table of *rows* would hold a browser up if it were laid out at once."""
    return len(rows) > MANY_ROWS


@cache
def join_styles(*names: str) -> str:
    """Return the colours and the style sheets *names*, in this order."""
    return "\n".join((palette.as_css(), *map(read_asset, names)))


@cache
def join_scripts(*names: str) -> str:
    """Return the scripts *names* as one that leaves no name behind."""
    body = "\n".join(map(read_asset, names))
    return f'(() => {{\n"use strict";\n{body}}})();'


def as_json(value: object) -> str:
    """Return *value* as JSON for a script element: no text in it can close the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char, escape in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(char, escape)
    return text


def content_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return a Content-Security-Policy that lets these very scripts and styles run, no other."""
    rules = (
        "default-src 'none'",
        f"script-src {_sources(scripts)}",
        f"style-src {_sources(styles)}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _sources(texts: Iterable[str]) -> str:
    return " ".join(map(_digest, texts)) or "'none'"


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def read_asset(name: str) -> str:
    """Return the text of the asset *name*."""
    return (_part("assets") / name).read_text(encoding="utf-8")


def _part(folder: str) -> Traversable:
    return resources.files("kg.views") / folder
