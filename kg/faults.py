"""A fault: what a check found, with file, line, reason and remedy."""

from __future__ import annotations

from dataclasses import dataclass

from kg.language import Lang, Text

NO_REMEDY = Text("", "")


@dataclass(frozen=True, order=True)
class Place:
    """Where a fault is: a file as the user named it, and a line counted from 1 (0: the file)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


NOWHERE = Place("–")  # the place of what no file says: a graph that was opened, not built


@dataclass(frozen=True)
class Fault:
    """One fault: the rule it breaks, where, the reason, and what to do."""

    rule: str
    place: Place
    reason: Text
    remedy: Text = NO_REMEDY

    def as_text(self) -> Text:
        """Return the fault as one message: the place if there is one, reason, remedy."""
        said = self.reason
        if self.place != NOWHERE:
            said = Text("{place}: {said}", "{place}：{said}").fill(place=self.place, said=said)
        if self.remedy != NO_REMEDY:
            said = Text("{said} {remedy}", "{said}{remedy}").fill(said=said, remedy=self.remedy)
        return said

    def say(self, lang: Lang) -> str:
        """Return the fault as one line in *lang*."""
        return self.as_text().say(lang)

    def as_json(self) -> dict[str, object]:
        """Return the fault as JSON values, in both languages."""
        return {
            "rule": self.rule,
            "file": self.place.file,
            "line": self.place.line,
            "reason": {"en": self.reason.say("en"), "zh": self.reason.say("zh")},
            "remedy": {"en": self.remedy.say("en"), "zh": self.remedy.say("zh")},
        }


def sort_faults(faults: list[Fault]) -> list[Fault]:
    """Return *faults* without repetition, by file, line and rule."""
    return sorted(set(faults), key=lambda f: (f.place, f.rule, f.reason.say("en")))
