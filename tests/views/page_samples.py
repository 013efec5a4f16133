"""The drawn pages that the tests of the views look at: `draw` of `browser_page` draws them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import kg
from kg.language import Lang


@dataclass(frozen=True)
class Sample:
    """A view to look at: of the shipped graph, or of the miniature world of `builders`."""

    view: str
    term: str | None = None
    shipped: bool = False

    def __str__(self) -> str:
        return "-".join((self.view, self.term or "all", "shipped" if self.shipped else "mini"))


# One of each view comes first.
PAGES = (
    Sample("matrix"),
    Sample("trace", "碳足迹", shipped=True),
    Sample("schema", shipped=True),
    Sample("charts", shipped=True),
    Sample("regions", shipped=True),
    Sample("timeline", shipped=True),
    Sample("sankey", shipped=True),
    Sample("matrix", shipped=True),
    Sample("trace"),
)
SINGLE = PAGES[:7]
SIZES = ((1440, 900), (1280, 720), (390, 844))
LANGS: tuple[Lang, ...] = ("zh", "en")

Draw = Callable[[Sample], str]


@cache
def shipped() -> kg.PolicyGraph:
    """Return the shipped graph, to be read only."""
    return kg.load()
