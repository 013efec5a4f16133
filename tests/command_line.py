"""The command line as tests call it: in this process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.commands import main

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Outcome:
    """What a command line gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


class Cli:
    """The command line, run in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str) -> Outcome:
        """Run `kg` with *words*."""
        self.capsys.readouterr()
        code = main.run(list(words))
        out, err = self.capsys.readouterr()
        return Outcome(code, out, err)


def start(
    *words: str | bytes,
    environ: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    module: Sequence[str] = ("-m", "kg"),
    cwd: Path = ROOT,
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m kg` with *words* as a process of its own."""
    given = {"PYTHONPATH": str(ROOT), **(environ or {})}
    return subprocess.run(
        [sys.executable, *module, *words],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        timeout=120,
        env={**os.environ, **given},
    )
