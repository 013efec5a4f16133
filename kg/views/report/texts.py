"""The words of a report, in both languages."""

from __future__ import annotations

from kg.language import Text

# How many of what; English tells one from several.
COUNTS = {
    "action": (Text("1 action", "1 项行动"), Text("{n} actions", "{n} 项行动")),
    "recommended": (
        Text("1 recommended action", "1 项建议的行动"),
        Text("{n} recommended actions", "{n} 项建议的行动"),
    ),
    "measure": (Text("1 measure", "1 项措施"), Text("{n} measures", "{n} 项措施")),
    "document": (
        Text("1 policy document", "1 份政策文件"),
        Text("{n} policy documents", "{n} 份政策文件"),
    ),
    "region": (Text("1 region", "1 个地区"), Text("{n} regions", "{n} 个地区")),
    "bottleneck": (Text("1 bottleneck", "1 个瓶颈"), Text("{n} bottlenecks", "{n} 个瓶颈")),
    "part": (Text("1 part", "1 个组成部分"), Text("{n} parts", "{n} 个组成部分")),
    "link": (Text("1 link", "1 条关联"), Text("{n} links", "{n} 条关联")),
    "chain": (Text("1 chain", "1 条链"), Text("{n} chains", "{n} 条链")),
}


def count(what: str, number: int) -> Text:
    """Return how many of *what* there are, in words."""
    one, several = COUNTS[what]
    return one if number == 1 else several.fill(n=number)


TITLE_OF_ALL = Text("Bottlenecks and what answers them", "瓶颈及其回应")
QUESTION_OF_ALL = Text(
    "Which actions answer which bottleneck, which adopted measures and policy documents back them, "
    "where, and what is left unanswered?",
    "哪些行动回应哪个瓶颈，由哪些已出台的措施和政策文件支撑，面向哪些地区，还有什么没有回应？",
)
QUESTION_OF_SEVERAL = Text(
    "What of bottlenecks, actions, measures and policy documents bears the name “{word}”, and how "
    "does it hang together?",
    "名称中带有“{word}”的有哪些瓶颈、行动、措施和政策文件，它们之间有何关联？",
)
QUESTIONS = {
    "Bottleneck": Text(
        "Which actions answer this bottleneck, which adopted measures and policy documents back "
        "them, for which regions, and what is missing?",
        "哪些行动回应这一瓶颈，由哪些已出台的措施和政策文件支撑，面向哪些地区，还缺什么？",
    ),
    "RecommendedAction": Text(
        "Which bottlenecks does this recommended action answer, which adopted measures and policy "
        "documents back it, for which regions, and what is missing?",
        "这项建议的行动回应哪些瓶颈，由哪些已出台的措施和政策文件支撑，面向哪些地区，还缺什么？",
    ),
    "AdoptedMeasure": Text(
        "Which bottlenecks does this measure answer, which policy documents set it out, for which "
        "regions, and what is missing?",
        "这项措施回应哪些瓶颈，载于哪些政策文件，面向哪些地区，还缺什么？",
    ),
    "PolicyDocument": Text(
        "Which measures does this document set out, which bottlenecks do they answer, for which "
        "regions, and what is missing?",
        "这份文件载明哪些措施，它们回应哪些瓶颈，面向哪些地区，还缺什么？",
    ),
    "Region": Text(
        "What is meant for this region, and which bottlenecks does it answer?",
        "哪些行动、措施和文件面向这一地区，它们回应哪些瓶颈？",
    ),
}
QUESTIONS["RegionGroup"] = QUESTIONS["Region"]

HEADINGS = {
    "answer": Text("The answer", "答案"),
    "marks": Text("How to read the marks", "标记的含义"),
    "found": Text("What the word means", "该词所指"),
    "coverage": Text("Coverage", "覆盖情况"),
    "gaps-by-category": Text("Gaps by category", "各类别的缺口"),
    "addresses": Text("Actions and the bottlenecks they address", "行动与其应对的瓶颈"),
    "chains": Text("The chains, best supported first", "各条链，依据充分者在前"),
    "best-chain": Text("The best supported chain", "依据最充分的一条链"),
    "correspondsTo": Text(
        "Recommended actions and the adopted measures that correspond to them",
        "建议的行动与其对应的已出台措施",
    ),
    "setOutIn": Text("Measures and the documents that set them out", "措施与载明它们的文件"),
    "appliesTo": Text("For which regions", "面向的地区"),
    "documents": Text("The policy documents", "政策文件"),
    "gaps": Text("What is missing, and why", "缺什么，为何"),
    "sets": Text("Said of whole sets", "就整体而言的说法"),
    "refused": Text("Links considered and refused", "考虑后未采纳的关联"),
    "denied": Text("Links that a source denies", "来源否定的关联"),
    "figures": Text("Numbers about it", "相关数字"),
    "findings": Text("What the sources say about it besides", "来源的其他论述"),
    "anomalies": Text("Doubtful places in the sources", "来源中的存疑之处"),
    "notes": Text("Evidence", "证据"),
    "references": Text("References (GB/T 7714)", "参考文献（GB/T 7714）"),
    "bibtex": Text("References (BibTeX)", "参考文献（BibTeX）"),
    "colophon": Text("Where this comes from", "来历"),
    "contents": Text("Contents", "目录"),
    "no-category": Text("Without a category", "未归类"),
}

