"""Where the 34 province-level units of China stand in a grid of equal tiles.

The arrangement is our own, and no map: a tile says roughly where a unit lies, so that neighbours
stay near each other as far as a grid allows. It has no boundary, area or coordinate, which is why
it needs no map review number; all 34 units are in it, by their codes of GB/T 2260.
"""

from __future__ import annotations

# One line a row, from north to south; one place a column, from west to east.
GRID = """
.      .      .      .      .      .      230000
.      .      .      .      150000 .      220000
650000 620000 640000 140000 130000 110000 210000
540000 630000 610000 410000 370000 120000 .
.      510000 500000 420000 340000 320000 310000
.      530000 520000 430000 360000 330000 .
.      .      .      450000 440000 350000 710000
.      .      .      460000 820000 810000 .
"""
# Row and column of a unit, by its code.
TILES: dict[str, tuple[int, int]] = {
    code: (row, column)
    for row, line in enumerate(GRID.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != "."
}
ROWS = 1 + max(row for row, _ in TILES.values())
COLUMNS = 1 + max(column for _, column in TILES.values())
