"""What refreshes the documents replaces the output after a command, and nothing else."""

from __future__ import annotations

import pytest
from refresh import refresh

SHOWN = """# Heading

```sh
printf 'new  \\nlines %s\\n' "$KG_LANG"
```

Words between.

```text
old
```

```text
an output of nothing
```
"""


def test_the_output_after_a_command_is_replaced() -> None:
    assert refresh(SHOWN, "zh") == SHOWN.replace("old\n", "new\nlines zh\n")


@pytest.mark.parametrize("text", ["", "no block\n", "```text\nalone\n```\n", "```sh\ntrue\n```\n"])
def test_a_document_without_output_stays_as_it_is(text: str) -> None:
    assert refresh(text, "en") == text
