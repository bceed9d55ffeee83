"""Pages of a PDF as PDFium reads them: glyphs in stream order and strokes, in points from the page's top left corner."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extract.pdf.covered import covered_texts, may_overlap
from extract.pdf.dots import upright_lines
from extract.pdf.filled import Filled, filled_in, laid_out
from extract.pdf.glyphs import Glyph, Mark, Words, words
from extract.pdf.notes import RAISED, small_marks
from extract.pdf.paths import Areas, Crowded, Drawing, Matrix, Strokes, drawing
from extract.pdf.raw import address, call_all, functions, rows_of
from extract.pdf.turned import is_sideways, levelled, runs_sideways
from extract.pdf.unseen import seen_characters
from extract.pdf.widths import right_sides
from schemas import Box

MAX_GLYPHS = 100_000
"""Characters of one page above which it is not read; the densest printed pages have some ten thousand."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a printed character of which the font does not tell the meaning: it must not be left out of a figure."""

_SIDEWAYS_SHARE = 0.6
_SAMPLED = 200
"""Characters whose direction is asked for."""

_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line."""

_BLANK = 0x20

Boxes = npt.NDArray[np.float32]
"""One row a character: left, top, right and bottom in PDF coordinates, where `top` is the greater."""


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

    def place(self, x: Any, y: Any) -> tuple[Any, Any]:
        """The point, or arrays of points, in points from the top left corner of the page as it is read."""
        if self.turn == 90:
            return y - self.y0, x - self.x0
        if self.turn == 180:
            return self.x1 - x, y - self.y0
        if self.turn == 270:
            return self.y1 - y, self.x1 - x
        return x - self.x0, self.y1 - y


def _none() -> Strokes:
    return np.zeros((0, 4))


@dataclass(frozen=True, eq=False)
class Page:
    """One page: number from 1, its frame, its glyphs in stream order, and the strokes it draws.

    `unmapped` counts the glyphs left out, whose characters are private or controls; `pictured` is the area of the page's images
    in square points, `pictures` the boxes around them; `fills` the filled rectangles, `shades` those that are not white.
    `recognised` tells that characters without ink, recognised in a picture, are among the glyphs.
    """

    number: int
    frame: Frame
    glyphs: tuple[Glyph, ...]
    unmapped: int = 0
    pictured: float = 0.0
    strokes: Strokes = field(default_factory=_none)
    pictures: tuple[Box, ...] = ()
    fills: Areas = field(default_factory=_none)
    shades: Areas = field(default_factory=_none)
    recognised: bool = False

    @cached_property
    def words(self) -> Words:
        """The glyphs in words."""
        return words(self.glyphs)

    @cached_property
    def _ends(self) -> npt.NDArray[np.float64]:
        """Twice the x and y of the middles of the first and the last glyph of every word, in an array of words x 2 x 2."""
        ends = ((word[0], word[-1]) for word in self.words)
        return np.array([(a[1] + a[3], a[2] + a[4], b[1] + b[3], b[2] + b[4]) for a, b in ends]).reshape(-1, 2, 2)

    def ends_in(self, box: Box) -> npt.NDArray[np.bool_]:
        """Of every word whether the middle of its first glyph, and that of its last, lies in a box: words x 2."""
        ends = self._ends
        across = (ends[:, :, 0] >= 2 * box.x0) & (ends[:, :, 0] < 2 * box.x1)
        return across & (ends[:, :, 1] >= 2 * box.top) & (ends[:, :, 1] < 2 * box.bottom)


def read_page(document: Any, number: int) -> Page:
    """Read page `number` (from 1) of an open `pypdfium2.PdfDocument`; raises `Crowded`, or pypdfium2's errors."""
    page = document[number - 1]
    try:
        drawn = drawing(page)
        box = page.get_mediabox(fallback_ok=False) or page.get_bbox()
        rotation = page.get_rotation()
        chars = _chars(page, rotation, drawn)
        filled = filled_in(page)
    finally:
        page.close()
    x0, y0, x1, y1 = box
    frame = Frame(x0, y0, x1, y1, chars.turn)
    lines, fills, shades = (_placed(ends, frame) for ends in (drawn.strokes, drawn.fills, drawn.shades))
    fills, shades = _upright(fills), _upright(shades)
    lines = np.concatenate((lines, upright_lines(lines)))
    glyphs = (*_glyphs(chars, frame, lines), *_filled(filled, frame))
    pictures = tuple(_picture(frame, matrix) for matrix in drawn.images)
    return Page(number, frame, glyphs, chars.unmapped, drawn.pictured, lines, pictures, fills, shades, chars.recognised)


