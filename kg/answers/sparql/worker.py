"""The process in which queries run and may die: `python -m … .worker FILE MEGABYTES`.

Reads frames from standard input: first the N-Quads when FILE is `-`, then tasks as JSON: a query
to run, or (`misfit`) one to be told what is wrong in. Answers each with a frame: one word (select,
ask, graph, error, memory, output, misfit), a line feed, and the result. It ends with its standard
input.
"""

from __future__ import annotations

import io
import json
import math
import os
import sys
from itertools import islice
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.answers.sparql.frames import read_frame, write_frame
from kg.answers.sparql.misfit import find_misfit

MEGABYTE = 1 << 20
STRING = "http://www.w3.org/2001/XMLSchema#string"


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


class Full(Exception):
    """The answer is larger than it may be."""


class Vessel(io.RawIOBase):
    """Takes an answer of so many bytes at most."""

    def __init__(self, most: float) -> None:
        self.parts: list[bytes] = []
        self.left = most

    def writable(self) -> bool:
        """It is written to, and never read."""
        return True

    def write(self, part: Any) -> int:
        """Take *part*, or raise Full."""
        self.left -= len(part)
        if self.left < 0:
            raise Full
        self.parts.append(bytes(part))
        return len(part)


def run(store: ox.Store, task: dict[str, Any]) -> tuple[str, bytes]:
    """Do *task* and return the word and the result."""
    try:
        if "misfit" in task:
            found = find_misfit(task["misfit"], task["prefixes"])
            return "misfit", json.dumps(found.as_json()).encode()
        vessel = Vessel(task["output"] * MEGABYTE)
        results = store.query(task["query"], prefixes=task["prefixes"])
        word = _pour(results, task["rows"], vessel)
        return word, b"".join(vessel.parts)
    except MemoryError:
        return "memory", b""
    except Full:
        return "output", b""
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return "error", str(error.args[0] if error.args else error).encode()


def _pour(results: Any, rows: int | None, vessel: Vessel) -> str:
    """Write *results* into *vessel*, so many *rows* at most (None: all); return their kind."""
    if isinstance(results, ox.QueryTriples):
        ox.serialize(islice(results, rows), cast(IO[bytes], vessel), format=ox.RdfFormat.N_TRIPLES)
        return "graph"
    if isinstance(results, ox.QuerySolutions) and rows is not None:
        vessel.write(json.dumps(_first_rows(results, rows)).encode())
        return "select"
    results.serialize(vessel, format=ox.QueryResultsFormat.JSON)
    return "ask" if isinstance(results, ox.QueryBoolean) else "select"


def _first_rows(results: ox.QuerySolutions, rows: int) -> dict[str, Any]:
    """Return the first *rows* as SPARQL JSON; the engine works out no more than those."""
    names = [variable.value for variable in results.variables]
    found = []
    for solution in islice(results, rows):
        terms = zip(names, solution, strict=True)
        found.append({name: _as_json(term) for name, term in terms if term is not None})
    return {"head": {"vars": names}, "results": {"bindings": found}}


def _as_json(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> dict[str, Any]:
    if isinstance(term, ox.Triple):
        parts = ("subject", "predicate", "object")
        return {"type": "triple", "value": {p: _as_json(getattr(term, p)) for p in parts}}
    if not isinstance(term, ox.Literal):
        return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
        if term.direction:
            found["its:dir"] = term.direction.value
    elif term.datatype.value != STRING:
        found["datatype"] = term.datatype.value
    return found


if __name__ == "__main__":
    main()
