"""Steps of a procedure with arrows between them: texts in one cell, or boxes side by side; each is a table of one cell a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

import regex

from extract.pdf_chunks import Chunk
from extract.pdf_grid import Grid, Span
from extract.pdf_page import Glyph
from schemas import Box

_FEWEST = 3
"""Steps of a procedure at least."""

_LARGEST_ARROW = 4.0
"""Sides of a picture that may be an arrow at most, in heights of the text beside it."""

_MOST_PICTURES = 1_000
_SAME_LINE = 2.0
_ARROWS = regex.compile(r"[\u2190-\u21ff\u2794-\u27be\u27f5-\u27ff\u25b6\u25b7\u25ba\u25bb>\uff1e]+")


def step_ends(texts: Sequence[Chunk], cell: Box, pictures: Sequence[Box]) -> Sequence[float]:
    """Where the steps of a procedure in one cell and the arrows between them part, in points from the left.

    () where the texts are none: three steps at least, an arrow or small picture between each and the next.
    """
    if len(texts) < _FEWEST:
        return ()
    blocks: list[tuple[float, float, bool]] = []
    for item in sorted((*texts, *_arrows(texts, cell, pictures)), key=lambda item: item.x0):
        arrow = _is_arrow(item.text)
        if not blocks or item.x0 >= blocks[-1][1]:
            blocks.append((item.x0, item.x1, arrow))
        elif arrow or blocks[-1][2]:
            return ()
        else:
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], item.x1), False)
    turns = all(arrow == bool(at % 2) for at, (_, _, arrow) in enumerate(blocks))
    if not turns or len(blocks) % 2 == 0 or len(blocks) < 2 * _FEWEST - 1:
        return ()
    return [(a[1] + b[0]) / 2 for a, b in pairwise(blocks)]


def _is_arrow(text: str) -> bool:
    return not text or _ARROWS.fullmatch(text) is not None


def _arrows(texts: Sequence[Chunk], cell: Box, pictures: Sequence[Box]) -> list[Chunk]:
    """The pictures inside a cell that are no larger than an arrow between its texts, as chunks without text."""
    if len(pictures) > _MOST_PICTURES:
        return []
    side = _LARGEST_ARROW * median(text.bottom - text.top for text in texts)
    inside = (
        box for box in pictures if cell.x0 <= box.x0 and box.x1 <= cell.x1 and cell.top <= box.top and box.bottom <= cell.bottom
    )
    return [
        Chunk("", box.x0, box.top, box.x1, box.bottom) for box in inside if max(box.x1 - box.x0, box.bottom - box.top) <= side
    ]


def with_steps_joined(grids: Iterable[Grid], glyphs: Sequence[Glyph], pictures: Sequence[Box]) -> tuple[Grid, ...]:
    """The grids with those made one that are the boxes of a procedure: side by side, with the same row lines, arrows between.

    Between two boxes the joined grid has a column of its own with one blank cell.
    """
    chains: list[list[Grid]] = []
    for grid in sorted(grids, key=lambda grid: grid.xs[0]):
        chain = next((chain for chain in chains if grid.rows > 1 and _follows(chain[-1], grid, glyphs, pictures)), None)
        if chain:
            chain.append(grid)
        else:
            chains.append([grid])
    out = [grid for chain in chains for grid in ([_joined(chain)] if len(chain) >= _FEWEST else chain)]
    return tuple(sorted(out, key=lambda grid: (grid.ys[0], grid.xs[0])))


def _follows(left: Grid, right: Grid, glyphs: Sequence[Glyph], pictures: Sequence[Box]) -> bool:
    """Whether nothing but an arrow stands between two boxes with the same row lines."""
    if left.rows != right.rows or left.xs[-1] >= right.xs[0]:
        return False
    if any(abs(a - b) > _SAME_LINE for a, b in zip(left.ys, right.ys, strict=True)):
        return False
    between = Box(left.xs[-1], left.ys[0], right.xs[0], left.ys[-1])
    text = "".join(g.text for g in glyphs if _is_inside((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2, between))
    if text:
        return _is_arrow(text)
    return any(_is_inside((p.x0 + p.x1) / 2, (p.top + p.bottom) / 2, between) for p in pictures[:_MOST_PICTURES])


def _is_inside(x: float, y: float, box: Box) -> bool:
    return box.x0 < x < box.x1 and box.top < y < box.bottom


def _joined(chain: Sequence[Grid]) -> Grid:
    xs: list[float] = []
    spans: list[Span] = []
    for grid in chain:
        if xs:
            spans.append(Span(0, len(xs) - 1, grid.rows))
        spans += [Span(span.row, span.column + len(xs), span.rowspan, span.colspan) for span in grid.spans]
        xs += grid.xs
    return Grid(tuple(xs), chain[0].ys, tuple(sorted(spans)))
