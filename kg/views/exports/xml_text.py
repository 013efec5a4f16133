"""What XML 1.0 can hold: not every character, and a lone carriage return only as a reference."""

from __future__ import annotations

import re

from kg.errors import UsageError
from kg.language import Text

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def check_text(text: str, owner: str) -> None:
    """Raise UsageError when XML cannot hold *text*, which *owner* has."""
    if found := FORBIDDEN.search(text):
        message = Text(
            "{owner} has a text with the character U+{code}, which this format cannot hold: "
            "choose nquads, ttl, jsonld, csv or xlsx, or remove the character from the data.",
            "{owner} 的文字含字符 U+{code}，此格式无法表示："
            "请改用 nquads、ttl、jsonld、csv 或 xlsx，或从数据中去掉该字符。",
        )
        raise UsageError(message.fill(owner=owner, code=f"{ord(found[0]):04X}"))


def keep_returns(xml: bytes) -> bytes:
    """Return *xml* with its carriage returns as references: a parser reads a bare one as LF."""
    return xml.replace(b"\r", b"&#13;")
