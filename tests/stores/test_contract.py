"""The contract on memory and on disk; tests/engines runs it on servers."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_contract import Contract, Engine, Opened, open_on

from kg.stores.writing import write_store


def on_disk(directory: Path, nquads: bytes, name: str) -> str:
    """Write a store and return its name."""
    write_store(directory / name, nquads, "0123456789ab")
    return str(directory / name)


def in_file(directory: Path, nquads: bytes, name: str) -> str:
    """Write a file of N-Quads and return its name."""
    path = directory / f"{name}.nq"
    path.write_bytes(nquads)
    return str(path)


WAYS = {"memory": in_file, "disk": on_disk}


@pytest.fixture(scope="class", params=WAYS)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    directory, write = tmp_path_factory.mktemp("stores"), WAYS[request.param]
    return open_on(Engine(lambda nquads, name: write(directory, nquads, name)))


class TestStores(Contract):
    """Both."""
