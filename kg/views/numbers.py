"""Numbers in words: amounts, ranges, qualifiers and periods, as each language writes them.

Every digit is kept: numbers are decimals, and the Chinese 万 and 亿 stand only where nothing is
rounded away.
"""

from __future__ import annotations

from decimal import Decimal

from kg.answers.figures import Figure
from kg.graph.terms import PREFIXES
from kg.language import Lang, Text
from kg.sources.key import match_key

COUNT = PREFIXES["unit"] + "NUM"
PERCENT = PREFIXES["unit"] + "PERCENT"
QUALIFIERS = {
    "over": Text("more than {amount}", "超过{amount}"),
    "under": Text("less than {amount}", "不足{amount}"),
    "about": Text("about {amount}", "约{amount}"),
    "nearly": Text("nearly {amount}", "近{amount}"),
}
AT_LEAST = Text("at least {amount}", "至少{amount}")
AT_MOST = Text("at most {amount}", "至多{amount}")
# What a figure is, unless it was observed.
KINDS = {"forecast": Text("forecast", "预测"), "target": Text("target", "目标")}
DERIVED = Text("derived by us", "由我们推算")
NOT_INTERPRETED = Text("as printed, not interpreted", "照原样，未作解读")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
TEN_THOUSAND = 10**4  # 万; its square is 亿


def say_number(number: Decimal, lang: Lang) -> str:
    """Return *number* with every digit, grouped as one does in *lang*."""
    if lang == "en":
        return f"{number:,f}"
    if number != number.to_integral_value() or abs(number) < TEN_THOUSAND:
        return f"{number:,f}" if abs(number) >= TEN_THOUSAND else f"{number:f}"
    myriads, rest = divmod(int(abs(number)), TEN_THOUSAND)
    if rest:
        return f"{number:,f}"
    sign = "-" if number < 0 else ""
    whole, part = divmod(myriads, TEN_THOUSAND)
    if not whole:
        return f"{sign}{myriads}万"
    if not part and not whole % TEN_THOUSAND:
        return f"{sign}{whole // TEN_THOUSAND}万亿"
    return f"{sign}{whole}" + f".{part:04d}".rstrip("0").rstrip(".") + "亿"


def say_amount(figure: Figure, lang: Lang) -> str:
    """Return the value or range of *figure* with its qualifier and its unit; a count needs none."""
    return _qualified(figure, lang, _unit(figure, lang))


def _unit(figure: Figure, lang: Lang) -> str:
    return "" if figure.unit == COUNT else figure.unit_label.say(lang)


def _qualified(figure: Figure, lang: Lang, unit: str) -> str:
    if figure.value is not None:
        said = _with_unit(say_number(figure.value, lang), unit, lang)
        if figure.value == 1 and lang == "en":
            said = said.removesuffix("s")
    else:
        said = _say_range(figure, unit, lang)
    qualified = QUALIFIERS.get(figure.qualifier)
    return qualified.fill(amount=said).say(lang) if qualified else said


def _say_range(figure: Figure, unit: str, lang: Lang) -> str:
    ends = [say_number(end, lang) for end in (figure.minimum, figure.maximum) if end is not None]
    if len(ends) < 2:
        text = AT_LEAST if figure.maximum is None else AT_MOST
        return text.fill(amount=_with_unit(ends[0], unit, lang)).say(lang) if ends else ""
    if lang == "en":
        return _with_unit("–".join(ends), unit, lang)
    first = _with_unit(ends[0], unit, lang) if figure.unit == PERCENT else ends[0]
    return f"{first}～{_with_unit(ends[1], unit, lang)}"


def _with_unit(number: str, unit: str, lang: Lang) -> str:
    return f"{number} {unit}".rstrip() if lang == "en" else f"{number}{unit}"


def say_figure(figure: Figure, lang: Lang) -> str:
    """Return *figure* in words: its amount, and what it is if it was not plainly observed."""
    if not figure.interpreted:
        return f"“{figure.printed}”" + _in_brackets([NOT_INTERPRETED], lang)
    notes = [KINDS[figure.kind]] if figure.kind in KINDS else []
    notes += [DERIVED] if figure.derived_from else []
    return say_amount(figure, lang) + _in_brackets(notes, lang)


def _in_brackets(notes: list[Text], lang: Lang) -> str:
    if not notes:
        return ""
    said = [note.say(lang) for note in notes]
    return f" ({', '.join(said)})" if lang == "en" else f"（{'，'.join(said)}）"


def is_printed_so(figure: Figure) -> bool:
    """Tell whether *figure* is printed as it is said in Chinese, with its unit or without.

    Spacing and width do not count, nor the measure word behind a number that is a count.
    """
    printed = _key(figure.printed)
    said, plain = _key(say_amount(figure, "zh")), _key(_qualified(figure, "zh", ""))
    rest = printed.removeprefix(said)
    measured = printed.startswith(said) and not any(char.isdigit() for char in rest)
    return printed in (said, plain) or (figure.unit == COUNT and measured)


def _key(text: str) -> str:
    return match_key(text).replace("~", "")  # a sign of mathematics to Unicode


def say_period(period: str, lang: Lang) -> str:
    """Return an ISO 8601 period in words, at the precision given."""
    times = [_say_time(time, lang) for time in period.split("/") if time]
    if lang == "zh" and len(times) == 2 and times[0].endswith("年") and len(times[0]) == 5:
        times[0] = times[0].removesuffix("年")
    return ("–" if lang == "en" else "—").join(times)


def _say_time(time: str, lang: Lang) -> str:
    year, *rest = time.split("-")
    numbers = [int(part) for part in rest]
    if lang == "zh":
        return f"{year}年" + "".join(f"{n}{w}" for n, w in zip(numbers, "月日", strict=False))
    words = [str(numbers[1])] if len(numbers) > 1 else []
    words += [MONTHS[numbers[0] - 1]] if numbers else []
    return " ".join([*words, year])
