"""From raw tables to tables: label paths, units, exact quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from normalize.grid import Grid, folded
from normalize.headers import RowUnit, columns, row_units, unit_at
from normalize.labels import rows
from normalize.numbers import read_quantities
from normalize.periods import read_periods
from schemas import Cell, Column, Paragraph, Period, Quantity, RawCell, RawTable, Statement, Table

_UNIT = regex.compile(r"[(\[]?\s*단\s?위\s*[:：][^()\[\]]*[)\]]?")
_BRACKETED = regex.compile(r"\(\s*[\d,.]+\s*\)")
_NUMBER = regex.compile(r"[\d,.]{3,}")
_ACCOUNT_DIGITS = 4
_LONGEST = 4_000
_CUT = regex.compile(r"(?P<head>[△▲-]?\d[\d,]*,\d{0,2})\n(?P<tail>\d{1,3}(?:,\d{3})*)")
_GROUPED = regex.compile(r"[△▲-]?\d{1,3}(?:,\d{3})+")
_CHANGE = regex.compile(r"증△?감|차액|과부족|손익|증가|감소")


def tables(raws: Sequence[RawTable]) -> tuple[Table, ...]:
    """All raw tables of a report as tables, named t01, t02 … in their order."""
    return tuple(table(raw, f"t{number:02d}") for number, raw in enumerate(raws, start=1))


def table(raw: RawTable, name: str) -> Table:
    """One raw table with its label paths, units and quantities; rows and columns count from 0 below its header."""
    raw = _with_inner_caption(raw)
    grid = Grid(raw)
    heads = columns(grid, raw.unit)
    body = rows(grid)
    units = row_units(body, raw.unit, raw.caption)
    top = grid.header_rows
    cells = [_cell(cell, top, heads, units, grid) for cell in raw.cells if cell.row >= top and not grid.is_title(cell)]
    loose = [_cell(cell, top, heads, units, None) for cell in raw.loose if cell.row >= top]
    return Table(
        name,
        heads,
        body,
        tuple(sorted((cell for cell in cells if cell.text), key=lambda c: (c.row, c.column))),
        raw.reader,
        raw.place,
        raw.caption,
        raw.unit,
        raw.section,
        raw.footnotes,
        tuple(loose),
    )


def statements(paragraphs: Sequence[Paragraph]) -> tuple[Statement, ...]:
    """Every paragraph with the numbers and the periods that it states; many state none, and part those that do."""
    return tuple(
        Statement(paragraph, tuple(q for q in read_quantities(paragraph.text) if q.value is not None), _periods(paragraph.text))
        for paragraph in paragraphs
    )


def _periods(text: str) -> tuple[Period, ...]:
    return read_periods(text[:_LONGEST])


def _with_inner_caption(raw: RawTable) -> RawTable:
    """A unit caption printed as the table's own first row becomes its unit caption."""
    if raw.unit:
        return raw
    for cell in raw.cells:
        found = _UNIT.search(folded(cell.text)) if cell.row < 2 else None
        if found and (cell.colspan >= raw.columns or len(found[0]) + 2 >= len(folded(cell.text))):
            return replace(raw, unit=found[0].strip())
    return raw


def _cell(raw: RawCell, top: int, heads: Sequence[Column], units: Sequence[RowUnit], grid: Grid | None) -> Cell:
    """A body cell with its quantities; label cells and loose cells (no grid: their column is not known) take no header's unit."""
    row, text = raw.row - top, _rejoined(raw.text.strip())
    if grid is not None and heads[raw.column].label:
        quantities: tuple[Quantity, ...] = ()
    else:
        unit = unit_at(heads[raw.column], units[row]) if grid is not None else units[row].unit if units[row].named else None
        quantities = read_quantities(text, unit)
        if grid is not None and _BRACKETED.fullmatch(text) and (_says_change(heads[raw.column]) or _alone_in_brackets(raw, grid)):
            quantities = tuple(_negative(q) for q in quantities)
    return Cell(row, raw.column, text, quantities, raw.rowspan, raw.colspan, raw.place, raw.note)


def _rejoined(text: str) -> str:
    """A number that a narrow cell broke inside a group of three digits, `12,03` over `6`, in one piece again."""
    found = _CUT.fullmatch(text) if "\n" in text else None
    whole = found["head"] + found["tail"] if found else ""
    return whole if found and _GROUPED.fullmatch(whole) else text


def _says_change(column: Column) -> bool:
    """Whether a column holds changes, in which a number in parentheses is a negative one."""
    return bool(column.path) and _CHANGE.search(column.path[-1].replace(" ", "")) is not None


def _alone_in_brackets(raw: RawCell, grid: Grid) -> bool:
    """Whether only this figure of several in its row and its column stands in parentheses: so accounts print a negative one."""
    if sum(char.isdigit() for char in raw.text) < _ACCOUNT_DIGITS:
        return False
    row = [cell for cell in grid.row_cells(raw.row) if cell is not raw and _NUMBER.fullmatch(cell.text.strip())]
    column = [grid.text(at, raw.column) for at in range(grid.header_rows, grid.raw.rows) if at != raw.row]
    return bool(row) and any(_NUMBER.fullmatch(text) for text in column)


def _negative(quantity: Quantity) -> Quantity:
    if quantity.value is None or quantity.value < 0:
        return quantity
    return replace(quantity, value=-quantity.value, base_value=-quantity.base_value if quantity.base_value is not None else None)
