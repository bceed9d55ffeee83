"""Bands between two rules over the width of a table: rows of it, or what is printed between two tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

import regex

from extract.pdf.glyphs import Glyph
from extract.pdf.lines import Line, lines

_PADDING = 1.2
"""Points that the text of a row keeps off the ends of its rules at least; text between tables may begin right there."""

_BESIDE = 20.0
"""Points beside a table in which text belongs to what is printed between it and the next."""

_FILLED = 0.3
"""Share of a row's height that its lines take at least."""

_TIGHT = 2.0
"""Height of a band, in heights of its one line, up to which its rules enclose the line."""

_SAME_PLACE = 3.0
_UNIT = regex.compile(r"[(\[]\s*단\s*위\s*[:：]")

Range = tuple[float, float]
"""Two coordinates, the lower first, in points."""


class Print:
    """The glyphs of a page, found by height; they are sorted when they are first asked for."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._glyphs = glyphs

    @cached_property
    def _heights(self) -> list[tuple[float, int]]:
        return sorted(((glyph.top + glyph.bottom) / 2, index) for index, glyph in enumerate(self._glyphs))

    def inside(self, band: Range, sides: Range) -> list[Glyph]:
        """The glyphs, in stream order, whose middles lie between two heights and two sides."""
        first, last = bisect_right(self._heights, (band[0], len(self._glyphs))), bisect_left(self._heights, (band[1], 0))
        near = [index for _, index in self._heights[first:last]]
        found = (self._glyphs[index] for index in sorted(near))
        return [glyph for glyph in found if sides[0] < (glyph.x0 + glyph.x1) / 2 < sides[1]]

    def lines(self, band: Range, sides: Range) -> tuple[Line, ...]:
        """The lines printed between two heights and two sides."""
        return lines(self.inside(band, sides))


def is_tight(printed: Print, band: Range, sides: Range) -> bool:
    """Whether one line stands so close between two rules that they enclose it: tables are set further apart."""
    found = _around(printed, band, sides)
    return len(found) == 1 and band[1] - band[0] <= _TIGHT * (found[0].box.bottom - found[0].box.top)


def is_row(printed: Print, band: Range, sides: Range, labels: Range) -> bool:
    """Whether what is printed between two rules over the width of a table is a row of it, not text between two tables.

    A row keeps off the ends of the rules, fills most of its height, and begins below the labels of the rows above it or
    stands in the middle. `labels` are the top of these rows and the right side of their first column.
    """
    (left, right), (start, end) = sides, band
    found = _around(printed, band, sides)
    if not found or any(_UNIT.search(line.text) for line in found):
        return False
    x0, x1 = min(line.box.x0 for line in found), max(line.box.x1 for line in found)
    filled = found[-1].box.bottom - found[0].box.top >= _FILLED * (end - start)
    if x0 - left < _PADDING or x1 > right or not filled:
        return False
    above = printed.lines((labels[0], start), (left, labels[1]))
    return abs(x0 + x1 - left - right) <= 2 * _SAME_PLACE or any(abs(line.box.x0 - x0) <= _SAME_PLACE for line in above)


def _around(printed: Print, band: Range, sides: Range) -> tuple[Line, ...]:
    return printed.lines(band, (sides[0] - _BESIDE, sides[1] + _BESIDE))
