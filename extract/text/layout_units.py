"""The words of a header line in the character grid, where they truly stand: East Asian characters are wider than one column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.text.layout_columns import Slot
from extract.text.layout_words import Piece, width

_SPELLED = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a header line where it truly stands; `apart` where a new piece begins with it."""

    text: str
    start: float
    end: float
    apart: bool


def units_of(pieces: Sequence[Piece], slots: Sequence[Slot]) -> list[Unit]:
    """The words of a line's pieces; syllables printed apart are one word, unless they stand over different columns."""
    out: list[Unit] = []
    for at, piece in enumerate(pieces):
        _, right = extent(pieces, at)
        words = _spelled(piece.words, slots)
        for order, (text, start) in enumerate(words):
            room = words[order + 1][1] - 1 if order + 1 < len(words) else right
            out.append(Unit(text, start, max(start + len(text), min(start + width(text), room)), not order))
    return out


def _spelled(words: Sequence[tuple[str, int]], slots: Sequence[Slot]) -> list[tuple[str, int]]:
    """The words of a piece, with neighbouring single syllables as one word."""
    out: list[tuple[str, int]] = []
    syllables = False
    for text, start in words:
        single = len(text) == 1 and text.isalpha()
        far = bool(out) and start - out[-1][1] > _SPELLED and nearest(start, slots) != nearest(out[-1][1], slots)
        if single and syllables and not far:
            out[-1] = (f"{out[-1][0]} {text}", out[-1][1])
        else:
            out.append((text, start))
        syllables = single
    return out


def nearest(x: float, slots: Sequence[Slot]) -> int:
    return min(range(len(slots)), key=lambda at: abs(slots[at].middle - x))


def extent(pieces: Sequence[Piece], at: int) -> tuple[float, float]:
    """Where a piece truly begins and ends: East Asian characters are wider than the one column a dump counts for them."""
    piece = pieces[at]
    room = pieces[at + 1].start - 1 if at + 1 < len(pieces) else piece.end + width(piece.text)
    return piece.start, max(piece.end, min(piece.start + width(piece.text), room))
