"""A miniature world: two invented sources, their texts, and the data that a curator would write.

The threads in it, from which the tests work out by hand what has to come out:

    footprint
    ├ (part) factors ←stated─ factor-library ─inferred→ platform ┬stated→ plan ─stated→ shanghai
    ├ (part) methods ←stated─ platform                           └stated→ old ─stated→ zhejiang
    └ ←inferred─ standards ─stated→ beijing
    computing: one claim refused, one denied, none accepted
"""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.graph.anchoring import build_lock, get_copy, read_source
from kg.graph.build import Built, build_graph
from kg.graph.graph import Graph
from kg.graph.inputs import InputFile, Inputs, read_inputs
from kg.graph.tables import read_schema
from kg.graph.terms import PREFIXES
from kg.library import PolicyGraph, load
from kg.paths import write_text
from kg.sources.copies import Copies

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "\n"
LINKS = (
    "addresses", "collectivelyAddresses", "correspondsTo", "setOutIn", "appliesTo", "observedIn",
    "exampleIn", "performedBy", "concerns", "illustrates", "category", "supersedes", "implements",
)  # fmt: skip

TEXTS = {
    "alpha": """一、难题
碳足迹核算没有统一方法，各厂口径不同。因子库长期缺位，数据多从国外买来。
夜间排产所需的算力总是不够用。
二、办法
应当先建一座公开的因子库并设登记平台，补上因子缺位的漏洞。
还应制定核算标准，由行业协会牵头，先在北京试行。
核算标准并不能解决算力不够的问题。
上述办法合在一起，针对上述难题。
""",
    "beta": """第一节 做法
某地搭建足迹平台，统一了核算口径。
足迹平台写入了五年规划，也见于旧方案。
五年规划面向上海全市。旧方案只在浙江施行，到2021年为止。
示范工厂说明了因子库的用处。
""",
}
SECTIONS = {"alpha": (("一", "一、难题"), ("二", "二、办法")), "beta": (("1", "第一节"),)}

# id: the words of the place, and the paraphrase in both languages.
EVIDENCE = {
    "ev-alpha-footprint": (
        "碳足迹核算没有统一方法，各厂口径不同。", "足迹怎么算，各家说法不一", "No common method"
    ),
    "ev-alpha-factors": ("因子库长期缺位，数据多从国外买来。", "本国没有因子库", "No own library"),
    "ev-alpha-computing": ("夜间排产所需的算力总是不够用。", "算力短缺", "Computing is short"),
    "ev-alpha-library": (
        "应当先建一座公开的因子库并设登记平台，补上因子缺位的漏洞。",
        "建因子库来补缺", "A library, with a registry, would close the gap",
    ),
    "ev-alpha-standards": (
        "还应制定核算标准，由行业协会牵头，先在北京试行。",
        "标准由协会牵头，北京先行", "Standards, led by the guild, first in Beijing",
    ),
    "ev-alpha-denial": (
        "核算标准并不能解决算力不够的问题。", "标准解决不了算力", "Standards give no computing"
    ),
    "ev-alpha-sets": (
        "上述办法合在一起，针对上述难题。", "办法整体对难题整体", "Remedies against problems"
    ),
    "ev-beta-platform": (
        "某地搭建足迹平台，统一了核算口径。", "平台统一口径", "A platform unified the methods"
    ),
    "ev-beta-plan": (
        "足迹平台写入了五年规划，也见于旧方案。", "两份文件都有平台", "Both documents hold it"
    ),
    "ev-beta-shanghai": ("五年规划面向上海全市。", "规划针对上海", "The plan is for Shanghai"),
    "ev-beta-old": (
        "旧方案只在浙江施行，到2021年为止。", "旧方案限浙江，2021 年止", "Zhejiang only, until 2021"
    ),
    "ev-beta-factory": ("示范工厂说明了因子库的用处。", "工厂为例", "A factory as example"),
}  # fmt: skip

