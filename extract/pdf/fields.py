"""Fields of forms that only their shading shows: a shaded area in a large cell, with a label beside it, is a cell of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from extract.pdf.glyphs import Word, Words
from extract.pdf.grid import MAX_SLOTS, Grid, Span, shared_out
from extract.pdf.paths import Areas
from schemas import Box

_INSET = 4.0
"""Points that a field keeps off one of the sides of its cell at least, and one of its ends."""

_TALLER = 1.6
"""Height of a field, in heights of the text, from which it is no mark behind words."""

_NEAR = 2.0
_MOST_FILLS = 500
_MOST_FIELDS = 20
"""Fields in one cell at most: more are a pattern."""


class Band(NamedTuple):
    """A row that fields make in a cell: where it begins and ends, and where its cells part, in points."""

    top: float
    bottom: float
    sides: tuple[float, ...]


def with_fields(grid: Grid, words: Words, fills: Areas, others: Iterable[Grid]) -> Grid:
    """The grid with cells cut around the shaded fields inside them that have a label beside them.

    `words` are those inside the grid, `fills` the filled rectangles of the page, and `others` its grids: what is shaded in a
    table inside a cell is no field.
    """
    if not 0 < len(fills) <= _MOST_FILLS:
        return grid
    whole = grid.box
    inner = [other.box for other in others if other.box != whole and _holds(whole, other.box)]
    areas = [area for area in _within(fills, whole) if not any(_holds(box, area) for box in inner)]
    if not areas:
        return grid
    found = ((span, _bands(grid.span_box(span), some, areas)) for span, some in shared_out(grid, words).items() if some)
    cuts = {span: bands for span, bands in found if bands}
    return _cut(grid, cuts) if cuts else grid


def _within(fills: Areas, box: Box) -> list[Box]:
    """The filled rectangles that a box holds."""
    low, high = (box.x0 - _NEAR, box.top - _NEAR), (box.x1 + _NEAR, box.bottom + _NEAR)
    inside = np.all((fills[:, :2] >= low) & (fills[:, 2:] <= high), axis=1)
    return [Box(*sides) for sides in fills[inside].tolist()]


def _holds(outer: Box, inner: Box) -> bool:
    across = outer.x0 - _NEAR <= inner.x0 and inner.x1 <= outer.x1 + _NEAR
    return across and outer.top - _NEAR <= inner.top and inner.bottom <= outer.bottom + _NEAR


def _bands(cell: Box, some: Words, areas: Iterable[Box]) -> list[Band]:
    """The rows that shaded fields make in a cell, from top to bottom; [] where it has none, or they overlap, or cut words."""
    tall = _TALLER * median(word[0].bottom - word[0].top for word in some)
    fields = {area for area in areas if _holds(cell, area) and _is_set_in(cell, area) and area.bottom - area.top >= tall}
    if not 0 < len(fields) <= _MOST_FIELDS or not all(_has_label(field, some) for field in fields):
        return []
    bands: list[Band] = []
    for field in sorted(fields, key=lambda field: (field.top, field.x0)):
        if bands and abs(bands[-1].top - field.top) <= _NEAR and abs(bands[-1].bottom - field.bottom) <= _NEAR:
            bands[-1] = bands[-1]._replace(sides=(*bands[-1].sides, field.x0, field.x1))
        else:
            bands.append(Band(field.top, field.bottom, (field.x0, field.x1)))
    apart = all(a.bottom <= b.top + _NEAR for a, b in pairwise(bands))
    return bands if apart and not any(_is_cut(word, band) for word in some for band in bands) else []


def _is_set_in(cell: Box, area: Box) -> bool:
    """Whether an area leaves room beside it, and above or below it."""
    beside = area.x0 > cell.x0 + _INSET or area.x1 < cell.x1 - _INSET
    return beside and (area.top > cell.top + _INSET or area.bottom < cell.bottom - _INSET)


def _has_label(field: Box, some: Words) -> bool:
    return any(
        field.top < (word[0].top + word[0].bottom) / 2 < field.bottom and not field.x0 < (word[0].x0 + word[-1].x1) / 2 < field.x1
        for word in some
    )


def _is_cut(word: Word, band: Band) -> bool:
    """Whether the end or a side of a row goes through a word."""
    top, bottom = word[0].top, word[0].bottom
    ends = any(top + _NEAR < y < bottom - _NEAR for y in (band.top, band.bottom))
    within = band.top < (top + bottom) / 2 < band.bottom
    return ends or (within and any(word[0].x0 + _NEAR < x < word[-1].x1 - _NEAR for x in band.sides))


def _cut(grid: Grid, cuts: Mapping[Span, Sequence[Band]]) -> Grid:
    """The grid with rows and cells for bands; as it is where this would make more slots than any printed table has."""
    bands = [band for some in cuts.values() for band in some]
    xs = _with(grid.xs, (x for band in bands for x in band.sides))
    ys = _with(grid.ys, (y for band in bands for y in (band.top, band.bottom)))
    if (len(xs) - 1) * (len(ys) - 1) > MAX_SLOTS:
        return grid
    spans: list[Span] = []
    for span in grid.spans:
        box = grid.span_box(span)
        rows = {(_at(ys, band.top), _at(ys, band.bottom)): band.sides for band in cuts.get(span, ())}
        first, last = ys.index(box.top), ys.index(box.bottom)
        for top, bottom in _steps(first, last, (row for pair in rows for row in pair)):
            sides = rows.get((top, bottom), ())
            columns = _steps(xs.index(box.x0), xs.index(box.x1), (_at(xs, x) for x in sides))
            spans += [Span(top, left, bottom - top, right - left) for left, right in columns]
    return Grid(xs, ys, tuple(sorted(spans)))


def _with(lines: Sequence[float], others: Iterable[float]) -> tuple[float, ...]:
    """Lines with others that none of them is near to, in ascending order."""
    out = list(lines)
    for at in sorted(others):
        if min(abs(at - line) for line in out) > _NEAR:
            out.append(at)
    return tuple(sorted(out))


def _at(lines: Sequence[float], at: float) -> int:
    """The index of the line next to a place."""
    return min(range(len(lines)), key=lambda index: abs(lines[index] - at))


def _steps(first: int, last: int, between: Iterable[int]) -> Iterator[tuple[int, int]]:
    return pairwise((first, *sorted({at for at in between if first < at < last}), last))
