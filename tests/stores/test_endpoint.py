"""An endpoint that fails, lies, dawdles or wants to know who asks: one clear sentence each."""

from __future__ import annotations

import base64
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from builders import World
from command_line import Cli
from endpoint_asked import calmed
from sparql_server import JSON, Endpoint, Fault, Handler, drips, hangs_up, never, says

import kg
from kg.answers.sparql.guard import Limits, run_guarded
from kg.errors import FileError, KgError, LimitReached, QueryError, UsageError
from kg.stores import connection, endpoint
from kg.stores.address import read_address

POINT = "SELECT ?o { kgd:bottleneck-footprint a ?o }"
SECRETS = ("hunter2", "t0ken-of-mine")
ROW = b'{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"uri","value":"x:y"}}]}}'


@pytest.fixture(scope="module")
def _server(mini: kg.PolicyGraph) -> Iterator[Endpoint]:
    found = Endpoint()
    found.load(mini.graph.as_nquads())
    yield found
    found.stop()


@pytest.fixture
def server(_server: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """The server, honest, and asked nothing yet."""
    return calmed(_server, monkeypatch)


@pytest.fixture(scope="module")
def graph(_server: Endpoint) -> kg.PolicyGraph:
    """The graph of the server; its worker waits for the next test."""
    return kg.load(store=_server.url)


def error_of(graph: kg.PolicyGraph, *, seconds: float = 20) -> KgError:
    """Return what a query ends with; it is said in both languages, and holds no secret."""
    with pytest.raises(KgError) as caught:
        graph.query(POINT, limits=Limits(seconds=seconds))
    for said in (caught.value.say("en"), caught.value.say("zh")):
        assert "\n" not in said
        assert not any(secret in said for secret in SECRETS)
    return caught.value


def test_what_it_answers_is_what_memory_answers(
    graph: kg.PolicyGraph, mini: kg.PolicyGraph
) -> None:
    assert graph.query(POINT).rows == mini.query(POINT).rows
    assert graph.trace("footprint") == mini.trace("footprint")
    assert graph.gaps() == mini.gaps()
    assert graph.matrix() == mini.matrix()
    assert graph.graph.as_nquads() == mini.graph.as_nquads()
    assert len(graph.graph.store) == len(mini.graph.store)


def test_a_trace_is_no_thousand_ways(server: Endpoint) -> None:
    graph = kg.load(store=server.url)
    graph.trace("footprint")
    first = len(server.seen)
    assert first < 40
    graph.trace("footprint")
    assert len(server.seen) == first  # what was read is kept


def test_many_rows_are_read_alone(
    server: Endpoint, mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "MOST", 20)
    monkeypatch.setattr(endpoint, "KEPT", 400)
    assert kg.load(store=server.url).trace("footprint") == mini.trace("footprint")


FAULTS: dict[str, tuple[Fault, type[KgError], int, str]] = {
    "500": (says(500, "text/plain", b"out of order"), FileError, 6, "(500).*out of order"),
    "404": (says(404, "text/html", b"<h1>?</h1>"), FileError, 6, "no SPARQL endpoint"),
    "401": (says(401, "text/plain", b"who?"), FileError, 6, "KG_STORE_USER"),
    "400": (says(400, "text/plain", b"not like this"), QueryError, 4, "not like this"),
    "page": (says(200, "text/html", b"<html>welcome</html>"), FileError, 6, "text/html"),
    "page as JSON": (says(200, JSON, b"<html>welcome</html>"), FileError, 6, "broke off"),
    "half JSON": (says(200, JSON, ROW[:60]), FileError, 6, "broke off"),
    "no JSON": (says(200, JSON, b""), FileError, 6, "broke off"),
    "hangs up": (hangs_up, FileError, 6, "broke off"),
    "boolean": (says(200, JSON, b'{"head":{},"boolean":true}'), FileError, 6, "broke off"),
    "moved": (
        says(302, "text/plain", b"", Location="http://u:hunter2@elsewhere.example/q?k=t0ken-of-mine"),
        FileError, 6, "sends on to http://elsewhere.example/q:",
    ),
    "rows kept back": (says(200, JSON, ROW, X_SPARQL_MaxRows="1"), FileError, 6, "keeps back"),
    "part of the time": (says(200, JSON, ROW, X_SQL_State="S1TAT"), LimitReached, 5, "Q201"),
    "terminal": (says(500, "text/plain", b"\x1b[2Jcleared"), FileError, 6, "says: \\[2Jcleared"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_sentence(server: Endpoint, graph: kg.PolicyGraph, name: str) -> None:
    fault, kind, code, words = FAULTS[name]
    server.faults.append(fault)
    error = error_of(graph)
    assert type(error) is kind
    assert error.exit_code == code
    assert re.search(words, error.say("en")), error.say("en")
    assert graph.query(POINT).rows  # and the next question is answered


@pytest.mark.parametrize("name", ["500", "page", "half JSON", "hangs up", "rows kept back"])
def test_reading_the_graph_fails_as_clearly(server: Endpoint, cli: Cli, name: str) -> None:
    server.faults += [FAULTS[name][0]] * 3
    outcome = cli("trace", "footprint", "--store", server.url)
    assert outcome.code == 6
    assert outcome.out == ""
    assert server.url in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("fault", [never, drips])
def test_one_that_dawdles_is_not_waited_for(
    server: Endpoint, graph: kg.PolicyGraph, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.faults.append(fault)
    error = error_of(graph, seconds=0.5)
    assert error.code == "Q201"
    monkeypatch.setenv("KG_STORE_SECONDS", "0.3")
    server.faults.append(fault)
    with pytest.raises(LimitReached, match=r"KG_STORE_SECONDS"):
        kg.load(store=server.url).trace("footprint")


def test_an_answer_without_end_is_cut(server: Endpoint, graph: kg.PolicyGraph) -> None:
    row = ROW[ROW.index(b'{"o"') : -3]
    server.faults += [says(200, JSON, ROW[:-3] + 9_000 * (b"," + row) + b"]}}")] * 2
    with pytest.raises(LimitReached, match="Q204"):
        graph.query(POINT, limits=Limits(output=0.05))
    assert len(graph.query(POINT, limits=Limits(output=0.05, rows=2)).rows) == 2


@pytest.mark.parametrize(
    ("query", "limited"),
    [
        ("SELECT * { ?s ?p ?o } # no limit", True),
        ("SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 9 } }", True),
        ("SELECT * { ?s ?p ?o } LIMIT 9", False),
        ("SELECT * { ?s ?p ?o } VALUES ?s { kgd:x }", False),
        ("ASK { ?s ?p ?o }", False),
    ],
)
def test_the_limit_on_rows_is_told_where_the_query_has_none(
    server: Endpoint, graph: kg.PolicyGraph, query: str, limited: bool
) -> None:
    graph.query(query, limits=Limits(rows=2))
    assert server.seen[-1].query.endswith("\nLIMIT 3") is limited


def test_a_literal_is_that_literal_and_no_other_of_its_value(
    server: Endpoint, graph: kg.PolicyGraph
) -> None:
    iri = '{"type":"uri","value":"https://example.org/x"}'
    typed = '{"type":"literal","value":"1","datatype":"http://www.w3.org/2001/XMLSchema#%s"}'
    rows = ",".join(f'{{"s":{iri},"o":{typed % kind}}}' for kind in ("decimal", "integer"))
    content = f'{{"head":{{"vars":["s","o"]}},"results":{{"bindings":[{rows}]}}}}'
    server.faults.append(says(200, JSON, content.encode()))
    one = ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    (found,) = graph.graph.store.match(None, ox.NamedNode("https://example.org/p"), one)
    assert found.object == one


def test_the_limit_on_time_is_told_where_a_field_asks_for_it(server: Endpoint) -> None:
    graph = kg.load(store=f"{server.url}?timeout={{ms}}&max={{s}}&key=hunter2")
    run_guarded(graph.graph, POINT, Limits(seconds=7))
    fields = server.seen[-1].fields
    assert 5_000 < int(fields["timeout"][0]) <= 7_000  # less what it took to parse the query
    assert fields["max"] in (["7"], ["6"])
    assert fields["key"] == ["hunter2"]
    server.faults.append(says(500, "text/plain", b""))
    assert "key" not in error_of(graph).say("en")


@pytest.mark.parametrize("busy", [1, 2])
def test_a_busy_server_is_asked_again(server: Endpoint, graph: kg.PolicyGraph, busy: int) -> None:
    server.faults += [says(503, "text/plain", b"busy")] * busy
    before = len(server.seen)
    assert run_guarded(graph.graph, POINT, Limits())[0] == "select"
    assert len(server.seen) == before + busy + 1


def test_but_twice_at_most_and_after_nothing_else(server: Endpoint, graph: kg.PolicyGraph) -> None:
    server.faults += [says(503, "text/plain", b"busy")] * 3
    assert "(503)" in error_of(graph).say("en")
    before = len(server.seen)
    server.faults.append(says(500, "text/plain", b"broken"))
    error_of(graph)
    assert len(server.seen) == before + 1


def test_where_nobody_listens_is_said(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PAUSES", (0.01, 0.01))
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/sparql"
    outcome = cli("--lang", "zh", "query", "-e", "ASK {}", "--store", url)
    assert outcome.code == 6
    assert outcome.err.startswith(f"{url} 没有应答")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "Q102"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "Q103"),
        ("SELECT * { ?s ?p ?o } ; LOAD <http://127.0.0.1/>", "Q103"),
        ("SELECT * FROM <x:g> { ?s ?p ?o }", "Q104"),
        ("PREFIX bif: <bif:> SELECT (bif:system('id') AS ?x) {}", "Q016"),
        ("SELECT ?x { ?x", "Q006"),
        ("SELECT * " + "{" * 5_000, "Q202"),
    ],
)
def test_what_is_refused_is_never_sent(
    server: Endpoint, graph: kg.PolicyGraph, mini: kg.PolicyGraph, query: str, code: str
) -> None:
    with pytest.raises(KgError) as there:
        graph.query(query)
    with pytest.raises(KgError) as here:
        mini.query(query)
    assert there.value.code == code
    assert there.value.say("zh") == here.value.say("zh")
    assert server.seen == []


def test_who_asks_is_said_in_a_header_and_nowhere_else(
    server: Endpoint, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ann")
    monkeypatch.setenv("KG_STORE_PASSWORD", "hunter2")
    kg.load(store=server.url).query(POINT)
    expected = base64.b64encode(b"ann:hunter2").decode()
    assert server.seen[-1].headers["Authorization"] == f"Basic {expected}"
    server.faults.append(says(500, "text/plain", b"ann sent hunter2"))
    outcome = cli("query", "-e", POINT, "--store", server.url, "-v")
    assert outcome.code == 6
    assert "hunter2" not in outcome.out + outcome.err


def test_a_token_is_a_bearer(server: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken-of-mine")
    kg.load(store=server.url).query(POINT)
    assert server.seen[-1].headers["Authorization"] == "Bearer t0ken-of-mine"


def test_a_redirect_takes_no_credentials_along(
    server: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken-of-mine")
    other = Endpoint()
    server.faults.append(says(307, "text/plain", b"", Location=other.url))
    error_of(kg.load(store=server.url))
    assert other.seen == []
    other.stop()


@pytest.mark.parametrize(
    ("url", "environment", "words"),
    [
        ("http://ann:hunter2@127.0.0.1/q", {}, "KG_STORE_USER"),
        ("https://ann@example.org/q", {}, "KG_STORE_USER"),
        ("http://example.org/q", {"KG_STORE_TOKEN": "t0ken-of-mine"}, "https://"),
        ("http://127.0.0.1.example.org/q", {"KG_STORE_USER": "ann"}, "https://"),
        ("https://example.org", {"KG_STORE_USER": "a", "KG_STORE_TOKEN": "b"}, "Both"),
        ("https://example.org", {"KG_STORE_AUTH": "magic"}, "digest"),
        ("https://example.org", {"KG_STORE_SECONDS": "soon"}, "soon"),
        ("ftp://example.org/q", {}, "http://HOST"),
        ("http://", {}, "http://HOST"),
        ("http://[::1/q", {}, "http://HOST"),
        ("http://localhost:99999/q", {}, "http://HOST"),
    ],
)
def test_an_address_that_will_not_do(
    url: str, environment: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as caught:
        kg.load(store=url)
    assert words in caught.value.say("en")
    assert not any(secret in caught.value.say("en") for secret in SECRETS)


def test_credentials_may_go_over_http_within_this_machine() -> None:
    local = ("http://localhost:1/q", "http://127.1.2.3/q", "http://[::1]/q")
    assert all(read_address(url).loopback for url in local)
    assert not read_address("http://192.168.0.1/q").loopback


def test_the_graph_is_named_in_the_address_or_the_environment(
    server: Endpoint, mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = server.load(mini.graph.as_nquads()[:0], "urn:graph:none")
    assert len(kg.load(store=word).graph.store) == 0
    word = server.load(mini.graph.as_nquads(), "urn:graph:one")
    assert len(kg.load(store=word).graph.store) == len(mini.graph.store)
    monkeypatch.setenv("KG_STORE_GRAPH", "urn:graph:none")
    assert len(kg.load(store=server.url).graph.store) == 0
    assert len(kg.load(store=word).graph.store) == len(mini.graph.store)


def test_virtuoso_says_yes_and_no_as_numbers(server: Endpoint, graph: kg.PolicyGraph) -> None:
    row = (
        '{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[{"__ASK_RETVAL":{"type":'
        '"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#integer","value":"%d"}}]}}'
    )
    server.faults += [says(200, JSON, (row % value).encode()) for value in (1, 0)]
    said = [run_guarded(graph.graph, "ASK {}", Limits())[1] for _ in range(2)]
    assert said == [b'{"head":{},"boolean":true}', b'{"head":{},"boolean":false}']


@pytest.mark.parametrize(
    ("query", "doubted"),
    [
        ("ASK { FILTER NOT EXISTS { ?s ?p 1 } }", True),
        ("SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }", True),
        ("SELECT ?s { ?s a kg:Claim }", False),
    ],
)
def test_of_an_engine_that_errs_it_is_said(
    graph: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch, query: str, doubted: bool
) -> None:
    assert graph.query(query).notes == ()
    monkeypatch.setattr(Handler, "server_version", "Virtuoso/07.20")
    assert bool(graph.query(query).notes) == doubted


def test_without_httpx_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(UsageError, match=r"policy-kg\[endpoint\]"):
        kg.load(store="http://127.0.0.1:1/q")


def test_no_other_store_needs_httpx(template: World) -> None:
    program = (
        "import sys, kg\n"
        f"kg.load({str(template.data)!r}).trace('footprint')\n"
        "sys.exit('httpx' in sys.modules or 'kg.stores.endpoint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_an_interrupt_leaves_at_once(server: Endpoint, graph: kg.PolicyGraph) -> None:
    def interrupts(handler: Handler) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        never(handler)

    server.faults.append(interrupts)
    with pytest.raises(KeyboardInterrupt):
        graph.query(POINT, limits=Limits(seconds=30))
    assert graph.query(POINT).rows
