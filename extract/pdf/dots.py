"""Upright dotted lines of square dots: a square is as long as it is broad and would pass for a piece of a level line."""

from __future__ import annotations

import numpy as np

from extract.pdf.paths import Strokes

_DOT = 2.0
"""Length of a dot in points at most."""

_SAME = 0.3
_FARTHEST = 4.0
"""Points from the start of one dot to that of the next at most."""

_FEWEST = 5
"""Dots of a line at least."""


def upright_lines(strokes: Strokes) -> Strokes:
    """The upright lines that the short level strokes of a page make where they stand below each other at even steps."""
    x0, x1 = np.minimum(strokes[:, 0], strokes[:, 2]), np.maximum(strokes[:, 0], strokes[:, 2])
    short = (strokes[:, 1] == strokes[:, 3]) & (x1 - x0 <= _DOT) & (x1 > x0)
    x, y = (x0[short] + x1[short]) / 2, strokes[short, 1]
    if len(x) < _FEWEST:
        return np.zeros((0, 4))
    order = np.lexsort((y, np.round(x / _SAME)))
    x, y = x[order], y[order]
    step = np.diff(y)
    goes_on = (np.abs(np.diff(x)) <= _SAME) & (step > 0) & (step <= _FARTHEST)
    ends = np.append(np.flatnonzero(~goes_on), len(x) - 1)
    starts = np.append(0, ends[:-1] + 1)
    lines = ends - starts + 1 >= _FEWEST
    first, last = starts[lines], ends[lines]
    return np.column_stack((x[first], y[first], x[first], y[last]))
