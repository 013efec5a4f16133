"""The documents tell the truth: every block that can run is run, as it is written.

The blocks of a document run in order, in one shell, in one copy of the checkout. `sh` and `bash`
run as they are, `python` through the interpreter, `sparql` through `kg query -`. `turtle` must
parse with our prefixes. In the tutorials, in what is said of the agreement of the readings and
of curating, every line of a `text` block behind the first block that runs must be in the output.

A block that holds nothing but set-up commands (`git clone …`, `cd policy-kg`, `make demo`,
`make test`) is skipped: `.ci/run` runs the two make commands itself.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.terms import PREFIXES

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
TWINS = (
    ("README.md", "README.zh.md"),
    ("docs/tutorial.md", "docs/tutorial.zh.md"),
    ("docs/agreement.md", "docs/agreement.zh.md"),
    ("docs/checking.md", "docs/checking.zh.md"),
    ("docs/engines.md", "docs/engines.zh.md"),
    ("docs/exports.md", "docs/exports.zh.md"),
    ("docs/scale.md", "docs/scale.zh.md"),
    ("docs/views.md", "docs/views.zh.md"),
    ("docs/performance.md", "docs/performance.zh.md"),
)
SHOWING = ("tutorial", "agreement", "curating")  # documents whose `text` blocks are output

RUN = {
    "sh": "{text}",
    "bash": "{text}",
    "python": "python - <<'{end}'\n{text}\n{end}",
    "sparql": "kg query - <<'{end}'\n{text}\n{end}",
}
SHOWN = {"text", "turtle", "csv", "json", "toml", "yaml", "html", "mermaid"}
SETUP = re.compile(r"(git clone \S.*|cd policy-kg|make demo|make test(-engines)?)\s*(#.*)?")
FENCE = re.compile(r"^( *)(`{3,})([^\n]*)\n(.*?)^ *\2 *$", re.MULTILINE | re.DOTALL)
SECONDS = 300


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the line of the document it begins on."""

    language: str
    text: str
    line: int

    @property
    def runs(self) -> bool:
        """Whether the block is run: it can be, and is more than set-up."""
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        return self.language in RUN and not all(SETUP.fullmatch(line) for line in lines)

    def as_shell(self) -> str:
        """Return the block as lines of a shell script that tells where it is."""
        command = RUN[self.language].format(text=self.text, end=f"END_OF_BLOCK_{self.line}")
        return f"echo '# line {self.line}' >&2\n{command}\n"


def read_blocks(document: Path) -> list[Block]:
    text = document.read_text(encoding="utf-8")
    return [
        Block(m[3].strip(), textwrap.dedent(m[4]).rstrip(), text.count("\n", 0, m.start()) + 1)
        for m in FENCE.finditer(text)
    ]


def lang_of(document: Path) -> str:
    return "zh" if document.name.endswith(".zh.md") else "en"


def list_files() -> list[Path]:
    """Return the files of the checkout, relative to it: tracked, and new ones not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the checkout that a document may change."""
    for name in list_files():
        copy = tmp_path / "checkout" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy)
    return tmp_path / "checkout"


def run_blocks(blocks: list[Block], checkout: Path, lang: str) -> str:
    """Run *blocks* in one shell and return what they printed; fail with the line that did."""
    script = checkout.parent / "blocks.sh"
    script.write_text("".join(block.as_shell() for block in blocks), encoding="utf-8")
    home = checkout.parent / "home"
    home.mkdir()
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("KG_", "XDG_"))}
    environment = inherited | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "KG_CACHE": os.environ["KG_CACHE"],  # keyed by what it was built from: shared by all
        "KG_LANG": lang,
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", str(script)],
        cwd=checkout,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    output = done.stdout.decode("utf-8")
    assert done.returncode == 0, f"exit code {done.returncode}\n{output}"
    return output


def squeeze(line: str) -> str:
    """Return *line* with single spaces and without the lines of a tree at its left."""
    return " ".join(line.split()).lstrip("│ ")


def test_there_are_documents() -> None:
    assert {"README.md", "curating.md", "tutorial.md", "tutorial.zh.md"} <= {
        document.name for document in DOCUMENTS
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_block_says_what_it_is(document: Path) -> None:
    unknown = [
        (block.line, block.language)
        for block in read_blocks(document)
        if block.language not in RUN.keys() | SHOWN
    ]
    assert unknown == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_fence_is_closed(document: Path) -> None:
    fences = re.findall(r"^ *```", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(fences) == 2 * len(read_blocks(document))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_document_runs(document: Path, checkout: Path) -> None:
    blocks = read_blocks(document)
    output = run_blocks([block for block in blocks if block.runs], checkout, lang_of(document))
    if document.name.startswith(SHOWING):
        printed = {squeeze(line) for line in output.splitlines()}
        after = dropwhile(lambda block: not block.runs, blocks)  # before: nothing is printed
        shown = [line for b in after if b.language == "text" for line in b.text.splitlines()]
        assert [line for line in shown if squeeze(line) not in printed] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_turtle_parses(document: Path) -> None:
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    for block in read_blocks(document):
        if block.language == "turtle":
            assert list(ox.parse(declared + block.text, ox.RdfFormat.TURTLE)), block.line


@pytest.mark.parametrize(("english", "chinese"), TWINS)
def test_twins_run_the_same(english: str, chinese: str) -> None:
    if not (ROOT / chinese).is_file() and chinese != "docs/tutorial.zh.md":
        pytest.fail(f"{chinese} is missing")
    run = [
        [(b.language, b.text) for b in read_blocks(ROOT / name) if b.language in RUN]
        for name in (english, chinese)
    ]
    assert run[0] == run[1]


def test_only_set_up_is_skipped() -> None:
    assert not Block("sh", "git clone https://example.org/x.git policy-kg\ncd policy-kg", 1).runs
    assert not Block("sh", "make demo   # builds, checks, draws\n\nmake test", 1).runs
    assert Block("sh", "make demo\nkg trace x", 1).runs
    assert Block("sh", "make demolition", 1).runs
    assert not Block("text", "kg trace x", 1).runs


def test_a_failing_block_fails(checkout: Path) -> None:
    with pytest.raises(AssertionError, match=r"exit code 3\n(?s:.*)# line 7"):
        run_blocks([Block("sh", "true", 1), Block("sh", "false | exit 3", 7)], checkout, "en")


def test_blocks_share_one_shell(checkout: Path) -> None:
    blocks = [
        Block("sh", "export KG_DATA=$PWD/docs/tutorial/data SAID=yes; mkdir new; cd new", 1),
        Block("python", "import os\nprint(os.environ['SAID'], os.getcwd())", 2),
        Block("sparql", "SELECT (1 + 1 AS ?two) {}", 3),
    ]
    output = run_blocks(blocks, checkout, "en")
    assert f"yes {checkout / 'new'}" in output
    assert re.search(r"two *\n2 *\n", output)
