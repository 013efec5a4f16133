"""What the panel of the layered trace tells of a card, a link, and a statement about sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answers.anomalies import find_anomalies
from kg.answers.search import kind_of
from kg.answers.things import get_thing
from kg.answers.values import Claim, read_bilingual
from kg.graph.terms import KG, SKOS, local_name
from kg.language import Text
from kg.views.bilingual import Both, both, named
from kg.views.shell import Detail
from kg.views.trace_data import Link, Threads
from kg.views.trace_picture import Picture
from kg.views.trace_texts import TEXTS

Fact = tuple[Both, Both]


class Details:
    """The details of everything that *pictures* show, by key.

    Threads, and the ends of links, are added by the script: it knows them from the keys.
    """

    def __init__(self, data: Threads, pictures: Sequence[Picture]) -> None:
        self.data = data
        self.graph = data.graph
        self.pictures = pictures

    def by_key(self) -> dict[str, Detail]:
        """Return all details."""
        categories = [link for picture in self.pictures for link in picture.categories.values()]
        claims = {claim for picture in self.pictures for claim in picture.claims}
        shown = {iri for picture in self.pictures for iri in picture.iris}
        on_threads = {iri for thread in self.data.all for iri in thread.nodes}
        found = {local_name(iri): self._card(iri) for iri in sorted(shown | on_threads)}
        found |= {local_name(link.left): self._category(link.left) for link in categories}
        found |= {key: self._link(link) for key, link in self.data.links.items()}
        found |= {link.key: self._link(link) for link in categories}
        for claim in sorted(claims, key=lambda claim: claim.iri):
            found |= {local_name(iri): self._set(iri, claim) for iri in _ends(claim)}
            found[local_name(claim.iri)] = self._statement(claim)
        return found

    def _kind(self, iri: str) -> Both:
        return self.data.name(KG + kind_of(self.graph, iri))

    def _anomalies(self, *iris: str) -> tuple[tuple[str, Both, Both], ...]:
        return tuple(
            (local_name(a.iri), named(a.label, a.iri), a.treatment.as_json())
            for a in find_anomalies(self.graph, iris)
        )

    def _card(self, iri: str) -> Detail:
        thing = get_thing(self.graph, iri)
        return Detail(
            title=self.data.name(iri),
            kind=self._kind(iri),
            definition=thing.definition.as_json(),
            facts=tuple(self._facts(iri)),
            evidence=thing.evidence,
            anomalies=self._anomalies(iri),
            id=local_name(iri),
        )

    def _facts(self, iri: str) -> Iterator[Fact]:
        """Yield why no thread passes a card."""
        if iri in self.data.unanswered:
            yield both(TEXTS["unanswered"]), both(self._why_none(iri))

    def aside(self) -> dict[str, list[list[Both]]]:
        """Return by key what was refused or denied of a card: told after its threads."""
        found: dict[str, list[list[Both]]] = {}
        for name in ("refused", "denied"):
            claims = {claim for trace in self.data.traces for claim in getattr(trace, name)}
            for claim in sorted(claims, key=lambda claim: claim.iri):
                for iri in _ends(claim):
                    line = [both(TEXTS[name]), self._with_reason(claim)]
                    found.setdefault(local_name(iri), []).append(line)
        return found

    def _why_none(self, iri: str) -> Text:
        if self.data.filters.narrow:
            return TEXTS["narrow-none"]
        unread = any(iri in trace.not_looked_for for trace in self.data.traces)
        return TEXTS["not-looked-for" if unread else "not-said"]

    def _with_reason(self, claim: Claim) -> Both:
        reason = claim.reason.as_json()
        said = self.data.said_of_sets(claim)
        return {
            lang: f"{said[lang]} ({reason[lang]})" if reason[lang] else said[lang] for lang in said
        }

    def _category(self, iri: str) -> Detail:
        return Detail(
            title=self.data.name(iri),
            kind=both(TEXTS["category"]),
            definition=read_bilingual(self.graph, iri, SKOS + "definition").as_json(),
            id=local_name(iri),
        )

    def _link(self, link: Link) -> Detail:
        whole = {claim.subject for claim in link.claims} - {*link.ends}
        said_of = self.data.listed(sorted(whole))
        facts = ((both(TEXTS["inherited"]), both(said_of)),) if whole else ()
        return Detail(
            title=self.data.sentence(link),
            kind=both(TEXTS["link-of"]),
            facts=facts,
            claims=link.claims,
            anomalies=self._anomalies(*(claim.iri for claim in link.claims)),
        )

    def _set(self, iri: str, claim: Claim) -> Detail:
        statement = (local_name(claim.iri), self.data.said_of_sets(claim))
        return Detail(
            title=self.data.name(iri),
            kind=self._kind(iri),
            definition=read_bilingual(self.graph, iri, SKOS + "definition").as_json(),
            anomalies=self._anomalies(iri),
            keys=(statement, *self._members(iri)),
            id=local_name(iri),
        )

    def _members(self, iri: str) -> Iterator[tuple[str, Both]]:
        """Yield the members of a set that have a card on the page."""
        shown = {one for picture in self.pictures for one in picture.iris}
        for member in self.graph.objects(iri, KG + "member"):
            if member in shown:
                yield local_name(member), self.data.name(member)

    def _statement(self, claim: Claim) -> Detail:
        subject, value = (self.data.text(iri) for iri in _ends(claim))
        return Detail(
            title=self.data.said_of_sets(claim),
            kind=both(TEXTS["of-sets"]),
            definition=both(TEXTS["band"].fill(subject=subject, object=value)),
            claims=(claim,),
            anomalies=self._anomalies(claim.iri),
            keys=tuple((local_name(iri), self.data.name(iri)) for iri in _ends(claim)),
            id=local_name(claim.iri),
        )


def _ends(claim: Claim) -> tuple[str, str]:
    return claim.subject, claim.object
