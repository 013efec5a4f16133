"""Texts that formats stumble over: formulas, quotes, line ends, escapes, characters beyond XML."""

from __future__ import annotations

from hypothesis import strategies as st

SAMPLES = (
    "=1+1", "=HYPERLINK(\"http://example.org\")", "-2", "+3", "@SUM(A1)", "＝1", "－2", "'=1", "'",
    "a\rb", "\r\n", "\n", "a\n\nb", "\t", " a ", '"', '""', ",", ";", "a;b", "\ufeff", "_x000D_",
    "_x005F_x000D_", "#N/A", "TRUE", "1e5", "007", "2026-11-22", "]]>", "&amp;", "<b>", "\\", "{}",
    "碳足迹", "𠮷", "👩‍🔬", "e\u0301", "\u2028", "\x85", "",
)  # fmt: skip
BEYOND_XML = ("a\x0bb", "\x00", "\x1f", "\ufffe", "\uffff")

texts = st.one_of(st.sampled_from(SAMPLES), st.text(st.characters(codec="utf-8")))
any_texts = st.one_of(st.sampled_from(BEYOND_XML), texts)
