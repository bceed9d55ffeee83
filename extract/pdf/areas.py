"""Areas of a page that are read one after the other: columns of text, and two pages printed side by side on one sheet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from extract.pdf.chunks import Row, text_rows
from extract.pdf.glyphs import Glyph
from extract.pdf.page import Page
from extract.pdf.paths import Strokes

_SPARSE = 0.3
"""Share of the usual number of glyphs over each other up to which a place may be the blank between two columns."""

_EDGE = 0.2
"""Share of the print's width at its sides in which no blank between columns is looked for."""

_FEWEST_ROWS = 6
_FEWEST_PROSE = 3
_PROSE = 12
"""Characters that a line of a text column has at least."""

_FULL = 0.7
"""Share of a column's width that a full line takes at least."""

_LANDSCAPE = 1.2
_CENTRE = 0.06
_GUTTER = 2.5
"""Blank between two pages on one sheet at least, in heights of the line."""

_REACH = 4.0
"""Points on both sides of the blank in which no rule may cross it: wider than the gaps of dotted rules."""

_MOST_GLYPHS = 20_000


def areas(page: Page) -> tuple[Page, ...]:
    """The page in parts that follow each other in reading order; the page itself where it is one.

    A sheet with two pages side by side gives its halves; where prose runs in columns, each column is a part, and so is
    what stands above and below them over the whole width. Boxes stay those of the whole page.
    """
    if not 2 * _FEWEST_ROWS * _PROSE <= len(page.glyphs) <= _MOST_GLYPHS or not _has_blank(page.glyphs):
        return (page,)
    rows = text_rows(page.words)
    x = _blank(rows)
    if x is None:
        return (page,)
    parts = [part for first, last, split in _runs(rows, x, page) for part in _cut(page, rows[first:last], x, split)]
    return tuple(parts) if len(parts) > 1 else (page,)


def _has_blank(glyphs: Sequence[Glyph]) -> bool:
    """Whether some place in the middle of the print has few glyphs above each other: a quick look before a closer one."""
    starts, ends = np.sort([glyph.x0 for glyph in glyphs]), np.sort([glyph.x1 for glyph in glyphs])
    left, right = starts[0], ends[-1]
    if not right - left < 1e5:
        return False
    places = np.arange(left, right)
    depth = np.searchsorted(starts, places, "right") - np.searchsorted(ends, places, "right")
    edge = int(_EDGE * len(places))
    inner = depth[edge : len(places) - edge]
    return bool(len(inner)) and bool(inner.min() <= _SPARSE * np.median(depth))


