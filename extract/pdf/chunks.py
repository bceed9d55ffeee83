"""Printed text as rows of chunks: words that only a blank parts are one chunk, what stands in another column is the next."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import regex

from extract.pdf.glyphs import Word, Words

FIGURE = regex.compile(r"[(\[<△▲\-−–+]*\s*\d[\d,.]*\s*[%)\]>]*|[-−–]")
"""A chunk that is one figure, or the mark that stands for none."""

_BLANK = 0.75
"""Gap between words, in heights of the line, up to which they are one chunk; words and figures are parted by less."""

_BESIDE_FIGURE = 0.55
_FIGURES_APART = 0.2
_ENCLOSED = 4.0
"""The same between a figure and the brackets or signs that are printed at the edges of its cell."""

_SAME_ROW = 0.5
_BRACKET = "(["
_DATE = regex.compile(r"[’'`‘]?(?:(?:19|20)\d\d|\d\d)\.(?: ?\d{1,2}\.)?")
_OF_DATE = regex.compile(r"\d{1,2}\.")
_OPENING = regex.compile(r"[(\[<△▲$€£₩￦]+")
_CLOSING = regex.compile(r"[)\]>%*]+")


class Chunk(NamedTuple):
    """Some words of one row with their box, in points from the top left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def figure(self) -> bool:
        return FIGURE.fullmatch(self.text) is not None

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


class Row(NamedTuple):
    """The chunks of one printed row, from left to right."""

    chunks: tuple[Chunk, ...]

    @property
    def top(self) -> float:
        return min(chunk.top for chunk in self.chunks)

    @property
    def bottom(self) -> float:
        return max(chunk.bottom for chunk in self.chunks)

    @property
    def height(self) -> float:
        """Height of the row's print in points, 1 at least."""
        return max(1.0, median(chunk.bottom - chunk.top for chunk in self.chunks))

    @property
    def figures(self) -> int:
        return sum(chunk.figure for chunk in self.chunks)


def text_rows(words: Words) -> list[Row]:
    """The printed rows of some words, from top to bottom."""
    rows: list[list[Chunk]] = []
    for word in sorted(map(chunk_of, words), key=lambda chunk: (chunk.top + chunk.bottom, chunk.x0)):
        home = next((row for row in reversed(rows[-3:]) if _level(row[0], word)), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    return [Row(tuple(_merged(sorted(row, key=lambda chunk: chunk.x0)))) for row in rows]


def chunk_of(word: Word) -> Chunk:
    """A word as a chunk."""
    texts, x0, top, x1, bottom, _ = zip(*word, strict=True)
    return Chunk("".join(texts), min(x0), min(top), max(x1), max(bottom))


def _level(a: Chunk, b: Chunk) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared > _SAME_ROW * min(a.bottom - a.top, b.bottom - b.top)


def _merged(row: Sequence[Chunk]) -> list[Chunk]:
    merged = [row[0]]
    for chunk in row[1:]:
        if _one(merged[-1], chunk):
            near = chunk.x0 - merged[-1].x1 <= _FIGURES_APART * (merged[-1].bottom - merged[-1].top)
            merged[-1] = union(merged[-1], chunk, "" if near else " ")
        else:
            merged.append(chunk)
    return merged


def _one(a: Chunk, b: Chunk) -> bool:
    gap = (b.x0 - a.x1) / max(1.0, min(a.bottom - a.top, b.bottom - b.top))
    if not _FIGURES_APART < gap <= _ENCLOSED:
        return gap <= _FIGURES_APART
    if _encloses(a.text, b.text):
        return True
    if gap <= _BLANK and _DATE.fullmatch(a.text) and _OF_DATE.match(b.text):
        return True
    if a.figure and b.figure and b.text[0] not in _BRACKET:
        return False
    return gap <= (_BESIDE_FIGURE if a.figure or b.figure else _BLANK)


def _encloses(a: str, b: str) -> bool:
    """Whether two texts are a figure and a bracket or sign of it, or brackets around nothing but a sign."""
    if _OPENING.fullmatch(a):
        return FIGURE.fullmatch(b) is not None or _CLOSING.fullmatch(b) is not None
    return _CLOSING.fullmatch(b) is not None and (FIGURE.fullmatch(a) is not None or _OPENING.fullmatch(a[0]) is not None)


def union(a: Chunk, b: Chunk, blank: str) -> Chunk:
    """Two chunks as one, with a blank or nothing between their texts."""
    return Chunk(a.text + blank + b.text, min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))
