"""Text that is painted over: texts under an opaque box drawn later are in the file, but nobody sees them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import islice, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.pdf.raw import address, bounds_of, functions

_TEXT, _PATH = 1, 2
_MOST_OBJECTS = 50_000
_MOST_BOXES = 5_000
_WIDEST = 1_000_000.0
_MOST_SEGMENTS = 6
_LEAST_SIDE = 2.0
_SLACK = 0.5
_OPAQUE = 255

_MOST_HIDDEN = 0.3
"""Share of a page's texts from which those painted over are the page's own text: recognised text under the scan."""

Quad = tuple[float, float, float, float]
"""Left, bottom, right and top in PDF coordinates."""


def may_overlap(boxes: npt.NDArray[np.float32]) -> bool:
    """Whether two characters of a page stand at one place; `boxes` hold left, top, right and bottom of each."""
    x, y = np.round((boxes[:, :2] + boxes[:, 2:]) / 4).T.astype(np.float64)
    return len(np.unique(x * _WIDEST + y)) < len(x)


def covered_texts(page: Any) -> frozenset[int]:
    """Addresses of the page's text objects that lie under an opaque box drawn after them.

    Objects inside forms are not looked at.
    """
    pdf, root = functions(), address(page.raw)
    count = pdf.count_objects(root)
    if count > _MOST_OBJECTS:
        return frozenset()
    items = list(map(pdf.object_at, repeat(root), range(count)))
    kinds = list(map(pdf.object_type, items))
    orders = [order for order, kind in enumerate(kinds) if kind == _TEXT]
    above = range(orders[0] + 1, count) if orders else range(0)
    found = ((order, _opaque_box(page, order)) for order in above if kinds[order] == _PATH and _is_box(items[order]))
    boxes = list(islice(((order, box) for order, box in found if box), _MOST_BOXES))
    hidden = _under(orders, [items[order] for order in orders], boxes)
    return hidden if len(hidden) <= _MOST_HIDDEN * len(orders) else frozenset()


def _under(orders: Sequence[int], texts: Sequence[int], boxes: Sequence[tuple[int, Quad]]) -> frozenset[int]:
    if not texts or not boxes:
        return frozenset()
    quads, places = bounds_of(texts), np.array(orders)
    hidden = np.zeros(len(texts), dtype=bool)
    for order, (left, bottom, right, top) in boxes:
        inside = (quads[:, 0] >= left - _SLACK) & (quads[:, 1] >= bottom - _SLACK)
        hidden |= (places < order) & inside & (quads[:, 2] <= right + _SLACK) & (quads[:, 3] <= top + _SLACK)
    return frozenset(text for text, covered in zip(texts, hidden.tolist(), strict=True) if covered)


_MODES = (ctypes.c_int * 2)()
_FILL, _STROKE = ctypes.addressof(_MODES), ctypes.addressof(_MODES) + ctypes.sizeof(ctypes.c_int)


def _is_box(item: int) -> bool:
    """Whether a path, given by its address, is filled and has few enough points to be a rectangle."""
    pdf = functions()
    return 0 < pdf.count_segments(item) <= _MOST_SEGMENTS and bool(pdf.draw_mode(item, _FILL, _STROKE)) and bool(_MODES[0])


def _opaque_box(page: Any, order: int) -> Quad | None:
    """What the filled path at that place in the page's order covers within its clip, None where it is no opaque rectangle."""
    from pypdfium2 import raw

    item = raw.FPDFPage_GetObject(page.raw, order)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha) or alpha.value != _OPAQUE:
        return None
    segments = [raw.FPDFPath_GetPathSegment(item, at) for at in range(raw.FPDFPath_CountSegments(item))]
    if raw.FPDFPageObj_HasTransparency(item) or not _is_rectangle(segments):
        return None
    ((left, bottom, right, top),) = bounds_of([address(item)]).tolist()
    left, bottom, right, top = _clipped(item, (left, bottom, right, top))
    return (left, bottom, right, top) if min(right - left, top - bottom) >= _LEAST_SIDE else None


def _is_rectangle(segments: Sequence[Any]) -> bool:
    points = [_point(segment) for segment in segments]
    ends = [(min(axis), max(axis)) for axis in zip(*points, strict=True)]
    return all(
        any(abs(value - end) < _SLACK for end in sides) for point in points for value, sides in zip(point, ends, strict=True)
    )


def _point(segment: Any) -> tuple[float, float]:
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _clipped(item: Any, box: Quad) -> Quad:
    """The part of a box inside the boxes around the item's clip paths."""
    from pypdfium2 import raw

    left, bottom, right, top = box
    clip = raw.FPDFPageObj_GetClipPath(item)
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        count = max(0, raw.FPDFClipPath_CountPathSegments(clip, path))
        points = [_point(raw.FPDFClipPath_GetPathSegment(clip, path, at)) for at in range(min(count, 100))]
        if points:
            xs, ys = zip(*points, strict=True)
            left, bottom, right, top = max(left, min(xs)), max(bottom, min(ys)), min(right, max(xs)), min(top, max(ys))
    return left, bottom, right, top
