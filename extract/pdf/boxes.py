"""Boxes set apart in rows and columns, such as the steps of a procedure and who takes them: a table with blanks between cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.pdf.flow import lie_in, middles
from extract.pdf.glyphs import Glyph
from extract.pdf.grid import Grid, Span

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
_SAME_LINE = 1.5
_FAR = 1.5
"""Blank between two rows of boxes at most, in heights of the lower one."""

_NARROW = 4.0
"""Points of blank up to which cells are only set apart, not parted by a blank column or row."""

_MOST_BOXES = 1_000

Sides = tuple[float, float]


def with_boxes_joined(grids: Iterable[Grid], glyphs: Sequence[Glyph]) -> tuple[Grid, ...]:
    """The grids with those made one that are single boxes in rows and columns, three and two at least, with blanks between.

    The joined grid has rows and columns for the blanks too: it was written as a table of which only these cells have borders.
    Boxes without text are none of them, but places to fill in. `glyphs` are those of the page.
    """
    known = tuple(grids)
    boxes = [grid for grid in known if grid.rows == grid.columns == 1]
    if not _FEWEST_ROWS * _FEWEST_COLUMNS <= len(boxes) <= _MOST_BOXES:
        return known
    points = middles(glyphs)
    boxes = [box for box in boxes if lie_in(points, box.box).any()]
    out = [grid for grid in known if grid not in boxes]
    for block in _blocks(_rows(boxes)):
        whole = len(block) >= _FEWEST_ROWS and len(block[0]) >= _FEWEST_COLUMNS
        out += [_joined(block)] if whole else [box for row in block for box in row]
    return tuple(sorted(out, key=lambda grid: (grid.ys[0], grid.xs[0])))


def _rows(boxes: Iterable[Grid]) -> list[list[Grid]]:
    """Boxes of the same height beside each other, rows from top to bottom, boxes from left to right."""
    rows: list[list[Grid]] = []
    for box in sorted(boxes, key=lambda box: (box.ys[0], box.xs[0])):
        home = next((row for row in reversed(rows) if _are_same(row[0].ys, box.ys)), None)
        if home is None:
            rows.append([box])
        else:
            home.append(box)
    return [sorted(row, key=lambda box: box.xs[0]) for row in rows]


def _blocks(rows: Sequence[Sequence[Grid]]) -> Iterator[list[Sequence[Grid]]]:
    """Rows that follow each other closely and have the same columns; every row is in one block."""
    block: list[Sequence[Grid]] = []
    for row in rows:
        if block and not _goes_on(block[-1], row):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _goes_on(above: Sequence[Grid], below: Sequence[Grid]) -> bool:
    if len(above) != len(below) or not all(_are_same(a.xs, b.xs) for a, b in zip(above, below, strict=True)):
        return False
    if any(a.xs[-1] >= b.xs[0] for a, b in pairwise(below)):
        return False
    return 0 < below[0].ys[0] - above[0].ys[-1] <= _FAR * (below[0].ys[-1] - below[0].ys[0])


def _are_same(a: Sequence[float], b: Sequence[float]) -> bool:
    return all(abs(x - y) <= _SAME_LINE for x, y in zip(a, b, strict=True))


def _joined(block: Sequence[Sequence[Grid]]) -> Grid:
    xs, ys = _lines([box.xs for box in block[0]]), _lines([row[0].ys for row in block])
    return Grid(xs, ys, tuple(Span(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)))


def _lines(sides: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Where the lines of a joined grid lie: both sides of a blank between boxes, or its middle where it is narrow."""
    lines = [sides[0][0]]
    for (_, end), (start, _) in pairwise(sides):
        lines += [(end + start) / 2] if start - end <= _NARROW else [end, start]
    return (*lines, sides[-1][-1])
