"""Marks of footnotes set small beside a word or figure: left in, the 3 of `1,200³` would make the figure ten times as great."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import regex

RAISED = {
    **dict(zip("0123456789)", "⁰¹²³⁴⁵⁶⁷⁸⁹⁾", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    ",": ",",
    "·": "·",
}
"""Characters of marks in superscript: so they read as they are printed, and as no part of a figure."""

_SMALL = 0.7
"""Height of a mark, in heights of the character that it stands beside, at most."""

_NEAR = 0.25
"""Gap between a mark and its word at most, in heights of the word."""

_ABOVE = 0.3
"""How far, in heights of the word, the middle of a mark may lie above or below it."""

_LONGEST = 6
_MOST_STARTS = 2_000

_MARK = regex.compile(r"(?:주\s?)?\d{1,2}\)?(?:[,·]\d{1,2}\)?)*")
_LETTER = regex.compile(r"[a-z]\)?")
_NOTED = regex.compile(r"[\d\p{Hangul})\]%]")
_FIGURE = regex.compile(r"[\d%]")
_LETTERED = regex.compile(r"[\p{L}\d)\]%’”」』]")
_GLUED = regex.compile(r"[\p{L}\d/]")

Boxes = npt.NDArray[np.floating[Any]]
"""One row a character: left, top, right and bottom in points from the page's top left corner."""


def small_marks(texts: Sequence[str], leads: Sequence[str], boxes: Boxes) -> frozenset[int]:
    """The indexes of the characters, given in stream order, that are marks of footnotes."""
    if len(texts) < 2:
        return frozenset()
    found: set[int] = set()
    for start, word in _starts(leads, boxes):
        end = _end(start, leads, boxes)
        if _is_mark("".join(texts[start:end]), texts[word]) and not _goes_on(texts, leads, boxes, end):
            found.update(range(start, end))
    return frozenset(found)


def _starts(leads: Sequence[str], boxes: Boxes) -> Iterator[tuple[int, int]]:
    """Characters much smaller than one that they stand right behind, with the index of that one."""
    height = boxes[:, 3] - boxes[:, 1]
    small = np.flatnonzero(height[1:] <= _SMALL * height[:-1]) + 1
    behind = [at for at in small.tolist() if _is_behind(boxes, at - 1, at)]
    yield from ((at, at - 1) for at in behind[:_MOST_STARTS])
    known = set(behind)
    tiny = height <= _SMALL * np.median(height)
    apart = [at for at in np.flatnonzero(tiny).tolist() if leads[at] and at not in known]
    for at in apart if len(apart) <= _MOST_STARTS else ():
        word = _word_before(boxes, height, at)
        if word is not None:
            yield at, word


def _is_behind(boxes: Boxes, word: int, mark: int) -> bool:
    _, top, right, bottom = boxes[word]
    height, middle = bottom - top, (boxes[mark, 1] + boxes[mark, 3]) / 2
    return bool(abs(boxes[mark, 0] - right) <= _NEAR * height and top - _ABOVE * height <= middle <= bottom + _ABOVE * height)


def _word_before(boxes: Boxes, height: Boxes, mark: int) -> int | None:
    """The character drawn at another time that a small one stands right behind; None where there is none."""
    middle = (boxes[mark, 1] + boxes[mark, 3]) / 2
    near = (np.abs(boxes[:, 2] - boxes[mark, 0]) <= _NEAR * height) & (height[mark] <= _SMALL * height)
    level = (boxes[:, 1] - _ABOVE * height <= middle) & (middle <= boxes[:, 3] + _ABOVE * height)
    found = np.flatnonzero(near & level)
    return int(found[np.argmin(np.abs(boxes[found, 2] - boxes[mark, 0]))]) if len(found) else None


def _end(start: int, leads: Sequence[str], boxes: Boxes) -> int:
    """Behind the last character that is as small and stands behind the one before it."""
    end = start + 1
    tallest = 1.2 * (boxes[start, 3] - boxes[start, 1])
    while end < len(leads) and end - start < _LONGEST and not leads[end] and boxes[end, 3] - boxes[end, 1] <= tallest:
        end += 1
    return end


def _is_mark(text: str, word: str) -> bool:
    """Whether small characters behind another are a mark; a figure behind a letter is the power of a unit."""
    if _MARK.fullmatch(text):
        return (_LETTERED if text.endswith(")") else _NOTED).fullmatch(word) is not None
    return _LETTER.fullmatch(text) is not None and _FIGURE.fullmatch(word) is not None


def _goes_on(texts: Sequence[str], leads: Sequence[str], boxes: Boxes, end: int) -> bool:
    """Whether a letter, figure or stroke of a fraction is glued to the end of a small text that no parenthesis closes."""
    if end >= len(texts) or texts[end - 1] == ")" or leads[end] or not _GLUED.fullmatch(texts[end]):
        return False
    return _is_behind(boxes, end - 1, end)
