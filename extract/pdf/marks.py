"""Footnote marks: small raised figures with a parenthesis behind a word of a table, such as the 1) of `경상수입¹⁾`."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf.glyphs import Glyph, Mark

_RAISED = 0.1
"""Share of the word's height by which a mark stands above the word's foot at least."""

_SMALLER = 0.95
_MOST_DIGITS = 2


def without_marks(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Glyphs in stream order without the footnote marks behind words; the notes themselves stand below the table."""
    glyphs = without_small(glyphs)
    if ")" not in [glyph[0] for glyph in glyphs]:
        return glyphs
    gone: set[int] = set()
    for end, glyph in enumerate(glyphs):
        if glyph.text == ")" and (end + 1 == len(glyphs) or glyphs[end + 1].lead):
            start = end
            while start > 0 and end - start < _MOST_DIGITS and glyphs[start - 1].text.isdigit() and not glyphs[start].lead:
                start -= 1
            if 0 < start < end and glyphs[start].lead != "\n" and _is_mark(glyphs[start - 1], glyphs[start : end + 1]):
                gone.update(range(start, end + 1))
    return [glyph for index, glyph in enumerate(glyphs) if index not in gone]


def without_small(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Glyphs in stream order without those that the page itself sets small, as `Mark`."""
    if Mark not in map(type, glyphs):
        return glyphs
    return [glyph for glyph in glyphs if type(glyph) is not Mark]


def _is_mark(word: Glyph, mark: Sequence[Glyph]) -> bool:
    height = word.bottom - word.top
    raised = all(word.bottom - glyph.bottom >= _RAISED * height for glyph in mark)
    return raised and all(glyph.bottom - glyph.top <= _SMALLER * height and glyph.bottom > word.top for glyph in mark)
