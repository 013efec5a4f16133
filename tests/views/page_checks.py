"""What any drawn page can be asked in the browser, and a reader of the text in a PDF."""

from __future__ import annotations

import re
import unicodedata
import zlib
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from browser_page import Opened

LINES = (Path(__file__).parent / "text_lines.js").read_text(encoding="utf-8")
KEYS = '[...document.querySelectorAll("#picture [data-key]")]'
SHOWN_KEYS = f"{KEYS}.filter((one) => one.checkVisibility()).map((one) => one.dataset.key)"
STATE = """JSON.stringify({ ...policyPage.state() },
  (_, value) => value instanceof Set ? [...value] : value)"""
# The picture as it stands: a sheet that was turned away may be there, or never have been drawn.
PICTURE = """(() => {
  const copy = document.querySelector("#picture").cloneNode(true);
  for (const one of copy.querySelectorAll(".sheet.off")) one.remove();
  return copy.innerHTML.replaceAll(/ ?\\bat\\b/g, "").trim();
})()"""
BOXES = """() => {
  const draw = (char) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 40;
    const c = canvas.getContext("2d");
    c.font = "30px " + getComputedStyle(document.body).fontFamily;
    c.fillText(char, 4, 32);
    return canvas.toDataURL();
  };
  return draw("碳") === draw("策") || draw("碳") === draw("\\u{10FFFD}");
}"""


def lines(opened: Opened, where: str = "#picture") -> list[dict[str, Any]]:
    """Return the lines of text to be seen within *where*."""
    return lines_of(opened, where)[0]


def lines_of(opened: Opened, *wheres: str) -> list[list[dict[str, Any]]]:
    """Return the lines of text to be seen within each of *wheres*, asked for at once."""
    return list(opened.page.evaluate(f"(wheres) => wheres.map({LINES})", list(wheres)))


def find_collisions(found: list[dict[str, Any]], slack: float = 1.5) -> list[tuple[str, str]]:
    """Return the pairs of lines whose letters lie on each other by more than *slack* pixels."""
    pairs = []
    ordered = sorted(found, key=itemgetter("y"))
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other["y"] + slack >= one["y"] + one["height"]:
                break  # and so does all that stands below it
            across = min(one["x"] + one["width"], other["x"] + other["width"])
            down = min(one["y"] + one["height"], other["y"] + other["height"])
            if across - max(one["x"], other["x"]) > slack and down - other["y"] > slack:
                pairs.append((one["words"], other["words"]))
    return pairs


# Rows and items that differ in their words only are one to axe: two of each make are looked at.
ALIKE = """() => {
  const seen = new Map();
  const make = (one) =>
    [one.tagName, one.getAttribute("class"), ...[...one.children].map(make)].join("<");
  for (const one of document.querySelectorAll("#twin tbody tr, #picture [data-item]")) {
    const count = (seen.get(make(one)) ?? 0) + 1;
    seen.set(make(one), count);
    one.toggleAttribute("data-alike", count > 2);
  }
  return document.querySelector("[data-alike]") !== null;
}"""


def find_grave(opened: Opened) -> list[tuple[str, str]]:
    """Return what axe finds serious or critical in a page: the rule and the first element.

    axe-core is put into the page by the tester: open it with `bypass_csp=True`.
    """
    context = {"exclude": [["[data-alike]"]]} if opened.page.evaluate(ALIKE) else None
    found = Axe().run(opened.page, context, {"resultTypes": ["violations"]})
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)
BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.S)
HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def letters_in(pdf: bytes) -> set[str]:
    """Return the characters that the fonts of a PDF can be read back as: what is text in it.

    A font may have one glyph for 行 and for the radical ⾏; the PDF then names either.
    """
    found: set[str] = set()
    for raw in STREAM.findall(pdf):
        try:
            stream = zlib.decompress(raw)
        except zlib.error:
            continue
        for kind, body in BLOCK.findall(stream):
            for line in body.splitlines():
                codes = [bytes.fromhex(code.decode()) for code in HEX.findall(line)]
                if kind == b"char" and len(codes) == 2:
                    found.add(codes[1].decode("utf-16-be"))
                elif kind == b"range" and len(codes) == 3:
                    first = ord(codes[2].decode("utf-16-be"))
                    span = int.from_bytes(codes[1], "big") - int.from_bytes(codes[0], "big")
                    found.update(map(chr, range(first, first + span + 1)))
    return found | set(unicodedata.normalize("NFKC", "".join(found)))
