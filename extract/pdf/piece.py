"""Tables of single pages as pieces of logical tables: filled with text, judged by content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.pdf.accounts import split_accounts
from extract.pdf.columns import split_columns
from extract.pdf.glyphs import Words
from extract.pdf.grid import Grid, Span, lines_of, shared_out, slot_at
from extract.pdf.lines import Line
from extract.pdf.page import Page
from extract.pdf.rows import FIGURE, cell_text, split_header
from schemas import Box, Paragraph, Place, RawCell, RawTable

_PROSE = 15
"""Characters from which the text of a cell is prose that may be cut."""

_FINAL = (".", ")", "」", "』", ">", "]")
_FEWEST_FIGURES = 4

_FULL = 0.75
"""Share of a cell's width that a full line takes at least."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A table, or its part on one page: its columns' lines `xs`, all cells (blank ones too), where it begins and ends.

    `running` are the columns in which the text of the last row fills its last line: it may go on over the page break.
    """

    xs: tuple[float, ...]
    cells: tuple[RawCell, ...]
    rows: int
    reader: str
    place: Place
    last: Place
    running: frozenset[int] = frozenset()

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


def piece_of(grid: Grid, page: Page, words: Words, reader: str, nested: Sequence[Piece] = ()) -> Piece:
    """A grid with the text that `words` print into its cells, unruled rows taken apart; `nested` are pieces inside cells."""
    inside = shared_out(grid, words)
    whole, grid = grid, split_columns(grid, inside)
    printed = lines_of(inside if grid is whole else shared_out(grid, words))
    for split in (split_accounts, split_header):
        whole, grid = grid, split(grid, printed)
        if grid is not whole:
            printed = lines_of(shared_out(grid, words))
    for inner in nested:
        printed = _with_nested(grid, printed, inner)
    cells = tuple(_cell(grid, span, lines, page.number) for span, lines in printed.items())
    place = Place(page.number, None, rounded(grid.box))
    running = frozenset(span.column for span, some in printed.items() if _reaches_end(grid, span) and _runs_on(grid, span, some))
    return Piece(grid.xs, cells, grid.rows, reader, place, place, running)


def _with_nested(grid: Grid, printed: dict[Span, tuple[Line, ...]], inner: Piece) -> dict[Span, tuple[Line, ...]]:
    """The lines of the cells with the texts of a table inside one of them, cell by cell, at its place among the others."""
    box = inner.place.box
    home = box and slot_at(grid, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
    if not box or not home:
        return printed
    texts = [Line(cell.text, box) for cell in sorted(inner.cells, key=lambda cell: (cell.row, cell.column)) if cell.text]
    return {
        span: tuple(sorted((*some, *texts), key=lambda line: line.box.top)) if span.holds(home) else some
        for span, some in printed.items()
    }


def holds_figures(piece: Piece) -> bool:
    """Whether a piece is a table of figures: at least four, and half of the texts right of and below its first ones."""
    body = [cell.text for cell in piece.cells if cell.text and cell.row and cell.column]
    figures = sum(FIGURE.fullmatch(text) is not None for text in body)
    return figures >= _FEWEST_FIGURES and 2 * figures >= len(body)


def _reaches_end(grid: Grid, span: Span) -> bool:
    return span.row + span.rowspan == grid.rows


def _runs_on(grid: Grid, span: Span, lines: Sequence[Line]) -> bool:
    """Whether the prose of a cell fills its last line and ends without a full stop."""
    if sum(len(line.text) for line in lines) < _PROSE or lines[-1].text.endswith(_FINAL):
        return False
    box, last = grid.span_box(span), lines[-1].box
    if lines[-1].text.endswith(","):
        return True
    return box.x1 - last.x1 <= last.bottom - last.top and last.x1 - last.x0 >= _FULL * (box.x1 - box.x0)


def _cell(grid: Grid, span: Span, lines: Sequence[Line], page: int) -> RawCell:
    box = grid.span_box(span)
    text = cell_text(lines, box.x1 - box.x0)
    return RawCell(span.row, span.column, text, span.rowspan, span.colspan, Place(page, None, rounded(box)))


def rounded(box: Box) -> Box:
    """The box to a hundredth of a point."""
    return Box(round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2))


def is_table(piece: Piece) -> bool:
    """Whether a piece is a data table: two rows and columns at least, and some row with two texts.

    A frame around prose or a line of boxes is none; a frame with its title set into its upper border is one, of two cells:
    it is a table where it was written, and its readers from HWP and HWPX say so too.
    """
    if piece.rows < 2 or piece.columns < 2:
        return False
    filled: dict[int, int] = {}
    for cell in piece.cells:
        if cell.text:
            filled[cell.row] = filled.get(cell.row, 0) + 1
    return (len(filled) >= 2 and max(filled.values()) >= 2) or _is_titled_frame(piece)


def _is_titled_frame(piece: Piece) -> bool:
    """Whether all text of a piece is a title inside the upper border, and one cell over the whole width below it."""
    texts = sorted((cell for cell in piece.cells if cell.text), key=lambda cell: cell.row)
    if len(texts) != 2:
        return False
    title, body = texts
    inside = title.column > 0 and title.column + title.colspan < piece.columns
    return inside and title.row == 0 and 1 < title.rowspan <= body.row and body.colspan == piece.columns


def as_table(piece: Piece) -> RawTable:
    """The piece as a raw table."""
    return RawTable(piece.cells, piece.rows, piece.columns, piece.reader, piece.place)


def as_paragraphs(piece: Piece) -> list[Paragraph]:
    """The texts of a piece that is no data table, from top to bottom: a row of one-line boxes is one line."""
    rows: dict[int, list[RawCell]] = {}
    for cell in sorted(piece.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.text:
            rows.setdefault(cell.row, []).append(cell)
    found: list[Paragraph] = []
    for row in rows.values():
        if any("\n" in cell.text for cell in row):
            found += [Paragraph(line, cell.place) for cell in row for line in cell.text.split("\n")]
        else:
            found.append(Paragraph(" ".join(cell.text for cell in row), row[0].place))
    return found
