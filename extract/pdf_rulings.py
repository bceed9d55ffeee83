"""The straight rules that a page draws: strokes, edges of stroked boxes and thin filled bars, dashes joined to lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from extract.pdf_page import MAX_OBJECTS, Crowded, Frame

THIN = 3.0
"""Points up to which a filled bar is a rule, not a shaded area."""

_STRAIGHT = 1.0
_DASH = 8.0
_DASH_GAP = 3.0
_SLACK = 1.0
_SAME_RULE = 1.0

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A horizontal or vertical line: its constant coordinate, and where it begins and ends on the other axis, in points."""

    at: float
    start: float
    end: float


class Rulings(NamedTuple):
    """The rules of a page, from its top left corner."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]


def rulings(document: Any, number: int, frame: Frame) -> Rulings:
    """The rules of page `number` of an open `pypdfium2.PdfDocument`, placed in `frame`.

    Dotted borders are drawn as thousands of strokes shorter than a point: dashes are joined before anything is judged
    by its length. Raises `Crowded`.
    """
    page = document[number - 1]
    try:
        strokes = [_placed(stroke, frame) for stroke in _strokes(page)]
    finally:
        page.close()
    level = [Rule((a[1] + b[1]) / 2, *sorted((a[0], b[0]))) for a, b in strokes if abs(a[1] - b[1]) <= _STRAIGHT]
    upright = [
        Rule((a[0] + b[0]) / 2, *sorted((a[1], b[1])))
        for a, b in strokes
        if abs(a[0] - b[0]) <= _STRAIGHT and abs(a[1] - b[1]) > _STRAIGHT / 4
    ]
    return Rulings(tuple(joined(level)), tuple(joined(upright)))


def _placed(stroke: tuple[Point, Point], frame: Frame) -> tuple[Point, Point]:
    return frame.place(*stroke[0]), frame.place(*stroke[1])


def joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Rules with dashes, doubles and overlaps on one line made one rule; dots that join nothing are dropped."""
    for group in clusters(sorted(rules), _SAME_RULE):
        at = sum(rule.at for rule in group) / len(group)
        for run in _chains(sorted(group, key=lambda rule: (rule.start, rule.end))):
            start, end = run[0].start, max(rule.end for rule in run)
            if end - start > THIN:
                yield Rule(at, start, end)


def _chains(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules of one line, by their starts, in runs that touch; between dashes, wider gaps are part of the pattern."""
    chain: list[Rule] = []
    end = 0.0
    for rule in rules:
        dashed = chain and max(rule.end - rule.start, chain[-1].end - chain[-1].start) <= _DASH
        if chain and rule.start > end + (_DASH_GAP if dashed else _SLACK):
            yield chain
            chain = []
        end = max(end, rule.end) if chain else rule.end
        chain.append(rule)
    if chain:
        yield chain


def clusters(rules: Sequence[Rule], tolerance: float) -> Iterator[list[Rule]]:
    """Rules sorted by `at` in groups: each within `tolerance` of the first of its group."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > tolerance:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _strokes(page: Any) -> Iterator[tuple[Point, Point]]:
    """Straight strokes of a page in PDF coordinates, with those of the forms placed on it."""
    from pypdfium2 import raw

    budget = MAX_OBJECTS
    stack = [(raw.FPDFPage_GetObject(page, i), _SAME, 0) for i in range(raw.FPDFPage_CountObjects(page))]
    while stack:
        item, outer, depth = stack.pop()
        budget -= 1
        if budget < 0:
            raise Crowded(f"over {MAX_OBJECTS:,} drawing objects")
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _path(item, _times(_matrix(item), outer))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 4:
            inner = _times(_matrix(item), outer)
            count = raw.FPDFFormObj_CountObjects(item)
            stack.extend((raw.FPDFFormObj_GetObject(item, i), inner, depth + 1) for i in range(count))


def _matrix(item: Any) -> Matrix:
    from pypdfium2 import raw

    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(item, ctypes.byref(m)) else _SAME


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _path(item: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """The strokes of one path: its straight segments if it is stroked, the long axes of its thin bars if it is filled."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value):
        return
    shape: list[Point] = []
    for start, end, opening in _segments(item, matrix):
        if stroke.value:
            yield start, end
            continue
        if opening and shape:
            yield from _bar(shape)
            shape = []
        shape += (start, end)
    if shape:
        yield from _bar(shape)


def _segments(item: Any, matrix: Matrix) -> Iterator[tuple[Point, Point, bool]]:
    """The straight segments of a path, each with whether it is the first of a new shape."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    begin = last = (0.0, 0.0)
    opening = True
    for index in range(min(raw.FPDFPath_CountSegments(item), MAX_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        a, b, c, d, e, f = matrix
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin, opening = point, True
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point, opening
            opening = False
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, begin, False
        last = point


def _bar(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    x0, x1 = min(p[0] for p in points), max(p[0] for p in points)
    y0, y1 = min(p[1] for p in points), max(p[1] for p in points)
    if y1 - y0 <= THIN and y1 - y0 <= x1 - x0:
        yield (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)
    elif x1 - x0 <= THIN:
        yield ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)
