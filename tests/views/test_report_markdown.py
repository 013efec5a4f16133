"""Markdown that reads as it was meant: no name opens a tag, a link, a table or a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from report_samples import HARMFUL

from kg.views.report.blocks import (
    Block,
    Document,
    Entries,
    Heading,
    Items,
    Listing,
    Mark,
    Paragraph,
    Run,
    Table,
    clean,
    line,
)
from kg.views.report.markdown import escape_markdown, write

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SPECIAL = "\\`*_{}[]()<>#+-.!|~&$^=:;\"'@/%0123456789 ab中，“”●\t\n"


def document(*blocks: Block) -> Document:
    fixed = dict.fromkeys(
        ("title", "question", "signature", "private", "day", "contents", "notes_heading", "back",
         "page_of"), "",
    )  # fmt: skip
    return Document(lang="en", blocks=blocks, footnotes=(), **(fixed | {"title": "T"}))


def written(*blocks: Block) -> str:
    return write(document(*blocks)).decode().removeprefix("# T\n\n")


def parse(text: str) -> list[Token]:
    return PARSER.parse(text)


def shown(tokens: list[Token]) -> list[str]:
    """Return the text of each inline token; anything but text and bold is an intruder."""
    found = []
    for token in tokens:
        if token.type == "inline":
            kinds = {child.type for child in token.children or ()}
            assert kinds <= {"text", "strong_open", "strong_close"}, kinds
            found.append("".join(child.content for child in token.children or ()))
    return found


def meant(text: str) -> str:
    return clean(text).strip()


texts = st.one_of(st.text(), st.text(alphabet=SPECIAL), st.sampled_from(HARMFUL)).filter(meant)


@given(texts)
def test_a_paragraph_reads_as_it_was_meant(text: str) -> None:
    tokens = parse(escape_markdown(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert shown(tokens) == [meant(text)]


@given(st.lists(texts, min_size=1, max_size=4))
def test_runs_side_by_side_read_as_one(parts: list[str]) -> None:
    tokens = parse(written(Paragraph(line(*map(Run, parts)))))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert shown(tokens) == ["".join(map(clean, parts)).strip()]


@given(texts)
def test_a_bold_run_keeps_its_text(text: str) -> None:
    (said,) = shown(parse(written(Paragraph(line("甲", Run(text, strong=True), "乙")))))
    assert said == f"甲{clean(text)}乙"


@given(texts, texts, texts)
def test_a_table_keeps_its_cells(head: str, one: str, other: str) -> None:
    table = Table((head, "b"), ((line(one), line(other)),), (50, 50), "")
    tokens = parse(written(table))
    assert [token.type for token in tokens].count("td_open") == 2
    assert shown(tokens) == [meant(head), "b", meant(one), meant(other)]


@given(texts, texts)
def test_a_list_keeps_its_items(one: str, below: str) -> None:
    tokens = parse(written(Items(((line(one), line(below)), (line("end"),)))))
    inline = [token for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens].count("list_item_open") == 2
    kinds = [child.type for child in inline[0].children or ()]
    assert kinds == ["text", "hardbreak", "text"]
    assert [c.content for c in inline[0].children or () if c.content] == [meant(one), meant(below)]


@given(texts)
def test_a_heading_keeps_its_level(text: str) -> None:
    tokens = parse(written(Heading(3, line(text))))
    assert tokens[0].tag == "h3"
    assert shown(tokens) == [meant(text)]


@given(texts)
def test_an_entry_keeps_its_label(text: str) -> None:
    tokens = parse(written(Entries(((line("[1]"), line(text)),))))
    assert shown(tokens) == [f"[1] {meant(text)}"]


@given(st.text(alphabet=SPECIAL + "`~"))
def test_a_listing_is_not_left_early(text: str) -> None:
    tokens = parse(written(Listing(text, "bibtex"), Paragraph(line("after"))))
    assert tokens[0].type == "fence"
    assert shown(tokens) == ["after"]


@pytest.mark.parametrize("text", HARMFUL)
def test_words_that_would_do_harm_are_shown(text: str) -> None:
    html = PARSER.render(escape_markdown(text))
    assert html.count("<") == 2  # of the paragraph
    assert "href" not in html
    assert "\u202e" not in html


def test_marks_stand_apart() -> None:
    said = Paragraph(line("Said", Mark(1), Mark(2, first=False), ". 中", Mark(3)))
    assert written(said) == "Said[^1] [^2]. 中[^3]\n"


def test_bold_beside_chinese_opens_nothing_it_cannot_close() -> None:
    # By CommonMark, ** beside a quotation mark between letters opens no bold.
    assert written(Paragraph(line("甲", Run("“乙”", strong=True), "丙"))) == "甲“乙”丙\n"
    assert written(Paragraph(line("甲", Run("乙", strong=True), "丙"))) == "甲**乙**丙\n"


def test_addresses_become_no_links() -> None:
    said = escape_markdown("http://example.invalid www.example.invalid")
    assert said == "http\\://example.invalid www\\.example.invalid"
