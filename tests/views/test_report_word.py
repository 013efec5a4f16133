"""The Word file, read again: headings, tables, footnotes, fonts, language; nothing in it runs."""

from __future__ import annotations

import builtins
import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from builders import World
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]
from report_samples import HARMFUL, report, sample_document, sections, write_beside

import kg
from kg.errors import UsageError
from kg.language import Lang
from kg.views.report import write_document
from kg.views.report.blocks import Run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


def text_of(element: Any) -> str:
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


@pytest.fixture(scope="module")
def rich(template: World, tmp_path_factory: pytest.TempPathFactory) -> kg.PolicyGraph:
    return write_beside(template.copied_to(tmp_path_factory.mktemp("word") / "world")).load()


@pytest.fixture(scope="module", params=["en", "zh"])
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def content(rich: kg.PolicyGraph, lang: Lang) -> bytes:
    return rich.report("bottleneck-footprint", "docx", lang, "kg report")


def test_the_headings_are_those_of_the_markdown(
    rich: kg.PolicyGraph, content: bytes, lang: Lang
) -> None:
    found = [p.text for p in read(content).paragraphs if p.style.name.startswith("Heading")]
    told = sections(report(rich, "bottleneck-footprint", lang))
    expected = list(told)[1:-1]  # the first is the title, the last the footnotes
    assert found == expected
    title = [p.text for p in read(content).paragraphs if p.style.name == "Title"]
    assert title == [rich.graph.label(rich.show("bottleneck-footprint").iri, lang)]


def test_the_tables_are_whole(rich: kg.PolicyGraph, content: bytes, lang: Lang) -> None:
    tables = read(content).tables
    markdown = report(rich, "bottleneck-footprint", lang)
    assert len(tables) == markdown.count("| --- |\n")
    assert len(tables[0].rows) == 1 + 3  # the actions of the drawing
    for table in tables:
        head, *rows = table.rows
        assert head._tr.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)
        assert all(row._tr.find(f"{W}trPr/{W}tblHeader") is None for row in rows)
        widths = [int(cell.width.twips) for cell in head.cells]
        assert sum(widths) <= 9298  # what A4 leaves between its margins


def test_the_footnotes_are_real_and_each_stands_once(content: bytes) -> None:
    body, notes = part(content, "word/document.xml"), part(content, "word/footnotes.xml")
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    held = {note.get(f"{W}id"): text_of(note) for note in notes.iter(f"{W}footnote")}
    assert marks == [str(number) for number in range(1, len(marks) + 1)]
    assert set(held) == {"-1", "0", *marks}
    assert any("A library, with a registry" in said or "建因子库来补缺" in said
               for said in held.values())  # fmt: skip
    # A place that is cited again points to its first mark, which is a bookmark.
    fields = [found.text.split() for found in body.iter(f"{W}instrText")]
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    cited = [words[1] for words in fields if words[0] == "NOTEREF"]
    assert cited
    assert set(cited) <= names
    identifiers = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(identifiers) == len(set(identifiers))


def test_links_lead_to_bookmarks_of_the_file(rich: kg.PolicyGraph) -> None:
    body = part(rich.report(None, "docx"), "word/document.xml")
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    assert anchors
    assert anchors <= names
    assert all(name.replace("_", "").isalnum() and len(name) <= 40 for name in names)


def test_chinese_has_its_fonts_by_name(content: bytes, lang: Lang) -> None:
    styles = part(content, "word/styles.xml")
    east: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        fonts = style.find(f"{W}rPr/{W}rFonts")
        if fonts is not None:
            east[style.get(f"{W}styleId")] = fonts.get(f"{W}eastAsia")
    usual = styles.find(f"{W}docDefaults//{W}rFonts")
    assert (usual.get(f"{W}eastAsia"), usual.get(f"{W}ascii")) == ("宋体", "Times New Roman")
    assert {east[name] for name in ("Title", "Heading1", "Heading2", "TableHead")} == {"黑体"}
    assert not [e for e in styles.iter() for name in e.attrib if name.endswith("Theme")]
    # Quotes and dots that both scripts have are Chinese ones in a Chinese report.
    for paragraph in read(content).paragraphs:
        for run in paragraph.runs if lang == "zh" else ():
            if run.text.strip():
                assert run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"


def test_the_language_is_declared(content: bytes, lang: Lang) -> None:
    expected = {"zh": "zh-CN", "en": "en-GB"}[lang]
    said = part(content, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert (said.get(f"{W}val"), said.get(f"{W}eastAsia")) == (expected, "zh-CN")
    assert read(content).core_properties.language == expected


def test_the_page_is_a4_and_numbered(content: bytes) -> None:
    section = read(content).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    codes = [found.text.strip() for found in section.footer._element.iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]


def test_no_hour_and_no_machine_stand_in_the_file(content: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = read(content).core_properties
    assert properties.created == properties.modified
    assert properties.created.date().isoformat() == "2026-11-21"  # the newest claim
    assert properties.author == properties.last_modified_by == "policy-kg"
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"python-docx" not in whole
    assert b"Microsoft Macintosh" not in whole


def test_the_file_asks_for_nothing_from_elsewhere(content: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(content))
    relations = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
    assert b'TargetMode="External"' not in relations
    assert not [name for name in archive.namelist() if "vba" in name.lower() or "embed" in name]


def test_a_private_file_says_so_on_every_page(mini: kg.PolicyGraph) -> None:
    content = mini.report("bottleneck-footprint-factors", "docx", "zh", with_words=True)
    word = read(content)
    front = [p for p in word.paragraphs if p.style.name == "Private"]
    assert len(front) == 1
    assert "私人文件" in front[0].text
    assert "私人文件" in word.sections[0].header.paragraphs[0].text
    notes = text_of(part(content, "word/footnotes.xml"))
    assert "因子库长期缺位" in notes
    plain = mini.report("bottleneck-footprint-factors", "docx", "zh")
    assert "私人" not in text_of(part(plain, "word/document.xml"))
    assert "因子库长期缺位" not in text_of(part(plain, "word/footnotes.xml"))


@pytest.mark.parametrize("text", HARMFUL)
def test_words_that_would_do_harm_are_words(text: str) -> None:
    content = write_document(sample_document(text), "docx")
    said = Run(text).text
    word = read(content)
    assert word.paragraphs[0].text == said
    assert word.tables[0].rows[1].cells[0].text == said
    body = part(content, "word/document.xml")
    codes = {found.text.split()[0] for found in body.iter(f"{W}instrText")}
    assert codes == {"NOTEREF"}  # no field but our own


@settings(max_examples=30)
@given(st.text())
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    content = write_document(sample_document(text), "docx")
    assert read(content).tables[0].rows[0].cells[0].text == Run(text).text


def test_without_python_docx_one_sentence_names_the_extra(
    mini: kg.PolicyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Any] = builtins.__import__

    def missing(name: str, *rest: Any, **named: Any) -> Any:
        if name.split(".")[0] == "docx":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageError) as caught:
        mini.report("bottleneck-footprint", "docx")
    assert str(caught.value) == (
        "A Word file needs python-docx: add it with pip install 'policy-kg[docx]'."
    )
    assert "policy-kg[docx]" in caught.value.say("zh")
    assert mini.report("bottleneck-footprint", "md")
