"""Text that a page holds and does not show: drawn without ink, white on paper, outside its clip or the page."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extract.pdf.paths import Drawing
from extract.pdf.raw import address, bounds_of, functions, is_white, whites_of

_TEXT, _PATH = 1, 2
_MOST_OBJECTS = 50_000
_MOST_WHITE = 2_000
_FILL_ONLY, _NO_INK = 0, 3
_SLACK = 1.0
"""Points by which text may reach out of its clip and still be seen whole."""

_PICTURED = 0.1
"""Share of a page that its images take at least where text without ink is text recognised in them."""

_MOST_HIDDEN = 0.3
"""Share of a page's characters from which white ones have a background that cannot be told."""

_MOST_CLIPS, _MOST_POINTS = 20, 100
"""Paths of one text's clip above which it is not looked at, and points of a path above which the rest is left out."""

Quad = tuple[float, float, float, float]
"""Left, bottom, right and top in PDF coordinates."""

Boxes = npt.NDArray[np.floating[Any]]
"""One row a character: left, top, right and bottom in PDF coordinates, where `top` is the greater."""


class Hidden(NamedTuple):
    """Of a page the addresses of its text objects that have no ink, that are white on paper, and the clips of cut ones."""

    inkless: frozenset[int]
    white: frozenset[int]
    cut: Mapping[int, Quad]


class Seen(NamedTuple):
    """The characters of a page that are seen, by their places in stream order; `recognised`: text without ink among them."""

    shown: Sequence[int]
    recognised: bool = False


def seen_characters(page: Any, owners: Callable[[], Sequence[int]], boxes: Boxes, drawn: Drawing) -> Seen:
    """The characters that are seen, and those without ink that were recognised in a picture: most of a page's, or beside one.

    `owners` gives the address of every character's text object, `boxes` its box.
    """
    left, bottom, right, top = page.get_bbox()
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    shown = (left - _SLACK <= x) & (x <= right + _SLACK) & (bottom - _SLACK <= y) & (y <= top + _SLACK)
    hidden = hidden_texts(page, drawn.texts)
    if not any(hidden):
        return Seen(range(len(boxes)) if shown.all() else np.flatnonzero(shown).tolist())
    objects = owners()
    inkless = np.array([item in hidden.inkless for item in objects], dtype=bool)
    in_picture = drawn.pictured >= _PICTURED * (right - left) * (top - bottom)
    recognised = bool(inkless.any() and (in_picture or 2 * inkless.sum() >= len(objects)))
    white = np.array([item in hidden.white for item in objects], dtype=bool)
    if white.sum() <= _MOST_HIDDEN * len(objects):
        shown &= ~white
    if not recognised:
        shown &= ~inkless
    for at in (at for at, item in enumerate(objects) if item in hidden.cut):
        x0, y0, x1, y1 = hidden.cut[objects[at]]
        shown[at] &= boxes[at, 2] > x0 + _SLACK and boxes[at, 0] < x1 - _SLACK and y0 <= y[at] <= y1
    return Seen(np.flatnonzero(shown).tolist(), recognised)


def hidden_texts(page: Any, texts: Sequence[int]) -> Hidden:
    """Of an open page's text objects outside of forms those that are not seen, or only in part."""
    modes = list(map(functions().render_mode, texts))
    inkless = frozenset(text for text, mode in zip(texts, modes, strict=True) if mode == _NO_INK)
    whites = whites_of(texts).tolist()
    pale = [text for text, mode, white in zip(texts, modes, whites, strict=True) if white and mode == _FILL_ONLY]
    return Hidden(inkless, frozenset(_on_paper(page, pale)), dict(_cut(texts)))


_MODES = (ctypes.c_int * 2)()
_FILL, _STROKE = ctypes.addressof(_MODES), ctypes.addressof(_MODES) + ctypes.sizeof(ctypes.c_int)
_POINT = (ctypes.c_float * 2)()
_X, _Y = ctypes.addressof(_POINT), ctypes.addressof(_POINT) + ctypes.sizeof(ctypes.c_float)


def _on_paper(page: Any, pale: Sequence[int]) -> Iterator[int]:
    """Of white texts those with nothing drawn before them at their middle.

    What was drawn there last decides: a white box is paper, all else is a background.
    """
    pdf, root = functions(), address(page.raw)
    if not pale or len(pale) > _MOST_WHITE or pdf.count_objects(root) > _MOST_OBJECTS:
        return
    items = list(map(pdf.object_at, repeat(root), range(pdf.count_objects(root))))
    orders = {item: order for order, item in enumerate(items)}
    grounds = [item for item in items if _covers(item)]
    boxes, places = bounds_of(grounds), np.array([orders[item] for item in grounds])
    for text, (left, bottom, right, top) in zip(pale, bounds_of(pale).tolist(), strict=True):
        x, y = (left + right) / 2, (bottom + top) / 2
        around = (boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])
        under = np.flatnonzero(around & (places < orders[text]))
        last = grounds[under[-1]] if len(under) else None
        if last is None or (pdf.object_type(last) == _PATH and is_white(last)):
            yield text


def _covers(item: int) -> bool:
    """Whether an object can be a background: all but texts, and paths that are neither filled nor lines, which may be thick."""
    pdf = functions()
    kind = pdf.object_type(item)
    if kind != _PATH:
        return bool(kind != _TEXT)
    return pdf.count_segments(item) == 2 or (bool(pdf.draw_mode(item, _FILL, _STROKE)) and bool(_MODES[0]))


def _cut(texts: Sequence[int]) -> Iterator[tuple[int, Quad]]:
    """The texts that reach out of their clip, each with the box around it."""
    pdf = functions()
    clips = list(map(pdf.clip_path, texts))
    clipped = [(text, clip) for text, clip in zip(texts, clips, strict=True) if clip and 0 < pdf.count_clips(clip) <= _MOST_CLIPS]
    if not clipped:
        return
    boxes = bounds_of([text for text, _ in clipped]).tolist()
    for (text, clip), (left, bottom, right, top) in zip(clipped, boxes, strict=True):
        x0, y0, x1, y1 = box = _clip_box(clip)
        if left < x0 - _SLACK or bottom < y0 - _SLACK or right > x1 + _SLACK or top > y1 + _SLACK:
            yield text, box


def _clip_box(clip: int) -> Quad:
    """What the boxes around a clip's paths share."""
    pdf = functions()
    left, bottom, right, top = -np.inf, -np.inf, np.inf, np.inf
    for path in range(pdf.count_clips(clip)):
        points = [_point(pdf.clip_segment(clip, path, at)) for at in range(min(pdf.count_clip_points(clip, path), _MOST_POINTS))]
        if points:
            xs, ys = zip(*points, strict=True)
            left, bottom, right, top = max(left, min(xs)), max(bottom, min(ys)), min(right, max(xs)), min(top, max(ys))
    return left, bottom, right, top


def _point(segment: int) -> tuple[float, float]:
    functions().segment_point(segment, _X, _Y)
    return _POINT[0], _POINT[1]
