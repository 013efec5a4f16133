"""Two languages, side by side: a message is written once in each and said in the reader's."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True)
class Text:
    """A message in English and Chinese, with the values that fill its `{names}`."""

    en: str
    zh: str
    values: dict[str, object] = field(default_factory=dict)

    def fill(self, **values: object) -> Text:
        """Return the same message with *values* added."""
        return Text(self.en, self.zh, {**self.values, **values})

    def say(self, lang: Lang) -> str:
        """Return the message in *lang*; a value that is a `Text` is said in the same language."""
        pattern = self.zh if lang == "zh" else self.en
        said = {k: v.say(lang) if isinstance(v, Text) else v for k, v in self.values.items()}
        return pattern.format(**said) if said else pattern

    def __hash__(self) -> int:
        return hash((self.en, self.zh, repr(self.values)))


def default_lang(environ: dict[str, str] | None = None) -> Lang:
    """Return the language of `KG_LANG`, else of the locale: `zh` for a Chinese one, else `en`."""
    env = os.environ if environ is None else environ
    for name in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := env.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
