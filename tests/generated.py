"""Small policy graphs drawn at random, as N-Quads: the links written as the build writes them."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.graph.graph import Graph
from kg.graph.terms import KG, KGD, KGV, PREF_LABEL, RDF, TYPE

THINGS = {
    "Bottleneck": [f"bottleneck-{n}" for n in range(4)],
    "RecommendedAction": [f"action-{n}" for n in range(4)],
    "AdoptedMeasure": [f"measure-{n}" for n in range(3)],
    "PolicyDocument": [f"document-{n}" for n in range(3)],
    "Region": [f"region-{n}" for n in range(2)],
    "Actor": ["actor-0"],
}
# Each link with the kinds of its two ends and the property of its stated form.
LINKS = {
    "addresses": (("RecommendedAction", "AdoptedMeasure"), "Bottleneck", "statedToAddress"),
    "correspondsTo": (("RecommendedAction",), "AdoptedMeasure", "statedToCorrespondTo"),
    "setOutIn": (("AdoptedMeasure",), "PolicyDocument", "statedSetOutIn"),
    "appliesTo": (
        ("RecommendedAction", "AdoptedMeasure", "PolicyDocument"), "Region", "statedToApplyTo",
    ),
    "performedBy": (("RecommendedAction", "AdoptedMeasure"), "Actor", "statedPerformedBy"),
}  # fmt: skip
PAIRS = [
    (subject, link, value)
    for link, (kinds, end, _) in LINKS.items()
    for kind in kinds
    for subject in THINGS[kind]
    for value in THINGS[end]
]
CLAIMS = st.lists(
    st.tuples(
        st.sampled_from(PAIRS),
        st.sampled_from(["stated", "inferred"]),
        st.sampled_from(["accepted", "accepted", "accepted", "refused"]),
        st.sampled_from(["high", "medium", "low"]),
    ),
    max_size=30,
)
DATED = st.sets(st.sampled_from(THINGS["PolicyDocument"]))


def _line(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} .\n"


def _things() -> list[str]:
    lines = []
    for kind, names in THINGS.items():
        for name in names:
            lines.append(_line(KGD + name, TYPE, f"<{KG}{kind}>"))
            lines.append(_line(KGD + name, PREF_LABEL, f'"{name}"@en'))
    for link, (_, _, stated) in LINKS.items():
        lines.append(_line(KG + link, KG + "statedForm", f"<{KG}{stated}>"))
        lines.append(_line(KG + link, KG + "inferredForm", f"<{KG}inferred-{link}>"))
    return lines


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Draw a graph of claims, with the links that the accepted ones give."""
    claims = draw(CLAIMS)
    lines = _things()
    stated = {c[0] for c in claims if c[1:3] == ("stated", "accepted")}
    for number, ((subject, link, value), modality, status, confidence) in enumerate(claims):
        claim = f"{KGD}claim-{number}"
        parts = {
            TYPE: KG + "Claim", RDF + "subject": KGD + subject, RDF + "predicate": KG + link,
            RDF + "object": KGD + value, KG + "modality": KGV + modality,
            KG + "status": KGV + status, KG + "polarity": KGV + "affirmed",
            KG + "confidence": KGV + confidence,
        }  # fmt: skip
        lines += [_line(claim, predicate, f"<{end}>") for predicate, end in parts.items()]
        if status == "accepted":
            form = LINKS[link][2] if (subject, link, value) in stated else f"inferred-{link}"
            lines.append(_line(KGD + subject, KG + link, f"<{KGD}{value}>"))
            lines.append(_line(KGD + subject, KG + form, f"<{KGD}{value}>"))
    for document in draw(DATED):
        lines.append(_line(KGD + document, KG + "issued", '"2021"'))
    return Graph("".join(sorted(set(lines))).encode(), "generated")
