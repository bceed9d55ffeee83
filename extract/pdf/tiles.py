"""Columns that only shading shows: a header cell that several shaded areas fill side by side is a cell each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.pdf.glyphs import Words
from extract.pdf.grid import Grid, Span
from extract.pdf.paths import Areas
from schemas import Box

_NEAR = 2.5
"""Points by which a shaded area may miss the sides of its cell."""

_ABUT = 1.0
_NARROWEST = 10.0
"""Points that a shaded area is wide at least: narrower ones are strips of a gradient."""

_OVER = 1.0
_MOST_FILLS = 5_000
_MOST_CELLS = 5_000


def tiled_columns(grid: Grid, inside: Mapping[Span, Words], fills: Areas) -> dict[Span, Sequence[float]]:
    """The cells that shaded areas part, and those below them with texts on both sides, with the places where.

    `inside` are the words of the cells that hold any; `fills` the filled rectangles of the page.
    """
    if not 1 < len(fills) <= _MOST_FILLS or len(inside) > _MOST_CELLS:
        return {}
    found: dict[Span, Sequence[float]] = {}
    by_row = sorted((span for span in inside if span.colspan == 1), key=lambda span: (span.column, span.row))
    for span in by_row:
        if span in found or len(inside[span]) < 2:
            continue
        ends = _tile_ends(grid.span_box(span), fills)
        if not ends or not _fills_all(inside[span], ends):
            continue
        below = [other for other in by_row if other.column == span.column and other.row > span.row]
        if 2 * sum(_fills_all(inside[other], ends) for other in below) >= len(below) > 0:
            found[span] = ends
            found |= {other: kept for other in below if (kept := _uncrossed(inside[other], ends))}
    return found


def _tile_ends(cell: Box, areas: Areas) -> Sequence[float]:
    """Where the shaded areas end that fill a cell side by side, without the cell's own sides; () where none do."""
    high = (areas[:, 1] <= cell.top + _NEAR) & (areas[:, 3] >= cell.bottom - _NEAR)
    within = (areas[:, 0] >= cell.x0 - _NEAR) & (areas[:, 2] <= cell.x1 + _NEAR)
    tiles = sorted({(round(x0, 1), round(x1, 1)) for x0, x1 in areas[high & within][:, (0, 2)].tolist()})
    if len(tiles) < 2 or tiles[0][0] > cell.x0 + _NEAR or tiles[-1][1] < cell.x1 - _NEAR:
        return ()
    abut = all(abs(a[1] - b[0]) <= _ABUT for a, b in pairwise(tiles))
    return [a[1] for a in tiles[:-1]] if abut and all(x1 - x0 >= _NARROWEST for x0, x1 in tiles) else ()


def _uncrossed(texts: Words, ends: Sequence[float]) -> Sequence[float]:
    """The places that no word crosses."""
    return [x for x in ends if not any(word[0].x0 + _OVER < x < word[-1].x1 - _OVER for word in texts)]


def _fills_all(texts: Words, ends: Sequence[float]) -> bool:
    """Whether words stand between all of the places, and cross none."""
    return len(_uncrossed(texts, ends)) == len(ends) and len(set(_slots(texts, ends))) == len(ends) + 1


def _slots(texts: Words, ends: Sequence[float]) -> Iterator[int]:
    return (sum(x <= (word[0].x0 + word[-1].x1) / 2 for x in ends) for word in texts)
