"""What the network page says, in both languages: one table."""

from __future__ import annotations

from kg.language import Text
from kg.views.beside import TEXTS as BESIDE

KINDS = {
    "Category": Text("Category", "类别"),
    "BottleneckSet": Text("Set of bottlenecks", "瓶颈集合"),
    "Bottleneck": Text("Bottleneck", "瓶颈"),
    "RecommendedAction": Text("Recommended action", "建议行动"),
    "ActionSet": Text("Set of actions", "行动集合"),
    "AdoptedMeasure": Text("Adopted measure", "已出台措施"),
    "PolicyDocument": Text("Policy document", "政策文件"),
    "Region": Text("Region", "地区"),
    "RegionGroup": Text("Group of regions", "地区组"),
    "Case": Text("Case", "案例"),
    "Factor": Text("Factor", "要素"),
    "Technology": Text("Technology", "技术"),
    "Actor": Text("Actor", "主体"),
    "Platform": Text("Platform", "平台"),
    "Organisation": Text("Organisation", "组织"),
    "Thing": Text("Other", "其他"),
}
COLUMNS = (
    Text("Category", "类别"),
    Text("Bottleneck", "瓶颈"),
    Text("Recommended action", "建议行动"),
    Text("Adopted measure", "已出台措施"),
    Text("Policy document", "政策文件"),
    Text("Region", "地区"),
    Text("Beside", "相关事物"),
)
STRENGTHS = {
    "stated": Text("stated by a source", "原文明示"),
    "inferred": Text("inferred by a curator", "整理者推断"),
    "stated-collectively": Text("stated of sets as a whole", "原文就整体而言"),
    "structural": Text("structure", "结构关系"),
}
MODALITIES = {
    "stated": Text("stated", "原文明示"),
    "inferred": Text("inferred", "推断"),
    "stated-collectively": Text("stated of the sets", "就整体而言"),
    "structural": Text("structure", "结构"),
}
RULES = {
    "high": Text("both passages name the same object", "两处原文说的是同一对象"),
    "medium": Text("both passages name the same mechanism", "两处原文说的是同一机制"),
    "low": Text("both passages share a theme only", "两处原文仅主题相同"),
}
LEFT_OUT = Text(
    "The first {shown} things of the answer are drawn; {count} further ones are left out.",
    "图中为结果中最前的 {shown} 个事物；其余 {count} 个未画出。",
)
OTHERS = Text(
    "Of what the answer names, {count} are no things of the network (claims, passages, terms …) "
    "and are not drawn.",
    "结果所列中有 {count} 项不是网络中的事物（主张、出处、术语等），未画出。",
)
MORE = Text("{name} and others, {count} in all", "{name}等 {count} 项")
PAGE = {
    **BESIDE,
    "title": Text("Policy network", "政策网络"),
    "answer": Text("Result of a query", "查询结果"),
    "query": Text("Query", "查询"),
    "whole": Text("Bottlenecks and actions: the whole graph", "瓶颈与行动：全图"),
    "search": Text("Search labels ( / )", "搜索名称（ / ）"),
    "search-none": Text("Nothing found", "没有找到"),
    "sources": Text("All sources", "全部来源"),
    "source": Text("Source", "来源"),
    "regions": Text("All regions", "全部地区"),
    "region": Text("Region", "地区"),
    "strengths": Text("Links", "关联"),
    "kinds": Text("Kinds", "类型"),
    "language": Text("中文", "English"),
    "dark": Text("Dark", "深色"),
    "light": Text("Light", "浅色"),
    "table": Text("Table", "表格"),
    "reset": Text("Reset", "重置"),
    "fit": Text("Fit", "适合窗口"),
    "zoom-in": Text("Zoom in", "放大"),
    "zoom-out": Text("Zoom out", "缩小"),
    "permalink": Text("Link", "链接"),
    "copied": Text("Link copied", "链接已复制"),
    "not-copied": Text("The link is in the address bar", "链接在地址栏中"),
    "png": Text("PNG", "PNG"),
    "svg": Text("SVG", "SVG"),
    "tools": Text("Tools", "工具"),
    "legend": Text("Legend and filters", "图例与筛选"),
    "panel": Text("Details", "详情"),
    "nodes": Text(
        "Things in view; arrow keys move, Enter unfolds", "图中事物；方向键移动，回车展开"
    ),
    "way": Text("The way here", "来路"),
    "way-start": Text("Beginning", "起点"),
    "went-back": Text("Back at: {name}", "已回到：{name}"),
    "copy": Text("Copy as text", "复制为文本"),
    "chosen-copied": Text("Copied, with ids and places", "已复制（含标识与出处）"),
    "copy-refused": Text("The browser did not allow copying", "浏览器不允许复制"),
    "copy-table": Text("Copy the table", "复制表格"),
    "table-copied": Text("Table copied: paste it into a spreadsheet", "已复制，可粘贴到电子表格"),
    "picture": Text(
        "Network of {nodes} things and {links} links; the table holds every link as text.",
        "网络图：{nodes} 个事物、{links} 条关联；全部关联另有表格。",
    ),
    "in-view": Text(
        "{nodes} of {all} things, {links} of {all-links} links in view",
        "图中 {nodes}/{all} 个事物、{links}/{all-links} 条关联",
    ),
    "empty": Text(
        "Nothing fits the filters. Use Reset to begin again.",
        "没有符合筛选的内容。可点“重置”重新开始。",
    ),
    "how": Text("How to read this", "如何阅读"),
    "how-1": Text(
        "A thread runs from a bottleneck over actions and measures to documents and regions. "
        "Choose a card to light its threads and read its evidence.",
        "链条从瓶颈出发，经行动与措施到文件与地区。点选卡片可点亮其链条并查看证据。",
    ),
    "how-2": Text(
        "Solid: a source states this very link. Dashed: a curator infers it. "
        "Being connected is not being supported: count the inferences.",
        "实线：原文明示这一关联；虚线：整理者推断。相连不等于有据，请看推断的次数。",
    ),
    "how-3": Text(
        "A number such as +7 counts hidden neighbours: click it, or press Enter on the card, "
        "to unfold up to 25 at a time.",
        "“+7”之类的数字是未显示的相邻事物：点击它，或在卡片上按回车，每次最多展开 25 个。",
    ),
    "definition": Text("Definition", "定义"),
    "evidence": Text("Evidence", "证据"),
    "no-evidence": Text("No passage: reference data or a set.", "无原文出处：参考数据或集合。"),
    "anomalies": Text("Anomalies of the sources", "来源中的异常"),
    "links": Text("Links", "关联"),
    "threads": Text("Threads", "链条"),
    "threads-note": Text(
        "The thread with the fewest inferences to each end.", "到每一端推断最少的链条。"
    ),
    "thread": Text("links: {hops} · inferred: {inferences}", "{hops} 步，其中推断 {inferences} 步"),
    "more": Text("and {count} more", "另有 {count} 条"),
    "unfold": Text("Show neighbours (+{count})", "展开相邻事物（+{count}）"),
    "fold": Text("Fold again", "收起"),
    "claim": Text("Claim", "论断"),
    "confidence": Text("Confidence", "置信度"),
    "rationale": Text("Why", "理由"),
    "link-evidence": Text("The passage that joins the two", "把两者连在一起的段落"),
    "subject-evidence": Text("Evidence for: {name}", "证据：{name}"),
    "object-evidence": Text("Evidence for: {name}", "证据：{name}"),
    "contrary-evidence": Text("Evidence against", "相反证据"),
    "structural-note": Text(
        "A link of structure: it follows from the description of the thing itself.",
        "结构关系：由事物自身的描述而来。",
    ),
    "open-link": Text("Show this link", "查看这一关联"),
    "selected": Text("Selected: {name}", "已选：{name}"),
    "table-title": Text("All {count} links of this file", "本文件的全部 {count} 条关联"),
    "table-note": Text("The filters above do not shorten this table.", "上面的筛选不影响此表。"),
    "subject": Text("Subject", "主体"),
    "predicate": Text("Link", "关联"),
    "object": Text("Object", "客体"),
    "modality": Text("Who says so", "依据"),
    "no-script": Text(
        "The picture needs JavaScript. The table below holds every link.",
        "图形需要 JavaScript。下表列出全部关联。",
    ),
    "private": Text(
        "Private: this file carries words of the reader’s own copies of the sources. "
        "Do not publish or pass it on.",
        "私人文件：含有读者自有文本中的原文字句，请勿公开或转发。",
    ),
    "term": Text("Term", "查询词"),
    "version": Text("Data version", "数据版本"),
    "command": Text("Command", "命令"),
    "licence": Text(
        "Data and paraphrases CC BY 4.0; software Apache-2.0; drawn with vis-network "
        "(Apache-2.0 or MIT) through pyvis (BSD-3-Clause).",
        "数据与转述 CC BY 4.0；软件 Apache-2.0；图形库 vis-network（Apache-2.0 或 MIT），"
        "经由 pyvis（BSD-3-Clause）。",
    ),
    "words": Text("As printed", "原文"),
    "close": Text("Clear selection", "清除选择"),
}
