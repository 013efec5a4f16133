"""A graph behind a SPARQL 1.1 endpoint: patterns are asked as SELECTs, many at a time, and kept.

A pattern costs a way to the server and back, so each way is used: with a thing that is asked for
go those that were named by the last answers and are likely to be asked next. What was read is
kept, within bounds; a store is therefore one state of the graph only as long as nobody writes to
the server. Blank nodes have no name that holds from one answer to the next: patterns that name
one are an error.
"""

from __future__ import annotations

import os
import re
import threading
from collections import OrderedDict
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from kg.errors import KgError, UsageError
from kg.language import Text
from kg.stores.connection import ROWS, TRIPLES, Connection
from kg.stores.exchange import Body
from kg.stores.protocol import UNKNOWN, Full, Kind, Order, Subject, Value
from kg.stores.results import Results, form_of, graph_form_of

if TYPE_CHECKING:
    from kg.stores.answers import Vessel

DEFAULT = ox.DefaultGraph()
TOLD = (KgError, Full, TimeoutError)  # what is said of these is said by others
KEPT = 300_000  # triples kept, counting one more for each list
TOGETHER = 200  # things or values asked for at once
NAMED = 100_000  # things of which it is remembered that an answer named them
LOOKED_AT = 1_000  # of those, how many are looked at for companions of a question
MOST = 20_000  # rows of such an answer; with more, each is asked for alone
SECONDS = 60.0  # for a reading; a user's query has its own limit
# Where Virtuoso 7 was found to be wrong: EXISTS, and a SELECT within another.
RISKY = re.compile(r"\bEXISTS\b|\bSELECT\b.*\bSELECT\b", re.IGNORECASE | re.DOTALL)
VIRTUOSO = Text(
    "{place} is Virtuoso, which answers some queries with EXISTS or with a SELECT inside another "
    "wrongly and without an error: compare with another store. kg trace, gaps and matrix do not "
    "depend on it.",
    "{place} 是 Virtuoso：对含 EXISTS 或内嵌 SELECT 的某些查询，它会给出错误答案而不报错，"
    "请与其他存储对照。kg trace、gaps、matrix 不受影响。",
)
VIRTUOSO_ASK = "__ASK_RETVAL"
OVERHEAD = 8  # an answer as sent may be so many times the size of what is made of it

Key = tuple[Subject | None, ox.NamedNode | None, Value | None]
Quads = tuple[ox.Quad, ...]
Row = dict[str, Any]


