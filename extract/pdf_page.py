"""Pages of a PDF as PDFium reads them: glyphs in stream order, with boxes in points from the page's top left corner."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

MAX_OBJECTS = 200_000
"""Drawing objects of one page above which no reader of tables would end in reasonable time."""

MAX_GLYPHS = 100_000
"""Characters of one page above which it is not read; the densest printed pages have some ten thousand."""

_SIDEWAYS_SHARE = 0.6
_UNKNOWN = ("", "\ufffd", "\ufffe")


class Crowded(Exception):  # noqa: N818 - names the state of the page
    """A page has more objects or characters than can be read."""


class Glyph(NamedTuple):
    """One character with its box, and `lead`: the blank or line break that PDFium sees before it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page lies: its box in PDF coordinates and the clockwise turn, in degrees, under which it is read."""

    x0: float
    y0: float
    x1: float
    y1: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.x1 - self.x0, self.y1 - self.y0
        return (height, width) if self.turn % 180 else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The point in points from the top left corner of the page as it is read."""
        if self.turn == 90:
            return y - self.y0, x - self.x0
        if self.turn == 180:
            return self.x1 - x, y - self.y0
        if self.turn == 270:
            return self.y1 - y, self.x1 - x
        return x - self.x0, self.y1 - y


@dataclass(frozen=True, slots=True)
class Page:
    """One page: number from 1, its frame, and its glyphs in stream order.

    `unmapped` counts the glyphs of which no character is known; `pictured` says that the page shows an image.
    """

    number: int
    frame: Frame
    glyphs: tuple[Glyph, ...]
    unmapped: int = 0
    pictured: bool = False


class _Char(NamedTuple):
    """One character in PDF coordinates: box left, bottom, right, top, and how far it is turned clockwise, in degrees."""

    text: str
    box: tuple[float, float, float, float]
    angle: int
    lead: str


def read_page(document: Any, number: int) -> Page:
    """Read page `number` (from 1) of an open `pypdfium2.PdfDocument`; raises `Crowded`, or pypdfium2's errors."""
    page = document[number - 1]
    try:
        pictured = _pictured(page)
        box = page.get_mediabox(fallback_ok=False) or page.get_bbox()
        rotation = page.get_rotation()
        chars = tuple(_chars(page))
    finally:
        page.close()
    x0, y0, x1, y1 = box
    frame = Frame(x0, y0, x1, y1, (rotation + _sideways(chars, rotation)) % 360)
    known = [char for char in chars if char.text not in _UNKNOWN]
    return Page(number, frame, tuple(_glyph(char, frame) for char in known), len(chars) - len(known), pictured)


def _pictured(page: Any) -> bool:
    """Whether the page shows an image; raises `Crowded` above `MAX_OBJECTS` drawing objects."""
    from pypdfium2 import raw

    pictured = False
    for count, item in enumerate(page.get_objects(max_depth=4)):
        if count >= MAX_OBJECTS:
            raise Crowded(f"over {MAX_OBJECTS:,} drawing objects")
        pictured = pictured or item.type == raw.FPDF_PAGEOBJ_IMAGE
    return pictured


def _chars(page: Any) -> Iterator[_Char]:
    from pypdfium2 import raw

    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_GLYPHS:
            raise Crowded(f"{count:,} characters")
        lead, rect = "", raw.FS_RECTF()
        for index in range(count):
            text = _character(raw.FPDFText_GetUnicode(textpage, index))
            if text in {"\r", "\n"}:
                lead = "\n"
            elif text.isspace():
                lead = lead or " "
            elif raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rect)):
                angle = round(math.degrees(raw.FPDFText_GetCharAngle(textpage, index))) % 360
                yield _Char(text, (rect.left, rect.bottom, rect.right, rect.top), angle, lead)
                lead = ""
    finally:
        textpage.close()


def _character(code: int) -> str:
    """The character of a code point; surrogates, nulls and other controls (save white space) are no text."""
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    text = chr(code)
    return text if text.isprintable() or text.isspace() else ""


def _sideways(chars: tuple[_Char, ...], rotation: int) -> int:
    """The clockwise turn (0, 90 or 270) that makes most of a page's text upright."""
    seen = [(-char.angle - rotation) % 360 for char in chars]
    for angle in (90, 270):
        if seen.count(angle) > _SIDEWAYS_SHARE * len(seen):
            return angle
    return 0


def _glyph(char: _Char, frame: Frame) -> Glyph:
    left, bottom, right, top = char.box
    (xa, ya), (xb, yb) = frame.place(left, bottom), frame.place(right, top)
    return Glyph(char.text, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), char.lead)
