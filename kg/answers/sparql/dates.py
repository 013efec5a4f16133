"""Dates in a query that there are not, such as 30 February: nothing compares with them."""

from __future__ import annotations

import re
from calendar import monthrange

from kg.answers.sparql.catalogue import note
from kg.answers.sparql.excerpt import brief, place_of
from kg.answers.sparql.tokens import declared_prefixes, expand, tokenize
from kg.graph.terms import XSD, shorten
from kg.language import Text

ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
TWO = r"([0-9]{2})"
CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?"
DATES = {
    XSD + "date": re.compile(rf"({YEAR})-{TWO}-{TWO}{ZONE}"),
    XSD + "dateTime": re.compile(rf"({YEAR})-{TWO}-{TWO}T(?:{CLOCK}){ZONE}"),
    XSD + "gYearMonth": re.compile(rf"({YEAR})-{TWO}{ZONE}"),
    XSD + "gYear": re.compile(rf"({YEAR}){ZONE}"),
}


def find_impossible_dates(query: str) -> tuple[Text, ...]:
    """Return a note for each date in *query* that there is not, such as 30 February."""
    tokens = tokenize(query)
    prefixes = declared_prefixes(tokens)
    found = []
    for text, sign, kind in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if text.kind == "string" and sign.text == "^^" and kind.kind in ("name", "iri"):
            datatype = kind.text[1:-1] if kind.kind == "iri" else expand(kind.text, prefixes)
            value = text.text.strip("\"'")
            if datatype in DATES and not _is_date(datatype, value):
                line, column = place_of(query, text.start)
                found.append(
                    note(
                        "Q504", line=line, column=column, word=brief(value),
                        datatype=shorten(datatype),
                    )
                )  # fmt: skip
    return tuple(found)


def _is_date(datatype: str, value: str) -> bool:
    found = DATES[datatype].fullmatch(value)
    if not found:
        return False
    year, month, day = (*found.groups(), "1", "1")[:3]
    # The calendar repeats after 400 years: four digits of a year are enough.
    leap_like = 2000 + int(year[-4:]) % 400
    return 1 <= int(month) <= 12 and 1 <= int(day) <= monthrange(leap_like, int(month))[1]
