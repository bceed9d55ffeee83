"""What is filled in on a page: values of form fields, ticks, and notes typed on it. A page's own text does not hold them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

_MOST = 2_000
"""Annotations of one page that are looked at."""

_LONGEST = 20_000
"""Characters of all values of a page that are read; values that go beyond are left out."""

_FREE_TEXT, _WIDGET = 3, 20
_CHECK, _RADIO, _COMBO, _LIST, _TEXT = 2, 3, 4, 5, 6
_PASSWORD = 1 << 13
_UNSEEN = 2 | 32
"""Flags of annotations that are hidden or not shown on screen."""

_TICK = "✓"
_WIDE = 0x2000
"""Code points from which a character is as wide as it is high, others half as wide."""

_ROOM = 0.96
"""Share of its field's width that a line takes at most."""

_TALLEST = 12.0
_HEIGHT = 0.7
"""Height of a line, as a share of the room that its field has for it."""


Quad = tuple[float, float, float, float]
Laid = tuple[str, float, float, float, float, str]
"""A character with its left, top, right and bottom, and the blank or line break before it."""


class Filled(NamedTuple):
    """A value and its box: left, bottom, right and top in PDF coordinates."""

    text: str
    box: Quad


def filled_in(page: Any) -> list[Filled]:
    """The field values and typed notes of an open page that are shown."""
    from pypdfium2 import raw

    found: list[Filled] = []
    left = _LONGEST
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        note = raw.FPDFPage_GetAnnot(page.raw, at)
        if not note:
            continue
        try:
            if (text := _value(page, note)) and len(text) <= left:
                found.append(Filled(text, _box(note)))
                left -= len(text)
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return found


def _value(page: Any, note: Any) -> str:
    """What is filled into a field or typed into a note; "" of others and of those not shown."""
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind not in (_WIDGET, _FREE_TEXT) or raw.FPDFAnnot_GetFlags(note) & _UNSEEN:
        return ""
    if kind == _FREE_TEXT:
        return _text(lambda buffer, size: raw.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size))
    form = page.formenv
    if form is None:
        return ""
    field = raw.FPDFAnnot_GetFormFieldType(form, note)
    if field in (_CHECK, _RADIO):
        return _TICK if raw.FPDFAnnot_IsChecked(form, note) else ""
    if field not in (_COMBO, _LIST, _TEXT) or raw.FPDFAnnot_GetFormFieldFlags(form, note) & _PASSWORD:
        return ""
    return _text(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))


def _text(read: Callable[[Any, int], int]) -> str:
    """The printable text that a function of PDFium writes as UTF-16 into a buffer whose size it tells."""
    from pypdfium2 import raw

    size = min(read(None, 0), 2 * _LONGEST)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    if read(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size) > size:
        return ""
    text = buffer.raw.decode("utf-16-le", "ignore").split("\0")[0].replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char == "\n" or char.isprintable())


def _box(note: Any) -> Quad:
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, rect)
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    return left, bottom, right, top


def laid_out(text: str, x0: float, top: float, x1: float, bottom: float) -> Iterator[Laid]:
    """The characters of a value inside its box, given in points from the page's top left corner.

    Lines begin at the left side and stand under each other; one too long for the box is narrowed.
    """
    lines = text.split("\n")
    room = (bottom - top) / len(lines)
    height = min(_HEIGHT * room, _TALLEST)
    if height <= 0 or x1 <= x0:
        return
    for number, line in enumerate(lines):
        start = top + (number + 0.5) * room - height / 2
        yield from _line(line, (x0, x1), (start, start + height))


def _line(line: str, sides: tuple[float, float], level: tuple[float, float]) -> Iterator[Laid]:
    height, room = level[1] - level[0], sides[1] - sides[0]
    widths = [height if ord(char) >= _WIDE else height / 2 for char in line]
    scale = min(1.0, _ROOM * room / max(sum(widths), 1.0))
    x, lead = sides[0] + (1 - _ROOM) / 2 * room, "\n"
    for char, width in zip(line, widths, strict=True):
        if char.isspace():
            lead = lead or " "
        else:
            yield char, x, level[0], x + scale * width, level[1], lead
            lead = ""
        x += scale * width
