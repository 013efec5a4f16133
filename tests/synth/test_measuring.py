"""The arithmetic of the measurements: laws that are known beforehand, and a picture drawn twice."""

from __future__ import annotations

import importlib
import math
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest
from command_line import ROOT

SIZES = (1e4, 1e5, 1e6, 1e7)


def module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    return importlib.import_module(name)


@pytest.mark.parametrize(("power", "worse"), [(0.0, False), (0.9, False), (1.2, True), (2, True)])
def test_a_power_law_is_found_and_judged(
    monkeypatch: pytest.MonkeyPatch, power: float, worse: bool
) -> None:
    law = module("growth", monkeypatch).fit([(n, 3e-6 * n**power) for n in SIZES])
    assert law.b == pytest.approx(power, abs=1e-9)
    assert law.a == pytest.approx(3e-6)
    assert law.is_worse is worse


def test_n_log_n_is_no_worse_than_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    law = module("growth", monkeypatch).fit([(n, n * math.log(n)) for n in SIZES])
    assert not law.is_worse
    assert 1.05 < law.b < 1.12


def test_the_same_numbers_draw_the_same_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = module("curves", monkeypatch).draw_curves
    curves = {
        "load": [(n, n / 3e5) for n in SIZES],
        "trace": [(n, 2e-4) for n in SIZES],
        "memory": [(n, 400 * n) for n in SIZES],
    }
    exponents = {"load": 1.0, "trace": -0.001, "memory": 1.0}
    picture = draw(curves, exponents)
    assert picture == draw(curves, exponents)
    assert len(ET.fromstring(picture).findall(".//{*}polyline")) == len(curves)  # noqa: S314
    for words in ("load (1.00)", "载入", "trace, p50 (0.00)", "追踪"):
        assert words in picture


def test_ratios_are_ours_divided_by_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    line = module("measuring", monkeypatch).Line
    kept, missed = line("load", "x", 1.3, 1.0, 1.3), line("load", "x", 1.4, 1.0, 1.3)
    assert (kept.verdict, missed.verdict) == ("kept", "**missed**")
    assert (
        line("load", "x", 1e-4, 2e-3).as_markdown() == "| load | x | 100 µs | 2 ms | 0.05 |  |  |"
    )


def test_unequal_answers_end_the_measuring(monkeypatch: pytest.MonkeyPatch) -> None:
    measuring = module("measuring", monkeypatch)
    measuring.require_equal({"a": frozenset({1}), "b": frozenset({1})})
    with pytest.raises(measuring.Unequal, match="a and b differ in 2 of 3"):
        measuring.require_equal({"a": frozenset({1, 2}), "b": frozenset({1, 3})})


def test_a_process_apart_says_what_it_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("print('words')\nprint('{\"seconds\": 1.5}')\n", "utf-8")
    found = module("measuring", monkeypatch).run_apart([sys.executable, str(program)])
    assert found.said == {"seconds": 1.5}
    assert found.cpu > 0
    assert found.peak > 1_000_000
