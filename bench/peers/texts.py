"""The questions as SPARQL 1.1, written for speed: what engines take long over is left out.

No `VALUES` over predicates: Oxigraph then reads the whole graph (some 200 ms instead of 0.4 ms).
No property path of `*`: the thread has four links at most. Constants wherever one is known.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph.terms import KG, KGD, PREFIXES

FORMS = {
    "addresses": ("statedToAddress", "inferredToAddress"),
    "correspondsTo": ("statedToCorrespondTo", "inferredToCorrespondTo"),
    "setOutIn": ("statedSetOutIn", "inferredSetOutIn"),
    "appliesTo": ("statedToApplyTo", "inferredToApplyTo"),
}
LINK_OF = {KG + form: link for link, forms in FORMS.items() for form in forms}
ONWARD = ("correspondsTo", "setOutIn", "appliesTo")
Hop = tuple[str, str, str]  # start, form of the link, end; IRIs


def _query(body: str) -> str:
    """Return *body* with the prefixes it uses: each costs rdflib's parser some time."""
    used = (f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items() if f" {p}:" in body)
    return "".join(used) + body


def _hops(*links: str) -> str:
    forms = [form for link in links for form in FORMS[link]]
    return " UNION ".join(f"{{ ?start kg:{f} ?end BIND(kg:{f} AS ?form) }}" for f in forms)


# The links of the threads that begin at ?b, each with how it is known. At the bottleneck's end the
# answer names ?b again, so that ?b can be replaced by an IRI, or bound by a prepared query.
_FIRST = " UNION ".join(
    f"{{ ?start kg:{f} ?b BIND(kg:{f} AS ?form) BIND(?b AS ?end) }}" for f in FORMS["addresses"]
)
HOPS = _query(f"""SELECT DISTINCT ?start ?form ?end {{
  {_FIRST}
  UNION {{ ?start kg:addresses ?b . {_hops(*ONWARD)} }}
  UNION {{ ?a kg:addresses ?b . ?a kg:correspondsTo ?start . {_hops("setOutIn", "appliesTo")} }}
  UNION {{ ?a kg:addresses ?b . ?a kg:setOutIn ?start . {_hops("appliesTo")} }}
  UNION {{ ?a kg:addresses ?b . ?a kg:correspondsTo ?m . ?m kg:setOutIn ?start .
    {_hops("appliesTo")} }}
}}""")


def hops_text(bottleneck: str) -> str:
    """Return the text for the links of the threads of *bottleneck*, an IRI."""
    return HOPS.replace("?b ", f"<{bottleneck}> ")


def claims_text(hops: Iterable[Hop]) -> str:
    """Return the text for all that the accepted claims for *hops* say."""
    branches = " UNION ".join(
        f"{{ ?s rdf:subject <{start}> ; rdf:object <{end}> ; rdf:predicate kg:{LINK_OF[form]} ;"
        " kg:status kgv:accepted ; kg:polarity kgv:affirmed . ?s ?p ?o }"
        for start, form, end in hops
    )
    return _query(f"SELECT DISTINCT ?s ?p ?o {{ {branches} }}")


def places_text(places: Iterable[str]) -> str:
    """Return the text for all that is said of the evidence *places* and of their segments."""
    branches = " UNION ".join(
        f"{{ <{place}> ?p ?o BIND(<{place}> AS ?s) }} "
        f"UNION {{ <{place}> kg:segment ?s . ?s ?p ?o }}"
        for place in places
    )
    return _query(f"SELECT DISTINCT ?s ?p ?o {{ {branches} }}")


_MEASURED = (
    "{ ?m a kg:AdoptedMeasure ; kg:addresses ?b } UNION "
    "{ ?a1 kg:addresses ?b ; kg:correspondsTo ?m }"
)
_SET_OUT = (
    "{ ?a2 kg:addresses ?b ; kg:setOutIn ?d } UNION "
    "{ ?a3 kg:addresses ?b ; kg:correspondsTo ?m3 . ?m3 kg:setOutIn ?d }"
)
# Bottlenecks: what they must have, and what they must lack, for each gap.
GAPS = {
    "no-action": ("?b a kg:Bottleneck", "?a kg:addresses ?b"),
    "no-measure": ("?a kg:addresses ?b", _MEASURED),
    "no-document": (_MEASURED, _SET_OUT),
}


def gap_text(gap: str, form: str) -> str:
    """Return the text for the bottlenecks with *gap*; *form* is `MINUS` or `FILTER NOT EXISTS`."""
    has, lacks = GAPS[gap]
    return _query(f"SELECT DISTINCT ?b {{ {{ {has} }} {form} {{ {lacks} }} }}")


CELLS = _query("""SELECT ?bottleneck ?action ?claim ?modality {
  ?claim rdf:predicate kg:addresses ; kg:status kgv:accepted ; kg:polarity kgv:affirmed ;
    kg:modality ?modality ; rdf:subject ?action ; rdf:object ?bottleneck .
}""")
COLUMN_DOCUMENTS = _query("""SELECT DISTINCT ?action ?document {
  { ?action kg:addresses ?b . ?action kg:setOutIn ?document }
  UNION { ?action kg:addresses ?b . ?action kg:correspondsTo ?m . ?m kg:setOutIn ?document }
}""")
ROWS = _query("SELECT ?b ?whole { ?b a kg:Bottleneck OPTIONAL { ?b kg:partOf ?whole } }")
MATRIX = (CELLS, COLUMN_DOCUMENTS, ROWS)
_FORMS = " UNION ".join(
    f"{{ ?action kg:{f} ?bottleneck BIND(kg:{f} AS ?form) }}" for f in FORMS["addresses"]
)
BARE_MATRIX = (_query(f"SELECT ?bottleneck ?action ?form {{ {_FORMS} }}"), COLUMN_DOCUMENTS, ROWS)
NAMES = ("skos:prefLabel", "skos:altLabel", "kg:title", "kg:shortTitle", "rdfs:label")


def search_text(word: str) -> str:
    """Return the text for the things whose name contains *word*, by a scan over the names."""
    names = " UNION ".join(f"{{ ?s {name} ?name }}" for name in NAMES)
    return _query(
        f"SELECT DISTINCT ?s {{ {names} "
        f'FILTER(CONTAINS(LCASE(STR(?name)), "{word}")) FILTER(STRSTARTS(STR(?s), "{KGD}")) }}'
    )