THINGS = {
    "sources/alpha/bottlenecks.ttl": """
kgd:bottleneck-footprint
    a kg:Bottleneck ;
    skos:prefLabel "Weak carbon footprint accounting"@en , "碳足迹核算薄弱"@zh ;
    skos:altLabel "足迹难算"@zh ;
    kg:evidence kgd:ev-alpha-footprint .

kgd:bottleneck-footprint-factors
    a kg:Bottleneck ;
    skos:prefLabel "Missing factor library"@en , "因子库缺位"@zh ;
    kg:partOf kgd:bottleneck-footprint ;
    kg:evidence kgd:ev-alpha-factors .

kgd:bottleneck-footprint-methods
    a kg:Bottleneck ;
    skos:prefLabel "Diverging accounting methods"@en , "核算口径不一"@zh ;
    kg:partOf kgd:bottleneck-footprint ;
    kg:evidence kgd:ev-alpha-footprint .

kgd:bottleneck-computing
    a kg:Bottleneck ;
    skos:prefLabel "Shortage of computing power"@en , "算力不够"@zh ;
    kg:evidence kgd:ev-alpha-computing .

kgd:set-alpha-bottlenecks
    a kg:BottleneckSet ;
    skos:prefLabel "The two problems"@en , "两类难题"@zh ;
    kg:member kgd:bottleneck-footprint , kgd:bottleneck-computing .
""",
    "sources/alpha/actions.ttl": """
kgd:action-factor-library
    a kg:RecommendedAction ;
    skos:prefLabel "Build a factor library"@en , "建设因子库"@zh ;
    skos:definition "A public library of emission factors."@en , "公开的排放因子库。"@zh ;
    kg:evidence kgd:ev-alpha-library .

kgd:action-standards
    a kg:RecommendedAction ;
    skos:prefLabel "Set carbon footprint standards"@en , "制定碳足迹标准"@zh ;
    kg:evidence kgd:ev-alpha-standards .

kgd:set-alpha-actions
    a kg:ActionSet ;
    skos:prefLabel "The two remedies"@en , "两项办法"@zh ;
    kg:member kgd:action-factor-library , kgd:action-standards .

kgd:platform-registry
    a kg:Platform ;
    skos:prefLabel "Factor registry"@en , "因子登记平台"@zh ;
    kg:evidence kgd:ev-alpha-library .

kgd:organisation-guild
    a kg:Organisation ;
    skos:prefLabel "Trade guild"@en , "行业协会"@zh ;
    kg:evidence kgd:ev-alpha-standards .
""",
    "sources/beta/measures.ttl": """
kgd:measure-platform
    a kg:AdoptedMeasure ;
    skos:prefLabel "Set up a footprint platform"@en , "搭建碳足迹平台"@zh ;
    kg:evidence kgd:ev-beta-platform .

kgd:document-plan
    a kg:PolicyDocument ;
    skos:prefLabel "Five-year plan"@en , "五年规划"@zh ;
    kg:title "五年规划"@zh ;
    kg:documentType kgv:plan ;
    kg:validFrom "2021"^^xsd:gYear ;
    kg:validTo "2025"^^xsd:gYear ;
    kg:evidence kgd:ev-beta-plan .

kgd:document-old
    a kg:PolicyDocument ;
    skos:prefLabel "Old scheme"@en , "旧方案"@zh ;
    kg:title "旧方案"@zh ;
    kg:validTo "2021"^^xsd:gYear ;
    kg:evidence kgd:ev-beta-old .

kgd:case-factory
    a kg:Case ;
    skos:prefLabel "Model factory"@en , "示范工厂"@zh ;
    kg:evidence kgd:ev-beta-factory .
""",
}

CLAIM_COLUMNS = (
    "id", "subject", "predicate", "object", "modality", "confidence", "polarity", "status",
    "subject_evidence", "object_evidence", "link_evidence", "contrary_evidence",
    "rationale_zh", "rationale_en", "reason_zh", "reason_en", "created",
)  # fmt: skip
WHY = {"rationale_zh": "两处说的是一回事", "rationale_en": "Both places speak of one thing"}
BECAUSE = {"reason_zh": "两处并不相干", "reason_en": "The two places have nothing in common"}


def claim(line: str, **cells: str) -> dict[str, str]:
    """Return a claim: `id subject predicate object modality confidence`, and further cells."""
    names = ("id", "subject", "predicate", "object", "modality", "confidence")
    given = dict(zip(names, line.split(), strict=True))
    usual = {"polarity": "affirmed", "status": "accepted", "created": "2026-11-21"}
    return {**dict.fromkeys(CLAIM_COLUMNS, ""), **usual, **given, **cells}


def stated(line: str, link: str, **cells: str) -> dict[str, str]:
    """Return a stated claim: `id subject predicate object`, and the passage that joins the two."""
    return claim(f"{line} stated high", link_evidence=link, **cells)


def inferred(line: str, subject: str, value: str, **cells: str) -> dict[str, str]:
    """Return an inferred claim with evidence at both ends."""
    ends = {"subject_evidence": subject, "object_evidence": value}
    return claim(f"{line} inferred medium", **{**ends, **WHY, **cells})


