"""What a user can get wrong, each with its exit code and one sentence that says what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import World
from command_line import Cli, start

from kg.commands.main import COMMANDS

SELECT = "SELECT * WHERE { ?s ?p ?o } LIMIT 1"
MANY = "ASK { ?s ?p ?o }"
# exit code, a word of the English message, and the command line; {root} is the test's directory.
BAD: list[tuple[int, str, list[str]]] = [
    (2, "No such command", ["frobnicate"]),
    (2, "No such option", ["trace", "碳足迹", "--frobnicate"]),
    (2, "Missing argument 'TERM'", ["trace"]),
    (2, "extra argument", ["trace", "碳足迹", "算力"]),
    (2, "'fr'", ["trace", "碳足迹", "--lang", "fr"]),
    (3, "Nothing in the graph is called 'qqqq'", ["trace", "qqqq"]),
    (3, "Nothing in the graph", ["trace", ""]),
    (3, "Nothing in the graph", ["trace", " \u200b "]),
    (3, "Nothing in the graph", ["trace", "kgd:action-nowhere"]),
    (3, "Nothing in the graph", ["trace", "<not an iri"]),
    (3, "Nothing in the graph", ["trace", "https://example.org/x y"]),
    (3, "is on no thread", ["trace", "行业协会"]),
    (2, "give a number from 1 to 4", ["trace", "碳足迹", "--depth", "0"]),
    (2, "give a number from 1 to 4", ["trace", "碳足迹", "--depth", "5"]),
    (2, "'deep'", ["trace", "碳足迹", "--depth", "deep"]),
    (2, "'maybe'", ["trace", "碳足迹", "--modality", "maybe"]),
    (2, "'left'", ["trace", "碳足迹", "--direction", "left"]),
    (2, "'2026-13-01'", ["trace", "碳足迹", "--as-of", "2026-13-01"]),
    (2, "'yesterday'", ["trace", "碳足迹", "--as-of", "yesterday"]),
    (3, "'Atlantis'", ["trace", "碳足迹", "--region", "Atlantis"]),
    (3, "'算力不够'", ["trace", "碳足迹", "--region", "算力不够"]),
    (3, "'gamma'", ["trace", "碳足迹", "--source", "gamma"]),
    (2, "'yaml'", ["trace", "碳足迹", "-f", "yaml"]),
    (6, "cannot be written", ["trace", "碳足迹", "-o", "{root}/a-file/out.txt"]),
    (2, "is a directory", ["trace", "碳足迹", "-o", "{root}"]),
    (3, "There is no question 'qqqq' to a corpus", ["analyse", "qqqq"]),
    (2, "Name the export with --parquet", ["analyse", "gaps"]),
    (6, "no Parquet export of ours", ["analyse", "gaps", "--parquet", "{root}"]),
    (3, "may mean 3 things", ["show", "碳足迹"]),
    (3, "Nothing in the graph", ["show", "qqqq"]),
    (2, "Missing argument", ["search"]),
    (2, "Say one of", ["query"]),
    (2, "Say one of", ["query", "-", "-e", SELECT]),
    (6, "neither a file nor a shipped question", ["query", "{root}/nothing.rq"]),
    (6, "neither a file nor a shipped question", ["query", "{root}"]),
    (6, "looks like GB18030", ["query", "{root}/gb18030.rq"]),
    (6, "looks like UTF-16", ["query", "{root}/utf-16.rq"]),
    (4, "Q001: The query is empty", ["query", "-e", ""]),
    (4, "Q001: The query is empty", ["query", "{root}/a-file"]),
    (4, "did you mean SELECT?", ["query", "-e", "SELEKT * WHERE { ?s ?p ?o }"]),
    (4, "the '{' is never closed", ["query", "-e", "SELECT * WHERE { ?s ?p ?o "]),
    (4, "did you mean FILTER?", ["query", "-e", "SELECT * { ?s ?p ?o FILTTER(?o > 1) }"]),
    (4, "did you mean WHERE?", ["query", "-e", "SELECT * WEHRE { ?s ?p ?o }"]),
    (4, "did you mean OPTIONAL?", ["query", "-e", "SELECT * { ?s ?p ?o OPTINAL { ?s ?q ?r } }"]),
    (4, "no function STRLENN", ["query", "-e", "SELECT * { FILTER(STRLENN('a') > 1) }"]),
    (4, "There is no function kg:size", ["query", "-e", "SELECT (kg:size(1) AS ?n) {}"]),
    (4, "')' is missing", ["query", "-e", "SELECT (COUNT(?s AS ?n) { ?s ?p ?o }"]),
    (4, "closes nothing", ["query", "-e", "SELECT * { ?s ?p ?o } }"]),
    (4, "does not end in its line", ["query", "-e", "SELECT * { ?s ?p 'half }"]),
    (4, "is no IRI", ["query", "-e", "SELECT * { ?s ?p <a b> }"]),
    (4, "as in printed text", ["query", "-e", "SELECT * { ?s ?p “碳” }"]),
    (4, "U+3000", ["query", "-e", "SELECT * {\u3000?s ?p ?o }"]),
    (4, "write &&", ["query", "-e", "SELECT * { ?s ?p ?o FILTER(?o = 1 AND ?o = 2) }"]),
    (4, "did you mean kg:Bottleneck?", ["query", "-e", "SELECT * { ?s a Bottleneck }"]),
    (4, "half a character", ["query", "-e", "SELECT * WHERE { ?s ?p ?o \udcff }"]),
    (5, "larger than 0.01 MB", ["query", "-e", "SELECT * { ?s ?p ?o }", "--max-output", "0.01"]),
    (2, "--labels adds columns", ["query", "-e", "ASK {}", "--labels"]),
    (2, "are for CSV", ["query", "-e", "ASK {}", "--bom"]),
    (2, "are for CSV", ["queries", "run", "stated-pairs", "--spreadsheet-safe", "-f", "tsv"]),
    (2, "128", ["query", "-e", "ASK {}", "--max-memory", "1"]),
    (2, "no XML can hold", ["query", "-e", 'SELECT ("\\u0001" AS ?x) {}', "-f", "xml"]),
    (2, "is no text", ["query", "-e", SELECT, "-p", "s=\udcff"]),
    (4, "queries here only read", ["query", "-e", "DELETE WHERE { ?s ?p ?o }"]),
    (4, "SERVICE would reach out", ["query", "-e", "SELECT * { SERVICE <http://x> { ?s ?p ?o } }"]),
    (4, "LOAD", ["query", "-e", "LOAD <http://127.0.0.1/x>"]),
    (4, "FROM names another graph", ["query", "-e", "SELECT * FROM <x:y> { ?s ?p ?o }"]),
    (4, "more than 100000", ["query", "-e", "#" * 100_001]),
    (4, "no group", ["query", "-e", "SELECT", "-p", "a=b"]),
    (2, "KEY=VALUE", ["query", "-e", SELECT, "-p", "s"]),
    (2, "KEY=VALUE", ["query", "-e", SELECT, "-p", "=x"]),
    (2, "no name of a variable", ["query", "-e", SELECT, "-p", "1s=x"]),
    (2, "is no IRI", ["query", "-e", SELECT, "-p", "s=<not an iri>"]),
    (2, "0.0", ["query", "-e", SELECT, "--timeout", "0"]),
    (2, "'soon'", ["query", "-e", SELECT, "--timeout", "soon"]),
    (2, "nan", ["query", "-e", SELECT, "--timeout", "nan"]),
    (2, "inf", ["query", "-e", SELECT, "--timeout", "inf"]),
    (4, "full-width '；'", ["query", "-e", "SELECT * WHERE { ?s ?p ?o ； ?q ?r }"]),
    (2, "0", ["query", "-e", SELECT, "--limit", "0"]),
    (2, "cannot hold this answer", ["query", "-e", SELECT, "-f", "ttl"]),
    (2, "cannot hold this answer", ["query", "-e", "DESCRIBE kgd:action-standards", "-f", "csv"]),
    (6, "cannot be written", ["query", "-e", SELECT, "-f", "csv", "-o", "{root}/a-file/x.csv"]),
    (3, "no question 'nothing'", ["queries", "show", "nothing"]),
    (3, "no question 'nothing'", ["queries", "run", "nothing"]),
    (2, "has no parameter 'nothing'", ["queries", "run", "actions-for-region", "-p", "nothing=1"]),
    (3, "'qqqq'", ["queries", "run", "actions-for-region", "-p", "region=qqqq"]),
    (2, "No such command", ["queries", "frobnicate"]),
    (2, "'nothing'", ["view", "nothing", "-o", "{root}/x.html"]),
    (2, "Missing option '-o'", ["view", "network"]),
    (3, "Nothing in the graph", ["view", "network", "qqqq", "-o", "{root}/x.html"]),
    (6, "cannot be written", ["view", "network", "-o", "{root}/a-file/x.html"]),
    (2, "'pdf'", ["export", "-f", "pdf"]),
    (6, "cannot be written", ["export", "-o", "{root}/a-file/x.nq"]),
    (3, "no directory", ["sources", "--register", "{root}/nothing"]),
    (3, "no source 'gamma'; known: alpha, beta", ["anchor", "gamma", "--find", "因子"]),
    (2, "Say --find", ["anchor", "alpha"]),
    (2, "Say --find", ["anchor", "alpha", "--from", "3"]),
    (3, "not in the copy", ["anchor", "alpha", "--find", "不在其中"]),
    (3, "not in the copy", ["anchor", "alpha", "--find", "，。"]),
    (2, "outside the text", ["anchor", "alpha", "--from", "0", "--to", "99999"]),
    (2, "outside the text", ["anchor", "alpha", "--from", "7", "--to", "7"]),
    (2, "outside the text", ["anchor", "alpha", "--from", "-1", "--to", "7"]),
    (2, "'x'", ["anchor", "alpha", "--from", "x", "--to", "7"]),
    (3, "Nothing in the graph", ["gaps", "--category", "qqqq"]),
    (2, "'maybe'", ["gaps", "--gap", "maybe"]),
    (2, "'colour'", ["gaps", "--by", "colour"]),
    (2, "'half'", ["matrix", "--level", "half"]),
    (3, "'gamma'", ["matrix", "--source", "gamma"]),
    (2, "'soon'", ["adoption", "--as-of", "soon"]),
    (3, "'Atlantis'", ["adoption", "--region", "Atlantis"]),
    (3, "'碳足迹'", ["regions", "碳足迹"]),
    (2, "'maybe'", ["structure", "--modality", "maybe"]),
    (3, "'qqqq'", ["threads", "qqqq"]),
    (2, "give a number from 1 to 4", ["threads", "--depth", "9"]),
    (3, "'qqqq'", ["report", "qqqq"]),
    (3, "neither a directory nor an export", ["diff", "{root}/a-file/nothing"]),
    (2, "extra argument", ["stats", "everything"]),
    (2, "extra argument", ["build", "everything"]),
    (2, "'yaml'", ["check", "-f", "yaml"]),
    (2, "are for CSV", ["export", "--bom"]),
    (2, "Missing argument 'FILE'", ["load"]),
    (2, "Name the directory of the store", ["load", "{root}/a-file"]),
    (2, "Missing option '-o'", ["synth", "--documents", "1"]),
    (2, "0 is not in the range x>=1", ["synth", "--documents", "0", "-o", "{root}/x.nq"]),
    (2, "Give one of --documents and --triples", ["synth", "-o", "{root}/x.nq"]),
    (6, "name a new directory", ["synth", "--documents", "1", "-f", "data", "-o", "{root}"]),
    (6, "cannot be written", ["synth", "--documents", "1", "-o", "{root}/a-file/x.nq"]),
    (3, "no data directory", ["stats", "--data", "{root}/nothing"]),
    (3, "no data directory", ["stats", "--data", "{root}/a-file"]),
    (3, "no directory", ["check", "--copies", "{root}/nothing"]),
]


def fill(words: list[str], root: Path) -> list[str]:
    return [word.replace("{root}", str(root)) for word in words]


EXCERPT = re.compile(r" +\d* \| ")  # the line of a query that is wrong, and the marks below it


def assert_one_sentence(message: str) -> None:
    assert "Traceback" not in message
    assert message.endswith("\n")
    said = [line for line in message.splitlines() if not line.endswith("…")]  # not the progress
    said = [line for line in said if not EXCERPT.match(line)]
    assert len(said) == 1, message


@pytest.fixture(scope="module")
def ground(template: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world with some files of the wrong kind beside it."""
    world = template.copied_to(tmp_path_factory.mktemp("ground") / "world")
    (world.root / "a-file").write_text("", encoding="utf-8")
    for encoding in ("gb18030", "utf-16"):
        query = f"# 查询全部瓶颈\n{SELECT}\n"
        (world.root / f"{encoding}.rq").write_bytes(query.encode(encoding))
    return world


