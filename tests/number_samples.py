"""A third invented source with numbers: a table, figures in running text, an anomaly.

text:   A made 30 t, B more than 12.5 t, both together 42.5 t; by 2030 12 to 22 % less (guild)
table:  two cities, 30 and 13 t, and a name 江北 that no gazetteer has, 7 t; total 51 t (is 50)
"""

from __future__ import annotations

from builders import HEAD, World, as_csv, sha256

from kg.graph.tables import read_schema
from kg.paths import write_text

TEXT = """一、数字
甲厂产出30吨，乙厂产出超过12.5吨，两厂合计42.5吨。协会预计到2030年减排12%~22%。
产量表如下。
城市	产量
北京	30
上海	13
江北	7
合计	51
"""
FIGURES = "sources/gamma/figures.csv"
COLUMNS = read_schema("figures").header


def span(words: str, within: str = TEXT, occurrence: int = 1) -> str:
    """Return the span cell of the given *occurrence* of *words* in the text."""
    at = -1
    for _ in range(occurrence):
        at = within.index(words, at + 1)
    return f"{at}-{at + len(words)}"


def figure(name: str, spans: str, printed: str, **cells: str) -> list[str]:
    """Return a row of `figures.csv`: an exact, observed output in tonnes unless *cells* differ."""
    usual = {
        "id": f"figure-gamma-{name}",
        "spans": spans,
        "as_printed": printed,
        "indicator": "indicator-output",
        "unit": "unit:TONNE",
        "qualifier": "exact",
        "kind": "observed",
    }
    return [{**dict.fromkeys(COLUMNS, ""), **usual, **cells}[name] for name in COLUMNS]


def _cell(name: str, city: str, printed: str, **cells: str) -> list[str]:
    row = TEXT.index(f"{city}\t{printed}")
    number = row + len(city) + 1
    spans = f"{number}-{number + len(printed)};{row}-{row + len(city)};{span('产量', TEXT, 2)}"
    return figure(name, spans, printed, table="table-gamma-output", value=printed, **cells)


ROWS = [
    figure("a", span("30吨"), "30吨", value="30", evidence="ev-gamma-a", about="case-a"),
    figure(
        "b", span("超过12.5吨"), "超过12.5吨", value="12.5", qualifier="over",
        evidence="ev-gamma-b", about="case-b",
    ),
    figure("both", span("42.5吨"), "42.5吨", value="42.5", evidence="ev-gamma-both"),
    figure(
        "forecast", span("12%~22%"), "12%~22%", indicator="indicator-reduction",
        minimum="12", maximum="22", unit="unit:PERCENT", period="2030", kind="forecast",
        said_by="organisation-guild", evidence="ev-gamma-forecast",
    ),
    _cell("table-beijing", "北京", "30", area="region-beijing", area_printed="北京"),
    _cell("table-shanghai", "上海", "13", area="region-shanghai", area_printed="上海"),
    _cell("table-jiangbei", "江北", "7", area_printed="江北"),
    _cell("table-total", "合计", "51", breakdown="breakdown-total"),
]  # fmt: skip

EXPECTATIONS = [
    ["expectation-gamma-total", "sum", "figure-gamma-table-total",
     "figure-gamma-table-beijing;figure-gamma-table-shanghai;figure-gamma-table-jiangbei",
     "合计等于各城之和", "The total is the sum of the cities"],
    ["expectation-gamma-both", "sum", "figure-gamma-both", "figure-gamma-a;figure-gamma-b",
     "两厂合计", "Both together"],
]  # fmt: skip

EVIDENCE = {
    "ev-gamma-a": ("甲厂产出30吨", "甲厂的产量", "Output of A"),
    "ev-gamma-b": ("乙厂产出超过12.5吨", "乙厂的产量", "Output of B"),
    "ev-gamma-both": ("两厂合计42.5吨", "两厂产量之和", "Output of both"),
    "ev-gamma-forecast": ("协会预计到2030年减排12%~22%", "减排的预计", "A forecast"),
    "ev-gamma-table": ("产量表如下。", "表格的引语", "Lead-in of the table"),
}

THINGS = """
kgd:source-gamma
    a kg:Source ;
    skos:prefLabel "Invented source gamma"@en , "虚构来源gamma"@zh ;
    dcterms:creator "Nobody" ;
    dcterms:bibliographicCitation "Nobody. Invented source gamma." ;
    dcterms:language "zh" ;
    kg:readFor kg:addresses .

kgd:text-gamma
    a kg:SourceText ;
    skos:prefLabel "Text of gamma"@en , "gamma的文本"@zh ;
    kg:textOf kgd:source-gamma ;
    kg:sha256 "{digest}" ;
    kg:length {length} .

kgd:indicator-output
    a kg:Indicator ;
    skos:prefLabel "Output"@en , "产量"@zh ;
    skos:definition "What a plant makes."@en , "工厂的产出。"@zh .

kgd:indicator-reduction
    a kg:Indicator ;
    skos:prefLabel "Reduction of emissions"@en , "减排幅度"@zh ;
    skos:definition "How much less is emitted."@en , "排放减少的比例。"@zh .

kgd:breakdown-total
    a kg:Breakdown ;
    skos:prefLabel "Total"@en , "合计"@zh ;
    skos:definition "All together."@en , "全部合计。"@zh .

kgd:table-gamma-output
    a kg:PrintedTable ;
    skos:prefLabel "Output by city"@en , "各城产量"@zh ;
    skos:definition "The output of cities."@en , "各城市的产量。"@zh ;
    kg:evidence kgd:ev-gamma-table .

kgd:case-a
    a kg:Case ;
    skos:prefLabel "Plant A"@en , "甲厂"@zh ;
    kg:evidence kgd:ev-gamma-a .

kgd:case-b
    a kg:Case ;
    skos:prefLabel "Plant B"@en , "乙厂"@zh ;
    kg:evidence kgd:ev-gamma-b .

kgd:anomaly-gamma-01
    a kg:Anomaly ;
    skos:prefLabel "A place that does not exist"@en , "不存在的地名"@zh ;
    skos:definition "No city is called so; the total is 51 and the rows give 50."@en ,
        "没有此城；合计为 51，各行相加为 50。"@zh ;
    kg:anomalyKind kgv:unknown-name ;
    kg:anomalyOf kgd:figure-gamma-table-jiangbei-reading ;
    kg:affects kgd:figure-gamma-table-jiangbei , kgd:figure-gamma-table-total ;
    kg:candidateThing kgd:region-zhejiang , kgd:region-jiangsu ;
    kg:treatment "Left open."@en , "留待查证。"@zh ;
    kg:explains kgd:expectation-gamma-total .
"""


def add_numbers(world: World) -> World:
    """Add the source with numbers to *world* and lock it."""
    write_text(world.copies_dir / "gamma.txt", TEXT)
    directory = world.data / "sources/gamma"
    things = THINGS.format(digest=sha256(TEXT.encode()), length=len(TEXT))
    evidence = [[name, span(words), zh, en] for name, (words, zh, en) in EVIDENCE.items()]
    tables: dict[str, list[list[str]]] = {
        "sections": [["一", "0", "body"]],
        "evidence": evidence,
        "figures": ROWS,
        "expectations": EXPECTATIONS,
    }
    write_text(directory / "things.ttl", HEAD + things.lstrip())
    for name, rows in tables.items():
        write_text(directory / f"{name}.csv", as_csv(read_schema(name).header, rows))
    world.lock("gamma")
    return world
