"""The words of the gap matrix, in both languages."""

from __future__ import annotations

from kg.language import Text

TITLE = Text("Gap matrix", "缺口矩阵")
SUBJECT = Text("What answers which bottleneck", "什么回应了哪些瓶颈")
TEXTS = {
    "corner": Text("Bottleneck / action", "瓶颈 / 行动"),
    "parts": Text("Parts answered", "已回应的部分"),
    "unfold": Text("Show the parts of {name}", "展开 {name} 的组成部分"),
    "fold": Text("Fold the parts of {name}", "收起 {name} 的组成部分"),
    "uncategorised": Text("No category said by a source", "来源未归类"),
    "order": Text("Order", "排序"),
    "by-category": Text("by category", "按类别"),
    "by-open": Text("most parts open first", "未回应部分多者在前"),
    "by-actions": Text("most actions first", "行动多者在前"),
    "unanswered": Text("no action at all", "没有任何行动"),
    "no-stated": Text("no action stated by a source", "没有原文明示的行动"),
    "band": Text(
        "A source sets “{actions}” as a whole against “{bottlenecks}” as a whole; this fills no "
        "cell.",
        "来源把“{actions}”整体与“{bottlenecks}”整体相对；这不计入任何单元格。",
    ),
    "set-actions": Text("Actions of the set", "集合中的行动"),
    "set-bottlenecks": Text("Bottlenecks of the set", "集合中的瓶颈"),
    "set-alone": Text(
        "Of these without a cell here, but covered by the statement",
        "其中在此没有单元格、但为该说法所涵盖",
    ),
    "cell": Text(
        "{bottleneck} × {action}: links stated {stated}, inferred {inferred}; policy documents "
        "{documents}",
        "{bottleneck} × {action}：关联明示 {stated}，推断 {inferred}；政策文件 {documents}",
    ),
    "number": Text(
        "number: policy documents behind the action; none where there are none",
        "数字：行动背后的政策文件数，没有则不写",
    ),
    "stated": Text("Links stated", "明示的关联"),
    "inferred": Text("Links inferred", "推断的关联"),
    "documents": Text("Policy documents behind the action", "行动背后的政策文件"),
}
HOW = (
    Text(
        "A filled mark: a source states that this action answers this bottleneck. A hollow, dashed "
        "mark: a curator infers it. An empty cell: no accepted link; not said is not no.",
        "实心：原文明示该行动回应该瓶颈。空心虚线：整理者推断。空格：没有采纳的关联；未说不等于否定。",
    ),
    Text(
        "The number in a mark counts the policy documents behind the action; a mark without a "
        "number has none. A bar at the left of a row: no source states an action for it, or there "
        "is no action at all, as the legend says; filters do not change a bar.",
        "标记中的数字是该行动背后的政策文件数，没有文件则不写数字。行左侧的色条表示没有原文明示的行动，"
        "或没有任何行动，见图例；筛选不改变色条。",
    ),
    Text(
        "A tinted block is a statement about whole sets; it says nothing of any single pair. The "
        "line above the matrix opens it, with all members of the two sets.",
        "着色区块是针对整体的说法，不说明任何单独一对。点矩阵上方的说明可查看两个集合的全部成员。",
    ),
    Text(
        "Rows and columns stand for wholes with all their parts; + unfolds them. The last column "
        "says how many parts the marks in view answer, so that nothing open is hidden. Arrow keys "
        "go from cell to cell. ※: an anomaly of the source bears on it.",
        "行列代表整体及其全部组成部分，点 + 展开。末列给出所示标记已回应的部分数，不掩盖未回应者。"
        "方向键在单元格间移动。※：与来源中的异常有关。",
    ),
)
NEITHER = Text(
    "The matrix shows a category or a bottleneck, and '{word}' is neither; choose one of these, or "
    "leave it out for all.",
    "矩阵显示某一类别或某一瓶颈，“{word}”两者都不是；请改用其一，不写则显示全部。",
)
TOO_LARGE = Text(
    "A matrix of {rows} bottlenecks against {columns} actions is too large for one page: name a "
    "category or a bottleneck, as in 'kg view matrix TERM', or give --source.",
    "{rows} 个瓶颈与 {columns} 项行动的矩阵过大，一页放不下：请指定类别或瓶颈，"
    "如 kg view matrix TERM，或给出 --source。",
)
