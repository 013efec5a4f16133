"""What each kind of change is called, in both languages."""

from __future__ import annotations

from kg.language import Text

HEADINGS = {
    "lost-only-action": Text("Bottlenecks that lost their only action", "失去唯一行动的瓶颈"),
    "lost-only-stated-action": Text(
        "Bottlenecks that lost their only stated action", "失去唯一明示行动的瓶颈"
    ),
    "gained-first-action": Text("Bottlenecks that gained a first action", "首次得到行动的瓶颈"),
    "gained-first-stated-action": Text(
        "Bottlenecks that gained a first stated action", "首次得到明示行动的瓶颈"
    ),
    "gap-opened": Text("Gaps opened", "新出现的缺口"),
    "gap-closed": Text("Gaps closed", "已补上的缺口"),
    "gap-of-new": Text("Gaps of what is new", "新增对象的缺口"),
    "gap-of-gone": Text("Gaps gone with what had them", "随对象一并移除的缺口"),
    "gap-arisen": Text("Gaps that show now that the thread goes on", "链条延伸后显出的缺口"),
    "gap-moot": Text("Gaps no longer reached by their thread", "链条中断后不再可问的缺口"),
    "gap-reason": Text("Gaps for another reason than before", "原因有变的缺口"),
    "thread-unstated": Text("Threads no longer stated throughout", "不再整链明示的链"),
    "thread-stated": Text("Threads now stated throughout", "现已整链明示的链"),
    "claim-modality": Text("Claims known in another way", "依据有变的主张"),
    "claim-polarity": Text("Claims affirmed or denied anew", "肯定与否定互换的主张"),
    "claim-status": Text("Claims of another status", "状态有变的主张"),
    "claim-link": Text("Claims that join other things", "所连对象有变的主张"),
    "claim-removed": Text("Claims removed", "移除的主张"),
    "claim-added": Text("Claims added", "新增的主张"),
    "claim-confidence": Text("Claims of another confidence", "置信度有变的主张"),
    "thing-removed": Text("Things removed", "移除的对象"),
    "thing-added": Text("Things added", "新增的对象"),
    "thing-reclassed": Text("Things of another class", "类别有变的对象"),
    "thing-moved": Text("Parts moved", "归属有变的组成部分"),
    "thing-renamed": Text("Things renamed", "更名的对象"),
    "validity": Text("Validity changed", "有效期有变"),
    "issuer": Text("Issuers changed", "发布机构有变"),
    "issued": Text("Dates of issue changed", "发布日期有变"),
    "figure-value": Text("Figures of another value", "数值有变的数字"),
    "figure-meaning": Text("Figures taken in another way", "解读有变的数字"),
    "figure-printed": Text("Figures read anew in print", "重新识读的数字"),
    "figure-removed": Text("Figures removed", "移除的数字"),
    "figure-added": Text("Figures added", "新增的数字"),
    "anomaly-added": Text("Anomalies added", "新增的异常"),
    "anomaly-removed": Text("Anomalies removed", "移除的异常"),
    "anomaly-changed": Text("Anomalies described anew", "重新描述的异常"),
    "evidence-paraphrased": Text("Paraphrases changed", "改写的转述"),
    "evidence-moved": Text("Places moved", "移动的位置"),
    "evidence-removed": Text("Evidence removed", "移除的证据"),
    "evidence-added": Text("Evidence added", "新增的证据"),
    "rests-elsewhere": Text("Resting on other evidence", "证据有变者"),
    "reworded": Text("Definitions and reasons reworded", "改写的定义与理由"),
}