def _blank(rows: Sequence[Row]) -> float | None:
    """The place that most rows with print on both sides leave blank, None where no column can be parted there."""
    left, right = min(row.chunks[0].x0 for row in rows), max(row.chunks[-1].x1 for row in rows)
    places = np.arange(left + _EDGE * (right - left), right - _EDGE * (right - left), 2.0)
    if not 0 < len(places) < 10_000:
        return None
    votes = np.zeros(len(places), dtype=int)
    for row in rows:
        votes += _leaves_blank(row, places)
    if votes.max() < _FEWEST_ROWS:
        return None
    best = np.flatnonzero(votes == votes.max())
    return float(places[best[len(best) // 2]])


def _leaves_blank(row: Row, places: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    blank = (places > row.chunks[0].x1) & (places < row.chunks[-1].x0)
    for chunk in row.chunks[1:-1]:
        blank &= (places < chunk.x0 - 1) | (places > chunk.x1 + 1)
    return blank


def _runs(rows: Sequence[Row], x: float, page: Page) -> Iterator[tuple[int, int, bool]]:
    """First row and end of the stretches of rows that cross a place, or leave it blank; the latter with True if parted."""
    crossed = sorted(_crossing_rules(page, x))
    start = 0
    split: list[tuple[int, int]] = []
    for index, row in enumerate([*rows, None]):
        ends = row is None or any(chunk.x0 < x < chunk.x1 for chunk in row.chunks) or _ruled_off(rows, index, crossed)
        if ends:
            if _is_parted(rows[start:index], x, page) and not _is_ruled(rows[start:index], x, page, crossed):
                split.append((start, index))
            crosses = row is None or any(chunk.x0 < x < chunk.x1 for chunk in row.chunks)
            start = index + 1 if crosses else index
    at = 0
    for first, last in split:
        yield at, first, False
        yield first, last, True
        at = last
    yield at, len(rows), False


def _ruled_off(rows: Sequence[Row], index: int, crossed: Sequence[float]) -> bool:
    """Whether a rule over the blank, of those at ascending heights, lies between a row and the one above."""
    above = (rows[index - 1].top + rows[index - 1].bottom) / 2 if index else 0.0
    nearest = bisect_right(crossed, above)
    return nearest < len(crossed) and crossed[nearest] <= (rows[index].top + rows[index].bottom) / 2


def _crossing_rules(page: Page, x: float) -> list[float]:
    """Where level strokes cross a place, from the top of the page."""
    strokes = page.strokes
    level = np.abs(strokes[:, 3] - strokes[:, 1]) <= 1.0
    reaches = (np.minimum(strokes[:, 0], strokes[:, 2]) < x + _REACH) & (np.maximum(strokes[:, 0], strokes[:, 2]) > x - _REACH)
    return [float(y) for y in np.unique(strokes[level & reaches, 1])]


def _is_ruled(rows: Sequence[Row], x: float, page: Page, crossed: Sequence[float]) -> bool:
    """Whether the blank holds an upright rule that meets a level one: the column line of a table."""
    left = max((chunk.x1 for row in rows for chunk in row.chunks if chunk.middle < x), default=x)
    right = min((chunk.x0 for row in rows for chunk in row.chunks if chunk.middle > x), default=x)
    strokes = page.strokes
    upright = (np.abs(strokes[:, 2] - strokes[:, 0]) <= 1.0) & (strokes[:, 0] >= left - 1) & (strokes[:, 0] <= right + 1)
    ys = strokes[upright][:, (1, 3)]
    inside = ys[(ys.max(axis=1) > rows[0].top) & (ys.min(axis=1) < rows[-1].bottom)]
    return len(inside) > 0 and any(inside.min() - _REACH <= y <= inside.max() + _REACH for y in crossed)


def _is_parted(rows: Sequence[Row], x: float, page: Page) -> bool:
    """Whether rows that leave a place blank are two pages side by side, or prose in two columns."""
    if len(rows) < _FEWEST_ROWS:
        return False
    sides = ([_side(row, x, -1) for row in rows], [_side(row, x, 1) for row in rows])
    if _is_two_up(rows, x, page):
        return True
    return all(_prose_lines(side) >= _FEWEST_PROSE for side in sides)


def _side(row: Row, x: float, sign: int) -> Row | None:
    chunks = tuple(chunk for chunk in row.chunks if sign * (chunk.middle - x) > 0)
    return Row(chunks) if chunks else None


def _prose_lines(rows: Sequence[Row | None]) -> int:
    """How many rows are full lines of prose: few figures, and print over most of the width of their column."""
    some = [row for row in rows if row]
    if not some:
        return 0
    width = max(row.chunks[-1].x1 for row in some) - min(row.chunks[0].x0 for row in some)
    return sum(
        sum(len(chunk.text) for chunk in row.chunks) >= _PROSE
        and 3 * row.figures < len(row.chunks)
        and sum(chunk.x1 - chunk.x0 for chunk in row.chunks) >= _FULL * width
        for row in some
    )


def _is_two_up(rows: Sequence[Row], x: float, page: Page) -> bool:
    """Whether a wide sheet has a broad blank in its middle from the first row of its print to the last."""
    width, height = page.frame.size
    if width < _LANDSCAPE * height or abs(x - width / 2) > _CENTRE * width:
        return False
    lefts = [chunk.x1 for row in rows for chunk in row.chunks if chunk.middle < x]
    rights = [chunk.x0 for row in rows for chunk in row.chunks if chunk.middle > x]
    if not lefts or not rights or min(rights) - max(lefts) < _GUTTER * rows[0].height:
        return False
    top, bottom = min(glyph.top for glyph in page.glyphs), max(glyph.bottom for glyph in page.glyphs)
    return rows[0].top <= top + 1 and rows[-1].bottom >= bottom - 1


def _cut(page: Page, rows: Sequence[Row], x: float, split: bool) -> list[Page]:
    """The part of a page that some rows take, as one or as its two sides."""
    if not rows:
        return []
    top, bottom = min(row.top for row in rows), max(row.bottom for row in rows)
    inside = [glyph for glyph in page.glyphs if top <= (glyph.top + glyph.bottom) / 2 <= bottom]
    if not split:
        return [_part(page, inside, (-np.inf, np.inf), (top, bottom))]
    left = [glyph for glyph in inside if glyph.x0 + glyph.x1 < 2 * x]
    right = [glyph for glyph in inside if glyph.x0 + glyph.x1 >= 2 * x]
    return [_part(page, left, (-np.inf, x), (top, bottom)), _part(page, right, (x, np.inf), (top, bottom))]


_AROUND = 12.0
"""Points above and below the print of a part in which rules belong to it."""


def _part(page: Page, glyphs: list[Glyph], xs: tuple[float, float], ys: tuple[float, float]) -> Page:
    strokes, fills, shades = (_near(ends, xs, ys) for ends in (page.strokes, page.fills, page.shades))
    return replace(page, glyphs=tuple(glyphs), strokes=strokes, fills=fills, shades=shades)


def _near(ends: Strokes, xs: tuple[float, float], ys: tuple[float, float]) -> Strokes:
    """The strokes, or boxes, whose middles lie in a part of the page or close above or below it."""
    x, y = (ends[:, 0] + ends[:, 2]) / 2, (ends[:, 1] + ends[:, 3]) / 2
    return ends[(xs[0] <= x) & (x < xs[1]) & (y > ys[0] - _AROUND) & (y < ys[1] + _AROUND)]
