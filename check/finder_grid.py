"""A bare grid of figures as arrays: exact integers in one common scale, how finely each is printed, and how much it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_ROOM = 2**61  # sums of all absolute values stay below this
_MOST_DIGITS = 15
_NEARLY_ALL = 0.9
_MANY = 20


@dataclass(frozen=True)
class Grid:
    """Figures by position and line: a sum runs along the positions, and the same sum is looked for in every line.

    `values` are exact integers of shape (positions, lines), 0 where `known` is false; `quanta` is one unit of the last
    printed digit in the same scale.
    """

    values: Ints
    quanta: Ints
    known: Flags

    @property
    def turned(self) -> Grid:
        """The same grid with positions and lines exchanged."""
        return Grid(self.values.T.copy(), self.quanta.T.copy(), self.known.T.copy())

    @cached_property
    def units(self) -> Ints:
        """The smallest step that the figures of a line are seen to take: trailing zeros that all of them share tell nothing.

        Per cell the power of ten that divides it, but no more than what divides three quarters of its line.
        """
        own = _powers_of_ten(self.values)
        shared = np.ones(own.shape[1], dtype=np.int64)
        for line in range(own.shape[1]):
            seen = own[self.known[:, line] & (self.values[:, line] != 0), line]
            if seen.size:
                shared[line] = np.sort(seen)[seen.size // 4]
        return np.minimum(own, shared)


def grid_of(figures: Mapping[tuple[int, int], tuple[Decimal, int]], rows: int, columns: int) -> Grid:
    """A grid from figures by (row, column), each a value and the number of its printed decimals (below 0: printed to tens …).

    Digits finer than the common scale has room for are rounded away, and figures too large for it are left out: what is
    found is confronted exactly elsewhere.
    """
    scale = _scale([(value, decimals) for value, decimals in figures.values() if value.is_finite()])
    values = np.zeros((rows, columns), dtype=np.int64)
    quanta = np.ones((rows, columns), dtype=np.int64)
    known = np.zeros((rows, columns), dtype=np.bool_)
    limit = _ROOM // max(1, len(figures))
    for (row, column), (value, decimals) in figures.items():
        if not value.is_finite() or value.adjusted() + scale > _MOST_DIGITS + 3:
            continue
        whole = int(value.scaleb(scale).to_integral_value())
        if abs(whole) <= limit:
            values[row, column] = whole
            quanta[row, column] = 10 ** min(max(0, scale - decimals), _MOST_DIGITS)
            known[row, column] = True
    return Grid(values, np.maximum(quanta, _steps(values, known, 10**scale)), known)


def whole_grid(values: Ints, at: tuple[Ints, ...], decimals: Sequence[int]) -> Grid:
    """What `grid_of` makes of figures without decimals: a matrix, the places in it that hold one, their decimals (0 or below)."""
    known, quanta = np.zeros(values.shape, dtype=np.bool_), np.ones_like(values)
    known[at] = True
    quanta[at] = 10 ** np.minimum(-np.array(decimals, dtype=np.int64), _MOST_DIGITS)
    return Grid(values, np.maximum(quanta, _steps(values, known, 1)), known)


def _steps(values: Ints, known: Flags, whole: int) -> Ints:
    """How finely figures are rounded whatever is printed: whole numbers with zeros for decimals, multiples of ten, five or three.

    A cell's step is what divides it and nearly all figures of its row or column, up to one; beyond that, nearly all of the grid.
    """
    own = np.where(known & (values != 0), _powers_of_ten(values), 0)
    rows = np.array([_low(row[row > 0]) for row in own], dtype=np.int64)
    columns = np.array([_low(column[column > 0]) for column in own.T], dtype=np.int64)
    steps = np.minimum(np.maximum(rows[:, None], columns[None, :]), np.where(own > 0, own, _ROOM))
    steps = np.maximum(1, np.minimum(steps, whole))
    everywhere = _low(own[own > 0])
    seen = values[own > 0]
    if everywhere >= whole and seen.size >= _MANY:
        coarse = next((k for k in (5, 3) if np.mean(seen % (k * everywhere) == 0) >= _NEARLY_ALL), 1)
        steps = np.maximum(steps, everywhere * coarse)
    return steps


def _low(powers: Ints) -> int:
    """The power of ten that nearly all of some figures are divisible by; 1 for none."""
    return int(np.sort(powers)[int(powers.size * (1 - _NEARLY_ALL))]) if powers.size else 1


def _scale(figures: list[tuple[Decimal, int]]) -> int:
    """The decimals that all figures get: as many as printed, fewer where the largest figures leave no room for them."""
    wanted = max((decimals for _, decimals in figures), default=0)
    tallest = sorted(value.adjusted() for value, _ in figures if value)
    room = _MOST_DIGITS - 1 - tallest[(len(tallest) * 99) // 100] if tallest else _MOST_DIGITS
    return max(0, min(wanted, room))


def _powers_of_ten(values: Ints) -> Ints:
    powers = np.ones_like(values)
    left = values.copy()
    for _ in range(_MOST_DIGITS):
        divisible = (left % 10 == 0) & (left != 0)
        if not divisible.any():
            break
        powers[divisible] *= 10
        left[divisible] //= 10
    return powers