@pytest.mark.parametrize(
    ("code", "said", "words"),
    BAD,
    ids=[f"{n}-{' '.join(w)[:40]!a}" for n, (_, _, w) in enumerate(BAD)],
)
def test_a_wrong_call_is_answered_by_its_code_and_one_sentence(
    cli: Cli, ground: World, code: int, said: str, words: list[str]
) -> None:
    given = fill(words, ground.root)
    found = cli(*given, *([] if "--data" in given else ground.arguments()))
    assert found.code == code, found.err
    assert said in found.err
    assert found.out == ""
    assert_one_sentence(found.err)


@pytest.mark.parametrize(("code", "words"), [(code, words) for code, _, words in BAD])
def test_the_same_is_said_in_chinese(cli: Cli, ground: World, code: int, words: list[str]) -> None:
    given = fill(words, ground.root)
    chinese = [] if "--lang" in given else ["--lang", "zh"]
    found = cli(*given, *([] if "--data" in given else ground.arguments()), *chinese)
    assert found.code == code, found.err
    assert_one_sentence(found.err)
    if chinese:
        assert len(re.findall(r"[\u4e00-\u9fff]", found.err)) >= 4


def test_every_command_is_called_wrongly_here() -> None:
    called = {words[0] for _, _, words in BAD}
    assert set(COMMANDS) - called == {"demo"}  # its mistakes are those of what it calls


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_an_option_that_it_does_not_have(cli: Cli, command: str) -> None:
    found = cli(command, "--frobnicate")
    assert (found.code, found.out) == (2, "")
    assert "--frobnicate" in found.err
    assert_one_sentence(found.err)


