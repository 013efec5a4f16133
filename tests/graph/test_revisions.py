"""Versions of the data by what a user calls them: directories, exports, git revisions."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import World

import kg
from kg.errors import FaultsFound, FileError, NotFound
from kg.graph.graph import Graph
from kg.graph.revisions import load_version
from kg.graph.terms import KGD, PREF_LABEL, RDFS_LABEL
from kg.library import load_version as load_named
from kg.paths import shipped_root, write_text

BOTTLENECKS = "sources/alpha/bottlenecks.ttl"
COMPUTING = KGD + "bottleneck-computing"


@dataclass(frozen=True)
class Repository:
    """A git repository around a world: `one`, then `two`, where a label was changed."""

    world: World

    @property
    def root(self) -> Path:
        return self.world.root

    def git(self, *words: str) -> str:
        settings = [
            "-c", "user.name=nobody", "-c", "user.email=nobody@example.org",
            "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main",
        ]  # fmt: skip
        done = subprocess.run(
            ["git", *settings, *words], cwd=self.root, capture_output=True, check=True
        )
        return done.stdout.decode()

    def commit(self, name: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", name)
        self.git("tag", name)


@pytest.fixture
def repository(world: World, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(world.root.parent))
    made = Repository(world)
    made.git("init", "--quiet")
    made.commit("one")
    world.edit(BOTTLENECKS, '"算力不够"@zh', '"算力短缺"@zh')
    made.commit("two")
    monkeypatch.chdir(world.root)
    return made


def label(graph: Graph) -> str:
    return graph.texts(COMPUTING, PREF_LABEL)["zh"][0]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("word", ["one", "HEAD~1", "main^", "one:data", "one:data/", "one:./data"])
def test_a_revision_is_the_data_of_that_time(word: str) -> None:
    assert label(load_version(word)) == "算力不够"


def test_a_commit_is_named_by_its_hash_too(repository: Repository) -> None:
    assert label(load_version(repository.git("rev-parse", "--short", "one").strip())) == "算力不够"
    assert label(load_version("HEAD")) == "算力短缺"


@pytest.mark.usefixtures("repository")
def test_a_revision_is_the_graph_of_its_data(mini: kg.PolicyGraph) -> None:
    graph = load_version("one")
    assert graph.as_nquads() == mini.graph.as_nquads()
    assert graph.version == mini.graph.version


def test_what_is_not_committed_is_in_no_revision(repository: Repository) -> None:
    repository.world.edit(BOTTLENECKS, '"算力短缺"@zh', '"算力紧张"@zh')
    assert label(load_version("HEAD")) == "算力短缺"
    assert label(load_version("data")) == "算力紧张"


def test_nothing_is_checked_out(repository: Repository) -> None:
    before = repository.git("status", "--porcelain=v2", "--branch")
    load_version("one")
    assert repository.git("status", "--porcelain=v2", "--branch") == before


def test_a_path_is_from_the_top_and_with_a_dot_from_here(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.root / "data" / "sources")
    for word in ("one", "one:data", "one:..", "one:../../data"):
        assert label(load_version(word)) == "算力不够"
    alpha = load_version("one:./alpha")
    assert label(alpha) == "算力不够"
    assert not alpha.has(KGD + "measure-platform")


def test_a_directory_goes_before_a_revision(repository: Repository) -> None:
    repository.git("tag", "data", "one")
    assert label(load_version("data")) == "算力短缺"
    assert label(load_version("refs/tags/data")) == "算力不够"


def test_names_that_are_not_ascii_are_read(repository: Repository) -> None:
    path = repository.world.path(BOTTLENECKS)
    path.rename(path.with_name("瓶颈 一.ttl"))
    repository.commit("three")
    assert label(load_version("three")) == "算力短缺"


def test_a_link_in_a_revision_leads_nowhere(repository: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside.ttl"
    write_text(outside, f'<{COMPUTING}> <{PREF_LABEL}> "elsewhere"@zh .\n')
    repository.world.path("sources/alpha/link.ttl").symlink_to(outside)
    repository.commit("three")
    assert "elsewhere" not in load_version("three").texts(COMPUTING, PREF_LABEL)["zh"]


# The ontology of the revision.


@pytest.fixture
def checkout(repository: Repository) -> Repository:
    """A repository with an ontology of its own, in which two things are otherwise than in ours."""
    root = repository.root
    shutil.copytree(Path(shipped_root()) / "ontology", root / "ontology")
    shutil.copytree(Path(shipped_root()) / "data/reference", root / "data/reference")
    module = root / "ontology/modules/policy.ttl"
    text = module.read_text(encoding="utf-8")
    assert '"recommended action"@en' in text
    write_text(module, text.replace('"recommended action"@en', '"counsel"@en'))
    schema = root / "ontology/tables/reviews.json"
    described = json.loads(schema.read_text(encoding="utf-8"))
    columns = described["columns"]
    described["columns"] = [c for c in columns if not c["name"].startswith("first_")]
    assert len(described["columns"]) == len(columns) - 2
    write_text(schema, json.dumps(described))
    reviews = repository.world.path("sources/alpha/reviews.csv")
    write_text(reviews, "claim,verdict,modality,confidence,note,date\n"
                        "claim-alpha-002,agreed,inferred,medium,,2026-11-21\n")  # fmt: skip
    repository.commit("own")
    return repository


@pytest.mark.usefixtures("checkout")
def test_a_revision_has_its_own_ontology_and_schemas() -> None:
    graph = load_version("own")
    action = "https://w3id.org/policy-kg/ontology#RecommendedAction"
    assert graph.texts(action, RDFS_LABEL)["en"] == ["counsel"]
    assert load_version("two").texts(action, RDFS_LABEL)["en"] == ["recommended action"]
    # By the schema that ships, a review has two more columns: the same data do not build.
    with pytest.raises(FaultsFound):
        load_version("data")


def test_another_schema_is_another_version(checkout: Repository) -> None:
    before = load_version("own").version
    schema = checkout.root / "ontology/tables/claims.json"
    text = schema.read_text(encoding="utf-8")
    write_text(schema, text.replace("local name of the link", "name of the link"))
    checkout.commit("schema")
    assert load_version("schema").version != before


# What cannot be loaded.


def test_faults_are_named_as_git_names_files(repository: Repository) -> None:
    repository.world.edit("sources/beta/measures.ttl", "a kg:Case ;", "a kg:Case")
    repository.commit("broken")
    with pytest.raises(FaultsFound) as caught:
        load_version("broken")
    message = str(caught.value)
    assert re.search(r" broken:data/sources/beta/measures\.ttl:\d+: ", message)
    assert message.endswith("Choose a revision whose data this version of kg can build.")
    assert caught.value.say("zh").endswith("请选择其数据能用当前版本的 kg 构建的版本。")


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("nothing", "'nothing' is neither a directory nor an export nor a revision"),
        ("HEAD~99", "'HEAD~99' is neither"),
        ("", "'' is neither"),
        (":data", "':data' is neither"),
        ("--help", "'--help' is neither"),
        ("one:nothing", "There are no data in nothing at the revision one: name the directory"),
        ("one:copies", "There are no data in copies at the revision one"),
    ],
)
def test_what_is_not_there_is_said(word: str, message: str) -> None:
    with pytest.raises(NotFound) as caught:
        load_version(word)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_outside_a_repository_it_is_said(
    template: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFound, match="would have to be in a repository: give a directory"):
        load_version("HEAD")
    assert label(load_version(str(template.data))) == "算力不够"


def test_without_git_it_is_said(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.root))
    with pytest.raises(NotFound, match=r"A revision is read with git, .*name a directory"):
        load_version("one")


# Exports.


@pytest.mark.parametrize(("form", "name"), [("nquads", "nq"), ("ttl", "ttl"), ("jsonld", "jsonld")])
def test_an_export_is_the_graph_again(
    mini: kg.PolicyGraph, tmp_path: Path, form: str, name: str
) -> None:
    path = tmp_path / f"graph.{name}"
    path.write_bytes(mini.export(form))
    again = load_named(path)
    assert again.graph.as_nquads() == mini.graph.as_nquads()
    assert re.fullmatch("[0-9a-f]{12}", again.version)
    assert mini.diff(again).empty


def test_a_file_that_is_no_export_is_refused(tmp_path: Path, template: World) -> None:
    broken = tmp_path / "broken.nq"
    broken.write_text("<x:a> <x:b>", encoding="utf-8")
    with pytest.raises(FileError, match=r"not the RDF its name says .*kg export"):
        load_version(str(broken))
    part = template.path(BOTTLENECKS)  # one file of the data is no graph
    with pytest.raises(FileError, match="holds no whole graph"):
        load_version(str(part))
    with pytest.raises(FileError, match="cannot be read"):
        load_version(str(tmp_path / "missing.nq"))
