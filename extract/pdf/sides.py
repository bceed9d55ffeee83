"""Whether texts under each other share a side: what tells the column of a table from words of prose that happen to stand so."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extract.pdf.aligned import slot_of
from extract.pdf.chunks import Chunk, Row
from extract.pdf.headers import Column

_SAME_PLACE = 0.35
"""Heights of the line within which the texts of a column begin, end or have their middle."""


def texts_of(rows: Sequence[Row], columns: Sequence[Column]) -> list[list[Chunk]]:
    """The texts of each column from the top."""
    texts: list[list[Chunk]] = [[] for _ in columns]
    for row in rows:
        for chunk in row.chunks:
            texts[slot_of(chunk, columns)].append(chunk)
    return texts


def share_a_side(texts: Sequence[Chunk], least: float) -> bool:
    """Whether a share of texts, `least` of all and all but one of few, begin, end or have their middle at one place."""
    if not texts:
        return False
    height = median(chunk.bottom - chunk.top for chunk in texts)
    sides = ([chunk.x0 for chunk in texts], [chunk.x1 for chunk in texts], [chunk.middle for chunk in texts])
    near = (sum(abs(x - median(side)) <= _SAME_PLACE * height for x in side) for side in sides)
    return max(near) >= min(least * len(texts), len(texts) - 1)
