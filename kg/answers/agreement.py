"""How far two readings agree: per cent and kappa, from the judgements that were kept.

A review keeps what the first and the second reader judged. The claim itself holds what was settled
afterwards, and would flatter both. A link that a reader would not make is the category `none`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kg.answers.values import Bilingual, Claim, Json, Modality, find_claims, read_bilingual
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, PREFIXES, PROV, SKOS, TYPE, source_id

Pair = tuple[str, str]
NONE = "none"
NOT_MADE = ("refused", "withdrawn")
MODALITIES = (*(modality.value for modality in Modality), NONE)
LEVELS = ("high", "medium", "low")
VERDICTS = ("agreed", "changed", "refused")
ACROSS = "across"
OBSERVATION = PREFIXES["qb"] + "Observation"
# What a second reader says of a figure: a value is all three numbers together.
NUMBERS = ("value", "minimum", "maximum")
FIELDS = {
    "value": NUMBERS,
    "unit": ("unit",),
    "qualifier": ("qualifier",),
    "period": ("refPeriod",),
    "kind": ("observationKind",),
}


def get_percent(pairs: Sequence[Pair]) -> Fraction | None:
    """Return the share of *pairs* that agree, in per cent; None where there is nothing to share."""
    return Fraction(100 * sum(a == b for a, b in pairs), len(pairs)) if pairs else None


def get_kappa(pairs: Sequence[Pair]) -> Fraction | None:
    """Return Cohen's kappa of two readers, (p_o - p_e) / (1 - p_e); None where it is not defined.

    It is not defined where both readers used one and the same category only: chance alone would
    make them agree. Jacob Cohen, A coefficient of agreement for nominal scales, Educational and
    Psychological Measurement 20 (1960) 37-46.
    """
    return _one_minus_disagreement(pairs, lambda a, b: int(a != b))


def get_weighted_kappa(pairs: Sequence[Pair], scale: Sequence[str]) -> Fraction | None:
    """Return the linearly weighted kappa on an ordered *scale*; None where it is not defined.

    Two levels apart disagree twice as much as one. Jacob Cohen, Weighted kappa: nominal scale
    agreement with provision for scaled disagreement or partial credit, Psychological Bulletin 70
    (1968) 213-220.
    """
    return _one_minus_disagreement(pairs, lambda a, b: abs(scale.index(a) - scale.index(b)))


def _one_minus_disagreement(
    pairs: Sequence[Pair], weigh: Callable[[str, str], int]
) -> Fraction | None:
    """Return 1 - (weighted disagreement found) / (that expected by chance), after Cohen 1968.

    With the weights 0 and 1 this is the kappa of 1960: 1 - (1 - p_o) / (1 - p_e).
    """
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    found = len(pairs) * sum(weigh(a, b) for a, b in pairs)
    chance = sum(n * m * weigh(a, b) for a, n in first.items() for b, m in second.items())
    return 1 - Fraction(found, chance) if chance else None


@dataclass(frozen=True)
class Comparison:
    """What two readers gave, pair by pair, out of *categories*; ordered ones are weighed."""

    pairs: tuple[Pair, ...]
    categories: tuple[str, ...]
    ordered: bool = False

    @property
    def percent(self) -> Fraction | None:
        """Per cent of the pairs that agree."""
        return get_percent(self.pairs)

    @property
    def kappa(self) -> Fraction | None:
        """Kappa, linearly weighted where the categories are ordered; None if not defined."""
        if self.ordered:
            return get_weighted_kappa(self.pairs, self.categories)
        return get_kappa(self.pairs)

    @property
    def table(self) -> dict[str, dict[str, int]]:
        """How often each category of the one met each of the other."""
        counts = Counter(self.pairs)
        return {a: {b: counts[a, b] for b in self.categories} for a in self.categories}

    def as_json(self) -> Json:
        """Return the comparison as JSON values."""
        return {
            "pairs": len(self.pairs),
            "agreed": sum(a == b for a, b in self.pairs),
            "percent": _rounded(self.percent),
            "weightedKappa" if self.ordered else "kappa": _rounded(self.kappa),
            "table": self.table,
        }


def _rounded(number: Fraction | None) -> float | None:
    return None if number is None else round(float(number), 4)


@dataclass(frozen=True)
class Judgement:
    """A modality and a confidence; empty where they were not kept."""

    modality: str
    confidence: str


@dataclass(frozen=True)
class Review:
    """One claim read twice: where, what either reader gave, and what was settled."""

    source: str
    verdict: str
    first: Judgement
    second: Judgement
    settled: Judgement


@dataclass(frozen=True)
class FigureReview:
    """One figure read twice, and in which fields the settled row agrees; None: it has no value."""

    source: str
    verdict: str
    agrees: dict[str, bool] | None


@dataclass(frozen=True)
class Part:
    """The second readings of one source, of links across sources, or (without source) of all."""

    source: str | None
    claims: int
    figures: int
    reviews: tuple[Review, ...]
    figure_reviews: tuple[FigureReview, ...]

    @property
    def kept(self) -> int:
        """How many claims have the first reader's judgement beside the second's."""
        return sum(bool(review.first.modality) for review in self.reviews)

    @property
    def modality(self) -> tuple[Comparison, Comparison]:
        """Modality: the first reader with the second, the second with what was settled."""
        first = [(r.first.modality, r.second.modality) for r in self.reviews]
        settled = [(r.second.modality, r.settled.modality) for r in self.reviews]
        return _compare(first, MODALITIES), _compare(settled, MODALITIES)

    @property
    def confidence(self) -> tuple[Comparison, Comparison]:
        """Confidence, likewise, where both would make the link: none is no level."""
        first = [(r.first.confidence, r.second.confidence) for r in self.reviews]
        settled = [(r.second.confidence, r.settled.confidence) for r in self.reviews]
        return _compare(first, LEVELS, ordered=True), _compare(settled, LEVELS, ordered=True)

    @property
    def compared(self) -> list[dict[str, bool]]:
        """The figures read twice whose settled row has a value, field by field."""
        return [r.agrees for r in self.figure_reviews if r.agrees is not None]

    def field_percent(self, field: str) -> Fraction | None:
        """Return the per cent of the compared figures in which *field* agrees."""
        agreed = sum(figure[field] for figure in self.compared)
        return Fraction(100 * agreed, len(self.compared)) if self.compared else None

    def as_json(self) -> Json:
        """Return the part as JSON values."""
        return {
            "claims": {
                "all": self.claims,
                "readTwice": len(self.reviews),
                "firstKept": self.kept,
                "verdicts": count_verdicts(self.reviews),
            },
            "modality": _both_as_json(self.modality),
            "confidence": _both_as_json(self.confidence),
            "figures": {
                "all": self.figures,
                "readTwice": len(self.figure_reviews),
                "compared": len(self.compared),
                "verdicts": count_verdicts(self.figure_reviews),
                "percent": {field: _rounded(self.field_percent(field)) for field in FIELDS},
            },
        }


def _compare(
    pairs: Iterable[Pair], categories: tuple[str, ...], *, ordered: bool = False
) -> Comparison:
    """Compare the pairs in which both readers gave one of *categories*."""
    both = tuple(pair for pair in pairs if set(pair) <= set(categories))
    return Comparison(both, categories, ordered)


def _both_as_json(compared: tuple[Comparison, Comparison]) -> Json:
    first_second, second_settled = compared
    return {"firstSecond": first_second.as_json(), "secondSettled": second_settled.as_json()}


def count_verdicts(reviews: Iterable[Review] | Iterable[FigureReview]) -> dict[str, int]:
    """Return how often the second readers came to each verdict."""
    counts = Counter(review.verdict for review in reviews)
    return {verdict: counts[verdict] for verdict in VERDICTS}


@dataclass(frozen=True)
class Agreement:
    """The agreement of the two readings, source by source and in all, and who the readers were."""

    version: str
    parts: tuple[Part, ...]
    total: Part
    readers: tuple[Bilingual, ...]

    def as_json(self) -> Json:
        """Return the agreement as JSON values."""
        return {
            "version": self.version,
            "bySource": [{"source": part.source, **part.as_json()} for part in self.parts],
            "total": self.total.as_json(),
            "readers": [reader.as_json() for reader in self.readers],
        }


def compare_readings(graph: Graph) -> Agreement:
    """Compare the two readings of the claims and figures of *graph*."""
    claims = {claim.iri: claim for claim in find_claims(graph)}
    figures = graph.subjects(TYPE, OBSERVATION)
    whole = Part(
        source=None,
        claims=len(claims),
        figures=len(figures),
        reviews=tuple(_find_reviews(graph, claims)),
        figure_reviews=tuple(_find_figure_reviews(graph)),
    )
    of_claims = Counter(_one_source(claim.sources) for claim in claims.values())
    of_figures = Counter(_source_of_figure(graph, figure) for figure in figures)
    reviewed = {figure.source for figure in whole.figure_reviews}
    names = sorted({*of_claims, *of_figures, *reviewed}, key=lambda name: (name == ACROSS, name))
    parts = tuple(_part(whole, name, of_claims[name], of_figures[name]) for name in names)
    return Agreement(graph.version, parts, whole, _find_readers(graph))


def _part(whole: Part, source: str, claims: int, figures: int) -> Part:
    return Part(
        source,
        claims,
        figures,
        tuple(review for review in whole.reviews if review.source == source),
        tuple(review for review in whole.figure_reviews if review.source == source),
    )


def _one_source(sources: Iterable[str]) -> str:
    """Return the id of the one source, or that it is a matter across sources."""
    names = {source_id(source) for source in sources}
    return names.pop() if len(names) == 1 else ACROSS


def _find_reviews(graph: Graph, claims: dict[str, Claim]) -> Iterable[Review]:
    for iri in graph.subjects(TYPE, KG + "Review"):
        # A review of a claim that is not there is found by `kg check`.
        if claim := claims.get(graph.one(iri, KG + "reviewOf")):
            yield Review(
                source=_one_source(claim.sources),
                verdict=_verdict(graph, iri),
                first=_judgement(graph, iri, "first"),
                second=_judgement(graph, iri, "reviewed"),
                settled=_settled(claim),
            )


def _verdict(graph: Graph, review: str) -> str:
    return graph.one(review, KG + "verdict").removeprefix(KGV + "verdict-")


def _judgement(graph: Graph, review: str, reader: str) -> Judgement:
    modality, confidence = (
        graph.one(review, f"{KG}{reader}{said}").removeprefix(KGV)
        for said in ("Modality", "Confidence")
    )
    return Judgement(modality, confidence)


def _settled(claim: Claim) -> Judgement:
    if claim.status in NOT_MADE:
        return Judgement(NONE, NONE)
    return Judgement(claim.modality.value, claim.confidence)


def _find_figure_reviews(graph: Graph) -> Iterable[FigureReview]:
    for iri in graph.subjects(TYPE, KG + "FigureReview"):
        figure = graph.one(iri, KG + "reviewOf")
        if graph.has(figure) or graph.has(_reading_of(figure)):
            read, settled = _said_of(graph, iri), _said_of(graph, figure)
            agrees = {field: read[field] == settled[field] for field in FIELDS}
            yield FigureReview(
                source=_source_of_figure(graph, figure),
                verdict=_verdict(graph, iri),
                agrees=agrees if graph.has(figure) else None,
            )


def _reading_of(figure: str) -> str:
    """Return the reading of *figure*: all there is of one without a value."""
    return f"{figure}-reading"


def _said_of(graph: Graph, iri: str) -> dict[str, list[Decimal | str | None]]:
    """Return what a review or an observation says, field by field; 10 and 10.0 are one number."""
    said: dict[str, list[Decimal | str | None]] = {}
    for field, names in FIELDS.items():
        values = [graph.one(iri, KG + name) or None for name in names]
        said[field] = [Decimal(v) if v and names is NUMBERS else v for v in values]
    return said


def _source_of_figure(graph: Graph, figure: str) -> str:
    """Return the source a figure was read from; a derived one follows the figures it came from."""
    texts: set[str] = set()
    seen, ahead = set[str](), [figure]
    while ahead:
        iri = ahead.pop()
        seen.add(iri)
        places = [_reading_of(iri), *graph.objects(iri, KG + "evidence")]
        texts.update(text for place in places for text in graph.objects(place, KG + "inSource"))
        ahead += [o for o in graph.objects(iri, PROV + "wasDerivedFrom") if o not in seen]
    return _one_source(graph.one(text, KG + "textOf") or text for text in texts)


def _find_readers(graph: Graph) -> tuple[Bilingual, ...]:
    """Return what the graph says of those who made claims, figures or reviews."""
    agents = {
        agent
        for kind in ("Claim", "Review", "FigureReview")
        for iri in graph.subjects(TYPE, KG + kind)
        for agent in graph.objects(iri, PROV + "wasAttributedTo")
    }
    return tuple(read_bilingual(graph, agent, SKOS + "definition") for agent in sorted(agents))
