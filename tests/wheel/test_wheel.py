"""The wheel, in an environment of its own, works from any directory with what it holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from command_line import ROOT

import kg

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    isolation = ["--no-isolation"] if find_spec("hatchling") else []
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", *isolation, "--outdir", str(out), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, which borrows the libraries it needs from this one."""
    home = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python),
         "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([python, "-c", asked], check=True, capture_output=True)
    # Only the directory: what is installed editably there, kg too, stays out.
    borrowed = Path(site.stdout.decode().strip()) / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


@pytest.fixture(scope="module")
def run(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Call a program of the environment from an empty directory, with an empty cache."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    cache = tmp_path_factory.mktemp("cache")

    def call(program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        environ = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        return subprocess.run(
            [installed / program, *words], cwd=elsewhere, capture_output=True, check=False,
            env={**environ, "KG_CACHE": str(cache)},
        )  # fmt: skip

    return call


def test_the_wheel_holds_code_ontology_data_schemas_and_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "kg/commands/main.py", "kg/shipped/ontology/policy.ttl",
        "kg/shipped/ontology/tables/claims.json", "kg/shipped/data/reference/regions.ttl",
        "kg/shipped/data/sources/shan-2024/claims.csv", "kg/schemas/trace.json",
        "kg/views/assets/vendor/vendor.toml", "kg/views/assets/vendor/notices.txt",
        "kg/views/assets/vendor/vis-network/vis-network.min.js",
        "kg/views/assets/vendor/core-js-pure/LICENSE",
    ):  # fmt: skip
        assert name in names
    for directory in ("ontology", "data"):
        files = [path for path in (ROOT / directory).rglob("*.*") if path.is_file()]
        beside = {path.relative_to(ROOT).as_posix() for path in files}
        held = {name.removeprefix("kg/shipped/") for name in names}
        assert {n for n in beside if "/." not in n} <= held
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/LICENSE-DATA") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert any(name.endswith("vendor/vis-network/LICENSE-MIT") for name in names)


def test_the_wheel_puts_nothing_else_on_the_path(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg"}


def test_the_code_comes_from_the_wheel(run: Run, installed: Path) -> None:
    done = run(
        "python", "-c", "import kg, kg.paths; print(kg.__file__); print(kg.paths.shipped_root())"
    )
    assert done.returncode == 0, done.stderr
    environment = str(installed.parent)
    assert all(line.startswith(environment) for line in done.stdout.decode().splitlines())


def test_the_version_is_said(run: Run) -> None:
    done = run("kg", "--version")
    assert done.stdout.decode().strip() == f"kg, version {kg.__version__}"


def test_a_word_is_traced_in_the_shipped_graph(run: Run) -> None:
    done = run("kg", "trace", "碳足迹", "--json")
    assert done.returncode == 0, done.stderr
    assert any(trace["chains"] for trace in json.loads(done.stdout)["traces"])


def test_a_query_runs_in_its_worker(run: Run) -> None:
    done = run("kg", "query", "-e", "ASK { ?a kg:addresses ?b }", "--json")
    assert json.loads(done.stdout)["boolean"] is True


def test_the_shipped_questions_are_there(run: Run) -> None:
    done = run("kg", "queries", "list", "--json")
    assert len(json.loads(done.stdout)) >= 20


def test_the_module_is_the_command(run: Run) -> None:
    done = run("python", "-m", "kg", "stats", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["things"]["Bottleneck"] > 0


def test_the_page_is_drawn_with_its_assets(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "network.html"
    done = run("kg", "view", "network", "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert out.stat().st_size > 100_000


def test_the_shipped_data_are_checked(run: Run) -> None:
    done = run("kg", "check")
    assert done.returncode == 0, done.stdout
    assert b"Traceback" not in done.stderr
