"""Text that is painted over: texts under an opaque box drawn later are in the file, but nobody sees them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.pdf_raw import address

_MOST_OBJECTS = 50_000
_MOST_BOXES = 5_000
_MOST_SEGMENTS = 6
_LEAST_SIDE = 2.0
_SLACK = 0.5
_OPAQUE = 255

_MOST_HIDDEN = 0.3
"""Share of a page's texts from which those painted over are the page's own text: recognised text under the scan."""

Quad = tuple[float, float, float, float]
"""Left, bottom, right and top in PDF coordinates."""

Quads = npt.NDArray[np.float64]


def may_overlap(boxes: npt.NDArray[np.float32]) -> bool:
    """Whether two characters of a page stand at one place; `boxes` hold left, top, right and bottom of each."""
    centres = np.round((boxes[:, :2] + boxes[:, 2:]) / 4)
    return len(np.unique(centres, axis=0)) < len(centres)


def covered_texts(page: Any) -> frozenset[int]:
    """Addresses of the page's text objects that lie under an opaque box drawn after them.

    Objects inside forms are not looked at.
    """
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page.raw)
    if count > _MOST_OBJECTS:
        return frozenset()
    texts: list[tuple[int, int, Quad]] = []
    boxes: list[tuple[int, Quad]] = []
    for order in range(count):
        item = raw.FPDFPage_GetObject(page.raw, order)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.append((order, address(item), _bounds(item)))
        elif kind == raw.FPDF_PAGEOBJ_PATH and texts and len(boxes) < _MOST_BOXES and (box := _opaque_box(item)):
            boxes.append((order, box))
    hidden = _under(texts, boxes)
    return hidden if len(hidden) <= _MOST_HIDDEN * len(texts) else frozenset()


def object_of(textpage: Any, index: int) -> int:
    """The address of the text object that draws a character."""
    from pypdfium2 import raw

    return address(raw.FPDFText_GetTextObject(textpage.raw, index))


def _under(texts: Sequence[tuple[int, int, Quad]], boxes: Sequence[tuple[int, Quad]]) -> frozenset[int]:
    if not texts or not boxes:
        return frozenset()
    orders = np.array([order for order, *_ in texts])
    quads = np.array([quad for *_, quad in texts])
    hidden = np.zeros(len(texts), dtype=bool)
    for order, (left, bottom, right, top) in boxes:
        inside = (quads[:, 0] >= left - _SLACK) & (quads[:, 1] >= bottom - _SLACK)
        hidden |= (orders < order) & inside & (quads[:, 2] <= right + _SLACK) & (quads[:, 3] <= top + _SLACK)
    return frozenset(text for (_, text, _), covered in zip(texts, hidden.tolist(), strict=True) if covered)


def _bounds(item: Any) -> Quad:
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _opaque_box(item: Any) -> Quad | None:
    """What an opaque filled rectangle covers within its clip, None for other paths."""
    from pypdfium2 import raw

    mode, stroked = ctypes.c_int(), ctypes.c_int()
    count = raw.FPDFPath_CountSegments(item)
    if not 0 < count <= _MOST_SEGMENTS or not raw.FPDFPath_GetDrawMode(item, mode, stroked) or not mode.value:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha) or alpha.value != _OPAQUE:
        return None
    if raw.FPDFPageObj_HasTransparency(item) or not _is_rectangle([raw.FPDFPath_GetPathSegment(item, at) for at in range(count)]):
        return None
    left, bottom, right, top = _clipped(item, _bounds(item))
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
