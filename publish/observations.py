"""Every value of a report's tables as one record each."""

from __future__ import annotations

from collections.abc import Iterator

from publish.fields import OBSERVATION_FIELDS, Record, Sheet
from publish.text import folded, joined
from schemas import Cell, CheckedTable, Place, Table

LONG_CELL = 1000
"""Characters of a cell from which on each of its values repeats only its own text: a cell of a thousand values stays small."""


def observation_sheet(report: str, tables: tuple[CheckedTable, ...]) -> Sheet:
    """The observations of the tables in reading order, by row, column and part."""
    return Sheet(OBSERVATION_FIELDS, tuple(record for checked in tables for record in _records(report, checked)))


def _records(report: str, checked: CheckedTable) -> Iterator[Record]:
    table = checked.table
    rows = {row.index: row.place for row in table.rows}
    columns = {column.index: joined(column.path) for column in table.columns}
    labels = {column.index for column in table.columns if column.label}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.column in labels or not cell.quantities:
            continue
        page, line = first_place(cell.place, rows[cell.row], table.place)
        where = (report, table.name, page, line, cell.row, cell.column)
        paths = (joined(table.row_path(cell)), columns.get(cell.column, ""))
        for part, figures in _figures(cell):
            yield (*where, part, *paths, *figures, checked.status)


def _figures(cell: Cell) -> Iterator[tuple[int, Record]]:
    """Each quantity of a cell as (part, (raw, value, unit, base_value, base_unit, quantum, marker))."""
    whole = folded(cell.text) if len(cell.text) <= LONG_CELL else ""
    for part, q in enumerate(cell.quantities):
        raw = whole or folded(q.text, LONG_CELL)
        units = (_label(q.unit), q.base_value, _label(q.base_unit))
        marker = None if q.marker is None else folded(q.marker) or "blank"
        yield part, (raw or "blank", q.value, *units, q.quantum, marker)


def _label(text: str | None) -> str | None:
    return folded(text) or None if text else None


def first_place(*places: Place) -> tuple[int | None, int | None]:
    """The page and the line that the first of these places to know them gives."""
    page = next((place.page for place in places if place.page is not None), None)
    line = next((place.line for place in places if place.line is not None), None)
    return page, line


def place_index(table: Table) -> dict[tuple[int, int | None], tuple[int | None, int | None]]:
    """Page and line by (row, column) of each cell and by (row, None) of each row, falling back on the row, then the table."""
    rows = {row.index: row.place for row in table.rows}
    index: dict[tuple[int, int | None], tuple[int | None, int | None]]
    index = {(row, None): first_place(place, table.place) for row, place in rows.items()}
    for cell in table.cells:
        index[cell.row, cell.column] = first_place(cell.place, rows.get(cell.row, Place()), table.place)
    return index
