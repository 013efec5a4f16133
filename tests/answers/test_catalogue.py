"""The catalogue of mistakes: every code is made by its example, and said as its page says it."""

from __future__ import annotations

import os
import re
import signal
import string
import sys
import threading

import pytest
from builders import World
from error_pages import EXAMPLES, PAGES, RARE, Example, call, exit_code, quoted, render

import kg
from kg.answers.sparql import pool
from kg.answers.sparql.catalogue import CATALOGUE, mistake
from kg.answers.sparql.guard import Limits, run_guarded
from kg.answers.sparql.misfit import Misfit
from kg.answers.sparql.mistakes import explain
from kg.errors import LimitReached, QueryError
from kg.language import Lang

HAN = re.compile(r"[\u4e00-\u9fff]")
CODED = [code for code in CATALOGUE if code not in RARE]
# Given once, a code stays with its mistake: none of these may go, or come to mean something else.
KEPT = {
    "Q001": "is empty", "Q002": "begins with SELECT", "Q003": "did you mean",
    "Q004": "cannot stand", "Q005": "is missing before", "Q006": "never closed",
    "Q007": "ends too early",
    "Q008": "closes nothing", "Q009": "does not end in its line", "Q010": "is no IRI",
    "Q011": "full-width", "Q012": "quotation mark", "Q013": "not seen", "Q014": "prefix",
    "Q015": "no function", "Q016": "no function", "Q017": "is not SPARQL", "Q018": "neither",
    "Q019": "GROUP BY", "Q020": "after AS", "Q021": "stands twice", "Q022": "no group",
    "Q023": "half a character", "Q024": "cannot be run", "Q025": "blank node", "Q101": "characters",
    "Q102": "would change", "Q103": "network", "Q104": "FROM", "Q201": "stopped after",
    "Q202": "nested too deeply", "Q203": "memory", "Q204": "larger than", "Q205": "exit code",
    "Q301": "neither a file", "Q302": "not UTF-8", "Q401": "Say one of", "Q402": "KEY=VALUE",
    "Q403": "name of a variable", "Q404": "is no IRI", "Q405": "is no text", "Q406": "time limit",
    "Q407": "Format", "Q408": "--labels", "Q409": "for CSV", "Q410": "XML",
    "Q501": "does not occur", "Q502": "Nothing in the graph", "Q503": "Cut by --limit",
    "Q504": "no comparison",
}  # fmt: skip


def test_a_code_stays_with_its_mistake() -> None:
    assert set(KEPT) <= set(CATALOGUE)
    assert [code for code, words in KEPT.items() if words not in CATALOGUE[code].text.en] == []


def test_every_code_has_an_example_or_says_why_it_has_none() -> None:
    assert set(EXAMPLES) | set(RARE) == set(CATALOGUE)
    assert not set(EXAMPLES) & set(RARE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_say_the_same_and_end_as_sentences(code: str) -> None:
    text = CATALOGUE[code].text
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(pattern) if name}
        for pattern in (text.en, text.zh)
    ]
    assert fields[0] == fields[1]
    assert HAN.search(text.zh)
    assert not HAN.search(text.en)
    assert text.en.endswith((".", "?", "{examples}"))
    assert text.zh.endswith(("。", "？", "{examples}"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("code", CODED)
def test_an_example_makes_its_mistake(mini: kg.PolicyGraph, code: str, lang: Lang) -> None:
    if code == "Q203" and sys.platform == "win32":
        pytest.skip("no memory cap on Windows")
    status, said = call(EXAMPLES[code], lang, mini)
    assert status == exit_code(CATALOGUE[code])
    colon = {"en": ": ", "zh": "："}[lang]
    assert [line for line in said.splitlines() if line.startswith(f"{code}{colon}")], said


@pytest.mark.skipif(sys.platform == "win32", reason="no memory cap on Windows")
@pytest.mark.parametrize("lang", PAGES)
def test_the_page_says_what_the_program_says(mini: kg.PolicyGraph, lang: Lang) -> None:
    page = PAGES[lang].read_text(encoding="utf-8")
    assert page == render(lang, mini), "run: python tests/error_pages.py"


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("plain-1.rq", "plain-1.rq"), ("a b", "'a b'"), ("it's", "$'it\\'s'"),
        ("\x01", "$'\\u0001'"), ("\udcff", "$'\\xff'"), ("", "''"), ("$(x)", "'$(x)'"),
    ],
)  # fmt: skip
def test_the_page_shows_a_call_as_a_shell_takes_it(word: str, shown: str) -> None:
    assert quoted(word) == shown
    assert Example((word,)).as_shell() == f"kg {shown}"


def test_an_error_holds_code_text_and_excerpt_apart() -> None:
    error = mistake("Q003", "  1 | SELET", line=1, column=1, word="SELET", near="SELECT")
    assert isinstance(error, QueryError)
    assert error.code == "Q003"
    assert error.excerpt == "  1 | SELET"
    assert str(error) == error.say("en") == f"Q003: {error.text.say('en')}\n  1 | SELET"
    assert error.say("zh").startswith("Q003：第 1 行第 1 列：")


# The two that no call makes.


@pytest.mark.skipif(sys.platform == "win32", reason="a process ends otherwise on Windows")
def test_a_worker_that_is_ended_from_outside_is_told(template: World) -> None:
    graph = template.load().graph
    run_guarded(graph, "ASK {}", Limits())
    (worker,) = pool.pool_of(graph)._idle[Limits().memory]
    endless = (
        "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + "}"
    )
    ending = threading.Timer(0.2, os.kill, (worker.process.pid, signal.SIGTERM))
    ending.start()
    with pytest.raises(LimitReached, match=r"Q205: .*exit code -15"):
        run_guarded(graph, endless, Limits())
    assert run_guarded(graph, "ASK {}", Limits())[0] == "ask"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("error at 1:8: expected DISTINCT", "no time to find out where"),
        ("Something else went wrong.\nat length", "cannot be run: Something else went wrong. "),
    ],
)
def test_what_the_engine_says_of_nothing_else_is_passed_on(message: str, said: str) -> None:
    error = explain("SELECT x {}", message, None, lambda _: False)
    assert error.code == "Q024"
    assert said in error.say("en")


def test_a_place_is_told_when_it_is_known() -> None:
    error = explain("SELECT x {}", "error at 1:8: expected y", Misfit(7), lambda _: False)
    assert error.code == "Q004"
    assert error.excerpt == "  1 | SELECT x {}\n    |        ^"
