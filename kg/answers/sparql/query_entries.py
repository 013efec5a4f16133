"""What can be wrong with a query itself: Q0xx it is no SPARQL, Q1xx it asks for what is barred."""

from __future__ import annotations

from kg.answers.sparql.entry import Entry
from kg.errors import QueryError, QueryRefused
from kg.language import Text

QUERY_ENTRIES: dict[str, Entry] = {
    # The query is wrong.
    "Q001": Entry(
        QueryError,
        Text(
            "The query is empty: write one that begins with SELECT, ASK, CONSTRUCT or DESCRIBE. "
            "{examples}",
            "查询为空：请写出以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头的查询。{examples}",
        ),
    ),
    "Q002": Entry(
        QueryError,
        Text(
            "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with '{word}': add one "
            "of them. {examples}",
            "查询应以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头，而不是“{word}”：请补上其一。"
            "{examples}",
        ),
    ),
    "Q003": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: '{word}' cannot stand here; did you mean {near}?",
            "第 {line} 行第 {column} 列：此处不能写“{word}”；是否应为 {near}？",
        ),
    ),
    "Q004": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: '{word}' cannot stand here; look whether something is "
            "missing before it, or remove it.",
            "第 {line} 行第 {column} 列：此处不能写“{word}”；请看它之前是否缺少内容，或删除它。",
        ),
    ),
    "Q005": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: '{missing}' is missing before '{word}'; add it.",
            "第 {line} 行第 {column} 列：“{word}”之前缺少“{missing}”；请补上。",
        ),
    ),
    "Q006": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: the '{opened}' is never closed; add its {closer}.",
            "第 {line} 行第 {column} 列：“{opened}”没有闭合；请补上 {closer}。",
        ),
    ),
    "Q007": Entry(
        QueryError,
        Text(
            "The query ends too early, after '{word}': add what is missing, such as WHERE {{ … }}. "
            "{examples}",
            "查询在“{word}”之后过早结束：请补上缺少的部分，例如 WHERE {{ … }}。{examples}",
        ),
    ),
    "Q008": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: '{word}' closes nothing that is open; remove it, or add "
            "its {partner} before.",
            "第 {line} 行第 {column} 列：“{word}”没有对应的开括号；请删除它，或在之前补上 "
            "{partner}。",
        ),
    ),
    "Q009": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: the text that begins with {word} does not end in its "
            "line; add {word} at its end, or write a text of several lines in {long}.",
            "第 {line} 行第 {column} 列：以 {word} 开头的文本在本行内没有结束；请在末尾补上 "
            "{word}，多行文本请用 {long}。",
        ),
    ),
    "Q010": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: {word} is no IRI; write it whole, without spaces, as "
            "<https://…>, or short, as kgd:region-cn.",
            "第 {line} 行第 {column} 列：{word} 不是合法的 IRI；请写全且不含空格，如 <https://…>，"
            "或写缩写，如 kgd:region-cn。",
        ),
    ),
    "Q011": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: a full-width '{wide}'; did you mean '{narrow}'?",
            "第 {line} 行第 {column} 列：有全角“{wide}”；是否应为半角“{narrow}”？",
        ),
    ),
    "Q012": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: a quotation mark {word} as in printed text; put the "
            'text in straight ones: "…".',
            "第 {line} 行第 {column} 列：有排版引号 {word}；请把文本放在直引号中："
            '"…"。',
        ),
    ),
    "Q013": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: a character that is not seen, U+{number} ({name}); "
            "remove it, or put a plain space there.",
            "第 {line} 行第 {column} 列：有看不见的字符 U+{number}（{name}）；请删除它，"
            "或换成普通空格。",
        ),
    ),
    "Q014": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: the prefix {prefix}: is not declared{hint}; declare it "
            "with PREFIX, or use one of {known}.",
            "第 {line} 行第 {column} 列：前缀 {prefix}: 没有声明{hint}；请用 PREFIX 声明它，或使用 "
            "{known}。",
        ),
    ),
    "Q015": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: there is no function {word}; did you mean {near}?",
            "第 {line} 行第 {column} 列：没有函数 {word}；是否应为 {near}？",
        ),
    ),
    "Q016": Entry(
        QueryError,
        Text(
            "There is no function {function}: use one of SPARQL's own, such as {near}.",
            "没有函数 {function}：请使用 SPARQL 自带的函数，如 {near}。",
        ),
    ),
    "Q017": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: '{word}' is not SPARQL; write {right}.",
            "第 {line} 行第 {column} 列：“{word}”不是 SPARQL 的写法；请写 {right}。",
        ),
    ),
    "Q018": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: '{word}' is neither a keyword nor a variable nor a "
            "name; did you mean {near}?",
            "第 {line} 行第 {column} 列：“{word}”既不是关键字，也不是变量或名称；是否应为 {near}？",
        ),
    ),
    "Q019": Entry(
        QueryError,
        Text(
            "A column of SELECT is neither in GROUP BY nor an aggregate: add it to GROUP BY, or "
            "write for example (SAMPLE(?x) AS ?one).",
            "SELECT 中有一列既不在 GROUP BY 中，也不是聚合：请把它加入 GROUP BY，或写作 "
            "(SAMPLE(?x) AS ?one) 之类。",
        ),
    ),
    "Q020": Entry(
        QueryError,
        Text(
            "The name ?{name} after AS is in use already: choose a new one.",
            "AS 之后的名称 ?{name} 已被使用：请换一个。",
        ),
    ),
    "Q021": Entry(
        QueryError,
        Text(
            "A column stands twice in SELECT: remove one of the two.",
            "SELECT 中有一列出现了两次：请删除其一。",
        ),
    ),
    "Q022": Entry(
        QueryError,
        Text(
            "The query has no group {{ … }} for its parameters: add one.",
            "查询中没有供参数使用的 {{ … }} 模式：请加上。",
        ),
    ),
    "Q023": Entry(
        QueryError,
        Text(
            "The query holds U+{number}, which is half a character: remove it, or save the query "
            "as UTF-8.",
            "查询中有 U+{number}，它只是半个字符：请删除它，或把查询存为 UTF-8。",
        ),
    ),
    "Q024": Entry(
        QueryError,
        Text(
            "The query cannot be run: {message}. {examples}",
            "无法运行查询：{message}。{examples}",
        ),
    ),
    "Q025": Entry(
        QueryError,
        Text(
            "Line {line}, column {column}: the blank node {word} stands in two groups; use a "
            "variable.",
            "第 {line} 行第 {column} 列：空白节点 {word} 出现在两个模式中；请改用变量。",
        ),
    ),
    # The query asks for what is not allowed here.
    "Q101": Entry(
        QueryRefused,
        Text(
            "The query has {length} characters, more than {most}: shorten it.",
            "查询有 {length} 个字符，超过上限 {most}：请缩短。",
        ),
    ),
    "Q102": Entry(
        QueryRefused,
        Text(
            "{word} would change the graph, and queries here only read: edit the files in data/ "
            "instead.",
            "{word} 会修改图谱，而此处的查询只读：请改为编辑 data/ 中的文件。",
        ),
    ),
    "Q103": Entry(
        QueryRefused,
        Text(
            "{word} would reach out to the network; queries here see this graph only: remove it.",
            "{word} 会访问网络，而此处的查询只能访问本图谱：请删除它。",
        ),
    ),
    "Q104": Entry(
        QueryRefused,
        Text(
            "FROM names another graph; everything is in the one default graph: remove it.",
            "FROM 指向其他图；所有数据都在唯一的默认图中：请删除它。",
        ),
    ),
}  # fmt: skip
