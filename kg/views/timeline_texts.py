"""What the page of the timeline says, in both languages."""

from __future__ import annotations

from kg.language import Text

TITLE = Text("Timeline", "时间线")
SUBJECT = Text("What the sources date, and what they do not", "来源中有日期与无日期者")
LANES = {
    "national": Text("National documents", "国家文件"),
    "local": Text("Local documents", "地方文件"),
    "foreign": Text("Foreign documents", "境外文件"),
    "unsaid": Text("Documents, level not said", "文件（层级未说明）"),
    "batches": Text("Batches of lists", "名单批次"),
    "figures": Text("Figures and their periods", "数字及其时期"),
}
TEXTS = {
    "issued": Text("Issued", "发布"),
    "valid": Text("Valid", "有效期"),
    "valid-from": Text("Valid from", "有效期起"),
    "valid-to": Text("Valid until", "有效期至"),
    "issued-on": Text("issued {when}", "{when}发布"),
    "valid-between": Text("valid {period}", "有效期{period}"),
    "valid-since": Text("valid from {start}, end not said", "自{start}起，止期未说明"),
    "valid-until": Text("valid until {end}, beginning not said", "至{end}，起始未说明"),
    "issue-unsaid": Text("date of issue not said", "发布日期未说明"),
    "undated": Text("No date said by the sources", "来源未说明日期"),
    "undated-note": Text(
        "{count} documents. A year in a title is not taken for a date.",
        "共 {count} 份文件。题名中的年份不当作日期。",
    ),
    "targets-undated": Text("Targets and forecasts without a date", "没有日期的目标与预测"),
    "figures-undated": Text(
        "{count} figures have no period in the sources; they stand in the charts.",
        "另有 {count} 个数字来源未说明时期，见图表。",
    ),
    "figures": Text("Figures", "数字"),
    "show-none": Text("none", "不显示"),
    "show-ahead": Text("forecasts and targets", "预测与目标"),
    "show-all": Text("all", "全部"),
    "several": Text("{count} figures", "{count} 个数字"),
    "type": Text("Type", "类型"),
    "scope": Text("Level", "层级"),
    "issuers": Text("Issued by", "发布机构"),
    "issuer-count": Text("Number of issuers", "发布机构数"),
    "region": Text("Applies to", "适用地区"),
    "title": Text("Title as printed", "题名（照所印）"),
    "not-said": Text("not said", "未说明"),
    "ended": Text("ended by its own words before {day}", "按其自述，{day} 前已到期"),
    "as-of": Text("As of {day}", "截至 {day}"),
    "legend-issued": Text("issued (as wide as the date is exact)", "发布（宽度即日期的精确程度）"),
    "legend-valid": Text("valid by its own words", "自述有效期"),
    "legend-open": Text("end not said", "止期未说明"),
    "legend-period": Text("period of a figure", "数字的时期"),
    "legend-ahead": Text("forecast or target", "预测或目标"),
    "stated-count": Text("measures stated: {count}", "明示措施 {count}"),
    "inferred-count": Text("inferred: {count}", "推断措施 {count}"),
    "nothing": Text("Nothing is dated here.", "此处没有带日期的内容。"),
}
HOW = (
    Text(
        "A diamond marks when a document was issued; the box behind it is as wide as the date is "
        "exact: a month, or a whole year. The bar is the time for which it holds by its own words.",
        "菱形表示发布时间，其后方框的宽度即日期的精确程度（一月或一年）。长条为文件自述的有效期。",
    ),
    Text(
        "The sources cannot say whether a document is in force today. What they do not date stands "
        "below, not on the axis.",
        "文件今天是否有效，来源无从说明。来源未说明日期的列在下方，不上时间轴。",
    ),
    Text(
        "Filled dot: a source states that the document sets out the measure. Hollow: inferred. "
        "Choose a row for the claims and their evidence.",
        "实心圆点：原文明示该文件载明此措施；空心：推断。点选一行可看主张与证据。",
    ),
    Text(
        "Figures are shown on request: choose an indicator above. Hatched: a forecast or a target.",
        "数字按需显示：在上方选择指标。斜纹：预测或目标。",
    ),
)
COLUMNS = (
    Text("What", "名称"), Text("Kind", "类别"), Text("Issued, or period", "发布时间或时期"),
    Text("Valid from", "有效期起"), Text("Valid until", "有效期至"),
    Text("Number", "数字"), Text("Measures stated", "措施（明示）"),
    Text("Measures inferred", "措施（推断）"), Text("Source", "来源"),
)  # fmt: skip
TWIN = Text("All {count} documents, batches and figures", "全部 {count} 份文件、批次与数字")
