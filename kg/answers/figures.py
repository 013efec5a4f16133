"""Figures as values: what is printed (the reading) and what it is taken to mean (the observation).

A derived number has no reading; a figure that nobody interprets has a reading only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.answers.values import Bilingual, Evidence, Json, read_bilingual, read_evidence
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, PREFIXES, PROV, SKOS, TYPE, local_name
from kg.sources.key import match_key

OBSERVATION = PREFIXES["qb"] + "Observation"
DERIVED_FROM = PROV + "wasDerivedFrom"
# The links by which a figure is about a thing; beside them stands who says it.
ABOUT = ("indicator", "measures", "refArea", "breakdown", "inTable")
SAID_BY = ("saidBy",)
NUMERAL = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Reading:
    """A figure as printed: its characters, the name of the place beside it, and where it stands."""

    iri: str
    printed: str
    area: str
    place: Evidence

    def as_json(self) -> Json:
        """Return the reading as JSON values."""
        return {
            "id": local_name(self.iri),
            "asPrinted": self.printed,
            "areaAsPrinted": self.area,
            "source": local_name(self.place.source),
            "section": self.place.section,
            "paragraph": self.place.paragraph,
            "spans": [list(anchor.span) for anchor in self.place.anchors],
        }


@dataclass(frozen=True)
class Figure:
    """A figure: as printed, and as interpreted; the numbers are exact decimals in `unit`."""

    iri: str
    reading: Reading | None
    indicator: str
    value: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str
    unit_label: Bilingual
    qualifier: str
    kind: str
    period: str
    area: str
    breakdowns: tuple[str, ...]
    about: tuple[str, ...]
    said_by: tuple[str, ...]
    table: str
    derived_from: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    note: Bilingual

    @property
    def interpreted(self) -> bool:
        """Whether anybody says what the figure means."""
        return any(part is not None for part in (self.value, self.minimum, self.maximum))

    @property
    def printed(self) -> str:
        """The characters as printed; the empty string for a derived number."""
        return self.reading.printed if self.reading else ""

    @property
    def order(self) -> tuple[str, int, str]:
        """Where the figure stands in its source; a derived number stands last."""
        if self.reading is None or not self.reading.place.anchors:
            return "\uffff", 0, self.iri
        return self.reading.place.source, self.reading.place.anchors[0].span[0], self.iri

    def as_json(self) -> Json:
        """Return the figure as JSON values; numbers are strings, so that none is rounded."""
        return {
            "id": local_name(self.iri),
            "indicator": local_name(self.indicator),
            "value": _plain(self.value),
            "minimum": _plain(self.minimum),
            "maximum": _plain(self.maximum),
            "unit": local_name(self.unit),
            "unitLabel": self.unit_label.as_json(),
            "qualifier": self.qualifier,
            "kind": self.kind,
            "period": self.period,
            "area": local_name(self.area),
            "breakdowns": [local_name(iri) for iri in self.breakdowns],
            "about": [local_name(iri) for iri in self.about],
            "saidBy": [local_name(iri) for iri in self.said_by],
            "table": local_name(self.table),
            "derivedFrom": [local_name(iri) for iri in self.derived_from],
            "reading": self.reading.as_json() if self.reading else None,
            "evidence": [e.as_json() for e in self.evidence],
            "note": self.note.as_json(),
        }


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def find_figures(graph: Graph, thing: str, links: tuple[str, ...] = ABOUT) -> tuple[Figure, ...]:
    """Return the figures that one of *links* joins to *thing*, in the order in which they stand."""
    found = {iri for link in links for iri in graph.subjects(KG + link, thing)}
    figures = (read_figure(graph, iri) for iri in found if is_figure(graph, iri))
    return tuple(sorted(figures, key=lambda figure: figure.order))


def is_figure(graph: Graph, iri: str) -> bool:
    """Tell whether *iri* is an observation or a reading."""
    return not {OBSERVATION, KG + "Reading"}.isdisjoint(graph.objects(iri, TYPE))


def read_figure(graph: Graph, iri: str) -> Figure:
    """Return the figure *iri*, an observation or a reading; a reading leads to what it means.

    A figure is read once: many things have it on their pages.
    """
    return graph.recall("figure", iri, lambda: _read_figure(graph, iri))


def _read_figure(graph: Graph, iri: str) -> Figure:
    found = graph.subjects(KG + "interprets", iri)
    iri = found[0] if found else iri
    bare = OBSERVATION not in graph.objects(iri, TYPE)
    reading = _read_reading(graph, iri if bare else graph.one(iri, KG + "interprets"))
    printed = reading.printed if reading else ""
    unit = graph.one(iri, KG + "unit")
    labels = graph.labels_of(unit) if unit else {}

    def many(link: str) -> tuple[str, ...]:
        return tuple(graph.objects(iri, KG + link))

    def number(link: str) -> Decimal | None:
        written = graph.one(iri, KG + link)
        return _as_printed(Decimal(written), printed) if written else None

    return Figure(
        iri=iri,
        reading=reading,
        indicator=graph.one(iri, KG + "indicator"),
        value=number("value"),
        minimum=number("minimum"),
        maximum=number("maximum"),
        unit=unit,
        unit_label=Bilingual(labels.get("zh", ""), labels.get("en", "")),
        qualifier=graph.one(iri, KG + "qualifier").removeprefix(KGV),
        kind=graph.one(iri, KG + "observationKind").removeprefix(KGV),
        period=graph.one(iri, KG + "refPeriod"),
        area=graph.one(iri, KG + "refArea"),
        breakdowns=many("breakdown"),
        about=many("measures"),
        said_by=many("saidBy"),
        table=graph.one(iri, KG + "inTable"),
        derived_from=tuple(graph.objects(iri, DERIVED_FROM)),
        evidence=tuple(read_evidence(graph, place) for place in many("evidence")),
        note=read_bilingual(graph, iri, SKOS + "note"),
    )


def _read_reading(graph: Graph, iri: str) -> Reading | None:
    if not iri:
        return None
    printed, area = (graph.one(iri, KG + link) for link in ("asPrinted", "areaAsPrinted"))
    return Reading(iri, printed, area, read_evidence(graph, iri))


def _as_printed(number: Decimal, printed: str) -> Decimal:
    """Return *number* with the digits it is printed with: the store keeps no zeros at the end."""
    for numeral in NUMERAL.findall(match_key(printed)):
        if Decimal(numeral) == number:
            return Decimal(numeral)
    return number
