"""PDFium's functions declared with plain addresses, so that millions of results land in arrays without an object each."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Function = Callable[..., Any]


class Functions(NamedTuple):
    """The calls of the hot path; handles and addresses are integers, the names are PDFium's."""

    unicode: Function
    map_error: Function
    is_hyphen: Function
    is_generated: Function
    loose_box: Function
    angle: Function
    text_object: Function
    count_objects: Function
    object_at: Function
    object_type: Function
    bounds: Function
    form_count: Function
    form_object: Function
    matrix: Function
    draw_mode: Function
    fill_color: Function
    render_mode: Function
    clip_path: Function
    count_clips: Function
    count_clip_points: Function
    clip_segment: Function
    count_segments: Function
    segment_at: Function
    segment_point: Function
    segment_type: Function
    segment_close: Function


def address(handle: Any) -> int:
    """The address behind a handle of pypdfium2."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def rows_of(numbers: npt.NDArray[np.float32]) -> range:
    """The addresses at which the rows of an array begin."""
    start, step = numbers.ctypes.data, numbers.itemsize * numbers.shape[1]
    return range(start, start + step * len(numbers), step)


def call_all(calls: Iterator[Any]) -> None:
    """Make the calls of a `map` whose results land in memory."""
    deque(calls, maxlen=0)


def bounds_of(items: Sequence[int]) -> npt.NDArray[np.float64]:
    """The boxes of objects given by their addresses, one a row: left, bottom, right and top in PDF coordinates."""
    quads = np.zeros((len(items), 4), np.float32)
    ends = rows_of(quads)
    sides = (range(ends.start + at, ends.stop + at, ends.step) for at in range(0, 16, 4))
    call_all(map(functions().bounds, items, *sides))
    return quads.astype(np.float64)


_WHITE = 250
"""Part of red, green and blue from which a colour cannot be told from paper."""

_OPAQUE = 255

_COLOUR = (ctypes.c_uint * 4)()
_COLOUR_AT = tuple(ctypes.addressof(_COLOUR) + at * ctypes.sizeof(ctypes.c_uint) for at in range(4))


def is_white(item: int) -> bool:
    """Whether an object, given by its address, is filled with plain white or not seen through; a pattern is not white."""
    return bool(functions().fill_color(item, *_COLOUR_AT)) and (min(_COLOUR[:3]) >= _WHITE or not _COLOUR[3])


def whites_of(items: Sequence[int]) -> npt.NDArray[np.bool_]:
    """The same of many objects."""
    colours = np.full((len(items), 4), _OPAQUE, np.uint32)
    colours[:, :3] = 0
    first = colours.ctypes.data
    parts = (range(first + at, first + at + 16 * len(items), 16) for at in range(0, 16, 4))
    call_all(map(functions().fill_color, items, *parts))
    return np.asarray((colours[:, :3].min(axis=1) >= _WHITE) | (colours[:, 3] == 0), dtype=np.bool_)


@cache
def functions() -> Functions:
    """The functions of the loaded PDFium."""
    from pypdfium2 import raw

    at, whole, real = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
    return Functions(
        _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, at, whole),
        _plain(raw.FPDFText_HasUnicodeMapError, whole, at, whole),
        _plain(raw.FPDFText_IsHyphen, whole, at, whole),
        _plain(raw.FPDFText_IsGenerated, whole, at, whole),
        _plain(raw.FPDFText_GetLooseCharBox, whole, at, whole, at),
        _plain(raw.FPDFText_GetCharAngle, real, at, whole),
        _plain(raw.FPDFText_GetTextObject, at, at, whole),
        _plain(raw.FPDFPage_CountObjects, whole, at),
        _plain(raw.FPDFPage_GetObject, at, at, whole),
        _plain(raw.FPDFPageObj_GetType, whole, at),
        _plain(raw.FPDFPageObj_GetBounds, whole, at, at, at, at, at),
        _plain(raw.FPDFFormObj_CountObjects, whole, at),
        _plain(raw.FPDFFormObj_GetObject, at, at, ctypes.c_ulong),
        _plain(raw.FPDFPageObj_GetMatrix, whole, at, at),
        _plain(raw.FPDFPath_GetDrawMode, whole, at, at, at),
        _plain(raw.FPDFPageObj_GetFillColor, whole, at, at, at, at, at),
        _plain(raw.FPDFTextObj_GetTextRenderMode, whole, at),
        _plain(raw.FPDFPageObj_GetClipPath, at, at),
        _plain(raw.FPDFClipPath_CountPaths, whole, at),
        _plain(raw.FPDFClipPath_CountPathSegments, whole, at, whole),
        _plain(raw.FPDFClipPath_GetPathSegment, at, at, whole, whole),
        _plain(raw.FPDFPath_CountSegments, whole, at),
        _plain(raw.FPDFPath_GetPathSegment, at, at, whole),
        _plain(raw.FPDFPathSegment_GetPoint, whole, at, at, at),
        _plain(raw.FPDFPathSegment_GetType, whole, at),
        _plain(raw.FPDFPathSegment_GetClose, whole, at),
    )


def _plain(function: Any, *types: Any) -> Function:
    """`function` with the result and argument types given; it keeps the interpreter's lock, whose release costs more than it."""
    return ctypes.PYFUNCTYPE(*types)(address(function))
