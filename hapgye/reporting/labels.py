"""The labels and printed figures behind the references of an audit."""

from __future__ import annotations

from collections.abc import Sequence

from publish.text import folded, joined
from schemas import Audit, Cell, CellRef, Column, LineRef, Quantity, Ref, Relation, Row, Table, Term


class Labels:
    """Rows, columns and figures of the tables of one audit, by reference; what a reference does not meet is blank."""

    def __init__(self, audit: Audit) -> None:
        self.tables: dict[str, Table] = {checked.table.name: checked.table for checked in audit.tables}
        self._rows: dict[tuple[str, int], Row] = {}
        self._columns: dict[tuple[str, int], Column] = {}
        self._cells: dict[tuple[str, int, int], Cell] = {}
        for name, table in self.tables.items():
            self._rows |= {(name, row.index): row for row in table.rows}
            self._columns |= {(name, column.index): column for column in table.columns}
            self._cells |= {(name, cell.row, cell.column): cell for cell in table.cells}

    def row_path(self, ref: CellRef) -> tuple[str, ...]:
        """The labels of the row, outermost first."""
        row = self._rows.get((ref.table, ref.row))
        return row.path if row else ()

    def column_path(self, ref: CellRef) -> tuple[str, ...]:
        """The header texts of the column, outermost first; none for a row's label."""
        column = self._columns.get((ref.table, ref.column)) if ref.column is not None else None
        return column.path if column else ()

    def quantity(self, ref: CellRef) -> Quantity | None:
        """The quantity that is referred to; for a row's label the count that it states."""
        quantities = self._quantities(ref)
        return quantities[ref.part] if ref.part < len(quantities) else None

    def raw(self, ref: CellRef) -> str:
        """The figure as printed, or the text of a cell that holds none."""
        quantity, cell = self.quantity(ref), self._cell(ref)
        return folded(quantity.text if quantity else cell.text if cell else "")

    def words(self, ref: Ref | None) -> str:
        """Row and column of a figure by their labels, by their numbers where they have none."""
        if not isinstance(ref, CellRef):
            return f"line {ref.line}" if isinstance(ref, LineRef) else ""
        row = self._row_words(ref)
        return row if ref.column is None else f"{row} × {self._column_words(ref)}"

    def term_words(self, term: Term, relation: Relation) -> str:
        """A term by what tells it from its target: its column in the same row, its row in the same column, else both."""
        ref, target = term.ref, relation.target
        if ref.table != target.table or ref.column is None:
            return self.words(ref)
        if ref.row == target.row:
            return self._column_words(ref)
        return self._row_words(ref) if ref.column == target.column else self.words(ref)

    def _row_words(self, ref: CellRef) -> str:
        return joined(self.row_path(ref)) or f"row {ref.row}"

    def _column_words(self, ref: CellRef) -> str:
        return joined(self.column_path(ref)) or f"column {ref.column}"

    def _cell(self, ref: CellRef) -> Cell | None:
        return self._cells.get((ref.table, ref.row, ref.column)) if ref.column is not None else None

    def _quantities(self, ref: CellRef) -> Sequence[Quantity]:
        cell, row = self._cell(ref), self._rows.get((ref.table, ref.row))
        if ref.column is not None:
            return cell.quantities if cell else ()
        return row.quantities if row else ()
