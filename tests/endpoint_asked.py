"""How the tests ask an endpoint: of a server that is honest again, or to hear why it refuses."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sparql_server import Endpoint

from kg.errors import FileError
from kg.stores import connection
from kg.stores.endpoint import EndpointStore


def calmed(server: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """Return *server*, honest, asked nothing yet, and asked again without a pause."""
    monkeypatch.setattr(connection, "PAUSES", (0.01, 0.01))
    server.faults.clear()
    server.seen.clear()
    return server


def refusal(url: str, secrets: Iterable[str]) -> str:
    """Return what is said instead of an answer: one sentence, with none of *secrets*."""
    with pytest.raises(FileError) as caught:
        len(EndpointStore(url))
    assert caught.value.exit_code == 6
    both = caught.value.say("en") + caught.value.say("zh")
    assert "\n" not in both
    assert not any(secret in both for secret in secrets)
    return caught.value.say("en")