CLAIMS = {
    "alpha": [
        stated(
            "claim-alpha-001 action-factor-library addresses bottleneck-footprint-factors",
            "ev-alpha-library",
        ),
        inferred(
            "claim-alpha-002 action-standards addresses bottleneck-footprint",
            "ev-alpha-standards", "ev-alpha-footprint",
        ),
        stated(
            "claim-alpha-003 action-standards appliesTo region-beijing", "ev-alpha-standards"
        ),
        inferred(
            "claim-alpha-004 action-factor-library addresses bottleneck-computing",
            "ev-alpha-library", "ev-alpha-computing", status="refused", **BECAUSE,
        ),
        stated(
            "claim-alpha-005 action-standards addresses bottleneck-computing",
            "ev-alpha-denial", polarity="denied",
        ),
        inferred(
            "claim-alpha-006 action-standards addresses bottleneck-footprint-methods",
            "ev-alpha-standards", "ev-alpha-footprint", status="proposed",
        ),
        claim(
            "claim-alpha-007 set-alpha-actions collectivelyAddresses set-alpha-bottlenecks "
            "stated-collectively high",
            link_evidence="ev-alpha-sets",
        ),
        inferred(
            "claim-alpha-008 action-factor-library addresses bottleneck-footprint-factors",
            "ev-alpha-library", "ev-alpha-factors",
        ),
        stated(
            "claim-alpha-009 bottleneck-footprint category kgv:new-factor", "ev-alpha-footprint"
        ),
        stated(
            "claim-alpha-010 action-standards performedBy organisation-guild", "ev-alpha-standards"
        ),
        stated(
            "claim-alpha-011 action-factor-library concerns platform-registry", "ev-alpha-library"
        ),
        inferred(
            "claim-alpha-012 action-standards addresses bottleneck-footprint-factors",
            "ev-alpha-standards", "ev-alpha-factors", status="withdrawn", **BECAUSE,
        ),
    ],
    "beta": [
        inferred(
            "claim-beta-001 action-factor-library correspondsTo measure-platform",
            "ev-alpha-library", "ev-beta-platform",
        ),
        stated(
            "claim-beta-002 measure-platform addresses bottleneck-footprint-methods",
            "ev-beta-platform",
        ),
        stated("claim-beta-003 measure-platform setOutIn document-plan", "ev-beta-plan"),
        stated("claim-beta-004 measure-platform setOutIn document-old", "ev-beta-plan"),
        stated("claim-beta-005 document-plan appliesTo region-shanghai", "ev-beta-shanghai"),
        stated("claim-beta-006 document-old appliesTo region-zhejiang", "ev-beta-old"),
        stated("claim-beta-007 case-factory illustrates action-factor-library", "ev-beta-factory"),
    ],
}  # fmt: skip

REVIEW_COLUMNS = read_schema("reviews").header
REVIEWS = [
    ["claim-alpha-002", "agreed", "inferred", "medium", "", "2026-11-21", "inferred", "medium"]
]


