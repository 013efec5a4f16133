"""What the page of regions says, in both languages."""

from __future__ import annotations

from kg.language import Text

TITLE = Text("Regions", "地区")
SUBJECT = Text("The 34 province-level units of China", "中国 34 个省级行政区")
ROLES = {
    "bottleneck-observed": Text("bottleneck observed there", "瓶颈见于此"),
    "case-observed": Text("case observed there", "案例见于此"),
    "recommended-for": Text("recommended for it", "建议用于此"),
    "adopted-for": Text("adopted for it", "已出台用于此"),
    "document-for": Text("document that applies there", "文件适用于此"),
    "case-example": Text("example of a case", "作为案例示例"),
    "document-example": Text("example of a document", "作为文件示例"),
}
# What tells the roles apart without colour, in a square of 14.
SHAPES = {
    "bottleneck-observed": "M7 1.5 L13 12.5 L1 12.5 Z",
    "case-observed": "M7 1.2 A5.8 5.8 0 1 1 6.99 1.2 Z",
    "recommended-for": "M2 2 H12 V12 H2 Z",
    "adopted-for": "M7 0.8 L13.2 7 L7 13.2 L0.8 7 Z",
    "document-for": "M3 1 H8.5 L11.5 4 V13 H3 Z",
    "case-example": "M7 0.8 L8.9 5 L13.4 5.4 L10 8.4 L11 13 L7 10.6 L3 13 L4 8.4 L0.6 5.4 L5.1 5 Z",
    "document-example": "M7 1 L13 5.5 L10.7 12.6 H3.3 L1 5.5 Z",
}
TEXTS = {
    "series": Text("Number in the tiles", "方格中的数字"),
    "full": Text("full length = {amount}", "满格＝{amount}"),
    "not-said": Text("not in the list", "未见于名单"),
    "not-listed": Text("no city in the list", "无城市上榜"),
    "perhaps": Text("perhaps “{name}”", "或即“{name}”"),
    "doubts-all": Text("Anomalies: {count}", "异常：{count} 项"),
    "how-read": Text("Reading", "读法"),
    "cities": Text("{count} cities", "{count} 市"),
    "city": Text("1 city", "1 市"),
    "itself": Text("itself {amount}", "本市 {amount}"),
    "counted": Text(
        "cities of the list that lie there (counted by us)", "名单中的城市个数（由我们计数）"
    ),
    "nowhere": Text("Printed, but no such unit", "印有其名，并无此地"),
    "nowhere-name": Text("{name} (as printed)", "{name}（照原样）"),
    "may-be": Text("Perhaps", "或指"),
    "country": Text("The country as a whole", "全国"),
    "groups": Text("Groups of regions", "地区组"),
    "groups-open": Text(
        "Dashed: the sources do not list the members, so no tile is shaded.",
        "虚线：来源未列明成员，故不在方格中着色。",
    ),
    "open": Text("membership left open by the sources", "所含省份来源未列明"),
    "listed": Text("members are listed", "所含省份已列明"),
    "abroad": Text("Abroad", "境外"),
    "places": Text("Cities and districts", "市、区"),
    "marks": Text("Marks: what the sources say of a region", "标记：来源对地区的说法"),
    "hatched": Text(
        "hatched: the list does not name it, which is not zero", "斜线：名单未列，不等于零"
    ),
    "gb-code": Text("GB/T 2260 code", "GB/T 2260 代码"),
    "iso-code": Text("ISO 3166 code", "ISO 3166 代码"),
    "membership": Text("Membership", "所含范围"),
    "members": Text("Members", "成员"),
    "figures": Text("Figures of it", "相关数字"),
    "of-cities": Text("Cities of it in the list", "上榜城市"),
    "of-cities-count": Text(
        "{count}, counted by us; their numbers are no total of the province",
        "{count} 个，由我们计数；各市之和不是全省总数",
    ),
    "no-total": Text(
        "The list holds only the cities at its top: their numbers are no total of the province.",
        "名单只含排名靠前的城市，各市之和不是全省总数。",
    ),
    "counts": Text(
        "{total} (stated {stated}, inferred {inferred})",
        "{total}（明示 {stated}，推断 {inferred}）",
    ),
    "nothing": Text("The sources say nothing of it.", "来源未言及此地。"),
    "reading": Text(
        "{indicator}; {unit}; {period}; according to {said}; source {source}.",
        "{indicator}；单位：{unit}；{period}；出处：{said}；来源：{source}。",
    ),
    "count": Text("number", "数目"),
}
HOW = (
    Text(
        "A tile stands for a province-level unit, roughly where it lies; all 34 are the same size, "
        "and no boundary is drawn. Choose one to read what is said of it, and who says so.",
        "一格代表一个省级行政区，位置大致如实；34 格大小相同，不画边界。点选可查看说法及依据。",
    ),
    Text(
        "The bar is as long as the number. A hatched tile is not in the printed list: the source "
        "does not say, and that is not zero.",
        "条形长度与数值成正比。带斜线的格不在印出的名单中：来源未说，不等于零。",
    ),
    Text(
        "A mark with its number: so many links of that kind. Filled: a source states them. Hollow, "
        "dashed: a curator infers them. What is said of the country is not said of its provinces, "
        "nor what is said of a province of its cities.",
        "标记旁的数字是该类关联的条数。实心：原文明示；空心虚线：整理者推断。就全国所说的不及于各省，"
        "就省所说的不及于各市。",
    ),
    Text(
        "Groups such as the west are as the sources name them. Where they do not list the members, "
        "nothing is shaded.",
        "西部等地区组照来源所称。来源没有列明成员的，不作着色。",
    ),
)
COLUMNS = (
    Text("Region", "地区"), Text("What is said of it", "说法"),
    Text("Thing or number", "对象或数字"),
    Text("Who says so", "依据"), Text("Confidence", "置信度"), Text("When", "时间"),
    Text("Source", "来源"),
)  # fmt: skip
TWIN = Text("All {count} links and numbers of the regions", "地区的全部 {count} 条关联与数字")
