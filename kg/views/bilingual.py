"""Words in Chinese and English at once, as the pages hold them and show the reader's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.answers.values import Bilingual
from kg.graph.terms import local_name
from kg.language import Lang, Text

LANGS: tuple[Lang, ...] = ("zh", "en")
Both = dict[str, str]


def both(text: Text) -> Both:
    """Return *text* in both languages, its values filled in where it has any."""
    return {"zh": text.say("zh"), "en": text.say("en")}


def all_both(texts: Mapping[Any, Text]) -> dict[str, Both]:
    """Return *texts* in both languages, by the values of their keys."""
    return {str(getattr(key, "value", key)): both(text) for key, text in texts.items()}


def same(words: str) -> Both:
    """Return *words* for both languages: a name, an id, a number."""
    return {"zh": words, "en": words}


def named(label: Bilingual, iri: str) -> Both:
    """Return *label* in both languages: where it is silent, the other one or the local name."""
    return {lang: label.say(lang).strip() or local_name(iri) for lang in LANGS}
