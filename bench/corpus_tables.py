"""The tables of `docs/scale.md` as Markdown, in either language, from one run of the bench."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from kg.language import Lang, Text

Json = dict[str, Any]
MILLION = 1_000_000
HEADROOM = 2  # a machine is planned for half of what it can do
CORES = 16
NAMES = {"shipped": Text("shipped", "随附")}


class Printer:
    """Prints headings and tables in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, text: Text, **values: object) -> None:
        """Print a line between empty ones."""
        print("\n" + text.fill(**values).say(self.lang) + "\n")

    def table(self, heads: Iterable[Text], rows: Iterable[Sequence[str]]) -> None:
        """Print a table."""
        said = [head.say(self.lang) for head in heads]
        print(f"| {' | '.join(said)} |\n{'|---' * len(said)}|")
        for row in rows:
            print(f"| {' | '.join(row)} |")


def same(word: str) -> Text:
    """Return a heading that is the same in both languages."""
    return Text(word, word)


def print_tables(shipped: Json, runs: list[Json], out: Printer, documents: int) -> None:
    """Print all tables of one run of the bench, carried on to so many *documents*."""
    _print_export(out, [shipped, *runs])
    _print_duckdb(out, runs)
    for run in runs:
        if run["spark"]:
            _print_spark(out, run)
    _print_hubs(out, runs[-1])
    _print_model(out, runs, documents)


def _print_export(out: Printer, runs: list[Json]) -> None:
    heads = (
        Text("corpus", "语料"), Text("triples", "三元组"), Text("documents", "文献"),
        Text("triples a document", "每篇三元组"),
        Text("N-Quads, bytes a triple", "N-Quads，每条字节"),
        Text("Parquet, bytes a triple", "Parquet，每条字节"),
        Text("export, CPU s a million", "导出，每百万条 CPU 秒"),
        Text("peak memory, MB", "内存峰值，MB"),
    )  # fmt: skip
    rows = []
    for run in runs:
        made, documents = run["export"], run["planted"]["documents"]
        triples = made["triples"]
        rows.append((
            NAMES.get(run["name"], same(run["name"])).say(out.lang), f"{triples:,}",
            f"{documents:,}", f"{triples / documents:,.0f}",
            f"{made['nquads'] / triples:.0f}", f"{made['parquet'] / triples:.1f}",
            f"{made['cpu'] / triples * MILLION:.1f}", f"{made['memory'] / MILLION:,.0f}",
        ))  # fmt: skip
    out.table(heads, rows)


def _triples(run: Json) -> int:
    return int(run["export"]["triples"])


def _print_duckdb(out: Printer, runs: list[Json]) -> None:
    out.say(
        Text(
            "DuckDB, processor seconds a million triples, and the exponent of growth between the "
            "last two sizes:",
            "DuckDB，每百万条三元组的处理器秒数，以及最后两个规模之间的增长指数：",
        )
    )
    sizes = [same(run["name"]) for run in runs]
    rows = []
    for name, said in runs[-1]["duckdb"].items():
        costs = [run["duckdb"][name]["cpu"] / _triples(run) * MILLION for run in runs]
        shown = (f"{cost:.2f}" for cost in costs)
        rows.append((f"`{name}`", f"{said['rows']:,}", *shown, _growth(runs, name)))
    question, found = Text("question", "问题"), Text("rows", "行数")
    out.table((question, found, *sizes, Text("growth", "增长")), rows)
    out.say(
        Text(
            "DuckDB, peak memory of the whole process, MB:",
            "DuckDB，整个进程的内存峰值（MB）：",
        )
    )
    out.table(
        (question, *sizes),
        (
            (f"`{name}`", *(f"{run['duckdb'][name]['memory'] / MILLION:,.0f}" for run in runs))
            for name in runs[-1]["duckdb"]
        ),
    )


