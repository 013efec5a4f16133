"""The words that every drawn page shares, in both languages."""

from __future__ import annotations

from kg.language import Text
from kg.views.beside import TEXTS as BESIDE

RULES = {
    "high": Text("both passages name the same object", "两处原文说的是同一对象"),
    "medium": Text("both passages name the same mechanism", "两处原文说的是同一机制"),
    "low": Text("both passages share a theme only", "两处原文仅主题相同"),
}
PAGE = {
    **BESIDE,
    "search": Text("Search names (/)", "搜索名称（/）"),
    "search-none": Text("Nothing of that name here", "此处没有该名称"),
    "search-found": Text("{count} lit; Enter opens the first", "点亮 {count} 处；回车选取第一处"),
    "all": Text("All", "全部"),
    "language": Text("中文", "English"),
    "dark": Text("Dark", "深色"),
    "light": Text("Light", "浅色"),
    "table": Text("Table", "表格"),
    "copy-table": Text("Copy the table", "复制表格"),
    "table-copied": Text("Table copied: paste it into a spreadsheet", "已复制，可粘贴到电子表格"),
    "reset": Text("Reset", "重置"),
    "permalink": Text("Link", "链接"),
    "copied": Text("Link copied", "链接已复制"),
    "copy-refused": Text("The browser did not allow copying", "浏览器不允许复制"),
    "not-copied": Text("The link is in the address bar", "链接在地址栏中"),
    "png": Text("PNG", "PNG"),
    "svg": Text("SVG", "SVG"),
    "tools": Text("Tools", "工具"),
    "legend": Text("Legend and filters", "图例与筛选"),
    "panel": Text("Details", "详情"),
    "how": Text("How to read this", "如何阅读"),
    "evidence": Text("Evidence", "证据"),
    "no-evidence": Text("No passage: reference data or a set.", "无原文出处：参考数据或集合。"),
    "anomalies": Text("Anomalies of the sources", "来源中的异常"),
    "claims": Text("Who says so, and why", "依据与理由"),
    "related": Text("On this page", "本页相关"),
    "confidence": Text("Confidence", "置信度"),
    "link-evidence": Text("The passage that joins the two", "把两者连在一起的段落"),
    "end-evidence": Text("Evidence for: {name}", "证据：{name}"),
    "contrary-evidence": Text("Evidence against", "相反证据"),
    "words": Text("As printed", "原文"),
    "close": Text("Clear selection", "清除选择"),
    "shown": Text("{shown} of {all} rows fit the filters", "{all} 行中 {shown} 行符合筛选"),
    "empty": Text(
        "Nothing fits the filters. Use Reset to begin again.",
        "没有符合筛选的内容。可点“重置”重新开始。",
    ),
    "no-script": Text(
        "Without JavaScript the page shows everything and filters nothing; the table is below.",
        "未启用 JavaScript 时页面完整显示、不能筛选；表格见下方。",
    ),
    "private": Text(
        "Private: this file carries words of the reader’s own copies of the sources. "
        "Do not publish or pass it on.",
        "私人文件：含有读者自有文本中的原文字句，请勿公开或转发。",
    ),
    "query": Text("Query", "查询"),
    "version": Text("Data version", "数据版本"),
    "command": Text("Command", "命令"),
    "licence": Text(
        "Data and paraphrases CC BY 4.0; software Apache-2.0. No domain expert took part in the "
        "readings.",
        "数据与转述 CC BY 4.0；软件 Apache-2.0。阅读与整理未有领域专家参与。",
    ),
}