def _filled(values: Sequence[Filled], frame: Frame) -> Iterator[Glyph]:
    """The characters of what is filled in on a page."""
    for text, (left, bottom, right, top) in values:
        (xa, ya), (xb, yb) = frame.place(left, bottom), frame.place(right, top)
        yield from map(Glyph._make, laid_out(text, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))


def _placed(ends: Strokes, frame: Frame) -> Strokes:
    """Pairs of points in points from the top left corner of the page as it is read."""
    return np.column_stack((*frame.place(ends[:, 0], ends[:, 1]), *frame.place(ends[:, 2], ends[:, 3])))


def _upright(corners: Strokes) -> Areas:
    """Rectangles, given from corner to any corner, by their sides."""
    (x0, x1), (top, bottom) = np.sort(corners[:, (0, 2)]).T, np.sort(corners[:, (1, 3)]).T
    return np.column_stack((x0, top, x1, bottom))


def _picture(frame: Frame, matrix: Matrix) -> Box:
    """The box around an image, which fills the unit square under its matrix."""
    a, b, c, d, e, f = matrix
    corners = [frame.place(e + x * a + y * c, f + x * b + y * d) for x in (0, 1) for y in (0, 1)]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


class _Chars(NamedTuple):
    """The characters of a page that are no blanks: text, lead and box each.

    `turn` is the clockwise one that makes most of them upright, `turns` what each still lacks; () where that is none.
    """

    texts: list[str]
    leads: list[str]
    boxes: Boxes
    turn: int
    turns: Sequence[int]
    unmapped: int
    recognised: bool


