"""The ontology as one HTML page: classes in columns, and between them a row for each link.

Everything in it is read from the ontology; the graph gives the numbers, and the classes at ends
that the ontology leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kg.answers.schema import KINDS, End, Schema, SchemaClass, SchemaProperty, build_schema
from kg.answers.thread import Filters
from kg.answers.values import Bilingual
from kg.errors import UsageError
from kg.graph.graph import Graph
from kg.graph.terms import shorten
from kg.language import Text
from kg.views import schema_texts as texts
from kg.views.bilingual import LANGS, Both, both, named, same
from kg.views.schema_bands import (
    MOST,
    OVER,
    REST,
    SIGNS,
    THREAD,
    VALUES,
    Band,
    Chip,
    Place,
    Row,
    Way,
    key_of,
    reading_order,
)
from kg.views.schema_texts import HOW, REUSED, SUBJECT, TEXTS, TITLE
from kg.views.shell import Cell, Detail, Facet, Option, Page, Twin, TwinRow
from kg.views.words import MODALITIES

USES: frozenset[str] = frozenset()
NO_TERM = Text("The schema is drawn as a whole: leave out TERM.", "本体只画全图：请去掉 TERM。")
SEPARATORS = {"zh": "、", "en": ", "}


class SchemaPage:
    """The values of one page."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.classes = {key_of(one.iri): one for one in (*schema.classes, *schema.reused)}
        self.labels = {one.iri: one.label for one in schema.classes}
        self.labels |= {one.iri: one.label for one in schema.properties}

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        """The two parts of the picture."""
        first = self._columns(THREAD)
        shown = {OVER, *(key_of(c.iri) for _, classes in first for c in classes)}
        placed = {key for _, keys in REST for key in keys} | shown
        others = tuple(key for key in self.classes if key not in placed)
        last, keys = REST[-1]
        second = self._columns((*REST[:-1], (last, (*keys, *others))))
        drawn = [one for one in self.schema.properties if self.is_drawn(one)]
        above = [one for one in drawn if _is_within(one, shown)]
        below = [one for one in drawn if one not in above]
        return (
            Band("thread", texts.THREAD, first, self.classes.get(OVER),
                 self._rows(above, first, Place(len(first)))),
            Band("rest", texts.REST, second, None, self._rows(below, second, Place(1))),
        )  # fmt: skip

    def _columns(
        self, columns: Iterable[tuple[Text, Sequence[str]]]
    ) -> tuple[tuple[Text, tuple[SchemaClass, ...]], ...]:
        return tuple(
            (head, tuple(self.classes[key] for key in keys if key in self.classes))
            for head, keys in columns
        )

    @staticmethod
    def is_drawn(one: SchemaProperty) -> bool:
        """Tell whether *one* is a row: it joins classes, and is more than a value of a list."""
        values = one.kind == "structural" and {key_of(e.iri) for e in one.targets} == {VALUES}
        return one.kind in ("link", "structural") and not values and bool(one.sources)

    def _rows(
        self,
        found: Iterable[SchemaProperty],
        columns: tuple[tuple[Text, tuple[SchemaClass, ...]], ...],
        elsewhere: Place,
    ) -> tuple[Row, ...]:
        places = {
            key_of(one.iri): Place(at)
            for at, (_, classes) in enumerate(columns, start=1)
            for one in classes
        }
        if "RecommendedAction" in places:
            places[OVER] = Place(places["RecommendedAction"].start, 2)
        rows = [Row(one, self._cells(one, places, elsewhere)) for one in found]
        return tuple(sorted(rows, key=reading_order))

    def _cells(
        self, one: SchemaProperty, places: dict[str, Place], elsewhere: Place
    ) -> tuple[tuple[Place, tuple[Chip, ...]], ...]:
        sources, targets = ({e.iri: e for e in ends} for ends in (one.sources, one.targets))
        ends = {**sources, **targets}
        at = {iri: places.get(key_of(iri), elsewhere) for iri in ends}
        wide = next((place for place in at.values() if place.span > 1), None)
        if wide:  # what stands below it joins it
            at = {i: wide if wide.start <= p.start <= wide.end else p for i, p in at.items()}
        begin = min((at[iri].start for iri in sources), default=1)
        cells = []
        for place in sorted(set(at.values()), key=lambda p: p.start):
            chips: dict[tuple[Way, str], list[End]] = {}
            for iri in ends:
                if at[iri] == place:
                    way: Way = "to"
                    if iri in sources:
                        way = "both" if iri in targets else "from"
                    side = "before" if place.start < begin else "after"
                    sign = "" if way == "from" else SIGNS["both" if way == "both" else side]
                    chips.setdefault((way, sign), []).append(ends[iri])
            found = [c for (way, sign), held in chips.items() for c in self._chips(held, way, sign)]
            cells.append((place, tuple(found)))
        return tuple(cells)

    def _chips(self, ends: list[End], way: Way, sign: str) -> Iterator[Chip]:
        if len(ends) > MOST + 1:
            count = both(TEXTS["classes"].fill(count=len(ends)))
            yield Chip(count, way, ends[0].declared, sign)
            return
        for end in ends:
            yield Chip(self.name(end.iri), way, end.declared, sign)

    def name(self, iri: str) -> Both:
        """Return the label of a class or property."""
        if shorten(iri) in REUSED:
            return both(REUSED[shorten(iri)][0])
        label = self.labels.get(iri, Bilingual())
        return named(label, iri) if label.zh or label.en else same(shorten(iri))

    def names(self, iris: Iterable[str]) -> Both:
        """Return several labels as a list."""
        found = [self.name(iri) for iri in iris]
        return {lang: SEPARATORS[lang].join(one[lang] for one in found) for lang in LANGS}

    def counts(self, one: SchemaProperty) -> list[tuple[str, int]]:
        """Return what is counted of a drawn link: a mark and its number."""
        if one.kind != "link":
            return [("structural", one.uses)]
        return [(modality.value, count) for modality, count in one.claims]

    def values(self) -> dict[str, object]:
        """Return what the script reads: the classes at the ends of each property."""
        rows = [row.term for band in self.bands for row in band.rows]
        return {"ends": {key_of(one.iri): [key_of(iri) for iri in one.ends] for one in rows}}

    def styles(self) -> str:
        """Return where the lines of rows begin and end: in the middle of the outer cells."""
        lines = sorted({row.line for band in self.bands for row in band.rows if row.line})
        rules = {
            f".{word} {{ margin-{side}: {50 * int(span) / int(columns):g}%; }}"
            for line in lines
            for word, side in zip(line.split()[2:], ("left", "right"), strict=True)
            for span, columns in [word[1:].split("-")]
        }
        return "\n".join(sorted(rules))

    def details(self) -> dict[str, Detail]:
        """Return what the panel shows of each class and property."""
        found = {key: self._class(one) for key, one in self.classes.items()}
        return found | {key_of(one.iri): self._property(one) for one in self.schema.properties}

    def _class(self, one: SchemaClass) -> Detail:
        below = [other.iri for other in self.schema.classes if one.iri in other.above]
        touching = [other for other in self.schema.properties if one.iri in other.ends]
        facts = (
            ("id", same(shorten(one.iri))),
            ("above", self.names(one.above)),
            ("below", self.names(below)),
            ("how-many", same(str(one.count))),
            ("example", one.example.as_json()),
        )
        return Detail(
            title=self.name(one.iri),
            kind=both(texts.CLASS),
            definition=self.definition(one),
            facts=_facts(facts),
            keys=tuple((key_of(other.iri), self.name(other.iri)) for other in touching),
        )

    def definition(self, one: SchemaClass | SchemaProperty) -> Both:
        """Return the definition of a term; one of another vocabulary has ours."""
        if shorten(one.iri) in REUSED:
            return both(REUSED[shorten(one.iri)][1])
        return one.definition.as_json()

    def _property(self, one: SchemaProperty) -> Detail:
        facts = (
            ("id", same(shorten(one.iri))),
            ("from", self._ends(one.sources)),
            ("to", self._ends(one.targets)),
            ("above", self.names(one.above)),
            ("inverse", one.inverse.as_json()),
            ("forms", self.names(one.forms)),
            ("claims" if one.kind == "link" else "uses", self.held(one)),
            ("example", one.example.as_json()),
        )
        related = [iri for iri in (*one.ends, *one.above, *one.forms) if self._is_here(iri)]
        return Detail(
            title=self.name(one.iri),
            kind=both(texts.KINDS[one.kind]),
            definition=self.definition(one),
            facts=_facts(facts),
            keys=tuple((key_of(iri), self.name(iri)) for iri in dict.fromkeys(related)),
        )

    def _is_here(self, iri: str) -> bool:
        return key_of(iri) in self.classes or iri in self.labels

    def _ends(self, ends: Sequence[End]) -> Both:
        listed = self.names(end.iri for end in ends)
        if not ends or ends[0].declared:
            return listed
        patterns = {"zh": "{}（{}）", "en": "{} ({})"}
        return {
            lang: patterns[lang].format(listed[lang], both(TEXTS["as-used"])[lang])
            for lang in LANGS
        }

    def held(self, one: SchemaProperty) -> Both:
        """Return how much of a property the graph holds: claims by modality, or uses."""
        if one.kind != "link":
            return same(str(one.uses))
        if not one.claims:
            return both(TEXTS["none"])
        said = [(both(MODALITIES[modality]), count) for modality, count in one.claims]
        return {lang: SEPARATORS[lang].join(f"{m[lang]} {n}" for m, n in said) for lang in LANGS}

    def twin(self) -> Twin:
        """Return every class and property as a row of words."""
        rows = [self._class_row(key, one) for key, one in self.classes.items()]
        ordered = sorted(self.schema.properties, key=lambda p: (KINDS.index(p.kind), p.iri))
        rows += [self._property_row(one) for one in ordered]
        title = Text("All {count} classes and properties", "全部 {count} 个类与属性")
        columns = (
            Text("Name", "名称"), Text("Kind", "种类"), Text("Identifier", "标识"),
            TEXTS["from"], TEXTS["to"], Text("Definition", "定义"), TEXTS["example"],
            TEXTS["how-many"],
        )  # fmt: skip
        return Twin(title.fill(count=len(rows)), columns, tuple(rows))

    def _class_row(self, key: str, one: SchemaClass) -> TwinRow:
        words = (texts.CLASS, same(""), same(""), same(str(one.count)))
        return self._row(key, one, words, "class")

    def _property_row(self, one: SchemaProperty) -> TwinRow:
        ends = self._ends(one.sources), self._ends(one.targets)
        words = (texts.KINDS[one.kind], *ends, self.held(one))
        return self._row(key_of(one.iri), one, words, one.kind)

    def _row(
        self,
        key: str,
        one: SchemaClass | SchemaProperty,
        words: tuple[Text, Both, Both, Both],
        kind: str,
    ) -> TwinRow:
        said, begin, end, held = words
        cells = (
            self.name(one.iri), both(said), same(shorten(one.iri)), begin, end,
            self.definition(one), one.example.as_json(), held,
        )  # fmt: skip
        return TwinRow(key, tuple(map(Cell, cells)), {"kind": (kind,)})

    def facets(self) -> tuple[Facet, ...]:
        """Return the filter: what kind of term."""
        kinds = (("class", texts.CLASS), *((str(kind), texts.KINDS[kind]) for kind in KINDS))
        options = tuple(Option(kind, both(text)) for kind, text in kinds)
        return (Facet("kind", Text("Kind", "种类"), options),)


def _is_within(one: SchemaProperty, shown: set[str]) -> bool:
    """Tell whether at least half of the classes at either end are among *shown*."""
    sides = [[key_of(end.iri) in shown for end in ends] for ends in (one.sources, one.targets)]
    return all(2 * sum(side) >= len(side) for side in sides)


def _facts(found: Iterable[tuple[str, Both]]) -> tuple[tuple[Both, Both], ...]:
    return tuple((both(TEXTS[name]), said) for name, said in found if any(said.values()))


def draw(graph: Graph, word: str | None, filters: Filters) -> Page:  # noqa: ARG001
    """Return the schema: all classes and properties of the ontology of *graph*."""
    if word is not None:
        raise UsageError(NO_TERM)
    drawn = SchemaPage(build_schema(graph))
    return Page(
        name="schema",
        title=TITLE,
        subject=both(SUBJECT),
        version=graph.version,
        twin=drawn.twin(),
        details=drawn.details(),
        facets=drawn.facets(),
        how=HOW,
        texts={**TEXTS, **{modality.value: said for modality, said in MODALITIES.items()}},
        values=drawn.values(),
        context={"drawn": drawn, "key_of": key_of},
        scripts=("schema.js",),
        styles=drawn.styles(),
    )
