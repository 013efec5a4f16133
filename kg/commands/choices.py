"""Choices that a module of the rooms below lists: it is imported when somebody chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import click


class Listed(click.Choice[str]):
    """One of the words that *read* lists, which is asked when they are: not for the first page."""

    def __init__(self, read: Callable[[], Iterable[str]]) -> None:
        self.read = read
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        """The words."""
        return tuple(self.read())