def _chars(page: Any, rotation: int, shapes: Drawing) -> _Chars:
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_GLYPHS:
            raise Crowded(f"{count:,} characters")
        handle = address(textpage.raw)
        codes = _codes(handle, count)
        seen = list(_characters(codes, _gaps(handle, codes)))
        known = [char for char in seen if char[1]]
        unmapped = len(seen) - len(known)
        indexes = [index for index, *_ in known]
        boxes = _boxes(handle, indexes)
        owners = cache(lambda: list(map(functions().text_object, repeat(handle), indexes)))
        shown, recognised = seen_characters(page, owners, boxes, shapes)
        if may_overlap(boxes) and (covered := covered_texts(page)):
            shown = [at for at in shown if owners()[at] not in covered]
        if len(shown) < len(indexes):
            known, indexes, boxes = _only(known, shown), [indexes[at] for at in shown], boxes[shown]
        step = max(1, len(indexes) // _SAMPLED)
        turn = (rotation + _sideways(_angles(handle, indexes[::step]), rotation)) % 360
        turns = _turns(handle, indexes, boxes, turn)
    finally:
        textpage.close()
    return _Chars([c[1] for c in known], [c[2] for c in known], boxes, turn, turns, unmapped, recognised)


def _angles(handle: int, indexes: Iterable[int]) -> list[int]:
    """How far characters are turned, counterclockwise in degrees."""
    return [round(math.degrees(functions().angle(handle, index))) % 360 for index in indexes]


def _turns(handle: int, indexes: Sequence[int], boxes: Boxes, turn: int) -> Sequence[int]:
    """How far each character must be turned clockwise on a page that is read under `turn`; () where none stands sideways."""
    likely = _angles(handle, [indexes[at] for at in runs_sideways(boxes, turn % 180 != 0).tolist()])
    if not any(is_sideways((-angle - turn) % 360) for angle in likely):
        return ()
    return [(-angle - turn) % 360 for angle in _angles(handle, indexes)]


def _codes(handle: int, count: int) -> list[int]:
    """The code points of characters; PDFium gives a glyph without one the number that it has in its font: `UNKNOWN` here."""
    codes = list(map(functions().unicode, repeat(handle), range(count)))
    if _HYPHEN in codes:
        codes = [ord("-") if code == _HYPHEN and functions().is_hyphen(handle, at) > 0 else code for at, code in enumerate(codes)]
    wrong = list(map(functions().map_error, repeat(handle), range(count)))
    if not any(wrong):
        return codes
    return [ord(UNKNOWN) if bad > 0 else code for code, bad in zip(codes, wrong, strict=True)]


def _only(known: Sequence[tuple[int, str, str]], shown: Sequence[int]) -> list[tuple[int, str, str]]:
    """Some of the characters; one behind others that are left out begins a new word."""
    follows = {at for at, before in zip(shown, (-1, *shown), strict=False) if at != before + 1}
    return [(*known[at][:2], known[at][2] or ("\t" if at in follows else "")) for at in shown]


def _gaps(handle: int, codes: Sequence[int]) -> frozenset[int]:
    """The indexes of blanks that the page does not print: PDFium puts them where the pen moves on."""
    blanks = [index for index, code in enumerate(codes) if code == _BLANK]
    made = map(functions().is_generated, repeat(handle), blanks)
    return frozenset(index for index, generated in zip(blanks, made, strict=True) if generated > 0)


def _characters(codes: Sequence[int], gaps: Container[int]) -> Iterator[tuple[int, str, str]]:
    """Of every code that is no blank its index, its character ("" where it is none), and the lead before it."""
    lead = ""
    texts = {code: _character(code) for code in set(codes)}
    blanks = {code: "\n" if text in {"\r", "\n"} else " " for code, text in texts.items() if text.isspace()}
    for index, code in enumerate(codes):
        blank = blanks.get(code)
        if blank is None:
            yield index, texts[code], lead
            lead = ""
        elif lead != "\n" and not (lead and index in gaps):
            lead = "\t" if index in gaps else blank


def _character(code: int) -> str:
    """The character of a code point; surrogates, nulls and other controls (save white space) are no text."""
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or 0xFFFE <= code <= 0xFFFF:
        return ""
    text = chr(code)
    return text if text.isprintable() or text.isspace() else ""


def _boxes(handle: int, indexes: Sequence[int]) -> Boxes:
    """The boxes that the font gives to characters."""
    boxes = np.zeros((len(indexes), 4), np.float32)
    call_all(map(functions().loose_box, repeat(handle), indexes, rows_of(boxes)))
    return boxes


def _sideways(angles: Sequence[int], rotation: int) -> int:
    """The clockwise turn (0, 90, 180 or 270) that makes most of a page's text upright."""
    seen = [(-angle - rotation) % 360 for angle in angles]
    for angle in (90, 180, 270):
        if seen.count(angle) > _SIDEWAYS_SHARE * len(seen):
            return angle
    return 0


def _glyphs(chars: _Chars, frame: Frame, drawn: Strokes) -> tuple[Glyph, ...]:
    """Glyphs with their boxes on the page, without marks of footnotes."""
    xa, ya = frame.place(chars.boxes[:, 0], chars.boxes[:, 1])
    xb, yb = frame.place(chars.boxes[:, 2], chars.boxes[:, 3])
    x0, top, x1, bottom = np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb)
    leads = chars.leads
    if chars.turns:
        level, leads = levelled(np.column_stack((x0, top, x1, bottom)).astype(float), leads, chars.turns, drawn)
        x0, top, x1, bottom = level.T
    x1 = right_sides(x0, top, x1, bottom, chars.texts)
    marks = small_marks(chars.texts, leads, np.column_stack((x0, top, x1, bottom)))
    columns = (part.astype(float).tolist() for part in (x0, top, x1, bottom))
    glyphs = map(Glyph._make, zip(chars.texts, *columns, leads, strict=True))
    return tuple(_marked(glyphs, marks)) if marks else tuple(glyphs)


def _marked(glyphs: Iterable[Glyph], marks: Container[int]) -> Iterator[Glyph]:
    """The glyphs, those that are marks in superscript; what cannot be (주) is left out: behind a figure it would be a unit."""
    for at, glyph in enumerate(glyphs):
        if at not in marks:
            yield glyph
        elif glyph.text in RAISED:
            yield Mark(RAISED[glyph.text], *glyph[1:])
