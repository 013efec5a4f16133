"""An answer that is cut, or is none, is an error at every place where it can be cut.

Whatever ends it, nothing of the engine's reader outlives it: that may be dropped by its own thread
only, and says so on stderr when a traceback is let go elsewhere.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from command_line import Cli
from endpoint_asked import calmed
from sparql_server import (
    JSON,
    Endpoint,
    Fault,
    Handler,
    breaks_off,
    chunks,
    drips,
    hangs_up,
    says,
)

from kg.errors import FileError, KgError
from kg.stores import endpoint
from kg.stores.endpoint import EndpointStore
from kg.stores.protocol import Full, Kind, Order

XML = "application/sparql-results+xml"
TRIPLES = "application/n-triples"
HEAD = b'{"head":{"vars":["s","p","o"]},"results":{"bindings":['
A = b'{"type":"uri","value":"x:a"}'
FORMS: tuple[Kind, ...] = ("select", "ask")
ROW_B = b'{"s":{"type":"uri","value":"x:b"}}'
AS_JSON = HEAD + b'{"s":{"type":"uri","value":"x:a"}},' + ROW_B + b"]}}"
AS_XML = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
    b'<variable name="s"/></head><results><result><binding name="s"><uri>x:a</uri></binding>'
    b'</result><result><binding name="s"><uri>x:b</uri></binding></result></results></sparql>'
)
AS_TRIPLES = b"<x:a> <x:p> <x:b> .\n<x:a> <x:p> <x:c> .\n"


@pytest.fixture(scope="module")
def _server() -> Iterator[Endpoint]:
    found = Endpoint()
    found.load(AS_TRIPLES)
    yield found
    found.stop()


@pytest.fixture
def server(_server: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """The server, honest, and asked nothing yet."""
    return calmed(_server, monkeypatch)


@pytest.fixture
def store(server: Endpoint) -> Iterator[EndpointStore]:
    """The store behind it, in this very process."""
    found = EndpointStore(server.url)
    yield found
    found.close()


def ask(store: EndpointStore, kind: Kind = "select", *, seconds: float = 20) -> bytes:
    """Return what the server answers, whatever is asked."""
    return store.query(Order("SELECT ?s ?p ?o { ?s ?p ?o }", {}, None, 1, seconds, kind))[1]


def error_of(store: EndpointStore, kind: Kind = "select") -> FileError:
    """Return what the next answer ends with: one sentence in each language."""
    with pytest.raises(FileError) as caught:
        ask(store, kind)
    assert caught.value.exit_code == 6
    assert not any("\n" in caught.value.say(lang) for lang in ("en", "zh"))
    return caught.value


@pytest.mark.parametrize(("kind", "content"), [(JSON, AS_JSON), (XML, AS_XML)])
def test_rows_cut_anywhere_are_no_short_list(
    server: Endpoint, store: EndpointStore, kind: str, content: bytes
) -> None:
    for length in range(len(content)):  # the connection's end is the only one that is told
        server.faults.append(breaks_off(kind, content[:length]))
        assert "broke off" in error_of(store).say("en")
    server.faults.append(breaks_off(kind, content))
    assert ask(store).count(b"x:") == 2


@pytest.mark.parametrize(
    "more",
    [
        b']},"meta":{"query-time-ms":5,"result-size-total":2}}',  # QLever
        b']},\n"metadata": { "httpRequests": 0 }}\n',  # Comunica
        b'],"ordered":true,"distinct":false}}',
    ],
)
def test_what_stands_after_the_rows_is_passed_over(
    server: Endpoint, store: EndpointStore, more: bytes
) -> None:
    rows = AS_JSON[: -len(b"]}}")]
    server.faults.append(says(200, JSON, rows + more))
    assert ask(store).count(b"x:") == 2
    for length in range(1, len(more.rstrip())):  # cut there: an error, or all rows
        server.faults.append(breaks_off(JSON, rows + more[:length]))
        try:
            assert ask(store).count(b"x:") == 2
            assert more[:length].endswith(b"}")
        except FileError as error:
            assert "broke off" in error.say("en")  # noqa: PT017
    server.faults.append(says(200, JSON, rows + b"]}<p>An error has occurred</p>"))
    assert "broke off" in error_of(store).say("en")


@pytest.mark.parametrize("length", [0, 20, 30, 40])  # at 20 and 40 a line ends
def test_triples_cut_anywhere_are_no_short_list(
    server: Endpoint, store: EndpointStore, length: int
) -> None:
    cut = AS_TRIPLES[:length]
    server.faults.append(breaks_off(TRIPLES, cut))
    assert "a part could pass for the whole" in error_of(store, "graph").say("en")
    server.faults.append(chunks(TRIPLES, cut or b"\n", whole=False))
    assert "broke off" in error_of(store, "graph").say("en")
    server.faults.append(says(200, TRIPLES, cut, Content_Length="40", Connection="close"))
    if length < 40:
        assert "broke off" in error_of(store, "graph").say("en")


@pytest.mark.parametrize("fault", [says(200, TRIPLES, AS_TRIPLES), chunks(TRIPLES, AS_TRIPLES)])
def test_triples_of_which_the_end_is_told_are_taken(
    server: Endpoint, store: EndpointStore, fault: Fault
) -> None:
    server.faults.append(fault)
    assert ask(store, "graph") == AS_TRIPLES


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("text/html; charset=utf-8", b"<html><form>Log in</form></html>", "answers with text/html"),
        ("text/tab-separated-values", b"?s\n<x:a>\n", "answers with text/tab-separated-values"),
        ("text/csv", b"s\nx:a\n", "answers with text/csv"),
        (JSON, b'{"error": "log in first"}', "broke off"),
        (JSON, b"", "broke off"),
        (JSON, b"\xff\xfe\x00", "broke off"),
        (XML, b"<html><body>Log in</body></html>", "broke off"),
        ("", b"{}", "answers with –"),
    ],
)
def test_a_page_with_status_200_is_no_answer(
    server: Endpoint, store: EndpointStore, kind: str, content: bytes, words: str
) -> None:
    for form in FORMS:
        server.faults.append(says(200, kind, content))
        assert words in error_of(store, form).say("en")


ONE = ox.NamedNode("x:a")
READINGS: dict[str, Callable[[EndpointStore], Any]] = {
    "count": len,
    "all": lambda store: list(store.dump()),
    "subject": lambda store: list(store.match(ONE)),
    "value": lambda store: list(store.match(None, ONE, ONE)),
    "literal": lambda store: list(store.match(None, None, ox.Literal("1"))),
}
TABLES = {
    "nothing": b'{"head":{},"results":{"bindings":[]}}',
    "other columns": b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":%b}]}}' % A,
    "boolean": b'{"head":{},"boolean":true}',
}


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_was_not_asked_for_is_no_graph(
    server: Endpoint, store: EndpointStore, reading: str, table: str
) -> None:
    server.faults.append(says(200, JSON, TABLES[table]))
    with pytest.raises(FileError, match="broke off"):
        READINGS[reading](store)


def test_columns_in_another_order_are_put_into_ours(server: Endpoint, store: EndpointStore) -> None:
    thing = '"%s":{"type":"uri","value":"x:%s"}'
    row = ",".join(thing % (name, name) for name in "ops")
    content = f'{{"head":{{"vars":["o","p","s"]}},"results":{{"bindings":[{{{row}}}]}}}}'
    server.faults += [says(200, JSON, content.encode())] * 2
    assert list(store.dump()) == [b"<x:s> <x:p> <x:o> .\n"]
    assert ask(store).startswith(b'{"head":{"vars": ["s", "p", "o"]}')


@pytest.mark.parametrize("said", ["", "many", '-1"},"x":{"type":"uri","value":"x:a'])
def test_a_count_that_is_none(server: Endpoint, store: EndpointStore, said: str) -> None:
    rows = f'{{"n":{{"type":"literal","value":"{said}"}}}}' if said else ""
    content = f'{{"head":{{"vars":["n"]}},"results":{{"bindings":[{rows}]}}}}'
    server.faults.append(says(200, JSON, content.encode()))
    with pytest.raises(FileError, match="broke off"):
        len(store)


def test_a_text_in_the_place_of_a_thing(server: Endpoint, store: EndpointStore) -> None:
    text = b'{"type":"literal","value":"t"}'
    row = b'{"s":%b,"p":%b,"o":%b}]}}' % (text, text, text)
    server.faults.append(says(200, JSON, HEAD + row))
    with pytest.raises(FileError, match="bindings"):
        list(store.dump())


def test_a_server_that_knows_no_limit_is_not_read_to_its_end(
    server: Endpoint, store: EndpointStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "MOST", 2)
    things = ([A, A, A.replace(b"x:a", b"x:%d" % number)] for number in range(3))
    rows = b",".join(b'{"s":%b,"p":%b,"o":%b}' % tuple(thing) for thing in things)
    server.faults.append(breaks_off(JSON, HEAD + rows + b"," + rows[:40]))  # beyond: broken
    assert len(list(store.match(ONE))) == 2  # asked for alone, of a server honest again
    assert len(server.seen) == 2


def test_the_time_left_is_all_that_a_repetition_has(server: Endpoint) -> None:
    store = EndpointStore(f"{server.url}?timeout={{ms}}")
    server.faults += [says(503, "text/plain", b"busy")] * 2
    ask(store)
    limits = [int(seen.fields["timeout"][0]) for seen in server.seen]
    assert limits == sorted(limits, reverse=True)
    assert limits[2] < limits[0] - 15  # two pauses


ENDS: dict[str, tuple[Fault, Kind]] = {
    "hangs up": (hangs_up, "select"),
    "half": (says(200, JSON, AS_JSON[:90]), "select"),
    "too much": (says(200, JSON, AS_JSON[:-3] + 50_000 * (b"," + ROW_B) + b"]}}"), "select"),
    "drips": (drips, "select"),
    "another table": (says(200, JSON, AS_JSON.replace(b',"p","o"', b"")), "ask"),
}


@pytest.fixture
def unraisable(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What nothing could catch, as it comes."""
    found: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", found.append)
    return found


