"""What every invented paper may speak of: a fixed pool of things, documents and the regions.

They are the hubs: the country, a few provinces and organisations, and a few documents stand in
very many claims. The first paper introduces them; each other paper adds a place of its own.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

from kg.synth.words import name_of

POOL = {"Organisation": 24, "Actor": 16, "Technology": 24, "Factor": 12, "Platform": 12}
DOCUMENTS = 20
INDICATORS = 12
COUNTRY = "region-cn"
PROVINCES = tuple(
    f"region-{name}"
    for name in (
        "guangdong", "jiangsu", "shandong", "zhejiang", "shanghai", "beijing", "sichuan", "henan",
        "hubei", "fujian", "hunan", "anhui", "hebei", "shaanxi", "jiangxi", "chongqing",
        "liaoning", "yunnan", "guangxi", "shanxi", "inner-mongolia", "guizhou", "xinjiang",
        "tianjin", "heilongjiang", "jilin", "gansu", "hainan", "ningxia", "qinghai", "tibet",
    )
)  # fmt: skip


class Wheel:
    """A choice among *names* in which the one of rank r turns up 1/r as often as the first."""

    def __init__(self, names: Sequence[str], first: int = 0) -> None:
        # Whole numbers only: no machine adds them up otherwise than another.
        weights = [27720 // rank for rank in range(1, len(names) + 1)]
        self.names = names
        self.weights = tuple(accumulate([first or weights[0], *weights[1:]]))

    def draw(self, rng: random.Random) -> str:
        """Return one of the names."""
        return self.names[bisect(self.weights, rng.randrange(self.weights[-1]))]


def pooled(cls: str) -> tuple[str, ...]:
    """Return the local names of the shared things of class *cls*."""
    count = {**POOL, "PolicyDocument": DOCUMENTS, "Indicator": INDICATORS}[cls]
    return tuple(name_of(cls, f"shared-{rank:02d}") for rank in range(1, count + 1))


THINGS = {cls: Wheel(pooled(cls)) for cls in (*POOL, "PolicyDocument", "Indicator")}
REGIONS = Wheel((COUNTRY, *PROVINCES), first=60000)
