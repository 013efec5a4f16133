"""A SPARQL endpoint for tests: small, honest, and as faulty as a test wants it to be.

It answers the SPARQL 1.1 protocol from graphs in memory. `faults` are done one a request, before
it becomes honest again; `seen` are the requests that came. With a `context` it speaks TLS, with a
`gate` it asks who is there. Asked for another host's address, it is an HTTP proxy as well.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Seen:
    """A request: its query, its other fields, its headers, and what it asks for."""

    query: str
    fields: dict[str, list[str]]
    headers: dict[str, str]
    path: str


Fault = Callable[["Handler"], None]
Gate = Callable[[str], Fault | None]  # takes the field Authorization; what it does instead


@dataclass
class Endpoint:
    """A server of its own thread; its address is `url`."""

    faults: list[Fault] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    context: ssl.SSLContext | None = None
    gate: Gate | None = None

    def __post_init__(self) -> None:
        self.store = ox.Store()
        self.stopping = threading.Event()
        self.server = Quiet(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        if self.context:
            self.server.socket = self.context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def _handler(self) -> type[Handler]:
        return type("Bound", (Handler,), {"endpoint": self})

    @property
    def url(self) -> str:
        return f"http{'s' if self.context else ''}://127.0.0.1:{self.port}/sparql"

    @property
    def port(self) -> int:
        return self.server.server_port

    def load(self, nquads: bytes, graph: str = "") -> str:
        """Load N-Quads, into a named graph if one is given; return the address to ask."""
        to = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        self.store.load(nquads, ox.RdfFormat.N_TRIPLES, to_graph=to, lenient=True)
        return f"{self.url}?default-graph-uri={graph}" if graph else self.url

    def stop(self) -> None:
        """Stop, and let go whoever waits."""
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()


class Quiet(ThreadingHTTPServer):
    """A server that says nothing of a client that went away."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    endpoint: Endpoint
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        fields = parse_qs(self.rfile.read(length).decode())
        (query,) = fields.pop("query")
        self.endpoint.seen.append(Seen(query, fields, dict(self.headers), self.path))
        gate = self.endpoint.gate
        refusal = gate(self.headers.get("Authorization", "")) if gate else None
        if refusal:
            refusal(self)
        elif self.endpoint.faults:
            self.endpoint.faults.pop(0)(self)
        else:
            self.answer(query, fields)

    def answer(self, query: str, fields: dict[str, list[str]]) -> None:
        """Answer as an honest server does."""
        names = fields.get("default-graph-uri", [])
        graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
        graphs = [*map(ox.NamedNode, names)] or [ox.DefaultGraph()]
        try:
            results = self.endpoint.store.query(query, default_graph=graphs)
        except (SyntaxError, ValueError, RuntimeError) as error:
            self.send(400, "text/plain", str(error).encode())
            return
        if isinstance(results, ox.QueryTriples):
            content = bytes(ox.serialize(results, format=ox.RdfFormat.N_TRIPLES) or b"")
            self.send(200, "application/n-triples", content)
        else:
            content = bytes(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")
            self.send(200, JSON, content)

    def send(
        self, status: int, kind: str, content: bytes, more: dict[str, str] | None = None
    ) -> None:
        """Send an answer."""
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(content)), **(more or {})}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def wait(self) -> None:
        """Say nothing until the server stops."""
        self.endpoint.stopping.wait(60)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def says(status: int, kind: str, content: bytes, **headers: str) -> Fault:
    """Return a fault that sends this instead of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.send(status, kind, content, named)


def never(handler: Handler) -> None:
    """Answer nothing."""
    handler.wait()


def drips(handler: Handler) -> None:
    """Begin an answer, and go on with it a byte at a time, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    while not handler.endpoint.stopping.is_set():
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            break
        time.sleep(0.02)
    handler.close_connection = True


def hangs_up(handler: Handler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"head":{"vars":["s"]},"results":{"bindings":[')
    handler.close_connection = True


def breaks_off(kind: str, content: bytes) -> Fault:
    """Return a fault that sends this, says no length, and closes the connection."""

    def fault(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = True

    return fault


def chunks(kind: str, content: bytes, *, whole: bool = True) -> Fault:
    """Return a fault that sends this in chunks, the last one only if *whole*."""

    def fault(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"%x\r\n%b\r\n" % (len(content), content))
        handler.wfile.write(b"0\r\n\r\n" if whole else b"")
        handler.close_connection = not whole

    return fault
