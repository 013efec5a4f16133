"""Queries that mean harm, or that no engine survives: made by rule, the same ones every time.

`{url}` in a query stands for an address where somebody listens, `{file}` for a file that holds
`SECRET`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ROOM = 99_000  # characters, a little less than the guard lets through
SECRET = "x:secret"  # noqa: S105 - what a file holds that must not come out


@dataclass(frozen=True)
class Hostile:
    """A query, and in what way it is hostile."""

    kind: str
    query: str


def list_hostile() -> tuple[Hostile, ...]:
    """Return all of them, in a fixed order."""
    found = (Hostile(kind, query) for kind, make in KINDS.items() for query in make())
    return tuple(dict.fromkeys(found))


# What opens, and what would close it again: many times over it is deeper than any stack.
NESTS = (
    ("SELECT * ", "{", "}"),
    ("SELECT * {", "{ SELECT * {", "}}"),
    ("SELECT * {", "OPTIONAL {", "}"),
    ("SELECT * {", "MINUS {", "}"),
    ("SELECT * {", "FILTER NOT EXISTS {", "}"),
    ("SELECT * {", "GRAPH ?g {", "}"),
    ("SELECT * { FILTER(", "(", ")"),
    ("SELECT * { FILTER(", "!", ""),
    ("SELECT * { FILTER(", "-", ""),
    ("SELECT * { FILTER(", "STR(", ")"),
    ("SELECT * { FILTER(", "IF(true,1,", ")"),
    ("SELECT * { FILTER(", "1+(", ")"),
    ("SELECT * { FILTER(", "1 IN(", ")"),
    ("SELECT * { ?s ", "(", ")"),
    ("SELECT * { ?s ", "^", ""),
    ("SELECT * { ?s ", "(^", ")*"),
    ("SELECT * { ", "[ ?p ", "]"),
    ("SELECT * { ", "( ", ")"),
    ("SELECT * { ", "<<( ", ")>>"),
    ("CONSTRUCT { ", "[ ?p ", "]"),
)


def deep() -> Iterator[str]:
    """Yield what is nested too deeply, closed again and not."""
    for head, opening, closing in NESTS:
        for depth in (100, 2_000, 40_000):
            times = min(depth, ROOM // len(opening))
            yield head + opening * times
            if depth == 2_000:
                yield f"{head}{opening * times} 1 {closing * times} }}"


# What may be said as often as one likes.
LISTS: tuple[Callable[[int], str], ...] = (
    lambda n: "SELECT * { " + "{ ?s ?p ?o } UNION " * n + "{} }",
    lambda n: "SELECT * { ?s ?p ?o FILTER(" + "?o = 1 && " * n + "true) }",
    lambda n: "SELECT * { ?s ?p ?o FILTER(" + "?o = 1 || " * n + "true) }",
    lambda n: "SELECT * { ?s ?p ?o FILTER(?o IN (" + ", ".join(map(str, range(n))) + ")) }",
    lambda n: "SELECT * { ?s " + "kg:partOf/" * n + "kg:partOf ?o }",
    lambda n: "SELECT * { ?s " + "kg:partOf|" * n + "kg:partOf ?o }",
    lambda n: "SELECT * { ?s !(" + "|".join(f"kg:p{i}" for i in range(n)) + ") ?o }",
    lambda n: "SELECT * { VALUES ?x { " + " ".join(f'"{i}"' for i in range(n)) + " } }",
    lambda n: "SELECT (CONCAT(" + ", ".join(["'a'"] * n) + ") AS ?x) {}",
    lambda n: "SELECT " + " ".join(f"({i} AS ?c{i})" for i in range(n)) + " {}",
    lambda n: "SELECT * { " + " ".join(f"BIND({i} AS ?c{i})" for i in range(n)) + " }",
    lambda n: "".join(f"PREFIX p{i}: <x:{i}> " for i in range(n)) + "ASK {}",
    lambda n: "SELECT * { ?s ?p " + ", ".join(["?o"] * n) + " }",
    lambda n: "SELECT * { ?s " + "; ".join(f"?p{i} ?o{i}" for i in range(n)) + " }",
    lambda n: "SELECT (1" + "+1" * n + " AS ?n) {}",
    lambda n: "SELECT * { FILTER(1" + "*(1+1)" * n + " > 0) }",
    lambda n: "SELECT * { ?s ?p ?o } GROUP BY " + "(1) " * n,
    lambda n: "SELECT * { ?s ?p ?o } ORDER BY " + "?s " * n,
    lambda n: "#" + "x\n#" * n + "\nASK {}",
    lambda n: "SELECT" + " \t\n" * n + "* {} ",
    lambda n: "SELECT * { ?s ?p '" + "é" * n + "' }",
    lambda n: "SELECT * { ?s ?p <x:" + "a/" * n + "> }",
    lambda n: "SELECT * { ?" + "v" * n + " ?p ?o }",
    lambda n: "a" * n,
    lambda n: "SELECT " * n,
    lambda n: "'" * n,
    lambda n: '"\\' * n,
    lambda n: "<" * n,
    lambda n: "CONSTRUCT {" * n,
    lambda n: "?s ?p ?o . " * n,
)


def large() -> Iterator[str]:
    """Yield what is long, up to more than the guard lets through."""
    for make in LISTS:
        for times in (300, 4_000, 40_000):
            yield make(times)


def stars() -> Iterator[str]:
    """Yield patterns over whose order a planner thinks for long."""
    for size in (30, 90, 200, 400):
        yield "SELECT * { " + " ".join(f"?s ?p{i} ?o{i} ." for i in range(size)) + " }"
        yield "SELECT * { " + " ".join(f"?s kg:p{i} ?o{i} ." for i in range(size)) + " }"
        yield "SELECT * { " + " ".join(f"?v{i} kg:p ?v{i + 1} ." for i in range(size)) + " }"
        yield "ASK { " + " ".join(f"?v{i} ?p ?v{(i * 7) % size} ." for i in range(size)) + " }"
        yield "SELECT * { " + " ".join(f"OPTIONAL {{ ?s ?p{i} ?o }}" for i in range(size)) + " }"


def products() -> Iterator[str]:
    """Yield what has more rows than can be counted."""
    for size in (2, 3, 4, 6):
        rows = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(size))
        last = size - 1
        yield f"SELECT * {{ {rows} }}"
        yield f"SELECT (COUNT(*) AS ?n) {{ {rows} }}"
        yield f"SELECT DISTINCT ?c0 ?c{last} {{ {rows} }}"
        yield f"SELECT * {{ {rows} }} ORDER BY ?c{last} ?c0"
        yield f"SELECT ?a0 (SAMPLE(?c{last}) AS ?x) {{ {rows} }} GROUP BY ?a0"
        yield f"SELECT (GROUP_CONCAT(STR(?c{last})) AS ?x) {{ {rows} }}"
        yield f"CONSTRUCT {{ ?a0 ?b{last} ?c{last} }} WHERE {{ {rows} }}"
        yield f"ASK {{ {rows} FILTER(STR(?c0) = CONCAT(STR(?c{last}), 'x')) }}"
        yield f"SELECT * {{ {rows} }} OFFSET 999999999999"
        yield f"DESCRIBE * {{ {rows} }}"


PATHS = (
    "(<x:a>|!<x:a>)*", "((<x:a>|!<x:a>)*)*", "((!<x:a>)+)+", "(!<x:a>|^!<x:a>)*",
    "(!<x:a>/!<x:a>)*", "((!<x:a>)?)*", "!<x:a>/(!<x:a>|^!<x:a>)*/!<x:a>",
    "(!<x:a>|^!<x:a>)+/(!<x:a>|^!<x:a>)+", "!()*", "!<x:a>*",
)  # fmt: skip


def paths() -> Iterator[str]:
    """Yield paths that lead everywhere, from everywhere."""
    for path in PATHS:
        yield f"SELECT * {{ ?s {path} ?o }}"
        yield f"SELECT (COUNT(*) AS ?n) {{ ?s {path} ?m . ?m {path} ?o . ?o {path} ?s }}"


def strings() -> Iterator[str]:
    """Yield texts that double, and patterns that never end."""
    grow = ("CONCAT(?x{i}, ?x{i})", "REPLACE(?x{i}, '.', '$0$0')", "CONCAT(UCASE(?x{i}), ?x{i})",
            "ENCODE_FOR_URI(CONCAT('%', ?x{i}))")  # fmt: skip
    for step in grow:
        for times in (12, 25, 60):
            steps = " ".join(
                f"BIND({step.replace('{i}', str(i))} AS ?x{i + 1})" for i in range(times)
            )
            yield f"SELECT ?x{times} {{ BIND('abc' AS ?x0) {steps} }}"
    for pattern in ("(a+)+$", "(a|aa)+$", "(.*)*$", "(a{1,100}){1,100}$", "((((a*)*)*)*)*b", "[",
                    "(?R)", "\\\\p{L}{1000}{1000}", "a{99999}", "(" * 500):  # fmt: skip
        yield f"SELECT * {{ FILTER(REGEX('{'a' * 3000}b', '{pattern}')) }}"
    yield "SELECT (GROUP_CONCAT(STR(?o); SEPARATOR='" + "x" * 90_000 + "') AS ?x) { ?s ?p ?o }"


VALUES = (
    "1/0", "1.0/0", "9" * 400 + "*9", "9223372036854775807+1", "-9223372036854775808-1", "1e999999",
    "1e308*1e308", "0.1" + "1" * 60, "NOW()-NOW()", "RAND()", "UUID()", "BNODE('x')",
    "SUBSTR('a',-9999999999)", "SUBSTR('a',1,9999999999)", "STRDT('x',<x:y>)", "STRLANG('x','')",
    "STRLANG('x','no such tag!')", "IRI('\\u0000')", "IRI('a b')", "IRI(CONCAT('x:','\\n'))",
    "xsd:integer('9e9')", "xsd:dateTime('9999999999-13-45')", "xsd:duration('P99999999999Y')",
    "'2024-02-30'^^xsd:date + 1", "SHA512(STR(RAND()))", "YEAR('x')", "COALESCE(1/0, 1/0)",
    "ABS('x')", "MD5(1)", "REPLACE('a','','b')", "TIMEZONE(NOW())", "1 = 'a'@en--ltr",
)  # fmt: skip


def values() -> Iterator[str]:
    """Yield expressions at the edge of what numbers, dates and terms can hold."""
    for value in VALUES:
        yield f"SELECT ({value} AS ?x) {{}}"
    yield "SELECT (SUM(?x) AS ?n) { VALUES ?x { 1e308 1e308 'a' 9223372036854775807 1.5 } }"


# Queries that would write, or reach for the network or a file.
REACHING = (
    "LOAD <{url}>", "LOAD SILENT <{url}> INTO GRAPH <x:g>", "loadSILENT<{url}>", "LOAD <{file}>",
    "SELECT * { SERVICE <{url}> { ?s ?p ?o } }", "SELECT * { SERVICE SILENT <{url}> {} }",
    "SELECT * { SERVICESILENT<{url}>{?s ?p ?o} }", "SELECT * {SERVICE<{url}>{?s ?p ?o}}",
    "SELECT * { BIND(<{url}> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <{url}> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <{url}> { ?s ?p ?o } } } }",
    "SELECT * { FILTER NOT EXISTS { SERVICE <{url}> { ?s ?p ?o } } }",
    "SELECT * { \\u0053ERVICE <{url}> { ?s ?p ?o } }", "SELECT * { SERVICE # \n <{url}> {} }",
    "PREFIX s: <{url}> SELECT * { SERVICE s: { ?s ?p ?o } }", "BASE <{url}> ASK { SERVICE <> {} }",
    "SELECT * { SERVICE <{file}> { ?s ?p ?o } }", "SELECT * FROM <{url}> { ?s ?p ?o }",
    "SELECT * FROM <{file}> { ?s ?p ?o }", "SELECT * FROM NAMED <{file}> { GRAPH ?g {} }",
    "SELECT * FROMNAMED<{file}>{ GRAPH ?g { ?s ?p ?o } }", "SELECT*FROM<{file}>{?s ?p ?o}",
    "ASK FROM <{url}> { ?s ?p ?o }", "DESCRIBE <x:a> FROM <{file}>", "DESCRIBE <{url}>",
    "CONSTRUCT { ?s ?p ?o } FROM <{file}> WHERE { ?s ?p ?o }", "DESCRIBE <{file}>",
    "SELECT * { GRAPH <{file}> { ?s ?p ?o } }", "SELECT * { GRAPH <{url}> { ?s ?p ?o } }",
    "SELECT * { <{file}> ?p ?o }", "INSERT DATA { <x:a> <x:b> <x:c> }", "DELETE WHERE { ?s ?p ?o }",
    "DELETE DATA { <x:a> <x:b> <x:c> }", "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "INSERT { ?s ?p 'x' } WHERE { ?s ?p ?o }", "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL", "CLEAR DEFAULT", "DROP ALL", "DROP SILENT GRAPH <x:g>", "CREATE GRAPH <x:g>",
    "COPY DEFAULT TO <x:g>", "MOVE <x:g> TO DEFAULT", "ADD <x:g> TO DEFAULT", "clearALL",
    "insertDATA{<x:a> <x:b> <x:c>}", "INSERT DATA { <x:a> <x:b> <x:c> } ; SELECT * { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } ; DELETE WHERE { ?s ?p ?o }", "ASK {} ; CLEAR ALL",
    "SELECT * { ?s ?p ?o } INSERT DATA { <x:a> <x:b> <x:c> }", "DELETEWHERE{?s ?p ?o}",
)  # fmt: skip


def reaching() -> Iterator[str]:
    """Yield what would write, call somebody, or read a file; glued keywords too."""
    yield from REACHING


CHARACTERS = (
    "\x00", "\x01", "\x1b[31m", "\x7f", "\x85", "\u00a0", "\u200b", "\u202e", "\u2028", "\u3000",
    "\ufdd0", "\ufeff", "\ufffd", "\uffff", "\U0001f9b6", "\U000e0041", "\U0010ffff", "\ud800",
    "\udcff", "e\u0301", "；", "“", "ｓ", "İ", "ß", "\\u0022", "\\U00110000", "\\u", "%zz", "\\",
)  # fmt: skip


def characters() -> Iterator[str]:
    """Yield characters where none expects them."""
    for character in CHARACTERS:
        yield f"SELECT * {{ ?s ?p ?o {character} }}"
        yield f"SELECT ('{character}' AS ?x) {{ ?s ?p <x:{character}> }}"
        yield f"SELECT ?{character} {{ ?{character} kgd:{character} ?o }}"
    yield "\ufeffSELECT * { ?s ?p ?o } LIMIT 1"
    yield "\x00".join("SELECT * { ?s ?p ?o }")


WORDS = (
    "SELECT", "*", "{", "}", "(", ")", "?s", "?p", "?o", ".", ";", ",", "FILTER", "OPTIONAL",
    "UNION", "'x'", '"', "<x:y>", "kg:addresses", "kgd:x", "foo:bar", "COUNT", "AS", "1", "-",
    "GROUP", "BY", "LIMIT", "VALUES", "BIND", "EXISTS", "NOT", "^", "/", "|", "!", "=", "<", "[",
    "]", "_:b", "@en", "^^", "#", "\n", "ORDER", "DESC", "碳足迹", "；", "GRAPH", "true", "UNDEF",
)  # fmt: skip
WELL_FORMED = (
    "SELECT ?a (COUNT(DISTINCT ?b) AS ?n) WHERE { ?a kg:addresses ?b . OPTIONAL { ?b skos:prefLabel"
    ' ?l FILTER(LANG(?l) = "zh" && STRLEN(?l) > 3) } } GROUP BY ?a HAVING (COUNT(?b) > 1) ORDER BY'
    " DESC(?n) LIMIT 5"
)


def soups() -> Iterator[str]:
    """Yield words of SPARQL in no order, and a good query with a piece lost or doubled."""
    chance = random.Random(2026)  # noqa: S311 - the same soup every time
    for _ in range(60):
        yield " ".join(chance.choices(WORDS, k=chance.randint(2, 60)))
    for _ in range(60):
        start = chance.randrange(len(WELL_FORMED))
        end = start + chance.randint(1, 12)
        middle = "" if chance.random() < 0.5 else 2 * WELL_FORMED[start:end]
        yield WELL_FORMED[:start] + middle + WELL_FORMED[end:]


KINDS: dict[str, Callable[[], Iterator[str]]] = {
    "deep": deep, "large": large, "stars": stars, "products": products, "paths": paths,
    "strings": strings, "values": values, "reaching": reaching, "characters": characters,
    "soups": soups,
}  # fmt: skip
