"""Workers that wait with the graph loaded: a query costs a pipe, and a worker may die over one.

A worker takes one query at a time. Whatever ends badly ends its worker; the next query gets
another. The pool of a graph goes with the graph, and with this process.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import IO

from kg.answers.sparql.frames import read_frame, write_frame
from kg.graph.graph import Graph
from kg.paths import PACKAGE

MOST_IDLE = 4  # workers kept waiting for one graph and one cap on memory
Frame = bytes | None  # None: the worker is gone


class Worker:
    """A process that holds the graph.

    Threads write to it and read from it: whoever asks waits no longer than a deadline, though the
    process may not have read the question yet.
    """

    def __init__(self, graph: Graph, memory: int) -> None:
        place = graph.store.place
        on_disk = bool(place) and Path(place).exists()
        file = place if on_disk else "-"
        self.process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", "-m", "kg.answers.sparql.worker", file, str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,  # nothing is written there but why the process dies
            env={**os.environ, "PYTHONPATH": _python_path()},
            start_new_session=True,  # Ctrl-C comes to us, and we end it
        )
        stdin, stdout, stderr = self.process.stdin, self.process.stdout, self.process.stderr
        assert stdin is not None  # noqa: S101 - all three are pipes
        assert stdout is not None  # noqa: S101
        assert stderr is not None  # noqa: S101
        self._stderr = stderr
        self._tasks: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._writer = threading.Thread(target=_write, args=(stdin, self._tasks), daemon=True)
        reader = threading.Thread(target=_read, args=(stdout, self._answers), daemon=True)
        for thread in (self._writer, reader):
            thread.start()
        if not on_disk:  # where the engine is elsewhere, a worker only parses
            self._tasks.put(b"" if graph.store.remote else graph.as_nquads())

    def ask(self, task: dict[str, object], seconds: float) -> Frame:
        """Return the answer to *task*, or None when the worker died of it.

        Raises TimeoutError after *seconds*; whoever gets that or None must end the worker.
        """
        self._tasks.put(json.dumps(task).encode())
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None

    def last_words(self) -> tuple[int, bytes]:
        """End the process and return its exit code, and what it said when it died."""
        self.process.kill()
        self.process.wait()
        said = b"" if self._stderr.closed else self._stderr.read()
        self.end()
        return self.process.returncode, said

    def end(self) -> None:
        """End the process; it is gone when this returns."""
        self.process.kill()
        self.process.wait()
        self._stderr.close()
        self._tasks.put(None)
        self._writer.join(timeout=1)


def _write(stream: IO[bytes], tasks: queue.SimpleQueue[Frame]) -> None:
    # A worker that is gone is found when its answer is awaited.
    with contextlib.suppress(BrokenPipeError), stream:
        while (content := tasks.get()) is not None:
            write_frame(stream, content)


def _read(stream: IO[bytes], answers: queue.SimpleQueue[Frame]) -> None:
    with stream:
        while (frame := read_frame(stream)) is not None:
            answers.put(frame)
    answers.put(None)


class Pool:
    """The idle workers of one graph, by their cap on memory."""

    def __init__(self) -> None:
        self._idle: dict[int, list[Worker]] = {}
        self._lock = threading.Lock()

    def take(self, graph: Graph, memory: int) -> Worker:
        """Return an idle worker, or a new one."""
        with self._lock:
            waiting = self._idle.get(memory, [])
            while waiting:
                worker = waiting.pop()
                if worker.process.poll() is None:
                    return worker
                worker.end()
        return Worker(graph, memory)

    def give_back(self, worker: Worker, memory: int) -> None:
        """Keep *worker* for the next query, or end it when enough are waiting."""
        with self._lock:
            waiting = self._idle.setdefault(memory, [])
            if len(waiting) < MOST_IDLE:
                waiting.append(worker)
                return
        worker.end()

    def close(self) -> None:
        """End every idle worker."""
        with self._lock:
            workers = [worker for waiting in self._idle.values() for worker in waiting]
            self._idle.clear()
        for worker in workers:
            worker.end()


_POOLS: weakref.WeakKeyDictionary[Graph, Pool] = weakref.WeakKeyDictionary()
_POOLS_LOCK = threading.Lock()


def pool_of(graph: Graph) -> Pool:
    """Return the pool of *graph*; it is closed when the graph goes, or at exit."""
    with _POOLS_LOCK:
        if graph not in _POOLS:
            pool = Pool()
            _POOLS[graph] = pool
            weakref.finalize(graph, pool.close)
        return _POOLS[graph]


def _forget_pools() -> None:
    """Leave the workers to the process that started them: a fork must not share their pipes."""
    _POOLS.clear()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_forget_pools)


def _python_path() -> str:
    """Return the user's search path with this package before it."""
    return os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
