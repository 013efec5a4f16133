"""A network as the values that its page carries: short keys, evidence once, text wrapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from kg.answers.anomalies import Anomaly
from kg.answers.network import Link, Network, Node
from kg.answers.values import Claim, Evidence
from kg.graph.terms import local_name, source_id
from kg.language import Lang, Text
from kg.views import network_layout
from kg.views.beside import Beside
from kg.views.bilingual import LANGS, all_both, both, named
from kg.views.network_layout import WIDTHS, Card, Spot, choose_width, make_card, order, place
from kg.views.network_texts import COLUMNS, KINDS, MODALITIES, MORE, PAGE, RULES, STRENGTHS
from kg.views.words import LEVELS

# What the script places cards by, as the library does.
METRICS = (
    "WIDTHS",
    "FONT",
    "LINE",
    "BAR",
    "PAD_LEFT",
    "PAD_RIGHT",
    "PAD_Y",
    "GAP_X",
    "GAP_Y",
    "SWEEPS",
)
MOST_AT_START = 60
STEP = 25
# A structural link says less than a claim: what is claimed unfolds first.
WEIGHT = {"stated": 0, "stated-collectively": 1, "inferred": 2, "structural": 3}


class NetworkData:
    """The values of one page: things in the order of their columns, links, evidence, the start."""

    def __init__(
        self,
        network: Network,
        words: Mapping[str, str] | None = None,
        query: str = "",
        notes: Iterable[Text] = (),
        beside: Beside | None = None,
    ) -> None:
        self.network = network
        self.words = words or {}
        self.query = query
        self.beside = beside
        self.notes = [both(note) for note in notes]
        self.ids = _short_ids(network)
        self.links = [e for e in network.links if {e.subject, e.object} <= self.ids.keys()]
        self._ends = [(self.ids[e.subject], self.ids[e.object]) for e in self.links]

    @cached_property
    def nodes(self) -> list[Node]:
        """The things, column by column, in the order in which they stand."""
        by_id = {self.ids[node.iri]: node for node in self.network.nodes}
        layers = {one: node.layer for one, node in by_id.items()}
        parts = [ends for link, ends in self._pairs() if local_name(link.predicate) == "partOf"]
        groups = dict(ends for link, ends in self._pairs() if _is_category(link))
        return [by_id[one] for one in order(layers, self._ends, parts, groups)]

    def _pairs(self) -> Iterable[tuple[Link, tuple[str, str]]]:
        return zip(self.links, self._ends, strict=True)

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
            for link, ends in self._pairs()
            if link.strength == "stated-collectively"
            or (_is_category(link) and set(ends) & set(starts))
            for end in ends
        }
        whole = frozenset(starts) | beside
        if len(whole) > MOST_AT_START:
            whole = frozenset(self._groups(starts))
        return whole or frozenset(self._first())

    def _groups(self, starts: Iterable[str]) -> set[str]:
        """Return the categories of *starts*: where to begin if these are too many to be shown."""
        kept = set(starts)
        return {ends[1] for link, ends in self._pairs() if _is_category(link) and ends[0] in kept}

    def _nearest(self, starts: list[str]) -> list[str]:
        weight: dict[str, int] = {}
        for link, ends in self._pairs():
            if set(ends) & set(starts):
                for end in set(ends) - set(starts):
                    weight[end] = min(weight.get(end, 9), WEIGHT[link.strength])
        place = {self.ids[node.iri]: i for i, node in enumerate(self.nodes)}
        return sorted(weight, key=lambda one: (weight[one], place[one]))[:STEP]

    def _first(self) -> list[str]:
        return [self.ids[node.iri] for node in self.nodes[:STEP]]

    def spots(self, lang: Lang) -> dict[str, Spot]:
        """Return where the cards of the start stand."""
        nodes = [node for node in self.nodes if self.ids[node.iri] in self.start]
        size = choose_width(node.layer for node in nodes)
        return place([self._card(node, lang, size) for node in nodes], self._ends)

    def _card(self, node: Node, lang: Lang, size: str) -> Card:
        return make_card(self.ids[node.iri], node.layer, _name(node)[lang], size)

    def node_values(self) -> list[dict[str, object]]:
        """Return the things as JSON values."""
        return [
            {
                "id": self.ids[node.iri],
                "kind": _kind(node),
                "layer": node.layer,
                "name": _name(node),
                "lines": self._lines(node),
                "definition": node.definition.as_json(),
                "evidence": [local_name(e.iri) for e in node.evidence],
                "anomalies": [_anomaly_value(anomaly) for anomaly in node.anomalies],
                "sources": sorted(map(source_id, node.sources)),
            }
            for node in self.nodes
        ]

    def _lines(self, node: Node) -> dict[str, dict[str, tuple[str, ...]]]:
        return {
            lang: {size: self._card(node, lang, size).lines for size in WIDTHS} for lang in LANGS
        }

    def link_values(self) -> list[dict[str, object]]:
        """Return the links as JSON values."""
        return [
            {
                "from": ends[0],
                "to": ends[1],
                "predicate": local_name(link.predicate),
                "strength": link.strength,
                "claims": [_claim_value(claim) for claim in link.claims],
                "sources": _link_sources(link),
            }
            for link, ends in self._pairs()
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
            "source": source_id(evidence.source),
            "place": evidence.place,
            "text": evidence.paraphrase.as_json(),
        }
        if words := self.words.get(evidence.iri):
            value["words"] = words
        return value

    def rows(self) -> list[dict[str, object]]:
        """Return the rows of the table, one a link."""
        names = {node.iri: _name(node) for node in self.nodes}
        return [
            {
                "link": index,
                "subject": names[link.subject],
                "predicate": _predicate(link),
                "object": names[link.object],
                "strength": link.strength,
                "modality": both(MODALITIES[link.strength]),
                "confidence": _confidence(link),
                "sources": ", ".join(_link_sources(link)) or "—",
            }
            for index, link in enumerate(self.links)
        ]

    def as_json(self) -> dict[str, object]:
        """Return everything that the script of the page reads, but things and links."""
        return {
            "start": sorted(self.start),
            "site": self.beside.as_json(self.ids.values()) if self.beside else None,
            "term": self.terms[0] if len(self.terms) == 1 else None,
            "step": STEP,
            "metrics": _metrics(),
            "evidence": self.evidence_values(),
            "predicates": self.predicates(),
            "texts": all_both(PAGE),
            "kinds": all_both(KINDS),
            "columns": [both(text) for text in COLUMNS],
            "strengths": all_both(STRENGTHS),
            "modalities": all_both(MODALITIES),
            "confidences": all_both(LEVELS),
            "rules": all_both(RULES),
        }

    @property
    def kinds(self) -> list[str]:
        """The kinds that occur, in the order of the columns."""
        found = set(map(_kind, self.nodes))
        return [kind for kind in KINDS if kind in found]

    @property
    def strengths(self) -> list[str]:
        """The strengths of link that occur, in the order of the legend."""
        found = {link.strength for link in self.links}
        return [one for one in STRENGTHS if one in found]

    @property
    def terms(self) -> list[str]:
        """The ids of what was asked for; none for the whole graph."""
        starts = self.network.starts if self.network.term is not None else ()
        return [self.ids.get(iri, local_name(iri)) for iri in starts]

    @property
    def asked(self) -> list[dict[str, str]]:
        """The names of what was asked for; none for the whole graph."""
        nodes = {self.ids[node.iri]: node for node in self.network.nodes}
        return [_name(nodes[one]) if one in nodes else {"zh": one, "en": one} for one in self.terms]

    def title(self) -> dict[str, str]:
        """Return the name of the term, or of the whole; more terms are counted."""
        many = len(self.terms)
        for node in self.network.nodes:
            if node.iri == self.network.term:
                name = _name(node)
                said = MORE.fill(name=Text(name["en"], name["zh"]), count=many)
                return both(said) if many > 1 else name
        return both(PAGE["answer" if self.query else "whole"])


def _metrics() -> dict[str, object]:
    return {name: getattr(network_layout, name) for name in METRICS}


def _name(node: Node) -> dict[str, str]:
    return named(node.label, node.iri)


def _predicate(link: Link) -> dict[str, str]:
    return named(link.label, link.predicate)


def _kind(node: Node) -> str:
    return node.kind if node.kind in KINDS else "Thing"


def _short_ids(network: Network) -> dict[str, str]:
    count = Counter(node.id for node in network.nodes)
    return {n.iri: n.id if count[n.id] == 1 else n.iri for n in network.nodes}


def _link_sources(link: Link) -> list[str]:
    return sorted({source_id(source) for claim in link.claims for source in claim.sources})


def _is_category(link: Link) -> bool:
    return local_name(link.predicate) == "category"


def _confidence(link: Link) -> dict[str, str]:
    levels = [level for level in LEVELS if level in {c.confidence for c in link.claims}]
    said = [LEVELS[level] for level in levels]
    return {lang: ", ".join(text.say(lang) for text in said) or "—" for lang in LANGS}


def _anomaly_value(anomaly: Anomaly) -> dict[str, object]:
    return {
        "id": local_name(anomaly.iri),
        "name": named(anomaly.label, anomaly.iri),
        "treatment": anomaly.treatment.as_json(),
    }


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
