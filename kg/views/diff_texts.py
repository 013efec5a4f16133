"""What changed, in an analyst's words: a sentence for each change, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.answers.diff.changes import Change
from kg.answers.figures import Figure
from kg.answers.values import Modality
from kg.graph.terms import KG, local_name
from kg.language import Lang, Text
from kg.views.gap_texts import GAPS, REASONS
from kg.views.numbers import say_figure, say_period
from kg.views.support_texts import VERDICTS
from kg.views.words import LEVELS, MODALITIES, STATUSES

Name = Callable[[str], Text]
NAMED = 3  # names in a list before the rest is counted

CHANGED = Text("{thing}: {what}: {before} → {after}.", "“{thing}”：{what}：{before} → {after}。")
NOTHING = Text("nothing", "无")
NOT_SAID = Text("not said", "未说")
POLARITIES = {"affirmed": Text("affirmed", "肯定"), "denied": Text("denied", "否定")}
# The words of closed lists, by the value that stands for them.
STANDINGS: dict[str, Text] = {
    **{modality.value: text for modality, text in MODALITIES.items()},
    **LEVELS,
    **POLARITIES,
    **STATUSES,
}
WHY = {reason.value: text for reason, text in REASONS.items()}
RESTS = {verdict.value: text for verdict, text in VERDICTS.items()}
ASPECTS = {
    "claim-modality": Text("how it is known", "依据"),
    "claim-polarity": Text("polarity", "肯定与否"),
    "claim-status": Text("status", "状态"),
    "claim-confidence": Text("confidence", "置信度"),
}
# Properties that are not ours have no label in the graph.
PROPERTIES = {
    "prefLabel": Text("label", "名称"),
    "definition": Text("definition", "定义"),
    "wasDerivedFrom": Text("derived from", "推算自"),
}


def describe(change: Change, name: Name) -> Text:
    """Return *change* as one sentence; *name* gives the label of an IRI in both languages."""
    return SENTENCES[change.kind](change, name)


def plain(text: str) -> Text:
    """Return words of the data, which are the same in both languages."""
    return Text(text, text)


def in_both(say: Callable[[Lang], str]) -> Text:
    """Return what *say* says in either language."""
    return Text(say("en"), say("zh"))


def join(texts: Sequence[Text], most: int = NAMED) -> Text:
    """Return the first *most* of *texts* as a list within a sentence, and how many more."""
    if not texts:
        return NOTHING
    listed = _chain(texts[:most], "; ", "；")
    more = Text("{listed} and {more} more", "{listed}，另有 {more} 项")
    return more.fill(listed=listed, more=len(texts) - most) if len(texts) > most else listed


def join_ends(link: Sequence[str], name: Name) -> Text:
    """Return what a claim or a thread joins, in one line."""
    return _chain([name(iri) for iri in link], " – ", " – ")


def _chain(texts: Sequence[Text], en: str, zh: str) -> Text:
    return Text(en.join(t.say("en") for t in texts), zh.join(t.say("zh") for t in texts))


def _names(iris: Iterable[str], name: Name) -> Text:
    return join([name(iri) for iri in iris])


def _lost(change: Change, name: Name) -> Text:
    one, many = (
        Text(
            "{thing} lost its only action ({known}): {actions}.",
            "“{thing}”失去了唯一的行动（{known}）：{actions}。",
        ),
        Text(
            "{thing} lost all of its {n} actions ({known}): {actions}.",
            "“{thing}”的 {n} 项行动全部失去（{known}）：{actions}。",
        ),
    )
    return _of_actions(change, change.before, (one, many), name)


def _gained(change: Change, name: Name) -> Text:
    one, many = (
        Text(
            "{thing} had no action and has one now ({known}): {actions}.",
            "“{thing}”此前没有行动，现有一项（{known}）：{actions}。",
        ),
        Text(
            "{thing} had no action and has {n} now ({known}): {actions}.",
            "“{thing}”此前没有行动，现有 {n} 项（{known}）：{actions}。",
        ),
    )
    return _of_actions(change, change.after, (one, many), name)


def _of_actions(
    change: Change, actions: tuple[str, ...], one_or_many: tuple[Text, Text], name: Name
) -> Text:
    known = MODALITIES[Modality.STATED if change.things else Modality.INFERRED]
    if 0 < len(change.things) < len(actions):
        known = Text("{n} of them stated", "其中 {n} 项明示").fill(n=len(change.things))
    return one_or_many[len(actions) > 1].fill(
        thing=name(change.subject), n=len(actions), known=known, actions=_names(actions, name)
    )


def _lost_stated(change: Change, name: Name) -> Text:
    one, many = (
        Text(
            "{thing} lost its only stated action: {actions}; inferred ones left: {left}.",
            "“{thing}”失去了唯一有原文明示的行动：{actions}；尚余推断的行动 {left} 项。",
        ),
        Text(
            "{thing} lost all of its {n} stated actions: {actions}; inferred ones left: {left}.",
            "“{thing}”的 {n} 项有原文明示的行动全部失去：{actions}；尚余推断的行动 {left} 项。",
        ),
    )
    return (many if len(change.before) > 1 else one).fill(
        thing=name(change.subject), n=len(change.before), left=len(change.things),
        actions=_names(change.before, name),
    )  # fmt: skip


def _gained_stated(change: Change, name: Name) -> Text:
    return Text(
        "{thing}, answered by inference only before, has what a source states: {actions}.",
        "“{thing}”此前只有推断的行动，现有原文明示的：{actions}。",
    ).fill(thing=name(change.subject), actions=_names(change.after, name))


def _gap(pattern: Text) -> Callable[[Change, Name], Text]:
    def describe(change: Change, name: Name) -> Text:
        was, now = (_word(values, WHY) for values in (change.before, change.after))
        return pattern.fill(thing=name(change.subject), gap=GAPS[change.note], was=was, reason=now)

    return describe


def _word(values: tuple[str, ...], words: Mapping[str, Text]) -> Text:
    """Return the one word in *values*, of the closed list *words*, in both languages."""
    return words[values[0]] if values else NOTHING


def _thread(new: Text, changed: Text, rests: Callable[[Change], tuple[str, ...]]) -> Sentence:
    def describe(change: Change, name: Name) -> Text:
        along = _chain([name(node) for node in change.things], " → ", " → ")
        other = rests(change)
        return (changed if other else new).fill(nodes=along, rests=_word(other, RESTS))

    return describe


def _standing(values: tuple[str, ...]) -> Text:
    """Return how a claim stands: what is usual (accepted, affirmed) goes without saying."""
    modality, confidence, polarity, status = values
    said = [STANDINGS[modality], LEVELS[confidence]]
    said += [STANDINGS[word] for word in (polarity, status) if word not in ("affirmed", "accepted")]
    return _chain(said, ", ", "，")


def _claim_added(change: Change, name: Name) -> Text:
    text = Text("New claim ({standing}): {link}.", "新增主张（{standing}）：{link}。")
    return text.fill(standing=_standing(change.after), link=name(change.subject))


def _claim_removed(change: Change, name: Name) -> Text:
    text = Text("Claim removed ({standing}): {link}.", "移除主张（{standing}）：{link}。")
    return text.fill(standing=_standing(change.before), link=name(change.subject))


def _claim_changed(change: Change, name: Name) -> Text:
    before, after = (_word(values, STANDINGS) for values in (change.before, change.after))
    thing, what = name(change.subject), ASPECTS[change.kind]
    return CHANGED.fill(thing=thing, what=what, before=before, after=after)


def _claim_link(change: Change, name: Name) -> Text:
    return Text("{claim} now joins: {after}; before: {before}.",
                "{claim} 现连接：{after}；此前：{before}。").fill(
        claim=local_name(change.subject), before=join_ends(change.before, name),
        after=join_ends(change.after, name),
    )  # fmt: skip


def _thing(pattern: Text) -> Sentence:
    def describe(change: Change, name: Name) -> Text:
        return pattern.fill(kind=name(KG + change.note), thing=name(change.subject))

    return describe


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
    return Text("Renamed: {labels}.", "更名：{labels}。").fill(labels=_old_and_new(change))


def _old_and_new(change: Change) -> Text:
    """Return both texts of *change*, in a language in which they differ."""
    zh, en = (
        None if old == new else f"“{old or '–'}” → “{new or '–'}”"
        for old, new in zip(_two(change.before), _two(change.after), strict=True)
    )
    return Text(en or f"{zh}", zh or f"{en}")


def _two(values: tuple[str, ...]) -> tuple[str, ...]:
    return values or ("", "")


def name_figure(figure: Figure, name: Name) -> Text:
    """Return what a figure counts, of whom, where and when."""
    where = [figure.area] if figure.area else []
    about = [name(iri) for iri in (*figure.about, *figure.breakdowns, *where)]
    if figure.period:
        about.append(in_both(lambda lang: say_period(figure.period, lang)))
    of = name(figure.indicator) if figure.indicator else plain(local_name(figure.iri))
    if not about:
        return of
    return Text("{of} ({about})", "{of}（{about}）").fill(of=of, about=join(about, len(about)))


def _amount(figure: Figure | None) -> Text:
    return in_both(lambda lang: say_figure(figure, lang)) if figure else NOTHING


def _figure(pattern: Text) -> Sentence:
    def describe(change: Change, name: Name) -> Text:
        before, after = _amount(change.was), _amount(change.now)
        return pattern.fill(figure=_figure_of(change, name), before=before, after=after)

    return describe


def _figure_of(change: Change, name: Name) -> Text:
    figure = change.now or change.was
    return name_figure(figure, name) if figure else plain(local_name(change.subject))


def _figure_meaning(change: Change, name: Name) -> Text:
    before, after = (_names(values, name) for values in (change.before, change.after))
    thing, what = _figure_of(change, name), _property(change, name)
    return CHANGED.fill(thing=thing, what=what, before=before, after=after)


def _figure_printed(change: Change, name: Name) -> Text:
    before, after = (
        " ".join(f"“{part}”" for part in values if part) or "–"
        for values in (change.before, change.after)
    )
    return Text(
        "{figure} is read anew: {before} → {after}.", "{figure} 重新识读：{before} → {after}。"
    ).fill(figure=_figure_of(change, name), before=before, after=after)


def _property(change: Change, name: Name) -> Text:
    return PROPERTIES.get(change.note) or name(KG + change.note)


def _anomaly_changed(change: Change, name: Name) -> Text:
    return Text("{thing}: {what} changed.", "“{thing}”：{what}有变。").fill(
        thing=name(change.subject), what=_property(change, name)
    )


def _evidence(pattern: Text) -> Sentence:
    def describe(change: Change, name: Name) -> Text:  # noqa: ARG001 - evidence has no label
        said = _said(change.after or change.before)
        return pattern.fill(id=local_name(change.subject), said=said)

    return describe


def _paraphrased(change: Change, name: Name) -> Text:  # noqa: ARG001 - evidence has no label
    return Text("{id}: {said}.", "{id}：{said}。").fill(
        id=local_name(change.subject), said=_old_and_new(change)
    )


def _said(values: tuple[str, ...]) -> Text:
    """Return a text in both languages; anything else as it is."""
    return Text(values[1], values[0]) if len(values) == 2 else plain("; ".join(values))


def _moved(change: Change, name: Name) -> Text:  # noqa: ARG001 - a place has no label
    before, after = ("; ".join(values) for values in (change.before, change.after))
    return Text("{id}: {before} → {after}.", "{id}：{before} → {after}。").fill(
        id=local_name(change.subject), before=before, after=after
    )


def _rests(change: Change, name: Name) -> Text:
    before, after = (
        "; ".join(map(local_name, values)) or "–" for values in (change.before, change.after)
    )
    thing, what = name(change.subject), _property(change, name)
    return CHANGED.fill(thing=thing, what=what, before=before, after=after)


def _reworded(change: Change, name: Name) -> Text:
    return Text("{thing}: {what}: {said}.", "“{thing}”：{what}：{said}。").fill(
        thing=name(change.subject), what=_property(change, name), said=_old_and_new(change)
    )


Sentence = Callable[[Change, Name], Text]
SENTENCES: dict[str, Sentence] = {
    "lost-only-action": _lost,
    "lost-only-stated-action": _lost_stated,
    "gained-first-action": _gained,
    "gained-first-stated-action": _gained_stated,
    "gap-opened": _gap(
        Text(
            "A gap opened at “{thing}”: {gap} ({reason}).",
            "“{thing}”出现缺口：{gap}（{reason}）。",
        )
    ),
    "gap-closed": _gap(
        Text("A gap of “{thing}” is closed: {gap}.", "“{thing}”的缺口已补上：{gap}。")
    ),
    "gap-of-new": _gap(
        Text("“{thing}” is new and has a gap: {gap} ({reason}).",
             "新增的“{thing}”带有缺口：{gap}（{reason}）。")
    ),
    "gap-of-gone": _gap(
        Text("“{thing}” is gone, and its gap with it: {gap}.",
             "“{thing}”已移除，其缺口随之消失：{gap}。")
    ),
    "gap-arisen": _gap(
        Text("The thread of “{thing}” goes on, up to a gap: {gap} ({reason}).",
             "“{thing}”的链条有所延伸，止于缺口：{gap}（{reason}）。")
    ),
    "gap-moot": _gap(
        Text("The thread of “{thing}” no longer comes so far: {gap}.",
             "“{thing}”的链条不再延伸至此：{gap}。")
    ),
    "gap-reason": _gap(
        Text("“{thing}”: {gap}: {was} → {reason}.", "“{thing}”：{gap}：{was} → {reason}。")
    ),
    "thread-unstated": _thread(
        Text("A thread stated throughout breaks off: {nodes}.", "一条整链明示的链中断：{nodes}。"),
        Text("No longer stated throughout (now {rests}): {nodes}.",
             "不再整链明示（现{rests}）：{nodes}。"),
        lambda change: change.after,
    ),
    "thread-stated": _thread(
        Text("A new thread, stated throughout: {nodes}.", "新增一条整链明示的链：{nodes}。"),
        Text("Stated throughout now (before: {rests}): {nodes}.",
             "现已整链明示（此前{rests}）：{nodes}。"),
        lambda change: change.before,
    ),
    "claim-modality": _claim_changed,
    "claim-polarity": _claim_changed,
    "claim-status": _claim_changed,
    "claim-link": _claim_link,
    "claim-removed": _claim_removed,
    "claim-added": _claim_added,
    "claim-confidence": _claim_changed,
    "thing-removed": _thing(Text("Removed: {thing} ({kind}).", "移除：“{thing}”（{kind}）。")),
    "thing-added": _thing(Text("New: {thing} ({kind}).", "新增：“{thing}”（{kind}）。")),
    "thing-reclassed": _from_to(_classes, Text("class", "类别")),
    "thing-moved": _from_to(_names, Text("part of", "所属整体")),
    "thing-renamed": _renamed,
    "validity": _from_to(_validity, Text("validity", "有效期")),
    "issuer": _from_to(_issuers, Text("issued by", "发布机构")),
    "issued": _from_to(_dates, Text("date of issue", "发布日期")),
    "figure-value": _figure(
        Text("{figure}: {before} → {after}.", "{figure}：{before} → {after}。")
    ),
    "figure-meaning": _figure_meaning,
    "figure-printed": _figure_printed,
    "figure-removed": _figure(
        Text("Figure removed: {figure}: {before}.", "移除数字：{figure}：{before}。")
    ),
    "figure-added": _figure(
        Text("New figure: {figure}: {after}.", "新增数字：{figure}：{after}。")
    ),
    "anomaly-added": _thing(Text("New anomaly: {thing}.", "新增异常：{thing}。")),
    "anomaly-removed": _thing(Text("Anomaly removed: {thing}.", "移除异常：{thing}。")),
    "anomaly-changed": _anomaly_changed,
    "evidence-paraphrased": _paraphrased,
    "evidence-moved": _moved,
    "evidence-removed": _evidence(
        Text("Evidence removed: {id}: {said}", "移除证据：{id}：{said}")
    ),
    "evidence-added": _evidence(Text("New evidence: {id}: {said}", "新增证据：{id}：{said}")),
    "rests-elsewhere": _rests,
    "reworded": _reworded,
}  # fmt: skip
