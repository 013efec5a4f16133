"""A document as a Word file: real footnotes, Chinese fonts by name, tables that do not break.

python-docx writes it; it is the extra `docx`, asked for only here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.language import Text
from kg.views import palette
from kg.views.report.blocks import (
    Block,
    Document,
    Entries,
    Footnote,
    Heading,
    Items,
    Line,
    Listing,
    Mark,
    Paragraph,
    Run,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.text.paragraph import Paragraph as WordParagraph

# A4, in twentieths of a point.
WIDTH, HEIGHT, MARGIN, SIDE = 11906, 16838, 1418, 1304
TEXT_WIDTH = WIDTH - 2 * SIDE
ROLES = {"": "Normal", "lead": "Lead", "note": "Note", "label": "Label"}
COLOURS = {
    **palette.STRENGTHS["light"],
    "quiet": palette.SURFACES["light"]["quiet"],
    "warn": palette.SURFACES["light"]["warn"],
}
HEAD_SHADE = palette.SURFACES["light"]["ground"].removeprefix("#").upper()
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef●○◆※]")


def write(document: Document) -> bytes:
    """Return *document* as a Word file; UsageError where python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        text = Text(
            "A Word file needs python-docx: add it with pip install 'policy-kg[docx]'.",
            "生成 Word 文件需要 python-docx：请运行 pip install 'policy-kg[docx]'。",
        )
        raise UsageError(text) from error
    return _Writer(docx.Document(), document).write()


