"""What changed, in an analyst's words: a sentence for each change, in both languages."""

from __future__ import annotations

from collections.abc import Callable

from kg.answers.diff.changes import Change
from kg.graph.terms import KG, local_name
from kg.language import Text
from kg.views.diff_actions import ACTIONS
from kg.views.diff_readings import READINGS
from kg.views.diff_words import (
    CHANGED,
    Name,
    Sentence,
    chain,
    join,
    join_ends,
    join_names,
    of_thing,
    old_and_new,
    one_word,
    plain,
)
from kg.views.words import LEVELS, MODALITIES, STATUSES

NOT_SAID = Text("not said", "未说")
POLARITIES = {"affirmed": Text("affirmed", "肯定"), "denied": Text("denied", "否定")}
# The words of closed lists, by the value that stands for them.
STANDINGS: dict[str, Text] = {
    **{modality.value: text for modality, text in MODALITIES.items()},
    **LEVELS,
    **POLARITIES,
    **STATUSES,
}
ASPECTS = {
    "claim-modality": Text("how it is known", "依据"),
    "claim-polarity": Text("polarity", "肯定与否"),
    "claim-status": Text("status", "状态"),
    "claim-confidence": Text("confidence", "置信度"),
}


def describe(change: Change, name: Name) -> Text:
    """Return *change* as one sentence; *name* gives the label of an IRI in both languages."""
    return SENTENCES[change.kind](change, name)


def _standing(values: tuple[str, ...]) -> Text:
    """Return how a claim stands: what is usual (accepted, affirmed) goes without saying."""
    modality, confidence, polarity, status = values
    said = [STANDINGS[modality], LEVELS[confidence]]
    said += [STANDINGS[word] for word in (polarity, status) if word not in ("affirmed", "accepted")]
    return chain(said, ", ", "，")


def _claim_added(change: Change, name: Name) -> Text:
    text = Text("New claim ({standing}): {link}.", "新增主张（{standing}）：{link}。")
    return text.fill(standing=_standing(change.after), link=name(change.subject))


def _claim_removed(change: Change, name: Name) -> Text:
    text = Text("Claim removed ({standing}): {link}.", "移除主张（{standing}）：{link}。")
    return text.fill(standing=_standing(change.before), link=name(change.subject))


def _claim_changed(change: Change, name: Name) -> Text:
    before, after = (one_word(values, STANDINGS) for values in (change.before, change.after))
    thing, what = name(change.subject), ASPECTS[change.kind]
    return CHANGED.fill(thing=thing, what=what, before=before, after=after)


def _claim_link(change: Change, name: Name) -> Text:
    return Text("{claim} now joins: {after}; before: {before}.",
                "{claim} 现连接：{after}；此前：{before}。").fill(
        claim=local_name(change.subject), before=join_ends(change.before, name),
        after=join_ends(change.after, name),
    )  # fmt: skip


def _from_to(values: Callable[[tuple[str, ...], Name], Text], what: Text) -> Sentence:
    """Return how to say that *what* of a thing was one thing and is another."""

    def describe(change: Change, name: Name) -> Text:
        before, after = (values(side, name) for side in (change.before, change.after))
        return CHANGED.fill(thing=name(change.subject), what=what, before=before, after=after)

    return describe


def _classes(values: tuple[str, ...], name: Name) -> Text:
    return join([name(KG + kind) for kind in values])


def _validity(values: tuple[str, ...], name: Name) -> Text:  # noqa: ARG001 - as the others
    return plain("–".join(end or "…" for end in values)) if values else NOT_SAID


def _issuers(values: tuple[str, ...], name: Name) -> Text:
    def say(value: str) -> Text:
        return Text("{n} issuers", "{n} 个机构").fill(n=value) if value.isdigit() else name(value)

    return join([say(value) for value in values]) if values else NOT_SAID


def _dates(values: tuple[str, ...], name: Name) -> Text:  # noqa: ARG001 - as the others
    return join([plain(value) for value in values]) if values else NOT_SAID


def _renamed(change: Change, name: Name) -> Text:  # noqa: ARG001 - both labels are in the change
    return Text("Renamed: {labels}.", "更名：{labels}。").fill(labels=old_and_new(change))


SENTENCES: dict[str, Sentence] = {
    **ACTIONS,
    "claim-modality": _claim_changed,
    "claim-polarity": _claim_changed,
    "claim-status": _claim_changed,
    "claim-link": _claim_link,
    "claim-removed": _claim_removed,
    "claim-added": _claim_added,
    "claim-confidence": _claim_changed,
    "thing-removed": of_thing(Text("Removed: {thing} ({kind}).", "移除：“{thing}”（{kind}）。")),
    "thing-added": of_thing(Text("New: {thing} ({kind}).", "新增：“{thing}”（{kind}）。")),
    "thing-reclassed": _from_to(_classes, Text("class", "类别")),
    "thing-moved": _from_to(join_names, Text("part of", "所属整体")),
    "thing-renamed": _renamed,
    "validity": _from_to(_validity, Text("validity", "有效期")),
    "issuer": _from_to(_issuers, Text("issued by", "发布机构")),
    "issued": _from_to(_dates, Text("date of issue", "发布日期")),
    **READINGS,
}
