"""What the questions to a corpus cost on Apache Spark: one context, workers of one core each.

`python bench/cluster.py PARQUET --workers 2 [--rounds 1] [--only QUESTION...]`, as
`bench/analytics.py` calls it; prints JSON. Every question is asked once to warm up (code is
generated, compiled and loaded: that round is told apart), then as many times as there are rounds;
of these the medians count. Processor time is that of all processes, the driver's and the workers',
as the system counts it; what tasks used, read, shuffled and spilled is what Spark's own status
store says of the stages. Runs on Linux, where `/proc` tells of other processes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from rows import take_rows

Json = dict[str, Any]
PARTITIONS = "8"  # of a shuffle, however many workers there are: the same work for all
# What a stage says of itself, and how much of its unit makes one of ours.
STAGE = {
    "taskCpu": ("executorCpuTime", 1e9),
    "taskRun": ("executorRunTime", 1e3),
    "tasks": ("numCompleteTasks", 1),
    "read": ("inputBytes", 1),
    "readRows": ("inputRecords", 1),
    "shuffled": ("shuffleWriteBytes", 1),
    "shuffledRows": ("shuffleWriteRecords", 1),
    "fetched": ("shuffleReadBytes", 1),
    "spilled": ("diskBytesSpilled", 1),
}


def main() -> None:
    """Ask, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parquet", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    start = time.perf_counter()
    session = open_cluster(given.workers)
    try:
        up = time.perf_counter() - start
        found = _ask(session, given)
        found |= {"start": up, "memory": peaks()}
    finally:
        session.stop()
    print(json.dumps(found))


def open_cluster(workers: int) -> Any:
    """Return a session on a master and so many *workers*, all of them at hand and on this machine.

    A worker has one core and two gigabytes, of which its executor takes three quarters.
    """
    import pyspark
    from pyspark.sql import SparkSession

    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master(f"local-cluster[{workers},1,2048]")
        .appName("kg bench")
        .config("spark.executor.memory", "1536m")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.ui.retainedStages", "1000000")
        .config("spark.sql.shuffle.partitions", PARTITIONS)
        # No stage begins before all workers are there, else the first are measured on fewer.
        .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "300s")
        # A machine that is busy is slow to answer, which is not to be taken for a dead worker.
        .config("spark.network.timeout", "600s")
        .config("spark.executor.heartbeatInterval", "60s")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    session.range(1_000_000, numPartitions=2 * workers).selectExpr("sum(id)").collect()
    return session


def _ask(session: Any, given: argparse.Namespace) -> Json:
    from kg.analytics.engine import open_engine
    from kg.analytics.questions import list_questions

    asked = [q for q in list_questions() if not given.only or q.name in given.only]
    costs: dict[str, list[Json]] = {question.name: [] for question in asked}
    with open_engine("spark", str(given.parquet)) as engine:
        for number in range(1 + given.rounds):
            for question in asked:
                cost = _measure(session, lambda sql=question.sql: take_rows(engine.run(sql)))
                costs[question.name].append(cost)
                said = f"  {question.name}, round {number}: {cost['wall']:.1f} s"
                print(said, file=sys.stderr, flush=True)
    return {"questions": {name: _summary(name, rounds) for name, rounds in costs.items()}}


def _measure(session: Any, ask: Any) -> Json:
    stages, cpu, start = stage_sums(session), cpu_seconds(), time.perf_counter()
    answer: Json = ask()
    wall, used, after = time.perf_counter() - start, cpu_seconds() - cpu, stage_sums(session)
    return answer | {"wall": wall, "cpu": used} | {key: after[key] - stages[key] for key in after}


def _summary(name: str, rounds: list[Json]) -> Json:
    """Return the medians of all rounds but the first; the answer must be one."""
    if len({cost["digest"] for cost in rounds}) > 1:
        sys.exit(f"{name}: Spark does not answer the same in every round")
    first, *warm = rounds
    found = {key: first[key] for key in ("rows", "digest")}
    found |= {"firstWall": first["wall"], "firstCpu": first["cpu"]}
    for key in ("wall", "cpu", *STAGE):
        found[key] = statistics.median(cost[key] for cost in warm or rounds)
    return found


def stage_sums(session: Any) -> Json:
    """Return the sums of `STAGE` over all stages so far, once Spark has noted all that happened."""
    context = session.sparkContext
    gateway, scala = context._gateway, context._jsc.sc()
    scala.listenerBus().waitUntilEmpty()
    none, quantiles = gateway.jvm.java.util.ArrayList(), gateway.new_array(gateway.jvm.double, 0)
    listed = scala.statusStore().stageList(None, False, False, quantiles, none)
    stages = [listed.apply(number) for number in range(listed.size())]
    return {
        key: sum(getattr(stage, name)() for stage in stages) / unit
        for key, (name, unit) in STAGE.items()
    }


def cpu_seconds() -> float:
    """Return the processor seconds that this process and all it has started have used so far."""
    tick = os.sysconf("SC_CLK_TCK")
    return sum(sum(map(int, _stat(pid)[11:15])) / tick for pid in family())


def peaks() -> Json:
    """Return the greatest resident size, in bytes, of the driver's JVM and of any executor's."""
    found = {"driver": 0, "executor": 0}
    for pid in family():
        words = _read(pid, "cmdline").split("\0")
        if not words[0].endswith("java"):
            continue
        lines = _read(pid, "status").splitlines()
        peak = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
        what = "executor" if "--executor-id" in words else "driver"
        found[what] = max(found[what], peak * 1024)
    return found


def family() -> list[int]:
    """Return the processes that descend from this one, and this one."""
    above = {}
    for path in Path("/proc").glob("[0-9]*"):
        if stat := _stat(int(path.name)):
            above[int(path.name)] = int(stat[1])
    found, waiting = [], [os.getpid()]
    while waiting:
        found.append(waiting.pop())
        waiting += [pid for pid, parent in above.items() if parent == found[-1]]
    return found


def _stat(pid: int) -> list[str]:
    """Return what `/proc/PID/stat` says after the name of the program; nothing if it is gone."""
    return _read(pid, "stat").rpartition(")")[2].split()


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text("utf-8", "replace")
    except OSError:  # gone meanwhile
        return ""


if __name__ == "__main__":
    main()
