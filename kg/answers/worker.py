"""The process in which a query runs and may die: `python -m kg.answers.worker FILE`.

Reads a task as one line of JSON from standard input (and N-Quads after it when FILE is `-`);
writes one word (select, ask, graph, error, limit), a line feed, and the result.
"""

from __future__ import annotations

import io
import json
import math
import os
import sys
from typing import Any

import pyoxigraph as ox

MEGABYTE = 1 << 20


def main() -> None:
    """Load the store, shut the doors, run the query."""
    task = json.loads(sys.stdin.buffer.readline())
    store = ox.Store()
    if sys.argv[1] == "-":
        store.load(sys.stdin.buffer.read(), ox.RdfFormat.N_QUADS, lenient=True)
    else:
        store.load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS, lenient=True)
    shut_doors(task["memory"], task["seconds"])
    word, payload = run(store, task)
    sys.stdout.buffer.write(word.encode() + b"\n" + payload)
    sys.stdout.buffer.flush()
    os._exit(0)


def shut_doors(megabytes: int, seconds: float) -> None:
    """Let this process open no further file or socket, and use no more than it is allowed.

    The limit on processor time ends a worker whose parent was killed before its deadline.

    On Windows there is no `resource`: the deadline and the check of words remain.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    processor = math.ceil(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


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
