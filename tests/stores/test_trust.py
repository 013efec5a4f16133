"""TLS: whoever answers must show a certificate that is trusted, valid today, and for that host."""

from __future__ import annotations

import datetime
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from command_line import Cli
from sparql_server import Endpoint, says

from kg.errors import FileError, UsageError
from kg.stores.endpoint import EndpointStore

TOKEN = "t0ken-of-mine"  # noqa: S105
HERE = ("127.0.0.1", "localhost")
NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)
Serve = Callable[..., Endpoint]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    """An authority that nobody knows, and the file of its certificate."""
    found = trustme.CA()
    file = tmp_path_factory.mktemp("authority") / "authority.pem"
    found.cert_pem.write_to_path(str(file))
    return found, file


@pytest.fixture
def serve(authority: tuple[trustme.CA, Path]) -> Iterator[Serve]:
    """Start a server with a certificate of that authority; `settings` are trustme's."""
    started: list[Endpoint] = []

    def start(*names: str, **settings: Any) -> Endpoint:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority[0].issue_cert(*(names or HERE), **settings).configure_cert(context)
        started.append(Endpoint(context=context))
        started[-1].load(b"<x:a> <x:p> <x:b> .\n")
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def trusted(authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))


def refusal(url: str) -> str:
    """Return what is said instead of an answer; nothing of who asks is in it."""
    with pytest.raises(FileError) as caught:
        len(EndpointStore(url))
    assert caught.value.exit_code == 6
    both = [caught.value.say(lang) for lang in ("en", "zh")]
    assert not any("\n" in said or TOKEN in said for said in both)
    assert all(url in said for said in both)
    return both[0]


def test_an_authority_that_nobody_named_is_refused(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)
    server = serve()
    said = refusal(server.url)
    assert "is not trusted (unable to get local issuer certificate)" in said
    assert "SSL_CERT_FILE" in said
    assert server.seen == []


@pytest.mark.usefixtures("trusted")
def test_one_that_the_environment_names_is_trusted(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)
    server = serve()
    assert len(EndpointStore(server.url)) == 1
    assert len(EndpointStore(server.url.replace("127.0.0.1", "localhost"))) == 1
    assert server.seen[-1].headers["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.skipif(not shutil.which("openssl"), reason="names the file by its certificate's hash")
def test_a_directory_of_authorities_is_trusted(
    serve: Serve,
    authority: tuple[trustme.CA, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ["openssl", "x509", "-hash", "-noout", "-in", str(authority[1])]
    name = subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    server = serve()
    assert "not trusted" in refusal(server.url)
    shutil.copy(authority[1], tmp_path / f"{name}.0")
    assert len(EndpointStore(server.url)) == 1


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("names", "settings", "words"),
    [
        (("graph.example",), {}, "is for another host (IP address mismatch"),
        (HERE, {"not_before": NOW - 9 * DAY, "not_after": NOW - DAY}, "certificate has expired"),
        (HERE, {"not_before": NOW + DAY, "not_after": NOW + 9 * DAY}, "is not yet valid"),
    ],
)
def test_a_certificate_that_will_not_do_is_refused(
    serve: Serve, names: tuple[str, ...], settings: dict[str, Any], words: str
) -> None:
    server = serve(*names, **settings)
    assert words in refusal(server.url)
    assert server.seen == []


@pytest.mark.usefixtures("trusted")
def test_the_name_in_the_address_is_the_one_that_counts(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = socket.getaddrinfo

    def here(host: Any, *rest: Any, **named: Any) -> Any:
        return plain("127.0.0.1" if "example" in str(host) else host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    monkeypatch.setenv("NO_PROXY", "*")
    server = serve("graph.example")
    assert len(EndpointStore(f"https://graph.example:{server.port}/sparql")) == 1
    said = refusal(f"https://other.example:{server.port}/sparql")
    assert "is for another host (Hostname mismatch" in said


def test_one_that_signed_its_own_certificate_is_refused(
    authority: tuple[trustme.CA, Path],
    serve: Serve,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = trustme.CA()
    other.cert_pem.write_to_path(str(tmp_path / "other.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "other.pem"))
    assert "is not trusted" in refusal(serve().url)  # another authority is not this one
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    key, chain = tmp_path / "key.pem", tmp_path / "chain.pem"
    other.private_key_pem.write_to_path(str(key))
    other.cert_pem.write_to_path(str(chain))
    context.load_cert_chain(chain, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    server = Endpoint(context=context)
    assert "is not trusted (self-signed certificate)" in refusal(server.url)
    server.stop()


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("secure", [False, True])
def test_a_redirect_takes_nothing_along(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, status: int, secure: bool
) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)
    server, other = serve(), serve() if secure else Endpoint()
    server.faults.append(says(status, "text/plain", b"", Location=f"{other.url}?k={TOKEN}"))
    assert f"sends on to {other.url}:" in refusal(server.url)
    assert other.seen == []
    assert len(server.seen) == 1
    other.stop()


@pytest.mark.parametrize(
    "location",
    [
        "http://u:t0ken-of-mine@elsewhere.example//q",
        "//u:t0ken-of-mine@elsewhere.example/q#t0ken-of-mine",
        "/q?k=t0ken-of-mine&l=@t0ken-of-mine",
        "u:t0ken-of-mine@elsewhere.example",
    ],
)
def test_where_it_leads_is_told_without_secrets(location: str) -> None:
    server = Endpoint()
    server.faults.append(says(302, "text/plain", b"", Location=location))
    refusal(server.url)
    server.stop()


def test_one_that_speaks_no_tls_is_one_sentence() -> None:
    server = Endpoint()
    assert "does not answer" in refusal(server.url.replace("http:", "https:"))
    server.stop()


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
@pytest.mark.parametrize("there", [False, True])
def test_certificates_that_cannot_be_read(
    name: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "authority.pem"
    if there:
        path.write_text("no certificate\n", encoding="ascii")
    monkeypatch.setenv(name, str(path))
    with pytest.raises(UsageError) as caught:
        EndpointStore("https://127.0.0.1:1/q")
    assert caught.value.exit_code == 2
    for said in (caught.value.say("en"), caught.value.say("zh")):
        assert name in said
        assert str(path) in said
    EndpointStore("http://127.0.0.1:1/q").close()  # where none are needed none are read


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_command_says_it_in_one_sentence(serve: Serve, cli: Cli, lang: str) -> None:
    server = serve()
    outcome = cli("--lang", lang, "trace", "x", "--store", server.url, "-v")
    assert (outcome.code, outcome.out) == (6, "")
    assert outcome.err.count("\n") == 1
    assert "SSL_CERT_FILE" in outcome.err