# The answer.

ADDRESSED = Text(
    "It is addressed{where} by {actions}{split}.", "{where}有 {actions}应对它{split}。"
)
IN_PART = Text(", as a whole or in its one part,", "连同其唯一的组成部分，")
IN_PARTS = Text(", as a whole or in one of its {parts},", "连同其 {parts}，")
ALL_STATED = Text("; a source says so in each case", "，均由来源明示")
ALL_INFERRED = Text("; no source says so, it is inferred in each case", "，均为推断，来源没有明示")
SOME_STATED = Text(
    "; a source says so of {stated}, of the other {inferred} it is inferred",
    "：其中 {stated} 项由来源明示，其余 {inferred} 项为推断",
)
NOT_ADDRESSED = Text(
    "In what was read, no action addresses it; this is no proof that there is none.",
    "在已读的来源中，没有行动应对它；这不证明没有这样的行动。",
)
BACKED = Text(
    "Behind it the sources report {measures} as adopted, {documents}; {regions}.",
    "来源报道其背后有 {measures}已出台，{documents}；{regions}。",
)
NOT_BACKED = Text(
    "The sources report no adopted measure behind it; {regions}.",
    "来源没有报道其背后有已出台的措施；{regions}。",
)
SET_OUT = Text("set out in {documents}", "载于 {documents}")
SET_OUT_NOWHERE = Text("set out in no document that they name", "但未见载于任何文件")
FOR_REGIONS = Text("the regions named are {regions}", "指明的地区有{regions}")
FOR_MANY_REGIONS = Text(
    "{count} are named, {regions} among them", "指明的地区有 {count}，包括{regions}"
)
FOR_REGION = Text("the region named is {regions}", "指明的地区是{regions}")
FOR_NO_REGION = Text("no region is named", "没有指明地区")
MISSING = Text("What is missing: {gaps}.", "缺口：{gaps}。")
MISSING_AT_WHOLE = Text(
    "What is missing at the whole itself: {gaps}.", "就其整体而言的缺口：{gaps}。"
)
IN_BRACKETED_GAP = Text("{gap} ({reason})", "{gap}（{reason}）")
MISSING_NOTHING = Text(
    "None of the gaps that are looked for was found at the whole.",
    "就其整体而言，没有发现所查各类缺口。",
)
MISSING_IN_PARTS = Text(
    "Parts with gaps of their own: {lacking} of {parts}.", "另有缺口的组成部分：{lacking}/{parts}。"
)
ON_THREADS = Text(
    "On its threads stand {bottlenecks}, {actions}, {measures}, {documents} and {regions}.",
    "其链条上有 {bottlenecks}、{actions}、{measures}、{documents}和 {regions}。",
)
LINKS_ON_THREADS = Text(
    "Between actions and bottlenecks they hold {links}: {stated} stated by a source, {inferred} "
    "inferred.",
    "其中行动与瓶颈之间有 {links}：{stated} 条由来源明示，{inferred} 条为推断。",
)
NO_GAPS_LOOKED_FOR = Text("For things of this kind no gaps are looked for.", "对此类对象不查缺口。")
LEADS_NOWHERE = Text(
    "No accepted claim leads on from it in what was read; not said is not “no”.",
    "在已读的来源中，没有采纳的关联由它延伸；未说不等于否定。",
)
ANSWER_OF_ALL = (
    Text(
        "The sources speak of {wholes} with {parts} in all; actions address {answered} of these "
        "{all}, and of {stated} a source says so.",
        "来源谈到 {wholes}，连同 {parts}；这 {all} 项中有 {answered} 项得到行动应对，"
        "其中 {stated} 项由来源明示。",
    ),
    Text(
        "Behind the answers the sources report {measures} as adopted, set out in {documents}, "
        "and name {regions}.",
        "这些回应背后，来源报道有 {measures}已出台，载于 {documents}，并指明了 {regions}。",
    ),
    Text(
        "What is missing: no action addresses {without}; for another {inferred} every action is "
        "inferred; {without_measure} have actions but no measure reported as adopted.",
        "缺口：{without} 项没有行动应对；另有 {inferred} 项只有推断的行动；"
        "{without_measure} 项有行动而未见报道已出台的措施。",
    ),
)

