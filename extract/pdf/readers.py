"""The readers of tables out of a PDF page, best first; each is one line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from extract.pdf import camelot_reader, plumber_reader
from extract.pdf.aligned import aligned_rows
from extract.pdf.bare import bare_grids
from extract.pdf.boxes import with_boxes_joined
from extract.pdf.chunks import Row, text_rows
from extract.pdf.coarse import refined
from extract.pdf.fields import with_fields
from extract.pdf.fills import band_levels, boxes_of, tile_rules
from extract.pdf.flow import with_steps_joined
from extract.pdf.glyphs import Words
from extract.pdf.grid import Grid, words_in
from extract.pdf.hidden import with_hidden_columns
from extract.pdf.levels import level_grids
from extract.pdf.marks import without_small
from extract.pdf.open import Opened
from extract.pdf.page import Page
from extract.pdf.ruled import ruled_grids
from extract.pdf.rulings import Rule, Rulings, rulings
from extract.pdf.underlines import without_underlines
from extract.pdf.worded import overlap, worded_grids

_PART = 0.8
"""Share of a table's height below which its figures do not make it up."""

_AT = 2.0
"""Points by which a rule may lie outside the table that it belongs to."""

_LOW = 60.0
"""Points up to which a box with text is a low one: names in the boxes of a chart make no columns."""

TableReader = Callable[[Opened, Page], tuple[Grid, ...]]
"""The grids of one page, from top to bottom; () where there are none or the reader fails."""


def _rulings(_: Opened, page: Page) -> tuple[Grid, ...]:
    return ruled_grids(_rules(page), page.glyphs)


def first_grids(page: Page) -> dict[Grid, str]:
    """The grids of a page with the name of their reader: ruled ones, figures aligned outside of these, and bare rows."""
    page = _without_marks(page)
    rules = _rules(page)
    ruled = dict[Grid, str]()
    steps = with_steps_joined(ruled_grids(rules, page.glyphs), page.glyphs, page.pictures)
    for grid in (grids := with_boxes_joined(steps, page.glyphs)):
        inside = _inside(page, grid)
        fine = refined(grid, inside, rules.horizontal, page.glyphs) if grid.columns > 1 else grid
        if fine is grid:
            ruled[with_fields(with_hidden_columns(grid, inside, page), inside, page.fills, grids)] = FIRST
        else:
            ruled[fine] = ALIGNED
    ruled |= dict.fromkeys(_unruled(page, rules.horizontal, ruled), ALIGNED)
    bare = (with_hidden_columns(grid, _inside(page, grid), page) for grid in level_grids(rules, ruled))
    return ruled | dict.fromkeys((grid for grid in bare if grid.columns > 1), FIRST)


def _without_marks(page: Page) -> Page:
    """The page without its small footnote marks, which stand in no column."""
    glyphs = without_small(page.glyphs)
    return page if glyphs is page.glyphs else replace(page, glyphs=tuple(glyphs))


def _unruled(page: Page, levels: Sequence[Rule], ruled: Collection[Grid]) -> list[Grid]:
    """The tables without column lines outside the `ruled` ones: of shaded cells, of figures, and of words in rows."""
    tables = [grid for grid in ruled if grid.columns > 1]
    boxes = boxes_of(page.shades, [grid.box for grid in tables])
    tiled = [grid for rules in tile_rules(boxes) for grid in ruled_grids(rules, page.glyphs) if grid.columns > 1]
    rows = text_rows(_loose(page, [*tables, *tiled]))
    free = [rule for rule in (*levels, *band_levels(boxes)) if not any(_is_of(rule, grid) for grid in (*tables, *tiled))]
    found = tiled + _of_figures_or_words(rows, levels, sorted(free))
    low = [grid for grid in ruled if grid.columns == 1 and grid.ys[-1] - grid.ys[0] <= _LOW * grid.rows]
    return found + list(bare_grids(rows, [*found, *low]))


def _is_of(rule: Rule, grid: Grid) -> bool:
    """Whether a level rule lies in a ruled table of several columns."""
    across = grid.xs[0] - _AT < rule.end and rule.start < grid.xs[-1] + _AT
    return grid.columns > 1 and grid.ys[0] - _AT <= rule.at <= grid.ys[-1] + _AT and across


def _of_figures_or_words(rows: Sequence[Row], levels: Sequence[Rule], free: Sequence[Rule]) -> list[Grid]:
    """The tables without column lines: of figures, and of words between level rules, the `free` ones of no other table.

    Where both are found, that of words is kept if it is much higher: figures were only part of it.
    """
    worded, figures = worded_grids(rows, free), aligned_rows(rows, levels)
    kept = [grid for grid in figures if not any(_is_part(grid, other) for other in worded)]
    return kept + [grid for grid in worded if not any(overlap(grid, other) for other in kept)]


def _is_part(figures: Grid, whole: Grid) -> bool:
    """Whether a table of figures is only a part of another."""
    return overlap(figures, whole) and figures.ys[-1] - figures.ys[0] < _PART * (whole.ys[-1] - whole.ys[0])


def _rules(page: Page) -> Rulings:
    return without_underlines(rulings(page.strokes), page.glyphs)


def _inside(page: Page, grid: Grid) -> Words:
    """The words of a page that a grid holds."""
    return [page.words[at] for at in words_in(grid, page)]


def _loose(page: Page, tables: Sequence[Grid]) -> Words:
    """The words of a page that no table holds."""
    held = {at for table in tables for at in words_in(table, page)}
    return [word for at, word in enumerate(page.words) if at not in held]


def _lattice(opened: Opened, page: Page) -> tuple[Grid, ...]:
    return camelot_reader.lattice(opened.path, page)


def _network(opened: Opened, page: Page) -> tuple[Grid, ...]:
    return camelot_reader.network(opened.path, page)


def _plumber(opened: Opened, page: Page) -> tuple[Grid, ...]:
    return plumber_reader.finder(opened.path, page)


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
