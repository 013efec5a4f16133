"""Where the cards and the links of a layered trace stand on the screen, and how one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from browser_page import Opened

SEEN = """const seen = (what) =>
    [...document.querySelectorAll(what)].filter((one) => one.checkVisibility());"""
# Every card in view: its box, and how far its text reaches beyond it, in pixels of the screen.
CARDS = """() => {
  SEEN
  return seen(".stage .card").map((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const said = [...one.querySelectorAll("i")].find((i) => i.checkVisibility());
    const text = said.getBoundingClientRect();
    const over = Math.max(text.right - right, text.bottom - bottom, top - text.top);
    const size = parseFloat(getComputedStyle(one).fontSize);
    return { key: one.dataset.key, left, right, top, bottom, over, size };
  });
}""".replace("SEEN", SEEN)
# Every link in view: its line at its beginning, its middle and its end, in pixels of the screen.
WIRES = """() => {
  SEEN
  return seen(".stage .wire:not(.band)").map((one) => {
    const line = one.querySelector(".line");
    const length = line.getTotalLength();
    const at = (part) => {
      const point = line.getPointAtLength(part * length);
      const { x, y } = point.matrixTransform(line.getScreenCTM());
      return [x, y];
    };
    return { key: one.dataset.key, from: at(0), middle: at(0.5), to: at(1) };
  });
}""".replace("SEEN", SEEN)


def choose(opened: Opened, key: str) -> None:
    """Click on the card of *key*."""
    opened.page.locator(f'#picture .card[data-key="{key}"]').locator("visible=true").click()
