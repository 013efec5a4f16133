"""Whole commands, as a user types them, on stores of growing size: what grows too fast?

`python bench/commands.py [10k 100k 1m ...] [--only WORD...]`: processor time and peak memory of
each command in a process of its own. `bench/growth.py` measures the answers alone; this measures
them with what a command prints, draws or writes, where a slow loop hides just as well. The last
column is by how much more than n log n the last step grew: 1 and less is sound.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import tempfile
from pathlib import Path

from graphs import KG, TRIPLES, Graphs
from measuring import Apart, describe_machine, run_apart

COMMANDS = (
    "stats",
    "gaps",
    "gaps --by category",
    "matrix",
    "matrix --level whole",
    "adoption",
    "regions",
    "structure",
    "threads",
    "search synthetic",
    "trace pampas",
    "report --all -o {out}/report.md",
    "view regions -o {out}/view.html",
    "view timeline -o {out}/view.html",
    "view sankey -o {out}/view.html",
    "view network -o {out}/view.html",
    "view schema -o {out}/view.html",
    "export -f nquads -o {out}/all.nq",
    "export -f graphml -o {out}/all.graphml",
    "export -f csv -o {out}/csv",
    "export -f parquet -o {out}/parquet",
    "check",
)


def main() -> None:
    """Measure each command on each graph, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graphs", nargs="*", default=["10k", "100k", "1m"], choices=list(TRIPLES))
    parser.add_argument("--graphs", dest="top", type=Path, help="where invented graphs are kept")
    parser.add_argument("--only", nargs="*", default=[], help="commands that begin with one of")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        graphs = Graphs(given.top or Path(scratch) / "graphs")
        print(describe_machine(("pyoxigraph", "rich")), end="\n\n")
        heads = [f"{name}, CPU s" for name in given.graphs]
        print(f"| command | {' | '.join(heads)} | memory | against n·log n |")
        print("|---" * (len(heads) + 3) + "|")
        for words in COMMANDS:
            if not given.only or words.startswith(tuple(given.only)):
                print(measure(words, graphs, given.graphs, scratch), flush=True)


def measure(words: str, graphs: Graphs, names: list[str], scratch: str) -> str:
    """Return the row of one command: seconds at each size, the peak at the largest, its growth."""
    found = [_run(words.format(out=scratch), graphs.store(name)) for name in names]
    cells = [f"{one.cpu:.2f}" if isinstance(one, Apart) else one for one in found]
    used = [one for one in found if isinstance(one, Apart)]
    peak = f"{used[-1].peak / 1e6:.0f} MB" if used else "–"
    growth = "–"
    if len(used) == len(names) > 1:
        sizes = [int(graphs.answers(name)["triples"]) for name in names[-2:]]
        law = [n * math.log(n) for n in sizes]
        growth = f"{(used[-1].cpu / used[-2].cpu) / (law[1] / law[0]):.2f}"
    shown = words.replace(" -o {out}/", " -o ")
    return f"| `kg {shown}` | {' | '.join(cells)} | {peak} | {growth} |"


def _run(words: str, store: Path) -> Apart | str:
    """Return what the command used, or how it refused: that is an answer, too."""
    try:
        return run_apart([*KG, "--store", str(store), "-q", *words.split()])
    except subprocess.CalledProcessError as refused:
        return f"exit {refused.returncode}"


if __name__ == "__main__":
    main()
