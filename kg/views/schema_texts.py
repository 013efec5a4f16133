"""What the page of the schema says, in both languages."""

from __future__ import annotations

from kg.answers.schema import Kind
from kg.language import Text

TITLE = Text("Ontology", "本体")
SUBJECT = Text("What the graph can say: classes and links", "图谱能表达什么：类与关联")
# Classes of other vocabularies that stand at an end of our properties.
REUSED = {
    "skos:Concept": (
        Text("concept", "概念"),
        Text(
            "A category, or a value of a closed list; reused from SKOS.",
            "类别，或封闭取值表中的一个值；沿用 SKOS。",
        ),
    ),
    "skos:ConceptScheme": (
        Text("concept scheme", "概念体系"),
        Text("A list of concepts; reused from SKOS.", "一组概念；沿用 SKOS。"),
    ),
    "qb:Observation": (
        Text("observation", "观测值"),
        Text(
            "A figure as it is interpreted; reused from Data Cube.",
            "一个数字经解读后的值；沿用 Data Cube。",
        ),
    ),
    "qudt:Unit": (
        Text("unit", "单位"),
        Text("A unit of measurement; reused from QUDT.", "计量单位；沿用 QUDT。"),
    ),
    "owl:ObjectProperty": (
        Text("property", "属性"),
        Text("A kind of link; reused from OWL.", "一种关联；沿用 OWL。"),
    ),
}
KINDS: dict[Kind, Text] = {
    "link": Text("claimed link", "须有主张的关联"),
    "structural": Text("structural link", "结构关联"),
    "attribute": Text("attribute", "属性值"),
    "form": Text("form of a link", "关联的一种形式"),
    "annotation": Text("said of terms", "关于术语本身"),
}
CLASS = Text("class", "类")
TEXTS = {
    "how-many": Text("In the graph", "图谱中数量"),
    "none": Text("none yet", "暂无"),
    "classes": Text("{count} classes", "{count} 个类"),
    "seen": Text(
        "dashed frame: the ontology leaves this end open; the graph has these classes there",
        "虚线框：本体未限定这一端，图谱中实际出现的类",
    ),
    "way": Text(
        "→ ← from one class to the other; ↔ both ends", "→ ←：由一类指向另一类；↔：两端皆可"
    ),
    "number": Text("number: accepted claims, or uses", "数字：已采纳的主张数或使用次数"),
    "slide": Text("The picture is wider than the window: slide it.", "图比窗口宽，可左右滑动。"),
    "structural": Text("structure, no claim", "结构关系，无主张"),
    "id": Text("Identifier", "标识"),
    "above": Text("Kind of", "上位"),
    "below": Text("Kinds", "下位"),
    "from": Text("From", "起点"),
    "to": Text("To", "终点"),
    "as-used": Text("as used", "实际出现"),
    "inverse": Text("Read backwards", "反向读作"),
    "forms": Text("Forms", "形式"),
    "claims": Text("Accepted claims", "已采纳的主张"),
    "uses": Text("Uses in the graph", "图谱中使用次数"),
    "example": Text("Example", "示例"),
}
HOW = (
    Text(
        "Above, the classes of a thread from category to region, and beside it what they concern; "
        "below, what carries and doubts them. Each row is a link, from class to class.",
        "上图是链条上的类，从类别到地区，旁边是所涉及的事物；下图是承载它们和对它们存疑的类。"
        "每行是一种关联，由类到类。",
    ),
    Text(
        "A claimed link holds only through claims: a filled mark counts those that a source "
        "states, a hollow one those that a curator infers. A structural link needs no claim.",
        "须有主张的关联只经主张成立：实心计原文明示者，空心计整理者推断者。结构关联不需主张。",
    ),
    Text(
        "Choose a class to light its links, a link to light its classes. Attributes, value lists "
        "and forms of links stand in the table.",
        "点选类可点亮其关联，点选关联可点亮其类。属性值、取值表与关联的形式见表格。",
    ),
)
THREAD = Text("The thread", "链条")
REST = Text("What carries it", "承载它的类")
