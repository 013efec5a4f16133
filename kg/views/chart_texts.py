"""What the page of charts says, in both languages."""

from __future__ import annotations

from kg.language import Text

TITLE = Text("Charts", "图表")
SUBJECT = Text("The figures of the sources, drawn", "来源中的数字")
HEADINGS = {
    "case-rates": Text("What cases report, in per cent", "案例成效（百分比）"),
    "case-amounts": Text("What cases report, in other units", "案例成效（其他单位）"),
    "rates": Text("Shares and rates", "比重与比率"),
    "numbers": Text("Figures that stand alone", "单独的数字"),
}
REMARKS = {
    "case-rates": Text(
        "Each result has a base of its own, mostly not said: lengths show the number, not which "
        "case does better.",
        "各项成效的基准不同，且多未说明：长度只表示数值，不能用来比较案例优劣。",
    ),
    "case-amounts": Text(
        "Units differ, so there is no common scale and no bar.",
        "单位不同，没有共同的尺度，不作条形。",
    ),
    "rates": Text(
        "Each is a share of something else: not to be added, nor compared without a look at what "
        "it is of.",
        "各项的分母不同：不可相加，比较前须看清各占什么。",
    ),
    "numbers": Text(
        "Nothing in the sources stands beside them on one scale.",
        "来源中没有可与之同尺度并列的数字。",
    ),
}
KINDS = {
    "observed": Text("observed", "实况"),
    "forecast": Text("forecast", "预测"),
    "target": Text("target", "目标"),
    "derived": Text("derived by us", "由我们推算"),
    "reading": Text("printed, not taken", "印出而未采用"),
}
TEXTS = {
    "full": Text("full length = {amount}", "满格＝{amount}"),
    "full-height": Text("full height = {amount}", "满高＝{amount}"),
    "total": Text("printed total", "所印合计"),
    "sum": Text("sum of the printed shares: {sum} %", "所印各项之和：{sum}%"),
    "not-normalised": Text("not normalised to 100", "未归一为 100"),
    "whole": Text("all together", "总体"),
    "ghost": Text(
        "also printed for the same: {printed}, not taken", "同一项另印：{printed}，未采用"
    ),
    "municipality": Text("municipality", "直辖市"),
    "tied": Text("tied at the end", "末位并列"),
    "no-region": Text("no such region", "无此地区"),
    "all-derived": Text(
        "Derived by us from printed numbers; the source prints none of them.",
        "由我们据印出的数字推算，来源未印。",
    ),
    "no-place": Text("no place said", "未说明地区"),
    "doubts": Text("Anomalies", "异常"),
    "doubts-all": Text("Anomalies: {count}", "异常：{count} 项"),
    "count": Text("number", "数目"),
    "reading-unit": Text("unit: {words}", "单位：{words}"),
    "reading-indicator": Text("{words}", "{words}"),
    "reading-breakdown": Text("{words}", "{words}"),
    "reading-place": Text("place: {words}", "地区：{words}"),
    "reading-about": Text("about: {words}", "对象：{words}"),
    "reading-period": Text("when: {words}", "时间：{words}"),
    "reading-said-by": Text("according to: {words}", "出处：{words}"),
    "reading-source": Text("source: {words}", "来源：{words}"),
    "reading-qualifier": Text("no qualifier printed", "未加限定"),
    "reading-qualifiers": Text("qualifiers stand with the numbers", "限定词与数字同列"),
    "nothing": Text("The graph holds no figure of it.", "图谱中没有相关数字。"),
    "by": Text("by {words}", "据{words}"),
}
HOW = (
    Text(
        "Every number stands with its qualifier and its unit, as the source gives it. A bar is as "
        "long as its number; nothing is rounded, added up or normalised.",
        "每个数字都带有来源所给的限定词和单位。条形长度与数值成正比；没有取整、加总或归一。",
    ),
    Text(
        "A filled bar was reported as observed. A hatched one is a forecast or a target. A hollow, "
        "dashed one is derived by us. A tip at the end: the source says “more than”.",
        "实心：作为实况报告。斜纹：预测或目标。空心虚线：由我们推算。末端尖角：来源说“超过”。",
    ),
    Text(
        "※ marks a number that is doubtful as printed. An anomaly of a whole chart stands below "
        "its heading. Choose it to read what was taken, and why.",
        "※ 标出照原样存疑的数字；涉及整张图的异常列在标题下。点选可查看取舍及理由。",
    ),
    Text(
        "Only figures of one unit and one way of counting share a scale. Where the sources say "
        "nothing, nothing is drawn.",
        "只有单位和计法相同的数字共用一个尺度。来源未说的，不画。",
    ),
)
COLUMNS = (
    Text("What is counted", "指标"), Text("Group, place, thing", "分组、地区、对象"),
    Text("Number", "数字"), Text("Kind", "性质"), Text("When", "时间"),
    Text("According to", "出处"), Text("As printed", "照原样"), Text("Anomalies", "异常"),
    Text("Source", "来源"),
)  # fmt: skip
TWIN = Text("All {count} figures of the charts", "图表中的全部 {count} 个数字")
