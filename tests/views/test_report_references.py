"""References in GB/T 7714 and BibTeX: what is known and no more, in a form that parses."""

from __future__ import annotations

from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from report_samples import HARMFUL

import kg
from kg.answers.references import Reference, find_references
from kg.answers.values import Bilingual
from kg.graph.terms import KGD
from kg.views.report.references import escape_bibtex, format_reference, write_bibtex


def reference(kind: str = "Source", **known: Any) -> Reference:
    texts = ("title", "issued", "valid_from", "valid_to", "document_type", "container",
             "citation", "identifier", "language")  # fmt: skip
    empty: dict[str, Any] = dict.fromkeys(texts, "")
    usual = {"iri": KGD + "source-x-1", "label": Bilingual(), "creators": (), "issuers": (),
             "issuer_count": 0}  # fmt: skip
    return Reference(kind=kind, **{**empty, **usual, **known})


def parse(text: str) -> list[Any]:
    library = parse_string(text)
    assert library.failed_blocks == []
    return list(library.entries)


def test_a_source_is_cited_as_its_bibliography_says() -> None:
    said = "某甲. 某文[J]. 2022, 43(6)."
    assert format_reference(reference(title="某文", citation=said)) == said


def test_a_document_is_made_of_what_is_known() -> None:
    plan = reference("PolicyDocument", title="某规划", creators=("某部", "某委"), issued="2021-12")
    assert format_reference(plan) == "某部, 某委. 某规划[Z]. 2021-12."
    assert format_reference(reference("PolicyDocument", title="某规划")) == "某规划[Z]."


def test_a_work_has_no_sign_that_nobody_printed() -> None:
    work = reference(
        "CitedWork", title="某文", creators=("某甲",), issued="2018", container="某刊",
        citation="2018(23): 131-134",
    )  # fmt: skip
    assert format_reference(work) == "某甲. 某文. 某刊, 2018(23): 131-134."
    online = reference(
        "CitedWork", title="某讯", issued="2024-01-18", identifier="https://example.invalid/a_b"
    )
    assert format_reference(online) == "某讯. 2024-01-18. https://example.invalid/a_b."


def test_an_article_needs_a_journal_that_is_known() -> None:
    known = reference(title="某文", citation="某甲. 某文[J]. 某刊, 2022.", container="某刊")
    unknown = reference(title="某文", citation="某甲. 某文[J]. 2022, 43(6).")
    paper = reference("CitedWork", title="某讯", container="某报")
    kinds = [parse(write_bibtex([one]))[0].entry_type for one in (known, unknown, paper)]
    assert kinds == ["article", "misc", "misc"]
    assert parse(write_bibtex([known]))[0]["journal"] == "某刊"
    assert "journal" not in parse(write_bibtex([unknown]))[0].fields_dict
    assert parse(write_bibtex([paper]))[0]["howpublished"] == "某报"


def test_the_fields_are_those_that_are_known() -> None:
    (entry,) = parse(
        write_bibtex(
            [
                reference(
                    iri=KGD + "source-li-2022", title="某文", creators=("某甲",), issued="2022-06",
                    identifier="10.13502/j.cnki.2022", language="zh",
                )
            ]
        )
    )  # fmt: skip
    assert entry.key == "li-2022"
    assert {field.key: field.value for field in entry.fields} == {
        "author": "{某甲}", "title": "{某文}", "year": "2022", "month": "6",
        "doi": "10.13502/j.cnki.2022", "language": "chinese",
    }  # fmt: skip


@pytest.mark.parametrize("text", HARMFUL)
def test_no_title_leaves_its_braces(text: str) -> None:
    (entry,) = parse(write_bibtex([reference(title=text, creators=(text,), citation=text)]))
    assert {field.key for field in entry.fields} == {"author", "title", "note"}


@given(st.text())
def test_braces_always_balance(text: str) -> None:
    said = escape_bibtex(text)
    depth = 0
    for char in said:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


def test_every_reference_of_the_shipped_graph_parses() -> None:
    found = find_references(kg.load().graph)
    entries = parse(write_bibtex([found[iri] for iri in sorted(found)]))
    assert len(entries) == len(found)
    assert len({entry.key for entry in entries}) == len(found)
    # Neither source names its journal in the graph, so neither is called an article.
    assert {e.entry_type for e in entries if e.key in ("li-2022", "shan-2024")} == {"misc"}
    for one in found.values():
        assert format_reference(one).endswith(".")