def _growth(runs: list[Json], name: str) -> str:
    if len(runs) < 2:
        return "–"
    one, two = ((_triples(run), run["duckdb"][name]["cpu"]) for run in runs[-2:])
    return f"{math.log(two[1] / one[1]) / math.log(two[0] / one[0]):.2f}"


def _print_spark(out: Printer, run: Json) -> None:
    counts = list(run["spark"])
    most = run["spark"][counts[-1]]["questions"]
    out.say(
        Text(
            "Spark at {name}, {counts} workers of one core. CPU is of all processes, task CPU of "
            "the tasks alone; the last five columns are of {most} workers:",
            "Spark，{name}，{counts} 个单核工作节点。CPU 为全部进程，任务 CPU 仅为任务本身；"
            "最后五列为 {most} 个工作节点：",
        ),
        name=run["name"], counts=", ".join(map(str, counts)), most=counts[-1],
    )  # fmt: skip
    heads = [Text("question", "问题")]
    heads += [Text(f"wall s, {n}", f"{n} 个，秒") for n in counts]
    heads += [same(f"{n} ÷ {counts[0]}") for n in counts[1:]]
    heads += [Text(f"CPU s, {n}", f"{n} 个，CPU 秒") for n in counts]
    heads += [
        Text("task CPU s", "任务 CPU 秒"), Text("read, MB", "读取，MB"),
        Text("shuffled, MB", "洗牌，MB"), Text("rows shuffled", "洗牌行数"),
        Text("spilled, MB", "溢写，MB"),
    ]  # fmt: skip
    rows = []
    for name, last in most.items():
        asked = [run["spark"][count]["questions"][name] for count in counts]
        walls = [cost["wall"] for cost in asked]
        rows.append((
            f"`{name}`", *(f"{wall:.1f}" for wall in walls),
            *(f"{wall / walls[0]:.2f}" for wall in walls[1:]),
            *(f"{cost['cpu']:.1f}" for cost in asked), f"{last['taskCpu']:.2f}",
            *(f"{last[key] / MILLION:.1f}" for key in ("read", "shuffled")),
            f"{last['shuffledRows']:,.0f}", f"{last['spilled'] / MILLION:.1f}",
        ))  # fmt: skip
    out.table(heads, rows)
    _print_processes(out, run)


def _print_processes(out: Printer, run: Json) -> None:
    """Say what starting and the first asking cost, and how large the processes became."""
    heads = (
        Text("workers", "工作节点"), Text("start, s", "启动，秒"),
        Text("first round, s", "首轮，秒"), Text("later round, s", "其后一轮，秒"),
        Text("DuckDB, s", "DuckDB，秒"), Text("driver's peak, MB", "驱动程序峰值，MB"),
        Text("largest worker's peak, MB", "最大工作节点峰值，MB"),
    )  # fmt: skip
    print()
    out.table(heads, (_process_row(run, count) for count in run["spark"]))


def _process_row(run: Json, count: int) -> Sequence[str]:
    said = run["spark"][count]
    asked = said["questions"]
    duck = sum(run["duckdb"][name]["wall"] for name in asked)
    sums = [sum(cost[key] for cost in asked.values()) for key in ("firstWall", "wall")]
    peaks = (f"{said['memory'][key] / MILLION:,.0f}" for key in ("driver", "executor"))
    return (
        str(count), f"{said['start']:.1f}", *(f"{seconds:.1f}" for seconds in sums), f"{duck:.1f}",
        *peaks,
    )  # fmt: skip


def _print_hubs(out: Printer, run: Json) -> None:
    out.say(
        Text(
            "The greatest hub of each link at {name}, and its share of all links of the kind:",
            "{name} 中每种关联的最大枢纽，及其在同类关联中的占比：",
        ),
        name=run["name"],
    )
    out.table(
        (Text("link", "关联"), Text("to", "指向"), Text("share", "占比")),
        (
            (f"`{link}`", f"`{thing}`", f"{links / total:.1%} ({links:,} ÷ {total:,})")
            for link, thing, links, total, place in run["duckdb"]["hubs"]["first"]
            if place == 1
        ),
    )