# The marks.

MARKS = (
    ("stated", Text("a passage of a source states the link.", "来源中有一处明示该关联。")),
    (
        "inferred",
        Text(
            "a curator makes the link from two passages and says why. Confidence: high where both "
            "passages name the same object, medium where they share the mechanism, low where they "
            "share only the theme. Nothing here is a probability.",
            "整理者由两处原文推断，并说明理由。置信度：两处所指对象相同为高，机制相同为中，"
            "仅主题相同为低；均非概率。",
        ),
    ),
    (
        "stated-collectively",
        Text(
            "a source sets a whole set of actions against a whole set of bottlenecks. Beside an "
            "inferred link it says that both ends lie in such sets; it states no pair.",
            "来源将一组行动整体与一组瓶颈整体相对。标在推断旁，表示两端各在其中；"
            "这并未明示任何一对。",
        ),
    ),
    (
        "doubt",
        Text(
            "a doubtful place of a source touches it: see “{anomalies}”.",
            "来源中有存疑之处涉及它：见“{anomalies}”。",
        ),
    ),
)
DOUBTFUL = Text("doubtful", "存疑")
SO_MANY = Text("{what}: {n}", "{what}：{n}")
NOT_SAID = Text(
    "“Not said” means that a source was read for such links and has none. It is no “no”; what a "
    "source denies is said to be denied.",
    "“原文未说”指来源曾就此类关联读过而未言及；这不等于否定。来源否定者另行注明。",
)

# Columns and cells.

COLUMNS = {
    "action": Text("Action", "行动"),
    "bottleneck": Text("Bottleneck", "瓶颈"),
    "known": Text("How known", "依据"),
    "why": Text("Why", "理由"),
    "recommended": Text("Recommended", "建议"),
    "adopted": Text("Adopted", "已出台"),
    "measure": Text("Measure", "措施"),
    "document": Text("Document", "文件"),
    "region": Text("Region", "地区"),
    "what": Text("What", "对象"),
    "issuer": Text("Issued by", "发布机构"),
    "issued": Text("Date", "日期"),
    "valid": Text("Valid", "有效期"),
    "gap": Text("Gap", "缺口"),
    "things": Text("Where", "所在"),
    "reason": Text("Reason", "原因"),
    "indicator": Text("Indicator", "指标"),
    "of": Text("Of what", "范围"),
    "figure": Text("Figure", "数字"),
    "source": Text("According to", "出处"),
    "kind": Text("Kind", "类型"),
    "name": Text("Name", "名称"),
    "stated": Text("Actions stated", "明示的行动"),
    "inferred": Text("Actions inferred only", "仅推断的行动"),
    "documents": Text("Documents", "文件"),
    "parts": Text("Parts addressed", "得到应对的组成部分"),
    "all": Text("All", "合计"),
    "category": Text("Category", "类别"),
    "of-all": Text("bottlenecks, parts included", "瓶颈，含组成部分"),
}
NOTE_DOCUMENTS = Text(
    "As the sources name them; the documents themselves were not read. Whether one is in force "
    "today is not known here.",
    "均按来源所述；未读文件本身，今日是否有效此处不得而知。",
)
NOT_NAMED = Text("not named", "未指明")
NOT_GIVEN = Text("not given", "未载明")
SO_MANY_ISSUERS = Text("{n} bodies, not all named", "共 {n} 个机构，未全部列名")
ITSELF = Text("the whole itself", "其整体")
PARTS_LACK = Text("{without} of {all} parts lack it too", "{all} 个组成部分中 {without} 个同样缺少")
WEIGHED = Text("{n} weighed and refused", "{n} 条考虑后未采纳")
IN_A_SET = Text("addressed as part of a set only", "仅作为整体的一部分得到应对")
AGAINST = Text("Against it:", "相反证据：")
PRINTED = Text("printed “{printed}”", "原样“{printed}”")
SINCE = Text("since {time}", "{time}起")
UNTIL = Text("until {time}", "至{time}")
COLLECTIVE = Text(
    "{subject} – as a set – against {object}. This states no pair.",
    "{subject}整体针对{object}。这并未明示任何一对。",
)
REFUSED = Text("{subject} – {link} – {object}", "{subject} – {link} – {object}")
TEMPTING = Text("Why it tempts: {why}", "何以似乎成立：{why}")
BECAUSE = Text("Why {status}: {why}", "{status}的原因：{why}")
SAID_BY = Text("according to {names}", "据{names}")
PARTS = Text("Its parts: {names}.", "其组成部分：{names}。")
PART_OF = Text("It is part of: {names}.", "它属于：{names}。")
ALSO_CALLED = Text("Also called: {names}.", "又称：{names}。")
HELD_AS = Text("Held as: {treatment}", "处理：{treatment}")
MAY_MEAN = Text("May mean: {candidates}.", "可能指：{candidates}。")
TOUCHES = Text("Touches: {names}.", "涉及：{names}。")
CONFIDENCE = Text("Confidence: {level}.", "置信度：{level}。")
MORE_CHAINS = Text(
    "{more} more are not listed here: {command} shows all.",
    "另有 {more} 条未列出：{command} 可查看全部。",
)
ONE_LINK = Text(
    "{chains} of one link only, after which no measure, document or region is named: see the "
    "table of such links.",
    "另有 {chains}只有一环，其后未指明措施、文件或地区：见相应的关联表。",
)
SEE_PASSAGE = Text("See the passage.", "见脚注所示。")
MORE = Text("and {n} more", "等 {n} 项")
COVERED = Text(
    "Told with these, since their chains are the same: {names}.",
    "以下各项的链与此相同，已一并述及：{names}。",
)
ALSO = Text("Bears the name too, but is on no thread: {names}.", "名称相同但不在链上：{names}。")
DOCUMENTS_LINE = Text("Policy documents behind them: {names}.", "背后的政策文件：{names}。")
GAP_LINE = Text("{gap} ({reason}): {names}", "{gap}（{reason}）：{names}")
ROLL_NOTE = Text(
    "Counted over each bottleneck and its parts. A statement about whole sets fills no cell.",
    "连同各瓶颈的组成部分计数；就整体而言的说法不计入。",
)
SHORT_NOTE = Text(
    "Footnotes give the passages that state a link. Why a curator infers one, and from where: "
    "kg report with the name of the bottleneck.",
    "脚注给出明示关联之处。整理者何以推断、依据何处：以瓶颈名称运行 kg report。",
)

