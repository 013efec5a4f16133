"""Measuring side by side: turns taken in one run, medians, and processes of their own.

What is measured is processor time of all threads, which a busy machine does not change; of a
server, whose processor is not ours to read, the time one waits for it.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Seconds = dict[str, list[float]]
# Modules are compiled once and kept, ours as those of an installed peer are.
ENVIRON = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


class Unequal(Exception):
    """Two engines gave different answers to one question."""


@dataclass(frozen=True)
class Line:
    """A line of the table: ours and a peer's seconds, bytes or (no unit) times, and what is wanted.

    *wanted* is a bound on ours divided by theirs: at most that.
    """

    what: str
    peer: str
    ours: float
    theirs: float
    wanted: float | None = None
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Ours divided by theirs."""
        if not self.theirs:
            return float("inf") if self.ours else 1.0
        return self.ours / self.theirs

    @property
    def verdict(self) -> str:
        """Whether the bound is kept; empty where there is none."""
        if self.wanted is None:
            return ""
        return "kept" if self.ratio <= self.wanted else "**missed**"

    def as_markdown(self) -> str:
        """Return the line as a row of the table."""
        wanted = f"≤ {_ratio(self.wanted)}" if self.wanted is not None else ""
        cells = (
            self.what, self.peer, _amount(self.ours, self.unit), _amount(self.theirs, self.unit),
            _ratio(self.ratio), wanted, self.verdict,
        )  # fmt: skip
        return f"| {' | '.join(cells)} |"


HEADER = (
    "| what | against | kg | the other | kg ÷ other | wanted | |\n|---|---|---|---|---|---|---|"
)


def _ratio(value: float) -> str:
    return f"{value:.2g}" if value < 10 else f"{value:.0f}"


def _amount(value: float, unit: str) -> str:
    if unit == "B":
        return f"{value / 1e6:.0f} MB"
    if not unit:
        return f"{value:,.0f}"
    for factor, name in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if value * factor >= 1:
            return f"{value * factor:.3g} {name}"
    return f"{value * 1e6:.2g} µs"


SERVER = "Virtuoso"
WAITED = "kg, waited for"
READS = "reads of files by "


def take_turns(contenders: Mapping[str, Callable[[], T]], seconds: Seconds) -> dict[str, T]:
    """Ask each of *contenders* once, one after the other; return their answers by name.

    The seconds that each took are added to *seconds*; for `kg` those one waited as well. So is,
    by `READS` and the name, how often each read a file.
    """
    answers = {}
    for name, ask in contenders.items():
        reads = count_reads()
        start, begun = time.process_time(), time.perf_counter()
        answers[name] = ask()
        used, waited = time.process_time() - start, time.perf_counter() - begun
        seconds.setdefault(name, []).append(waited if name.startswith(SERVER) else used)
        seconds.setdefault(READS + name, []).append(max(count_reads() - reads - 1, 0))
        if name == "kg":
            seconds.setdefault(WAITED, []).append(waited)
    return answers


def count_reads() -> int:
    """Return how often this process has read from a file so far; 0 where the system says nothing.

    To ask is one read more, for whoever asks next.
    """
    try:
        file = os.open("/proc/self/io", os.O_RDONLY)
    except OSError:
        return 0
    lines = os.read(file, 1 << 12).decode("ascii").splitlines()
    os.close(file)
    return next(int(line.split()[1]) for line in lines if line.startswith("syscr:"))


def settle() -> None:
    """Take what is loaded by now out of the garbage collector's rounds.

    Else whoever is being measured pays for looking through the millions of objects of another.
    """
    gc.collect()
    gc.freeze()


def drop_cached(directory: Path) -> None:
    """Have the system forget what it holds of the files of *directory*, where it can be told to."""
    for path in directory.rglob("*"):
        if path.is_file() and hasattr(os, "posix_fadvise"):
            file = os.open(path, os.O_RDONLY)
            os.fsync(file)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def ours_beside(peer: str, found: Mapping[str, float]) -> float:
    """Return our seconds of *found* that are of the same kind as those of *peer*."""
    return found[WAITED if peer.startswith(SERVER) else "kg"]


def require_equal(answers: Mapping[str, frozenset[Any]]) -> None:
    """Raise Unequal unless all *answers* are the first."""
    (first, expected), *others = answers.items()
    for name, answer in others:
        if answer != expected:
            sample = sorted(map(str, answer ^ expected))[:3]
            many = f"{len(answer ^ expected)} of {len(answer | expected)}"
            raise Unequal(f"{first} and {name} differ in {many}: {sample}")


def medians(seconds: Seconds) -> dict[str, float]:
    """Return the median of each list."""
    return {name: statistics.median(values) for name, values in seconds.items()}


@dataclass
class Apart:
    """What a process of its own used: processor seconds, peak memory in bytes, what it printed."""

    cpu: float
    peak: int
    said: dict[str, Any] = field(default_factory=dict)


def run_apart(words: Sequence[str]) -> Apart:
    """Run *words* as a process, and return what it and its children used.

    Its last line of output is read as JSON if it is. Raises CalledProcessError when it fails.
    """
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRON
    ) as process:
        out = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    last = out.decode("utf-8", "replace").strip().rpartition("\n")[2]
    said = json.loads(last) if last.startswith("{") and last.endswith("}") else {}
    return Apart(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, said)


def describe_machine(libraries: Iterable[str]) -> str:
    """Return one line on the machine and the versions of Python and of *libraries*."""
    found = []
    for name in libraries:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"Python {sys.version.split()[0]}"
    return f"{platform.machine()}, {cores} cores; {', '.join([python, *found])}"
