"""Pipes, terminals and encodings: what leaves the process, and that it never ends in a crash."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builders import World
from command_line import ROOT, start

ESCAPE = b"\x1b["
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="session")
def gbk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a process needs to run in the locale zh_CN.GBK: the system's, else one made here."""
    environ = {"LC_ALL": "zh_CN.GBK", "LANG": "zh_CN.GBK", "PYTHONUTF8": "0"}
    if _codeset(environ) == "GBK":
        return environ
    made = tmp_path_factory.mktemp("locale")
    if shutil.which("localedef"):
        command = ["localedef", "-i", "zh_CN", "-f", "GBK", str(made / "zh_CN.GBK")]
        subprocess.run(command, check=False, capture_output=True)
        environ["LOCPATH"] = str(made)
    if _codeset(environ) != "GBK":
        if os.environ.get("CI"):
            pytest.fail("no locale zh_CN.GBK, and in CI nothing is left out")
        pytest.skip("no locale zh_CN.GBK, and none can be made here")
    return environ


def _codeset(environ: dict[str, str]) -> str:
    program = (
        "import locale; locale.setlocale(locale.LC_ALL, '');"
        "print(locale.nl_langinfo(locale.CODESET))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **environ},
        capture_output=True,
        check=False,
    )
    return done.stdout.decode().strip()


@pytest.fixture
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_LANG")


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("command", ["trace", "search"])
def test_a_chinese_word_is_understood_under_gbk(
    template: World, gbk: dict[str, str], command: str, encoding: str
) -> None:
    word = "碳足迹".encode(encoding)
    done = start(command, word, *template.arguments(), environ=gbk)
    assert done.returncode == 0, done.stderr
    printed = done.stdout.decode("gbk")
    assert "碳足迹核算薄弱" in printed
    assert "\\u" not in printed
    assert b"Traceback" not in done.stderr


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize(
    "words",
    [
        ["trace", "bottleneck-footprint"],
        ["trace", "bottleneck-footprint", "-f", "table"],
        ["trace", "算力不够", "-v"],
        ["show", "action-factor-library"],
        ["stats"],
        ["sources"],
        ["queries", "list"],
        ["--help"],
        ["trace", "--help"],
    ],
)
def test_all_that_is_printed_can_be_shown_under_gbk(
    template: World, gbk: dict[str, str], words: list[str]
) -> None:
    done = start(*words, *template.arguments(), environ=gbk)
    assert b"Traceback" not in done.stderr
    assert done.stdout.decode("gbk").strip()
    assert b"\\u" not in done.stdout
    assert b"\\u" not in done.stderr
    done.stderr.decode("gbk")


def test_an_english_reader_under_gbk_sees_no_escape(template: World, gbk: dict[str, str]) -> None:
    word = "碳足迹".encode("gbk")
    done = start("trace", word, "--lang", "en", *template.arguments(), environ=gbk)
    assert done.returncode == 0
    assert b"\\u" not in done.stdout
    assert b"\\x" not in done.stdout


@pytest.mark.usefixtures("_chinese")
def test_an_error_under_gbk_is_chinese_and_whole(template: World, gbk: dict[str, str]) -> None:
    done = start("trace", "没有这个词".encode("gbk"), *template.arguments(), environ=gbk)
    assert done.returncode == 3
    assert "没有“没有这个词”" in done.stderr.decode("gbk")


def test_a_character_that_gbk_lacks_is_escaped_and_no_crash(
    world: World, gbk: dict[str, str]
) -> None:
    world.edit("sources/alpha/bottlenecks.ttl", '"足迹难算"', '"足迹🦶难算"')
    done = start("show", "bottleneck-footprint", *world.arguments(), environ=gbk)
    assert done.returncode == 0
    assert "足迹\\U0001f9b6难算" in done.stdout.decode("gbk")


