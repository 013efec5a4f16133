"""The tables of what was read where: passages, figures as printed and as interpreted, reviews."""

from __future__ import annotations

from kg.answers.columns import (
    DAY,
    DOUBTS,
    MADE_BY,
    NOTES,
    PASSAGES,
    Plan,
    both,
    id_of,
    labels,
    many,
    one,
)
from kg.answers.figures import OBSERVATION
from kg.answers.rows import SEPARATOR, Column, derived, literal, names, text
from kg.answers.values import read_evidence
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, OA, PROV, source_id
from kg.language import Text


def _source(graph: Graph, place: str) -> str:
    return source_id(read_evidence(graph, place).source)


def _section(graph: Graph, place: str) -> str:
    return read_evidence(graph, place).section


def _paragraph(graph: Graph, place: str) -> str:
    evidence = read_evidence(graph, place)
    return str(evidence.paragraph) if evidence.anchors else ""


def _spans(graph: Graph, place: str) -> str:
    spans = (anchor.span for anchor in read_evidence(graph, place).anchors)
    return SEPARATOR.join(f"{start}-{end}" for start, end in spans)


def _printed(graph: Graph, figure: str) -> str:
    reading = graph.one(figure, KG + "interprets")
    return graph.one(reading, KG + "asPrinted") if reading else ""


def _printed_in(graph: Graph, figure: str) -> str:
    reading = graph.one(figure, KG + "interprets")
    return _source(graph, reading) if reading else ""


PLACE = (
    one("source", derived(_source), Text("id of the source", "来源的标识")),
    one(
        "section", derived(_section),
        Text("printed section number of the first segment", "首段的印出章节号"),
    ),
    one(
        "paragraph", derived(_paragraph),
        Text("paragraph of the first segment; 0 is the heading", "首段的段落号；0 为标题"),
        "integer",
    ),
    (
        Column("spans", Text(
            "start-end in the text of the source, in Unicode code points, end exclusive",
            "在来源文本中的起止位置（Unicode 码点，不含终点）",
        ), many=True),
        derived(_spans),
    ),
)  # fmt: skip
SEGMENTS = (
    one("text", names(KG + "inSource"), Text("the text it lies in", "所在文本")),
    many("segments", names(KG + "segment"), Text("rows of the table segments", "segments 表的行")),
)
# What an observation says, and what a second reader says instead.
INTERPRETATION = (
    one(
        "value", literal(KG + "value", "decimal"),
        Text("number, in the unit", "数值，以该单位计"), "decimal",
    ),
    one(
        "minimum", literal(KG + "minimum", "decimal"),
        Text("lower end of a range", "区间下限"), "decimal",
    ),
    one(
        "maximum", literal(KG + "maximum", "decimal"),
        Text("upper end of a range", "区间上限"), "decimal",
    ),
    one("unit", names(KG + "unit", KGV), Text("unit", "单位")),
    *labels("unit", KG + "unit"),
    one(
        "qualifier", names(KG + "qualifier", KGV),
        Text(
            "exact, over, under, about or nearly",
            "exact（恰为）、over（超过）、under（不到）、about（约）或 nearly（近）",
        ),
    ),
    one(
        "kind", names(KG + "observationKind", KGV),
        Text(
            "observed, forecast or target", "observed（实况）、forecast（预测）或 target（目标）"
        ),
    ),
    one("period", literal(KG + "refPeriod"), Text("period, ISO 8601", "时期（ISO 8601）")),
)  # fmt: skip
VERDICT = one(
    "verdict", names(KG + "verdict", KGV),
    Text(
        "verdict-agreed, verdict-changed or verdict-refused",
        "verdict-agreed（同意）、verdict-changed（修改）或 verdict-refused（不采纳）",
    ),
)  # fmt: skip
WHAT_CHANGED = one(
    "note", text(KG + "note", "en"), Text("what was changed and why", "改了什么、为什么（英文）")
)

EVIDENCE = Plan(
    "evidence",
    Text(
        "Places in the sources, with a paraphrase of ours; the words themselves are not here",
        "来源中的位置，附我们自己的转述；不含原文字句",
    ),
    KG + "Evidence",
    (
        one("id", id_of(KG + "Evidence"), Text("local name of the evidence", "证据的标识")),
        *PLACE,
        *both(
            "paraphrase", KG + "paraphrase",
            Text("what is said there, in our words, in Chinese", "该处所言，我们的转述（中文）"),
            Text("what is said there, in our words, in English", "该处所言，我们的转述（英文）"),
        ),
        DOUBTS,
        *SEGMENTS,
    ),
)  # fmt: skip

