"""A change between two graphs as a value: its kind, what it is of, and how it was and is.

The kinds stand in the order of their weight for an analyst: what a bottleneck lost goes before a
comma that moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.answers.figures import Figure
from kg.answers.gaps import GAPS
from kg.answers.network import NODE_KINDS
from kg.answers.search import BESIDE_KINDS
from kg.answers.values import Bilingual, Json, Modality
from kg.errors import UsageError
from kg.graph.terms import OURS, local_name
from kg.language import Text

Group = Literal[
    "gaps", "threads", "claims", "things", "documents", "figures", "anomalies", "evidence", "other"
]
GROUPS: tuple[Group, ...] = (
    "gaps", "threads", "claims", "things", "documents", "figures", "anomalies", "evidence", "other",
)  # fmt: skip

# A kind of change by one line: its name, the group it belongs to, and what it is when the two
# graphs change places.
KINDS: dict[str, tuple[Group, str]] = {
    "lost-only-action": ("gaps", "gained-first-action"),
    "lost-only-stated-action": ("gaps", "gained-first-stated-action"),
    "gained-first-action": ("gaps", "lost-only-action"),
    "gained-first-stated-action": ("gaps", "lost-only-stated-action"),
    "gap-opened": ("gaps", "gap-closed"),
    "gap-closed": ("gaps", "gap-opened"),
    "gap-of-new": ("gaps", "gap-of-gone"),
    "gap-of-gone": ("gaps", "gap-of-new"),
    "gap-arisen": ("gaps", "gap-moot"),
    "gap-moot": ("gaps", "gap-arisen"),
    "gap-reason": ("gaps", "gap-reason"),
    "thread-unstated": ("threads", "thread-stated"),
    "thread-stated": ("threads", "thread-unstated"),
    "claim-modality": ("claims", "claim-modality"),
    "claim-polarity": ("claims", "claim-polarity"),
    "claim-status": ("claims", "claim-status"),
    "claim-link": ("claims", "claim-link"),
    "claim-removed": ("claims", "claim-added"),
    "claim-added": ("claims", "claim-removed"),
    "claim-confidence": ("claims", "claim-confidence"),
    "thing-removed": ("things", "thing-added"),
    "thing-added": ("things", "thing-removed"),
    "thing-reclassed": ("things", "thing-reclassed"),
    "thing-moved": ("things", "thing-moved"),
    "thing-renamed": ("things", "thing-renamed"),
    "validity": ("documents", "validity"),
    "issuer": ("documents", "issuer"),
    "issued": ("documents", "issued"),
    "figure-value": ("figures", "figure-value"),
    "figure-meaning": ("figures", "figure-meaning"),
    "figure-printed": ("figures", "figure-printed"),
    "figure-removed": ("figures", "figure-added"),
    "figure-added": ("figures", "figure-removed"),
    "anomaly-added": ("anomalies", "anomaly-removed"),
    "anomaly-removed": ("anomalies", "anomaly-added"),
    "anomaly-changed": ("anomalies", "anomaly-changed"),
    "evidence-paraphrased": ("evidence", "evidence-paraphrased"),
    "evidence-moved": ("evidence", "evidence-moved"),
    "evidence-removed": ("evidence", "evidence-added"),
    "evidence-added": ("evidence", "evidence-removed"),
    "rests-elsewhere": ("evidence", "rests-elsewhere"),
    "reworded": ("evidence", "reworded"),
}
# Of whom one says that they were added, removed, renamed or moved, in this order.
THINGS = ("Source", *NODE_KINDS, *(kind for kind in BESIDE_KINDS if kind != "Anomaly"))
ONTOLOGY = "ontology"
LINKS = (
    "addresses", "collectivelyAddresses", "category", "correspondsTo", "setOutIn", "appliesTo",
    "performedBy", "concerns", "supersedes", "implements", "overtakenBy", "conflictsWith",
    "agreesWith", "illustrates", "observedIn", "exampleIn",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change.

    *things* are what else it names: the ends and the link of a claim, the nodes of a thread.
    *note* says which gap, class or property it is about. *before* and *after* are IRIs, words of
    a closed list or literals; a figure stands whole in *was* and *now*. *sources* and
    *categories* are those of all that it is about, in either graph.
    """

    kind: str
    subject: str
    things: tuple[str, ...] = ()
    note: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    was: Figure | None = None
    now: Figure | None = None
    sources: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()

    @property
    def group(self) -> Group:
        """The group that the change belongs to."""
        return KINDS[self.kind][0]

    @property
    def order(self) -> tuple[object, ...]:
        """Where the change stands: by kind, then what weighs more within the kind."""
        return list(KINDS).index(self.kind), self._weight(), self.subject, self.note, self.things

    def _weight(self) -> tuple[int, ...]:
        if self.group == "claims" and len(self.things) == 3:
            said = (*self.after, *self.before)
            modalities = [list(Modality).index(m) for m in Modality if m.value in said]
            made = "accepted" in said and "denied" not in said
            link = _place(LINKS, local_name(self.things[1]))
            return int(not made), link, min(modalities, default=0)
        if self.kind in ("thing-removed", "thing-added"):
            return _place(THINGS, self.note), 0
        if self.group == "gaps":
            return _place(tuple(GAPS), self.note), 0
        return -len(self.things), 0

    @property
    def named(self) -> frozenset[str]:
        """Everything that the change names by its IRI."""
        figures = [f for f in (self.was, self.now) if f is not None]
        of_figures = (
            iri for f in figures for iri in (f.indicator, f.area, *f.breakdowns, *f.about)
        )
        values = (*self.things, *self.before, *self.after, *of_figures)
        return frozenset((self.subject, *(v for v in values if v.startswith(OURS))))

    def mirrored(self) -> Change:
        """Return the change as it is when the two graphs change places."""
        return replace(
            self, kind=KINDS[self.kind][1], before=self.after, after=self.before, was=self.now,
            now=self.was,
        )  # fmt: skip

    def as_json(self) -> Json:
        """Return the change as JSON values."""
        return {
            "kind": self.kind,
            "group": self.group,
            "subject": local_name(self.subject),
            "things": [local_name(iri) for iri in self.things],
            "note": self.note,
            "before": [local_name(value) for value in self.before],
            "after": [local_name(value) for value in self.after],
            "sources": sorted(map(local_name, self.sources)),
            "categories": sorted(map(local_name, self.categories)),
        }


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)