def _print_model(out: Printer, runs: list[Json], documents: int) -> None:
    """Carry the costs on, straight: nobody measured this."""
    largest, on_spark = runs[-1], [run for run in runs if run["spark"]]
    triples = documents * _triples(largest) / largest["planted"]["documents"]
    times = triples / _triples(largest)
    _print_whole(out, largest, documents)
    if on_spark:
        spark = ", ".join(run["name"] for run in on_spark[-2:])
        out.say(
            Text("Spark by the line through {spark}:", "Spark 按过 {spark} 的直线："), spark=spark
        )
    heads = (
        Text("question", "问题"), Text("DuckDB, core-minutes", "DuckDB，核分钟"),
        Text("minutes on 16 cores", "16 核，分钟"),
        Text("Spark's tasks, core-minutes", "Spark 任务，核分钟"),
        Text("minutes on 16 cores", "16 核，分钟"),
        Text("shuffled, GB", "洗牌，GB"), Text("billion rows shuffled", "洗牌，十亿行"),
    )  # fmt: skip
    rows = (
        (f"`{name}`", *_minutes(said["cpu"] * times), *_of_spark(on_spark, name, triples))
        for name, said in largest["duckdb"].items()
    )
    out.table(heads, rows)


def _print_whole(out: Printer, run: Json, documents: int) -> None:
    """Say how large the corpus would be, and what its export would take."""
    made, times = run["export"], documents / run["planted"]["documents"]
    triples = _triples(run) * times
    out.say(
        Text(
            "{documents} documents, carried on from {name}, which is {times} times smaller: "
            "{billions} billion triples, {nquads} GB of N-Quads, {parquet} GB of Parquet, {hours} "
            "core-hours of export.",
            "{documents} 篇文献，由 {name} 外推，后者只有其 {times} 分之一：{hundreds} 亿条三元组，"
            "{nquads} GB 的 N-Quads，{parquet} GB 的 Parquet，导出 {hours} 核时。",
        ),
        documents=f"{documents:,}", name=run["name"], times=f"{times:,.0f}",
        billions=f"{triples / 1e9:.2f}", hundreds=f"{triples / 1e8:.1f}",
        nquads=f"{made['nquads'] * times / 1e9:,.0f}",
        parquet=f"{made['parquet'] * times / 1e9:,.0f}", hours=f"{made['cpu'] * times / 3600:,.1f}",
    )  # fmt: skip


def _minutes(seconds: float) -> tuple[str, str]:
    return f"{seconds / 60:,.0f}", f"{seconds / 60 * HEADROOM / CORES:,.0f}"


def _of_spark(runs: list[Json], name: str, triples: float) -> tuple[str, ...]:
    """Return the last four cells of a question, from *runs* with Spark."""
    costs = [(_triples(run), list(run["spark"].values())[-1]["questions"]) for run in runs]
    if not costs or name not in costs[-1][1]:
        return ("–",) * 4

    def carried(key: str) -> float:
        return carry_on([(size, asked[name][key]) for size, asked in costs], triples)

    return (
        *_minutes(carried("taskCpu")), f"{carried('shuffled') / 1e9:,.1f}",
        f"{carried('shuffledRows') / 1e9:,.2f}",
    )  # fmt: skip


def carry_on(costs: Sequence[tuple[float, float]], size: float) -> float:
    """Return what *size* costs by the straight line through the last two of *costs*.

    What is fixed, such as starting tasks, does not grow with it. Of one size, or where the larger
    cost no more, the line begins at nothing.
    """
    last, cost = costs[-1]
    before, less = costs[-2] if len(costs) > 1 else (0.0, 0.0)
    slope = (cost - less) / (last - before)
    return cost + slope * (size - last) if slope > 0 else cost * size / last
