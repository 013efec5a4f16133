"""What is wrong with a query: where, what, and what was likely meant."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.answers.sparql.excerpt import brief, place_of, show
from kg.answers.sparql.misfit import find_misfit
from kg.answers.sparql.tokens import iris_asked_for, tokenize
from kg.errors import KgError, QueryError
from kg.graph.terms import KG, KGD, PREFIXES

# code, line and column, what the marks stand under, a piece of the message, and the query.
WRONG = [
    # Mistyped keywords, wherever they stand.
    ("Q003", 1, 1, "SELET", "SELECT?", "SELET * { ?s ?p ?o }"),
    ("Q003", 1, 1, "PRFIX", "PREFIX?", "PRFIX a: <x:> SELECT * { ?s ?p ?o }"),
    ("Q003", 1, 8, "DISTINT", "DISTINCT?", "SELECT DISTINT ?s { ?s ?p ?o }"),
    ("Q003", 1, 10, "WEHRE", "WHERE?", "SELECT * WEHRE { ?s ?p ?o }"),
    ("Q003", 1, 21, "FILTTER", "FILTER?", "SELECT * { ?s ?p ?o FILTTER(?o > 1) }"),
    ("Q003", 3, 3, "OPTINAL", "OPTIONAL?", "SELECT * {\n  ?s ?p ?o .\n  OPTINAL { ?s ?q ?r }\n}"),
    ("Q003", 2, 14, "EXIST", "EXISTS?", "SELECT * { ?s ?p ?o\n  FILTER NOT EXIST { ?s ?p 1 } }"),
    ("Q003", 1, 21, "MINUSS", "MINUS?", "SELECT * { ?s ?p ?o MINUSS { ?s ?p 1 } }"),
    ("Q003", 1, 21, "BNID", "BIND?", "SELECT * { ?s ?p ?o BNID(1 AS ?x) }"),
    ("Q003", 1, 19, "UNIN", "UNION?", "ASK { { ?s ?p 1 } UNIN { ?s ?p 2 } }"),
    ("Q003", 1, 23, "oder", "ORDER?", "select * { ?s ?p ?o } oder by ?s"),
    ("Q003", 2, 1, "LIMT", "LIMIT?", "SELECT * { ?s ?p ?o }\nLIMT 5"),
    ("Q003", 1, 17, "DSEC", "DESC?", "ASK {} ORDER BY DSEC(?x)"),
    ("Q003", 1, 23, "VALEUS", "VALUES?", "SELECT * { ?碳 ?足 ?迹 } VALEUS ?碳 { 1 }"),
    # Functions.
    ("Q015", 1, 28, "STRLENN", "STRLEN?", "SELECT * { ?s ?p ?o FILTER(STRLENN(?o) > 1) }"),
    ("Q015", 1, 28, "contians", "CONTAINS?", "SELECT * { ?s ?p ?o FILTER(contians(?o, 'a')) }"),
    ("Q015", 1, 9, "CUONT", "COUNT?", "SELECT (CUONT(*) AS ?n) { ?s ?p ?o }"),
    # Something is missing.
    ("Q005", 1, 18, "AS", "')' is missing", "SELECT (COUNT(?s AS ?n) { ?s ?p ?o }"),
    ("Q005", 3, 1, "ORDER", "'}' is missing", "SELECT *\n{ ?s ?p ?o\nORDER BY ?s"),
    ("Q005", 1, 16, "?s", "'{' is missing", "SELECT * WHERE ?s ?p ?o }"),
    ("Q005", 1, 28, "?o", "'(' is missing", "SELECT * { ?s ?p ?o FILTER ?o = 3 }"),
    ("Q005", 1, 18, "?n", "'AS' is missing", "SELECT (COUNT(*) ?n) { ?s ?p ?o }"),
    ("Q005", 1, 18, ")", "'AS ?name' is missing", "SELECT (COUNT(?s)) { ?s ?p ?o }"),
    ("Q005", 1, 8, "COUNT", "'(' is missing", "SELECT COUNT(*) { ?s ?p ?o }"),
    ("Q005", 2, 1, "?s", "'.' is missing", "SELECT * { ?s ?p ?o\n?s ?q ?r }"),
    ("Q005", 1, 51, "}", "')' is missing", "SELECT * { ?s ?p ?o FILTER(?o IN ('a', 'b', '碳' ) }"),
    ("Q006", 1, 10, "{", "add its }", "SELECT * { ?s ?p ?o"),
    ("Q006", 2, 8, "(", "add its )", "SELECT * { ?s ?p ?o\n FILTER((?o > 1)"),
    ("Q006", 1, 39, "{", "add its }", "SELECT * WHERE { ?s ?p ?o } VALUES ?s { <x:a>"),
    ("Q008", 1, 23, "}", "add its {", "SELECT * { ?s ?p ?o } }"),
    ("Q008", 1, 21, ")", "add its (", "SELECT * { ?s ?p ?o ) }"),
    ("Q004", 1, 18, "}", "missing before it", "SELECT * { ?s ?p }"),
    ("Q004", 1, 23, "}", "missing before it", "SELECT * { ?s ?p ?o , }"),
    ("Q004", 1, 8, "kg", "missing before it", "PREFIX kg <x:> SELECT * { ?s ?p ?o }"),
    # Texts, IRIs, characters.
    ("Q009", 1, 18, '"half }', '"', 'SELECT * { ?s ?p "half }'),
    ("Q009", 2, 4, "'b", "'", "SELECT * { ?s ?p 'a' ,\n   'b\nc' }"),
    ("Q006", 1, 18, '"""', 'add its """', 'SELECT * { ?s ?p """a\nb }'),
    ("Q006", 1, 18, "'''", "add its '''", "SELECT * { ?s ?p '''a\nb'' }"),
    ("Q010", 1, 18, "<a b>", "<a b> is no IRI", "SELECT * { ?s ?p <a b> }"),
    ("Q010", 1, 18, "<rel>", "<rel> is no IRI", "SELECT * { ?s ?p <rel> }"),
    ("Q010", 1, 18, "<x:a }", "<x:a } is no IRI", "SELECT * { ?s ?p <x:a }"),
    ("Q011", 1, 21, "；", "';'", "SELECT * { ?s ?p ?o ； ?q ?r }"),
    ("Q011", 1, 26, "，", "','", "SELECT * { ?s ?p '碳足迹，甲' ， '乙' }"),
    ("Q011", 1, 20, "。", "'.'", "SELECT * { ?s ?p ?o。 ?s ?q ?r }"),
    ("Q011", 1, 27, "（", "'('", "SELECT * { ?s ?p ?o FILTER（?o > 1） }"),
    ("Q011", 1, 10, "｛", "'{'", "SELECT * ｛ ?s ?p ?o ｝"),
    ("Q011", 1, 8, "？", "'?'", "SELECT ？s { ?s ?p ?o }"),
    ("Q011", 1, 1, "Ｓ", "'S'", "ＳＥＬＥＣＴ * { ?s ?p ?o }"),
    ("Q011", 1, 17, "：", "':'", "SELECT * { ?s kg：addresses ?o }"),
    ("Q011", 1, 31, "＞", "'>'", "SELECT * { ?s ?p ?o FILTER(?o ＞ 1) }"),
    ("Q012", 1, 18, "“", "“", "SELECT * { ?s ?p “碳” }"),
    ("Q012", 1, 18, "‘", "‘", "SELECT * { ?s ?p ‘碳’ }"),
    ("Q012", 1, 20, "”", "”", 'SELECT * { ?s ?p "碳” }'),
    ("Q012", 1, 18, "「", "「", "SELECT * { ?s ?p 「碳」 }"),
    ("Q013", 1, 14, " ", "U+00A0", "SELECT * { ?s\u00a0?p ?o }"),
    ("Q013", 1, 11, "　", "U+3000", "SELECT * {\u3000?s ?p ?o }"),
    ("Q013", 2, 1, " ", "U+FEFF", "SELECT *\n\ufeff{ ?s ?p ?o }"),
    ("Q013", 1, 9, " ", "U+200B", "SELECT *\u200b { ?s ?p ?o }"),
    ("Q013", 1, 21, " ", "U+0000", "SELECT * { ?s ?p ?o \x00 }"),
    # Names.
    ("Q014", 1, 15, "kgg:a", "kg:?", "SELECT * { ?s kgg:a ?o }"),
    ("Q014", 1, 15, "dcterm:a", "dcterms:?", "SELECT * { ?s dcterm:a ?o }"),
    ("Q014", 1, 15, "foo:a", "use one of kg, kgv, kgd", "SELECT * { ?s foo:a ?o }"),
    ("Q014", 2, 15, "ab:a", "abc:?", "PREFIX abc: <x:>\nSELECT * { ?s ab:a ?o }"),
    ("Q014", 1, 15, ":a", "prefix :", "SELECT * { ?s :a ?o }"),
    ("Q018", 1, 17, "Bottleneck", "kg:Bottleneck?", "SELECT * { ?s a Bottleneck }"),
    ("Q018", 1, 15, "inferred", "kgv:inferred?", "SELECT * { ?s inferred ?o }"),
    ("Q018", 1, 8, "s", "?s?", "SELECT s { ?s ?p ?o }"),
    ("Q018", 1, 18, "碳足迹", '"碳足迹"?', "SELECT * { ?s ?p 碳足迹 }"),
    ("Q025", 1, 28, "_:a", "_:a", "SELECT * { { _:a ?p ?o } { _:a ?q ?r } }"),
    # Habits from elsewhere.
    ("Q017", 1, 35, "AND", "&&", "SELECT * { ?s ?p ?o FILTER(?o = 3 AND ?o = 4) }"),
    ("Q017", 1, 35, "or", "||", "SELECT * { ?s ?p ?o FILTER(?o = 3 or ?o = 4) }"),
    ("Q017", 1, 31, "==", "write =.", "SELECT * { ?s ?p ?o FILTER(?o == 3) }"),
    ("Q017", 1, 31, "<>", "write !=.", "SELECT * { ?s ?p ?o FILTER(?o <> 3) }"),
    ("Q017", 1, 31, "=>", "write >=.", "SELECT * { ?s ?p ?o FILTER(?o => 3) }"),
    ("Q017", 1, 10, ",", "a space", "SELECT ?s, ?o { ?s ?p ?o }"),
    ("Q017", 1, 31, "LIKE", "CONTAINS(…)", "SELECT * { ?s ?p ?o FILTER(?o LIKE 'a%') }"),
]
# Mistakes of meaning have no one place.
MEANINGLESS = [
    ("Q019", "SELECT ?s { ?s ?p ?o } GROUP BY ?p"),
    ("Q020", "SELECT (1 AS ?s) { ?s ?p ?o }"),
    ("Q020", "SELECT * { BIND(1 AS ?s) BIND(2 AS ?s) }"),
    ("Q021", "SELECT ?s ?s { ?s ?p ?o }"),
    ("Q001", ""),
    ("Q001", " \n\t# nothing\n"),
    ("Q001", "PREFIX a: <x:> BASE <http://example.org/>"),
    ("Q001", "\ufeff"),
    ("Q007", "ASK"),
    ("Q007", "SELECT ?s"),
    ("Q007", "CONSTRUCT { ?s ?p ?o }"),
    ("Q007", "PREFIX a: <x:> DESCRIBE"),
    ("Q016", "SELECT (kg:size(1) AS ?n) {}"),
    ("Q016", "SELECT * { FILTER(<http://example.org/f>(1)) }"),
]


