"""Words that do harm if a page takes them for more than words, in every field of a world."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

from builders import World

MARKUP = (
    "<script>window.__hacked=1</script>",
    "</script><script>window.__hacked=1</script>",
    '"><img src=x onerror="window.__hacked=1">',
    "'-window.__hacked--'\\\"`${window.__hacked=1}`",
    "<svg onload=window.__hacked=1><a href=javascript:window.__hacked=1>href</a>",
    "{{ 7*7 }}{% raw %}]]><!-- --><style>*{display:none}</style>",
)
ATTACKS = (*MARKUP, "{name} {claim} __proto__ &lt;b&gt; \u202e=1+1")
LITERAL = re.compile(r'"([^"\\]*)"(@(?:en|zh)) ')
SAID = ("paraphrase_zh", "paraphrase_en", "rationale_zh", "rationale_en")


def poison(world: World) -> World:
    """Put an attack before every text that a page may show: labels, definitions, paraphrases …"""
    count = 0

    def attack(text: str) -> str:
        nonlocal count
        count += 1
        return f"{ATTACKS[count % len(ATTACKS)]} {text}"

    for path in sorted(world.data.rglob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        put = LITERAL.sub(lambda m: f"{json.dumps(attack(m[1]), ensure_ascii=False)}{m[2]} ", text)
        path.write_text(put, encoding="utf-8")
    for path in sorted(world.data.rglob("*.csv")):
        _poison_table(world, path.relative_to(world.data).as_posix(), attack)
    assert count > 60
    return world


def _poison_table(world: World, name: str, attack: Callable[[str], str]) -> None:
    with world.path(name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not set(SAID) & rows[0].keys():
        return
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        changed = {key: attack(row[key]) for key in SAID if row.get(key)}
        writer.writerow(row | changed)
    world.path(name).write_text(out.getvalue(), encoding="utf-8")
