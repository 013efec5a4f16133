"""The two walls around a query: its words are checked, and its process can open nothing."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import World
from command_line import Cli
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.answers.sparql import guard, worker
from kg.answers.sparql.guard import refuse_words
from kg.answers.sparql.tokens import blank_out
from kg.errors import QueryError, QueryRefused

REFUSED = [
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "clear default",
    "DROP GRAPH <x:g>",
    "CREATE GRAPH <x:g>",
    "COPY <x:a> TO <x:b>",
    "MOVE <x:a> TO <x:b>",
    "ADD <x:a> TO <x:b>",
    "LOAD <{url}>",
    "LOAD SILENT <{url}> INTO GRAPH <x:g>",
    "loadSILENT<{url}>",
    "SELECT * { SERVICE <{url}> { ?s ?p ?o } }",
    "SELECT * { service <{url}> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <{url}> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<{url}> { ?s ?p ?o } }",
    "SELECT * {SERVICE<{url}>{?s ?p ?o}}",
    "SELECT * { ?s ?p ?o .SERVICE<{url}>{?s ?p ?o}}",
    "SELECT * { # \n SERVICE <{url}> { ?s ?p ?o } }",
    "SELECT * { SERVICE ?where { ?s ?p ?o } }",
    "ASK { SERVICE <{url}> {} }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <{url}> { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <{url}> { ?s ?p ?o } } }",
    "SELECT * FROM <{url}> { ?s ?p ?o }",
    "SELECT * from <{url}> { ?s ?p ?o }",
    "SELECT * FROM NAMED <{url}> { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <x:a> FROM <{url}>",
]

ALLOWED = [
    "SELECT ?service ?load ?from ?insert { ?service ?load ?from }",
    "SELECT * { ?s ?p 'SERVICE LOAD FROM INSERT DELETE' }",
    'SELECT * { ?s ?p """SERVICE <http://x>\nFROM""" }',
    "SELECT * { ?s <http://example.org/SERVICE/LOAD/FROM> ?o } # FROM SERVICE LOAD",
    "# INSERT DATA\nSELECT * { ?s ?p ?o }",
    "PREFIX service: <x:> PREFIX load: <x:> SELECT * { ?s service:LOAD load:SERVICE }",
    "PREFIX from: <x:> SELECT * { ?s from:delete ?o }",
    "SELECT * { ?s ?p 'delete'@en-FROM }",
    'SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), "it\'s a SERVICE")) }',
    "SELECT * { ?s ?p 'a\\'b SERVICE' }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    "SELECT $from { ?s ?p $from }",
]


class Listener:
    """A socket on the loopback that counts who calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.settimeout(0.05)
        self.calls = 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._accept)
        self.thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}/data"

    def _accept(self) -> None:
        while not self.over.is_set():
            try:
                caller, _ = self.socket.accept()
            except TimeoutError:
                continue
            self.calls += 1
            caller.close()

    def close(self) -> None:
        """Take no more calls."""
        self.over.set()
        self.thread.join()
        self.socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


def test_the_listener_counts_calls() -> None:
    other = Listener()
    host, port = other.socket.getsockname()
    socket.create_connection((host, port)).close()
    while not other.calls:
        pass
    other.close()


@pytest.mark.parametrize("query", REFUSED)
def test_a_query_that_writes_or_reaches_out_is_refused_by_its_words(
    listener: Listener, query: str
) -> None:
    with pytest.raises(QueryRefused) as caught:
        refuse_words(query.replace("{url}", listener.url))
    assert caught.value.exit_code == 4
    assert caught.value.say("zh")


@pytest.mark.parametrize("query", REFUSED)
def test_the_command_line_refuses_it_and_nobody_is_called(
    cli: Cli, template: World, listener: Listener, query: str
) -> None:
    before = listener.calls
    found = cli("query", "-e", query.replace("{url}", listener.url), *template.arguments())
    assert found.code == 4, found.err
    assert found.out == ""
    assert listener.calls == before


@pytest.mark.parametrize("query", REFUSED)
def test_without_the_check_of_words_the_worker_still_calls_nobody(
    mini: kg.PolicyGraph, listener: Listener, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(guard, "refuse_words", lambda _: None)
    before, state = listener.calls, mini.graph.as_nquads()
    try:
        answer = mini.query(query.replace("{url}", listener.url))
    except QueryError:
        pass
    else:  # SILENT and FROM: an answer that holds nothing from there
        assert answer.rows in ((), ({},))
    assert listener.calls == before
    assert mini.graph.as_nquads() == state


@pytest.mark.skipif(sys.platform == "win32", reason="no cap of descriptors on Windows")
def test_the_worker_opens_no_file_after_its_doors_are_shut(
    mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<x:secret> <x:secret> <x:secret> .\n", encoding="utf-8")
    monkeypatch.setattr(guard, "refuse_words", lambda _: None)
    forms = ("SELECT * FROM <@> { ?s ?p ?o }", "LOAD <@>", "SELECT * { GRAPH <@> { ?s ?p ?o } }")
    for form in forms:
        with contextlib.suppress(QueryError):
            assert mini.query(form.replace("@", secret.as_uri())).rows == ()


@pytest.mark.skipif(sys.platform == "win32", reason="no cap of descriptors on Windows")
def test_shut_doors_leave_no_descriptor() -> None:
    program = (
        "import socket\n"
        "from kg.answers.sparql.worker import shut_doors; shut_doors(2048)\n"
        "for opener in (socket.socket, lambda: open('/dev/null')):\n"
        "    try:\n        opener()\n    except OSError: print('shut')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.stdout.split() == [b"shut", b"shut"]


def test_the_words_alone_hold_when_the_doors_stay_open(
    mini: kg.PolicyGraph, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on Windows, where the worker has no cap: what the check of words refuses never starts.
    started: list[object] = []
    monkeypatch.setattr(
        "kg.answers.sparql.pool.subprocess.Popen", lambda *a, **_: started.append(a)
    )
    monkeypatch.setattr(worker, "shut_doors", lambda *_: None)
    before = listener.calls
    for query in REFUSED:
        with pytest.raises(QueryRefused):
            mini.query(query.replace("{url}", listener.url))
    assert started == []
    assert listener.calls == before


@pytest.mark.parametrize("query", ALLOWED)
def test_a_keyword_that_is_no_keyword_there_is_not_refused(
    mini: kg.PolicyGraph, query: str
) -> None:
    refuse_words(query)
    assert mini.query(query).kind == "select"


@given(st.text("SERVICE LOAD FROM \n#'\"<>{}?:\\@", max_size=30))
def test_blanking_keeps_every_position(text: str) -> None:
    assert len(blank_out(text)) == len(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters='\\"\n\r'), max_size=30))
def test_what_stands_in_a_string_is_never_refused(text: str) -> None:
    refuse_words('SELECT * { ?s ?p "@ SERVICE FROM LOAD" }'.replace("@", text))


@given(
    st.sampled_from(["service", "SERVICE", "SeRvIcE"]),
    st.sampled_from([" ", "\n", "\t", "#x\n", ""]),
)
def test_however_it_is_written_service_is_refused(word: str, space: str) -> None:
    with pytest.raises(QueryRefused):
        refuse_words(f"SELECT * {{{space}{word}{space}<http://x>{space}{{}}}}")
