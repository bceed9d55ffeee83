"""Stored cells to cells that tile their grid: in honest files they do, in others they are made to, and that is said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.hwp.story import Cell, Grid

MAX_PLACES = 500_000
"""Places (rows times columns) of a table's grid."""


def tiles(grid: Grid) -> bool:
    """Whether the cells cover every place of the grid exactly once."""
    places = grid.rows * grid.columns
    if not 0 < places <= MAX_PLACES or sum(cell.rowspan * cell.colspan for cell in grid.cells) != places:
        return False
    taken = bytearray(places)
    return all(_inside(cell, grid) and _take(taken, cell, grid.columns) for cell in grid.cells)


def _inside(cell: Cell, grid: Grid) -> bool:
    down, across = cell.row + cell.rowspan, cell.column + cell.colspan
    return 0 <= cell.row < down <= grid.rows and 0 <= cell.column < across <= grid.columns


def _take(taken: bytearray, cell: Cell, columns: int) -> bool:
    """Mark the places of a cell; False if one of them was taken."""
    for row in range(cell.row, cell.row + cell.rowspan):
        start = row * columns + cell.column
        if taken.find(1, start, start + cell.colspan) >= 0:
            return False
        taken[start : start + cell.colspan] = b"\x01" * cell.colspan
    return True


@dataclass(frozen=True, slots=True)
class _Lines:
    """The rows and columns in which cells begin, as stored and in order."""

    down: tuple[int, ...]
    across: tuple[int, ...]


def repaired(grid: Grid) -> Grid | None:
    """The grid with cells that nowhere overlap, anchored where they were; None if it would be too large.

    Rows and columns in which no cell begins are dropped, spans cut at the edge and at cells that came before; a second
    cell at a taken place gives its text to the cell there. Places that stay uncovered are blank.
    """
    lines = _Lines(tuple(sorted({cell.row for cell in grid.cells})), tuple(sorted({cell.column for cell in grid.cells})))
    rows, columns = len(lines.down), len(lines.across)
    if rows * columns > MAX_PLACES:
        return None
    taken = bytearray(rows * columns)
    kept: list[Cell] = []
    owners: dict[tuple[int, int], int] = {}
    extra: dict[int, list[Cell]] = {}
    for cell in (_moved(cell, lines) for cell in grid.cells):
        if taken[cell.row * columns + cell.column]:
            owner = owners.get((cell.row, cell.column), len(kept) - 1)
            extra.setdefault(owner, []).append(cell)
            continue
        owners[cell.row, cell.column] = len(kept)
        kept.append(_cut(taken, cell, columns))
    return replace(grid, rows=rows, columns=columns, cells=tuple(_with(cell, extra.get(at, ())) for at, cell in enumerate(kept)))


def _with(cell: Cell, others: Sequence[Cell]) -> Cell:
    return cell._replace(paras=(*cell.paras, *(para for other in others for para in other.paras))) if others else cell


def _moved(cell: Cell, lines: _Lines) -> Cell:
    row, column = bisect_left(lines.down, cell.row), bisect_left(lines.across, cell.column)
    rowspan = max(1, bisect_left(lines.down, cell.row + cell.rowspan) - row)
    colspan = max(1, bisect_left(lines.across, cell.column + cell.colspan) - column)
    return cell._replace(row=row, column=column, rowspan=rowspan, colspan=colspan)


def _cut(taken: bytearray, cell: Cell, columns: int) -> Cell:
    """The cell with its span cut where places are taken, and its places marked."""
    start = cell.row * columns + cell.column
    met = taken.find(1, start, start + cell.colspan)
    colspan = met - start if met >= 0 else cell.colspan
    rowspan = 0
    while rowspan < cell.rowspan and taken.find(1, start + rowspan * columns, start + rowspan * columns + colspan) < 0:
        at = start + rowspan * columns
        taken[at : at + colspan] = b"\x01" * colspan
        rowspan += 1
    return cell._replace(rowspan=rowspan, colspan=colspan)
