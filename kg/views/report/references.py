"""References as GB/T 7714 writes them, and as BibTeX; nothing that is not known is made up.

An entry is an `@article` only where the journal is known and the source is printed as one; all
else is `@misc`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.answers.references import Reference
from kg.graph.terms import local_name
from kg.views.report.blocks import clean

ARTICLE = "[J]"  # GB/T 7714's sign of an article in a journal
DOCUMENT = "[Z]"  # and of what is none of its other kinds, such as a policy document
DOI = re.compile(r"10\.\d{4,9}/\S+")
ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}  # fmt: skip
SPECIAL = re.compile("|".join(map(re.escape, ESCAPES)))
LANGUAGES = {"zh": "chinese", "en": "english"}


def format_reference(reference: Reference) -> str:
    """Return *reference* in the form of GB/T 7714, with what is known of it."""
    if reference.kind == "Source" and reference.citation:
        return reference.citation
    sign = DOCUMENT if reference.kind == "PolicyDocument" else ""
    container = ", ".join(filter(None, (reference.container, _issue(reference))))
    parts = [", ".join(reference.creators), f"{reference.title}{sign}", container]
    if not _says_date(reference, container):
        parts.append(reference.issued)
    said = ". ".join(filter(None, parts)).rstrip(".") + "."
    return f"{said} {reference.identifier}." if reference.identifier else said


def _issue(reference: Reference) -> str:
    return reference.citation.rstrip(".")


def _says_date(reference: Reference, container: str) -> bool:
    return not reference.issued or reference.issued[:4] in container


def write_bibtex(references: Sequence[Reference]) -> str:
    """Return *references* as BibTeX, an entry each."""
    return "\n\n".join(map(_entry, references))


def _entry(reference: Reference) -> str:
    fields = {name: value for name, value in _fields(reference).items() if value}
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    kind = "article" if _is_article(reference) else "misc"
    return "\n".join([f"@{kind}{{{bibtex_key(reference)},", *lines, "}"])


def _is_article(reference: Reference) -> bool:
    return bool(reference.container) and ARTICLE in reference.citation


def bibtex_key(reference: Reference) -> str:
    """Return the key of *reference*: its own name, in the characters that BibTeX takes."""
    name = local_name(reference.iri).removeprefix("source-")
    return re.sub(r"[^A-Za-z0-9:-]+", "-", name).strip("-") or "reference"


def _fields(reference: Reference) -> dict[str, str]:
    article = _is_article(reference)
    year, _, month = reference.issued.partition("-")
    doi = DOI.fullmatch(reference.identifier)
    link = reference.identifier if reference.identifier.startswith("http") else ""
    # Two braces: an organisation is no first name and last name, a title keeps its letters.
    authors = " and ".join(f"{{{escape_bibtex(name)}}}" for name in reference.creators)
    return {
        "author": authors,
        "title": f"{{{escape_bibtex(reference.title)}}}",
        "journal": escape_bibtex(reference.container) if article else "",
        "howpublished": "" if article else escape_bibtex(reference.container),
        "year": year if re.fullmatch(r"\d{4}", year) else "",
        "month": str(int(month[:2])) if re.fullmatch(r"\d\d(-\d\d)?", month) else "",
        "doi": escape_bibtex(reference.identifier) if doi else "",
        "url": escape_bibtex(link),
        "note": escape_bibtex(reference.citation),
        "language": LANGUAGES.get(reference.language, ""),
    }


def escape_bibtex(text: str) -> str:
    """Return *text* so that it cannot leave the braces of its field."""
    return SPECIAL.sub(lambda match: ESCAPES[match[0]], clean(text))
