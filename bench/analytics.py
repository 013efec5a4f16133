"""Questions to a whole corpus: what Parquet and each question cost, on which engine.

`python bench/analytics.py FILE.nq... [--workers 1 2] [--spark-up-to TRIPLES] [--rounds 1]
[--only QUESTION...] [--language en zh]`: each file is one that `kg synth -o FILE.nq --answers
FILE.json` wrote. It is exported as Parquet, asked every question by DuckDB, and with `--workers`
by Spark with so many workers of one core each (`bench/cluster.py`). Answers are held against what
was planted, and Spark's against DuckDB's, in every round. The export, each question to DuckDB and
each number of workers have a process of their own, so that processor time and memory are their
own. Prints the tables of `docs/scale.md`; the last carries the costs on to a million documents,
which nobody measured. Runs do not compare.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus_tables import Printer, print_tables
from rows import take_rows

Json = dict[str, Any]
MILLION = 1_000_000


def main() -> None:
    """Measure, check and print."""
    given = _arguments()
    if given.part:
        name, _, argument = given.part.partition(":")
        print(json.dumps(PARTS[name](given.files, argument)))
        return
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        runs = [_measure(file, given, Path(scratch)) for file in given.files]
        shipped = {
            "name": "shipped",
            "planted": {"documents": 2},
            "export": _in_a_process("shipped", Path(scratch) / "own"),
        }
    for language in given.language:
        print(f"<!-- {language} -->\n")
        print_tables(shipped, runs, Printer(language), given.documents)
        print()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--workers", nargs="*", type=int, default=[])
    parser.add_argument("--spark-up-to", type=int, default=10 * MILLION, metavar="TRIPLES")
    parser.add_argument("--rounds", type=int, default=1, help="of Spark, after one to warm up")
    parser.add_argument("--only", nargs="*", default=[], help="of Spark, only these questions")
    parser.add_argument("--documents", type=int, default=MILLION)
    parser.add_argument("--language", nargs="+", choices=("en", "zh"), default=["en"])
    parser.add_argument("--scratch", type=Path, help="where the exports lie meanwhile")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(file: Path, given: argparse.Namespace, scratch: Path) -> Json:
    """Return all measurements of *file*; stops where answers differ."""
    from kg.analytics.questions import list_questions

    parquet = scratch / file.stem
    planted = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    run: Json = {"name": file.stem, "planted": planted, "spark": {}}
    run["export"] = _in_a_process("export", file, parquet)
    run["duckdb"] = {
        question.name: _in_a_process(f"duckdb:{question.name}", parquet)
        for question in list_questions()
    }
    _check_planted(run["duckdb"], planted)
    for count in given.workers if planted["triples"] <= given.spark_up_to else ():
        run["spark"][count] = _on_cluster(parquet, count, given)
        for name, said in run["spark"][count]["questions"].items():
            if said["digest"] != run["duckdb"][name]["digest"]:
                sys.exit(f"{file}: {name}: Spark and DuckDB answer differently")
    return run


def _in_a_process(part: str, *paths: Path) -> Json:
    return _run([__file__, *map(str, paths), "--part", part], f"{part} {paths[0].name}")


def _on_cluster(parquet: Path, count: int, given: argparse.Namespace) -> Json:
    words = [str(Path(__file__).with_name("cluster.py")), str(parquet), "--workers", str(count)]
    words += ["--rounds", str(given.rounds), "--only", *given.only]
    return _run(words, f"spark on {count} {parquet.name}")


def _run(words: Sequence[str], what: str) -> Json:
    print(f"… {what}", file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, *words], check=False, stdout=subprocess.PIPE)
    if done.returncode:
        sys.exit(f"{what}: ended with {done.returncode}; see above")
    found: Json = json.loads(done.stdout.splitlines()[-1])
    return found


def _export(files: Sequence[Path], argument: str = "") -> Json:  # noqa: ARG001
    from kg.views.exports.parquet import Target, write_file

    file, parquet = files
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


def _duckdb(files: Sequence[Path], question: str) -> Json:
    """Ask one question: a second in the same process would find files in DuckDB's own cache."""
    from kg.analytics.engine import open_engine
    from kg.analytics.questions import get_question

    with open_engine("duckdb", str(files[0])) as engine:
        start, cpu = time.perf_counter(), time.process_time()
        answer = take_rows(engine.run(get_question(question).sql))
        wall, used = time.perf_counter() - start, time.process_time() - cpu
    return answer | {"wall": wall, "cpu": used, "memory": _peak()}


def _shipped(files: Sequence[Path], argument: str = "") -> Json:  # noqa: ARG001
    """Export the shipped graph: papers read closely, beside those that are invented."""
    import kg

    (scratch,) = files
    scratch.mkdir()
    file = scratch / "shipped.nq"
    file.write_bytes(kg.load().export("nquads"))
    # In a process of its own, else the memory would be that of the build as well.
    return _in_a_process("export", file, scratch / "parquet")


PARTS: dict[str, Callable[[Sequence[Path], str], Json]] = {
    "export": _export,
    "duckdb": _duckdb,
    "shipped": _shipped,
}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _check_planted(found: Json, planted: Json) -> None:
    """Hold gaps, matrix and chains against what `kg synth` says that it planted."""
    gaps = {(kind, gap): count for kind, gap, count, _ in found["gap-counts"]["first"]}
    chains: Counter[int] = Counter()
    for _, inferences, count, _ in found["thread-counts"]["first"]:
        chains[min(inferences, 2)] += count
    threads = planted["threads"]
    stated = threads.get("stated-by-one", 0) + threads.get("stated-across", 0)
    expected = {
        (kind, gap): sum(reason["count"] for reason in reasons.values())
        for kind, of_kind in planted["gaps"].items()
        for gap, reasons in of_kind.items()
    }
    known = {0: stated, 1: threads.get("one-missing", 0), 2: threads.get("inferred", 0)}
    for what, ours, theirs in (
        ("gaps", gaps, expected),
        ("chains", +chains, +Counter(known)),
        ("cells", found["matrix"]["rows"], planted["matrix"]["cells"]),
        ("faults", found["consistency"]["rows"], 0),
    ):
        if ours != theirs:
            sys.exit(f"{what}: {ours} found, {theirs} planted")


if __name__ == "__main__":
    main()
