"""What `bench/speed.py` asks of engines in one process: traces, gaps, the matrix, searches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from graphs import Bench
from measuring import (
    READS,
    WAITED,
    Line,
    Seconds,
    drop_cached,
    medians,
    ours_beside,
    require_equal,
    settle,
    take_turns,
)
from peers.ours import SHOWN, Ours, hops_of, threads_of
from peers.sparql import Rows, Sparql
from peers.texts import GAPS

from kg.graph.terms import KGD
from kg.stores.memory import read_store

SLOW = 12  # bottlenecks asked of an engine that needs many milliseconds for each


def measure_traces(bench: Bench) -> Iterator[Line]:
    """A trace: with claims and evidence, and against peers that give the bare links only."""
    seconds: Seconds = {}
    warm, *bottlenecks = bench.bottlenecks
    bench.ours.trace(warm)
    bare = _bare_peers(bench)
    settle()
    for number, bottleneck in enumerate(bottlenecks):
        slow = number < SLOW
        full = [bench.oxigraph, *([] if bench.on_disk or not slow else [bench.rdflib_text])]
        asked = [peer for peer, is_slow in bare if slow or not is_slow]
        _trace_once(bench, bottleneck, (full, asked), seconds)
    found = medians(seconds)
    names = {"pyoxigraph": 0.5, "rdflib": 1 / 30}
    for name, wanted in names.items():
        if (key := f"{name}, SPARQL, three texts") in found:
            yield Line("trace, p50", key, found["kg"], found[key], wanted)
    for peer, _ in bare:
        yield Line(
            "trace, p50, of the peer the bare links",
            peer.name,
            ours_beside(peer.name, found),
            found[peer.name],
        )
    if bench.on_disk:
        yield from _touches(bench, bottlenecks, found)


THREE = "pyoxigraph, SPARQL, three texts"


def _touches(bench: Bench, bottlenecks: list[str], first: dict[str, float]) -> Iterator[Line]:
    """What a trace on disk reads, the first time and again; and from files nobody has read yet."""
    yield _reads("the first time", first)
    bench.ours.forget()
    again: Seconds = {}
    for bottleneck in bottlenecks:
        _trace_once(bench, bottleneck, ([bench.oxigraph], []), again)
    found = medians(again)
    yield Line("trace, p50, again", THREE, found["kg"], found[THREE])
    yield _reads("again", found)
    seconds: Seconds = {}
    for bottleneck in bottlenecks[:SLOW]:
        cold = replace(bench)  # opened anew
        cold.ours, cold.oxigraph  # noqa: B018
        drop_cached(bench.graphs.store(bench.name))
        asked = {"kg": partial(cold.ours.trace, bottleneck)}
        answers = take_turns(asked, seconds)
        drop_cached(bench.graphs.store(bench.name))
        begun = time.perf_counter()
        rows = cold.oxigraph.threads(bottleneck)
        seconds.setdefault(THREE, []).append(time.perf_counter() - begun)
        _require_equal_threads(answers["kg"], {THREE: rows})
    found = medians(seconds)
    yield Line(
        "the first trace, p50, of files not read before, waited for",
        THREE,
        found[WAITED],
        found[THREE],
    )


def _reads(when: str, found: dict[str, float]) -> Line:
    title = f"reads of files for a trace, p50, {when}"
    return Line(title, THREE, found[f"{READS}kg"], found[READS + THREE], unit="")


def _bare_peers(bench: Bench) -> list[tuple[Any, bool]]:
    """Return the peers that are asked for the links only, and whether each is slow."""
    found: list[tuple[Any, bool]] = [(bench.oxigraph, False), (bench.duck, True)]
    if not bench.on_disk:
        from peers.walks import read_edges, walk_dict, walk_networkx

        edges = read_edges(bench.file)
        walks = [walk_networkx(edges), walk_dict(edges)]
        found += [(bench.rdflib_text, True), (bench.rdflib, True), (bench.oxrdflib, False)]
        found += [(walk, False) for walk in walks]
    return [*found, (bench.endpoint, True)] if bench.endpoint else found


def _trace_once(
    bench: Bench, bottleneck: str, peers: tuple[list[Sparql], list[Any]], seconds: Seconds
) -> None:
    """Trace *bottleneck* by all: peers that are to give all of it, and those for the links."""
    full, bare = peers
    asked: dict[str, Callable[[], Any]] = {"kg": partial(bench.ours.trace, bottleneck)}
    asked |= {f"{peer.name}, three texts": partial(peer.threads, bottleneck) for peer in full}
    asked |= {peer.name: partial(peer.hops, bottleneck) for peer in bare}
    if len(seconds.get("kg", ())) % 2:  # whoever reads a file first waits for it
        asked = dict(reversed(asked.items()))
    answers = take_turns(asked, seconds)
    _require_equal_threads(answers.pop("kg"), answers)


def _require_equal_threads(found: Any, answers: dict[str, Rows]) -> None:
    """Raise Unequal unless *answers* say what our trace *found* does, in full or the links only."""
    shown = {
        name: frozenset(row for row in rows if row[1] in SHOWN) for name, rows in answers.items()
    }
    require_equal({"kg": threads_of(found), **{n: r for n, r in shown.items() if "three" in n}})
    require_equal({"kg": hops_of(found), **{n: r for n, r in shown.items() if "three" not in n}})


def measure_growth(bench: Bench) -> Iterator[Line]:
    """The same bottlenecks on the smallest graph: the first papers are the same in every size."""
    if bench.name == "10k" or bench.on_disk:
        return
    small = Ours(read_store(bench.graphs.file("10k")))
    names = [KGD + name for name in bench.graphs.answers("10k")["traces"]]
    seconds: Seconds = {}
    for _ in range(20):
        for ours in (small, bench.ours):
            ours.forget()
        for name in names:
            asked = {"small": partial(small.trace, name), "large": partial(bench.ours.trace, name)}
            answers = take_turns(asked, seconds)
            require_equal({which: threads_of(found) for which, found in answers.items()})
    found = medians(seconds)
    peer = "kg at 10k triples, the same things"
    yield Line("trace, p50", peer, found["large"], found["small"], 1.5)


def measure_gaps(bench: Bench) -> Iterator[Line]:
    """Bottlenecks without an action, a measure, a document."""
    peers: dict[str, Callable[[str], frozenset[str]]] = {
        "pyoxigraph, `MINUS`": bench.oxigraph.gap,
        "DuckDB, `EXCEPT`": bench.duck.gap,
    }
    if bench.endpoint:
        peers["Virtuoso, `MINUS`"] = bench.endpoint.gap
    settle()
    seconds: Seconds = {}
    for _ in range(bench.rounds):
        for gap in GAPS:
            bench.ours.forget()
            asked = {name: partial(ask, gap) for name, ask in peers.items()}
            require_equal(take_turns({"kg": partial(bench.ours.gap, gap), **asked}, seconds))
    found = {name: sum(values) / len(values) for name, values in seconds.items()}
    best = min(found[name] for name in peers)
    for name in peers:
        wanted = 2.0 if found[name] == best else None
        yield Line("gaps, one kind", name, ours_beside(name, found), found[name], wanted)
    if not bench.on_disk:
        yield from _against_not_exists(bench)


def _against_not_exists(bench: Bench) -> Iterator[Line]:
    """The text that most people would write: quadratic on Oxigraph, so it is asked once."""
    bench.ours.forget()
    seconds: Seconds = {}
    gap, form = "no-document", "FILTER NOT EXISTS"
    asked = {"kg": partial(bench.ours.gap, gap)}
    for peer in (bench.oxigraph, bench.rdflib_text):
        asked[f"{peer.name.split(',')[0]}, `{form}`"] = partial(peer.gap, gap, form)
    require_equal(take_turns(asked, seconds))
    found = medians(seconds)
    for name in list(asked)[1:]:
        wanted = 1 / 50 if name.startswith("pyoxigraph") else None
        yield Line("gaps, no document", name, found["kg"], found[name], wanted)


def measure_matrix(bench: Bench) -> Iterator[Line]:
    """The coverage matrix: the same cells, claims and documents of all; then ours in its order."""
    peers: dict[str, Callable[[], Rows]] = {
        THREE: bench.oxigraph.matrix,
        "DuckDB, SQL": bench.duck.matrix,
    }
    slow = "rdflib, SPARQL, three texts"
    if not bench.on_disk:
        peers[slow] = bench.rdflib.matrix
    settle()
    seconds: Seconds = {}
    for _ in range(bench.rounds):
        bench.ours.forget()
        require_equal(take_turns({"kg": bench.ours.matrix, **peers}, seconds))
        bench.ours.forget()
        take_turns({"ordered": bench.ours.ordered_matrix}, seconds)
    found = medians(seconds)
    for name in peers:
        wanted = 1 / 8 if name == slow else None
        yield Line("coverage matrix", name, found["kg"], found[name], wanted)
    for name in peers:
        yield Line("coverage matrix, ours in order", name, found["ordered"], found[name])
    yield from _bare_matrices(bench)


def _bare_matrices(bench: Bench) -> Iterator[Line]:
    """The matrix without its claims: which pairs have a cell, and how each is known."""
    peers = {bench.oxigraph.name.split(",")[0]: bench.oxigraph.bare_matrix}
    slow = "rdflib"
    if not bench.on_disk:
        peers[slow] = bench.rdflib.bare_matrix
    seconds: Seconds = {}
    for _ in range(bench.rounds):
        bench.ours.forget()
        require_equal(take_turns({"kg": bench.ours.bare_matrix, **peers}, seconds))
    found = medians(seconds)
    for name in peers:
        wanted = 1 / 8 if name == slow else None
        peer = f"{name}, SPARQL, three texts"
        yield Line(
            "coverage matrix, of both the bare cells", peer, found["kg"], found[name], wanted
        )


def measure_search(bench: Bench) -> Iterator[Line]:
    """Searching names: an index that was kept is read by the first search and used by all."""
    bench.ours.search("-")  # makes the index, where none was kept
    bench.ours.forget()
    seconds: Seconds = {}
    scan = "pyoxigraph, `CONTAINS`"
    peers: dict[str, Callable[[str], frozenset[str]]] = {
        scan: bench.oxigraph.search,
        "DuckDB, `contains`": bench.duck.search,
    }
    settle()
    for number, word in enumerate(bench.graphs.answers(bench.name)["search"]):
        key = "kg" if number else "first"
        asked = {name: partial(ask, word) for name, ask in peers.items()}
        require_equal(take_turns({key: partial(bench.ours.search, word), **asked}, seconds))
    found = medians(seconds)
    for name in peers:
        wanted = 1 / 50 if name == scan else None
        yield Line("search, p50", name, found["kg"], found[name], wanted)
    yield Line("search, the first one", scan, found["first"], found[scan])
