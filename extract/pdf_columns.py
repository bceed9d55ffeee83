"""Columns that only some rows of a table rule: rows drawn as one cell whose figures stand in the columns of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.pdf_grid import Grid, Span, sharing
from extract.pdf_lines import words
from extract.pdf_page import Glyph
from extract.pdf_rows import FIGURE, MARK

_FEWEST_FIGURES = 2
_OVER = 1.0
"""Points by which a word may stand over a column line and still be beside it."""


def split_columns(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    """The grid with cells over several columns taken apart where figures stand in at least two of them.

    No word of such a cell crosses a column line. `glyphs` are those inside the grid, in stream order.
    """
    wide = [span for span in grid.spans if span.colspan >= _FEWEST_FIGURES]
    if not wide:
        return grid
    inside = sharing(grid, glyphs)
    parts = {span: _columns(grid, span, words(inside[span])) for span in wide}
    if not any(parts.values()):
        return grid
    spans = [part for span in grid.spans for part in parts.get(span) or [span]]
    return Grid(grid.xs, grid.ys, tuple(sorted(spans)))


def _columns(grid: Grid, span: Span, found: Sequence[Sequence[Glyph]]) -> list[Span]:
    """One cell a column, or none where the words do not stand in columns."""
    lines = grid.xs[span.column + 1 : span.column + span.colspan]
    if any(word[0].x0 + _OVER < x < word[-1].x1 - _OVER for word in found for x in lines):
        return []
    texts = list(_texts(grid, span, found))
    figures = sum(FIGURE.fullmatch(text) is not None or MARK.fullmatch(text) is not None for text in texts)
    filled = sum(map(bool, texts))
    if figures < _FEWEST_FIGURES or 2 * figures < filled:
        return []
    return [Span(span.row, column, span.rowspan) for column in range(span.column, span.column + span.colspan)]


def _texts(grid: Grid, span: Span, found: Sequence[Sequence[Glyph]]) -> Iterator[str]:
    for column in range(span.column, span.column + span.colspan):
        left, right = grid.xs[column], grid.xs[column + 1]
        inside = (word for word in found if left <= (word[0].x0 + word[-1].x1) / 2 < right)
        yield "".join(glyph.text for word in inside for glyph in word)
