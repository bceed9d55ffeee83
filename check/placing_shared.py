"""Open rows that share figures: rows that fill the same columns, and figures over all of them that fill the others.

In `Table.loose` the first of such rows holds its own figures and, behind them, the shared ones, which span all the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, groupby

from check.view import View
from schemas import Cell


def loose_rows(view: View) -> dict[int, list[Cell]]:
    """The figures of every open row in their order."""
    cells = sorted(view.table.loose, key=lambda cell: (cell.row, cell.column))
    return {row: list(run) for row, run in groupby(cells, key=lambda cell: cell.row)}


def followers(rows: dict[int, list[Cell]]) -> dict[int, tuple[int, ...]]:
    """For each row with shared figures the rows below it that share them: open ones with as many figures of their own."""
    out: dict[int, tuple[int, ...]] = {}
    for row, cells in rows.items():
        span = max(cell.rowspan for cell in cells)
        below = tuple(range(row + 1, row + span))
        if below and all(len(rows.get(other, ())) == len(own(cells)) for other in below):
            out[row] = below
    return out


def own(cells: Sequence[Cell]) -> list[Cell]:
    """The figures of an open row that it does not share."""
    return [cell for cell in cells if cell.rowspan == 1]


def placements(cells: Sequence[Cell], columns: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every way to lay a row's own figures into columns in order, and the shared ones in order into others."""
    count = len(own(cells))
    for first in combinations(columns, count):
        rest = [column for column in columns if column not in first]
        for second in combinations(rest, len(cells) - count):
            yield (*first, *second)


def summed(rows: Sequence[Sequence[Decimal]]) -> tuple[Decimal, ...]:
    """The figures of a row together with those of the rows that fill the same columns, by their order."""
    first, *others = rows
    return tuple(value + sum((other[at] for other in others if at < len(other)), Decimal(0)) for at, value in enumerate(first))
