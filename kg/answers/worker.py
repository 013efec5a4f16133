"""The process in which queries run and may die: `python -m kg.answers.worker FILE MEGABYTES`.

Reads frames from standard input: first the N-Quads when FILE is `-`, then tasks as JSON. Answers
each task with a frame: one word (select, ask, graph, error, limit), a line feed, and the result.
It ends with its standard input.
"""

from __future__ import annotations

import io
import json
import math
import os
import sys
from typing import Any

import pyoxigraph as ox

from kg.answers.frames import read_frame, write_frame

MEGABYTE = 1 << 20


def main() -> None:
    """Load the store, shut the doors, answer until nobody asks any more."""
    store = ox.Store()
    if sys.argv[1] == "-":
        store.load(read_frame(sys.stdin.buffer) or b"", ox.RdfFormat.N_QUADS, lenient=True)
    else:
        store.load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS, lenient=True)
    shut_doors(int(sys.argv[2]))
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        task = json.loads(frame)
        wind_clock(task["seconds"])
        word, payload = run(store, task)
        write_frame(sys.stdout.buffer, word.encode() + b"\n" + payload)
    os._exit(0)


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


def run(store: ox.Store, task: dict[str, Any]) -> tuple[str, bytes]:
    """Run the query of *task* and return the word and the result."""
    try:
        results = store.query(task["query"], prefixes=task["prefixes"])
        if isinstance(results, ox.QueryTriples):
            payload = ox.serialize(results, format=ox.RdfFormat.N_TRIPLES)
            return _within(task, "graph", payload)
        kind = "ask" if isinstance(results, ox.QueryBoolean) else "select"
        buffer = io.BytesIO()
        results.serialize(buffer, format=ox.QueryResultsFormat.JSON)
        return _within(task, kind, buffer.getvalue())
    except MemoryError:
        return "limit", b""
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return "error", str(error.args[0] if error.args else error).encode()


def _within(task: dict[str, Any], word: str, payload: bytes | None) -> tuple[str, bytes]:
    if payload is None or len(payload) > task["output"] * MEGABYTE:
        return "limit", b""
    return word, payload


if __name__ == "__main__":
    main()
