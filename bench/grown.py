"""What one graph costs, in a process of its own, for `bench/growth.py`; prints JSON.

`python bench/grown.py FILE ANSWERS`: load the N-Quads of FILE, then ask.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from peers.ours import Ours

from kg.answers.gaps import find_gaps
from kg.graph.terms import KGD
from kg.stores.memory import read_store

ASKED = 200  # bottlenecks traced, each once


def seconds_of(ask: Callable[[], object]) -> float:
    """Return the processor time that *ask* takes, of all threads."""
    start = time.process_time()
    held = ask()
    taken = time.process_time() - start
    del held
    return taken


def peak() -> int:
    """Return the most memory this process has had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Load, ask, and print what each took; seconds and bytes."""
    file, answers = (Path(word) for word in sys.argv[1:])
    planted = json.loads(answers.read_text("utf-8"))
    start = time.process_time()
    ours = Ours(read_store(file))
    found: dict[str, float] = {"triples": planted["triples"], "load": time.process_time() - start}
    found["memory"] = peak()
    first, *words = planted["search"]
    with tempfile.TemporaryDirectory() as cache:
        os.environ["KG_CACHE"] = cache  # where no index of the names lies yet
        found["search, index made"] = seconds_of(partial(ours.search, first))
        ours.forget()
        found["search, first"] = seconds_of(partial(ours.search, first))
        found["search"] = statistics.median(
            seconds_of(partial(ours.search, word)) for word in words
        )
    bottlenecks = [KGD + name for name in planted["traces"]][:ASKED]
    found["trace"] = statistics.median(seconds_of(partial(ours.trace, b)) for b in bottlenecks)
    for name, ask in (("matrix", ours.ordered_matrix), ("gaps", lambda: find_gaps(ours.graph))):
        ours.forget()
        found[name] = seconds_of(ask)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
