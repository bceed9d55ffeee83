"""Glyphs, the characters of a page with their boxes, and words, the glyphs that are printed together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_TOUCHING = 0.12
"""Gap, in heights of the line, up to which glyphs are one word, so close that no cell's border parts them."""

_SIGNS = "-−–△▲([+"
"""What begins a new figure behind a digit."""


class Glyph(NamedTuple):
    """One character with its box, and `lead`: what stands before it.

    A line break, a blank that is printed, or a tab for a gap in which nothing is printed, not even a blank.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    lead: str = ""


class Mark(Glyph):
    """A character of a footnote mark, set in superscript; it belongs to no word or figure."""

    __slots__ = ()


Word = Sequence[Glyph]
"""Glyphs that are printed together, in stream order; one at least."""

Words = Sequence[Word]
"""Words in stream order."""


def words(glyphs: Sequence[Glyph]) -> Words:
    """Glyphs in stream order as words; a sign behind a digit begins one."""
    starts = [index for index, (last, glyph) in enumerate(pairwise(glyphs), 1) if glyph[5] or not _together(last, glyph)]
    return [glyphs[start:end] for start, end in pairwise((0, *starts, len(glyphs)))] if glyphs else []


def text_of(word: Word) -> str:
    """The characters of a word."""
    return "".join([glyph[0] for glyph in word])


def _together(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph without a blank before it belongs to the word of the last one."""
    before, left, top, right, foot, _ = last
    text, x0, _, _, bottom, _ = glyph
    height = foot - top
    return (
        x0 - right <= _TOUCHING * height
        and x0 > left - height / 2
        and abs(bottom - foot) < height / 2
        and not (text in _SIGNS and before.isdigit())
    )
