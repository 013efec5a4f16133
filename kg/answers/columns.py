"""The columns of the tables in which the whole graph can be had, and from what each is read."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.answers.anomalies import find_anomalies
from kg.answers.figures import OBSERVATION
from kg.answers.rows import (
    SEPARATOR,
    Column,
    Datatype,
    Read,
    Subject,
    derived,
    label,
    label_of,
    literal,
    name_of,
    names,
    text,
)
from kg.answers.search import kind_of
from kg.answers.values import read_claim, read_evidence
from kg.graph.graph import Graph
from kg.graph.terms import DCTERMS, KG, KGV, OA, PREF_LABEL, PROV, RDF, SKOS, TYPE, source_id
from kg.language import Lang, Text

Pair = tuple[Column, Read]
# Classes of others, which have no label in our ontology.
FOREIGN = {
    "skos:Concept": Text("concept", "概念"),
    "ConceptScheme": Text("concept scheme", "概念体系"),
    "prov:Agent": Text("agent", "行动者"),
    "prov:SoftwareAgent": Text("agent", "行动者"),
}


@dataclass(frozen=True)
class Plan:
    """A table to be: its name, what it holds, the class of its subjects, and its columns.

    A plan without a class is for the subjects that are of no other.
    """

    name: str
    means: Text
    of: str
    columns: tuple[Pair, ...]


def _one(name: str, read: Read, means: Text, datatype: Datatype = "string") -> Pair:
    return Column(name, means, datatype), read


def _many(name: str, read: Read, means: Text) -> Pair:
    return Column(name, means, many=True), read


def _both(name: str, predicate: str, zh: Text, en: Text) -> tuple[Pair, Pair]:
    """Return the columns of a text in both languages."""
    return (
        _one(f"{name}_zh", text(predicate, "zh"), zh),
        _one(f"{name}_en", text(predicate, "en"), en),
    )


def _labels(name: str, predicate: str) -> tuple[Pair, Pair]:
    """Return the columns with both labels of what the column *name* names."""
    zh, en = label_texts(name)
    return (
        _one(f"{name}_zh", label(predicate, "zh"), zh),
        _one(f"{name}_en", label(predicate, "en"), en),
    )


def label_texts(name: str) -> tuple[Text, Text]:
    """Return what the Chinese and the English label of the column *name* mean."""
    return (
        Text("Chinese label of {name}", "{name} 的中文名称").fill(name=name),
        Text("English label of {name}", "{name} 的英文名称").fill(name=name),
    )


def _itself(subject: Subject) -> str:
    return name_of(subject.iri)


def _id_of(cls: str) -> Read:
    """Read the id, and tell the class: it is the one that the table stands for."""

    def read(subject: Subject) -> str:
        subject.tell(TYPE, [ox.NamedNode(cls)])
        return _itself(subject)

    return read


def _kind(graph: Graph, iri: str) -> str:
    types = graph.types(iri)
    return kind_of(graph, iri) or (name_of(types[0], KG) if types else "")


def _kind_label(lang: Lang) -> Read:
    def read(graph: Graph, iri: str) -> str:
        kind = _kind(graph, iri)
        foreign = FOREIGN.get(kind)
        return foreign.say(lang) if foreign else label_of(graph, KG + kind, lang)

    return derived(read)


def _sources_of_claim(graph: Graph, claim: str) -> str:
    return SEPARATOR.join(sorted(map(source_id, read_claim(graph, claim).sources)))


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


def _anomalies(graph: Graph, iri: str) -> str:
    return SEPARATOR.join(name_of(anomaly.iri) for anomaly in find_anomalies(graph, (iri,)))


# What several tables have.

DOUBTS = (
    Column(
        "anomalies",
        Text(
            "anomalies of the sources that touch this row: see them among the things",
            "涉及本行的来源异常：见 things 表",
        ),
        many=True,
    ),
    derived(_anomalies),
)
PASSAGES = _many("evidence", names(KG + "evidence"), Text("passages", "原文位置"))
MADE_BY = _many("attributed_to", names(PROV + "wasAttributedTo"), Text("who made it", "作出者"))
DAY = _one("created", literal(DCTERMS + "created", "date"), Text("day", "日期"), "date")
NOTES = _both(
    "note", SKOS + "note",
    Text("remark, in Chinese", "备注（中文）"), Text("remark, in English", "备注（英文）"),
)  # fmt: skip
PLACE = (
    _one("source", derived(_source), Text("id of the source", "来源的标识")),
    _one(
        "section", derived(_section),
        Text("printed section number of the first segment", "首段的印出章节号"),
    ),
    _one(
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
    _one("text", names(KG + "inSource"), Text("the text it lies in", "所在文本")),
    _many("segments", names(KG + "segment"), Text("rows of the table segments", "segments 表的行")),
)
# What an observation says, and what a second reader says instead.
INTERPRETATION = (
    _one(
        "value", literal(KG + "value", "decimal"),
        Text("number, in the unit", "数值，以该单位计"), "decimal",
    ),
    _one(
        "minimum", literal(KG + "minimum", "decimal"),
        Text("lower end of a range", "区间下限"), "decimal",
    ),
    _one(
        "maximum", literal(KG + "maximum", "decimal"),
        Text("upper end of a range", "区间上限"), "decimal",
    ),
    _one("unit", names(KG + "unit", KGV), Text("unit", "单位")),
    *_labels("unit", KG + "unit"),
    _one(
        "qualifier", names(KG + "qualifier", KGV),
        Text(
            "exact, over, under, about or nearly",
            "exact（恰为）、over（超过）、under（不到）、about（约）或 nearly（近）",
        ),
    ),
    _one(
        "kind", names(KG + "observationKind", KGV),
        Text(
            "observed, forecast or target", "observed（实况）、forecast（预测）或 target（目标）"
        ),
    ),
    _one("period", literal(KG + "refPeriod"), Text("period, ISO 8601", "时期（ISO 8601）")),
)  # fmt: skip
VERDICT = _one(
    "verdict", names(KG + "verdict", KGV),
    Text(
        "verdict-agreed, verdict-changed or verdict-refused",
        "verdict-agreed（同意）、verdict-changed（修改）或 verdict-refused（不采纳）",
    ),
)  # fmt: skip
WHAT_CHANGED = _one(
    "note", text(KG + "note", "en"), Text("what was changed and why", "改了什么、为什么（英文）")
)

# The tables.

CLAIMS = Plan(
    "claims",
    Text(
        "Every claim, those refused and denied too: who says that a link holds, and why",
        "全部主张，包括不采纳的和否定的：谁说这一关联成立，理由何在",
    ),
    KG + "Claim",
    (
        _one("id", _id_of(KG + "Claim"), Text("local name of the claim", "主张的标识")),
        _one("subject", names(RDF + "subject"), Text("what the link begins with", "关联的起点")),
        *_labels("subject", RDF + "subject"),
        _one("predicate", names(RDF + "predicate", KG), Text("the link", "关联")),
        *_labels("predicate", RDF + "predicate"),
        _one("object", names(RDF + "object"), Text("what the link leads to", "关联的终点")),
        *_labels("object", RDF + "object"),
        _one(
            "modality", names(KG + "modality", KGV),
            Text(
                "stated: one passage joins the two; stated-collectively: a passage joins two sets "
                "as wholes; inferred: a curator joins them, no source says it",
                "stated：一处原文把两端连在一起；stated-collectively：原文把两个集合作为整体相连；"
                "inferred：整理者推断，原文没有这样说",
            ),
        ),
        *_labels("modality", KG + "modality"),
        _one(
            "confidence", names(KG + "confidence", KGV),
            Text(
                "high, medium or low, by a written rule",
                "high（高）、medium（中）或 low（低），依成文规则",
            ),
        ),
        _one(
            "polarity", names(KG + "polarity", KGV),
            Text("affirmed, or denied by the source", "affirmed（肯定）或 denied（来源否定）"),
        ),
        _one(
            "status", names(KG + "status", KGV),
            Text(
                "proposed, accepted, refused or withdrawn; accepted, affirmed claims are links",
                "proposed（待定）、accepted（采纳）、refused（不采纳）或 withdrawn（撤回）；"
                "只有采纳且肯定的才成为关联",
            ),
        ),
        *_both(
            "rationale", KG + "rationale",
            Text("why, in Chinese", "理由（中文）"), Text("why, in English", "理由（英文）"),
        ),
        *_both(
            "reason", KG + "reason",
            Text("why refused or withdrawn, in Chinese", "不采纳或撤回的原因（中文）"),
            Text("why refused or withdrawn, in English", "不采纳或撤回的原因（英文）"),
        ),
        _many(
            "link_evidence", names(KG + "linkEvidence"),
            Text("the passages that join the two ends", "把两端连在一起的原文"),
        ),
        _many(
            "subject_evidence", names(KG + "subjectEvidence"),
            Text("the passages on the subject", "关于起点的原文"),
        ),
        _many(
            "object_evidence", names(KG + "objectEvidence"),
            Text("the passages on the object", "关于终点的原文"),
        ),
        _many(
            "contrary_evidence", names(KG + "contraryEvidence"),
            Text("passages that speak against it", "相反的原文"),
        ),
        _many(
            "sources", derived(_sources_of_claim),
            Text("ids of the sources of its evidence", "证据所在来源的标识"),
        ),
        DOUBTS,
        MADE_BY,
        DAY,
    ),
)  # fmt: skip

THINGS = Plan(
    "things",
    Text(
        "Everything else that has a name: bottlenecks, actions, documents, regions, findings …",
        "其余一切有名称的对象：瓶颈、行动、文件、地区、论述等",
    ),
    "",
    (
        _one("id", _itself, Text("local name of the thing", "对象的标识")),
        _one("kind", derived(_kind), Text("its most special class", "最具体的类别")),
        _one("kind_zh", _kind_label("zh"), label_texts("kind")[0]),
        _one("kind_en", _kind_label("en"), label_texts("kind")[1]),
        *_both(
            "label", PREF_LABEL,
            Text("preferred label, in Chinese", "首选名称（中文）"),
            Text("preferred label, in English", "首选名称（英文）"),
        ),
        *_both(
            "definition", SKOS + "definition",
            Text("definition, in Chinese", "定义（中文）"),
            Text("definition, in English", "定义（英文）"),
        ),
        _many("part_of", names(KG + "partOf"), Text("what it is a part of", "所属整体")),
        _many(
            "read_from", names(KG + "readFrom"),
            Text("the sources it was read from", "读自哪些来源"),
        ),
        PASSAGES,
        DOUBTS,
        _many("classes", names(TYPE, KG), Text("all of its classes", "全部类别")),
    ),
)  # fmt: skip

EVIDENCE = Plan(
    "evidence",
    Text(
        "Places in the sources, with a paraphrase of ours; the words themselves are not here",
        "来源中的位置，附我们自己的转述；不含原文字句",
    ),
    KG + "Evidence",
    (
        _one("id", _id_of(KG + "Evidence"), Text("local name of the evidence", "证据的标识")),
        *PLACE,
        *_both(
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
        _one("id", _id_of(OBSERVATION), Text("local name of the figure", "数字的标识")),
        _many("indicator", names(KG + "indicator"), Text("what is counted", "指标")),
        *_labels("indicator", KG + "indicator"),
        _one("as_printed", derived(_printed), Text("characters as printed", "印出的字符")),
        *INTERPRETATION,
        _many("area", names(KG + "refArea"), Text("region", "地区")),
        *_labels("area", KG + "refArea"),
        _many("breakdown", names(KG + "breakdown"), Text("broken down by", "分组")),
        _many("about", names(KG + "measures"), Text("things it is about", "所述对象")),
        _many(
            "said_by", names(KG + "saidBy"), Text("whom the source names for it", "来源所称的出处")
        ),
        _many("table", names(KG + "inTable"), Text("printed table or list", "印出的表格或列表")),
        _one("source", derived(_printed_in), Text("id of the source", "来源的标识")),
        _many(
            "reading", names(KG + "interprets"),
            Text("row of the table readings", "readings 表的行"),
        ),
        PASSAGES,
        _many(
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
        _one("id", _id_of(KG + "Reading"), Text("local name of the reading", "读数的标识")),
        _one("as_printed", literal(KG + "asPrinted"), Text("characters as printed", "印出的字符")),
        _one(
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
        _one("id", _id_of(KG + "Review"), Text("local name of the review", "复读的标识")),
        _one("claim", names(KG + "reviewOf"), Text("the claim", "主张")),
        VERDICT,
        _one(
            "modality", names(KG + "reviewedModality", KGV),
            Text("modality by the second reader", "第二读者所给情态"),
        ),
        _one(
            "confidence", names(KG + "reviewedConfidence", KGV),
            Text("confidence by the second reader", "第二读者所给置信度"),
        ),
        _one(
            "first_modality", names(KG + "firstModality", KGV),
            Text("modality by the first reader", "第一读者所给情态"),
        ),
        _one(
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
        _one("id", _id_of(KG + "FigureReview"), Text("local name of the review", "复读的标识")),
        _one("figure", names(KG + "reviewOf"), Text("the figure", "数字")),
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
        _one("id", _id_of(KG + "Segment"), Text("local name of the segment", "文字段的标识")),
        _one(
            "order", literal(KG + "order", "integer"), Text("its turn in its place", "次序"),
            "integer",
        ),
        _one("section", literal(KG + "section"), Text("printed section number", "印出的章节号")),
        _one(
            "paragraph", literal(KG + "paragraph", "integer"),
            Text("paragraph in the section; 0 is the heading", "节内段落号；0 为标题"), "integer",
        ),
        _one(
            "start", literal(OA + "start", "integer"),
            Text("start, in code points", "起点（码点）"), "integer",
        ),
        _one(
            "end", literal(OA + "end", "integer"), Text("end, exclusive", "终点（不含）"), "integer"
        ),
        _one(
            "key_length", literal(KG + "keyLength", "integer"),
            Text("characters of the match key", "匹配键的字符数"), "integer",
        ),
        _one(
            "key_digest", literal(KG + "keyDigest"),
            Text("SHA-256 of the match key", "匹配键的 SHA-256"),
        ),
        _one(
            "before_digest", literal(KG + "beforeDigest"),
            Text("SHA-256 of the key before it", "其前文匹配键的 SHA-256"),
        ),
        _one(
            "after_digest", literal(KG + "afterDigest"),
            Text("SHA-256 of the key after it", "其后文匹配键的 SHA-256"),
        ),
    ),
)  # fmt: skip

PLANS = (CLAIMS, THINGS, EVIDENCE, FIGURES, READINGS, REVIEWS, FIGURE_REVIEWS, SEGMENT)

# Two tables that have no subject of their own.

LINKS = Text(
    "What holds: accepted claims and the structure of things, one link a row",
    "成立的关联：已采纳的主张和对象的结构，每行一条",
)
LINK_COLUMNS = (
    Column("subject", Text("what the link begins with", "关联的起点")),
    Column("subject_zh", label_texts("subject")[0]),
    Column("subject_en", label_texts("subject")[1]),
    Column("predicate", Text("the link", "关联")),
    Column("predicate_zh", label_texts("predicate")[0]),
    Column("predicate_en", label_texts("predicate")[1]),
    Column("object", Text("what the link leads to", "关联的终点")),
    Column("object_zh", label_texts("object")[0]),
    Column("object_en", label_texts("object")[1]),
    Column(
        "strength",
        Text(
            "how it is known: stated, stated-collectively or inferred, by the strongest of its "
            "claims; structural where no claim is needed",
            "依据：stated、stated-collectively 或 inferred，取其主张中最强者；"
            "无需主张的为 structural",
        ),
    ),
    Column("claims", Text("rows of the table claims", "claims 表的行"), many=True),
)
PROPERTIES = Text(
    "Every other statement about a row of the other tables, one a row",
    "其他各表各行的其余陈述，每行一条",
)
PROPERTY_COLUMNS = (
    Column("subject", Text("id of the row it is about", "所述行的标识")),
    Column("property", Text("the property, as a CURIE", "属性（CURIE）")),
    Column("value", Text("what is said", "所言内容")),
    Column(
        "type",
        Text(
            "how to read the value: iri, the tag of a language such as @zh, or a datatype",
            "值的读法：iri、语言标记（如 @zh）或数据类型",
        ),
    ),
)