@pytest.mark.parametrize("command", ["trace", "show"])
def test_a_word_that_is_no_text_is_not_found(template: World, command: str) -> None:
    done = start(command, b"\xff", *template.arguments())
    assert (done.returncode, done.stdout) == (3, b"")
    assert_one_sentence(done.stderr.decode("utf-8"))


def test_an_unknown_prefix_in_a_query_is_answered_in_one_sentence(
    cli: Cli, template: World
) -> None:
    found = cli("query", "-e", "SELECT * WHERE { ?s nope:p ?o }", *template.arguments())
    assert found.code == 4
    assert "nope:" in found.err
    assert "kg, kgv, kgd" in found.err
    assert_one_sentence(found.err)


def test_a_wrong_call_without_copies_says_how_to_name_them(cli: Cli, template: World) -> None:
    found = cli("anchor", "alpha", "--find", "因子", "--data", str(template.data))
    assert found.code == 3
    assert "alpha.txt" in found.err
    assert "--copies" in found.err


def test_a_broken_configuration_is_named(
    cli: Cli, template: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    config = tmp_path / "policy-kg" / "config.toml"
    config.parent.mkdir()
    config.write_text("copies = [", encoding="utf-8")
    found = cli("sources", "--data", str(template.data))
    assert found.code == 6
    assert str(config) in found.err


# Data that a curator got wrong.


def assert_fault(cli: Cli, world: World, name: str, line: int, *said: str) -> None:
    """Assert that check names the place, and that what needs a graph stops at it."""
    place = f"{world.path(name)}:{line}" if line else str(world.path(name))
    checked = cli("check", "--data", str(world.data))
    assert checked.code == 1
    named = [text for text in checked.out.splitlines() if text.startswith(f"{place}: ")]
    assert named, checked.out
    assert any(all(words in text for words in said) for text in named), named
    assert "Traceback" not in checked.err


def assert_stops(cli: Cli, world: World, name: str, line: int) -> None:
    for words in (["build"], ["trace", "碳足迹"], ["stats", "--json"], ["query", "-e", MANY]):
        found = cli(*words, "--data", str(world.data))
        assert found.code == 1
        assert found.out == ""
        assert_one_sentence(found.err)
        assert f"{world.path(name)}:{line}" in found.err
        assert "kg check" in found.err


BOTTLENECKS = "sources/alpha/bottlenecks.ttl"
CLAIMS = "sources/alpha/claims.csv"
EVIDENCE = "sources/alpha/evidence.csv"


def test_broken_turtle(cli: Cli, world: World) -> None:
    line = world.line_of(BOTTLENECKS, "因子库缺位")
    world.edit(BOTTLENECKS, '"因子库缺位"@zh ;', '"因子库缺位"@zh ；')
    assert_fault(cli, world, BOTTLENECKS, line, "full-width '；'", "';'")
    assert_stops(cli, world, BOTTLENECKS, line)


def test_an_unknown_prefix(cli: Cli, world: World) -> None:
    line = world.line_of(BOTTLENECKS, "kgd:ev-alpha-factors")
    world.edit(BOTTLENECKS, "kgd:ev-alpha-factors", "kgx:ev-alpha-factors")
    assert_fault(cli, world, BOTTLENECKS, line, "Declare the prefix", "kgd")
    assert_stops(cli, world, BOTTLENECKS, line)


def test_an_unknown_term(cli: Cli, world: World) -> None:
    world.edit("sources/beta/measures.ttl", "kg:validFrom", "kg:validSince")
    checked = cli("check", "--data", str(world.data))
    assert checked.code == 1
    assert "validSince" in checked.out


def test_a_dangling_iri(cli: Cli, world: World) -> None:
    line = world.line_of(CLAIMS, "claim-alpha-002")
    world.edit(
        CLAIMS,
        "ev-alpha-standards,ev-alpha-footprint,,,两处说的是一回事,Both places speak "
        "of one thing,,,2026-11-21\nclaim-alpha-003",
        "ev-alpha-nowhere,ev-alpha-footprint,,,两处说的是一回事,Both places speak "
        "of one thing,,,2026-11-21\nclaim-alpha-003",
    )
    assert_fault(cli, world, CLAIMS, line, "ev-alpha-nowhere")


def test_a_duplicate_iri(cli: Cli, world: World) -> None:
    world.append(BOTTLENECKS, '\nkgd:action-standards\n    skos:altLabel "again"@en .\n')
    line = world.line_of(BOTTLENECKS, "kgd:action-standards")
    assert_fault(cli, world, BOTTLENECKS, line, "actions.ttl:")


def test_a_claim_without_evidence(cli: Cli, world: World) -> None:
    line = world.line_of(CLAIMS, "claim-alpha-003")
    world.edit(
        CLAIMS,
        "region-beijing,stated,high,affirmed,accepted,,,ev-alpha-standards",
        "region-beijing,stated,high,affirmed,accepted,,,",
    )
    assert_fault(cli, world, CLAIMS, line, "link_evidence")
    assert_stops(cli, world, CLAIMS, line)


def test_evidence_outside_the_text(cli: Cli, world: World) -> None:
    world.edit(EVIDENCE, "118-135", "118-99999")
    found = cli("anchor", "alpha", "--lock", *world.arguments())
    assert found.code == 1
    assert f"{world.path(EVIDENCE)}:{world.line_of(EVIDENCE, '118-99999')}" in found.err
    assert_one_sentence(found.err)
    assert_fault(cli, world, EVIDENCE, world.line_of(EVIDENCE, "118-99999"), "moved")


def test_a_changed_source_text_is_not_locked(cli: Cli, world: World) -> None:
    copy = world.copies_dir / "alpha.txt"
    copy.write_text(copy.read_text(encoding="utf-8") + "又一行。\n", encoding="utf-8")
    before = world.path("sources/alpha/anchors.lock").read_bytes()
    found = cli("anchor", "alpha", "--lock", *world.arguments())
    assert found.code == 3
    assert "SHA-256 differs" in found.err
    assert world.path("sources/alpha/anchors.lock").read_bytes() == before


def test_a_changed_source_text_shows_no_words_that_it_does_not_have(cli: Cli, world: World) -> None:
    copy = world.copies_dir / "alpha.txt"
    text = copy.read_text(encoding="utf-8").replace("并不能解决", "足以解决")
    copy.write_text(text, encoding="utf-8")
    report = {item["source"]: item for item in cli("sources", "--json", *world.arguments()).json}
    assert report["alpha"]["sameFile"] is False
    assert report["alpha"]["unresolved"] == ["ev-alpha-denial"]
    assert report["beta"]["sameFile"] is True
    assert report["beta"]["unresolved"] == []


@pytest.mark.parametrize(("encoding", "said"), [("gb18030", "GB18030"), ("utf-16", "UTF-16")])
@pytest.mark.parametrize("name", [BOTTLENECKS, CLAIMS])
def test_data_in_another_encoding(
    cli: Cli, world: World, name: str, encoding: str, said: str
) -> None:
    path = world.path(name)
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert_fault(cli, world, name, 0, said, "iconv")


def test_a_copy_in_another_encoding(cli: Cli, world: World) -> None:
    path = world.copies_dir / "alpha.txt"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    found = cli("sources", *world.arguments())
    assert found.code == 6
    assert "GB18030" in found.err
    assert_one_sentence(found.err)


@pytest.mark.parametrize("name", [BOTTLENECKS, CLAIMS, EVIDENCE])
def test_a_byte_order_mark_and_crlf_do_no_harm(cli: Cli, world: World, name: str) -> None:
    expected = cli("trace", "碳足迹", "--json", "--data", str(world.data)).out
    path = world.path(name)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    found = cli("trace", "碳足迹", "--json", "--data", str(world.data))
    assert (found.code, found.out) == (0, expected)


def test_an_unknown_region_in_a_claim(cli: Cli, world: World) -> None:
    line = world.line_of(CLAIMS, "region-beijing")
    world.edit(CLAIMS, "region-beijing", "region-atlantis")
    assert_fault(cli, world, CLAIMS, line, "region-atlantis")


def test_a_directory_where_a_file_is_expected(cli: Cli, world: World) -> None:
    world.path("sources/alpha/more.ttl").mkdir()
    found = cli("stats", "--data", str(world.data))
    assert found.code == 6
    assert "more.ttl" in found.err
    assert_one_sentence(found.err)


def test_a_directory_without_data(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("nothing of ours", encoding="utf-8")
    found = cli("stats", "--data", str(tmp_path))
    assert (found.code, found.out) == (3, "")
    assert "There are no data" in found.err
    assert_one_sentence(found.err)


# Nothing found is no error, and is said.


def test_a_query_without_rows_says_so(cli: Cli, template: World) -> None:
    found = cli("query", "-e", "SELECT ?x { ?x a kg:Nothing }", *template.arguments())
    assert found.code == 0
    assert "No row" in found.out


def test_a_query_without_rows_is_an_empty_table_in_csv(cli: Cli, template: World) -> None:
    words = ["query", "-e", "SELECT ?x { ?x a kg:Nothing }", "-f", "csv"]
    found = cli(*words, *template.arguments())
    assert (found.code, found.out.split()) == (0, ["x"])


def test_a_search_without_hits_says_so(cli: Cli, template: World) -> None:
    found = cli("search", "qqqq", *template.arguments())
    assert (found.code, found.out.strip()) == (0, "")
    assert "Nothing is called so" in found.err


def test_a_trace_without_chains_says_so(cli: Cli, template: World) -> None:
    found = cli("trace", "算力不够", *template.arguments())
    assert found.code == 0
    assert "no accepted claim leads on from here" in found.out
    assert "considered, refused" in found.out
    assert "denied" in found.out


def test_a_trace_without_chains_says_so_as_a_table(cli: Cli, template: World) -> None:
    found = cli("trace", "算力不够", "-f", "table", *template.arguments())
    assert found.code == 0
    assert "no accepted claim" in found.out + found.err
