"""Who asks: Basic, Digest, a token; right, wrong, missing. Asked once, and never shown."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import partial
from urllib.request import parse_http_list, parse_keqv_list

import pytest
from command_line import Cli
from endpoint_asked import refusal
from sparql_server import Endpoint, Fault, Gate, says

from kg.errors import UsageError
from kg.stores import connection
from kg.stores.endpoint import EndpointStore

USER, PASSWORD, TOKEN = "ann", "hunter2 ü", "t0ken-of-mine"
REALM, NONCE = "graph", "5f2c"
HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
PAIR = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
SECRETS = (PASSWORD, "hunter2", TOKEN, PAIR)
refusal_of = partial(refusal, secrets=SECRETS)


def asks(way: str) -> Fault:
    """Return the answer that asks who is there."""
    return says(401, "text/plain", b"who?", WWW_Authenticate=f'{way} realm="{REALM}"')


def takes(field: str, way: str) -> Gate:
    """Return a gate that opens for just this field."""
    return lambda given: None if given == field else asks(way)


def takes_digest(algorithm: str) -> Gate:
    """Return a gate that works out RFC 7616 by itself; the password never passes it."""

    def digest(*parts: str) -> str:
        return HASHES[algorithm](":".join(parts).encode()).hexdigest()

    fields = f'realm="{REALM}", nonce="{NONCE}", qop="auth", algorithm={algorithm}'
    challenge = says(401, "text/plain", b"who?", WWW_Authenticate=f"Digest {fields}")

    def gate(given: str) -> Fault | None:
        way, _, rest = given.partition(" ")
        if way != "Digest":
            return challenge
        said = parse_keqv_list(parse_http_list(rest))
        who = digest(USER, REALM, PASSWORD)
        what = digest("POST", said["uri"])
        expected = digest(who, NONCE, said["nc"], said["cnonce"], "auth", what)
        return None if said["response"] == expected and said["username"] == USER else challenge

    return gate


NAMED = {"KG_STORE_USER": USER, "KG_STORE_PASSWORD": PASSWORD}
DIGEST = NAMED | {"KG_STORE_AUTH": "digest"}
WAYS: dict[str, tuple[Gate, dict[str, str], int]] = {  # gate, environment, requests at first
    "basic": (takes(f"Basic {PAIR}", "Basic"), NAMED, 1),
    "token": (takes(f"Bearer {TOKEN}", "Bearer"), {"KG_STORE_TOKEN": TOKEN}, 1),
    "digest": (takes_digest("MD5"), DIGEST, 2),
    "digest with SHA-256": (takes_digest("SHA-256"), DIGEST, 2),
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """A server of one triple; nobody is named in the environment."""
    for name in ("USER", "PASSWORD", "TOKEN", "AUTH"):
        monkeypatch.delenv(f"KG_STORE_{name}", raising=False)
    monkeypatch.setattr(connection, "PAUSES", (0.01, 0.01))
    found = Endpoint()
    found.load(b"<x:a> <x:p> <x:b> .\n")
    yield found
    found.stop()


def name_in(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    """Set the variables."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("way", WAYS)
def test_who_is_right_is_let_in(
    server: Endpoint, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.gate, environment, requests = WAYS[way]
    name_in(monkeypatch, environment)
    store = EndpointStore(server.url)
    assert len(store) == 1
    assert len(server.seen) == requests
    assert len(store) == 1
    assert len(server.seen) == requests + 1  # a challenge is remembered
    assert server.seen[-1].query == server.seen[0].query


@pytest.mark.parametrize("way", WAYS)
def test_who_is_wrong_is_told_once(
    server: Endpoint, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.gate, environment, requests = WAYS[way]
    wrong = {"KG_STORE_PASSWORD": "hunter2", "KG_STORE_TOKEN": f"{TOKEN}X"}
    name_in(monkeypatch, environment | {n: v for n, v in wrong.items() if n in environment})
    assert "does not accept the credentials given (401)" in refusal_of(server.url)
    assert len(server.seen) == requests  # no guessing: accounts are locked for that


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_told_what_to_set(server: Endpoint, way: str) -> None:
    server.gate = WAYS[way][0]
    said = refusal_of(server.url)
    assert "refuses who asks (401)" in said
    assert all(name in said for name in ("KG_STORE_USER", "KG_STORE_TOKEN", "KG_STORE_AUTH"))
    assert len(server.seen) == 1
    assert "Authorization" not in server.seen[0].headers


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_is_not_asked_again(
    server: Endpoint, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_in(monkeypatch, WAYS["token"][1])
    server.faults += [says(status, "text/plain", b"no")] * 3
    assert f"({status})" in refusal_of(server.url)
    assert len(server.seen) == 1


@pytest.mark.parametrize("way", ["digest", "digest with SHA-256"])
def test_a_digest_sends_no_password(
    server: Endpoint, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_in(monkeypatch, WAYS[way][1])
    server.gate = WAYS[way][0]
    assert len(EndpointStore(server.url)) == 1
    server.gate = WAYS["basic"][0]  # nor where it is asked for otherwise
    assert "(401)" in refusal_of(server.url)
    sent = "".join(f"{seen.headers}{seen.fields}" for seen in server.seen)
    assert not any(secret in sent for secret in SECRETS)
    assert "Authorization" in sent


@pytest.mark.parametrize(
    "fields", ["", 'realm="r", nonce="n", algorithm=MAGIC', 'realm="r", nonce="n", qop="auth-int"']
)
def test_a_challenge_that_nobody_understands_is_one_sentence(
    server: Endpoint, fields: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_in(monkeypatch, WAYS["digest"][1])
    server.faults.append(says(401, "text/plain", b"", WWW_Authenticate=f"Digest {fields}"))
    assert server.url in refusal_of(server.url)


@pytest.mark.parametrize("way", WAYS)
def test_what_a_server_sends_back_of_them_is_not_shown(
    server: Endpoint, way: str, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    name_in(monkeypatch, WAYS[way][1])
    echo = "; ".join(SECRETS[:1] + SECRETS[2:]).encode()
    echo = b"you said " + (TOKEN.encode() if way == "token" else echo.replace(TOKEN.encode(), b"-"))
    server.faults += [says(500, "text/plain", echo)] * 2
    assert "you said" in refusal_of(server.url)
    outcome = cli("stats", "--store", server.url, "-v")
    assert outcome.code == 6
    assert not any(secret in outcome.out + outcome.err for secret in SECRETS)


@pytest.mark.parametrize(
    "token", ["t0ken-of-mine\n", "t0ken-of-mine\r", "t0ken of mine", "t0ken-of-mine令牌"]
)
def test_a_token_that_cannot_be_sent_is_not_shown_either(
    server: Endpoint, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", token)
    with pytest.raises(UsageError) as caught:
        EndpointStore(server.url)
    assert caught.value.exit_code == 2
    assert "KG_STORE_TOKEN" in caught.value.say("en")
    assert "t0ken" not in caught.value.say("en") + caught.value.say("zh")


SECRET = [
    "http://ann:hunter2@127.0.0.1:1/q",
    "http://ann:hun/hunter2@127.0.0.1:1/q",
    "http://ann:hunter2#x@127.0.0.1:1/q",
    "http://ann:1/hunter2@127.0.0.1:1/q",
    "http://ann:hunter2?x@127.0.0.1:1/q",
    "ftp://ann:hunter2@127.0.0.1:1/q",
    "http://127.0.0.1:99999/q?key=hunter2",
    "http://127.0.0.1:99999/q#hunter2",
]


@pytest.mark.parametrize("url", SECRET)
def test_an_address_with_a_secret_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        EndpointStore(url)
    assert caught.value.exit_code == 2
    assert "hunter2" not in caught.value.say("en") + caught.value.say("zh")


@pytest.mark.parametrize("url", SECRET[:2])
@pytest.mark.parametrize("command", [("stats",), ("load", "there.nq"), ("build",)])
def test_nor_does_a_command_show_it(cli: Cli, url: str, command: tuple[str, ...]) -> None:
    outcome = cli(*command, "--store", url, "-v")
    assert (outcome.code, outcome.out) == (2, "")
    assert "hunter2" not in outcome.err