FIGURES = Plan(
    "figures",
    Text("Figures as interpreted, one a row", "数字的释读，每行一个"),
    OBSERVATION,
    (
        one("id", id_of(OBSERVATION), Text("local name of the figure", "数字的标识")),
        many("indicator", names(KG + "indicator"), Text("what is counted", "指标")),
        *labels("indicator", KG + "indicator"),
        one("as_printed", derived(_printed), Text("characters as printed", "印出的字符")),
        *INTERPRETATION,
        many("area", names(KG + "refArea"), Text("region", "地区")),
        *labels("area", KG + "refArea"),
        many("breakdown", names(KG + "breakdown"), Text("broken down by", "分组")),
        many("about", names(KG + "measures"), Text("things it is about", "所述对象")),
        many(
            "said_by", names(KG + "saidBy"), Text("whom the source names for it", "来源所称的出处")
        ),
        many("table", names(KG + "inTable"), Text("printed table or list", "印出的表格或列表")),
        one("source", derived(_printed_in), Text("id of the source", "来源的标识")),
        many(
            "reading", names(KG + "interprets"),
            Text("row of the table readings", "readings 表的行"),
        ),
        PASSAGES,
        many(
            "derived_from", names(PROV + "wasDerivedFrom"),
            Text("figures it was worked out from: printed nowhere", "由哪些数字算出：原文未印出"),
        ),
        DOUBTS,
        *NOTES,
    ),
)  # fmt: skip

READINGS = Plan(
    "readings",
    Text("Figures as printed, one a row", "印出的数字，每行一个"),
    KG + "Reading",
    (
        one("id", id_of(KG + "Reading"), Text("local name of the reading", "读数的标识")),
        one("as_printed", literal(KG + "asPrinted"), Text("characters as printed", "印出的字符")),
        one(
            "area_as_printed", literal(KG + "areaAsPrinted"),
            Text("name of the place as printed beside it", "旁边印出的地名"),
        ),
        *PLACE,
        PASSAGES,
        DOUBTS,
        *NOTES,
        *SEGMENTS,
    ),
)  # fmt: skip

REVIEWS = Plan(
    "reviews",
    Text("Second readings of claims, one a row", "对主张的第二次阅读，每行一次"),
    KG + "Review",
    (
        one("id", id_of(KG + "Review"), Text("local name of the review", "复读的标识")),
        one("claim", names(KG + "reviewOf"), Text("the claim", "主张")),
        VERDICT,
        one(
            "modality", names(KG + "reviewedModality", KGV),
            Text("modality by the second reader", "第二读者所给情态"),
        ),
        one(
            "confidence", names(KG + "reviewedConfidence", KGV),
            Text("confidence by the second reader", "第二读者所给置信度"),
        ),
        one(
            "first_modality", names(KG + "firstModality", KGV),
            Text("modality by the first reader", "第一读者所给情态"),
        ),
        one(
            "first_confidence", names(KG + "firstConfidence", KGV),
            Text("confidence by the first reader", "第一读者所给置信度"),
        ),
        WHAT_CHANGED,
        MADE_BY,
        DAY,
    ),
)  # fmt: skip

FIGURE_REVIEWS = Plan(
    "figure_reviews",
    Text("Second readings of figures, one a row", "对数字的第二次阅读，每行一次"),
    KG + "FigureReview",
    (
        one("id", id_of(KG + "FigureReview"), Text("local name of the review", "复读的标识")),
        one("figure", names(KG + "reviewOf"), Text("the figure", "数字")),
        VERDICT,
        *INTERPRETATION,
        WHAT_CHANGED,
        MADE_BY,
        DAY,
    ),
)

SEGMENT = Plan(
    "segments",
    Text(
        "Spans of evidence and readings, with the digests by which they are found again",
        "证据与读数的文字段，附用于重新找到它们的摘要值",
    ),
    KG + "Segment",
    (
        one("id", id_of(KG + "Segment"), Text("local name of the segment", "文字段的标识")),
        one(
            "order", literal(KG + "order", "integer"), Text("its turn in its place", "次序"),
            "integer",
        ),
        one("section", literal(KG + "section"), Text("printed section number", "印出的章节号")),
        one(
            "paragraph", literal(KG + "paragraph", "integer"),
            Text("paragraph in the section; 0 is the heading", "节内段落号；0 为标题"), "integer",
        ),
        one(
            "start", literal(OA + "start", "integer"),
            Text("start, in code points", "起点（码点）"), "integer",
        ),
        one(
            "end", literal(OA + "end", "integer"), Text("end, exclusive", "终点（不含）"), "integer"
        ),
        one(
            "key_length", literal(KG + "keyLength", "integer"),
            Text("characters of the match key", "匹配键的字符数"), "integer",
        ),
        one(
            "key_digest", literal(KG + "keyDigest"),
            Text("SHA-256 of the match key", "匹配键的 SHA-256"),
        ),
        one(
            "before_digest", literal(KG + "beforeDigest"),
            Text("SHA-256 of the key before it", "其前文匹配键的 SHA-256"),
        ),
        one(
            "after_digest", literal(KG + "afterDigest"),
            Text("SHA-256 of the key after it", "其后文匹配键的 SHA-256"),
        ),
    ),
)  # fmt: skip