def test_a_file_written_under_gbk_is_utf_8(
    template: World, gbk: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "答案.json"
    done = start("trace", "bottleneck-footprint", "--json", "-o", os.fsencode(out),
                 *template.arguments(), environ=gbk)  # fmt: skip
    assert done.returncode == 0, done.stderr
    (written,) = tmp_path.glob("*.json")
    content = json.loads(written.read_bytes().decode("utf-8"))
    assert content["traces"][0]["term"] == "bottleneck-footprint"


QUERY = 'SELECT ?b { ?b skos:prefLabel "算力不够"@zh }'


def test_a_query_from_standard_input(template: World) -> None:
    done = start("query", "-", "-f", "csv", *template.arguments(), stdin=QUERY.encode())
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [b"b", b"https://w3id.org/policy-kg/id/bottleneck-computing"]


def test_a_query_from_standard_input_is_utf_8_under_gbk_too(
    template: World, gbk: dict[str, str]
) -> None:
    words = ["query", "-", "-f", "csv", *template.arguments()]
    done = start(*words, stdin=QUERY.encode(), environ=gbk)
    assert done.stdout.split() == [b"b", b"https://w3id.org/policy-kg/id/bottleneck-computing"]


def test_a_query_from_standard_input_that_is_no_utf_8_is_named(template: World) -> None:
    done = start("query", "-", *template.arguments(), stdin=QUERY.encode("gb18030"),
                 environ={"PYTHONIOENCODING": "utf-8"})  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert done.returncode == 6


# Pipes and terminals.


@pytest.mark.parametrize("words", ["export", "trace 碳足迹 --json", "show action-standards"])
def test_a_reader_that_stops_early_is_no_error(template: World, words: str) -> None:
    command = f"{sys.executable} -m kg {words} --data '{template.data}' | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert (done.returncode, done.stderr) == (0, b"")


def after_a_reader_that_left(words: list[str]) -> tuple[int, bytes]:
    """Run `kg` with a standard output that nobody reads; return its code and what it said."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words],
        cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "words", [["export"], ["trace", "碳足迹", "--json"], ["queries", "show", "stated-pairs"]]
)
def test_a_reader_of_data_that_left_is_no_error(template: World, words: list[str]) -> None:
    assert after_a_reader_that_left([*words, "--data", str(template.data)]) == (0, b"")


@pytest.mark.parametrize("words", [["trace", "碳足迹"], ["stats"], ["search", "碳"]])
def test_a_reader_of_a_table_that_left_is_no_error(template: World, words: list[str]) -> None:
    assert after_a_reader_that_left([*words, "--data", str(template.data)]) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("words", [["export"], ["stats"], ["stats", "--json"], ["--help"]])
def test_a_full_disk_is_told_without_a_traceback(template: World, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *words, "--data", str(template.data)],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert done.returncode == 6


def on_a_terminal(words: list[str], environ: dict[str, str]) -> tuple[int, bytes]:
    """Run `kg` with a pseudo-terminal as standard output; return its code and what it printed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *words],
        cwd=ROOT, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color", **environ},
    )  # fmt: skip
    os.close(theirs)
    printed = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not chunk:
            break
        printed += chunk
    os.close(ours)
    return process.wait(), printed


def test_a_terminal_shows_colour(template: World) -> None:
    code, printed = on_a_terminal(["trace", "碳足迹", "--data", str(template.data)], {})
    assert code == 0
    assert ESCAPE in printed


@pytest.mark.parametrize("words", [["trace", "碳足迹"], ["stats"], ["show", "action-standards"]])
def test_no_color_is_honoured_on_a_terminal(template: World, words: list[str]) -> None:
    code, printed = on_a_terminal([*words, "--data", str(template.data)], {"NO_COLOR": "1"})
    assert code == 0
    colours = [f"\x1b[{style}".encode() for style in ("3", "9", "1;3")]
    assert not any(colour in printed for colour in colours)


@pytest.mark.parametrize(
    "words", [["trace", "碳足迹"], ["stats"], ["queries", "list"], ["query", "-e", QUERY]]
)
def test_without_a_terminal_there_is_no_control_sequence(template: World, words: list[str]) -> None:
    done = start(*words, *template.arguments(), environ={"TERM": "xterm-256color"})
    assert done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_messages_go_to_standard_error_and_data_to_standard_output(
    template: World, tmp_path: Path
) -> None:
    out = tmp_path / "graph.nq"
    done = start("export", "-o", str(out), *template.arguments())
    assert done.stdout == b""
    assert str(out).encode() in done.stderr
    quiet = start("export", "-q", "-o", str(out), *template.arguments())
    assert (quiet.stdout, quiet.stderr) == (b"", b"")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the worker in /proc")
def test_an_interrupt_ends_command_and_worker(template: World) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "query", "-e", CROSS, "--data", str(template.data)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    worker = ""
    while not worker and process.poll() is None:
        worker = children.read_text(encoding="ascii").strip()
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in err
    until = time.monotonic() + 10
    while _alive(int(worker)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _alive(int(worker))


def _alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(") ")[2]
    except OSError:
        return False
    return state[0] not in "ZX"