# First and last page.

SIGNATURE = Text("policy-kg · data version {version}", "policy-kg · 数据版本 {version}")
PRIVATE = Text(
    "Private: this file carries words of the reader’s own copies of the sources. Do not publish "
    "or pass it on.",
    "私人文件：含有读者自有来源副本中的文字，请勿公开或转发。",
)
WORDS = Text(" – your copy reads: “{words}”", "——您的副本：“{words}”")
WHERE = Text("{who}{id} [{number}], {place}", "{who}{id} [{number}]，{place}")
SECTION = Text("{section}, para. {paragraph}", "{section}，第 {paragraph} 段")
SECTION_HEADING = Text("{section}, heading", "{section}，标题")
PARAGRAPH = Text("para. {paragraph}", "第 {paragraph} 段")
IN_BRACKETS = Text(" ({text})", "（{text}）")
REFERENCES_NOTE = Text(
    "Sources were read; policy documents and further works are listed as the sources name them. "
    "What they do not give is left out.",
    "来源为已读文献；政策文件及其他文献按来源所述著录，未载明者从缺。",
)
ORDER_NOTE = Text("order of the authors not recorded", "作者次序未记录")
COLOPHON = {
    "command": Text("Command", "命令"),
    "version": Text("Data version", "数据版本"),
    "day": Text("Newest claim in the data", "数据中最新的主张"),
    "program": Text("Program", "程序"),
    "who": Text("Who read", "阅读者"),
    "meaning": Text("What it is", "性质"),
    "licence": Text("Licence", "许可"),
}
MEANING = Text(
    "A checked reading of the sources named, not an authority: it says what they state and what a "
    "curator infers from them, and nothing about what is in force today.",
    "这是对所列来源的一次经过检查的阅读，并非权威结论：只说来源明示了什么、整理者由此推断什么，"
    "不涉及今日何者有效。",
)
LICENCE = Text(
    "Data and paraphrases CC BY 4.0; software Apache-2.0.",
    "数据与转述 CC BY 4.0；软件 Apache-2.0。",
)
LICENCE_PRIVATE = Text(
    "Data and paraphrases CC BY 4.0; software Apache-2.0; the words quoted belong to their owners.",
    "数据与转述 CC BY 4.0；软件 Apache-2.0；所引原文的权利归其权利人。",
)
PAGE_OF = Text("Page {page} of {pages}", "第 {page} 页，共 {pages} 页")
FOOTNOTE_BACK = Text("back to the text", "返回正文")
