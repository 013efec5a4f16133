"""What coverage is told in: states, their meaning, and the words of its page, in both languages."""

from __future__ import annotations

import math

from kg.answers.coverage import State
from kg.language import Text

STATES = {
    State.EVIDENCE: Text("under evidence", "有证据"),
    State.GARBLED: Text("garbled", "文字残损"),
    State.REPEATED: Text("repeated", "重复"),
    State.CITED: Text("cited from elsewhere", "转引"),
    State.NO_FACT: Text("no fact", "无事实"),
    State.TRANSITION: Text("transition", "过渡"),
    State.FURNITURE: Text("page furniture", "版面文字"),
    State.UNACCOUNTED: Text("unaccounted for", "未交代"),
}
MEANINGS = {
    State.EVIDENCE: Text(
        "Something was taken from here: a place with a paraphrase of ours, or a figure.",
        "此处有内容被采入：一处带转述的位置，或一个数字。",
    ),
    State.GARBLED: Text(
        "The copy is damaged here; nothing was guessed.", "此处文字残损，未作猜补。"
    ),
    State.REPEATED: Text(
        "Said elsewhere too, and taken from there.", "他处也有此说，已从他处采入。"
    ),
    State.CITED: Text("Only reference data of a cited work.", "仅为所引文献的著录信息。"),
    State.NO_FACT: Text(
        "Nothing is claimed here: rhetoric, or a wish.", "此处未作陈述：修辞或愿望。"
    ),
    State.TRANSITION: Text("Announces what follows.", "仅引出下文。"),
    State.FURNITURE: Text(
        "Headings, running heads, captions, codes.", "标题、页眉、图题、分类号之类。"
    ),
    State.UNACCOUNTED: Text(
        "Neither evidence nor a declared reason: still to be read.",
        "既无证据也未说明理由：有待阅读。",
    ),
}
KIND_NAMES = {
    "claim": Text("claims", "主张"),
    "entity": Text("entities", "实体"),
    "figure": Text("figures", "数字"),
}
COUNTS = {
    "units": Text("sentences and cells", "句子与单元格"),
    "accounted": Text("accounted for", "已交代"),
    "facts": Text("that state a fact", "陈述事实者"),
    "share": Text("of these under evidence", "其中有证据"),
    "characters": Text("of their characters", "其字符中有证据"),
    "open": Text("characters neither taken nor declared", "既未采入也未说明的字符"),
}


def say_share(share: float | None) -> str:
    """Return *share* in per cent, rounded down: 94.96 % is not yet 95 %."""
    return "–" if share is None else f"{math.floor(share * 1000 + 1e-9) / 10:.1f} %"


PAGE = {
    "title": Text("Source coverage", "来源覆盖"),
    "accounted": Text("of all sentences and cells accounted for", "的句子与单元格已有交代"),
    "accounted-note": Text(
        "{some} of {all}: evidence, or a declared reason", "{some} / {all}：有证据，或写明理由"
    ),
    "share": Text("of those that state a fact under evidence", "的事实陈述有证据"),
    "share-note": Text(
        "{some} of {all}; repeated and garbled ones count against it",
        "{some} / {all}；重复与残损者计入未覆盖",
    ),
    "characters": Text("of their characters under evidence", "的相应字符在证据之下"),
    "characters-note": Text(
        "{some} of {all}; {open} in all neither taken nor declared",
        "{some} / {all}；全文另有 {open} 字既未采入也未说明",
    ),
    "map": Text(
        "The source from its first sentence to its last. Filled: how much of a sentence lies under "
        "evidence.",
        "来源从首句到末句。填色高度：该句有多少在证据之下。",
    ),
    "evidence": Text("Evidence behind", "证据支撑"),
    "reasons": Text("Declared reasons", "已说明理由"),
    "filter": Text("Filter by state", "按状态筛选"),
    "text": Text("The source", "来源原文"),
    "text-masked": Text("The source, its words left out", "来源（不含原文字句）"),
    "panel": Text("Details", "详情"),
    "list": Text("List", "清单"),
    "list-title": Text("What was taken, and what was not", "采入与未采入的内容"),
    "list-taken": Text("Taken: {count} places", "采入：{count} 处"),
    "list-skipped": Text("Not taken: {count} places", "未采入：{count} 处"),
    "language": Text("中文", "English"),
    "dark": Text("Dark", "深色"),
    "light": Text("Light", "浅色"),
    "previous": Text("Previous", "上一处"),
    "next": Text("Next", "下一处"),
    "of-uncovered": Text("fact without evidence", "无证据的事实"),
    "of-shown": Text("match", "筛选结果"),
    "none": Text("none", "无"),
    "close": Text("Close", "关闭"),
    "how": Text("How to read this", "如何阅读"),
    "how-1": Text(
        "Coloured passages are under evidence. The lines below tell what rests on them: claims, "
        "figures, entities.",
        "着色处有证据；下方的线条表示其所支撑的内容：主张、数字、实体。",
    ),
    "how-2": Text(
        "Grey passages were left out for a declared reason; hatched ones state a fact all the "
        "same. A loud colour marks what is not accounted for.",
        "灰色处因写明的理由未采入，其中带斜纹者仍陈述了事实；醒目的颜色标出尚未交代之处。",
    ),
    "how-3": Text(
        "Choose a sentence to see what was taken from it. Arrow keys move on, n and p step "
        "through what has no evidence, Esc closes.",
        "点选句子可看其中采入的内容。方向键逐句移动，n 与 p 在无证据处之间跳转，Esc 关闭。",
    ),
    "masked": Text(
        "This page carries no words of the source: each block stands for a passage. With "
        "--with-words it shows those of your copy.",
        "本页不含原文字句，色块代表相应文字。加 --with-words 可显示您副本中的原文。",
    ),
    "part": Text(
        "{under} of {characters} characters under evidence", "{characters} 字中 {under} 字有证据"
    ),
    "printed": Text("as printed", "原样"),
    "rests": Text("What rests on it", "其所支撑的内容"),
    "rests-none": Text("Nothing rests on it.", "尚无内容以此为据。"),
    "repeated-in": Text("Said in", "见"),
    "no-script": Text(
        "Filters and details need JavaScript; the list below the text holds everything.",
        "筛选与详情需要 JavaScript；正文之后的清单包含全部内容。",
    ),
    "private": Text(
        "Private: this file carries the reader’s own copy of the source. "
        "Do not publish or pass it on.",
        "私人文件：含有读者自有的来源文本，请勿公开或转发。",
    ),
    "version": Text("Data version", "数据版本"),
    "command": Text("Command", "命令"),
    "licence": Text(
        "Data and paraphrases CC BY 4.0; software Apache-2.0.",
        "数据与转述 CC BY 4.0；软件 Apache-2.0。",
    ),
    "licence-private": Text(
        "Data and paraphrases CC BY 4.0; software Apache-2.0; the text of the source belongs to "
        "its owners.",
        "数据与转述 CC BY 4.0；软件 Apache-2.0；来源文本的权利归其权利人。",
    ),
}
