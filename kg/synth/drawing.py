"""What an invented paper says: how many things of each kind, and which links join them.

The shares are round numbers near those of the shipped graph. Gaps are planted on purpose: links
left out, links denied, links weighed and refused, and papers not read for a kind of link.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from kg.synth.draft import Draft, Fact, chance
from kg.synth.figures import print_figures, print_shared
from kg.synth.pieces import Claim, Paper
from kg.synth.shared import COUNTRY, POOL, REGIONS, THINGS, pooled

CATEGORIES = ("new-factor", "new-technology", "new-actor", "new-platform")
# Bottlenecks of a paper, and how many actions answer one: how often each number turns up.
SIZES = ((4, 20), (6, 25), (9, 20), (13, 15), (18, 10), (26, 7), (40, 3))
ANSWERS = ((0, 24), (1, 26), (2, 20), (3, 13), (4, 9), (5, 5), (6, 3))
UNREAD = ("addresses", "correspondsTo", "setOutIn", "appliesTo", "performedBy")
DOCUMENT_TYPES = ("plan", "action-plan", "guideline", "opinions", "notice", "strategy")


@dataclass(frozen=True)
class Cast:
    """The things of a paper that its links join, as local names."""

    bottlenecks: list[str]
    actions: list[str]
    measures: list[str]
    documents: list[str]


def begin(*words: object) -> random.Random:
    """Return the generator that *words*, the seed first, begin; alike on every machine."""
    return random.Random(":".join(map(str, words)))  # noqa: S311 - invents, keeps no secret


def draw(rng: random.Random, weighted: tuple[tuple[int, int], ...]) -> int:
    """Return one of the values; each comes with its weight."""
    weights = list(accumulate(weight for _, weight in weighted))
    return weighted[bisect(weights, rng.randrange(weights[-1]))][0]


def draw_first(seed: int) -> Paper:
    """Return paper 0, which introduces what all others share."""
    draft = Draft(begin(seed, 0), 0)
    for cls in POOL:
        for name in pooled(cls):
            draft.thing(cls, 0, about=_number_of(name))
    for name in pooled("PolicyDocument"):
        draft.thing("PolicyDocument", 0, *_document_facts(draft, name), about=_number_of(name))
    for name in pooled("PolicyDocument"):
        if chance(draft.rng, 70):
            draft.join(name, "appliesTo", REGIONS.draw(draft.rng), 50)
    print_shared(draft)
    return draft.paper


def _number_of(name: str) -> str:
    return name.split("-synth-")[1]


def draw_paper(seed: int, number: int) -> Paper:
    """Return paper *number*, from 1: it depends on *seed* and *number* alone."""
    rng = begin(seed, number)
    draft = Draft(rng, number, rng.choice(UNREAD) if chance(rng, 20) else "")
    bottlenecks = _with_parts(draft, "Bottleneck", draw(rng, SIZES), 70)
    count = len(bottlenecks)
    actions = _with_parts(draft, "RecommendedAction", count + count // 2, 30)
    measures = _with_parts(draft, "AdoptedMeasure", max(2, count * 4 // 5), 20)
    documents = [_document(draft, index) for index in range(max(1, count // 3))]
    cast = Cast(bottlenecks, actions, measures, documents)
    for tell in (_answer, _adopt, _expire, _place, _people, _case, _collective):
        tell(draft, cast)
    print_figures(draft, measures)
    return draft.paper


def _with_parts(draft: Draft, cls: str, count: int, parts_percent: int) -> list[str]:
    """Add *count* things, of which some are parts of one before: never more than three deep."""
    depth: dict[str, int] = {}
    for index in range(count):
        wholes = [name for name, deep in depth.items() if deep < 2]
        whole = draft.rng.choice(wholes) if wholes and chance(draft.rng, parts_percent) else ""
        facts: list[Fact] = [("kg:partOf", f"kgd:{whole}")] if whole else []
        if cls == "AdoptedMeasure" and chance(draft.rng, 12):
            facts.append(("kg:validTo", f'"{2018 + draft.rng.randrange(14)}"^^xsd:gYear'))
        depth[draft.thing(cls, index, *facts)] = depth[whole] + 1 if whole else 0
    return list(depth)


def _document(draft: Draft, index: int) -> str:
    number = f"{draft.paper.number:07d}-{index:03d}"
    return draft.thing("PolicyDocument", index, *_document_facts(draft, f"x-synth-{number}"))


def _document_facts(draft: Draft, name: str) -> list[Fact]:
    rng, number = draft.rng, _number_of(name)
    local = chance(rng, 50)
    facts = [
        ("kg:title", f'"合成文件题名 {number}"@zh'),
        ("kg:documentType", f"kgv:{rng.choice(DOCUMENT_TYPES)}"),
        ("kg:scope", "kgv:local" if local else "kgv:national"),
    ]
    year = 2012 + rng.randrange(13)
    if chance(rng, 75):
        month = f"-{1 + rng.randrange(12):02d}" if chance(rng, 60) else ""
        kind = "gYearMonth" if month else "gYear"
        facts.append(("kg:issued", f'"{year}{month}"^^xsd:{kind}'))
    if chance(rng, 60):
        issuer = draft.mention("Organisation", THINGS["Organisation"].draw(rng))
        facts.append(("kg:issuedBy", f"kgd:{issuer}"))
    if chance(rng, 20):
        facts.append(("kg:validTo", f'"{year + 1 + rng.randrange(12)}"^^xsd:gYear'))
    return facts


def _answer(draft: Draft, cast: Cast) -> None:
    """Let actions and measures answer the bottlenecks: none, a few, seldom six."""
    rng = draft.rng
    for bottleneck in cast.bottlenecks:
        count = draw(rng, ANSWERS)
        for _ in range(count):
            answer = rng.choice(cast.measures if chance(rng, 15) else cast.actions)
            draft.join(answer, "addresses", bottleneck, 30)
        if chance(rng, 30 if count == 0 else 5):
            weigh = draft.deny if chance(rng, 30) else draft.refuse
            weigh(rng.choice(cast.actions), "addresses", bottleneck)
        if chance(rng, 10):
            draft.refuse(rng.choice(cast.actions), "addresses", bottleneck)


def _adopt(draft: Draft, cast: Cast) -> None:
    """Let measures take actions up, and documents set measures out."""
    rng = draft.rng
    for action in cast.actions:
        for _ in range(1 + chance(rng, 25) if chance(rng, 50) else 0):
            draft.join(action, "correspondsTo", rng.choice(cast.measures), 5)
        if chance(rng, 8):
            weigh = draft.deny if chance(rng, 25) else draft.refuse
            weigh(action, "correspondsTo", rng.choice(cast.measures))
    shared = THINGS["PolicyDocument"]
    for measure in cast.measures:
        if chance(rng, 70):
            hub = chance(rng, 30)
            document = shared.draw(rng) if hub else rng.choice(cast.documents)
            if hub and draft.unread != "setOutIn":
                draft.mention("PolicyDocument", document)
            draft.join(measure, "setOutIn", document, 80)
        elif chance(rng, 15):
            draft.deny(measure, "setOutIn", rng.choice(cast.documents))
    for document in cast.documents:
        if chance(rng, 25):
            above = draft.mention("PolicyDocument", shared.draw(rng))
            draft.join(document, "implements", above, 50)


def _expire(draft: Draft, cast: Cast) -> None:
    """Let all measures that take up one of the actions have ended by now."""
    links = [c for c in draft.paper.claims if c.links and c.predicate == "correspondsTo"]
    taken = {claim.subject for claim in links}
    among = [action for action in cast.actions if action in taken]
    chosen = draft.rng.choice(among) if among else ""
    for claim in links:
        if claim.subject == chosen:
            draft.end(claim.object, f'"{2018 + draft.rng.randrange(8)}"^^xsd:gYear')


def _place(draft: Draft, cast: Cast) -> None:
    """Say for which region things are meant, and where bottlenecks are observed."""
    shares = (
        ("appliesTo", cast.actions, 15), ("appliesTo", cast.measures, 20),
        ("appliesTo", cast.documents, 65), ("observedIn", cast.bottlenecks, 35),
    )  # fmt: skip
    for link, things, percent in shares:
        for thing in things:
            if chance(draft.rng, percent):
                draft.join(thing, link, REGIONS.draw(draft.rng), 45)


def _people(draft: Draft, cast: Cast) -> None:
    """Say who is to act, what the bottlenecks and actions concern, and of which kind they are."""
    rng = draft.rng
    shares = (
        ("performedBy", cast.actions, 35, ("Organisation", "Actor")),
        ("performedBy", cast.measures, 25, ("Organisation",)),
        ("concerns", cast.bottlenecks, 70, ("Technology", "Factor", "Platform", "Actor")),
        ("concerns", cast.actions, 40, ("Technology", "Factor", "Platform")),
    )
    for link, things, percent, classes in shares:
        for thing in things:
            if chance(rng, percent) and link != draft.unread:
                cls = rng.choice(classes)
                other = draft.mention(cls, THINGS[cls].draw(rng))
                draft.join(thing, link, other, 75)
    for bottleneck in cast.bottlenecks[::4]:
        if chance(rng, 85):
            draft.join(bottleneck, "category", f"kgv:{rng.choice(CATEGORIES)}", 40)


def _case(draft: Draft, cast: Cast) -> None:
    if chance(draft.rng, 50):
        owner = draft.mention("Organisation", THINGS["Organisation"].draw(draft.rng))
        case = draft.thing("Case", 0, ("kg:ownedBy", f"kgd:{owner}"))
        draft.join(case, "illustrates", draft.rng.choice(cast.actions), 20)
        draft.join(case, "observedIn", COUNTRY, 60)


def _collective(draft: Draft, cast: Cast) -> None:
    """Set some actions as a whole against some bottlenecks as a whole, in one paper of three."""
    if chance(draft.rng, 33):
        ends = [
            draft.thing(cls, 0, *(("kg:member", f"kgd:{name}") for name in members[:4]))
            for cls, members in (("ActionSet", cast.actions), ("BottleneckSet", cast.bottlenecks))
        ]
        draft.claim(ends[0], "collectivelyAddresses", ends[1], "stated-collectively")


def join_papers(seed: int, number: int, before: Paper, paper: Paper) -> None:
    """Let the first bottleneck of *paper* agree with that of the one before, in half the cases."""
    rng = begin(seed, number, "across")
    if before.number == 0 or not chance(rng, 50):
        return
    ours, theirs = (p.things[0] for p in (paper, before))
    numbered = f"{number:07d}-across"
    claim = Claim(
        f"claim-synth-{numbered}", ours.name, "agreesWith", theirs.name, "inferred", "medium",
        "affirmed", "accepted", ours.evidence, theirs.evidence, (), numbered, "", "2026-06-01",
    )  # fmt: skip
    paper.across.append(claim)
    paper.reviews.append(Draft(rng, number).review(claim))


def draw_papers(seed: int, first: int = 0) -> Iterator[Paper]:
    """Yield the papers of *seed* one after the other, without end; one is held at a time."""
    before = draw_first(seed)
    yield before
    number = first + 1
    while True:
        paper = draw_paper(seed, number)
        join_papers(seed, number, before, paper)
        yield paper
        before, number = paper, number + 1
