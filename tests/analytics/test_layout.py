"""The Parquet that is written: every triple, the same bytes, one part a document, whole or not."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from builders import World
from corpora import export_nquads, read_triples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nasty import any_texts

import kg
from kg.analytics import parquet
from kg.analytics.layout import MANIFEST, TRIPLES, name_part, read_manifest
from kg.analytics.parquet import Making, write_parquet
from kg.analytics.rows import Row, name_reader, shorten_iri
from kg.errors import FileError, NotFound
from kg.graph.terms import PREFIXES, shorten
from kg.language import Text

Export = Callable[[bytes], Path]


def as_lines(directory: Path) -> list[str]:
    """Return the rows of an export as N-Triples, put together by hand."""
    return sorted(
        f"{_term(row[0], 'iri')} {_term(row[1], 'iri')} {_term(row[2], *row[3:])} ."
        for row in read_triples(directory)
    )


def _term(text: str, kind: str, datatype: str | None = None, language: str | None = None) -> str:
    if text.startswith("_:") and kind != "literal":
        return text
    if kind == "iri":
        prefix, _, local = text.partition(":")
        return f"<{PREFIXES[prefix] + local if prefix in PREFIXES else text}>"
    if language:
        return str(ox.Literal(text, language=language))
    return str(ox.Literal(text, datatype=ox.NamedNode(_term(str(datatype), "iri").strip("<>"))))


def canonical(nquads: bytes) -> list[str]:
    return sorted({f"{q.triple} ." for q in ox.parse(nquads, ox.RdfFormat.N_QUADS, lenient=True)})


def files_of(directory: Path) -> dict[str, bytes]:
    found = (path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in found}


def test_every_triple_is_there_once(shipped: kg.PolicyGraph, shipped_parquet: Path) -> None:
    nquads = shipped.export("nquads")
    assert as_lines(shipped_parquet) == canonical(nquads)
    manifest = read_manifest(shipped_parquet)
    assert manifest.triples == sum(manifest.files.values()) == nquads.count(b"\n")
    assert sorted(manifest.files) == sorted(
        f"{TRIPLES}/{path.name}" for path in (shipped_parquet / TRIPLES).iterdir()
    )


IRIS = st.sampled_from(
    ["https://w3id.org/policy-kg/id/a-li-2022-1", "https://example.org/x/y", "urn:a:b",
     "http://www.w3.org/2004/02/skos/core#note", "https://w3id.org/policy-kg/id/a/b"]
).map(ox.NamedNode)  # fmt: skip
LITERALS = st.one_of(
    st.builds(ox.Literal, any_texts),
    st.builds(ox.Literal, st.text(), language=st.sampled_from(["zh", "en", "zh-hans"])),
    st.builds(ox.Literal, st.text(), datatype=IRIS),
)
NODES = IRIS | st.sampled_from(["b1", "b2"]).map(ox.BlankNode)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quads=st.lists(st.builds(ox.Quad, NODES, IRIS, NODES | LITERALS), max_size=8))
def test_any_triple_comes_back(quads: list[ox.Quad], tmp_path: Path) -> None:
    nquads = bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    made = export_nquads(nquads * 2, tmp_path / "parquet", parts=2)  # and none twice
    assert as_lines(made) == canonical(nquads)


def test_the_command_and_the_library_write_the_same_bytes_twice(
    shipped: kg.PolicyGraph, shipped_parquet: Path, tmp_path: Path
) -> None:
    again = export_nquads(shipped.export("nquads"), tmp_path / "parquet")
    assert files_of(again) == files_of(shipped_parquet)


def test_pieces_and_flushes_change_no_rows(
    invented_small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nquads = invented_small.read_bytes()
    whole = export_nquads(nquads, tmp_path / "whole")
    monkeypatch.setattr(parquet, "WAITING", 700)
    assert files_of(export_nquads(nquads, tmp_path / "flushed")) == files_of(whole)
    monkeypatch.setattr(parquet, "PIECE", 500)
    pieces = export_nquads(nquads, tmp_path / "pieces")
    assert len(read_manifest(pieces).files) > len(read_manifest(whole).files)
    assert as_lines(pieces) == as_lines(whole)


def test_a_changed_document_rewrites_its_own_part(template: World, export: Export) -> None:
    nquads = template.load().export("nquads")
    before = files_of(export(nquads))
    lines = nquads.decode().splitlines()
    line = next(n for n in lines if "claim-beta-001> " in n and "#rationale>" in n and "@en" in n)
    after = files_of(
        export(nquads.replace(line.encode(), line.replace('"@en', ' now"@en').encode()))
    )
    beta, alpha = (name_part(source, 64) for source in ("beta", "alpha"))
    assert beta != alpha
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {MANIFEST, f"{TRIPLES}/part-{beta:02d}-0000.parquet"}


def test_things_go_to_the_document_they_were_read_from(shipped_parquet: Path) -> None:
    for source in ("li-2022", "shan-2024"):
        file = shipped_parquet / TRIPLES / f"part-{name_part(source, 64):02d}-0000.parquet"
        rows = pq.ParquetFile(file).read().to_pylist()
        others = {"li-2022", "shan-2024"} - {source}
        named = {row["subject"] for row in rows}
        assert f"kgd:source-{source}" in named
        assert not [name for name in named for other in others if f"-{other}-" in name]
        assert [name for name in named if name.startswith("kgd:action-")]


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("kgd:claim-li-2022-0001", "li-2022"),
        ("kgd:review-claim-li-2022-0001", "li-2022"),
        ("kgd:ev-li-2022-b-x", "li-2022-b"),
        ("kgd:source-wu", "wu"),
        ("kgd:li-2022", ""),
        ("kgd:action-li-20222", ""),
        ("kg:addresses", ""),
        ("https://example.org/a-li-2022", "li-2022"),
    ],
)
def test_the_document_is_read_out_of_a_name(name: str, document: str) -> None:
    assert name_reader({"li-2022", "li-2022-b", "wu"})(name) == document


@pytest.mark.parametrize(
    "iri", [*PREFIXES.values(), "urn:x", "https://w3id.org/policy-kg/id/a", "http://a/b#c/d"]
)
def test_iris_are_shortened_as_everywhere(iri: str) -> None:
    assert shorten_iri(iri) == shorten(iri)


def test_rows_are_sorted_by_predicate_in_every_file(shipped_parquet: Path) -> None:
    for file in (shipped_parquet / TRIPLES).iterdir():
        rows = pq.ParquetFile(file).read().to_pylist()
        keys = [(row["predicate"], row["subject"], row["object"]) for row in rows]
        assert keys == sorted(keys)


def test_files_carry_their_version_and_the_command(shipped_parquet: Path) -> None:
    versions = set()
    for file in (shipped_parquet / TRIPLES).iterdir():
        said = pq.ParquetFile(file).metadata.metadata
        assert said[b"policy-kg.format"] == b"policy-kg parquet 1"
        assert said[b"policy-kg.command"] == b"kg export -f parquet"
        versions.add(said[b"policy-kg.version"])
    assert len(versions) == len(read_manifest(shipped_parquet).files)


def rows_that_break() -> Iterator[Row]:
    yield "kgd:a", "kg:b", "kgd:c", "iri", None, None
    raise FileError(Text("broken", "坏了"))


def test_a_broken_export_leaves_what_was_there(export: Export, invented_small: Path) -> None:
    made = export(invented_small.read_bytes())
    before = files_of(made)
    with pytest.raises(FileError, match="broken"):
        write_parquet(rows_that_break(), frozenset(), made, Making())
    assert files_of(made) == before
    assert sorted(path.name for path in made.parent.iterdir()) == ["graph.nq", "parquet"]


def test_only_an_export_of_ours_is_replaced(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    export_nquads(b"", theirs)  # an empty directory is nobody's
    (theirs / MANIFEST).write_text("{}", encoding="utf-8")
    with pytest.raises(FileError, match="is there and is no Parquet export of ours"):
        export_nquads(b"", theirs)
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match="is there and is no Parquet export of ours"):
        export_nquads(b"", tmp_path / "file")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", "urn:g.*named graphs"),
        (b"<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .\n", "quoted triples"),
        (b"<urn:a> <urn:b> <kgd:c> .\n", "reads like a short name"),
        (b"<urn:a> <urn:b> nonsense .\n", "line 2: no N-Quads"),
    ],
)
def test_what_the_layout_cannot_hold_is_refused(tmp_path: Path, line: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said):
        export_nquads(b"<urn:a> <urn:b> <urn:c> .\n" + line, tmp_path / "parquet")
    assert not (tmp_path / "parquet").exists()


def test_a_manifest_that_is_none_is_told(tmp_path: Path, shipped_parquet: Path) -> None:
    with pytest.raises(NotFound, match="no directory"):
        read_manifest(tmp_path / "nowhere")
    with pytest.raises(FileError, match="no Parquet export of ours"):
        read_manifest(tmp_path)
    said = json.loads((shipped_parquet / MANIFEST).read_text(encoding="utf-8"))
    (tmp_path / MANIFEST).write_text(json.dumps(said | {"format": "policy-kg parquet 9"}))
    with pytest.raises(FileError, match="'policy-kg parquet 9'"):
        read_manifest(tmp_path)


def test_the_order_of_the_lines_changes_no_answer(invented_small: Path, export: Export) -> None:
    lines = invented_small.read_bytes().splitlines(keepends=True)
    first = as_lines(export(b"".join(lines)))
    random.Random(1).shuffle(lines)  # noqa: S311
    assert as_lines(export(b"".join(lines))) == first
