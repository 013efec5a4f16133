"""The tables of what is held: claims, the things they are about, and the links that follow."""

from __future__ import annotations

from kg.answers.columns import (
    DAY,
    DOUBTS,
    MADE_BY,
    PASSAGES,
    Plan,
    both,
    id_of,
    itself,
    label_texts,
    labels,
    many,
    one,
)
from kg.answers.rows import SEPARATOR, Column, Read, derived, label_of, name_of, names
from kg.answers.search import kind_of
from kg.answers.values import read_claim
from kg.graph.graph import Graph
from kg.graph.terms import KG, KGV, PREF_LABEL, RDF, SKOS, TYPE, source_id
from kg.language import Lang, Text

# Classes of others, which have no label in our ontology.
FOREIGN = {
    "skos:Concept": Text("concept", "概念"),
    "ConceptScheme": Text("concept scheme", "概念体系"),
    "prov:Agent": Text("agent", "行动者"),
    "prov:SoftwareAgent": Text("agent", "行动者"),
}


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


CLAIMS = Plan(
    "claims",
    Text(
        "Every claim, those refused and denied too: who says that a link holds, and why",
        "全部主张，包括不采纳的和否定的：谁说这一关联成立，理由何在",
    ),
    KG + "Claim",
    (
        one("id", id_of(KG + "Claim"), Text("local name of the claim", "主张的标识")),
        one("subject", names(RDF + "subject"), Text("what the link begins with", "关联的起点")),
        *labels("subject", RDF + "subject"),
        one("predicate", names(RDF + "predicate", KG), Text("the link", "关联")),
        *labels("predicate", RDF + "predicate"),
        one("object", names(RDF + "object"), Text("what the link leads to", "关联的终点")),
        *labels("object", RDF + "object"),
        one(
            "modality", names(KG + "modality", KGV),
            Text(
                "stated: one passage joins the two; stated-collectively: a passage joins two sets "
                "as wholes; inferred: a curator joins them, no source says it",
                "stated：一处原文把两端连在一起；stated-collectively：原文把两个集合作为整体相连；"
                "inferred：整理者推断，原文没有这样说",
            ),
        ),
        *labels("modality", KG + "modality"),
        one(
            "confidence", names(KG + "confidence", KGV),
            Text(
                "high, medium or low, by a written rule",
                "high（高）、medium（中）或 low（低），依成文规则",
            ),
        ),
        one(
            "polarity", names(KG + "polarity", KGV),
            Text("affirmed, or denied by the source", "affirmed（肯定）或 denied（来源否定）"),
        ),
        one(
            "status", names(KG + "status", KGV),
            Text(
                "proposed, accepted, refused or withdrawn; accepted, affirmed claims are links",
                "proposed（待定）、accepted（采纳）、refused（不采纳）或 withdrawn（撤回）；"
                "只有采纳且肯定的才成为关联",
            ),
        ),
        *both(
            "rationale", KG + "rationale",
            Text("why, in Chinese", "理由（中文）"), Text("why, in English", "理由（英文）"),
        ),
        *both(
            "reason", KG + "reason",
            Text("why refused or withdrawn, in Chinese", "不采纳或撤回的原因（中文）"),
            Text("why refused or withdrawn, in English", "不采纳或撤回的原因（英文）"),
        ),
        many(
            "link_evidence", names(KG + "linkEvidence"),
            Text("the passages that join the two ends", "把两端连在一起的原文"),
        ),
        many(
            "subject_evidence", names(KG + "subjectEvidence"),
            Text("the passages on the subject", "关于起点的原文"),
        ),
        many(
            "object_evidence", names(KG + "objectEvidence"),
            Text("the passages on the object", "关于终点的原文"),
        ),
        many(
            "contrary_evidence", names(KG + "contraryEvidence"),
            Text("passages that speak against it", "相反的原文"),
        ),
        many(
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
        one("id", itself, Text("local name of the thing", "对象的标识")),
        one("kind", derived(_kind), Text("its most special class", "最具体的类别")),
        one("kind_zh", _kind_label("zh"), label_texts("kind")[0]),
        one("kind_en", _kind_label("en"), label_texts("kind")[1]),
        *both(
            "label", PREF_LABEL,
            Text("preferred label, in Chinese", "首选名称（中文）"),
            Text("preferred label, in English", "首选名称（英文）"),
        ),
        *both(
            "definition", SKOS + "definition",
            Text("definition, in Chinese", "定义（中文）"),
            Text("definition, in English", "定义（英文）"),
        ),
        many("part_of", names(KG + "partOf"), Text("what it is a part of", "所属整体")),
        many(
            "read_from", names(KG + "readFrom"),
            Text("the sources it was read from", "读自哪些来源"),
        ),
        PASSAGES,
        DOUBTS,
        many("classes", names(TYPE, KG), Text("all of its classes", "全部类别")),
    ),
)  # fmt: skip

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