class EndpointStore:
    """The default graph of an endpoint, or the graph that KG_STORE_GRAPH names there."""

    remote = True
    version = UNKNOWN
    place = ""

    def __init__(self, url: str) -> None:
        self.connection = Connection(url)
        self.seconds = _seconds()
        self._kept = _Kept()
        self._named: dict[ox.NamedNode, int] = {}  # by the order in which answers named them
        self._order: list[ox.NamedNode] = []
        self._lock = threading.RLock()

    def match(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        value: Value | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the triples that fit; None fits all."""
        if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
            raise ValueError("an endpoint cannot be asked for a blank node")
        if subject is not None:
            quads = self._list((subject, None, None))
            fit = (q for q in quads if predicate is None or q.predicate == predicate)
            return (q for q in fit if value is None or q.object == value)
        if predicate is None and value is None:
            return self._all()
        return iter(self._list((None, predicate, value)))

    def __len__(self) -> int:
        said = [row[0] for row in self._rows(["n"], "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")]
        if len(said) != 1 or not isinstance(said[0], ox.Literal) or not said[0].value.isdecimal():
            raise self.connection.broke_off("COUNT")
        return int(said[0].value)

    def query(self, order: Order) -> tuple[Kind, bytes]:
        """Run a query on the server; its time and the size of its answer are watched here."""
        from kg.stores.answers import Vessel

        accept = TRIPLES if order.kind == "graph" else ROWS
        text = with_prefixes(_limited(order), order.prefixes)
        body = self.connection.ask(text, accept, order.seconds, order.output * OVERHEAD)
        vessel = Vessel(order.output)
        try:
            self._pour(body, order, vessel)
        except TOLD:
            raise
        except Exception as error:
            raise self._explain(error) from error
        finally:
            body.close()
        return order.kind, vessel.content()

    def _pour(self, body: Body, order: Order, vessel: Vessel) -> None:
        from kg.stores.answers import write_rows, write_triples

        if order.kind == "graph":
            write_triples(islice(self._triples(body), order.rows), vessel)
            return
        with closing(self._results(body)) as results:
            if order.kind == "ask":
                vessel.write(b'{"head":{},"boolean":%s}' % self._truth(results))
            elif results.boolean is not None:
                raise self.connection.broke_off("boolean")
            else:
                results.arrange(_columns(order))
                rows = map(self._noticed, results)
                write_rows(results.columns, islice(rows, order.rows), vessel)

    def _noticed(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        self._notice(row)
        return row

    def doubts(self, query: str) -> tuple[Text, ...]:
        """Return a warning where the server is known to answer such a query wrongly."""
        risky = self.connection.server.startswith("Virtuoso") and RISKY.search(query)
        return (VIRTUOSO.fill(place=self.connection.place),) if risky else ()

    def dump(self) -> Iterator[bytes]:
        """Yield the triples as lines of N-Quads."""
        for quad in self._all():
            yield f"{quad.triple} .\n".encode()

    def close(self) -> None:
        """Close the connections."""
        self.connection.close()

    def _all(self) -> Iterator[ox.Quad]:
        for row in self._rows(["s", "p", "o"], "SELECT ?s ?p ?o { ?s ?p ?o }"):
            yield self._quad(*row)

    def _list(self, key: Key) -> Quads:
        """Return all triples of a pattern, from what is kept if it is there."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                self._read_with_companions(key)
                found = self._kept.get(key)
            if found is None:  # alone, because of too many rows
                found = self._read_alone(key)
                self._kept.put(key, found)
            return found

    def _read_with_companions(self, key: Key) -> None:
        """Read *key* and, at the same time, what is likely to be asked for next, and keep it."""
        place = 0 if key[0] is not None else 2
        if key[place] is None or isinstance(key[place], ox.Literal):
            return
        keys = [key]
        for iri in self._neighbours(key[place]):
            other = (iri, None, None) if place == 0 else (None, key[1], iri)
            if len(keys) < TOGETHER and other != key and other not in self._kept:
                keys.append(other)
        names = "spo"[place]
        values = " ".join(str(each[place]) for each in keys)
        middle = key[1] if key[1] is not None else "?p"
        pattern = f"{{ VALUES ?{names} {{ {values} }} ?s {middle} ?o }} LIMIT {MOST + 1}"
        columns = ["s", "o"] if key[1] else ["s", "p", "o"]
        asked = self._rows(columns, f"SELECT ?{' ?'.join(columns)} {pattern}")
        rows = list(islice(asked, MOST + 1))  # some servers know no LIMIT
        asked.close()
        if len(rows) > MOST:
            return
        found: dict[Key, dict[ox.Quad, None]] = {each: {} for each in keys}
        for row in rows:
            quad = self._quad(row[0], key[1] or row[1], row[-1])
            own = (quad.subject, None, None) if place == 0 else (None, key[1], quad.object)
            found.setdefault(cast(Key, own), {})[quad] = None
        for each, quads in reversed(found.items()):  # what was asked for is kept last, so longest
            self._kept.put(each, tuple(quads))

    def _neighbours(self, term: object) -> Iterator[ox.NamedNode]:
        """Yield what was named together with *term*, or last where it was not: likely next."""
        count = len(self._order)
        start = self._named.get(cast(ox.NamedNode, term), max(count - TOGETHER, 0))
        for step in range(min(count, LOOKED_AT)):
            yield self._order[(start + step) % count]

    def _read_alone(self, key: Key) -> Quads:
        named = [(name, part) for name, part in zip(("?s", "?p", "?o"), key, strict=True)]
        columns = [name[1:] for name, part in named if part is None]
        pattern = " ".join(name if part is None else str(part) for name, part in named)
        if isinstance(key[2], ox.Literal):
            return self._read_literal(key, columns, pattern)
        found: dict[ox.Quad, None] = {}
        for row in self._rows(columns, f"SELECT ?{' ?'.join(columns)} {{ {pattern} }}"):
            terms = iter(row)
            found[self._quad(*(next(terms) if part is None else part for part in key))] = None
        return tuple(found)

    def _read_literal(self, key: Key, columns: list[str], pattern: str) -> Quads:
        """Return the triples with just this literal: some engines match any of the same value."""
        middle = key[1] if key[1] is not None else "?p"
        found: dict[ox.Quad, None] = {}
        asked = f"SELECT ?{' ?'.join(columns)} ?o {{ {pattern} . ?s {middle} ?o }}"
        for row in self._rows([*columns, "o"], asked):
            if row[-1] == key[2]:
                found[self._quad(row[0], key[1] or row[1], key[2])] = None
        return tuple(found)

    def _quad(self, subject: Any, predicate: Any, value: Any) -> ox.Quad:
        try:
            return ox.Quad(subject, predicate, value, DEFAULT)
        except TypeError as error:  # a text where only a thing can be, or nothing at all
            raise self.connection.broke_off("bindings") from error

    def _rows(self, columns: list[str], query: str) -> Generator[tuple[Any, ...]]:
        """Yield the rows of one of our own queries, and remember whom they name."""
        seconds = self.seconds
        try:
            body = self.connection.ask(query, ROWS, seconds)
            with closing(body), closing(self._results(body)) as results:
                if not results.arrange(columns):
                    raise self.connection.broke_off(" ".join(results.columns) or "head")
                yield from map(self._noticed, results)
        except TimeoutError as error:
            raise self.connection.too_slow(seconds) from error
        except KgError:
            raise
        except Exception as error:
            raise self._explain(error) from error

    def _notice(self, terms: Iterable[object]) -> None:
        with self._lock:
            for term in terms:
                if isinstance(term, ox.NamedNode) and term not in self._named:
                    self._named[term] = len(self._order)
                    self._order.append(term)
            if len(self._order) > NAMED:
                self._order = self._order[NAMED // 2 :]
                self._named = {iri: place for place, iri in enumerate(self._order)}

    def _results(self, body: Body) -> Results:
        form = form_of(body)
        if form is None:
            raise self.connection.no_results(body)
        return Results(body, form)

    def _truth(self, results: Results) -> bytes:
        """Return `true` or `false`; Virtuoso 7 writes it as a row with one number."""
        if results.boolean is not None:
            return b"true" if results.boolean else b"false"
        if results.columns == [VIRTUOSO_ASK]:
            return b"true" if any(row[0].value == "1" for row in results) else b"false"
        raise self.connection.broke_off("bindings")

    def _triples(self, body: Body) -> Iterator[ox.Triple]:
        form = graph_form_of(body)
        if form is None:
            raise self.connection.no_results(body)
        if not body.measured:  # triples have no last one: a part would pass for the whole
            raise self.connection.unmeasured()
        for quad in ox.parse(cast(Any, body), form, without_named_graphs=True):
            yield quad.triple

    def _explain(self, error: Exception) -> Exception:
        if isinstance(error, SyntaxError):
            return self.connection.broke_off(error.msg)
        return self.connection.explain(error)


class _Kept:
    """Lists of triples that were read, the ones used last; so many triples at most."""

    def __init__(self) -> None:
        self._lists: OrderedDict[Key, Quads] = OrderedDict()
        self._weight = 0

    def __contains__(self, key: Key) -> bool:
        return key in self._lists

    def get(self, key: Key) -> Quads | None:
        """Return the list of *key*, or None when it was not read, or let go."""
        found = self._lists.get(key)
        if found is not None:
            self._lists.move_to_end(key)
        return found

    def put(self, key: Key, quads: Quads) -> None:
        """Keep a list, and let go of those that were used longest ago."""
        self._weight += len(quads) + 1 - self._size(self._lists.pop(key, None))
        self._lists[key] = quads
        while self._weight > KEPT and len(self._lists) > 1:
            self._weight -= self._size(self._lists.popitem(last=False)[1])

    @staticmethod
    def _size(quads: Quads | None) -> int:
        return 0 if quads is None else len(quads) + 1


def _limited(order: Order) -> str:
    """Return the query with its limit on rows, where it can have one more and be SPARQL still.

    Some servers work out every row before they send the first.
    """
    if order.kind != "select" or order.rows is None:
        return order.text
    limited = f"{order.text}\nLIMIT {order.rows}"
    try:
        ox.Store().query(limited, prefixes=dict(order.prefixes))
    except SyntaxError:  # it has a limit, or ends with values
        return order.text
    return limited


def _columns(order: Order) -> list[str]:
    """Return the columns of a SELECT in the order that it has in memory."""
    results = ox.Store().query(order.text, prefixes=dict(order.prefixes))
    return [variable.value for variable in cast(ox.QuerySolutions, results).variables]


def with_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """Return *query* with those of *prefixes* before it that it may use; its own come later."""
    used = (f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items() if f"{name}:" in query)
    return "".join(used) + query


def _seconds() -> float:
    """Return the limit of one reading: KG_STORE_SECONDS, or a minute."""
    word = os.environ.get("KG_STORE_SECONDS", "")
    try:
        seconds = float(word or SECONDS)
        if 0 < seconds <= 86_400:
            return seconds
    except ValueError:
        pass
    text = Text(
        "KG_STORE_SECONDS is '{word}': give a number of seconds, such as 60.",
        "KG_STORE_SECONDS 为“{word}”：请给出秒数，例如 60。",
    )
    raise UsageError(text.fill(word=word))
