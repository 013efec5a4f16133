"""The colours of the views, in light and dark; the tests compute what they promise.

Shapes stand out 3:1 and text 4.5:1 from what is behind them; no two colours that tell columns or
links apart come closer than ΔE 20 to an eye with protanopia, deuteranopia or tritanopia.
"""

from __future__ import annotations

from typing import Literal

Theme = Literal["light", "dark"]

# One for each column of a thread, from category to what stands beside it.
COLUMNS: dict[Theme, tuple[str, ...]] = {
    "light": ("#0126fc", "#821e07", "#097d4c", "#00407e", "#b916cf", "#a75d01", "#22262e"),
    "dark": ("#7080fe", "#f55532", "#0af28a", "#a4e8f5", "#d17eda", "#f9c632", "#8e9fa8"),
}
STRENGTHS: dict[Theme, dict[str, str]] = {
    "light": {
        "stated": "#0646ec",
        "inferred": "#7e581b",
        "stated-collectively": "#cd1a98",
        "structural": "#7b8494",
    },
    "dark": {
        "stated": "#64a3e8",
        "inferred": "#e58b5a",
        "stated-collectively": "#ffdbf9",
        "structural": "#7c8794",
    },
}
SURFACES: dict[Theme, dict[str, str]] = {
    "light": {
        "ground": "#f5f7fa",
        "paper": "#ffffff",
        "ink": "#15191f",
        "quiet": "#525c6b",
        "line": "#cfd6df",
        "focus": "#0b57d0",
        "warn": "#8a1c1c",
        "warn-ground": "#fdecec",
    },
    "dark": {
        "ground": "#12161c",
        "paper": "#1a2029",
        "ink": "#eef1f5",
        "quiet": "#aab4c0",
        "line": "#3a4452",
        "focus": "#8ab4f8",
        "warn": "#ffb4ab",
        "warn-ground": "#3b1513",
    },
}


def as_values() -> dict[str, dict[str, object]]:
    """Return the colours by theme, as JSON values."""
    return {
        theme: {
            "columns": list(COLUMNS[theme]),
            "strengths": STRENGTHS[theme],
            "surfaces": SURFACES[theme],
        }
        for theme in COLUMNS
    }


def as_css() -> str:
    """Return the colours as custom properties of the root element."""
    screen = "\n".join(f"{_selector(theme)} {{ {_properties(theme)} }}" for theme in COLUMNS)
    return f"{screen}\n@media print {{ :root[data-theme] {{ {_properties('light')} }} }}"


def as_plain_css() -> str:
    """Return the same for a page without a script: dark where the reader's system is, not on paper.

    A printed page is light; both themes are told to the browser, so that its own parts follow.
    """
    return (
        f":root {{ color-scheme: light dark; {_properties('light')} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_properties('dark')} }} }}\n"
        "@media print { :root { color-scheme: light; } }"
    )


def _selector(theme: Theme) -> str:
    return ":root" if theme == "light" else ':root[data-theme="dark"]'


def _properties(theme: Theme) -> str:
    named = {f"column-{i}": colour for i, colour in enumerate(COLUMNS[theme])}
    return " ".join(
        f"--{name}: {colour};"
        for name, colour in (named | STRENGTHS[theme] | SURFACES[theme]).items()
    )
