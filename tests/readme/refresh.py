"""Refresh what a document shows: the `text` block after a `sh` block becomes what that prints.

Run it when data changed: `python tests/readme/refresh.py docs/agreement.md docs/agreement.zh.md`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from test_documents import FENCE, ROOT, lang_of


def run(command: str, lang: str) -> str:
    """Return what *command* prints, without the spaces that end a line."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=ROOT,
        env=kept | {"PATH": path, "KG_LANG": lang},
        capture_output=True,
        check=True,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode().splitlines())


def refresh(text: str, lang: str) -> str:
    """Return *text* with every output shown as it is now."""
    pieces, at, printed = [], 0, ""
    for block in FENCE.finditer(text):
        language = block[3].strip()
        if language == "text" and printed:
            pieces += [text[at : block.start(4)], printed]
            at = block.end(4)
        printed = run(block[4], lang) if language == "sh" else ""
    return "".join([*pieces, text[at:]])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        document = Path(name)
        text = document.read_text(encoding="utf-8")
        document.write_text(refresh(text, lang_of(document)), encoding="utf-8")
