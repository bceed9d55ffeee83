"""Ruled tables that rule only their frame and header: rows and columns of figures inside one cell are taken from alignment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.pdf.accounts import split_accounts
from extract.pdf.aligned import aligned_grids
from extract.pdf.blocks import is_figure_row, is_outside
from extract.pdf.chunks import text_rows
from extract.pdf.columns import split_columns
from extract.pdf.glyphs import Glyph, Words, text_of
from extract.pdf.glyphs import words as words_of
from extract.pdf.grid import Grid, Span, lines_of, shared_out
from extract.pdf.rows import FIGURE
from extract.pdf.rulings import Rule
from schemas import Box

_CROWDED = 2.5
"""Figures in a filled cell, on average, from which a table does not rule its cells."""

_FIGURES = 0.33
"""Share of figures among a table's words from which its cells do not hold prose."""

_CLOSE = 1.8
"""How far below the last rule a row that belongs to the table may end, in heights of its print."""

_FEWEST_TOTALS = 2
"""Figures in such a row at least: a source or note may end with a year."""

_COVER = 0.6
"""Share of the table's height that an alignment must cover to stand for it."""


def refined(grid: Grid, words: Words, levels: Sequence[Rule], page: Sequence[Glyph]) -> Grid:
    """The grid that figures make inside a ruled one with several of them in a cell; the ruled one where they make none.

    A row of figures right below the last rule, such as a grand total, belongs to it. `words` are those inside the grid, `levels`
    the horizontal rules of the page, and `page` all its glyphs.
    """
    figures = sum(FIGURE.fullmatch(text_of(word)) is not None for word in words)
    if not figures or figures < _FIGURES * len(words):
        return grid
    cells = shared_out(grid, words)
    if not _are_crowded(cells, figures):
        return grid
    split = split_columns(grid, cells)
    parts = split_accounts(split, lines_of(shared_out(split, words)))
    if not _are_crowded(shared_out(parts, words), figures):
        return grid
    inside = [rule for rule in levels if grid.ys[0] - 1 <= rule.at <= grid.ys[-1] + 1]
    found = aligned_grids([*words, *words_of(_row_below(grid, page))], inside)
    filled = len({span.row for span, some in cells.items() if some})
    if len(found) != 1 or found[0].columns < grid.columns or found[0].rows <= filled:
        return grid
    height = found[0].ys[-1] - found[0].ys[0]
    return found[0] if height >= _COVER * (grid.ys[-1] - grid.ys[0]) else grid


def _row_below(grid: Grid, page: Sequence[Glyph]) -> list[Glyph]:
    """The row that is printed as close below a grid as its last rows stand apart, if most of it is figures; [] otherwise."""
    box = grid.box
    last = max((glyph for glyph in page if _is_beside(glyph, box) and glyph.bottom <= box.bottom), key=_foot, default=None)
    if last is None:
        return []
    reach = box.bottom + _CLOSE * (last.bottom - last.top)
    near = [glyph for glyph in page if _is_beside(glyph, box) and glyph.top >= box.bottom - 1 and _foot(glyph) <= reach]
    rows = text_rows(words_of(near))
    if len(rows) != 1 or not is_figure_row(rows[0]) or is_outside(rows[0]):
        return []
    figures, count = rows[0].figures, len(rows[0].chunks)
    return near if figures >= _FEWEST_TOTALS and 2 * figures >= count else []


def _is_beside(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of a glyph stands between the sides of a box."""
    return box.x0 <= (glyph.x0 + glyph.x1) / 2 < box.x1


def _foot(glyph: Glyph) -> float:
    return glyph.bottom


def _are_crowded(cells: Mapping[Span, Words], figures: int) -> bool:
    """Whether cells, given by their words, hold several figures each, where they hold any."""
    return figures >= _CROWDED * sum(map(bool, cells.values()))
