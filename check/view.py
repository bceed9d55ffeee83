"""Lookups over one table for the check stage: figures by row and column, and how rows stand under each other."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import repeat
from operator import attrgetter

from check.many import many
from schemas import Cell, CellRef, Quantity, Table, Term
from schemas.words import bare, is_subtotal, is_total

_OUTLINE = re.compile(r"(\d{1,2}(?:[.-]\d{1,2})*)[.)]?(?=\s|[^\W\d_])")
_FEW = 2
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
        return self.numbers.get((row, column))

    @cached_property
    def numbers(self) -> dict[tuple[int, int], Quantity]:
        """The numbers by their places (row, column), in the order of the cells."""
        return {place: first for place, cell in self.grid.items() if (first := _number(cell)) is not None}

    @cached_property
    def by_column(self) -> dict[int, list[Quantity]]:
        """The numbers of each column that has some, in the order of the cells."""
        out: dict[int, list[Quantity]] = {}
        for (_, column), number in self.numbers.items():
            out.setdefault(column, []).append(number)
        return out

    @cached_property
    def percentages(self) -> frozenset[int]:
        """The columns most of whose numbers are percentages or percentage points."""
        units = {column: Counter(map(attrgetter("unit"), numbers)) for column, numbers in self.by_column.items()}
        shares = {
            column: sum(count for unit, count in counts.items() if unit is not None and unit.startswith("%"))
            for column, counts in units.items()
        }
        return frozenset(column for column, share in shares.items() if 2 * share > len(self.by_column[column]))

    @cached_property
    def running(self) -> frozenset[int]:
        """The columns that number or rank the rows: nothing but 1, 2, 3 and so on."""
        values = {column: [q.value for q in numbers] for column, numbers in self.by_column.items()}
        return frozenset(column for column, run in values.items() if len(run) > _FEW and run == list(range(1, len(run) + 1)))

    @cached_property
    def terms(self) -> dict[tuple[int, int], Term]:
        """The numbers as added parts of relations, by their places."""
        places = list(self.numbers)
        columns = {"table": repeat(self.table.name), "row": [row for row, _ in places], "column": [at for _, at in places]}
        refs = many(CellRef, len(places), columns)
        return dict(zip(places, many(Term, len(places), {"ref": refs}), strict=True))

    def term(self, row: int, column: int, sign: int = 1) -> Term:
        """A cell as a part of a relation, added or subtracted."""
        known = self.terms.get((row, column)) if sign == 1 else None
        return known or Term(self.ref(row, column), sign)

    def ref(self, row: int, column: int | None = None, part: int = 0) -> CellRef:
        return CellRef(self.table.name, row, column, part)

    @cached_property
    def measures(self) -> tuple[int, ...]:
        """The columns that hold figures."""
        used: set[int] = set()
        for cell in self.table.cells:
            if cell.column not in used and any(q.value is not None for q in cell.quantities):
                used.add(cell.column)
        return tuple(column.index for column in self.table.columns if not column.label and column.index in used)

    @cached_property
    def parents(self) -> tuple[int | None, ...]:
        """For each row the row whose group it stands in: the nearest above with a path or an outline mark that begins its own."""
        latest: dict[tuple[str, ...], int] = {}
        marked: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        out: list[int | None] = []
        for row in self.table.rows:
            path, mark = row.path[:-1], _outline(row.path)
            above = marked.get((path, mark[:-1])) if len(mark) > 1 else None
            prefixes = (row.path[:size] for size in range(len(row.path) - 1, 0, -1))
            out.append(next((latest[prefix] for prefix in prefixes if prefix in latest), None) if above is None else above)
            if row.path and not is_total(row.path[-1]):
                latest[row.path] = row.index
                marked[path, mark] = row.index
        return tuple(out)

    def children(self, parent: int | None) -> list[int]:
        """The rows that stand right under a group row (None: under none), totals and subtotals left out."""
        return self._children.get(parent, [])

    @cached_property
    def _children(self) -> dict[int | None, list[int]]:
        out: dict[int | None, list[int]] = {}
        for row, above in enumerate(self.parents):
            if not self.sums_up(row):
                out.setdefault(above, []).append(row)
        return out

    def row_name(self, row: int) -> str:
        """A row's labels in one line, its number where it has none."""
        return self._row_names[row]

    def column_name(self, column: int) -> str:
        """A column's header texts in one line, its number where it has none."""
        return self._column_names[column]

    def place_name(self, row: int, column: int) -> str:
        """The names of a figure's row and column."""
        return f"{self._row_names[row]} × {self._column_names[column]}"

    @cached_property
    def _row_names(self) -> tuple[str, ...]:
        return tuple(" > ".join(row.path) or f"row {row.index}" for row in self.table.rows)

    @cached_property
    def _column_names(self) -> tuple[str, ...]:
        return tuple(" > ".join(column.path) or f"column {column.index}" for column in self.table.columns)

    def sums_up(self, row: int) -> bool:
        """Whether a row is a total or subtotal by its label."""
        return self.totals[row] or self.subtotals[row]

    @cached_property
    def totals(self) -> tuple[bool, ...]:
        """Whether each row is a total by its label."""
        return tuple(bool(row.path) and is_total(row.path[-1]) for row in self.table.rows)

    @cached_property
    def subtotals(self) -> tuple[bool, ...]:
        """Whether each row is a subtotal by its label."""
        return tuple(bool(row.path) and is_subtotal(row.path[-1]) for row in self.table.rows)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The last label of each row as totals are compared by it; empty for a row without one."""
        return tuple(bare(row.path[-1]) if row.path else "" for row in self.table.rows)

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """The rows that are neither totals nor heads of a group."""
        heads = {parent for parent in self.parents if parent is not None}
        return tuple(row.index for row in self.table.rows if row.index not in heads and not self.sums_up(row.index))


def _number(cell: Cell) -> Quantity | None:
    if not cell.quantities or cell.quantities[0].value is None:
        return None
    first = cell.quantities[0]
    return None if first.start and _WORD.search(cell.text[: first.start]) else first


def _outline(path: tuple[str, ...]) -> tuple[str, ...]:
    """The outline mark that the last label begins with, in parts: `2.1 운영` → ("2", "1"); empty if there is none."""
    found = _OUTLINE.match(path[-1]) if path else None
    return tuple(re.split(r"[.-]", found[1])) if found else ()
