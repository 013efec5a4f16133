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
VIEWS = {
    "matrix": Text("Gap matrix: what answers which bottleneck", "缺口矩阵：什么回应了哪些瓶颈"),
    "trace": Text("Traces, from category to region", "链条：从类别到地区"),
    "network": Text("Network, unfolding from one thing", "网络：从一点展开"),
    "regions": Text("Regions, the roles kept apart", "地区：分开不同角色"),
    "timeline": Text("Timeline of documents and figures", "文件与数字的时间线"),
    "charts": Text("Charts of the figures, anomalies marked", "数字图表，标出异常"),
    "sankey": Text("Flows: counts only", "流量图：仅计数"),
    "schema": Text("The ontology as a network", "本体网络"),
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