def error_of(mini: kg.PolicyGraph, query: str) -> KgError:
    with pytest.raises(QueryError) as caught:
        mini.query(query)
    return caught.value


def marked(excerpt: str) -> str:
    """Return what the marks stand under, found by columns as a terminal shows them."""
    line, marks = excerpt.split("\n")
    start, end = len(marks) - marks.count("^"), len(marks)
    at, found = 0, ""
    for character in line:
        if start <= at < end:
            found += character
        at += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return found


@pytest.mark.parametrize(
    ("code", "line", "column", "under", "said", "query"),
    WRONG,
    ids=[f"{n}-{row[0]}-{row[3]!a}" for n, row in enumerate(WRONG)],
)
def test_a_mistake_is_found_where_it_is(
    mini: kg.PolicyGraph, code: str, line: int, column: int, under: str, said: str, query: str
) -> None:
    error = error_of(mini, query)
    assert error.code == code
    assert said in error.text.say("en")
    assert error.text.say("en").startswith(f"Line {line}, column {column}:")
    assert error.text.say("zh").startswith(f"第 {line} 行第 {column} 列：")
    assert error.excerpt.startswith(f"  {line} | ")
    assert marked(error.excerpt).rstrip() == under.rstrip()


@pytest.mark.parametrize(("code", "query"), MEANINGLESS)
def test_a_mistake_of_meaning_is_named(mini: kg.PolicyGraph, code: str, query: str) -> None:
    assert error_of(mini, query).code == code


