"""What the build makes of claims and evidence, rule by rule."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from builders import World, claim, claims_csv, inferred, stated, tiny_inputs
from command_line import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.build import Built, build_graph
from kg.graph.inputs import InputFile, Inputs
from kg.graph.terms import KG, KGD, KGV, OA, RDF, TYPE

PAIR = "action-factor-library addresses bottleneck-computing"


def links(built: Built, subject: str, value: str) -> set[str]:
    """Return the local names of all predicates from *subject* to *value*."""
    return {
        triple.predicate.value.removeprefix(KG)
        for triple in built.triples
        if triple.subject == ox.NamedNode(KGD + subject)
        and triple.object == ox.NamedNode(KGD + value)
    }


def objects(built: Built, subject: str, predicate: str) -> set[str]:
    return {
        getattr(triple.object, "value", "")
        for triple in built.triples
        if triple.subject == ox.NamedNode(KGD + subject) and triple.predicate.value == predicate
    }


@pytest.fixture(scope="module")
def built(template: World) -> Built:
    return template.build()


def test_the_miniature_world_builds_without_fault(built: Built) -> None:
    assert built.faults == []


# Rule 1: rows become triples after their schema.


def test_a_claim_row_becomes_a_statement(built: Built) -> None:
    name = "claim-alpha-002"
    assert objects(built, name, TYPE) >= {KG + "Claim"}
    assert objects(built, name, RDF + "subject") == {KGD + "action-standards"}
    assert objects(built, name, RDF + "predicate") == {KG + "addresses"}
    assert objects(built, name, RDF + "object") == {KGD + "bottleneck-footprint"}
    assert objects(built, name, KG + "modality") == {KGV + "inferred"}
    assert objects(built, name, KG + "confidence") == {KGV + "medium"}
    assert objects(built, name, KG + "subjectEvidence") == {KGD + "ev-alpha-standards"}
    assert objects(built, name, KG + "linkEvidence") == set()


def test_the_two_languages_of_a_row_become_tagged_literals(built: Built) -> None:
    paraphrase = ox.NamedNode(KG + "paraphrase")
    about = ox.NamedNode(KGD + "ev-beta-shanghai")
    assert {
        ox.Triple(about, paraphrase, ox.Literal("规划针对上海", language="zh")),
        ox.Triple(about, paraphrase, ox.Literal("The plan is for Shanghai", language="en")),
    } <= built.triples


def test_an_object_cell_with_a_prefix_names_a_concept(built: Built) -> None:
    assert objects(built, "claim-alpha-009", RDF + "object") == {KGV + "new-factor"}


# Rule 2: evidence lies in the text of its directory's source, and its segments are locked.


def test_evidence_lies_in_the_text_of_its_directory(built: Built) -> None:
    assert objects(built, "ev-beta-plan", KG + "inSource") == {KGD + "text-beta"}


def test_evidence_has_its_locked_segments(built: Built) -> None:
    assert objects(built, "ev-alpha-denial", KG + "segment") == {KGD + "ev-alpha-denial-s1"}
    # Counted by hand in the text: lines of 5, 37, 16, 5, 30 and 25 characters come before.
    assert objects(built, "ev-alpha-denial-s1", OA + "start") == {"118"}
    assert objects(built, "ev-alpha-denial-s1", OA + "end") == {"135"}


def test_a_place_cut_in_two_has_two_segments_in_order(world: World) -> None:
    world.edit("sources/alpha/evidence.csv", "118-135", "118-122;126-135")
    world.lock("alpha")
    built = world.build()
    assert built.faults == []
    segments = objects(built, "ev-alpha-denial", KG + "segment")
    assert segments == {KGD + "ev-alpha-denial-s1", KGD + "ev-alpha-denial-s2"}
    assert objects(built, "ev-alpha-denial-s2", KG + "order") == {"2"}
    assert objects(built, "ev-alpha-denial-s2", OA + "start") == {"126"}


# Rule 3: links.


def test_a_stated_claim_gives_the_link_and_its_stated_form(built: Built) -> None:
    found = links(built, "measure-platform", "bottleneck-footprint-methods")
    assert found == {"addresses", "statedToAddress"}


def test_an_inferred_claim_gives_the_link_and_its_inferred_form(built: Built) -> None:
    found = links(built, "action-standards", "bottleneck-footprint")
    assert found == {"addresses", "inferredToAddress"}


def test_a_pair_both_stated_and_inferred_has_the_stated_form_only(built: Built) -> None:
    found = links(built, "action-factor-library", "bottleneck-footprint-factors")
    assert found == {"addresses", "statedToAddress"}


def test_denied_refused_proposed_and_withdrawn_claims_give_no_link(built: Built) -> None:
    assert links(built, "action-standards", "bottleneck-computing") == set()  # denied
    assert links(built, "action-factor-library", "bottleneck-computing") == set()  # refused
    assert links(built, "action-standards", "bottleneck-footprint-methods") == set()  # proposed
    assert links(built, "action-standards", "bottleneck-footprint-factors") == set()  # withdrawn


def test_a_claim_about_what_does_not_exist_gives_no_link() -> None:
    built = build_graph(tiny_inputs("", [stated("claim-x-1 action-1 addresses bottleneck-1", "")]))
    assert links(built, "action-1", "bottleneck-1") == set()


def test_a_collective_statement_joins_the_two_sets(built: Built) -> None:
    found = links(built, "set-alpha-actions", "set-alpha-bottlenecks")
    assert found == {"collectivelyAddresses"}


def test_every_link_predicate_gives_both_its_link_and_form(built: Built) -> None:
    expected = {
        ("action-factor-library", "measure-platform"): {"correspondsTo", "inferredToCorrespondTo"},
        ("measure-platform", "document-plan"): {"setOutIn", "statedSetOutIn"},
        ("document-plan", "region-shanghai"): {"appliesTo", "statedToApplyTo"},
        ("case-factory", "action-factor-library"): {"illustrates", "statedToIllustrate"},
        ("action-standards", "organisation-guild"): {"performedBy", "statedPerformedBy"},
        ("action-factor-library", "platform-registry"): {"concerns", "statedToConcern"},
    }
    assert {ends: links(built, *ends) for ends in expected} == expected


STATUSES = ("proposed", "accepted", "refused", "withdrawn")


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.integers(0, 2), st.sampled_from(["stated", "inferred"]),
            st.sampled_from(["affirmed", "denied"]), st.sampled_from(STATUSES),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_a_link_stands_exactly_where_an_accepted_affirmed_claim_stands(
    drawn: list[tuple[int, int, str, str, str]],
) -> None:
    claims = [
        claim(
            f"claim-x-{number} action-{a} addresses bottleneck-{b} {modality} low",
            polarity=polarity, status=status, subject_evidence="ev-x-1", link_evidence="ev-x-1",
        )
        for number, (a, b, modality, polarity, status) in enumerate(drawn)
    ]  # fmt: skip
    things = "".join(f"kgd:bottleneck-{n} a kg:Bottleneck .\n" for n in range(3))
    built = build_graph(tiny_inputs(things, claims))
    assert built.faults == []
    for a, b in itertools.product(range(3), range(3)):
        carried = {
            modality
            for x, y, modality, polarity, status in drawn
            if (x, y, polarity, status) == (a, b, "affirmed", "accepted")
        }
        expected: set[str] = set()
        if "stated" in carried:
            expected = {"addresses", "statedToAddress"}
        elif carried:
            expected = {"addresses", "inferredToAddress"}
        assert links(built, f"action-{a}", f"bottleneck-{b}") == expected


@settings(max_examples=50)
@given(st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)))
def test_a_collective_statement_never_expands_to_pairs(left: set[int], right: set[int]) -> None:
    members = "".join(f"kgd:set-a kg:member kgd:action-{n} .\n" for n in left)
    members += "".join(f"kgd:set-b kg:member kgd:bottleneck-{n} .\n" for n in right)
    members += "kgd:bottleneck-0 kg:partOf kgd:bottleneck-1 .\nkgd:set-b a kg:BottleneckSet .\n"
    members += "kg:collectivelyAddresses kg:inferredForm kg:inferredToAddress .\n"
    line = "claim-x-1 set-a collectivelyAddresses set-b stated-collectively high"
    built = build_graph(tiny_inputs(members, [claim(line, link_evidence="ev-x-1")]))
    linked = {
        (getattr(t.subject, "value", ""), getattr(t.object, "value", ""))
        for t in built.triples
        if t.predicate.value.removeprefix(KG).casefold().endswith(("addresses", "toaddress"))
    }
    assert linked == {(KGD + "set-a", KGD + "set-b")}


# Rule 4: what evidence shows of entities.


def test_an_entity_is_read_from_the_source_of_its_evidence(built: Built) -> None:
    read_from = KG + "readFrom"
    assert objects(built, "measure-platform", read_from) == {KGD + "source-beta"}
    assert objects(built, "bottleneck-footprint", read_from) == {KGD + "source-alpha"}


def test_only_a_recommendation_is_proposed_in_its_source(built: Built) -> None:
    proposed_in = KG + "proposedIn"
    assert objects(built, "action-standards", proposed_in) == {KGD + "source-alpha"}
    assert objects(built, "measure-platform", proposed_in) == set()
    assert objects(built, "bottleneck-footprint", proposed_in) == set()


def test_an_entity_read_from_two_sources_says_both(world: World) -> None:
    one = "kg:evidence kgd:ev-beta-factory ."
    both = "kg:evidence kgd:ev-beta-factory , kgd:ev-alpha-sets ."
    world.edit("sources/beta/measures.ttl", one, both)
    found = objects(world.build(), "case-factory", KG + "readFrom")
    assert found == {KGD + "source-alpha", KGD + "source-beta"}


# Rule 5: classes above.


def test_an_entity_has_the_classes_above_its_own(built: Built) -> None:
    assert objects(built, "action-standards", TYPE) == {
        KG + "RecommendedAction", KG + "PolicyAction",
    }  # fmt: skip
    assert objects(built, "bottleneck-footprint", TYPE) == {KG + "Bottleneck"}


def test_classes_in_a_circle_are_each_above_the_other() -> None:
    circle = (
        "kg:Red rdfs:subClassOf kg:Blue .\nkg:Blue rdfs:subClassOf kg:Red .\n"
        "kgd:action-1 a kg:Red .\n"
    )
    built = build_graph(tiny_inputs(circle, []))
    assert objects(built, "action-1", TYPE) == {KG + "Red", KG + "Blue"}


# The same data, the same bytes.


def test_building_twice_gives_the_same_bytes(template: World, built: Built) -> None:
    assert template.build().as_nquads() == built.as_nquads()


@given(st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(random: object) -> None:
    turtle = "kgd:action-1 a kg:RecommendedAction .\nkgd:bottleneck-1 a kg:Bottleneck .\n"
    claims = [
        stated("claim-x-1 action-1 addresses bottleneck-1", ""),
        inferred("claim-x-2 action-1 addresses bottleneck-1", "", ""),
    ]
    inputs = tiny_inputs(turtle, claims)
    files = [
        *inputs.data,
        InputFile(inputs.data[0].path.with_name("more.ttl"), "more.ttl", inputs.data[0].content),
    ]
    expected = build_graph(replace(inputs, data=tuple(files))).as_nquads()
    random.shuffle(files)  # type: ignore[attr-defined]
    assert build_graph(replace(inputs, data=tuple(files))).as_nquads() == expected
    rows = list(claims)
    random.shuffle(rows)  # type: ignore[attr-defined]
    content = claims_csv(rows).encode()
    shuffled = [
        replace(file, content=content) if file.path.suffix == ".csv" else file for file in files
    ]
    assert build_graph(replace(inputs, data=tuple(shuffled))).as_nquads() == expected


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_seed_of_hashes_does_not_matter(template: World, built: Built, seed: str) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.graph.build import build_graph;"
        "from kg.graph.inputs import read_inputs;"
        "sys.stdout.buffer.write(build_graph(read_inputs((Path(sys.argv[1]),))).as_nquads())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(template.data)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout == built.as_nquads()


def test_two_data_directories_make_one_graph(world: World) -> None:
    from kg.graph.inputs import read_inputs

    alpha, beta = world.data / "sources/alpha", world.data / "sources/beta"
    built = build_graph(read_inputs((alpha, beta)))
    assert built.faults == []
    assert links(built, "action-factor-library", "measure-platform") == {
        "correspondsTo", "inferredToCorrespondTo",
    }  # fmt: skip


def test_the_files_of_a_source_are_all_that_lie_in_its_directory() -> None:
    names = ("a/one/claims.csv", "a/one/x.ttl", "a/two/claims.csv", "b/one/claims.csv")
    files = tuple(InputFile(Path("/nowhere") / name, name, b"") for name in names)
    inputs = Inputs(files[1:2], (files[0], *files[2:]), ())
    keys = [file.key for file in inputs.files_of("one")]
    assert keys == ["a/one/x.ttl", "a/one/claims.csv", "b/one/claims.csv"]
    assert inputs.files_of("three") == ()
    assert [file.key for file in inputs.tables("claims.csv")] == [names[0], *names[2:]]


def test_a_directory_named_twice_is_read_once(template: World) -> None:
    from kg.graph.inputs import read_inputs

    twice = build_graph(read_inputs((template.data, template.data)))
    assert twice.faults == []
    assert twice.as_nquads() == template.build().as_nquads()
