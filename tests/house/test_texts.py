"""Every message stands in both languages, with the same values, and says what to do."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import ROOT

HAN = re.compile(r"[\u4e00-\u9fff]")
FIELD = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
# A message that stops a user names the next step in the imperative.
NEXT_EN = re.compile(
    r"\b(add|allow|ask|check|choose|convert|correct|declare|did you mean|edit|end|fill|find|give|"
    r"join|known|lock|look|mend|name|narrow|put|read|remove|run|say|see|set|shorten|takes|try|use|"
    r"write|is 1 to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Message:
    """A `Text(en, zh)` of the code, where it stands, and whether it stops a user."""

    place: str
    en: str
    zh: str
    raised: bool


def literal(node: ast.expr) -> str | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def messages_of(path: Path) -> list[Message]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(ROOT).as_posix()
    raising = {
        id(inner)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        if any(isinstance(node, ast.Raise) for node in ast.walk(function))
        or "-> NotFound" in ast.unparse(function)
        for inner in ast.walk(function)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) >= 2:
            en, zh = literal(node.args[0]), literal(node.args[1])
            if node.func.id in ("Text", "both") and en is not None and zh is not None:
                raised = node.func.id == "Text" and id(node) in raising
                found.append(Message(f"{name}:{node.lineno}", en, zh, raised))
    return found


MESSAGES = [m for path in sorted((ROOT / "kg").rglob("*.py")) for m in messages_of(path)]
ALIKE = {"中文", "PNG", "SVG"}  # names that are the same, or meant to be, in both languages
TOLD = [message for message in MESSAGES if message.en and message.en not in ALIKE]
RAISED = [message for message in TOLD if message.raised and "{message}" not in message.en]


def test_the_messages_are_found() -> None:
    assert len(TOLD) > 100
    assert len(RAISED) > 20


@pytest.mark.parametrize("message", TOLD, ids=lambda m: m.place)
def test_a_message_is_said_in_both_languages(message: Message) -> None:
    assert not HAN.search(message.en.replace("碳足迹", "").replace("算力", "")), message.en
    symbols_only = not re.search(r"[A-Za-z]{2}", FIELD.sub("", message.en))
    assert symbols_only or HAN.search(message.zh), message.zh


SPLIT = {
    "near_en": "near", "near_zh": "near", "label_zh": "label", "en": "said", "zh": "said",
}  # fmt: skip
OPTIONAL = {"name", "command", "count"}


@pytest.mark.parametrize("message", TOLD, ids=lambda m: m.place)
def test_both_languages_hold_the_same_values(message: Message) -> None:
    en, zh = (
        {SPLIT.get(name, name) for name in FIELD.findall(text)} for text in (message.en, message.zh)
    )
    assert en - OPTIONAL == zh - OPTIONAL


@pytest.mark.parametrize("message", RAISED, ids=lambda m: m.place)
def test_an_error_ends_as_a_sentence_in_both_languages(message: Message) -> None:
    assert message.en.endswith((".", "}")), message.en
    assert message.zh.endswith(("。", "}")), message.zh


def test_an_error_says_what_to_do() -> None:
    assert [f"{m.place}: {m.en}" for m in RAISED if not NEXT_EN.search(m.en)] == []


# Straight marks stand around what is typed as it stands, and in errors, as a shell quotes.
TYPED = re.compile(r"'(kg |policy-kg\[)[^']*'")
LABELS = [
    message
    for message in TOLD
    if message.place.startswith("kg/views/")
    if not message.raised and "; choose " not in message.en
]


def test_labels_have_the_quotation_marks_of_print() -> None:
    assert len(LABELS) > 100
    straight = [m for m in LABELS if set("'\"") & set(TYPED.sub("", m.en))]
    assert [f"{m.place}: {m.en}" for m in straight] == []
