"""Grids of a page: row and column lines, the cells that the edges between them leave, and the glyphs inside each cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from extract.pdf.glyphs import Glyph, Word, Words
from extract.pdf.lines import Line, lines
from extract.pdf.marks import without_marks
from extract.pdf.page import Page
from extract.pdf.paths import Crowded
from extract.pdf.shapes import Rectangle, rectangles
from schemas import Box

MAX_SLOTS = 100_000
"""Rows times columns of one grid; the largest printed tables have some thousands."""

Slot = tuple[int, int]
"""A row and a column of a grid."""


class Span(NamedTuple):
    """One cell of a grid: its anchor and how far it spans."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1

    def holds(self, slot: Slot) -> bool:
        """Whether a slot is part of this cell."""
        return self.row <= slot[0] < self.row + self.rowspan and self.column <= slot[1] < self.column + self.colspan


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's geometry: `xs` has one more entry than columns, `ys` than rows, in points from left and top, ascending.

    `spans` cover every slot once.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def span_box(self, span: Span) -> Box:
        """The rectangle of one cell."""
        return Box(self.xs[span.column], self.ys[span.row], self.xs[span.column + span.colspan], self.ys[span.row + span.rowspan])


def grid_of(xs: Sequence[float], ys: Sequence[float], parted: Callable[[Slot, Slot], bool], glyphs: Sequence[Glyph] = ()) -> Grid:
    """A grid from its lines and `parted`, which tells of two neighbouring slots whether an edge lies between them.

    Slots without an edge between them are one cell; where they are no rectangle, they are cut so that as many as can be of
    the `glyphs` in them stay together. A row or column line that is no cell's edge is dropped. Raises `Crowded` where the
    lines make more slots than any printed table has.
    """
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > MAX_SLOTS:
        raise Crowded(f"a grid of {rows:,} x {columns:,} cells")
    owner = _owners(rows, columns, parted)
    filled = cache(lambda: Counter(slot_of(Grid(tuple(xs), tuple(ys), ()), glyph) for glyph in glyphs))

    def weight(rectangle: Rectangle) -> tuple[float, float]:
        row, column, rowspan, colspan = rectangle
        held = sum(filled()[r, c] for r in range(row, row + rowspan) for c in range(column, column + colspan))
        return held, (xs[column + colspan] - xs[column]) * (ys[row + rowspan] - ys[row])

    spans = [Span(*rectangle) for group in _groups(owner) for rectangle in rectangles(group, weight)]
    return _pruned(Grid(tuple(xs), tuple(ys), tuple(sorted(spans))))


def _owners(rows: int, columns: int, parted: Callable[[Slot, Slot], bool]) -> dict[Slot, Slot]:
    """Every slot with the first slot of its cell (union-find over missing edges)."""
    parent: dict[Slot, Slot] = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def find(slot: Slot) -> Slot:
        while parent[slot] != slot:
            parent[slot] = parent[parent[slot]]
            slot = parent[slot]
        return slot

    for r, c in tuple(parent):
        for other in ((r, c + 1), (r + 1, c)):
            if other in parent and not parted((r, c), other):
                first, last = sorted((find((r, c)), find(other)))
                parent[last] = first
    return {slot: find(slot) for slot in parent}


def _groups(owner: dict[Slot, Slot]) -> Iterable[set[Slot]]:
    groups: dict[Slot, set[Slot]] = {}
    for slot, first in owner.items():
        groups.setdefault(first, set()).add(slot)
    return groups.values()


def _pruned(grid: Grid) -> Grid:
    """The grid without row and column lines on which no cell begins."""
    rows = sorted({span.row for span in grid.spans})
    columns = sorted({span.column for span in grid.spans})
    if len(rows) == grid.rows and len(columns) == grid.columns:
        return grid

    def moved(span: Span) -> Span:
        row, column = bisect_right(rows, span.row) - 1, bisect_right(columns, span.column) - 1
        below = bisect_right(rows, span.row + span.rowspan - 1)
        right = bisect_right(columns, span.column + span.colspan - 1)
        return Span(row, column, below - row, right - column)

    xs = (*(grid.xs[c] for c in columns), grid.xs[-1])
    ys = (*(grid.ys[r] for r in rows), grid.ys[-1])
    return Grid(xs, ys, tuple(moved(span) for span in grid.spans))


def lines_of(inside: Mapping[Span, Words]) -> dict[Span, tuple[Line, ...]]:
    """The printed lines of every cell, given its words."""
    return {span: lines(without_marks([glyph for word in some for glyph in word])) for span, some in inside.items()}


def shared_out(grid: Grid, words: Words) -> dict[Span, list[Word]]:
    """The words of every cell, in stream order: a word belongs where most of its glyphs lie, and those outside nowhere."""
    owner = {
        (span.row + r, span.column + c): span for span in grid.spans for r in range(span.rowspan) for c in range(span.colspan)
    }
    inside: dict[Span, list[Word]] = {span: [] for span in grid.spans}
    for word in words:
        slot = word_slot(grid, word)
        if slot is not None:
            inside[owner[slot]].append(word)
    return inside


def words_in(grid: Grid, page: Page) -> list[int]:
    """The places, among the words of a page, of those that a grid holds."""
    ends = page.ends_in(grid.box)
    whole = ends[:, 0] & ends[:, 1]
    return [at for at in np.flatnonzero(ends[:, 0] | ends[:, 1]).tolist() if whole[at] or word_slot(grid, page.words[at])]


def word_slot(grid: Grid, word: Word) -> Slot | None:
    """The row and column in which most glyphs of a word lie, None for a word outside the grid."""
    first = slot_of(grid, word[0])
    if len(word) == 1 or _is_at(grid, first, word[-1]):
        return first
    return Counter(slot_of(grid, glyph) for glyph in word).most_common(1)[0][0]


def _is_at(grid: Grid, slot: Slot | None, glyph: Glyph) -> bool:
    """Whether the middle of a glyph lies in a slot, or outside the grid where that is None."""
    if slot is None:
        return slot_of(grid, glyph) is None
    (row, column), (_, x0, top, x1, bottom, _) = slot, glyph
    across = 2 * grid.xs[column] <= x0 + x1 < 2 * grid.xs[column + 1]
    return across and 2 * grid.ys[row] <= top + bottom < 2 * grid.ys[row + 1]


def slot_of(grid: Grid, glyph: Glyph) -> Slot | None:
    """The row and column in which the middle of a glyph lies, None outside the grid."""
    return slot_at(grid, (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2)


def slot_at(grid: Grid, x: float, y: float) -> Slot | None:
    """The row and column of a point, None outside the grid."""
    xs, ys = grid.xs, grid.ys
    if not (xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]):
        return None
    return bisect_right(ys, y) - 1, bisect_right(xs, x) - 1
