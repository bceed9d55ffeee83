"""The rows of a dump's table: label columns put together from words before, above and between the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.text.entries import in_two, running_number, unnumbered, with_periods, with_years
from extract.text.groups import spelled_out
from extract.text.header import Header, build_header, leaf_count
from extract.text.labels import LabelledRow, categories_of, label_cells, label_columns, labelled, paired, unglued
from extract.text.lines import Line
from extract.text.regions import Entry, Region
from extract.text.shared import with_shared
from extract.text.words import INDEX, REMARK, folded, starts_header
from schemas import Place, RawCell, RawTable


def build_table(region: Region) -> RawTable:
    """One raw table from a region of a dump; rows with fewer figures than columns go to `loose`.

    A table printed in bands one below the other, each with its own names, is one table again with the bands side by side.
    """
    if region.table is not None:
        return region.table
    bands = _bands(region)
    if len(bands) == 1:
        return _build(*_split_header(region))
    return _side_by_side([_build(header, entries) for header, entries in bands])


def _bands(region: Region) -> list[tuple[tuple[Line, ...], tuple[Entry, ...]]]:
    """The bands of a table without labels: each begins with a line of as many names as its rows have figures."""
    whole = [(region.header, region.entries)]
    if any(entry.row.label for entry in region.entries) or not region.header:
        return whole
    starts = [at for at, entry in enumerate(region.entries) if at and entry.above and _names_columns(entry)]
    ends = [*starts, len(region.entries)]
    if len({end - begin for begin, end in zip([0, *starts], ends, strict=True)}) != 1 or any(
        entry.above for at, entry in enumerate(region.entries) if at and at not in starts
    ):
        return whole
    parts = [region.entries[begin:end] for begin, end in zip([0, *starts], ends, strict=True)]
    return [(region.header, parts[0]), *((part[0].above, (replace(part[0], above=()), *part[1:])) for part in parts[1:])]


def _names_columns(entry: Entry) -> bool:
    return leaf_count(entry.above[-1:]) == len(entry.row.values) and len(entry.above) == 1


def _side_by_side(bands: Sequence[RawTable]) -> RawTable:
    cells: list[RawCell] = []
    loose: list[RawCell] = []
    width = 0
    for band in bands:
        cells += [replace(cell, column=cell.column + width) for cell in band.cells]
        loose += band.loose
        width += band.columns
    return replace(bands[0], cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))), columns=width, loose=tuple(loose))


def _build(header: Sequence[Line], entries: Sequence[Entry]) -> RawTable:
    """The table of a header and rows; a column of running numbers (순번) in front is taken apart, and put back."""
    opening = next((line for line in header if line.text.split()[0].casefold() in INDEX), None)
    numbers = [running_number(entry) for entry in entries]
    if opening is None or 2 * sum(map(bool, numbers)) <= len(entries):
        return _without_index(header, entries)
    name, rest = opening.text.split(maxsplit=1) if " " in opening.text else (opening.text, "")
    lines = [replace(line, text=rest) if line is opening else line for line in header]
    bare = [unnumbered(entry) if number else entry for entry, number in zip(entries, numbers, strict=True)]
    return _with_index(_without_index([line for line in lines if line.text], bare), name, bare, numbers)


def _without_index(header: Sequence[Line], entries: Sequence[Entry]) -> RawTable:
    entries = spelled_out(with_years(entries))
    entries = [part for entry in entries for row in with_periods(entry) for part in in_two(row)]
    rows = [_row(entry) for entry in entries]
    rows, columns = _columns(rows, leaf_count(header))
    entries, rows = with_shared(entries, rows, columns)
    categories = categories_of(rows)
    rows = paired(unglued(labelled(entries, rows, categories)))
    labels = label_columns(rows)
    head = build_header(header, labels, columns)
    width = labels + columns + head.remarks
    cells = [*head.cells, *label_cells(rows, head.rows, labels)]
    loose: list[RawCell] = []
    for at, row in enumerate(rows, start=head.rows):
        figures, unplaced = _figures(row, at, labels, columns, head)
        cells += figures
        loose += unplaced
    first = rows[0].line
    return RawTable(
        tuple(sorted(cells, key=lambda c: (c.row, c.column))),
        rows=head.rows + len(rows),
        columns=width,
        reader="text",
        place=Place(first.page, header[0].number if header else first.number),
        header_rows=head.rows,
        loose=tuple(loose),
    )


def _with_index(table: RawTable, name: str, entries: Sequence[Entry], numbers: Sequence[str]) -> RawTable:
    """The table with a column in front that holds the rows' running numbers; labels of rows without one stand over it."""
    number_at = {entry.row.line.number: number for entry, number in zip(entries, numbers, strict=True) if number}
    top = table.header_rows or 0
    cells: list[RawCell] = [RawCell(0, 0, name, max(1, top), place=table.place, header=True)] if top else []
    for cell in table.cells:
        number = number_at.get(cell.place.line or 0, "")
        if cell.row >= top and not cell.column and number:
            cells.append(RawCell(cell.row, 0, number, cell.rowspan, place=cell.place))
        wide = cell.row >= top and not cell.column and not number
        cells.append(replace(cell, colspan=cell.colspan + 1) if wide else replace(cell, column=cell.column + 1))
    return replace(table, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))), columns=table.columns + 1)


