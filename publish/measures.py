"""One table as a flat file: its label columns, then one column of plain numbers per measure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from publish.fields import Field, Record, Sheet
from publish.text import folded, guarded, joined
from schemas import Cell, Column, Table

MOST_PARTS = 9
"""The most figures of one compound cell that get a column of their own; observations.csv has all of them."""


def table_sheet(table: Table) -> Sheet:
    """The table with one record per body row: label columns, columns of mere text, then the measures in printed order.

    A label merged over several rows stands in each of them; a merged figure stands once, at its anchor. Markers are blank.
    """
    grid = table.grid()
    by_column = _cells_by_column(table)
    labels = [column for column in table.columns if column.label]
    texts = [column for column in table.columns if not column.label and _is_text(by_column.get(column.index, ()))]
    measures = [column for column in table.columns if column not in labels and column not in texts]
    parts = {column.index: _parts(by_column.get(column.index, ())) for column in measures}
    fields = [Field(_name(column), "string", "label of the row") for column in labels]
    fields += [Field(_name(column), "string", "text as printed") for column in texts]
    fields += [
        _field(column, part, by_column.get(column.index, ())) for column in measures for part in range(parts[column.index])
    ]
    records: list[Record] = []
    for row, names in zip(table.rows, label_texts(table), strict=True):
        record: list[str | int | Decimal | None] = list(names)
        record += [_text(grid.get((row.index, column.index))) for column in texts]
        for column in measures:
            record += _values(grid.get((row.index, column.index)), parts[column.index])
        records.append(tuple(record))
    return Sheet(_unique(fields), tuple(records))


def label_texts(table: Table) -> list[list[str]]:
    """For each body row the text of each label column; where no label cell is kept, the row's path takes its place."""
    indices = [column.index for column in table.columns if column.label]
    end = max((row.index for row in table.rows), default=-1) + 1
    covered: dict[tuple[int, int], str] = {}
    for cell in table.cells:
        if cell.column in indices:
            for row in range(cell.row, min(cell.row + cell.rowspan, end)):
                covered.setdefault((row, cell.column), folded(cell.text))
    texts = []
    for row_ in table.rows:
        found = [covered.get((row_.index, index), "") for index in indices]
        texts.append(found if any(found) else _spread(row_.path, len(indices)))
    return texts


def _spread(path: tuple[str, ...], width: int) -> list[str]:
    """A path laid out over `width` label columns: innermost last labels apart, what is left over joined in the first."""
    if not width:
        return []
    head = len(path) - width + 1
    laid = [joined(path[:head]), *(folded(part) for part in path[head:])] if head > 1 else [folded(part) for part in path]
    return laid + [""] * (width - len(laid))


def _cells_by_column(table: Table) -> dict[int, list[Cell]]:
    found: dict[int, list[Cell]] = {}
    for cell in table.cells:
        found.setdefault(cell.column, []).append(cell)
    return found


def _is_text(cells: Iterable[Cell]) -> bool:
    """Whether a column has words and no figure or marker at all, such as a remark."""
    cells = tuple(cells)
    return any(cell.text.strip() for cell in cells) and not any(cell.quantities for cell in cells)


def _parts(cells: Iterable[Cell]) -> int:
    return min(MOST_PARTS, max((len(cell.quantities) for cell in cells), default=1) or 1)


def _text(cell: Cell | None) -> str:
    return folded(cell.text) if cell else ""


def _values(cell: Cell | None, parts: int) -> list[Decimal | None]:
    values = [quantity.value for quantity in cell.quantities[:parts]] if cell else []
    return values + [None] * (parts - len(values))


def _name(column: Column) -> str:
    return guarded(joined(column.path)) or f"column {column.index}"


def _field(column: Column, part: int, cells: Iterable[Cell]) -> Field:
    quantities = [cell.quantities[part] for cell in cells if len(cell.quantities) > part]
    units = {quantity.unit or "" for quantity in quantities if quantity.value is not None}
    unit = units.pop() if len(units) == 1 else "" if units or part else column.unit or ""
    name = _name(column) if not part else f"{_name(column)} ({part + 1})"
    about = "figure as printed" if not part else f"figure {part + 1} of a compound cell"
    if len(units) > 1:
        about += "; the unit differs by row, see observations.csv"
    return Field(name, "number", about, unit=unit)


def _unique(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The same fields, where a name that was used before gets ` [2]`, ` [3]` … behind it."""
    used: set[str] = set()
    unique = []
    for field in fields:
        name, count = field.name, 1
        while name.casefold() in used:
            count += 1
            name = f"{field.name} [{count}]"
        used.add(name.casefold())
        unique.append(Field(name, field.type, field.description, field.unit, field.required))
    return tuple(unique)
