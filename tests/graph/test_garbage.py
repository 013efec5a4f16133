"""The search for garbage is paused by long work, and goes on after it in any case."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from builders import World

from kg.graph.check import check_all
from kg.graph.garbage import search_paused


@pytest.fixture(autouse=True)
def _searching() -> Iterator[None]:
    """Leave the search as it was found, whatever a test did."""
    searching = gc.isenabled()
    gc.enable()
    yield
    if not searching:
        gc.disable()


def test_the_search_is_paused_and_goes_on_after_an_error_too() -> None:
    with pytest.raises(ZeroDivisionError), search_paused():
        1 / gc.isenabled()  # off: a division by nothing
    assert gc.isenabled()


def test_the_inner_of_two_pauses_does_not_end_the_outer() -> None:
    with search_paused():
        with search_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_wants_no_search_keeps_it_off() -> None:
    gc.disable()
    with search_paused():
        pass
    assert not gc.isenabled()


def test_every_check_is_run_without_the_search(template: World) -> None:
    found: list[bool] = []
    report = check_all(
        template.inputs(), template.copies, watch=lambda _done, _of: found.append(gc.isenabled())
    )
    assert found == [False] * len(report.checks)
    assert gc.isenabled()
