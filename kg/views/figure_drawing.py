"""Numbers as lengths: where the bar of a figure begins and ends, in per cent of the full length."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.answers.figures import Figure
from kg.language import Text
from kg.views.bilingual import LANGS, Both
from kg.views.words import BETWEEN

THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True)
class Extent:
    """What lies along an axis, in per cent of its length: where it begins and how long it is."""

    start: str
    length: str

    @property
    def middle(self) -> str:
        """Where its middle lies."""
        return f"{Decimal(self.start) + Decimal(self.length) / 2:f}"

    @property
    def end(self) -> str:
        """Where it ends."""
        return f"{Decimal(self.start) + Decimal(self.length):f}"


def kind_of_figure(figure: Figure) -> str:
    """Return how a figure is drawn: as observed, forecast, target, derived, or as a reading."""
    if not figure.interpreted:
        return "reading"
    return "derived" if figure.derived_from else (figure.kind or "observed")


def extent(figure: Figure) -> tuple[Decimal, Decimal]:
    """Return where the bar of a figure begins and ends: a range hangs between its ends."""
    if figure.value is not None:
        return Decimal(0), figure.value
    low = figure.minimum if figure.minimum is not None else Decimal(0)
    return low, figure.maximum if figure.maximum is not None else low


def percent(value: Decimal, scale: Decimal) -> str:
    """Return *value* as per cent of *scale*, to a thousandth."""
    share = value * 100 / scale if scale else Decimal(0)
    return f"{share.quantize(THOUSANDTH):f}"


def as_text(words: Both) -> Text:
    """Return words in both languages as a text."""
    return Text(words["en"], words["zh"])


def joined(parts: Iterable[Both]) -> Both:
    """Return *parts* in one line."""
    said = list(parts)
    return {lang: BETWEEN[lang].join(part[lang] for part in said) for lang in LANGS}


def capitals(words: Both) -> Both:
    """Return *words*, in English with a capital letter at the beginning."""
    return {**words, "en": capital(words["en"])}


def capital(words: str) -> str:
    """Return *words* with a capital letter at the beginning."""
    return words[:1].upper() + words[1:]
