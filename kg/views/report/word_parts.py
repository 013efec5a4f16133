"""What a Word file holds beside its text: styles, settings, footnotes; and the same bytes always.

python-docx knows no footnotes, and its own styles are hundreds of kilobytes with fonts of a theme:
those parts are ours, in XML.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

if TYPE_CHECKING:
    from docx.document import Document as Docx

    from kg.views.report.blocks import Document

LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
# What python-docx's template brings along and nobody needs.
UNWANTED = ("thumbnail", "stylesWithEffects", "customXml")
FIRST_DAY = "1980-01-01"  # of a zip file
SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>policy-kg</Application></Properties>"
)


def element(tag: str, attributes: Mapping[str, object] | None = None, *children: Any) -> Any:
    """Return the element *tag*, such as `w:p`; names of attributes are those of its namespace."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name if ":" in name else f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def set_hint(properties: Any) -> None:
    """Say that characters which both scripts have are Chinese ones in a run."""
    properties.get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def prepare(word: Docx, document: Document) -> None:
    """Give *word* our styles, lists and settings, its language, and its properties."""
    for part, name in (
        (word.styles.element, "word-styles.xml"),
        (word.part.numbering_part.element, "word-numbering.xml"),
        (word.settings.element, "word-settings.xml"),
    ):
        _replace(part, name)
    _set_language(word, LANGUAGES[document.lang])
    _drop_unwanted(word)
    _set_properties(word, document)


def _replace(part: Any, name: str) -> None:
    ours = parse_xml((resources.files("kg.views") / "assets" / name).read_bytes())
    for child in list(part):
        part.remove(child)
    for child in list(ours):
        part.append(child)


def _set_language(word: Docx, language: str) -> None:
    for lang in (
        word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}"),
        word.settings.element.find(qn("w:themeFontLang")),
    ):
        assert lang is not None  # noqa: S101 - both stand in our parts
        lang.set(qn("w:val"), language)
    if language == "zh-CN":
        # 黑体 is bold by itself; thickened it blurs.
        for bold in ("w:b", "w:bCs"):
            for style in word.styles.element.findall(qn("w:style")):
                for found in style.findall(f"{qn('w:rPr')}/{qn(bold)}"):
                    found.getparent().remove(found)


def _drop_unwanted(word: Docx) -> None:
    package = word.part.package
    for holder in (package, word.part):
        for name, relation in list(holder.rels.items()):
            if any(relation.reltype.endswith(f"/{unwanted}") for unwanted in UNWANTED):
                del holder.rels[name]
    for relation in package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            relation.target_part._blob = APPLICATION.encode()


def _set_properties(word: Docx, document: Document) -> None:
    day = datetime.fromisoformat(document.day or FIRST_DAY).replace(tzinfo=UTC)
    properties = word.core_properties
    properties.title = document.title[:255]
    properties.subject = document.question[:255]
    properties.author = properties.last_modified_by = "policy-kg"
    properties.comments = document.private[:255]
    properties.keywords = document.signature[:255]
    properties.language = LANGUAGES[document.lang]
    properties.created = properties.modified = day.replace(tzinfo=None)
    properties.revision = 1


def add_footnotes(word: Docx, notes: list[Any]) -> None:
    """Add the part that holds the footnotes; without it Word would know their marks only."""
    root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
    for number, kind in SEPARATORS:
        line = element("w:p", None, element("w:r", None, element(f"w:{kind}")))
        root.append(element("w:footnote", {"id": number, "type": kind}, line))
    for note in notes:
        root.append(note)
    blob = serialize_part_xml(root)
    place = PackURI("/word/footnotes.xml")
    part = Part(place, CONTENT_TYPE.WML_FOOTNOTES, blob, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def save(word: Docx) -> bytes:
    """Return the bytes of *word*, without the hour at which it was written."""
    written = io.BytesIO()
    word.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, source.read(name))
    return packed.getvalue()