def as_csv(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table as CSV with LF line ends."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
    return buffer.getvalue()


def claims_csv(claims: Sequence[Mapping[str, str]]) -> str:
    """Return *claims* as the text of `claims.csv`."""
    return as_csv(CLAIM_COLUMNS, [[row[name] for name in CLAIM_COLUMNS] for row in claims])


def engine_of(graph: Graph) -> ox.Store:
    """Return the triples of *graph* in an engine that no guard stands before."""
    store = ox.Store()
    store.load(graph.as_nquads(), ox.RdfFormat.N_QUADS)
    return store


def sha256(content: bytes) -> str:
    """Return the SHA-256 of *content*."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class World:
    """A data directory and a directory of copies; edited in place by a test."""

    root: Path

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.root / "data"

    @property
    def copies_dir(self) -> Path:
        """The directory with the texts."""
        return self.root / "copies"

    @property
    def copies(self) -> Copies:
        """The copies, as the library takes them."""
        return Copies((self.copies_dir,))

    def path(self, name: str) -> Path:
        """Return the file *name* of the data."""
        return self.data / name

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace *old*, which stands once in the file *name*, by *new*."""
        text = self.path(name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.path(name).write_text(text.replace(old, new), encoding="utf-8")

    def append(self, name: str, text: str) -> None:
        """Add *text* at the end of the file *name*."""
        with self.path(name).open("a", encoding="utf-8") as file:
            file.write(text)

    def add_claims(self, source: str, *claims: Mapping[str, str]) -> None:
        """Add rows to the claims of *source*."""
        self.append(f"sources/{source}/claims.csv", claims_csv(claims).partition("\n")[2])

    def line_of(self, name: str, words: str) -> int:
        """Return the number of the first line of the file *name* that holds *words*."""
        lines = self.path(name).read_text(encoding="utf-8").split("\n")
        return next(number for number, line in enumerate(lines, start=1) if words in line)

    def inputs(self) -> Inputs:
        """Read the inputs."""
        return read_inputs((self.data,))

    def build(self) -> Built:
        """Build the graph, faults and all."""
        return build_graph(self.inputs())

    def load(self) -> PolicyGraph:
        """Load the graph as a user would."""
        return load(self.data, self.copies_dir)

    def lock(self, source: str) -> None:
        """Write the lock of *source* as `kg anchor --lock` does."""
        files = read_source(self.inputs(), source)
        write_text(files.lock, build_lock(files, get_copy(files, self.copies)))

    def arguments(self, *words: str) -> list[str]:
        """Return a command line on this world."""
        return [*words, "--data", str(self.data), "--copies", str(self.copies_dir)]

    def copied_to(self, root: Path) -> World:
        """Return a copy of this world below *root*."""
        return World(Path(shutil.copytree(self.root, root)))


def write_world(root: Path) -> World:
    """Write the miniature world below *root* and lock its evidence."""
    world = World(root)
    for source, text in TEXTS.items():
        write_text(world.copies_dir / f"{source}.txt", text)
        for name, content in _source_files(source, text).items():
            write_text(world.data / "sources" / source / name, content)
    for name, body in THINGS.items():
        write_text(world.data / name, HEAD + body.lstrip())
    reviews = as_csv(REVIEW_COLUMNS, REVIEWS)
    write_text(world.data / "sources/alpha/reviews.csv", reviews)
    quotable = [["一个只为试验而写的很长很长的文件标题", "title", "title of an invented document"]]
    write_text(world.data / "quotable.csv", as_csv(["text", "kind", "reason"], quotable))
    for source in TEXTS:
        world.lock(source)
    return world


def _source_files(source: str, text: str) -> dict[str, str]:
    sections = [[number, text.index(head), "body"] for number, head in SECTIONS[source]]
    evidence = [
        [name, f"{text.index(words)}-{text.index(words) + len(words)}", zh, en]
        for name, (words, zh, en) in EVIDENCE.items()
        if name.startswith(f"ev-{source}-")
    ]
    return {
        "source.ttl": HEAD + _source_turtle(source, text),
        "sections.csv": as_csv(["section", "start", "kind"], sections),
        "evidence.csv": as_csv(["id", "spans", "paraphrase_zh", "paraphrase_en"], evidence),
        "claims.csv": claims_csv(CLAIMS[source]),
    }


def _source_turtle(source: str, text: str) -> str:
    read_for = " , ".join(f"kg:{link}" for link in LINKS)
    return f"""kgd:source-{source}
    a kg:Source ;
    skos:prefLabel "Invented source {source}"@en , "虚构来源{source}"@zh ;
    dcterms:creator "Nobody" ;
    dcterms:bibliographicCitation "Nobody. Invented source {source}." ;
    dcterms:language "zh" ;
    kg:readFor {read_for} .

kgd:text-{source}
    a kg:SourceText ;
    skos:prefLabel "Text of {source}"@en , "{source} 的文本"@zh ;
    kg:textOf kgd:source-{source} ;
    kg:sha256 "{sha256(text.encode())}" ;
    kg:length {len(text)} .
"""


# A graph in memory: a few links and things, without the shipped ontology or any file.

TINY_ONTOLOGY = """
kg:RecommendedAction rdfs:subClassOf kg:PolicyAction .
kg:AdoptedMeasure rdfs:subClassOf kg:PolicyAction .
kg:addresses kg:statedForm kg:statedToAddress ; kg:inferredForm kg:inferredToAddress .
kg:correspondsTo kg:statedForm kg:statedToCorrespondTo ;
    kg:inferredForm kg:inferredToCorrespondTo .
kg:setOutIn kg:statedForm kg:statedSetOutIn ; kg:inferredForm kg:inferredSetOutIn .
kg:appliesTo kg:statedForm kg:statedToApplyTo ; kg:inferredForm kg:inferredToApplyTo .
"""


def tiny_inputs(turtle: str, claims: Sequence[Mapping[str, str]]) -> Inputs:
    """Return inputs made of *turtle* and *claims*, held in memory."""
    files = {"things.ttl": HEAD + turtle, "claims.csv": claims_csv(claims)}
    data = tuple(
        InputFile(Path("/nowhere/tiny") / name, name, content.encode())
        for name, content in files.items()
    )
    ontology = InputFile(Path("/nowhere/tiny.ttl"), "tiny.ttl", (HEAD + TINY_ONTOLOGY).encode())
    return Inputs((ontology,), data, ())
