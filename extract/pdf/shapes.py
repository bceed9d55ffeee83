"""Ragged shapes of slots, as missing rules leave them, cut into rectangular cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

_MOST_SLOTS = 64
"""Slots of a shape up to which all its rectangles are compared: the others, such as the space around a chart, hold no text."""

Slot = tuple[int, int]
"""A row and a column."""

Rectangle = tuple[int, int, int, int]
"""A row, a column, a row span and a column span."""


def rectangles(slots: set[Slot], weight: Callable[[Rectangle], tuple[float, ...]]) -> list[Rectangle]:
    """Rectangles that cover the slots: one for a proper cell, several, the one of most weight first, for a ragged shape."""
    if len(slots) == 1:
        return [(*row_column, 1, 1) for row_column in slots]
    left, found = set(slots), []
    while left:
        row, column, rowspan, colspan = best = _best(left, weight)
        left -= {(row + r, column + c) for r in range(rowspan) for c in range(colspan)}
        found.append(best)
    return found


def _best(slots: set[Slot], weight: Callable[[Rectangle], tuple[float, ...]]) -> Rectangle:
    first = _widest(slots, min(slots))
    if first[2] * first[3] == len(slots) or len(slots) > _MOST_SLOTS:
        return first
    return max(_all(slots), key=lambda rectangle: (weight(rectangle), (-rectangle[0], -rectangle[1])))


def _widest(slots: set[Slot], corner: Slot) -> Rectangle:
    """The rectangle from a top left corner as far to the right as it goes, then as far down."""
    row, column = corner
    colspan = next(n for n in range(1, len(slots) + 2) if (row, column + n) not in slots)
    rowspan = 1
    while all((row + rowspan, column + n) in slots for n in range(colspan)):
        rowspan += 1
    return row, column, rowspan, colspan


def _all(slots: set[Slot]) -> Iterator[Rectangle]:
    """Of every slot and every width the longest rectangle that begins there."""
    for row, column in slots:
        colspan = 1
        while (row, column + colspan - 1) in slots:
            rowspan = 1
            while all((row + rowspan, column + n) in slots for n in range(colspan)):
                rowspan += 1
            yield row, column, rowspan, colspan
            colspan += 1
