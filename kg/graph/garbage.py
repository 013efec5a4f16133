"""Garbage: the search for it, which long work of ours does without.

Building and checking make millions of things that are all held until the end, and none in a circle.
Python looks through all of them again and again for circles to clear away: a quarter of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def search_paused() -> Iterator[None]:
    """Have Python look for no garbage meanwhile; what nobody holds goes at once, as ever."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
