"""Tables without rulings: when a page asks for the reader of aligned texts, and what of its grids is kept."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.pdf_grid import Grid, Span, cell_lines
from extract.pdf_layout import Sheet
from extract.pdf_page import Glyph
from extract.pdf_piece import Piece
from extract.pdf_rows import FIGURE

_FEWEST_LINES = 4
_FEWEST_FIGURES = 2
_MOST_GLYPHS = 20_000
_OPENING = regex.compile(r"[(\[<△▲]+")
_CLOSING = regex.compile(r"[)\]>%]+")


def has_loose_figures(sheet: Sheet, glyphs: Sequence[Glyph]) -> bool:
    """Whether a page has no ruled table but lines of several figures."""
    if len(glyphs) > _MOST_GLYPHS or any(isinstance(item, Piece) for item in sheet.items):
        return False
    texts = (item.text.split() for item in sheet.items if not isinstance(item, Piece))
    return sum(sum(map(_is_figure, words)) >= _FEWEST_FIGURES for words in texts) >= _FEWEST_LINES


def _is_figure(text: str) -> bool:
    return FIGURE.fullmatch(text) is not None


def kept(grid: Grid, glyphs: Sequence[Glyph]) -> Grid | None:
    """The part of an aligned grid that is a table of figures, None where there is none.

    Columns of lone brackets go to the figures that they enclose; captions taken for first rows go back to the lines.
    """
    grid = _without_bracket_columns(grid, glyphs)
    texts = _texts(grid, glyphs)
    full = [row for row, cells in enumerate(texts) if 2 * sum(map(bool, cells)) > len(cells)]
    if grid.columns < 2 or len(full) < 3:
        return None
    grid = _plain(grid.xs, grid.ys[full[0] : full[-1] + 2])
    filled = [text for cells in _texts(grid, glyphs) for text in cells[1:] if text]
    return grid if 2 * sum(map(_is_figure, filled)) >= len(filled) else None


def _without_bracket_columns(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    columns = [[text for text in column if text] for column in zip(*_texts(grid, glyphs), strict=True)]
    gone = {index + 1 for index, column in enumerate(columns) if column and all(map(_OPENING.fullmatch, column))}
    gone |= {index for index, column in enumerate(columns) if column and all(map(_CLOSING.fullmatch, column))}
    inner = range(1, grid.columns)
    return _plain(tuple(x for index, x in enumerate(grid.xs) if index not in gone or index not in inner), grid.ys)


def _texts(grid: Grid, glyphs: Sequence[Glyph]) -> list[list[str]]:
    """The texts of a grid without spans, row by row."""
    printed = cell_lines(_plain(grid.xs, grid.ys), glyphs)
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for span, lines in printed.items():
        rows[span.row][span.column] = " ".join(line.text for line in lines)
    return rows


def _plain(xs: Sequence[float], ys: Sequence[float]) -> Grid:
    """A grid in which every slot is a cell."""
    slots = (Span(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1))
    return Grid(tuple(xs), tuple(ys), tuple(slots))
