"""What a page draws beside text: straight strokes, which are lines, edges of boxes and thin filled bars, filled areas, images."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extract.pdf.raw import address, call_all, functions, is_white, rows_of

MAX_OBJECTS = 200_000
"""Drawing objects, and points of all paths, of one page above which no reader of tables would end in reasonable time."""

THIN = 3.0
"""Points up to which a filled bar is a rule, not a shaded area."""

_SKEW = 0.5
_FEWEST_SIDES, _MOST_SIDES = 3, 5
_DEEPEST = 4
_TEXT, _IMAGE, _FORM = 1, 3, 5
_LINE, _MOVE = 0, 2
_NO_PATH = -1
"""What PDFium gives as the number of points of an object that is no path."""

Stroke = tuple[float, float, float, float]
Strokes = npt.NDArray[np.float64]
"""One row a stroke: x and y of its two ends."""

Areas = npt.NDArray[np.float64]
"""One row an upright rectangle on a page as it is read: left, top, right and bottom."""

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Crowded(Exception):  # noqa: N818 - names the state of the page
    """A page has more objects or characters than can be read."""


class Drawing(NamedTuple):
    """What a page draws, in PDF coordinates and in no order.

    `fills` are the rectangles that are filled, but not stroked and no bars, as strokes from corner to corner, `shades` those of
    them that are not white; an image fills the unit square under its matrix. `texts` are the addresses of the text objects
    outside of forms.
    """

    strokes: Strokes
    fills: Strokes
    shades: Strokes
    images: tuple[Matrix, ...]
    texts: Sequence[int]

    @property
    def pictured(self) -> float:
        """The area of the images in square points."""
        return sum(abs(a * d - b * c) for a, b, c, d, _, _ in self.images)


class _Filled(NamedTuple):
    """The filled rectangles found so far: all, and those that are not white."""

    fills: list[Stroke]
    shades: list[Stroke]


def drawing(page: Any) -> Drawing:
    """What an open page draws; raises `Crowded`. Images as thin as rules are strokes: dots and lines of some producers."""
    pdf, budget, root = functions(), _Budget(), address(page.raw)
    found: list[Strokes] = []
    areas = _Filled([], [])
    images: list[Matrix] = []
    texts: list[int] = []
    groups = [(list(map(pdf.object_at, repeat(root), range(budget.spend(pdf.count_objects(root))))), _SAME, 0)]
    while groups:
        items, outer, depth = groups.pop()
        counts = list(map(pdf.count_segments, items))
        found += _drawn(items, counts, outer, budget, areas)
        for item in (item for item, count in zip(items, counts, strict=True) if count == _NO_PATH):
            kind = pdf.object_type(item)
            if kind == _TEXT and not depth:
                texts.append(item)
            elif kind == _IMAGE:
                images.append(_times(_matrix(item), outer))
            elif kind == _FORM and depth < _DEEPEST:
                inner = range(budget.spend(pdf.form_count(item)))
                groups.append((list(map(pdf.form_object, repeat(item), inner)), _times(_matrix(item), outer), depth + 1))
    thin = [bar for matrix in images if (bar := _thin(matrix))]
    return Drawing(np.concatenate([_rows(thin), *found]), _rows(areas.fills), _rows(areas.shades), tuple(images), texts)


def _rows(ends: Sequence[Stroke]) -> Strokes:
    return np.array(ends, np.float64).reshape(-1, 4)


def _drawn(items: Sequence[int], counts: Sequence[int], outer: Matrix, budget: _Budget, areas: _Filled) -> Iterator[Strokes]:
    """The strokes of the paths among some objects, by how many points each has; filled rectangles are added to `areas`.

    Most paths are lines of two points, whose numbers land in arrays without an object each.
    """
    budget.spend(sum(count for count in counts if count > 0))
    lines = [path for path, count in zip(items, counts, strict=True) if count == 2]
    if lines:
        yield _lines(lines, outer)
    shapes = (_shape(path, count, outer, areas) for path, count in zip(items, counts, strict=True) if count > 2)
    if some := [stroke for shape in shapes for stroke in shape]:
        yield np.array(some, dtype=np.float64)


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


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _lines(paths: Sequence[int], outer: Matrix) -> Strokes:
    """The strokes of paths of two points, which are lines however they are painted."""
    pdf = functions()
    matrices = np.tile(np.array(_SAME, np.float32), (len(paths), 1))
    call_all(map(pdf.matrix, paths, rows_of(matrices)))
    ends = []
    for index in (0, 1):
        points = np.zeros((len(paths), 2), np.float32)
        xs = rows_of(points)
        ys = range(xs.start + 4, xs.stop + 4, xs.step)
        call_all(map(pdf.segment_point, map(pdf.segment_at, paths, repeat(index)), xs, ys))
        ends.append(points.astype(np.float64))
    a, b, c, d, e, f = _times(tuple(matrices.astype(np.float64).T), outer)
    return np.column_stack([part for x, y in (end.T for end in ends) for part in (a * x + c * y + e, b * x + d * y + f)])


def _shape(item: int, count: int, outer: Matrix, areas: _Filled) -> list[Stroke]:
    """The strokes of one path: its straight segments if it is stroked, the long axes of its thin bars if it is filled.

    What else is filled is added to `areas` if it is a rectangle.
    """
    functions().draw_mode(item, _FILL, _STROKE)
    if not (_MODES[0] or _MODES[1]):
        return []
    stroked = bool(_MODES[1])
    segments = list(_segments(item, count, _times(_matrix(item), outer)))
    if stroked:
        return [stroke for stroke, _ in segments]
    bars: list[Stroke] = []
    filled: list[Stroke] = []
    for shape in _shapes(segments):
        if bar := _bar(shape):
            bars.append(bar)
        elif area := _rectangle(shape):
            filled.append(area)
    areas.fills.extend(filled)
    if filled and not is_white(item):
        areas.shades.extend(filled)
    return bars


def _segments(item: int, count: int, matrix: Matrix) -> Iterator[tuple[Stroke, bool]]:
    """The straight segments of a path, each with whether it is the first of a new shape."""
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
        if kind == _MOVE:
            begin, opening = point, True
        elif kind == _LINE:
            yield (*last, *point), opening
            opening = False
        if point != begin and pdf.segment_close(segment):
            yield (*point, *begin), False
        last = point


def _shapes(segments: Sequence[tuple[Stroke, bool]]) -> Iterator[list[Stroke]]:
    """The segments of a path shape by shape."""
    shape: list[Stroke] = []
    for stroke, opening in segments:
        if opening and shape:
            yield shape
            shape = []
        shape.append(stroke)
    if shape:
        yield shape


def _thin(m: Matrix) -> Stroke | None:
    """The long axis of an image that is as thin as a rule."""
    xs, ys = (m[4], m[4] + m[0] + m[2]), (m[5], m[5] + m[1] + m[3])
    return _axis((min(xs), min(ys), max(xs), max(ys)))


def _bar(shape: Sequence[Stroke]) -> Stroke | None:
    """The long axis of a thin shape, None for a wide one."""
    return _axis(_bounds(shape))


def _axis(ends: Stroke) -> Stroke | None:
    x0, y0, x1, y1 = ends
    if y1 - y0 <= THIN and y1 - y0 <= x1 - x0:
        return x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    if x1 - x0 <= THIN:
        return (x0 + x1) / 2, y0, (x0 + x1) / 2, y1
    return None


def _rectangle(shape: Sequence[Stroke]) -> Stroke | None:
    """The corners of a shape that is an upright rectangle."""
    x0, y0, x1, y1 = _bounds(shape)
    upright = all(min(abs(a - x0), abs(x1 - a)) < _SKEW for stroke in shape for a in stroke[0::2])
    level = upright and all(min(abs(a - y0), abs(y1 - a)) < _SKEW for stroke in shape for a in stroke[1::2])
    return (x0, y0, x1, y1) if level and _FEWEST_SIDES <= len(shape) <= _MOST_SIDES else None


def _bounds(shape: Sequence[Stroke]) -> Stroke:
    xs = [x for stroke in shape for x in stroke[0::2]]
    ys = [y for stroke in shape for y in stroke[1::2]]
    return min(xs), min(ys), max(xs), max(ys)
