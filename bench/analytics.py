"""Questions to a whole corpus: what Parquet and each question cost a million triples, on what.

`python bench/analytics.py FILE.nq... [--workers 1 2] [--only QUESTION...] [--documents 1000000]`:
each file is one that `kg synth -o FILE.nq --answers FILE.json` wrote. It is exported as Parquet,
asked every question by DuckDB, and with `--workers` by Spark with so many workers of one core each.
Answers are held against what was planted, and Spark's against DuckDB's. Each engine runs in a
process of its own, so that its processor time and memory are its own. Prints Markdown; the last
table carries the costs on to so many documents, which nobody measured. Runs do not compare.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]
MILLION = 1_000_000
HEADROOM = 2  # a machine is planned for half of what it can do


def main() -> None:
    """Measure, check and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--workers", nargs="*", type=int, default=[])
    parser.add_argument("--documents", type=int, default=MILLION)
    parser.add_argument("--only", nargs="*", default=[], help="of Spark, only these questions")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        print(json.dumps(PARTS[given.part.split(":")[0]](given)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        runs = [_measure(file, given, Path(scratch)) for file in given.files]
        shipped = {
            "name": "shipped",
            "planted": {"documents": 2},
            "export": _in_a_process("shipped", Path(scratch) / "own"),
        }
    _print_export([shipped, *runs])
    _print_duckdb(runs)
    if given.workers:
        _print_spark(runs, given.workers)
    _print_hubs(runs[-1])
    _print_model(runs[-1], given.documents)


def _measure(file: Path, given: argparse.Namespace, scratch: Path) -> Json:
    """Return all measurements of *file*; stops where answers differ."""
    parquet = scratch / file.stem
    planted = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    run: Json = {"name": file.stem, "planted": planted}
    run["export"] = _in_a_process("export", file, parquet)
    run["duckdb"] = _in_a_process("duckdb", parquet)
    _check_planted(run["duckdb"], planted)
    for count in given.workers:
        run[f"spark {count}"] = _in_a_process(f"spark:{count}", parquet, only=given.only)
        for name, said in run[f"spark {count}"]["questions"].items():
            if said["digest"] != run["duckdb"]["questions"][name]["digest"]:
                sys.exit(f"{file}: {name}: Spark and DuckDB answer differently")
    return run


def _in_a_process(part: str, *paths: Path, only: Sequence[str] = ()) -> Json:
    command = [sys.executable, __file__, *map(str, paths), "--part", part, "--only", *only]
    print(f"… {part} {paths[0].name}", file=sys.stderr, flush=True)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: Json = json.loads(done.stdout.splitlines()[-1])
    return found


def _export(given: argparse.Namespace) -> Json:
    from kg.views.exports.parquet import Target, write_file

    file, parquet = given.files
    start, cpu = time.perf_counter(), time.process_time()
    manifest = write_file(file, Target(parquet, "kg export -f parquet"))
    return {
        "triples": manifest.triples,
        "wall": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "nquads": file.stat().st_size,
        "parquet": sum(path.stat().st_size for path in parquet.rglob("*.parquet")),
        "memory": _peak(),
    }


def _duckdb(given: argparse.Namespace) -> Json:
    from kg.analytics.engine import open_engine
    from kg.analytics.questions import list_questions

    found = {}
    with open_engine("duckdb", str(given.files[0])) as engine:
        for question in list_questions():
            start, cpu = time.perf_counter(), time.process_time()
            answer = _take(engine.run(question.sql))
            cost = {"wall": time.perf_counter() - start, "cpu": time.process_time() - cpu}
            found[question.name] = answer | cost
    return {"questions": found, "memory": _peak()}


def _spark(given: argparse.Namespace) -> Json:
    import pyspark
    from pyspark.sql import SparkSession

    from kg.analytics.engine import open_engine
    from kg.analytics.questions import list_questions

    workers = int(given.part.partition(":")[2])
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master(f"local-cluster[{workers},1,2048]")
        .config("spark.executor.memory", "1536m")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.ui.retainedStages", "100000")
        .config("spark.sql.shuffle.partitions", str(4 * workers))
        .getOrCreate()
    )
    session.range(MILLION).selectExpr("sum(id)").collect()  # everything is up and warm
    found = {}
    asked = [q for q in list_questions() if not given.only or q.name in given.only]
    with open_engine("spark", str(given.files[0])) as engine:
        for question in asked:
            before, start = _tasks(session), time.perf_counter()
            answer = _take(engine.run(question.sql))
            cost = {"wall": time.perf_counter() - start}
            after = _tasks(session)
            found[question.name] = answer | cost | {key: after[key] - before[key] for key in after}
    session.stop()
    return {"questions": found}


def _tasks(session: Any) -> Json:
    """Return processor seconds of tasks and bytes of shuffles so far, over all stages."""
    context = session.sparkContext
    gateway = context._gateway
    none, quantiles = gateway.jvm.java.util.ArrayList(), gateway.new_array(gateway.jvm.double, 0)
    listed = context._jsc.sc().statusStore().stageList(None, False, False, quantiles, none)
    stages = [listed.apply(number) for number in range(listed.size())]
    return {
        "cpu": sum(stage.executorCpuTime() for stage in stages) / 1e9,
        "shuffle": sum(stage.shuffleWriteBytes() for stage in stages),
    }


def _shipped(given: argparse.Namespace) -> Json:
    """Export the shipped graph: papers read closely, beside those that are invented."""
    import kg

    (scratch,) = given.files
    scratch.mkdir()
    file = scratch / "shipped.nq"
    file.write_bytes(kg.load().export("nquads"))
    given.files = [file, scratch / "parquet"]
    return _export(given)


PARTS = {"export": _export, "duckdb": _duckdb, "spark": _spark, "shipped": _shipped}


def _take(result: Any) -> Json:
    """Return the number and a digest of the rows, and the rows where they are few."""
    digest, count, kept = hashlib.sha256(), 0, []
    for row in result.rows:
        digest.update(repr(tuple(row)).encode())
        count += 1
        if count <= 100:
            kept.append(list(row))
    return {"rows": count, "digest": digest.hexdigest(), "first": kept}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _check_planted(found: Json, planted: Json) -> None:
    """Hold gaps, matrix and chains against what `kg synth` says that it planted."""
    questions = found["questions"]
    gaps = {(kind, gap): count for kind, gap, count, _ in questions["gap-counts"]["first"]}
    chains: Counter[int] = Counter()
    for _, inferences, count, _ in questions["thread-counts"]["first"]:
        chains[min(inferences, 2)] += count
    threads = planted["threads"]
    stated = threads.get("stated-by-one", 0) + threads.get("stated-across", 0)
    expected = {
        (kind, gap): sum(reason["count"] for reason in reasons.values())
        for kind, of_kind in planted["gaps"].items()
        for gap, reasons in of_kind.items()
    }
    known = {0: stated, 1: threads["one-missing"], 2: threads["inferred"]}
    for what, ours, theirs in (
        ("gaps", gaps, expected),
        ("chains", dict(chains), known),
        ("cells", questions["matrix"]["rows"], planted["matrix"]["cells"]),
        ("faults", questions["consistency"]["rows"], 0),
    ):
        if ours != theirs:
            sys.exit(f"{what}: {ours} found, {theirs} planted")


def _print_export(runs: list[Json]) -> None:
    print("| triples | documents | triples a document | N-Quads, bytes a triple "
          "| Parquet, bytes a triple | export, CPU s a million | peak memory, MB |")  # fmt: skip
    print("|---|---|---|---|---|---|---|")
    for run in runs:
        made, documents = run["export"], run["planted"]["documents"]
        triples = made["triples"]
        print(f"| {triples:,} | {documents:,} | {triples / documents:,.0f} "
              f"| {made['nquads'] / triples:.0f} | {made['parquet'] / triples:.1f} "
              f"| {made['cpu'] / triples * MILLION:.1f} "
              f"| {made['memory'] / MILLION:,.0f} |")  # fmt: skip


def _per_million(run: Json, engine: str, name: str, key: str = "cpu") -> float:
    cost: float = run[engine]["questions"][name][key]
    return cost / int(run["export"]["triples"]) * MILLION


def _print_duckdb(runs: list[Json]) -> None:
    sizes = [f"{run['export']['triples']:,}" for run in runs]
    print("\nDuckDB: CPU seconds a million triples, at each size; the last column is the exponent "
          "of growth between the last two sizes.\n")  # fmt: skip
    print("| question | rows | " + " | ".join(sizes) + " | growth |")
    print("|---" * (len(runs) + 3) + "|")
    for name, said in runs[-1]["duckdb"]["questions"].items():
        costs = [_per_million(run, "duckdb", name) for run in runs]
        shown = " | ".join(f"{cost:.2f}" for cost in costs)
        print(f"| `{name}` | {said['rows']:,} | {shown} | {_growth(runs, name)} |")
    peaks = " | ".join(f"{run['duckdb']['memory'] / MILLION:,.0f}" for run in runs)
    print(f"| peak memory, MB | | {peaks} | |")


def _growth(runs: list[Json], name: str) -> str:
    if len(runs) < 2:
        return "–"
    one, two = (
        (run["export"]["triples"], run["duckdb"]["questions"][name]["cpu"]) for run in runs[-2:]
    )
    return f"{math.log(two[1] / one[1]) / math.log(two[0] / one[0]):.2f}"


def _print_spark(runs: list[Json], workers: list[int]) -> None:
    print("\nSpark, workers of one core: wall time as a multiple of DuckDB's CPU seconds, task "
          "seconds a million triples, bytes shuffled a triple (most workers).\n")  # fmt: skip
    head = [f"{count} worker{'s'[: count > 1]}" for count in workers]
    print("| triples | question | " + " | ".join(head) + " | task s a million | shuffled |")
    print("|---" * (len(workers) + 4) + "|")
    for run in runs:
        for name in run[f"spark {workers[-1]}"]["questions"]:
            said = run["duckdb"]["questions"][name]
            walls = [run[f"spark {count}"]["questions"][name]["wall"] for count in workers]
            ratios = " | ".join(f"{wall / said['cpu']:.1f}" for wall in walls)
            most = f"spark {workers[-1]}"
            print(f"| {run['export']['triples']:,} | `{name}` | {ratios} "
                  f"| {_per_million(run, most, name):.2f} "
                  f"| {_per_million(run, most, name, 'shuffle') / MILLION:.1f} |")  # fmt: skip


def _print_hubs(run: Json) -> None:
    print("\nThe greatest hub of each link, and its share of all links of the kind.\n")
    print("| link | to | share |")
    print("|---|---|---|")
    for link, thing, links, total, place in run["duckdb"]["questions"]["hubs"]["first"]:
        if place == 1:
            print(f"| `{link}` | `{thing}` | {links / total:.1%} ({links:,} of {total:,}) |")


def _print_model(run: Json, documents: int) -> None:
    """Carry the costs of the largest size on, straight: nobody measured this."""
    triples = documents * run["export"]["triples"] / run["planted"]["documents"]
    made = run["export"]
    millions = triples / MILLION
    times = triples / made["triples"]
    print(f"\n{documents:,} documents, carried on from {run['name']} (not measured): "
          f"{triples / 1e9:.2f} billion triples, "
          f"{made['nquads'] * times / 1e9:,.0f} GB of N-Quads, "
          f"{made['parquet'] * times / 1e9:,.0f} GB of Parquet, "
          f"{made['cpu'] * times / 3600:,.1f} core-hours of export.\n")  # fmt: skip
    engines = [name for name in run if name.startswith("spark")][-1:]
    print("| question | DuckDB, core-minutes | Spark, core-minutes | shuffled, GB "
          "| minutes on 16 cores of Spark |")  # fmt: skip
    print("|---|---|---|---|---|")
    for name in run["duckdb"]["questions"]:
        duck = _per_million(run, "duckdb", name) * millions / 60
        spark, shuffle, minutes = ["–"] * 3
        for engine in engines if all(name in run[e]["questions"] for e in engines) else ():
            cost = _per_million(run, engine, name) * millions / 60
            spark, minutes = f"{cost:,.0f}", f"{cost * HEADROOM / 16:,.0f}"
            shuffle = f"{_per_million(run, engine, name, 'shuffle') * millions / 1e9:,.1f}"
        print(f"| `{name}` | {duck:,.0f} | {spark} | {shuffle} | {minutes} |")


if __name__ == "__main__":
    main()
