"""Fonts that give all characters the box of a full-width one: figures and signs in them are half as wide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

_WIDE = 0.7
"""Width of a box, in heights, from which a figure or Latin letter may be narrower than its box."""

_NARROW = 0x2000
"""Code points below which a character is about half as wide as it is high."""

_NEXT = 1.1
_LAPPED = 0.75
"""Share of a box's width before which the next character begins where its box is too wide."""

Coordinates = npt.NDArray[np.floating[Any]]
Marks = npt.NDArray[np.bool_]


def right_sides(x0: Coordinates, top: Coordinates, x1: Coordinates, bottom: Coordinates, texts: Sequence[str]) -> Coordinates:
    """The right sides of characters in stream order.

    Wide boxes of narrow characters are halved, but not those of figures and letters where the next one begins behind the box, or
    where that is so for most others of the page: such a font has low boxes, not wide ones.
    """
    width = x1 - x0
    wide = _marks(texts, lambda text: ord(text) < _NARROW) & (width > _WIDE * (bottom - top))
    if not wide.any():
        return x1
    plain = wide & _marks(texts, str.isalnum)
    step = np.full(len(x0), np.inf)
    step[:-1] = np.where(plain[1:], x0[1:] - x0[:-1], np.inf)
    level = np.zeros(len(x0), dtype=bool)
    level[:-1] = np.abs(bottom[1:] - bottom[:-1]) < (bottom - top)[:-1] / 2
    followed = plain & level & (step > 0) & (step <= _NEXT * width)
    lapped = followed & (step < _LAPPED * width)
    low = 2 * int(lapped.sum()) < int(followed.sum())
    kept = (followed & ~lapped) | (plain & ~followed & low)
    return np.where(wide & ~kept, (x0 + x1) / 2, x1)


def _marks(texts: Sequence[str], test: Callable[[str], bool]) -> Marks:
    return np.array([test(text) for text in texts], dtype=bool)
