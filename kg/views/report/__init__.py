"""Takes a dossier (kg.answers.report); gives one document in one language, as bytes.

The document is built once, as blocks; three writers write it: Markdown, HTML and Word.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.language import Text

if TYPE_CHECKING:
    from kg.views.report.blocks import Document

# A form by one line: its name, and the module that holds `write`, imported when it is written.
FORMS = {
    "md": "kg.views.report.markdown",
    "docx": "kg.views.report.word",
    "html": "kg.views.report.page",
}


def write_document(document: Document, form: str) -> bytes:
    """Return *document* as a file of *form*; UsageError for a form that there is none of."""
    if form not in FORMS:
        text = Text(
            "There is no report as '{form}'; choose one of: {known}.",
            "没有“{form}”格式的报告；可选：{known}。",
        )
        raise UsageError(text.fill(form=form, known=", ".join(FORMS)))
    written: bytes = importlib.import_module(FORMS[form]).write(document)
    return written
