"""Expectations: what must agree is computed anew, and a difference needs an anomaly.

A comparison fails only where it must: the quantities are intervals (see `kg.graph.quantities`),
and a sum of figures of which one is "over" something is wrong only if it is too small.

    sum         the whole is the sum of the parts
    shares      the parts sum to 100
    count       the whole, a figure or a plain number, is the number of parts
    rank        the parts do not rise in printed order
    equal       the whole and every part are the same numbers, whatever their qualifiers
    difference  the whole is the first part less the second, within half of its last printed digit
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pyoxigraph as ox

from kg.faults import Fault, Place
from kg.graph.build import Built
from kg.graph.evidence import spans_of
from kg.graph.quantities import EXACT, INFINITY, Interval, Quantity
from kg.graph.tables import Row
from kg.graph.terms import KG, KGD, local_name
from kg.language import Text

NOTHING = Quantity()
SHOWN = 6  # parts that a message names; the rest are counted
HUNDRED = Decimal(100)
QUALIFIERS = {
    "over": Text("over {n}", "超过 {n}"),
    "under": Text("under {n}", "不足 {n}"),
    "about": Text("about {n}", "约 {n}"),
    "nearly": Text("nearly {n}", "近 {n}"),
}
PARTS_ALONE = ("shares", "rank")  # rules without a whole
# A difference of shares is in percentage points: the one place where two units meet.
PERCENT = {"unit:PERCENT": "%", "kgv:percentage-point": "%"}

DIFFERS = Text(
    "Correct the row that differs from the print, or describe the anomaly and let it kg:explain "
    "this expectation.",
    "请更正与原文不符的行；若原文如此，请写明异常并以 kg:explains 指向此预期。",
)
HOLDS = Text(
    "Remove kg:explains from the anomaly, or correct the expectation.",
    "请从该异常中删去 kg:explains，或更正此预期。",
)
NAME = Text(
    "Name figures with a value, or things of the graph for 'count'; * stands for any characters.",
    "请写明有数值的数字；规则 count 亦可写图中事物；* 代表任意字符。",
)
WHOLE = Text(
    "Write the id of a figure with a value; 'count' takes a plain number too, 'shares' and 'rank' "
    "take nothing.",
    "请填写有数值的数字标识；count 也可填数目，shares 与 rank 须留空。",
)


@dataclass(frozen=True)
class Part:
    """A figure, or another thing of the graph, which can only be counted."""

    name: str
    quantity: Quantity = NOTHING
    unit: str = ""
    printed_at: tuple[str, int] | None = None

    @classmethod
    def read(cls, row: Row) -> Part:
        """Return the figure of a row."""
        spans = spans_of(row)
        at = (row.place.file, spans[0][0]) if spans else None
        return cls(row.one("id"), Quantity.read(row), row.one("unit"), at)


@dataclass(frozen=True)
class Difference:
    """What does not agree: what should be what, what was found, and the parts it rests on."""

    what: str | Text
    expected: str | Text
    found: str | Text
    parts: list[Part]


Judge = Callable[[Part, list[Part]], Difference | None]


def check_expectations(built: Built) -> Iterator[Fault]:
    """Yield a fault for each expectation that fails unexplained, and each explained in vain."""
    known, explained = _read_parts(built), _read_explanations(built)
    for row in built.rows.get("expectations", []):
        broken = list(_find_mistakes(row, known))
        if broken:
            yield from broken
            continue
        difference = _judge(row, known)
        anomalies = explained.get(row.one("id"), [])
        if difference and not anomalies:
            yield _differs(row, difference, known)
        elif anomalies and not difference:
            yield _holds(row, anomalies, built)


def _read_parts(built: Built) -> dict[str, Part]:
    """Return all figures, and all other entities, by their local names."""
    figures = [Part.read(row) for row in built.rows.get("figures", [])]
    others = (
        local_name(block.iri)
        for block in built.blocks
        if block.iri.startswith(KGD) and not block.place.file.endswith("anchors.lock")
    )
    things = {name: Part(name) for name in others if not name.startswith("figure-")}
    return things | {part.name: part for part in figures}


def _read_explanations(built: Built) -> dict[str, list[str]]:
    """Return the anomalies that explain each expectation, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for triple in built.triples:
        if triple.predicate.value == KG + "explains" and isinstance(triple.object, ox.NamedNode):
            found[local_name(triple.object.value)].append(getattr(triple.subject, "value", ""))
    return {name: sorted(anomalies) for name, anomalies in found.items()}


# Names: what a row speaks of.


def _select(row: Row, pattern: str, known: dict[str, Part]) -> list[Part]:
    """Return what *pattern* names; one with * takes what the rule can use, never the whole."""
    if "*" not in pattern:
        return [known[pattern]] if pattern in known else []
    wanted = re.compile(".*".join(map(re.escape, pattern.split("*"))))
    return [
        part
        for name, part in sorted(known.items())
        if wanted.fullmatch(name) and name != row.one("whole") and _usable(row, part)
    ]


