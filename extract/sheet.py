"""Sheets of cells (CSV, XLSX) to content: blocks between blank rows are tables, lone texts around them paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.context import unit_caption
from schemas import Paragraph, RawCell, RawTable

MAX_CELLS = 1_000_000
"""Cells of one file above which it is refused."""

Row = Sequence[RawCell]


def contents(cells: Sequence[RawCell], reader: str) -> Iterator[RawTable | Paragraph]:
    """The tables and lone texts of one sheet, in reading order.

    `cells` are those with text, or that span, in any order; their rows and columns count from 0 on the sheet.
    """
    for block in _blocks(cells):
        first, last = _body(block)
        yield from _paragraphs(block[:first])
        if first < last:
            yield _table(block[first:last], reader)
        yield from _paragraphs(block[last:])


def _blocks(cells: Sequence[RawCell]) -> Iterator[list[Row]]:
    """Rows in runs without a blank row; a row that only a span from above reaches is not blank."""
    rows: dict[int, list[RawCell]] = {}
    for cell in sorted((cell for cell in cells if cell.text), key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(cell)
    block: list[Row] = []
    end = -1
    for row, line in sorted(rows.items()):
        if block and row > end:
            yield block
            block = []
        block.append(line)
        end = max(end if block[:-1] else 0, *(cell.row + cell.rowspan for cell in line))
    if block:
        yield block


def _body(block: Sequence[Row]) -> tuple[int, int]:
    """Where a block's table begins and ends: lone texts and unit captions before and after it are not part of it."""
    first, last = 0, len(block)
    while first < last and _is_lone(block[first]):
        first += 1
    while last > first and _is_lone(block[last - 1]):
        last -= 1
    return (first, last) if any(len(row) > 1 for row in block[first:last]) else (last, last)


def _is_lone(row: Row) -> bool:
    if len(row) == 1:
        return row[0].rowspan == 1
    return len(row) == 2 and any(unit_caption(cell.text) == cell.text.strip() for cell in row)


def _paragraphs(rows: Sequence[Row]) -> Iterator[Paragraph]:
    for row in rows:
        for cell in row:
            yield from (Paragraph(line.strip(), cell.place) for line in cell.text.split("\n") if line.strip())


def _table(rows: Sequence[Row], reader: str) -> RawTable:
    """The rows as a table whose grid has no rows or columns in which no cell begins."""
    cells = [cell for row in rows for cell in row]
    across = sorted({cell.column for cell in cells})
    down = sorted({cell.row for cell in cells})
    moved = tuple(
        replace(
            cell,
            row=_count(down, cell.row),
            column=_count(across, cell.column),
            rowspan=_count(down, cell.row + cell.rowspan) - _count(down, cell.row),
            colspan=_count(across, cell.column + cell.colspan) - _count(across, cell.column),
        )
        for cell in cells
    )
    return RawTable(moved, len(down), len(across), reader, cells[0].place)


def _count(lines: Sequence[int], at: int) -> int:
    return bisect_left(lines, at)