class _Writer:
    """The Word file while it is written."""

    def __init__(self, word: Docx, document: Document) -> None:
        from kg.views.report import word_parts

        self.word = word
        self.document = document
        self.parts = word_parts
        self.element = word_parts.element
        self._bookmarks: dict[str, tuple[int, str]] = {}

    def write(self) -> bytes:
        self.parts.prepare(self.word, self.document)
        self._page()
        self._front()
        for block in self.document.blocks:
            self._block(block)
        self.parts.add_footnotes(self.word, [self._footnote(n) for n in self.document.footnotes])
        return self.parts.save(self.word)

    # The page.

    def _page(self) -> None:
        from docx.shared import Twips

        section = self.word.sections[0]
        section.page_width, section.page_height = Twips(WIDTH), Twips(HEIGHT)
        section.top_margin = section.bottom_margin = Twips(MARGIN)
        section.left_margin = section.right_margin = Twips(SIDE)
        section.header_distance = section.footer_distance = Twips(700)
        head = section.header.paragraphs[0]
        self._add(head, Run(self.document.signature))
        if self.document.private:
            head.add_run().add_tab()
            self._add(head, Run(self.document.private, tone="warn"))
        self._number(section.footer.paragraphs[0])

    def _number(self, paragraph: WordParagraph) -> None:
        """Write the number of the page and of all pages, as fields."""
        for piece in re.split(r"(\{\w+\})", self.document.page_of):
            if piece in ("{page}", "{pages}"):
                code = "PAGE" if piece == "{page}" else "NUMPAGES"
                self._field(paragraph, code, "1")
            elif piece:
                self._add(paragraph, Run(piece))

    def _field(self, paragraph: WordParagraph, code: str, shown: str, style: str = "") -> None:
        def char(kind: str) -> Any:
            return self.element("w:fldChar", {"fldCharType": kind})

        instruction = self.element("w:instrText", {"xml:space": "preserve"})
        instruction.text = f" {code} "
        text = self.element("w:t")
        text.text = shown
        for child in (char("begin"), instruction, char("separate"), text, char("end")):
            run = self.element("w:r", None, *self._styled(style), child)
            paragraph._p.append(run)

    def _styled(self, style: str) -> list[Any]:
        if not style:
            return []
        return [self.element("w:rPr", None, self.element("w:rStyle", {"val": style}))]

    def _front(self) -> None:
        document = self.document
        self._paragraph("Title", (Run(document.title),))
        self._paragraph("Subtitle", (Run(document.question),))
        self._paragraph("Signature", (Run(document.signature),))
        if document.private:
            self._paragraph("Private", (Run(document.private),))

    # Blocks.

    def _block(self, block: Block) -> None:
        match block:
            case Heading(level, said, anchor):
                self._paragraph(f"Heading {level - 1}", said, anchor)
            case Paragraph(said, role):
                self._paragraph(ROLES[role], said)
            case Items(items):
                for item in items:
                    self._item(item)
            case Table():
                self._table(block)
            case Entries(entries):
                for label, said in entries:
                    self._entry(label, said)
            case Listing(text, _):
                self._listing(text)

    def _paragraph(self, style: str, said: Line, anchor: str = "") -> WordParagraph:
        paragraph = self.word.add_paragraph(style=style)
        if anchor:
            number, name = self._bookmark(anchor)
            paragraph._p.append(self.element("w:bookmarkStart", {"id": number, "name": name}))
        self._fill(paragraph, said)
        if anchor:
            paragraph._p.append(self.element("w:bookmarkEnd", {"id": number}))
        return paragraph

    def _item(self, item: tuple[Line, ...]) -> None:
        first, *below = item
        paragraph = self._paragraph("List Bullet", first)
        paragraph.paragraph_format.keep_with_next = bool(below) or None
        for said in below:
            self._paragraph("List Continue", said)

    def _entry(self, label: Line, said: Line) -> None:
        paragraph = self._paragraph("Reference", label)
        paragraph.add_run().add_tab()
        self._fill(paragraph, said)

    def _listing(self, text: str) -> None:
        for entry in text.split("\n\n"):
            paragraph = self.word.add_paragraph(style="Listing")
            for at, one in enumerate(entry.splitlines()):
                if at:
                    paragraph.add_run().add_break()
                self._add(paragraph, Run(one))

    def _table(self, block: Table) -> None:
        from docx.shared import Twips

        table = self.word.add_table(rows=1, cols=len(block.heads), style="Report Table")
        table.autofit = False
        share = [TEXT_WIDTH * width // sum(block.widths) for width in block.widths]
        heads: list[Line] = [(Run(head),) for head in block.heads]
        self._row(table.rows[0], heads, "Table Head")
        for row in block.rows:
            self._row(table.add_row(), list(row), "Table Text")
        for column, width in zip(table.columns, share, strict=True):
            column.width = Twips(width)
        for row in table.rows:
            for cell, width in zip(row.cells, share, strict=True):
                cell.width = Twips(width)
        self.word.add_paragraph(style="Spacer")

    def _row(self, row: Any, cells: list[Line], style: str) -> None:
        properties = row._tr.get_or_add_trPr()
        properties.append(self.element("w:cantSplit"))
        if style == "Table Head":
            properties.append(self.element("w:tblHeader"))
        for cell, said in zip(row.cells, cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = style
            self._fill(paragraph, said)
            if style == "Table Head":
                shade = {"val": "clear", "color": "auto", "fill": HEAD_SHADE}
                cell._tc.get_or_add_tcPr().append(self.element("w:shd", shade))

    # Lines.

    def _fill(self, paragraph: WordParagraph, said: Line) -> None:
        before: Run | Mark | None = None
        for part in said:
            if isinstance(part, Mark):
                if isinstance(before, Mark):
                    self._add(paragraph, Run(","), "FootnoteReference")
                self._mark(paragraph, part)
            else:
                self._add(paragraph, part)
            before = part

    def _add(self, paragraph: WordParagraph, part: Run, style: str = "") -> None:
        """Add a run; in a link it stands below the link."""
        run = paragraph.add_run(part.text)
        properties = run._r.get_or_add_rPr()
        if style or part.code:
            properties.insert(0, self.element("w:rStyle", {"val": style or "CodeText"}))
        if self.document.lang == "zh" or HAN.search(part.text):
            # Quotes and dots that both scripts have are Chinese ones here.
            self.parts.set_hint(properties)
        if part.strong:
            run.bold = True
        if part.tone:
            from docx.shared import RGBColor

            run.font.color.rgb = RGBColor.from_string(COLOURS[part.tone].removeprefix("#").upper())
        if part.link:
            self._link(run._r, part.link, styled=not part.tone)

    def _link(self, run: Any, anchor: str, *, styled: bool) -> None:
        if styled:
            run.get_or_add_rPr().insert(0, self.element("w:rStyle", {"val": "Hyperlink"}))
        _, name = self._bookmark(anchor)
        link = self.element("w:hyperlink", {"anchor": name, "history": "1"})
        run.addprevious(link)
        link.append(run)

    def _mark(self, paragraph: WordParagraph, mark: Mark) -> None:
        """Write the mark of a footnote; a place cited again points to its first mark."""
        number, name = self._bookmark(f"footnote {mark.number}")
        if not mark.first:
            self._field(paragraph, f"NOTEREF {name} \\f \\h", str(mark.number), "FootnoteReference")
            return
        reference = self.element("w:footnoteReference", {"id": mark.number})
        run = self.element("w:r", None, *self._styled("FootnoteReference"), reference)
        start = self.element("w:bookmarkStart", {"id": number, "name": name})
        for child in (start, run, self.element("w:bookmarkEnd", {"id": number})):
            paragraph._p.append(child)

    def _footnote(self, note: Footnote) -> Any:
        """Return a footnote: its own mark, then its line."""
        paragraph = self.word.add_paragraph(style="footnote text")
        mark = self.element("w:footnoteRef")
        paragraph._p.append(self.element("w:r", None, *self._styled("FootnoteReference"), mark))
        self._add(paragraph, Run(" "))
        self._fill(paragraph, note.line)
        line = paragraph._p
        line.getparent().remove(line)
        return self.element("w:footnote", {"id": note.number}, line)

    def _bookmark(self, anchor: str) -> tuple[int, str]:
        """Return number and name of a bookmark: Word takes 40 letters, digits and `_` at most."""
        if anchor not in self._bookmarks:
            number = len(self._bookmarks) + 1
            hidden = "_Ref_note" if anchor.startswith("footnote ") else "section"
            self._bookmarks[anchor] = (number, f"{hidden}_{number}")
        return self._bookmarks[anchor]
