"""The process in which queries run and may die: `python -m … .worker FILE MEGABYTES`.

FILE holds N-Quads, or is the directory of a store. Reads frames from standard input: first the
N-Quads when FILE is `-`, then tasks as JSON: a query to run, one to `parse` for an engine
elsewhere, or one to be told what is wrong in (`misfit`). Answers each with a frame: one word
(select, ask, graph, error, memory, output, misfit), a line feed, and the result. It ends with its
standard input.
"""

from __future__ import annotations

import json
import math
import os
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.answers.sparql.frames import read_frame, write_frame
from kg.answers.sparql.misfit import find_misfit
from kg.stores.answers import kind_of
from kg.stores.local import LocalStore
from kg.stores.memory import MemoryStore
from kg.stores.protocol import MEGABYTE, Full, Order


def main() -> None:
    """Load the store, shut the doors, answer until nobody asks any more."""
    store = open_place(sys.argv[1])
    shut_doors(int(sys.argv[2]))
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        task = json.loads(frame)
        wind_clock(task["seconds"])
        word, payload = run(store, task)
        write_frame(sys.stdout.buffer, word.encode() + b"\n" + payload)
    os._exit(0)


def open_place(place: str) -> LocalStore:
    """Return the store at *place*; nothing is read lazily from it later, the doors being shut."""
    if place == "-":
        return MemoryStore(read_frame(sys.stdin.buffer) or b"", "")
    if not Path(place).is_dir():
        return MemoryStore(Path(place).read_bytes(), "")
    from kg.stores.disk import DiskStore, raise_descriptors

    raise_descriptors()
    return DiskStore(Path(place))


def shut_doors(megabytes: int) -> None:
    """Let this process open no further file or socket, and use no more memory than it is allowed.

    On Windows there is no `resource`: the deadline and the check of words remain.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def wind_clock(seconds: float) -> None:
    """End this process after *seconds* more of processor time: its parent may have been killed."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def run(store: LocalStore, task: dict[str, Any]) -> tuple[str, bytes]:
    """Do *task* and return the word and the result."""
    try:
        if "misfit" in task:
            found = find_misfit(task["misfit"], task["prefixes"])
            return "misfit", json.dumps(found.as_json()).encode()
        if "parse" in task:
            return kind_of(ox.Store().query(task["parse"], prefixes=task["prefixes"])), b""
        names = ("query", "prefixes", "rows", "output", "seconds")
        return store.query(Order(*(task[name] for name in names)))
    except MemoryError:
        return "memory", b""
    except Full:
        return "output", b""
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return "error", str(error.args[0] if error.args else error).encode()


if __name__ == "__main__":
    main()
