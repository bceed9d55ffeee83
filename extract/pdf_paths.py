"""The straight strokes that a page draws: lines, edges of stroked boxes and the long axes of thin filled bars."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.pdf_raw import address, functions

MAX_OBJECTS = 200_000
"""Drawing objects, and points of all paths, of one page above which no reader of tables would end in reasonable time."""

THIN = 3.0
"""Points up to which a filled bar is a rule, not a shaded area."""

_DEEPEST = 4

Point = tuple[float, float]
Stroke = tuple[float, float, float, float]
Strokes = npt.NDArray[np.float64]
"""One row a stroke: x and y of its two ends."""

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Crowded(Exception):  # noqa: N818 - names the state of the page
    """A page has more objects or characters than can be read."""


def strokes(page: Any) -> tuple[Strokes, float]:
    """The strokes of an open page in PDF coordinates, and the area of its images in square points; raises `Crowded`."""
    from pypdfium2 import raw

    pdf, budget = functions(), _Budget()
    found: list[Stroke] = []
    pictured = 0.0
    root = address(page.raw)
    stack = [(pdf.object_at(root, index), _SAME, 0) for index in range(budget.spend(pdf.count_objects(root)))]
    while stack:
        item, outer, depth = stack.pop()
        kind = pdf.object_type(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            found += _path(item, outer, budget)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(item), outer)
            count = budget.spend(pdf.form_count(item))
            stack.extend((pdf.form_object(item, index), inner, depth + 1) for index in range(count))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += _area(_times(_matrix(item), outer))
    return np.array(found, dtype=np.float64).reshape(-1, 4), pictured


class _Budget:
    """Counts what is read of a page."""

    def __init__(self) -> None:
        self.left = MAX_OBJECTS

    def spend(self, count: int) -> int:
        """`count` where there is room for so many more; raises `Crowded`."""
        self.left -= max(count, 0)
        if self.left < 0:
            raise Crowded(f"over {MAX_OBJECTS:,} drawing objects")
        return max(count, 0)


_NUMBERS = (ctypes.c_float * 6)()
_X, _Y = ctypes.addressof(_NUMBERS), ctypes.addressof(_NUMBERS) + ctypes.sizeof(ctypes.c_float)
_MODES = (ctypes.c_int * 2)()
_FILL, _STROKE = ctypes.addressof(_MODES), ctypes.addressof(_MODES) + ctypes.sizeof(ctypes.c_int)


def _matrix(item: int) -> Matrix:
    if not functions().matrix(item, _X):
        return _SAME
    a, b, c, d, e, f = _NUMBERS
    return a, b, c, d, e, f


def _area(m: Matrix) -> float:
    """The area of the unit square, which an image fills, under a matrix."""
    return abs(m[0] * m[3] - m[1] * m[2])


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _path(item: int, outer: Matrix, budget: _Budget) -> list[Stroke]:
    """The strokes of one path: its straight segments if it is stroked, the long axes of its thin bars if it is filled."""
    pdf = functions()
    pdf.draw_mode(item, _FILL, _STROKE)
    if not (_MODES[0] or _MODES[1]):
        return []
    stroked = bool(_MODES[1])
    count = budget.spend(pdf.count_segments(item))
    matrix = _times(_matrix(item), outer)
    segments = list(_segments(item, count, matrix))
    return [stroke for stroke, _ in segments] if stroked else list(_bars(segments))


def _segments(item: int, count: int, matrix: Matrix) -> Iterator[tuple[Stroke, bool]]:
    """The straight segments of a path, each with whether it is the first of a new shape."""
    from pypdfium2 import raw

    pdf = functions()
    a, b, c, d, e, f = matrix
    begin = last = (0.0, 0.0)
    opening = True
    for index in range(count):
        segment = pdf.segment_at(item, index)
        pdf.segment_point(segment, _X, _Y)
        x, y = _NUMBERS[0], _NUMBERS[1]
        point = (a * x + c * y + e, b * x + d * y + f)
        kind = pdf.segment_type(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin, opening = point, True
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield (*last, *point), opening
            opening = False
        if count > 2 and point != begin and pdf.segment_close(segment):
            yield (*point, *begin), False
        last = point


def _bars(segments: Sequence[tuple[Stroke, bool]]) -> Iterator[Stroke]:
    """The long axes of the thin bars among filled shapes."""
    shape: list[Stroke] = []
    for stroke, opening in segments:
        if opening and shape:
            yield from _bar(shape)
            shape = []
        shape.append(stroke)
    if shape:
        yield from _bar(shape)


def _bar(shape: Sequence[Stroke]) -> Iterator[Stroke]:
    xs = [x for stroke in shape for x in stroke[0::2]]
    ys = [y for stroke in shape for y in stroke[1::2]]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if y1 - y0 <= THIN and y1 - y0 <= x1 - x0:
        yield x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    elif x1 - x0 <= THIN:
        yield (x0 + x1) / 2, y0, (x0 + x1) / 2, y1
