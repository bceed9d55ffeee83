"""Columns that only some rows of a table rule: rows drawn as one cell whose figures stand in the columns of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.pdf.glyphs import Words, text_of
from extract.pdf.grid import Grid, Span
from extract.pdf.rows import FIGURE, MARK

_FEWEST_FIGURES = 2
_SHORTEST_HEADER = 2
_HEADER_GAP = 1.5
"""Gap between headers that no rule parts, in heights of their line, at least."""

_OVER = 1.0
"""Points by which a word may stand over a column line and still be beside it."""


def split_columns(grid: Grid, inside: Mapping[Span, Words]) -> Grid:
    """The grid with cells over several columns taken apart where figures, or headers of each, stand in at least two of them.

    No word of such a cell crosses a column line. `inside` are the words of every cell.
    """
    wide = [span for span in grid.spans if span.colspan >= _FEWEST_FIGURES]
    if not wide:
        return grid
    parts = {span: _columns(grid, span, inside[span]) for span in wide}
    if not any(parts.values()):
        return grid
    spans = [part for span in grid.spans for part in parts.get(span) or [span]]
    return Grid(grid.xs, grid.ys, tuple(sorted(spans)))


def _columns(grid: Grid, span: Span, found: Words) -> list[Span]:
    """One cell a column, or none where the words do not stand in columns."""
    lines = grid.xs[span.column + 1 : span.column + span.colspan]
    if any(word[0].x0 + _OVER < x < word[-1].x1 - _OVER for word in found for x in lines):
        return []
    parts = list(_parts(grid, span, found))
    texts = ["".join(map(text_of, part)) for part in parts]
    figures = sum(FIGURE.fullmatch(text) is not None or MARK.fullmatch(text) is not None for text in texts)
    filled = sum(map(bool, texts))
    if (figures < _FEWEST_FIGURES or 2 * figures < filled) and not _are_headers(grid, span, parts):
        return []
    return [Span(span.row, column, span.rowspan) for column in range(span.column, span.column + span.colspan)]


def _parts(grid: Grid, span: Span, found: Words) -> Iterator[Words]:
    """The words of a cell column by column."""
    for column in range(span.column, span.column + span.colspan):
        left, right = grid.xs[column], grid.xs[column + 1]
        yield [word for word in found if left <= (word[0].x0 + word[-1].x1) / 2 < right]


def _are_headers(grid: Grid, span: Span, parts: Sequence[Words]) -> bool:
    """Whether every column has a word in its middle, far from the next: headers with no rule between.

    Letters of one word spread over the columns are none.
    """
    if not all(parts) or any(sum(map(len, part)) < _SHORTEST_HEADER for part in parts):
        return False
    boxes = [(min(word[0].x0 for word in part), max(word[-1].x1 for word in part)) for part in parts]
    height = parts[0][0][0].bottom - parts[0][0][0].top
    columns = pairwise(grid.xs[span.column : span.column + span.colspan + 1])
    centred = all(
        abs(x0 + x1 - left - right) <= (right - left) / 4 for (x0, x1), (left, right) in zip(boxes, columns, strict=True)
    )
    return centred and all(right[0] - left[1] >= _HEADER_GAP * height for left, right in pairwise(boxes))
