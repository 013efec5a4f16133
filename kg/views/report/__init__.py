"""Takes a dossier (kg.answers.report); gives one document in one language, as bytes.

The document is built once, as blocks; three writers write it: Markdown, HTML and Word.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.views.report.blocks import Document

# A form by one line: its name, and the module that holds `write`, imported when it is written.
FORMS = {
    "md": "kg.views.report.markdown",
    "docx": "kg.views.report.word",
    "html": "kg.views.report.page",
}


def write_document(document: Document, form: str) -> bytes:
    """Return *document* as a file of *form*: md, docx or html."""
    written: bytes = importlib.import_module(FORMS[form]).write(document)
    return written
