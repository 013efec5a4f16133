"""Reports on the miniature world, read back section by section, and words that would do harm."""

from __future__ import annotations

import re

from builders import World
from number_samples import add_numbers

import kg
from kg.views.report.blocks import Document, Footnote, Heading, Mark, Paragraph, Run, Table, line

# Figures and a finding about what stands on the threads, and an anomaly of a document.
BESIDE = """
kgd:finding-gamma-slow
    a kg:Finding ;
    skos:prefLabel "Accounting is slow"@en , "核算进展慢"@zh ;
    skos:definition "Plants wait for a method."@en , "各厂在等方法。"@zh ;
    kg:findingKind kgv:problem ;
    kg:about kgd:bottleneck-footprint-methods ;
    kg:saidBy kgd:work-yearbook ;
    kg:evidence kgd:ev-gamma-both .

kgd:work-yearbook
    a kg:CitedWork ;
    skos:prefLabel "Yearbook of output"@en , "产量年鉴"@zh ;
    dcterms:title "产量年鉴"@zh ;
    dcterms:creator "甲某" , "乙某" ;
    dcterms:issued "2020"^^xsd:gYear ;
    dcterms:isPartOf "某报" ;
    kg:referenceNumber "1" ;
    kg:citedIn kgd:source-gamma ;
    kg:evidence kgd:ev-gamma-table .

kgd:anomaly-beta-02
    a kg:Anomaly ;
    skos:prefLabel "Two titles of one plan"@en , "同一规划有两个标题"@zh ;
    skos:definition "The plan is named in two ways."@en , "该规划有两种名称。"@zh ;
    kg:anomalyKind kgv:variant-name ;
    kg:anomalyOf kgd:ev-beta-plan ;
    kg:affects kgd:document-plan ;
    kg:candidate "五年规划"@zh , "Five-year plan"@en ;
    kg:treatment "One document is kept."@en , "记为一份文件。"@zh ;
    kg:confidence kgv:high .
"""
# Each would do something if a format took it for its own.
HARMFUL = (
    "<script>window.__hacked = 1</script>",
    "<img src=x onerror=window.__hacked=1>",
    "[click](javascript:alert(1)) ![x](http://example.invalid/x.png)",
    "a | b | c || `code` **bold** __under__ ~~gone~~ $x^2$ &copy; <b>",
    "]]> <!-- --> </w:t></w:r> &#x41; {{ 7*7 }} {% if %} }} \\end{x} @misc{x, y={z}}",
    "\u202eturned round\u2066 \x0bvertical\x1b[31m \ufffe",
    '=HYPERLINK("http://example.invalid") # heading - list 1. one > quote',
)


def write_beside(world: World) -> World:
    """Add to *world* the source of numbers, what it says of the threads, and an anomaly."""
    add_numbers(world)
    # The 30 t of plant A are said of the platform, those of plant B of a part, the forecast of
    # the plan.
    figures = "sources/gamma/figures.csv"
    world.edit(figures, ",case-a,", ",measure-platform,")
    world.edit(figures, ",case-b,", ",bottleneck-footprint-methods,")
    world.edit(figures, ",2030,,,,,forecast,", ",2030,,,,document-plan,forecast,")
    world.append("sources/gamma/things.ttl", BESIDE)
    return world


def report(graph: kg.PolicyGraph, word: str | None, lang: str = "en") -> str:
    """Return the report as Markdown."""
    return graph.report(word, "md", lang, "kg report").decode()  # type: ignore[arg-type]


def sections(text: str) -> dict[str, str]:
    """Return the text below each heading of any level; anchors are left out."""
    text = re.sub(r'<a id="[^"]*"></a>', "", text)
    parts = re.split(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {head: body.strip() for head, body in zip(parts[1::2], parts[2::2], strict=True)}


def rows(section: str) -> list[list[str]]:
    """Return the cells of the table in *section*, its heading row first."""
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if set("".join(row)) != {"-"}]


def sample_document(text: str) -> Document:
    """Return a document that says *text* wherever a document can."""
    fixed = dict.fromkeys(
        ("question", "signature", "private", "contents", "notes_heading", "back"), text
    )
    blocks = (
        Heading(2, line(text), "a"),
        Paragraph(line(text, Mark(1), Mark(1, first=False), Run(text, link="a"))),
        Table((text,), ((line(text),),), (100,), text),
    )
    return Document(
        lang="zh", title=text, day="", page_of="{page} / {pages}", blocks=blocks,
        footnotes=(Footnote(1, line(text)),), **fixed,
    )  # fmt: skip