def _usable(row: Row, part: Part) -> bool:
    counted = row.one("rule") == "count" and not part.name.startswith("figure-")
    return counted or part.quantity.is_given


def _parts_of(row: Row, known: dict[str, Part]) -> list[Part]:
    """Return the parts of *row* in the order in which they are named, each once."""
    found = [part for pattern in row.cells["parts"] for part in _select(row, pattern, known)]
    return list(dict.fromkeys(found))


def _whole_of(row: Row, known: dict[str, Part]) -> Part:
    name = row.one("whole")
    if row.one("rule") == "count" and name.isdecimal():
        return Part(name, Quantity(value=Decimal(name)))
    return known.get(name, Part(name))


def _find_mistakes(row: Row, known: dict[str, Part]) -> Iterator[Fault]:
    """Yield a fault for each thing that keeps the expectation from being computed."""
    for reason, remedy in (*_mistaken_parts(row, known), *_mistaken_whole(row, known)):
        whose = Text("{id}: {reason}", "{id}：{reason}").fill(id=row.one("id"), reason=reason)
        yield Fault("expectation", row.place, whose, remedy)


def _mistaken_parts(row: Row, known: dict[str, Part]) -> Iterator[tuple[Text, Text]]:
    for pattern in row.cells["parts"]:
        found = _select(row, pattern, known)
        if not found:
            reason = Text("nothing is called '{name}'.", "没有名为“{name}”的数字或事物。")
            yield reason.fill(name=pattern), NAME
        for part in found:
            if not _usable(row, part):
                reason = Text("'{name}' has no value.", "“{name}”没有数值。")
                yield reason.fill(name=part.name), NAME
            elif row.one("rule") == "rank" and part.printed_at is None:
                reason = Text(
                    "'{name}' is printed nowhere, so it has no place in an order.",
                    "“{name}”并未印出，无从排序。",
                )
                yield reason.fill(name=part.name), NAME
    if row.one("rule") == "difference" and len(_parts_of(row, known)) != 2:
        yield (
            Text("a difference is of two parts.", "差须恰有两个部分。"),
            Text("Name the figure, then what is taken from it.", "请先写被减数，再写减数。"),
        )


def _mistaken_whole(row: Row, known: dict[str, Part]) -> Iterator[tuple[Text, Text]]:
    rule, whole = row.one("rule"), _whole_of(row, known)
    if rule in PARTS_ALONE:
        if whole.name:
            reason = Text("the rule '{rule}' takes no whole.", "规则 {rule} 不需要 whole。")
            yield reason.fill(rule=rule), WHOLE
    elif not whole.quantity.is_given:
        reason = Text(
            "the whole '{name}' is no figure with a value.", "whole“{name}”不是有数值的数字。"
        )
        yield reason.fill(name=whole.name), WHOLE
    units = _units(row, known)
    if len(units) > 1:
        reason = Text("the units differ: {units}.", "单位不一致：{units}。")
        remedy = Text("Write all values in one unit.", "请把数值写成同一单位。")
        yield reason.fill(units=", ".join(unit or "–" for unit in units)), remedy


def _units(row: Row, known: dict[str, Part]) -> list[str]:
    """Return the units that meet in *row*; a number of things has none."""
    rule = row.one("rule")
    if rule == "count":
        return []
    whole = [] if rule in PARTS_ALONE else [_whole_of(row, known)]
    same = PERCENT if rule == "difference" else {}
    units = [part.unit for part in (*whole, *_parts_of(row, known)) if part.quantity.is_given]
    return sorted({same.get(unit, unit) for unit in units})


# Rules: what differs, or None.


def _judge(row: Row, known: dict[str, Part]) -> Difference | None:
    return JUDGES[row.one("rule")](_whole_of(row, known), _parts_of(row, known))


def _sum(parts: list[Part]) -> Interval:
    return sum((part.quantity.interval for part in parts), start=_exactly(Decimal(0)))


def _judge_sum(whole: Part, parts: list[Part]) -> Difference | None:
    total = _sum(parts)
    if total.meets(whole.quantity.interval):
        return None
    return Difference(whole.name, _say(total), _said(whole), parts)


def _judge_shares(_whole: Part, parts: list[Part]) -> Difference | None:
    total = _sum(parts)
    if total.meets(_exactly(HUNDRED)):
        return None
    what = Text("the sum of the parts", "各部分之和")
    return Difference(what, str(HUNDRED), _say(total), parts)


def _judge_count(whole: Part, parts: list[Part]) -> Difference | None:
    if whole.quantity.interval.meets(_exactly(Decimal(len(parts)))):
        return None
    what = Text("the number of parts", "部分的个数")
    return Difference(what, _name(whole), str(len(parts)), parts)


