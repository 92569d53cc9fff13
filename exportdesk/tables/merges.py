"""Merged cells: what stands in the first of them holds for every row they cover."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exportdesk.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are shown as one: a column (from 0), the first and the last row."""

    column: int
    first: int
    last: int


def fill_merges(grid: Grid, merges: Sequence[Merge]) -> None:
    """Fill merged cells downwards, in the rows that hold anything.

    Not to the right: a title across a table would become the name of every column.
    """
    tall = [merge for merge in merges if merge.last > merge.first]
    if not tall:
        return
    places = {row.number: place for place, row in enumerate(grid.rows)}
    for merge in tall:
        begin = places.get(merge.first)
        if begin is None or merge.column >= len(grid.rows[begin].cells):
            continue
        text = grid.rows[begin].cells[merge.column]
        for place in range(begin + 1, len(grid.rows)):
            row = grid.rows[place]
            if not merge.first < row.number <= merge.last:
                break
            cells = list(row.cells) + [""] * (merge.column + 1 - len(row.cells))
            if not cells[merge.column]:
                cells[merge.column] = text
                grid.rows[place] = replace(row, cells=tuple(cells))
