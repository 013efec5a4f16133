"""What was read where, before and now: sentences about figures, anomalies and evidence."""

from __future__ import annotations

from kg.answers.diff.changes import Change
from kg.answers.figures import Figure
from kg.graph.terms import local_name
from kg.language import Text
from kg.views.diff_words import (
    CHANGED,
    NOTHING,
    Name,
    Sentence,
    in_both,
    join,
    join_names,
    name_property,
    of_thing,
    old_and_new,
    plain,
)
from kg.views.numbers import say_figure, say_period


def _name_figure(figure: Figure, name: Name) -> Text:
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
    return _name_figure(figure, name) if figure else plain(local_name(change.subject))


def _figure_meaning(change: Change, name: Name) -> Text:
    before, after = (join_names(values, name) for values in (change.before, change.after))
    thing, what = _figure_of(change, name), name_property(change, name)
    return CHANGED.fill(thing=thing, what=what, before=before, after=after)


def _figure_printed(change: Change, name: Name) -> Text:
    before, after = (
        " ".join(f"“{part}”" for part in values if part) or "–"
        for values in (change.before, change.after)
    )
    return Text(
        "{figure} is read anew: {before} → {after}.", "{figure} 重新识读：{before} → {after}。"
    ).fill(figure=_figure_of(change, name), before=before, after=after)


def _anomaly_changed(change: Change, name: Name) -> Text:
    return Text("{thing}: {what} changed.", "“{thing}”：{what}有变。").fill(
        thing=name(change.subject), what=name_property(change, name)
    )


def _evidence(pattern: Text) -> Sentence:
    def describe(change: Change, name: Name) -> Text:  # noqa: ARG001 - evidence has no label
        said = _said(change.after or change.before)
        return pattern.fill(id=local_name(change.subject), said=said)

    return describe


def _paraphrased(change: Change, name: Name) -> Text:  # noqa: ARG001 - evidence has no label
    return Text("{id}: {said}.", "{id}：{said}。").fill(
        id=local_name(change.subject), said=old_and_new(change)
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
    thing, what = name(change.subject), name_property(change, name)
    return CHANGED.fill(thing=thing, what=what, before=before, after=after)


def _reworded(change: Change, name: Name) -> Text:
    return Text("{thing}: {what}: {said}.", "“{thing}”：{what}：{said}。").fill(
        thing=name(change.subject), what=name_property(change, name), said=old_and_new(change)
    )


READINGS: dict[str, Sentence] = {
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
    "anomaly-added": of_thing(Text("New anomaly: {thing}.", "新增异常：{thing}。")),
    "anomaly-removed": of_thing(Text("Anomaly removed: {thing}.", "移除异常：{thing}。")),
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
