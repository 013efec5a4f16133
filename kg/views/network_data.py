"""A network as the values that its page carries: short keys, evidence once, text wrapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from kg.answers.network import Link, Network, Node
from kg.answers.values import Claim, Evidence
from kg.graph.terms import local_name
from kg.language import Lang, Text
from kg.views import network_layout
from kg.views.network_layout import Card, Spot, choose_width, make_card, order, place
from kg.views.network_texts import (
    COLUMNS,
    CONFIDENCES,
    KINDS,
    MODALITIES,
    PAGE,
    RULES,
    STRENGTHS,
)

LANGS: tuple[Lang, ...] = ("zh", "en")
MOST_AT_START = 60
STEP = 25
# A structural link says less than a claim: what is claimed unfolds first.
WEIGHT = {"stated": 0, "stated-collectively": 1, "inferred": 2, "structural": 3}


class NetworkData:
    """The values of one page: things in the order of their columns, links, evidence, the start."""

    def __init__(self, network: Network, words: Mapping[str, str] | None = None) -> None:
        self.network = network
        self.words = words or {}
        self.ids = _short_ids(network)
        self.links = [e for e in network.links if {e.subject, e.object} <= self.ids.keys()]

    @cached_property
    def nodes(self) -> list[Node]:
        """The things, column by column, in the order in which they stand."""
        by_id = {self.ids[node.iri]: node for node in self.network.nodes}
        layers = {one: node.layer for one, node in by_id.items()}
        parts = [pair for link, pair in self._pairs() if local_name(link.predicate) == "partOf"]
        links = [pair for _, pair in self._pairs()]
        groups = dict(pair for link, pair in self._pairs() if _is_category(link))
        return [by_id[one] for one in order(layers, links, parts, groups)]

    def _pairs(self) -> list[tuple[Link, tuple[str, str]]]:
        return [(e, (self.ids[e.subject], self.ids[e.object])) for e in self.links]

    @cached_property
    def start(self) -> frozenset[str]:
        """The ids in view when the page opens: the threads of a term, or the first step."""
        network = self.network
        starts = [self.ids[iri] for iri in network.starts if iri in self.ids]
        if network.term is not None:
            if len(network.nodes) <= MOST_AT_START:
                return frozenset(self.ids.values())
            return frozenset([*starts, *self._nearest(starts)])
        beside = {
            end
            for link, pair in self._pairs()
            if _groups(link) and (link.strength == "stated-collectively" or set(pair) & set(starts))
            for end in pair
        }
        return frozenset(starts) | beside or frozenset(self._first())

    def _nearest(self, starts: list[str]) -> list[str]:
        weight: dict[str, int] = {}
        for link, pair in self._pairs():
            if set(pair) & set(starts):
                for end in set(pair) - set(starts):
                    weight[end] = min(weight.get(end, 9), WEIGHT[link.strength])
        place = {self.ids[node.iri]: i for i, node in enumerate(self.nodes)}
        return sorted(weight, key=lambda one: (weight[one], place[one]))[:STEP]

    def _first(self) -> list[str]:
        return [self.ids[node.iri] for node in self.nodes[:STEP]]

    def cards(self, lang: Lang, size: str) -> list[Card]:
        """Return the cards of all things in *lang*, narrow or wide, in their order."""
        return [
            make_card(self.ids[n.iri], n.layer, _name(n).as_both()[lang], size) for n in self.nodes
        ]

    def spots(self, lang: Lang) -> dict[str, Spot]:
        """Return where the cards of the start stand."""
        layers = [node.layer for node in self.nodes if self.ids[node.iri] in self.start]
        cards = [c for c in self.cards(lang, choose_width(layers)) if c.id in self.start]
        return place(cards, [pair for _, pair in self._pairs()])

    def node_values(self) -> list[dict[str, object]]:
        """Return the things as JSON values."""
        lines = {
            (lang, size): {card.id: list(card.lines) for card in self.cards(lang, size)}
            for lang in LANGS
            for size in network_layout.WIDTHS
        }
        return [
            {
                "id": self.ids[node.iri],
                "kind": _kind(node),
                "layer": node.layer,
                "name": _name(node).as_both(),
                "lines": {
                    lang: {
                        size: lines[lang, size][self.ids[node.iri]] for size in ("narrow", "wide")
                    }
                    for lang in LANGS
                },
                "definition": node.definition.as_json(),
                "evidence": [local_name(e.iri) for e in node.evidence],
                "sources": sorted(map(_source, node.sources)),
            }
            for node in self.nodes
        ]

    def link_values(self) -> list[dict[str, object]]:
        """Return the links as JSON values."""
        return [
            {
                "from": pair[0],
                "to": pair[1],
                "predicate": local_name(link.predicate),
                "strength": link.strength,
                "claims": [_claim_value(claim) for claim in link.claims],
                "sources": _link_sources(link),
            }
            for link, pair in self._pairs()
        ]

    def predicates(self) -> dict[str, dict[str, str]]:
        """Return the names of the predicates that occur."""
        return {local_name(link.predicate): _predicate(link) for link in self.links}

    def evidence_values(self) -> dict[str, dict[str, object]]:
        """Return all evidence once, by its id."""
        found = {local_name(e.iri): e for e in self._evidence()}
        return {one: self._evidence_value(found[one]) for one in sorted(found)}

    def _evidence(self) -> Iterable[Evidence]:
        for node in self.network.nodes:
            yield from node.evidence
        for link in self.links:
            for claim in link.claims:
                yield from claim.evidence
                yield from claim.contrary_evidence

    def _evidence_value(self, evidence: Evidence) -> dict[str, object]:
        value: dict[str, object] = {
            "source": _source(evidence.source),
            "place": evidence.place,
            "text": evidence.paraphrase.as_json(),
        }
        if words := self.words.get(evidence.iri):
            value["words"] = words
        return value

    def rows(self) -> list[dict[str, object]]:
        """Return the rows of the table, one a link and claim."""
        names = {self.ids[n.iri]: _name(n).as_both() for n in self.nodes}
        return [
            {
                "link": index,
                "subject": names[pair[0]],
                "predicate": _predicate(link),
                "object": names[pair[1]],
                "strength": link.strength,
                "modality": both(MODALITIES[link.strength]),
                "confidence": _confidence(link),
                "sources": ", ".join(_link_sources(link)) or "—",
            }
            for index, (link, pair) in enumerate(self._pairs())
        ]

    def as_json(self) -> dict[str, object]:
        """Return everything that the script of the page reads, but things and links."""
        terms = self.terms
        return {
            "start": sorted(self.start),
            "terms": terms,
            "term": terms[0] if len(terms) == 1 else None,
            "step": STEP,
            "metrics": _metrics(),
            "evidence": self.evidence_values(),
            "predicates": self.predicates(),
            "texts": {key: both(text) for key, text in PAGE.items()},
            "kinds": {key: both(text) for key, text in KINDS.items()},
            "columns": [both(text) for text in COLUMNS],
            "strengths": {key: both(text) for key, text in STRENGTHS.items()},
            "modalities": {key: both(text) for key, text in MODALITIES.items()},
            "confidences": {key: both(text) for key, text in CONFIDENCES.items()},
            "rules": {key: both(text) for key, text in RULES.items()},
        }

    @property
    def kinds(self) -> list[str]:
        """The kinds that occur, in the order of the columns."""
        found = Counter(map(_kind, self.nodes))
        return [kind for kind in KINDS if kind in found]

    @property
    def strengths(self) -> list[str]:
        """The strengths of link that occur, in the order of the legend."""
        found = {link.strength for link in self.links}
        return [one for one in STRENGTHS if one in found]

    @property
    def sources(self) -> list[str]:
        """The sources that things or links come from."""
        of_nodes = {_source(s) for node in self.nodes for s in node.sources}
        return sorted(of_nodes | {s for link in self.links for s in _link_sources(link)})

    def regions(self) -> list[tuple[str, dict[str, str]]]:
        """Return the regions, as ids and names."""
        return [
            (self.ids[node.iri], _name(node).as_both())
            for node in self.nodes
            if node.kind in ("Region", "RegionGroup")
        ]

    @property
    def terms(self) -> list[str]:
        """The ids of what was asked for; none for the whole graph."""
        starts = self.network.starts if self.network.term is not None else ()
        return [self.ids.get(iri, local_name(iri)) for iri in starts]

    def title(self) -> dict[str, str]:
        """Return the name of the term, or of the whole; more terms are counted."""
        more = f" +{len(self.terms) - 1}" if len(self.terms) > 1 else ""
        for node in self.network.nodes:
            if node.iri == self.network.term:
                return {lang: f"{name}{more}" for lang, name in _name(node).as_both().items()}
        return both(PAGE["whole"])


class _Both(Text):
    """A name in two languages that always says something."""

    @classmethod
    def of(cls, zh: str, en: str, iri: str) -> _Both:
        in_en, in_zh = ((name.strip() or local_name(iri)) for name in (en or zh, zh or en))
        return cls(in_en, in_zh)

    def as_both(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


def both(text: Text) -> dict[str, str]:
    """Return both languages of *text*, with the names of its values unfilled."""
    return {"zh": text.zh, "en": text.en}


def _metrics() -> dict[str, object]:
    names = ("FONT", "LINE", "BAR", "PAD_LEFT", "PAD_RIGHT", "PAD_Y", "GAP_X", "GAP_Y", "SWEEPS")
    return {"WIDTHS": network_layout.WIDTHS} | {
        name: getattr(network_layout, name) for name in names
    }


def _name(node: Node) -> _Both:
    return _Both.of(node.label.zh, node.label.en, node.iri)


def _predicate(link: Link) -> dict[str, str]:
    return _Both.of(link.label.zh, link.label.en, link.predicate).as_both()


def _kind(node: Node) -> str:
    return node.kind if node.kind in KINDS else "Thing"


def _short_ids(network: Network) -> dict[str, str]:
    count = Counter(node.id for node in network.nodes)
    return {n.iri: n.id if count[n.id] == 1 else n.iri for n in network.nodes}


def _source(iri: str) -> str:
    return local_name(iri).removeprefix("source-")


def _link_sources(link: Link) -> list[str]:
    return sorted({_source(source) for claim in link.claims for source in claim.sources})


def _is_category(link: Link) -> bool:
    return local_name(link.predicate) == "category"


def _groups(link: Link) -> bool:
    return link.strength == "stated-collectively" or _is_category(link)


def _confidence(link: Link) -> dict[str, str]:
    levels = [level for level in CONFIDENCES if level in {c.confidence for c in link.claims}]
    named = [CONFIDENCES[level] for level in levels]
    return {lang: ", ".join(text.say(lang) for text in named) or "—" for lang in LANGS}


def _claim_value(claim: Claim) -> dict[str, object]:
    def ids(places: tuple[Evidence, ...]) -> list[str]:
        return [local_name(evidence.iri) for evidence in places]

    return {
        "id": local_name(claim.iri),
        "modality": claim.modality.value,
        "confidence": claim.confidence,
        "rationale": claim.rationale.as_json(),
        "link": ids(claim.link_evidence),
        "subject": ids(claim.subject_evidence),
        "object": ids(claim.object_evidence),
        "contrary": ids(claim.contrary_evidence),
    }
