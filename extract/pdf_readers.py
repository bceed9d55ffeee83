"""The readers of tables out of a PDF page, best first; each is one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from extract import pdf_camelot, pdf_plumber
from extract.pdf_aligned import aligned_grids
from extract.pdf_boxes import with_boxes_joined
from extract.pdf_coarse import refined
from extract.pdf_fields import with_fields
from extract.pdf_flow import with_steps_joined
from extract.pdf_grid import Grid, word_slot
from extract.pdf_hidden import with_hidden_columns
from extract.pdf_levels import level_grids
from extract.pdf_lines import words
from extract.pdf_open import Opened
from extract.pdf_page import Glyph, Page
from extract.pdf_ruled import ruled_grids
from extract.pdf_rulings import Rulings, rulings
from extract.pdf_underlines import without_underlines

TableReader = Callable[[Opened, Page], tuple[Grid, ...]]
"""The grids of one page, from top to bottom; () where there are none or the reader fails."""


def _rulings(_: Opened, page: Page) -> tuple[Grid, ...]:
    return ruled_grids(_rules(page), page.glyphs)


def first_grids(page: Page) -> dict[Grid, str]:
    """The grids of a page with the name of their reader: ruled ones, figures aligned outside of these, and bare rows."""
    rules = _rules(page)
    ruled = dict[Grid, str]()
    steps = with_steps_joined(ruled_grids(rules, page.glyphs), page.glyphs, page.pictures)
    for grid in (grids := with_boxes_joined(steps, page.glyphs)):
        inside = _inside(page.glyphs, grid)
        fine = refined(grid, inside, rules.horizontal, page.glyphs) if grid.columns > 1 else grid
        if fine is grid:
            ruled[with_fields(with_hidden_columns(grid, inside, page), inside, page.fills, grids)] = FIRST
        else:
            ruled[fine] = ALIGNED
    ruled |= dict.fromkeys(aligned_grids(_loose(page.glyphs, ruled), rules.horizontal), ALIGNED)
    bare = (with_hidden_columns(grid, _inside(page.glyphs, grid), page) for grid in level_grids(rules, ruled))
    return ruled | dict.fromkeys((grid for grid in bare if grid.columns > 1), FIRST)


def _rules(page: Page) -> Rulings:
    return without_underlines(rulings(page.strokes), page.glyphs)


def _inside(glyphs: Sequence[Glyph], grid: Grid) -> list[Glyph]:
    """The glyphs, in stream order, whose middles lie in a grid."""
    left, right, top, bottom = 2 * grid.xs[0], 2 * grid.xs[-1], 2 * grid.ys[0], 2 * grid.ys[-1]
    return [glyph for glyph in glyphs if left <= glyph[1] + glyph[3] < right and top <= glyph[2] + glyph[4] < bottom]


def _loose(glyphs: Sequence[Glyph], grids: Iterable[Grid]) -> list[Glyph]:
    """The glyphs, in stream order, that no grid of several columns holds."""
    tables = [grid for grid in grids if grid.columns > 1]
    if not tables:
        return list(glyphs)
    return [glyph for word in words(glyphs) if not any(word_slot(grid, word) for grid in tables) for glyph in word]


def _lattice(opened: Opened, page: Page) -> tuple[Grid, ...]:
    return pdf_camelot.lattice(opened.path, page)


def _network(opened: Opened, page: Page) -> tuple[Grid, ...]:
    return pdf_camelot.network(opened.path, page)


def _plumber(opened: Opened, page: Page) -> tuple[Grid, ...]:
    return pdf_plumber.finder(opened.path, page)


PDF_READERS: dict[str, TableReader] = {
    "pdfium": _rulings,
    "camelot": _lattice,
    "pdfplumber": _plumber,
    "camelot-network": _network,
}
"""The readers by the names that tables carry. The first reads every page; the second and third give second opinions, and the
last where these find nothing: on tables without rulings."""

FIRST, *SECOND, UNRULED = PDF_READERS

ALIGNED = "pdfium-aligned"
"""The name of the first reader on tables that have no column lines."""
