"""What all tests share: a home of their own, and a miniature world to work on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import World, write_world
from command_line import Cli
from hypothesis import HealthCheck, settings

import kg

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


@pytest.fixture(scope="session", autouse=True)
def _own_home(_home: Path) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(_home))
        patch.setenv("KG_CACHE", str(_home / "cache"))
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(_home / name.lower()))
        for name in ("KG_DATA", "KG_COPIES", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONUTF8"):
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
