"""The same questions to `kg`, their answers brought into the shape of the peers'."""

from __future__ import annotations

from kg.answers.gaps import Wanted, find_gaps
from kg.answers.matrix import Matrix, build_matrix
from kg.answers.search import search
from kg.answers.thread import Filters
from kg.answers.trace import Trace, trace_thing
from kg.answers.values import Claim, Modality
from kg.graph.graph import Graph
from kg.graph.terms import DCTERMS, KG, KGV, OA, RDF
from kg.stores.protocol import Store
from peers.sparql import Rows
from peers.texts import FORMS, LINK_OF

# What a trace shows of a claim, a place and its first segment; the graph says more of each.
SHOWN = frozenset(
    {
        *LINK_OF, RDF + "subject", RDF + "predicate", RDF + "object", DCTERMS + "created",
        OA + "start",
        *(KG + name for name in (
            "modality", "confidence", "status", "polarity", "rationale", "subjectEvidence",
            "objectEvidence", "linkEvidence", "inSource", "paraphrase", "keyDigest",
        )),
    }
)  # fmt: skip


def hops_of(found: Trace) -> Rows:
    """Return the links of the chains of *found*, each with how it is known."""
    rows = set()
    for chain in found.chains:
        for hop in chain.hops:
            ends = (hop.start, hop.end) if hop.way == "forward" else (hop.end, hop.start)
            form = FORMS[hop.link][hop.modality is Modality.INFERRED]
            rows.add((ends[0], KG + form, ends[1]))
    return frozenset(rows)


def threads_of(found: Trace) -> Rows:
    """Return the links, and what the trace knows of each claim and of its evidence, as triples."""
    claims = {c.iri: c for chain in found.chains for hop in chain.hops for c in hop.claims}
    said = {row for claim in claims.values() for row in _said(claim)}
    return hops_of(found) | said


def _said(claim: Claim) -> set[tuple[str, str, str]]:
    rows = {
        (claim.iri, RDF + "subject", claim.subject),
        (claim.iri, RDF + "predicate", claim.predicate),
        (claim.iri, RDF + "object", claim.object),
        (claim.iri, KG + "modality", KGV + claim.modality.value),
        (claim.iri, KG + "confidence", KGV + claim.confidence),
        (claim.iri, KG + "status", KGV + claim.status),
        (claim.iri, KG + "polarity", KGV + claim.polarity),
        (claim.iri, DCTERMS + "created", claim.created),
    }
    rows |= {
        (claim.iri, KG + "rationale", text)
        for text in (claim.rationale.zh, claim.rationale.en)
        if text
    }
    for role in ("subject", "object", "link"):
        for place in getattr(claim, f"{role}_evidence"):
            rows.add((claim.iri, f"{KG}{role}Evidence", place.iri))
            rows.add((place.iri, KG + "inSource", place.text))
            texts = (place.paraphrase.zh, place.paraphrase.en)
            rows |= {(place.iri, KG + "paraphrase", text) for text in texts}
            for order, anchor in enumerate(place.anchors, start=1):
                segment = f"{place.iri}-s{order}"
                rows.add((segment, OA + "start", str(anchor.span[0])))
                rows.add((segment, KG + "keyDigest", anchor.key))
    return rows


def cells_of(matrix: Matrix) -> Rows:
    """Return the cells with claim and modality, and the documents behind each answering action."""
    cells = {
        (*pair, claim.iri, KGV + claim.modality.value)
        for pair, cell in matrix.by_pair.items()
        for claim in cell.claims
    }
    answering = {action for _, action in matrix.by_pair}
    return frozenset(cells | {(a, d) for a in answering for d in matrix.documents_behind(a)})


class Ours:
    """Questions to `kg` on *store*; what it keeps of earlier answers can be let go of."""

    name = "kg"

    def __init__(self, store: Store) -> None:
        self.store = store
        self.graph = Graph(store)

    def forget(self) -> None:
        """Begin anew on the same store."""
        self.graph = Graph(self.store)

    def trace(self, bottleneck: str) -> Trace:
        """Trace *bottleneck*, and read what a trace puts off: its claims and their places."""
        found = trace_thing(self.graph, bottleneck, Filters())
        for claim in {c for chain in found.chains for hop in chain.hops for c in hop.claims}:
            for place in claim.evidence:
                place.anchors  # noqa: B018
        return found

    def gap(self, name: str) -> frozenset[str]:
        """Return the bottlenecks with the gap *name*."""
        found = find_gaps(self.graph, Wanted(gap=name, kind="Bottleneck"))
        return frozenset(gap.thing for gap in found.gaps)

    def matrix(self) -> Rows:
        """Return what the peers give of the matrix: cells, claims and documents, in no order."""
        found = build_matrix(self.graph)
        found.bottlenecks  # noqa: B018 the peers' third text: what has a row
        return cells_of(found)

    def bare_matrix(self) -> Rows:
        """Return the cells with how each is known, and the documents behind each action."""
        found = build_matrix(self.graph)
        found.bottlenecks  # noqa: B018
        cells = {
            (*pair, KG + FORMS["addresses"][cell.modality is Modality.INFERRED])
            for pair, cell in found.by_pair.items()
        }
        answering = {action for _, action in found.by_pair}
        return frozenset(cells | {(a, d) for a in answering for d in found.documents_behind(a)})

    def ordered_matrix(self) -> Matrix:
        """Return the matrix with rows, columns, cells and blocks in their order."""
        found = build_matrix(self.graph)
        found.cells, found.blocks  # noqa: B018
        return found

    def search(self, word: str) -> frozenset[str]:
        """Return the things whose name contains *word*."""
        return frozenset(search(self.graph, word))
