"""Pictures that the page draws when they are asked for, as values: places, lines, points.

The first picture of a page stands in it as elements; of the others only what its script needs.
"""

from __future__ import annotations

from kg.graph.terms import local_name
from kg.language import Lang
from kg.views.bilingual import LANGS
from kg.views.trace_picture import MARGIN, Picture, Wire

Values = list[object]


def as_sheet(picture: Picture) -> dict[str, object]:
    """Return *picture* as JSON values; lengths are pixels at a font of 13."""
    drawings = picture.drawings
    return {
        "width": picture.width,
        "heights": {lang: drawing.height for lang, drawing in drawings.items()},
        "print": {lang: drawing.print_font for lang, drawing in drawings.items()},
        "columns": [
            [layer, picture.columns[layer].left + MARGIN, picture.columns[layer].width, name, count]
            for layer, name, count in picture.heads()
        ],
        "gaps": picture.captions(),
        "cards": _cards(picture),
        "wires": {lang: _wires(picture, lang) for lang in LANGS},
        "bands": {
            lang: [[band.key, band.path, band.arrow] for band in drawing.bands()]
            for lang, drawing in drawings.items()
        },
    }


def _cards(picture: Picture) -> list[Values]:
    """Return the cards: key, column, depth, kinds, places and lines in each language."""
    boxes = {lang: picture.drawings[lang].boxes for lang in LANGS}
    return [
        [
            tile.key,
            tile.layer,
            tile.depth,
            " ".join(tile.kinds),
            {lang: [*boxes[lang][tile.key], *tile.lines[lang]] for lang in LANGS},
        ]
        for tile in picture.ordered()
    ]


def _wires(picture: Picture, lang: Lang) -> list[Values]:
    """Return the links: the numbers of their cards, manner, dash, and the points they pass."""
    number = {tile.key: at for at, tile in enumerate(picture.ordered())}

    def values(wire: Wire) -> Values:
        left, right = (number[local_name(end)] for end in wire.key.split(">"))
        return [left, right, wire.manner, wire.dash, *(x for point in wire.points for x in point)]

    return [values(wire) for wire in picture.drawings[lang].wires()]