def test_positions_are_those_of_the_query_as_it_was_written(mini: kg.PolicyGraph) -> None:
    # The block that is generated for the parameters stands before the mistake.
    query = "SELECT * {\n ?s ?p ?o .\n FILTTER(?o = ?v) }"
    with pytest.raises(QueryError) as caught:
        mini.query(query, {"v": "a", "s": "kgd:action-standards"})
    assert caught.value.text.say("en").startswith("Line 3, column 2: 'FILTTER'")
    assert caught.value.excerpt == "  3 |  FILTTER(?o = ?v) }\n    |  ^^^^^^^"


def test_what_stands_in_texts_and_comments_is_no_mistake(mini: kg.PolicyGraph) -> None:
    query = "SELECT * { ?s ?p '；“碳”\u00a0' } # ｛ “ \u200b\n"
    assert mini.query(query).rows == ()


def test_a_mark_at_the_beginning_does_no_harm(mini: kg.PolicyGraph) -> None:
    assert mini.query("\ufeffASK { ?s ?p ?o }").boolean


def test_a_long_line_is_shown_around_its_place() -> None:
    query = "a" * 500 + " WRONG " + "b" * 500
    line, marks = show(query, 501, 5).split("\n")
    assert line == "  1 | …" + "a" * 59 + " WRONG " + "b" * 34 + "…"
    assert marks == "    | " + " " * 61 + "^^^^^"


