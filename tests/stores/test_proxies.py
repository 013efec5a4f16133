"""Proxies: the environment's are used, those it excepts are not, and a dead one is named."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import trustme
from command_line import Cli
from endpoint_asked import refusal
from sparql_server import Endpoint, Quiet, says

from kg.errors import UsageError
from kg.stores import connection
from kg.stores.endpoint import EndpointStore

HOST = "graph.example"  # resolved by nobody but these tests
TOKEN = "t0ken-of-mine"  # noqa: S105
SECRETS = (TOKEN, "hunter2")
refusal_of = partial(refusal, secrets=SECRETS)
NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PAUSES", (0.01, 0.01))
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(autouse=True)
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were looked up here; each is this machine."""
    plain, found = socket.getaddrinfo, []

    def here(host: Any, *rest: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        found.append(name)
        return plain("127.0.0.1" if name.endswith("example") else host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    return found


class Tunnel:
    """A proxy of https: it leads every CONNECT to *to*, and remembers what it was told."""

    def __init__(self, to: int, status: int = 200) -> None:
        self.heard: list[tuple[str, dict[str, str]]] = []
        tunnel = self

        class Handler(BaseHTTPRequestHandler):
            def do_CONNECT(self) -> None:
                tunnel.heard.append((self.path, dict(self.headers)))
                self.send_response(status)
                self.end_headers()
                if status == 200:
                    with socket.create_connection(("127.0.0.1", to)) as there:
                        back = threading.Thread(target=pump, args=(there, self.connection))
                        back.start()
                        pump(self.connection, there)
                        back.join(10)
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.place = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def pump(one: socket.socket, other: socket.socket) -> None:
    """Carry over what comes, to its end."""
    with contextlib.suppress(OSError):
        while piece := one.recv(65536):
            other.sendall(piece)
    with contextlib.suppress(OSError):
        other.shutdown(socket.SHUT_WR)


@pytest.fixture
def server() -> Iterator[Endpoint]:
    """A server of one triple, which serves as a proxy of http too."""
    found = Endpoint()
    found.load(b"<x:a> <x:p> <x:b> .\n")
    yield found
    found.stop()


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """A server of one triple with a certificate for HOST that is trusted."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    found = Endpoint(context=context)
    found.load(b"<x:a> <x:p> <x:b> .\n")
    yield found
    found.stop()


@pytest.fixture
def dead() -> Iterator[str]:
    """A port that nobody listens on."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{unused.getsockname()[1]}"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("before", ["http://", ""])
def test_http_goes_by_its_proxy(
    server: Endpoint, looked_up: list[str], name: str, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, f"{before}ann:hunter%402@127.0.0.1:{server.port}")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert len(EndpointStore(f"http://{HOST}:7878/query")) == 1
    (seen,) = server.seen
    assert seen.path == f"http://{HOST}:7878/query"
    expected = base64.b64encode(b"ann:hunter@2").decode()
    assert seen.headers["Proxy-Authorization"] == f"Basic {expected}"
    assert HOST not in looked_up  # that is the proxy's matter


def test_https_goes_through_its_proxy_unread(
    secure: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    tunnel = Tunnel(secure.port)
    monkeypatch.setenv("HTTPS_PROXY", f"http://ann:hunter2@{tunnel.place}")
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)
    assert len(EndpointStore(f"https://{HOST}/query")) == 1
    ((target, headers),) = tunnel.heard
    assert target == f"{HOST}:443"
    assert headers["Proxy-Authorization"].startswith("Basic ")
    assert "Authorization" not in headers
    assert TOKEN not in str(headers)
    (seen,) = secure.seen
    assert seen.headers["Authorization"] == f"Bearer {TOKEN}"
    assert "Proxy-Authorization" not in seen.headers
    tunnel.stop()


def test_whose_certificate_is_asked_for_is_not_the_proxys(
    secure: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    tunnel = Tunnel(secure.port)
    monkeypatch.setenv("HTTPS_PROXY", f"http://{tunnel.place}")
    said = refusal_of("https://other.example/query")
    assert said.startswith("The certificate of https://other.example/query is for another host")
    monkeypatch.delenv("SSL_CERT_FILE")
    said = refusal_of(f"https://{HOST}/query")
    assert said.startswith(f"The certificate of https://{HOST}/query is not trusted")
    assert secure.seen == []
    tunnel.stop()


@pytest.mark.parametrize(
    ("excepted", "direct"),
    [
        (HOST, True), ("example", True), (".example", True), ("*", True),
        (f"localhost, {HOST}", True), ("graph", False), ("other.example", False),
    ],
)  # fmt: skip
def test_what_is_excepted_goes_by_no_proxy(
    server: Endpoint, excepted: str, direct: bool, dead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{dead}")
    monkeypatch.setenv("NO_PROXY", excepted)
    url = f"http://{HOST}:{server.port}/sparql"
    if direct:
        assert len(EndpointStore(url)) == 1
        assert server.seen[0].path == "/sparql"
    else:
        assert dead in refusal_of(url)
        assert server.seen == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_nothing_of_this_machine_goes_by_a_proxy(
    server: Endpoint, host: str, dead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{dead}")
    assert len(EndpointStore(server.url.replace("127.0.0.1", host))) == 1


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_dead_proxy_is_named_without_its_password(
    scheme: str, dead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{scheme.upper()}_PROXY", f"http://ann:hunter2@{dead}")
    said = refusal_of(f"{scheme}://{HOST}/query")
    assert said.startswith(
        f"The proxy http://{dead} gives no connection to {scheme}://{HOST}/query"
    )
    assert "NO_PROXY" in said


@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_proxy_that_refuses_is_named(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tunnel = Tunnel(0, status)
    monkeypatch.setenv("HTTPS_PROXY", f"http://ann:hunter2@{tunnel.place}")
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)
    said = refusal_of(f"https://{HOST}/query")
    assert said.startswith(f"The proxy http://{tunnel.place} refuses the way")
    assert str(status) in said
    assert len(tunnel.heard) == 1
    tunnel.stop()


def test_a_proxy_of_http_that_asks_who_is_there(
    server: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://ann:hunter2@127.0.0.1:{server.port}")
    server.faults.append(says(407, "text/html", b"<p>who? hunter2</p>"))
    assert f"The proxy http://127.0.0.1:{server.port} refuses" in refusal_of(f"http://{HOST}/query")
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "proxy",
    [
        "socks5://ann:hunter2@127.0.0.1:1080", "http://ann:hunter2@127.0.0.1:many",
        "http://", "http://ann:hunter2@:0", "http://ann:hun/hunter2@127.0.0.1:1",
    ],
)  # fmt: skip
def test_a_proxy_that_is_none_is_told(
    proxy: str, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(UsageError) as caught:
        EndpointStore(f"https://{HOST}/query")
    assert caught.value.exit_code == 2
    outcome = cli("stats", "--store", f"https://{HOST}/query", "-v")
    assert outcome.code == 2
    for said in (caught.value.say("zh"), outcome.err):
        assert "NO_PROXY" in said
        assert "hunter2" not in said
