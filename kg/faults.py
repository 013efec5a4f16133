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


@dataclass(frozen=True)
class Fault:
    """One fault: the rule it breaks, where, the reason, and what to do."""

    rule: str
    place: Place
    reason: Text
    remedy: Text = NO_REMEDY

    def as_text(self) -> Text:
        """Return the fault as one message: place, reason, remedy."""
        pattern = Text("{place}: {reason} {remedy}", "{place}：{reason}{remedy}")
        return pattern.fill(place=self.place, reason=self.reason, remedy=self.remedy)

    def say(self, lang: Lang) -> str:
        """Return the fault as one line in *lang*."""
        return self.as_text().say(lang).rstrip()

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