def _split_header(region: Region) -> tuple[tuple[Line, ...], tuple[Entry, ...]]:
    """The header's lines, and the entries; lines of words that are the first row's label go from the one to the other."""
    lines, entries = region.header, region.entries
    first = entries[0]
    taken = 0
    if len(lines) > 1 and starts_header(lines[0].text) and _whole(lines, max(len(entry.row.values) for entry in entries)):
        taken = len(lines) - 1
    elif len(lines) > 1 and _label_above(first, entries):
        taken = next((at for at, line in enumerate(reversed(lines), start=1) if line.blanks), 0)
        taken = 0 if taken == len(lines) else taken
    if not taken:
        return lines, entries
    above = (*lines[-taken:], *first.above)
    return lines[:-taken], (replace(first, above=above), *entries[1:])


def _whole(lines: Sequence[Line], figures: int) -> bool:
    """Whether the first header line alone names all columns, and what follows is no wrapped name or unit."""
    if any(line.text.startswith("(") or folded(line.text) in REMARK for line in lines[1:]) or leaf_count(lines[-1:]) == figures:
        return False
    return leaf_count(lines[:1]) > figures


def _label_above(first: Entry, entries: Sequence[Entry]) -> bool:
    """Whether the first row's label begins on a line above it, as the labels of the other rows do."""
    label = " ".join(first.row.label)
    if label:
        return label.startswith("(") and first.row.line.blanks == 0
    return any(entry.above and not entry.row.label for entry in entries[1:])


def _row(entry: Entry) -> LabelledRow:
    row = entry.row
    return LabelledRow(row.line, row.values, row.tail, name=" ".join(row.label))


def _columns(rows: Sequence[LabelledRow], leaf: int) -> tuple[list[LabelledRow], int]:
    """How many columns of figures there are; a share in parentheses joins the figure before it where that fits better."""
    usual = Counter(len(row.values) for row in rows if not row.tail)
    full = usual.most_common(1)[0][0] if usual else 0
    apart = [_with_tail(row, full) for row in rows]
    joined = [_with_shares(row) for row in apart]
    for candidate in (joined, apart):
        if leaf in {len(row.values) for row in candidate}:
            return list(candidate), max(len(row.values) for row in candidate)
    return joined, max(len(row.values) for row in joined)


def _with_tail(row: LabelledRow, full: int) -> LabelledRow:
    """Words behind the figures are the last cells where that fills the row."""
    if row.tail and len(row.values) + len(row.tail) == full:
        return replace(row, values=(*row.values, *row.tail), tail=())
    return row


def _with_shares(row: LabelledRow) -> LabelledRow:
    """The row with each share in parentheses joined to the figure before it."""
    if not any(value.startswith("(") for value in row.values):
        return row
    return replace(row, values=_join_shares(row.values))


def _join_shares(values: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for value in values:
        if out and value.startswith("(") and not out[-1].startswith("(") and " " not in out[-1]:
            out[-1] += f" {value}"
        else:
            out.append(value)
    return tuple(out)


def _figures(row: LabelledRow, at: int, labels: int, columns: int, head: Header) -> tuple[list[RawCell], list[RawCell]]:
    """The cells of a row's figures, placed where the row is full and loose where it is not.

    Figures that several rows share are loose cells over all of them, behind the row's own.
    """
    place = Place(row.line.page, row.line.number)
    if len(row.values) == columns:
        cells = [RawCell(at, labels + order, text, place=place) for order, text in enumerate(row.values)]
        if row.tail and head.remarks:
            cells.append(RawCell(at, labels + columns, " ".join(row.tail), place=place))
        return cells, []
    loose = [RawCell(at, order, text, place=place) for order, text in enumerate(row.values)]
    if row.shared:
        place = Place(row.shared.line.page, row.shared.line.number)
        loose += [RawCell(at, order, text, row.span, place=place) for order, text in enumerate(row.shared.values, len(loose))]
    return [], loose
