"""What `bench/speed.py` asks of engines in one process: traces, gaps, the matrix, searches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from graphs import Bench
from measuring import Line, Seconds, medians, ours_beside, require_equal, take_turns
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
    for number, bottleneck in enumerate(bottlenecks):
        slow = number < SLOW
        full = [bench.oxigraph, *([] if bench.large or not slow else [bench.rdflib_text])]
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


def _bare_peers(bench: Bench) -> list[tuple[Any, bool]]:
    """Return the peers that are asked for the links only, and whether each is slow."""
    found: list[tuple[Any, bool]] = [(bench.oxigraph, False)]
    if not bench.large:
        from peers.walks import read_edges, walk_dict, walk_networkx

        edges = read_edges(bench.file)
        walks = [walk_networkx(edges), walk_dict(edges)]
        found += [(bench.rdflib_text, True), (bench.rdflib, True)]
        found += [(bench.oxrdflib, False), (bench.duck, True)]
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
    answers = take_turns(asked, seconds)
    found = answers.pop("kg")
    shown = {
        name: frozenset(row for row in rows if row[1] in SHOWN) for name, rows in answers.items()
    }
    require_equal({"kg": threads_of(found), **{n: r for n, r in shown.items() if "three" in n}})
    require_equal({"kg": hops_of(found), **{n: r for n, r in shown.items() if "three" not in n}})


def measure_growth(bench: Bench) -> Iterator[Line]:
    """The same bottlenecks on the smallest graph: the first papers are the same in every size."""
    if bench.name == "10k" or bench.large:
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
    peers: dict[str, Callable[[str], frozenset[str]]] = {"pyoxigraph, `MINUS`": bench.oxigraph.gap}
    if not bench.large:
        peers["DuckDB, `EXCEPT`"] = bench.duck.gap
    if bench.endpoint:
        peers["Virtuoso, `MINUS`"] = bench.endpoint.gap
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
    if not bench.large:
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
        "pyoxigraph, SPARQL, three texts": bench.oxigraph.matrix
    }
    slow = "rdflib, SPARQL, three texts"
    if not bench.large:
        peers |= {"DuckDB, SQL": bench.duck.matrix, slow: bench.rdflib.matrix}
    seconds: Seconds = {}
    for turn in range(bench.rounds):
        bench.ours.forget()
        asked = {name: ask for name, ask in peers.items() if turn == 0 or name != slow}
        require_equal(take_turns({"kg": bench.ours.matrix, **asked}, seconds))
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
    if not bench.large:
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
    """Searching names: the first search makes an index, which later ones use."""
    bench.ours.forget()
    seconds: Seconds = {}
    scan = "pyoxigraph, `CONTAINS`"
    peers: dict[str, Callable[[str], frozenset[str]]] = {scan: bench.oxigraph.search}
    if not bench.large:
        peers["DuckDB, `contains`"] = bench.duck.search
    for number, word in enumerate(bench.graphs.answers(bench.name)["search"]):
        key = "kg" if number else "first"
        asked = {name: partial(ask, word) for name, ask in peers.items()}
        require_equal(take_turns({key: partial(bench.ours.search, word), **asked}, seconds))
    found = medians(seconds)
    for name in peers:
        wanted = 1 / 50 if name == scan else None
        yield Line("search, p50", name, found["kg"], found[name], wanted)
    yield Line("search, the first one", scan, found["first"], found[scan])
