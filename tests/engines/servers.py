"""Real servers for tests: started on a free port of this machine, stopped again, nothing left."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

INI = """
[Database]
DatabaseFile = {directory}/virtuoso.db
ErrorLogFile = {directory}/virtuoso.log
LockFile = {directory}/virtuoso.lck
TransactionFile = {directory}/virtuoso.trx
xa_persistent_file = {directory}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {directory}/temp.db
TransactionFile = {directory}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {directory}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DisableUnixSocket = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def find_program(name: str) -> str:
    """Return the path of a program, looked for beside Python first; fail where there is none."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is not installed: run make test-engines"
    return found


class Server:
    """A process that listens; `url` is its SPARQL endpoint."""

    url: str

    def __init__(self, words: list[str], ready: Callable[[], bool], directory: Path) -> None:
        said = directory / "said.txt"
        # Tests that are killed leave no server at work.
        dies_with_us = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        with said.open("wb") as output:
            self.process = subprocess.Popen(
                [*dies_with_us, *words],
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + 300
        while not ready():
            assert self.process.poll() is None, said.read_text("utf-8", "replace")
            assert time.monotonic() < until, f"{words[0]} does not listen"
            time.sleep(0.05)

    def kill(self) -> None:
        """End the server at once, whatever it is doing."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End the server as its users do."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.kill()


def listens(port: int) -> bool:
    """Tell whether somebody answers on *port*."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Oxigraph(Server):
    """`oxigraph serve`, loaded by the SPARQL graph store protocol."""

    def __init__(self, directory: Path) -> None:
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        self.url = f"{self.base}/query"
        program = find_program("oxigraph")
        words = [program, "serve", "-l", str(directory / "data"), "-b", f"127.0.0.1:{port}"]
        super().__init__(words, lambda: listens(port), directory)

    def load(self, nquads: bytes, name: str) -> str:
        """Load triples: the shipped graph as the default one, any other as a named one."""
        graph = "" if name == "shipped" else f"urn:graph:{name}"
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.base}/store?{f'graph={graph}' if graph else 'default'}",
            data=nquads, method="PUT", headers={"Content-Type": "application/n-triples"},
        )  # fmt: skip
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            assert answer.status in (201, 204)
        return f"{self.url}?default-graph-uri={graph}" if graph else self.url


class Virtuoso(Server):
    """`virtuoso-t`, loaded by its own SQL command; every graph is a named one there."""

    def __init__(self, directory: Path, rows: int = 1_000_000) -> None:
        self.directory = directory
        self.sql, http = free_port(), free_port()
        self.url = f"http://127.0.0.1:{http}/sparql"
        ini = directory / "virtuoso.ini"
        values = {"directory": directory, "sql": self.sql, "http": http, "rows": rows}
        ini.write_text(INI.format(**values), encoding="ascii")
        words = [find_program("virtuoso-t"), "+foreground", "+configfile", str(ini)]
        said = directory / "said.txt"
        # Its log is read: a connection to the SQL port that says nothing can end the server.
        super().__init__(words, lambda: b"Server online" in said.read_bytes(), directory)

    def load(self, nquads: bytes, name: str) -> str:
        """Load triples into a named graph."""
        path, graph = self.directory / f"{name}.nt", f"urn:graph:{name}"
        path.write_bytes(nquads)
        if nquads:
            self.run(f"DB.DBA.TTLP_MT (file_open ('{path}'), '', '{graph}', 512); checkpoint;")
        return f"{self.url}?default-graph-uri={graph}"

    def run(self, command: str) -> None:
        """Run SQL as the administrator of this throw-away server."""
        words = [find_program("isql-vt"), f"127.0.0.1:{self.sql}", "dba", "dba", f"exec={command}"]
        done = subprocess.run(words, capture_output=True, check=True)
        assert b"Error" not in done.stderr + done.stdout, done.stderr
