"""Ruled tables that rule only their frame and header: rows and columns of figures inside one cell are taken from alignment."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_accounts import split_accounts
from extract.pdf_aligned import aligned_grids
from extract.pdf_columns import split_columns
from extract.pdf_grid import Grid, cell_lines, sharing
from extract.pdf_lines import words
from extract.pdf_page import Glyph
from extract.pdf_rows import FIGURE
from extract.pdf_rulings import Rule

_CROWDED = 2.5
"""Figures in a filled cell, on average, from which a table does not rule its cells."""

_FIGURES = 0.33
"""Share of figures among a table's words from which its cells do not hold prose."""

_COVER = 0.6
"""Share of the table's height that an alignment must cover to stand for it."""


def refined(grid: Grid, glyphs: Sequence[Glyph], levels: Sequence[Rule]) -> Grid:
    """The grid that figures make inside a ruled one with several of them in a cell; the ruled one where they make none.

    `glyphs` are those inside the grid, in stream order; `levels` the horizontal rules of the page.
    """
    if not _is_crowded(grid, glyphs):
        return grid
    split = split_columns(grid, glyphs)
    if not _is_crowded(split_accounts(split, cell_lines(split, glyphs)), glyphs):
        return grid
    inside = [rule for rule in levels if grid.ys[0] - 1 <= rule.at <= grid.ys[-1] + 1]
    found = aligned_grids(glyphs, inside)
    filled = len({span.row for span, some in sharing(grid, glyphs).items() if some})
    if len(found) != 1 or found[0].columns < grid.columns or found[0].rows <= filled:
        return grid
    height = found[0].ys[-1] - found[0].ys[0]
    return found[0] if height >= _COVER * (grid.ys[-1] - grid.ys[0]) else grid


def _is_crowded(grid: Grid, glyphs: Sequence[Glyph]) -> bool:
    texts = ["".join([glyph[0] for glyph in word]) for word in words(glyphs)]
    figures = sum(FIGURE.fullmatch(text) is not None for text in texts)
    if not texts or figures < _FIGURES * len(texts):
        return False
    return figures >= _CROWDED * sum(map(bool, sharing(grid, glyphs).values()))
