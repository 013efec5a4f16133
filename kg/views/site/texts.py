"""The words of the site's own pages, in both languages."""

from __future__ import annotations

from kg.language import Text

PAGE = {
    "title": Text("Policy knowledge graph", "政策知识图谱"),
    "lead": Text(
        "Which recommended action answers which bottleneck, which policy document backs it, where, "
        "and what is left unanswered. Every link says whether a source states it or a curator "
        "infers it.",
        "哪些建议行动回应哪些瓶颈，由哪份政策文件支撑，在哪里，还有什么没有回应。"
        "每条关联都写明是原文明示，还是整理者推断。",
    ),
    "numbers": Text("At a glance", "概览"),
    "answered": Text(
        "Bottlenecks, parts counted too, by what answers them", "瓶颈（含组成部分）得到回应的情况"
    ),
    "stated-action": Text("with an action that a source states", "有原文明示的行动"),
    "inferred-only": Text("with inferred actions only", "只有推断的行动"),
    "no-action": Text("with no action found", "未见行动"),
    "links": Text("Accepted claims, by who says so", "已采纳的主张，按依据"),
    "refused-claims": Text(
        "considered and not accepted, kept with the reason", "曾考虑而未采纳，连同理由保留"
    ),
    "views": Text("Views", "视图"),
    "questions": Text("Questions and answers", "问题与答案"),
    "things": Text("Everything in the graph", "图谱中的全部内容"),
    "ontology": Text("The ontology", "本体"),
    "home": Text("Start page", "首页"),
    "language": Text("中文", "English"),
    "dark": Text("Dark", "深色"),
    "light": Text("Light", "浅色"),
    "also": Text("Also called", "别名"),
    "part-of": Text("Part of", "属于"),
    "parts": Text("Parts", "组成部分"),
    "facts": Text("Facts", "事实"),
    "figures": Text("Numbers", "数字"),
    "figures-given": Text("Numbers it gives", "由它给出的数字"),
    "printed": Text("as printed", "原样"),
    "findings": Text("What is said of it", "关于它的论述"),
    "sayings": Text("What it says", "它的论述"),
    "anomalies": Text("Anomalies of the sources", "来源中的异常"),
    "wrong": Text("Wrong", "问题"),
    "held": Text("Held as", "处理"),
    "claims": Text("Claims", "主张"),
    "why": Text("Why", "理由"),
    "refused-because": Text("Not accepted because", "未采纳的原因"),
    "evidence": Text("Evidence", "证据"),
    "against": Text("Against it", "相反证据"),
    "look": Text("See it drawn", "查看图形"),
    "answer": Text("Answer", "答案"),
    "rows": Text("{n} rows", "{n} 行"),
    "no-row": Text(
        "No row: nothing in the graph fits this question (not said is not no).",
        "没有结果：图谱中没有符合此问题的内容（未说不等于否定）。",
    ),
    "no-default": Text(
        "The thing that the parameter names by default is not in this graph: ask with another.",
        "参数默认所指的对象不在此图谱中：请换一个来问。",
    ),
    "query": Text("Query", "查询"),
    "depends": Text("The answer depends on an anomaly", "答案取决于一处异常"),
    "parameter": Text("Parameter", "参数"),
    "version": Text("Data version", "数据版本"),
    "command": Text("Command", "命令"),
    "no-expert": Text(
        "Read and checked by instances of an AI language model; no domain expert took part.",
        "由人工智能语言模型的不同实例阅读与核对；未有领域专家参与。",
    ),
    "licence": Text(
        "Data and paraphrases CC BY 4.0; software Apache-2.0.",
        "数据与转述 CC BY 4.0；软件 Apache-2.0。",
    ),
}
# Counted at the top of the start page, in the order of a thread.
COUNTED = {
    "Source": Text("sources read", "已读来源"),
    "Bottleneck": Text("bottlenecks", "瓶颈"),
    "RecommendedAction": Text("recommended actions", "建议行动"),
    "AdoptedMeasure": Text("adopted measures", "已出台措施"),
    "PolicyDocument": Text("policy documents", "政策文件"),
    "Region": Text("regions", "地区"),
}
# In the order in which they are worth a look.
VIEWS = {
    "matrix": Text("Gap matrix", "缺口矩阵"),
    "trace": Text("Layered trace", "分层追踪"),
    "network": Text("Network", "网络"),
    "regions": Text("Regions", "地区"),
    "timeline": Text("Timeline", "时间线"),
    "charts": Text("Charts", "图表"),
    "sankey": Text("Flows", "流量图"),
    "schema": Text("Ontology network", "本体网络"),
}
ABOUT = {
    "matrix": Text(
        "What answers which bottleneck, and what is left open", "什么回应了哪些瓶颈，还缺什么"
    ),
    "trace": Text(
        "From a category to a region, with the inferences of every thread",
        "从类别到地区，标出每条链的推断",
    ),
    "network": Text("Unfolds from one thing, 25 neighbours at most", "从一点展开，每次至多 25 个"),
    "regions": Text("Provinces as tiles: numbers, measures, parks", "省级方格：数字、措施与园区"),
    "timeline": Text("Documents, batches and figures by date", "文件、批次与数字，按日期"),
    "charts": Text("The figures of the sources, anomalies marked", "来源中的数字，标出异常"),
    "sankey": Text("Links from category to outcome, counts only", "从类别到结果的关联，仅计数"),
    "schema": Text("The classes and links of the vocabulary", "词汇中的类与关联"),
}
ONTOLOGY = {
    "classes": Text("Classes", "类"),
    "properties": Text("Properties", "属性"),
    "concepts": Text("Concepts", "概念"),
    "example": Text("Example", "示例"),
    "above": Text("Kind of", "上位"),
    "from": Text("From", "从"),
    "to": Text("To", "到"),
}
