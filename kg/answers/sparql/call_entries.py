"""What can go wrong around a query: limits, files, the call's words; and what is noted beside.

Q2xx a limit was reached, Q3xx a file could not be read, Q4xx the call's words are off, Q5xx notes.
"""

from __future__ import annotations

from kg.answers.sparql.entry import Entry
from kg.errors import FileError, LimitReached, UsageError
from kg.language import Text

CALL_ENTRIES: dict[str, Entry] = {
    # A limit was reached.
    "Q201": Entry(
        LimitReached,
        Text(
            "The query was stopped after {seconds} seconds: narrow it, or allow more with "
            "--timeout.",
            "查询在 {seconds} 秒后被终止：请缩小范围，或用 --timeout 放宽。",
        ),
    ),
    "Q202": Entry(
        LimitReached,
        Text(
            "The query broke the engine, it is nested too deeply: simplify it.",
            "查询嵌套过深，使引擎中断：请简化。",
        ),
    ),
    "Q203": Entry(
        LimitReached,
        Text(
            "The query needed more than {memory} MB of memory: narrow it, or allow more with "
            "--max-memory.",
            "查询所需内存超过 {memory} MB：请缩小范围，或用 --max-memory 放宽。",
        ),
    ),
    "Q204": Entry(
        LimitReached,
        Text(
            "The answer is larger than {output} MB: narrow the query, take fewer rows with "
            "--limit, or allow more with --max-output.",
            "结果超过 {output} MB：请缩小范围，用 --limit 减少行数，或用 --max-output 放宽。",
        ),
    ),
    "Q205": Entry(
        LimitReached,
        Text(
            "The query broke the engine (exit code {status}): simplify it.",
            "查询使引擎中断（退出码 {status}）：请简化。",
        ),
    ),
    # A file could not be read.
    "Q301": Entry(
        FileError,
        Text(
            "{what} is neither a file nor a shipped question; see 'kg queries list'.",
            "{what} 既不是文件，也不是随附的问题；请看 kg queries list。",
        ),
    ),
    "Q302": Entry(
        FileError,
        Text(
            "{path} is not UTF-8 (byte {at}); it looks like {likely}: convert it with 'iconv -f "
            "{likely} -t UTF-8'.",
            "{path} 不是 UTF-8（第 {at} 字节），看起来是 {likely}：请用 iconv -f {likely} -t "
            "UTF-8 转换。",
        ),
    ),
    # The call's words are off.
    "Q401": Entry(
        UsageError,
        Text(
            "Say one of: a file, the name of a shipped question, - or -e TEXT. See 'kg queries "
            "list'.",
            "请给出其一：文件、随附问题的名称、- 或 -e 文本。可用 kg queries list 查看。",
        ),
    ),
    "Q402": Entry(
        UsageError,
        Text("-p takes KEY=VALUE, not '{word}'.", "-p 的写法是 KEY=VALUE，不是“{word}”。"),
    ),
    "Q403": Entry(
        UsageError,
        Text(
            "'{name}' is no name of a variable: give letters, digits and _ only.",
            "“{name}”不是合法的变量名：请只用字母、数字和 _。",
        ),
    ),
    "Q404": Entry(
        UsageError,
        Text(
            "{value} is no IRI: write <https://…> or a CURIE such as kgd:region-cn.",
            "{value} 不是合法的 IRI：请写 <https://…> 或 kgd:region-cn 这样的缩写。",
        ),
    ),
    "Q405": Entry(
        UsageError,
        Text(
            "{value} is no text, it holds half a character: write it in UTF-8.",
            "{value} 不是文本，其中有半个字符：请用 UTF-8 书写。",
        ),
    ),
    "Q406": Entry(
        UsageError,
        Text(
            "The time limit is {seconds} s: give more than 0 and at most {most}.",
            "时限为 {seconds} 秒：请给出大于 0、不超过 {most} 的数。",
        ),
    ),
    "Q407": Entry(
        UsageError,
        Text(
            "Format {form} cannot hold this answer; choose one of: {known}.",
            "{form} 格式不能表示此结果；可选：{known}。",
        ),
    ),
    "Q408": Entry(
        UsageError,
        Text(
            "--labels adds columns to the rows of a SELECT, and this answer has no rows: leave it "
            "out, or write a SELECT.",
            "--labels 为 SELECT 的各行添加列，而此结果不是由行组成：请去掉它，或改用 SELECT。",
        ),
    ),
    "Q409": Entry(
        UsageError,
        Text(
            "--bom and --spreadsheet-safe are for CSV: give them with -f csv.",
            "--bom 和 --spreadsheet-safe 只用于 CSV：请与 -f csv 一起给出。",
        ),
    ),
    "Q410": Entry(
        UsageError,
        Text(
            "The answer holds U+{number}, which no XML can hold: choose json or tsv.",
            "结果中有 U+{number}，XML 无法表示：请选用 json 或 tsv。",
        ),
    ),
    # Notes.
    "Q501": Entry(
        None,
        Text(
            "{term} does not occur in this graph{hint}.",
            "此图谱中没有 {term}{hint}。",
        ),
    ),
    "Q502": Entry(
        None,
        Text(
            "Nothing in the graph fits this question (not said is not no).",
            "图谱中没有符合此问题的内容（未说不等于否定）。",
        ),
    ),
    "Q503": Entry(
        None,
        Text(
            "Cut by --limit after {rows}: there is more.",
            "已按 --limit 在 {rows} 处截断：还有更多。",
        ),
    ),
    "Q504": Entry(
        None,
        Text(
            "Line {line}, column {column}: {word} is no {datatype}, so that no comparison with it "
            "holds; correct it.",
            "第 {line} 行第 {column} 列：{word} 不是合法的 {datatype}，与它的任何比较都不成立；"
            "请改正。",
        ),
    ),
}  # fmt: skip