def elsewhere(work: Callable[[], object]) -> None:
    """Do *work* in another thread."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.parametrize("name", ENDS)
def test_what_it_ended_with_may_be_dropped_by_any_thread(
    server: Endpoint, store: EndpointStore, name: str, unraisable: list[Any]
) -> None:
    store.seconds = 0.3
    fault, kind = ENDS[name]
    kept: list[BaseException] = []
    gc.disable()  # or another thread may collect at any moment: what this is about
    try:
        for reading in (lambda: ask(store, kind, seconds=0.3), lambda: list(store.dump())):
            server.faults.append(fault)
            with pytest.raises((KgError, TimeoutError, Full)) as caught:
                reading()
            kept.append(caught.value)
            del caught
            elsewhere(kept.clear)
            elsewhere(gc.collect)
    finally:
        gc.enable()
    assert unraisable == []


def test_an_interrupt_ends_an_answer_that_has_begun(
    server: Endpoint, store: EndpointStore, unraisable: list[Any]
) -> None:
    def begins(handler: Handler) -> None:
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
        drips(handler)

    server.faults.append(begins)
    with pytest.raises(KeyboardInterrupt):
        list(store.dump())
    assert len(store) == 2
    elsewhere(gc.collect)
    assert unraisable == []


def test_a_command_says_one_sentence(server: Endpoint, cli: Cli) -> None:
    server.faults += [breaks_off(JSON, AS_JSON[:-1])] * 3
    outcome = cli("stats", "--store", server.url, "-v")
    assert outcome.code == 6
    assert "Traceback" not in outcome.err
    assert server.url in outcome.err.splitlines()[-1]