@dataclass(frozen=True)
class Rest:
    """What changed beside the changes: triples that came and went, by the kind of their subject.

    Words of the ontology are of the kind `ONTOLOGY`; the empty string is for what has no class.
    """

    added: Mapping[str, int]
    removed: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many triples in all."""
        return sum(self.added.values()) + sum(self.removed.values())

    def as_json(self) -> Json:
        """Return the counts as JSON values."""
        return {"added": dict(self.added), "removed": dict(self.removed)}


@dataclass(frozen=True)
class Wanted:
    """Which changes are asked for; empty or None takes all."""

    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    category: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for a kind or a group that there is none of."""
        for given, known in ((self.kinds, tuple(KINDS)), (self.groups, GROUPS)):
            for name in given:
                if name not in known:
                    text = Text(
                        "There is no change '{given}'; choose one of: {known}.",
                        "没有“{given}”这种变化；可选：{known}。",
                    )
                    raise UsageError(text.fill(given=name, known=", ".join(known)))

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return self != Wanted()

    @property
    def rest(self) -> bool:
        """Whether the remaining triples are asked for: they have no category and no source."""
        return not self.narrow or (self == Wanted(groups=self.groups) and "other" in self.groups)

    def wants(self, group: Group) -> bool:
        """Tell whether changes of *group* can be among those asked for."""
        in_kinds = not self.kinds or group in {KINDS[kind][0] for kind in self.kinds}
        return in_kinds and (not self.groups or group in self.groups)

    def keeps(self, change: Change) -> bool:
        """Tell whether *change* is asked for."""
        return (
            (not self.kinds or change.kind in self.kinds)
            and (not self.groups or change.group in self.groups)
            and (self.category is None or self.category in change.categories)
            and (self.source is None or self.source in change.sources)
        )


@dataclass(frozen=True)
class Diff:
    """What changed between two graphs, strongest news first; *labels* name all that is named.

    *rest* is None where only some changes were asked for.
    """

    changes: tuple[Change, ...]
    rest: Rest | None
    narrow: bool = False
    labels: Mapping[str, Bilingual] = field(default_factory=dict, compare=False)

    @property
    def empty(self) -> bool:
        """Whether nothing differs in what was asked for."""
        return not self.changes and not (self.rest and self.rest.total)

    def counts(self) -> dict[str, int]:
        """Return how many changes there are of each kind, in the order of kinds."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    def mirrored(self) -> Diff:
        """Return the difference in the other direction."""
        changes = sorted((c.mirrored() for c in self.changes), key=lambda c: c.order)
        rest = Rest(self.rest.removed, self.rest.added) if self.rest else None
        return replace(self, changes=tuple(changes), rest=rest)

    def name(self, iri: str) -> Text:
        """Return how *iri* is called, in both languages."""
        label = self.labels.get(iri, Bilingual())
        name = local_name(iri)
        return Text(label.say("en") or name, label.say("zh") or name)

    def as_json(self) -> Json:
        """Return the difference as JSON values."""
        return {
            "counts": self.counts(),
            "changes": [change.as_json() for change in self.changes],
            "other": self.rest.as_json() if self.rest else None,
        }
