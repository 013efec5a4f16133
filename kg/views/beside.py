"""The site around a page: where else a thing of the page is shown, and the page about it.

A page that stands alone has none, and no link leads out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.language import Text

# What is sent of a thing: the address of its page (1 for the usual one, 0 for none), then for each
# view that shows it the number of the view, with a fragment where it is not the usual one.
Entry = list[object]
TEXTS = {
    "home": Text("Start page", "首页"),
    "all-about": Text("All about it", "全部信息"),
    "in-site": Text("Elsewhere in this site", "本站其他页面"),
    "other-views": Text("Other views", "其他视图"),
}


@dataclass(frozen=True)
class Beside:
    """What surrounds the view *name*.

    *views* has the titles of all views; *shown* for each of them, by the id of a thing, the
    fragment that chooses it there; *pages* the address of the page about each thing.
    """

    name: str
    home: str
    views: Mapping[str, Text]
    shown: Mapping[str, Mapping[str, str]]
    pages: Mapping[str, str]

    def as_json(self, ids: Iterable[str]) -> dict[str, object]:
        """Return what the script of a page that shows the things *ids* links to."""
        others = [name for name in self.views if name != self.name]
        entries = ((one, self._entry(one, others)) for one in sorted(set(ids)))
        return {
            "home": self.home,
            "views": [
                [f"{name}.html", {"zh": said.say("zh"), "en": said.say("en")}]
                for name, said in ((name, self.views[name]) for name in others)
            ],
            "of": {one: entry for one, entry in entries if entry != [0]},
        }

    def _entry(self, one: str, others: Iterable[str]) -> Entry:
        page = self.pages.get(one, "")
        entry: Entry = [1 if page == usual_page(one) else page or 0]
        for number, name in enumerate(others):
            fragment = self.shown.get(name, {}).get(one)
            if fragment is not None:
                entry.append(number if fragment == choosing(one) else [number, fragment])
        return entry


def usual_page(one: str) -> str:
    """Return where the page about the thing *one* lies, if its id can be the name of a file."""
    return f"things/{one}.html"


def choosing(key: str, name: str = "key") -> str:
    """Return the fragment of an address that chooses *key*, or another *name* by that value."""
    return urlencode({name: key})
