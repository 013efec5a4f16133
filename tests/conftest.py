"""What all tests share: a home of their own, and a miniature world to work on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import World, write_world
from command_line import Cli
from corpora import export_nquads, invented_corpus
from hypothesis import HealthCheck, settings

import kg

# Servers and the like are started by `make test-engines` only.
collect_ignore = [] if os.environ.get("KG_TEST_ENGINES") else ["engines"]

# No test measures time: the machine may be busy. CI draws the same examples every time, so that a
# landing does not hang on luck; elsewhere every run looks at new ones.
settings.register_profile(
    "kg",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("kg")


@pytest.fixture(scope="session")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def _cache(_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built graphs, shared by the workers of one run: what one has built, none builds again."""
    side_by_side = "PYTEST_XDIST_WORKER" in os.environ
    return (tmp_path_factory.getbasetemp().parent if side_by_side else _home) / "cache"


@pytest.fixture(scope="session", autouse=True)
def _own_home(_home: Path, _cache: Path) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(_home))
        patch.setenv("KG_CACHE", str(_cache))
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(_home / name.lower()))
        for name in (
            "KG_DATA",
            "KG_COPIES",
            "KG_STORE",
            "NO_COLOR",
            "FORCE_COLOR",
            "COLUMNS",
            "PYTHONUTF8",
        ):
            patch.delenv(name, raising=False)
        patch.setenv("KG_LANG", "en")
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The miniature world, to be read only."""
    return write_world(tmp_path_factory.mktemp("template") / "world")


@pytest.fixture
def world(template: World, tmp_path: Path) -> World:
    """A miniature world of one's own, to be broken at will."""
    return template.copied_to(tmp_path / "world")


@pytest.fixture(scope="session")
def mini(template: World) -> kg.PolicyGraph:
    """The graph of the miniature world."""
    return template.load()


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line, run in this process."""
    return Cli(capsys)


@pytest.fixture(scope="session")
def shipped() -> kg.PolicyGraph:
    return kg.load()


@pytest.fixture(scope="session")
def shipped_parquet(shipped: kg.PolicyGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_nquads(shipped.export("nquads"), tmp_path_factory.mktemp("shipped") / "parquet")


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of N-Quads with invented papers, what was planted beside it."""
    return invented_corpus(tmp_path_factory.mktemp("invented") / "corpus.nq")


@pytest.fixture(scope="session")
def invented_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of two papers, to be broken."""
    return invented_corpus(tmp_path_factory.mktemp("small") / "corpus.nq", documents=2)


@pytest.fixture
def export(tmp_path: Path) -> Callable[[bytes], Path]:
    """Make an export of N-Quads."""
    return lambda nquads: export_nquads(nquads, tmp_path / "made" / "parquet")
