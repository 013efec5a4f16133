"""The threads that were planted: every way from a bottleneck as far as accepted claims carry it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.synth.gaps import Links, is_shared

ONWARD = ("correspondsTo", "setOutIn", "appliesTo")


@dataclass(frozen=True)
class Thread:
    """The things along a thread, and which of its hops a source states."""

    nodes: tuple[str, ...]
    stated: tuple[bool, ...]

    @property
    def chain(self) -> str:
        """The local names of the things, joined by `>`."""
        return ">".join(self.nodes)

    @property
    def verdict(self) -> str:
        """What the thread rests on, as `kg threads` calls it."""
        missing = self.stated.count(False)
        if missing:
            return "one-missing" if missing == 1 else "inferred"
        return "stated-across" if self._across else "stated-by-one"

    @property
    def _across(self) -> bool:
        """Whether the last hop is from a shared document: the first paper alone speaks of that."""
        return len(self.nodes) > 2 and is_shared(self.nodes[-2])


def threads_of(links: Links, bottleneck: str) -> Iterator[Thread]:
    """Yield the threads that begin at *bottleneck*."""
    for action, stated in links.backward["addresses"].get(bottleneck, {}).items():
        yield from _onward(links, Thread((bottleneck, action), (stated,)))


def _onward(links: Links, thread: Thread) -> Iterator[Thread]:
    end, ended = thread.nodes[-1], True
    for link in ONWARD:
        for other, stated in links.forward[link].get(end, {}).items():
            ended = False
            further = Thread((*thread.nodes, other), (*thread.stated, stated))
            yield from _onward(links, further)
    if ended:
        yield thread
