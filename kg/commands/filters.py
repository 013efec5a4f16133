"""The filters that several commands know, and what each says of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from kg.commands.base import WORD, F, Option, both

# By name: what it takes, and its help unless a command says more.
FILTERS: dict[str, tuple[click.ParamType[Any], str]] = {
    "category": (WORD, both("Only bottlenecks of this category.", "只看此类别的瓶颈。")),
    "source": (WORD, both("Only links from this source.", "只用此来源。")),
    "modality": (click.Choice(["stated", "inferred"]), both("Only such links.", "只看此类关联。")),
    "region": (WORD, both("Only threads through this region.", "只看经过此地区的链。")),
    "as_of": (
        click.DateTime(["%Y-%m-%d"]),
        both("Leave out what by its own words had ended by then.", "略去依其自述届时已到期者。"),
    ),
}


def narrow_by(*names: str, **helps: str) -> Callable[[F], F]:
    """Return a decorator that adds the filters *names*, in this order.

    *helps* say of one what it does in this command.
    """

    def decorate(function: F) -> F:
        for name in reversed(names):
            kind, usual = FILTERS[name]
            function = click.option(
                f"--{name.replace('_', '-')}", cls=Option, type=kind, help=helps.get(name, usual)
            )(function)
        return function

    return decorate