def test_a_word_is_named_briefly() -> None:
    assert brief("x" * 41) == "x" * 40 + "…"
    assert brief("a\nb\x1b[31m\u202ec") == "a b [31m c"


@given(st.text("a碳\u0301\t\x1b\n ", max_size=60), st.data())
def test_the_marks_stand_under_their_place(query: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(query)))
    number, column = place_of(query, at)
    assert query.split("\n")[number - 1][: column - 1] == query[:at].rpartition("\n")[2]
    excerpt = show(query, at, data.draw(st.integers(1, 5)))
    assert len(excerpt.split("\n")) == 2
    assert "\x1b" not in excerpt
    assert "^" in excerpt


# The parser's own place is too far on; ours is checked against what it takes.


@pytest.mark.parametrize("row", WRONG[:14], ids=lambda row: str(row[3]))
def test_the_misfit_ends_the_longest_good_beginning(
    row: tuple[str, int, int, str, str, str],
) -> None:
    _, line, column, word, _, query = row
    misfit = find_misfit(query, PREFIXES)
    assert place_of(query, misfit.at) == (line, column)
    assert query[misfit.at :].startswith(word)
    mended = query[: misfit.at] + misfit.near[0] + query[misfit.at + len(word) :]
    assert find_misfit(mended, PREFIXES).at > misfit.at


@given(st.text(max_size=40))
def test_tokens_are_pieces_of_the_query_in_order(query: str) -> None:
    at = 0
    for token in tokenize(query):
        assert query[token.start : token.end] == token.text
        assert token.start >= at
        at = token.end


def test_the_iris_that_a_query_asks_for() -> None:
    query = (
        "PREFIX p: <" + KGD + "> BASE <x:base> CONSTRUCT { ?s kg:new p:new } "
        "WHERE { ?s p:a\\.b <x:y> ; kg:c 'kg:d' , \"kg:e\" . } # kg:f"
    )
    assert list(iris_asked_for(query)) == ["x:base", KGD + "a.b", "x:y", KG + "c"]
