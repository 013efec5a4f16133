"""Every approved W3C query test through our door; what fails is known, and watched."""

from __future__ import annotations

from pathlib import Path

import pytest
from suite import BY_DESIGN, ROOT, UPSTREAM, Case, list_cases, run_case, suite_dir

CASES = list_cases()
KNOWN = UPSTREAM | BY_DESIGN

if not CASES:
    pytest.skip(
        f"no W3C tests in {suite_dir().name}: name them in KG_TEST_W3C", allow_module_level=True
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_query_of_w3c(case: Case) -> None:
    outcome = run_case(case)
    if case.id in KNOWN:
        assert outcome != "passed", f"mended: take {case.id} from the list of {Path(__file__).stem}"
    else:
        assert outcome == "passed"


def test_what_is_known_to_fail_is_in_the_suite() -> None:
    assert set(KNOWN) <= {case.id for case in CASES}


def test_the_page_names_what_fails_and_counts_the_rest() -> None:
    page = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
    for name, why in KNOWN.items():
        assert f"| {name} |" in page
        assert why in page
    passed = len(CASES) - len(KNOWN)
    assert f"| **all** | {passed} | {len(BY_DESIGN)} | {len(UPSTREAM)} |" in page
