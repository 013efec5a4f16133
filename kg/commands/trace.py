"""`kg trace`: the thread through a term."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from kg.commands.base import (
    WORD,
    Command,
    F,
    Option,
    State,
    both,
    format_options,
    output_option,
    pass_state,
)
from kg.commands.filters import narrow_by

if TYPE_CHECKING:
    from kg.answers.trace import Tracing


def _most_hops() -> int:
    from kg.answers.thread import MAX_DEPTH

    return MAX_DEPTH


FILTERS = (
    click.option(
        "--direction", cls=Option, type=click.Choice(["down", "up", "both"]), default="both",
        help=both("Towards the region, the bottleneck, or both.", "朝地区、朝瓶颈或双向。"),
    ),
    click.option(
        "--depth", cls=Option, type=int, default=_most_hops,
        help=both("Hops each way.", "每个方向的步数。"),
    ),
    narrow_by(
        "modality", "source", "region", "as_of",
        modality=both("Follow only such links.", "只走此类关联。"),
    ),
)  # fmt: skip


def filter_options(function: F) -> F:
    """Add the filters of a trace."""
    for option in reversed(FILTERS):
        function = option(function)
    return function


def said_filters(settings: dict[str, Any]) -> list[str]:
    """Return the filters of a call as its words, those left at their defaults left out."""
    defaults = {"direction": "both", "depth": _most_hops()}
    given = {k: v for k, v in settings.items() if v is not None and v != defaults.get(k)}
    days = {k: v.date().isoformat() for k, v in given.items() if isinstance(v, datetime)}
    words = {**given, **days}
    return [w for k, v in words.items() for w in (f"--{k.replace('_', '-')}", str(v))]


def build_filters(state: State, settings: dict[str, Any]) -> dict[str, Any]:
    """Return what the options of a command say as the fields of `Filters`."""
    from kg.answers.values import Modality

    modality, as_of = settings["modality"], settings["as_of"]
    source, region = settings["source"], settings["region"]
    return {
        "direction": settings["direction"],
        "depth": settings["depth"],
        "modality": Modality(modality) if modality else None,
        "source": state.library.get_source(source) if source else None,
        "region": state.library.get_region(region) if region else None,
        "as_of": _day(as_of),
    }


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@click.command(
    cls=Command,
    help=both(
        "Trace bottleneck, action, measure, document, region, with evidence.",
        "追踪：瓶颈、对策、措施、文件、地区，附证据。",
    ),
)
@click.argument("term", type=WORD)
@filter_options
@format_options("tree", "table", "json", default="tree")
@output_option
@pass_state
def command(state: State, term: str, form: str, output: str | None, **settings: Any) -> None:
    """Trace *term*."""
    tracing = state.library.trace(term, **build_filters(state, settings))
    if form == "json":
        state.emit_json(tracing.as_json(), output)
    else:
        show_tracing(state, tracing, form, output)


def show_tracing(state: State, tracing: Tracing, form: str, output: str | None = None) -> None:
    """Print *tracing* as a tree or a table."""
    from kg.views.terminal import tracing as view

    render = view.render_tracing if form == "tree" else view.render_chain_table
    state.print(render(tracing, state.voice_into(output)), output)
