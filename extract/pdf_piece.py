"""Tables of single pages as pieces of logical tables: filled with text, judged by content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.pdf_grid import Grid, Span, cell_lines
from extract.pdf_lines import Line
from extract.pdf_page import Glyph, Page
from extract.pdf_rows import split_rows
from schemas import Box, Paragraph, Place, RawCell, RawTable


@dataclass(frozen=True, slots=True)
class Piece:
    """A table, or its part on one page: its columns' lines `xs`, all cells (blank ones too), where it begins and ends."""

    xs: tuple[float, ...]
    cells: tuple[RawCell, ...]
    rows: int
    reader: str
    place: Place
    last: Place

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


def piece_of(grid: Grid, page: Page, glyphs: Sequence[Glyph], reader: str) -> Piece:
    """A grid with the text that `glyphs` print into its cells, unruled rows taken apart."""
    printed = cell_lines(grid, glyphs)
    whole, grid = grid, split_rows(grid, printed)
    if grid is not whole:
        printed = cell_lines(grid, glyphs)
    cells = tuple(_cell(grid, span, lines, page.number) for span, lines in printed.items())
    place = Place(page.number, None, rounded(grid.box))
    return Piece(grid.xs, cells, grid.rows, reader, place, place)


def _cell(grid: Grid, span: Span, lines: Sequence[Line], page: int) -> RawCell:
    place = Place(page, None, rounded(grid.span_box(span)))
    return RawCell(span.row, span.column, "\n".join(line.text for line in lines), span.rowspan, span.colspan, place)


def rounded(box: Box) -> Box:
    """The box to a hundredth of a point."""
    return Box(round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2))


def is_table(piece: Piece) -> bool:
    """Whether a piece is a data table: two rows and columns at least, and some row with two texts.

    A frame around prose, a title box or a line of boxes is none.
    """
    if piece.rows < 2 or piece.columns < 2:
        return False
    filled: dict[int, int] = {}
    for cell in piece.cells:
        if cell.text:
            filled[cell.row] = filled.get(cell.row, 0) + 1
    return len(filled) >= 2 and max(filled.values()) >= 2


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
