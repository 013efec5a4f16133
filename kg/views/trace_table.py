"""The layered trace as a table, a thread a row, and the filters that picture and table share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.answers.values import Claim, Modality
from kg.graph.terms import local_name, source_id
from kg.language import Text
from kg.views.bilingual import LANGS, Both, both, same
from kg.views.network_texts import COLUMNS
from kg.views.shell import Cell, Facet, Option, Twin, TwinRow, build_source_filter
from kg.views.support_texts import VERDICTS
from kg.views.trace_data import ACTION, BOTTLENECK, CATEGORY, REGION, Thread, Threads
from kg.views.trace_texts import TEXTS
from kg.views.words import MODALITIES

MANNERS = (Modality.STATED, Modality.INFERRED)
LAYERS = range(CATEGORY, REGION + 1)
EMPTY = Cell(same("—"))
Cells = tuple[Cell, ...]


def make_twin(data: Threads) -> Twin:
    """Return the page as a table: threads, best supported first; sets; what no thread carries."""
    title = Text("All {count} threads", "全部 {count} 条链").fill(count=len(data.all))
    columns = (
        TEXTS["rank"], *(COLUMNS[layer] for layer in LAYERS),
        TEXTS["inferences"], TEXTS["rests"], TEXTS["stated-by"],
    )  # fmt: skip
    threads = (_thread_row(data, rank, one) for rank, one in enumerate(data.all, start=1))
    sets = (_set_row(data, claim) for claim in data.collective)
    none = (_empty_row(data, iri) for iri in sorted(data.unanswered))
    return Twin(title, columns, (*threads, *sets, *none))


def _thread_row(data: Threads, rank: int, thread: Thread) -> TwinRow:
    test = thread.test
    modality = Modality.INFERRED if thread.inferences else Modality.STATED
    end = (
        Cell(same(str(thread.inferences)), number=True),
        Cell(both(VERDICTS[test.verdict]), badge=modality.value),
        Cell(same(", ".join(map(source_id, test.stated_by)) or "—")),
    )
    names = {data.layer(iri): data.marked(iri) for iri in thread.nodes}
    cells = (Cell(same(str(rank))), *_cells(data, thread.nodes[0], names), *end)
    return TwinRow(thread.key, cells, data.facets(thread))


def _set_row(data: Threads, claim: Claim) -> TwinRow:
    names = {BOTTLENECK: data.marked(claim.object), ACTION: data.marked(claim.subject)}
    sources = tuple(sorted(map(source_id, claim.sources)))
    end = (
        EMPTY,
        Cell(both(MODALITIES[claim.modality]), badge=claim.modality.value),
        Cell(same(", ".join(sources))),
    )
    cells = (Cell(both(TEXTS["sets"])), *_cells(data, claim.object, names), *end)
    return TwinRow(local_name(claim.iri), cells, {"source": sources})


def _empty_row(data: Threads, iri: str) -> TwinRow:
    names = {data.layer(iri): data.marked(iri)}
    cells = (Cell(both(TEXTS["no-thread"])), *_cells(data, iri, names), EMPTY, EMPTY, EMPTY)
    return TwinRow(local_name(iri), cells)


def _cells(data: Threads, top: str, names: Mapping[int, Both]) -> Iterator[Cell]:
    """Yield a cell for each column of the picture; the category is that of the bottleneck *top*."""
    categories = [
        _with_manner(data.marked(link.left), link.manner) for link in data.category_links(top)
    ]
    if categories:
        names = {
            **names,
            CATEGORY: {lang: ", ".join(c[lang] for c in categories) for lang in LANGS},
        }
    for layer in LAYERS:
        yield Cell(names[layer]) if layer in names else EMPTY


def _with_manner(name: Both, manner: str) -> Both:
    """Return *name*, marked where a curator and not a source assigns it."""
    if manner != Modality.INFERRED.value:
        return name
    inferred = both(MODALITIES[Modality.INFERRED])
    return {"zh": f"{name['zh']}（{inferred['zh']}）", "en": f"{name['en']} ({inferred['en']})"}


def make_facets(data: Threads) -> tuple[Facet, ...]:
    """Return the filters: source and region to choose from, kinds of link to switch."""
    regions = {local_name(iri): data.name(iri) for thread in data.all for iri in thread.nodes}
    named = tuple(Option(one, regions[one]) for one in _choices(data, "region"))
    manners = tuple(Option(manner.value, both(MODALITIES[manner])) for manner in MANNERS)
    return (
        build_source_filter(_choices(data, "source")),
        Facet("region", COLUMNS[REGION], named),
        Facet("modality", Text("Links", "关联"), manners, legend=True),
    )


def _choices(data: Threads, name: str) -> tuple[str, ...]:
    """Return the values to choose from: none where every thread has the same."""
    found = {data.facets(thread)[name] for thread in data.all}
    return data.facets_of(data.all)[name] if len(found) > 1 else ()
