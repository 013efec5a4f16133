"""What a chain rests on, in words, in both languages."""

from __future__ import annotations

from collections.abc import Callable

from kg.answers.support import Support, ThreadTest, Verdict
from kg.graph.terms import KG, source_id
from kg.language import Text
from kg.views.words import LEVELS

VERDICTS = {
    Verdict.STATED_BY_ONE: Text("stated throughout by one source", "整条链由同一来源明示"),
    Verdict.STATED_ACROSS: Text(
        "stated throughout, by no single source", "各环均有明示，但非同一来源"
    ),
    Verdict.ONE_MISSING: Text("one inference away from being stated", "只差一处明示"),
    Verdict.INFERRED: Text("rests on several inferences", "依靠多处推断"),
}
Name = Callable[[str], str]


def explain(test: ThreadTest, name: Name) -> Text:
    """Return why the chain of *test* is worth what it is, and what would make it stated.

    *name* gives the label of an IRI in the language that the text will be said in.
    """
    if test.verdict is Verdict.STATED_BY_ONE:
        return Text("{sources} states every hop.", "{sources} 明示了每一环。").fill(
            sources=" / ".join(map(source_id, test.stated_by))
        )
    if test.verdict is Verdict.STATED_ACROSS:
        return Text(
            "Every hop is stated, but only sources taken together state them all.",
            "每一环均有明示，但须合并多个来源。",
        )
    weakest = test.weakest
    said = {"hop": _hop(weakest, name), "confidence": LEVELS[weakest.confidence]}
    if test.verdict is Verdict.ONE_MISSING:
        return Text(
            "It would be stated if one passage said: {hop} (now inferred, {confidence}).{sets}",
            "若有一处原文说明“{hop}”，整条链即为明示（现为推断，{confidence}）。{sets}",
        ).fill(**said, sets=_sets(weakest))
    return Text(
        "{missing} of {hops} hops are inferred, so no single passage would make it stated; "
        "the weakest: {hop} (inferred, {confidence}).{sets}",
        "{hops} 环中有 {missing} 环为推断，任何单独一处原文都不足以使其成为明示；"
        "最弱一环：{hop}（推断，{confidence}）。{sets}",
    ).fill(**said, missing=len(test.missing), hops=len(test.supports), sets=_sets(weakest))


def _hop(support: Support, name: Name) -> str:
    hop = support.hop
    ends = (hop.start, hop.end) if hop.way == "forward" else (hop.end, hop.start)
    return " – ".join((name(ends[0]), name(KG + hop.link), name(ends[1])))


def _sets(support: Support) -> Text:
    if not support.collective:
        return Text("", "")
    return Text(
        " A source does set the whole sets against each other, which states no pair.",
        "来源确将两组整体相对，但这并未明示任何一对。",
    )