def _judge_rank(_whole: Part, parts: list[Part]) -> Difference | None:
    order = sorted(parts, key=lambda part: part.printed_at or ("", 0))
    lowest = order[0]  # no later part can be more than this one can be at most
    for before, part in pairwise(order):
        lowest = min(lowest, before, key=lambda p: p.quantity.interval.high)
        ceiling = lowest.quantity.interval.high
        if part.quantity.interval.low > ceiling:
            expected = _say(Interval(-INFINITY, ceiling))
            return Difference(part.name, expected, _said(part), [lowest, part])
    return None


def _judge_equal(whole: Part, parts: list[Part]) -> Difference | None:
    others = [part for part in parts if part.quantity.numbers != whole.quantity.numbers]
    if not others:
        return None
    found = ", ".join(dict.fromkeys(_number(part.quantity) for part in others))
    what = Text("every mention of {name}", "{name} 的各处提及").fill(name=whole.name)
    return Difference(what, _number(whole.quantity), found, others)


def _judge_difference(whole: Part, parts: list[Part]) -> Difference | None:
    first, second = parts
    half = EXACT.multiply(whole.quantity.last_digit, Decimal("0.5"))
    said, found = whole.quantity.interval, first.quantity.interval - second.quantity.interval
    if whole.quantity.qualifier in ("about", "nearly") and whole.quantity.value is not None:
        said = _exactly(whole.quantity.value)  # the half digit is what the word leaves open
    if found.meets(said + Interval(-half, half)):
        return None
    return Difference(whole.name, _say(found), _said(whole), parts)


JUDGES: dict[str, Judge] = {
    "sum": _judge_sum,
    "shares": _judge_shares,
    "count": _judge_count,
    "rank": _judge_rank,
    "equal": _judge_equal,
    "difference": _judge_difference,
}


def _exactly(value: Decimal) -> Interval:
    return Interval(value, value)


# Messages.


def _differs(row: Row, difference: Difference, known: dict[str, Part]) -> Fault:
    reason = Text(
        "{id} ({rule}): {what} should be {expected}, but is {found}; {parts}.{rests}",
        "{id}（{rule}）：{what} 应为 {expected}，实为 {found}；{parts}。{rests}",
    )
    # Mentions are compared as printed numbers: what a qualifier leaves open plays no part there.
    used = [] if row.one("rule") == "equal" else [_whole_of(row, known), *_parts_of(row, known)]
    approximate = any(part.quantity.is_approximate for part in used)
    rests = Text(
        " The comparison rests on approximate figures.", "此比较所依据的数字并非都是确数。"
    )
    return Fault(
        "expectation",
        row.place,
        reason.fill(
            id=row.one("id"),
            rule=row.one("rule"),
            what=difference.what,
            expected=difference.expected,
            found=difference.found,
            parts=_list(difference.parts),
            rests=rests if approximate else "",
        ),
        DIFFERS,
    )


def _holds(row: Row, anomalies: list[str], built: Built) -> Fault:
    reason = Text(
        "{id} ({rule}) holds, yet it is explained by {names}.",
        "{id}（{rule}）成立，却有异常对其作出说明：{names}。",
    )
    places: list[tuple[str, Place]] = [(local_name(iri), built.place_of(iri)) for iri in anomalies]
    names = ", ".join(f"{name} ({place})" for name, place in places)
    values = {"id": row.one("id"), "rule": row.one("rule"), "names": names}
    return Fault("expectation", row.place, reason.fill(**values), HOLDS)


def _list(parts: list[Part]) -> Text:
    """Return the first of *parts* by name and number, and how many more there are."""
    shown = [_name(part) for part in parts[:SHOWN]]
    more = len(parts) - len(shown)
    names = Text(", ".join(t.say("en") for t in shown), "、".join(t.say("zh") for t in shown))
    if not more:
        return names
    return Text("{names} and {more} more", "{names}，另有 {more} 项").fill(names=names, more=more)


def _name(part: Part) -> Text:
    """Return the name of *part* with its numbers, where it has both."""
    if not part.quantity.is_given or part.name.isdecimal():
        return Text(part.name, part.name)
    return Text("{name} ({said})", "{name}（{said}）").fill(name=part.name, said=_said(part))


def _number(quantity: Quantity) -> str:
    """Return the numbers of *quantity* without its qualifier."""
    if quantity.value is not None:
        return f"{quantity.value:f}"
    ends = ("…" if end is None else f"{end:f}" for end in (quantity.minimum, quantity.maximum))
    return "–".join(ends)


def _said(part: Part) -> Text:
    """Return the numbers of *part* as they are qualified."""
    pattern = QUALIFIERS.get(part.quantity.qualifier, Text("{n}", "{n}"))
    return pattern.fill(n=_number(part.quantity))


def _say(interval: Interval) -> str | Text:
    low, high = f"{interval.low:f}", f"{interval.high:f}"
    if interval.low == interval.high:
        return low
    if interval.low == -INFINITY:
        return Text("at most {high}", "至多 {high}").fill(high=high)
    if interval.high == INFINITY:
        return Text("at least {low}", "至少 {low}").fill(low=low)
    return Text("{low} to {high}", "{low} 至 {high}").fill(low=low, high=high)
