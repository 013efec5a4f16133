"""Files: both engines read them alike, and a subject has one block in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.faults import Fault, Place
from kg.graph.build import Built
from kg.graph.inputs import InputFile, Inputs
from kg.language import Text


def check_files(inputs: Inputs, built: Built) -> Iterator[Fault]:
    """Yield a fault for a file that rdflib reads otherwise, and for a subject with two blocks."""
    for file in inputs.turtle:
        yield from _check_second_engine(file, built.sizes[file.name])
    yield from _check_blocks(built)


def _check_second_engine(file: InputFile, expected: int) -> Iterator[Fault]:
    import rdflib  # only to check: a tenth of a second to import

    try:
        # What is counted needs none of the prefixes that rdflib knows by itself.
        graph = rdflib.Graph(bind_namespaces="none")
        found = len(graph.parse(data=file.text, format="turtle"))
    except Exception as error:
        reason = Text("rdflib cannot read this file: {error}.", "rdflib 无法读取此文件：{error}。")
        line = str(error).splitlines()[0].rstrip(".")
        yield Fault("two-engines", Place(file.name), reason.fill(error=line))
        return
    if found != expected:
        reason = Text(
            "rdflib reads {found} triples here, Oxigraph {expected}.",
            "rdflib 读出 {found} 条三元组，Oxigraph 读出 {expected} 条。",
        )
        remedy = Text(
            "Write unusual literals in a plainer form.", "请用更普通的写法书写特殊字面量。"
        )
        yield Fault(
            "two-engines", Place(file.name), reason.fill(found=found, expected=expected), remedy
        )


def _check_blocks(built: Built) -> Iterator[Fault]:
    places: dict[str, list[Place]] = defaultdict(list)
    for block in built.blocks:
        places[block.iri].append(block.place)
    for iri, (first, *others) in places.items():
        for place in others:
            reason = Text("{iri} has a block already at {first}.", "{iri} 已在 {first} 定义。")
            remedy = Text(
                "Join the two blocks, or give one thing another name.", "请合并两处，或另起名称。"
            )
            yield Fault("duplicate-subject", place, reason.fill(iri=iri, first=first), remedy)
