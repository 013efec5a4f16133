"""What the page of the layered trace says, in both languages: one table."""

from __future__ import annotations

from kg.language import Text

TITLE = Text("Layered trace", "分层追踪")
START = Text("All bottlenecks, by category", "全部瓶颈，按类别")
TOO_MANY = Text(
    "The graph has {count} whole bottlenecks, and a page begins with at most {most}: name one "
    "thing, as in 'kg view trace TERM', or use 'kg view network', which opens on the categories.",
    "图谱有 {count} 个整体瓶颈，一页最多从 {most} 个开始：请指定一项，如 kg view trace TERM；"
    "或改用 kg view network，它从类别开始，逐步展开。",
)
TEXTS = {
    "start-note": Text(
        "{roots} bottlenecks with {parts} parts, {threads} threads; those of no category said by "
        "a source come last. Choose one to read its threads, ▸ to unfold them as a picture.",
        "{roots} 个瓶颈（含 {parts} 个组成部分），{threads} 条链；来源未归类者排在后面。"
        "点选瓶颈可读其链条，▸ 展开成图。",
    ),
    "term-note": Text("{threads} threads through: {names}", "{threads} 条链经过：{names}"),
    "also": Text("Also so called: {names}{more}", "同名的还有：{names}{more}"),
    "threads-of": Text("{count} threads", "{count} 条链"),
    "ended": Text(
        "Left out, its stated validity has ended: {names}", "已略去（所载有效期已过）：{names}"
    ),
    "narrowed": Text(
        "Narrowed when it was made; see the command below.", "生成时已筛选，条件见页末命令。"
    ),
    "cut": Text(
        "Drawn: the {shown} best supported of {all} threads. The others are in the table.",
        "图中为依据最充分的 {shown} 条链（共 {all} 条），其余见表格。",
    ),
    "draw-all": Text("Draw all {all} ({cards} cards)", "画出全部 {all} 条（{cards} 张卡片）"),
    "draw-best": Text("Draw the best supported only", "只画依据最充分的"),
    "unfold": Text("Unfold the threads of: {name}", "展开链条：{name}"),
    "unfold-all": Text("Unfold as a picture: {count} threads", "展开成图：{count} 条链"),
    "back": Text("All bottlenecks", "全部瓶颈"),
    "slide": Text("Slide sideways: {columns} columns", "左右滑动，共 {columns} 栏"),
    "picture": Text(
        "Layered trace: {cards} cards, {threads} threads; the table holds every thread.",
        "分层追踪图：{cards} 张卡片、{threads} 条链；全部链条另有表格。",
    ),
    "no-thread": Text("no thread", "没有链条"),
    "doubt": Text("※ an anomaly of the source touches it", "※ 来源中有异常涉及它"),
    "counts": Text("Threads, by what they rest on", "链条数与依据"),
    "thread": Text("Thread", "链条"),
    "threads": Text("Threads through it: {count}", "经过它的链：{count} 条"),
    "threads-drawn": Text(
        "Best supported first; {count} more through it are not drawn here: see the table.",
        "依据最充分者在前；另有 {count} 条未画在此图中，见表格。",
    ),
    "ranked": Text("Best supported first", "依据最充分者在前"),
    "more-threads": Text("Show {count} more", "再显示 {count} 条"),
    "none-fit": Text("No thread through it fits the filters.", "没有经过它且符合筛选的链。"),
    "inferences": Text("Inferences", "推断"),
    "count-0": Text("no inference", "无推断"),
    "count-1": Text("1 inference", "1 处推断"),
    "count-n": Text("{count} inferences", "{count} 处推断"),
    "of-hops": Text("{count} of {hops} hops", "{hops} 环中 {count} 环"),
    "rests": Text("Rests on", "依据"),
    "stated-by": Text("Stated by", "明示来源"),
    "hops": Text("Hop by hop", "逐环"),
    "links": Text("Its links", "它的关联"),
    "back-to": Text("Back to: {name}", "返回：{name}"),
    "lit": Text(
        "Lit: {threads} threads, {cards} cards; fewest inferences: {fewest}",
        "点亮 {threads} 条链、{cards} 张卡片；推断最少的一条：{fewest} 处",
    ),
    "lit-one": Text("Lit: one thread; {inferences}", "点亮一条链；{inferences}"),
    "lit-none": Text("No thread is lit", "没有点亮的链"),
    "unanswered": Text("Threads", "链条"),
    "not-said": Text(
        "None: nothing accepted leads on in what was read (not said is not no).",
        "无：在已读的来源中没有采纳的关联由此延伸（未说不等于否定）。",
    ),
    "not-looked-for": Text(
        "None: no source was read for links of this kind.",
        "无：没有来源就此类关联被阅读过。",
    ),
    "narrow-none": Text("None with the filters of this page.", "在本页的筛选条件下没有。"),
    "refused": Text("Considered, refused", "曾考虑，未采纳"),
    "denied": Text("Denied by a source", "原文否定"),
    "inherited": Text("Said of the whole: {name}", "就其整体而言：{name}"),
    "band": Text(
        "{subject} – as a whole against – {object}. It says nothing of any single pair.",
        "{subject}——就整体而言应对——{object}。不说明任何单独一对。",
    ),
    "members": Text(
        "Lit: what of the sets, or of parts of their members, is drawn here; no pair is stated",
        "点亮的是集合成员（及其组成部分）中画在此处者，并未明示任何一对",
    ),
    "link-of": Text("Link", "关联"),
    "category": Text("Category", "类别"),
    "of-sets": Text("Statement about whole sets", "就整体而言的说法"),
    "sets": Text("sets", "集合"),
    "rank": Text("Rank", "序"),
    "keys": Text(
        "Keys: Tab and ↑ ↓ within a column, ← → along links, Enter to choose, Esc to clear.",
        "键盘：Tab 与 ↑ ↓ 在栏内移动，← → 沿关联移动，回车选择，Esc 清除。",
    ),
}
HOW = (
    Text(
        "A thread runs from a bottleneck over actions and measures to documents and regions. "
        "Choose a card: its threads light up, and are listed here with what each rests on.",
        "链条从瓶颈出发，经行动与措施到文件与地区。点选卡片，经过它的链条即点亮，"
        "并在此列出各自的依据。",
    ),
    Text(
        "Solid line: a source states this very link. Dashed: a curator infers it. "
        "An arrow points as the link reads: from an action to the bottleneck it addresses.",
        "实线：原文明示这一关联。虚线：整理者推断。箭头按关联的读法：由行动指向它所应对的瓶颈。",
    ),
    Text(
        "Being connected is not being supported: every thread says how many of its links are "
        "inferred, and what single passage would make it stated.",
        "相连不等于有据：每条链都标出其中几处为推断，以及补上哪一处原文即为明示。",
    ),
    Text(
        "A double band joins whole sets that a source sets against each other; "
        "it says nothing of any pair and is on no thread.",
        "双线宽带连接的是来源就整体相对而言的两个集合，不说明任何一对，也不属于任何一条链。",
    ),
    TEXTS["keys"],
)
