"""A drawn page as a tree of elements, to ask it what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "input", "br", "img", "link", "hr"}


@dataclass
class Element:
    """One element: its attributes, what is in it, and its own words."""

    tag: str
    attrs: dict[str, str]
    children: list[Element] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)

    def all(self, tag: str = "", **wanted: str) -> list[Element]:
        """Return the elements within that are a *tag* and have the attributes *wanted*."""
        return [one for one in self._within() if one.fits(tag, **wanted)]

    def one(self, tag: str = "", **wanted: str) -> Element:
        """Return the one element within that fits."""
        found = self.all(tag, **wanted)
        assert len(found) == 1, (tag, wanted, len(found))
        return found[0]

    def fits(self, tag: str = "", **wanted: str) -> bool:
        """Tell whether the element is a *tag* with the attributes; `class_` is one of its own."""
        for name, value in wanted.items():
            own = self.attrs.get(name.rstrip("_").replace("_", "-"))
            if own is None or (value not in own.split() if name == "class_" else own != value):
                return False
        return not tag or self.tag == tag

    def _within(self) -> Iterator[Element]:
        for child in self.children:
            yield child
            yield from child._within()

    def said(self, lang: str = "en") -> str:
        """Return the words within in *lang*, and those that are in no language."""
        return " ".join(self._raw(lang).split())

    def _raw(self, lang: str) -> str:
        parts = list(self.words)
        for place, child in enumerate(self.children):
            if child.tag != "i" or child.attrs.get("lang") in (None, lang):
                parts.append((2 * place, child._raw(lang)))
        parts.sort(key=lambda part: part[0])
        return "".join(words for _, words in parts)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {n: v or "" for n, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        # Words stand between the children that are there already and those to come.
        self.open[-1].words.append((2 * len(self.open[-1].children) - 1, data))


def read_page(html: str) -> Element:
    """Return *html* as a tree."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
