"""The links that count, as sets of ends: what a question about the whole graph is worked out from.

Patterns asked for one thing after another would be a question of its own for each; a predicate
that is swept as a whole is one, on an engine of this process and over a network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property

from kg.answers.thread import descend, is_ended
from kg.answers.trace import FOCUS
from kg.answers.values import Claim, Modality, find_rejected
from kg.graph.graph import Graph
from kg.graph.terms import KG, TYPE

Ends = dict[str, set[str]]
Look = Callable[[str], list[str]]
NOTHING: set[str] = set()  # never written to


class Sets:
    """The links that count, as sets of ends; each is read from the graph once, as a whole."""

    def __init__(
        self, graph: Graph, modality: Modality | None = None, as_of: date | None = None
    ) -> None:
        """Count links of *modality* (None: all), and measures that had not ended by *as_of*."""
        self.graph = graph
        self.modality = modality
        self.as_of = as_of
        self._forward: dict[str, Ends] = {}
        self._backward: dict[str, Ends] = {}
        self._pairs: dict[str, list[tuple[str, str]]] = {}
        self._of: dict[str, list[str]] = {}
        self._having: dict[str, Ends] = {}
        self._measures: dict[str, set[str]] = {}
        self._documents: dict[str, set[str]] = {}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of everything that can have parts: of several the first of `FOCUS`."""
        found: dict[str, str] = {}
        for kind in reversed(FOCUS):
            found.update(dict.fromkeys(self.of(kind), kind))
        return found

    def of(self, kind: str) -> list[str]:
        """Return the things of *kind*, in order."""
        if kind not in self._of:
            self._of[kind] = self.graph.subjects(TYPE, KG + kind)
        return self._of[kind]

    def forward(self, link: str, iri: str) -> set[str]:
        """Return the objects of *link* for *iri*."""
        if link not in self._forward:
            self._forward[link] = _by_first(self._counted(link))
        return self._forward[link].get(iri, NOTHING)

    def backward(self, link: str, iri: str) -> set[str]:
        """Return the subjects of *link* for *iri*."""
        if link not in self._backward:
            self._backward[link] = _by_first((o, s) for s, o in self._counted(link))
        return self._backward[link].get(iri, NOTHING)

    def _counted(self, link: str) -> list[tuple[str, str]]:
        """Return the pairs of *link* that count."""
        if link not in self._pairs:
            self._pairs[link] = list(self.pairs(link, self.modality))
        return self._pairs[link]

    def pairs(self, link: str, modality: Modality | None) -> Iterator[tuple[str, str]]:
        """Yield subject and object of *link*, of *modality* only (None: of all)."""
        return (p for name in self._predicates(link, modality) for p in self.graph.pairs(name))

    def _predicates(self, link: str, modality: Modality | None) -> list[str]:
        forms = {Modality.STATED: "statedForm", Modality.INFERRED: "inferredForm"}
        form = forms.get(modality) if modality else None
        return self.graph.objects(KG + link, KG + form) if form else [KG + link]

    @cached_property
    def stated(self) -> frozenset[str]:
        """The bottlenecks that some action is stated to address."""
        return frozenset(value for _, value in self.graph.pairs(KG + "statedToAddress"))

    @cached_property
    def issued(self) -> frozenset[str]:
        """What has a date."""
        return frozenset(subject for subject, _ in self.graph.pairs(KG + "issued"))

    @cached_property
    def with_issuer(self) -> frozenset[str]:
        """What has an issuer."""
        return frozenset(subject for subject, _ in self.graph.pairs(KG + "issuedBy"))

    @cached_property
    def _below(self) -> Ends:
        return _by_first((whole, part) for part, whole in self.graph.pairs(KG + "partOf"))

    def parts(self, iri: str) -> tuple[str, ...]:
        """Return the parts of *iri* and theirs."""
        if iri not in self.kinds:
            return ()
        return descend(iri, lambda whole: sorted(self._below.get(whole, ())))

    @cached_property
    def _above(self) -> Ends:
        return _by_first(self.graph.pairs(KG + "partOf"))

    def wholes(self, iri: str) -> list[str]:
        """Return what *iri* is a part of, in order."""
        return sorted(self._above.get(iri, ()))

    @cached_property
    def _categories(self) -> Ends:
        return _by_first(self.graph.pairs(KG + "category"))

    def categories(self, iri: str) -> list[str]:
        """Return the categories of *iri*, else of the wholes it is part of, else none."""
        return inherit(iri, lambda one: sorted(self._categories.get(one, ())), self.wholes)

    @cached_property
    def _read_from(self) -> Ends:
        return _by_first(self.graph.pairs(KG + "readFrom"))

    def sources(self, iri: str) -> set[str]:
        """Return the sources that *iri* was read from."""
        return self._read_from.get(iri, NOTHING)

    @cached_property
    def _read_for(self) -> Ends:
        return _by_first(self.graph.pairs(KG + "readFor"))

    def looked_for(self, iri: str, link: str) -> bool:
        """Tell whether a source that *iri* was read from was read for *link*."""
        sources = self._read_from.get(iri) or self._sources
        return any(KG + link in self._read_for.get(source, ()) for source in sources)

    @cached_property
    def _sources(self) -> list[str]:
        return self.graph.subjects(TYPE, KG + "Source")

    def rejected(self, iri: str, link: str) -> list[Claim]:
        """Return the refused and the denied claims of *link* from *iri*, then those to it."""
        ways = ((iri, link, "from"), (iri, link, "to"))
        return [claim for way in ways for claim in self._rejected.get(way, ())]

    @cached_property
    def _rejected(self) -> dict[tuple[str, str, str], list[Claim]]:
        found: dict[tuple[str, str, str], list[Claim]] = {}
        for claim in find_rejected(self.graph):
            link = claim.predicate.removeprefix(KG)
            found.setdefault((claim.subject, link, "from"), []).append(claim)
            found.setdefault((claim.object, link, "to"), []).append(claim)
        return found

    def actions(self, iri: str) -> set[str]:
        """Return the actions and measures that address *iri*."""
        return self.backward("addresses", iri)

    def measures(self, iri: str) -> set[str]:
        """Return the adopted measures that answer *iri*: at once, or by a recommendation."""
        if iri not in self._measures:
            self._measures[iri] = self._find_measures(iri)
        return self._measures[iri]

    def _find_measures(self, iri: str) -> set[str]:
        if self.kinds.get(iri) == "RecommendedAction":
            return self.forward("correspondsTo", iri)
        actions = self.actions(iri)
        return (actions & self.adopted).union(*(self.forward("correspondsTo", a) for a in actions))

    def have_ended(self, iri: str) -> bool:
        """Tell whether all measures of *iri*, of which there are some, had ended by their words."""
        day = self.as_of
        if day is None or not (measures := self.measures(iri)):
            return False
        return all(self._all_ended(measure, day) for measure in measures)

    def _all_ended(self, measure: str, day: date) -> bool:
        documents = self.forward("setOutIn", measure)
        ended = bool(documents) and all(is_ended(self.graph, d, day) for d in documents)
        return ended or is_ended(self.graph, measure, day)

    def documents(self, iri: str) -> set[str]:
        """Return the documents that set out the measures of *iri*, or the measure *iri*."""
        if iri not in self._documents:
            own = self.kinds.get(iri) == "AdoptedMeasure"
            measures = {iri} if own else self.measures(iri)
            self._documents[iri] = set().union(*(self.forward("setOutIn", m) for m in measures))
        return self._documents[iri]

    def thread(self, iri: str) -> set[str]:
        """Return *iri* and all that its thread reaches before the region."""
        measures, documents = self.measures(iri), self.documents(iri)
        if self.kinds.get(iri) == "Bottleneck":
            return self.actions(iri) | measures | documents
        return {iri} | measures | documents

    def begun(self, iri: str) -> bool:
        """Tell whether the thread of *iri* holds anything: that of a bottleneck needs an action."""
        return iri in self.answered or iri not in self._bottlenecks

    def has_measures(self, iri: str) -> bool:
        """Tell whether an adopted measure answers *iri*, or is it."""
        return self._leads(iri, self._measured)

    def has_documents(self, iri: str) -> bool:
        """Tell whether a document sets out a measure of *iri*, or the measure *iri*."""
        return self._leads(iri, self._documented)

    def has_dates(self, iri: str) -> bool:
        """Tell whether one of these documents has a date."""
        return self._leads(iri, self._dated)

    def has(self, link: str, iri: str) -> bool:
        """Tell whether something on the thread of *iri*, before the region, has *link*."""
        if link not in self._having:
            self._having[link] = self._find_having(link)
        return self._leads(iri, self._having[link])

    def _leads(self, iri: str, leading: Ends) -> bool:
        return iri in leading.get(self.kinds.get(iri, ""), NOTHING)

    @cached_property
    def _bottlenecks(self) -> frozenset[str]:
        return frozenset(self.of("Bottleneck"))

    @cached_property
    def adopted(self) -> frozenset[str]:
        """The adopted measures."""
        return frozenset(self.of("AdoptedMeasure"))

    @cached_property
    def answered(self) -> frozenset[str]:
        """What some action or measure addresses."""
        return frozenset(value for _, value in self._counted("addresses"))

    @cached_property
    def _measured(self) -> Ends:
        return self._leading({m for _, m in self._counted("correspondsTo")} | self.adopted)

    @cached_property
    def _documented(self) -> Ends:
        return self._leading({measure for measure, _ in self._counted("setOutIn")})

    @cached_property
    def _dated(self) -> Ends:
        return self._leading(
            {m for m, document in self._counted("setOutIn") if document in self.issued}
        )

    def _find_having(self, link: str) -> Ends:
        own = {subject for subject, _ in self._counted(link)}
        return self._leading(
            own | {m for m, document in self._counted("setOutIn") if document in own}, own
        )

    def _leading(self, measures: set[str], actions: Iterable[str] = ()) -> Ends:
        """Return what has a thread to one of *measures* or *actions*, or is one, by its kind.

        One sweep over the links for all things, where a walk from each would meet them often.
        """
        recommended = {a for a, measure in self._counted("correspondsTo") if measure in measures}
        recommended.update(actions)
        leading = recommended | (self.adopted & measures)
        answered = {value for action, value in self._counted("addresses") if action in leading}
        return dict(zip(FOCUS, (answered, recommended, measures), strict=True))

    def used(self, measure: str) -> bool:
        """Tell whether *measure* answers a bottleneck, at once or by a recommendation."""
        if self.forward("addresses", measure):
            return True
        recommended = self.backward("correspondsTo", measure)
        return any(self.forward("addresses", action) for action in recommended)


def inherit(iri: str, own: Look, wholes: Look) -> list[str]:
    """Return what *own* gives of *iri*, else of its *wholes* and theirs."""
    return own(iri) or sorted({got for whole in wholes(iri) for got in inherit(whole, own, wholes)})


def _by_first(pairs: Iterable[tuple[str, str]]) -> Ends:
    found: Ends = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(second)
    return found
