"""Lookups over one table for the check stage: figures by row and column, and how rows stand under each other."""

from __future__ import annotations

import re
from functools import cached_property

from schemas import Cell, CellRef, Quantity, Table
from schemas.words import is_subtotal, is_total

_WORD = re.compile(r"[^\W\d_]{2}")


class View:
    """One table, read only. A figure is the first quantity of a cell; a merged cell counts at its anchor only."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.grid: dict[tuple[int, int], Cell] = table.grid()
        self.open_rows = {cell.row for cell in table.loose}

    def cell(self, row: int, column: int) -> Cell | None:
        return self.grid.get((row, column))

    def quantity(self, ref: CellRef) -> Quantity | None:
        """The quantity a reference names: a part of a cell, or the count in a row's label; None where there is none."""
        if ref.column is None:
            counts = self.table.rows[ref.row].quantities
            return counts[0] if counts else None
        cell = self.grid.get((ref.row, ref.column))
        return cell.quantities[ref.part] if cell and ref.part < len(cell.quantities) else None

    def number(self, row: int, column: int) -> Quantity | None:
        """The number at a place; None for blanks, markers and words, also for words with a figure among them."""
        cell = self.grid.get((row, column))
        if cell is None or not cell.quantities or cell.quantities[0].value is None:
            return None
        first = cell.quantities[0]
        return None if _WORD.search(cell.text[: first.start]) else first

    def ref(self, row: int, column: int | None = None, part: int = 0) -> CellRef:
        return CellRef(self.table.name, row, column, part)

    @cached_property
    def measures(self) -> tuple[int, ...]:
        """The columns that hold figures."""
        used = {cell.column for cell in self.table.cells if any(q.value is not None for q in cell.quantities)}
        return tuple(column.index for column in self.table.columns if not column.label and column.index in used)

    @cached_property
    def parents(self) -> tuple[int | None, ...]:
        """For each row the row whose group it stands in: the nearest above with a path that begins its own."""
        latest: dict[tuple[str, ...], int] = {}
        out: list[int | None] = []
        for row in self.table.rows:
            prefixes = (row.path[:size] for size in range(len(row.path) - 1, 0, -1))
            out.append(next((latest[prefix] for prefix in prefixes if prefix in latest), None))
            if row.path and not is_total(row.path[-1]):
                latest[row.path] = row.index
        return tuple(out)

    def children(self, parent: int | None) -> list[int]:
        """The rows that stand right under a group row (None: under none), totals and subtotals left out."""
        return [row for row, above in enumerate(self.parents) if above == parent and not self.sums_up(row)]

    def sums_up(self, row: int) -> bool:
        """Whether a row is a total or subtotal by its label."""
        path = self.table.rows[row].path
        return bool(path) and (is_total(path[-1]) or is_subtotal(path[-1]))

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """The rows that are neither totals nor heads of a group."""
        heads = {parent for parent in self.parents if parent is not None}
        return tuple(row.index for row in self.table.rows if row.index not in heads and not self.sums_up(row.index))
