"""A document as one HTML file: no script, nothing from elsewhere, light and dark, prints on A4."""

from __future__ import annotations

from importlib import resources

from kg.views import palette
from kg.views.html import content_policy, open_templates
from kg.views.report.blocks import Block, Document, Heading, Line, Mark, Table, plain

TEMPLATE = "report.html.jinja"
LANGUAGES = {"zh": "zh-Hans", "en": "en-GB"}
MOST_LISTED = 3  # the deepest level in the contents


def write(document: Document) -> bytes:
    """Return *document* as UTF-8."""
    styles = f"{palette.as_plain_css()}\n{_style()}\n{_widths(document)}"
    page = open_templates().get_template(TEMPLATE)
    anchors = {id(block): at for at, block in enumerate(document.blocks, start=1)}
    return page.render(
        document=document,
        language=LANGUAGES[document.lang],
        policy=content_policy([], [styles]),
        styles=styles,
        headings=_headings(document),
        anchor=lambda block: _anchor(block, anchors[id(block)]),
        kind=lambda value: type(value).__name__,
        plain=plain,
        is_mark=lambda part: isinstance(part, Mark),
        after_mark=_after_mark,
    ).encode("utf-8")


def _widths(document: Document) -> str:
    """Return a class for each width of a column: the policy lets no element have a style."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    widths = sorted({width for table in tables for width in table.widths})
    return "\n".join(f".width-{width} {{ width: {width}%; }}" for width in widths)


def _anchor(block: Block, number: int) -> str:
    """Return the anchor of a heading: its own, else one by its number."""
    own = block.anchor if isinstance(block, Heading) else ""
    return own or f"section-{number}"


def _headings(document: Document) -> list[tuple[int, str, str]]:
    """Return level, text and anchor of the headings that the contents list."""
    return [
        (block.level, plain(block.line), _anchor(block, number))
        for number, block in enumerate(document.blocks, start=1)
        if isinstance(block, Heading) and block.level <= MOST_LISTED
    ]


def _after_mark(parts: Line, at: int) -> bool:
    """Tell whether the part *at* is a mark that follows another."""
    return at > 0 and isinstance(parts[at], Mark) and isinstance(parts[at - 1], Mark)


def _style() -> str:
    return (resources.files("kg.views") / "assets" / "report.css").read_text(encoding="utf-8")
