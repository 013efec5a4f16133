"""Printed sections: the number and the paragraph of a place, headings and interruptions."""

from __future__ import annotations

import pytest

from kg.sources.sections import Section, locate

TEXT = """\
一篇虚构的文章
无名氏

# 一 开头

头一段。

## （一）细分

甲段讲了两句。第二句也在甲段。
乙段说到一半

---

脚注一行。
脚注二行。

乙段的后一半。
丙段。
"""


def begins(words: str) -> int:
    assert TEXT.count(words) == 1, words
    return TEXT.index(words)


SECTIONS = [
    Section("题录", 0, "front"),
    Section("一", begins("# 一 开头")),
    Section("一.一", begins("## （一）")),
    Section("脚注", begins("---"), "note"),
    Section("一.一", begins("乙段的后一半")),
]


@pytest.mark.parametrize(
    ("words", "section", "paragraph"),
    [
        ("一篇虚构", "题录", 1),
        ("无名氏", "题录", 2),
        ("开头", "一", 0),
        ("头一段", "一", 1),
        ("（一）细分", "一.一", 0),
        ("甲段讲了", "一.一", 1),
        ("第二句也", "一.一", 1),
        ("乙段说到", "一.一", 2),
        ("脚注一行", "脚注", 1),  # the line of hyphens carries no words
        ("脚注二行", "脚注", 2),
        ("乙段的后", "一.一", 2),  # the paragraph that the note cut in two
        ("丙段", "一.一", 3),
    ],
)
def test_locate(words: str, section: str, paragraph: int) -> None:
    assert locate(TEXT, SECTIONS, begins(words)) == (section, paragraph)


@pytest.mark.parametrize(
    ("words", "section", "paragraph"), [("# 一 开头", "一", 0), ("**粗体**", "一", 2)]
)
def test_locate_at_the_marks_of_a_line(words: str, section: str, paragraph: int) -> None:
    text = "# 一 开头\n头一段。\n**粗体**开始的一段。\n"
    assert locate(text, [Section("一", 0)], text.index(words)) == (section, paragraph)


def test_the_order_of_the_table_does_not_matter() -> None:
    for at in range(len(TEXT)):
        assert locate(TEXT, SECTIONS[::-1], at) == locate(TEXT, SECTIONS, at)


def test_before_the_first_section_there_is_none() -> None:
    assert locate(TEXT, [Section("一", 20)], 3) == ("–", 1)
    assert locate(TEXT, [], 3) == ("–", 1)
