"""Tables of a dump that prints one cell a line, row after row or column after column.

A row is a label and the figures behind it: where words come again after figures, the next row begins. In a dump that goes
down the columns, each column is a block of lines, all blocks of one length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.context import is_caption
from extract.text.cell_header import header_of_cells
from extract.text.header import Header
from extract.text.lines import Line, breaks_table, is_marker, is_value, tokens
from extract.text.words import LABEL, folded
from schemas import Place, RawCell, RawTable

_MOST_CELL = 60
_FEWEST_FIGURES = 2
_FEWEST_ROWS = 2
_FEWEST_LINES = 3


@dataclass(frozen=True, slots=True)
class CellTable:
    """A table printed one cell a line, and the index of its last line."""

    last: int
    table: RawTable


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of labels in front of a row, outermost first, each of one line or more, and the row's figures."""

    labels: tuple[tuple[Line, ...], ...]
    figures: tuple[Line, ...]


def cell_table(lines: Sequence[Line], at: int) -> CellTable | None:
    """The table whose first cell, the name of the label column (구분), is line `at`; None where there is none of this kind."""
    if folded(lines[at].text) not in LABEL:
        return None
    run = list(_run(lines, at))
    return _by_columns(run, at) or _by_rows(run, at)


def _run(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """The lines from `at` on that can be cells: short, one figure at most, and no second table's beginning."""
    for index in range(at, len(lines)):
        text = lines[index].text
        if index > at and (folded(text) in LABEL or _ends(text)):
            return
        yield lines[index]


def _ends(text: str) -> bool:
    if _is_figure(text):
        return False
    if len(text) > _MOST_CELL or is_caption(text) or breaks_table(text):
        return True
    return not _is_figure(text) and sum(map(is_value, tokens(text))) > 1


def _is_figure(text: str) -> bool:
    """Whether a line is one figure or marker, or a figure and its share in parentheses."""
    if " " not in text:
        return is_value(text) or is_marker(text)
    words = tokens(text)
    if len(words) == 2 and words[1].startswith("("):
        return not words[0].startswith("(") and is_value(words[0]) and is_value(words[1])
    return len(words) == 1 and (is_value(words[0]) or is_marker(words[0]))


def _blocks(run: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines between blank lines; single lines where there are no blank ones."""
    apart = not any(line.blanks for line in run[1:])
    blocks: list[list[Line]] = []
    for line in run:
        if not blocks or line.blanks or apart:
            blocks.append([])
        blocks[-1].append(line)
    return [tuple(block) for block in blocks]


def _by_columns(run: Sequence[Line], at: int) -> CellTable | None:
    """A table whose columns are blocks of lines, each with its name first; the first block holds the labels."""
    blocks = _blocks(run)
    size = len(blocks[0])
    if size < _FEWEST_LINES or any(_is_figure(line.text) for line in blocks[0]):
        return None
    count = next((at for at, block in enumerate(blocks) if at and not _is_column(block, size)), len(blocks))
    if count <= _FEWEST_FIGURES:
        return None
    columns = blocks[1:count]
    header = header_of_cells([blocks[0][:1]], [column[:1] for column in columns], 1, len(columns))
    rows = [_Row(((blocks[0][row],),), tuple(column[row] for column in columns)) for row in range(1, size)]
    return CellTable(at + size * count - 1, _table(header, rows, len(columns)))


def _is_column(block: Sequence[Line], size: int) -> bool:
    return len(block) == size and not _is_figure(block[0].text) and all(_is_figure(line.text) for line in block[1:])


def _by_rows(run: Sequence[Line], at: int) -> CellTable | None:
    """A table row after row, each a label and then its figures; the cells before the first row's label are the header."""
    stretches = [part for stretch in _stretches(run) for part in _in_two(*stretch)]
    counts = Counter(len(figures) for _, figures in stretches)
    columns = max(counts, key=lambda size: (counts[size], size), default=0)
    rows: list[_Row] = []
    for words, figures in stretches:
        if len(figures) > columns:
            break
        rows.append(_Row(tuple(_blocks(words)) if words else (), figures))
    if columns < _FEWEST_FIGURES or sum(len(row.figures) == columns for row in rows) < _FEWEST_ROWS:
        return None
    names, first = rows[0].labels[:-1], rows[0].labels[-1:]
    if len(names) <= columns:
        return None
    labels = max(1, *(len(row.labels) for row in rows[1:]))
    rows[0] = _Row(first, rows[0].figures)
    size = sum(len(part) for row in rows for part in (*row.labels, row.figures)) + sum(map(len, names))
    if labels > _FEWEST_FIGURES:
        return None
    return CellTable(at + size - 1, _table(header_of_cells(names[:1], names[1:], labels, columns), rows, columns, labels))


def _stretches(run: Sequence[Line]) -> list[tuple[list[Line], tuple[Line, ...]]]:
    """The run as pairs of words and the figures behind them; words at the end are left out."""
    out: list[tuple[list[Line], list[Line]]] = []
    for line in run:
        figure = _is_figure(line.text)
        if not out or (not figure and out[-1][1]):
            out.append(([], []))
        out[-1][figure].append(line)
    return [(words, tuple(figures)) for words, figures in out if figures and words]


def _in_two(words: Sequence[Line], figures: Sequence[Line]) -> list[tuple[Sequence[Line], tuple[Line, ...]]]:
    """The row, or two of one label where its second half stands in parentheses: figures and their shares."""
    half = len(figures) // 2
    shares = [line.text.startswith("(") for line in figures]
    if half < _FEWEST_FIGURES or len(figures) % 2 or any(shares[:half]) or not all(shares[half:]):
        return [(words, tuple(figures))]
    return [(words, tuple(figures[:half])), ((), tuple(figures[half:]))]


def _table(header: Header, rows: Sequence[_Row], columns: int, labels: int = 1) -> RawTable:
    """The raw table: outer labels stand over the rows down to the next one, rows of too few figures are loose."""
    cells, loose = list(header.cells), []
    outer = [*(at for at, row in enumerate(rows) if len(row.labels) > 1), len(rows)]
    for at, row in enumerate(rows):
        top = header.rows + at
        own = int(outer[0] <= at)
        if len(row.labels) > 1:
            cells.append(_label(top, 0, row.labels[0], outer[bisect_right(outer, at)] - at))
        if row.labels:
            below = next((end for end in range(at + 1, len(rows)) if rows[end].labels), len(rows))
            cells.append(_label(top, own, row.labels[-1], below - at, labels - own))
        figures = [RawCell(top, order, line.text, place=_place(line)) for order, line in enumerate(row.figures)]
        full = len(figures) == columns
        cells += [RawCell(top, labels + c.column, c.text, place=c.place) for c in figures] if full else []
        loose += [] if full else figures
    first = header.cells[0].place if header.cells else _place(rows[0].figures[0])
    return RawTable(
        tuple(sorted(cells, key=lambda c: (c.row, c.column))),
        rows=header.rows + len(rows),
        columns=labels + columns,
        reader="text",
        place=first,
        header_rows=header.rows,
        loose=tuple(loose),
    )


def _label(row: int, column: int, block: Sequence[Line], rowspan: int, colspan: int = 1) -> RawCell:
    return RawCell(row, column, " ".join(line.text for line in block), rowspan, colspan, _place(block[0]))


def _place(line: Line) -> Place:
    return Place(line.page, line.number)
