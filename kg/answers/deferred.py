"""Values that are read in part: what few ask for is looked up when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self


class Deferred:
    """A value some fields of which are read from the graph when they are first asked for.

    Most answers ask little of most claims: who says them, not what every place says.
    """

    @classmethod
    def later(cls, read: Callable[[], dict[str, Any]], **known: Any) -> Self:
        """Return the value of which *known* is known; *read* gives the rest.

        What it gives may name the next reader as `_read`.
        """
        value = object.__new__(cls)
        known["_read"] = read
        object.__setattr__(value, "__dict__", known)  # thousands are made: none is copied
        return value

    if not TYPE_CHECKING:  # else no misspelt field would be noticed

        def __getattr__(self, name: str) -> object:
            fields = self.__dict__
            if name in type(self).__dataclass_fields__:
                while name not in fields and (read := fields.get("_read")) is not None:
                    fields.update({"_read": None, **read()})
                if name in fields:
                    return fields[name]
            raise AttributeError(f"{type(self).__name__} has no {name}")
